"""The folder that a student submitted: which notebook to grade, and which files to leave alone.

Nothing outside the student's own folder is read or copied. Links are not followed, devices and pipes
are not opened, and files that are too large are not read.
"""

from __future__ import annotations

import glob
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from fnmatch import fnmatchcase
from itertools import islice
from pathlib import Path
from typing import Any

from nbgrader.api import Student
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import parse_utc

from autograder.feedback.phrases import first_few
from autograder.nbgrader_plugin.mending import Remark
from autograder.nbgrader_plugin.paths import CoursePaths
from autograder.nbgrader_plugin.walking import files_in, is_short
from autograder.notebooks.reading import (
    MAX_BYTES,
    UnreadableNotebook,
    cells_of,
    is_notebook_name,
)

TIMESTAMP = "timestamp.txt"
UNFIT_NAME = "left out: this name can't be stored, so rename the folder and grade again."
HIDDEN = (
    "left out: nbgrader does not see a folder whose name begins with a dot, so rename the folder and "
    "grade again."
)
CLOSED = "left out: the folder can't be opened, so change its permissions and grade again."
NO_FOLDER = "left out: it is not a student's folder, and belongs in {place}/."
MAX_FILES = 1000
_RENAMED = (".ipynb.json", ".ipynb.txt")
_ASIDE = ("._", ".~", "__MACOSX")
"""What macOS (`._a.ipynb`) and JupyterLab (`.~a.ipynb`) lay beside a file."""
_CHECKPOINTS = ".ipynb_checkpoints"
_MARKUP = frozenset("<>&`[]\\")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def is_copyable(path: Path, home: Path) -> bool:
    """Whether a path is a regular file inside `home` that can be read, with a name that fits."""
    return (
        is_ordinary(path, home)
        and is_storable(path)
        and is_short(path, home)
        and os.access(path, os.R_OK)
    )


def is_ordinary(path: Path, home: Path) -> bool:
    """Whether a path is a regular file inside `home`, with no link that leads out of it."""
    try:
        inside = path.resolve().is_relative_to(home.resolve())
        return inside and stat.S_ISREG(path.lstat().st_mode)
    except (OSError, RuntimeError, ValueError):
        return False


def shown(name: object) -> str:
    """A file's name in a form that is safe to print in a terminal and in a page; 80 characters at most."""
    text = "".join(
        c if c.isprintable() and c not in _MARKUP else f"\\x{ord(c):02x}" for c in str(name)
    )
    return text if len(text) <= 80 else text[:77] + "..."


def is_storable(name: object) -> bool:
    """Whether a name can be stored in a database and a log: text on one line."""
    return _CONTROL.search(str(name)) is None


def is_student_name(name: str) -> bool:
    """Whether a folder's name can be a student's id. PostgreSQL enforces the column's length."""
    return is_storable(name) and bool(name.strip()) and len(name) <= Student.id.type.length


def student_folders(course: CourseDirectory, assignment: str, students: str = "*") -> list[Path]:
    """The folders of the students that match a pattern, with or without this assignment in them."""
    return [path for path, unfit in _handed_in(course, assignment, students) if not unfit]


def left_out(course: CourseDirectory, assignment: str, students: str = "*") -> dict[str, str]:
    """What is in the students' place, matches a pattern and can't be graded: its name, and why."""
    return {path.name: why for path, why in _handed_in(course, assignment, students) if why}


def _handed_in(
    course: CourseDirectory, assignment: str, students: str
) -> Iterator[tuple[Path, str | None]]:
    """Each student's folder, and why it can't be graded, if so; sorted by name."""
    place = CoursePaths(course).submitted(students, assignment)
    if place.name != assignment or not os.path.isdir(place.parents[1]):
        return
    for path in sorted(place.parents[1].iterdir()):
        if fnmatchcase(path.name, place.parent.name):
            if not os.path.isdir(path):
                if path.is_symlink() or may_be_work(path, assignment):
                    where = Path(os.path.relpath(path.parent, course.root))
                    yield path, NO_FOLDER.format(place=where / "<student>" / assignment)
            elif path.name.startswith("."):
                if _has_work(path, assignment):
                    yield path, HIDDEN
            elif not is_student_name(path.name):
                yield path, UNFIT_NAME
            else:
                yield path, None if os.access(path, os.R_OK | os.X_OK) else CLOSED


def may_be_work(path: Path, notebook: str) -> bool:
    """Whether a file outside its folder may be this notebook, by its name."""
    named = ".ipynb" in path.suffixes and notebook.casefold() in path.name.casefold()
    return named and not path.name.startswith(".")


def _has_work(folder: Path, assignment: str) -> bool:
    """Whether a hidden folder holds work on an assignment, or can't be opened."""
    try:
        names = os.listdir(folder)
    except OSError:
        return True
    wanted = assignment.casefold()
    return folder.name != _CHECKPOINTS and any(n.casefold().startswith(wanted) for n in names)


