"""Finds a student's earlier notebooks, with one rule for all commands.

A notebook such as 07 takes functions from 05. The first of these places that has 05 counts: the folder
beside this notebook's own, this notebook's folder, the one above, and a folder of that name in this
one. In each, a file with the exact name counts before one with a similar name, such as
`05_optimizers (1).ipynb`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from autograder.notebooks.reading import Cell, UnreadableNotebook, is_notebook_name, read_code

provided: dict[str, list[Cell]] = {}
"""The cells of earlier notebooks by assignment, as sent by a grader. Otherwise files are read."""

IsThere = Callable[[Path], bool]


def find_earlier(
    folder: Path, assignment: str, is_there: IsThere = os.path.isfile
) -> Iterator[Path]:
    """The files that may be an earlier notebook of one in `folder`; the first one counts.

    `is_there` returns whether a path is a file that may be read.
    """
    folder = folder.absolute()
    for place in (folder.parent / assignment, folder, folder.parent, folder / assignment):
        exact = place / f"{assignment}.ipynb"
        if is_there(exact):
            yield exact
        else:
            yield from _called_alike(place, assignment, is_there)


def _called_alike(place: Path, assignment: str, is_there: IsThere) -> list[Path]:
    """The only notebook in a folder whose name begins like the assignment; any name in its own folder."""
    try:
        names = sorted(filter(is_notebook_name, os.listdir(place)))
    except OSError:
        return []
    found = [place / name for name in names if is_there(place / name)]
    alike = [path for path in found if path.name.startswith(assignment)]
    if not alike and place.name == assignment:
        alike = found
    return alike if len(alike) == 1 else []


def read_instead(path: Path, assignment: str) -> Path | None:
    """The notebook beside a copy (`02_activations-Copy1.ipynb`) that is read in its place, or None."""
    first = next(find_earlier(path.absolute().parent, assignment), None)
    is_copy = first is not None and first.parent == path.absolute().parent
    return first if is_copy and first != path.absolute() else None


def called_like(folder: Path, assignment: str) -> list[Path]:
    """All notebooks of an assignment in a folder of notebooks, in its own folder or directly, by name."""
    places = (folder / assignment, folder)
    return [path for place in places for path in sorted(place.glob(f"{assignment}*.ipynb"))]


def earlier_cells(
    cells: Iterable[Cell],
    folder: Path,
    names: Sequence[str],
    is_there: IsThere = os.path.isfile,
) -> dict[str, list[Cell]]:
    """The cells of the earlier notebooks that these cells use, directly or through each other.

    Args:
        cells: the code of the notebook in question.
        folder: the folder of that notebook.
        names: the assignments that come before it.
        is_there: whether a path is a file that may be read.
    """
    found: dict[str, list[Cell]] = {}
    waiting = [list(cells)]
    while waiting:
        for name in called_on(waiting.pop(), names):
            if name not in found and (work := _read_first(folder, name, is_there)) is not None:
                found[name] = work
                waiting.append(work)
    return found


def called_on(cells: Iterable[Cell], names: Sequence[str]) -> list[str]:
    """The assignments that the code names; all if it composes a name at run time."""
    cells = list(cells)
    named = _named(cells, names)
    composed = not named and any("from_earlier(" in cell.source for cell in cells)
    return list(names) if composed else named


def missing_from(
    cells: Iterable[Cell], found: Mapping[str, object], names: Sequence[str]
) -> list[str]:
    """The assignments that the code names and that were not found."""
    return [name for name in _named(cells, names) if name not in found]


def _named(cells: Iterable[Cell], names: Sequence[str]) -> list[str]:
    code = "\n".join(cell.source for cell in cells)
    return [name for name in names if f'"{name}"' in code or f"'{name}'" in code]


def origin_of(assignment: str) -> str:
    """How the names of an earlier notebook's cells begin in messages."""
    return f"{assignment}: "


def find_and_read(folder: Path, assignment: str) -> tuple[Path | None, list[Cell]]:
    """The file of an earlier notebook (None: a grader sent it) and its cells, for code that runs now.

    Raises FileNotFoundError or UnreadableNotebook, with a message for the student.
    """
    if assignment in provided:
        return None, provided[assignment]
    for path in find_earlier(folder, assignment):
        return path, read_code(path)
    raise FileNotFoundError(f"no notebook was found at ../{assignment}/{assignment}.ipynb.")


def _read_first(folder: Path, assignment: str, is_there: IsThere) -> list[Cell] | None:
    for path in find_earlier(folder, assignment, is_there):
        try:
            return read_code(path)
        except UnreadableNotebook:
            continue
    return None
