"""Lists the assignments, their exercises and points.

In a course folder they come from the notebooks in its `solutions/`. Elsewhere they come from the
installed courses: from their solution notebooks on an instructor's machine, and from a small file in
the kit on a student's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from autograder.course import Course, course_with, installed
from autograder.model import Exercise
from autograder.notebooks.reading import (
    CHECK,
    Cell,
    UnreadableNotebook,
    cells_of,
    defined_names,
    grading_of,
    is_check,
)

SOLUTIONS = "solutions"
SETTINGS = "nbgrader_config.py"
SYLLABUS_FILE = "syllabus.json"
_NUMBER = re.compile(r"^\d+[\W_]*")


@dataclass(frozen=True)
class Assignment:
    """A notebook of a course, with the points of its exercises in order."""

    name: str
    course: Course
    points: Mapping[str, float]

    @property
    def exercises(self) -> dict[str, Exercise]:
        """Its exercises that the course has, in order."""
        known = self.course.exercises
        return {name: known[name] for name in self.points if name in known}

    @property
    def bare_name(self) -> str:
        """Its name without the leading number."""
        return _NUMBER.sub("", self.name) or self.name

    def is_named_by(self, text: str) -> bool:
        """Whether the name of a file or folder begins with its name, with or without the number."""
        return text.startswith((self.name, self.bare_name))


def assignments_near(path: Path) -> list[Assignment]:
    """The assignments of the course folder around a path, or else of all installed courses."""
    folder = course_folder(path)
    return all_assignments() if folder is None else assignments_in(folder / SOLUTIONS)


def all_assignments() -> list[Assignment]:
    """The assignments of all installed courses."""
    return [
        assignment
        for course in installed().courses.values()
        for assignment in assignments_of(course)
    ]


def course_folder(path: Path) -> Path | None:
    """The nearest folder upwards with nbgrader settings and solution notebooks, or None."""
    for folder in (path.absolute(), *path.absolute().parents):
        if (folder / SETTINGS).is_file() and any((folder / SOLUTIONS).glob("*/*.ipynb")):
            return folder
    return None


def assignments_of(course: Course) -> list[Assignment]:
    """A course's own assignments, in order."""
    if course.has_answers:
        return assignments_in(course.solutions, course)
    try:
        listed = json.loads((course.public_folder / SYLLABUS_FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    return [Assignment(name, course, points) for name, points in listed.items()]


def assignments_in(solutions: Path, course: Course | None = None) -> list[Assignment]:
    """The assignments from the solution notebooks in a folder, sorted by name.

    Each belongs to `course`, or else to the installed course that has most of its exercises. A
    notebook without exercises of any course is left out.
    """
    files = [folder / f"{folder.name}.ipynb" for folder in sorted(solutions.iterdir())]
    worth = {f.parent.name: _points(f, f.stat().st_mtime_ns) for f in files if f.is_file()}
    if course is None:
        favourite = _own_course(solutions) or course_with(
            n for points in worth.values() for n in points
        )
    owners = {n: course or course_with(points, favourite) for n, points in worth.items()}
    return [
        Assignment(name, owner, worth[name])
        for name, owner in owners.items()
        if owner is not None and worth[name]
    ]


def _own_course(solutions: Path) -> Course | None:
    """The installed course that has its own solution notebooks in this folder, or None."""
    for course in installed().courses.values():
        if course.has_answers and course.private_folder.parent == solutions.absolute().parent:
            return course
    return None


@lru_cache(maxsize=256)
def _points(file: Path, _changed: int) -> dict[str, float]:
    """The points of each exercise that a solution notebook checks; empty if it can't be read."""
    try:
        cells = cells_of(file)
    except UnreadableNotebook:
        return {}
    checks = [cell for cell in cells if isinstance(cell, Mapping) and is_check(cell)]
    return {
        str(grading["grade_id"]).removeprefix(CHECK): float(grading.get("points") or 0)
        for grading in map(grading_of, checks)
        if "grade_id" in grading
    }


def as_syllabus(assignments: Iterable[Assignment]) -> str:
    """The text of the file that lists these assignments on students' machines."""
    return json.dumps({a.name: dict(a.points) for a in assignments}, indent=1) + "\n"


def assignment_of(
    cells: Iterable[Cell], path: Path, assignments: Sequence[Assignment]
) -> Assignment | None:
    """The assignment with most exercises in these cells, or else the one that the file is named after."""
    names = exercises_in(cells)
    by_name = assignment_by_name(path, assignments)
    if by_name is not None and _known(by_name, names):
        return by_name
    best = max(assignments, key=lambda assignment: _known(assignment, names), default=None)
    return best if best is not None and _known(best, names) else by_name


def exercises_in(cells: Iterable[Cell]) -> set[str]:
    """The exercises that cells may hold: by their grade ids and by the functions they define."""
    names: set[str] = set()
    for cell in cells:
        names |= {cell.name.removeprefix(CHECK), *defined_names(cell.source)}
    return names


def mostly_in(names: Collection[str], assignments: Iterable[Assignment]) -> Assignment | None:
    """The assignment with most exercises among these names, and at least half of its own; or None."""
    held = [a for a in assignments if 2 * _known(a, names) >= len(a.points) > 0]
    return max(held, key=lambda assignment: _known(assignment, names), default=None)


def assignment_by_name(path: Path, assignments: Sequence[Assignment]) -> Assignment | None:
    """The assignment that a file or its folder is named after."""
    for name in (path.stem, path.absolute().parent.name):
        for assignment in assignments:
            if assignment.is_named_by(name):
                return assignment
    return None


def assignment_with(
    exercise: str, assignments: Sequence[Assignment], defined: Collection[str] = ()
) -> Assignment | None:
    """The assignment with this exercise; of several, the one with most exercises in `defined`."""
    having = [a for a in assignments if exercise in a.points]
    return max(having, key=lambda assignment: _known(assignment, defined), default=None)


def _known(assignment: Assignment, names: Collection[str]) -> int:
    return sum(name in names for name in assignment.points)


def homes(near: Path) -> dict[str, str]:
    """The first assignment of each exercise, by exercise name."""
    found: dict[str, str] = {}
    for assignment in assignments_near(near):
        for name in assignment.points:
            found.setdefault(name, assignment.name)
    return found


def earlier_than(own: str | None, assignments: Sequence[Assignment]) -> list[str]:
    """The names of the assignments before `own`; all names if `own` is not among them."""
    names = [assignment.name for assignment in assignments]
    return names[: names.index(own)] if own in names else names
