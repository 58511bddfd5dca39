"""Families of changes to numbers, defaults and keys."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import combinations

from autograder.mistakes.places import Edit, Place, all_holding, places
from autograder.mistakes.words import key_of

NUMBER_SENTENCES = {
    "another-default": "`{old}` has another default than in the stub",
    "defaults-exchanged": "the defaults of `{old}` and `{new}` are exchanged",
    "another-key": "`{new}` is used where `{old}` belongs",
    "another-number": "{new} is used where the number {old} belongs",
    "another-text": "the code looks for '{new}' where it should look for '{old}'",
}
_TINY = 1e-4
_USUAL = (0.9, 0.99, 0.999, 0.5, 0.1, 0.01, 0.001, 1e-8)
_USUAL_WHOLE = (1, 2, 5, 10, 20, 100)
"""The defaults that functions for learning usually have."""


def number_edits(tree: ast.AST) -> Iterator[Edit]:
    """Change numbers and texts in place, one after the other, each undone before the next."""
    found = places(tree)
    keys = sorted({key_of(place.node) for place in found} - {""})
    for place in found:
        for family, new, old, node in _others(place, keys):
            with place.holding(node):
                yield Edit(family, NUMBER_SENTENCES[family].format(new=new, old=old))
    yield from _exchanged([place for place in found if _is_default(place)])


def _exchanged(defaults: list[Place]) -> Iterator[Edit]:
    """The defaults of two arguments are exchanged."""
    for one, other in combinations(defaults, 2):
        if ast.dump(one.node) != ast.dump(other.node):
            told = NUMBER_SENTENCES["defaults-exchanged"]
            with all_holding([(one, other.node), (other, one.node)]):
                yield Edit(
                    "defaults-exchanged", told.format(old=argument_of(one), new=argument_of(other))
                )


def _is_default(place: Place) -> bool:
    return (
        isinstance(place.holder, ast.arguments)
        and isinstance(place.node, ast.Constant)
        and type(place.node.value) in (int, float)
    )


def argument_of(place: Place) -> str:
    """The name of the argument that a default belongs to."""
    assert isinstance(place.holder, ast.arguments)
    position = len(place.holder.args) - len(place.holder.defaults) + (place.index or 0)
    return place.holder.args[position].arg


def _others(place: Place, keys: list[str]) -> Iterator[tuple[str, str, str, ast.AST]]:
    node, holder = place.node, place.holder
    if key := key_of(node):
        for other in keys:
            if other != key:
                new = ast.Subscript(node.value, ast.Constant(other), node.ctx)  # type: ignore[attr-defined]
                yield "another-key", other, key, new
    if not isinstance(node, ast.Constant) or isinstance(node.value, bool):
        return
    if isinstance(holder, ast.arguments):
        for number in defaults_beside(node.value) if isinstance(node.value, int | float) else ():
            yield "another-default", "", argument_of(place), ast.Constant(number)
    elif isinstance(node.value, str) and isinstance(holder, ast.Call | ast.Compare):
        for text in sorted({node.value.lower(), "b"} - {node.value}):
            yield "another-text", text, node.value, ast.Constant(text)
    elif isinstance(node.value, int | float):
        for number in numbers_beside(node.value):
            yield "another-number", f"{number:g}", f"{node.value:g}", ast.Constant(number)


def defaults_beside(value: float) -> list[float]:
    """The defaults that a learner may write in place of another."""
    usual = _USUAL_WHOLE if isinstance(value, int) else _USUAL
    others = dict.fromkeys([*numbers_beside(value), *usual])
    return [other for other in others if other != value]


def numbers_beside(value: float) -> list[float]:
    """The numbers that a learner may write in place of another."""
    if 0 < value < _TINY:
        return [1e-2, 1e-1, 1.0]
    if value == 0:
        return [1, -1, 0.5]
    others = [0, 1, 2, -value, 0.5, 2 * value, value / 2]
    whole = isinstance(value, int)
    others += [value + 1, value - 1] if whole else [10 * value, value / 10]
    return [other for other in dict.fromkeys(others) if other != value]
