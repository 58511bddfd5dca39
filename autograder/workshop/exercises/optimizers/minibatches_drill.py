"""What a drill on `minibatches` shows: which samples come in which order, by their numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from autograder.checks import formula
from autograder.model import Case, Functions, Plain

Array = NDArray[Any]
N, EVEN, BATCH = 7, 6, 3


def epochs(rng: Generator) -> list[Case]:
    """Two seeds that mix seven samples, each into another order."""
    one, other = rng.choice(10**6, 2, replace=False)
    return [Case({"one": int(one), "other": int(other)}, dealt)]


def dealt(functions: Functions, one: int, other: int) -> Plain:
    """An epoch of samples that hold nothing but their numbers, with either generator."""
    X = _samples(N)
    first = _epoch(functions, X, _samples(N), one)
    second = _epoch(functions, _samples(N), _samples(N), other)
    even = _epoch(functions, _samples(EVEN), _samples(EVEN), one)
    rows, labels, again = _numbers(first, 0), _numbers(first, 1), _numbers(second, 0)
    return {
        "is the order the same with another rng?": bool(np.array_equal(rows, again)),
        "does y come in the order of X?": bool(np.array_equal(rows, labels)),
        f"batch sizes for {N} samples": np.array([len(X) for X, _ in first]),
        f"batch sizes for {EVEN} samples": np.array([len(X) for X, _ in even]),
        "X afterwards": X[:, 0].astype(int),
        "samples in the batches": rows,
        "samples with another rng": again,
    }


def _samples(n: int) -> Array:
    return np.arange(float(n))[:, None]


def _epoch(functions: Functions, X: Array, y: Array, seed: int) -> list[tuple[Array, Array]]:
    return list(functions["minibatches"](X, y, BATCH, np.random.default_rng(seed)))


def _numbers(epoch: list[tuple[Array, Array]], place: int) -> Array:
    return np.concatenate([np.ravel(pair[place]) for pair in epoch]).astype(int)


DRILL = formula(
    epochs,
    name="drill",
    claim=f"an epoch of {N} samples, numbered from 0, with batch_size = {BATCH}",
)
