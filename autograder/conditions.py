"""The kinds of condition that may matter to a wrong function: a bias that is 0, one row, the default.

Each makes a case simpler in one way. `engine/usual_conditions.py` finds those that follow from the kinds
of an exercise's arguments; an exercise may declare others, or leave some out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.model import Condition, Plain

Inputs = dict[str, Plain]
Path = tuple[str, ...]
"""Where a value stands in a case's inputs, such as ("params", "W1")."""

Axis = tuple[Path, int]
"""An axis of an array: the array's path, and the number of the axis."""

ROWS, NUMBERS = 8, 12
"""How many rows of an array, and how many of its numbers, are tried alone: all of them in most cases."""

Change = Callable[[NDArray[Any]], Any]
Simplify = Callable[[Inputs], list[Inputs]]


def setting(name: str, value: float) -> Condition:
    """A number at a value that leaves other numbers as they are, such as a learning rate of 1."""
    return Condition(
        f"{name} = {value:g}",
        f"while {name} is {value:g}",
        **_of_argument(name),
        simplify=_changes(((name,), lambda _: np.asarray(value))),
    )


def default(name: str, value: float) -> Condition:
    """An argument at its default."""
    return Condition(
        f"{name} at its default",
        f"while {name} is {value:g}, its default",
        **_of_argument(name),
        simplify=_changes(((name,), lambda _: np.asarray(value))),
    )


def zero(*path: str) -> Condition:
    """A bias or the state of an optimizer that is 0: a number, an array, or a dict of arrays."""
    name = path[-1]
    return Condition(
        f"{name} = 0",
        f"while {name} is 0",
        **_of_argument(name),
        simplify=_changes((path, np.zeros_like)),
    )


def first_step(name: str) -> Condition:
    """The first of several steps, which are counted from 1."""
    words = _of_argument(name) | {"other": "at later ones"}
    change = _changes(((name,), np.ones_like))
    return Condition(f"{name} = 1", f"at the first step ({name} = 1)", **words, simplify=change)


def equal_entries(*path: str) -> Condition:
    """A vector whose entries are all equal."""
    name = path[-1]
    return Condition(
        f"{name} all equal",
        f"while all entries of {name} are equal",
        "when they differ",
        f"does each entry of {name} go where it belongs?",
        about=(name,),
        simplify=_changes((path, _first_everywhere)),
    )


def no_negative(name: str) -> Condition:
    """An argument without negative numbers: without their signs, then a tenth of that."""
    large, small = (_changes(((name,), _unsigned(times))) for times in (1.0, 0.1))
    return Condition(
        f"no negative {name}",
        f"while no number in {name} is negative",
        "when some are",
        f"what does your code do with a negative number in {name}?",
        about=(name,),
        simplify=lambda inputs: [*large(inputs), *small(inputs)],
    )


def labels(name: str, value: int) -> Condition:
    """Labels that are all 1, or all 0."""
    return Condition(
        f"{name} all {value}",
        f"while all labels are {value}",
        f"when some are {1 - value}",
        f"what does your code do with a label of {1 - value}?",
        "your result is the same whatever the labels are.",
        (name,),
        _changes(((name,), _full_of(value))),
    )


def equal_labels(name: str) -> Condition:
    """Labels that are all 1 or all 0."""
    all_1, all_0 = (_changes(((name,), _full_of(value))) for value in (1, 0))
    return Condition(
        f"{name} all equal",
        "while all labels are equal",
        "when they differ",
        "does each label meet the prediction for its own sample, and no other?",
        about=(name,),
        simplify=lambda inputs: [*all_1(inputs), *all_0(inputs)],
    )


def one(what: str, axes: Iterable[Axis], look: str, of: str = "") -> Condition:
    """A single row, column or unit along these axes. `of` names their argument if it is alone."""
    whole = f"{what} of {of}" if of else what
    return Condition(
        f"one {whole}",
        f"for one {whole}",
        "for several",
        look,
        about=(what,),
        simplify=_each_of_some(axes, again=False),
    )


def alike(what: str, axes: Iterable[Axis], look: str, of: str = "") -> Condition:
    """Rows that are all the same, each as one of those that were there. `of` names their argument."""
    whole = f"{what}s of {of}" if of else f"{what}s"
    return Condition(
        f"{whole} alike",
        f"while all {whole} are the same",
        "when they differ",
        look,
        about=(what,),
        simplify=_each_of_some(axes, again=True),
    )


