"""A student's functions, in this kernel or in a worker process."""

from __future__ import annotations

import dis
import inspect
import textwrap
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from types import CodeType
from typing import Any, BinaryIO, Protocol, cast

from autograder.course import declared
from autograder.model import Case, Exercise, Functions, Outcome, Problem
from autograder.notebooks.effects import DYNAMIC
from autograder.notebooks.errors import Interrupted, time_limit
from autograder.notebooks.reading import Cell
from autograder.sandbox import spawn
from autograder.sandbox.alarms import Alarm
from autograder.sandbox.clock import NET
from autograder.sandbox.isolation import LIMITED
from autograder.sandbox.play import play
from autograder.sandbox.protocol import (
    CALL,
    CAN_FORK,
    case_to_plain,
    frame,
    receive,
    send,
    split_frames,
    unpack_outcome,
)
from autograder.sandbox.remote import NoMoreCalls, Respondent
from autograder.sandbox.room import TOO_MUCH, most_parts, reply_bytes
from autograder.sandbox.stand_in import Table
from autograder.values import MAX_BYTES, TooManyItems, pack, unpack

MEMORY = 2**30
TEST_SECONDS = 30.0
"""The time for a test cell of an instructor's own, as in nbgrader."""

SECONDS_AHEAD = 1.0
"""The time for all exercises that are played one after the other in one child; honest ones take far less."""

_GRACE = 5.0


class ByValue(dict[str, Callable[..., Any]]):
    """Right functions that a student's own process runs, from their code."""

    def __init__(self, functions: Functions, code: bytes) -> None:
        super().__init__(functions)
        self.code = code


class Submission(Protocol):
    """Plays cases on a student's function."""

    @property
    def used_elsewhere(self) -> float:
        """The seconds that its runs have used in other processes, without what these waited."""

    def run(
        self,
        exercise: Exercise,
        cases: list[Case],
        given: list[dict[str, Table]] | None = None,
        right: Functions | None = None,
    ) -> list[Outcome]:
        """One outcome for each case, in order.

        `given` holds, for each case, tables of right answers of the exercises that this one builds on.
        `right` holds right functions to use in place of the student's.
        """

    def by_value(self, exercise: Exercise, right: Functions) -> Functions | None:
        """These functions in a form that `run` has the student's own process run, so that calls cost nothing.

        That process can then read their code. None where it runs unprotected, or asks nobody anyway.
        """

    def uses(self, exercise: Exercise, names: Collection[str]) -> set[str]:
        """Those of these global names that are there and that the function may use, also by its helpers."""

    def may_call(self, exercise: Exercise, names: Collection[str]) -> bool:
        """Whether the function may use one of these global names, there or not, also by its helpers."""

    def source(self, exercise: Exercise) -> str:
        """The code that defines the function; "" if it is not to be had."""


class Wrapper:
    """A submission that asks another one. Its children change how cases are played."""

    def __init__(self, submission: Submission) -> None:
        self._submission = submission

    @property
    def used_elsewhere(self) -> float:
        """As the submission says."""
        return self._submission.used_elsewhere

    def run(
        self,
        exercise: Exercise,
        cases: list[Case],
        given: list[dict[str, Table]] | None = None,
        right: Functions | None = None,
    ) -> list[Outcome]:
        """As the submission plays them."""
        return self._submission.run(exercise, cases, given, right)

    def by_value(self, exercise: Exercise, right: Functions) -> Functions | None:
        """As the submission says."""
        return self._submission.by_value(exercise, right)

    def uses(self, exercise: Exercise, names: Collection[str]) -> set[str]:
        """As the submission says."""
        return self._submission.uses(exercise, names)

    def may_call(self, exercise: Exercise, names: Collection[str]) -> bool:
        """As the submission says."""
        return self._submission.may_call(exercise, names)

    def source(self, exercise: Exercise) -> str:
        """As the submission says."""
        return self._submission.source(exercise)


