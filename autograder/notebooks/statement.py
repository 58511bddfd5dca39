"""What a top-level statement of a notebook reads, binds, and may change in place.

All answers err on the side of "it may": a statement that is run without need costs time, and one that
is left out may cost a mark.
"""

from __future__ import annotations

import ast
import asyncio
import inspect
import symtable
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib.util import find_spec
from typing import Any

_LONGEST_TEXT = 20_000
_DYNAMIC = {"globals", "exec", "eval", "vars", "locals", "get_ipython", "__import__"}
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
OPERATOR = "operator"
"""The name of a call that an operator or brackets make."""

_LAZY = ("iter", "map", "zip", "filter", "enumerate", "reversed", "open", "count", "cycle")


@dataclass(frozen=True)
class Call:
    """A call, or a method that is not called yet, such as `values.append` in `map(values.append, …)`.

    `name` is the function's or method's name ("" for one that is computed), `owners` the names whose
    object a method may belong to, `handed` those whose objects are arguments.
    """

    name: str
    owners: frozenset[str] = frozenset()
    handed: frozenset[str] = frozenset()
    called: bool = True


@dataclass
class Effects:
    """What some code may do to the names of the notebook when it runs.

    `binds`: the names that it binds or deletes; `augmented`: those of them that it reads first, as in
    `a += 1`; `stores`: those of whose objects it sets an attribute
    or entry; `uses`: those that it loads; `shares`: those whose objects may be part of what it binds
    or stores; `calls`: its calls; `attributes`: whether it sets attributes; `dynamic`: whether it may
    bind names that only running it shows.
    """

    binds: set[str] = field(default_factory=set)
    augmented: set[str] = field(default_factory=set)
    stores: set[str] = field(default_factory=set)
    uses: set[str] = field(default_factory=set)
    shares: set[str] = field(default_factory=set)
    calls: list[Call] = field(default_factory=list)
    attributes: bool = False
    dynamic: bool = False


@dataclass(frozen=True)
class Statement:
    """A top-level statement, the number of its cell, and the flags to compile it with."""

    node: ast.stmt
    filename: str
    cell: int
    flags: int = 0

    @cached_property
    def effects(self) -> Effects:
        """What running it may do."""
        return _effects([self.node])

    @cached_property
    def inside(self) -> Effects:
        """What calling the functions that it defines may do, as far as it concerns global names."""
        bodies = list(_bodies(self.node))
        if not bodies:
            return Effects()
        found = _effects(bodies)
        found.binds = _declared_global(self.node)
        found.uses &= self.reads
        found.shares &= self.reads
        return found

    @cached_property
    def defines(self) -> bool:
        """Whether it binds names to functions or a class, and does nothing else."""
        if isinstance(self.node, ast.Assign):
            value = self.node.value
            return isinstance(value, ast.Lambda) or _calls(value, "from_earlier")
        return isinstance(self.node, _DEFINITIONS)

    @cached_property
    def imports(self) -> bool:
        """Whether it is an import."""
        return isinstance(self.node, ast.Import | ast.ImportFrom)

    @cached_property
    def packages(self) -> set[str]:
        """The packages that it imports, also inside functions."""
        imports = [n for n in ast.walk(self.node) if isinstance(n, ast.Import | ast.ImportFrom)]
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
        """Whether what it binds may change by being used: generators, closures, defaults, caches."""
        return any(map(_has_state, ast.walk(self.node)))

    @cached_property
    def named_in_texts(self) -> set[str]:
        """The names in its texts, as far as these are Python, which `exec` or `eval` may run."""
        texts = [n.value for n in ast.walk(self.node) if isinstance(n, ast.Constant)]
        code = [text for text in texts if isinstance(text, str) and len(text) <= _LONGEST_TEXT]
        return set().union(*map(_names_read, code))

    @cached_property
    def methods(self) -> set[str]:
        """The names of the methods that it defines."""
        classes = [node for node in ast.walk(self.node) if isinstance(node, ast.ClassDef)]
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
        changed = self.effects.augmented | _declared_global(self.node)
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
        """Execute it in a namespace. Returns the value of an expression, and None for anything else."""
        flags = self.flags | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        if isinstance(self.node, ast.Expr):
            expression = ast.Expression(body=self.node.value)
            code = compile(expression, self.filename, "eval", flags, dont_inherit=True)
        else:
            module = ast.Module(body=[self.node], type_ignores=[])
            code = compile(module, self.filename, "exec", flags, dont_inherit=True)
        value = eval(code, namespace)
        if code.co_flags & inspect.CO_COROUTINE:
            with ThreadPoolExecutor(
                1
            ) as thread:  # this one may be a kernel's, with a loop of its own
                return thread.submit(asyncio.run, value).result()
        return value

    def run_beside(self, namespace: dict[str, Any]) -> None:
        """Execute it for its errors alone: of `check(f)`, only whether both names are there."""
        if not isinstance(self.node, ast.Expr) or not _calls(self.node.value, "check"):
            self.run(namespace)
            return
        for value in (self.node.value.func, *self.node.value.args):  # type: ignore[attr-defined]
            replace(self, node=ast.copy_location(ast.Expr(value), value)).run(namespace)


