"""Plugins for `nbgrader zip_collect`: one that unpacks safely, and one that reads each platform's names.

nbgrader copies files into `submitted/` only after all names are read. So whatever stops a run is said
before that, and nothing is left half-collected.
"""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar

from nbgrader.api import Gradebook
from nbgrader.plugins import ExtractorPlugin, FileNameCollectorPlugin

from autograder.feedback.phrases import first_few
from autograder.nbgrader_plugin.paths import CoursePaths
from autograder.nbgrader_plugin.platforms.archives import BadArchive, unpack
from autograder.nbgrader_plugin.platforms.names import (
    CANVAS,
    ILIAS,
    MOODLE,
    Handed,
    Platform,
    own_name,
)
from autograder.nbgrader_plugin.platforms.roster import Roster, ids_of
from autograder.nbgrader_plugin.submission_folder import is_student_name, shown

NAMED = 20
_EACH_FILE = (
    "Parsing file:",
    "Directory not found. Creating:",
    "Copying ",
    "Skipped submission",
    "Invalid submission notebook name",
)


class Unpack(ExtractorPlugin):
    """Unpacks the zips of a download, all of them or none. Other files are copied as they are."""

    def extract(self, archive_path: str, extracted_path: str) -> None:
        """Fill `extracted_path` from what is in `archive_path`. Stops with a sentence if one can't be used."""
        archives = [path for path in sorted(Path(archive_path).rglob("*")) if path.is_file()]
        if not archives:
            self.parent.fail(f"There is nothing in {archive_path}: put the platform's zip there.")
        try:
            with tempfile.TemporaryDirectory(dir=Path(extracted_path).parent) as scratch:
                for archive in archives:
                    _take(archive, Path(scratch))
                for made in Path(scratch).iterdir():
                    shutil.move(made, extracted_path)
        except BadArchive as error:
            self.parent.fail(str(error))


def _take(archive: Path, folder: Path) -> None:
    if archive.suffix.lower() in (".gz", ".tgz", ".tar", ".7z", ".rar"):
        raise BadArchive(f"{shown(archive.name)} is no zip: unpack it, and pack it as a zip.")
    if archive.suffix.lower() == ".zip":
        unpack(archive, folder / archive.stem)
    else:
        shutil.copy(archive, folder / archive.name)


class Collector(FileNameCollectorPlugin):
    """Reads the names of one platform. The first file makes the plan for all."""

    platform: ClassVar[Platform]

    def __init__(self, **kw: Any) -> None:
        super().__init__(**kw)
        logging.getLogger(self.log.name).addFilter(_is_told)
        self._plan: dict[str, dict[str, str]] | None = None

    def collect(self, submitted_file: str) -> dict[str, str] | None:
        """Who handed in this file, and its name there. None leaves it out."""
        if self._plan is None:
            self._plan = self._planned()
        return self._plan.get(submitted_file)

    def _planned(self) -> dict[str, dict[str, str]]:
        extracted = Path(self.parent._format_collect_path(self.parent.extracted_directory))
        found, unknown = {}, []
        for path in sorted(path for path in extracted.rglob("*") if path.is_file()):
            handed = self.platform.read(path.relative_to(extracted).as_posix())
            if handed is None:
                unknown.append(path.relative_to(extracted).as_posix())
            else:
                found[str(path)] = handed
        if not found:
            self._stop(
                f"Nothing here has a name that {self.platform.name} gives: {_list(unknown)}. "
                "Is it the download of another platform?"
            )
        with Gradebook(self.parent.coursedir.db_url, self.parent.coursedir.course_id) as gradebook:
            roster = Roster.of(gradebook)
        ids = ids_of(found.values(), self.platform, roster)
        unfit = sorted({id for id in ids.values() if not _can_be_collected(id)})
        kept = {path: each for path, each in found.items() if ids[each.person] not in unfit}
        plan = _files(kept, ids)
        self._refuse_second_files(plan)
        self._refuse_to_replace(ids[each.person] for each in kept.values())
        strangers = sorted({*ids.values()} - roster.ids) if roster.ids else []
        late = sorted({ids[each.person] for each in kept.values() if each.late})
        for sentence in _told(self.platform, unknown, unfit, strangers, late):
            self.log.warning("%s", sentence)
        return plan

    def _stop(self, sentence: str) -> None:
        """End the run with a sentence, and leave nothing unpacked that the next one would stumble over."""
        extracted = Path(self.parent._format_collect_path(self.parent.extracted_directory))
        shutil.rmtree(extracted, ignore_errors=True)
        self.parent.fail(sentence)

    def _refuse_second_files(self, plan: Mapping[str, Mapping[str, str]]) -> None:
        taken: dict[tuple[str, str], str] = {}
        for path, where in plan.items():
            place = where["student_id"], where["file_id"]
            if place in taken:
                self._stop(
                    f"{shown(place[0])} has {shown(place[1])} in two downloads. Leave one of them in "
                    f"{self.parent.archive_directory}/ and run again."
                )
            taken[place] = path

    def _refuse_to_replace(self, ids: Iterator[str]) -> None:
        course = self.parent.coursedir
        paths = CoursePaths(course)
        there = sorted(
            {id for id in ids if any(_listed(paths.submitted(id, course.assignment_id)))}
        )
        if there and not self.parent.force:
            self._stop(
                f"Collected before: {_list(there)}. To replace what they handed in, run again with --force."
            )


class Moodle(Collector):
    """For Moodle's "Download all submissions", with or without a folder for each student."""

    platform = MOODLE


class Canvas(Collector):
    """For Canvas's "Download Submissions"."""

    platform = CANVAS


class Ilias(Collector):
    """For ILIAS's "Download All Submissions" of an exercise."""

    platform = ILIAS


def _is_told(record: logging.LogRecord) -> bool:
    """Leaves out nbgrader's lines on each file, among which a sentence on the class would be lost."""
    return not record.getMessage().lstrip().startswith(_EACH_FILE)


def _files(handed: Mapping[str, Handed], ids: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    """For each file its student and its name; a name with a number of tries loses it where it is free."""
    taken = {(each.person, each.file) for each in handed.values()}
    plan = {}
    for path, each in handed.items():
        name = own_name(each)
        if name != each.file and (each.person, name) in taken:
            name = each.file
        taken.add((each.person, name))
        plan[path] = {"student_id": ids[each.person], "file_id": name}
    return plan


def _told(
    platform: Platform,
    unknown: list[str],
    unfit: list[str],
    strangers: list[str],
    late: list[str],
) -> Iterator[str]:
    if unknown:
        yield f"Left out, because {platform.name} gives no such names: {_list(unknown)}."
    if unfit:
        yield (
            f"Left out, because these names can't be a student's folder: {_list(unfit)}. Put their work "
            "into submitted/ by hand."
        )
    if strangers:
        yield (
            f"Not in the gradebook, so collected under the name from {platform.name}: {_list(strangers)}. "
            "If one of them has another id, rename the folder in submitted/ before you grade."
        )
    if late:
        yield (
            f"{platform.name} marks these as late, and gives no time: {_list(late)}. For nbgrader's late "
            "penalty, write the time into timestamp.txt in their folders."
        )


def _can_be_collected(id: str) -> bool:
    plain = not id.startswith(".") and PurePosixPath(id).name == id and "\\" not in id
    return plain and id == id.strip() and is_student_name(id)


def _listed(folder: Path) -> list[str]:
    return os.listdir(folder) if folder.is_dir() else []


def _list(names: list[str]) -> str:
    return first_few([shown(name) for name in names], NAMED)
