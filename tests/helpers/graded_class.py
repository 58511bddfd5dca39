"""Classes that are graded already: a gradebook and autograded notebooks, made up without grading."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from nbgrader.api import (
    Assignment,
    Grade,
    Gradebook,
    GradeCell,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)

from autograder.mending.repairs import is_change
from autograder.nbgrader_plugin.course_folder import CONFIG_FILE, SETTINGS, CourseFolder, inside
from tests.helpers.our_course import KNOWN
from tests.helpers.our_course import POINTS as OURS

WAITING = (
    "This one is still waiting for you: write your code in place of `raise NotImplementedError`."
)
RIGHT, EMPTY, HALF, BY_HAND = "right", "empty", "half", "by hand"
NEURON = "01_neuron"
POINTS = OURS | {
    NEURON: {"weighted_sum": 1.0, "perceptron": 1.0, "dense": 2.0, "merge_linear": 2.0}
}
"""What this class was given, whatever has been added to the course since."""
NO_BIAS, AT_ZERO = "weighted_sum/no-bias", "perceptron/at-least-zero"


@dataclass
class Submission:
    """What a student handed in: for each exercise one of the words above, a misconception's id, or what was said."""

    exercises: Mapping[str, str]
    code: Mapping[str, str] = field(default_factory=dict)
    error: str | None = None
    remarks: list[list[str | None]] = field(default_factory=list)
    to_look_at: list[str] = field(default_factory=list)
    manual: Mapping[str, float] = field(default_factory=dict)
    late: float = 0.0


def work(*kinds: str, **more: Any) -> Submission:
    """What a student handed in for the neuron, exercise by exercise."""
    return Submission(dict(zip(POINTS[NEURON], kinds, strict=True)), **more)


Class = Mapping[str, Mapping[str, Submission | None]]
"""For each student and assignment what was handed in, if anything."""


def make(
    root: Path, handed_in: Class, names: Mapping[str, tuple[str, str]] | None = None
) -> CourseFolder:
    """A course in a folder, and a class that is graded."""
    root = root.absolute()
    root.mkdir(parents=True, exist_ok=True)
    (root / SETTINGS).write_text(CONFIG_FILE)
    (root / "gradebook.db").write_bytes(_blank())
    course = CourseFolder(root)
    with course.gradebook() as gradebook:
        for assignment in sorted({a for works in handed_in.values() for a in works}):
            gradebook.db.add(_assignment(gradebook, assignment))
        for id, works in handed_in.items():
            first, last = (names or {}).get(id, (None, None))
            gradebook.db.add(Student(id=id, first_name=first, last_name=last))
            (root / "submitted" / id).mkdir(parents=True, exist_ok=True)
            for assignment, work in works.items():
                if work is not None:
                    _file(gradebook, assignment, id, work)
                    _write(root / "autograded" / id / assignment, assignment, work)
        gradebook.db.commit()
    return course


@cache
def _blank() -> bytes:
    """A gradebook without anything in it, which takes nbgrader seconds to make."""
    with TemporaryDirectory() as folder:
        (Path(folder) / SETTINGS).write_text(CONFIG_FILE)
        with inside(Path(folder)), CourseFolder(Path(folder)).gradebook():
            return (Path(folder) / "gradebook.db").read_bytes()


def _assignment(gradebook: Gradebook, name: str) -> Assignment:
    assignment = Assignment(name=name, course_id=gradebook.course_id)
    notebook = Notebook(name=name, assignment=assignment)
    for exercise, points in POINTS[name].items():
        GradeCell(name=f"check-{exercise}", notebook=notebook, max_score=points, cell_type="code")
    return assignment


def _file(gradebook: Gradebook, assignment: str, student: str, work: Submission) -> None:
    stored = gradebook.find_assignment(assignment)
    [notebook] = stored.notebooks
    handed = SubmittedNotebook(notebook=notebook, late_submission_penalty=work.late)
    for cell in notebook.grade_cells:
        exercise = cell.name.removeprefix("check-")
        said = _verdict(assignment, exercise, work)
        waits = work.exercises[exercise] == BY_HAND
        handed.grades.append(
            Grade(
                cell=cell,
                auto_score=None if waits else said["score"],
                manual_score=work.manual.get(exercise),
                needs_manual_grade=waits,
            )
        )
    gradebook.db.add(SubmittedAssignment(assignment=stored, student_id=student, notebooks=[handed]))


