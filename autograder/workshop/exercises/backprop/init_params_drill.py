"""What a drill on `init_params` shows: the shapes and the statistics of what is drawn."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from autograder.checks import formula
from autograder.model import Case, Functions, Plain


def starts(rng: Generator) -> list[Case]:
    """A network of some size, and two seeds."""
    d, h = int(rng.integers(20, 50)), int(rng.integers(5, 15))
    one, other = rng.choice(10**6, 2, replace=False)
    return [Case({"n_features": d, "n_hidden": h, "one": int(one), "other": int(other)}, start)]


def start(functions: Functions, n_features: int, n_hidden: int, one: int, other: int) -> Plain:
    """The shapes of the weights, their range, and whether another generator gives others."""
    params, others = (
        functions["init_params"](n_features, n_hidden, np.random.default_rng(seed))
        for seed in (one, other)
    )
    W1, W2 = params["W1"], params["W2"]
    return {
        "n_features": n_features,
        "n_hidden": n_hidden,
        "is W1 the same with another rng?": bool((others["W1"] == W1).all()),
        "shape of W1": np.array(W1.shape),
        "shape of W2": np.array(W2.shape),
        "smallest weight of W1": float(W1.min()),
        "largest weight of W1": float(W1.max()),
        "standard deviation of W1": float(W1.std()),
    }


DRILL = formula(
    starts,
    name="drill",
    claim="the start of a network, in numbers",
)
