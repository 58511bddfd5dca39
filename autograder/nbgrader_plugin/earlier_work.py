"""The notebooks that a student handed in before, from which a notebook takes functions."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from autograder.nbgrader_plugin.mending import Remark
from autograder.nbgrader_plugin.submission_folder import SubmissionFolder
from autograder.notebooks.program import Program, Statement
from autograder.notebooks.reading import Cell, UnreadableNotebook, notebook_of
from autograder.workshop.exercises import ASSIGNMENTS


def earlier_work(folder: SubmissionFolder, cells: Iterable[Cell]) -> dict[str, tuple[Cell, ...]]:
    """The cells of the notebooks that these cells name, and that those name, where they are found.

    They are looked for as the notebook itself is, in the folders beside its own, then in its own.
    """
    found: dict[str, tuple[Cell, ...]] = {}
    waiting = [tuple(cells)]
    while waiting:
        for name in _named(waiting.pop(), folder):
            if name not in found and (work := _find(folder, name)) is not None:
                found[name] = work
                waiting.append(work)
    return found


def what_is_missing(
    folder: SubmissionFolder, cells: Iterable[Cell], exercises: Iterable[str]
) -> list[Remark]:
    """Remarks on earlier notebooks that exercises need and that are not there, or can't be read."""
    cells = tuple(cells)
    lost = [name for name in _named(cells, folder) if _find(folder, name) is None]
    if not lost:
        return []
    program = Program.of(cells)
    needed = {name: set().union(*map(_texts, program.needed(name))) for name in exercises}
    return [
        Remark(f"{exercise} takes functions from {name}, which is not there or can't be read.")
        for name in lost
        for exercise, texts in needed.items()
        if name in texts
    ]


def _named(cells: Iterable[Cell], folder: SubmissionFolder) -> list[str]:
    """The earlier assignments that stand in the code as a text."""
    code = "\n".join(cell.source for cell in cells)
    names = list(ASSIGNMENTS)
    own = folder.path.name
    before = names[: names.index(own)] if own in names else names
    return [name for name in before if f'"{name}"' in code or f"'{name}'" in code]


def _texts(statement: Statement) -> set[str]:
    return {
        part.value
        for part in ast.walk(statement.node)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    }


def _find(folder: SubmissionFolder, name: str) -> tuple[Cell, ...] | None:
    for place in (folder.home / name, folder.path):
        try:
            found = SubmissionFolder(place).cells(name, only=place != folder.path)
        except (UnreadableNotebook, OSError):
            continue
        return tuple(notebook_of(found, place / f"{name}.ipynb").cells)
    return None
