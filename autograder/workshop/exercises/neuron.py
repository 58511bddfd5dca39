"""Cases and checks: one neuron, then a layer of them."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from autograder.checks import formula, robustness
from autograder.model import Case, Exercise


def neurons(rng: Generator) -> list[Case]:
    """The inputs of one neuron: two to follow by hand, then other numbers of them. Some sums are negative."""
    small = Case({"x": np.array([2.0, 3.0]), "w": np.array([4.0, -1.0]), "b": 0.5})
    return [
        small,
        *(_neuron(rng, d, negative) for d, negative in ((3, True), (4, False), (7, True))),
    ]


def _neuron(rng: Generator, d: int, negative: bool) -> Case:
    """A neuron with d inputs, whose weighted sum has this sign."""
    x, w, b = rng.normal(size=d), rng.normal(size=d), float(rng.uniform(0.5, 2))
    while abs(x @ w + b) < 0.2 or (x @ w + b < 0) != negative:
        w = w - x if negative else w + x
    return Case({"x": x, "w": w, "b": b})


def decisions(rng: Generator) -> list[Case]:
    """Both decisions in any order, some close, some that depend on the bias, its sign and its size."""
    small = [
        Case({"x": np.array([2.0, 1.0]), "w": np.array([1.0, -3.0]), "b": b})
        for b in (3.0, 0.5, 1.25)
    ]
    pairs = ((0.4, 0.8), (-0.4, -0.8), (-1.5, 1.8), (1.5, -1.8), (-1.2, 1.95), (2.4, -1.2))
    drawn = [_decision(rng, wx, b) for wx, b in rng.permutation(2 * pairs).tolist()]
    return [*small, *drawn]


def thresholds(rng: Generator) -> list[Case]:
    """Whole numbers whose weighted sum is exactly 0."""
    x, w = rng.integers(1, 6, size=(2, 3)).astype(float)
    return [
        Case({"x": np.array([1.0, 0.0]), "w": np.array([1.0, -1.0]), "b": -1.0}),
        Case({"x": x, "w": w, "b": -float(x @ w)}),
    ]


def layers(rng: Generator) -> list[Case]:
    """Layers for batches with n, d and h all different; in one of them W is square."""
    small = Case(
        {
            "X": np.array([[1.0, 2.0], [0.0, -1.0]]),
            "W": np.array([[1.0, 0.0, 3.0], [-2.0, 1.0, 0.0]]),
            "b": np.array([0.5, -1.0, 2.0]),
        }
    )
    return [small, *(_layer(rng, *sizes) for sizes in ((4, 3, 3), (5, 3, 2), (3, 4, 6)))]


def stacks(rng: Generator) -> list[Case]:
    """Two layers, one after the other: square ones to follow by hand, then other shapes."""
    small = Case(
        {
            "W1": np.array([[1.0, 2.0], [0.0, 1.0]]),
            "b1": np.array([1.0, -1.0]),
            "W2": np.array([[3.0, 0.0], [1.0, 2.0]]),
            "b2": np.array([0.5, 1.0]),
        }
    )
    return [small, *(_stack(rng, *sizes) for sizes in ((2, 3, 4), (4, 3, 2)))]


def _decision(rng: Generator, wx: float, b: float) -> Case:
    """A neuron whose weighted sum is wx + b, w·x being close to wx."""
    d = int(rng.integers(3, 6))
    x, w = rng.uniform(0.5, 1.5, size=(2, d)) * rng.choice([-1.0, 1.0], size=(2, d))
    shift = rng.uniform(-0.1, 0.1)
    w[-1] = (wx + shift - x[:-1] @ w[:-1]) / x[-1]
    return Case({"x": x, "w": w, "b": b - float(shift)})


def _layer(rng: Generator, n: int, d: int, h: int) -> Case:
    return Case(
        {"X": rng.normal(size=(n, d)), "W": rng.normal(size=(d, h)), "b": rng.normal(size=h)}
    )


def _stack(rng: Generator, d: int, k: int, h: int) -> Case:
    return Case(
        {
            "W1": rng.normal(size=(d, k)),
            "b1": rng.normal(size=k),
            "W2": rng.normal(size=(k, h)),
            "b2": rng.normal(size=h),
        }
    )


EXERCISES = (
    Exercise("weighted_sum", ("x", "w", "b"), (formula(neurons),)),
    Exercise(
        "perceptron",
        ("x", "w", "b"),
        (
            formula(decisions),
            robustness("silent where the weighted sum is exactly 0", thresholds),
        ),
        builds_on=("weighted_sum",),
    ),
    Exercise("dense", ("X", "W", "b"), (formula(layers),)),
    Exercise(
        "merge_linear",
        ("W1", "b1", "W2", "b2"),
        (
            formula(stacks, name="W", claim="the merged weights W are right", part=0),
            formula(stacks, name="b", claim="the merged bias b is right", part=1),
        ),
        returns=("W", "b"),
    ),
)
