"""Writes verdicts into a notebook's cells and metadata, and into nbgrader's gradebook."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from nbformat import NotebookNode
from nbgrader.api import Comment, Grade, Gradebook
from nbgrader.utils import (
    compute_checksum,
    determine_grade,
    is_grade,
    is_locked,
    is_solution,
    is_task,
)
from sqlalchemy.orm import joinedload

from autograder.marking.job import Marked
from autograder.marking.noteworthy import noteworthy
from autograder.nbgrader_plugin.graded import OURS
from autograder.nbgrader_plugin.mending import Remark
from autograder.nbgrader_plugin.submitted import exercise_of, is_check, remarks_of
from autograder.notebooks.reading import code_of

logger = logging.getLogger(__name__)
logger.addHandler(logging.NullHandler())
_Entry = TypeVar("_Entry", Grade, Comment)


def write_verdicts(notebook: NotebookNode, verdicts: Sequence[Marked]) -> None:
    """Write marks and feedback into the check cells, and the verdicts into the metadata for reports.

    Each check cell gets the feedback as display data, and its score as the result that nbgrader reads.
    """
    by_name = {marked.verdict["name"]: marked for marked in verdicts}
    for cell in filter(is_check, notebook.cells):
        marked = by_name[exercise_of(cell)]
        words = {"text/plain": marked.text, "text/html": marked.html}
        score = min(max(marked.verdict["score"], 0.0), marked.verdict["max_score"])
        cell.execution_count = 1
        cell.outputs = [
            _output("display_data", words),
            _output("execute_result", {"text/plain": repr(score)}, execution_count=1),
        ]
    notebook.metadata[OURS].update(
        exercises=[marked.verdict for marked in verdicts],
        by_hand=[marked.verdict["name"] for marked in verdicts if marked.by_hand],
        again=any(marked.again for marked in verdicts),
    )


def _output(kind: str, data: dict[str, str], **more: int) -> NotebookNode:
    """A cell's output. nbformat would validate each one; ours are validated with the whole notebook."""
    return NotebookNode(output_type=kind, metadata=NotebookNode(), data=NotebookNode(data), **more)


def save_marks(
    gradebook: Gradebook, notebook: NotebookNode, name: str, assignment: str, student: str
) -> None:
    """Store all marks and remarks of a notebook. The caller commits them.

    As in nbgrader, a mark or comment given by hand is kept, and its exercise is flagged for review.
    """
    with gradebook.db.no_autoflush:
        stored = gradebook.find_submission_notebook(name, assignment, student)
        grades = _entries(gradebook, Grade, stored.id)
        comments = _entries(gradebook, Comment, stored.id)
        remarks = _by_exercise(notebook)
        for cell in notebook.cells:
            if is_grade(cell):
                grade = grades[cell.metadata.nbgrader.grade_id]
                score, _ = determine_grade(cell, logger)
                by_hand = exercise_of(cell) in notebook.metadata[OURS]["by_hand"]
                grade.auto_score = None if by_hand else score
                grade.needs_manual_grade = (
                    grade.manual_score is not None or grade.auto_score is None
                )
            if is_solution(cell) or is_task(cell):
                said = remarks.pop(exercise_of(cell), []) + remarks.pop(None, [])
                comment = comments[cell.metadata.nbgrader.grade_id]
                comment.auto_comment = " ".join(_untouched(cell) + said) or None


def sign(notebook: NotebookNode) -> list[str]:
    """Mark a notebook as graded, for later runs, unless the next one is to grade it again.

    Returns the messages for the instructor.
    """
    ours = notebook.metadata[OURS]
    ours.update(graded=not ours["again"], to_look_at=_to_look_at(notebook))
    return messages_of(ours)


def messages_of(ours: Mapping[str, Any]) -> list[str]:
    """The messages for the instructor about a graded notebook, from our metadata in it."""
    told = [ours["error"], *in_short(Remark(*remark) for remark in ours["remarks"])]
    if ours["to_look_at"]:
        told.append(f"To look at (no mark depends on it): {'; '.join(ours['to_look_at'])}.")
    return list(dict.fromkeys(filter(None, told)))


def in_short(remarks: Iterable[Remark]) -> list[str]:
    """The remarks as sentences; a remark on several exercises becomes one sentence."""
    about: dict[tuple[str, ...], list[str]] = {}
    for remark in remarks:
        words = remark.text.split(remark.exercise) if remark.exercise else [remark.text]
        about.setdefault(tuple(words), []).append(remark.exercise or "")
    return [", ".join(names).join(words) for words, names in about.items()]


def _entries(gradebook: Gradebook, kind: type[_Entry], notebook_id: str) -> dict[str, _Entry]:
    """A submitted notebook's grades or comments by cell name, in one query."""
    query = gradebook.db.query(kind).options(joinedload(kind.cell))
    return {entry.cell.name: entry for entry in query.filter(kind.notebook_id == notebook_id)}


def _by_exercise(notebook: NotebookNode) -> dict[str | None, list[str]]:
    """The remarks for each exercise; those under None go below the first exercise."""
    said: dict[str | None, list[str]] = {None: []}
    for remark in remarks_of(notebook):
        said.setdefault(remark.exercise, []).append(remark.text)
    if notebook.metadata[OURS]["error"]:
        for cell in filter(is_solution, notebook.cells):
            said.setdefault(exercise_of(cell), []).append(notebook.metadata[OURS]["error"])
    return said


def _untouched(cell: NotebookNode) -> list[str]:
    """nbgrader's own comment on a cell that is unchanged."""
    same = cell.metadata.nbgrader.get("checksum") == compute_checksum(cell)
    return ["No response."] if same and not is_task(cell) else []


def _to_look_at(notebook: NotebookNode) -> list[str]:
    """What is noteworthy in the student's code; locked cells hold the course's own."""
    try:
        locked = {cell.metadata.nbgrader.grade_id for cell in notebook.cells if is_locked(cell)}
        return noteworthy(cell for cell in code_of(notebook.cells) if cell.name not in locked)
    except Exception:
        logger.exception("searching the code failed")
        return ["searching the code failed"]
