"""Facts about wrong numbers: told only where they are true in every case."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.engine.examine import examine
from autograder.feedback.difference import says_no_more
from autograder.feedback.facts import fact
from autograder.model import Case, Observation, Outcome
from autograder.sandbox.submission import LiveSubmission
from tests.helpers.our_course import EXERCISES, FUNCTIONS, live_oracle
from tests.helpers.source import source

Z = [np.array([-2.0, -1.0, -0.5, 0.5, 1.0, 2.0]), np.array([3.0, -3.0, 0.25, -0.75])]


def seen(right, got, inputs=Z) -> list[Observation]:
    return [Observation(Case({"z": z}), Outcome(got(z)), (right(z),)) for z in inputs]


def relu(z):
    return np.maximum(z, 0)


FACTS = [
    (
        lambda z: np.exp(np.outer(z, z)) / np.exp(np.outer(z, z)).sum(axis=1, keepdims=True),
        lambda z: np.exp(np.outer(z, z)) / np.exp(np.outer(z, z)).max(),
        "Each row of the result should add up to 1, and one of yours gives",
    ),
    (relu, lambda z: z > 0, "Your result is True or False, the answer of a comparison."),
    (np.tanh, lambda z: z * 0 + 1, "Your result is 1 everywhere, in every case."),
    (np.tanh, lambda z: 1.0 * (z > 0), "A number of any size is asked for."),
    (
        lambda z: 1 / (1 + np.exp(-z)),
        lambda z: 1.0 * (z > 0),
        "Numbers between the two are asked for.",
    ),
    (np.abs, lambda z: np.abs(z) - 0.3, "never be negative, and yours is -0.05 in one place."),
    (
        lambda z: 1 / (1 + np.exp(-z)),
        lambda z: np.exp(z),
        "stay between 0 and 1, and yours is 20.09 in one place.",
    ),
    (lambda z: z > 0, lambda z: z > -5, "Wherever it is wrong, it gives 1 where 0 is right."),
    (
        lambda z: np.outer(z, z) - np.outer(z, z).mean(axis=0),
        lambda z: np.outer(z, z),
        "Each column of the result should add up to 0, and one of yours gives",
    ),
    (np.sin, lambda z: np.where(z > 0, np.sin(z), 7 * z), "wrong only where z is negative."),
    (np.tanh, np.arctan, "numbers in the right order: only their size is wrong."),
    (lambda z: z**2 + 1, lambda z: z**2 + z**4 + 2, "too large wherever it is wrong."),
    (np.sin, lambda z: np.sin(z) - z**2, "too small wherever it is wrong."),
    (np.sin, lambda z: np.sin(z) * (1 + z**2), "right signs, but is too far from 0"),
    (np.sin, lambda z: np.sin(z) / (1 + z**2), "right signs, but is too near to 0"),
]


@pytest.mark.parametrize(("right", "got", "words"), FACTS)
def test_a_fact_is_told(right, got, words) -> None:
    told = fact(seen(right, got), ())
    assert told is not None
    assert words in told


numbers = st.lists(st.sampled_from([-2.0, -1.0, -0.25, 0.0, 0.5, 1.0, 3.0]), min_size=6, max_size=6)


@given(st.lists(st.tuples(numbers, numbers, numbers), min_size=1, max_size=4))
def test_what_is_told_is_true_of_every_number(cases) -> None:
    observations = [
        Observation(Case({"z": np.array(z)}), Outcome(np.array(got)), (np.array(right),))
        for z, right, got in cases
    ]
    told = fact(observations, ()) or ""
    z, right, got = (np.concatenate(parts) for parts in zip(*cases, strict=True))
    wrong = right != got
    claims = {
        "never be negative": right.min() >= 0 > got.min(),
        "between 0 and 1": right.min() >= 0 and right.max() <= 1 < got.max(),
        "z is negative": not wrong[z >= 0].any(),
        "z is positive": not wrong[z <= 0].any(),
        "too large": (got >= right).all(),
        "too small": (got <= right).all(),
        "too far from 0": (np.abs(got) >= np.abs(right)).all(),
        "too near to 0": (np.abs(got) <= np.abs(right)).all(),
    }
    assert all(true for words, true in claims.items() if words in told)
    if gives := re.search(r"gives (\S+) where (\S+) is right", told):
        assert set(got[wrong]) == {float(gives[1])}
        assert set(right[wrong]) == {float(gives[2])}


def message(name: str, body: str) -> str:
    namespace = {**FUNCTIONS, "np": np}
    exec(source(name, body), namespace)
    verdict = examine(EXERCISES[name], LiveSubmission(namespace), live_oracle(0))
    return verdict.message.partition("\n")[0]


def test_a_wrong_default_is_named() -> None:
    body = """
def momentum_step(params, grads, velocity, lr, beta=0.77):
    v = {k: beta * velocity[k] + grads[k] for k in params}
    return {k: params[k] - lr * v[k] for k in params}, v"""
    words = "It is wrong only where beta is left out. Look at its default in your def line."
    assert words in message("momentum_step", body)


PARTS = [
    (
        "forward",
        """
    Z1 = X @ params["W1"] + params["b1"]
    A1 = np.maximum(Z1, 0)
    Z2 = A1 @ params["W2"] + params["b2"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": np.exp(-(Z2**2)) / 3}""",
        "Right already: Z1, A1 and Z2. Look at how you make P.",
    ),
    (
        "adam_step",
        """
    m = {k: beta1 * m[k] + (1 - beta1) * g for k, g in grads.items()}
    v = {k: beta2 * v[k] + (1 - beta2) * g**2 for k, g in grads.items()}
    return {k: w - lr * np.sin(m[k]) * v[k] ** 0.3 for k, w in params.items()}, m, v""",
        "Right already: m and v. Look at how you make params.",
    ),
]


OF_PARTS = [
    (
        "adam_step",
        """
    m = {k: beta1 * m[k] + (1 - beta1) * g for k, g in grads.items()}
    v = {k: beta2 * v[k] + (1 - beta2) * g**2 for k, g in grads.items()}
    new = {k: w - lr * np.sin(m[k]) for k, w in params.items()}
    return new, v, v""",
        "What you give for m is the right v.",
    ),
    (
        "momentum_step",
        """
    v = {k: velocity[k] + beta * velocity[k] + g for k, g in grads.items()}
    return {k: w - lr * np.sin(v[k]) for k, w in params.items()}, v""",
        "velocity holds the old velocity once too often.",
    ),
]


@pytest.mark.parametrize(("name", "body", "words"), OF_PARTS)
def test_a_part_that_is_made_of_another_is_told(name, body, words) -> None:
    assert words in message(name, body)


@pytest.mark.parametrize(("name", "body", "words"), PARTS)
def test_the_parts_that_are_right_are_named(name, body, words) -> None:
    assert words in message(name, body)
    assert not says_no_more(message(name, body))


def test_nothing_is_said_of_parts_where_all_are_wrong() -> None:
    body = "return {k: np.cos(w) for k, w in params.items()}"
    assert "Right already" not in message("backward", body)


def test_a_difference_alone_says_no_more() -> None:
    assert says_no_more("The numbers differ from the right ones.")
    assert not says_no_more("All is right but for b1. The numbers differ from the right ones.")
