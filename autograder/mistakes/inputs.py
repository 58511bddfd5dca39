"""Families of changes to the inputs: arguments swapped, ignored, flattened, cast, cut short."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import combinations
from typing import Any

import numpy as np

from autograder.feedback.phrases import listed
from autograder.mistakes.names import kind
from autograder.model import Plain

Arguments = dict[str, Any]
Change = Callable[[Arguments], Arguments]

INPUT_SENTENCES = {
    "arguments-swapped": "{part} and {other} are exchanged",
    "argument-ignored": "{part} counts as {value}, whatever is passed in",
    "defaults-alone": "the defaults count for {part}, whatever is passed in",
    "argument-off-by-one": "{part} is one too {value}",
    "argument-changed": "{part} is {value} before it is used",
    "whole-numbers": "{part} loses its decimals before it is used",
    "flattened": "{part} is flattened, so that shapes (n,) and (n, 1) meet",
    "transposed-input": "{part} is transposed before it is used",
    "first-sample": "only the first {part} counts",
    "last-sample": "only the last {part} counts",
    "one-sample-too-few": "one {part} is left out",
}

_ARRAYS: dict[str, Callable[[Any], Any]] = {
    "stripped of its minus signs": np.abs,
    "negated": np.negative,
    "turned into 1 minus itself": lambda x: 1 - x,
    "squared": np.square,
    "rounded": np.round,
    "turned into 0 and 1, with a border at 0.5,": lambda x: (x > 0.5).astype(float),
    "turned into 0 and 1, with a border at 0,": lambda x: (x > 0).astype(float),
    "put through the sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "put through tanh": np.tanh,
    "put through the ReLU": lambda x: np.maximum(x, 0),
    "centred on its mean": lambda x: x - x.mean(axis=0),
    "replaced by its mean": lambda x: np.full_like(x, x.mean()),
    "replaced by its sum": lambda x: np.full_like(x, x.sum()),
    "divided by its sum": lambda x: x / x.sum(),
    "divided by the number of its rows": lambda x: x / len(x),
    "doubled": lambda x: 2 * x,
    "halved": lambda x: x / 2,
}
_OF_LABELS = {
    words: _ARRAYS[words]
    for words in ("turned into 1 minus itself", "replaced by its mean", "replaced by its sum")
}
"""What may be done to labels, which are 0 or 1."""
_NUMBERS: dict[str, Callable[[Any], Any]] = {
    "negated": lambda x: -x,
    "turned into 1 minus itself": lambda x: 1 - x,
    "turned into 1 divided by itself": lambda x: 1 / x,
    "squared": lambda x: x**2,
    "doubled": lambda x: 2 * x,
    "halved": lambda x: x / 2,
}
_FIXED = (0, 1, 0.5, 0.1, 0.01, 0.001, 0.9, 0.99, 0.999, 2, 10, 1e-8)
"""The numbers that notebooks use, and that a learner may write in place of an argument."""


def input_changes(
    inputs: Mapping[str, Plain], defaults: Mapping[str, Plain]
) -> Iterator[tuple[str, str, Change]]:
    """Family, the sentence's middle part, and the change, for arguments like these."""
    kinds = {name: kind(value) for name, value in inputs.items()}
    labels = {name for name in inputs if kinds[name] == "array" and _are_labels(inputs[name])}
    for one, other in combinations(inputs, 2):
        if kinds[one] == kinds[other]:
            told = _told("arguments-swapped", one, other=other)
            yield "arguments-swapped", told, _swapped(one, other)
    if len(defaults.keys() & inputs.keys()) > 1:
        yield from _defaults_alone([name for name in inputs if name in defaults], defaults)
    for name, own in kinds.items():
        if own == "number":
            yield from _number_changes(name, inputs[name], defaults)
        elif own == "array":
            yield from _array_changes(name, _OF_LABELS if name in labels else _ARRAYS)
        elif own == "dict":
            yield from _dict_changes(name)
    one = "row" if any(np.ndim(v) == 2 for v in inputs.values() if kind(v) == "array") else "entry"
    for family, piece in (
        ("first-sample", slice(0, 1)),
        ("last-sample", slice(-1, None)),
        ("one-sample-too-few", slice(0, -1)),
        ("one-sample-too-few", slice(1, None)),
    ):
        yield family, INPUT_SENTENCES[family].format(part=one), _cut(piece)


