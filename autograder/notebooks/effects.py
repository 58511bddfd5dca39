"""What running some code may do to the names of a notebook.

All answers err on the side of "it may": a statement that is run without need costs time, and one that
is left out may cost a mark.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field

from autograder.notebooks.cell_code import is_too_deep

OPERATOR = "operator"
"""The name of a call that an operator or brackets make."""

LONGEST_TEXT = 20_000
"""The most characters of a text that is read as code."""

DYNAMIC = {"globals", "exec", "eval", "vars", "locals", "get_ipython", "__import__"}
"""Functions that may use or bind names that only running them shows."""


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
    `a += 1`; `stores`: those of whose objects it sets an attribute or entry; `uses`: those that it
    loads; `shares`: those whose objects may be part of what it binds or stores; `calls`: its calls;
    `attributes`: whether it sets attributes; `dynamic`: whether it may bind names that only running it
    shows.
    """

    binds: set[str] = field(default_factory=set)
    augmented: set[str] = field(default_factory=set)
    stores: set[str] = field(default_factory=set)
    uses: set[str] = field(default_factory=set)
    shares: set[str] = field(default_factory=set)
    calls: list[Call] = field(default_factory=list)
    attributes: bool = False
    dynamic: bool = False


def effects_of(body: Iterable[ast.AST]) -> Effects:
    """What running this code may do. The bodies of functions in it are left out: they run when called."""
    walk = _Walk()
    for node in body:
        walk.visit(node)
    return walk.effects


class _Walk(ast.NodeVisitor):
    """Collects the effects of code, without the bodies of functions."""

    def __init__(self) -> None:
        self.effects = Effects()
        self._in_class = 0
        self._global: set[str] = set()
        self._known: dict[ast.AST, frozenset[str]] = {}
        self._named: dict[ast.AST, frozenset[str]] = {}

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self._bind(node.name)
        for part in (*node.decorator_list, node.args, node.returns):
            if part is not None:
                self.visit(part)
        for decorator in node.decorator_list:
            self._share(decorator)
            self.effects.calls.append(Call("", self._sources(decorator), frozenset({node.name})))

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._bind(node.name)
        for made_from in (*node.bases, *(keyword.value for keyword in node.keywords)):
            self.effects.calls.append(Call("", self._sources(made_from), frozenset({node.name})))
        self._in_class += 1
        self.generic_visit(node)
        self._in_class -= 1

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            self.effects.uses.add(node.id)
            self.effects.dynamic |= node.id in DYNAMIC
            self.effects.attributes |= node.id == "setattr"
        else:
            self._bind(node.id)

    def visit_alias(self, node: ast.alias) -> None:
        if node.name == "*":
            self.effects.dynamic = True
        else:
            self._bind(node.asname or node.name.partition(".")[0])

    def visit_Global(self, node: ast.Global) -> None:
        self._global.update(node.names)

    def _bind(self, name: str) -> None:
        if not self._in_class or name in self._global:
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
            self.effects.stores |= self._sources(node.value)
            self.effects.attributes |= isinstance(node, ast.Attribute)
        elif isinstance(node, ast.Attribute):
            self.effects.calls.append(Call(node.attr, self._sources(node.value), called=False))
        else:
            self.effects.calls.append(Call(OPERATOR, self._sources(node.value)))
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
        handed = frozenset().union(*map(self._sources, values))
        match node.func:
            case ast.Name(id="exec" | "eval") if node.args and isinstance(
                node.args[0], ast.Constant
            ):
                self.visit(parsed(str(node.args[0].value)))
            case ast.Name(id=name):
                self.effects.calls.append(Call(name, handed=handed))
            case ast.Attribute(value=owner, attr=name):
                self.effects.calls.append(Call(name, self._sources(owner), handed))
            case other:
                self.effects.calls.append(Call("", self._sources(other), handed))
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
            self.effects.calls.append(Call(OPERATOR, self._sources(operand)))
        self.generic_visit(node)

    def _share(self, value: ast.expr) -> None:
        self.effects.shares |= self._sources(value)

    def _sources(self, value: ast.AST) -> frozenset[str]:
        """The names whose objects the value of an expression may be, hold, or be a part of."""
        if isinstance(value, ast.Name):
            return frozenset({value.id})
        if isinstance(value, ast.Lambda):
            return self._names(value.body)
        if (
            value not in self._known
        ):  # each part of an expression is asked for by all those around it
            self._known[value] = frozenset().union(*map(self._sources, _parts(value)))
        return self._known[value]

    def _names(self, node: ast.AST) -> frozenset[str]:
        """The names in some code."""
        if isinstance(node, ast.Name):
            return frozenset({node.id})
        if node not in self._named:
            self._named[node] = frozenset().union(*map(self._names, ast.iter_child_nodes(node)))
        return self._named[node]


def _parts(value: ast.AST) -> Iterable[ast.AST]:
    """The parts of an expression whose objects its value may be, hold, or be a part of."""
    match value:
        case ast.Attribute(value=inner) | ast.Subscript(value=inner) | ast.Starred(value=inner):
            return [inner]
        case ast.Await(value=inner) | ast.NamedExpr(value=inner):
            return [inner]
        case ast.Call(func=function, args=arguments, keywords=keywords):
            return [function, *arguments, *(keyword.value for keyword in keywords)]
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
            return parts
        case ast.BoolOp(values=parts) | ast.Dict(values=parts):
            return parts
        case ast.IfExp(body=body, orelse=orelse):
            return [body, orelse]
        case ast.DictComp(value=element, generators=generators):
            return [element, *(generator.iter for generator in generators)]
        case ast.ListComp() | ast.SetComp() | ast.GeneratorExp():
            return [value.elt, *(generator.iter for generator in value.generators)]
        case _:
            return []


def parsed(text: str) -> ast.Module:
    """The syntax tree of a text, empty if it is too long, too deep or no Python."""
    nothing = ast.Module(body=[], type_ignores=[])
    try:
        tree = ast.parse(text if len(text) <= LONGEST_TEXT else "")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return nothing
    return nothing if is_too_deep(tree) else tree
