"""Changes to a slip of the language itself: most of them stop Python or NumPy with an error."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import cast

from autograder.mending.own_code import MADE_NEW, Change, OwnCode
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
_ARRAYS = {"T", "copy", "dtype", "max", "mean", "min", "ndim", "shape", "size", "std", "sum"}
_METHODS = _ARRAYS - {"T", "dtype", "ndim", "shape", "size"}
_OF_ARRAYS = {"and": ast.BitAnd, "or": ast.BitOr}


def of_the_language(own: OwnCode) -> Iterator[Change]:
    """One slip undone: another sign or bracket, quotes, or a function of Python's that is left out."""
    for place in own.places:
        for slip in _SLIPS:
            for new, told in slip(own, place):
                with place.holding(new):
                    yield told, place.node
    yield from _statements(own)


Undone = Iterator[tuple[ast.expr, Edit]]


def _comma(own: OwnCode, place: Place) -> Undone:
    """A comma where an operator belongs, in a pair or between the arguments of a function of one value."""
    node = place.node
    pair = node.elts if isinstance(node, ast.Tuple) else []
    called = function_of(node) in _OF_ONE and not cast(ast.Call, node).keywords
    pair = cast(ast.Call, node).args if called else pair
    if len(pair) != 2 or _is_index(place) or isinstance(place.holder, ast.For | ast.comprehension):
        return
    for operator, sign in _OPERATORS.items():
        joined = ast.BinOp(pair[0], operator(), pair[1])
        new = ast.Call(cast(ast.Call, node).func, [joined], []) if called else joined
        yield new, edit("comma-for-operator", sign=sign)


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


def _entry(own: OwnCode, place: Place) -> Undone:
    """A key without quotes, an entry after a dot, or an index in round brackets."""
    node = place.node
    if _is_index(place) and isinstance(node, ast.Name) and node.id not in own.known:
        yield ast.Constant(node.id), edit("quotes-left-out", part=node.id)
    if isinstance(node, ast.Attribute) and own.is_a(node.value, "dict"):
        entry = ast.Subscript(node.value, ast.Constant(node.attr), ast.Load())
        yield entry, edit("dot-for-brackets", part=ast.unparse(node), right=ast.unparse(entry))
    if isinstance(node, ast.Call) and ast.unparse(node.func) in own.known and len(node.args) == 1:
        part = ast.unparse(node.func)
        yield (
            ast.Subscript(node.func, node.args[0], ast.Load()),
            edit("round-for-square", part=part),
        )


def _brackets(own: OwnCode, place: Place) -> Undone:
    """Round brackets that are too many or left out, or square ones after the name of a function."""
    node = place.node
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        plain = node.func.attr in _ARRAYS - _METHODS and not node.args
        if plain:
            yield node.func, edit("brackets-too-many", part=node.func.attr)
        if len(node.args) > 1 and is_module(node.func.value):
            together = {
                **dict.fromkeys(MADE_NEW, "sizes"),
                **dict.fromkeys(_JOIN, "arrays"),
            }.get(node.func.attr)
            if together:
                one = ast.Tuple([*node.args], ast.Load())
                yield (
                    ast.Call(node.func, [one], node.keywords),
                    edit("brackets-left-out", what=together),
                )
    called = isinstance(place.holder, ast.Call) and place.field == "func"
    if isinstance(node, ast.Attribute) and node.attr in _METHODS and not called:
        yield ast.Call(node, [], []), edit("not-called", part=ast.unparse(node))
    if isinstance(node, ast.Subscript) and is_module(getattr(node.value, "value", None)):
        yield ast.Call(node.value, [node.slice], []), edit("square-for-round")


def _operators(own: OwnCode, place: Place) -> Undone:
    """Python's signs for single values, taken of arrays, and math's functions in place of NumPy's."""
    node = place.node
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitXor):
        yield ast.BinOp(node.left, ast.Pow(), node.right), edit("xor-for-power")
    if isinstance(node, ast.BoolOp) and len(node.values) == 2:
        word = "and" if isinstance(node.op, ast.And) else "or"
        left, right = node.values
        sign = "&" if word == "and" else "|"
        yield (
            ast.BinOp(left, _OF_ARRAYS[word](), right),
            edit("word-for-sign", word=word, sign=sign),
        )
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        new = ast.Call(_of_numpy("logical_not"), [node.operand], [])
        yield new, edit("word-for-sign", word="not", sign="~")
    if isinstance(node, ast.Compare) and len(node.ops) == 2:
        middle = node.comparators[0]
        if isinstance(middle, ast.BinOp) and isinstance(middle.op, ast.BitAnd | ast.BitOr):
            left = ast.Compare(node.left, node.ops[:1], [middle.left])
            right = ast.Compare(middle.right, node.ops[1:], node.comparators[1:])
            sign = "&" if isinstance(middle.op, ast.BitAnd) else "|"
            yield ast.BinOp(left, middle.op, right), edit("comparison-not-in-brackets", sign=sign)
    if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "math":
        yield _of_numpy(node.attr), edit("math-for-numpy", function=node.attr)


def _of_numpy(name: str) -> ast.Attribute:
    return ast.Attribute(ast.Name("np", ast.Load()), name, ast.Load())


_SLIPS: tuple[Callable[[OwnCode, Place], Undone], ...] = (
    _comma,
    _loop,
    _entry,
    _brackets,
    _operators,
)


def _statements(own: OwnCode) -> Iterator[Change]:
    """`==` for `=`, `=+` for `+=`, and no `return` at the end."""
    for body in bodies(own.function):
        for index, statement in enumerate(body):
            for new, told in _meant(statement):
                with set_back(body):
                    body[index] = ast.fix_missing_locations(ast.copy_location(new, statement))
                    yield told, statement
    body = own.function.body
    last = body[-1]
    if isinstance(last, ast.Expr) and not any(
        isinstance(n, ast.Return) for n in ast.walk(own.function)
    ):
        with set_back(body):
            body[-1] = ast.copy_location(ast.Return(last.value), last)
            yield edit("return-left-out"), last


def _meant(statement: ast.stmt) -> Iterator[tuple[ast.stmt, Edit]]:
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Compare):
        compared = statement.value
        target = compared.left
        if isinstance(compared.ops[0], ast.Eq) and isinstance(target, ast.Name | ast.Subscript):
            stored = type(target)(**{**dict(ast.iter_fields(target)), "ctx": ast.Store()})
            new = ast.Assign([stored], compared.comparators[0])
            yield new, edit("compared-for-set", part=ast.unparse(target))
    if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.UnaryOp):
        target, sign = statement.targets[0], type(statement.value.op)
        operator = {ast.UAdd: ast.Add, ast.USub: ast.Sub}.get(sign)
        if operator and isinstance(target, ast.Name | ast.Subscript):
            word = "+" if sign is ast.UAdd else "-"
            new_ = ast.AugAssign(target, operator(), statement.value.operand)
            yield new_, edit("signs-exchanged", sign=word, part=ast.unparse(target))
