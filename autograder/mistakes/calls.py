"""Families of changes to calls: a function left out or exchanged with a neighbour, another axis."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import cast

import numpy as np

from autograder.mistakes.places import Edit, Place, all_holding, places
from autograder.mistakes.words import Words, function_of, function_words, is_module

CALL_SENTENCES = {
    "function-left-out": "the {function} of {part} is left out",
    "another-function": "the {new} of {part} is taken, not the {function}",
    "another-axis": "the {function} goes along another axis",
    "no-axis": "the {function} is taken over everything, not along one axis",
    "keepdims-left-out": "the {function} is taken without `keepdims`",
}
_IN_EACH_PLACE = CALL_SENTENCES | {
    "function-left-out": "the {function} is left out in each place",
    "another-function": "the {new} is taken in each place, not the {function}",
}
_NEIGHBOURS = (
    ("exp", "expm1", "exp2", "log"),
    ("log", "log2", "log10", "log1p", "exp"),
    ("sqrt", "square", "abs"),
    ("square", "abs", "sqrt"),
    ("abs", "square"),
    ("cos", "sin", "tan", "cosh"),
    ("cosh", "cos", "sinh"),
    ("sin", "cos", "tan"),
    ("tanh", "sigmoid", "sinh", "tan", "arctan"),
    ("sigmoid", "tanh", "relu", "sigmoid_grad"),
    ("relu", "tanh", "sigmoid", "relu_grad", "abs"),
    ("relu_grad", "relu", "tanh_grad", "sigmoid_grad"),
    ("maximum", "minimum", "max"),
    ("minimum", "maximum", "min"),
    ("max", "min", "mean", "sum"),
    ("min", "max"),
    ("sum", "mean"),
    ("mean", "sum", "median"),
    ("std", "var", "ptp"),
    ("ptp", "max", "std"),
    ("zeros", "ones"),
    ("argmax", "argmin"),
)
_GROUPS = {first: others for first, *others in _NEIGHBOURS}
REDUCTIONS = {"sum", "mean", "max", "min", "std", "var", "ptp", "argmax"}
_METHODS = REDUCTIONS | {"clip", "any", "all", "prod", "median", "astype"}


def neighbours_of(name: str) -> list[str]:
    """The functions that this one may stand for by mistake."""
    return [right for right, others in _GROUPS.items() if name in others]


def call_edits(tree: ast.AST, words: Words) -> Iterator[Edit]:
    """Change calls in place, one after the other, each undone before the next.

    What occurs several times is changed in one place, and then in all.
    """
    calls: dict[str, list[Place]] = {}
    for place in places(tree):
        if isinstance(place.node, ast.Call) and _argument(place.node) is not None:
            calls.setdefault(function_of(place.node), []).append(place)
    for name, found in calls.items():
        for family, new, change in _changes(name):
            for some in [*([place] for place in found), *([found] if len(found) > 1 else [])]:
                yield from _changed(some, name, family, new, change, words)


def _changed(
    some: list[Place],
    name: str,
    family: str,
    name_of_new: str,
    change: Callable[[ast.Call], ast.expr | None],
    words: Words,
) -> Iterator[Edit]:
    made = [new for place in some if (new := change(place.node)) is not None]  # type: ignore[arg-type]
    if len(made) < len(some):
        return
    sentences = _IN_EACH_PLACE if len(some) > 1 else CALL_SENTENCES
    told = sentences[family].format(
        function=function_words(name),
        new=function_words(name_of_new),
        part=words.part(_told_of(cast(ast.Call, some[0].node))),
    )
    with all_holding(zip(some, made, strict=True)):
        yield Edit(family, told)


def _changes(name: str) -> Iterator[tuple[str, str, Callable[[ast.Call], ast.expr | None]]]:
    """Family, the new function's name, and the change, for the calls of one function."""
    yield "function-left-out", "", _argument_alone
    for other in _GROUPS.get(name, ()):
        yield "another-function", other, lambda call, other=other: renamed(call, other)  # type: ignore[misc]
    if name in REDUCTIONS:
        yield "no-axis", "", lambda call: _without(call, "axis")
        yield "no-axis", "", lambda call: _without(call, "axis", "keepdims")
        yield "keepdims-left-out", "", lambda call: _without(call, "keepdims")
        for axis in (0, 1):
            yield "another-axis", "", lambda call, axis=axis: _along(call, axis)  # type: ignore[misc]


def _argument(node: ast.AST) -> ast.expr | None:
    """What a function is taken of."""
    assert isinstance(node, ast.Call)
    owner = getattr(node.func, "value", None)
    if owner is not None and function_of(node) in _METHODS and not is_module(owner):
        return cast(ast.expr, owner)
    return node.args[0] if node.args else None


def _told_of(call: ast.Call) -> ast.expr:
    """What a sentence says that a function is taken of: both of two that are compared."""
    if function_of(call) in ("maximum", "minimum"):
        return ast.Tuple(call.args)
    return cast(ast.expr, _argument(call))


def _argument_alone(call: ast.Call) -> ast.expr | None:
    """The argument, if the function takes no other."""
    argument = _argument(call)
    several = len(call.args) > 1 and function_of(call) not in ("clip", "astype")
    return None if several or function_of(call) in ("len", "range", "float") else argument


def renamed(call: ast.Call, name: str) -> ast.Call:
    """The call with another function, as a method, of NumPy, or of the notebook."""
    function: ast.expr
    if isinstance(call.func, ast.Attribute) and not is_module(call.func.value):
        function = ast.Attribute(call.func.value, name, ast.Load())
    elif hasattr(np, name):
        function = ast.Attribute(ast.Name("np", ast.Load()), name, ast.Load())
    else:
        function = ast.Name(name, ast.Load())
    return ast.Call(function, call.args, call.keywords)


def _without(call: ast.Call, *names: str) -> ast.Call | None:
    kept = [keyword for keyword in call.keywords if keyword.arg not in names]
    return ast.Call(call.func, call.args, kept) if len(kept) < len(call.keywords) else None


def _along(call: ast.Call, axis: int) -> ast.Call:
    others = [keyword for keyword in call.keywords if keyword.arg != "axis"]
    return ast.Call(call.func, call.args, [*others, ast.keyword("axis", ast.Constant(axis))])
