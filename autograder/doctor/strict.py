"""Rules for a loop that has promised what it does, as the workshop's `train` has.

In a loop of one's own each of these may be right: they are asked only where the loop has failed.
"""

from __future__ import annotations

import numpy as np

from autograder.doctor.bookkeeping import noted
from autograder.doctor.run import Diagnosis, Run
from autograder.doctor.seen import Array, fingerprints


def labels_flattened(run: Run) -> Diagnosis | None:
    """The labels of a batch are flat; those of the data are a column."""
    y, flat = run.seen.sets.y, [look.y_shape for look in run.seen.looks if len(look.y_shape) == 1]
    if y.ndim != 2 or not flat:
        return None
    return Diagnosis(
        "labels-flat",
        "The labels have become flat, (n,), on their way to loss_and_grads: beside a column of predictions "
        "each label then meets each of them.",
        f"y has the shape {y.shape}, that of a batch {flat[0]}.",
        "Hand the labels on as the column that they are.",
    )


def rows_scaled(run: Run) -> Diagnosis | None:
    """The rows of the batches are those of X, standardized."""
    X = run.seen.sets.X
    if X.ndim != 2 or run.follows_rows:
        return None
    centre, spread = X.mean(axis=0), X.std(axis=0)
    batches = [
        moment.X for moment in run.seen.moments.values() if moment.X.shape[1:] == X.shape[1:]
    ]
    back = [run.known.places(fingerprints(batch * spread + centre)) >= 0 for batch in batches]
    own = [np.allclose(batch.mean(axis=0), 0) and len(batch) > 1 for batch in batches]
    if not batches or not (all(each.all() for each in back) or all(own)):
        return None
    return Diagnosis(
        "scaled-again",
        "The samples are standardized in the training loop: they arrive on the scale that they should have.",
        "The rows of the batches are those of X, less a mean, over a deviation.",
        "Hand the samples on as they are.",
    )


def gradients_scaled(run: Run) -> Diagnosis | None:
    """update gets the gradients of its batch times one number."""
    ratios = []
    for step in run.seen.steps[:50]:
        fresh, given = (g.flat(sorted(g.entries)) for g in (step.look.grads, step.grads))
        if fresh.shape != given.shape or not fresh.any():
            return None
        ratio = float(fresh @ given / (fresh @ fresh))
        if not np.allclose(given, ratio * fresh, rtol=1e-6, atol=1e-9):
            return None
        ratios.append(ratio)
    if not ratios or np.ptp(ratios) > 1e-6 or abs(ratios[0] - 1) < 1e-6:
        return None
    return Diagnosis(
        "gradients-scaled",
        f"update gets {ratios[0]:.3g} times the gradients of its batch.",
        "",
        "Hand the gradients on as loss_and_grads gives them.",
    )


def batches_in_one(run: Run) -> Diagnosis | None:
    """train_loss is the mean, or the sum, of the losses of an epoch's batches."""
    size, epochs = run.per_epoch, len(run.curves.train)
    losses = np.array([look.loss for look in run.seen.batches])
    if size < 2 or len(losses) != size * epochs:
        return None
    table = losses.reshape(epochs, size)
    ways = {"mean": table.mean(axis=1), "sum": table.sum(axis=1)}
    which = next((way for way, each in ways.items() if _close(run.curves.train, each)), None)
    if which is None:
        return None
    return Diagnosis(
        "batches-in-one",
        f"train_loss is the {which} of the losses of the batches, each taken before its own update, while the "
        "params still change.",
        "",
        "When the epoch is over, take one loss, on the whole training set.",
    )


def losses_swapped(run: Run) -> Diagnosis | None:
    """Each of the two losses is that of the other set."""
    train, val = (noted(run, losses) for losses in (run.curves.train, run.curves.val))
    if not train or not val:
        return None
    if not all((run.known.places(look.rows) == -2).all() for look in train):
        return None
    if not all((run.known.places(look.rows) >= 0).all() for look in val):
        return None
    return Diagnosis(
        "losses-swapped",
        "The two losses have changed places: train_loss is that of X_val, and val_loss that of X.",
        "",
        "Look at which list each loss is added to.",
    )


def noted_at_start(run: Run) -> Diagnosis | None:
    """The losses are those of the params of the very beginning."""
    looks = noted(run, run.curves.train)
    if len(looks) < 2 or not all(look.params.same_as(run.seen.looks[0].params) for look in looks):
        return None
    if all(step.after.same_as(step.before) for step in run.seen.steps):
        return None
    return Diagnosis(
        "noted-at-start",
        "The losses are those of the params of the very beginning, which no step has changed.",
        f"train_loss is {run.curves.train[0]:.4g} after the first epoch, and stays there.",
        "Ask for the losses at the params that the last update gave.",
    )


def _close(one: Array, other: Array) -> bool:
    return bool(np.allclose(one, other, rtol=1e-6))