def _defaults_alone(
    names: list[str], defaults: Mapping[str, Plain]
) -> Iterator[tuple[str, str, Change]]:
    """All arguments that have a default count as that."""
    told = INPUT_SENTENCES["defaults-alone"].format(part=listed([f"`{name}`" for name in names]))
    yield "defaults-alone", told, lambda given: given | {name: defaults[name] for name in names}


def _are_labels(values: Plain) -> bool:
    return bool(np.isin(np.asarray(values), (0, 1)).all())


def _told(family: str, part: str, **words: Any) -> str:
    other = f"`{words.pop('other')}`" if "other" in words else ""
    return INPUT_SENTENCES[family].format(part=f"`{part}`", other=other, **words)


def _number_changes(
    name: str, usual: Plain, defaults: Mapping[str, Plain]
) -> Iterator[tuple[str, str, Change]]:
    for value in dict.fromkeys([*([defaults[name]] if name in defaults else []), *_FIXED]):
        told = _told("argument-ignored", name, value=f"{value:g}")
        yield "argument-ignored", told, _with(name, partial(_fixed, value))
    for by, words in ((1, "large"), (-1, "small")) if isinstance(usual, int) else ():
        told = _told("argument-off-by-one", name, value=words)
        yield "argument-off-by-one", told, _with(name, partial(np.add, by))
    for words, change in _NUMBERS.items():
        yield "argument-changed", _told("argument-changed", name, value=words), _with(name, change)


def _array_changes(
    name: str, changes: Mapping[str, Callable[[Any], Any]]
) -> Iterator[tuple[str, str, Change]]:
    yield "whole-numbers", _told("whole-numbers", name), _with(name, lambda x: x.astype(int))
    yield "flattened", _told("flattened", name), _with(name, _flat)
    yield "transposed-input", _told("transposed-input", name), _with(name, lambda x: x.T)
    for value in (0.0, 1.0):
        told = _told("argument-ignored", name, value=f"{value:g} everywhere")
        yield "argument-ignored", told, _with(name, partial(_full, value))
    for words, change in changes.items():
        yield "argument-changed", _told("argument-changed", name, value=words), _with(name, change)


def _fixed(value: float, x: Any) -> Any:
    """A number in place of another, as a whole number where it is one."""
    return type(x)(value) if value == int(value) else value


def _full(value: float, x: Any) -> Any:
    return np.full_like(x, value)


def _dict_changes(name: str) -> Iterator[tuple[str, str, Change]]:
    """The same change to every array in a dict."""
    for value in (0.0, 1.0):
        told = _told("argument-ignored", name, value=f"{value:g} everywhere")
        yield (
            "argument-ignored",
            told,
            _with(name, _each(partial(_full, value))),
        )
    for words in ("stripped of its minus signs", "negated", "squared", "doubled", "halved"):
        told = _told("argument-changed", name, value=words)
        yield "argument-changed", told, _with(name, _each(_ARRAYS[words]))


def _each(change: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda arrays: {key: change(value) for key, value in arrays.items()}


def _flat(x: Any) -> Any:
    if np.ndim(x) < 2:
        raise ValueError("it is flat already")
    return np.ravel(x)


def _with(name: str, change: Callable[[Any], Any]) -> Change:
    def changed(arguments: Arguments) -> Arguments:
        value = arguments[name]
        given = np.asarray(value) if isinstance(value, np.ndarray | list) else value
        return arguments | {name: change(given)}

    return changed


def _swapped(one: str, other: str) -> Change:
    return lambda arguments: arguments | {one: arguments[other], other: arguments[one]}


def _cut(piece: slice) -> Change:
    """The arrays that have a row for each sample, cut to some samples."""

    def changed(arguments: Arguments) -> Arguments:
        arrays = {n: v for n, v in arguments.items() if isinstance(v, np.ndarray) and v.ndim}
        rows = max((len(v) for v in arrays.values()), default=0)
        if rows < 2:
            return arguments
        return arguments | {n: v[piece] for n, v in arrays.items() if len(v) == rows}

    return changed