class LiveSubmission:
    """Functions in this process, as in a student's own kernel."""

    used_elsewhere = 0.0

    def __init__(self, namespace: dict[str, Any]) -> None:
        self.namespace = namespace

    def run(
        self,
        exercise: Exercise,
        cases: list[Case],
        given: list[dict[str, Table]] | None = None,
        right: Functions | None = None,
    ) -> list[Outcome]:
        """Play the cases here, within the exercise's time limit where the platform has timers."""
        outcomes: list[Outcome] = []
        deadline = time.monotonic() + exercise.seconds
        try:
            with time_limit(exercise.seconds):
                for case, values in zip(cases, given or [{}] * len(cases), strict=True):
                    if case.edited and time.monotonic() > deadline:
                        raise Interrupted("timeout")  # an edited function has a limit of its own
                    outcomes.append(play(self.namespace, exercise.name, case, values, right))
                    if outcomes[-1].stops:
                        break
        except Interrupted as stop:
            outcomes.append(Outcome(problem=Problem(stop.kind)))
        return _stop_at_limit(outcomes, len(cases))

    def by_value(self, exercise: Exercise, right: Functions) -> Functions | None:
        """None: they are called here as they are."""
        return None

    def uses(self, exercise: Exercise, names: Collection[str]) -> set[str]:
        """Found in the code of the function and of the functions in the namespace that it uses."""
        return self._globals_used(exercise) & set(names) & self.namespace.keys()

    def may_call(self, exercise: Exercise, names: Collection[str]) -> bool:
        """Found in the same code; code that makes names while it runs may use any."""
        return not (self._globals_used(exercise)).isdisjoint({*names, *DYNAMIC})

    def _globals_used(self, exercise: Exercise) -> set[str]:
        seen, todo = set[str](), [exercise.name]
        while todo:
            function = inspect.unwrap(self.namespace.get(todo.pop()))  # type: ignore[arg-type]
            code = getattr(function, "__code__", None)
            new = set(_globals_in(code)) - seen if code else set()
            seen |= new
            todo += new & self.namespace.keys()
        return seen

    def source(self, exercise: Exercise) -> str:
        """As Python finds it. A function that uses variables of a function around it has none."""
        function = inspect.unwrap(self.namespace.get(exercise.name))  # type: ignore[arg-type]
        code = getattr(function, "__code__", None)
        if code is None or code.co_freevars:
            return ""
        with suppress(OSError, TypeError):
            return textwrap.dedent(inspect.getsource(code))
        return ""


def _globals_in(code: CodeType) -> Iterator[str]:
    """The global names that a function's code loads, also in functions inside it."""
    for instruction in dis.get_instructions(code):
        if instruction.opname in ("LOAD_GLOBAL", "LOAD_NAME"):
            yield instruction.argval
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _globals_in(constant)


