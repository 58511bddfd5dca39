"""Lists what an instructor may want to look at in student code. It proves nothing and changes no mark.

The code is only read, never run. Honest code may do any of these things too.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from autograder.course import declared
from autograder.notebooks.cell_code import parse
from autograder.notebooks.reading import Cell

OPEN_TO_STUDENTS = {
    "check",
    "diagnose",
    "drill",
    "from_earlier",
    "gradcheck",
    "join",
    "leave",
    "progress",
    "spy",
}
_MAX_CODE = 200_000
_MAX_NOTES = 10
_REACHING_OUT = {
    "ctypes": "machine code",
    "subprocess": "other programs",
    "multiprocessing": "other processes",
    "socket": "the network",
    "urllib": "the network",
    "requests": "the network",
    "gc": "the interpreter's objects",
    "inspect": "the interpreter's frames",
    "signal": "signals",
    "pickle": "stored objects",
}
_INTERPRETER = {
    "_getframe",
    "f_back",
    "f_globals",
    "f_locals",
    "tb_frame",
    "gi_frame",
    "__globals__",
    "__subclasses__",
    "__builtins__",
    "currentframe",
    "input_transformers_cleanup",
    "input_transformers_post",
}
_OF_SYS = {"settrace", "setprofile", "modules", "meta_path"}
_SYSTEM = {"_exit", "fork", "kill", "killpg", "system", "popen", "execv", "execve", "environ"}
_PLACES = ("gradebook.db", "submitted/", "autograded/", "solutions/", ".autograder", "/proc/")


def noteworthy(cells: Iterable[Cell]) -> list[str]:
    """A phrase for each thing to look at, with its cell and line; at most ten."""
    cells = list(cells)
    if sum(len(cell.source) for cell in cells) > _MAX_CODE:
        return ["there is too much code, so it was not searched"]
    notes = [
        f"{what} (cell {cell.name}, line {line})"
        for cell in cells
        for what, line in _in_cell(cell.source)
    ]
    return list(dict.fromkeys(notes))[:_MAX_NOTES]


@lru_cache(maxsize=1024)
def _in_cell(source: str) -> list[tuple[str, int]]:
    """The phrases for a cell and their lines; cached, because most cells of a class are the course's own."""
    try:
        tree = parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    return [(what, getattr(node, "lineno", 1)) for node in ast.walk(tree) for what in _notes(node)]


def _notes(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (what for alias in node.names for what in _import(alias.name))
    elif isinstance(node, ast.ImportFrom):
        inside = [f"{node.module or ''}.{alias.name}" for alias in node.names]
        yield from (what for name in inside for what in _import(name))
    elif isinstance(node, ast.Attribute):
        yield from _attribute(node)
    elif isinstance(node, ast.Call):
        yield from _call(node)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 200:
        yield from (f"names {place}" for place in _PLACES if place in node.value)


def _import(name: str) -> Iterator[str]:
    root, _, rest = name.partition(".")
    if root in _private_halves():
        yield f"imports the course's answers, {root}"
    elif root == "autograder" and rest and not _is_open(name):
        yield f"imports {name}, which is not meant for notebooks"
    elif root in _REACHING_OUT:
        yield f"imports {root}: {_REACHING_OUT[root]}"


def _is_open(name: str) -> bool:
    """Whether notebooks may import it: a helper of the kit's, or the public half of a course."""
    halves = [course.public for course in declared().courses.values()]
    inside = name.removeprefix("autograder.").partition(".")[0]
    return inside in OPEN_TO_STUDENTS or any(f"{name}.".startswith(f"{half}.") for half in halves)


@cache
def _private_halves() -> frozenset[str]:
    """The packages that hold the answers of the installed courses."""
    return frozenset(c.private.partition(".")[0] for c in declared().courses.values())


def _attribute(node: ast.Attribute) -> Iterator[str]:
    owner = _root(node)
    if node.attr in _INTERPRETER or (owner == "sys" and node.attr in _OF_SYS):
        yield f"uses {node.attr}: the interpreter's own parts"
    if isinstance(node.ctx, ast.Store | ast.Del) and owner in ("np", "numpy", "builtins"):
        yield f"changes {owner}.{node.attr}"
    if owner == "os" and node.attr in _SYSTEM:
        yield f"uses os.{node.attr}"


def _call(node: ast.Call) -> Iterator[str]:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    first = node.args[0] if node.args else None
    if name == "setattr" and isinstance(first, ast.Name) and first.id in ("np", "numpy"):
        yield f"changes {first.id} by setattr"
    if name == "__import__":
        yield "imports by __import__"
    if name == "open" and isinstance(first, ast.Constant) and isinstance(first.value, str):
        path = first.value
        if path.startswith(("/", "~", "\\")) or ".." in path:
            yield f"opens {ascii(path[:60])[1:-1]}"


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""
