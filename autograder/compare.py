"""Compares a student's value with the right one: numbers and shapes count, types do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from autograder.model import Plain

RELATIVE = 1e-5
ABSOLUTE = 1e-6
"""Wide enough for float32 and for sums in another order, far below any rounding by hand."""


@dataclass(frozen=True)
class Mismatch:
    """A difference between two values: its path, its kind, and the two parts."""

    path: tuple[str | int, ...]
    kind: Literal["none", "type", "length", "key", "shape", "value"]
    expected: Any
    got: Any


class NamedIndex(int):
    """A position in a returned tuple that also has a name, from the stub."""

    name: str

    def __new__(cls, index: int, name: str) -> NamedIndex:
        """The position `index`, with this name."""
        place = super().__new__(cls, index)
        place.name = name
        return place


def mismatches(expected: Plain, got: Plain, path: tuple[str | int, ...] = ()) -> list[Mismatch]:
    """All differences of `got` from `expected`. Extra keys in a dict are allowed.

    Numbers agree within a relative 1e-5, or an absolute 1e-6 of the largest number in the array. A
    number is as right in an array of shape (1,): see `in_form_of`.
    """
    if got is None and expected is not None:
        return [Mismatch(path, "none", expected, got)]
    if isinstance(expected, Mapping):
        return _dict_mismatches(expected, got, path)
    if isinstance(expected, tuple | list):
        if not isinstance(got, tuple | list):
            if isinstance(got, np.ndarray) and _stacks(expected, got):
                got = list(got)
            else:
                return [Mismatch(path, "type", expected, got)]
        if len(got) != len(expected):
            return [Mismatch(path, "length", expected, got)]
        pairs = enumerate(zip(expected, got, strict=True))
        return [m for i, (e, g) in pairs for m in mismatches(e, g, (*path, i))]
    return _number_mismatches(expected, got, path)


def agree(expected: Plain, got: Plain) -> bool:
    """Whether `got` is `expected`, within the tolerance of `mismatches`."""
    return not mismatches(expected, got)


def unchanged(before: Plain, after: Plain) -> bool:
    """Whether an argument is unchanged, within the rounding of adding and subtracting a number."""
    if isinstance(before, Mapping):
        return (
            isinstance(after, Mapping)
            and before.keys() == after.keys()
            and all(unchanged(before[key], after[key]) for key in before)
        )
    if isinstance(before, tuple | list):
        return (
            isinstance(after, tuple | list)
            and len(before) == len(after)
            and all(map(unchanged, before, after))
        )
    was, now = as_numbers(before), as_numbers(after)
    if was is None or now is None:
        return _same(before, after)
    return was.shape == now.shape and (
        bool((was == now).all()) or np.allclose(now, was, rtol=1e-9, atol=0, equal_nan=True)
    )


def as_numbers(value: Plain) -> NDArray[Any] | None:
    """A value as a numeric array, or None if it is not numeric (text, dicts, ragged lists)."""
    if value is None or isinstance(value, str | Mapping):
        return None
    try:
        array = np.asarray(value)
    except (ValueError, TypeError, OverflowError):
        return None
    if array.dtype.kind == "O" and all(isinstance(number, int | float) for number in array.flat):
        return _from_large_integers(array)
    return array if array.dtype.kind in "biuf" else None


def _from_large_integers(array: NDArray[Any]) -> NDArray[Any] | None:
    try:
        return array.astype(float)
    except OverflowError:
        return None


def in_form_of(expected: NDArray[Any], got: NDArray[Any]) -> NDArray[Any]:
    """`got`, but an array of shape (1,) as a number, if `expected` is a number.

    A loop over the rows of a column gives such arrays, and whatever is done with a number can be done
    with them.
    """
    return got.reshape(()) if expected.ndim == 0 and got.shape == (1,) else got


def as_one_number(value: Plain) -> float | None:
    """A value that is one number, perhaps in an array of shape (1,), or None if it is anything else."""
    numbers = None if isinstance(value, list | tuple) else as_numbers(value)
    return float(numbers.item()) if numbers is not None and numbers.shape in ((), (1,)) else None


def close(expected: NDArray[Any], got: NDArray[Any]) -> NDArray[np.bool_]:
    """Whether two numeric arrays agree, element by element. NaN agrees only with NaN."""
    expected = np.asarray(expected, dtype=float)
    got = np.asarray(got, dtype=float)
    same = (got == expected) | (np.isnan(got) & np.isnan(expected))
    if same.all():
        return same
    size = np.abs(expected)
    finite = size[np.isfinite(size)]
    scale = finite.max() if finite.size else 0.0
    with np.errstate(invalid="ignore", over="ignore"):
        near = np.abs(got - expected) <= RELATIVE * size + ABSOLUTE * scale + 1e-12
    return same | (near & np.isfinite(expected))


def _stacks(expected: Sequence[Plain], got: NDArray[Any]) -> bool:
    """Whether an array can stand for several values, because all have the same shape."""
    parts = [as_numbers(value) for value in expected]
    fitting = {(): [(), (1,)]}
    return got.ndim > 0 and all(
        p is not None and got.shape[1:] in fitting.get(p.shape, [p.shape]) for p in parts
    )


def _dict_mismatches(
    expected: Mapping[Any, Any], got: Plain, path: tuple[Any, ...]
) -> list[Mismatch]:
    if not isinstance(got, Mapping):
        return [Mismatch(path, "type", expected, got)]
    missing = [key for key in expected if key not in got]
    if missing:
        return [Mismatch((*path, key), "key", expected[key], got) for key in missing]
    return [m for key in expected for m in mismatches(expected[key], got[key], (*path, key))]


def _number_mismatches(expected: Plain, got: Plain, path: tuple[Any, ...]) -> list[Mismatch]:
    want = as_numbers(expected)
    if want is None:
        return [] if _same(expected, got) else [Mismatch(path, "value", expected, got)]
    have = as_numbers(got)
    if have is None or (want.ndim == 0 and isinstance(got, list | tuple)):
        return [Mismatch(path, "type", expected, got)]
    have = in_form_of(want, have)
    if have.shape != want.shape:
        return [Mismatch(path, "shape", want, have)]
    return [] if close(want, have).all() else [Mismatch(path, "value", want, have)]


def _same(expected: Plain, got: Plain) -> bool:
    """Whether two values that are not both numbers have the same type and are equal."""
    return type(expected) is type(got) and bool(expected == got)
