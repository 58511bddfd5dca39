"""Cases and checks: a sequence as numbers."""

from __future__ import annotations

from numpy.random import Generator

from autograder.checks import formula, robustness
from autograder.model import Case, Exercise

BASES = list("ACGT")
OTHER_LETTERS = list("NRY")


def sequences(rng: Generator) -> list[Case]:
    """Three letters to follow by hand, one without C and G, one letter alone, and longer ones."""
    drawn = [_drawn(rng, n) for n in (9, 14)]
    return [Case({"sequence": s}) for s in ("GAT", "TATAAT", "C", *drawn)]


def sequences_with_other_letters(rng: Generator) -> list[Case]:
    """An N between bases, other letters at both ends, and nothing but N."""
    ends = [str(letter) for letter in rng.choice(OTHER_LETTERS, 2)]
    return [Case({"sequence": s}) for s in ("ANG", _drawn(rng, 6).join(ends), "NN")]


def _drawn(rng: Generator, n: int) -> str:
    """A sequence of n bases in which each of the four occurs."""
    letters = BASES + [str(letter) for letter in rng.choice(BASES, n - len(BASES))]
    return "".join(rng.permutation(letters))


ONE_HOT = Exercise(
    "one_hot",
    ("sequence",),
    (
        formula(sequences),
        robustness("a row of 0.25 for every other letter", sequences_with_other_letters),
    ),
)
