"""Cases and checks: accuracy."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from autograder.checks import formula
from autograder.model import Case, Exercise, Plain


def decisions(rng: Generator) -> list[Case]:
    """Three thresholds. No probability equals one of them, and each gives another answer."""
    by_hand = {
        "y_true": np.array([[1.0], [0.0], [1.0], [0.0]]),
        "y_prob": np.array([[1.0], [0.2], [0.4], [0.3]]),
    }
    all_right = {"y_true": np.array([[1.0], [0.0]]), "y_prob": np.array([[0.8], [0.3]])}
    return [
        Case(by_hand),
        Case({**_predictions(rng, 0.3), "threshold": 0.3}),
        Case({**_predictions(rng, 0.8), "threshold": 0.8}),
        Case(_predictions(rng, 0.7)),
        Case(all_right),
    ]


def _predictions(rng: Generator, threshold: float) -> dict[str, Plain]:
    """Some samples at random, and some between the threshold and one half, all of one class.

    So many that no two draws are likely to have the same share of right ones.
    """
    n, few = int(rng.integers(40, 90)), int(rng.integers(10, 20))
    y = rng.permutation(np.resize([1.0, 0.0, 1.0], n))
    p = np.where(rng.random(n) < 0.5, rng.uniform(0.02, 0.25, n), rng.uniform(0.83, 0.98, n))
    sure = int(rng.integers(n // 3, n // 2))
    p[:sure] = np.where(y[:sure] == 1, 0.98, 0.02) + rng.uniform(-0.015, 0.015, sure)
    low, high = sorted((threshold, 0.5))
    between = rng.uniform(low + 0.03, high - 0.03, few)
    order = rng.permutation(n + few)
    labels = np.append(y, np.full(few, float(threshold < 0.5)))[order]
    return {"y_true": labels[:, np.newaxis], "y_prob": np.append(p, between)[order][:, np.newaxis]}


EXERCISE = Exercise("accuracy", ("y_true", "y_prob", "threshold"), (formula(decisions),))
