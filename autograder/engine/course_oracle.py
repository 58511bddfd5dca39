"""The oracle of a course: live if the course's answers are on this machine, otherwise frozen."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from autograder.course import Course, CourseError
from autograder.engine.dict_oracle import DictOracle
from autograder.engine.explaining import load
from autograder.engine.frozen_oracle import FrozenOracle, frozen_file
from autograder.engine.oracle import PUBLIC_SEED, Oracle
from autograder.engine.reference import reference
from autograder.mistakes.explanations import Explanations, empty

if TYPE_CHECKING:
    from autograder.feedback.drills import Drill


def live_oracle(
    course: Course, seed: int, explanations: Mapping[str, Explanations] | None = None
) -> DictOracle:
    """The oracle that calls a course's own answers, with the explanations that it keeps or with others.

    Raises CourseError if the answers are not here.
    """
    known = reference(course)
    return DictOracle(
        known.functions,
        seed,
        course.exercises,
        known.misconceptions,
        known.hint,
        lambda name: (explanations or _explanations(course)).get(name, empty()),
        _drills(course),
    )


@cache
def _drills(course: Course) -> dict[str, list[Drill]]:
    """The drills that were made in this process. They take seconds, and are the same for all seeds."""
    return {}


@cache
def _explanations(course: Course) -> dict[str, Explanations]:
    return load(course)


@cache
def course_oracle(course: Course, seed: int | None = None) -> Oracle:
    """The live oracle if the course's answers are here, otherwise the frozen one.

    Raises ValueError for a seed other than the public one if the answers are not here, and CourseError
    if there are no frozen answers either.
    """
    if course.has_answers:
        return live_oracle(course, PUBLIC_SEED if seed is None else seed)
    if seed not in (None, PUBLIC_SEED):
        raise ValueError("Other seeds need the instructor's installation; leave out --seed.")
    file = frozen_file(course)
    if not file.is_file():
        raise CourseError(
            f"The answers of the course {course.name} are missing: install the exercise kit again."
        )
    return FrozenOracle(file)
