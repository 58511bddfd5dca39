"""What wrong values have in common: named where it is there, in every case, and nowhere else."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as st_numpy

from autograder.feedback.difference import structure
from autograder.model import Case, Observation, Outcome
from tests.helpers.made_up import plain_values

Z = np.array([[1.5, -2.0, 0.5], [3.0, -0.25, -1.0]])
VECTOR = np.array([0.5, -1.5, 2.5, 4.0])
NUMBERS = (Z, VECTOR, np.array(3.5))


def observed(pairs, **inputs) -> list[Observation]:
    return [
        Observation(Case({"z": expected} | inputs), Outcome(got), (expected,))
        for expected, got in pairs
    ]


def said(change, expected=NUMBERS) -> str | None:
    return structure(observed([(e, change(e)) for e in expected]), ())


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda e: -e, "wrong sign everywhere"),
        (lambda e: 2 * e, "is twice what"),
        (lambda e: e / 2, "is half of what"),
        (lambda e: 3 * e, "three times"),
        (lambda e: -2 * e, "minus twice"),
        (lambda e: e / 7, "1/7 of"),
        (lambda e: 1.3 * e, "1.3 times"),
        (lambda e: 1 - e, "one minus"),
        (lambda e: e**2, "the square of"),
        (lambda e: 1 / e, "upside down"),
        (lambda e: np.exp(e), "exponential"),
        (lambda e: e + 0.75, r"same amount everywhere: \+0.75"),
        (lambda e: e * np.nan, "NaN"),
        (lambda e: e * np.inf, "infinite"),
        (lambda e: np.abs(e), "sign in places"),
        (lambda e: np.zeros_like(e), "0 in every case"),
        (lambda e: np.where(e < 0, 0, e), "wrong where z is negative"),
    ],
)
def test_what_they_have_in_common_is_named(change, words) -> None:
    assert re.search(words, said(change) or "")


def test_a_sum_over_too_much_is_named() -> None:
    tables = [VECTOR, VECTOR[:3] + 1, Z]
    assert "one sum of everything" in (said(np.sum, tables) or "")
    assert "one sum of everything" not in (said(np.mean, tables) or "")


def test_rounding_is_named() -> None:
    thirds = [e / 3 for e in NUMBERS]
    assert "rounded to 2 decimals" in (said(lambda e: np.round(e, 2), thirds) or "")


def test_other_lost_digits_are_no_rounding() -> None:
    thirds = [e / 3 for e in NUMBERS]
    assert "round" not in (said(lambda e: np.floor(100 * e) / 100, thirds) or "")


def test_a_root_is_named() -> None:
    assert "square root" in (said(np.sqrt, [np.abs(e) for e in NUMBERS]) or "")


def test_shapes_that_have_the_right_numbers_are_named() -> None:
    assert "changed places" in (said(lambda e: e.T, [Z, Z + 1]) or "")
    assert "another shape" in (said(lambda e: e.reshape(-1, 2), [Z, VECTOR]) or "")
    sums = observed([(Z.sum(), Z), (VECTOR.sum(), VECTOR)])
    assert "not been summed" in (structure(sums, ()) or "")
    means = observed([(Z.mean(axis=0), Z)])
    assert "not been averaged" in (structure(means, ()) or "")


def test_a_square_that_is_transposed_is_named() -> None:
    square = np.arange(9.0).reshape(3, 3)
    assert "changed places" in (said(lambda e: e.T, [square]) or "")


def test_one_sample_is_no_table_whose_rows_and_columns_change_places() -> None:
    row = np.array([[1.5, -2.0, 0.5]])
    assert "changed places" not in (said(lambda e: e.T, [row, 2 * row]) or "")
    assert "changed places" in (said(lambda e: e.T, [row, Z]) or "")


def test_a_sum_of_what_should_stay_apart_is_told_apart_from_one_along_an_axis() -> None:
    assert "should stay apart" in (said(np.sum, [Z, VECTOR]) or "")
    table = Case({"X": np.vstack([VECTOR, VECTOR])})
    seen = Observation(table, Outcome(VECTOR.sum()), (VECTOR,))
    assert "look at axis" in (structure([seen], ()) or "")


def test_a_last_row_is_named_only_where_several_cases_show_it() -> None:
    def spoilt(e):
        return np.concatenate([e[:-1], e[-1:] + 1])

    assert "last row only" in (said(spoilt, [Z, 2 * Z]) or "")
    assert "last entry only" in (said(spoilt, [VECTOR, 2 * VECTOR]) or "")
    assert "last" not in (said(spoilt, [VECTOR]) or "")


@pytest.mark.parametrize("rows", [(4, 7), (3, 5)])
def test_a_missing_division_by_the_rows_is_named(rows) -> None:
    samples = [np.linspace(-1, 2, 3 * n).reshape(n, 3) for n in rows]
    sums = [
        Observation(Case({"X": X}), Outcome(X.sum(axis=0) + 1), ((X.sum(axis=0) + 1) / len(X),))
        for X in samples
    ]
    assert "number of samples (rows): a division" in (structure(sums, ()) or "")


def test_the_same_number_whatever_comes_is_named() -> None:
    pairs = [(np.array(float(n)), np.array(7.0)) for n in range(4)]
    assert "is 7 in every case" in (structure(observed(pairs), ()) or "")


def test_a_part_is_named() -> None:
    seen = [Observation(Case({"z": Z}), Outcome({"dW1": -Z}), ({"dW1": Z},))]
    assert (structure(seen, ("dW1",)) or "").startswith("dW1 has the wrong sign")


# A claim must be true of every case. Each sentence with what it says, in words of arithmetic:

CLAIMS = {
    "the wrong sign everywhere": lambda e, g: np.allclose(-e, g),
    "one minus": lambda e, g: np.allclose(1 - e, g),
    "is twice what": lambda e, g: np.allclose(2 * e, g),
    "is half of what": lambda e, g: np.allclose(e / 2, g),
    "square of": lambda e, g: np.allclose(e**2, g),
    "off by the same amount": lambda e, g: np.allclose(g - e, (g - e).flat[0]),
    "changed places": lambda e, g: e.shape == g.T.shape and np.allclose(e.T, g),
    "in another shape": lambda e, g: np.allclose(e.ravel(), g.ravel()),
    "its sign in places": lambda e, g: np.allclose(np.abs(e), g),
    "wrong where z is negative": lambda e, g: np.array_equal(e < 0, ~np.isclose(e, g)),
    "wrong where z is positive": lambda e, g: np.array_equal(e > 0, ~np.isclose(e, g)),
    "wrong where z is 0,": lambda e, g: np.array_equal(e == 0, ~np.isclose(e, g)),
}

changes = st.sampled_from(
    [
        lambda e: e,
        lambda e: -e,
        lambda e: 2 * e,
        lambda e: e / 2,
        lambda e: e + 1,
        lambda e: 1 - e,
        lambda e: e**2,
        lambda e: np.abs(e),
        lambda e: e.T,
        lambda e: e.ravel(),
        lambda e: np.where(e < 0, 5.0, e),
        lambda e: np.where(e > 0, -5.0, e),
        lambda e: np.where(e == 0, 1.0, e),
        lambda e: "text",
        lambda e: None,
    ]
)
small = st.sampled_from([-3.0, -2.0, -1.0, -0.5, 0.0, 0.25, 0.5, 1.0, 2.0, 4.0])
expected_arrays = st_numpy.arrays(
    float, st_numpy.array_shapes(min_dims=0, max_dims=2, max_side=4), elements=small
)


@settings(max_examples=200)
@given(
    st.lists(expected_arrays, min_size=1, max_size=4),
    st.lists(changes, min_size=1, max_size=2),
    st.data(),
)
def test_no_claim_is_made_that_any_case_belies(expected, changes, data) -> None:
    pairs = [(e, data.draw(st.sampled_from(changes))(e)) for e in expected]
    sentence = structure(observed(pairs), ())
    for words, holds in CLAIMS.items():
        if sentence and words in sentence:
            assert all(holds(e, np.asarray(g)) for e, g in pairs), (sentence, pairs)


@given(st.lists(st.tuples(plain_values, plain_values), max_size=4))
def test_any_values_can_be_looked_at(pairs) -> None:
    sentence = structure(observed(pairs), ())
    assert sentence is None or sentence.endswith(".")


@given(st.lists(expected_arrays, min_size=1, max_size=3), plain_values)
def test_any_value_can_be_looked_at_beside_numbers(expected, value) -> None:
    structure(observed([(e, value) for e in expected]), ())


def test_wide_arrays_of_nothing_need_no_memory() -> None:
    structure(observed([(np.array(1.0), np.empty((0, 2**22)))]), ())


def test_right_answers_of_another_form_count_as_right() -> None:
    observations = [
        Observation(Case({"z": Z}), Outcome(2 * Z), (Z, 2 * Z)),
        Observation(Case({"z": Z}), Outcome(2 * Z + 1), (Z + 0.5, 2 * Z)),
    ]
    assert "twice" not in (structure(observations, ()) or "")
