"""Where submissions are marked: in processes of this machine, or of a Dask cluster.

A job carries student code and the student's own seed; the result is verdicts as plain data. The
answers are in the process that marks, on any machine. The sandbox that it starts for student code
can't see them.
"""

from __future__ import annotations

import platform
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor
from dataclasses import dataclass

from autograder.course import CourseError, course_named
from autograder.engine.fingerprint import fingerprint
from autograder.marking.job import Marked, MarkingJob
from autograder.sandbox import spawn
from autograder.sandbox.isolation import Level
from autograder.sandbox.submission import Worker


class NoPool(RuntimeError):
    """Raised by `cluster` and `mark_student` where marking is not possible.

    The message tells the instructor why: no scheduler, no workers, or another version of the kit there.
    """


@dataclass(frozen=True)
class Pool:
    """Marks submissions, `slots` at a time. `check` raises NoPool if the pool has stopped."""

    executor: Executor
    slots: int
    check: Callable[[], None]


def mark_student(
    jobs: list[MarkingJob],
    allow_unisolated: bool,
    kits: Mapping[str, str],
    for_all: Sequence[str] = (),
) -> tuple[Level, list[list[Marked]]]:
    """Mark a student's notebooks one after the other in one sandbox.

    `kits` holds the fingerprint of each course on the grader's machine, by name, and `for_all` the code
    of cells that all students have. Raises NotIsolated if there is no isolation and that is not allowed,
    and NoPool if another version is installed here.
    """
    for name, known in kits.items():
        _need_the_same(name, known)
    from autograder.marking.mark import mark  # not needed by those who only send

    level = spawn.require_isolation(allow_unisolated)
    with Worker(for_all) as worker:
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
    """Whether an error means that the process died while marking a submission."""
    return isinstance(error, BrokenExecutor) or type(error).__name__ == "KilledWorker"
