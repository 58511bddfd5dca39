"""What `fit_classifier` is tried on: a study of gene expression, a folded set, and a small one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from autograder.model import Case, Functions, Plain
from autograder.workshop.exercises.training.reading import SETS
from autograder.workshop.expression import Cohort, population

Array = NDArray[Any]

MARKED = 5
"""How many genes are marked."""

ROOM, SMALL_ROOM = 800_000, 100_000
"""Room for the weights of 2,000 hidden units, and a history of as many epochs as time allows."""


@dataclass(frozen=True)
class Study(Case):
    """A set to learn from. The test set stays in this process: only `inputs` are sent.

    `marked` are genes that say nothing in the training set, and in the validation set follow the labels:
    only a training on its rows can learn them.
    """

    people: int = 0
    marked: tuple[int, ...] = ()


def studies(rng: Generator) -> list[Case]:
    """A study of gene expression twice, a folded one, and a small one four times.

    In the second, half of each class in the validation set is mislabelled, and its marked genes follow the
    labels the other way round. No linear model learns the folded one. The small one is for the generators,
    of which two are alike and the third is not, and for labels that are turned round.
    """
    people, seed = int(rng.integers(2**62)), int(rng.integers(10**6))
    cohort = population(people).sample(600, seed=1)
    X, X_val = (scaled(cohort, cohort.log_cpm[rows]) for rows in (cohort.train, cohort.validation))
    y, y_val = cohort.y[cohort.train], cohort.y[cohort.validation]
    twisted = y_val.copy()
    for label in (0, 1):
        rows = rng.permutation(np.flatnonzero(y_val == label))
        twisted[rows[: len(rows) // 2]] = 1 - label
    small = dict(zip(SETS, (X[:64, :30], y[:64], X_val[:20, :30], y_val[:20]), strict=True))
    folded = dict(zip(SETS, folded_set(people)[:4], strict=True))
    marked = rng.choice(X.shape[1], MARKED, replace=False)
    X[:, marked] = 0.01 * rng.standard_normal((len(X), MARKED))
    pair = [
        {"X": X, "y": y, "X_val": marked_with(X_val, marked, sign * (2 * v - 1)), "y_val": v}
        for v, sign in ((y_val, 1), (twisted, -1))
    ]
    return [
        *(Study({**s, "seed": seed}, fitted, ROOM, people, (*map(int, marked),)) for s in pair),
        Study({**folded, "seed": seed}, fitted, ROOM, people),
        *(Study({**small, "seed": s}, fitted, SMALL_ROOM, people) for s in (seed, seed, seed + 1)),
        Study({**small, "y": 1 - small["y"], "seed": seed}, fitted, SMALL_ROOM, people),
    ]


def marked_with(X: Array, genes: Array, values: Array) -> Array:
    """Samples with other values in some genes."""
    X = X.copy()
    X[:, genes] = values
    return X


def folded_set(people: int) -> tuple[Array, ...]:
    """A set in which one class lies on both sides of the other: X, y, X_val, y_val, X_test, y_test."""
    rng = np.random.default_rng([people, 1])
    genes = rng.choice([-1, 1], 500) * rng.uniform(0.25, 0.75, 500)
    sizes = (240, 80, 1000)
    y = [rng.permuted(np.resize([1.0, 0.0], n)) for n in sizes]
    far = [
        np.where(label == 1, rng.uniform(1.2, 2.2, n), rng.uniform(0, 0.6, n))
        for label, n in zip(y, sizes, strict=True)
    ]
    sides = [rng.permuted(np.resize([1.0, 1.0, -1.0, -1.0], n)) for n in sizes]
    X = [
        (size * side)[:, np.newaxis] * genes + rng.standard_normal((len(size), 500))
        for size, side in zip(far, sides, strict=True)
    ]
    centre, spread = X[0].mean(axis=0), X[0].std(axis=0)
    return tuple(
        array
        for x, label in zip(X, y, strict=True)
        for array in ((x - centre) / spread, label[:, np.newaxis])
    )


def scaled(cohort: Cohort, log_cpm: Array) -> Array:
    """Every gene on one scale: the training samples' centre is 0, their spread 1."""
    centre = cohort.log_cpm[cohort.train].mean(axis=0)
    seen = cohort.log_cpm[cohort.train] - centre
    return np.sqrt(len(seen)) * (log_cpm - centre) / np.linalg.norm(seen, axis=0)


def fitted(
    functions: Functions, X: Array, y: Array, X_val: Array, y_val: Array, seed: int
) -> Plain:
    """Train the student's classifier."""
    return functions["fit_classifier"](X, y, X_val, y_val, np.random.default_rng(seed))