def _write(folder: Path, assignment: str, work: Submission) -> None:
    verdicts = [_verdict(assignment, name, work) for name in work.exercises]
    cells: list[dict[str, Any]] = [
        {
            "cell_type": "code",
            "metadata": {"nbgrader": {"grade_id": name}},
            "source": work.code.get(name, f"def {name}(x):\n    return x"),
            "outputs": [],
        }
        for name in work.exercises
    ]
    metadata = {
        "error": work.error,
        "remarks": work.remarks,
        "exercises": verdicts,
        "by_hand": [n for n, kind in work.exercises.items() if kind == BY_HAND],
        "graded": True,
        "to_look_at": work.to_look_at,
    }
    folder.mkdir(parents=True)
    content = {"cells": cells, "metadata": {"autograder": metadata}, "nbformat": 4}
    (folder / f"{assignment}.ipynb").write_text(json.dumps(content))


def _verdict(assignment: str, exercise: str, work: Submission) -> dict[str, Any]:
    kind, points = work.exercises[exercise], POINTS[assignment][exercise]
    known = KNOWN[exercise].get(kind)
    messages = {
        RIGHT: "",
        EMPTY: WAITING,
        HALF: "Half of it is right.\nf(1) should be 2; yours gives 1.",
    }
    message = f"{known.sentence}\n{exercise}(1) should be 2." if known else messages.get(kind, kind)
    if work.error:
        kind, message = "", work.error
    return {
        "name": exercise,
        "score": {RIGHT: points, HALF: points / 2}.get(kind, 0.0),
        "max_score": points,
        "passed": kind == RIGHT,
        "misconception": kind if (known or is_change(kind)) and not work.error else None,
        "message": message,
        "checks": [],
    }


def large(students: int, assignments: list[str], seed: int = 0) -> Class:
    """A class of chance: each student has an ability, and stops somewhere."""
    made: dict[str, dict[str, Submission | None]] = {}
    for number in range(1, students + 1):
        draw = Random(f"{seed} {number}")
        ability = draw.betavariate(4, 2)
        made[f"s{number:04d}"] = {a: _drawn(a, ability, draw) for a in assignments}
    return made


def _drawn(assignment: str, ability: float, draw: Random) -> Submission | None:
    if draw.random() < 0.04:
        return None
    names = list(POINTS[assignment])
    last = (ability + draw.random()) * len(names)
    kinds = {}
    for place, name in enumerate(names):
        wrong = sorted(KNOWN[name])
        fallen = draw.choices(wrong, [1 / rank for rank in range(1, len(wrong) + 1)])[0]
        kind = (
            RIGHT if draw.random() < 0.35 + 0.65 * ability else draw.choice([fallen, fallen, HALF])
        )
        kinds[name] = EMPTY if place > last else kind
    odd = draw.random()
    return Submission(
        kinds,
        error=f"{assignment}.ipynb is empty." if odd < 0.01 else None,
        remarks=[["The check of a cell was put back.", names[0]]] if odd > 0.97 else [],
    )


SMALL: Class = {
    "ada": {NEURON: work(RIGHT, RIGHT, RIGHT, RIGHT)},  # 6 points
    "ben": {
        NEURON: work(NO_BIAS, RIGHT, HALF, RIGHT, remarks=[["A check was put back.", None]])
    },  # 4
    "cyd": {NEURON: work(NO_BIAS, AT_ZERO, HALF, EMPTY)},  # 1
    "dee": {NEURON: work(RIGHT, AT_ZERO, RIGHT, EMPTY, to_look_at=["uses os.fork (cell 3)"])},  # 3
    "eve": {NEURON: work(NO_BIAS, RIGHT, HALF, EMPTY, late=0.5)},  # 2, less 0.5
    "fay": {NEURON: None},
    "gus": {NEURON: work(RIGHT, RIGHT, RIGHT, RIGHT, error="01_neuron.ipynb is empty.")},  # 0
}
"""A class to count by hand."""
