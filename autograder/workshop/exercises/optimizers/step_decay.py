"""Cases and checks: step_decay."""

from __future__ import annotations

from numpy.random import Generator

from autograder.checks import formula
from autograder.model import Case, Exercise


def schedule(rng: Generator) -> list[Case]:
    """Epochs around each drop of the rate, with the default factor and others."""
    start = round(float(rng.uniform(0.2, 0.9)), 2)
    return [
        *(Case({"lr": 0.1, "epoch": epoch}) for epoch in (25, 10, 9, 16, 19, 20, 0, 4)),
        *(Case({"lr": start, "epoch": epoch, "drop": 0.1}) for epoch in (10, 31)),
        *(
            Case({"lr": start, "epoch": epoch, "drop": 0.8, "every": 3})
            for epoch in (1, 2, 3, 5, 6, 14)
        ),
    ]


EXERCISE = Exercise("step_decay", ("lr", "epoch", "drop", "every"), (formula(schedule),))
