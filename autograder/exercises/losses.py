"""Cases and checks: losses and their gradients."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.random import Generator

from autograder.checks import formula, robustness
from autograder.model import Case, Exercise

Cases = Callable[[Generator], list[Case]]


def numbers(rng: Generator) -> list[Case]:
    """Measurements and predictions of the same shape."""
    small = Case({"y_true": np.array([[1.0], [3.0]]), "y_pred": np.array([[2.0], [6.0]])})
    return [
        small,
        *(
            Case({"y_true": rng.normal(size=shape), "y_pred": rng.normal(size=shape)})
            for shape in ((5, 1), (4,), (3, 2))
        ),
    ]


def probabilities(rng: Generator) -> list[Case]:
    """Labels of both classes and probabilities strictly between 0 and 1."""
    small = Case({"y_true": np.array([[1.0], [0.0]]), "y_pred": np.array([[0.8], [0.4]])})
    return [
        small,
        *(
            Case({"y_true": _labels(rng, shape), "y_pred": rng.uniform(0.02, 0.98, shape)})
            for shape in ((5, 1), (7,), (3, 2))
        ),
    ]


def logits(rng: Generator) -> list[Case]:
    """Labels of both classes and moderate logits."""
    small = Case({"y_true": np.array([[1.0], [0.0]]), "z": np.array([[2.0], [-1.0]])})
    return [
        small,
        *(
            Case({"y_true": _labels(rng, shape), "z": rng.uniform(-4, 4, shape)})
            for shape in ((5, 1), (7,), (3, 2))
        ),
    ]


def extreme_logits(rng: Generator) -> list[Case]:
    """Logits of ±1000, on the right side and on the wrong one."""
    return [
        Case({"y_true": np.array([[y]]), "z": np.array([[z]])})
        for y in (0.0, 1.0)
        for z in (1000.0, -1000.0)
    ]


def scores(rng: Generator) -> list[Case]:
    """A row of scores for each sample."""
    return [Case({"Z": rng.uniform(-3, 3, shape)}) for shape in ((2, 3), (5, 3), (3, 4))]


def extreme_scores(rng: Generator) -> list[Case]:
    """Scores of ±1000."""
    return [Case({"Z": np.array([[1000.0, 999.0, 998.0], [-1000.0, -1001.0, -999.0]])})]


def classes(rng: Generator) -> list[Case]:
    """One-hot classes and probabilities."""
    return [_classes(rng, n, k) for n, k in ((2, 3), (5, 3), (3, 4))]


def _labels(rng: Generator, shape: tuple[int, ...]) -> np.ndarray:
    return rng.permuted(np.resize([1.0, 0.0, 0.0], shape))


def _classes(rng: Generator, n: int, k: int) -> Case:
    raw = rng.uniform(0.1, 1.0, (n, k))
    return Case(
        {
            "Y_true": np.eye(k)[rng.integers(k, size=n)],
            "Y_pred": raw / raw.sum(axis=1, keepdims=True),
        }
    )


EXERCISES = (
    Exercise("mse", ("y_true", "y_pred"), (formula(numbers),)),
    Exercise("log_likelihood", ("y_true", "y_pred"), (formula(probabilities),)),
    Exercise("bce", ("y_true", "y_pred"), (formula(probabilities),)),
    Exercise("bce_grad", ("y_true", "y_pred"), (formula(probabilities),)),
    Exercise(
        "bce_from_logits",
        ("y_true", "z"),
        (formula(logits), robustness("exact at z = 1000 and z = -1000", extreme_logits)),
    ),
    Exercise("bce_from_logits_grad", ("y_true", "z"), (formula(logits),)),
    Exercise(
        "softmax",
        ("Z",),
        (formula(scores), robustness("finite and right for scores of ±1000", extreme_scores)),
    ),
    Exercise("cross_entropy", ("Y_true", "Y_pred"), (formula(classes),)),
)
