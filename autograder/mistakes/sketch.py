"""A sketch of what a function computes: its form on all cases, and a few numbers.

Two functions with the same sketch compute the same. The sketches of thousands of changed answers fit into
a small file, and no answer can be read from them.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from autograder.compare import as_numbers
from autograder.model import Plain

NUMBERS = 8
"""The number of numbers in a sketch. Cases beyond that many are added to the earlier ones."""

FEW = 3
"""A part with no more different numbers than this in all cases is sparse."""

MOST_PARTS = 100
"""A value with more parts, such as a long tuple, has no sketch: it would take seconds."""

_SMALL = 1e-3
"""Where the scale of numbers turns from linear to logarithmic."""

_HUGE = 1e200
"""Numbers beyond this count as this: their scale can be told without an overflow."""

_LARGEST = 4096
"""Arrays with more numbers than this are sketched by their first ones, and their sum."""


@dataclass(frozen=True)
class Sketch:
    """The form of all values, and the numbers, each within `tolerance` for a function that does the same.

    `constant` are the parts whose numbers are all the same in all cases, and `sparse` those with no more
    than a FEW different ones: many functions give such.
    """

    form: int
    numbers: NDArray[np.float64]
    tolerance: NDArray[np.float64]
    constant: frozenset[str]
    sparse: frozenset[str]

    def agrees(self, other: Sketch) -> bool:
        """Whether another function with that sketch does the same."""
        near = np.abs(self.numbers - other.numbers) <= self.tolerance
        return self.form == other.form and bool(near.all())


def sketch(values: Sequence[Plain]) -> Sketch | None:
    """The sketch of a function's values on all cases; None if one has more than MOST_PARTS parts."""
    numbers, counts, form = np.zeros(NUMBERS), np.zeros(NUMBERS, int), 0
    different: dict[str, set[float]] = {}
    for place, value in enumerate(values):
        slot = place % NUMBERS
        parts = list(islice(_leaves(value), MOST_PARTS + 1))
        if len(parts) > MOST_PARTS:
            return None
        for path, leaf in parts:
            kind, flat = _flat(leaf)
            form = zlib.crc32(f"{place}{path}{kind}".encode(), form)
            numbers[slot] += _weights(counts[slot], len(flat)) @ flat
            counts[slot] += len(flat)
            different.setdefault(path, set()).update(np.round(flat[:20], 4).tolist())
    few = {path: found for path, found in different.items() if len(found) <= FEW}
    constant = frozenset(path for path, found in few.items() if len(found) < 2)
    return Sketch(form, numbers, 2e-6 * counts + 1e-5, constant, frozenset(few))


def _leaves(value: Plain, path: str = "") -> Iterator[tuple[str, Plain]]:
    """The parts of a value with their places, keys in order. An empty container is a part."""
    if isinstance(value, Mapping | tuple) and not value:
        yield path, type(value).__name__
    elif isinstance(value, Mapping):
        for key in sorted(value, key=str):
            yield from _leaves(value[key], f"{path}.{key!r}")
    elif isinstance(value, tuple) or (isinstance(value, list) and as_numbers(value) is None):
        for index, part in enumerate(value):
            yield from _leaves(part, f"{path}[{index}]")
    else:
        yield path, value


def _flat(leaf: Plain) -> tuple[str, NDArray[np.float64]]:
    """The form of a leaf as text, and its numbers on a scale where all orders of magnitude count."""
    numbers = as_numbers(leaf)
    if numbers is None:
        return repr(leaf), np.zeros(0)
    numbers = numbers.reshape(()) if numbers.shape == (1,) else numbers
    flat = np.asarray(numbers, float).ravel()
    finite = np.isfinite(flat)
    kind = f"{numbers.shape}"
    if not finite.all():
        signs = np.where(finite, ".", np.where(flat > 0, "+", "-"))
        kind += "".join(np.where(np.isnan(flat), "n", signs))
        flat = np.where(finite, flat, 0.0)
    flat = np.arcsinh(np.clip(flat, -_HUGE, _HUGE) / _SMALL)
    if len(flat) > _LARGEST:
        flat = np.append(flat[:_LARGEST], flat.sum())
    return kind, flat


def _weights(start: int, count: int) -> NDArray[np.float64]:
    """A weight for each number, by its place among all numbers: no two places have the same."""
    while len(_WEIGHTS[0]) < start + count:
        _WEIGHTS[0] = np.append(_WEIGHTS[0], _STREAM.uniform(1, 2, len(_WEIGHTS[0])))
    return _WEIGHTS[0][start : start + count]


_STREAM = np.random.default_rng(0)
_WEIGHTS = [_STREAM.uniform(1, 2, _LARGEST)]
