"""What a training did: looks (calls of `loss_and_grads`) and steps (calls of `update`).

Of large arrays only some entries are kept. Whole ones are kept at steps 1, 2, 4, 8 and so on.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Params = dict[str, Array]
LossAndGrads = Callable[..., Any]

ENTRIES = 64
"""How many entries of each array are kept from each call."""
MOST = 4000
"""How many looks, and how many steps, are kept: the first ones."""


@dataclass(frozen=True)
class Sketch:
    """Of a dict of arrays: some entries of each, always the same ones, the norms and the shapes.

    `silent` says of each column of an array, or of each entry of a vector, whether it is all 0.
    """

    entries: dict[str, Array]
    norms: dict[str, float]
    silent: dict[str, Array]
    shapes: dict[str, tuple[int, ...]]

    @classmethod
    def of(cls, arrays: Mapping[str, Any]) -> Sketch:
        """The sketch of a dict of arrays. Raises TypeError or ValueError if it is none."""
        numbers = {str(name): np.asarray(array, float) for name, array in arrays.items()}
        return cls(
            {name: a.ravel()[_places(a.size)] for name, a in numbers.items()},
            {name: float(np.linalg.norm(a)) for name, a in numbers.items()},
            {name: ~np.any(a, axis=tuple(range(a.ndim - 1))) for name, a in numbers.items()},
            {name: a.shape for name, a in numbers.items()},
        )

    def same_as(self, other: Sketch) -> bool:
        """Whether all entries that were kept are equal, within rounding."""
        return self.shapes == other.shapes and all(
            bool((np.abs(a - other.entries[name]) <= 1e-12 + 1e-9 * np.abs(a)).all())
            for name, a in self.entries.items()
        )

    def flat(self, names: Iterable[str]) -> Array:
        """The entries of some arrays, one after the other."""
        return np.concatenate([self.entries[name] for name in names])

    @property
    def norm(self) -> float:
        """The norm of all arrays together."""
        return float(np.linalg.norm(list(self.norms.values())))


@functools.cache
def _places(size: int) -> Array:
    return np.sort(np.random.default_rng(size).permutation(size)[:ENTRIES])


@dataclass(frozen=True)
class Look:
    """A call of loss_and_grads: fingerprints of its rows, its labels, and what it gave.

    `number` counts the steps before it.
    """

    number: int
    rows: Array
    y: Array
    y_shape: tuple[int, ...]
    params: Sketch
    loss: float
    grads: Sketch


@dataclass(frozen=True)
class Step:
    """A call of update: the look before it, the params before and after, and the grads it got."""

    look: Look
    before: Sketch
    grads: Sketch
    after: Sketch

    @property
    def names(self) -> list[str]:
        """The names of the arrays that have gradients."""
        return list(self.grads.entries)

    @property
    def slope(self) -> Array:
        """The entries of the gradients."""
        return self.grads.flat(self.names)

    @property
    def change(self) -> Array:
        """By how much the entries of these arrays changed."""
        return self.after.flat(self.names) - self.before.flat(self.names)


@dataclass(frozen=True)
class Moment:
    """A step in full: the batch of the look before it, and the params before and after."""

    X: Array
    y: Array
    before: Params
    after: Params


@dataclass(frozen=True)
class Sets:
    """The data as they were before the training; the validation set may be missing."""

    X: Array
    y: Array
    X_val: Array | None = None
    y_val: Array | None = None


@dataclass
class Seen:
    """All that is known of a training's calls. `trouble` says what could not be read."""

    sets: Sets
    loss_and_grads: LossAndGrads | None = None
    looks: list[Look] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    moments: dict[int, Moment] = field(default_factory=dict)
    end: Params = field(default_factory=dict)
    stepped: int = 0
    trouble: str = ""
    _batch: tuple[Any, Any] | None = None

    def look(self, params: Sketch, X: Any, y: Any, loss: Any, grads: Mapping[str, Any]) -> None:
        """Note a call of loss_and_grads."""
        if len(self.looks) == MOST:
            return
        labels, one = np.array(y, float), float(np.squeeze(loss))
        rows = fingerprints(X)
        self.looks.append(
            Look(self.stepped, rows, labels.ravel(), labels.shape, params, one, Sketch.of(grads))
        )
        self._batch = X, y

    def step(self, before: Sketch, whole: Params, grads: Sketch, after: Mapping[str, Any]) -> None:
        """Note a call of update; `whole` are the params before it where they are kept."""
        number = self.stepped
        self.stepped += 1
        self.end = after if isinstance(after, dict) else dict(after)
        if number < MOST and self.looks:
            self.steps.append(Step(self.looks[-1], before, grads, Sketch.of(after)))
        if whole and self._batch is not None:
            X, y = map(np.array, self._batch)
            self.moments[number] = Moment(X, y, whole, copied(after))

    @property
    def start(self) -> Params:
        """The params before the first step."""
        return self.moments[0].before

    @property
    def batches(self) -> list[Look]:
        """The look before each step."""
        return [step.look for step in self.steps]

    @property
    def asides(self) -> list[Look]:
        """The looks that no step followed: those for the history, mostly."""
        used = {id(look) for look in self.batches}
        return [look for look in self.looks if id(look) not in used]


def kept_whole(number: int) -> bool:
    """Whether a step is kept in full: the first one and, after it, steps 2, 4, 8 and so on."""
    return number & (number + 1) == 0


def copied(arrays: Mapping[str, Any]) -> Params:
    """A copy of a dict of arrays, as floats."""
    return {str(name): np.array(array, float) for name, array in arrays.items()}


def fingerprints(X: Any) -> Array:
    """Two numbers for each row, (n, 2), which tell it from any other."""
    table = np.asarray(X, float)
    table = table.reshape(len(table), -1)
    return table @ _directions(table.shape[1])


@functools.cache
def _directions(columns: int) -> Array:
    return np.random.default_rng(columns).standard_normal((columns, 2))
