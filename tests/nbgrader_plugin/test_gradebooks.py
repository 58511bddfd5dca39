"""A gradebook is a gradebook: what is stored in one database is stored in another, word for word."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.marking.seeds import SEED_FILE
from autograder.nbgrader_plugin.course_folder import CourseFolder
from tests.helpers.cells import cell_of
from tests.helpers.gradebooks import dump
from tests.helpers.handed_in import NAME, edited, make_course, place, solved
from tests.helpers.nbgrader_commands import nbgrader
from tests.helpers.our_course import ASSIGNMENTS
from tests.helpers.postgres import Server

pytestmark = pytest.mark.slow
EXERCISES = ASSIGNMENTS[NAME]
WRONG = edited(lambda c: cell_of(c, "dense").update(source="def dense(X, W, b):\n    return X @ W"))
AT_ZERO = "def perceptron(x, w, b):\n    return int(x @ w + b >= 0)"
PARTLY = edited(lambda c: cell_of(c, "perceptron").update(source=AT_ZERO))
LONG = "n" * 128
CLASS: dict[str, Any] = {
    "right": solved(),
    "wrong": WRONG,
    "partly": PARTLY,
    "broken": b'{"cells": [',
    LONG: solved(),
}
TOO_LONG = LONG + "n"


def handed_in(root: Path, db_url: str | None) -> Path:
    """A course in which a small class has handed in its work, but for one who handed in nothing."""
    make_course(root, db_url)
    (root / SEED_FILE).write_text("5eed" * 16)
    for student, content in CLASS.items():
        place(root, student, content)
    place(root, "right", b"2026-01-01 11:00:00.5 UTC", "timestamp.txt")
    (root / "submitted" / "unhanded").mkdir()
    return root


def graded(root: Path, db_url: str | None) -> Path:
    """The same, graded with nbgrader's own commands; and a folder that can be no student's."""
    handed_in(root, db_url)
    place(root, TOO_LONG, solved())
    run = nbgrader("autograde", NAME, course=root)
    assert run.returncode == 0, run.stderr[-2000:]
    assert run.stderr.count("left out: this name can't be stored") == 2  # at once, and at the end
    run = nbgrader("generate_feedback", NAME, course=root)
    assert run.returncode == 0, run.stderr[-2000:]
    assert nbgrader("export", course=root).returncode == 0
    return root


@pytest.fixture(scope="module")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return graded(tmp_path_factory.mktemp("sqlite") / "course", None)


@pytest.fixture(scope="module")
def on_postgresql(tmp_path_factory: pytest.TempPathFactory, postgresql: Server) -> Path:
    return graded(tmp_path_factory.mktemp("postgresql") / "course", postgresql.database())


def test_both_gradebooks_say_the_same(on_sqlite: Path, on_postgresql: Path) -> None:
    assert dump(on_postgresql) == dump(on_sqlite)


def test_autograder_grade_says_it_too(
    tmp_path: Path, new_database: Callable[[], str | None], on_sqlite: Path
) -> None:
    course = handed_in(tmp_path / "course", new_database())
    run = subprocess.run(
        [sys.executable, "-m", "autograder", "grade", NAME],
        cwd=course,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 1, run.stderr[-2000:]
    assert "can't be read, so 0 points for it: broken." in run.stdout
    assert dump(course) == dump(on_sqlite)


def test_both_courses_hold_the_same_files_and_totals(on_sqlite: Path, on_postgresql: Path) -> None:
    def files(course: Path) -> set[Path]:
        return {path.relative_to(course) for path in course.rglob("*")}

    assert files(on_sqlite) - files(on_postgresql) == {Path("gradebook.db")}
    assert files(on_postgresql) <= files(on_sqlite)
    totals = [
        (course / "grades.csv").read_text().splitlines() for course in (on_sqlite, on_postgresql)
    ]
    assert sorted(totals[0]) == sorted(totals[1])


def test_the_dump_is_of_the_database_that_the_course_names(
    on_postgresql: Path, postgresql: Server
) -> None:
    before = dump(on_postgresql)
    assert set(before["students"]) == {*CLASS, "unhanded"}
    grades = {
        student: {name: grade[0] for name, grade in told["notebooks"][NAME]["grades"].items()}
        for (_, student), told in before["submissions"].items()
    }
    checks = [f"check-{name}" for name in EXERCISES]
    assert 0 < grades["partly"]["check-perceptron"] < grades["right"]["check-perceptron"]
    assert grades["broken"] == dict.fromkeys(checks, 0)
    assert {name for name in checks if grades["wrong"][name] != grades["right"][name]} == {
        "check-dense"
    }
    with CourseFolder(on_postgresql).gradebook() as gradebook:
        assert gradebook.engine.dialect.name == "postgresql"
        changed = gradebook.find_grade("check-dense", NAME, NAME, "wrong")
        changed.extra_credit = 1
        gradebook.db.commit()
        after = dump(on_postgresql)
        changed.extra_credit = None
        gradebook.db.commit()
    assert after != before == dump(on_postgresql)
