"""Families of changes to names: one quantity for another, old state for new."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from typing import cast

from autograder.compare import as_numbers
from autograder.mistakes.places import Edit, Place, places, set_back
from autograder.mistakes.words import HIDDEN, in_words, key_of
from autograder.model import Plain

NAME_SENTENCES = {
    "another-quantity": "{new} is used where {old} belongs",
    "factor-too-many": "{part} is multiplied by {new}, which does not belong there",
    "divisor-too-many": "{part} is divided by {new}, which does not belong there",
    "old-for-new": "the old {old} is used, from before this step, where the new one belongs",
}


def kind(value: Plain) -> str:
    """What can stand for what: numbers for numbers, dicts for dicts, arrays for arrays."""
    if isinstance(value, Mapping):
        return "dict"
    numbers = as_numbers(value)
    if numbers is None or isinstance(value, str):
        return type(value).__name__
    return "number" if numbers.ndim == 0 else "array"


def name_edits(function: ast.FunctionDef, kinds: Mapping[str, str]) -> Iterator[Edit]:
    """Change the uses of quantities in place, one after the other, each undone before the next.

    `kinds` are the kinds of the arguments. What is taken from a dict, and local variables, count as
    arrays.
    """
    uses = list(_uses(function, kinds))
    known = {ast.unparse(p.node): (cast(ast.expr, deepcopy(p.node)), own) for p, own in uses}
    for place, own in uses:
        for other, others in known.values():
            if own == others and _short(other) != _short(place.node):
                told = NAME_SENTENCES["another-quantity"]
                with place.holding(other):
                    yield Edit(
                        "another-quantity", told.format(new=_told(other), old=_told(place.node))
                    )
    yield from _once_too_often(uses, known)
    yield from _everywhere(function, kinds)
    yield from _old_for_new(function, kinds)


def _once_too_often(
    uses: list[tuple[Place, str]], known: Mapping[str, tuple[ast.expr, str]]
) -> Iterator[Edit]:
    """A quantity is multiplied or divided by another one, or by itself, that does not belong there."""
    factors = {_short(place.node) for place, _ in uses if isinstance(place.holder, ast.BinOp)}
    for place, own in uses:
        if isinstance(place.holder, ast.BinOp):
            for other, others in known.values():
                if _short(other) in factors and (own, others) in _AS_FACTORS:
                    yield from _with_factor(place, other)


_AS_FACTORS = {("array", "array"), ("array", "number"), ("number", "number")}
"""What may be multiplied or divided by what."""


def _with_factor(place: Place, other: ast.expr) -> Iterator[Edit]:
    node = cast(ast.expr, place.node)
    for family, op in (("factor-too-many", ast.Mult()), ("divisor-too-many", ast.Div())):
        if family == "divisor-too-many" and _short(node) == _short(other):
            continue
        told = NAME_SENTENCES[family].format(part=_told(node), new=_told(other))
        with place.holding(ast.BinOp(node, op, other)):
            yield Edit(family, told)


def _uses(function: ast.FunctionDef, kinds: Mapping[str, str]) -> Iterator[tuple[Place, str]]:
    """Every use of a quantity: an argument, a local variable, or what stands under a key of a dict."""
    local = {
        node.id
        for node in ast.walk(function)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    } - HIDDEN
    for place in places(function):
        inside = isinstance(place.holder, ast.Subscript) and place.field == "value"
        called = isinstance(place.holder, ast.Call) and place.field == "func"
        own = _kind_of(place.node, kinds, local)
        if own and not inside and not called:
            yield place, own


def _kind_of(node: ast.AST, kinds: Mapping[str, str], local: set[str]) -> str:
    if not isinstance(getattr(node, "ctx", None), ast.Load):
        return ""
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
        return "array" if key_of(node) or isinstance(node.slice, ast.Name) else ""
    if isinstance(node, ast.Name):
        return kinds.get(node.id, "array" if node.id in local else "")
    return ""


def _short(node: ast.AST) -> str:
    """A quantity's name: W1 for params["W1"], m for m[key]."""
    return key_of(node) or (
        ast.unparse(node.value) if isinstance(node, ast.Subscript) else ast.unparse(node)
    )


def _told(node: ast.AST) -> str:
    return in_words(_short(node))


def _everywhere(function: ast.FunctionDef, kinds: Mapping[str, str]) -> Iterator[Edit]:
    """One argument for another, wherever it is used."""
    uses = [
        node
        for node in ast.walk(function)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in kinds
    ]
    for old, own in kinds.items():
        mine = [use for use in uses if use.id == old]
        for new, others in kinds.items():
            if new != old and own == others and len(mine) > 1:
                told = NAME_SENTENCES["another-quantity"].format(new=f"`{new}`", old=f"`{old}`")
                with _renamed(mine, new):
                    yield Edit("another-quantity", told)


@contextmanager
def _renamed(uses: Sequence[ast.Name], new: str) -> Iterator[None]:
    """Names are others within a `with` block."""
    old = [use.id for use in uses]
    for use in uses:
        use.id = new
    try:
        yield
    finally:
        for use, name in zip(uses, old, strict=True):
            use.id = name


def _old_for_new(function: ast.FunctionDef, kinds: Mapping[str, str]) -> Iterator[Edit]:
    """An argument that the function binds anew is read as it was at the start."""
    names = [node for node in ast.walk(function) if isinstance(node, ast.Name)]
    bound = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    again = sorted(bound & kinds.keys())
    kept = [ast.parse(f"_old_{name} = {name}").body[0] for name in again]
    with set_back(function.body):
        function.body[:0] = kept
        for name in again:
            told = NAME_SENTENCES["old-for-new"].format(old=f"`{name}`")
            mine = [n for n in names if n.id == name and isinstance(n.ctx, ast.Load)]
            for some in [*([use] for use in mine), mine]:
                with _renamed(some, f"_old_{name}"):
                    yield Edit("old-for-new", told)
