"""A function of a course's private half as a student would hand it in: in a notebook's cells."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable
from functools import lru_cache
from types import ModuleType
from typing import Any

from autograder.course import Course
from autograder.engine.reference import SUBJECT_PACKAGES
from autograder.notebooks.reading import CHECK, Cell

_RIGHT = "the_right_"


def as_notebook(course: Course, exercise: str, function: Callable[..., Any]) -> list[Cell] | None:
    """Cells with all answers and a function in place of one of them.

    None if the function is not defined at the top of a module, so that its source can't stand alone.
    """
    module = inspect.getmodule(function)
    if module is None or getattr(module, function.__name__, None) is not function:
        return None
    answers = course.modules(course.private, leave_out=SUBJECT_PACKAGES)
    cells = [Cell(each.__name__, _source(each, course)) for each in answers]
    if module not in answers:
        cells.append(Cell("right", f"{_RIGHT}{exercise} = {exercise}"))
        cells.append(Cell(module.__name__, _source(module, course, exercise)))
        cells.append(Cell(exercise, f"{exercise} = {function.__name__}"))
    return [*cells, Cell(f"{CHECK}{exercise}", f"check({exercise})")]


@lru_cache(maxsize=256)
def _source(module: ModuleType, course: Course, exercise: str = "") -> str:
    """A module's code without what only the course and the engine have. It may call the right `exercise`."""
    tree = ast.parse(inspect.getsource(module))
    return ast.unparse(
        _Alone({course.private.partition(".")[0], "autograder"}, exercise).visit(tree)
    )


class _Alone(ast.NodeTransformer):
    """Takes out imports from some packages, and the decorators that come from them.

    Where the code uses the right answer of `exercise`, it gets that by another name.
    """

    def __init__(self, packages: set[str], exercise: str) -> None:
        self._packages = packages
        self._exercise = exercise
        self._taken = set[str]()

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.stmt | list[ast.stmt]:
        if (node.module or "").partition(".")[0] not in self._packages:
            return node
        self._taken |= {alias.asname or alias.name for alias in node.names}
        renamed = [f"{alias.asname} = {alias.name}" for alias in node.names if alias.asname]
        return ast.parse("\n".join(renamed)).body or [ast.Pass()]

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.stmt:
        node.decorator_list = [
            decorator
            for decorator in node.decorator_list
            if getattr(getattr(decorator, "func", None), "id", None) not in self._taken
        ]
        return self.generic_visit(node)  # type: ignore[return-value]

    def visit_Name(self, node: ast.Name) -> ast.Name:
        if node.id == self._exercise and isinstance(node.ctx, ast.Load):
            node.id = f"{_RIGHT}{node.id}"
        return node
