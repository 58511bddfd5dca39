"""The oracle of a course: live if the course's answers are on this machine, otherwise frozen."""

from __future__ import annotations

from functools import cache

from autograder.course import Course, CourseError
from autograder.engine.dict_oracle import DictOracle
from autograder.engine.frozen_oracle import FrozenOracle, frozen_file
from autograder.engine.oracle import PUBLIC_SEED, Oracle
from autograder.engine.reference import reference


def live_oracle(course: Course, seed: int) -> DictOracle:
    """The oracle that calls a course's own answers. Raises CourseError if they are not here."""
    known = reference(course)
    return DictOracle(known.functions, seed, course.exercises, known.misconceptions, known.hint)


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
