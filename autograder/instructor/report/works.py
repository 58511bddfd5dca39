"""The report's data classes: everyone's work on an assignment, one answer for each exercise."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from autograder.course import Course
from autograder.instructor.report.example import Example, names_any, words_of


class State(Enum):
    """The state of a student's answer to an exercise; the values are words for the page."""

    PASSED = "passed"
    PART = "part of the points"
    WRONG = "no points"
    EMPTY = "not written"
    WAITING = "waits for a mark"
    UNREAD = "could not be read"
    UNGRADED = "not graded yet"
    ABSENT = "nothing handed in"


class MistakeKey(NamedTuple):
    """A mistake: a misconception's id or, without one, the sentence that the student read.

    A key with neither stands for all other wrong answers; two of them may be different mistakes.
    """

    exercise: str
    misconception: str | None
    sentence: str = ""


@dataclass(frozen=True)
class Answer:
    """A student's answer to one exercise. Without a score it is missing or waits for a mark."""

    state: State
    score: float | None = None
    lost: float = 0.0
    """The share of the exercise that is not right, 0 to 1: of its points, where it has some."""
    fault: MistakeKey | None = None
    told: str = ""
    """The sentence that the student read."""


@dataclass(frozen=True)
class Person:
    """A student."""

    id: str
    first_name: str = ""
    last_name: str = ""

    @property
    def name(self) -> str:
        """The name on the page: the full name, or the id if there is none."""
        return " ".join(f"{self.first_name} {self.last_name}".split()) or self.id


@dataclass(frozen=True)
class StudentWork:
    """A student's work on one assignment, with an answer for each exercise."""

    person: Person
    answers: Mapping[str, Answer]
    penalty: float = 0.0
    error: str | None = None
    """Why the submission can't be read."""
    remarks: tuple[str, ...] = ()
    to_look_at: tuple[str, ...] = ()

    @property
    def score(self) -> float:
        """The sum of the scores so far, before the penalty."""
        return sum(answer.score or 0.0 for answer in self.answers.values())

    @property
    def lost(self) -> float:
        """How much of the exercises is not right: 1 for each that is all wrong or not written."""
        return sum(answer.lost for answer in self.answers.values())

    @property
    def mark(self) -> float:
        """The score minus the penalty for a late submission, never below 0."""
        return max(0.0, self.score - self.penalty)

    @property
    def missing(self) -> State | None:
        """Why there are no answers: unread, ungraded or absent. None if there are some."""
        states = {answer.state for answer in self.answers.values()}
        return next((s for s in (State.UNREAD, State.UNGRADED, State.ABSENT) if s in states), None)

    @property
    def waits(self) -> bool:
        """Whether an answer has no mark yet."""
        return any(answer.state is State.WAITING for answer in self.answers.values())


@dataclass(frozen=True)
class Results:
    """The results of an assignment: points, everyone's work, and examples of each mistake."""

    name: str
    points: dict[str, float]
    names: frozenset[str] = frozenset()
    """Words from the names and ids of the class, in lower case."""
    course: Course | None = None
    """The course with these exercises."""
    works: list[StudentWork] = field(default_factory=list)
    examples: dict[MistakeKey, list[Example]] = field(default_factory=dict)

    @property
    def known_names(self) -> Collection[str]:
        """The names of all exercises of the course, which say nothing about the author of some code."""
        return self.course.exercises if self.course else self.points

    def names_any(self, text: str, exercise: str) -> bool:
        """Whether a text may name a student. Words of the exercise's own name do not count."""
        return names_any(text, self.names - words_of(exercise))
