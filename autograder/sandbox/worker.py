"""A student's worker: it has student code run in a child for each exercise and answers with plain data.

The worker never runs student code itself. For each job it forks. The child runs what the exercise
needs, plays the cases one by one and writes each outcome to a pipe. The worker passes those bytes on
unread, and kills the child at its limits; in isolation, also everything that the child has started.
Where there is no fork (Windows), it plays one job itself, and the caller starts a new process for the
next job.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import mmap
import os
import select
import signal
import socket
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import BinaryIO

from autograder.sandbox.clock import Clock
from autograder.sandbox.confinement import Confinement, die_with
from autograder.sandbox.fill import fuller_than
from autograder.sandbox.line import Line, exchange_over, line_ends
from autograder.sandbox.protocol import CALL, CAN_FORK, receive, send
from autograder.sandbox.sweep import sweep
from autograder.sandbox.task import Task, answer, answer_ahead, loaded, task_of
from autograder.values import pack, unpack

MAX_FILE = 2**24
_OUT_OF_MEMORY = 77
_MOST_FILES = 64
_MOST_KEPT = 10_000
_MOST_KEPT_ON_DISK = 2_000
_MOST_BYTES_ON_DISK = 2**26
_MOST_PROCESSES = 8
_GONE = "gone"
_KILL_TIMEOUT = 3.0
_LOOK_EVERY = 0.05
_PR_SET_CHILD_SUBREAPER = 36

GRADER_GONE = 0
LEFT = 4
"""How a student's jobs end: the grader is gone, or goes on to the next student. To `LEFT` is added what
`loaded` says."""


def work(
    commands: BinaryIO,
    answers: BinaryIO,
    isolated: bool,
    confinement: Confinement | None = None,
) -> int:
    """Answer a student's jobs until they end. Returns `GRADER_GONE`, or `LEFT` and more."""
    gc.disable()  # its children collect their own garbage: collecting copies the memory that they share
    if isolated:
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)  # orphans are its to wait for
    while True:
        try:
            message = receive(commands)
        except EOFError:
            return GRADER_GONE
        if not message:  # the next student's turn
            return LEFT + loaded()
        job = unpack(message)
        task = task_of(job)

        def say(end: str, data: bytes, used: float = 0.0, number: int = job["id"]) -> None:
            send(answers, pack([number, end, data, used]))

        def call(message: memoryview, say: Callable[[str, bytes], None] = say) -> bytes:
            say(CALL, b"")
            send(answers, message)
            return receive(commands)

        used = 0.0
        if job["ahead"]:
            task = replace(task, ahead=[task_of(job | each) for each in job["ahead"]])
        if job["uses"]:
            end, data = "uses", pack(task.used(job["uses"]))
        elif job["source"]:
            end, data = "source", pack(task.program.source(task.exercise))
        elif job["calls"]:
            end, data = "calls", pack(task.program.uses(task.exercise, job["calls"]))
        else:
            end, data, used = (
                _in_child(task, commands, isolated, confinement, call) if CAN_FORK else _here(task)
            )
        if end == _GONE:
            return GRADER_GONE
        say(end, data, used)


def _here(task: Task) -> tuple[str, bytes, float]:
    parts: list[bytes] = []
    started = time.monotonic()
    answer(task, parts.append)
    return "done", b"".join(parts), time.monotonic() - started


def _in_child(
    task: Task,
    commands: BinaryIO,
    isolated: bool,
    confinement: Confinement | None,
    call: Callable[[memoryview], bytes],
) -> tuple[str, bytes, float]:
    """Play a task in a child process. Returns how it ended, the bytes that it wrote, and its time."""
    reading, writing = os.pipe()
    ends = line_ends() if task.right else None
    worker = os.getpid()
    gc.freeze()
    child = os.fork()
    if child == 0:
        gc.enable()
        os.close(reading)
        if confinement:
            die_with(worker)
        _child(task, writing, ends and ends[1], isolated, confinement)
    os.close(writing)
    clock = Clock(child, isolated)
    line = Line(ends[0], call, clock) if ends else None
    with os.fdopen(reading, "rb", buffering=0) as pipe:
        end, data = _listen(pipe, commands, task, clock, isolated, confinement, line)
    used = clock.used
    for each in ends or ():
        each.close()
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(OSError):
            kill(child, signal.SIGKILL)
    if isolated:
        _kill_all()
    status = os.waitpid(child, 0)[1]
    if isolated:
        _wait_until_alone()
    if not end and _is_overfull(isolated, confinement):
        end, data = "memory", b""
    _clear(*_writable(isolated))
    return end or _how_it_ended(status), data, used


def _kill_all() -> None:
    """Kill every process of this namespace except this one and the first.

    The kernel does it in one step, during which none of them can fork.
    """
    with contextlib.suppress(ProcessLookupError):
        os.kill(-1, signal.SIGKILL)


def _wait_until_alone() -> None:
    """Wait until all killed processes have ended. After a timeout this worker exits, which ends them all.

    Orphaned processes have become its children.
    """
    deadline = time.monotonic() + _KILL_TIMEOUT
    while time.monotonic() < deadline:
        try:
            gone, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not gone:
            _kill_all()
            time.sleep(0.001)
    os._exit(1)


def _clear(home: str, *others: str) -> None:
    """Remove what the last exercise left. A process that can't do that serves no other: it exits."""
    try:
        for folder in (home, *others):
            sweep(folder)
        if not os.path.samefile(home, "."):
            raise OSError("the scratch folder was moved")
    except OSError:
        os._exit(1)


