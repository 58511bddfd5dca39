"""How Moodle, Canvas and ILIAS name the files in "download all submissions".

Sources, in each platform's own code:

- Moodle: `mod/assign/classes/downloader.php` for the download, and
  `mod/assign/feedback/file/importziplib.php` for the upload of feedback, in
  https://github.com/moodle/moodle. The number is one of this assignment, not the user's.
- Canvas: `lib/content_zipper.rb` for the download, and `infer_comment_context_from_filename` in the
  model of assignments for the upload, in https://github.com/instructure/canvas-lms.
- ILIAS: `getDirectoryNameFromUserData` in `class.ilExSubmission.php` for the download, and
  `uploadMultiFeedbackFile` in `class.ilExAssignment.php` for the upload, in
  https://github.com/ILIAS-eLearning/ILIAS.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath


@dataclass(frozen=True)
class Handed:
    """A file that a student handed in, by its path in a download.

    `place` is the part of the path by which the platform knows the student again. `name` and `number`
    are the student's, `file` is the file's own name, and `late` is what the platform says of it.
    """

    place: str
    name: str
    number: str
    file: str
    late: bool = False

    @property
    def person(self) -> tuple[str, str]:
        """Who handed it in: the name and the number."""
        return self.name, self.number


@dataclass(frozen=True)
class Platform:
    """A learning platform: its name, and how it writes and reads the names in a zip.

    `ids` gives what a student's id may be, the likeliest first, and `lasting` says whether the number
    is the same in every assignment. `returned` gives the path of a feedback page in the zip to upload.
    """

    name: str
    patterns: tuple[re.Pattern[str], ...]
    ids: Callable[[Handed], list[str]]
    lasting: bool
    returned: Callable[[Handed, str], str]

    def read(self, path: str) -> Handed | None:
        """What a path in a download says; None if the platform does not write such paths."""
        for pattern in self.patterns:
            if match := pattern.fullmatch(path):
                found = match.groupdict()
                late = bool(found.pop("late", None))
                return Handed(**{key: value or "" for key, value in found.items()}, late=late)
        return None


def _moodle_ids(handed: Handed) -> list[str]:
    return [handed.name, f"{handed.name} {handed.number}"]


def _canvas_ids(handed: Handed) -> list[str]:
    return [f"{handed.name}_{handed.number}"]


def _ilias_ids(handed: Handed) -> list[str]:
    """The login, which comes after last and first name; each of the three may hold underscores."""
    parts = handed.name.split("_")
    return ["_".join(parts[at:]) for at in (2, *range(3, len(parts)), 1, 0) if parts[at:]]


_ABOVE = r"(?:.+/)?"
_STUDENT = rf"{_ABOVE}(?P<place>(?P<name>[^/_]+)_(?P<number>\d+)_assignsubmission_[a-z]+"

MOODLE = Platform(
    "Moodle",
    (
        re.compile(rf"{_STUDENT}_?)/(?P<file>.+)"),
        re.compile(rf"{_STUDENT})_(?P<file>[^/]+)"),
    ),
    _moodle_ids,
    lasting=False,
    returned=lambda handed, page: f"{handed.place}/{page}",
)
CANVAS = Platform(
    "Canvas",
    (
        re.compile(
            rf"{_ABOVE}(?P<place>(?:(?P<late>LATE)_)?(?P<name>anon)_(?P<number>\w+?)_\d+)_(?P<file>[^/]+)"
        ),
        re.compile(
            rf"{_ABOVE}(?P<place>(?P<name>[^/]+?)_(?:(?P<late>LATE)_)?(?P<number>\d+)_\d+)_(?P<file>[^/]+)"
        ),
        re.compile(
            rf"{_ABOVE}(?P<place>)(?P<name>[^/]+?)_(?:(?P<late>LATE)_)?(?P<number>\d+)_(?P<file>(?:text|link)\.html)"
        ),
    ),
    _canvas_ids,
    lasting=True,
    returned=lambda handed, page: f"{handed.place}_{page}",
)
ILIAS = Platform(
    "ILIAS",
    (
        re.compile(
            rf"{_ABOVE}(?P<place>(?P<name>[^/_]+_[^/]*_[^/]+)_(?P<number>\d+))/(?P<file>[^/]+)"
        ),
    ),
    _ilias_ids,
    lasting=True,
    returned=lambda handed, page: f"multi_feedback/{handed.place}/{page}",
)
PLATFORMS = {platform.name.lower(): platform for platform in (MOODLE, CANVAS, ILIAS)}


def own_name(handed: Handed) -> str:
    """The name under which a file goes into the student's folder, without Canvas's number of the try.

    Canvas adds `-1`, `-2` to the name of a notebook that is handed in again.
    """
    path = PurePosixPath(handed.file)
    return str(path.with_name(re.sub(r"-\d{1,2}(?=\.ipynb$)", "", path.name)))
