"""A note on what is right and of another kind than expected: a list for an array, an array for a number.

It earns all points. But code that uses it, in cells below or in later notebooks, may stumble over it.
No key that is the student's own stands in a note: they could put secret inputs into it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

import numpy as np

from autograder.compare import agree, as_numbers
from autograder.engine.judging import named
from autograder.feedback.wording import subject_name
from autograder.model import Exercise, Observation, Plain

LIST = (
    "{part} is a list or similar, not an array. That is right, but code that uses it may need an array: "
    "np.array(...) makes one."
)
ONE_NUMBER = (
    "{part} is an array that holds one number. That is right, but code that uses it may need the number "
    "alone: .item() takes it out."
)
ONE_MORE_KEY = (
    "{part} has one more key than {argument}. That is right, but code that goes through all keys may "
    "stumble over it."
)

Path = tuple[str | int, ...]
Found = Iterator[tuple[Path, str, dict[str, str]]]
"""Which part of a value a note is about, the note, and what to put into it."""


def note_on_kind(exercise: Exercise, observations: Iterable[Observation]) -> str | None:
    """The first such note on right values, if there is one.

    What a script gives is the exercise's own value at most as a whole: its parts are the script's.
    """
    for seen in observations:
        for path, note, details in _found(seen):
            if not seen.case.script or (seen.answers and not path):
                return note.format(part=_part(exercise, path, bool(seen.answers)), **details)
    return None


def _part(exercise: Exercise, path: Path, has_answers: bool) -> str:
    """The words for a part of a value; only right answers hold keys that may be told."""
    if has_answers or not any(isinstance(step, str) for step in path):
        return subject_name(named(exercise, path), "What it gives")
    return "A part of what it gives"


def _found(seen: Observation) -> Found:
    if not seen.answers:
        return _tables(seen.value)
    right = (answer for answer in seen.answers if agree(answer, seen.value))
    return (
        found
        for answer in islice(right, 1)
        for found in _other_kinds(answer, seen.value, seen.case.inputs)
    )


def _other_kinds(
    expected: Plain, got: Plain, inputs: Mapping[str, Plain], path: Path = ()
) -> Found:
    if isinstance(expected, Mapping):
        for key in expected:
            yield from _other_kinds(expected[key], got[key], inputs, (*path, key))
        yield from _more_keys(expected, got, inputs, path)
    elif isinstance(expected, tuple | list):
        for place, (one, other) in enumerate(zip(expected, got, strict=False)):
            yield from _other_kinds(one, other, inputs, (*path, place))
    elif isinstance(expected, np.ndarray) and expected.ndim:
        if isinstance(got, list | tuple):
            yield path, LIST, {}
    elif isinstance(got, np.ndarray) and got.ndim:
        yield path, ONE_NUMBER, {}


def _more_keys(
    expected: Mapping[str, Plain], got: Mapping[str, Plain], inputs: Mapping[str, Plain], path: Path
) -> Found:
    """A key beside those of the argument that the right answer has the keys of."""
    if got.keys() <= expected.keys():
        return
    for argument, value in inputs.items():
        if isinstance(value, Mapping) and value.keys() == expected.keys():
            yield path, ONE_MORE_KEY, {"argument": argument}


def _tables(got: Plain, path: Path = ()) -> Found:
    """The lists of lists of numbers in a value for which there is no right one to compare with."""
    if isinstance(got, list) and got and all(isinstance(row, list) for row in got):
        if as_numbers(got) is not None:
            yield path, LIST, {}
    elif isinstance(got, Mapping | tuple | list):
        for step, part in got.items() if isinstance(got, Mapping) else enumerate(got):
            yield from _tables(part, (*path, str(step) if isinstance(got, Mapping) else step))
