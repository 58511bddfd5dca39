"""Finds the conditions that follow from the kinds of an exercise's arguments.

The kinds are told by what all cases share: a number or an array, its sign, sizes that go together, the
name (`b`, `W1`, `y_true`, `t`), a default in the answer's signature.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.compare import as_numbers
from autograder.conditions import (
    Axis,
    Path,
    alike,
    default,
    equal_entries,
    equal_labels,
    equal_numbers,
    first_step,
    flat,
    labels,
    no_negative,
    one,
    one_key,
    setting,
    single_number,
    zero,
)
from autograder.engine.oracle import Question
from autograder.model import Condition, Exercise, Plain

_BIAS = re.compile(r"(b|bias|biases)\d*")
_WEIGHT = re.compile(r"[wW]\d*|weights?\d*")
_LABELS = re.compile(r"y|y_.*|labels?")
_STEP = re.compile(r"t|step")
_SHARE = re.compile(r"p|p_.*|prob.*")


def conditions_of(
    exercise: Exercise, asked: Sequence[Question], defaults: Mapping[str, Any]
) -> list[Condition]:
    """The conditions of an exercise: its own, and the usual ones that these do not replace.

    `asked` are some of its cases with their answers, `defaults` the defaults in the answer's signature.
    """
    own = {condition.name: condition for condition in exercise.conditions}
    given = Arguments([q.case.inputs for q in asked], [q.answers[0] for q in asked])
    usual = {condition.name: condition for condition in _usual(exercise, given, defaults)}
    return [condition for condition in (usual | own).values() if condition.simplify]


@dataclass(frozen=True)
class Arguments:
    """The values of each argument in some cases, and the right answers."""

    cases: list[dict[str, Plain]]
    answers: list[Plain]

    @cached_property
    def of(self) -> dict[str, list[Plain]]:
        """The values of each argument, by name, where it is given."""
        names = dict.fromkeys(name for inputs in self.cases for name in inputs)
        return {name: [i[name] for i in self.cases if name in i] for name in names}

    @cached_property
    def numbers(self) -> dict[Path, list[NDArray[Any]]]:
        """The numbers and arrays that are there in every case, by path."""
        inside = [dict(_leaves(inputs)) for inputs in self.cases]
        shared = [path for path in inside[0] if all(path in leaves for leaves in inside)]
        return {path: [leaves[path] for leaves in inside] for path in shared}

    @cached_property
    def arrays(self) -> dict[Path, list[NDArray[Any]]]:
        """Of these the arrays that have as many axes in every case, at least one."""
        return {
            path: values
            for path, values in self.numbers.items()
            if len({array.ndim for array in values}) == 1 and values[0].ndim
        }

    @cached_property
    def sizes(self) -> dict[tuple[int, ...], list[Axis]]:
        """The axes that have the same sizes in all cases, by these sizes."""
        found: dict[tuple[int, ...], list[Axis]] = {}
        if any(len(path) == 1 for path in self.arrays):
            for path, values in self.arrays.items():
                for axis in range(values[0].ndim):
                    found.setdefault(tuple(a.shape[axis] for a in values), []).append((path, axis))
        return {sizes: axes for sizes, axes in found.items() if max(sizes) > 1}

    @cached_property
    def dicts(self) -> list[str]:
        """The dicts of arrays, where no other argument is an array: the parameters of an optimizer."""
        alone = not any(len(path) == 1 for path in self.arrays)
        whole = [n for n, values in self.of.items() if all(isinstance(v, Mapping) for v in values)]
        return whole if alone else []

    @cached_property
    def reduced(self) -> bool:
        """Whether the answer is one number in every case."""
        return all(numbers is not None and not numbers.ndim for numbers in self._whole_answers)

    def keeps(self, sizes: tuple[int, ...]) -> bool:
        """Whether the answer has as many rows as these sizes in every case."""
        return all(
            numbers is not None and numbers.shape[:1] == (size,)
            for numbers, size in zip(self._whole_answers, sizes, strict=True)
        )

    @property
    def _whole_answers(self) -> list[NDArray[Any] | None]:
        """The answers as arrays; a dict counts by its first."""
        firsts = [next(iter(a.values())) if isinstance(a, Mapping) else a for a in self.answers]
        return [as_numbers(answer) for answer in firsts]


def _leaves(value: Plain, path: Path = ()) -> Iterator[tuple[Path, NDArray[Any]]]:
    if isinstance(value, Mapping):
        for key, part in value.items():
            yield from _leaves(part, (*path, key))
    elif not isinstance(value, list | tuple) and (numbers := as_numbers(value)) is not None:
        yield path, numbers


def _usual(
    exercise: Exercise, given: Arguments, defaults: Mapping[str, Any]
) -> Iterator[Condition]:
    yield from _of_sizes(given)
    yield from _of_labels(given)
    yield from _of_settings(given, defaults)
    yield from _of_biases(given)
    yield from _of_states(exercise, given)
    yield from _of_signs(given)
    yield from _of_axes(given)
    yield from _of_dicts(given)


def _of_settings(given: Arguments, defaults: Mapping[str, Any]) -> Iterator[Condition]:
    """Single numbers: a step, a default, a learning rate."""
    for name, values in given.of.items():
        if not all(isinstance(value, int | float) for value in values):
            continue
        usual = defaults.get(name)
        if _STEP.fullmatch(name):
            yield first_step(name)
        elif isinstance(usual, int | float) and not isinstance(usual, bool):
            yield default(name, usual)
        elif all(isinstance(value, float) for value in values) and not _BIAS.fullmatch(name):
            yield setting(name, 0.0 if _SHARE.fullmatch(name) else 1.0)


def _of_biases(given: Arguments) -> Iterator[Condition]:
    for path, values in given.numbers.items():
        vectors = all(value.ndim < 2 for value in values)
        if _BIAS.fullmatch(path[-1]) and vectors and not given.dicts:
            yield zero(*path)
            if any(value.size > 1 for value in values):
                yield equal_entries(*path)


def _of_states(exercise: Exercise, given: Arguments) -> Iterator[Condition]:
    """Arguments that are returned anew, and are 0 in some case but not in all."""
    for name in exercise.returns:
        empty = [
            not any(leaf.any() for _, leaf in _leaves(value)) for value in given.of.get(name, [])
        ]
        if any(empty) and not all(empty):
            yield zero(name)


def _of_labels(given: Arguments) -> Iterator[Condition]:
    for path, values in given.arrays.items():
        binary = all(np.isin(array, (0, 1)).all() for array in values)
        if len(path) == 1 and binary and _LABELS.fullmatch(path[-1]):
            yield labels(path[-1], 1)
            yield labels(path[-1], 0)
            yield equal_labels(path[-1])


def _of_signs(given: Arguments) -> Iterator[Condition]:
    for name in [path[0] for path in given.numbers if len(path) == 1] + given.dicts:
        values = given.of[name]
        negative = [any((leaf < 0).any() for _, leaf in _leaves(value)) for value in values]
        if sum(negative) > 1 and not _BIAS.fullmatch(name):
            yield no_negative(name)


def _of_axes(given: Arguments) -> Iterator[Condition]:
    """Arguments that are arrays of any shape: numbers, and arrays of one axis, are simpler."""
    names = [path[0] for path in given.numbers if len(path) == 1 and path not in given.arrays]
    shapes = [value.ndim for name in names for value in given.numbers[(name,)]]
    if 0 in shapes and max(shapes) > 0:
        apart = "does each number in an array get its own result, whatever the others are?"
        look = "look at how you make one number of many." if given.reduced else apart
        yield single_number(names, look)
    if 1 in shapes and max(shapes) > 1:
        yield flat(names)


def _of_dicts(given: Arguments) -> Iterator[Condition]:
    if given.dicts:
        yield one_key(given.dicts)
        yield equal_numbers(given.dicts)


def _of_sizes(given: Arguments) -> Iterator[Condition]:
    """One row, one unit, one input; rows that are all the same."""
    for sizes, axes in given.sizes.items():
        what = _along(axes, given)
        together = f"look at how the {what}s come together."
        if what in ("row", "sample"):
            of = axes[0][0][-1] if len(axes) == 1 else ""
            yield one(what, axes, "what do you sum or average over, and divide by?", of)
            if given.reduced:
                together = f"does each {what} get its own result before you put them together?"
            elif given.keeps(sizes):
                together = f"does one {what} change the result of another?"
            yield alike(what, axes, together, of)
        elif what:
            yield one(what, axes, together)


def _along(axes: list[Axis], given: Arguments) -> str:
    """What runs along axes of one size: rows of data, the inputs or the units of a layer."""
    weights = {axis for path, axis in axes if _WEIGHT.fullmatch(path[-1])}
    data = {(path, axis) for path, axis in axes if not _is_parameter(path)}
    if any(_is_parameter(path) and given.arrays[path][0].ndim > 2 for path, _ in axes):
        return ""
    if weights == {0, 1}:
        return "hidden unit"
    if 1 in weights:
        return "unit"
    if weights:
        return "input"
    if data and all(axis == 0 for _, axis in data):
        labelled = any(_LABELS.fullmatch(path[-1].lower()) for path, _ in data)
        return "sample" if labelled else "row"
    return ""


def _is_parameter(path: Path) -> bool:
    return bool(_WEIGHT.fullmatch(path[-1]) or _BIAS.fullmatch(path[-1]))
