"""What runs in Gradescope's container: grades one submission with nbgrader, and writes results.json.

Source: "Autograder Specifications", https://gradescope-autograders.readthedocs.io/en/latest/specs/, for
the folders and the format, and "Submission Metadata" there, for who handed in.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from pathlib import Path
from typing import Any

import nbformat

from autograder.nbgrader_plugin.course_folder import CourseFolder, CourseFolderError
from autograder.nbgrader_plugin.graded import OURS
from autograder.nbgrader_plugin.submission_folder import is_student_name
from autograder.nbgrader_plugin.submitted import exercise_of, is_check, remarks_of
from autograder.nbgrader_plugin.writing import in_short, messages_of
from autograder.sandbox import spawn
from autograder.sandbox.isolation import NotIsolated


def prepare(home: Path, assignment: str) -> None:
    """Fill the gradebook once, when the image is built."""
    CourseFolder(home / "source" / "course").generate_assignment(assignment)


def run(home: Path, assignment: str) -> None:
    """Grade the submission in `home`, Gradescope's /autograder, and write its results.

    Raises CourseFolderError or NotIsolated, and writes no results, if it can't be graded: then
    Gradescope tells the student that the autograder failed, and nobody gets a wrong mark.
    """
    started = time.monotonic()
    course = CourseFolder(home / "source" / "course")
    spawn.require_isolation(course.allows_unisolated)
    student = _who(home / "submission_metadata.json")
    place = course.paths.submitted(student, assignment)
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(home / "submission", place, symlinks=True)
    course.autograde(assignment, student)
    graded = course.paths.autograded(student, assignment) / f"{assignment}.ipynb"
    notebook = nbformat.read(graded, as_version=4)
    for message in messages_of(notebook.metadata[OURS]):
        print(message)
    found = results(notebook) | {"execution_time": round(time.monotonic() - started)}
    _write(home / "results" / "results.json", json.dumps(found, indent=1))


def results(notebook: nbformat.NotebookNode) -> dict[str, Any]:
    """A graded notebook in Gradescope's format: a test for each exercise, with its feedback as text."""
    ours = notebook.metadata[OURS]
    said = {exercise_of(cell): cell.outputs[0] for cell in filter(is_check, notebook.cells)}
    tests = []
    for verdict in ours["exercises"]:
        name = verdict["name"]
        test = {"name": name, "output": said[name].data["text/plain"], "output_format": "text"}
        if name not in ours["by_hand"]:
            test["score"] = round(verdict["score"], 5)
            test["max_score"] = verdict["max_score"]
            test["status"] = "passed" if verdict["passed"] else "failed"
        tests.append(test | {"visibility": "visible"})
    return {
        "score": round(sum(test.get("score", 0.0) for test in tests), 5),
        "output": " ".join(filter(None, [ours["error"], *in_short(remarks_of(notebook))])),
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": tests,
    }


def _who(metadata: Path) -> str:
    """A name for who handed in, from Gradescope's numbers: each has inputs of their own."""
    try:
        users = json.loads(metadata.read_text(encoding="utf-8"))["users"]
        name = "-".join(sorted(str(user["id"]) for user in users))
    except (OSError, ValueError, KeyError, TypeError):
        name = ""
    plain = name.replace("-", "").isalnum()
    return name if plain and is_student_name(name) else "student"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}")
    draft.write_text(text, encoding="utf-8")
    os.replace(draft, path)


if __name__ == "__main__":
    step, where, which = sys.argv[1:]
    try:
        {"prepare": prepare, "run": run}[step](Path(where), which)
    except CourseFolderError as error:
        sys.exit(str(error))
    except NotIsolated as error:
        sys.exit(
            f"{error.level.reason} Nothing was graded, because student code could read the answers. To "
            f"grade all the same, make the zip again: autograder package gradescope {which} "
            "--allow-unisolated"
        )
