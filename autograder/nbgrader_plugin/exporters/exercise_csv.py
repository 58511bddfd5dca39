"""nbgrader's own CSV, a row for each student and assignment, plus each exercise and the reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from autograder.nbgrader_plugin.exporters.exporter import Exporter
from autograder.nbgrader_plugin.exporters.records import GradedCell, Record, Records, cells
from autograder.nbgrader_plugin.exporters.sheet import number, words

COLUMNS = [
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
    "reason",
]


class ExerciseCsv(Exporter):
    """A CSV file with nbgrader's columns, then `reason`, then a column for each exercise.

    Totals are nbgrader's, so they are 0 if nothing is graded. An exercise's cell is empty if it belongs
    to another assignment or has no score.
    """

    default_file = "exercises.csv"
    identities = (("student_id", "assignment"),)

    def marks(self, records: Records) -> list[str]:
        """The score, and each exercise."""
        return ["score", *dict.fromkeys(map(words, _titles(records).values()))]

    def rows(self, records: Records) -> Iterator[list[str]]:
        """The header and a row for each record."""
        titles = _titles(records)
        columns = list(dict.fromkeys(titles.values()))
        yield [*COLUMNS, *map(words, columns)]
        for record in records:
            scores = {titles[cell]: number(score) for cell, score in record.scores.items()}
            yield [*_fixed(record), *(scores.get(column, "") for column in columns)]


def _titles(records: Records) -> dict[GradedCell, str]:
    """The column title for each cell: the exercise, with its notebook if the name is not unique."""
    found = list(
        dict.fromkeys(cell for a in records.assignments for cell in cells(a, records.order))
    )
    taken = Counter(exercise for _, exercise in found)
    return {
        (notebook, exercise): exercise
        if taken[exercise] == 1 and exercise not in COLUMNS
        else f"{notebook}/{exercise}"
        for notebook, exercise in found
    }


def _fixed(record: Record) -> list[str]:
    student, submission = record.student, record.submission
    return [
        words(record.assignment.name),
        words(record.assignment.duedate),
        words(submission and submission.timestamp),
        words(student.id),
        words(student.last_name),
        words(student.first_name),
        words(student.email),
        number(record.raw_score),
        number(record.penalty),
        number(record.score),
        number(record.assignment.max_score),
        words(record.reason),
    ]
