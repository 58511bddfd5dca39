"""Starts worker processes. Quick to import, so that a worker starts while the grader still loads."""

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
from autograder.sandbox.sweep import CAN_SWEEP, sweep
from autograder.sandbox.syscalls import filter_program

_HELLO = b"+"
_NEXT_STUDENT = bytes(4)
"""An empty message in the format of `protocol`, which is not imported here: it takes long."""

_PATIENCE = 60.0

_ready: deque[Server] = deque()
_kept = threading.local()
_level: Level | None = None


class NoWorker(RuntimeError):
    """Raised by `take` where no worker process starts: the machine's fault, not a student's.

    The message is for the instructor and ends with the worker's last line on stderr.
    """


@dataclass
class Server:
    """A worker process, and its scratch folder where it is not isolated. `close` removes both.

    `code` is what it runs, if it serves one student after the other; empty if each needs a new one. The
    kernel keeps messages between processes (System V) when these are gone, so that it takes a filter of
    system calls to let nothing pass between students.
    """

    process: subprocess.Popen[bytes]
    scratch: tempfile.TemporaryDirectory[str] | None
    code: str = ""
    awake: bool = False

    @property
    def isolated(self) -> bool:
        """Whether it runs in isolation, where it has a scratch folder of its own inside."""
        return self.scratch is None

    def wake(self) -> bool:
        """Wait until it is ready for a job. Returns False if it did not start."""
        if not self.awake:
            watchdog = threading.Timer(_PATIENCE, self.kill)
            watchdog.start()
            try:
                self.awake = cast(BinaryIO, self.process.stdout).read(1) == _HELLO
            finally:
                watchdog.cancel()
        return self.awake

    def dismiss(self) -> bool:
        """Go on to the next student. Returns False if it does not serve another one."""
        if not self.code or not self.awake:
            return False
        self.awake = False
        try:
            stream = cast(BinaryIO, self.process.stdin)
            stream.write(_NEXT_STUDENT)
            stream.flush()
        except OSError:
            return False
        return True

    def kill(self) -> None:
        """Kill the process at once and, if it is isolated, everything that it started.

        In isolation, bubblewrap's child is killed, the first process of its namespace. The kernel then
        kills the others, and bubblewrap cleans up. Killing bubblewrap itself would leave a zombie.
        """
        if self.isolated and self.process.poll() is None:
            with contextlib.suppress(OSError):
                pid = self.process.pid
                for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
                    os.kill(int(child), signal.SIGKILL)
                    return
        self.process.kill()

    def close(self) -> str:
        """End the process and remove its scratch folder. Returns its last line on stderr."""
        self.kill()
        lines = self.process.communicate()[1].decode(errors="replace").split("\n")
        if self.scratch is not None:
            _remove(self.scratch)
        return next((line for line in reversed(lines) if line.strip()), "")


def _remove(scratch: tempfile.TemporaryDirectory[str]) -> None:
    """Remove a scratch folder. What can't be removed stays behind, and nobody works in it again."""
    with contextlib.suppress(OSError, RecursionError):
        if CAN_SWEEP and os.path.lexists(scratch.name):
            sweep(scratch.name)
        scratch.cleanup()


def prepare() -> None:
    """Start a worker process for a later `take`."""
    isolated = not isolation.obstacle() if _level is None else _level.isolated
    _ready.append(_start(isolated))


def take() -> Server:
    """A worker process that is ready, isolated where this machine allows it.

    Raises NoWorker if none starts. After one isolated worker, all later ones are isolated too. An
    isolated worker ends with the thread that started it, so that nothing is left behind.
    """
    global _level
    kept = vars(_kept).pop("server", None)
    if kept is not None:
        if kept.code == _code(isolation.SCRATCH, isolated=True) and kept.wake():
            return kept
        kept.close()
    if not _ready:
        prepare()
    server = _ready.popleft()
    if server.wake():
        _level = _level or Level(server.isolated, isolation.obstacle())
        return server
    error = server.close()
    if server.isolated and not (_level and _level.isolated):
        _level = _level or Level(False, isolation.explain(error))
        return take()
    raise NoWorker(f"A worker process did not start: {error or 'no answer'}")


def give_back(server: Server) -> None:
    """Keep a worker process for the next `take` of this thread; end it where each student needs one."""
    if hasattr(_kept, "server") or not server.dismiss():
        server.close()
    else:
        _kept.server = server


def probe() -> Level:
    """The isolation that this machine reaches, found by trying once. The worker is kept for `take`."""
    if _level is None:
        _ready.appendleft(take())
    assert _level is not None
    return _level


def require_isolation(allow_unisolated: bool = False) -> Level:
    """The isolation that this machine reaches. Graders call this before they run student code.

    Raises NotIsolated if student code can't be isolated, unless `allow_unisolated`.
    """
    level = probe()
    if not level.isolated and not allow_unisolated:
        raise NotIsolated(level)
    return level


@atexit.register
def close_unused() -> None:
    """End the worker processes that wait for a student."""
    while _ready:
        _ready.pop().close()
    if kept := vars(_kept).pop("server", None):
        kept.close()


def _start(isolated: bool) -> Server:
    scratch = None if isolated else tempfile.TemporaryDirectory(prefix="autograder-")
    home = scratch.name if scratch else isolation.SCRATCH
    environment = (
        {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LANG") if name in os.environ}
        | dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        | dict.fromkeys(("HOME", "MPLCONFIGDIR", "TMPDIR"), home)
        | {"MPLBACKEND": "Agg"}
    )
    code = _code(home, isolated)
    arguments = ["-I", "-S", "-c", code]
    if isolated:
        environment["PATH"] = "/usr/bin:/bin"
        arguments[-1] = _become(isolation.user()) + code
    with _filter_file(isolated) as refused:
        process = subprocess.Popen(
            isolation.command(arguments, environment, declared().courses.values(), *refused)
            if isolated
            else [sys.executable, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=home if scratch else "/",
            env=environment,
            pass_fds=refused,
        )
    return Server(process, scratch, code if refused else "")


def _code(home: str, isolated: bool) -> str:
    """The Python code of a server for the courses that are installed now."""
    courses = declared().courses.values()
    path = dict.fromkeys([f for f in sys.path if f] + [str(course.home) for course in courses])
    halves = [(course.public, course.private) for course in courses]
    return (
        f"import sys; sys.path[:] = {[*path]!r}; "
        "from autograder.sandbox.server import serve; "
        f"serve({home!r}, {isolated}, {_HELLO!r}, {halves!r})"
    )


@contextlib.contextmanager
def _filter_file(isolated: bool) -> Iterator[list[int]]:
    """The descriptor of a file with the system calls to refuse, in a list; empty where none are."""
    program = filter_program() if isolated else b""
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
    """Python code that switches from root to this user for good."""
    if user is None:
        return ""
    ids = ", ".join([str(user)] * 3)
    return f"import os; os.setgroups([]); os.setresgid({ids}); os.setresuid({ids}); "
