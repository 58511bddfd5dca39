"""What all exporters share: which records, which file, and what is said on the terminal."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from nbgrader.api import Gradebook, Student
from nbgrader.plugins import ExportPlugin

from autograder.feedback.phrases import first_few
from autograder.nbgrader_plugin.exporters import sheet
from autograder.nbgrader_plugin.exporters.folders import Folders
from autograder.nbgrader_plugin.exporters.records import Record, Records


class Exporter(ExportPlugin):
    """Writes records to the file `--to`; `--assignment` and `--student` choose, as in nbgrader's own."""

    default_file = "grades.csv"

    def rows(self, records: Records) -> Iterable[Sequence[str]]:
        """The file's rows, the header first."""
        raise NotImplementedError

    def notes(self, records: Records) -> Iterator[str]:
        """What to know about the file before it is used."""
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
                "give a mark by hand, be it 0."
            )
        to_mark = [r for r in records if r.waiting]
        if to_mark:
            yield (
                f"Some exercises have no score yet: {_who(to_mark)}. Give it in formgrader, or run "
                "nbgrader autograde again where it was cut short."
            )
        to_check = [r for r in records if r.to_check]
        if to_check:
            yield f"Marked by hand and then graded again, so look at it once more: {_who(to_check)}."

    def export(self, gradebook: Gradebook) -> None:
        """Write the file, and say what to know about it. Exits with 1 where that can't be done."""
        path = Path(self.to or self.default_file)
        folders = Folders(getattr(self.parent, "coursedir", None))
        records = Records.of(
            gradebook, folders, [*map(str, self.assignment)], [*map(str, self.student)]
        )
        for gap in _gaps(records):
            self.log.warning("%s", gap)
        if not (records.assignments and records.students):
            self._stop(
                "There is nothing to export: the gradebook has no graded work of such a student "
                "or assignment."
            )
        try:
            sheet.write(path, self.rows(records))
        except sheet.NotWritten as error:
            self._stop(str(error))
        self.log.info("Exported to %s", path)
        for note in self.notes(records):
            self.log.warning("%s", note)

    def _stop(self, sentence: str) -> None:
        self.log.error("%s", sentence)
        raise SystemExit(1)


class PlatformExporter(Exporter):
    """An exporter for a learning platform: a row a student, a column for the mark of each assignment.

    To a platform an empty cell is the wish to have no mark there, and takes away one that it has. So
    who has no mark in any of the exported assignments gets no row.
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
        """Who is left out, and whose empty cells may take a mark away."""
        yield from super().notes(records)
        marked, chosen = self.marked(records), self.chosen(records)
        absent = [student for student in records.students if student not in marked]
        if absent:
            yield f"No mark and no row, so nothing changes for: {names(absent)}."
        empty = [r for r in records if r.mark is None and r.student in chosen]
        if empty:
            yield (
                f"Empty cells, which take away a mark that is there already: {_who(empty)}. "
                "With --assignment=NAME, one assignment at a time, there are none."
            )


def _gaps(records: Records) -> Iterator[str]:
    """What the file will not have."""
    if records.unknown:
        yield f"Not in the gradebook: {sheet.words(', '.join(records.unknown))}."
    left_out = [assignment.name for assignment in records.left_out]
    if left_out:
        to_grade = [name for name in left_out if records.ungraded[name]]
        run = f" Run: {_grade(to_grade)}." if to_grade else ""
        yield f"Left out, since nobody's is graded yet: {_list(left_out)}.{run}"


def _grade(assignments: Sequence[str]) -> str:
    return shlex.join(["autograder", "grade", *assignments])


def names(students: Sequence[Student]) -> str:
    """Ids of students, the first few of many."""
    return _list([student.id for student in students])


def _who(records: Sequence[Record]) -> str:
    return _list([f"{record.student.id} ({record.assignment.name})" for record in records])


def _list(items: Sequence[str]) -> str:
    return first_few([sheet.words(item) for item in items], 8)
