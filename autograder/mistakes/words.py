"""Words for a part of a formula: as short as the notebook's own, and never a line to type."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.feedback.phrases import listed

_FUNCTIONS = {
    "abs": "absolute value",
    "absolute": "absolute value",
    "argmax": "argmax",
    "clip": "clip",
    "arctan": "arc tangent",
    "cos": "cosine",
    "cosh": "hyperbolic cosine",
    "exp": "exponential",
    "log": "logarithm",
    "max": "maximum",
    "maximum": "larger",
    "mean": "mean",
    "median": "median",
    "min": "minimum",
    "minimum": "smaller",
    "ptp": "range",
    "sin": "sine",
    "sinh": "hyperbolic sine",
    "sqrt": "square root",
    "sign": "sign",
    "square": "square",
    "std": "standard deviation",
    "sum": "sum",
    "tan": "tangent",
    "var": "variance",
    "relu": "ReLU",
    "sigmoid": "sigmoid",
    "tanh": "tanh",
}
_LONGEST = 20
"""The longest piece of a formula that is shown as it is."""

HIDDEN = {"np", "math", "k", "i", "j", "key", "name", "_"}
"""Names that stand for no quantity."""


_OPERATIONS = {
    ast.Add: "sum",
    ast.Sub: "difference",
    ast.Mult: "product",
    ast.MatMult: "product",
    ast.Div: "quotient",
}


class Words:
    """Describes parts of a function's formula by its names.

    Unless the function is written as in the notebook, a local variable is described by what it is made
    of, because a student's has another name.
    """

    def __init__(self, function: ast.FunctionDef, as_in_notebook: bool) -> None:
        self._arguments = {arg.arg for arg in function.args.args}
        if as_in_notebook:
            stored = (n for n in ast.walk(function) if isinstance(n, ast.Name))
            self._arguments |= {n.id for n in stored if isinstance(n.ctx, ast.Store)} - HIDDEN
        self._made_of: dict[str, list[ast.expr]] = {}
        self._wholes = {id(node): name for node, name in _wholes(function)}
        for node in ast.walk(function):
            for target, value in _bindings(node):
                if target not in self._arguments:
                    self._made_of.setdefault(target, []).append(value)

    def part(self, node: ast.AST) -> str:
        """A part of the formula, such as "`1 - beta1`", "the sum" or "the part with `y_true`"."""
        if isinstance(node, ast.Tuple):
            return listed([self.part(each) for each in node.elts])
        return self._short(node) or self._made(node) or self._by_names(node)

    def has_name(self, node: ast.AST) -> bool:
        """Whether a part has a name of its own, or is the result."""
        return isinstance(node, ast.Name | ast.Subscript) or id(node) in self._wholes

    def _short(self, node: ast.AST) -> str:
        """A part that is short enough to be shown as it is, or has a name; otherwise ""."""
        whole = self._wholes.get(id(node), "")
        short = self.formula(node)
        return whole or (in_words(short) if short else "")

    def _made(self, node: ast.AST) -> str:
        """How a part is made of shorter ones: "the product of `a` and `b`"; "" if they are long, too."""
        if function_of(node) in _FUNCTIONS:
            parts = [self._short(part) for part in taken_of(node)]
            told = f" of {listed(parts)}" if parts and all(parts) else ""
            return f"the {_FUNCTIONS[function_of(node)]}{told}"
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            inner = self._short(node.operand) or self._made(node.operand)
            return f"minus {inner}" if inner else ""
        if not isinstance(node, ast.BinOp):
            return ""
        left, right = self._operand(node.left), self._operand(node.right)
        if isinstance(node.op, ast.Pow) and left:
            return f"the {'square' if ast.unparse(node.right) == '2' else 'power'} of {left}"
        made = _OPERATIONS.get(type(node.op), "")
        return f"the {made} of {left} and {right}" if made and left and right else ""

    def _operand(self, node: ast.AST) -> str:
        return self._short(node) or (self._made(node) if function_of(node) in _FUNCTIONS else "")

    def _by_names(self, node: ast.AST) -> str:
        names = [f"`{name}`" for name in self.names(node)[:3]]
        if not names:
            return "this part"
        return f"the part with {listed(names)}"

    def formula(self, node: ast.AST) -> str:
        """A part as a short formula in the notebook's own names, or "" if it is long or has other names."""
        if any(isinstance(each, ast.keyword) for each in ast.walk(node)):
            return ""
        try:
            text = ast.unparse(_InNotebook(self._made_of, self._arguments).visit(_copied(node)))
        except (_OtherName, SyntaxError):
            return ""
        return text if len(text) <= _LONGEST and "lambda" not in text and "[" not in text else ""

    def names(self, node: ast.AST) -> list[str]:
        """The arguments that a part is made of, in order."""
        return list(dict.fromkeys(self._names(node, set())))

    def _names(self, node: ast.AST, seen: set[str]) -> Iterator[str]:
        if key := key_of(node):
            yield key
            return
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Name | ast.Tuple):
            yield from self._names(node.value, seen)
            return
        if isinstance(node, ast.Name):
            if node.id in self._arguments:
                yield node.id
            elif node.id not in seen:
                for value in self._made_of.get(node.id, []):
                    yield from self._names(value, seen | {node.id})
        for child in ast.iter_child_nodes(node):
            yield from self._names(child, seen)


