"""The oracle knows right answers and misconceptions. Checks do not depend on the kind of oracle.

`DictOracle` calls the answers on the inputs of any seed. `FrozenOracle` reads a data file with the
same answers for one public seed; students get only this file.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from autograder.feedback.drills import Drill
from autograder.mistakes.explanations import Explanations
from autograder.model import (
    Case,
    Check,
    Condition,
    Exercise,
    Functions,
    Hint,
    Misconception,
    Outcome,
    Plain,
)
from autograder.sandbox.stand_in import Table

PUBLIC_SEED = 2026


@dataclass(frozen=True)
class Question:
    """A case and its right answers.

    `given` works out right values of the exercises that this one builds on, which few submissions need.
    """

    case: Case
    answers: tuple[Plain, ...] = ()
    given: Callable[[], Mapping[str, Table]] = dict


@dataclass(frozen=True)
class Simpler:
    """The ordinary cases of an exercise made simpler in one way, with their right answers.

    `questions` has them with the number of the case that each comes from, and `already` the numbers of
    cases that are that simple. `within` names the weaker conditions that they meet as well. `fixes`
    works out the arguments that no longer count in them; it gives none if so few are left that the
    condition tells nothing: a step with a learning rate of 0 is right whatever is done with the gradient.
    """

    condition: Condition
    questions: list[tuple[int, Question]]
    already: frozenset[int]
    within: frozenset[str]
    fixes: Callable[[], frozenset[str]]


class Oracle(Protocol):
    """Draws cases and knows their right and wrong answers."""

    def questions(self, exercise: Exercise, check: Check) -> list[Question]:
        """The cases of a check, with answers where the check compares with answers."""

    def misconceptions(self, exercise: Exercise) -> list[Misconception]:
        """The misconceptions of an exercise."""

    def wrong_outcomes(self, exercise: Exercise, id: str) -> list[Outcome]:
        """The outcomes of a misconception on all cases with answers, in the order of the checks."""

    def ordinary(self, exercise: Exercise) -> list[Question]:
        """The questions of `ordinary_check`, and others like them if they are few."""

    def simpler(self, exercise: Exercise) -> list[Simpler]:
        """The ordinary questions, made simpler in each way that may matter."""

    def explanations(self, exercise: Exercise) -> Explanations:
        """What the model of mistakes knows of an exercise; empty if it was not asked."""

    def hint(self, exercise: Exercise) -> Hint:
        """The hint of an exercise; empty if there is none."""

    def drills(self, exercise: Exercise) -> list[Drill]:
        """The drills of an exercise; none if too few of its misconceptions can be told apart."""

    def answer(self, exercise: Exercise, name: str, arguments: dict[str, Plain]) -> Plain:
        """The right value, at these arguments, of another exercise that this one builds on.

        Raises Unanswered if the oracle does not know it.
        """

    def functions(self, names: Iterable[str]) -> Functions:
        """The right functions with these names, if the oracle has functions; otherwise none."""


class Unanswered(LookupError):
    """Raised by `Oracle.answer` for a value that it does not know. Nobody reads the message."""


def draw(exercise: Exercise, check: Check, *seed: int) -> list[Case]:
    """The cases of a check for a seed. They depend on the seed, the exercise and the check only."""
    stream = zlib.crc32(f"{exercise.name}/{check.name}".encode())
    return check.cases(np.random.default_rng([seed[0], stream, *seed[1:]]))


def ordinary_check(exercise: Exercise) -> Check | None:
    """The check whose cases are made simpler: the first that compares ordinary cases with right answers."""
    formulas = [c for c in exercise.checks if c.kind == "formula" and c.has_answers]
    return min(formulas, key=lambda check: check.judge is not None, default=None)
