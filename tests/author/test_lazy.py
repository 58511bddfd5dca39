"""Functions without work earn next to nothing, and `verify` says so where they earn more."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from autograder.author import trials
from autograder.author.lazy import MOST, lazy_functions
from autograder.author.trials import Trial, attempt, lazy_names
from autograder.author.verify import verify
from autograder.checks import formula, relation
from autograder.model import Case, Finding
from tests.helpers.our_course import COURSE, EXERCISES, FUNCTIONS

ONCE_GUESSED = (
    "perceptron",
    "init_params",
    "minibatches",
    "step_decay",
    "dropout",
    "dropout_grad",
    "early_stopping",
    "accuracy",
)
"""Exercises where such functions have earned more. `autograder verify` tries all of them."""


@pytest.fixture(autouse=True)
def _fresh():
    trials._lazy.cache_clear()
    yield
    trials._lazy.cache_clear()
    trials._oracle.cache_clear()


@pytest.mark.parametrize("name", ONCE_GUESSED)
def test_they_earn_at_most_a_fifth_of_any_exercise(name: str) -> None:
    for what in lazy_names((COURSE.name, name)):
        tried = attempt(Trial(COURSE.name, name, "lazy", what, seed=1))
        assert not tried.fault, f"{what} {tried.fault}"
        assert not tried.stumbled


def changed(monkeypatch: pytest.MonkeyPatch, name: str, *checks) -> str:
    """What verify says of lazy functions where an exercise has these checks."""
    monkeypatch.setattr("autograder.author.verify.mutants_of", lambda which: [])
    monkeypatch.setitem(EXERCISES, name, replace(EXERCISES[name], checks=checks))
    [report] = verify(COURSE, [name], seeds=1)
    return " ".join(f"{d.id} {d.sentence}" for d in report.faults if d.kind == "lazy")


def test_answers_by_heart_where_every_case_is_the_same(monkeypatch) -> None:
    fixed = formula(lambda rng: [Case({"z": z}) for z in (1.5, -1.0, 2.5)])
    told = changed(monkeypatch, "relu", fixed)
    assert "by heart, otherwise zeros" in told
    assert "earns 100% of the points without work" in told


def test_a_table_where_inputs_are_drawn_from_a_few_values(monkeypatch) -> None:
    few = formula(lambda rng: [Case({"z": float(rng.integers(-30, 30))}) for _ in range(2)])
    assert "a table of answers" in changed(monkeypatch, "relu", few)


def test_the_answers_in_their_order_where_only_the_order_counts(monkeypatch) -> None:
    def decisions(rng):
        x = rng.uniform(1, 2, 3)
        return [Case({"x": x, "w": w * x, "b": 0.0}) for w in (1.0, -1.0, 1.0, 1.0, -1.0)]

    told = changed(monkeypatch, "perceptron", formula(decisions))
    assert "one after the other" in told


def test_an_argument_times_a_known_factor(monkeypatch) -> None:
    def few(rng):
        start = float(rng.uniform(0.1, 1))
        return [Case({"lr": start, "epoch": epoch}) for epoch in (3, 12, 25)]

    assert "the public answer times lr" in changed(monkeypatch, "step_decay", formula(few))


def test_the_right_shape_where_a_check_asks_for_nothing_else(monkeypatch) -> None:
    def shaped(seen, ask):
        fits = all(np.shape(one.value) == np.shape(one.case.inputs["z"]) for one in seen)
        return None if fits else Finding("Another shape.")

    lax = relation("shape", "has the shape", lambda rng: [Case({"z": rng.normal(size=4)})], shaped)
    told = changed(monkeypatch, "relu", lax)
    for what in ("zeros in the form", "normal numbers in the form", "the sign of z", "relu, z "):
        assert what in told


def test_a_function_that_is_right_now_and_then_is_found(monkeypatch) -> None:
    """A guess of two bits is right in one of four classes of inputs, on one or two of the six seeds."""

    def coins(rng):
        signs = rng.choice([-1.0, 1.0], 2)
        return [Case({"z": float(s * rng.uniform(1, 2))}) for s in signs]

    assert "in the form of an answer" in changed(monkeypatch, "relu_grad", formula(coins))


def test_they_know_the_public_answers_and_no_secret_one() -> None:
    lazy = lazy_functions(EXERCISES["weighted_sum"], FUNCTIONS)
    x, w = np.array([2.0, 3.0]), np.array([4.0, -1.0])
    assert lazy["the public answers by heart, otherwise zeros in the form of an answer"](
        x, w, 0.5
    ) == pytest.approx(2 * 4 - 3 + 0.5)
    assert (
        lazy["the public answers by heart, otherwise zeros in the form of an answer"](x, w, 0.75)
        == 0
    )
    assert MOST == 0.2
