"""A course's secret seed, each student's seed, and each submission's, derived from one another."""

from __future__ import annotations

import hmac
import json
import os
import re
import secrets
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

SEED_FILE = ".autograder-seed"
_DIGITS = 64
_AGAIN = (
    "Restore it from a backup; or delete it, so that a new one is made, and grade everyone again "
    "with --force."
)


class SeedError(RuntimeError):
    """Raised by `course_seed` where the seed can't be used. The message tells the instructor what to do."""


def course_seed(root: Path) -> tuple[bytes, bool]:
    """The secret seed of the course in a folder, and whether it is new.

    It is drawn once and kept in `.autograder-seed`, which only its owner can read. Raises SeedError
    if the file can't be read or written, or does not hold a seed.
    """
    path = root / SEED_FILE
    try:
        made = not os.path.lexists(path) and _make(path)
        return _read(path), made
    except OSError as error:
        raise SeedError(
            f"The course's secret seed, {path}, can't be used: {error.strerror}. "
            "Grading has to read it, and to write it the first time."
        ) from None


def student_seed(course: bytes, student: str) -> int:
    """A student's own seed. It reveals neither the course's seed nor another student's."""
    return int.from_bytes(hmac.digest(course, student.encode("utf-8", "surrogatepass"), "sha256"))


def submission_seed(student: int, code: Iterable[Iterable[Any]]) -> int:
    """The seed of a submission, from the student's own and its cells, notebook by notebook.

    The same code has the same seed whenever it is graded. Other code has another one, so that nobody
    can use what an earlier submission has found out about its inputs.
    """
    content = json.dumps([list(notebook) for notebook in code]).encode()
    return int.from_bytes(hmac.digest(student.to_bytes(32), content, "sha256"))


def _make(path: Path) -> bool:
    """Write a new seed, whole or not at all. Returns False if another grader was first."""
    handle, name = tempfile.mkstemp(prefix=f"{SEED_FILE}-", dir=path.parent)  # mode 0600
    try:
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(_DIGITS // 2) + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(name, path)
    except FileExistsError:
        return False
    finally:
        os.unlink(name)
    return True


def _read(path: Path) -> bytes:
    if not stat.S_ISREG(path.lstat().st_mode):
        raise SeedError(f"The course's secret seed, {path}, is not an ordinary file. {_AGAIN}")
    text = path.read_bytes()[: 2 * _DIGITS].strip()
    if not re.fullmatch(rb"[0-9a-f]{%d}" % _DIGITS, text):
        raise SeedError(f"The course's secret seed, {path}, is damaged. {_AGAIN}")
    if path.stat().st_mode & 0o007:
        path.chmod(path.stat().st_mode & 0o770)
    return bytes.fromhex(text.decode())