class Worker:
    """A worker process that plays jobs on one student's code; see `autograder.sandbox.worker`.

    It is isolated where the machine allows it; before you run student code, call
    `spawn.require_isolation()`. Use it as a context manager, after which the process is free for the next
    student. Raises spawn.NoWorker if no worker starts.

    Args:
        for_all: the code of cells that all students have, such as a course's own. The process reads it
            once for all of them.
    """

    def __init__(self, for_all: Sequence[str] = ()) -> None:
        self._for_all = frame(pack(list(for_all))) if for_all else spawn.NOTHING
        self.used = 0.0
        """Seconds that all jobs together have used of their own time."""
        self._server: spawn.Server | None = None
        self._jobs = 0
        self._has_code_for = ""

    def __enter__(self) -> Worker:
        self._server = spawn.take(self._for_all)
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:  # perhaps in the middle of a job
            self.close()
        else:
            self._renew()

    def _renew(self) -> None:
        """Go on in a process that knows nothing of earlier jobs."""
        if self._server is not None:
            spawn.give_back(self._server)
            self._server = None

    def close(self) -> None:
        """End the process and remove its scratch folder."""
        if self._server is not None:
            self._server.close()
            self._server = None

    @property
    def protects(self) -> bool:
        """Whether student code can tell nobody outside what it finds."""
        return self._server is not None and self._server.level != LIMITED

    def ask(self, job: dict[str, Any], right: Functions | None = None) -> tuple[str, bytes]:
        """Send a job. Returns how it ended and the bytes of its outcomes. A server that dies is replaced.

        Calls to `right` functions are answered meanwhile. What has read the code of right functions for one
        exercise answers no job for another.
        """
        holder = job["exercise"] if job["code"] else ""
        if self._has_code_for not in ("", holder):
            self._renew()
        self._has_code_for = holder
        self._jobs += 1
        self._server = self._server or spawn.take(self._for_all)
        server = self._server
        patience = job["patience"] + _GRACE
        started = time.monotonic()
        watchdog = Alarm(patience, server.kill)
        try:
            self._say(server, pack(job | {"id": self._jobs}))
            end, data = self._heard(server)
            if end == CALL:
                end, data = self._answer_calls(server, data, right or {}, job["seconds"])
        except (OSError, EOFError, ValueError, TypeError):
            waited = time.monotonic() - started
            end, data = "timeout" if waited >= patience else "crash", b""
            self.used += waited
            self.close()
        finally:
            watchdog.cancel()
        if not CAN_FORK:
            self.close()
        return end, data

    def _answer_calls(
        self, server: spawn.Server, call: bytes, right: Functions, seconds: float
    ) -> tuple[str, bytes]:
        """Answer calls of right functions until the job ends. Returns how, and the bytes of its outcomes."""
        end, data = CALL, call

        def exchange(message: bytes) -> bytes:
            nonlocal end, data
            try:
                self._say(server, message)
                end, data = self._heard(server)
            except (OSError, EOFError, ValueError, TypeError) as error:
                raise NoMoreCalls from error
            if end != CALL:
                raise NoMoreCalls
            return data

        respondent = Respondent(right, seconds, exchange)
        try:
            while True:
                exchange(respondent.answer(data))
        except NoMoreCalls as stop:
            if stop.__cause__:
                raise stop.__cause__ from None
        return end, data

    def _say(self, server: spawn.Server, message: bytes) -> None:
        send(cast(BinaryIO, server.process.stdin), message)

    def _heard(self, server: spawn.Server) -> tuple[str, bytes]:
        """The next message about the current job. Raises ValueError for anything else."""
        stream = cast(BinaryIO, server.process.stdout)
        number, end, data, used = unpack(receive(stream))
        if (number, type(end), type(data), type(used)) != (self._jobs, str, bytes, float):
            raise ValueError("not an answer")
        self.used += used
        return end, receive(stream) if end == CALL else data


