"""Calls a function in a process of its own, so that nothing it does to this process stays."""

from __future__ import annotations

import ctypes
import gc
import os
import pickle
import select
import signal
import sys
import time
from collections.abc import Callable
from typing import Any

SECONDS = 90.0
_PR_SET_PDEATHSIG = 1


class Lost(RuntimeError):
    """Raised by `apart` where the process has no answer: `how` is "exit", or "timeout"."""

    def __init__(self, how: str) -> None:
        super().__init__(how)
        self.how = how


def apart(function: Callable[..., Any], *args: Any) -> Any:
    """What a function returns in a fork of this process, without output.

    Our own tests' code alone is run like this: the answer is pickled. Raises Lost.
    """
    sys.stdout.flush()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _answer(writing, function, *args)
    os.close(writing)
    data, deadline = b"", time.monotonic() + SECONDS
    with os.fdopen(reading, "rb", buffering=0) as pipe:
        while select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))[0]:
            part = pipe.read(2**16)
            if not part:
                break
            data += part
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    try:
        return pickle.loads(data)
    except (EOFError, pickle.UnpicklingError):
        late = time.monotonic() >= deadline
        raise Lost("timeout" if late else "exit") from None


def _answer(pipe: int, function: Callable[..., Any], *args: Any) -> None:
    """Write what the function returns. Never returns."""
    try:
        if sys.platform == "linux":  # a child of a child ends with it
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        gc.freeze()  # so that collecting garbage copies no memory
        null = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(null, stream)
        sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w")
        with os.fdopen(pipe, "wb") as file:
            file.write(pickle.dumps(function(*args)))
    finally:
        os._exit(0)
