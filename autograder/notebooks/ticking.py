"""A time limit for Python in a browser tab, where nothing can ring: no signal and no second thread.

Python tells (`sys.monitoring`) when a function starts and when code jumps, as at each turn of a loop.
The limit looks at the clock then. Outside a browser nothing of this is used, so it costs nothing there.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import CodeType
from typing import Any

AGAIN = 0.1
"""Seconds until a limit raises once more, because a bare `except` may swallow it."""

_TOOL = 4


class TickingLimit:
    """A context manager that raises `stop()` in the code within it after some seconds.

    Code of files for which `is_students` holds gets no further turn then, whatever it catches. Other code
    has a moment to clean up. Within another limit, the inner one counts until it is left. One call into
    compiled code is not broken off: the time is over when it returns. Needs Python 3.12.
    """

    def __init__(
        self,
        seconds: float,
        stop: Callable[[], BaseException],
        is_students: Callable[[str], bool],
    ) -> None:
        self._seconds = seconds
        self._stop = stop
        self._is_students = is_students
        self._over = False

    def __enter__(self) -> None:
        self._deadline = time.monotonic() + self._seconds
        self._around = _running[-1] if _running else None
        _running.append(self)
        if self._around is None:
            _watch()

    def __exit__(self, *_: object) -> None:
        _running.remove(self)
        if self._around is None:
            _look_away()
        else:
            self._around.wait_at_least(AGAIN)

    def look(self, file: str) -> None:
        """Raise in code of this file if the time is over."""
        if time.monotonic() > self._deadline or (self._over and self._is_students(file)):
            self._over = True
            self.wait_at_least(AGAIN)
            raise self._stop()

    def wait_at_least(self, seconds: float) -> None:
        """Raise nothing for so long."""
        self._deadline = max(self._deadline, time.monotonic() + seconds)


_running: list[TickingLimit] = []


def _watch() -> None:
    monitoring = _monitoring()
    monitoring.use_tool_id(_TOOL, "time limit")
    events = monitoring.events.PY_START, monitoring.events.JUMP
    for event in events:
        monitoring.register_callback(_TOOL, event, _tick)
    monitoring.set_events(_TOOL, events[0] | events[1])


def _look_away() -> None:
    _monitoring().set_events(_TOOL, 0)
    _monitoring().free_tool_id(_TOOL)


def _tick(code: CodeType, *_: object) -> None:
    if _running and code is not _LEAVING:
        _running[-1].look(code.co_filename)


_LEAVING = TickingLimit.__exit__.__code__


def _monitoring() -> Any:
    return sys.monitoring  # type: ignore[attr-defined]
