"""Finds the structure of a difference: a sign, a factor, a transposition, some entries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.compare import as_numbers, close, in_form_of
from autograder.feedback.phrases import listed
from autograder.feedback.wording import subject_name
from autograder.model import Observation, Plain

Array = NDArray[Any]
Path = tuple[str | int, ...]
"""Where a part of a result stands: keys of dicts, places in tuples."""

_CANCELS = "Does something cancel out, is something multiplied by 0, or is nothing ever added up?"
_FIRST_SUCH = "differ in the first such case."
_DIFFER, _IN_PLACES = "differ from the right ones.", "is right in places: "
_BY_A_FACTOR = (" what it should be, everywhere.", " by a factor that is ")
_RIGHT_BUT_FOR = "All is right but for "


@dataclass(frozen=True)
class Pair:
    """The expected and the actual numbers of one case, or of one part of it."""

    expected: Array
    got: Array
    observation: Observation


def structure(observations: list[Observation], path: Path) -> str | None:
    """A sentence on what all wrong values at a path have in common, or None.

    The claim must be true in every case where that part has an expected value, also in those that are
    right.
    """
    pairs = pairs_at(observations, path)
    wrong = [p for p in pairs if not _equal(p.expected, p.got)]
    if not wrong:
        return None
    subject = subject_name(path, "Your result")
    laws = (_rounded, _relation, _scaled) if _tells(wrong) else ()
    for describe in (_not_finite, _same_whatever, _reduced, *laws, _some_entries):
        sentence = describe(subject, wrong, pairs)
        if sentence:
            return sentence
    return None


def no_structure(part: str = "") -> str:
    """The sentence for differences without a structure."""
    return f"The numbers in {part} {_DIFFER}" if part else f"The numbers {_DIFFER}"


def right_but_for(parts: Sequence[str]) -> str:
    """The sentence for a result of which only these parts are wrong."""
    return f"{_RIGHT_BUT_FOR}{listed(parts)}. "


def names_nothing(sentence: str) -> bool:
    """Whether a sentence says only that there is a difference.

    Two students who read it may have made different mistakes.
    """
    return _DIFFER in sentence or _IN_PLACES in sentence


def says_no_more(sentence: str) -> bool:
    """Whether a sentence says that there is a difference, and not even a fact about the numbers."""
    return sentence.endswith((_DIFFER, _FIRST_SUCH)) and not sentence.startswith(_RIGHT_BUT_FOR)


def is_a_factor(sentence: str) -> bool:
    """Whether a sentence says that a result is right but for one factor."""
    return any(words in sentence for words in _BY_A_FACTOR)


def _tells(wrong: list[Pair]) -> bool:
    """Whether there are enough different numbers for a rule: many rules fit two numbers."""
    return len(np.unique(np.concatenate([p.expected.ravel() for p in wrong]))) >= 3


def pairs_at(observations: Iterable[Observation], path: Path) -> list[Pair]:
    """Expected and got, case by case; empty if any value is not numeric."""
    pairs = []
    for observation in observations:
        wanted = [
            n for answer in observation.answers if (n := _numbers_at(answer, path)) is not None
        ]
        if not wanted:
            continue
        got = _numbers_at(observation.value, path)
        if got is None:
            return []
        got = in_form_of(wanted[0], got)
        nearest = next((want for want in wanted if _equal(want, got)), wanted[0])
        pairs.append(Pair(nearest, got, observation))
    return pairs


def _numbers_at(value: Plain, path: Path) -> Array | None:
    try:
        numbers = as_numbers(at(value, path))
    except (KeyError, IndexError, TypeError):
        return None
    return None if numbers is None else np.asarray(numbers, float)


def at(value: Plain, path: Path) -> Plain:
    """What stands at a path in a value."""
    for step in path:
        value = value[step]
    return value


def _same_whatever(subject: str, wrong: list[Pair], pairs: list[Pair]) -> str | None:
    got = [p.got for p in pairs]
    if all(g.size and not g.any() for g in got) and len(got) > 1 and _varies(pairs):
        return f"{subject} is 0 in every case tried, and the right one is not. {_CANCELS}"
    scalars = all(g.ndim == 0 for g in got)
    if scalars and len(got) > 2 and len({float(g) for g in got}) == 1 and _varies(pairs):
        return (
            f"{subject} is {got[0]:.4g} in every case tried, and the right one changes. "
            "Do the arguments reach it?"
        )
    return None


def _varies(pairs: list[Pair]) -> bool:
    return len({p.expected.tobytes() for p in pairs}) > 2


def _not_finite(subject: str, wrong: list[Pair], pairs: list[Pair]) -> str | None:
    bad = [p for p in wrong if not np.isfinite(p.got).all() and np.isfinite(p.expected).all()]
    if len(bad) < len(wrong):
        return None
    has_nan = [bool(np.isnan(p.got).any()) for p in bad]
    what = "NaN (not a number)" if all(has_nan) else "infinite"
    if any(has_nan) and not all(has_nan):
        what = "NaN (not a number) or infinite"
    causes = "a division by 0, the logarithm of 0, or a power of e that is too large"
    if all(has_nan):
        causes = (
            "0 divided by 0, infinity by infinity, or 0 times infinity, as in 0 · log(0). The root of a "
            "negative number is NaN, and so is its logarithm"
        )
    return f"{subject} is {what} in places. Look for {causes}."


def _reduced(subject: str, wrong: list[Pair], pairs: list[Pair]) -> str | None:
    """Shapes differ: is the result transposed, or not yet summed or averaged?"""
    if any(p.expected.shape == p.got.shape for p in wrong):
        return None
    if _transposed(pairs):
        return f"{subject} has the right numbers, but rows and columns have changed places."
    if all(_equal(p.expected.ravel(), p.got.ravel()) for p in pairs):
        return f"{subject} has the right numbers in another shape."
    if all(_sums_all(p) for p in pairs):
        if all(_has_the_shape_of_an_input(p) for p in pairs):
            return f"{subject} is one sum of everything: its entries should stay apart."
        return f"{subject} is one sum of everything: add up along one axis only (look at axis=)."
    if not any(p.got.size and np.ptp(p.got) for p in wrong):
        return None
    for words, reduce in (("summed", np.sum), ("averaged", np.mean)):
        if all(_reduces_to(p, reduce) for p in pairs):
            return (
                f"{subject} has not been {words} yet: the parts are right, but are still separate."
            )
    return None


def _transposed(pairs: list[Pair]) -> bool:
    """Whether all are transposed, and one of them has several rows and several columns."""
    tables = [p for p in pairs if p.got.ndim == 2 and min(p.got.shape) > 1]
    return bool(tables) and all(_equal(p.expected, p.got.T) for p in pairs)


def _sums_all(pair: Pair) -> bool:
    return pair.got.ndim == 0 < pair.expected.ndim and _equal(np.sum(pair.expected), pair.got)


def _has_the_shape_of_an_input(pair: Pair) -> bool:
    inputs = map(as_numbers, pair.observation.case.inputs.values())
    return any(each is not None and each.shape == pair.expected.shape for each in inputs)


def _reduces_to(pair: Pair, reduce: Callable[..., Any]) -> bool:
    if pair.got.ndim <= pair.expected.ndim or not pair.got.size:
        return False
    axes = [None, *range(pair.got.ndim)] if pair.expected.ndim == 0 else range(pair.got.ndim)
    return any(_equal(pair.expected, np.asarray(reduce(pair.got, axis=axis))) for axis in axes)


def _relation(subject: str, wrong: list[Pair], pairs: list[Pair]) -> str | None:
    relations: dict[str, Callable[[Array], Array]] = {
        "has the wrong sign everywhere": lambda e: -e,
        "is one minus what it should be": lambda e: 1 - e,
        "is the square of what it should be": np.square,
        "is the square root of what it should be": np.sqrt,
        "is upside down: one divided by what it should be": lambda e: 1 / e,
        "is the logarithm of what it should be": np.log,
        "is the exponential of what it should be": np.exp,
        "is right but for its sign in places": np.abs,
    }
    for words, relate in relations.items():
        with np.errstate(all="ignore"):
            if all(_equal(relate(p.expected), p.got) for p in pairs):
                return f"{subject} {words}."
    if _transposed(pairs):
        return f"{subject} has the right numbers, but rows and columns have changed places."
    return None


def _rounded(subject: str, wrong: list[Pair], pairs: list[Pair]) -> str | None:
    """The right numbers, rounded."""
    for digits in range(1, 7):
        if all(np.array_equal(np.round(p.expected, digits), p.got) for p in pairs):
            decimals = "1 decimal" if digits == 1 else f"{digits} decimals"
            return f"{subject} is rounded to {decimals}: keep them all, small errors add up."
    return None


def _scaled(subject: str, wrong: list[Pair], pairs: list[Pair]) -> str | None:
    """A constant factor or offset, or a factor that depends on a size of the inputs."""
    telling = [p for p in pairs if p.expected.any() or p.got.any()]
    factors = [_factor(p) for p in telling]
    if all(f is not None for f in factors):
        known = [f for f in factors if f is not None]
        if np.allclose(known, known[0], rtol=1e-4):
            return f"{subject} is {_factor_words(known[0])} what it should be, everywhere."
        for words, size in _SIZES.items():
            sizes = np.array([size(p) for p in telling], dtype=float)
            if np.allclose(known, sizes, rtol=1e-4):
                return f"{subject} is too large by a factor that is {words}: a division by it is missing."
            if np.allclose(known, 1 / np.maximum(sizes, 1), rtol=1e-4):
                return f"{subject} is too small by a factor that is {words}: it is divided by once too often."
    offsets = [_offset(p) for p in pairs]
    if all(o is not None for o in offsets) and len(wrong) > 1:
        known = [o for o in offsets if o is not None]
        if np.allclose(known, known[0], rtol=1e-4):
            return f"{subject} is off by the same amount everywhere: {known[0]:+.4g}."
    return None


_SIZES: dict[str, Callable[[Pair], float]] = {
    "the number of samples (rows)": lambda p: _shape_of_input(p)[0],
    "the number of values": lambda p: float(np.prod(_shape_of_input(p))),
    "the number of columns": lambda p: _shape_of_input(p)[-1],
}


def _shape_of_input(pair: Pair) -> tuple[int, ...]:
    inputs = pair.observation.case.inputs
    for name in ("y", "y_true", "Y_true", "X", *inputs):
        numbers = as_numbers(inputs.get(name))
        if numbers is not None and numbers.ndim:
            return numbers.shape
    return (1,)


def _factor(pair: Pair) -> float | None:
    if pair.expected.shape != pair.got.shape or not pair.expected.size:
        return None
    largest = np.argmax(np.abs(pair.expected))
    at = pair.expected.ravel()[largest]
    if at == 0 or not np.isfinite(pair.got).all():
        return None
    factor = float(pair.got.ravel()[largest] / at)
    return factor if abs(factor) > 1e-9 and _equal(pair.expected * factor, pair.got) else None


def _offset(pair: Pair) -> float | None:
    if pair.expected.shape != pair.got.shape or not np.isfinite(pair.got).all():
        return None
    gaps = (pair.got - pair.expected).ravel()
    return (
        float(gaps[0]) if gaps.size and np.allclose(gaps, gaps[0], rtol=1e-5, atol=1e-9) else None
    )


def _factor_words(factor: float) -> str:
    named = {
        2.0: "twice",
        0.5: "half of",
        3.0: "three times",
        0.25: "a quarter of",
        -2.0: "minus twice",
    }
    for value, words in named.items():
        if abs(factor - value) < 1e-4 * abs(value):
            return words
    if abs(factor) < 0.6 and abs(1 / factor - round(1 / factor)) < 1e-3:
        return f"1/{round(1 / factor)} of"
    return f"{factor:.4g} times" if abs(factor - 1) > 1e-3 else f"{factor:.6f} times"


def _some_entries(subject: str, wrong: list[Pair], pairs: list[Pair]) -> str | None:
    """Which entries are wrong: a row, a column, or where an input of the same shape has one sign."""
    if any(p.expected.shape != p.got.shape or p.expected.size < 2 for p in wrong):
        return None
    masks = [~close(p.expected, p.got) for p in pairs]
    partly = [mask for mask in masks if mask.any() and not mask.all()]
    if not partly:
        return None
    for name in pairs[0].observation.case.inputs:
        values = [as_numbers(p.observation.case.inputs.get(name)) for p in pairs]
        if all(v is not None and v.shape == m.shape for v, m in zip(values, masks, strict=True)):
            numbers = [v for v in values if v is not None]
            for words, region in _REGIONS.items():
                if all((region(v) == m).all() for v, m in zip(numbers, masks, strict=True)):
                    return f"{subject} is wrong where {name} is {words}, and right elsewhere."
    if len(partly) > 1 and all(_is_last_row(mask) for mask in masks if mask.any()):
        row = "row" if partly[0].ndim > 1 else "entry"
        return f"{subject} is wrong in its last {row} only."
    wrong_count, count = int(partly[0].sum()), partly[0].size
    if 2 * wrong_count > count:
        return None
    return f"{subject} {_IN_PLACES}{wrong_count} of {count} entries {_FIRST_SUCH}"


_REGIONS: dict[str, Callable[[Array], Array]] = {
    "negative": lambda v: v < 0,
    "positive": lambda v: v > 0,
    "0": lambda v: v == 0,
    "not 0": lambda v: v != 0,
    "1": lambda v: v == 1,
}


def _is_last_row(mask: Array) -> bool:
    return mask.ndim > 0 and len(mask) > 1 and bool(mask[-1].any()) and not mask[:-1].any()


def _equal(expected: Array, got: Array) -> bool:
    return expected.shape == got.shape and bool(close(expected, got).all())
