"""An explanation is told only where it is the only one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given

from autograder.mistakes.explanations import TWO, Explanations, empty, explain
from autograder.mistakes.sketch import sketch
from autograder.values import pack, unpack
from tests.helpers.made_up import plain_values

RIGHT = [1.0, 2.5, 4.0]
LEFT_OUT = [0.3, -0.7, 1.9]
ANOTHER = [0.2, 0.4, 0.8]
SIGN = "f/model-sign-of-term"
TERM = "f/model-term-left-out"
VAGUE = "f/model-number-added"
RIGHT_OR_SEVERAL = ""


def table(*rows: tuple[str, Sequence]) -> Explanations:
    """Explanations by id, each with what a changed function gives; its sentence is its id."""
    ids = list(dict.fromkeys(id for id, _ in rows))
    seen = [sketch(values) for _, values in rows]
    return Explanations(
        tuple(ids),
        tuple(f"It is {id}." if id else "" for id in ids),
        np.array([ids.index(id) for id, _ in rows], np.uint16),
        np.array([one.form for one in seen], np.uint32),
        np.array([one.numbers for one in seen], np.float32),
    )


def negated(values: Sequence[float]) -> list[float]:
    return [-value for value in values]


def halved(values: Sequence[float]) -> list[float]:
    return [value / 2 for value in values]


def told(known: Explanations, values: Sequence) -> str | None:
    found = explain(known, values)
    return found.sentence if found else None


def test_the_only_explanation_is_told() -> None:
    known = table((RIGHT_OR_SEVERAL, RIGHT), (TERM, LEFT_OUT), (SIGN, ANOTHER))
    found = explain(known, LEFT_OUT)
    assert found
    assert (found.id, found.sentence) == (TERM, f"It is {TERM}.")
    assert explain(known, [np.float32(value) for value in LEFT_OUT])


def test_of_two_explanations_none_is_told() -> None:
    known = table((TERM, LEFT_OUT), (SIGN, LEFT_OUT), (SIGN, ANOTHER))
    assert told(known, LEFT_OUT) is None
    assert told(known, ANOTHER) == f"It is {SIGN}."


def test_one_explanation_may_stand_there_twice() -> None:
    assert told(table((TERM, LEFT_OUT), (TERM, LEFT_OUT)), LEFT_OUT) == f"It is {TERM}."


def test_right_values_and_those_that_several_changes_give_are_not_explained() -> None:
    known = table((RIGHT_OR_SEVERAL, RIGHT), (TERM, LEFT_OUT))
    assert told(known, RIGHT) is None
    assert told(known, negated(RIGHT)) is None


def test_what_nothing_explains_is_not_explained() -> None:
    known = table((RIGHT_OR_SEVERAL, RIGHT), (TERM, LEFT_OUT))
    assert told(known, [0.3, -0.7, 1.91]) is None
    assert told(known, LEFT_OUT[:2]) is None
    assert told(empty(), LEFT_OUT) is None


@pytest.mark.parametrize(("change", "also"), [(negated, "wrong sign"), (halved, "halved")])
def test_a_change_of_the_result_is_told_with_another_mistake(change, also: str) -> None:
    known = table((RIGHT_OR_SEVERAL, RIGHT), (TERM, LEFT_OUT))
    sentence = told(known, change(LEFT_OUT))
    assert sentence
    assert sentence.startswith(f"{TWO} It is {TERM}. At the same time, ")
    assert also in sentence


def test_of_two_pairs_none_is_told() -> None:
    minus, half = (TERM, negated(LEFT_OUT)), (SIGN, [2 * value for value in LEFT_OUT])
    assert told(table(minus), LEFT_OUT)
    assert told(table(half), LEFT_OUT)
    assert told(table(minus, half), LEFT_OUT) is None


def test_a_single_explanation_comes_before_a_pair() -> None:
    known = table((TERM, LEFT_OUT), (SIGN, negated(LEFT_OUT)))
    assert told(known, LEFT_OUT) == f"It is {TERM}."


def test_a_vague_change_is_no_part_of_a_pair() -> None:
    known = table((VAGUE, LEFT_OUT))
    assert told(known, LEFT_OUT)
    assert told(known, negated(LEFT_OUT)) is None


def test_values_exchanged_and_transposed_are_undone() -> None:
    array = np.arange(6.0).reshape(2, 3)
    other = table((TERM, [(array, array[0])] * 2))
    assert "other order" in (told(other, [(array[0], array)] * 2) or "")
    assert "transposed" in (told(table((TERM, [array])), [array.T]) or "")


def test_a_number_beyond_all_bounds_fits_nothing() -> None:
    assert told(table((TERM, LEFT_OUT)), [1e307] * 3) is None
    assert told(table((TERM, LEFT_OUT)), [-1e307, np.inf, 1e307]) is None


@given(plain_values)
def test_any_value_can_be_looked_up(value) -> None:
    explain(table((TERM, LEFT_OUT), (SIGN, [(1.0, {"a": 2.0})] * 3)), [value] * 3)


def test_they_are_packed_and_unpacked() -> None:
    for known in (empty(), table((RIGHT_OR_SEVERAL, RIGHT), (TERM, LEFT_OUT), (SIGN, ANOTHER))):
        again = Explanations.of(unpack(pack(known.packed())))
        assert (again.ids, again.sentences) == (known.ids, known.sentences)
        for name in ("which", "forms", "numbers"):
            before, after = getattr(known, name), getattr(again, name)
            assert before.dtype == after.dtype
            assert (before == after).all()
        assert told(again, LEFT_OUT) == told(known, LEFT_OUT)