def _wholes(function: ast.FunctionDef) -> Iterator[tuple[ast.expr, str]]:
    """What is given a name or handed back, with the words for it."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and not isinstance(node.value, ast.Name | ast.Constant):
            target = node.targets[0]
            name = target.value if isinstance(target, ast.Subscript) else target
            if isinstance(name, ast.Name):
                yield node.value, in_words(name.id)
        elif isinstance(node, ast.Return) and isinstance(
            node.value, ast.BinOp | ast.Call | ast.UnaryOp
        ):
            yield node.value, "the result"


def function_of(node: ast.AST) -> str:
    """The name of the function that a node calls, as in np.exp, x.sum or sum; otherwise ""."""
    if not isinstance(node, ast.Call):
        return ""
    function = node.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def is_module(node: ast.AST | None) -> bool:
    """Whether a node is NumPy or math, as in np.exp."""
    return isinstance(node, ast.Name) and node.id in ("np", "math")


def in_words(formula: str) -> str:
    """A name or a short formula as it is told: "`Z1`", or "the new `m`" for new_m."""
    if formula.startswith("new_") and formula.isidentifier():
        return f"the new `{formula.removeprefix('new_')}`"
    return f"`{formula}`"


def taken_of(node: ast.AST) -> list[ast.expr]:
    """What a call such as np.sum(x), x.sum() or np.maximum(x, y) is taken of."""
    if not isinstance(node, ast.Call):
        return []
    owner = getattr(node.func, "value", None)
    if owner is not None and not is_module(owner):
        return [owner]
    return node.args


def function_words(name: str) -> str:
    """A function in words: "square root"; its own name if there is no word."""
    return _FUNCTIONS.get(name, f"`{name}`")


def key_of(node: ast.AST) -> str:
    """The key of `params["W1"]`; "" for anything else."""
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return node.slice.value if isinstance(node.slice.value, str) else ""
    return ""


class _OtherName(Exception):
    """Raised for a name that a student does not know."""


class _InNotebook(ast.NodeTransformer):
    """Writes a formula as a notebook would: W1 for params["W1"], g for grads[k], exp for np.exp."""

    def __init__(self, made_of: dict[str, list[ast.expr]], arguments: set[str]) -> None:
        self._made_of, self._arguments = made_of, arguments

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        if key := key_of(node):
            return ast.Name(key)
        if isinstance(node.slice, ast.Name) and isinstance(node.value, ast.Name):
            return self.visit(node.value)
        raise _OtherName

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        if is_module(node.value):
            return ast.Name(node.attr)
        return self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> ast.AST:
        if node.id in self._arguments:
            return node
        made = self._made_of.get(node.id, [])
        if len(made) == 1 and isinstance(made[0], ast.Name) and made[0].id != node.id:
            return self.visit(_copied(made[0]))
        if made or node.id in HIDDEN:
            raise _OtherName
        return node


def _copied(node: ast.AST) -> ast.AST:
    return ast.parse(ast.unparse(node), mode="eval").body


def _bindings(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """The local names that a node binds, with what they are made of."""
    if isinstance(node, ast.Assign):
        for target in node.targets:
            yield from _unpacked(target, node.value)
    elif isinstance(node, ast.AugAssign):
        yield from _unpacked(node.target, node.value)
    elif isinstance(node, ast.For | ast.comprehension) and not (
        isinstance(node.target, ast.Name) and node.target.id in HIDDEN
    ):
        yield from _unpacked(node.target, node.iter)


def _unpacked(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    """Names in a target. In `for k, g in grads.items()` g is made of `grads`, and k of nothing."""
    if isinstance(target, ast.Name):
        yield target.id, value
    elif isinstance(target, ast.Tuple):
        if isinstance(value, ast.Tuple) and len(value.elts) == len(target.elts):
            for inner, part in zip(target.elts, value.elts, strict=True):
                yield from _unpacked(inner, part)
        elif function_of(value) in ("items", "enumerate") and len(target.elts) == 2:
            owner = value.func.value if function_of(value) == "items" else value.args[0]  # type: ignore[attr-defined]
            yield from _unpacked(target.elts[1], owner)
        else:
            for inner in target.elts:
                yield from _unpacked(inner, value)
