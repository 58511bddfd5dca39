"""The sentence of a mistake. It comes from the course, never from what was sent."""

from __future__ import annotations

from autograder.course import Course
from autograder.engine.course_oracle import live_oracle
from autograder.engine.oracle import PUBLIC_SEED
from autograder.mending.repairs import family_of, is_change
from autograder.mistakes.families import CHANGES_OF_FORMULA

NO_NAME = "Wrong in a way that has no name."
ONE_CHANGE = "One change in their own line would make it right."


class Sentences:
    """The sentences of all mistakes that a course knows. Raises CourseError if it can't be loaded."""

    def __init__(self, course: Course) -> None:
        oracle = live_oracle(course, PUBLIC_SEED)
        self._known: dict[str, str] = {}
        for exercise in course.exercises.values():
            model = oracle.explanations(exercise)
            self._known |= zip(model.ids, model.sentences, strict=True)
            self._known |= {m.id: m.sentence for m in oracle.misconceptions(exercise)}

    def known(self, mistake: str | None) -> str | None:
        """The mistake's id if there are words for it, otherwise None."""
        if mistake is None or mistake in self._known:
            return mistake
        if is_change(mistake) and family_of(mistake).replace(" ", "-") in CHANGES_OF_FORMULA:
            return mistake
        return f"{mistake.partition('/')[0]}/change-" if is_change(mistake) else None

    def of(self, mistake: str | None) -> str:
        """The words for a mistake that `known` gave."""
        if mistake is None:
            return NO_NAME
        if mistake in self._known:
            return self._known[mistake]
        family = family_of(mistake)
        return f"{ONE_CHANGE[:-1]}: {family}." if family else ONE_CHANGE
