"""The base classes of the exporters: they choose records, write the file and log notes on it."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import ClassVar

from nbgrader.api import Gradebook, Student
from nbgrader.plugins import ExportPlugin
from traitlets import Bool

from autograder.feedback.phrases import first_few
from autograder.nbgrader_plugin.exporters import sheet
from autograder.nbgrader_plugin.exporters.changes import Key, NotComparable, changes
from autograder.nbgrader_plugin.exporters.folders import Folders
from autograder.nbgrader_plugin.exporters.records import Record, Records


class Exporter(ExportPlugin):
    """Writes records to the file `--to`. `--assignment` and `--student` select, as in nbgrader."""

    default_file = "grades.csv"
    identities: ClassVar[Sequence[Key]] = ()
    """The columns that say whose row it is: the first counts that is filled in."""

    dry_run = Bool(False, help="Whether to say which marks would change, and write nothing.").tag(
        config=True
    )

    def marks(self, records: Records) -> list[str]:
        """The titles of the columns with marks."""
        return [assignment.name for assignment in records.assignments]

    def rows(self, records: Records) -> Iterable[Sequence[str]]:
        """The file's rows, the header first."""
        raise NotImplementedError

    def notes(self, records: Records) -> Iterator[str]:
        """Sentences to read before the file is used."""
        ungraded = {a.name: records.ungraded[a.name] for a in records.assignments}
        late = [f"{who} ({name})" for name, found in ungraded.items() for who in sorted(found)]
        if late:
            yield (
                f"Handed in and not graded yet: {_list(late)}. "
                f"Run: {_grade([name for name, found in ungraded.items() if found])}."
            )
        unread = [r for r in records if r.unread]
        if unread:
            yield (
                f"0 points because it can't be read: {_who(unread)}. Ask for the .ipynb file again, or "
                "give a mark by hand (0 is allowed)."
            )
        to_mark = [r for r in records if r.waiting]
        if to_mark:
            yield (
                f"Some exercises have no score yet: {_who(to_mark)}. Give one in formgrader, or run "
                "nbgrader autograde again if it was interrupted."
            )
        to_check = [r for r in records if r.to_check]
        if to_check:
            yield f"Marked by hand and then graded again, so check the mark: {_who(to_check)}."

    def export(self, gradebook: Gradebook) -> None:
        """Write the file and log the notes on it. Exits with 1 if there is nothing to write or it fails.

        With `dry_run` nothing is written, and what is logged is which marks would change.
        """
        path = Path(self.to or self.default_file)
        folders = Folders(getattr(self.parent, "coursedir", None))
        records = Records.of(
            gradebook, folders, [*map(str, self.assignment)], [*map(str, self.student)]
        )
        for gap in _gaps(records):
            self.log.warning("%s", gap)
        if not (records.assignments and records.students):
            self._stop(
                "There is nothing to export: the gradebook has no graded submission for this choice of "
                "students and assignments."
            )
        if self.dry_run:
            self._compare(path, records)
            return
        try:
            sheet.write(path, self.rows(records))
        except sheet.NotWritten as error:
            self._stop(str(error))
        self.log.info("Exported to %s", path)
        for note in self.notes(records):
            self.log.warning("%s", note)

    def _compare(self, path: Path, records: Records) -> None:
        rows, marks = self.rows(records), self.marks(records)
        try:
            for sentence in changes(path, rows, self.identities, marks):
                self.log.warning("%s", sentence)
        except NotComparable as error:
            self._stop(str(error))
        self.log.warning("Nothing was written, because this was a dry run.")

    def _stop(self, sentence: str) -> None:
        self.log.error("%s", sentence)
        raise SystemExit(1)


class PlatformExporter(Exporter):
    """An exporter for a learning platform: a row for each student, a column for each assignment's mark.

    On import, an empty cell deletes a mark that is already there. So students without a mark in any of
    the exported assignments get no row.
    """

    def chosen(self, records: Records) -> list[Student]:
        """The students who get a row."""
        return self.marked(records)

    def marked(self, records: Records) -> list[Student]:
        """The students who have a mark in any of the assignments."""
        return [
            student
            for student in records.students
            if any(record.mark is not None for record in records.of_student(student))
        ]

    def notes(self, records: Records) -> Iterator[str]:
        """Add who is left out, and whose empty cells may delete a mark."""
        yield from super().notes(records)
        marked, chosen = self.marked(records), self.chosen(records)
        absent = [student for student in records.students if student not in marked]
        if absent:
            yield f"No mark and no row, so nothing changes for: {names(absent)}."
        empty = [r for r in records if r.mark is None and r.student in chosen]
        if empty:
            yield (
                f"Empty cells, which delete a mark that is already there: {_who(empty)}. "
                "To avoid them, export one assignment at a time with --assignment=NAME."
            )


def _gaps(records: Records) -> Iterator[str]:
    """Sentences about what will be missing in the file."""
    if records.unknown:
        yield f"Not in the gradebook: {sheet.words(', '.join(records.unknown))}."
    if records.alike:
        yield (
            f"Not in the file: {_list([ascii(s.id) for s in records.alike])}. Their ids differ only in "
            "case, spaces or the way accents are written, so a mark could go to the wrong person: enter "
            "these by hand."
        )
    left_out = [assignment.name for assignment in records.left_out]
    if left_out:
        to_grade = [name for name in left_out if records.ungraded[name]]
        run = f" Run: {_grade(to_grade)}." if to_grade else ""
        yield f"Left out, because nothing is graded yet: {_list(left_out)}.{run}"


def _grade(assignments: Sequence[str]) -> str:
    return shlex.join(["autograder", "grade", *assignments])


def names(students: Sequence[Student]) -> str:
    """The ids of students in a sentence: at most the first eight."""
    return _list([student.id for student in students])


def _who(records: Sequence[Record]) -> str:
    return _list([f"{record.student.id} ({record.assignment.name})" for record in records])


def _list(items: Sequence[str]) -> str:
    return first_few([sheet.words(item) for item in items], 8)
