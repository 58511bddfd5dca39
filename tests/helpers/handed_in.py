"""What students hand in of one notebook: solved, and in all the ways in which it may come to be damaged."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat

from autograder.nbgrader_plugin.course_folder import CourseFolder
from autograder.sandbox import spawn
from tests.helpers.cells import cell_of
from tests.helpers.notebooks import notebook_path, solution
from tests.helpers.our_course import ASSIGNMENTS, POINTS, make_folder

NAME = "01_neuron"
FILE = f"{NAME}.ipynb"
EXERCISES = ASSIGNMENTS[NAME]
FULL = POINTS[NAME]


def released() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(notebook_path("assignments", NAME).read_text())
    return content


def solved() -> dict[str, Any]:
    """The students' version with the solutions written into it."""
    content, answers = released(), solution(NAME)
    for name in EXERCISES:
        cell_of(content, name)["source"] = cell_of(answers, name)["source"]
    return content


def edited(change: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    content = solved()
    change(content)
    return content


def insert_copy(content: dict[str, Any], grade_id: str, source: str | None = None) -> None:
    cell = copy.deepcopy(cell_of(content, grade_id))
    cell["id"] = "copy"
    cell["source"] = cell["source"] if source is None else source
    content["cells"].insert(content["cells"].index(cell_of(content, grade_id)) + 1, cell)


def strip(content: dict[str, Any]) -> None:
    for cell in content["cells"]:
        cell["metadata"] = {}


def change_flags(content: dict[str, Any]) -> None:
    cell_of(content, "check-dense")["metadata"]["nbgrader"].update(grade=False, locked=False)
    cell_of(content, "dense")["metadata"]["nbgrader"].update(solution=False)
    cell_of(content, "check-perceptron")["metadata"]["nbgrader"].update(points=1e9)
    cell_of(content, "check-weighted_sum")["metadata"]["nbgrader"].update(schema_version=1)
    cell_of(content, "check-merge_linear")["metadata"]["nbgrader"].update(schema_version="x")


def change_ids(content: dict[str, Any]) -> None:
    first, second = cell_of(content, "dense"), cell_of(content, "check-dense")
    first["metadata"]["nbgrader"]["grade_id"] = "nonsense"
    second["metadata"]["nbgrader"]["grade_id"] = "check-perceptron"


def without(content: dict[str, Any], *names: str) -> None:
    content["cells"] = [
        c
        for c in content["cells"]
        if c["metadata"].get("nbgrader", {}).get("grade_id") not in names
    ]


def cast(content: dict[str, Any], grade_id: str, kind: str) -> None:
    cell = cell_of(content, grade_id)
    cell["cell_type"] = kind
    cell.pop("outputs", None)
    cell.pop("execution_count", None)


def old_format() -> dict[str, Any]:
    made: dict[str, Any] = nbformat.convert(nbformat.reads(json.dumps(solved()), 4), 3)
    return made


def paste_a_table(content: dict[str, Any]) -> None:
    """A scratch cell with a long line in it, before the first exercise."""
    source = f"table = [{'1.0, ' * 5000}]\nprint(table[:3])"
    content["cells"].insert(1, {"cell_type": "code", "metadata": {}, "source": source})


MENDED: dict[str, tuple[dict[str, Any], str]] = {
    "pasted": (edited(paste_a_table), "characters was left out"),
    "copied-check": (edited(lambda c: insert_copy(c, "check-dense")), "more than once"),
    "copied-solution": (edited(lambda c: insert_copy(c, "dense")), "more than once"),
    "stub-below": (
        edited(lambda c: insert_copy(c, "dense", cell_of(released(), "dense")["source"])),
        "untouched copy",
    ),
    "no-check": (edited(lambda c: without(c, "check-dense", "check-weighted_sum")), "put back"),
    "flags": (edited(change_flags), "the course's settings count"),
    "ids": (edited(change_ids), "recognised by its code"),
    "stripped": (edited(strip), "recognised by its code"),
    "cast": (edited(lambda c: cast(c, "dense", "markdown")), "the course's own cell was put back"),
    "emptied": (
        edited(lambda c: cell_of(c, "check-dense").update(source="print('full marks')")),
        "the course's own cell was put back",
    ),
}


def place(course: Path, student: str, content: object, file: str = FILE) -> Path:
    """Hand in a notebook, or the bytes of any file. Gives the folder."""
    folder = course / "submitted" / student / NAME
    folder.mkdir(parents=True, exist_ok=True)
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    (folder / file).write_bytes(data)
    return folder


def make_course(root: Path, db_url: str | None = None) -> Path:
    """A course folder with the notebook released, its gradebook in the folder or at `db_url`."""
    made = make_folder(root, [NAME], allow_unisolated=not spawn.probe().protects, db_url=db_url)
    made.generate_assignment(NAME)
    return root


def marks(course: Path, student: str) -> dict[str, float]:
    """A student's marks on it."""
    return {name: score for name, (score, _) in CourseFolder(course).marks(NAME)[student].items()}
