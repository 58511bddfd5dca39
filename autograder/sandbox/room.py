"""How much a submission may hand back for a case.

An honest result is about as large as the right one. Whatever is far larger becomes a problem before
anything compares, judges, names or draws it, so that judging takes time and memory in proportion to
the exercise and not to what a worker sends.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from autograder.model import Case, Outcome, Plain, Problem
from autograder.values import CONTAINER

LEAST = 8_000
TIMES = 10
"""A result may hold `LEAST` items, and `TIMES` as many as the inputs and the right answer."""

MOST_PARTS = 200_000
"""The most Python objects in a result: numbers in arrays are far cheaper to read and to judge."""

MOST_PARTS_IN_ALL = 300_000
"""The most Python objects in the results of all cases that are played together."""

_BYTES = 32
_ENVELOPE = 2**17
TOO_MUCH = Outcome(problem=Problem("too much"))


def with_room(case: Case, answers: Iterable[Plain] = ()) -> Case:
    """The case with its room: what it declares, or by the size of its inputs and right answers."""
    if case.room:
        return case
    largest = max(map(size, answers), default=0)
    return replace(case, room=LEAST + TIMES * (size(case.inputs) + largest))


def most_parts(cases: Sequence[Case]) -> list[int]:
    """The most Python objects that the result of each case may hold, in proportion to its room."""
    rooms = [with_room(case).room for case in cases]
    share = min(1.0, MOST_PARTS_IN_ALL / max(sum(rooms), 1))
    return [min(int(room * share), MOST_PARTS) for room in rooms]


def within(outcome: Outcome, case: Case, most: int = MOST_PARTS) -> Outcome:
    """The outcome, or the problem "too much" if it holds more than the case has room for.

    `most` is the number of Python objects that it may hold. Questions to other exercises are no part
    of the result: those that do not fit are left out.
    """
    room = with_room(case).room
    parts, inside = _measure([outcome.value, outcome.after], room)
    left = room - parts - inside
    if left < 0 or parts > most:
        return TOO_MUCH
    asked = []
    for question in outcome.asked:
        left -= size(question, room)
        if left < 0:
            break
        asked.append(question)
    return replace(outcome, asked=tuple(asked))


def reply_bytes(cases: Iterable[Case]) -> int:
    """The most bytes that honest outcomes of these cases take, with what they print."""
    return sum(_BYTES * with_room(case).room + _ENVELOPE for case in cases)


def size(value: Plain, most: float = math.inf) -> int:
    """The number of items in a value: numbers, characters, keys, and several for a container or an array.

    Stops beyond `most`.
    An axis of length 0 counts as 1, because a sum over it has as many numbers as the other axes.
    """
    return sum(_measure(value, most))


def _measure(value: Plain, most: float) -> tuple[int, int]:
    """The number of Python objects in a value, and of what they hold besides: numbers, characters."""
    parts, inside, rest = 0, 0, [value]
    while rest and parts + inside <= most:
        part = rest.pop()
        parts += 1
        if part is None or type(part) is float:
            continue
        if isinstance(part, np.ndarray):
            parts += CONTAINER
            inside += part.size or math.prod(max(n, 1) for n in part.shape)
        elif isinstance(part, str):
            inside += len(part)
        elif isinstance(part, int):
            inside += part.bit_length() // 64
        elif isinstance(part, Mapping):
            parts += CONTAINER
            rest += [*part.keys(), *part.values()]
        elif isinstance(part, list | tuple):
            parts += CONTAINER
            rest += part
    return parts + len(rest), inside
