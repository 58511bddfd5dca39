"""Changes to a student's formula: the rules of the model of mistakes, undone."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from typing import TypeGuard, cast

import numpy as np

from autograder.mending.own_code import Change, OwnCode, is_quantity
from autograder.mending.sentences import edit
from autograder.mistakes.families import FAMILIES, WRAPPINGS
from autograder.mistakes.loops import target_of
from autograder.mistakes.numbers import argument_of, defaults_beside, numbers_beside
from autograder.mistakes.patterns import Bound, Rule, built, letters, match, rules, told
from autograder.mistakes.places import Place, all_holding, set_back
from autograder.mistakes.words import function_of, function_words, is_module, key_of, taken_of

_BY_CHANCE = {"sum-for-larger", "limit-left-out", "another-start"}
"""Families that may make a formula right by chance when they are undone: most numbers have a larger one."""

_JOINED = {
    ast.Add: "term-too-many",
    ast.Sub: "subtracted-too-many",
    ast.Mult: "factor-too-many",
    ast.MatMult: "factor-too-many",
    ast.Div: "divisor-too-many",
    ast.Pow: "power-too-many",
}
_METHODS = (
    {"astype", "clip", "cumsum", "flatten", "max", "mean", "min", "ravel", "reshape", "round"}
    | {"squeeze", "std", "sum", "transpose", "var"}
)  # fmt: skip
"""The methods of arrays that may be too much."""

_FUNCTIONS_KEPT = {
    "range",
    "len",
    "enumerate",
    "zip",
    "list",
    "copy",
    "float",
    "int",
    "append",
    "items",
    "keys",
}
_LIMITS = {"around", "clip", "round"}
_TINY = 1e-8


def too_much(own: OwnCode) -> Iterator[Change]:
    """A term, a factor, a divisor or a function that does not belong there."""
    for place, node in own.in_formula():
        if isinstance(node, ast.BinOp) and type(node.op) in _JOINED:
            turns = isinstance(node.op, ast.Add | ast.Mult | ast.MatMult)
            for kept, gone in [(node.left, node.right), (node.right, node.left)][: 1 + turns]:
                with place.holding(kept):
                    yield edit(_JOINED[type(node.op)], part=own.words.part(gone)), node
            if isinstance(node.op, ast.Sub):
                with place.holding(node.right):
                    yield edit("taken-less", part=own.words.part(node.left)), node
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            with place.holding(node.operand):
                yield edit("minus-too-many", part=own.words.part(node.operand)), node
        elif isinstance(node, ast.Call) and _may_be_too_much(node):
            taken = taken_of(node)[0]
            function = function_words(function_of(node))
            with place.holding(taken):
                yield edit("function-added", function=function, part=own.words.part(taken)), node


def _may_be_too_much(call: ast.Call) -> bool:
    """Whether a call may stand for what it is taken of: a function or method of one array, or a limit."""
    name, taken = function_of(call), taken_of(call)
    owner = getattr(call.func, "value", None)
    if owner is not None and not is_module(owner):
        return name in _METHODS
    return (len(taken) == 1 and name not in _FUNCTIONS_KEPT) or (bool(taken) and name in _LIMITS)


def by_rule(own: OwnCode) -> Iterator[Change]:
    """The rules of all families, from the wrong side to the right one, where nothing has to be guessed."""
    for place, node in own.in_formula():
        for rule in _undone():
            bound = None if isinstance(rule.wrong, ast.Name) else match(rule.wrong, node)
            if bound is None or not letters(rule.right) <= bound.keys() or _may_grow(rule, bound):
                continue
            with place.holding(built(rule.right, bound)):
                yield told(rule.family, bound, own.words), node


def left_out(own: OwnCode) -> Iterator[Change]:
    """The rules that leave something out: it is put in, and so is each quantity that the function knows."""
    rules_ = [rule for rule in _undone() if isinstance(rule.wrong, ast.Name)]
    for place, node in own.in_formula():
        for rule in rules_ if is_quantity(node) else ():
            for bound in _fillings(own, rule, node):
                if not _may_grow(rule, bound):
                    with place.holding(built(rule.right, bound)):
                        yield told(rule.family, bound, own.words), node


def _may_grow(rule: Rule, bound: Bound) -> bool:
    """Whether a power comes in whose exponent may be large: a count to such a power fills the memory."""
    exponents = [node.right for node in ast.walk(rule.right) if _is_power(node)]
    if not exponents or any(map(_is_power, ast.walk(rule.wrong))):
        return False
    values = [bound.get(e.id, e) if isinstance(e, ast.Name) else e for e in exponents]
    return not all(isinstance(v, ast.Constant) and v.value in (0.5, 2, 3) for v in values)


def _is_power(node: ast.AST) -> TypeGuard[ast.BinOp]:
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow)


@cache
def _undone() -> list[Rule]:
    return [rule for rule in rules(FAMILIES + WRAPPINGS) if rule.family.id not in _BY_CHANCE]


def _fillings(own: OwnCode, rule: Rule, node: ast.expr) -> Iterator[Bound]:
    """What the letters of a rule may stand for that leaves one of them out, or none."""
    bound: Bound = {cast(ast.Name, rule.wrong).id: node}
    missing = sorted(letters(rule.right) - bound.keys())
    if not missing:
        yield bound
    if len(missing) == 1:
        sizes = own.sizes if rule.family.id == "not-divided" else []
        for other in [*(known for kind, known in own.known.values() if kind != "dict"), *sizes]:
            if ast.unparse(other) != ast.unparse(node):
                yield bound | {missing[0]: other}


def names(own: OwnCode) -> Iterator[Change]:
    """Another quantity of the same kind in the place of one, or two in the other order."""
    yield from _two_turned(own)
    for place, node in own.in_formula():
        here = ast.unparse(node)
        inside = isinstance(place.holder, ast.Subscript) and place.field == "value"
        if here not in own.known or inside:
            continue
        for text, (kind, other) in own.known.items():
            if text != here and kind == own.known[here][0]:
                new, old = own.words.part(node), own.words.part(other)
                if new == old:
                    new, old = f"`{here}`", f"`{text}`"
                with place.holding(other):
                    yield edit("another-quantity", new=new, old=old), node


def _two_turned(own: OwnCode) -> Iterator[Change]:
    for _, node in own.in_formula():
        if isinstance(node, ast.Tuple) and len(node.elts) == 2:
            with set_back(node.elts):
                node.elts.reverse()
                yield edit("values-exchanged"), node


def numbers(own: OwnCode) -> Iterator[Change]:
    """Another number, default, index or limit of a slice."""
    yield from _numbers_everywhere(own)
    for place in own.places:
        node = place.node
        if isinstance(node, ast.Constant) and type(node.value) in (int, float):
            yield from _another_number(own, place, cast(float, node.value))
        part = own.words.part(node)
        for index in _indices(node):
            family = "another-range" if isinstance(node, ast.Call) else "another-index"
            for sign in (ast.Add(), ast.Sub()):
                moved = ast.BinOp(cast(ast.expr, index.node), sign, ast.Constant(1))
                with index.holding(moved):
                    yield edit(family, part=part), node


def _numbers_everywhere(own: OwnCode) -> Iterator[Change]:
    """Another number wherever one is used, if that is in several places."""
    found: dict[float, list[Place]] = {}
    for place in own.places:
        if isinstance(place.node, ast.Constant) and type(place.node.value) in (int, float):
            found.setdefault(cast(float, place.node.value), []).append(place)
    for value, places in found.items():
        for number in numbers_beside(value) if len(places) > 1 else ():
            with all_holding([(place, ast.Constant(number)) for place in places]):
                yield edit("another-number", old=f"{value:g}"), places[0].node


def _another_number(own: OwnCode, place: Place, value: float) -> Iterator[Change]:
    if isinstance(place.holder, ast.arguments):
        for number in defaults_beside(value):
            with place.holding(ast.Constant(number)):
                yield edit("another-default", old=argument_of(place)), own.function
        return
    if isinstance(place.holder, ast.Assign):
        part = own.words.part(target_of(place.holder))
        for family, limit in (("starts-too-low", np.inf), ("starts-too-high", -np.inf)):
            with place.holding(ast.Constant(limit)):
                yield edit(family, part=part, old=f"{value:g}"), place.node
    for number in [*numbers_beside(value), *([] if isinstance(value, int) else [_TINY])]:
        with place.holding(ast.Constant(number)):
            yield edit("another-number", old=f"{value:g}"), place.node


def _indices(node: ast.AST) -> Iterator[Place]:
    """The places in an index, a slice or a range where it may be one off."""
    if function_of(node) in ("range", "arange"):
        for number, argument in enumerate(cast(ast.Call, node).args):
            yield Place(node, "args", number, argument)
    if isinstance(node, ast.Subscript) and not key_of(node):
        if isinstance(node.slice, ast.Slice):
            for name in ("lower", "upper"):
                if (limit := getattr(node.slice, name)) is not None:
                    yield Place(node.slice, name, None, limit)
        elif isinstance(node.slice, ast.Name | ast.BinOp):
            yield Place(node, "slice", None, node.slice)
