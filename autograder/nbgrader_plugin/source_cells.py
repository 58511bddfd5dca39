"""What the course says of a notebook's cells: the authority on ids, points, flags and checks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode
from nbformat.v4.nbbase import random_cell_id
from nbgrader.api import Gradebook
from nbgrader.nbgraderformat import SCHEMA_VERSION

from autograder.course import course_with
from autograder.notebooks.reading import CHECK


@dataclass(frozen=True)
class SourceCell:
    """A cell of which nbgrader keeps account, as `nbgrader generate_assignment` stored it."""

    name: str
    type: str
    source: str
    checksum: str | None
    locked: bool
    solution: bool
    task: bool
    points: float | None

    @property
    def grade(self) -> bool:
        """Whether it is marked by the autograder or by hand; a task is neither to nbgrader."""
        return self.points is not None and not self.task

    @property
    def exercise(self) -> str:
        """The exercise to which it belongs."""
        return self.name.removeprefix(CHECK)

    @property
    def metadata(self) -> dict[str, Any]:
        """The metadata that nbgrader wants to see on it."""
        told = {
            "schema_version": SCHEMA_VERSION,
            "grade": self.grade,
            "grade_id": self.name,
            "locked": self.locked,
            "solution": self.solution,
            "task": self.task,
            "cell_type": self.type,
        }
        if self.checksum:
            told["checksum"] = self.checksum
        if self.points is not None:
            told["points"] = self.points
        return told

    def cell(self, source: str | None = None, attachments: Any = None) -> NotebookNode:
        """A notebook's cell of this description; with the course's own text where none is given."""
        cell = new_cell(self.type, self.source if source is None else source)
        cell.metadata = NotebookNode(nbgrader=NotebookNode(self.metadata))
        if attachments and self.type != "code":
            cell.attachments = attachments
        return cell

    def marks(self, source: str) -> bool:
        """Whether a text can be nothing but this check, or defines this exercise's function."""
        name = re.escape(self.exercise)
        if self.locked:
            return re.fullmatch(rf"\s*check\(\s*{name}\s*\)\s*", source) is not None
        return re.search(rf"^[ \t]*(?:async +)?def +{name}\b", source, re.MULTILINE) is not None


def unknown_exercises(cells: Iterable[SourceCell]) -> list[str]:
    """The exercises that these cells check and that no installed course knows."""
    names = [cell.exercise for cell in cells if cell.grade and not cell.solution]
    course = course_with(names)
    return [name for name in names if course is None or name not in course.exercises]


def new_cell(kind: str, source: str) -> NotebookNode:
    """A cell as nbformat makes it, which checks each by the schema; ours are checked with the notebook."""
    cell = NotebookNode(id=random_cell_id(), cell_type=kind, metadata=NotebookNode(), source=source)
    if kind == "code":
        cell.update(execution_count=None, outputs=[])
    return cell


def source_cells(gradebook: Gradebook, notebook: str, assignment: str) -> list[SourceCell]:
    """All cells of which the gradebook keeps account; each exercise's own before its check."""
    stored = gradebook.find_notebook(notebook, assignment)
    points = {cell.name: cell.max_score for cell in [*stored.grade_cells, *stored.task_cells]}
    solutions = {cell.name for cell in stored.solution_cells}
    tasks = {cell.name for cell in stored.task_cells}
    cells = [
        SourceCell(
            cell.name,
            cell.cell_type,
            cell.source or "",
            cell.checksum,
            bool(cell.locked),
            cell.name in solutions,
            cell.name in tasks,
            points.get(cell.name),
        )
        for cell in stored.source_cells
    ]
    return sorted(cells, key=lambda cell: cell.locked)
