"""A cache of verdicts, by the content that they depend on, so that nothing is judged twice."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import sqlite3
import zlib
from dataclasses import asdict
from pathlib import Path
from typing import Any

from autograder.course import course_named
from autograder.engine.fingerprint import verdict_key
from autograder.marking.job import Marked, MarkingJob, is_final

STORE_FILE = ".autograder-verdicts.db"
_PATIENCE = 30.0
_TABLE = "CREATE TABLE IF NOT EXISTS verdicts (key TEXT PRIMARY KEY, said BLOB NOT NULL)"
logger = logging.getLogger(__name__)
logger.addHandler(logging.NullHandler())


class VerdictStore:
    """The cache of verdicts in a course's folder. Use it as a context manager.

    The file can be deleted at any time; its verdicts are then made again. A damaged file is moved
    aside. If the file can't be read or written, a warning is logged and nothing is cached.
    """

    def __init__(self, root: Path) -> None:
        self._path = root / STORE_FILE
        self._database: sqlite3.Connection | None = None
        try:
            self._database = self._open()
        except sqlite3.OperationalError as error:
            self._give_up(error)
        except sqlite3.DatabaseError:
            os.replace(self._path, self._path.with_suffix(".damaged"))
            self._database = self._open()

    def __enter__(self) -> VerdictStore:
        return self

    def __exit__(self, *_: object) -> None:
        if self._database is not None:
            self._database.close()

    def get(self, key: str) -> list[Marked] | None:
        """The verdicts on a notebook, or None."""
        rows = self._do("SELECT said FROM verdicts WHERE key = ?", key)
        return (
            [Marked(**said) for said in json.loads(zlib.decompress(rows[0][0]))] if rows else None
        )

    def put(self, key: str, said: list[Marked]) -> None:
        """Store the verdicts on a notebook, in place of older ones, if all of them are final."""
        if not is_final(said):
            return
        data = zlib.compress(json.dumps([asdict(marked) for marked in said]).encode())
        self._do("INSERT OR REPLACE INTO verdicts VALUES (?, ?)", key, data)

    def _do(self, statement: str, *values: str | bytes) -> list[Any]:
        if self._database is None:
            return []
        try:
            with self._database:
                return self._database.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            self._give_up(error)
            return []

    def _give_up(self, error: sqlite3.Error) -> None:
        logger.warning(
            "Verdicts can't be cached in %s, so they are made again each time: %s.",
            self._path,
            error,
        )
        self._database = None

    def _open(self) -> sqlite3.Connection:
        with contextlib.ExitStack() as unless_good:
            database = sqlite3.connect(self._path, timeout=_PATIENCE)
            unless_good.callback(database.close)
            database.execute("PRAGMA synchronous = OFF")  # what a power cut damages is made again
            with database:
                database.execute(_TABLE)
            unless_good.pop_all()
        return database


def key_of(job: MarkingJob) -> str:
    """The cache key of a job: a digest of everything that its verdicts depend on."""
    course = course_named(job.course) if job.course else None
    return verdict_key(course, job.points, job.cells, job.earlier, job.seed)
