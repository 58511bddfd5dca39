"""Cases and checks: activations and their derivatives."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.random import Generator

from autograder.checks import Cases, formula, relation, robustness, whole_numbers
from autograder.compare import as_numbers, in_form_of
from autograder.feedback.wording import number_text
from autograder.model import Ask, Case, Check, Exercise, Finding, Observation


def curve(rng: Generator) -> list[Case]:
    """Numbers, a vector and a batch, positive and negative, away from the kink at 0."""
    return [
        Case({"z": 2.0}),
        Case({"z": -1.5}),
        Case({"z": np.array([-8.0, *_away_from_zero(rng, (3,)), 8.0])}),
        Case({"z": _away_from_zero(rng, (4, 3))}),
        Case({"z": _away_from_zero(rng, (2, 3, 2))}),
    ]


def curve_with_zero(rng: Generator) -> list[Case]:
    """The same, and the point 0."""
    return [Case({"z": 0.0}), *curve(rng)]


def extremes(rng: Generator) -> list[Case]:
    """z = 1000 and z = -1000, alone and beside moderate values."""
    mixed = np.array([-1000.0, rng.uniform(-3, -1), rng.uniform(1, 3), 1000.0])
    return [Case({"z": 1000.0}), Case({"z": np.array([-1000.0, 1.0])}), Case({"z": mixed})]


def wide(rng: Generator) -> list[Case]:
    """Values up to |z| = 30, the range that the stubs of the derivatives promise."""
    mixed = np.array([-30.0, -12.0, rng.uniform(0.5, 1), rng.uniform(8, 11), 30.0])
    return [Case({"z": 30.0}), Case({"z": -30.0}), Case({"z": mixed})]


def leaky_curve(rng: Generator) -> list[Case]:
    """The default slope and others, as small as 0; one is larger than some of the z above 0."""
    return [
        Case({"z": 2.0}),
        Case({"z": -1.5}),
        Case({"z": -1.5, "slope": 0.2}),
        Case({"z": _away_from_zero(rng, (6,)), "slope": 0.45}),
        Case({"z": 5 * _away_from_zero(rng, (4, 3)), "slope": float(rng.uniform(0.05, 0.6))}),
        Case({"z": _away_from_zero(rng, (3, 2)), "slope": 0.0}),
        Case({"z": 0.1, "slope": 0.3}),
    ]


def leaky_curve_with_zero(rng: Generator) -> list[Case]:
    """The same, and the point 0."""
    return [*leaky_curve(rng), Case({"z": 0.0, "slope": 0.3})]


def whole(rng: Generator) -> list[Case]:
    """Whole numbers of both signs, alone and in an array, none of them 0."""
    return [Case({"z": 2}), Case({"z": -1}), Case({"z": _whole(rng, (2, 3))})]


def leaky_whole(rng: Generator) -> list[Case]:
    """The same, with the default slope and another."""
    return [
        Case({"z": 2}),
        Case({"z": -1}),
        Case({"z": _whole(rng, (2, 3)), "slope": float(rng.uniform(0.05, 0.6))}),
    ]


def kink(rng: Generator) -> list[Case]:
    """The kink itself, alone and inside an array."""
    return [Case({"z": 0.0}), Case({"z": np.array([-1.0, 0.0, 2.0])})]


def grid(rng: Generator) -> list[Case]:
    """The grid for a picture of the curve: z from -6 to 6, without the kink at 0."""
    return [Case({"z": np.linspace(-6, 6, 120)})]


def leaky_kink(rng: Generator) -> list[Case]:
    """The same, with a slope of 0.3."""
    return [Case({**case.inputs, "slope": 0.3}) for case in kink(rng)]


def _between_slopes(seen: list[Observation], ask: Ask) -> Finding | None:
    """At a kink any value between the two slopes is right (a subgradient)."""
    for observation in seen:
        inputs = observation.case.inputs
        z, got = np.asarray(inputs["z"]), as_numbers(observation.value)
        if got is None or in_form_of(z, got).shape != z.shape:
            return Finding(
                "At z = 0 it should give a slope for each element of z, in z's own shape."
            )
        lower = inputs.get("slope", 0.0)
        at_zero = np.asarray(in_form_of(z, got), float)[z == 0]
        if not ((at_zero >= lower - 1e-6) & (at_zero <= 1 + 1e-6)).all():
            return Finding(
                "At z = 0 the slope may be anything between the slopes on its two sides, "
                f"from {lower:g} to 1; yours gives {number_text(at_zero[0])}."
            )
    return None


def _away_from_zero(rng: Generator, shape: tuple[int, ...]) -> np.ndarray:
    """Values with 0.2 < |z| < 3 of both signs, including 0.4 and -0.4."""
    z = rng.uniform(0.2, 3.0, shape) * rng.choice([-1.0, 1.0], shape)
    z.flat[[0, -1]] = 0.4, -0.4
    return z


def _whole(rng: Generator, shape: tuple[int, ...]) -> np.ndarray:
    """Whole numbers from -4 to 4, of both signs and without 0."""
    z = rng.integers(1, 5, shape) * rng.choice([-1, 1], shape)
    z.flat[[0, -1]] = 1, -2
    return z


_BIG = robustness("finite and right at z = 1000 and z = -1000", extremes)
_PLOT = Check("plot", "runs as it should", grid)
_WIDE = robustness("right up to |z| = 30", wide)


def _at_kink(cases: Cases) -> Check:
    return relation("kink", "sensible at z = 0", cases, _between_slopes, kind="robustness")


def _curve(name: str, *checks: Check, **more: Any) -> Exercise:
    leaky = name.startswith("leaky")
    signature = ("z", "slope") if leaky else ("z",)
    checks = (*checks, whole_numbers(leaky_whole if leaky else whole))
    return Exercise(name, signature, checks, element_wise=True, plot=_PLOT, **more)


EXERCISES = (
    _curve("sigmoid", formula(curve_with_zero), _BIG),
    _curve("tanh", formula(curve_with_zero), _BIG, builds_on=("sigmoid",), same_as="tanh"),
    _curve("relu", formula(curve_with_zero)),
    _curve("leaky_relu", formula(leaky_curve_with_zero), builds_on=("relu",)),
    _curve("gelu", formula(curve_with_zero), builds_on=("tanh",), also_right=("gelu_exact",)),
    _curve("sigmoid_grad", formula(curve_with_zero), _WIDE, builds_on=("sigmoid",)),
    _curve("tanh_grad", formula(curve_with_zero), _WIDE, builds_on=("tanh",)),
    _curve("relu_grad", formula(curve), _at_kink(kink), builds_on=("relu",)),
    _curve("leaky_relu_grad", formula(leaky_curve), _at_kink(leaky_kink), builds_on=("relu_grad",)),
)
