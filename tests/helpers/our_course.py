"""Our own course, as tests know it: exercises, answers, known mistakes and unusual right answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from autograder.course import course_named
from autograder.engine.course_oracle import course_oracle
from autograder.engine.course_oracle import live_oracle as oracle_of
from autograder.engine.dict_oracle import DictOracle
from autograder.engine.oracle import Oracle
from autograder.engine.reference import reference
from autograder.model import Misconception
from autograder.nbgrader_plugin.course_folder import CourseFolder
from autograder.notebooks.syllabus import assignments_of

COURSE = course_named("deep-learning")
EXERCISES = COURSE.exercises
REFERENCE = reference(COURSE)
FUNCTIONS = REFERENCE.functions
ASSIGNMENTS = {a.name: tuple(a.points) for a in assignments_of(COURSE)}
"""The names of each assignment's exercises."""

KNOWN: Mapping[str, Mapping[str, Misconception]] = {
    name: REFERENCE.misconceptions(name) for name in EXERCISES
}
VARIANTS = {name: REFERENCE.variants(name) for name in EXERCISES}


POINTS = {a.name: dict(a.points) for a in assignments_of(COURSE)}
HINTS = {name: REFERENCE.hint(name) for name in EXERCISES}


def live_oracle(seed: int) -> DictOracle:
    """The live oracle of our course for a seed."""
    return oracle_of(COURSE, seed)


def public_oracle() -> Oracle:
    """The oracle that doors use."""
    return course_oracle(COURSE)


def make_folder(root: Path, assignments: Iterable[str], **more: Any) -> CourseFolder:
    """A course folder with some of our assignments."""
    chosen = [a for a in assignments_of(COURSE) if a.name in set(assignments)]
    return CourseFolder.make(root, chosen, COURSE.solutions, **more)
