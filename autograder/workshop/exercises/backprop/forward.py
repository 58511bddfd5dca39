"""Cases and checks: forward."""

from __future__ import annotations

from numpy.random import Generator

from autograder.checks import formula
from autograder.model import Case, Exercise
from autograder.workshop.exercises.backprop.network import networks


def passes_forward(rng: Generator) -> list[Case]:
    """The networks and their batches."""
    return [Case({"params": net["params"], "X": net["X"]}) for net in networks(rng)]


EXERCISE = Exercise(
    "forward",
    ("params", "X"),
    tuple(
        formula(passes_forward, name=part, claim=f"{part} is right", part=part)
        for part in ("Z1", "A1", "Z2", "P")
    ),
)
