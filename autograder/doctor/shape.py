"""Rules about the curves alone. They say less than those about what spies saw, and come after them."""

from __future__ import annotations

import numpy as np

from autograder.doctor.curves import Floats
from autograder.doctor.run import Diagnosis, Run
from autograder.feedback.pictures import loss_curves

FEWEST = 3
"""Of fewer epochs the shape of a curve says nothing."""


def not_finite(run: Run) -> Diagnosis | None:
    """The training loss is no number any more."""
    bad = np.flatnonzero(~np.isfinite(run.curves.train))
    if not bad.size:
        return None
    return Diagnosis(
        "not-finite",
        "The training loss is NaN or infinite. A step was too large, a logarithm was taken of 0, or something "
        "was divided by 0, as in Adam with t = 0.",
        f"From epoch {bad[0] + 1} on train_loss is no number.",
        "Try a learning rate ten times smaller. If that does not help, look at the logarithms in the loss, "
        "and at what is divided by.",
        loss_curves(run.curves.as_dict()),
    )


def one_curve_twice(run: Run) -> Diagnosis | None:
    """Both curves are the same."""
    train, val = run.curves.train, run.curves.val
    if len(val) < 2 or not np.isfinite(train).all() or not np.allclose(train, val, rtol=1e-9):
        return None
    return Diagnosis(
        "validation-on-training",
        "val_loss is the same as train_loss: it should tell how the network does on new samples.",
        f"Both lists hold the same {len(val)} numbers.",
        "Take val_loss on X_val and y_val.",
    )


def never_moves(run: Run) -> Diagnosis | None:
    """The training loss is the same after every epoch."""
    train = run.curves.train
    if len(train) < FEWEST or not np.ptp(train) <= 1e-12 * abs(train[0]):
        return None
    return Diagnosis(
        "never-moves",
        "Nothing is learned: the training loss is exactly the same after every epoch.",
        f"It is {train[0]:.4g} in all {len(train)} epochs.",
        "Is what update gives kept as the new params? Does update change anything?",
        loss_curves(run.curves.as_dict()),
    )


def climbs(run: Run) -> Diagnosis | None:
    """The training loss ends higher than it began."""
    train = run.curves.train
    if len(train) < FEWEST or not np.median(train[-3:]) > 1.1 * train[0]:
        return None
    if not np.mean(np.diff(train) > 0) > 0.9:
        return Diagnosis(
            "ends-higher",
            "The training loss ends higher than it began.",
            f"After epoch 1 it is {train[0]:.4g}, at the end {train[-1]:.4g}.",
            "Try a smaller learning rate first, then less regularization.",
            loss_curves(run.curves.as_dict()),
        )
    return Diagnosis(
        "climbs",
        "The training loss grows from epoch to epoch: the steps do not go downhill, or they are too large.",
        f"train_loss goes from {train[0]:.4g} up to {train[-1]:.4g}.",
        "Look at the sign in update and in the gradient. Then see that each gradient is of the newest params, "
        "with rows and labels that belong together. Then try a smaller learning rate.",
        loss_curves(run.curves.as_dict()),
    )


def leaps(run: Run) -> Diagnosis | None:
    """The training loss jumps far up and down, or lies far above where it was before the training."""
    train, val = run.curves.train, run.curves.val
    if len(train) < 6:
        return None
    jumps = _roughness(train)
    if jumps > ROUGH and val.size and _roughness(val) < jumps / 4:
        return Diagnosis(
            "train-curve-jumps",
            "train_loss jumps from epoch to epoch while val_loss does not: is it the loss of a few samples, "
            "such as one batch?",
            f"From one epoch to the next train_loss goes up by {jumps:.0%} of its first value in the mean, val_loss "
            f"by {_roughness(val):.0%}.",
            "When the epoch is over, take the loss on the whole training set.",
        )
    if not (jumps > ROUGH and train[-1] > 0.7 * np.median(train)):
        return None
    return Diagnosis(
        "jumps",
        "The training loss jumps up and down and does not settle. Steps that are too large do that.",
        f"From one epoch to the next it goes up by {jumps:.0%} of its first value in the mean.",
        "Try a learning rate ten times smaller.",
    )


ROUGH = 0.05
"""Curves that go up by this share of their start, in the mean over all epochs, are rough."""


def _roughness(losses: Floats) -> float:
    """How far a curve goes up from one epoch to the next, as a share of its start; 0 while it falls."""
    return float(np.mean(np.clip(np.diff(losses), 0, None)) / np.abs(losses[0]))


def stays(run: Run) -> Diagnosis | None:
    """The training loss hardly changes."""
    train = run.curves.train
    if len(train) < FEWEST or np.ptp(train) > 0.02 * abs(train[0]):
        return None
    chance = abs(train.mean() - np.log(2)) < 0.01
    return Diagnosis(
        "hardly-moves",
        "The training loss hardly changes: nearly nothing is learned.",
        f"It goes from {train[0]:.4g} to {train[-1]:.4g}"
        + (", near ln 2 = 0.693: so much costs 0.5 for everybody." if chance else "."),
        "Is the step large enough, and do gradients reach all weights?",
        loss_curves(run.curves.as_dict()),
    )


def apart_from_the_start(run: Run) -> Diagnosis | None:
    """val_loss lies far above train_loss in every epoch, the first ones too."""
    train, val = run.curves.train, run.curves.val
    if len(val) < FEWEST or not (val[:3] > 3 * train[:3]).all() or not val.min() > 1.0:
        return None
    return Diagnosis(
        "validation-apart",
        "val_loss is far above train_loss from the first epoch on: too early for overfitting.",
        f"After epoch 1 train_loss is {train[0]:.3g} and val_loss {val[0]:.3g}.",
        "Is X_val scaled as X is, with the mean and the deviation of the training set?",
    )


def falls_slowly(run: Run) -> Diagnosis | None:
    """The training loss falls evenly, by little, and is still falling at the end."""
    train = run.curves.train
    if len(train) < 6 or not (np.diff(train) < 0).all() or train[-1] < 0.8 * train[0]:
        return None
    half = len(train) // 2
    early, late = (
        (train[0] - train[half]) / half,
        (train[half] - train[-1]) / (len(train) - 1 - half),
    )
    if late < 0.6 * early:
        return None
    return Diagnosis(
        "step-too-small",
        "The training loss falls evenly, but very slowly: the steps are small, or too few.",
        f"In {len(train)} epochs it goes from {train[0]:.4g} to {train[-1]:.4g}, as fast at the end as at the "
        "beginning.",
        "Try a learning rate ten times larger, or more epochs.",
    )
