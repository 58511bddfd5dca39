"""A student's own function as a tree that can be changed, and what its formula may be made of."""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Iterator, Mapping
from typing import cast

from autograder.mistakes.names import kind
from autograder.mistakes.patterns import holds_quantity
from autograder.mistakes.places import Edit, Place, is_read, places
from autograder.mistakes.source import bare
from autograder.mistakes.words import HIDDEN, Words, function_of, is_module, key_of
from autograder.model import Plain

LONGEST = 6_000
"""The longest function, in characters, that is read."""

LONGEST_LINE = 60
"""The longest line, in characters, that is shown whole."""

LONGEST_PART = 30
"""The longest part of a formula, in characters, that is shown as it is written."""

_OUTSIDE = {
    "open",
    "exec",
    "eval",
    "compile",
    "input",
    "__import__",
    "globals",
    "exit",
    "quit",
    "os",
    "sys",
    "shutil",
    "subprocess",
    "pathlib",
    "Path",
    "socket",
    "signal",
    "time",
    "plt",
    "save",
    "savez",
    "savetxt",
    "tofile",
    "dump",
    "system",
    "write_text",
    "write_bytes",
    "urlopen",
    "get_ipython",
}
"""Names of functions, modules and methods that reach beyond what a function is given."""

_IMPORTS = (ast.Import, ast.ImportFrom)


def function_in(source: str, name: str) -> ast.FunctionDef | None:
    """The function that a piece of code defines, bare and with this name; None if it can't be changed safely.

    Code that reaches outside, as by `open` or `os`, is left alone, and so is code that is very long.
    """
    if len(source) > LONGEST:
        return None
    try:
        tree = bare(ast.parse(source))
    except (SyntaxError, ValueError, RecursionError, MemoryError, AssertionError):
        return None
    function = _defined(tree.body[0], name) if len(tree.body) == 1 else None
    if function is None or reaches_outside(function) or _imports(function):
        return None
    return function


def _defined(node: ast.stmt, name: str) -> ast.FunctionDef | None:
    """The function with this name. One of another name that uses it would then call itself."""
    if isinstance(node, ast.FunctionDef):
        used = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
        if node.name != name and name in used:
            return None
        node.name = name
        return node
    if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Lambda):
        return None
    returned = ast.copy_location(ast.Return(node.value.body), node)
    new = ast.FunctionDef(name, node.value.args, [returned], [])
    return ast.fix_missing_locations(ast.copy_location(new, node))


