"""Looks up what to grade: the stored assignments, and the students who submitted."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory

from autograder.feedback.phrases import did_you_mean
from autograder.nbgrader_plugin.paths import CoursePaths
from autograder.nbgrader_plugin.source_cells import SourceCell, source_cells
from autograder.nbgrader_plugin.submission_folder import left_out, shown, student_folders
from autograder.notebooks.reading import UnreadableNotebook, read_code


class Unknown(ValueError):
    """Raised for an unknown assignment or student. The message has the nearest name, if there is one."""


@dataclass(frozen=True)
class StoredAssignment:
    """An assignment as `nbgrader generate_assignment` stored it: the cells of each notebook."""

    name: str
    notebooks: dict[str, list[SourceCell]]
    kernels: dict[str, Any]


def assignments_of(gradebook: Gradebook, names: Iterable[str]) -> list[StoredAssignment]:
    """The assignments with these names, each once. Raises Unknown if one is not in the gradebook."""
    return [_assignment(gradebook, name) for name in dict.fromkeys(names)]


def students_of(
    course: CourseDirectory, assignments: list[StoredAssignment], wanted: Iterable[str]
) -> list[str]:
    """All students in `submitted/`, or those that are wanted, sorted by name.

    Raises Unknown if a wanted student has no folder there, or one that can't be graded.
    """
    found = {folder.name for each in assignments for folder in student_folders(course, each.name)}
    unfit = left_out_of(course, assignments)
    excluded = set(course.student_id_exclude.split(","))
    wanted = list(wanted)
    for student in wanted:
        if student in unfit:
            raise Unknown(f"{shown(student)}: {unfit[student]}")
        if student not in found:
            raise Unknown(
                f"There is no student called {student!r} in {course.submitted_directory}/."
                + did_you_mean(student, found)
            )
    return sorted(set(wanted) or found - excluded)


def left_out_of(course: CourseDirectory, assignments: list[StoredAssignment]) -> dict[str, str]:
    """What is in `submitted/` and can't be graded, and why."""
    return {name: why for each in assignments for name, why in left_out(course, each.name).items()}


def released_code(course: CourseDirectory, assignments: Iterable[StoredAssignment]) -> list[str]:
    """The code of the cells that students get, as far as the released notebooks can be read."""
    found: dict[str, None] = {}
    for assignment in assignments:
        folder = CoursePaths(course).released(assignment.name)
        for name in assignment.notebooks:
            with contextlib.suppress(UnreadableNotebook):
                found |= dict.fromkeys(cell.source for cell in read_code(folder / f"{name}.ipynb"))
    return list(found)


def _assignment(gradebook: Gradebook, name: str) -> StoredAssignment:
    try:
        stored = gradebook.find_assignment(name)
    except MissingEntry:
        near = did_you_mean(name, [assignment.name for assignment in gradebook.assignments])
        raise Unknown(
            f"There is no assignment called {name!r} in the gradebook.{near} To add an assignment, run "
            "nbgrader generate_assignment."
        ) from None
    notebooks = sorted(stored.notebooks, key=lambda notebook: notebook.name)
    return StoredAssignment(
        name,
        {notebook.name: source_cells(gradebook, notebook.name, name) for notebook in notebooks},
        {notebook.name: json.loads(notebook.kernelspec or "null") for notebook in notebooks},
    )
