"""Cases and checks: activations and their derivatives."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.random import Generator

from autograder.checks import formula, relation, robustness
from autograder.compare import as_numbers
from autograder.model import Ask, Case, Check, Exercise, Finding, Observation

Cases = Callable[[Generator], list[Case]]


def curve(rng: Generator) -> list[Case]:
    """Numbers, a vector and a batch, positive and negative, away from the kink at 0."""
    return [
        Case({"z": 2.0}),
        Case({"z": -1.5}),
        Case({"z": _away_from_zero(rng, (5,))}),
        Case({"z": 3 * _away_from_zero(rng, (4, 3))}),
        Case({"z": _away_from_zero(rng, (2, 3, 2))}),
    ]


def curve_with_zero(rng: Generator) -> list[Case]:
    """The same, and the point 0."""
    return [Case({"z": 0.0}), *curve(rng)]


def extremes(rng: Generator) -> list[Case]:
    """z = 1000 and z = -1000, alone and side by side with moderate values."""
    mixed = np.array([-1000.0, rng.uniform(-3, -1), rng.uniform(1, 3), 1000.0])
    return [Case({"z": 1000.0}), Case({"z": -1000.0}), Case({"z": mixed})]


def wide(rng: Generator) -> list[Case]:
    """Up to |z| = 30, as far as the derivatives are promised."""
    return [Case({"z": np.array([-30.0, -12.0, rng.uniform(8, 11), 30.0])})]


def leaky_curve(rng: Generator) -> list[Case]:
    """The default slope, others, and 0."""
    return [
        Case({"z": 2.0}),
        Case({"z": -1.5}),
        Case({"z": -1.5, "slope": 0.2}),
        Case({"z": _away_from_zero(rng, (6,)), "slope": 0.3}),
        Case({"z": _away_from_zero(rng, (4, 3)), "slope": float(rng.uniform(0.05, 0.6))}),
        Case({"z": _away_from_zero(rng, (3, 2)), "slope": 0.0}),
    ]


def at_kink(rng: Generator) -> list[Case]:
    """The kink itself, alone and inside an array."""
    return [Case({"z": 0.0}), Case({"z": np.array([-1.0, 0.0, 2.0])})]


def _between_slopes(seen: list[Observation], ask: Ask) -> Finding | None:
    """At a kink any value between the two slopes is right (a subgradient)."""
    for observation in seen:
        z = np.asarray(observation.case.inputs["z"])
        got = as_numbers(observation.value)
        if got is None or got.shape != z.shape:
            return Finding("At z = 0 it gives no number.")
        at_zero = np.asarray(got, float)[z == 0]
        if not ((at_zero >= -1e-9) & (at_zero <= 1 + 1e-9)).all():
            return Finding(
                "At z = 0 the slope may be anything between the slopes on the two sides, "
                f"from 0 to 1; yours gives {float(at_zero.ravel()[0]):.4g}."
            )
    return None


def _away_from_zero(rng: Generator, shape: tuple[int, ...]) -> np.ndarray:
    """Values of both signs with 0.2 < |z| < 3, in every draw at least one of each."""
    signs = np.resize([1.0, -1.0], shape)
    return rng.permuted(signs) * rng.uniform(0.2, 3.0, shape)


def _kink_check() -> Check:
    return relation("at the kink", "sensible at z = 0", at_kink, _between_slopes, kind="robustness")


_BIG = "finite and right at z = 1000 and z = -1000"

EXERCISES = (
    Exercise("sigmoid", ("z",), (formula(curve_with_zero), robustness(_BIG, extremes))),
    Exercise("tanh", ("z",), (formula(curve_with_zero), robustness(_BIG, extremes))),
    Exercise("relu", ("z",), (formula(curve_with_zero),)),
    Exercise("leaky_relu", ("z", "slope"), (formula(leaky_curve),)),
    Exercise(
        "gelu", ("z",), (formula(curve_with_zero),), builds_on=("tanh",), also_right=("gelu_exact",)
    ),
    Exercise(
        "sigmoid_grad",
        ("z",),
        (formula(curve_with_zero), robustness("right up to |z| = 30", wide)),
        builds_on=("sigmoid",),
    ),
    Exercise(
        "tanh_grad",
        ("z",),
        (formula(curve_with_zero), robustness("right up to |z| = 30", wide)),
        builds_on=("tanh",),
    ),
    Exercise("relu_grad", ("z",), (formula(curve), _kink_check())),
    Exercise("leaky_relu_grad", ("z", "slope"), (formula(leaky_curve), _kink_check())),
)
