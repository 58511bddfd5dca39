"""Stand-ins for other exercises of the notebook, which return right values for known arguments.

A table holds what a stand-in knows, as plain data: the names of the arguments, calls with their right
values, and the NumPy function that does the same, if there is one. For any other call the stand-in
records the question, so that the oracle can add it to the table, and calls the student's own function.
"""

from __future__ import annotations

import copy
import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from autograder.model import Plain
from autograder.values import NotPlain, plain

MOST_ASKED = 200
"""The maximum number of questions recorded in one case."""

Table = Mapping[str, Plain]
_UNKNOWN = object()


def table(signature: list[str], calls: list[tuple[dict[str, Plain], Plain]], same_as: str) -> Table:
    """What a stand-in knows: arguments with their right values, or the name of a NumPy function."""
    return {"signature": signature, "calls": [list(call) for call in calls], "same_as": same_as}


def stand_in(name: str, own: Any, known: Table, asked: list[Plain]) -> Callable[..., Any]:
    """The function that replaces `own`, the student's. Questions are added to `asked`."""
    if known["same_as"]:
        same: Callable[..., Any] = getattr(np, known["same_as"])
        return same
    calls = [[list(arguments.values()), value] for arguments, value in known["calls"]]

    def answered(*args: Any, **kwargs: Any) -> Any:
        given = _by_place(own, args, kwargs, known["signature"])
        for arguments, value in calls:
            found = _answer(given, arguments, value)
            if found is not _UNKNOWN:
                return found
        if len(asked) < MOST_ASKED and all(place < len(known["signature"]) for place in given):
            try:
                question = {known["signature"][place]: plain(v) for place, v in given.items()}
                asked.append([name, question])
            except (NotPlain, ValueError):
                pass
        if not callable(own):
            raise NameError(f"name {name!r} is not defined")
        return own(*args, **kwargs)

    return answered


def _by_place(
    own: Any, args: tuple[Any, ...], kwargs: dict[str, Any], names: list[str]
) -> dict[int, Any]:
    """The arguments of a call, by their positions in the signature of the student's function.

    Where that does not fit, the exercise's argument names count; then a function that is there needs all
    of them, because a default can't be known. Empty for a call that fits neither.
    """
    try:
        signature = inspect.signature(own)
        bound = signature.bind(*args, **kwargs).arguments
        places = {parameter: place for place, parameter in enumerate(signature.parameters)}
        return {places[parameter]: value for parameter, value in bound.items()}
    except (TypeError, ValueError):
        if not kwargs.keys() <= {*names}:
            return {}
        given = dict(enumerate(args)) | {names.index(name): v for name, v in kwargs.items()}
        return given if len(given) == len(names) or not callable(own) else {}


def _answer(given: dict[int, Any], arguments: list[Plain], value: Plain) -> Any:
    """The value if the arguments match, whole or element by element; otherwise _UNKNOWN."""
    if not given or any(place >= len(arguments) for place in given):
        return _UNKNOWN
    try:
        if all(_same(asked, arguments[place]) for place, asked in given.items()):
            return copy.deepcopy(value)
        if list(given) == [0] and np.shape(arguments[0]) == np.shape(value):
            return _element_by_element(given[0], arguments[0], value)
    except (TypeError, ValueError):
        pass
    return _UNKNOWN


def _element_by_element(asked: Any, argument: Plain, value: Plain) -> Any:
    known = dict(zip(_elements(argument), _elements(value), strict=True))
    try:
        found = [known[element] for element in _elements(asked)]
    except KeyError:
        return _UNKNOWN
    return np.reshape(found, np.shape(asked))[()]


def _elements(value: Any) -> Iterator[Any]:
    return iter(np.ravel(value).tolist())


def _same(left: Any, right: Any) -> bool:
    if isinstance(right, Mapping):
        return (
            isinstance(left, Mapping)
            and left.keys() == right.keys()
            and all(_same(left[key], right[key]) for key in right)
        )
    if isinstance(right, list | tuple):
        return len(left) == len(right) and all(map(_same, left, right))
    return np.shape(left) == np.shape(right) and bool(np.all(np.equal(left, right)))
