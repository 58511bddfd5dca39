"""What verdicts depend on besides the submission: checks, answers, and all that is between them."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from autograder.workshop.exercises import ASSIGNMENTS

_OWN = ("autograder/exercises", "dlref/misconceptions")
_WITH_EARLIER = ("dlref", "dlref/hints")
_DOORS = {
    "batch",
    "course",
    "demo",
    "dlref/variants",
    "cli",
    "expression_plots",
    "kept",
    "kit",
    "mutants",
    "nbgrader_plugin",
    "notebook",
    "pytest_plugin",
    "report",
    "trials",
    "verify",
    "verify_text",
}
"""What makes no verdict: doors, and what they show."""


@cache
def fingerprint(assignment: str | None = None) -> str:
    """A digest of the code and the versions that verdicts come from: on an assignment, or on any.

    Another assignment's checks and known mistakes are not in it, nor are answers of later ones, on
    which no earlier one builds.
    """
    digest = hashlib.sha256(f"{platform.python_version()} {np.__version__}".encode())
    for name, path in sorted(_files()):
        if _matters(name, assignment):
            digest.update(f"{name} {path.stat().st_size}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def _files() -> Iterator[tuple[str, Path]]:
    """The kit's modules, by their paths from the packages on."""
    for package in ("autograder", "dlref"):
        spec = find_spec(package)
        if spec is not None and spec.origin is not None:
            home = Path(spec.origin).parent
            for path in home.rglob("*.py"):
                yield path.relative_to(home.parent).as_posix(), path


def _matters(name: str, assignment: str | None) -> bool:
    order = [other[3:] for other in ASSIGNMENTS]
    subject = (assignment or "")[3:]
    parts = name.removesuffix(".py").split("/")
    if _DOORS & {parts[1], "/".join(parts[:2])}:
        return False
    for depth in range(1, len(parts)):
        room, about = "/".join(parts[:depth]), parts[depth]
        if about in order and room in _OWN:
            return subject not in order or about == subject
        if about in order and room in _WITH_EARLIER:
            return subject not in order or order.index(about) <= order.index(subject)
    return True
