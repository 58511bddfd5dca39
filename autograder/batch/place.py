"""Where submissions are marked: processes of this machine, or a Dask cluster's.

What goes there is a student's code and own seed; what comes back are verdicts as plain data. The
answers are in the process that marks, on whichever machine, and out of sight of the sandbox which
that process builds for the student's code.
"""

from __future__ import annotations

import contextlib
import gc
import logging
import multiprocessing
import os
import platform
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import wait
from queue import SimpleQueue
from typing import Any

from autograder.marking.fingerprint import fingerprint
from autograder.marking.mark import Marked, Work, mark
from autograder.sandbox import spawn
from autograder.sandbox.isolation import Level
from autograder.sandbox.submission import Worker


class NoPlace(RuntimeError):
    """Nowhere to mark submissions; the message is a sentence for the instructor."""


@dataclass(frozen=True)
class Place:
    """Somewhere to mark submissions: `slots` at once. `check` raises NoPlace where it is gone."""

    executor: Executor
    slots: int
    check: Callable[[], None]


def mark_student(
    works: list[Work], allow_unisolated: bool, kit: str
) -> tuple[Level, list[list[Marked]]]:
    """What is said of each notebook of a student, marked one after the other in one sandbox.

    `kit` is the fingerprint of the grader's own kit. Raises NotIsolated where there is no wall and
    that is not allowed, and NoPlace where another kit is installed here.
    """
    if fingerprint() != kit:
        raise NoPlace(
            f"The kit installed on {platform.node()} is not the one that grades here: install the "
            "same version, with the same Python and NumPy, on every worker, and start them again."
        )
    level = spawn.require_wall(allow_unisolated)
    with Worker() as worker:
        return level, [mark(work, worker) for work in works]


def lost(error: BaseException) -> bool:
    """Whether an error says that a process died with the submission that it had in hand."""
    return isinstance(error, BrokenExecutor) or type(error).__name__ == "KilledWorker"


@contextlib.contextmanager
def this_machine(jobs: int) -> Iterator[Place]:
    """So many processes of this machine; all are gone afterwards."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    pool = _Processes(jobs)
    try:
        pool.start()
        yield Place(pool, jobs, lambda: None)
    except BaseException:
        for process in multiprocessing.active_children():
            process.terminate()
        raise
    finally:
        pool.shutdown()


@contextlib.contextmanager
def cluster(address: str) -> Iterator[Place]:
    """The workers of a Dask scheduler, given by its address or by the path of its scheduler file.

    Raises NoPlace where none answers, or it has no workers.
    """
    try:
        from autograder.batch.scheduler import connect
    except ImportError:
        raise NoPlace('--scheduler needs Dask: pip install -e ".[cluster]"') from None
    client = connect(address)
    at = client.scheduler.address

    def threads() -> int:
        return sum(client.nthreads().values())

    def check() -> None:
        if client.status != "running":
            raise NoPlace(f"The Dask scheduler at {at} has gone. Start it and its workers again.")
        if not threads():
            raise NoPlace(
                f"The Dask scheduler at {at} has no workers, so nothing is graded: start some with "
                f"dask worker {at} --nthreads 1"
            )

    with client:
        check()
        yield Place(client.get_executor(pure=False), 2 * threads(), check)


class _Processes(Executor):
    """Processes with one submission each, so that one that dies takes no other's along.

    After `start` they get ready while their maker goes on.
    """

    def __init__(self, jobs: int) -> None:
        self._all = {_process() for _ in range(jobs)}
        self._idle: SimpleQueue[ProcessPoolExecutor] = SimpleQueue()

    def start(self) -> None:
        for process in self._all:
            _submit(process, _settled)
            self._idle.put(process)

    def submit(self, call: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        process = self._idle.get()
        future = _submit(process, call, *given, **named)
        future.add_done_callback(lambda done: self._idle.put(self._after(process, done)))
        return future

    def _after(self, process: ProcessPoolExecutor, done: Future[Any]) -> ProcessPoolExecutor:
        """The same process, or a new one in the place of one that died."""
        if done.cancelled() or not isinstance(done.exception(), BrokenExecutor):
            return process
        self._all.discard(process)
        fresh = _process()
        self._all.add(fresh)
        return fresh

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        for process in list(self._all):  # one that dies meanwhile is replaced
            process.shutdown(wait, cancel_futures=cancel_futures)


def _process() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), _settle_in)


def _submit(
    process: ProcessPoolExecutor, call: Callable[..., Any], *given: Any, **named: Any
) -> Future[Any]:
    """Submit a call; where that starts the process, it hears no Ctrl-C before it has settled in."""
    if sys.platform == "win32":
        return process.submit(call, *given, **named)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return process.submit(call, *given, **named)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _settle_in() -> None:
    """Leave Ctrl-C to the grader, and end when it is gone, however it went."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=[parent.sentinel], daemon=True).start()


def _settled() -> None:
    """Show that the imports are done, and let no garbage collection look through them again."""
    gc.freeze()


def _end_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
