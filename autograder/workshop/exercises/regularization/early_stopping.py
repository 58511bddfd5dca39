"""Cases and checks: early_stopping."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from autograder.checks import formula, robustness
from autograder.conditions import setting
from autograder.model import Case, Condition, Exercise, Plain


def courses(rng: Generator) -> list[Case]:
    """Short ones with plateaus, late improvements, long waits and losses above 1 to follow by hand, then any."""
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
        ([2.3, 1.9, 2.1, 1.7, 1.8, 2.0], 2),
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


def _without_equal_losses(inputs: dict[str, Plain]) -> list[dict[str, Plain]]:
    """Each loss that came before is a little higher the next time."""
    losses = inputs["val_losses"]
    higher = [loss + 1e-3 * losses[:epoch].count(loss) for epoch, loss in enumerate(losses)]
    return [inputs | {"val_losses": higher}]


CONDITIONS = (
    setting("patience", 1),
    Condition(
        "no equal losses",
        "while no two losses are equal",
        "when some are",
        "is a loss that equals the best one a new minimum?",
        about=("val_losses",),
        simplify=_without_equal_losses,
    ),
    Condition(
        "no slight falls",
        "while losses differ by 0.001 or more, or not at all",
        "when they differ by less",
        "does any lower loss count as a new minimum, however small the difference?",
        about=("val_losses",),
        simplify=lambda inputs: [
            inputs | {"val_losses": np.round(inputs["val_losses"], 3).tolist()}
        ],
    ),
)


EXERCISE = Exercise(
    "early_stopping",
    ("val_losses", "patience"),
    (
        formula(courses, name="stop", claim="stop_epoch is right", part=0),
        formula(courses, name="best", claim="best_epoch is right", part=1),
        robustness("right with a patience of 1", impatient, name="patience 1"),
    ),
    returns=("stop_epoch", "best_epoch"),
    conditions=CONDITIONS,
)
