"""From a student's submission to a complete notebook, and to the job of marking it."""

from __future__ import annotations

import ast
import logging
from collections.abc import Iterable, Sequence
from typing import Any

from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_locked, is_solution

from autograder.course import Course, course_with
from autograder.marking.job import MarkingJob
from autograder.marking.seeds import submission_seed
from autograder.nbgrader_plugin.graded import OURS
from autograder.nbgrader_plugin.mending import Remark, Unmendable, mend
from autograder.nbgrader_plugin.source_cells import CHECK, SourceCell
from autograder.nbgrader_plugin.submission_folder import SubmissionFolder
from autograder.notebooks.earlier import earlier_cells, missing_from
from autograder.notebooks.program import Program, Statement
from autograder.notebooks.reading import Cell, UnreadableNotebook, code_of
from autograder.notebooks.syllabus import (
    all_assignments,
    assignments_near,
    earlier_than,
    exercises_in,
    mostly_in,
)

UNREADABLE = "The notebook can't be read: open it in JupyterLab and save it again."
logger = logging.getLogger(__name__)
logger.addHandler(logging.NullHandler())


def read(
    folder: SubmissionFolder, name: str, course: Sequence[SourceCell], only: bool
) -> NotebookNode:
    """A submitted notebook, repaired, with remarks on problems in its metadata.

    If it can't be read, the result has the course's own cells, and `error` in the metadata says why.
    `only`: the assignment has no other notebook.
    """
    error = None
    try:
        cells = folder.cells(name, only)
        _refuse_another(cells, name, folder, course)
        notebook, mended = mend(cells, course)
    except (UnreadableNotebook, Unmendable) as sentence:
        error = str(sentence)
    except Exception:
        logger.exception("%s: reading the notebook failed", folder.path)
        error = UNREADABLE
    if error is not None:
        notebook, mended = mend([], course)[0], []
    else:
        mended += what_is_missing(folder, code_of(notebook.cells), points_of(notebook))
    remarks = [*folder.remarks, *folder.notes(), *mended]
    notebook.metadata[OURS] = {
        "error": error,
        "remarks": [[remark.text, remark.exercise] for remark in remarks],
    }
    return notebook


def _refuse_another(
    cells: Sequence[Any], name: str, folder: SubmissionFolder, course: Sequence[SourceCell]
) -> None:
    """Raise UnreadableNotebook if these cells are the notebook of another assignment."""
    names, own = exercises_in(code_of(cells)), {cell.exercise for cell in course}
    if names & own or not own:
        return
    near = [*assignments_near(folder.path), *all_assignments()]
    other = mostly_in(names, [a for a in near if a.name != folder.path.name])
    if other is not None:
        raise UnreadableNotebook(
            f"This is the notebook {other.name}, not {name}: none of the exercises of {name} is in it."
        )


def job_of(notebook: NotebookNode, folder: SubmissionFolder, seed: int) -> MarkingJob:
    """The marking job for a notebook that `read` returned, for a student with this seed.

    Its own seed follows from that and from the student's own cells, not from those of the course. Their
    names count too, because code can read the name of its cell.
    """
    cells, points = tuple(code_of(notebook.cells)), points_of(notebook)
    course = _course_of(points, folder)
    earlier = earlier_cells(cells, folder.path, _before(folder), folder.is_ordinary)
    whole = {name: tuple(found) for name, found in earlier.items()}
    code_cells = (cell for cell in notebook.cells if cell.cell_type == "code")
    own = [cell for cell, made in zip(cells, code_cells, strict=True) if not is_locked(made)]
    code = [[[cell.name, cell.source] for cell in cells] for cells in (own, *whole.values())]
    return MarkingJob(
        cells, points, submission_seed(seed, code), course.name if course else "", whole
    )


def _course_of(exercises: Iterable[str], folder: SubmissionFolder) -> Course | None:
    """The course with these exercises, from the course folder if it has this assignment."""
    for assignment in assignments_near(folder.path):
        if assignment.name == folder.path.name:
            return assignment.course
    return course_with(exercises)


def what_is_missing(
    folder: SubmissionFolder, cells: Iterable[Cell], exercises: Iterable[str]
) -> list[Remark]:
    """Remarks on earlier notebooks that exercises need and that are missing or can't be read."""
    cells, before = tuple(cells), _before(folder)
    found = earlier_cells(cells, folder.path, before, folder.is_ordinary)
    lost = missing_from(cells, found, before)
    if not lost:
        return []
    program = Program.of(cells)
    needed = {name: set().union(*map(_texts, program.needed(name))) for name in exercises}
    return [
        Remark(f"{exercise} takes functions from {name}, which is not there or can't be read.")
        for name in lost
        for exercise, texts in needed.items()
        if name in texts
    ]


def _before(folder: SubmissionFolder) -> list[str]:
    """The names of the assignments before the one in a folder."""
    return earlier_than(folder.path.name, assignments_near(folder.path))


def _texts(statement: Statement) -> set[str]:
    return {
        part.value
        for part in ast.walk(statement.node)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    }


def points_of(notebook: NotebookNode) -> dict[str, float]:
    """The points of each exercise that has a check cell in a notebook."""
    return {
        exercise_of(cell): float(cell.metadata.nbgrader.points)
        for cell in notebook.cells
        if is_check(cell)
    }


def is_check(cell: NotebookNode) -> bool:
    """Whether a cell is marked automatically, not by hand."""
    return bool(is_grade(cell) and not is_solution(cell))


def exercise_of(cell: NotebookNode) -> str:
    """The exercise that a cell with nbgrader's metadata belongs to."""
    name: str = cell.metadata.nbgrader.grade_id
    return name.removeprefix(CHECK)


def remarks_of(notebook: NotebookNode) -> list[Remark]:
    """The remarks in a notebook's metadata."""
    return [Remark(*remark) for remark in notebook.metadata[OURS]["remarks"]]
