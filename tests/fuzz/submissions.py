"""Plausible submissions to begin with: right, partly wrong, unfinished."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from tests.helpers.cells import cell_of
from tests.helpers.our_course import ASSIGNMENTS, KNOWN, VARIANTS

ROOT = Path(__file__).parents[2]
Notebook = dict[str, Any]
Files = dict[str, bytes | Path]
"""What lies in a student's folder: content by relative path; a Path stands for a link to there."""


def submission(assignment: str, kind: str, draw: Random) -> Notebook:
    """What a student of this kind may hand in: the stubs, some or all of them with code below."""
    content = _released(assignment)
    for name in ASSIGNMENTS[assignment]:
        source = draw.choice(_ATTEMPTS[kind])(name, draw)
        if source is not None:
            cell_of(content, name)["source"] = source
    return content


def _released(assignment: str) -> Notebook:
    """The students' version of a notebook, each source in one piece."""
    path = ROOT / "assignments" / assignment / f"{assignment}.ipynb"
    content: Notebook = json.loads(path.read_text())
    for cell in content["cells"]:
        cell["source"] = "".join(cell["source"])
    return content


def _right(name: str, draw: Random) -> str:
    return _as_written(name, draw.choice(list(VARIANTS[name].values())))


def _wrong(name: str, draw: Random) -> str:
    return _as_written(name, draw.choice(list(KNOWN[name].values())).function)


def _stub(name: str, draw: Random) -> None:
    return None


def _as_written(name: str, function: Callable[..., Any]) -> str:
    """A function's text under the exercise's name, with the import that it may need."""
    source = inspect.getsource(function)
    source = source[source.index("def ") :]
    return "import math\n\n\n" + re.sub(rf"\b{function.__name__}\b", name, source)


_ATTEMPTS: dict[str, list[Callable[[str, Random], str | None]]] = {
    "right": [_right],
    "partly": [_right, _wrong, _stub],
    "unfinished": [_right, _stub, _stub, _stub],
}
KINDS = tuple(_ATTEMPTS)
