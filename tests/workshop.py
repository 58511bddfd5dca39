"""Our own course, as tests know it: exercises, answers, known mistakes and unusual right answers."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.course import course_named
from autograder.engine.course_oracle import live_oracle
from autograder.engine.dict_oracle import DictOracle
from autograder.engine.reference import reference
from autograder.model import Misconception
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


def oracle(seed: int) -> DictOracle:
    """The live oracle of our course for a seed."""
    return live_oracle(COURSE, seed)