def _clearing(isolated: bool) -> Callable[[], None]:
    """`_clear` for folders that are found now, before student code can change where they are."""
    home, *others = _writable(isolated)

    def clear() -> None:
        os.chdir(home)
        _clear(home, *others)

    return clear


def _writable(isolated: bool) -> list[str]:
    """The folders that student code can write to and that are its own."""
    return [os.environ["HOME"], *(["/dev/shm"] if isolated else [])]


def _listen(
    pipe: BinaryIO,
    commands: BinaryIO,
    task: Task,
    clock: Clock,
    isolated: bool,
    confinement: Confinement | None,
    line: Line | None,
) -> tuple[str, bytes]:
    """Collect what the child writes. Returns which limit it met ("" if none) and the bytes.

    A child that has not used up its time when the machine's patience ends is "busy", not a timeout.
    Nothing counts of one that has filled its scratch folder, whenever that is noticed.
    """
    data = bytearray()
    look = _LOOK_EVERY
    events = select.poll()
    events.register(pipe, select.POLLIN)
    events.register(commands, 0)  # only to see it end
    if line:
        events.register(line.socket, select.POLLIN)
    while True:
        if clock.passed >= look:
            if isolated and _memory_of_all() > 2 * task.memory:
                return "memory", bytes(data)
            if _is_overfull(isolated, confinement):
                return "memory", b""
            if clock.used > task.seconds:
                return "timeout", bytes(data)
            if clock.passed > task.patience:
                return "busy", bytes(data)
            look = clock.passed + _LOOK_EVERY
        met = dict(events.poll(1000 * max(look - clock.passed, 0)))
        if commands.fileno() in met:
            return _GONE, b""
        if line and line.socket.fileno() in met and not line.hear():
            events.unregister(line.socket)
        if pipe.fileno() not in met:
            continue
        part = pipe.read(2**16)
        if not part:
            return "", bytes(data)
        data += part
        if len(data) > task.reply:
            return "too much", b""


def _memory_of_all() -> int:
    """Memory in bytes of all processes of this namespace together."""
    pages = 0
    for pid in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError), open(f"/proc/{pid}/statm") as statm:
            pages += int(statm.read().split()[1])
    return pages * mmap.PAGESIZE


def _files_of_all() -> int:
    """The number of files, folders and links that exist now; each takes kernel memory."""
    places = map(os.statvfs, _writable(isolated=True))
    return sum(place.f_files - place.f_ffree for place in places)


def _is_overfull(isolated: bool, confinement: Confinement | None) -> bool:
    """Whether there are too many files, or too much in a scratch folder that lies on this machine's disk."""
    if isolated:
        return _files_of_all() > _MOST_KEPT
    return confinement is not None and fuller_than(
        confinement.scratch, _MOST_KEPT_ON_DISK, _MOST_BYTES_ON_DISK
    )


def _how_it_ended(status: int) -> str:
    if os.WIFSIGNALED(status):
        return "timeout" if os.WTERMSIG(status) == signal.SIGXCPU else "crash"
    return "memory" if os.WEXITSTATUS(status) == _OUT_OF_MEMORY else "exit"


def _child(
    task: Task,
    pipe: int,
    line: socket.socket | None,
    isolated: bool,
    confinement: Confinement | None,
) -> None:
    """Play the task within limits and without access to the worker's streams. Never returns."""
    try:
        os.setsid()
        os.dup2(1, 2)
        sys.path.append("")  # for modules that a cell writes
        kept = [line.fileno()] if line else []
        enclose(confinement, [pipe, *kept], task.seconds, task.memory, isolated)
        exchange = exchange_over(line) if line else None
        if task.ahead:
            answer_ahead(task.ahead, lambda data: _write_all(pipe, data), _clearing(isolated))
        else:
            answer(task, lambda data: _write_all(pipe, data), exchange)
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
    finally:
        os._exit(0)


def enclose(
    confinement: Confinement | None,
    kept: Sequence[int],
    seconds: float,
    memory: int,
    isolated: bool,
) -> None:
    """Close all descriptors but these and 0 to 2, and hold this process within its limits for good."""
    rules = [confinement.rules] if confinement and confinement.rules >= 0 else []
    _close_all_but(*kept, *rules)
    _limit(seconds, memory, isolated)
    if confinement:
        confinement.enter()


def _close_all_but(*kept: int) -> None:
    first = 3
    for descriptor in (*sorted(kept), _MOST_FILES):
        os.closerange(first, descriptor)
        first = descriptor + 1


def _write_all(pipe: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(pipe, view) :]


def _limit(seconds: float, memory: int, isolated: bool) -> None:
    """Set limits that can't be raised again. Processes are counted per user, so only in isolation."""
    import resource

    limits = {
        resource.RLIMIT_CPU: int(seconds) + 2,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: MAX_FILE,
        resource.RLIMIT_NOFILE: _MOST_FILES,
    }
    if isolated:
        limits[resource.RLIMIT_NPROC] = _MOST_PROCESSES
    with contextlib.suppress(OSError), open("/proc/self/statm") as statm:
        pages = int(statm.read().split()[0])
        limits[resource.RLIMIT_AS] = pages * mmap.PAGESIZE + memory
    for what, limit in limits.items():
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (limit, limit))
