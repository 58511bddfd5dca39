"""Cases and checks: early_stopping."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from autograder.checks import formula, robustness
from autograder.model import Case, Exercise


def courses(rng: Generator) -> list[Case]:
    """Losses with plateaus, late improvements and long waits, short enough to follow by hand."""
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
    ]
    walk = np.round(1 + np.cumsum(rng.normal(-0.02, 0.2, 30)), 2).tolist()
    return [
        *(Case({"val_losses": losses, "patience": patience}) for losses, patience in by_hand),
        *(Case({"val_losses": walk, "patience": patience}) for patience in (2, 4)),
    ]


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
