"""What a student should know of a notebook before opening it, read from the notebook itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.notebooks.earlier import earlier_cells
from autograder.notebooks.reading import cells_of, code_of, source_of
from autograder.notebooks.syllabus import Assignment, earlier_than

_TITLE = re.compile(r"^#\s+(?:\d+\s*[·:.–-]\s*)?(.+?)\s*$", re.MULTILINE)
_TIME = re.compile(r"\bPlan (?:for )?([^.]*\w(?:\.\d[^.]*)*)\.(?:\s|$)")


@dataclass(frozen=True)
class Stage:
    """A notebook on the map: its title, its time ("" if it says none), and how much is in it.

    `needs` are the notebooks that it takes functions from, directly or through others.
    """

    name: str
    title: str
    time: str
    exercises: int
    points: float
    needs: tuple[str, ...]


def stage(assignment: Assignment, assignments: Sequence[Assignment], solutions: Path) -> Stage:
    """The place of a notebook in its course.

    The title is the first heading of its first cell. The time is in that cell, too, in a sentence such
    as "Plan for 60 to 90 minutes."
    """
    folder = solutions / assignment.name
    cells = cells_of(folder / f"{assignment.name}.ipynb")
    opening = source_of(cells[0]) if cells else ""
    title, time = _TITLE.search(opening), _TIME.search(" ".join(opening.split()))
    before = earlier_than(assignment.name, assignments)
    used = earlier_cells(code_of(cells), folder, before)
    return Stage(
        assignment.name,
        title[1] if title else assignment.bare_name,
        time[1] if time else "",
        len(assignment.points),
        sum(assignment.points.values()),
        tuple(name for name in before if name in used),
    )
