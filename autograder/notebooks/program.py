"""Finds the statements of a notebook that one exercise needs: its function, and what that uses.

Plots, experiments and calls of `check` are left out, so that a cell that fails or takes minutes does
not affect a verdict.
"""

from __future__ import annotations

import ast
import linecache
import re
import symtable
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from autograder.model import Problem
from autograder.notebooks.errors import problem_of
from autograder.notebooks.reading import Cell, defined_names

_Function = ast.FunctionDef | ast.AsyncFunctionDef
_DYNAMIC = {"globals", "exec", "eval", "setattr", "vars", "locals"}
_ANY_NAME = "*"
_MAGIC = re.compile(
    r"""^([^\S\n]*+)(?:(?:[\w, ]++=\ *+)?(?:%%?[A-Za-z]|!(?!=)).*|\?.*|[^#'"\n]*\?[^\S\n]*+)$""",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Statement:
    """A top-level statement of a cell, and the global names that it binds or changes in place."""

    node: ast.stmt
    filename: str
    changes: frozenset[str]

    @cached_property
    def reads(self) -> frozenset[str]:
        """The global names that it uses, also inside functions that it defines."""
        try:
            source = ast.unparse(self.node)
            return frozenset(_global_reads(symtable.symtable(source, self.filename, "exec")))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return frozenset()  # running it will say why

    def calls_that_change(self, names: set[str]) -> set[str]:
        """The call of the function that it defines, if that function sets one of these globals."""
        if isinstance(self.node, _Function) and (self.changes - {self.node.name}) & names:
            return {f"{self.node.name}()"}
        return set()

    def run(self, namespace: dict[str, Any]) -> None:
        """Execute it in a namespace."""
        module = ast.Module(body=[self.node], type_ignores=[])
        exec(compile(module, self.filename, "exec", dont_inherit=True), namespace)


@dataclass
class Program:
    """The statements of a notebook in order, and the cells that could not be parsed."""

    statements: list[Statement] = field(default_factory=list)
    broken: dict[str, Problem] = field(default_factory=dict)

    @classmethod
    def of(cls, cells: Iterable[Cell], origin: str = "") -> Program:
        """Parse cells. A cell with a syntax error goes into `broken`."""
        program = cls()
        for cell in cells:
            filename = f"<cell {origin}{cell.name}>"
            linecache.cache[filename] = (
                len(cell.source),
                None,
                [line + "\n" for line in cell.source.split("\n")],
                filename,
            )
            try:
                program.statements += _statements(cell.source, filename)
            except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
                problem = _syntax_problem(error, filename)
                for name in {cell.name, *defined_names(cell.source)}:
                    program.broken[name] = problem
        return program

    def needed(self, name: str) -> list[Statement]:
        """The statements that the global `name` depends on, in order."""
        names, chosen = {name, _ANY_NAME}, set[int]()
        while True:
            for index in chosen:
                names |= self.statements[index].calls_that_change(names)
            grown = [
                index
                for index, statement in enumerate(self.statements)
                if index not in chosen and statement.changes & names
            ]
            if not grown:
                return [self.statements[index] for index in sorted(chosen)]
            chosen.update(grown)
            for index in grown:
                names |= self.statements[index].reads

    def uses(self, name: str, others: Iterable[str]) -> bool:
        """Whether the statements that `name` needs may use one of these globals."""
        telling = _DYNAMIC.union(others)
        return any(statement.reads & telling for statement in self.needed(name))

    def run(self, name: str, namespace: dict[str, Any]) -> Problem | None:
        """Run what `name` needs in a namespace. Returns the problem if it is not defined afterwards."""
        problem = None
        for statement in self.needed(name):
            try:
                statement.run(namespace)
            except SyntaxError as error:
                problem = problem or _syntax_problem(error, statement.filename)
            except (Exception, SystemExit) as error:
                problem = problem or problem_of(error)
        if callable(namespace.get(name)):
            return None
        if name in self.broken:
            return self.broken[name]
        return problem or (Problem("not a function") if name in namespace else Problem("missing"))


def parse(source: str, filename: str = "<cell>") -> ast.Module:
    """A cell's syntax tree, without Jupyter's magics. Raises the same errors as `ast.parse`."""
    try:
        return ast.parse(source, filename)
    except SyntaxError:
        return ast.parse(_MAGIC.sub(r"\1pass", source), filename)


def _statements(source: str, filename: str) -> list[Statement]:
    body = parse(source, filename).body
    return [Statement(node, filename, frozenset(_changed(node))) for node in body]


def _global_reads(table: symtable.SymbolTable) -> Iterable[str]:
    top = table.get_type() == "module"
    for symbol in table.get_symbols():
        if symbol.is_referenced() and (top or symbol.is_global()):
            yield symbol.get_name()
    for child in table.get_children():
        yield from _global_reads(child)


def _changed(node: ast.AST) -> Iterable[str]:
    """The global names that a statement binds, or changes in place: `a[0] = …`, `a.append(…)`."""
    if isinstance(node, _Function | ast.ClassDef):
        yield node.name
        yield from _effects(node)
        return
    if isinstance(node, ast.Lambda):
        return
    if isinstance(node, ast.Name):
        if isinstance(node.ctx, ast.Store | ast.Del):
            yield node.id
        elif node.id in _DYNAMIC:
            yield _ANY_NAME
    elif isinstance(node, ast.alias):
        yield _ANY_NAME if node.name == "*" else node.asname or node.name.partition(".")[0]
    elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
        yield node.name
    elif isinstance(node, ast.Attribute | ast.Subscript) and isinstance(
        node.ctx, ast.Store | ast.Del
    ):
        yield from _root(node)
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield from _root(node.value.func)
        yield from _plain_call(node.value)
    for child in ast.iter_child_nodes(node):
        yield from _changed(child)


def _effects(function: ast.AST) -> Iterable[str]:
    """What calling a function may change: the globals that it sets itself, and its own calls."""
    for node in ast.walk(function):
        if isinstance(node, ast.Global):
            yield from node.names
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            yield from _plain_call(node.value)


def _plain_call(call: ast.Call) -> Iterable[str]:
    if isinstance(call.func, ast.Name):
        yield f"{call.func.id}()"


def _root(expression: ast.expr) -> Iterable[str]:
    """The root name of `a.b[0].c`; nothing for a plain name, because a call does not change it."""
    if isinstance(expression, ast.Attribute | ast.Subscript | ast.Call):
        while isinstance(expression, ast.Attribute | ast.Subscript | ast.Call):
            expression = expression.func if isinstance(expression, ast.Call) else expression.value
        if isinstance(expression, ast.Name):
            yield expression.id


def _syntax_problem(error: Exception, filename: str) -> Problem:
    if not isinstance(error, SyntaxError):
        return Problem("syntax", "the cell is too large or too deeply nested to be read")
    number = error.lineno or 0
    line = linecache.getline(filename, number).strip() if error.filename == filename else ""
    return Problem("syntax", error.msg, line, str(number))
