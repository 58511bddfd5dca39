"""Who knows right answers and known wrong ones. Checks do not know which oracle they have.

A `DictOracle` calls the answers on whatever inputs a seed draws. The frozen oracle reads a data file
with the same answers for one public seed; it is all that students are given.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from autograder.model import Case, Check, Exercise, Hint, Misconception, Outcome, Plain
from autograder.sandbox.stand_in import Table

PUBLIC_SEED = 2026


@dataclass(frozen=True)
class Question:
    """A case, its right answers, and right values of what the exercise builds on."""

    case: Case
    answers: tuple[Plain, ...] = ()
    given: Mapping[str, Table] | None = None


class Oracle(Protocol):
    """Draws cases and knows what comes of them."""

    def questions(self, exercise: Exercise, check: Check) -> list[Question]:
        """The cases of a check, with answers where the check compares with answers."""

    def misconceptions(self, exercise: Exercise) -> list[Misconception]:
        """The known wrong answers of an exercise."""

    def wrong_outcomes(self, exercise: Exercise, id: str) -> list[Outcome]:
        """What a misconception makes of all cases that have answers, check after check."""

    def hint(self, exercise: Exercise) -> Hint:
        """What helps further with an exercise; an empty hint where there is none."""

    def answer(self, exercise: Exercise, name: str, arguments: dict[str, Plain]) -> Plain:
        """The right value of another exercise, on which this one builds, at these arguments.

        Raises Unanswered where the oracle does not know it.
        """


class Unanswered(LookupError):
    """An oracle does not know an answer."""


def draw(exercise: Exercise, check: Check, seed: int) -> list[Case]:
    """The cases of a check for a seed: the same for the same seed, whatever else is drawn."""
    stream = zlib.crc32(f"{exercise.name}/{check.name}".encode())
    return check.cases(np.random.default_rng([seed, stream]))
