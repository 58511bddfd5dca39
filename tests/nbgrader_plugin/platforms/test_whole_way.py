"""A class from Moodle's download to marks and feedback back in Moodle, with the commands of the docs.

One of them is late, and the course has the rule for late work that the docs give.
"""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.nbgrader_plugin.course_folder import CourseFolder
from tests.helpers import downloads
from tests.helpers.downloads import User, zipped
from tests.helpers.handed_in import FILE, NAME, cell_of, edited, make_course, solved
from tests.helpers.nbgrader_commands import nbgrader
from tests.helpers.notebooks import ROOT

DOCS = (ROOT / "docs" / "platforms.md").read_text(encoding="utf-8")
(RULE,) = re.findall(r"```python\n(from math import ceil.*?)```", DOCS, re.DOTALL)

WRONG = edited(
    lambda c: cell_of(c, "dense").update(source="def dense(X, W, b):\n    return X @ W\n")
)
USERS = [
    User("Ada", "Lovelace", "ada", 1, 9001, {FILE: json.dumps(solved()).encode()}),
    User("Ben", "Ab", "ben", 2, 9002, {"mine.ipynb": json.dumps(WRONG).encode()}),
    User("Zoë", "Lüdenscheidt", "zoe", 4, 9004, {FILE: json.dumps(solved()).encode()}),
    User("Eve", "Late", "eve", 3, 9003, {"photo.pdf": b"%PDF"}),
]


@pytest.mark.slow
def test_from_moodles_download_to_marks_and_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = make_course(tmp_path / "course")
    with (course / "nbgrader_config.py").open("a") as file:
        file.write(f"\nc = get_config()\n{RULE}")
    monkeypatch.chdir(course)
    with CourseFolder(course).gradebook() as gradebook:
        gradebook.update_or_create_assignment(NAME, duedate="2026-05-04 12:00:00 UTC")
        for user in USERS:
            gradebook.add_student(user.login, first_name=user.first, last_name=user.last)
    zipped(course / "downloaded" / NAME / "archive" / "C-77.zip", downloads.moodle(USERS))
    plugin = "autograder.nbgrader_plugin.platforms.Moodle"
    run = nbgrader("zip_collect", NAME, f"--collector={plugin}", course=course)
    assert run.returncode == 0, run.stderr
    late = course / "submitted" / "zoe" / NAME / "timestamp.txt"
    late.write_text("2026-05-05 23:00:00 UTC")  # 35 hours, which is two days
    run = CliRunner().invoke(main, ["grade", NAME, "--feedback", "--jobs", "2"])
    assert run.exit_code == 1  # a file that can't be read waits for the instructor
    assert CliRunner().invoke(main, ["export", "moodle", NAME]).exit_code == 0
    with (course / "moodle.csv").open(encoding="utf-8", newline="") as file:
        marks = {row["Student ID"]: row for row in csv.DictReader(file)}
    assert marks["ada"][NAME] == "6"
    assert 0 < float(marks["ben"][NAME]) < 6
    assert marks["zoe"][NAME] == "4.8"
    assert marks["eve"][NAME] == "0"
    assert "photo.pdf" in marks["eve"][f"{NAME} (Feedback)"]
    run = CliRunner().invoke(main, ["return", "moodle", NAME])
    assert run.exit_code == 0, run.output
    taken = downloads.moodle_takes(course / "feedback.zip", USERS)
    pages = {who: files[f"{NAME}.html"].decode() for who, files in taken.items()}
    assert "The biases are missing" in pages["ben"]
    assert set(pages) == {"ada", "ben", "zoe", "eve"}
