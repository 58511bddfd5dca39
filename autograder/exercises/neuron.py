"""Cases and checks: one neuron, then a layer of them."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from autograder.checks import formula
from autograder.model import Case, Exercise


def neurons(rng: Generator) -> list[Case]:
    """The inputs of one neuron: one to follow by hand, then others of several lengths."""
    small = Case({"x": np.array([2.0, -1.0, 3.0]), "w": np.array([1.0, 4.0, 2.0]), "b": 0.5})
    return [small, *(_neuron(rng, d) for d in (1, 4, 7))]


def layers(rng: Generator) -> list[Case]:
    """Layers for batches, n, d and h all different."""
    small = Case(
        {
            "X": np.array([[1.0, 2.0, 0.0], [0.0, 1.0, -1.0]]),
            "W": np.array([[1.0, 0.0, 2.0, 1.0], [0.0, 1.0, 1.0, -3.0], [2.0, 0.0, -1.0, 1.0]]),
            "b": np.array([0.5, -1.0, 2.0, 1.0]),
        }
    )
    return [small, *(_layer(rng, n, d, h) for n, d, h in ((5, 3, 2), (3, 4, 6)))]


def stacks(rng: Generator) -> list[Case]:
    """Two layers, one upon the other."""
    return [_stack(rng, *sizes) for sizes in ((2, 3, 4), (4, 2, 3), (5, 3, 2))]


def _neuron(rng: Generator, d: int) -> Case:
    return Case({"x": rng.normal(size=d), "w": rng.normal(size=d), "b": float(rng.uniform(0.5, 2))})


def _layer(rng: Generator, n: int, d: int, h: int) -> Case:
    return Case(
        {"X": rng.normal(size=(n, d)), "W": rng.normal(size=(d, h)), "b": rng.normal(size=h)}
    )


def _stack(rng: Generator, d: int, h: int, k: int) -> Case:
    return Case(
        {
            "W1": rng.normal(size=(d, h)),
            "b1": rng.normal(size=h),
            "W2": rng.normal(size=(h, k)),
            "b2": rng.normal(size=k),
        }
    )


EXERCISES = (
    Exercise("weighted_sum", ("x", "w", "b"), (formula(neurons),)),
    Exercise("perceptron", ("x", "w", "b"), (formula(neurons),), builds_on=("weighted_sum",)),
    Exercise("dense", ("X", "W", "b"), (formula(layers),)),
    Exercise(
        "merge_linear",
        ("W1", "b1", "W2", "b2"),
        (
            formula(stacks, name="W", claim="the merged weights are right", part=0),
            formula(stacks, name="b", claim="the merged bias is right", part=1),
        ),
    ),
)
