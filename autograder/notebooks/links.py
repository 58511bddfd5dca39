"""Follows names through the statements of a notebook: which statements does a name depend on?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from autograder.notebooks.effects import OPERATOR, Call, Effects
from autograder.notebooks.statement import Statement

ANYTHING = "*"
"""Stands for the names that only running a statement shows, as with a star import."""

_CHANGE_THEIR_OBJECT = {
    *("append", "extend", "insert", "remove", "pop", "popitem", "popleft", "appendleft", "clear"),
    *(
        "update",
        "setdefault",
        "add",
        "discard",
        "sort",
        "reverse",
        "fill",
        "put",
        "resize",
        "rotate",
    ),
    *("partition", "setflags", "setfield", "itemset", "byteswap", "seed", "set_state", "register"),
    *("intersection_update", "difference_update", "symmetric_difference_update"),
    *("send", "throw", "close", "write", "read", "readline", "readlines", "__next__"),
    *("__setitem__", "__delitem__", "__setattr__", "__delattr__", "__iadd__"),
}
_CHANGE_THEIR_MODULE = {"seed", "set_state", "register", "update", "use", "setrecursionlimit"}
_CHANGE_THEIR_ARGUMENTS = {
    *("shuffle", "fill_diagonal", "copyto", "place", "putmask", "put", "at", "setattr", "delattr"),
    *("next", "heappush", "heappop", "heapify", "heapreplace", "heappushpop", "insort"),
    *("insort_left", "insort_right", "setitem", "delitem", "iadd", "update_wrapper"),
}
_CHANGE_NOTHING = {
    name for kind in (np.ndarray, dict, list, set, str, float, complex, int) for name in dir(kind)
} - _CHANGE_THEIR_OBJECT
_ORDINARY_METHODS = {"__init__", "__new__", "__call__", "__post_init__"}
"""Special methods that run where a class or an object is called, and not by operators and built-ins."""


@dataclass(frozen=True)
class _Key:
    """Something that a statement may affect: a name's binding, its object, or what calling it does."""

    kind: str
    name: str | int


def _bound(name: str) -> _Key:
    return _Key("bound", name)


def _object(name: str) -> _Key:
    return _Key("object", name)


def _called(name: str) -> _Key:
    return _Key("called", name)


@dataclass(frozen=True)
class Needed:
    """The numbers of the statements that some names depend on.

    `wanted` bind or change what the names depend on. `before` stand above one of them in the same cell
    and may end the cell. `names` are all names that are used.
    """

    wanted: set[int]
    before: set[int]
    names: set[str]


NOTHING = Needed(set(), set(), set())


