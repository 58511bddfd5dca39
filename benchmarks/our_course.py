"""Our own course, as the benchmarks know it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from autograder.course import course_named
from autograder.engine.reference import reference
from autograder.nbgrader_plugin.course_folder import CourseFolder
from autograder.notebooks.syllabus import assignments_of

COURSE = course_named("deep-learning")
EXERCISES = COURSE.exercises
FUNCTIONS = reference(COURSE).functions
KNOWN = {name: reference(COURSE).misconceptions(name) for name in EXERCISES}
VARIANTS = {name: reference(COURSE).variants(name) for name in EXERCISES}
ASSIGNMENTS = {assignment.name: tuple(assignment.points) for assignment in assignments_of(COURSE)}
"""The names of each assignment's exercises."""


def notebook(assignment: str) -> Path:
    """The course's own notebook of an assignment."""
    return COURSE.solutions / assignment / f"{assignment}.ipynb"


def make_folder(root: Path, assignments: Iterable[str], **more: Any) -> CourseFolder:
    """A course folder with some of the assignments."""
    chosen = [a for a in assignments_of(COURSE) if a.name in set(assignments)]
    return CourseFolder.make(root, chosen, COURSE.solutions, **more)
