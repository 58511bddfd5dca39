"""The source of an answer: the function with the constants and helpers that it uses."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Collection
from types import ModuleType
from typing import Any

_IMPORTS = (ast.Import, ast.ImportFrom)


def own_source(module: str, name: str, others: Collection[str]) -> str:
    """The source of one function in a module, with the constants and helpers that it uses.

    `others` are functions to leave out. Docstrings, decorators and annotations are left out too.
    """
    definitions = {
        defined: node for node in bare(ast.parse(module)).body for defined in _names_defined(node)
    }
    wanted, queue = {name}, [name]
    while queue:
        for node in ast.walk(definitions[queue.pop()]):
            if isinstance(node, ast.Name) and node.id in definitions.keys() - wanted - set(others):
                wanted.add(node.id)
                queue.append(node.id)
    return "\n".join(ast.unparse(node) for key, node in definitions.items() if key in wanted)


def given(module: ModuleType, functions: dict[str, Any]) -> dict[str, Any]:
    """The names that a source from a module can use: all right functions, and the module's imports."""
    imports = [n for n in ast.parse(inspect.getsource(module)).body if isinstance(n, _IMPORTS)]
    names = {(a.asname or a.name).partition(".")[0] for node in imports for a in node.names}
    return {n: value for n, value in vars(module).items() if n in names} | functions


def bare(tree: ast.Module) -> ast.Module:
    """Remove docstrings, decorators and annotations in place, because changes in them are no mistakes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            node.returns = None
            node.decorator_list = []
            if ast.get_docstring(node) is not None:
                node.body = node.body[1:] or [ast.Pass()]
        elif isinstance(node, ast.arg):
            node.annotation = None
    return ast.fix_missing_locations(_Plain().visit(tree))


def _names_defined(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.FunctionDef):
        return [node.name]
    if isinstance(node, ast.Assign):
        return [target.id for target in node.targets if isinstance(target, ast.Name)]
    return []


class _Plain(ast.NodeTransformer):
    """Turns `x: T = value` into `x = value`."""

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.stmt:
        assert node.value is not None
        return ast.copy_location(ast.Assign([node.target], node.value), node)
