"""From what a student handed in to a whole notebook, and to the work of marking it."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_solution

from autograder.marking.mark import MarkingJob
from autograder.nbgrader_plugin.earlier_work import earlier_work, what_is_missing
from autograder.nbgrader_plugin.mending import Remark, Unmendable, mend
from autograder.nbgrader_plugin.source_cells import CHECK, SourceCell
from autograder.nbgrader_plugin.submission_folder import SubmissionFolder
from autograder.notebooks.reading import Cell, UnreadableNotebook, notebook_of

OURS = "autograder"
"""The key of our own metadata in an autograded notebook, and in nbconvert's resources."""
UNREADABLE = "The notebook can't be read: open it in JupyterLab and save it again."
logger = logging.getLogger(__name__)
logger.addHandler(logging.NullHandler())


def read(
    folder: SubmissionFolder, name: str, course: Sequence[SourceCell], only: bool
) -> NotebookNode:
    """A submitted notebook, made whole; its metadata holds remarks on what was amiss.

    Where it can't be read, it is made of the course's own cells, and the metadata says why in
    `error`. `only`: the assignment has no other notebook.
    """
    error = None
    try:
        notebook, mended = mend(folder.cells(name, only), course)
    except (UnreadableNotebook, Unmendable) as sentence:
        error = str(sentence)
    except Exception:
        logger.exception("%s: reading the notebook failed", folder.path)
        error = UNREADABLE
    if error is not None:
        notebook, mended = mend([], course)[0], []
    else:
        mended += what_is_missing(folder, _code(notebook, folder, name), points_of(notebook))
    remarks = [*folder.remarks, *folder.notes(), *mended]
    notebook.metadata[OURS] = {
        "error": error,
        "remarks": [[remark.text, remark.exercise] for remark in remarks],
    }
    return notebook


def work_of(notebook: NotebookNode, folder: SubmissionFolder, name: str, seed: int) -> MarkingJob:
    """What there is to mark in a notebook that `read` made, for a student with this seed."""
    cells = _code(notebook, folder, name)
    return MarkingJob(cells, points_of(notebook), seed, earlier_work(folder, cells))


def _code(notebook: NotebookNode, folder: SubmissionFolder, name: str) -> tuple[Cell, ...]:
    return tuple(notebook_of(notebook.cells, folder.path / f"{name}.ipynb").cells)


def points_of(notebook: NotebookNode) -> dict[str, float]:
    """The exercises that the check cells of a notebook are about, and their points."""
    return {
        exercise_of(cell): float(cell.metadata.nbgrader.points)
        for cell in notebook.cells
        if is_check(cell)
    }


def is_check(cell: NotebookNode) -> bool:
    """Whether a cell is marked by the kit (and not by hand)."""
    return bool(is_grade(cell) and not is_solution(cell))


def exercise_of(cell: NotebookNode) -> str:
    """The exercise to which a cell that nbgrader keeps account of belongs."""
    name: str = cell.metadata.nbgrader.grade_id
    return name.removeprefix(CHECK)


def remarks_of(notebook: NotebookNode) -> list[Remark]:
    """The remarks that were noted in a notebook's metadata."""
    return [Remark(*remark) for remark in notebook.metadata[OURS]["remarks"]]
