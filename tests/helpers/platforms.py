"""What Moodle, Canvas and a spreadsheet do with a file of marks."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from tests.helpers.exported_class import FORMULA, PEOPLE, POINTS, Marks

SIS = ["SIS User ID", "SIS Login ID"]


def moodle_import(path: Path, by: str, users: dict[str, str]) -> Marks:
    """What Moodle takes from the file: `by` is the column that finds users; an empty cell is no grade.

    As in Moodle's load_data.php, a row that is empty in that column goes to the user of the row above.
    """
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file, strict=True)
    marks: Marks = {}
    user = ""
    for row in rows:
        assert len(row) == len(header)
        if row[header.index(by)].strip():
            user = users[row[header.index(by)].strip()]
        for assignment in POINTS:
            if assignment in header:
                marks[user, assignment] = row[header.index(assignment)].strip() or None
    return marks


def canvas_import(path: Path, users: list[dict[str, str]]) -> tuple[Marks, dict[str, str]]:
    """The marks and the points possible that Canvas takes, as its gradebook_importer.rb reads the file."""
    with path.open(encoding="utf-8", newline="") as file:
        header, points, *rows = csv.reader(file, strict=True)
    assert "Student" in header[0]
    assert "ID" in header[1]
    assert header[2:5] == [*SIS, "Section"]
    assert "Points Possible" in points[0]
    marks: Marks = {}
    for row in rows:
        assert len(row) == len(header)
        digits = re.match(r"\s*(\d+)", row[1])  # Ruby's to_i
        tried = [("ID", digits[1] if digits else ""), *zip(header[2:4], row[2:4], strict=True)]
        tried.append(("Student", row[0]))
        user = next(u for column, value in tried for u in users if value and u[column] == value)
        for assignment, mark in zip(header[5:], row[5:], strict=True):
            marks[user["user"], assignment] = mark or None
    return marks, dict(zip(header[5:], points[5:], strict=True))


def canvas_users(column: str, ids_known: bool = True) -> list[dict[str, str]]:
    """Students as Canvas knows them. What is an id of one in `column` is another one's in the other column."""
    users = []
    for place, (student, (first, last, _, lms)) in enumerate(PEOPLE.items()):
        other = list(PEOPLE)[place - 1]
        user = {
            "user": student,
            "Student": "'=1+1,' @SUM(1)" if student == FORMULA else f"{last}, {first}",
            "ID": lms if lms and lms.isdecimal() else str(900 + place),
            "SIS User ID": other,
            "SIS Login ID": other,
        }
        users.append(user | {column: student if ids_known else f"unknown-{student}"})
    return users


def found(marks: Marks) -> Marks:
    return {place: mark for place, mark in marks.items() if mark is not None}


def formulas(text: str) -> list[str]:
    """The cells that a spreadsheet runs, whichever separator it goes by; numbers are none."""
    cells = [
        cell
        for separator in ",;\t"
        for row in csv.reader(io.StringIO(text), delimiter=separator)
        for cell in row
    ]
    return [cell for cell in cells if re.match(r'[\s"]*[=+\-@]', cell)]
