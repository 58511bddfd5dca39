"""A file for the import of Canvas's Gradebook.

Sources: "How do I import grades in the Gradebook?", Canvas Instructor Guide,
https://community.canvaslms.com/t5/Instructor-Guide/How-do-I-import-grades-in-the-Gradebook/ta-p/807,
for the columns; and what Canvas does with them, `lib/gradebook_importer.rb` in
https://github.com/instructure/canvas-lms.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from nbgrader.api import Student
from traitlets import Enum

from autograder.nbgrader_plugin.exporters.exporter import PlatformExporter, names
from autograder.nbgrader_plugin.exporters.records import Records
from autograder.nbgrader_plugin.exporters.sheet import digits, key, number, words

LOGIN, SIS = "SIS Login ID", "SIS User ID"


class Canvas(PlatformExporter):
    """Columns: Student, ID, SIS User ID, SIS Login ID, Section, then the assignments. Row 2 has the points.

    Canvas finds a student by ID, its own number (nbgrader's `lms_user_id`), else by SIS User ID or SIS
    Login ID (nbgrader's student id), else by name, else it asks you. From an ID that is not a number
    it would take the leading digits, which may be another student's ID. A column with an assignment's
    name updates that assignment; any other name creates a new one.
    """

    default_file = "canvas.csv"
    identities = (("ID",), (LOGIN,), (SIS,))

    student_ids_are = Enum(
        [LOGIN, SIS], LOGIN, help="Which Canvas ID nbgrader's student ids are."
    ).tag(config=True)

    def rows(self, records: Records) -> Iterator[list[str]]:
        """The header, the points possible, and a row for each student."""
        yield ["Student", "ID", SIS, LOGIN, "Section", *(a.name for a in records.assignments)]
        points = [number(assignment.max_score) for assignment in records.assignments]
        yield ["    Points Possible", "", "", "", "", *points]
        own = _own_ids(self.chosen(records))
        for student in self.chosen(records):
            yield [
                _name(student),
                own.get(student.id, ""),
                key(student.id) if self.student_ids_are == SIS else "",
                key(student.id) if self.student_ids_are == LOGIN else "",
                "",
                *(number(record.mark) for record in records.of_student(student)),
            ]

    def notes(self, records: Records) -> Iterator[str]:
        """Add how Canvas will find each student."""
        yield from super().notes(records)
        own = _own_ids(self.chosen(records))
        others = [student for student in self.chosen(records) if student.id not in own]
        by_id = [student for student in others if key(student.id)]
        if by_id:
            yield (
                f"No Canvas ID of their own (a number, lms_user_id in the gradebook), so {self.student_ids_are} has to "
                f"match: {names(by_id)}. To add the ID: nbgrader db student import."
            )
        by_name = [student for student in others if not key(student.id)]
        if by_name:
            yield (
                "Canvas can find these by name only, because a spreadsheet would read the id as a formula: "
                f"{names(by_name)}."
            )


def _own_ids(students: Iterable[Student]) -> dict[str, str]:
    """Canvas's own ID of each student who has one that no other student has."""
    found = {student.id: digits(student.lms_user_id) for student in students}
    shared = Counter(found.values())
    return {student: number for student, number in found.items() if number and shared[number] == 1}


def _name(student: Student) -> str:
    """The name as Canvas sorts it: last name, first name."""
    return words(", ".join(filter(None, (student.last_name, student.first_name))) or student.id)
