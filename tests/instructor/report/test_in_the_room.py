"""What a live map kept, held against events counted by hand."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from tests.helpers.graded_class import NEURON, RIGHT, work
from tests.helpers.report_page import Report

CLASS = {"ada": {NEURON: work(RIGHT, RIGHT, RIGHT, RIGHT)}}
Checks = Iterable[tuple[str, str, int, float]]
"""Exercise, kernel, whether it passed, and the minute."""


def keep(root: Path, checks: Checks) -> sqlite3.Connection:
    """The file as `autograder live` keeps it."""
    database = sqlite3.connect(root / "live.db")
    database.execute(
        "CREATE TABLE events (number INTEGER PRIMARY KEY, time REAL NOT NULL, kernel TEXT NOT NULL, "
        "exercise TEXT NOT NULL, attempt INTEGER NOT NULL, passed INTEGER NOT NULL, mistake TEXT)"
    )
    tries: dict[tuple[str, str], int] = {}
    for exercise, kernel, passed, minute in checks:
        tries[exercise, kernel] = tries.get((exercise, kernel), 0) + 1
        database.execute(
            "INSERT INTO events (time, kernel, exercise, attempt, passed) VALUES (?, ?, ?, ?, ?)",
            (1e9 + 60 * minute, kernel, exercise, tries[exercise, kernel], passed),
        )
    database.commit()
    return database


def test_tries_and_times_are_those_counted_by_hand(report: Report, tmp_path: Path) -> None:
    checks = [
        ("dense", "a", 1, 0),  # at once
        ("dense", "b", 0, 1),
        ("dense", "b", 0, 2),
        ("dense", "b", 1, 4),  # the third try, 3 minutes
        ("dense", "c", 0, 0),
        ("dense", "c", 0, 1),
        ("dense", "c", 0, 2),  # stuck from here
        ("dense", "c", 1, 8),  # the fourth try, 8 minutes, 6 of them stuck
        ("dense", "c", 0, 30),  # after a pass nothing counts
        ("dense", "d", 0, 0),
        ("dense", "d", 0, 14),  # never passed; stuck from minute 10
        ("perceptron", "a", 0, 3),
        ("sigmoid", "a", 1, 3),  # not in this assignment
    ]
    keep(tmp_path, checks).close()
    table = report(CLASS).table(f"{NEURON} in the room")
    assert list(table) == ["Exercise", "perceptron", "dense"]
    assert table["dense"] == ["4", "3", "3", "3", "2", "5"]
    assert table["perceptron"] == ["1", "0", "–", "–", "0", "–"]


def test_without_a_live_map_nothing_is_said_of_it(report: Report) -> None:
    assert "In the room" not in report(CLASS).text


def test_a_live_map_that_runs_is_told(report: Report, tmp_path: Path) -> None:
    with closing(keep(tmp_path, [("dense", "a", 1, 0)])) as running:
        running.execute("PRAGMA locking_mode = EXCLUSIVE")
        running.execute("BEGIN EXCLUSIVE")
        assert "stop the live map, and make this report again" in report(CLASS).text


def test_a_file_that_is_none_of_a_live_maps_is_told(report: Report, tmp_path: Path) -> None:
    (tmp_path / "live.db").write_text("not a database, but long enough to be taken for one" * 20)
    assert "can't be read as a live map's events" in report(CLASS).text
