"""Which exercises a mutation has left alone: their marks must not change.

Decided from the files alone, by a rule that errs on the side of "touched": the code cells that bind
any name on which the exercise leans are those of the original, in the original's order.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from types import CodeType
from typing import Any

from autograder.nbgrader_plugin.mending import MAX_CELLS, MAX_CODE
from tests.helpers.cells import cell_of
from tests.helpers.our_course import ASSIGNMENTS, EXERCISES

from .submissions import Files, Notebook

_ANYTHING = "*"
_REACHES_ALL = {"globals", "locals", "vars", "exec", "eval", "setattr"}


def untouched(assignment: str, original: Notebook, files: Files) -> set[str]:
    """The exercises whose code is in these files as it was in the original."""
    code = _code(_meant(assignment, files))
    if code is None:
        return set()
    before = [cell["source"] for cell in original["cells"] if cell["cell_type"] == "code"]
    return {
        name
        for name in ASSIGNMENTS[assignment]
        if _binding(code, leans := _leans_on(name, assignment, original)) == _binding(before, leans)
    }


def _meant(assignment: str, files: Files) -> bytes:
    """The notebook that counts: the one of the right name, or the only one."""
    notebooks = [path for path in files if path.lower().endswith(".ipynb")]
    wanted = f"{assignment}.ipynb"
    meant = wanted if wanted in notebooks else notebooks[0] if len(notebooks) == 1 else ""
    data = files.get(meant, b"")
    return data if isinstance(data, bytes) and ".ipynb_checkpoints" not in meant else b""


def _code(data: bytes) -> list[str] | None:
    """The sources of a notebook's code cells; None where it is not a plain notebook of this size."""
    try:
        content: Any = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(content, dict) or "worksheets" in content:
        return None
    cells = content.get("cells")
    if not isinstance(cells, list) or len(cells) > MAX_CELLS:
        return None
    found = [c.get("source") for c in cells if isinstance(c, dict) and c.get("cell_type") == "code"]
    sources = ["".join(s) if _is_lines(s) else s for s in found]
    code = [source for source in sources if isinstance(source, str)]
    return None if sum(map(len, code)) > MAX_CODE or len(code) < len(found) else code


def _is_lines(source: Any) -> bool:
    return isinstance(source, list) and all(isinstance(line, str) for line in source)


def _leans_on(name: str, assignment: str, original: Notebook) -> set[str]:
    """The global names that an exercise uses, and those that its own exercises use in turn."""
    names = {name, _ANYTHING, *EXERCISES[name].builds_on}
    own = set(ASSIGNMENTS[assignment])
    read = set[str]()
    while to_read := (names & own) - read:
        read |= to_read
        for other in to_read:
            names |= set(_names(compile(cell_of(original, other)["source"], other, "exec")))
    return names


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _names(inner)


def _binding(cells: Iterable[str], names: set[str]) -> list[str]:
    """The cells that bind any of these names, each once."""
    return list(dict.fromkeys(cell for cell in cells if names & _binds(cell)))


@lru_cache(maxsize=1000)
def _binds(source: str) -> frozenset[str]:
    """The names that a cell may bind, or change in place, anywhere in it."""
    return frozenset(_bound(source))


def _bound(source: str) -> Iterator[str]:
    try:
        tree = ast.parse(re.sub(r"^[^\S\n]*[%!?].*$", "pass", source, flags=re.MULTILINE))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        if re.search(r"[%!?]", source):  # perhaps IPython's own syntax
            yield _ANYTHING
        return
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) if name in _REACHES_ALL:
                yield _ANYTHING
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                yield name
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.name
            case ast.alias(name=name, asname=other):
                yield other or name.partition(".")[0]
            case ast.Attribute(ctx=context) | ast.Subscript(ctx=context):
                if not isinstance(context, ast.Load):
                    yield from (n.id for n in ast.walk(node) if isinstance(n, ast.Name))
