"""The zip that a platform takes for feedback files, from the pages that nbgrader wrote."""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nbgrader.apps import ZipCollectApp

from autograder.nbgrader_plugin.course_folder import CourseFolder
from autograder.nbgrader_plugin.platforms.archives import paths_in
from autograder.nbgrader_plugin.platforms.names import Handed, Platform
from autograder.nbgrader_plugin.platforms.roster import Roster, ids_of


class NoDownload(ValueError):
    """Raised where there is no download of this platform to answer. The message says where it belongs."""


@dataclass(frozen=True)
class Returned:
    """What a zip of feedback holds: the students with a page, those without, and those with an old one."""

    written: list[str]
    missing: list[str]
    old: list[str]


def write_feedback(
    course: CourseFolder, platform: Platform, assignment: str, out: Path
) -> Returned:
    """Write the feedback pages of an assignment as the zip that the platform takes.

    Who gets which page is read from the download that `zip_collect` was given. Only pages that are as
    new as the marks are written. Raises NoDownload and archives.BadArchive, and writes nothing then;
    nor if there is no page at all.
    """
    answered = _answered(course, platform, assignment)
    missing, old, pages = [], [], {}
    for student, handed in sorted(answered.items()):
        found = sorted(course.paths.feedback(student, assignment).glob("*.html"))
        if not found:
            missing.append(student)
        elif _is_old(course, student, assignment, found):
            old.append(student)
        else:
            pages[student] = {platform.returned(handed, page.name): page for page in found}
    if pages:
        _write(out, {path: page for each in pages.values() for path, page in each.items()})
    return Returned(sorted(pages), missing, old)


def _answered(course: CourseFolder, platform: Platform, assignment: str) -> dict[str, Handed]:
    """By student, a file of theirs in the download that the platform can answer: a notebook, if any."""
    settings = ZipCollectApp(config=course.directory.config)
    place = Path(settings.downloaded_directory) / assignment / settings.archive_directory
    paths = [
        path
        for archive in sorted((course.root / place).rglob("*.zip"))
        for path in paths_in(archive)
    ]
    handed = [each for path in paths if (each := platform.read(path)) and each.place]
    if not handed:
        raise NoDownload(
            f"There is no download from {platform.name} in {place}/: put the zip with the submissions there, "
            f"as for nbgrader zip_collect {assignment}."
        )
    with course.gradebook() as gradebook:
        ids = ids_of(handed, platform, Roster.of(gradebook))
    handed.sort(key=lambda each: each.file.endswith(".ipynb"))
    return {ids[each.person]: each for each in handed}


def _is_old(course: CourseFolder, student: str, assignment: str, pages: Sequence[Path]) -> bool:
    """Whether marks were written after the pages on them."""
    graded = course.paths.autograded(student, assignment).glob("*.ipynb")
    newest = max((path.stat().st_mtime for path in graded), default=0.0)
    return min(page.stat().st_mtime for page in pages) < newest


def _write(out: Path, pages: dict[str, Path]) -> None:
    """Write a zip, whole or not at all."""
    out.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
    try:
        with os.fdopen(handle, "wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as z:
            for path, page in pages.items():
                z.write(page, path)
        os.chmod(draft, 0o644)
        os.replace(draft, out)
    finally:
        Path(draft).unlink(missing_ok=True)
