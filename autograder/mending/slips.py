"""Changes to a slip of the language itself: most of them stop Python or NumPy with an error."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from typing import TypeGuard, cast

from autograder.feedback.phrases import listed
from autograder.mending.own_code import MADE_NEW, Change, OwnCode, is_quantity
from autograder.mending.sentences import edit
from autograder.mending.steps import bodies
from autograder.mistakes.places import Edit, Place, set_back
from autograder.mistakes.words import function_of, is_module

_OPERATORS = {
    ast.Sub: "a minus",
    ast.Add: "a plus",
    ast.Mult: "a `*`",
    ast.Div: "a `/`",
    ast.MatMult: "an `@`",
}
_OF_ONE = {
    "abs",
    "exp",
    "log",
    "log1p",
    "max",
    "mean",
    "min",
    "sqrt",
    "square",
    "std",
    "sum",
    "tanh",
}
"""Functions that are taken of one value, so that a comma in their brackets may be a slip."""

_JOIN = {"concatenate", "hstack", "stack", "vstack", "column_stack"}
_PLAIN = {"T", "dtype", "ndim", "shape", "size"}
_METHODS = {"copy", "max", "mean", "min", "std", "sum"}
_IN_PLACE = {"append", "extend", "fill", "shuffle", "sort", "update"}


def of_the_language(own: OwnCode) -> Iterator[Change]:
    """One slip undone: another sign or bracket, quotes, or a function of Python's that is left out."""
    for place in own.places:
        for slip in _SLIPS:
            for new, told in slip(own, place):
                with place.holding(new):
                    yield told, place.node
    yield from _statements(own)


Undone = Iterator[tuple[ast.expr, Edit]]
"""What should stand at a place, and what is told of that."""


def _comma(own: OwnCode, place: Place) -> Undone:
    """A value too many, or a comma where an operator belongs: in a pair, or in a function of one value."""
    node = place.node
    if function_of(node) in _OF_ONE and not cast(ast.Call, node).keywords:
        call = cast(ast.Call, node)
        for joined, told in _joined(call.args):
            yield ast.Call(call.func, [joined], []), told
    elif isinstance(node, ast.Tuple) and isinstance(place.holder, ast.Return | ast.Assign):
        for value in node.elts:
            yield value, edit("values-too-many", part=own.words.part(value))
        if all(map(is_quantity, node.elts)):
            yield from _joined(node.elts)


def _joined(pair: list[ast.expr]) -> Undone:
    if len(pair) == 2:
        for operator, sign in _OPERATORS.items():
            yield ast.BinOp(pair[0], operator(), pair[1]), edit("comma-for-operator", sign=sign)


def _is_index(place: Place) -> bool:
    return isinstance(place.holder, ast.Subscript) and place.field == "slice"


def _loop(own: OwnCode, place: Place) -> Undone:
    """What a loop goes through: a number, places, pairs, or what a dict holds."""
    holder, through = place.holder, cast(ast.expr, place.node)
    if not isinstance(holder, ast.For | ast.comprehension) or place.field != "iter":
        return
    part, name = own.words.part(through), ast.unparse(through)
    if isinstance(through, ast.Tuple | ast.List) and len(through.elts) > 1:
        yield _called("zip", *through.elts), edit("zip-left-out", part=part)
    elif function_of(through) in ("zip", "enumerate", "range", "items", "keys", "values"):
        return
    elif isinstance(holder.target, ast.Tuple):
        items = ast.Call(ast.Attribute(through, "items", ast.Load()), [], [])
        yield items, edit("items-left-out", part=name)
        yield _called("enumerate", through), edit("enumerate-left-out", part=part)
    else:
        yield _called("range", through), edit("range-left-out", part=part)
        places = _called("range", _called("len", through))
        yield places, edit("values-for-places", part=name)


def _called(function: str, *arguments: ast.expr) -> ast.Call:
    return ast.Call(ast.Name(function, ast.Load()), [*arguments], [])


