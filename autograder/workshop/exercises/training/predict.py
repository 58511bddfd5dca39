"""Cases and checks: predict."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from autograder.checks import formula, relation
from autograder.compare import agree, mismatches
from autograder.feedback.wording import form_sentence
from autograder.model import (
    Ask,
    Case,
    Exercise,
    Finding,
    Observation,
)

Array = NDArray[Any]
Params = dict[str, Array]


def networks(rng: Generator) -> list[Case]:
    """The notebook's network by hand, then others with one hidden unit, few and many."""
    by_hand = {
        "W1": np.array([[1.0, -1.0], [0.0, 2.0]]),
        "b1": np.array([0.0, 1.0]),
        "W2": np.array([[2.0], [-0.5]]),
        "b2": np.array([0.5]),
    }
    return [
        Case({"params": by_hand, "X": np.array([[1.0, 2.0], [-1.0, 0.0]])}),
        *(
            Case({"params": _network(rng, d, h), "X": rng.standard_normal((n, d))})
            for n, d, h in ((6, 4, 3), (5, 3, 40), (7, 2, 1))
        ),
    ]


def _network(rng: Generator, d: int, h: int) -> Params:
    """A network with as many hidden units for the disease as against it, so that people differ."""
    signs = rng.choice([-1, 1]) * rng.permuted(np.resize([-1, 1], h))
    return {
        "W1": rng.standard_normal((d, h)) / np.sqrt(d),
        "b1": rng.choice([-1, 1], h) * rng.uniform(0.2, 1, h),
        "W2": signs[:, None] * rng.uniform(0.5, 2, (h, 1)) / np.sqrt(h),
        "b2": rng.choice([-1, 1], 1) * rng.uniform(0.2, 1, 1),
    }


def same_people(rng: Generator) -> list[Case]:
    """A batch twice, then its rows in another order, then two of them alone."""
    params, X = _network(rng, 4, 12), 3 * rng.standard_normal((30, 4))
    rows = [np.arange(30), np.arange(30), rng.permutation(30), np.array([5]), np.array([3])]
    return [Case({"params": params, "X": X[chosen]}) for chosen in rows]


def _row_by_row(seen: list[Observation], ask: Ask) -> Finding | None:
    """Each row's answer is the same at each call and does not depend on the other rows."""
    people = seen[0].case.inputs["X"]
    answers = []
    for observation in seen:
        column = np.zeros((len(observation.case.inputs["X"]), 1))
        faults = [m for m in mismatches(column, observation.value) if m.kind != "value"]
        if faults:
            return Finding(form_sentence(faults[0], EXERCISE, observation.outcome.printed) or "")
        answers.append(np.asarray(observation.value, float))
    first, again = answers[:2]
    if not agree(first, again):
        return Finding("Two calls with the same arguments differ.", "", "predict/dropout-on")
    for observation, answer in zip(seen[2:], answers[2:], strict=True):
        rows = [
            int(np.flatnonzero((people == row).all(axis=1))[0])
            for row in observation.case.inputs["X"]
        ]
        if not np.allclose(first[rows], answer, rtol=1e-5, atol=1e-7):
            return Finding(
                "A person's answer changes with who else is in the batch: it should depend on that "
                "person's row alone."
            )
    if agree(np.full_like(first, first[0]), first):
        return Finding("Everybody gets the same answer: it should depend on the person's row.")
    return None


EXERCISE = Exercise(
    "predict",
    ("params", "X"),
    (
        relation(
            "rows",
            "the same person, the same answer",
            same_people,
            _row_by_row,
            weight=3.0,
            answered=True,
        ),
        formula(networks),
    ),
    builds_on=("forward",),
)
