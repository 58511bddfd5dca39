"""Whether a value is right: the numbers and shapes count, the type does not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from autograder.compare import agree, as_numbers, as_one_number, mismatches, unchanged
from tests.helpers.made_up import plain_values

NAN, INF = float("nan"), float("inf")


@given(plain_values, plain_values)
def test_any_two_values_can_be_compared(expected, got) -> None:
    for mismatch in mismatches(expected, got):
        assert mismatch.kind in ("none", "type", "length", "key", "shape", "value")


@given(plain_values)
def test_every_value_agrees_with_itself(value) -> None:
    assert agree(value, value)


@given(plain_values, plain_values)
def test_any_argument_is_unchanged_or_not(before, after) -> None:
    assert unchanged(before, before)
    assert unchanged(before, after) in (True, False)


def test_an_argument_is_unchanged_but_for_rounding() -> None:
    x = np.array([0.1, 1e6, -3.0])
    assert unchanged({"W": [x, "a", None]}, {"W": [x + 0.3 - 0.3, "a", None]})
    for changed in (x + 1e-5, x[:2], None, "x", {}, [x]):
        assert not unchanged(x, changed)
    assert not unchanged({"W": x}, {"W": x, "b": x})


MATRIX = np.array([[1.5, -2.0, 0.0], [3.25, 1e3, 0.5]])

AGREE = {
    "float32": (MATRIX / 3, (MATRIX / 3).astype(np.float32)),
    "a list": (MATRIX, MATRIX.tolist()),
    "a tuple of lists": (MATRIX, tuple(MATRIX.tolist())),
    "a list of arrays": (MATRIX, list(MATRIX)),
    "ints": (np.array([1.0, 0.0]), [1, 0]),
    "bools": (np.array([1.0, 0.0]), np.array([True, False])),
    "a Python bool": (1, True),
    "unsigned": (np.array([1.0, 2.0]), np.array([1, 2], np.uint8)),
    "a 0-d array": (2.0, np.array(2.0)),
    "a number in shape (1,)": (2.0, np.array([2.0])),
    "a number in shape (1,) in a part": ((1, {"a": 2.0}), [np.array([1]), {"a": np.float32([2])}]),
    "numbers in a column": ((1.0, 2.0), np.array([[1.0], [2.0]])),
    "large Python ints": (np.array([1e30, 1.0]), [10**30, 1]),
    "one large Python int": (1e300, 10**300),
    "rounding": (0.1 + 0.2, 0.3),
    "rounding beside large numbers": (np.array([1e6, 0.0]), np.array([1e6, 1e-7])),
    "NaN": (NAN, NAN),
    "infinities": (np.array([INF, -INF]), np.array([INF, -INF])),
    "extra keys": ({"a": 1.0}, {"a": 1.0, "b": None}),
    "other order of keys": ({"a": 1.0, "b": 2.0}, {"b": 2.0, "a": 1.0}),
    "list for tuple": ((1.0, 2.0), [1.0, 2.0]),
    "an array for numbers": ((1.0, 2.0), np.array([1.0, 2.0])),
    "an array for arrays": ((np.ones(2), np.zeros(2)), np.array([[1, 1], [0, 0]])),
    "text": ("a", "a"),
}


@pytest.mark.parametrize(("expected", "got"), AGREE.values(), ids=AGREE)
def test_what_is_right_agrees(expected, got) -> None:
    assert mismatches(expected, got) == []


DIFFER = {
    "nothing": (1.0, None, "none", ()),
    "nothing inside": ({"a": 1.0}, {"a": None}, "none", ("a",)),
    "text for a number": (1.0, "1.0", "type", ()),
    "bytes for a number": (1.0, b"1", "type", ()),
    "a dict for a number": (1.0, {}, "type", ()),
    "a number for a dict": ({"a": 1.0}, 1.0, "type", ()),
    "a number for a pair": ((1.0, 2.0), 1.0, "type", ()),
    "a ragged list": (MATRIX, [[1.0], [1.0, 2.0]], "type", ()),
    "a number too large for a float": (1.0, 10**320, "type", ()),
    "an array for text": ("a", np.ones(3), "value", ()),
    "a number for nothing": (None, np.ones(3), "value", ()),
    "three for a pair": ((1.0, 2.0), (1.0, 2.0, 3.0), "length", ()),
    "a missing key": ({"a": 1.0, "b": 2.0}, {"a": 1.0}, "key", ("b",)),
    "one axis more": (MATRIX, MATRIX[None], "shape", ()),
    "a table for a number": (1.0, np.array([[1.0]]), "shape", ()),
    "equal numbers for a number": (1.0, np.ones(3), "shape", ()),
    "no number for a number": (1.0, np.ones(0), "shape", ()),
    "another number in shape (1,)": (1.0, np.array([2.0]), "value", ()),
    "a list of one for a number": (1.0, [1.0], "type", ()),
    "a comma behind a number": (1.0, (1.0,), "type", ()),
    "a number for an array of one": (np.ones(1), 1.0, "shape", ()),
    "a number for an array": (np.ones(3), 1.0, "shape", ()),
    "another value in a part": ((1.0, {"a": MATRIX}), (1.0, {"a": MATRIX + 1}), "value", (1, "a")),
    "NaN for a number": (1.0, NAN, "value", ()),
    "a number for infinity": (INF, 1e300, "value", ()),
    "the other infinity": (INF, -INF, "value", ()),
    "rounded by hand": (0.8808, 0.88, "value", ()),
    "a small number lost": (1e-7, 0.0, "value", ()),
}


@pytest.mark.parametrize(("expected", "got", "kind", "path"), DIFFER.values(), ids=DIFFER)
def test_what_is_wrong_differs_and_is_found(expected, got, kind, path) -> None:
    assert [(m.kind, m.path) for m in mismatches(expected, got)] == [(kind, path)]


@given(plain_values)
def test_numbers_are_numbers_or_nothing(value) -> None:
    numbers = as_numbers(value)
    assert numbers is None or numbers.dtype.kind in "biuf"


@pytest.mark.parametrize("value", [2, 2.0, np.float32(2), np.array(2), np.array([2.0]), True * 2])
def test_one_number_is_read_alone_or_in_shape_1(value) -> None:
    assert as_one_number(value) == 2


@pytest.mark.parametrize("value", [None, "2", [2.0], (2.0,), np.array([[2.0]]), np.ones(2), {}, []])
def test_anything_else_is_not_one_number(value) -> None:
    assert as_one_number(value) is None
