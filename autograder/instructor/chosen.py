"""Notebooks named by their numbers, such as 04 or 01-03."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autograder.notebooks.syllabus import Assignment

_RANGE = re.compile(r"\s*(\d+)\s*(?:[-–]\s*(\d+)\s*)?")
_LEADING = re.compile(r"\d+")


class UnknownNotebooks(ValueError):
    """Raised by `chosen` for numbers that fit no notebook. The message says which ones there are."""


def chosen(text: str, assignments: Sequence[Assignment], option: str) -> list[Assignment]:
    """The assignments whose names begin with a number, or with one from a range.

    `option` is where the text comes from, for messages. Raises UnknownNotebooks.
    """
    numbers = {a.name: int(m.group()) for a in assignments if (m := _LEADING.match(a.name))}
    there = f"The notebooks are {', '.join(a.name for a in assignments)}."
    asked = _RANGE.fullmatch(text)
    if asked is None:
        raise UnknownNotebooks(
            f"{option} takes a number, such as 04, or a range, such as 01-03, and not {text!r}. {there}"
        )
    first, last = (int(end) for end in (asked[1], asked[2] or asked[1]))
    if first > last:
        raise UnknownNotebooks(
            f"{option} {text} runs backwards: write {asked[2]}-{asked[1]}. {there}"
        )
    for end, number in ((asked[1], first), (asked[2], last)):
        if number not in numbers.values():
            raise UnknownNotebooks(f"{option} {text}: there is no notebook {end}. {there}")
    return [a for a in assignments if first <= numbers.get(a.name, -1) <= last]
