"""Starts worker processes; light to import, so that one can start while the grader still loads."""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from autograder.course import declared
from autograder.sandbox import isolation
from autograder.sandbox.isolation import Level, NotIsolated
from autograder.sandbox.syscalls import filter_program

_HELLO = b"+"
_PATIENCE = 60.0

_ready: deque[Server] = deque()
_level: Level | None = None


class NoWorker(RuntimeError):
    """A worker process could not be started: the machine's fault, not a student's."""


@dataclass
class Server:
    """A worker process, and its scratch folder where no wall is around it; gone after `close`."""

    process: subprocess.Popen[bytes]
    scratch: tempfile.TemporaryDirectory[str] | None
    awake: bool = False

    @property
    def walled(self) -> bool:
        """Whether a wall is around it; its scratch is then within."""
        return self.scratch is None

    def wake(self) -> bool:
        """Wait until it is ready for a job. Says whether it is."""
        if not self.awake:
            watchdog = threading.Timer(_PATIENCE, self.kill)
            watchdog.start()
            try:
                self.awake = cast(BinaryIO, self.process.stdout).read(1) == _HELLO
            finally:
                watchdog.cancel()
        return self.awake

    def kill(self) -> None:
        """End it at once, and all that it started behind its wall.

        There its namespace's first process is killed, bubblewrap's child: the kernel then kills the
        others, and bubblewrap sees to it that nothing is left. Its own death would leave a zombie.
        """
        if self.walled and self.process.poll() is None:
            with contextlib.suppress(OSError):
                pid = self.process.pid
                for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
                    os.kill(int(child), signal.SIGKILL)
                    return
        self.process.kill()

    def close(self) -> str:
        """End the process and remove its scratch folder. Gives the last line of its error stream."""
        self.kill()
        lines = self.process.communicate()[1].decode(errors="replace").split("\n")
        if self.scratch is not None:
            self.scratch.cleanup()
        return next((line for line in reversed(lines) if line.strip()), "")


def prepare() -> None:
    """Start a worker process for a `take` to come."""
    walled = not isolation.hindrance() if _level is None else _level.isolated
    _ready.append(_start(walled))


def take() -> Server:
    """A worker process that is ready, behind the wall where this machine lets us build one.

    Raises NoWorker where none starts. There is no way back from a wall that once stood. A walled
    worker ends with the thread that started it (Linux's way to leave nothing behind).
    """
    global _level
    if not _ready:
        prepare()
    server = _ready.popleft()
    if server.wake():
        _level = _level or Level(server.walled, isolation.hindrance())
        return server
    error = server.close()
    if server.walled and not (_level and _level.isolated):
        _level = _level or Level(False, isolation.explain(error))
        return take()
    raise NoWorker(f"A worker process did not start: {error or 'no answer'}")


def probe() -> Level:
    """The level that this machine reaches, by trying it once; the worker is kept for a `take`."""
    if _level is None:
        _ready.appendleft(take())
    assert _level is not None
    return _level


def require_wall(allow_unisolated: bool = False) -> Level:
    """The level reached, to be asked for before strangers' code is run.

    Raises NotIsolated where there is no wall, unless that is allowed.
    """
    level = probe()
    if not level.isolated and not allow_unisolated:
        raise NotIsolated(level)
    return level


@atexit.register
def _close_unused() -> None:
    while _ready:
        _ready.pop().close()


def _start(walled: bool) -> Server:
    scratch = None if walled else tempfile.TemporaryDirectory(prefix="autograder-")
    home = scratch.name if scratch else isolation.SCRATCH
    environment = (
        {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LANG") if name in os.environ}
        | dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        | dict.fromkeys(("HOME", "MPLCONFIGDIR", "TMPDIR"), home)
        | {"MPLBACKEND": "Agg"}
    )
    courses = declared().courses.values()
    path = dict.fromkeys([f for f in sys.path if f] + [str(course.home) for course in courses])
    halves = [(course.public, course.private) for course in courses]
    code = (
        f"import sys; sys.path[:] = {[*path]!r}; "
        f"from autograder.sandbox.worker import serve; serve({walled}, {_HELLO!r}, {halves!r})"
    )
    if walled:
        environment["PATH"] = "/usr/bin:/bin"
        code = _become(isolation.user()) + code
    arguments = ["-I", "-S", "-c", code]
    with _filter_file(walled) as refused:
        process = subprocess.Popen(
            isolation.command(arguments, environment, courses, *refused)
            if walled
            else [sys.executable, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=home if scratch else "/",
            env=environment,
            pass_fds=refused,
        )
    return Server(process, scratch)


@contextlib.contextmanager
def _filter_file(walled: bool) -> Iterator[list[int]]:
    """The descriptor of a file that holds the system calls to refuse, where there is such a list."""
    program = filter_program() if walled else b""
    if not program:
        yield []
        return
    reading, writing = os.pipe()
    os.write(writing, program)
    os.close(writing)
    try:
        yield [reading]
    finally:
        os.close(reading)


def _become(user: int | None) -> str:
    """Code that gives up root for this user, and every right with it."""
    if user is None:
        return ""
    ids = ", ".join([str(user)] * 3)
    return f"import os; os.setgroups([]); os.setresgid({ids}); os.setresuid({ids}); "