class Links:
    """The dependencies between statements. Building it takes time linear in their size.

    If a key is needed, `statements` has the statements that affect it, and `further` the keys that are
    needed too.
    """

    def __init__(self, statements: Sequence[Statement]) -> None:
        self.all = statements
        self.binding: dict[str, list[int]] = defaultdict(list)
        for number, statement in enumerate(statements):
            for name in statement.effects.binds:
                self.binding[name].append(number)
        self._first_read: dict[str, int] = {}
        for number, statement in enumerate(statements):
            for name in statement.effects.uses:
                self._first_read.setdefault(name, number)
        self._imported = self._only(lambda s: s.imports)
        self._constant = self._only(lambda s: s.is_constant)
        self._defined = self._only(lambda s: s.defines)
        self._attributing = {n for s in statements if s.inside.attributes for n in s.effects.binds}
        self._methods = set().union(*(s.methods for s in statements))
        self._operators = any(name.startswith("__") for name in self._methods - _ORDINARY_METHODS)
        self._texts = any(s.effects.dynamic or s.inside.dynamic for s in statements)
        self.statements: dict[_Key, list[int]] = defaultdict(list)
        self.further: dict[_Key, list[_Key]] = defaultdict(list)
        for number, statement in enumerate(statements):
            self._add(number, statement)

    def _only(self, holds: object) -> set[str]:
        """The names for whose every binding this holds."""
        return {n for n, where in self.binding.items() if all(holds(self.all[i]) for i in where)}  # type: ignore[operator]

    def _add(self, number: int, statement: Statement) -> None:
        does = statement.effects
        changed = self._changed(does)
        for name in does.binds:
            self.statements[_bound(name)].append(number)
        for name in changed:
            self.statements[_object(name)].append(number)
        for name in does.uses - self._imported:
            self.statements[_called(name)].append(number)
        if does.dynamic or "builtins" in changed:
            self.statements[_bound(ANYTHING)].append(number)
        self._add_calls(number, statement)
        self._spread(number, statement, changed)

    def _add_calls(self, number: int, statement: Statement) -> None:
        """What calling the functions that a statement defines may do."""
        does, inside = statement.effects, statement.inside
        own = _Key("own calls", number)
        changed = self._changed(inside)
        if changed:
            changed = (changed | self._data(inside.shares)) & statement.reads
        for name in changed:
            self.further[_object(name)].append(own)
        for name in inside.binds:
            self.further[_bound(name)].append(own)
        if inside.dynamic:
            self.further[_bound(ANYTHING)].append(own)
        self.further[own] += map(_called, does.binds)

    def _spread(self, number: int, statement: Statement, changed: Collection[str]) -> None:
        """What a name stands for goes over to the names that a statement builds from it."""
        does, inside = statement.effects, statement.inside
        shared, used = _Key("shared", number), _Key("used", number)
        together = does.binds if len(does.binds) > 1 else set()
        for name in self._data(does.shares | inside.shares | together):
            self.further[_object(name)].append(shared)
        for name in (does.uses | inside.uses) - self._imported:
            self.further[_called(name)].append(used)
        self.further[shared] += map(_object, does.binds | set(changed))
        self.further[used] += map(_called, does.binds | set(changed))
        if statement.has_state:
            for name in does.binds:
                self.further[_object(name)].append(_called(name))

    def _data(self, names: Collection[str]) -> set[str]:
        """The names that are not modules, functions or classes alone, which nobody changes by using them."""
        return {n for n in names if n in self.binding} - self._imported - self._defined

    def _changed(self, effects: Effects) -> set[str]:
        """The names whose objects some code may change in place."""
        found = set(effects.stores)
        for call in effects.calls:
            found |= self._changed_by(call)
        return found

    def _changed_by(self, call: Call) -> set[str]:
        handed = self._data(call.handed)
        arguments = set(call.handed) if call.name in _CHANGE_THEIR_ARGUMENTS else set[str]()
        if call.name == OPERATOR:
            return self._data(call.owners) if self._operators else set()
        if not call.owners:
            if call.name in self._defined:
                return set(call.handed) if call.name in self._attributing else handed
            of_library = call.name in self._imported or call.name not in self.binding
            if call.name and of_library:
                return arguments | (handed if self._operators else set())
            return handed | self._data({call.name})
        if call.owners <= self._imported:
            return arguments | (call.owners if call.name in _CHANGE_THEIR_MODULE else set())
        owners = {n for n in call.owners - self._imported if n in self.binding}
        if call.name in self._methods:
            return owners | handed
        unknown = call.called and call.name not in _CHANGE_NOTHING
        if unknown or not call.name or call.name in _CHANGE_THEIR_OBJECT:
            return arguments | owners
        return arguments

    def needed(self, names: Iterable[str], places: range, known: Collection[str] = ()) -> Needed:
        """What some names depend on, among the statements at these places.

        Names that are `known` already are not followed.
        """
        wanted, before = set[int](), set[int]()
        seen = set[_Key]()
        todo = [_bound(ANYTHING), *map(_bound, names)]
        done: dict[int, int] = {}
        while todo:
            key = todo.pop()
            if key in seen or (isinstance(key.name, int) and key.name >= places.stop):
                continue
            seen.add(key)
            todo += self.further.get(key, ())
            if key.kind == "bound" and key.name not in self._constant:
                todo.append(_object(str(key.name)))
            if key.kind in ("bound", "above") and places.start:
                todo += self._looked_up_below(str(key.name), places.start)
            for number in self.statements.get(key, ()):
                if number in places and number not in wanted:
                    wanted.add(number)
                    above = [n for n in self._above(number, done) if n in places]
                    before.update(above)
                    todo += (_bound(name) for n in (number, *above) for name in self._reads(n))
        names = {str(key.name) for key in seen if key.kind == "bound"}
        return Needed(wanted, before - wanted, names - {ANYTHING})

    def _looked_up_below(self, name: str, start: int) -> Iterator[_Key]:
        """What calling a function that is bound above a place looks up below it, or by others above."""
        for number in self.binding.get(name, ()):
            if number < start:
                for used in self.all[number].inside.uses:
                    where = self.binding.get(used, [start])
                    yield _Key("above", used) if where[0] < start else _bound(used)

    def may_bind(self, name: str, start: int) -> bool:
        """Whether a statement from here on may bind a name."""
        return any(
            (where := self.statements.get(_bound(each))) and where[-1] >= start
            for each in (name, ANYTHING)
        )

    def looked_up(
        self, names: Iterable[str], end: int, ran: Collection[int] = frozenset()
    ) -> set[str]:
        """The names that these functions, or what they use, may look up when they are called.

        A name that is bound before `end` stands for what is bound there. Of what has run, a later
        definition replaces earlier ones that nothing has read.
        """
        found, seen, todo = set[str](), set[int](), list(names)
        followed = set(todo)
        while todo:
            for number in self._standing(todo.pop(), end, ran):
                if number not in seen:
                    seen.add(number)
                    statement = self.all[number]
                    found |= statement.inside.uses | statement.inside.binds
                    if statement.effects.dynamic:
                        found |= statement.named_in_texts
                    todo += statement.reads - followed
                    followed |= statement.reads
        return found

    def _standing(self, name: str, end: int, ran: Collection[int]) -> list[int]:
        """The statements whose binding of a name may count at a place."""
        everywhere = self.binding.get(name, [])
        where = [n for n in everywhere if n < end] or everywhere
        last = next((n for n in reversed(where) if n in ran and self.all[n].defines), 0)
        return where if self._first_read.get(name, last) < last else [n for n in where if n >= last]

    def _reads(self, number: int) -> set[str]:
        statement = self.all[number]
        return {*statement.reads, *(statement.named_in_texts if self._texts else ())}

    def _above(self, number: int, done: dict[int, int]) -> Iterable[int]:
        """The statements above one in its cell that may end the cell, without those given before."""
        cell, last = self.all[number].cell, number
        while number and self.all[number - 1].cell == cell and number - 1 > done.get(cell, -1):
            number -= 1
            if self.all[number].may_fail:
                yield number
        done[cell] = max(last, done.get(cell, -1))
