"""Cases and checks: numerical_gradient, on surfaces with known formulas."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from autograder.checks import formula, relation
from autograder.compare import agree
from autograder.model import Ask, Case, Exercise, Finding, Functions, Observation, Plain

Array = NDArray[Any]


def valley(x: Array) -> float:
    """The square of the first element and three times the second: the notebook's example."""
    return float(x[0] ** 2 + 3 * x[1])


def waves(x: Array) -> float:
    """Each element swings on its own, some more, some less."""
    return float(np.sum(np.sin(x) * np.linspace(0.5, 2.0, x.size).reshape(x.shape)))


def cubes(x: Array) -> float:
    """So curved that the size of the step affects the measured slope."""
    return float(np.sum(x**3))


def rows_together(x: Array) -> float:
    """The elements of a row act together, so that the shape of x and the other elements count."""
    return float(np.sum(np.sin(x).sum(axis=-1) ** 3))


SURFACES: dict[str, Callable[[Array], float]] = {
    "x[0]**2 + 3 * x[1]": valley,
    "sum(weights * sin(x))": waves,
    "sum(x**3)": cubes,
    "sum(sin(x).sum(axis=-1) ** 3)": rows_together,
}


def surfaces(rng: Generator) -> list[Case]:
    """Four surfaces, arrays of one to three axes, the usual step and large ones.

    Slopes are below 1 and above; the second surface is below 0, with slopes of both signs.
    """
    plane, wavy, cubic, rows = SURFACES
    return [
        Case({"f": plane, "x": np.array([2.0, 5.0]), "h": 0.1}, measured),
        Case(
            {"f": wavy, "x": np.array([-2.4, -2.0, -1.0, -0.5]) + rng.uniform(-0.2, 0.2, 4)},
            measured,
        ),
        Case({"f": cubic, "x": rng.uniform(0.5, 2, (3, 2)), "h": 0.01}, measured),
        Case({"f": rows, "x": rng.uniform(0.2, 1, (2, 3))}, measured),
        Case({"f": rows, "x": rng.uniform(0.05, 0.2, (2, 2, 3)), "h": 0.05}, measured),
    ]


def measured(functions: Functions, f: str, x: Array, **step: float) -> Plain:
    """The student's measured gradient of a surface of this module."""
    return functions["numerical_gradient"](SURFACES[f], x, *step.values())


def _put_back(seen: list[Observation], ask: Ask) -> Finding | None:
    """Afterwards x holds the same numbers as before."""
    for observation in seen:
        before, after = observation.case.inputs["x"], observation.outcome.after.get("x")
        if not agree(before, after) and agree(after, observation.value):
            return Finding(
                "Your slopes stand in x itself: a line such as `grad = x` makes no new array, only a "
                "second name for x."
            )
        if not agree(before, after):
            return Finding("x changes.", misconception="numerical_gradient/x-not-restored")
    return None


EXERCISE = Exercise(
    "numerical_gradient",
    ("f", "x", "h"),
    (
        relation("x", "x is as it was afterwards", surfaces, _put_back, kind="manners", weight=2.0),
        formula(surfaces),
    ),
)