class WorkerSubmission:
    """Functions of a notebook, run in a worker process of its own or in one that notebooks share.

    Use it as a context manager, which ends its own worker. `overloaded` says that the machine had no time
    for a case, so that nothing is known of what the function gives.
    """

    def __init__(
        self,
        cells: Iterable[Cell],
        earlier: Mapping[str, Iterable[Cell]] | None = None,
        worker: Worker | None = None,
    ) -> None:
        self._cells = [[cell.name, cell.source] for cell in cells]
        self._earlier = {
            name: [[cell.name, cell.source] for cell in cells]
            for name, cells in (earlier or {}).items()
        }
        self.overloaded = False
        self._found: dict[tuple[str, str, str], Any] = {}
        self._worker = worker or Worker()
        self._context: AbstractContextManager[Any] = nullcontext() if worker else self._worker

    def __enter__(self) -> WorkerSubmission:
        self._context.__enter__()
        return self

    def __exit__(self, *raised: Any) -> None:
        self._context.__exit__(*raised)

    @property
    def used_elsewhere(self) -> float:
        """Seconds that the worker's jobs have used of their own time, up to now."""
        return self._worker.used

    def run(
        self,
        exercise: Exercise,
        cases: list[Case],
        given: list[dict[str, Table]] | None = None,
        right: Functions | None = None,
    ) -> list[Outcome]:
        """Play the cases in a child of the worker, within the exercise's limits."""
        code = right.code if isinstance(right, ByValue) else b""
        job = self._job(exercise) | {
            "cases": [
                case_to_plain(c, g) for c, g in zip(cases, given or [{}] * len(cases), strict=True)
            ],
            "right": [] if code else list(right or ()),
            "code": code,
            "reply": min(reply_bytes(cases), MAX_BYTES),
        }
        end, data = self._ask(job, right)
        outcomes = _read(split_frames(data), cases)
        missing = len(cases) - len(outcomes)
        return _stop_at_limit(
            outcomes + [Outcome(problem=Problem(end))] * bool(missing), len(cases)
        )

    def run_ahead(self, plays: Sequence[tuple[Exercise, list[Case]]]) -> dict[str, list[Outcome]]:
        """Play the cases of several exercises one after the other in one child, which is fast.

        Returns the outcomes by exercise, as far as the child came. What an exercise did may have reached
        those after it, so that only right outcomes count: whatever else there is has to be played alone.
        """
        if not CAN_FORK:  # a process for each exercise costs no more then
            return {}
        cases = [case for _, each in plays for case in each]
        job = self._job(Exercise("", (), (), seconds=SECONDS_AHEAD)) | {
            "ahead": [
                {
                    "exercise": exercise.name,
                    "builds_on": list(exercise.builds_on),
                    "cases": [case_to_plain(case, {}) for case in each],
                }
                for exercise, each in plays
            ],
            "reply": min(reply_bytes(cases), MAX_BYTES),
        }
        _, data = self._worker.ask(job)
        messages, found = split_frames(data), dict[str, list[Outcome]]()
        for exercise, each in plays:
            own, messages = messages[: len(each)], messages[len(each) :]
            if not all(own) or messages[:1] != [b""]:
                break
            found[exercise.name] = _read(own, each)
            messages = messages[1:]
        return found

    def by_value(self, exercise: Exercise, right: Functions) -> Functions | None:
        """With their code, but never that of the exercise's own answers."""
        if not self._worker.protects:
            return None
        from autograder.sandbox.by_value import write  # a package that few need

        private = [course.private for course in declared().courses.values()]
        code = write(right, private, {exercise.name, *exercise.also_right})
        return ByValue(right, code) if code else None

    def uses(self, exercise: Exercise, names: Collection[str]) -> set[str]:
        """Found by the worker in the notebook's code."""
        found = self._found_in_code(exercise, "uses", sorted(names))
        return {name for name in names if isinstance(found, list) and name in found}

    def may_call(self, exercise: Exercise, names: Collection[str]) -> bool:
        """Found by the worker in the notebook's code."""
        return self._found_in_code(exercise, "calls", sorted(names)) is not False

    def source(self, exercise: Exercise) -> str:
        """Found by the worker in the notebook's code."""
        found = self._found_in_code(exercise, "source", True)
        return found if isinstance(found, str) else ""

    def _found_in_code(self, exercise: Exercise, kind: str, asked: list[str] | bool) -> Any:
        """What the worker finds in the notebook's code, asked once; None if it doesn't say."""
        key = kind, exercise.name, str(asked)
        if key not in self._found:
            end, data = self._ask(self._job(exercise) | {kind: asked})
            if end != kind:
                return None
            self._found[key] = unpack(data)
        return self._found[key]

    def run_test(self, cell: str) -> Outcome:
        """Run a test cell of the notebook. The value is the number in its last line, if there is one."""
        test = Exercise(cell, (), (), seconds=TEST_SECONDS)
        end, data = self._ask(self._job(test) | {"test": cell})
        try:
            return unpack_outcome(split_frames(data)[0])
        except (IndexError, ValueError):
            return Outcome(problem=Problem(end))

    def _ask(self, job: dict[str, Any], right: Functions | None = None) -> tuple[str, bytes]:
        end, data = self._worker.ask(job, right)
        self.overloaded |= end == "busy"
        return end, data

    def _job(self, exercise: Exercise) -> dict[str, Any]:
        return {
            "exercise": exercise.name,
            "test": "",
            "builds_on": list(exercise.builds_on),
            "cells": self._cells,
            "earlier": self._earlier,
            "cases": [],
            "right": [],
            "code": b"",
            "uses": [],
            "calls": [],
            "source": False,
            "ahead": [],
            "seconds": exercise.seconds,
            "patience": NET * exercise.seconds,
            "memory": MEMORY,
            "reply": MAX_BYTES,
        }


def _read(messages: Iterable[bytes], cases: Sequence[Case]) -> list[Outcome]:
    """The outcomes of cases in messages of a process that is not trusted, as far as there are any."""
    outcomes = []
    for message, most in zip(messages, most_parts(cases), strict=False):
        try:
            outcomes.append(unpack_outcome(message, most))
        except TooManyItems:
            outcomes.append(TOO_MUCH)
        except ValueError:
            outcomes.append(Outcome(problem=Problem("not plain", "data that can't be read")))
    return outcomes


def _stop_at_limit(outcomes: list[Outcome], wanted: int) -> list[Outcome]:
    """Give cases that were not played the outcome of the case that met a limit."""
    if len(outcomes) < wanted:
        outcomes = outcomes + [outcomes[-1]] * (wanted - len(outcomes))
    return outcomes
