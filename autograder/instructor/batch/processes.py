"""Marking in processes of this machine."""

from __future__ import annotations

import contextlib
import gc
import logging
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from importlib import import_module
from multiprocessing.connection import wait
from queue import SimpleQueue
from typing import Any

from autograder.instructor.batch.pool import Pool
from autograder.sandbox.allocator import collect_rarely, keep_freed_memory


@contextlib.contextmanager
def this_machine(jobs: int, settle: Callable[[], None] | None = None) -> Iterator[Pool]:
    """A pool of `jobs` processes of this machine, which end with the `with` block. Each begins with `settle`."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    pool = _Processes(jobs, settle)
    try:
        pool.start()
        yield Pool(pool, jobs, lambda: None)
    except BaseException:
        for process in multiprocessing.active_children():
            process.terminate()
        raise
    finally:
        pool.shutdown()


class _Processes(Executor):
    """An executor whose processes each work on one call, so that a crash affects no other call.

    After `start` the processes settle in while the caller goes on.
    """

    def __init__(self, jobs: int, settle: Callable[[], None] | None) -> None:
        self._settle = settle
        self._all = {_process() for _ in range(jobs)}
        self._idle: SimpleQueue[ProcessPoolExecutor] = SimpleQueue()

    def start(self) -> None:
        for process in self._all:
            _submit(process, _settled, self._settle)
            self._idle.put(process)

    def submit(self, call: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        process = self._idle.get()
        future = _submit(process, call, *given, **named)
        future.add_done_callback(lambda done: self._idle.put(self._after(process, done)))
        return future

    def _after(self, process: ProcessPoolExecutor, done: Future[Any]) -> ProcessPoolExecutor:
        """The same process, or a new one if it died."""
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
    """Submit a call. A process that this starts ignores Ctrl-C until `_settle_in` has run."""
    if sys.platform == "win32":
        return process.submit(call, *given, **named)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return process.submit(call, *given, **named)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _settle_in() -> None:
    """Leave Ctrl-C to the grader, end when the grader ends for any reason, and look for garbage rarely."""
    collect_rarely()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=[parent.sentinel], daemon=True).start()


def _settled(settle: Callable[[], None] | None) -> None:
    """Load what marking needs, and keep the garbage collector from scanning it."""
    keep_freed_memory()
    if settle:
        settle()
    import_module("autograder.marking.mark")
    gc.freeze()


def _end_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
