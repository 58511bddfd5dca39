"""The course's own cells of a notebook, which decide on ids, points, flags and checks."""

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
from autograder.engine.own_tests import is_own_test
from autograder.notebooks.reading import CHECK


@dataclass(frozen=True)
class SourceCell:
    """A cell that nbgrader tracks, as `nbgrader generate_assignment` stored it in the gradebook."""

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
        """Whether the cell has a mark. nbgrader does not count a task as such a cell."""
        return self.points is not None and not self.task

    @property
    def exercise(self) -> str:
        """The exercise that it belongs to."""
        return self.name.removeprefix(CHECK)

    @property
    def metadata(self) -> dict[str, Any]:
        """The metadata that nbgrader expects on this cell."""
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
        """A notebook cell with this metadata, and this source or else the course's own."""
        cell = new_cell(self.type, self.source if source is None else source)
        cell.metadata = NotebookNode(nbgrader=NotebookNode(self.metadata))
        if attachments and self.type != "code":
            cell.attachments = attachments
        return cell

    def marks(self, source: str) -> bool:
        """Whether some code is this check, or defines this exercise's function."""
        name = re.escape(self.exercise)
        if self.locked:
            return re.fullmatch(rf"\s*check\(\s*{name}\s*\)\s*", source) is not None
        return re.search(rf"^[ \t]*(?:async +)?def +{name}\b", source, re.MULTILINE) is not None


def unknown_exercises(cells: Iterable[SourceCell]) -> list[str]:
    """The exercises that these cells check by `check(…)` and that no installed course has."""
    checks = {c.exercise: c.source for c in cells if c.grade and not c.solution}
    course = course_with(checks)
    return [
        name
        for name, source in checks.items()
        if not is_own_test(source) and (course is None or name not in course.exercises)
    ]


def new_cell(kind: str, source: str) -> NotebookNode:
    """A new cell. nbformat would validate each one; ours are validated with the whole notebook."""
    cell = NotebookNode(id=random_cell_id(), cell_type=kind, metadata=NotebookNode(), source=source)
    if kind == "code":
        cell.update(execution_count=None, outputs=[])
    return cell


def source_cells(gradebook: Gradebook, notebook: str, assignment: str) -> list[SourceCell]:
    """All cells that the gradebook tracks; the solution cells come before the checks."""
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
