"""Sets back what some code changes in a notebook's namespace, as far as Python lets one see it."""

from __future__ import annotations

import builtins
import copy
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from types import FunctionType, ModuleType
from typing import Any

import numpy as np

_CONTAINERS = (list, dict, set, np.ndarray)
_ITERATORS = tuple(map(type, (iter(()), iter([]), iter(""), iter(range(0)), iter({}), iter(set()))))

Undo = Callable[[], Any]


@contextmanager
def unchanged(namespace: dict[str, Any]) -> Iterator[None]:
    """Set back what is bound in a namespace, and what is kept in it. New names stay.

    What is kept: the contents of lists, dicts, sets and arrays; how far an iterator over these has come;
    the attributes of modules, and of the notebook's own classes, objects and functions, with the defaults
    and the closures of the latter.
    """
    kept = {name: _as_it_is(value) for name, value in namespace.items()}
    undo = [each for value in kept.values() for each in _undo(value)]
    yield
    for name in namespace.keys() - kept.keys():
        if hasattr(builtins, name):
            del namespace[name]
    namespace.update(kept)
    for each in undo:
        with suppress(Exception):  # what can't be written to now has not changed, or is odd
            each()


def _as_it_is(value: Any) -> Any:
    """The value, or a copy of an iterator, which can't be set back."""
    return copy.copy(value) if type(value) in _ITERATORS else value


def _undo(value: Any) -> Iterator[Undo]:
    if isinstance(value, ModuleType):
        yield partial(vars(value).update, dict(vars(value)))
    elif isinstance(value, FunctionType):
        yield from _undo_of_function(value)
    elif _is_own_class(value):
        for name, kept in list(vars(value).items()):
            if not name.startswith("__"):
                yield partial(setattr, value, name, kept)
    elif _is_own_class(type(value)) and isinstance(getattr(value, "__dict__", None), dict):
        yield from _undo_of_dict(vars(value))
    else:
        yield from _contents([value])


def _undo_of_function(function: FunctionType) -> Iterator[Undo]:
    if function.__module__ != "__main__":
        return
    yield from _undo_of_dict(vars(function))
    yield from _contents(function.__defaults__ or ())
    yield from _contents((function.__kwdefaults__ or {}).values())
    for cell in function.__closure__ or ():
        try:
            kept = _as_it_is(cell.cell_contents)
        except ValueError:
            continue  # it is empty
        yield partial(setattr, cell, "cell_contents", kept)
        yield from _contents([kept])


def _undo_of_dict(attributes: dict[str, Any]) -> Iterator[Undo]:
    yield from _contents([attributes, *attributes.values()])


def _contents(values: Iterable[Any]) -> Iterator[Undo]:
    for value in values:
        if type(value) in _CONTAINERS:
            yield partial(_fill, value, copy.copy(value))


def _fill(container: Any, content: Any) -> None:
    if isinstance(container, list):
        container[:] = content
    elif isinstance(container, np.ndarray):
        np.copyto(container, content)
    else:
        container.clear()
        container.update(content)


def _is_own_class(value: Any) -> bool:
    return isinstance(value, type) and value.__module__ == "__main__"
