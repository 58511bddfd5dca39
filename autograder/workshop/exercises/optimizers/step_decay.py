"""Cases and checks: step_decay."""

from __future__ import annotations

from numpy.random import Generator

from autograder.checks import formula
from autograder.model import Case, Condition, Exercise, Plain


def schedule(rng: Generator) -> list[Case]:
    """Epochs around each fall of the rate, with the default factor and others, from any start."""
    start, late, factor = (float(x) for x in rng.uniform((0.2, 2.0, 0.55), (0.9, 5.0, 0.85)))
    every = int(rng.integers(3, 8))
    after = [1, every - 1, every, every + 1, 2 * every - 1, 2 * every, 5 * every - 1]
    return [
        *(Case({"lr": 0.1, "epoch": epoch}) for epoch in (25, 10, 9, 16, 19, 20, 0, 4)),
        *(Case({"lr": start, "epoch": epoch, "drop": 0.1}) for epoch in (10, 31)),
        *(Case({"lr": late, "epoch": e, "drop": factor, "every": every}) for e in after),
    ]


def _at_a_fall(inputs: dict[str, Plain]) -> list[dict[str, Plain]]:
    epoch, every = inputs["epoch"], inputs.get("every", 10)
    return [inputs | {"epoch": epoch - epoch % every}]


AT_A_FALL = Condition(
    "epoch at a fall",
    "while epoch is a multiple of every",
    "in between",
    "how many whole times does every go into epoch?",
    about=("epoch",),
    simplify=_at_a_fall,
)

EXERCISE = Exercise(
    "step_decay",
    ("lr", "epoch", "drop", "every"),
    (formula(schedule),),
    conditions=(AT_A_FALL,),
)
