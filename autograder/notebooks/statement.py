"""What a top-level statement of a notebook reads, binds, and may change in place.

As in `effects.py`, all answers err on the side of "it may".
"""

from __future__ import annotations

import ast
import inspect
import symtable
from collections.abc import Coroutine, Iterable, Iterator
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.util import find_spec
from typing import Any

from autograder.notebooks.effects import LONGEST_TEXT, Effects, effects_of, parsed

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_LAZY = ("iter", "map", "zip", "filter", "enumerate", "reversed", "open", "count", "cycle")


@dataclass(frozen=True)
class Statement:
    """A top-level statement, the number of its cell, and the flags to compile it with."""

    node: ast.stmt
    filename: str
    cell: int
    flags: int = 0

    def at(self, filename: str, cell: int, flags: int) -> Statement:
        """The same code in another cell, with everything that is known about it."""
        moved = copy(self)
        vars(moved).update(filename=filename, cell=cell, flags=flags)
        return moved

    def look_into(self) -> None:
        """Find out everything about it now, for all that `at` gives later."""
        for name, found in vars(Statement).items():
            if isinstance(found, cached_property):
                getattr(self, name)

    @cached_property
    def effects(self) -> Effects:
        """What running it may do."""
        return effects_of([self.node])

    @cached_property
    def _own_nodes(self) -> list[ast.AST]:
        """The nodes of its code."""
        return list(ast.walk(self.node))

    @cached_property
    def _nodes(self) -> list[ast.AST]:
        """The nodes of its code, and of the code in the texts that it gives to `exec` or `eval`."""
        texts = map(parsed, _executed(self._own_nodes))
        return [*self._own_nodes, *(node for tree in texts for node in ast.walk(tree))]

    @cached_property
    def inside(self) -> Effects:
        """What calling the functions that it defines may do, as far as it concerns global names."""
        bodies = [*_bodies(self._nodes)]
        if not bodies:
            return Effects()
        found = effects_of(bodies)
        found.binds = _declared_global(self._nodes)
        found.uses &= self.reads
        found.shares &= self.reads
        return found

    @cached_property
    def defines(self) -> bool:
        """Whether it binds names to functions or a class, and does nothing else."""
        if isinstance(self.node, ast.Assign):
            value, targets = self.node.value, self.node.targets
            if _calls(value, "from_earlier"):
                targets = [name for each in targets for name in _parts(each)]
            elif not isinstance(value, ast.Lambda):
                return False
            return all(isinstance(target, ast.Name) for target in targets)
        return isinstance(self.node, _DEFINITIONS)

    @cached_property
    def imports(self) -> bool:
        """Whether it is an import."""
        return isinstance(self.node, ast.Import | ast.ImportFrom)

    @cached_property
    def packages(self) -> set[str]:
        """The packages that it imports, also inside functions."""
        imports = [n for n in self._own_nodes if isinstance(n, ast.Import | ast.ImportFrom)]
        names = [
            n.module or "" if isinstance(n, ast.ImportFrom) else alias.name
            for n in imports
            for alias in n.names
        ]
        return {name.partition(".")[0] for name in names}

    @cached_property
    def is_constant(self) -> bool:
        """Whether it binds names to numbers or texts written there, which nothing can change."""
        node = self.node
        if not isinstance(node, ast.Assign | ast.AnnAssign) or not _is_constant(node.value):
            return False
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return all(isinstance(target, ast.Name) for target in targets)

    @cached_property
    def is_stub(self) -> bool:
        """Whether it defines a function that only raises NotImplementedError."""
        if not isinstance(self.node, ast.FunctionDef):
            return False
        last = self.node.body[-1]
        documented = ast.get_docstring(self.node) is not None
        raised = last.exc if isinstance(last, ast.Raise) else None
        name = raised.func if isinstance(raised, ast.Call) else raised
        return (
            len(self.node.body) == 1 + documented
            and getattr(name, "id", "") == "NotImplementedError"
        )

    @cached_property
    def has_state(self) -> bool:
        """Whether what it binds may change by being used: generators, closures, defaults, caches.

        What a function makes anew in each call is no state of the function.
        """
        if isinstance(self.node, ast.FunctionDef | ast.AsyncFunctionDef):
            return _has_state(self.node) or _has_state(self.node.args)
        return any(map(_has_state, self._nodes))

    @cached_property
    def texts(self) -> set[str]:
        """The texts in its code."""
        values = (node.value for node in self._own_nodes if isinstance(node, ast.Constant))
        return {value for value in values if isinstance(value, str)}

    @cached_property
    def named_in_texts(self) -> set[str]:
        """The names in its texts, as far as these are Python, which `exec` or `eval` may run."""
        return _named_in_texts(self.node)

    @cached_property
    def methods(self) -> set[str]:
        """The names of the methods that it defines."""
        classes = [node for node in self._nodes if isinstance(node, ast.ClassDef)]
        return {m.name for c in classes for m in c.body if isinstance(m, _DEFINITIONS)}

    @cached_property
    def reads(self) -> frozenset[str]:
        """The global names that it uses, also inside functions that it defines."""
        try:
            read = _names_read(ast.unparse(self.node))
        except (ValueError, RecursionError, MemoryError):
            return frozenset()  # running it will say why
        deleted = self.effects.binds if isinstance(self.node, ast.Delete) else ()
        texts = self.named_in_texts if self.effects.dynamic else ()
        changed = self.effects.augmented | _declared_global(self._own_nodes)
        return frozenset([*read, *deleted, *texts, *changed])

    @cached_property
    def may_fail(self) -> bool:
        """Whether running it may raise an exception, as far as its form shows."""
        node = self.node
        if self.imports:
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module]  # type: ignore[attr-defined]
            return not all(map(_is_installed, names))
        if isinstance(node, ast.Expr):
            return not isinstance(node.value, ast.Constant)
        if isinstance(node, ast.ClassDef):
            return True
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            arguments = node.args
            parts = [
                *node.decorator_list,
                *arguments.defaults,
                *filter(None, arguments.kw_defaults),
            ]
            return not all(map(_is_constant, parts))
        return not (self.is_constant or self.defines or isinstance(node, ast.Pass | ast.Global))

    def run(self, namespace: dict[str, Any]) -> Any:
        """Execute it in a namespace. Returns the value of an expression, and None for anything else.

        Of `check(f)` only the arguments are evaluated: no exercise is judged for the sake of another.
        """
        match self.node:
            case ast.Expr(ast.Call(ast.Name(name), arguments)) if _is_check(namespace.get(name)):
                both = ast.copy_location(ast.Tuple(arguments, ast.Load()), self.node)
                replace(self, node=ast.copy_location(ast.Expr(both), self.node)).run(namespace)
                return None
        flags = self.flags | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        if isinstance(self.node, ast.Expr):
            expression = ast.Expression(body=self.node.value)
            code = compile(expression, self.filename, "eval", flags, dont_inherit=True)
        else:
            module = ast.Module(body=[self.node], type_ignores=[])
            code = compile(module, self.filename, "exec", flags, dont_inherit=True)
        value = eval(code, namespace)
        if code.co_flags & inspect.CO_COROUTINE:
            return _awaited(value)
        return value


