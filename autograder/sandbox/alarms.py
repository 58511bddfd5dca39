"""Calls a function after some time, unless that is cancelled before.

One thread serves all alarms of a process: to start one for each takes longer than most jobs.
"""

from __future__ import annotations

import heapq
import itertools
import os
import threading
import time
from collections.abc import Callable


class Alarm:
    """Calls `action` in another thread after some seconds. Raises RuntimeError where no thread starts."""

    def __init__(self, seconds: float, action: Callable[[], object]) -> None:
        self._action: Callable[[], object] | None = action
        _alarms.add(time.monotonic() + seconds, self)

    def cancel(self) -> None:
        """Don't call the function, unless it is being called already."""
        self._action = None

    def ring(self) -> None:
        """Call the function now, if it is still wanted."""
        action, self._action = self._action, None
        if action is not None:
            action()


class _Alarms:
    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting: list[tuple[float, int, Alarm]] = []
        self._number = itertools.count()
        self._thread: threading.Thread | None = None

    def add(self, at: float, alarm: Alarm) -> None:
        with self._changed:
            if self._thread is None:
                thread = threading.Thread(target=self._run, daemon=True)
                thread.start()
                self._thread = thread
            heapq.heappush(self._waiting, (at, next(self._number), alarm))
            if self._waiting[0][2] is alarm:
                self._changed.notify()

    def _run(self) -> None:
        while True:
            with self._changed:
                while not self._waiting or (left := self._waiting[0][0] - time.monotonic()) > 0:
                    self._changed.wait(left if self._waiting else None)
                *_, alarm = heapq.heappop(self._waiting)
            alarm.ring()


_alarms = _Alarms()


def _begin_anew() -> None:
    """A process that was forked has no thread of its own."""
    global _alarms
    _alarms = _Alarms()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_begin_anew)
