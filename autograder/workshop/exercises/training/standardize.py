"""Cases and checks: standardize."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from autograder.checks import formula, robustness, whole_numbers
from autograder.compare import as_numbers
from autograder.conditions import leave_out
from autograder.feedback.wording import value_text
from autograder.model import Ask, Case, Condition, Exercise, Finding, Observation, Plain


def genes(rng: Generator) -> list[Case]:
    """One gene by hand, then genes of very different mean and spread; the sets differ too."""
    return [
        Case({"X_train": np.array([[2.0], [4.0], [6.0], [8.0]]), "X_test": np.array([[10.0]])}),
        Case(_two_sets(rng, 6, 3, 4)),
        Case(_two_sets(rng, 5, 1, 3)),
    ]


def _two_sets(rng: Generator, n: int, m: int, d: int) -> dict[str, Plain]:
    """Genes whose deviation in the training set is 2 or more, so that any small number that guards
    the division, added to the deviation or under the root, is lost in rounding."""
    mean, spread = rng.uniform(2, 9, d), 2 * 10 ** rng.uniform(0, 2, d)
    train = rng.standard_normal((n, d))
    train = (train - train.mean(axis=0)) / train.std(axis=0)
    return {
        "X_train": mean + spread * train,
        "X_test": mean + spread * (1 + 2 * rng.standard_normal((m, d))),
    }


def counts(rng: Generator) -> list[Case]:
    """Genes that are counted in whole numbers."""
    return [Case({k: np.rint(X).astype(int) for k, X in _two_sets(rng, 6, 3, 4).items()})]


def constant_genes(rng: Generator) -> list[Case]:
    """Two genes that are constant in the training set, one of them in the test set too, beside one
    that varies a little and one that varies much."""
    sets = _two_sets(rng, 6, 3, 4)
    sets["X_train"][:, 3] *= 0.1 / sets["X_train"][:, 3].std()
    sets["X_train"][:, 1], sets["X_test"][:, 1] = 3.0, [3.0, 5.0, 2.0]
    sets["X_train"][:, 2], sets["X_test"][:, 2] = 0.0, 0.0
    return [Case(sets)]


def _constant_to_zero(seen: list[Observation], ask: Ask) -> Finding | None:
    """Constant genes are 0 in the training set and finite in the test set; others still vary.

    Within 1%, so that a small number added to a deviation of 0.1 or to its square does not show.
    """
    value, inputs = seen[0].value, seen[0].case.inputs
    parts = list(value) if isinstance(value, tuple | list) and len(value) == 2 else [None, None]
    for got, name in zip(map(as_numbers, parts), inputs, strict=True):
        if got is None or got.shape != inputs[name].shape:
            return Finding(
                "With a gene that is constant, the results no longer have the shapes of X_train and X_test."
            )
        if not np.isfinite(got).all():
            return Finding(
                "A gene that is constant in the training set gives NaN or infinity.",
                f"It is in {name}, once standardized.",
                "standardize/constant-gene",
            )
    train = np.asarray(parts[0], float)[:, 1:3]
    if np.abs(train).max() > 1e-6:
        return Finding("A gene that is constant in the training set should be 0 there, and isn't.")
    before = inputs["X_train"][:, [0, 3]].std(axis=0)
    deviation = np.asarray(parts[0], float)[:, [0, 3]].std(axis=0)
    right = np.sqrt(1 - 1 / len(train))  # for a deviation that divides by n - 1
    if not (np.isclose(deviation, 1, rtol=0.01) | np.isclose(deviation, right, rtol=0.01)).all():
        return Finding(
            "Beside genes that are constant, one that varies should still get a deviation of 1.",
            f"With deviations of {value_text(before)} before, yours are {value_text(deviation)}.",
        )
    return None


def _test_with_mean_of_training(inputs: dict[str, Plain]) -> list[dict[str, Plain]]:
    train, test = inputs["X_train"], inputs["X_test"]
    return [inputs | {"X_test": test - test.mean(axis=0) + train.mean(axis=0)}]


CONDITIONS = (
    Condition(
        "same mean",
        "while X_test has the mean of X_train",
        "when it has another",
        "which of the two do you take the mean from?",
        about=("X_test",),
        simplify=_test_with_mean_of_training,
    ),
    Condition(
        "same sets",
        "while X_test equals X_train",
        "when they differ",
        "which of the two do you take the mean and the deviation from?",
        about=("X_test",),
        simplify=lambda inputs: [inputs | {"X_test": inputs["X_train"].copy()}],
    ),
    leave_out("one row of X_train"),
    leave_out("rows of X_train alike"),
    leave_out("no negative X_train"),
)
"""Those that are left out make genes constant or nearly so, where a guard of the division shows."""


EXERCISE = Exercise(
    "standardize",
    ("X_train", "X_test"),
    (
        formula(genes, name="train", claim="the training set is right", part=0),
        formula(genes, name="test", claim="the test set is right", part=1),
        robustness("copes with a gene that is constant", constant_genes, judge=_constant_to_zero),
        whole_numbers(counts),
    ),
    also_right=("standardize_sample",),
    returns=("X_train", "X_test"),
    conditions=CONDITIONS,
)
