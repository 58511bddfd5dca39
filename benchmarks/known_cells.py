"""What a student may write into a cell: the course's answers, the variants and the misconceptions."""

from __future__ import annotations

import ast
import copy
import inspect
import json
import re
import sys
from functools import cache
from types import ModuleType

from our_course import ASSIGNMENTS, FUNCTIONS, KNOWN, VARIANTS, notebook


@cache
def answers() -> dict[str, str]:
    """The text of every solution cell, without the lines that mark the solution."""
    texts = {}
    for name in ASSIGNMENTS:
        for cell in json.loads(notebook(name).read_text())["cells"]:
            source = "".join(cell["source"])
            texts[cell["metadata"].get("nbgrader", {}).get("grade_id")] = re.sub(
                r"^ *### (BEGIN|END) SOLUTION\n?", "", source, flags=re.MULTILINE
            ).rstrip()
    return texts


def answer(exercise: str) -> str:
    """The course's own answer, as a student would have written it into the stub."""
    return answers()[exercise]


@cache
def standalone(exercise: str, kind: str) -> str:
    """A misconception or variant as a cell of a notebook: with all that it leans on in `dlref`."""
    known = KNOWN[exercise].get(kind)
    function = known.function if known else VARIANTS[exercise][kind]
    found: dict[str, str] = {}
    _gather(sys.modules[function.__module__], function.__name__, exercise, found)
    return "\n\n".join(found.values())


def _gather(module: ModuleType, name: str, new_name: str, found: dict[str, str]) -> None:
    """Put the text of a definition under its new name, and before it those that it uses."""
    if new_name in found:
        return
    node = _Bare().visit(copy.deepcopy(_definitions(module)[name]))
    if isinstance(node, ast.FunctionDef):
        node.name = new_name
    own = {part.arg for part in ast.walk(node) if isinstance(part, ast.arg)} | set(_bound(node))
    for part in ast.walk(node):
        if not isinstance(part, ast.Name) or part.id in own:
            continue
        value = vars(module).get(part.id)
        if isinstance(value, ModuleType) and part.id != "np":
            found[part.id] = f"import {part.id}"
        elif inspect.isfunction(value) and value.__module__.startswith("dlref"):
            origin, part.id = value.__name__, _helper_name(value.__name__)
            _gather(sys.modules[value.__module__], origin, part.id, found)
        elif part.id != name and part.id in _definitions(module):
            _gather(module, part.id, part.id, found)
    found[new_name] = ast.unparse(ast.fix_missing_locations(node))


def _helper_name(name: str) -> str:
    """A helper keeps its name, unless that is an exercise's."""
    return f"my_{name}" if name in FUNCTIONS else name


@cache
def _definitions(module: ModuleType) -> dict[str, ast.stmt]:
    definitions: dict[str, ast.stmt] = {}
    for node in ast.parse(inspect.getsource(module)).body:
        if isinstance(node, ast.FunctionDef):
            definitions[node.name] = node
        elif isinstance(node, ast.Assign):
            definitions |= dict.fromkeys(_bound(node), node)
    return definitions


def _bound(node: ast.AST) -> list[str]:
    """The names that are assigned in a piece of code."""
    names = [part for part in ast.walk(node) if isinstance(part, ast.Name)]
    return [part.id for part in names if isinstance(part.ctx, ast.Store)]


class _Bare(ast.NodeTransformer):
    """Takes docstrings, decorators and annotations off."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.returns, node.decorator_list = None, []
        if ast.get_docstring(node) is not None:
            node.body = node.body[1:]
        return self.generic_visit(node)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        return ast.arg(node.arg)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        return ast.Assign([node.target], node.value) if node.value else ast.Pass()
