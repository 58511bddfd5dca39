"""Finds something that is true of wrong numbers where their difference has no structure.

A fact says less than a structure: that numbers leave the range of the right ones, or are all too large.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from autograder.compare import agree, as_numbers, close
from autograder.feedback.difference import Pair, Path, at, pairs_at
from autograder.feedback.wording import subject_name
from autograder.model import Observation, Plain

Array = NDArray[np.float64]

_ENOUGH = 3
"""How many different numbers have to be wrong in the same way before that is told."""


def fact(observations: list[Observation], path: Path) -> str | None:
    """A sentence on the numbers at a path that is true in all cases, or None."""
    pairs = [p for p in _all_pairs(observations, path) if p.expected.shape == p.got.shape]
    if not pairs or not all(np.isfinite(p.got).all() for p in pairs):
        return None
    subject = subject_name(path, "Your result")
    return (
        _truth_values(subject, pairs, path)
        or _no_decision(subject, pairs)
        or _left_out(pairs)
        or _outside(subject, pairs)
        or _sums(subject, pairs)
        or _one_for_another(pairs)
        or _only_where(subject, pairs)
        or _in_order(subject, pairs)
        or _to_one_side(subject, pairs)
    )


def _all_pairs(observations: list[Observation], path: Path) -> list[Pair]:
    """The pairs at a path; where a dict of arrays stands there, those of all its keys."""
    whole = pairs_at(observations, path)
    answers = [at(o.answers[0], path) for o in observations]
    if whole or not all(isinstance(answer, Mapping) for answer in answers):
        return whole
    keys = {key for answer in answers for key in answer}
    return [pair for key in sorted(keys) for pair in pairs_at(observations, (*path, key))]


def _truth_values(subject: str, pairs: list[Pair], path: Path) -> str | None:
    """Whether the answers of a comparison stand where numbers are asked for."""
    right = np.unique(_joined(p.expected for p in pairs))
    values = [at(p.observation.value, path) for p in pairs]
    if np.isin(right, (0, 1)).all():
        return None
    if all(np.asarray(v).dtype == bool for v in values):
        return f"{subject} is True or False, the answer of a comparison. A number is asked for."
    got = np.unique(_joined(p.got for p in pairs))
    if len(right) < _ENOUGH or not np.isin(got, (0, 1)).all():
        return None
    if len(got) == 1:
        return f"{subject} is {got[0]:g} everywhere, in every case."
    asked = (
        "Numbers between the two are"
        if 0 <= right.min() <= right.max() <= 1
        else "A number of any size is"
    )
    return f"{subject} is 0 or 1 in every case, as a decision is. {asked} asked for."


def _no_decision(subject: str, pairs: list[Pair]) -> str | None:
    """Whether only 0 and 1 are right, and other numbers come back."""
    right, got = _sides(pairs)
    others = got[~np.isin(got, (0, 1))]
    if not np.array_equal(np.unique(right), [0, 1]) or not others.size:
        return None
    return f"{subject} should be 0 or 1 in every case, and yours is {others[0]:.4g} in one place."


def _left_out(pairs: list[Pair]) -> str | None:
    """Whether all is right where an argument is given, and mostly wrong where its default counts."""
    cases = {id(p.observation): p.observation.case.inputs for p in pairs}
    wrong = {id(p.observation) for p in pairs if not close(p.expected, p.got).all()}
    for name in sorted({name for inputs in cases.values() for name in inputs}):
        without = {number for number, inputs in cases.items() if name not in inputs}
        given = len(cases) - len(without)
        if wrong and wrong <= without and 2 * len(wrong) >= len(without) and given > 1:
            return (
                f"It is wrong only where {name} is left out. Look at its default in your def line."
            )
    return None


def _outside(subject: str, pairs: list[Pair]) -> str | None:
    """Whether some numbers leave a range that a formula has: from 0 to 1, or no negative numbers."""
    right, got = _sides(pairs)
    low, high = float(got.min()), float(got.max())
    if right.min() < 0 or len(np.unique(right)) < 3:
        return None
    if low < -1e-9:
        return f"{subject} should never be negative, and yours is {low:.4g} in one place."
    if right.max() <= 1 < high - 1e-9:
        return f"{subject} should stay between 0 and 1, and yours is {high:.4g} in one place."
    return None


def _sums(subject: str, pairs: list[Pair]) -> str | None:
    """Whether the rows of right tables add up to 1, or their columns to 0, and those of wrong ones do not."""
    tables = [p for p in pairs if p.expected.ndim == 2 and min(p.expected.shape) > 1]
    for what, axis, total in (("row", 1, 1.0), ("column", 0, 0.0)):
        if not tables or not all(
            np.allclose(p.expected.sum(axis=axis), total, atol=1e-6) for p in tables
        ):
            continue
        sums = _joined(p.got.sum(axis=axis) for p in tables)
        off = sums[~np.isclose(sums, total, atol=1e-6)]
        if off.size:
            return f"Each {what} of {_named(subject)} should add up to {total:g}, and one of yours gives {off[0]:.4g}."
    return None


def _named(subject: str) -> str:
    return "the result" if subject == "Your result" else subject


def _one_for_another(pairs: list[Pair]) -> str | None:
    """Whether every mistake is the same: 1 where 0 is right."""
    right, got = _sides(pairs)
    wrong = ~close(right, got)
    if wrong.sum() < _ENOUGH or len(np.unique(right)) > 2:
        return None
    if len(np.unique(right[wrong])) > 1 or len(np.unique(got[wrong])) > 1:
        return None
    return f"Wherever it is wrong, it gives {got[wrong][0]:g} where {right[wrong][0]:g} is right."


def _only_where(subject: str, pairs: list[Pair]) -> str | None:
    """Whether all mistakes are where an input has one sign, and all is right where it has the other."""
    for name in pairs[0].observation.case.inputs:
        given = [as_numbers(p.observation.case.inputs.get(name)) for p in pairs]
        if any(g is None or g.shape != p.got.shape for g, p in zip(given, pairs, strict=True)):
            continue
        values, (right, got) = _joined(g for g in given if g is not None), _sides(pairs)
        wrong = ~close(right, got)
        for words, region in (("negative", values < 0), ("positive", values > 0)):
            others = np.unique(values[~region])
            if _many(values[wrong]) and not wrong[~region].any() and len(others) >= _ENOUGH:
                return f"{subject} is wrong only where {name} is {words}."
    return None


def _in_order(subject: str, pairs: list[Pair]) -> str | None:
    """Whether the largest number is where it should be, and so on down, in every case with several."""
    telling = [p for p in pairs if len(np.unique(p.expected)) > 3]
    if len(telling) < 2:
        return None
    orders = [np.argsort(np.ravel(p.expected), kind="stable") for p in telling]
    in_order = [np.ravel(p.got)[order] for p, order in zip(telling, orders, strict=True)]
    if all((np.diff(numbers) > 0).all() for numbers in in_order):
        return f"{subject} has its numbers in the right order: only their size is wrong."
    if all((np.diff(numbers) < 0).all() for numbers in in_order):
        return f"{subject} is small where it should be large, and the other way round."
    return None


def _to_one_side(subject: str, pairs: list[Pair]) -> str | None:
    """Whether all wrong numbers are too large, too small, or too far from 0 or too near it."""
    right, got = _sides(pairs)
    wrong = ~close(right, got)
    right, got = right[wrong], got[wrong]
    if not _many(right):
        return None
    if (got > right).all() or (got < right).all():
        return f"{subject} is too {'large' if got[0] > right[0] else 'small'} wherever it is wrong."
    if (right * got > 0).all():
        for words, there in (
            ("far from", abs(got) > abs(right)),
            ("near to", abs(got) < abs(right)),
        ):
            if there.all():
                return f"{subject} has the right signs, but is too {words} 0 wherever it is wrong."
    return None


def _many(numbers: Array) -> bool:
    return len(np.unique(numbers)) >= _ENOUGH


def _sides(pairs: list[Pair]) -> tuple[Array, Array]:
    """All right numbers, and beside them all that were given."""
    return _joined(p.expected for p in pairs), _joined(p.got for p in pairs)


def _joined(arrays: Iterable[NDArray[np.float64]]) -> Array:
    return np.concatenate([np.ravel(array) for array in arrays]).astype(float)


def part_fact(observations: list[Observation], part: str | int, names: Sequence[str]) -> str | None:
    """Whether one part of the result is another part's right value, or has its old value in it, or None.

    `names` are what the stub calls the parts, in their order.
    """
    answers = [o.answers[0] for o in observations]
    steps: list[str | int] = list(
        answers[0] if isinstance(answers[0], Mapping) else range(len(names))
    )
    name = names[steps.index(part)]
    try:
        given = [at(o.value, (part,)) for o in observations]
    except (KeyError, IndexError, TypeError):  # one of them has no such part
        return None
    for step, other in zip(steps, names, strict=True):
        if step != part and _all_agree([answer[step] for answer in answers], given):
            return f"What you give for {name} is the right {other}."
    old = [o.case.inputs.get(name) for o in observations]
    if all(value is not None for value in old):
        both = [_sum(answer[part], value) for answer, value in zip(answers, old, strict=True)]
        if _all_agree(both, given):
            return f"{name} holds the old {name} once too often. Does += stand where = belongs?"
    return None


def _all_agree(right: list[Plain], given: list[Plain]) -> bool:
    return all(map(agree, right, given))


def _sum(one: Plain, other: Plain) -> Plain:
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return {key: _sum(one[key], other[key]) for key in one if key in other}
    left, right = as_numbers(one), as_numbers(other)
    if left is None or right is None or left.shape != right.shape:
        return None
    return left + right