def _effects(body: Iterable[ast.AST]) -> Effects:
    walk = _Walk()
    for node in body:
        walk.visit(node)
    return walk.effects


def _bodies(node: ast.AST) -> Iterator[ast.AST]:
    for function in ast.walk(node):
        if isinstance(function, ast.Lambda):
            yield ast.Return(value=function.body)
        elif isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from function.body


class _Walk(ast.NodeVisitor):
    """Collects the effects of code. The bodies of functions in it are left out: they run when called."""

    def __init__(self) -> None:
        self.effects = Effects()
        self._in_class = 0

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self._bind(node.name)
        for part in (*node.decorator_list, node.args, node.returns):
            if part is not None:
                self.visit(part)
        for decorator in node.decorator_list:
            self._share(decorator)
            self.effects.calls.append(Call("", _sources(decorator), frozenset({node.name})))

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._bind(node.name)
        for made_from in (*node.bases, *(keyword.value for keyword in node.keywords)):
            self.effects.calls.append(Call("", _sources(made_from), frozenset({node.name})))
        self._in_class += 1
        self.generic_visit(node)
        self._in_class -= 1

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            self.effects.uses.add(node.id)
            self.effects.dynamic |= node.id in _DYNAMIC
            self.effects.attributes |= node.id == "setattr"
        else:
            self._bind(node.id)

    def visit_alias(self, node: ast.alias) -> None:
        if node.name == "*":
            self.effects.dynamic = True
        else:
            self._bind(node.asname or node.name.partition(".")[0])

    def _bind(self, name: str) -> None:
        if not self._in_class:
            self.effects.binds.add(name)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.name:
            self._bind(node.name)
        self.generic_visit(node)

    def visit_MatchAs(self, node: ast.MatchAs | ast.MatchStar) -> None:
        if node.name:
            self._bind(node.name)
        self.generic_visit(node)

    visit_MatchStar = visit_MatchAs

    def visit_MatchMapping(self, node: ast.MatchMapping) -> None:
        if node.rest:
            self._bind(node.rest)
        self.generic_visit(node)

    def visit_Match(self, node: ast.Match) -> None:
        self._share(node.subject)
        self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute | ast.Subscript) -> None:
        if not isinstance(node.ctx, ast.Load):
            self.effects.stores |= _sources(node.value)
            self.effects.attributes |= isinstance(node, ast.Attribute)
        elif isinstance(node, ast.Attribute):
            self.effects.calls.append(Call(node.attr, _sources(node.value), called=False))
        else:
            self.effects.calls.append(Call(OPERATOR, _sources(node.value)))
        self.generic_visit(node)

    visit_Subscript = visit_Attribute

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if isinstance(node.target, ast.Name):
            self.effects.stores.add(node.target.id)
            self.effects.uses.add(node.target.id)
            self.effects.augmented.add(node.target.id)
        self._share(node.value)
        self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign | ast.AnnAssign | ast.NamedExpr) -> None:
        if node.value is not None:
            self._share(node.value)
        if isinstance(node, ast.AnnAssign) and node.value is None:
            self.visit(node.annotation)  # binds nothing
        else:
            self.generic_visit(node)

    visit_AnnAssign = visit_NamedExpr = visit_Assign

    def visit_For(self, node: ast.For | ast.AsyncFor) -> None:
        self._share(node.iter)
        self.generic_visit(node)

    visit_AsyncFor = visit_For

    def visit_withitem(self, node: ast.withitem) -> None:
        self._share(node.context_expr)
        self._operate(node, node.context_expr)

    def visit_Return(self, node: ast.Return | ast.Yield) -> None:
        if node.value is not None:
            self._share(node.value)
        self.generic_visit(node)

    visit_Yield = visit_Return

    def visit_comprehension(self, node: ast.comprehension) -> None:
        self._share(node.iter)
        self.visit(node.iter)
        for condition in node.ifs:
            self.visit(condition)

    def visit_Call(self, node: ast.Call) -> None:
        values = [*node.args, *(keyword.value for keyword in node.keywords)]
        handed = frozenset().union(*map(_sources, values))
        match node.func:
            case ast.Name(id="exec" | "eval") if node.args and isinstance(
                node.args[0], ast.Constant
            ):
                self.visit(_parsed(str(node.args[0].value)))
            case ast.Name(id=name):
                self.effects.calls.append(Call(name, handed=handed))
            case ast.Attribute(value=owner, attr=name):
                self.effects.calls.append(Call(name, _sources(owner), handed))
            case other:
                self.effects.calls.append(Call("", _sources(other), handed))
        if any(keyword.arg == "out" for keyword in node.keywords):
            self.effects.stores |= handed
        self.effects.shares |= handed  # a method may keep what it is given
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        self._operate(node, node.left, node.right)

    def visit_Compare(self, node: ast.Compare) -> None:
        self._operate(node, node.left, *node.comparators)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        self._operate(node, node.operand)

    def _operate(self, node: ast.AST, *operands: ast.expr) -> None:
        """An operator calls a method, if a class has one for it."""
        for operand in operands:
            self.effects.calls.append(Call(OPERATOR, _sources(operand)))
        self.generic_visit(node)

    def _share(self, value: ast.expr) -> None:
        self.effects.shares |= _sources(value)


