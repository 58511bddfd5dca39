"""Changes to the calls in a student's function: another function, another axis, a function left out."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace

from autograder.mending.own_code import MADE_NEW, Change, OwnCode, is_quantity
from autograder.mending.sentences import edit
from autograder.mistakes.calls import REDUCTIONS, neighbours_of, renamed
from autograder.mistakes.places import Place, set_back
from autograder.mistakes.words import function_of, function_words, is_module, taken_of

_OF_A_SIZE = {
    "range",
    "arange",
    "zeros",
    "ones",
    "full",
    "empty",
    "linspace",
    "array_split",
    "repeat",
}
"""Functions that take a size: an exponential of one would fill the memory."""

_LEFT_OUT = ("sqrt", "log", "exp", "square", "abs", "sum", "mean", "tanh")


def of_another_kind(own: OwnCode) -> Iterator[Change]:
    """Another function, another order of its arguments, another axis or `keepdims`."""
    for place, node in own.in_formula():
        if not isinstance(node, ast.Call):
            continue
        name, taken = function_of(node), taken_of(node)
        function, part = function_words(name), own.words.part(taken[0]) if taken else "it"
        for other in neighbours_of(name):
            new, right = function_words(name), function_words(other)
            told = edit("another-function", new=new, part=part, function=right)
            with place.holding(renamed(node, other)):
                yield replace(told, told=_OF_TWO.get((name, other), told.told)), node
        yield from _other_arguments(node, function)
        if name in REDUCTIONS:
            yield from _other_axes(place, node, function)


def _other_arguments(call: ast.Call, function: str) -> Iterator[Change]:
    for index in range(1, len(call.args)):
        with set_back(call.args):
            call.args[index - 1 : index + 1] = [call.args[index], call.args[index - 1]]
            yield edit("arguments-in-another-order", function=function), call
    if function_of(call) == "enumerate" and len(call.args) == 1:
        with set_back(call.args):
            call.args.append(ast.Constant(1))
            yield edit("another-count"), call


def _other_axes(place: Place, call: ast.Call, function: str) -> Iterator[Change]:
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    axis_now = ast.unparse(given["axis"]) if "axis" in given else "None"
    others = [keyword for keyword in call.keywords if keyword.arg not in ("axis", "keepdims")]
    array = call.args[:1] if is_module(getattr(call.func, "value", None)) else []
    for axis in (None, 0, 1):
        along = [] if axis is None else [ast.keyword("axis", ast.Constant(axis))]
        for kept in ([], [ast.keyword("keepdims", ast.Constant(True))]):
            if axis_now == str(axis):
                family = "keepdims-left-out" if kept else "keepdims-added"
            else:
                family = "no-axis" if axis_now == "None" else "another-axis"
                family = "along-an-axis" if axis is None else family
            with place.holding(ast.Call(call.func, array, [*others, *along, *kept])):
                yield edit(family, function=function), call


_OF_TWO = {
    pair: sentence
    for one, two, what in (("max", "maximum", "largest"), ("min", "minimum", "smallest"))
    for pair, sentence in (
        (
            (one, two),
            f"`{one}` looks for the {what} of one array; `np.{two}` compares two, entry by entry",
        ),
        ((two, one), f"`{two}` compares two arrays; the {what} of one array is `np.{one}`"),
    )
}
"""What is told where a function is taken for another of nearly the same name, by both."""


def left_out(own: OwnCode) -> Iterator[Change]:
    """A function that is not taken, or a transposition."""
    takes_size = any(function_of(node) in _OF_A_SIZE for node in ast.walk(own.function))
    functions = [name for name in _LEFT_OUT if not (takes_size and name == "exp")]
    for place, node in own.in_formula():
        if not is_quantity(node) or _is_size(node) or isinstance(place.holder, ast.Attribute):
            continue
        if function_of(place.holder) in MADE_NEW or place.field == "test":
            continue
        part = own.words.part(node)
        for function in functions:
            with place.holding(_of_numpy(function, node)):
                yield edit("function-left-out", function=function_words(function), part=part), node
        if isinstance(node, ast.Name | ast.Subscript):
            with place.holding(_of_numpy("maximum", node, ast.Constant(0))):
                yield edit("limit-left-out", part=part), node
            family = "rows-counted" if function_of(place.holder) == "len" else "not-transposed"
            with place.holding(ast.Attribute(node, "T", ast.Load())):
                yield edit(family, part=part), node


def _is_size(node: ast.AST) -> bool:
    """Whether a node is the number of entries of something."""
    if isinstance(node, ast.Subscript):
        node = node.value
    of_array = isinstance(node, ast.Attribute) and node.attr in ("shape", "size")
    return of_array or function_of(node) == "len"


def _of_numpy(name: str, *arguments: ast.expr) -> ast.Call:
    return ast.Call(ast.Attribute(ast.Name("np", ast.Load()), name, ast.Load()), [*arguments], [])