def single_number(names: Sequence[str], look: str) -> Condition:
    """A number in place of an array, one of those in it, in each of these arguments."""

    def simplify(inputs: Inputs) -> list[Inputs]:
        sizes = [np.size(inputs[name]) for name in names]
        return [
            {**inputs, **{name: np.ravel(inputs[name])[i].item() for name in names}}
            for i in _some(min(sizes), NUMBERS)
        ]

    simple, other = "for a single number", "for arrays"
    return Condition("single number", simple, other, look, about=tuple(names), simplify=simplify)


def flat(names: Sequence[str]) -> Condition:
    """Arrays of one axis in place of tables, in each of these arguments."""
    return Condition(
        "one axis",
        "for arrays of one axis",
        "for tables",
        "how does your code go through rows and columns?",
        about=tuple(names),
        simplify=_changes(*(((name,), lambda a: a.ravel() if a.ndim else a) for name in names)),
    )


def one_key(names: Sequence[str]) -> Condition:
    """Dicts with a single array, each in its turn, in each of these arguments."""

    def simplify(inputs: Inputs) -> list[Inputs]:
        keys = inputs[names[0]]
        return [inputs | {name: {key: inputs[name][key]} for name in names} for key in keys]

    return Condition(
        "one key",
        f"for one array in {names[0]}",
        "for several",
        "look at how you go through the keys.",
        about=tuple(names),
        simplify=simplify,
    )


def equal_numbers(names: Sequence[str]) -> Condition:
    """Arrays, in dicts of these names, that each hold one number again and again."""
    return Condition(
        "arrays all equal",
        "while all numbers in an array are equal",
        "when they differ",
        "is each number in an array worked out on its own?",
        about=tuple(names),
        simplify=_changes(*(((name,), _first_everywhere) for name in names)),
    )


def leave_out(name: str) -> Condition:
    """In the `conditions` of an exercise: not the usual one of this name."""
    return Condition(name)


def _of_argument(name: str) -> dict[str, Any]:
    return {
        "other": "when it is not",
        "look": f"look at what you do with {name}.",
        "ignored": f"your result is the same whatever {name} is.",
        "about": (name,),
    }


def _changes(*changes: tuple[Path, Change]) -> Simplify:
    """A function that makes these changes to a case's inputs, where they have such a value."""

    def simplify(inputs: Inputs) -> list[Inputs]:
        for path, change in changes:
            inputs = _changed(inputs, path, change)
        return [inputs]

    return simplify


def _changed(value: Plain, path: Path, change: Change) -> Plain:
    if path:
        key, *rest = path
        there = isinstance(value, Mapping) and key in value
        return {**value, key: _changed(value[key], tuple(rest), change)} if there else value
    if isinstance(value, Mapping):
        return {key: _changed(part, (), change) for key, part in value.items()}
    made = change(np.asarray(value))
    return made if isinstance(made, np.ndarray) and made.ndim else made.item()


def _each_of_some(axes: Iterable[Axis], again: bool) -> Simplify:
    """A function that keeps one row along these axes, each of some in its turn, once or `again` and again."""
    axes = tuple(axes)

    def simplify(inputs: Inputs) -> list[Inputs]:
        path, axis = axes[0]
        count = np.shape(_at(inputs, path))[axis]
        times = count if again else 1
        kept = [_changes(*_taken(axes, [row] * times)) for row in _some(count, ROWS)]
        return [made for keep in kept for made in keep(inputs)]

    return simplify


def _at(value: Plain, path: Path) -> Plain:
    for key in path:
        value = value[key]
    return value


def _taken(axes: Iterable[Axis], rows: list[int]) -> Iterator[tuple[Path, Change]]:
    for path, axis in axes:
        yield path, partial(np.take, indices=rows, axis=axis)


def _some(count: int, most: int) -> list[int]:
    """At most so many of some places, from the first to the last."""
    return sorted({round(place) for place in np.linspace(0, count - 1, min(most, count))})


def _first_everywhere(array: NDArray[Any]) -> NDArray[Any]:
    return np.full_like(array, array.flat[0])


def _full_of(value: float) -> Change:
    return lambda array: np.full_like(array, value)


def _unsigned(times: float) -> Change:
    return lambda array: times * np.abs(array)