def _awaited(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """What a coroutine gives, run in a thread of its own: this one may be a kernel's, with a loop."""
    import asyncio  # large, and few notebooks need it
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


def _bodies(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    for function in nodes:
        if isinstance(function, ast.Lambda):
            yield ast.Return(value=function.body)
        elif isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from function.body


def _has_state(node: ast.AST) -> bool:
    if isinstance(node, ast.arguments):
        return any(not _is_constant(default) for default in node.defaults + node.kw_defaults)
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id in _LAZY
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return bool(node.decorator_list)
    return isinstance(node, ast.Nonlocal | ast.Yield | ast.YieldFrom | ast.GeneratorExp)


def _is_constant(value: ast.AST | None) -> bool:
    match value:
        case None | ast.Constant():
            return True
        case ast.UnaryOp(operand=operand):
            return _is_constant(operand)
        case ast.Tuple(elts=parts):
            return all(map(_is_constant, parts))
    return False


def _is_check(function: object) -> bool:
    """Whether this is the kit's own `check`, which stands above this folder."""
    if not inspect.isfunction(function):
        return False
    return (function.__module__, function.__name__) == ("autograder.kernel", "check")


def _parts(target: ast.expr) -> list[ast.expr]:
    """What a target such as `f, g` is made of."""
    return target.elts if isinstance(target, ast.Tuple | ast.List) else [target]


def _calls(value: ast.expr, name: str) -> bool:
    """Whether an expression is a call of the function with this name."""
    return isinstance(value, ast.Call) and getattr(value.func, "id", "") == name


def _executed(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """The texts that some code gives to `exec` or `eval`."""
    for call in nodes:
        match call:
            case ast.Call(
                func=ast.Name(id="exec" | "eval"), args=[ast.Constant(value=str(text)), *_]
            ):
                yield text


def _is_installed(module: str | None) -> bool:
    try:
        return module is not None and find_spec(module.partition(".")[0]) is not None
    except (ImportError, ValueError):
        return False


def _declared_global(nodes: Iterable[ast.AST]) -> set[str]:
    return {name for n in nodes if isinstance(n, ast.Global) for name in n.names}


def _named_in_texts(node: ast.AST) -> set[str]:
    """The global names that the texts in some code use, and the texts in these."""
    texts = [n.value for n in ast.walk(node) if isinstance(n, ast.Constant)]
    code = [text for text in texts if isinstance(text, str) and len(text) <= LONGEST_TEXT]
    inner = map(_named_in_texts, map(parsed, code))
    return set().union(*map(_names_read, code), *inner)


def _names_read(source: str) -> set[str]:
    """The global names that some code uses; none if it is no Python."""
    try:
        return set(_global_reads(symtable.symtable(source, "<text>", "exec")))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()


def _global_reads(table: symtable.SymbolTable) -> Iterator[str]:
    top = table.get_type() == "module"
    for symbol in table.get_symbols():
        if symbol.is_referenced() and (top or symbol.is_global()):
            yield symbol.get_name()
    for child in table.get_children():
        yield from _global_reads(child)