def _index(own: OwnCode, place: Place) -> Undone:
    """A key without quotes, a variable in them, or a comma for a colon."""
    node = place.node
    if not _is_index(place):
        return
    if isinstance(node, ast.Name) and node.id not in own.known:
        yield ast.Constant(node.id), edit("quotes-left-out", part=node.id)
    elif isinstance(node, ast.Constant) and node.value in own.names:
        yield ast.Name(node.value, ast.Load()), edit("quotes-too-many", part=node.value)
    elif isinstance(node, ast.Tuple) and len(node.elts) == 2:
        yield ast.Slice(*node.elts), edit("comma-for-colon", part=ast.unparse(place.holder))


def _brackets(own: OwnCode, place: Place) -> Undone:
    """A dot or round brackets where square ones belong, or the reverse."""
    node = place.node
    if isinstance(node, ast.Attribute) and own.is_a(node.value, "dict"):
        entry = ast.Subscript(node.value, ast.Constant(node.attr), ast.Load())
        parts = {"part": ast.unparse(node), "right": ast.unparse(entry)}
        yield entry, edit("dot-for-brackets", **parts)
    elif isinstance(node, ast.Subscript) and is_module(getattr(node.value, "value", None)):
        yield ast.Call(node.value, [node.slice], []), edit("square-for-round")
    elif isinstance(node, ast.Call) and len(node.args) == 1:
        part = ast.unparse(node.func)
        if part in own.known:
            entry = ast.Subscript(node.func, node.args[0], ast.Load())
            yield entry, edit("round-for-square", part=part)


def _called_otherwise(own: OwnCode, place: Place) -> Undone:
    """Brackets that are too many, or that should hold the arguments together; a star too many."""
    node = place.node
    if isinstance(node, ast.Starred):
        yield node.value, edit("star-too-many", part=ast.unparse(node.value))
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return
    name = node.func.attr
    if name in _PLAIN and not node.args:
        yield node.func, edit("brackets-too-many", part=name)
    what = "sizes" if name in MADE_NEW else "arrays" if name in _JOIN else ""
    if what and len(node.args) > 1 and is_module(node.func.value):
        together = ast.Call(node.func, [ast.Tuple([*node.args], ast.Load())], node.keywords)
        yield together, edit("brackets-left-out", what=what)


def _not_called(own: OwnCode, place: Place) -> Undone:
    """A function or a method without its brackets."""
    node = place.node
    if isinstance(place.holder, ast.Call) and place.field == "func":
        return
    if isinstance(node, ast.Attribute) and node.attr in _METHODS:
        yield ast.Call(node, [], []), edit("not-called", part=ast.unparse(node))
    if not isinstance(place.holder, ast.BinOp | ast.UnaryOp | ast.Return):
        return
    of_numpy = isinstance(node, ast.Attribute) and is_module(node.value)
    other = isinstance(node, ast.Name) and node.id not in own.known
    for name in own.names if of_numpy or other else ():
        taken = ast.Call(cast(ast.expr, node), [ast.Name(name, ast.Load())], [])
        yield taken, edit("not-called", part=ast.unparse(node))


def _operators(own: OwnCode, place: Place) -> Undone:
    """Python's signs for single values, taken of arrays, and math's functions in place of NumPy's."""
    match place.node:
        case ast.BinOp(left=base, op=ast.BitXor(), right=ast.Constant(value=1 | 2 | 3) as power):
            yield ast.BinOp(base, ast.Pow(), power), edit("xor-for-power")
        case ast.BoolOp(op=ast.And(), values=[left, right]):
            both = ast.BinOp(left, ast.BitAnd(), right)
            yield both, edit("word-for-sign", word="and", sign="&")
        case ast.BoolOp(op=ast.Or(), values=[left, right]):
            either = ast.BinOp(left, ast.BitOr(), right)
            yield either, edit("word-for-sign", word="or", sign="|")
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            turned = ast.Call(_of_numpy("logical_not"), [operand], [])
            yield turned, edit("word-for-sign", word="not", sign="~")
        case ast.Attribute(value=ast.Name(id="math"), attr=name):
            yield _of_numpy(name), edit("math-for-numpy", function=name)
        case ast.Compare(
            left=first,
            ops=[one, other],
            comparators=[ast.BinOp(op=ast.BitAnd() | ast.BitOr()) as middle, last],
        ):
            left, right = ast.Compare(first, [one], [middle.left]), middle.right
            new = ast.BinOp(left, middle.op, ast.Compare(right, [other], [last]))
            sign = "&" if isinstance(middle.op, ast.BitAnd) else "|"
            yield new, edit("comparison-not-in-brackets", sign=sign)


