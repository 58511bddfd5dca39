"""The words of a report as plain data: everyone's work on an assignment, answer by answer."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from autograder.course import Course
from autograder.instructor.report.example import Example, names_any, words_of


class State(Enum):
    """How a student stands with an exercise, in words for the page."""

    PASSED = "passed"
    PART = "part of the points"
    WRONG = "no points"
    EMPTY = "not written"
    WAITING = "waits for a mark"
    UNREAD = "could not be read"
    UNGRADED = "not graded yet"
    ABSENT = "nothing handed in"


class MistakeKey(NamedTuple):
    """A mistake: a misconception's id, or where it has no name, the sentence that its maker was told.

    With neither, nothing is known of it but that it is one, and two such faults may be two mistakes.
    """

    exercise: str
    misconception: str | None
    sentence: str = ""


@dataclass(frozen=True)
class Answer:
    """A student's work on one exercise. Without a score it waits for a mark, or is not there."""

    state: State
    score: float | None = None
    fault: MistakeKey | None = None
    told: str = ""
    """The sentence that the student got."""


@dataclass(frozen=True)
class Person:
    """A student."""

    id: str
    first_name: str = ""
    last_name: str = ""

    @property
    def name(self) -> str:
        """What the page calls them."""
        return " ".join(f"{self.first_name} {self.last_name}".split()) or self.id


@dataclass(frozen=True)
class StudentWork:
    """A student's work on one assignment, an answer for each exercise."""

    person: Person
    answers: Mapping[str, Answer]
    penalty: float = 0.0
    error: str | None = None
    """Why there is nothing to see."""
    remarks: tuple[str, ...] = ()
    to_look_at: tuple[str, ...] = ()

    @property
    def score(self) -> float:
        """The points that there are, without the penalty."""
        return sum(answer.score or 0.0 for answer in self.answers.values())

    @property
    def mark(self) -> float:
        """The points less the penalty for lateness, never below 0."""
        return max(0.0, self.score - self.penalty)

    @property
    def missing(self) -> State | None:
        """Why there is nothing to see, where that is so."""
        states = {answer.state for answer in self.answers.values()}
        return next((s for s in (State.UNREAD, State.UNGRADED, State.ABSENT) if s in states), None)

    @property
    def waits(self) -> bool:
        """Whether some of it is not marked yet."""
        return any(answer.state is State.WAITING for answer in self.answers.values())


@dataclass(frozen=True)
class Results:
    """An assignment: what its exercises are worth, everyone's work, examples of each fault."""

    name: str
    points: dict[str, float]
    names: frozenset[str] = frozenset()
    """The words by which somebody of the class might be known."""
    course: Course | None = None
    """The course that has the exercises."""
    works: list[StudentWork] = field(default_factory=list)
    examples: dict[MistakeKey, list[Example]] = field(default_factory=dict)

    @property
    def known_names(self) -> Collection[str]:
        """The names of all exercises of the course, which every reader knows."""
        return self.course.exercises if self.course else self.points

    def names_any(self, text: str, exercise: str) -> bool:
        """Whether a text names anybody; the exercise's own words are nobody's."""
        return names_any(text, self.names - words_of(exercise))
