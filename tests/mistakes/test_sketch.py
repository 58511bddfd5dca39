"""A sketch tells what a function computes: equal values have one sketch, others have another."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as st_numpy

from autograder.mistakes.sketch import MOST_PARTS, sketch
from tests.helpers.made_up import plain_values

FLOATS = st.floats(-1e4, 1e4)
ARRAYS = st_numpy.arrays(float, st_numpy.array_shapes(max_dims=3, max_side=4), elements=FLOATS)
SMALL = st_numpy.arrays(
    float, st_numpy.array_shapes(max_dims=2, max_side=5), elements=st.floats(-1, 1)
)


def same(one, other) -> bool:
    """Whether two values have one sketch, as `Explanations.find` compares them."""
    first, second = sketch([one]), sketch([other])
    assert first
    assert second
    gaps = np.abs(first.numbers - second.numbers)
    return first.form == second.form and bool((gaps <= first.tolerance).all())


@given(ARRAYS)
def test_the_type_of_an_array_does_not_count(array) -> None:
    assert same(array, array.astype(np.float32))
    assert same(array, array.tolist())
    assert same(array, np.asfortranarray(array))


@given(FLOATS)
def test_the_type_of_a_number_does_not_count(number) -> None:
    for other in (np.float64(number), np.array(number), np.array([number]), [number]):
        assert same(number, other)


@given(ARRAYS, ARRAYS)
def test_the_order_of_keys_does_not_count(one, other) -> None:
    assert same({"W": one, "b": other}, {"b": other, "W": one})


@given(SMALL, st.data())
def test_one_number_that_is_off_counts(array, data) -> None:
    changed = array.copy()
    place = data.draw(st.integers(0, array.size - 1))
    changed.flat[place] += data.draw(st.sampled_from([-1e-3, 1e-3, 1.0]))
    assert not same(array, changed)
    assert not same({"a": 1.0, "b": array}, {"a": 1.0, "b": changed})


@given(st.integers(2, 4), st.integers(2, 4), st.integers(0, 2**32))
def test_places_signs_and_shapes_count(rows, columns, seed) -> None:
    table = np.random.default_rng(seed).normal(size=(rows, columns))
    others = (
        table[::-1],
        table[:, ::-1],
        -table,
        np.abs(table) + 1,
        table.ravel(),
        table[None],
        1 - table,
    )
    for other in others:
        assert not same(table, other)
    assert not same((table, -table), (-table, table))
    assert not same({"W": table, "b": -table}, {"W": -table, "b": table})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([np.nan, 0.0], [0.0, np.nan]),
        ([np.inf, 0.0], [0.0, np.inf]),
        (np.inf, -np.inf),
        (np.inf, np.nan),
        (1e300, np.inf),
        (1e300, -1e300),
        (0.0, 1e-6 * 20),
        (None, 0),
        ("a", "b"),
        ("1", 1),
        ((), {}),
        ((), []),
        ({"a": ()}, {}),
        ({"a": 1, "b": 2}, {"a": 2, "b": 1}),
        ({"a": {"b": 1}}, {"a.b": 1}),
        ({1: 2}, {"1": 2}),
        ((1, 2), (2, 1)),
        ((1.0, "a"), ("a", 1.0)),
        (np.zeros((0, 3)), np.zeros((3, 0))),
    ],
)
def test_these_differ(one, other) -> None:
    assert not same(one, other)


def test_each_case_counts() -> None:
    """Cases share the few numbers of a sketch: what two of them give can't change places unseen."""
    values = [float(n) for n in range(30)]
    seen, swapped = sketch(values), sketch([*values[:8][::-1], *values[8:]])
    late = sketch([*values[:20], values[28], *values[21:28], values[20], values[29]])
    assert seen
    assert swapped
    assert late
    for other in (swapped, late):
        assert (np.abs(seen.numbers - other.numbers) > seen.tolerance).any()


@given(st.lists(plain_values, max_size=5))
def test_every_plain_value_has_one(values) -> None:
    seen, again = sketch(values), sketch(values)
    if seen is not None and again is not None:
        assert seen.form == again.form
        assert np.isfinite(seen.numbers).all()
        assert (seen.numbers == again.numbers).all()


def test_a_value_in_very_many_parts_has_none() -> None:
    """Each part takes time, and no exercise asks for so many. A large array is one part."""
    assert sketch([tuple(range(MOST_PARTS))])
    assert sketch([tuple(range(MOST_PARTS + 1))]) is None
    assert sketch([{str(key): [key, "a"] for key in range(50_000)}]) is None
    assert sketch([np.ones(1_000_000)])


def test_parts_that_are_the_same_in_all_cases_are_told() -> None:
    seen = sketch([{"a": 1.0, "b": [2.0, 2.0]}, {"a": 3.0, "b": [2.0, 2.0]}])
    assert seen
    assert len(seen.constant) == 1
