"""Cases and checks: chain_rule."""

from __future__ import annotations

from numpy.random import Generator

from autograder.checks import formula, whole_numbers
from autograder.model import Case, Exercise


def slopes_of_sine(rng: Generator) -> list[Case]:
    """Numbers, a vector and a batch, of both signs."""
    return [
        Case({"x": 1.0}),
        Case({"x": -1.5}),
        Case({"x": 0.0}),
        Case({"x": rng.uniform(-2.5, 2.5, 5)}),
        Case({"x": rng.uniform(-2.5, 2.5, (4, 3))}),
    ]


def whole(rng: Generator) -> list[Case]:
    """Whole numbers of both signs, alone and in an array."""
    return [Case({"x": 2}), Case({"x": rng.integers(1, 5, (2, 3)) * rng.choice([-1, 1], (2, 3))})]


EXERCISE = Exercise("chain_rule", ("x",), (formula(slopes_of_sine), whole_numbers(whole)))
