"""Which notebooks of a course are in a student's folder, and which of them count."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.course import installed
from autograder.feedback.phrases import listed
from autograder.notebooks.earlier import called_like, find_earlier
from autograder.notebooks.reading import is_notebook_name
from autograder.notebooks.syllabus import Assignment, assignments_near


class NoNotebooks(ValueError):
    """Raised where a folder has no notebook of a course. The message says what to do.

    Notebooks show it without a traceback.
    """

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


@dataclass(frozen=True)
class Place:
    """A folder with a course's notebooks: its assignments, and the file of each that is there."""

    folder: Path
    assignments: tuple[Assignment, ...]
    files: dict[str, Path]


def place_of(folder: Path) -> Place:
    """The notebooks in a folder or, if it is that of a single notebook, in the folder around it.

    A notebook is looked for in a folder of its own name and directly in the folder, as for
    `from_earlier`. Raises NoNotebooks.
    """
    folder = folder.absolute()
    if not folder.is_dir():
        raise NoNotebooks(f"There is no folder {folder}.")
    assignments = assignments_near(folder)
    here = _files(folder, assignments)
    around = _files(folder.parent, assignments) if here else {}
    if len(around) > len(here):
        folder, here = folder.parent, around
    if not here:
        raise NoNotebooks(_why_none(folder, assignments))
    courses = {a.course for a in assignments if a.name in here}
    return Place(folder, tuple(a for a in assignments if a.course in courses), here)


def _files(folder: Path, assignments: Sequence[Assignment]) -> dict[str, Path]:
    """The notebook that counts for each assignment that is in a folder, or the first of several."""
    found = {}
    for name in (assignment.name for assignment in assignments):
        claims = [*find_earlier(folder / name, name), *called_like(folder, name)]
        if claims:
            found[name] = claims[0]
    return found


def _why_none(folder: Path, assignments: Sequence[Assignment]) -> str:
    if not assignments:
        return " ".join(["There is no course here to look at.", *installed().problems])
    inner = [path for path in _folders_in(folder) if _files(path, assignments)]
    if inner:
        return (
            f"There is no notebook of the course in {folder} itself. There are some in "
            f"{listed([path.name for path in inner])}. Give one of these, as in "
            f'autograder progress "{inner[0]}".'
        )
    others = sorted(filter(is_notebook_name, os.listdir(folder)))
    known = f"{assignments[0].name}, …, {assignments[-1].name}"
    if others:
        return (
            f"None of the notebooks in {folder} is one of the course's ({known}): {listed(others)} "
            "may be of another course."
        )
    return (
        f"There is no notebook of the course ({known}) in {folder}. Go to the folder that you "
        "unpacked, or give its path, as in autograder progress PATH."
    )


def oddities(place: Place) -> Iterator[str]:
    """A sentence on each notebook or folder that is there twice, and which of them is read."""
    for assignment, file in place.files.items():
        others = [path for path in called_like(place.folder, assignment) if path != file]
        if others and not rivals(place, assignment):
            yield (
                f"Of {assignment}, {file.relative_to(place.folder)} is read, and not "
                f"{listed([str(path.relative_to(place.folder)) for path in others])}."
            )
    for folder in _folders_in(place.folder):
        if folder.name not in place.files and _files(folder, place.assignments):
            yield (
                f"There are notebooks of the course in the folder {folder.name} inside this one, too. "
                "They are not read here."
            )
    for folder in _folders_in(place.folder.parent):
        if _is_twin(folder, place.folder) and _files(folder, place.assignments):
            yield (
                f"There are notebooks of the course in the folder {folder.name} beside this one, too. "
                "They are not read here. Do you work in the right one?"
            )


def rivals(place: Place, assignment: str) -> list[Path]:
    """The notebooks that may all be this assignment, if none has its exact name."""
    if next(find_earlier(place.folder / assignment, assignment), None) is not None:
        return []
    return called_like(place.folder, assignment)


def _is_twin(folder: Path, other: Path) -> bool:
    """Whether two folders are called like two copies of one, such as `kit` and `kit (1)`."""
    names = sorted((folder.name.lower(), other.name.lower()), key=len)
    return folder != other and names[1].startswith(names[0])


def _folders_in(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.is_dir() and path.name[0] != ".")
    except OSError:
        return []
