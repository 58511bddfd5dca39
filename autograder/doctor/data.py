"""Rules about the data: their scale, their labels, and which rows the gradients are taken of."""

from __future__ import annotations

import numpy as np

from autograder.doctor.run import Diagnosis, Run
from autograder.doctor.seen import Array

FAR = 3.0
"""A typical column is off a common scale if its mean or its values are this many units from 0."""
SPREAD = 10.0
"""So are columns of which large ones are this many times as large as small ones."""


def labels_apart(run: Run) -> Diagnosis | None:
    """The rows of the batches have other labels than in the data."""
    if not run.follows_rows:
        return None
    y = np.ravel(run.seen.sets.y)
    wrong = total = 0
    for look, places in zip(run.seen.batches, run.places, strict=True):
        if look.y.size == places.size:
            ours = places >= 0
            wrong += int((np.abs(look.y[ours] - y[places[ours]]) > 1e-6).sum())
            total += int(ours.sum())
    if not total or wrong < 0.02 * total:
        return None
    if wrong > 0.98 * total:
        return None if len(np.unique(y)) != 2 else Diagnosis(
            "labels-turned",
            "Each sample is trained with the label of the other class.",
            f"{wrong} of {total} labels in the batches differ from y.",
            "Look at where the labels are changed on their way to loss_and_grads.",
        )  # fmt: skip
    return Diagnosis(
        "labels-apart",
        "The samples and their labels no longer match. The rows of X are shuffled, and those of y in "
        "another way.",
        f"{wrong / total:.0%} of the labels in the batches are not those of their samples.",
        "Draw one order, and use it for X and for y.",
    )


def validation_leak(run: Run) -> Diagnosis | None:
    """Rows of the validation set are in the batches, or in X itself."""
    sets = run.seen.sets
    if sets.X_val is None or not run.follows_rows:
        return None
    twice = np.mean(run.known.places(run.known.rows[run.known.in_training :]) >= 0)
    if twice > 0.2:
        return Diagnosis(
            "validation-leak",
            "The validation set is not new to the network: its samples are in X, too.",
            f"{twice:.0%} of the rows of X_val are also rows of X.",
            "Look at how the samples are split.",
        )
    steps = sum(bool((places == -2).any()) for places in run.places)
    if not steps:
        return None
    return Diagnosis(
        "validation-leak",
        "Samples of the validation set are used for training. So val_loss can't say how the network does "
        "on new ones.",
        f"{steps} of {len(run.places)} steps use rows of X_val.",
        "Only rows of X go into loss_and_grads before an update.",
    )


def not_scaled(run: Run) -> Diagnosis | None:
    """The columns of the samples are far from one scale."""
    X = _fed(run)
    centre, spread = _scale(X)
    if not centre.size:
        return None
    size = np.sqrt(centre**2 + spread**2)
    wide = np.quantile(size, 0.95) > SPREAD * np.quantile(size, 0.05)
    shifted = np.median(np.abs(centre) / spread) > FAR and np.median(size) > 1
    if not (wide or shifted or not 1 / SPREAD < np.median(size) < FAR):
        return None
    return Diagnosis(
        "not-scaled",
        "The columns of X are not on one scale, so no step suits all weights.",
        f"The means of its columns go from {centre.min():.3g} to {centre.max():.3g}, their deviations from "
        f"{spread.min():.3g} to {spread.max():.3g}. After standardizing they are 0 and 1.",
        "Is X standardized before the training, and only once?",
    )


def validation_scale(run: Run) -> Diagnosis | None:
    """The validation set is scaled otherwise than the training set."""
    sets = run.seen.sets
    if sets.X_val is None:
        return None
    X, X_val = (table.reshape(len(table), -1) for table in (_fed(run), sets.X_val))
    if X.shape[1] != X_val.shape[1] or len(X_val) < 8:
        return None
    varies = (X.std(axis=0) > 0) & (X_val.std(axis=0) > 0)
    centre, spread = X[:, varies].mean(axis=0), X[:, varies].std(axis=0)
    shift = np.abs(X_val[:, varies].mean(axis=0) - centre) / spread
    ratio = X_val[:, varies].std(axis=0) / spread
    if not shift.size or (np.median(shift) < 1 and np.median(np.abs(np.log(ratio))) < np.log(3)):
        return None
    return Diagnosis(
        "validation-scale",
        "X_val is on another scale than X, so val_loss is that of samples the network never meets.",
        f"A typical column of X_val lies {np.median(shift):.3g} deviations from its place in X, and spreads "
        f"{np.median(ratio):.3g} times as far.",
        "Scale X_val once, with the mean and the deviation of the training set.",
    )


def _fed(run: Run) -> Array:
    """The samples that the network saw: the training set, or the batches that were kept."""
    if run.follows_rows:
        return run.seen.sets.X
    batches = [moment.X for moment in run.seen.moments.values()]
    return np.concatenate([batch for batch in batches if batch.shape[1:] == batches[0].shape[1:]])


def _scale(X: Array) -> tuple[Array, Array]:
    """The mean and the deviation of each column that varies."""
    table = X.reshape(len(X), -1)
    spread = table.std(axis=0)
    varies = spread > 1e-9 * (1 + np.abs(table).max(axis=0))
    return table.mean(axis=0)[varies], spread[varies]


def labels_range(run: Run) -> Diagnosis | None:
    """Two classes, but not called 0 and 1, for a binary cross-entropy."""
    values = np.unique(np.concatenate([look.y for look in run.first_epoch]))
    if len(values) != 2 or set(values) == {0.0, 1.0} or not run.is_binary:
        return None
    return Diagnosis(
        "labels-range",
        "Binary cross-entropy wants the labels 0 and 1.",
        f"Yours are {values[0]:g} and {values[1]:g}.",
        "Change the labels before the training.",
    )


def labels_flat(run: Run) -> Diagnosis | None:
    """Each label meets each prediction: the loss of a batch is not that of its samples."""
    first, moment = run.seen.looks[0], run.seen.moments.get(0)
    if run.probe is None or moment is None or len(moment.X) < 2:
        return None
    step = run.seen.steps[0]
    grown = [n for n, s in step.grads.shapes.items() if s != step.before.shapes.get(n, s)]
    if first.y_shape[1:] == (1,) and not grown:
        return None
    X, y = moment.X[:16], moment.y[:16]
    batch = run.probe.loss(moment.before, X, y)
    column = run.probe.loss(moment.before, X, y.reshape(-1, 1))
    alone = np.mean(
        [run.probe.loss(moment.before, X[i : i + 1], y[i : i + 1]) for i in range(len(X))]
    )
    apart = abs(batch - alone) > 1e-4 * (1 + abs(alone))
    if not grown and (not apart or abs(column - alone) > 1e-4 * (1 + abs(alone))):
        return None
    return Diagnosis(
        "labels-flat",
        "The labels are flat, (n,), and the predictions are a column, (n, 1). So each label meets each "
        "prediction, in an (n, n) table.",
        f"The labels of a batch have the shape {first.y_shape}.",
        "Keep y a column, (n, 1), on its way to loss_and_grads.",
    )