@dataclass
class SubmissionFolder:
    """The folder with a student's submission of one assignment."""

    path: Path
    remarks: list[Remark] = field(default_factory=list)

    @property
    def home(self) -> Path:
        """The folder with all of the student's submissions."""
        return self.path.parent

    def is_ordinary(self, path: Path) -> bool:
        """Whether a path is a regular file inside `home`, with no link that leads out of it."""
        return is_ordinary(path, self.home)

    def cells(self, notebook: str, only: bool) -> list[Any]:
        """The cells of a notebook, as they are in its file. `only`: the assignment has no other notebook.

        If the folder's only notebook has another name, it is used and a remark says so. Raises
        UnreadableNotebook.
        """
        path = self._find(f"{notebook}.ipynb", only)
        if not is_ordinary(path, self.home):
            raise UnreadableNotebook(
                f"{shown(path.name)} is not a regular file (a link, for example), so it was not opened."
            )
        return cells_of(path)

    def _find(self, name: str, only: bool) -> Path:
        wanted = self.path / name
        if os.path.lexists(wanted) and not stat.S_ISDIR(wanted.lstat().st_mode):
            if only:
                self._note_beside(wanted)
            return wanted
        files = list(self._files())
        likely = next(filter(None, self._by_likelihood(files)), [])
        found = [path for path in likely if path.name.startswith(Path(name).stem)] or likely
        if not found and not os.access(self.path, os.R_OK | os.X_OK):
            raise UnreadableNotebook(f"The folder {shown(self.path.name)} can't be opened.")
        if not found:
            raise UnreadableNotebook(
                f"There is no notebook: {name} was expected.{self._what_is_there(files)}"
            )
        names = ", ".join(shown(path.relative_to(self.path)) for path in found[:5])
        if len(found) > 1 or not only:
            raise UnreadableNotebook(
                f"There is no {name}, and it is unclear which of these to grade: {names}."
            )
        self.remarks.append(Remark(f"{name} was missing, so {names} was read in its place."))
        return found[0]

    def _note_beside(self, wanted: Path) -> None:
        """Note which other versions of the notebook lie beside the one that is read."""
        files = islice(self._files(), MAX_FILES)
        alike = [path for path in files if path != wanted and path.name.startswith(wanted.stem)]
        beside = next(self._by_likelihood(alike))
        if beside:
            names = first_few([shown(path.relative_to(self.path)) for path in beside], 5)
            self.remarks.append(Remark(f"{wanted.name} was read, and not {names} beside it."))

    def _by_likelihood(self, files: list[Path]) -> Iterator[list[Path]]:
        """What may be the notebook: files with a notebook's name, hidden ones, renamed ones."""
        seen = [path for path in files if not self._is_aside(path)]
        yield [path for path in seen if is_notebook_name(path.name)]
        yield [path for path in seen if path.name.lower().endswith(".ipynb")]
        yield [path for path in seen if path.name.lower().endswith(_RENAMED)]

    def _is_aside(self, path: Path) -> bool:
        return any(part.startswith(_ASIDE) for part in path.relative_to(self.path).parts)

    def _what_is_there(self, files: list[Path]) -> str:
        """What is in the folder instead of a notebook, in a sentence with a space before it."""
        seen = [p for p in files if p not in (self.path, self.path / TIMESTAMP)]
        there = [shown(p.relative_to(self.path)) for p in seen if not self._is_aside(p)]
        return f" There is only {first_few(there, 5)}." if there else ""

    def _files(self) -> Iterator[Path]:
        """All files in the folder and its subfolders, without JupyterLab's checkpoints. Links are not followed."""
        return iter(()) if self.path.is_symlink() else files_in(self.path, [_CHECKPOINTS])

    def left_alone(self) -> list[Path]:
        """The files that must not be copied; the folder itself if there are too many, or if it is a link."""
        if self.path.is_symlink() or not os.path.isdir(self.path):
            return [self.path]
        bad: dict[Path, None] = {}
        total = 0
        for number, path in enumerate(self._files()):
            size = path.lstat().st_size if is_copyable(path, self.home) else None
            if size is None or total + size > MAX_BYTES:
                bad[path] = None
            elif path.suffix != ".ipynb":
                total += size
            if number >= MAX_FILES or len(bad) > 20 or self.path in bad:
                return [self.path]
        return list(bad)

    def submitted_at(self) -> datetime | None:
        """The time in `timestamp.txt`; None if the file is missing or holds no time."""
        path = self.path / TIMESTAMP
        try:
            if is_ordinary(path, self.home) and path.lstat().st_size < 1000:
                found: datetime = parse_utc(path.read_text(errors="replace").strip())
                return found
        except Exception:  # dateutil raises many kinds of error
            pass
        return None

    def notes(self) -> list[Remark]:
        """Remarks on the files beside the notebooks."""
        remarks = []
        if os.path.lexists(self.path / TIMESTAMP) and self.submitted_at() is None:
            remarks.append(
                Remark(f"{TIMESTAMP} holds no time, so the submission counts as on time.")
            )
        left = self.left_alone()
        if left == [self.path]:
            remarks.append(
                Remark(
                    "The other files were not copied: there are too many, or they are links or closed."
                )
            )
        elif left:
            names = ", ".join(shown(path.relative_to(self.path)) for path in left[:5])
            remarks.append(
                Remark(
                    f"Not opened and not copied (a link, closed, too large, or an unusable name): {names}."
                )
            )
        return remarks


class SafeCourseDirectory(CourseDirectory):
    """nbgrader's CourseDirectory, made safe for whatever is in the submissions."""

    @classmethod
    def like(cls, course: CourseDirectory) -> SafeCourseDirectory:
        """The same course, with the values that were set after its configuration was read."""
        values = {name: getattr(course, name) for name in course.trait_names(config=True)}
        return cls(parent=course.parent, **values)

    def get_existing_timestamp(self, dest_path: str) -> datetime | None:
        """The time of a submission, or None, without errors from a damaged `timestamp.txt`."""
        return SubmissionFolder(Path(dest_path)).submitted_at()

    def keep_away_from(self, folders: list[SubmissionFolder]) -> None:
        """Tell nbgrader not to copy the files that must not be copied."""
        bad = [str(path) for folder in folders for path in folder.left_alone()]
        kept: list[str] = list(self.trait_values()["ignore"])
        self.ignore = kept + [glob.escape(path) for path in bad]
