"""Rules about the history: of which samples, and of which moment, its losses are."""

from __future__ import annotations

import numpy as np

from autograder.doctor.run import Diagnosis, Run
from autograder.doctor.seen import Array, Look


def batch_loss(run: Run) -> Diagnosis | None:
    """train_loss holds the losses of single batches."""
    size = run.per_epoch
    if not size or not _parts(run):
        return None
    losses = np.array([look.loss for look in run.seen.batches[: size * len(run.curves.train)]])
    by_epoch = losses.reshape(-1, size) if len(losses) % size == 0 else np.empty((0, size))
    if len(by_epoch) < 3 or size < 2:
        return None
    which = {"last": by_epoch[:, -1], "first": by_epoch[:, 0]}
    return next(
        (_of_a_batch(run, w) for w, values in which.items() if _equal(run.curves.train, values)),
        None,
    )


def _of_a_batch(run: Run, which: str) -> Diagnosis:
    return Diagnosis(
        "batch-loss",
        f"train_loss is the loss of the {which} batch of each epoch alone: that of a few samples, by chance.",
        f"After epoch 1 it is {run.curves.train[0]:.4g}, as loss_and_grads gave for one batch.",
        "When the epoch is over, take the loss on the whole training set.",
    )


def _parts(run: Run) -> bool:
    """Whether the batches are smaller than the training set."""
    return bool(run.seen.looks) and len(run.seen.batches[0].rows) < len(run.seen.sets.X)


def validation_on_training(run: Run) -> Diagnosis | None:
    """val_loss is that of training samples."""
    curves = run.curves
    if len(curves.val) < 2:
        return None
    if _equal(curves.val, curves.train):
        return _on_training("It is the same as train_loss in every epoch.")
    if not run.follows_rows:
        return None
    looks = noted(run, curves.val)
    if looks and all((run.known.places(look.rows) >= 0).all() for look in looks):
        return _on_training("Its numbers are losses of rows of X.")
    return None


def _on_training(shown: str) -> Diagnosis:
    return Diagnosis(
        "validation-on-training",
        "val_loss is computed on the training samples: it should tell how the network does on new ones.",
        shown,
        "Take val_loss on X_val and y_val.",
    )


def noted_before(run: Run) -> Diagnosis | None:
    """The losses are those of the params before the epoch."""
    size = run.per_epoch
    looks = noted(run, run.curves.train)
    if not size or len(looks) < 3 or any(len(look.rows) < len(run.seen.sets.X) for look in looks):
        return None
    if [look.number for look in looks] != [epoch * size for epoch in range(len(looks))]:
        return None
    return Diagnosis(
        "noted-before",
        "The losses are noted before the epoch's steps, so each one is an epoch late.",
        f"train_loss begins with {run.curves.train[0]:.4g}, the loss before the first step.",
        "Note the losses when the epoch is over.",
    )


def noted(run: Run, losses: Array) -> list[Look]:
    """The look that gave each number of a history; none if not all are found."""
    found, start = [], 0
    looks = run.seen.looks
    for loss in losses:
        place = next(
            (i for i in range(start, len(looks)) if abs(looks[i].loss - loss) <= 1e-9 * abs(loss)),
            None,
        )
        if place is None:
            return []
        found.append(looks[place])
        start = place + 1
    return found


def _equal(one: Array, other: Array) -> bool:
    return len(one) == len(other) and bool(np.allclose(one, other, rtol=1e-9))
