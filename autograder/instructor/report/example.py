"""Takes a student's function from a notebook as a short, anonymous example."""

from __future__ import annotations

import ast
import builtins
import hashlib
import keyword
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

import numpy as np

MAX_LINES, MAX_WIDTH = 14, 90
_Node = TypeVar("_Node", bound=ast.AST)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Example:
    """A function's code, and the lines below the verdict's first sentence."""

    code: str
    shown: str
    leans: bool = False
    """Whether it uses names that are defined elsewhere in the notebook."""
    key: str = ""
    """Names the code: eight digits, the same for the same function without comments."""

    @property
    def size(self) -> tuple[bool, int, int]:
        """The sort key: short examples first, but those that lean on other code last."""
        return self.leans, self.code.count("\n"), len(self.code)


def names_any(text: str, names: Iterable[str]) -> bool:
    """Whether a text contains one of these words; words of 4 letters or more also within a word."""
    text = text.casefold()
    words = set(_WORD.findall(text))
    return any(name in words or (len(name) > 3 and name in text) for name in names)


def words_of(text: str) -> set[str]:
    """The words of a name or id that may identify a student, in lower case.

    Single letters, and words that are also names in NumPy or Python, are left out.
    """
    return {word for word in _WORD.findall(text.casefold()) if len(word) > 1} - _everyones()


def example_of(
    cells: Iterable[Any], name: str, message: str, known: Iterable[str] = ()
) -> Example | None:
    """The function `name` of a notebook, without comments and docstrings; None if there is none.

    `known` are names that need no definition in the example, such as those of the exercises.
    """
    try:
        function = _function(cells, name)
        if function is None:
            return None
        code = ast.unparse(bare(function))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    key = hashlib.sha256(code.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return Example(_shortened(code), message.partition("\n")[2], _leans(function, known), key)


def bare(node: _Node) -> _Node:
    """Code without decorators, annotations, docstrings and other bare strings."""
    bared: _Node = _Bare().visit(node)
    return ast.fix_missing_locations(bared)


@cache
def _everyones() -> frozenset[str]:
    found = (*dir(builtins), *keyword.kwlist, *dir(np))
    return frozenset(word for name in found for word in _WORD.findall(name.casefold()))


def _function(cells: Iterable[Any], name: str) -> ast.AST | None:
    """The last definition of a function, which is the one that runs."""
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    for source in reversed(sources):
        if re.search(rf"^(?:async\s+)?def\s+{re.escape(name)}\b", source, re.MULTILINE):
            for node in reversed(ast.parse(source).body):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == name:
                    return node
    return None


def _leans(function: ast.AST, known: Iterable[str]) -> bool:
    bound = {"np", *dir(builtins), *known}
    read = set()
    for node in ast.walk(function):
        match node:
            case ast.Name(id=name, ctx=ast.Load()):
                read.add(name)
            case ast.Name(id=name) | ast.arg(arg=name) | ast.FunctionDef(name=name):
                bound.add(name)
    return not read <= bound


class _Bare(ast.NodeTransformer):
    """Removes decorators, annotations, docstrings and other bare strings."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.decorator_list, node.returns = [], None
        self.generic_visit(node)
        node.body = node.body or [ast.Pass()]
        return node

    def visit_arg(self, node: ast.arg) -> ast.AST:
        return ast.arg(node.arg)

    def visit_Expr(self, node: ast.Expr) -> ast.AST | None:
        text = isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        return None if text else node


def _shortened(code: str) -> str:
    lines = [
        line if len(line) <= MAX_WIDTH else f"{line[: MAX_WIDTH - 2]} …"
        for line in code.splitlines()
        if line
    ]
    if len(lines) > MAX_LINES:
        lines[MAX_LINES - 1 :] = ["    …"]
    return "\n".join(lines)
