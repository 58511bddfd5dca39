"""Counts what a job of student code has used of its time, apart from what other work took from it.

The time that a process waits for a processor is not its own: on a busy machine that may be most of it.
What it computes counts, and what it sleeps; and what it computes in several processes counts together.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator

NET = 8
"""How many times its limit a job may take on a busy machine."""


class Clock:
    """The time used by a child process since it was made, in seconds.

    Args:
        child: the child's process id.
        alone: whether all other processes that can be seen here come from the child, too, apart from
            this one's parent.
    """

    def __init__(self, child: int, alone: bool) -> None:
        self._child = child
        self._started = time.monotonic()
        self._alone = alone
        self._excused = 0.0
        self._before = _computed(os.getpid(), ended=True) if alone else 0.0

    @contextlib.contextmanager
    def excused(self) -> Iterator[None]:
        """Don't count what passes within a `with` block, unless the child computes meanwhile."""
        started = time.monotonic()
        try:
            yield
        finally:
            self._excused += time.monotonic() - started

    @property
    def passed(self) -> float:
        """Time on the wall."""
        return time.monotonic() - self._started

    @property
    def used(self) -> float:
        """Time without what was spent waiting for a processor; or that of all its processors together."""
        own = self.passed - self._excused - _waited(self._child)
        return max(own, self._computed_by_all()) if self._alone else own

    def _computed_by_all(self) -> float:
        seen = {int(name) for name in os.listdir("/proc") if name.isdigit()}
        others = seen - {os.getpid(), os.getppid()}
        ended = _computed(os.getpid(), ended=True) - self._before
        return ended + sum(_computed(pid) + _computed(pid, ended=True) for pid in others)


def _waited(process: int) -> float:
    """How long a process was ready to run and had no processor; 0 where the system doesn't say."""
    with (
        contextlib.suppress(OSError, ValueError, IndexError),
        open(f"/proc/{process}/schedstat") as file,
    ):
        return int(file.read().split()[1]) / 1e9
    return 0.0


def _computed(process: int, ended: bool = False) -> float:
    """Processor time of a process, or that of its children that have ended; 0 if it is gone."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        with open(f"/proc/{process}/stat") as file:
            fields = file.read().rpartition(")")[2].split()
        first = 13 if ended else 11
        return sum(map(int, fields[first : first + 2])) / os.sysconf("SC_CLK_TCK")
    return 0.0
