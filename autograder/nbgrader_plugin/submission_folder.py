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
from pathlib import Path
from typing import Any

from nbgrader.api import Student
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import parse_utc

from autograder.nbgrader_plugin.mending import Remark
from autograder.nbgrader_plugin.paths import CoursePaths
from autograder.notebooks.reading import MAX_BYTES, UnreadableNotebook, cells_of

TIMESTAMP = "timestamp.txt"
UNFIT_NAME = "left out: this name can't be stored, so rename the folder and grade again."
MAX_FILES = 1000
_CHECKPOINTS = ".ipynb_checkpoints"
_MARKUP = frozenset("<>&`[]\\")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


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
    return is_storable(name) and len(name) <= Student.id.type.length


def student_folders(course: CourseDirectory, assignment: str, students: str = "*") -> list[Path]:
    """The folders of the students that match a pattern, with or without this assignment in them."""
    place = CoursePaths(course).submitted(students, assignment)
    if place.name != assignment:
        return []
    return sorted(path for path in map(Path, glob.glob(str(place.parent))) if path.is_dir())


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
            return wanted
        found = [path for path in self._files() if path.suffix.lower() == ".ipynb"]
        if not found:
            raise UnreadableNotebook(f"There is no notebook: {name} was expected.")
        names = ", ".join(shown(path.relative_to(self.path)) for path in found[:5])
        if len(found) > 1 or not only:
            raise UnreadableNotebook(
                f"There is no {name}, and it is unclear which of these to grade: {names}."
            )
        self.remarks.append(Remark(f"{name} was missing, so {names} was graded in its place."))
        return found[0]

    def _files(self) -> Iterator[Path]:
        """All files in the folder and its subfolders, without JupyterLab's checkpoints. Links are not followed."""
        if self.path.is_symlink():
            return
        for here, folders, names in os.walk(self.path):
            folders[:] = sorted(name for name in folders if name != _CHECKPOINTS)
            yield from (Path(here) / name for name in sorted(names))

    def left_alone(self) -> list[Path]:
        """The files that must not be copied; the folder itself if there are too many, or if it is a link."""
        if self.path.is_symlink() or not self.path.is_dir():
            return [self.path]
        bad, total = [], 0
        for number, path in enumerate(self._files()):
            size = path.lstat().st_size
            fits = total + size <= MAX_BYTES and is_storable(path)
            if not fits or not is_ordinary(path, self.home):
                bad.append(path)
            elif path.suffix != ".ipynb":
                total += size
            if number >= MAX_FILES or len(bad) > 20:
                return [self.path]
        return bad

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
                Remark("The other files were not copied: there are too many, or they are links.")
            )
        elif left:
            names = ", ".join(shown(path.relative_to(self.path)) for path in left[:5])
            remarks.append(
                Remark(
                    f"Not opened and not copied (a link, too large, or an unusable name): {names}."
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
