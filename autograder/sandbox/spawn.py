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
from autograder.sandbox import confinement, isolation
from autograder.sandbox.isolation import CONFINED, ISOLATED, LEVELS, LIMITED, Level, NotIsolated
from autograder.sandbox.sweep import CAN_SWEEP, sweep
from autograder.sandbox.syscalls import filter_program

_HELLO = b"+"
_NEXT_STUDENT = NOTHING = bytes(4)
"""An empty message in the format of `protocol`, which is not imported here: it takes long."""

_PATIENCE = 60.0
_SHARED_MEMORY = "/dev/shm"
_MUCH_MEMORY = 2**30
_PIPE_BYTES = 2**20

_ready: deque[Server] = deque()
_kept = threading.local()
_level: Level | None = None
_failed: dict[str, str] = {}
"""Why a level can't be reached, by name, for those that were tried."""


class NoWorker(RuntimeError):
    """Raised by `take` where no worker process starts: the machine's fault, not a student's.

    The message is for the instructor and ends with the worker's last line on stderr.
    """


@dataclass
class Server:
    """A worker process, its level, and its folder where it is not isolated. `close` removes both.

    `code` is what it runs, if it serves one student after the other; empty if each needs a new one. The
    kernel keeps messages between processes (System V) when these are gone, so that it takes a filter of
    system calls to let nothing pass between students. `read` is the message about cells for all students
    that it has read.
    """

    process: subprocess.Popen[bytes]
    level: str
    scratch: tempfile.TemporaryDirectory[str] | None
    code: str = ""
    awake: bool = False
    read: bytes = NOTHING

    @property
    def home(self) -> str:
        """The folder where student code works, as it sees it."""
        return _home(self.scratch)

    def wake(self, for_all: bytes = NOTHING) -> bool:
        """Wait until it is ready for a job. Returns False if it did not start.

        `for_all` is a message about cells to read for all students; see `server.serve`.
        """
        if not self.awake:
            watchdog = threading.Timer(_PATIENCE, self.kill)
            watchdog.start()
            try:
                self.awake = cast(BinaryIO, self.process.stdout).read(1) == _HELLO
                if self.awake:
                    self._say(NOTHING if for_all == self.read else for_all)
                    self.read = for_all
            except OSError:
                self.awake = False
            finally:
                watchdog.cancel()
        return self.awake

    def _say(self, message: bytes) -> None:
        stream = cast(BinaryIO, self.process.stdin)
        stream.write(message)
        stream.flush()

    def dismiss(self) -> bool:
        """Go on to the next student. Returns False if it does not serve another one."""
        if not self.code or not self.awake:
            return False
        self.awake = False
        try:
            self._say(_NEXT_STUDENT)
        except OSError:
            return False
        return True

    def kill(self) -> None:
        """Kill the process at once and, if it is isolated, everything that it started.

        In isolation, bubblewrap's child is killed, the first process of its namespace. The kernel then
        kills the others, and bubblewrap cleans up. Killing bubblewrap itself would leave a zombie.
        """
        if self.level == ISOLATED and self.process.poll() is None:
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
    _ready.append(_start(_level.name if _level else _best()))


def take(for_all: bytes = NOTHING) -> Server:
    """A worker process that is ready, at the best level that this machine reaches.

    `for_all` is a message about cells to read for all students; see `Server.wake`. Raises NoWorker if
    none starts. After one worker at a level, none comes at a lower one. An isolated worker ends with the
    thread that started it, so that nothing is left behind.
    """
    global _level
    kept = vars(_kept).pop("server", None)
    if kept is not None:
        if kept.code == _code(kept.home, kept.level) and kept.wake(for_all):
            return kept
        kept.close()
    if not _ready:
        prepare()
    server = _ready.popleft()
    if server.wake(for_all):
        _level = _level or Level(server.level, " ".join(_failed.values()))
        return server
    error = server.close()
    if server.level != LIMITED and (_level is None or server.level != _level.name):
        _failed.setdefault(server.level, _EXPLAIN[server.level](error))
        return take(for_all)
    raise NoWorker(f"A worker process did not start: {error or 'no answer'}")


def give_back(server: Server) -> None:
    """Keep a worker process for the next `take` of this thread; end it where each student needs one."""
    if hasattr(_kept, "server") or not server.dismiss():
        server.close()
    else:
        _kept.server = server


def probe() -> Level:
    """The level that this machine reaches, found by trying once. The worker is kept for `take`."""
    if _level is None:
        _ready.appendleft(take())
    assert _level is not None
    return _level


def require_isolation(allow_unisolated: bool = False) -> Level:
    """The level that this machine reaches. Graders call this before they run student code.

    Raises NotIsolated if student code can be neither isolated nor confined, unless `allow_unisolated`.
    """
    level = probe()
    if not level.protects and not allow_unisolated:
        raise NotIsolated(level)
    return level


@atexit.register
def close_unused() -> None:
    """End the worker processes that wait for a student."""
    while _ready:
        _ready.pop().close()
    if kept := vars(_kept).pop("server", None):
        kept.close()


def _best() -> str:
    """The best level that is worth a try and did not fail yet."""
    for level, obstacle in _OBSTACLES.items():
        if level not in _failed and (reason := obstacle()):
            _failed[level] = reason
    return next(level for level in LEVELS if level not in _failed)


_OBSTACLES = {ISOLATED: isolation.obstacle, CONFINED: confinement.obstacle}
_EXPLAIN = {ISOLATED: isolation.explain, CONFINED: confinement.explain}


def _home(scratch: tempfile.TemporaryDirectory[str] | None) -> str:
    return os.path.join(scratch.name, "scratch") if scratch else isolation.SCRATCH


def _memory() -> str | None:
    """The folder of shared memory, where sweeping is fast; None where it is small, or not to be had.

    The 64 MB that containers usually have are too few for several students at once.
    """
    try:
        space = os.statvfs(_SHARED_MEMORY)
    except (AttributeError, OSError):
        return None
    large = space.f_frsize * space.f_bavail >= _MUCH_MEMORY
    return _SHARED_MEMORY if large and os.access(_SHARED_MEMORY, os.W_OK) else None


def _start(level: str) -> Server:
    isolated = level == ISOLATED
    place = _memory() if level == CONFINED else None
    scratch = None if isolated else tempfile.TemporaryDirectory(prefix="autograder-", dir=place)
    home = _home(scratch)
    if scratch:
        os.mkdir(home, 0o700)
    environment = (
        {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LANG") if name in os.environ}
        | dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        | dict.fromkeys(("HOME", "MPLCONFIGDIR", "TMPDIR"), home)
        | {"MPLBACKEND": "Agg"}
    )
    code = _code(home, level)
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
    for stream in (process.stdin, process.stdout):
        _widen(cast(BinaryIO, stream))
    serves_many = bool(refused) or level == CONFINED
    return Server(process, level, scratch, code if serves_many else "")


def _widen(pipe: BinaryIO) -> None:
    """Let a pipe hold more, where the system allows it, so that large messages take fewer turns."""
    with contextlib.suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)


def _code(home: str, level: str) -> str:
    """The Python code of a server at a level, for the courses that are installed now."""
    courses = declared().courses.values()
    path = dict.fromkeys([f for f in sys.path if f] + [str(course.home) for course in courses])
    halves = [(course.public, course.private) for course in courses]
    readable = isolation.readable(courses) if level == CONFINED else None
    return (
        f"import sys; sys.path[:] = {[*path]!r}; "
        "from autograder.sandbox.server import serve; "
        f"serve({home!r}, {level == ISOLATED}, {_HELLO!r}, {halves!r}, {readable!r})"
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
