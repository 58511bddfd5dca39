"""Makes a student's function stand alone: with its helpers inside, and right answers from the course."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from autograder.course import Course
from autograder.instructor.naming.answers import Answer
from autograder.instructor.report.example import bare
from autograder.mending.own_code import reaches_outside
from autograder.notebooks.program import Program

_HARMLESS = {"numpy", "math", "cmath", "itertools", "functools", "statistics"}
"""The packages that a misconception may import, as answers do."""

_INNER = {
    "getattr",
    "setattr",
    "delattr",
    "vars",
    "locals",
    "breakpoint",
    "load",
    "loadtxt",
    "genfromtxt",
    "lib",
    "ctypeslib",
    "testing",
    "f2py",
    "fromfile",
    "memmap",
}
"""Names through which code reaches files and the interpreter, beside those that `mending` knows."""

_IMPORTS = (ast.Import, ast.ImportFrom)

Hides = Callable[[str], bool]
"""Whether a name in the code must not be shown."""


class NotAlone(ValueError):
    """Raised by `alone` for a function that can't become a misconception. The message says why."""


@dataclass(frozen=True)
class Alone:
    """A function that stands alone, the right answers that it calls, and whether it uses `np`."""

    function: ast.FunctionDef
    calls: tuple[str, ...]
    numpy: bool

    def shown(self, docstring: str) -> str:
        """The code of the function with a docstring."""
        function = copy.deepcopy(self.function)
        function.body.insert(0, ast.Expr(ast.Constant(docstring)))
        return ast.unparse(ast.fix_missing_locations(function))

    @property
    def formula(self) -> str:
        """What it returns, if that is all it does; otherwise ""."""
        match self.function.body:
            case [ast.Return(value=ast.expr() as value)]:
                return ast.unparse(value)
        return ""


def alone(answer: Answer, exercise: str, name: str, course: Course, hides: Hides) -> Alone:
    """The function of an answer under another name, with its helpers and constants inside.

    Exercises that it calls are left to the course. Variables that `hides` tells of get other names.
    Raises NotAlone for a function that is not written with `def`, and for code that may reach beyond its
    arguments.
    """
    others = set(course.exercises) - {exercise}
    *inside, function = _with_helpers(Program.of(answer.cells), exercise, others)
    if not isinstance(function, ast.FunctionDef):
        raise NotAlone(f"{exercise} is not written with def")
    function.body[:0] = inside
    function = without(hides, _Renamed({exercise: name}).visit(function))
    _refuse_reaching_out(function)
    used = {n.id for n in ast.walk(function) if isinstance(n, ast.Name)}
    return Alone(function, tuple(sorted(used & others)), "np" in used)


def _with_helpers(program: Program, exercise: str, others: set[str]) -> list[ast.stmt]:
    """Copies of the statements that define a function's helpers and constants, and of its own, which is last."""
    last = program.checks.get(exercise, len(program.cells))
    above = [statement.node for statement in program.statements if statement.cell <= last]
    definitions = {name: number for number, node in enumerate(above) for name in _bound_by(node)}
    wanted, queue = set[int](), [exercise]
    while queue:
        number = definitions.get(queue.pop())
        if number is not None and number not in wanted:
            wanted.add(number)
            queue += _free_in(above[number]) - others - {"np"}
    if exercise not in definitions:
        raise NotAlone(f"{exercise} is not written with def")
    own = definitions[exercise]
    return [bare(copy.deepcopy(above[number])) for number in (*sorted(wanted - {own}), own)]


def _bound_by(node: ast.stmt) -> Iterator[str]:
    """The names that a definition, an assignment or an import binds."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Import | ast.ImportFrom):
        yield from ((alias.asname or alias.name).partition(".")[0] for alias in node.names)
    elif isinstance(node, ast.Assign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        yield from (n.id for t in targets for n in ast.walk(t) if isinstance(n, ast.Name))


def _free_in(node: ast.stmt) -> set[str]:
    """The names that code reads and does not bind itself."""
    nodes = list(ast.walk(node))
    own = {n.arg for n in nodes if isinstance(n, ast.arg)}
    own |= {n.id for n in nodes if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)}
    return {n.id for n in nodes if isinstance(n, ast.Name)} - own


def without(hides: Hides, tree: Any) -> Any:
    """Code with other names for the variables and helpers that `hides` tells of."""
    nodes = list(ast.walk(tree))
    bound = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    bound |= {n.name for n in nodes if isinstance(n, ast.FunctionDef) and n is not tree}
    hidden = sorted(filter(hides, bound))
    return _Renamed({old: f"value_{number}" for number, old in enumerate(hidden, 1)}).visit(tree)


class _Renamed(ast.NodeTransformer):
    """Gives variables and functions other names."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.name = self._names.get(node.name, node.name)
        return self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> ast.AST:
        node.id = self._names.get(node.id, node.id)
        return node


def _refuse_reaching_out(function: ast.FunctionDef) -> None:
    """Raise NotAlone if code does more than compute with its arguments."""
    for node in ast.walk(function):
        if isinstance(node, _IMPORTS):
            for package in _packages(node) - _HARMLESS:
                raise NotAlone(f"it imports {package}")
        elif isinstance(node, ast.Name | ast.Attribute):
            name = node.id if isinstance(node, ast.Name) else node.attr
            if name in _INNER or name.startswith("__"):
                raise NotAlone(f"it uses {name}")
        elif isinstance(node, ast.Constant) and "__" in str(node.value):
            raise NotAlone("it holds a text with __")
    if reaches_outside(function):
        raise NotAlone("it reaches beyond its arguments, to files, the system or global names")


def _packages(node: ast.Import | ast.ImportFrom) -> set[str]:
    names = (
        [node.module or "."] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
    )
    return {name.partition(".")[0] or "." for name in names}