def reaches_outside(function: ast.AST) -> bool:
    """Whether code may reach beyond what it is given, as by `open`, `os` or `global`."""
    nodes = list(ast.walk(function))
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    names |= {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    return bool(names & _OUTSIDE) or any(isinstance(n, ast.Global | ast.Nonlocal) for n in nodes)


def _imports(function: ast.AST) -> bool:
    return any(isinstance(node, _IMPORTS) for node in ast.walk(function))


Change = tuple[Edit, ast.AST]
"""What was done, and the statement or the part of one that it was done to."""


class _Written(Words):
    """Describes a part as it is written where that is shorter than what words can say."""

    def part(self, node: ast.AST) -> str:
        told = super().part(node)
        vague = told.startswith(("this part", "the part with"))
        written = ast.unparse(node) if vague else ""
        return f"`{written}`" if 0 < len(written) <= LONGEST_PART else told


class OwnCode:
    """A student's function as a tree, with what the changes need to know of it.

    `known` holds what a formula may use, by its text, each with its kind; see `names.kind`.
    """

    def __init__(self, source: str, function: ast.FunctionDef, inputs: Mapping[str, Plain]) -> None:
        self.function = function
        self.words = _Written(function, as_in_notebook=True)
        self.places = [place for place in places(function) if is_read(place.node)]
        self.known = _known(function, inputs)
        self._source = source
        self._lines = source.split("\n")
        self._holders = {
            node: holder
            for holder in ast.walk(function)
            if isinstance(holder, ast.expr)
            for node in ast.iter_child_nodes(holder)
        }

    def in_formula(self) -> Iterator[tuple[Place, ast.expr]]:
        """The places of quantities, with what stands there: no defaults, and no names of functions."""
        for place in self.places:
            called = isinstance(place.holder, ast.Call) and place.field == "func"
            default = isinstance(place.holder, ast.arguments)
            if isinstance(place.node, ast.expr) and not (
                called or default or is_module(place.node)
            ):
                yield place, place.node

    @property
    def names(self) -> list[str]:
        """The names of its arguments and local variables."""
        stored = [
            n.id for n in ast.walk(self.function) if isinstance(n, ast.Name) and not is_read(n)
        ]
        return list(dict.fromkeys([*(a.arg for a in self.function.args.args), *stored]))

    def is_a(self, node: ast.AST, kind: str) -> bool:
        """Whether a node is the name of a quantity of this kind."""
        return isinstance(node, ast.Name) and self.known.get(node.id, ("",))[0] == kind

    @property
    def sizes(self) -> list[ast.expr]:
        """The numbers of rows, columns and entries of its arguments."""
        arrays = [a.arg for a in self.function.args.args if self.known[a.arg][0] == "array"]
        forms = ("len({})", "{}.size", "{}.shape[-1]")
        return [ast.parse(f.format(a), mode="eval").body for a in arrays for f in forms]

    @property
    def gives_back(self) -> bool:
        """Whether the function, and no other inside it, may return a value or yield one."""
        return any(map(_gives_back, self.function.body))

    def sentence(self, edit: Edit, node: ast.AST) -> str:
        """What is told of a change that mends the function."""
        line = self._line(node)
        if not line:
            return f"{edit.told[0].upper()}{edit.told[1:]}."
        return f"In your line `{line}`, {self._with_place(edit.told, line, node)}."

    def _with_place(self, told: str, line: str, node: ast.AST) -> str:
        """What is told of a name, with the part that it stands in if the line holds the name twice."""
        name = f"`{node.id}`" if isinstance(node, ast.Name) else ""
        if not name or name not in told or len(re.findall(rf"\b{name[1:-1]}\b", line)) < 2:
            return told
        around = self._holders.get(node)
        shown = ast.get_source_segment(self._source, around) if around is not None else None
        if not shown or len(shown) > LONGEST_PART or shown not in line:
            return told
        return told.replace(name, f"{name} in `{shown}`", 1)

    def _line(self, node: ast.AST) -> str:
        number = getattr(node, "lineno", 0)
        if not 0 < number <= len(self._lines):
            return ""
        line = self._lines[number - 1].partition("#")[0].strip().replace("`", "'")
        return line if len(line) <= LONGEST_LINE else f"{line[: LONGEST_LINE - 1].rstrip()} …"


def _gives_back(node: ast.AST) -> bool:
    match node:
        case ast.FunctionDef() | ast.Lambda() | ast.ClassDef():
            return False
        case ast.Return(value=None | ast.Constant(value=None)):
            return False
        case ast.Return() | ast.Yield() | ast.YieldFrom():
            return True
    return any(map(_gives_back, ast.iter_child_nodes(node)))


MADE_NEW = {"zeros", "zeros_like", "ones", "ones_like", "empty", "empty_like", "full", "full_like"}
"""Functions whose result is an array to fill in: its numbers do not come from the argument."""

_QUANTITIES = (ast.BinOp, ast.Name, ast.Subscript, ast.Call, ast.Compare, ast.UnaryOp)


def is_quantity(node: ast.AST) -> bool:
    """Whether a part of a formula holds a quantity, and may be a factor, a term or an argument."""
    made = function_of(node) in MADE_NEW
    return isinstance(node, _QUANTITIES) and holds_quantity(node) and not made


def _known(
    function: ast.FunctionDef, inputs: Mapping[str, Plain]
) -> dict[str, tuple[str, ast.expr]]:
    """What a formula may use, by its text: arguments, local variables, entries of dicts, and sizes."""
    arguments = [each.arg for each in function.args.args]
    kinds = {name: kind(inputs[name]) if name in inputs else "number" for name in arguments}
    kinds |= {name: kind for name, kind in _local_kinds(function).items() if name not in kinds}
    found = {name: (own, cast(ast.expr, ast.Name(name, ast.Load()))) for name, own in kinds.items()}
    for name, value in inputs.items():
        keys = [key for key in value if isinstance(key, str)] if isinstance(value, Mapping) else []
        for text in (f"{name}[{key!r}]" for key in keys if name in kinds):
            found[text] = ("array", ast.parse(text, mode="eval").body)
    for node in ast.walk(function):
        if not isinstance(node, ast.Subscript) or not isinstance(node.value, ast.Name):
            continue
        if is_read(node) and (isinstance(node.slice, ast.Name) or key_of(node)):
            found.setdefault(ast.unparse(node), ("array", copy.deepcopy(node)))
    return found


def _local_kinds(function: ast.FunctionDef) -> dict[str, str]:
    """The kinds of local variables, as far as the lines that set them show it."""
    stored = [n.id for n in ast.walk(function) if isinstance(n, ast.Name) and not is_read(n)]
    kinds = {name: "array" for name in stored if name not in HIDDEN}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            kinds[node.targets[0].id] = _KINDS_OF.get(type(node.value), "array")
        if isinstance(node, ast.For) and function_of(node.iter) in ("range", "enumerate"):
            target = node.target.elts[0] if isinstance(node.target, ast.Tuple) else node.target
            kinds[ast.unparse(target)] = "number"
    return kinds


_KINDS_OF = {
    ast.Dict: "dict",
    ast.DictComp: "dict",
    ast.List: "list",
    ast.ListComp: "list",
    ast.Tuple: "tuple",
    ast.Constant: "number",
}
