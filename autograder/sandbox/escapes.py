"""Ways out of a sandbox, each to be tried: what succeeds in none is held.

A level that can't show this is not claimed. Each way is a function that raises OSError where it is
refused; what else it raises is a mistake of ours, and counts as a way out.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from autograder.sandbox.syscalls import number_of


@dataclass(frozen=True)
class Target:
    """What lies outside, and is to stay untouched: a folder with a `file`, a process, two listeners."""

    folder: str
    process: int
    port: int
    abstract: str

    @property
    def file(self) -> str:
        """A file that the process's user may read and write."""
        return os.path.join(self.folder, "file")


@contextlib.contextmanager
def target(folder: str) -> Iterator[Target]:
    """A target in this process, with its file in this folder."""
    with contextlib.ExitStack() as stack:
        tcp = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        found = Target(folder, os.getpid(), tcp.getsockname()[1], f"\0autograder-{os.getpid()}")
        Path(found.file).write_text("outside")
        stack.callback(Path(found.file).unlink, missing_ok=True)
        if sys.platform.startswith("linux"):
            named = stack.enter_context(socket.socket(socket.AF_UNIX))
            named.bind(found.abstract)
            named.listen()
        yield found


def _reads(t: Target) -> None:
    Path(t.file).read_text()


def _lists(t: Target) -> None:
    os.listdir(t.folder)


def _writes(t: Target) -> None:
    _any(
        lambda: open(t.file, "a").close(),
        lambda: os.truncate(t.file, 0),
        lambda: os.unlink(t.file),
        lambda: os.rename(t.file, "moved"),
        lambda: os.link(t.file, "linked"),
        lambda: open(f"{t.folder}/new", "x").close(),
        lambda: os.mkdir(f"{t.folder}/new"),
        lambda: os.symlink("new", f"{t.folder}/new"),
    )


def _changes(t: Target) -> None:
    _any(
        lambda: os.chmod(t.file, 0o600),
        lambda: os.utime(t.file),
        lambda: os.chown(t.file, os.getuid(), os.getgid()),
        lambda: _refused_where_missing(os, "setxattr", t.file, "user.message", b"1"),
    )


def _network(t: Target) -> None:
    _any(
        lambda: socket.create_connection(("127.0.0.1", t.port), timeout=1).close(),
        lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(("192.0.2.1", 9)),
        lambda: socket.socket(socket.AF_INET6, socket.SOCK_DGRAM).connect(("2001:db8::1", 9)),
    )


def _local_sockets(t: Target) -> None:
    def sends() -> None:
        one, _ = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        one.sendto(b"", t.abstract)

    _any(lambda: socket.socket(socket.AF_UNIX).connect(t.abstract), sends)


def _signals(t: Target) -> None:
    _any(
        lambda: os.kill(t.process, 0),
        lambda: os.killpg(os.getpgid(t.process), 0),
        lambda: _system("rt_sigqueueinfo", t.process, 0, bytes(128)),
        lambda: _owns_signals(t.process),
    )


def _owns_signals(process: int) -> None:
    import fcntl

    reading, _ = os.pipe()
    fcntl.fcntl(reading, fcntl.F_SETOWN, process)


def _memory(t: Target) -> None:
    _any(
        lambda: open(f"/proc/{t.process}/mem", "rb").close(),
        lambda: open(f"/proc/{t.process}/environ", "rb").close(),
        lambda: _system("ptrace", 0x4206, t.process, 0, 0),
        lambda: _system("process_vm_readv", t.process, 0, 0, 0, 0, 0),
    )


def _limits(t: Target) -> None:
    _any(
        lambda: _refused_where_missing(resource, "prlimit", t.process, resource.RLIMIT_CORE),
        lambda: os.setpriority(os.PRIO_PROCESS, t.process, 5),
        lambda: _refused_where_missing(os, "sched_setaffinity", t.process, {0}),
    )


