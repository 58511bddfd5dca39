"""Cases and checks: relative_error."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from autograder.checks import formula, robustness
from autograder.model import Case, Exercise, Plain


def pairs_of_gradients(rng: Generator) -> list[Case]:
    """Slopes of all sizes, near each other and not, some of opposite sign, none of them 0."""
    return [
        Case({"a": 3.0, "b": 1.0}),
        Case({"a": np.array([1.0, 4.0]), "b": np.array([1.5, 4.0])}),
        Case({"a": 0.002, "b": -0.003}),
        Case(_gradients(rng, (6,), off=1e-3)),
        Case(_gradients(rng, (4, 3), off=0.3)),
        Case(_gradients(rng, (3, 2, 2), off=3.0)),
    ]


def _gradients(rng: Generator, shape: tuple[int, ...], off: float) -> dict[str, Plain]:
    a = rng.choice([-1, 1], shape) * 10 ** rng.uniform(-3, 3, shape)
    return {"a": a, "b": a * (1 + off * rng.choice([-1, 1], shape) * rng.uniform(0.1, 0.9, shape))}


def flat_gradients(rng: Generator) -> list[Case]:
    """Both slopes 0, and both so small that the floor of the denominator counts."""
    return [
        Case({"a": 0.0, "b": 0.0}),
        Case({"a": np.array([1.0, 0.0]), "b": np.array([1.5, 0.0])}),
        Case({"a": np.array([3e-9, 0.0]), "b": np.array([1e-9, 0.0])}),
    ]


EXERCISE = Exercise(
    "relative_error",
    ("a", "b"),
    (
        formula(pairs_of_gradients),
        robustness("right where slopes are 0, or nearly so", flat_gradients),
    ),
)
