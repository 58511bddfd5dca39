"""What a drill on `train` shows: the losses of a run, and which samples went into its steps."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from autograder.checks import formula
from autograder.model import Case, Functions, Plain
from autograder.workshop.exercises.training.toy import toy_gap, toy_grads, toy_loss, toy_step

Array = NDArray[Any]

N, BATCH, EPOCHS = 11, 4, 6


def runs(rng: Generator) -> list[Case]:
    """A small training set, of which each sample is known by its numbers, with something to learn."""
    X, X_val = rng.uniform(-2, 2, (N, 3)), rng.uniform(-2, 2, (4, 3))
    truth = {"w": rng.choice([-1, 1], 3) * rng.uniform(0.6, 1, 3), "c": rng.uniform(-0.5, 0.5, 1)}
    y, y_val = toy_gap(truth, X, np.zeros((N, 1))), toy_gap(truth, X_val, np.zeros((4, 1)))
    return [
        Case(
            {
                "params": {"w": rng.uniform(-0.3, 0.3, 3), "c": rng.uniform(1, 1.5, 1)},
                "X": X,
                "y": y,
                "X_val": X_val,
                "y_val": y_val,
                "seed": int(rng.integers(10**6)),
            },
            run,
        )
    ]


def run(
    functions: Functions,
    params: Plain,
    X: Array,
    y: Array,
    X_val: Array,
    y_val: Array,
    seed: int,
) -> Plain:
    """The losses by epoch, the number of updates, and the samples of the first steps of two epochs."""
    looked_at: list[Array] = []
    steps: list[Array] = []

    def loss_and_grads(params: Plain, X: Array, y: Array) -> tuple[float, Plain]:
        looked_at.append(np.array(X))
        column = np.reshape(y, (-1, 1))
        return toy_loss(params, X, column), toy_grads(params, X, column)

    def update(params: Plain, grads: Plain) -> Plain:
        steps.append(looked_at[-1])
        return toy_step(params, grads)

    rng = np.random.default_rng(seed)
    sets = X, y, X_val, y_val
    _, history = functions["train"](params, *sets, loss_and_grads, update, EPOCHS, BATCH, rng)
    each = max(1, len(steps) // EPOCHS)
    first, second = steps[0], steps[each]
    return {
        "updates in an epoch": len(steps) // EPOCHS,
        "samples in all steps of an epoch": sum(map(len, steps)) // EPOCHS,
        "is the first step the same in epochs 1 and 2?": bool(np.array_equal(first, second)),
        "samples of the first step": _numbers(first, X),
        "train_loss": np.array(history["train_loss"]),
        "val_loss": np.array(history["val_loss"]),
    }


def _numbers(batch: Array, X: Array) -> Array:
    """The numbers of the samples in a batch."""
    return np.array([int(np.abs(X - row).sum(axis=1).argmin()) for row in batch])


DRILL = formula(
    runs,
    name="drill",
    claim=f"a run of {EPOCHS} epochs on {N} samples, numbered from 0, with batch_size = {BATCH}",
)
