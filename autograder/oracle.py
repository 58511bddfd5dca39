"""Who knows right answers and known wrong ones. Checks do not know which oracle they have.

The live oracle (`autograder.live_oracle`) asks the reference on whatever inputs a seed draws. The
frozen oracle reads a data file with the same answers for one public seed; it is all that students
are given.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import numpy as np

from autograder.model import Case, Check, Exercise, Hint, Misconception, Outcome, Plain
from autograder.sandbox.protocol import pack_outcome, unpack_outcome
from autograder.values import pack, unpack

PUBLIC_SEED = 2026
FROZEN_FILE = Path(__file__).with_name("answers.bin")


@dataclass(frozen=True)
class Question:
    """A case, its right answers, and right values of what the exercise builds on."""

    case: Case
    answers: tuple[Plain, ...] = ()
    given: Mapping[str, Plain] | None = None


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

    def points(self, assignment: str) -> dict[str, float]:
        """The exercises of an assignment in their order, and the points of each."""


def draw(exercise: Exercise, check: Check, seed: int) -> list[Case]:
    """The cases of a check for a seed: the same for the same seed, whatever else is drawn."""
    stream = zlib.crc32(f"{exercise.name}/{check.name}".encode())
    return check.cases(np.random.default_rng([seed, stream]))


@cache
def default_oracle(seed: int | None = None) -> Oracle:
    """The frozen oracle where only that is installed, else the live one.

    Raises ValueError for a seed other than the public one where there is no reference to ask, and
    FileNotFoundError where there are no answers at all.
    """
    if find_spec("dlref") is not None:
        from autograder.live_oracle import LiveOracle

        return LiveOracle(PUBLIC_SEED if seed is None else seed)
    if seed not in (None, PUBLIC_SEED):
        raise ValueError("Other seeds need the instructor's installation; leave out --seed.")
    if not FROZEN_FILE.is_file():
        raise FileNotFoundError(
            "The answers file of the exercise kit is missing: install it again."
        )
    return FrozenOracle(FROZEN_FILE)


class FrozenOracle:
    """Answers for the public seed, from a file that `freeze` wrote."""

    def __init__(self, file: Path) -> None:
        self._data = unpack(gzip.decompress(file.read_bytes()))

    def questions(self, exercise: Exercise, check: Check) -> list[Question]:
        """Stored cases and answers; relations are drawn afresh from the public seed."""
        if not check.has_answers:
            return [Question(case) for case in draw(exercise, check, PUBLIC_SEED)]
        scripts = {case.script for case in draw(exercise, check, PUBLIC_SEED)}
        by_name = {script and script.__qualname__: script for script in scripts}
        return [
            Question(Case(inputs, by_name[script]), tuple(answers), given)
            for inputs, script, answers, given in self._data["questions"][exercise.name][check.name]
        ]

    def misconceptions(self, exercise: Exercise) -> list[Misconception]:
        """Stored ids and sentences."""
        return [
            Misconception(id, text) for id, text, _ in self._data["misconceptions"][exercise.name]
        ]

    def wrong_outcomes(self, exercise: Exercise, id: str) -> list[Outcome]:
        """Stored outcomes."""
        known = {
            name: outcomes for name, _, outcomes in self._data["misconceptions"][exercise.name]
        }
        return [unpack_outcome(outcome) for outcome in known[id]]

    def hint(self, exercise: Exercise) -> Hint:
        """Stored words and lines."""
        more, worked = self._data["hints"][exercise.name]
        return Hint(more, tuple(worked))

    def points(self, assignment: str) -> dict[str, float]:
        """Stored points."""
        points: dict[str, float] = self._data["points"].get(assignment, {})
        return points


def freeze(oracle: Oracle, exercises: Mapping[str, Exercise], assignments: list[str]) -> bytes:
    """All that an oracle says about the exercises, as the bytes of a frozen oracle's file."""
    questions = {
        exercise.name: {
            check.name: [
                [
                    q.case.inputs,
                    q.case.script and q.case.script.__qualname__,
                    list(q.answers),
                    q.given,
                ]
                for q in oracle.questions(exercise, check)
            ]
            for check in exercise.played
            if check.has_answers
        }
        for exercise in exercises.values()
    }
    misconceptions = {
        exercise.name: [
            [
                known.id,
                known.sentence,
                [pack_outcome(o) for o in oracle.wrong_outcomes(exercise, known.id)],
            ]
            for known in oracle.misconceptions(exercise)
        ]
        for exercise in exercises.values()
    }
    hints = {name: oracle.hint(exercise) for name, exercise in exercises.items()}
    points = {assignment: oracle.points(assignment) for assignment in assignments}
    data = {
        "questions": questions,
        "misconceptions": misconceptions,
        "hints": {name: [hint.more, list(hint.worked)] for name, hint in hints.items()},
        "points": points,
    }
    return gzip.compress(pack(data), mtime=0)
