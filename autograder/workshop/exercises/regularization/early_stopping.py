"""Cases and checks: early_stopping."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from autograder.checks import formula, robustness
from autograder.model import Case, Exercise


def courses(rng: Generator) -> list[Case]:
    """Short ones with plateaus, late improvements and long waits to follow by hand, then any."""
    by_hand: list[tuple[list[float], int]] = [
        ([0.7, 0.8, 0.9, 0.5], 2),
        ([0.7, 0.6, 0.5], 2),
        ([0.7, 0.6, 0.6, 0.6, 0.4], 2),
        ([0.7, 0.5, 0.6, 0.55, 0.52, 0.4], 3),
        ([0.7, 0.8, 0.6, 0.65, 0.5, 0.55], 2),
        ([0.7, 0.5, 0.6, 0.5, 0.4], 3),
        ([0.7, 0.6, 0.5, 0.55, 0.58, 0.59], 3),
        ([0.7, 0.6, 0.5, 0.55, 0.58], 3),
        ([0.9, 0.7, 0.8, 0.6, 0.7, 0.65, 0.64, 0.3], 3),
        ([0.7, 0.5, 0.6, 0.55, 0.58, 0.6, 0.4], 2),
        ([0.7, 0.6, 0.65, 0.59995, 0.65], 2),
    ]
    drawn = [(_course(rng), patience) for patience in rng.permutation(2 * [2, 3, 4]).tolist()]
    return [Case({"val_losses": c, "patience": patience}) for c, patience in (*by_hand, *drawn)]


def _course(rng: Generator) -> list[float]:
    """A fall, then anything: lower by much or by very little, equal to the lowest, or higher.

    After a very small improvement comes a large one, so that it shows whether the small one counted.
    """
    losses = (1 - 0.05 * np.arange(rng.integers(2, 6)) + rng.uniform(-0.02, 0.02)).tolist()
    slight = False
    for what in rng.choice(["lower", "slight", "equal", "higher"], 20, p=[0.1, 0.15, 0.1, 0.65]):
        lowest = min(losses)
        if what in ("lower", "slight"):
            slight = what == "slight" and not slight
            losses.append(lowest - float(rng.uniform(*((2e-5, 9e-5) if slight else (0.03, 0.06)))))
        else:
            losses.append(lowest + float(rng.uniform(0.02, 0.2) if what == "higher" else 0.0))
    return losses


def impatient(rng: Generator) -> list[Case]:
    """A patience of 1, and a single epoch."""
    courses = ([0.7, 0.6, 0.65, 0.5], [0.7, 0.6, 0.6, 0.5], [0.7, 0.8, 0.6], [0.7, 0.6, 0.5], [0.4])
    return [Case({"val_losses": losses, "patience": 1}) for losses in courses]


EXERCISE = Exercise(
    "early_stopping",
    ("val_losses", "patience"),
    (
        formula(courses, name="stop", claim="stop_epoch is right", part=0),
        formula(courses, name="best", claim="best_epoch is right", part=1),
        robustness("right with a patience of 1", impatient, name="patience 1"),
    ),
    returns=("stop_epoch", "best_epoch"),
)