def _shared(t: Target) -> None:
    _any(
        lambda: _system("shmget", 0, 4096, 0o1600),
        lambda: _system("msgget", 0, 0o1600),
        lambda: _system("semget", 0, 1, 0o1600),
        lambda: _system("mq_open", b"autograder", 0o102, 0o600, None),
        lambda: _system("add_key", b"user", b"autograder", b"1", 1, -4),
    )


def _rights(t: Target) -> None:
    _any(
        lambda: _system("unshare", 0x10000000),
        lambda: _system("capset", b"\x22\x05\x08\x20" + bytes(4), b"\xff" * 24),
        lambda: os.chroot("."),
        lambda: _raise(resource.RLIMIT_NOFILE),
        lambda: _raise(resource.RLIMIT_CPU),
    )


def _raise(limit: int) -> None:
    _, hard = resource.getrlimit(limit)
    if hard == resource.RLIM_INFINITY:
        return
    try:
        resource.setrlimit(limit, (hard + 1, hard + 1))
    except ValueError as error:
        raise PermissionError from error


def _starts(t: Target) -> None:
    def forks() -> None:
        if (child := os.fork()) == 0:
            os._exit(0)
        os.waitpid(child, 0)

    _any(forks, lambda: os.execv("/bin/true", ["true"]))


def _asks(t: Target) -> None:
    os.stat(t.file)


ESCAPES: dict[str, Callable[[Target], None]] = {
    "reads a file of yours": _reads,
    "sees the names in a folder of yours": _lists,
    "writes, moves or removes a file of yours": _writes,
    "changes the mode, owner, times or attributes of a file of yours": _changes,
    "uses the network, this machine's included": _network,
    "talks to a program of yours through a local socket": _local_sockets,
    "sends a signal to a process of yours": _signals,
    "looks into the memory of a process of yours": _memory,
    "changes the limits, priority or processors of a process of yours": _limits,
    "leaves shared memory, semaphores, queues (System V, POSIX) or keys": _shared,
    "gains rights, or raises a limit": _rights,
}
"""Each way out, in words that follow "student code"."""

STARTS = {"starts another process or program": _starts}
"""What student code may do in a namespace of its own: whatever it starts there ends with it."""

ASKS = {"sees whether a file of yours exists, and how large it is": _asks}
"""What Landlock does not ask about."""


def ways_out(target: Target, ways: dict[str, Callable[[Target], None]] = ESCAPES) -> list[str]:
    """Those that succeed from where this process is."""
    return [name for name, way in ways.items() if not _refused(partial(way, target))]


def ways_out_confined(target: Target) -> list[str]:
    """The ways out of a confined process, and what it must be able to do, but can't."""
    lacks = {
        "can't write to its scratch folder": lambda: Path("new").write_text("1"),
        "can't make a folder there": lambda: os.makedirs("in/side"),
        "can't start a thread": lambda: _started(threading.Thread(target=int)),
    }
    return [
        *ways_out(target, {**ESCAPES, **STARTS}),
        *(name for name, need in lacks.items() if _refused(need)),
    ]


def _started(thread: threading.Thread) -> None:
    try:
        thread.start()
    except RuntimeError as error:
        raise PermissionError from error
    thread.join()


def _any(*ways: Callable[[], object]) -> None:
    """Try until one succeeds; raises PermissionError if each is refused."""
    if all(_refused(way) for way in ways):
        raise PermissionError


def _refused(way: Callable[[], object]) -> bool:
    try:
        way()
    except OSError:
        return True
    except Exception:
        return False
    return False


def _refused_where_missing(module: object, name: str, *arguments: object) -> None:
    """Call a function of a module that some systems don't have."""
    function = getattr(module, name, None)
    if function is None:
        raise PermissionError
    function(*arguments)


def _system(name: str, *arguments: int | bytes | None) -> None:
    """Make a system call of Linux by its name. Raises OSError where it fails."""
    number = number_of(name)
    if number is None:
        raise PermissionError
    given = (ctypes.c_long(a) if isinstance(a, int) else a for a in (number, *arguments))
    if ctypes.CDLL(None).syscall(*given) < 0:
        raise PermissionError
