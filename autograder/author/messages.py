"""Shows what students would read if they made the known mistakes of an exercise."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.author.trials import Trial, namespace_of
from autograder.course import Course
from autograder.engine.course_oracle import course_oracle
from autograder.engine.examine import examine
from autograder.engine.oracle import PUBLIC_SEED
from autograder.engine.reference import reference
from autograder.feedback import render
from autograder.sandbox.submission import LiveSubmission


def messages(course: Course, name: str) -> Iterator[str]:
    """For each misconception of an exercise, what it does and the verdict on it."""
    exercise, oracle = course.exercises[name], course_oracle(course)
    for known in reference(course).misconceptions(name).values():
        trial = Trial(course.name, name, "misconception", known.id, PUBLIC_SEED)
        verdict = examine(exercise, LiveSubmission(namespace_of(trial)), oracle)
        yield f"{known.id}: {known.what}\n\n{render.text(verdict)}\n"
