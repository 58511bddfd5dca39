"""Mutants: the right answer with one small change, such as a typing mistake.

The standard operators are Cosmic Ray's, without those that put a bit operator or an `is` where numbers
are computed, because these always raise an error or change nothing. The operators in `_alternatives`
are mistakes with arrays and dicts that Cosmic Ray does not have.
"""

from __future__ import annotations

import ast
import copy
import difflib
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

from autograder.mistakes.source import bare

Replacement = tuple[str, ast.AST | None]

_NO_SLIPS = ("Bit", "Shift", "Is", "Invert", "Variable", "Exception", "Decorator")
STANDARD = tuple(name for name in operator_names() if not any(word in name for word in _NO_SLIPS))


@dataclass(frozen=True)
class Mutant:
    """A changed source text: the operator's name, and the line before and after."""

    source: str
    operator: str
    before: str
    after: str

    @property
    def change(self) -> str:
        """The change as one line, `before  →  after`."""
        return f"{self.before}  →  {self.after or '(nothing)'}"


def mutants(source: str) -> list[Mutant]:
    """All different mutants of a source text that compile, in a fixed order."""
    tree = bare(ast.parse(source))
    original = ast.unparse(tree)
    found: dict[str, Mutant] = {}
    for operator, mutated in [*_standard(original), *_own(tree)]:
        text = _normal(mutated)
        if text is not None and text != original and text not in found:
            found[text] = Mutant(text, operator, *_changed_lines(original, text))
    return list(found.values())


def _standard(source: str) -> Iterator[tuple[str, str]]:
    """The mutants of Cosmic Ray's operators."""
    nodes = list(ast_nodes(get_ast(source)))
    for name in STANDARD:
        operator = get_operator(name)()
        positions = sum(len(list(operator.mutation_positions(node))) for node in nodes)
        for occurrence in range(positions):
            yield name.partition("/")[2], mutate_code(source, operator, occurrence)


def _own(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """The mutants of our own operators."""
    keys = sorted({key for node in ast.walk(tree) for key in _keys(node)})
    for place, node in enumerate(ast.walk(tree)):
        for operator, new in _alternatives(node, keys):
            changed = copy.deepcopy(tree)
            target = next(n for i, n in enumerate(ast.walk(changed)) if i == place)
            yield operator, ast.unparse(_Swap(target, new).visit(changed))


def _alternatives(node: ast.AST, keys: list[str]) -> Iterator[Replacement]:
    """The replacements of a node, each with its operator's name; None removes a statement."""
    match node:
        case ast.BinOp(left, op, right):
            yield "TermDropped", left
            if isinstance(op, ast.Add | ast.Mult | ast.MatMult):
                yield "TermDropped", right
            elif isinstance(op, ast.Sub):
                yield "TermDropped", ast.UnaryOp(ast.USub(), right)
            elif isinstance(op, ast.Div):
                yield "TermDropped", ast.BinOp(ast.Constant(1), op, right)
            if isinstance(op, ast.MatMult):
                yield "MatrixProductByElement", ast.BinOp(left, ast.Mult(), right)
        case ast.Call(function, arguments, keywords):
            if arguments:
                yield "CallRemoved", arguments[0]
            if isinstance(function, ast.Attribute):
                yield "CallRemoved", function.value
            for i in range(len(arguments) - 1):
                yield "ArgumentsSwapped", ast.Call(function, _swapped(arguments, i), keywords)
            for i in range(len(keywords)):
                rest = keywords[:i] + keywords[i + 1 :]
                yield "KeywordRemoved", ast.Call(function, arguments, rest)
        case ast.Attribute(value, "T"):
            yield "TransposeRemoved", value
        case ast.Tuple(elements, ast.Load()):
            for i in range(len(elements) - 1):
                yield "ElementsSwapped", ast.Tuple(_swapped(elements, i), ast.Load())
        case ast.Subscript(value, ast.Constant(str(key)), context):
            for other in keys:
                if other != key:
                    yield "KeyChanged", ast.Subscript(value, ast.Constant(other), context)
        case ast.Subscript(value, _, ast.Load()):
            yield "IndexRemoved", value
        case ast.Dict(own, values):
            for i, old in enumerate(own):
                for other in keys if isinstance(old, ast.Constant) else ():
                    changed = [*own[:i], ast.Constant(other), *own[i + 1 :]]
                    yield "KeyChanged", ast.Dict(changed, values)
        case ast.IfExp(_, then, otherwise):
            yield "BranchDropped", then
            yield "BranchDropped", otherwise
        case ast.comprehension(target, iterable, [_, *_]):
            yield "FilterRemoved", ast.comprehension(target, iterable, [], node.is_async)
        case ast.Constant(float(number)):
            yield "NumberDoubled", ast.Constant(2 * number)
        case ast.stmt() if not isinstance(node, ast.FunctionDef | ast.Pass):
            yield "StatementRemoved", None


def _swapped(items: list[ast.expr], i: int) -> list[ast.expr]:
    """The items with the i-th and the next one swapped."""
    return [*items[:i], items[i + 1], items[i], *items[i + 2 :]]


def _keys(node: ast.AST) -> Iterator[str]:
    """The strings used as keys in a node."""
    found: list[ast.expr | None] = []
    if isinstance(node, ast.Subscript):
        found = [node.slice]
    elif isinstance(node, ast.Dict):
        found = node.keys
    for key in found:
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            yield key.value


class _Swap(ast.NodeTransformer):
    """Replaces a node with another one, or a statement with `pass`."""

    def __init__(self, target: ast.AST, new: ast.AST | None) -> None:
        self.target, self.new = target, new

    def visit(self, node: ast.AST) -> ast.AST:
        if node is not self.target:
            return self.generic_visit(node)
        return ast.Pass() if self.new is None else ast.fix_missing_locations(self.new)


def _normal(source: str) -> str | None:
    """The code in a normal form, or None if it does not compile."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            compile(source, "<mutant>", "exec")
    except (SyntaxError, ValueError):
        return None
    return ast.unparse(ast.parse(source))


def _changed_lines(before: str, after: str) -> tuple[str, str]:
    lines = before.splitlines(), after.splitlines()
    for tag, a, b, c, d in difflib.SequenceMatcher(None, *lines, autojunk=False).get_opcodes():
        if tag != "equal":
            return (
                " ".join(line.strip() for line in lines[0][a:b]),
                " ".join(line.strip() for line in lines[1][c:d]),
            )
    raise ValueError("the texts do not differ")
