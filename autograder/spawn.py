"""Starts worker processes; light to import, so that one can start while the grader still loads."""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import tempfile
from collections import deque
from dataclasses import dataclass

CAN_FORK = hasattr(os, "fork")
"""Whether a worker can play each job in a child; without, it is good for one job."""

_ready: deque[Server] = deque()


@dataclass(frozen=True)
class Server:
    """A worker process and its scratch folder; both are gone after `close`."""

    process: subprocess.Popen[bytes]
    scratch: tempfile.TemporaryDirectory[str]

    def close(self) -> None:
        """End the process and remove its scratch folder."""
        self.process.kill()
        self.process.communicate()
        self.scratch.cleanup()


def prepare() -> None:
    """Start a worker process for a `take` to come."""
    _ready.append(_start())


def take() -> Server:
    """A prepared worker process, or a new one."""
    return _ready.popleft() if _ready else _start()


@atexit.register
def _close_unused() -> None:
    while _ready:
        _ready.pop().close()


def _start() -> Server:
    scratch = tempfile.TemporaryDirectory(prefix="autograder-")
    path = [folder for folder in sys.path if folder]
    code = f"import sys; sys.path[:] = {path!r}; from autograder.worker import serve; serve()"
    one_thread = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LANG") if name in os.environ}
    home = dict.fromkeys(("HOME", "MPLCONFIGDIR", "TMPDIR"), scratch.name)
    process = subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=scratch.name,
        env=kept | one_thread | home | {"MPLBACKEND": "Agg"},
    )
    return Server(process, scratch)