def _sources(value: ast.AST) -> frozenset[str]:
    """The names whose objects the value of an expression may be, hold, or be a part of."""
    match value:
        case ast.Name(id=name):
            return frozenset({name})
        case ast.Attribute(value=inner) | ast.Subscript(value=inner) | ast.Starred(value=inner):
            return _sources(inner)
        case ast.Await(value=inner) | ast.NamedExpr(value=inner):
            return _sources(inner)
        case ast.Call(func=function, args=arguments, keywords=keywords):
            parts = [function, *arguments, *(keyword.value for keyword in keywords)]
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
            pass
        case ast.BoolOp(values=parts):
            pass
        case ast.Dict(values=parts):
            pass
        case ast.IfExp(body=body, orelse=orelse):
            parts = [body, orelse]
        case ast.Lambda(body=body):
            return frozenset(n.id for n in ast.walk(body) if isinstance(n, ast.Name))
        case ast.DictComp(value=element, generators=generators):
            parts = [element, *(generator.iter for generator in generators)]
        case ast.ListComp() | ast.SetComp() | ast.GeneratorExp():
            parts = [value.elt, *(generator.iter for generator in value.generators)]
        case _:
            return frozenset()
    return frozenset().union(*map(_sources, parts))


def _has_state(node: ast.AST) -> bool:
    if isinstance(node, ast.arguments):
        return any(not _is_constant(default) for default in node.defaults + node.kw_defaults)
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id in _LAZY
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return bool(node.decorator_list)
    return isinstance(node, ast.Nonlocal | ast.Yield | ast.YieldFrom | ast.GeneratorExp)


def _parsed(text: str) -> ast.Module:
    """The syntax tree of a text, empty if it is no Python."""
    try:
        return ast.parse(text[:_LONGEST_TEXT])
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ast.Module(body=[], type_ignores=[])


def _is_constant(value: ast.AST | None) -> bool:
    match value:
        case None | ast.Constant():
            return True
        case ast.UnaryOp(operand=operand):
            return _is_constant(operand)
        case ast.Tuple(elts=parts):
            return all(map(_is_constant, parts))
    return False


def _calls(value: ast.expr, name: str) -> bool:
    """Whether an expression is a call of the function with this name."""
    return isinstance(value, ast.Call) and getattr(value.func, "id", "") == name


def _is_installed(module: str | None) -> bool:
    try:
        return module is not None and find_spec(module.partition(".")[0]) is not None
    except (ImportError, ValueError):
        return False


def _declared_global(node: ast.AST) -> set[str]:
    return {name for n in ast.walk(node) if isinstance(n, ast.Global) for name in n.names}


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
