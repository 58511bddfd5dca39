"""Where a student's earlier notebooks lie: one rule for every door.

A notebook such as 07 takes functions from 05. Of the places where that may lie, the first that has it
counts: the folder beside this notebook's own, this notebook's folder, the one above, and a folder of
that name in this one. In each, a file of the exact name counts before one that is only called alike,
such as `05_optimizers (1).ipynb`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from autograder.notebooks.reading import Cell, UnreadableNotebook, read_code

provided: dict[str, list[Cell]] = {}
"""Earlier notebooks' cells by assignment, where a grader has handed them over; else files are read."""

IsThere = Callable[[Path], bool]


def find_earlier(folder: Path, assignment: str, is_there: IsThere = Path.is_file) -> Iterator[Path]:
    """The files that may be an earlier notebook, for one in this folder; the one that counts first.

    `is_there` says of a path whether it is a file that may be read.
    """
    folder = folder.absolute()
    for place in (folder.parent / assignment, folder, folder.parent, folder / assignment):
        exact = place / f"{assignment}.ipynb"
        if is_there(exact):
            yield exact
        else:
            yield from _called_alike(place, assignment, is_there)


def _called_alike(place: Path, assignment: str, is_there: IsThere) -> list[Path]:
    """The one notebook of a place that is called after the assignment; in its own folder, any one."""
    try:
        names = [name for name in sorted(os.listdir(place)) if name.lower().endswith(".ipynb")]
    except OSError:
        return []
    found = [place / name for name in names if is_there(place / name)]
    alike = [path for path in found if path.name.startswith(assignment)]
    if not alike and place.name == assignment:
        alike = found
    return alike if len(alike) == 1 else []


def earlier_cells(
    cells: Iterable[Cell],
    folder: Path,
    names: Sequence[str],
    is_there: IsThere = Path.is_file,
) -> dict[str, list[Cell]]:
    """The cells of the notebooks on which these cells call, and of those on which those call.

    Args:
        cells: the code of the notebook in question.
        folder: where it lies.
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
    """Those of the assignments that the code names; all where it puts a name together at run time."""
    code = "\n".join(cell.source for cell in cells)
    named = [name for name in names if f'"{name}"' in code or f"'{name}'" in code]
    return list(names) if not named and "from_earlier(" in code else named


def missing_from(
    cells: Iterable[Cell], found: Mapping[str, object], names: Sequence[str]
) -> list[str]:
    """The assignments that the code calls on by name and that were not found."""
    code = "\n".join(cell.source for cell in cells)
    return [n for n in names if n not in found and (f'"{n}"' in code or f"'{n}'" in code)]


def read_earlier(folder: Path, assignment: str) -> list[Cell]:
    """The cells of an earlier notebook, as its functions are asked for while code runs.

    Raises FileNotFoundError or UnreadableNotebook, each with a sentence.
    """
    if assignment in provided:
        return provided[assignment]
    for path in find_earlier(folder, assignment):
        return read_code(path)
    raise FileNotFoundError(f"no notebook was found at ../{assignment}/{assignment}.ipynb.")


def _read_first(folder: Path, assignment: str, is_there: IsThere) -> list[Cell] | None:
    for path in find_earlier(folder, assignment, is_there):
        try:
            return read_code(path)
        except UnreadableNotebook:
            continue
    return None
