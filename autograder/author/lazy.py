"""Functions without work, made from an exercise's public cases: they must earn next to nothing.

A student who has the public inputs and their right answers can write each of them without
understanding anything.
"""

from __future__ import annotations

import copy
import itertools
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from autograder.compare import as_numbers
from autograder.engine.oracle import PUBLIC_SEED, draw
from autograder.model import Exercise, Functions, Plain
from autograder.sandbox.play import play
from autograder.values import NotPlain, pack, plain

Function = Callable[..., Any]

MOST = 0.2
"""The most that such a function may earn of an exercise's points."""

TABLE_SEEDS = range(1000, 1060)
"""The seeds whose answers are in a table of answers."""

SLOW = 30.0
"""No table is made for an exercise with this time limit or a longer one."""


@dataclass(frozen=True)
class Call:
    """A call of the answer, with its value."""

    arguments: tuple[Any, ...]
    value: Plain


def lazy_functions(exercise: Exercise, answers: Functions) -> dict[str, Function]:
    """Functions by what they do, such as "zeros in the form of an answer"."""
    public = _Known(_calls(exercise, answers, (PUBLIC_SEED,)))
    if not public.calls:
        return {}
    fillers: dict[str, Function] = {
        _form_of_answer(what): _filled(public, fill) for what, fill in _FILLS.items()
    }
    fillers |= _arguments(exercise)
    found = fillers | {
        "the public answer to the same shapes": public.of_same_form,
        "the nearest public answer": public.nearest,
        "the public answers one after the other": public.in_order(),
    }
    found |= {
        f"the public answer times {name}": public.times(place)
        for place, name in enumerate(exercise.signature)
    }
    found |= {
        f"the public answers by heart, otherwise {what}": public.by_heart(function)
        for what, function in fillers.items()
        if what in (*exercise.signature, *map(_form_of_answer, ("zeros", "ones")))
    }
    if exercise.seconds < SLOW:
        table = _Known(_calls(exercise, answers, TABLE_SEEDS))
        found["a table of answers"] = table.by_heart(_filled(public, _FILLS["zeros"]))
    return found


def _calls(exercise: Exercise, answers: Functions, seeds: Iterable[int]) -> list[Call]:
    """All calls of the answer in the cases of these seeds."""
    calls: list[Call] = []

    def noted(*given: Any, **named: Any) -> Any:
        arguments = tuple(copy.deepcopy([*given, *named.values()]))
        value = answers[exercise.name](*given, **named)
        calls.append(Call(arguments, plain(value)))
        return value

    for seed in seeds:
        for check in exercise.checks:
            for case in draw(exercise, check, seed):
                play({**answers, exercise.name: noted}, exercise.name, case)
    return calls


@dataclass(frozen=True)
class _Known:
    """Known calls, and the functions that only look something up in them."""

    calls: list[Call]

    @cached_property
    def _by_key(self) -> dict[str, Plain]:
        return {_key(call.arguments): call.value for call in self.calls}

    @cached_property
    def _by_form(self) -> dict[Any, list[Call]]:
        found: dict[Any, list[Call]] = {}
        for call in self.calls:
            found.setdefault(_form(call.arguments), []).append(call)
        return found

    def _alike(self, arguments: tuple[Any, ...]) -> list[Call]:
        return self._by_form.get(_form(arguments), self.calls[-1:])

    def of_same_form(self, *given: Any, **named: Any) -> Plain:
        """The value of the last call whose arguments have the same shapes."""
        return copy.deepcopy(self._alike((*given, *named.values()))[-1].value)

    def nearest(self, *given: Any, **named: Any) -> Plain:
        """The value of the call with the nearest numbers among those with the same shapes."""
        arguments = (*given, *named.values())
        here = _numbers(arguments)
        best = min(self._alike(arguments), key=lambda call: _distance(here, call.arguments))
        return copy.deepcopy(best.value)

    def in_order(self) -> Function:
        """The values of the calls in their order, whatever is asked."""
        calls = itertools.cycle(self.calls)
        return lambda *given, **named: copy.deepcopy(next(calls).value)

    def times(self, place: int) -> Function:
        """An argument times its factor in the call that is the same in all other arguments."""
        factors = {
            _key(call.arguments[:place] + call.arguments[place + 1 :]): call.value / number
            for call in self.calls
            if (number := _number(call.arguments, place)) and _is_number(call.value)
        }

        def scaled(*given: Any, **named: Any) -> Any:
            arguments = (*given, *named.values())
            factor = factors.get(_key(arguments[:place] + arguments[place + 1 :]), 0.0)
            return factor * (_number(arguments, place) or 0.0)

        return scaled

    def by_heart(self, otherwise: Function) -> Function:
        """The value of the call with the same arguments, or else what another function gives."""

        def looked_up(*given: Any, **named: Any) -> Plain:
            key = _key((*given, *named.values()))
            if key in self._by_key:
                return copy.deepcopy(self._by_key[key])
            return otherwise(*given, **named)

        return looked_up


