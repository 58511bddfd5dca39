"""The events of a room in an SQLite file, with the token of its address."""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from autograder.live.event import Event

_TABLES = """
CREATE TABLE IF NOT EXISTS room (course TEXT NOT NULL, token TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS events (
    number INTEGER PRIMARY KEY, time REAL NOT NULL, kernel TEXT NOT NULL, exercise TEXT NOT NULL,
    attempt INTEGER NOT NULL, passed INTEGER NOT NULL, mistake TEXT,
    UNIQUE (kernel, exercise, attempt)
);
"""
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""What a token is made of: nothing that looks like something else when it is read off a wall."""


class NoStore(RuntimeError):
    """Raised by EventStore where the file can't be used. The message tells the instructor what to do."""


class EventStore:
    """The file with a room's events. What `add` has returned from is kept, whatever happens next.

    Raises NoStore if the file can't be opened, belongs to another course or is no such file.
    """

    def __init__(self, path: Path, course: str) -> None:
        try:
            self._database = _opened(path)
            room = self._database.execute("SELECT course, token FROM room").fetchone()
            if room is None:
                room = (course, new_token())
                self._database.execute("INSERT INTO room VALUES (?, ?)", room)
        except sqlite3.DatabaseError as error:
            raise NoStore(_why(path, error)) from error
        except OSError as error:
            raise NoStore(f"{path} can't be written: {error.strerror}.") from error
        self.token = str(room[1])
        if room[0] != course:
            self.close()
            raise NoStore(
                f"{path} holds the events of the course {room[0]}: name another file with --events, for "
                f"those of {course}."
            )

    def add(self, event: Event, time: float) -> bool:
        """Keep an event, with the time at which it came in seconds. Returns whether it is new."""
        added = self._database.execute(
            "INSERT OR IGNORE INTO events (time, kernel, exercise, attempt, passed, mistake) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (time, event.kernel, event.exercise, event.attempt, event.passed, event.mistake),
        )
        return added.rowcount == 1

    def events(self, course: str) -> Iterator[tuple[Event, float]]:
        """All events with their times, in the order in which they came."""
        rows = self._database.execute(
            "SELECT kernel, exercise, passed, mistake, attempt, time FROM events ORDER BY number"
        )
        for kernel, exercise, passed, mistake, attempt, time in rows:
            yield Event(course, kernel, exercise, bool(passed), mistake, attempt), time

    def close(self) -> None:
        """Close the file."""
        self._database.close()


def _opened(path: Path) -> sqlite3.Connection:
    """The file, readable by its owner alone and held by this process alone."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    database = sqlite3.connect(path, timeout=1.0, isolation_level=None)
    database.execute("PRAGMA locking_mode = EXCLUSIVE")
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    database.executescript(_TABLES)
    return database


def new_token() -> str:
    """A token that can be read off a wall and typed, of which there are 8e11."""
    letters = [secrets.choice(_LETTERS) for _ in range(8)]
    return f"{''.join(letters[:4])}-{''.join(letters[4:])}"


def _why(path: Path, error: sqlite3.DatabaseError) -> str:
    if "locked" in str(error):
        return f"{path} is in use by another live map: stop that one, or name another file with --events."
    return f"{path} can't be used as a file of events ({error}): name another one with --events."