def _of_numpy(name: str) -> ast.Attribute:
    return ast.Attribute(ast.Name("np", ast.Load()), name, ast.Load())


_SLIPS: tuple[Callable[[OwnCode, Place], Undone], ...] = (
    _comma,
    _loop,
    _index,
    _brackets,
    _called_otherwise,
    _not_called,
    _operators,
)


def _statements(own: OwnCode) -> Iterator[Change]:
    """`==` for `=`, `=+` for `+=`, and no `return` at the end."""
    for body in bodies(own.function):
        for index, statement in enumerate(body):
            for new, told in (*_meant(statement), *_names_taken(statement)):
                with set_back(body):
                    body[index] = ast.fix_missing_locations(ast.copy_location(new, statement))
                    yield told, statement
    yield from return_left_out(own)


def return_left_out(own: OwnCode) -> Iterator[Change]:
    """A `return` at the end of a function that gives nothing back: of a last value, or of what is set last."""
    if own.gives_back:
        return
    body = own.function.body
    last, end = body[-1], len(body)
    with set_back(body):
        if isinstance(last, ast.Expr):
            body[-1] = ast.copy_location(ast.Return(last.value), last)
            yield edit("return-left-out"), last
        for value, where in _set_in(last):
            body[end:] = [ast.copy_location(ast.Return(value), last)]
            yield edit("return-left-out"), where


def _set_in(statement: ast.stmt) -> Iterator[tuple[ast.expr, ast.stmt]]:
    """What a statement sets, as in a loop or branch, the last first, and where."""
    seen = set()
    for where in reversed(list(ast.walk(statement))):
        if isinstance(where, ast.Assign | ast.AugAssign | ast.AnnAssign):
            target = where.targets[0] if isinstance(where, ast.Assign) else where.target
            while isinstance(target, ast.Subscript):
                target = target.value
            name = ast.unparse(target)
            if name not in seen:
                seen.add(name)
                yield ast.parse(name, mode="eval").body, where


def _meant(statement: ast.stmt) -> Iterator[tuple[ast.stmt, Edit]]:
    match statement:
        case ast.Assign(targets=[target], value=value) if function_of(value) in _IN_PLACE:
            yield ast.Expr(value), edit("nothing-set", part=ast.unparse(target))
        case ast.Expr(value=ast.Compare(left=target, ops=[ast.Eq()], comparators=[value])):
            stored = ast.parse(f"{ast.unparse(target)} = 0").body[0] if _is_target(target) else None
            if isinstance(stored, ast.Assign):
                new = ast.Assign(stored.targets, value)
                yield new, edit("compared-for-set", part=ast.unparse(target))
        case ast.Assign(
            targets=[target], value=ast.UnaryOp(op=ast.UAdd() | ast.USub() as sign, operand=value)
        ) if _is_target(target):
            plus = isinstance(sign, ast.UAdd)
            parts = {"sign": "+" if plus else "-", "part": ast.unparse(target)}
            changed = ast.AugAssign(target, ast.Add() if plus else ast.Sub(), value)
            yield changed, edit("signs-exchanged", **parts)


def _names_taken(statement: ast.stmt) -> Iterator[tuple[ast.stmt, Edit]]:
    """A loop whose variables have the names of what it goes through, so that the next loop lacks it."""
    if not isinstance(statement, ast.For):
        return
    through = {n.id for n in ast.walk(statement.iter) if isinstance(n, ast.Name)}
    targets = [n.id for n in ast.walk(statement.target) if isinstance(n, ast.Name)]
    taken = [name for name in targets if name in through]
    if taken:
        loop = copy.deepcopy(statement)
        for part in (loop.target, *loop.body):
            for node in ast.walk(part):
                if isinstance(node, ast.Name) and node.id in taken:
                    node.id += "_"
        yield loop, edit("name-taken", part=listed([f"`{name}`" for name in taken]))


def _is_target(node: ast.expr) -> TypeGuard[ast.Name | ast.Subscript]:
    return isinstance(node, ast.Name | ast.Subscript)
