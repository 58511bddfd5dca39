"""Cases and checks: convolution along a sequence, its gradients, pooling, and a motif to look for."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from autograder.checks import formula, robustness
from autograder.model import Case, Exercise

SIZES = ((8, 3, 4, 2), (7, 4, 2, 3), (11, 2, 3, 5))
"""Length n of the sequence, width k of the kernel, its channels c, and the number m of kernels."""

ONE_POSITION = ((4, 4, 3, 2), (5, 5, 2, 3))

SMALL_X = np.array([[1.0], [2.0], [0.0], [-1.0], [3.0]])
SMALL_W = np.array([[[1.0, 0.5]], [[2.0, 0.0]], [[-1.0, 1.0]]])
"""One channel and two kernels of three positions, to follow by hand."""


def signals(rng: Generator) -> list[Case]:
    """The small one to follow by hand, then several channels."""
    small = Case({"X": SMALL_X, "W": SMALL_W, "b": np.array([0.5, -2.0])})
    return [small, *(_signal(rng, *sizes) for sizes in SIZES)]


def signals_of_one_position(rng: Generator) -> list[Case]:
    """Sequences as short as the kernel."""
    return [_signal(rng, *sizes) for sizes in ONE_POSITION]


def gradients(rng: Generator) -> list[Case]:
    """The small one to follow by hand, then several channels."""
    d_out = np.array([[1.0, -1.0], [2.0, 0.5], [0.0, 3.0]])
    small = Case({"d_out": d_out, "X": SMALL_X, "W": SMALL_W})
    return [small, *(_gradient(rng, *sizes) for sizes in SIZES)]


def gradients_of_one_position(rng: Generator) -> list[Case]:
    """Sequences as short as the kernel: d_out has a single row."""
    return [_gradient(rng, *sizes) for sizes in ONE_POSITION]


def activations(rng: Generator) -> list[Case]:
    """Five rows to follow by hand, then more columns, with and without rows left over.

    In one of them all numbers are below 0.
    """
    small = Case({"A": np.array([[1.0], [3.0], [-2.0], [-1.0], [9.0]]), "size": 2})
    drawn = [_activation(rng, *sizes) for sizes in ((8, 2, 3), (12, 5, 3), (11, 3, 4))]
    below = Case({"A": -rng.uniform(0.1, 3, (7, 4)), "size": 2})
    return [small, *drawn, below]


def activations_of_one_window(rng: Generator) -> list[Case]:
    """A window as long as A, and windows of a single row."""
    return [_activation(rng, 5, 3, 5), _activation(rng, 4, 3, 1)]


def scans(rng: Generator) -> list[Case]:
    """A motif of two positions to follow by hand, then longer ones."""
    small = Case(
        {"sequence": "GTACA", "motif": np.array([[-1.0, -2.0, -0.5, 2.0], [1.5, -1.0, 0.0, -2.0]])}
    )
    return [small, *(_scan(rng, n, k) for n, k in ((9, 3), (16, 6), (12, 5)))]


def scans_with_other_letters(rng: Generator) -> list[Case]:
    """An N inside the sequence, and letters without a base at both ends."""
    inside, ends = _scan(rng, 7, 3), _scan(rng, 8, 2)
    first, second = inside.inputs["sequence"], ends.inputs["sequence"]
    return [
        Case({**inside.inputs, "sequence": f"{first[:3]}N{first[3:]}"}),
        Case({**ends.inputs, "sequence": f"N{second}NN"}),
    ]


def scans_of_one_position(rng: Generator) -> list[Case]:
    """Sequences as short as the motif."""
    return [_scan(rng, 6, 6), _scan(rng, 3, 3)]


def _signal(rng: Generator, n: int, k: int, c: int, m: int) -> Case:
    """Numbers of both signs, and biases that are not near 0."""
    b = rng.choice([-1.0, 1.0], m) * rng.uniform(0.5, 2, m)
    return Case({"X": rng.normal(0, 1, (n, c)), "W": rng.normal(0, 1, (k, c, m)), "b": b})


def _gradient(rng: Generator, n: int, k: int, c: int, m: int) -> Case:
    d_out = rng.normal(0, 1, (n - k + 1, m))
    return Case({"d_out": d_out, "X": rng.normal(0, 1, (n, c)), "W": rng.normal(0, 1, (k, c, m))})


def _activation(rng: Generator, n: int, m: int, size: int) -> Case:
    return Case({"A": rng.normal(0, 1, (n, m)), "size": size})


def _scan(rng: Generator, n: int, k: int) -> Case:
    sequence = "".join(rng.choice(list("ACGT"), n))
    return Case({"sequence": sequence, "motif": rng.normal(0, 1.5, (k, 4))})


CONV1D = Exercise(
    "conv1d",
    ("X", "W", "b"),
    (
        formula(signals),
        robustness("one row where the sequence is as short as the kernel", signals_of_one_position),
    ),
)

CONV1D_GRAD = Exercise(
    "conv1d_grad",
    ("d_out", "X", "W"),
    (
        *(
            formula(gradients, name=name, claim=f"{name} is right", part=part)
            for part, name in enumerate(("dX", "dW", "db"))
        ),
        robustness("right where d_out has a single row", gradients_of_one_position),
    ),
    builds_on=("conv1d",),
    returns=("dX", "dW", "db"),
)

MAX_POOL = Exercise(
    "max_pool",
    ("A", "size"),
    (
        formula(activations),
        robustness("right for one window, and for windows of one row", activations_of_one_window),
    ),
)

SCAN_MOTIF = Exercise(
    "scan_motif",
    ("sequence", "motif"),
    (
        formula(scans),
        robustness("right where the sequence has letters such as N", scans_with_other_letters),
        robustness(
            "one score where the sequence is as short as the motif",
            scans_of_one_position,
            name="one position",
        ),
    ),
    builds_on=("conv1d",),
)
