"""Where submissions are marked: processes of this machine, or a Dask cluster's.

What goes there is a student's code and own seed; what comes back are verdicts as plain data. The
answers are in the process that marks, on whichever machine, and out of sight of the sandbox which
that process builds for the student's code.
"""

from __future__ import annotations

import platform
from collections.abc import Callable, Mapping
from concurrent.futures import BrokenExecutor, Executor
from dataclasses import dataclass

from autograder.course import CourseError, course_named
from autograder.marking.fingerprint import fingerprint
from autograder.marking.mark import Marked, MarkingJob, mark
from autograder.sandbox import spawn
from autograder.sandbox.isolation import Level
from autograder.sandbox.submission import Worker


class NoPool(RuntimeError):
    """Nowhere to mark submissions; the message is a sentence for the instructor."""


@dataclass(frozen=True)
class Pool:
    """Somewhere to mark submissions: `slots` at once. `check` raises NoPool where it is gone."""

    executor: Executor
    slots: int
    check: Callable[[], None]


def mark_student(
    jobs: list[MarkingJob], allow_unisolated: bool, kits: Mapping[str, str]
) -> tuple[Level, list[list[Marked]]]:
    """What is said of each notebook of a student, marked one after the other in one sandbox.

    `kits` are the fingerprints of the grader's own courses, by their names. Raises NotIsolated where
    there is no isolation and that is not allowed, and NoPool where another version is installed here.
    """
    for name, known in kits.items():
        _need_the_same(name, known)
    level = spawn.require_isolation(allow_unisolated)
    with Worker() as worker:
        return level, [mark(job, worker) for job in jobs]


def _need_the_same(course: str, known: str) -> None:
    same = "install the same version, with the same Python and NumPy, on every worker, and start them again."
    try:
        here = fingerprint(course_named(course))
    except CourseError as error:
        raise NoPool(f"On {platform.node()}: {error} To mark there, {same}") from None
    if here != known:
        raise NoPool(
            f"The kit installed on {platform.node()}, or its course {course}, is not the one that "
            f"grades here: {same}"
        )


def lost(error: BaseException) -> bool:
    """Whether an error says that a process died with the submission that it had in hand."""
    return isinstance(error, BrokenExecutor) or type(error).__name__ == "KilledWorker"
