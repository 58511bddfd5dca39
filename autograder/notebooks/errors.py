"""Turns an exception from student code into a Problem."""

from __future__ import annotations

import linecache
import signal
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from types import FrameType

from autograder.model import Problem
from autograder.notebooks.ticking import AGAIN, TickingLimit

SLOWER_IN_A_TAB = 3
"""How much longer a time limit is in a browser tab, where Python and NumPy are slower."""


class Interrupted(BaseException):
    """Raised to stop a student's function at a limit, such as `kind` "timeout" or "output".

    `except Exception` does not catch it. Students read the sentence for the kind, not the message.
    """

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def problem_of(error: BaseException) -> Problem:
    """The error of student code, with the student's own line."""
    if isinstance(error, Interrupted):
        return Problem(error.kind)
    if isinstance(error, SystemExit):
        return Problem("exit")
    if isinstance(error, MemoryError):
        return Problem("memory")
    line, where = _own_line(error)
    try:
        text = str.__str__(str(error))[:500]
    except Exception:
        text = ""
    if isinstance(error, NotImplementedError):
        return Problem("unfinished", text, line, getattr(error, "function", where))
    return Problem(
        "raised", f"{type(error).__name__}: {text}" if text else type(error).__name__, line, where
    )


def _own_line(error: BaseException) -> tuple[str, str]:
    """The innermost line of student code in a traceback, and the function around it."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if _is_students(frame.filename):
            line = frame.line or linecache.getline(frame.filename, frame.lineno or 0)
            return line.strip()[:200], frame.name
    return "", ""


def _is_students(filename: str) -> bool:
    own = filename.startswith(("<cell", "<ipython-input")) or "ipykernel" in filename
    return own and not filename.endswith(".so")


def time_limit(seconds: float) -> AbstractContextManager[None]:
    """Raise Interrupted after this time, if this is a browser tab or the main thread of a Unix process.

    It is raised repeatedly, because a bare `except` in a student's loop may swallow it.
    """
    if sys.platform == "emscripten":
        longer = seconds * SLOWER_IN_A_TAB
        return TickingLimit(longer, lambda: Interrupted("timeout"), _is_students)
    if hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
        return _alarm(seconds)
    return nullcontext()


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    def ring(signum: int, frame: FrameType | None) -> None:
        raise Interrupted("timeout")

    started = time.monotonic()
    kept = signal.signal(signal.SIGALRM, ring)
    left, again = signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, kept)
        if left:  # a limit around this one
            passed = time.monotonic() - started
            signal.setitimer(signal.ITIMER_REAL, max(left - passed, AGAIN), again)
