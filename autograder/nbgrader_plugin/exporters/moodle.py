"""A file for Moodle's grade import.

Sources: "Grade import", MoodleDocs, https://docs.moodle.org/405/en/Grade_import, for the steps, the
mapping of columns, and feedback, which has to be imported together with its grade; and what Moodle
does with a row, `grade/import/csv/classes/load_data.php` in https://github.com/moodle/moodle.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from nbgrader.api import Student

from autograder.nbgrader_plugin.exporters.exporter import PlatformExporter, names
from autograder.nbgrader_plugin.exporters.records import Records
from autograder.nbgrader_plugin.exporters.sheet import digits, key, likeness, number, words

OPTIONAL: dict[str, Callable[[Student], str]] = {
    "User ID": lambda student: digits(student.lms_user_id),
    "Email address": lambda student: key(student.email),
}
"""Columns that Moodle can use to find a student, besides nbgrader's own id."""


class Moodle(PlatformExporter):
    """Grades, and feedback that says what the number does not.

    In Moodle you choose the column that identifies students. A row without a value there would be
    given to the student above it. So a column is written only if every row has a unique value.
    """

    default_file = "moodle.csv"
    identities = (("Student ID",),)

    def rows(self, records: Records) -> Iterator[list[str]]:
        """The header and a row for each student."""
        students = self.chosen(records)
        found = {title: of for title, of in OPTIONAL.items() if not _without(students, of)}
        yield [
            "First name",
            "Last name",
            "Student ID",
            *found,
            *(t for a in records.assignments for t in (a.name, f"{a.name} (Feedback)")),
        ]
        for student in students:
            yield [
                words(student.first_name),
                words(student.last_name),
                key(student.id),
                *(of(student) for of in found.values()),
                *(
                    cell
                    for record in records.of_student(student)
                    for cell in (number(record.mark), words(record.reason))
                ),
            ]

    def chosen(self, records: Records) -> list[Student]:
        """The students who have a mark, and an id that is safe to write."""
        return [student for student in self.marked(records) if key(student.id)]

    def notes(self, records: Records) -> Iterator[str]:
        """Add how to import the file."""
        yield from super().notes(records)
        formulas = [student for student in self.marked(records) if not key(student.id)]
        if formulas:
            yield (
                f"Enter these by hand, because a spreadsheet would read the id as a formula: {names(formulas)}."
            )
        students = self.chosen(records)
        for title, of in OPTIONAL.items():
            missing = _without(students, of)
            if missing:
                why = (
                    f"it would be empty or the same for: {names(missing)}"
                    if any(map(of, students))
                    else "nobody has one in the gradebook"
                )
                yield (
                    f"There is no column {title}, because {why}. "
                    "If you need it, add it to the gradebook with nbgrader db student import."
                )
        points = ", ".join(f"{a.name} {number(a.max_score)}" for a in records.assignments)
        yield (
            "In Moodle map Student ID to what your ids are: username, ID number or email address. "
            f"Give the grade items these maximum grades first: {points}."
        )


def _without(students: Sequence[Student], of: Callable[[Student], str]) -> list[Student]:
    """The students who have no value in a column, or a value that Moodle may take for another's."""
    shared = Counter(likeness(of(student)) for student in students)
    return [s for s in students if not of(s) or shared[likeness(of(s))] > 1]
