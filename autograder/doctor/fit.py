"""Rules about the fit: decay that holds the weights down, overfitting, underfitting."""

from __future__ import annotations

import numpy as np

from autograder.doctor.run import Diagnosis, Run
from autograder.feedback.pictures import loss_curves

LATE = 15
"""More epochs than early stopping usually waits for a new minimum."""


def decay_too_strong(run: Run) -> Diagnosis | None:
    """The loss rests high up, and with larger weights it would be lower."""
    if not np.isfinite(run.last_loss) or not run.is_binary:
        return None
    weights = [name for name, w in run.seen.start.items() if w.ndim >= 2]
    first, last = (
        float(np.sqrt(sum(np.sum(params[name] ** 2) for name in weights)))
        for params in (run.seen.start, run.seen.end)
    )
    reached = run.cross_entropy(run.seen.end)
    grown = {name: (2 if name in weights else 1) * w for name, w in run.seen.end.items()}
    held = run.cross_entropy(grown) < reached - 0.03 * run.chance or last < 0.3 * first
    if not (held and last < 0.7 * first and reached > 0.6 * run.chance):
        return None
    return Diagnosis(
        "decay-too-strong",
        "The regularization is too strong: it pulls the weights to 0 faster than the loss makes them grow.",
        f"The norm of all weights goes from {first:.3g} to {last:.3g}, and the loss stays at "
        f"{reached:.3g}. With one probability for all samples it is {run.chance:.3g}.",
        "Try a tenth of the decay λ.",
    )


def overfits(run: Run) -> Diagnosis | None:
    """val_loss has turned up long ago while train_loss goes on falling."""
    train, val = run.curves.train, run.curves.val
    if len(val) < 8 or not np.isfinite([*train, *val]).all():
        return None
    best = int(val.argmin())
    late = np.median(val[-3:])
    turned = len(val) - 1 - best > LATE and late > 1.15 * val[best]
    if not (turned and train[-1] < 0.5 * train[best]):
        return None
    return Diagnosis(
        "overfits",
        "The network overfits: it goes on learning the training samples by heart while it gets worse on new "
        "ones.",
        f"val_loss is lowest after epoch {best + 1}, at {val[best]:.3g}, and {val[-1]:.3g} at the end; "
        f"train_loss falls to {train[-1]:.3g}.",
        "Stop early, or try more decay, dropout or fewer hidden units.",
        loss_curves(run.curves.as_dict()),
    )


def underfits(run: Run) -> Diagnosis | None:
    """Both losses have stopped falling, high up."""
    train = run.curves.train
    if len(train) < 8 or not np.isfinite(train).all() or not run.is_binary or run.moved < 0.1:
        return None
    quarter = train[-max(3, len(train) // 4) :]
    if np.ptp(quarter) > 0.03 * quarter.mean() or quarter.mean() < 0.75 * run.chance:
        return None
    return Diagnosis(
        "underfits",
        "The network underfits: the training loss has come to rest, and is still high.",
        f"It ends at {train[-1]:.3g}; whoever gives all samples the same probability has {run.chance:.3g}.",
        "Try more hidden units, and look at whether the hidden layer has its activation.",
        loss_curves(run.curves.as_dict()),
    )
