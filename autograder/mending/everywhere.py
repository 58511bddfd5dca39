"""One slip that a function makes in several places, undone in all of them."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

About = TypeVar("About")

MOST_PLACES = 6
"""In how many places one slip is undone at most."""

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True)
class Replacement:
    """What a change replaces in the tokens of a function: those from `start` up to `end` by others."""

    start: int
    end: int
    new: tuple[str, ...]


@dataclass
class SamePlaces(Generic[About]):
    """Collects single changes of a function, and gives those that are the same, made together.

    `source` is the function as it is unparsed.
    """

    source: str
    _tokens: list[str] = field(init=False)
    _alike: dict[object, list[tuple[Replacement, About]]] = field(init=False)

    def __post_init__(self) -> None:
        self._tokens = _TOKEN.findall(self.source)
        self._alike = defaultdict(list)

    def add(self, family: str, source: str, about: About) -> None:
        """Note a change of a family: the function after it, and what to know of it later."""
        replaced = _replacement(self._tokens, _TOKEN.findall(source))
        old = tuple(self._tokens[replaced.start : replaced.end])
        of = self._tokens[replaced.end] if replaced.new == ("-",) and not old else ""
        self._alike[family, of, _essence(old, replaced.new)].append((replaced, about))

    def together(self) -> Iterator[tuple[str, list[About]]]:
        """The function with all changes of a kind that were noted since the last call, and what was known."""
        noted, self._alike = self._alike, defaultdict(list)
        for changes in noted.values():
            apart = _apart(changes)
            if 1 < len(apart) <= MOST_PLACES and _is_code(source := self._changed(apart)):
                yield source, [about for _, about in apart]

    def _changed(self, changes: Iterable[tuple[Replacement, About]]) -> str:
        tokens = list(self._tokens)
        for replaced, _ in reversed(list(changes)):
            tokens[replaced.start : replaced.end] = replaced.new
        return "".join(tokens)


def _is_code(source: str) -> bool:
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True


def _replacement(old: list[str], new: list[str]) -> Replacement:
    most = min(len(old), len(new))
    start = next((i for i in range(most) if old[i] != new[i]), most)
    after = next((i for i in range(most - start) if old[-1 - i] != new[-1 - i]), most - start)
    return Replacement(start, len(old) - after, tuple(new[start : len(new) - after]))


def _essence(old: tuple[str, ...], new: tuple[str, ...]) -> object:
    """What makes two changes the same: the tokens taken out and put in.

    Of quotes around a word only they count, and of two factors only that they are exchanged.
    """
    product = (" ", "@", " ")
    for i in range(1, len(old) - 3):
        if old[i : i + 3] == product and new == old[i + 3 :] + product + old[:i]:
            return product
    if old[1:-1] == new and new:
        return old[0], (), old[-1]
    if new[1:-1] == old and old:
        return (), new[0], new[-1]
    return old, new


def _apart(changes: list[tuple[Replacement, About]]) -> list[tuple[Replacement, About]]:
    """The changes in the order of their places, without those that overlap one before them."""
    apart: list[tuple[Replacement, About]] = []
    for change in sorted(changes, key=lambda change: (change[0].start, change[0].end)):
        if not apart or change[0].start >= max(apart[-1][0].end, apart[-1][0].start + 1):
            apart.append(change)
    return apart