_chance: np.random.Generator = np.random.default_rng(0)
_FILLS: dict[str, Callable[[np.ndarray], Any]] = {
    "zeros": np.zeros_like,
    "ones": np.ones_like,
    "halves": lambda a: np.full(a.shape, 0.5),
    "numbers from 0 to 1": lambda a: _chance.random(a.shape),
    "normal numbers": lambda a: _chance.normal(size=a.shape),
    "the time": lambda a: np.full(a.shape, time.time() % 1),
}


def _form_of_answer(what: str) -> str:
    return f"{what} in the form of an answer"


def _filled(known: _Known, fill: Callable[[np.ndarray], Any]) -> Function:
    return lambda *given, **named: _mapped(known.of_same_form(*given, **named), fill)


def _arguments(exercise: Exercise) -> dict[str, Function]:
    """Arguments handed back, their signs, and zeros in their shape."""

    def giving(place: int, change: Callable[[np.ndarray], Any] | None = None) -> Function:
        def function(*given: Any, **named: Any) -> Any:
            arguments = (*given, *named.values())
            value = arguments[place] if place < len(arguments) else None
            return _mapped(value, change) if change else value

        return function

    found: dict[str, Function] = {}
    for place, name in enumerate(exercise.signature):
        found[name] = giving(place)
        found[f"the sign of {name}"] = giving(place, np.sign)
        found[f"{name} negated"] = giving(place, np.negative)
    places = [exercise.signature.index(n) for n in exercise.returns if n in exercise.signature]
    if places and len(places) == len(exercise.returns):
        found[" and ".join(exercise.returns)] = lambda *given, **named: tuple(
            giving(place)(*given, **named) for place in places
        )
    return found


def _mapped(value: Any, change: Callable[[np.ndarray], Any]) -> Any:
    """A value with each of its arrays and numbers changed."""
    if isinstance(value, Mapping):
        return {key: _mapped(part, change) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return type(value)(_mapped(part, change) for part in value)
    numbers = as_numbers(value)
    if numbers is None or numbers.dtype.kind == "b":
        return value
    changed = change(numbers)
    return changed if numbers.ndim else np.asarray(changed).item()


def _key(value: Any) -> str:
    """A text that is the same for equal arguments only."""
    if isinstance(value, tuple):
        return "; ".join(map(_key, value))
    if isinstance(value, np.random.Generator):
        return str(value.bit_generator.state)
    try:
        return pack(plain(value)).hex()
    except NotPlain:
        return type(value).__name__


def _form(value: Any) -> Any:
    """The shapes and kinds of arguments."""
    if isinstance(value, Mapping):
        return tuple((key, _form(part)) for key, part in value.items())
    if isinstance(value, tuple | list):
        return tuple(map(_form, value))
    return np.shape(value) if as_numbers(value) is not None else type(value).__name__


def _numbers(value: Any) -> np.ndarray:
    return np.array([float(x) for part in _leaves(value) for x in part.ravel()])


def _is_number(value: Any) -> bool:
    numbers = as_numbers(value)
    return numbers is not None and numbers.ndim == 0


def _number(arguments: tuple[Any, ...], place: int) -> Any:
    """The argument at a place if it is a number other than 0, or None."""
    given = place < len(arguments) and _is_number(arguments[place])
    return (arguments[place] or None) if given else None


def _leaves(value: Any) -> Iterator[np.ndarray]:
    if isinstance(value, Mapping | tuple | list):
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from _leaves(part)
    elif (numbers := as_numbers(value)) is not None:
        yield numbers


def _distance(here: np.ndarray, arguments: tuple[Any, ...]) -> float:
    there = _numbers(arguments)
    return float(np.abs(here - there).sum()) if here.shape == there.shape else np.inf
