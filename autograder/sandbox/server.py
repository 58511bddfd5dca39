"""The process that a grader starts for student code, and that serves one student after the other.

In isolation it is the first process of its namespace, which nothing inside can harm. Where student code
is confined, it first tries each way out. For each student it forks a worker, which alone reads and parses
the student's code: what one student's code finds in its memory is never another's. Only a course's own
cells, which all students have, are read before. When the worker ends, all its processes and files are
gone.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import pkgutil
import select
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import BinaryIO

from autograder.notebooks.program import read_for_all
from autograder.sandbox.allocator import keep_freed_memory
from autograder.sandbox.confinement import Confinement, die_with
from autograder.sandbox.notebook_builtins import check
from autograder.sandbox.protocol import CAN_FORK, receive
from autograder.sandbox.sweep import CAN_SWEEP, sweep
from autograder.sandbox.task import load
from autograder.sandbox.worker import LEFT, enclose, work
from autograder.values import unpack

_INIT = 1
_FIRST_JOB_WAIT = 0.05
_PR_SET_DUMPABLE = 4
_FAILED = 1
_TRIAL_SECONDS, _TRIAL_MEMORY = 10.0, 2**28
_ALL = "all tried"


def serve(
    scratch: str,
    isolated: bool = False,
    hello: bytes = b"",
    courses: Sequence[tuple[str, str]] = (),
    readable: tuple[Sequence[str], Sequence[str]] | None = None,
) -> None:
    """Write `hello` when ready for a student, then have their jobs from standard input answered.

    Before the jobs there is one message: the code of cells to read once for all students, or nothing.

    Args:
        scratch: the folder where student code works. It is this process's own and empty: whatever lies
            there after an exercise is removed.
        isolated: whether this process has its own process namespace, in which a worker may kill
            everything else.
        hello: the bytes to write when ready.
        courses: for each course, the packages of its public and its private half.
        readable: what student code may read and list where it is to be confined; see `Confinement`. If
            it is neither isolated nor confined, this process serves one student alone.
    """
    if os.listdir(scratch):
        raise RuntimeError(f"{scratch} is not empty")
    os.environ["HOME"] = scratch
    vars(sys.modules["autograder"]).update(check=check)
    if isolated:
        _be_init()
    keep_freed_memory()
    commands = os.dup(0)
    answers = os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):
        os.dup2(null, stream)
    for _, private in courses:
        sys.modules[private] = None  # type: ignore[assignment]
    if CAN_FORK:
        import_module("resource")
    confinement = Confinement(*readable, scratch) if readable else None
    if confinement:
        _prove(confinement)
    _say(hello, answers)
    if not CAN_FORK or not select.select([commands], [], [], _FIRST_JOB_WAIT)[0]:
        _load(courses)  # while the grader still loads
    os.dup2(null, 2)  # nobody reads it from now on, so that it could fill up
    gc.freeze()  # so that collecting garbage in a child copies no memory of this process
    with contextlib.suppress(EOFError):  # the grader is gone
        _read_for_all(commands)
        if isolated or confinement:
            while (end := _in_worker(commands, answers, confinement)) >= LEFT:
                _load(courses)
                load(end - LEFT)
                gc.freeze()
                _say(hello, answers)
                _read_for_all(commands)
        else:
            work(os.fdopen(commands, "rb"), answers, isolated)
    if CAN_SWEEP and not isolated:
        _remove(scratch)


def _remove(scratch: str) -> None:
    """Remove the folder and the one that was made around it, which a grader that was killed can't do."""
    with contextlib.suppress(OSError):
        sweep(scratch)
        os.rmdir(scratch)
        os.rmdir(os.path.dirname(scratch))


def _be_init() -> None:
    """Protect this process, the first of its namespace, from the other processes in it.

    The kernel drops every signal from inside the namespace that this process does not handle.
    """
    if os.getpid() != _INIT:
        raise RuntimeError("no process namespace of its own")
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)  # its memory and pipes stay its own


def _prove(confinement: Confinement) -> None:
    """Try each way out of a confined process. Raises RuntimeError where one succeeds, or can't be tried."""
    from autograder.sandbox.escapes import target, ways_out_confined

    reading, writing = os.pipe()
    server = os.getpid()
    with target(os.path.dirname(confinement.scratch)) as outside:
        child = os.fork()
        if child == 0:
            try:
                die_with(server)
                enclose(confinement, [writing], _TRIAL_SECONDS, _TRIAL_MEMORY, isolated=False)
                os.write(writing, "; ".join([*ways_out_confined(outside), _ALL]).encode())
            except BaseException as error:
                os.write(writing, f"meets {error!r}".encode())
            finally:
                os._exit(0)
        os.close(writing)
        said = b""
        while select.select([reading], [], [], _TRIAL_SECONDS)[0] and (
            part := os.read(reading, 2**12)
        ):
            said += part
        os.close(reading)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    sweep(confinement.scratch)
    if said.decode() != _ALL:
        found = said.decode().removesuffix(f"; {_ALL}") or "can't be tried"
        raise RuntimeError(f"student code {found}")


def _read_for_all(commands: int) -> None:
    """Read the cells that the grader sends before a student's jobs. No byte of what follows is taken."""
    with os.fdopen(commands, "rb", buffering=0, closefd=False) as stream:
        message = receive(stream)
    if message:
        with contextlib.suppress(Exception):  # then each worker reads them
            read_for_all(unpack(message))
        gc.freeze()


def _say(hello: bytes, answers: BinaryIO) -> None:
    answers.write(hello)
    answers.flush()


def _load(courses: Sequence[tuple[str, str]]) -> None:
    """Import what workers need beside the student's code: the exercises' scripts."""
    for public, _ in courses:
        package = f"{public}.exercises"
        with contextlib.suppress(Exception):
            for module in pkgutil.walk_packages(import_module(package).__path__, f"{package}."):
                import_module(module.name)


def _in_worker(commands: int, answers: BinaryIO, confinement: Confinement | None) -> int:
    """Have a student's jobs answered by a worker. Returns how they ended.

    Student code may end or stop its worker, since both have the same user id. A worker that was stopped
    would answer no more.
    """
    server = os.getpid()
    worker = os.fork()
    if worker == 0:
        code = _FAILED
        try:
            if confinement:
                die_with(server)
            code = work(os.fdopen(commands, "rb"), answers, confinement is None, confinement)
        finally:
            os._exit(code)
    _, status = os.waitpid(worker, os.WUNTRACED)
    return os.WEXITSTATUS(status) if os.WIFEXITED(status) else _FAILED
