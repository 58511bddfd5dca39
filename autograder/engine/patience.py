"""Limits on the time that one verdict may take.

What a submission hands back is bounded before a judge sees it (`sandbox/room.py`), and judges take time
in proportion to it. These limits are the last net: they hold whatever a judge does.
"""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress

from autograder.model import Case, Exercise, Functions, Outcome, Problem
from autograder.sandbox.alarms import Alarm
from autograder.sandbox.room import most_parts, with_room, within
from autograder.sandbox.stand_in import Table
from autograder.sandbox.submission import Submission, Wrapper

JUDGING = 60.0
"""Seconds of judging, without the time in which student code runs; an honest verdict takes far less
than one."""

PLAYING = 10
"""How often the time limit of an exercise may be used up by all its plays together."""


class TookTooLong(BaseException):
    """Raised in the judging thread after its time. `except Exception` does not catch it."""


class Patience:
    """A context manager that raises TookTooLong in its thread after some seconds, pauses not counted.

    Another thread raises it, since judging does not always run in a main thread, as a signal would need.
    Where no thread can be started, as in a browser, there is no limit.
    """

    def __init__(self, seconds: float) -> None:
        self._left = seconds
        self._thread = threading.get_ident()
        self._since: float | None = None
        self._lock = threading.Lock()
        self._alarm: Alarm | None = None

    def __enter__(self) -> Patience:
        self._begin()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Stop the clock within a `with` block, in which nothing is raised. A clock that stood stays so."""
        ran = self._stop()
        try:
            yield
        finally:
            if ran:
                self._begin()

    def _begin(self) -> None:
        with self._lock:
            self._since = time.monotonic()
            with suppress(RuntimeError):
                self._alarm = Alarm(self._left, self._end)

    def _stop(self) -> bool:
        """Stop the clock. Returns whether it ran."""
        with self._lock:
            if self._since is None:
                return False
            if self._alarm:
                self._alarm.cancel()
            self._left = max(self._left - (time.monotonic() - self._since), 0.0)
            self._since = None
            return True

    def _end(self) -> None:
        with self._lock:
            if self._since is not None:
                thread, error = ctypes.c_ulong(self._thread), ctypes.py_object(TookTooLong)
                ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, error)


class Limited(Wrapper):
    """A submission whose outcomes are no larger than there is room for, and which plays for so long.

    The clock of a judge's patience stands still while it plays.
    """

    def __init__(self, submission: Submission, patience: Patience) -> None:
        super().__init__(submission)
        self._patience = patience
        self._played = 0.0

    def uses(self, exercise: Exercise, names: Collection[str]) -> set[str]:
        """As the submission says."""
        with self._patience.paused():
            return super().uses(exercise, names)

    def may_call(self, exercise: Exercise, names: Collection[str]) -> bool:
        """As the submission says."""
        with self._patience.paused():
            return super().may_call(exercise, names)

    def source(self, exercise: Exercise) -> str:
        """As the submission says."""
        with self._patience.paused():
            return super().source(exercise)

    def run(
        self,
        exercise: Exercise,
        cases: list[Case],
        given: list[dict[str, Table]] | None = None,
        right: Functions | None = None,
    ) -> list[Outcome]:
        """Play the cases, or give each the outcome of a timeout where too much time went before."""
        if self._played > PLAYING * exercise.seconds:
            return [Outcome(problem=Problem("timeout"))] * len(cases)
        cases = [with_room(case) for case in cases]
        elsewhere, started = self.used_elsewhere, time.monotonic()
        with self._patience.paused():
            outcomes = super().run(exercise, cases, given, right)
        self._played += (self.used_elsewhere - elsewhere) or (time.monotonic() - started)
        return [within(*each) for each in zip(outcomes, cases, most_parts(cases), strict=True)]
