"""Outcomes that a hostile worker could send: right ones and known wrong ones, mutated, and judged.

`python -m tests.fuzz.outcomes --seconds 600`. Each is packed as a worker packs it and takes the way of
any answer: read, judged, recognised, put into words and drawn. A trial is found again by its number:
`--trial 1234 --seconds 0`.
"""

from __future__ import annotations

import argparse
import contextlib
import faulthandler
import json
import logging
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import msgpack
import numpy as np

from autograder.engine.dict_oracle import DictOracle
from autograder.engine.examine import TOO_LONG, examine
from autograder.engine.judging import STUMBLED
from autograder.feedback import render
from autograder.model import Exercise, Outcome, Plain, Problem, Verdict
from autograder.sandbox.protocol import case_from_plain, frame
from autograder.sandbox.room import size, with_room
from autograder.sandbox.submission import LiveSubmission, WorkerSubmission
from autograder.values import _extend
from tests.helpers.our_course import EXERCISES, FUNCTIONS, KNOWN, live_oracle

MOST_SECONDS = 2.0
MOST_BYTES = 300 * 2**20
SEEDS = range(3)


@dataclass
class Trial:
    """One submission and what became of it: processor time in seconds, memory in bytes."""

    number: int
    exercise: str
    history: list[str] = field(default_factory=list)
    seconds: float = 0.0
    memory: int = 0
    fault: str = ""

    @property
    def findings(self) -> list[str]:
        found = [self.fault] if self.fault else []
        if self.seconds > MOST_SECONDS:
            found.append(f"judged for {self.seconds:.1f} s")
        if self.memory > MOST_BYTES:
            found.append(f"took {self.memory / 2**20:.0f} MB")
        shown = f"trial {self.number}, {self.exercise}, {' '.join(self.history)}"
        return [f"{shown}: {what}" for what in found]


# What a worker could send.


@cache
def oracle(seed: int) -> DictOracle:
    return live_oracle(seed)


@cache
def played(name: str, seed: int, wrong: str | None) -> tuple[Outcome, ...]:
    """The outcomes of the right function, or of a known wrong one, in the order of all cases."""
    exercise, knows = EXERCISES[name], oracle(seed)
    function = KNOWN[name][wrong].function if wrong else FUNCTIONS[name]
    questions = [q for check in exercise.played for q in knows.questions(exercise, check)]
    cases = [with_room(question.case, question.answers) for question in questions]
    return tuple(LiveSubmission({**FUNCTIONS, name: function}).run(exercise, cases))


class Forger:
    """Stands for the worker process. The first answer, and most of the later ones, are mutated."""

    def __init__(self, trial: Trial, seed: int, draw: Random, meter: Meter) -> None:
        self._trial, self._seed, self._draw, self._meter = trial, seed, draw, meter
        self._asked = 0
        self.used = 0.0

    def ask(self, job: dict[str, Any], right: object = None) -> tuple[str, bytes]:
        """How a worker ended, and what it sent. What forging takes is not counted."""
        self._meter.stop()
        end, data = self._forged(job)
        self._meter.start(len(data))
        return end, data

    def _forged(self, job: dict[str, Any]) -> tuple[str, bytes]:
        self._asked += 1
        cases = [case_from_plain(packed) for packed in job["cases"]]
        if self._asked == 1:
            wrong = self._draw.choice([None, *KNOWN[job["exercise"]]])
            self._trial.history.append(wrong or "right")
            outcomes = played(job["exercise"], self._seed, wrong)
        else:
            outcomes = LiveSubmission(dict(FUNCTIONS)).run(EXERCISES[job["exercise"]], cases)
        if self._asked == 1 or self._draw.random() < 0.5:
            rooms = [with_room(case).room for case in cases]
            outcomes = self._mutated(outcomes, rooms, job["builds_on"])
        data = b""
        for outcome in outcomes:
            data += frame(_packed(outcome))
            if len(data) > job["reply"]:
                return "too much", b""
        return "done", data

    def _mutated(
        self, outcomes: Iterable[Outcome], rooms: list[int], builds_on: list[str]
    ) -> list[Outcome]:
        """The same mutations in every case, in one, or in some."""
        draw, outcomes = self._draw, list(outcomes)
        seed = draw.randrange(2**32)
        same, share = draw.random() < 0.6, draw.choice([1.0, 1.0, 0.5, 0.1])
        steps = draw.choice([1, 1, 1, 2, 3])
        for place, room in enumerate(rooms):
            own = Random(seed if same else draw.randrange(2**32))
            if draw.random() < share:
                for _ in range(steps):
                    mutated = _mutate(outcomes[place], own, self._trial.history, room, builds_on)
                    if size(_content(mutated), 4 * room) <= 4 * room or own.random() < 0.02:
                        outcomes[place] = mutated
        return outcomes


def _content(outcome: Outcome) -> Plain:
    return [outcome.value, outcome.after, *outcome.asked]


def _packed(outcome: Outcome) -> bytes:
    """As `pack_outcome`, for what it would not write: nothing is cut or refused."""
    problem = outcome.problem
    message = [
        outcome.value,
        problem and [problem.kind, problem.text, problem.line, problem.where],
        outcome.after,
        outcome.printed,
        list(outcome.asked),
    ]
    return msgpack.packb(message, default=_extend, strict_types=True, unicode_errors="replace")


def _mutate(
    outcome: Outcome, draw: Random, history: list[str], room: int, builds_on: list[str]
) -> Outcome:
    what = draw.random()
    if what < 0.8:
        return replace(outcome, value=_somewhere(outcome.value, draw, room, history))
    if what < 0.88:
        return replace(outcome, after=_as_dict(_somewhere(outcome.after, draw, room, history)))
    if what < 0.92:
        kind = draw.choice(["syntax", "raised", "timeout", "unfinished", "not plain", "?"])
        history.append(f"problem {kind}")
        text = draw.choice(
            ["", "x" * 10**5, "NameError: name 'x' is not defined", "{name}", "\0\n"]
        )
        return replace(outcome, problem=Problem(kind, text, text, draw.choice(["", "1", text])))
    if what < 0.95:
        history.append("printed")
        return replace(outcome, printed=draw.choice(["x", "y" * 2**20]))
    history.append("asked")
    name = draw.choice([*builds_on, "sigmoid", ""])
    arguments = {k: _somewhere(v, draw, room, []) for k, v in outcome.after.items()}
    times = draw.choice([1, 3, 200, 300])
    return replace(outcome, asked=([name, arguments],) * times)


def _as_dict(value: Plain) -> dict[Any, Plain]:
    return value if isinstance(value, dict) else {"x": value}


def _somewhere(value: Plain, draw: Random, room: int, history: list[str]) -> Plain:
    """A value with one mutation in it, at the top or further inside."""
    if isinstance(value, dict) and value and draw.random() < 0.7:
        key = draw.choice(list(value))
        return value | {key: _somewhere(value[key], draw, room, history)}
    if isinstance(value, list | tuple) and len(value) and draw.random() < 0.7:
        at = draw.randrange(len(value))
        inside = _somewhere(value[at], draw, room, history)
        everywhere = draw.random() < 0.3
        return type(value)(inside if everywhere or i == at else v for i, v in enumerate(value))
    mutation = draw.choice(_MUTATIONS)
    history.append(mutation.__name__)
    return mutation(value, draw, room)


def array(value: Plain, draw: Random, room: int) -> Plain:
    """Another dtype, shape or order of the same numbers."""
    numbers = _numbers(value)
    changes: list[Callable[[Any], Any]] = [
        lambda a: a.astype(draw.choice(["?", "b", "B", "i", "q", "Q", "e", "f", "d"])),
        lambda a: a.T,
        lambda a: a.ravel(),
        lambda a: a.reshape(-1, 1),
        lambda a: a.reshape((1,) * draw.choice([1, 2, 30, 32])) if a.size == 1 else a[None],
        lambda a: a[..., :-1] if a.ndim else a,
        lambda a: np.concatenate([a, a]) if a.ndim else a,
        lambda a: a.sum(),
        lambda a: a.tolist(),
        lambda a: a[::-1] if a.ndim else a * -1.0,
        lambda a: np.zeros((0, *a.shape)),
        lambda a: np.broadcast_to(a, (draw.choice([1, 2, 3]), *a.shape)),
    ]
    with np.errstate(all="ignore"):
        changed = draw.choice(changes)(numbers)
    return changed if isinstance(changed, list) else np.asarray(changed)


def numbers(value: Plain, draw: Random, room: int) -> Plain:
    """Other numbers in the same shape."""
    given = _numbers(value).astype(float)
    special = [np.nan, np.inf, -np.inf, 0.0, 1.0, -1.0, 1e308, 5e-324, 1e150, 2.0**63]
    changes: list[Callable[[Any], Any]] = [
        lambda a: np.full_like(a, draw.choice(special)),
        lambda a: a * draw.choice(special),
        lambda a: np.where(np.arange(a.size).reshape(a.shape) % 2, a, draw.choice(special)),
        lambda a: a + draw.gauss(0, 1),
        lambda a: np.round(a, 1),
        lambda a: np.arange(float(a.size)).reshape(a.shape),
    ]
    with np.errstate(all="ignore"):
        return np.asarray(draw.choice(changes)(given))


def _numbers(value: Plain) -> np.ndarray:
    with contextlib.suppress(Exception):
        found = np.asarray(value)
        if found.dtype.kind in "biuf":
            return found
    return np.ones(3)


def filled(value: Plain, draw: Random, room: int) -> Plain:
    """As much as there is room for, or a little more, in one shape or another."""
    n = max(1, int(room * draw.choice([0.1, 0.4, 0.9, 0.99, 1.01, 3.0])))
    n = min(n, 10**6)
    side = int(n**0.5)
    shapes = [(n,), (n, 1), (1, n), (side, side), (0, n), (n, 0), (1,) * 31 + (n,)]
    part = draw.choice([0.5, 1, True, None, [], (), {}, "x", 2**70, np.ones(1), np.ones(0), [0.5]])
    few = min(n, 99_000)
    kinds: list[Callable[[], Plain]] = [
        lambda: np.zeros(draw.choice(shapes)),
        lambda: np.random.default_rng(n).normal(size=draw.choice(shapes)),
        lambda: np.ones(draw.choice(shapes), draw.choice(["?", "B", "e", "f"])),
        lambda: [part] * few,
        lambda: (part,) * few,
        lambda: [[part] * min(side, 99_000)] * max(1, few // max(side, 1)),
        lambda: {str(i): part for i in range(few)},
        lambda: dict.fromkeys(range(few), part),
        lambda: "x" * n,
        lambda: [(np.ones((1, 2)), np.ones((1, 1)))] * (few // 8),
        lambda: [float(i) for i in range(few)],
    ]
    return draw.choice(kinds)()


def longer(value: Plain, draw: Random, room: int) -> Plain:
    """A list or array of the same parts, again and again, up to the room."""
    times = draw.choice([2, 5, 50, 1000])
    if isinstance(value, list | tuple) and value:
        return type(value)(list(value[:1000]) * min(times, 90_000 // len(value[:1000])))
    if isinstance(value, dict) and value:
        return {f"{k}{i}": v for i in range(min(times, 50)) for k, v in value.items()} | value
    given = np.atleast_1d(_numbers(value))
    return np.concatenate(
        [given] * min(times, 10**6 // max(given.size, 1) + 1), draw.choice([0, -1])
    )


def form(value: Plain, draw: Random, room: int) -> Plain:
    """Another container around, or one thing less in it."""
    changes: list[Callable[[], Plain]] = [
        lambda: [value],
        lambda: (value,),
        lambda: [value, value],
        lambda: {"x": value},
        lambda: {"W1": value, "b1": value, "returned": value, "calls": value},
        lambda: [[[[[[[[value]]]]]]]],
        lambda: list(value) if isinstance(value, tuple | list | dict) else None,
        lambda: tuple(value) if isinstance(value, tuple | list | dict) else None,
        lambda: value[:-1] if isinstance(value, list | tuple) else None,
        lambda: value[::-1] if isinstance(value, list | tuple) else None,
        lambda: dict(list(value.items())[1:]) if isinstance(value, dict) else None,
        lambda: (
            {k.upper() if isinstance(k, str) else k: v for k, v in value.items()}
            if isinstance(value, dict)
            else None
        ),
        lambda: (
            dict.fromkeys(value, next(iter(value.values()), 0)) if isinstance(value, dict) else None
        ),
    ]
    return draw.choice(changes)()


def junk(value: Plain, draw: Random, room: int) -> Plain:
    """Something else."""
    return draw.choice(_JUNK)


_JUNK: tuple[Plain, ...] = (
    *(None, True, 0, -1, 2**1090, -(2**1090), 2**63, 0.5, float("nan"), float("inf"), "", "x", "0"),
    *([], (), {}, np.zeros(0), np.zeros((3, 0)), np.array(True), [1, [2, 3]], [np.ones(2), 1]),
    *([2**1090], [None], ["x", 1.0], {"W1": None}, "\x1b[31m<script>", b"bytes", [10**390]),
)


_MUTATIONS = (array, numbers, filled, filled, longer, form, junk)


# Judging it.


def attempt(number: int, only: tuple[str, ...] = ()) -> Trial:
    """Make up the submission of this number, and judge it."""
    draw = Random(f"outcomes {number}")
    name = draw.choice(only or tuple(EXERCISES))
    seed = draw.choice(SEEDS)
    trial, exercise = Trial(number, name), EXERCISES[name]
    _warm(exercise, seed)
    meter = Meter()
    forger = Forger(trial, seed, draw, meter)
    submission = WorkerSubmission([], worker=forger)  # type: ignore[arg-type]
    meter.start()
    try:
        said = examine(exercise, submission, oracle(seed))
        _show(said)
        trial.fault = _fault_of(said)
    except Exception as error:
        trial.fault = repr(error)
    meter.stop()
    trial.seconds, trial.memory = meter.seconds, meter.memory
    return trial


@cache
def _warm(exercise: Exercise, seed: int) -> None:
    """Have the oracle work out what it keeps, which is no part of judging a submission."""
    played(exercise.name, seed, None)
    for known in KNOWN[exercise.name]:
        played(exercise.name, seed, known)
        oracle(seed).wrong_outcomes(exercise, known)


def _show(said: Verdict) -> None:
    render.text(said, worked=True)
    render.html(said, worked=True)
    json.dumps(said.as_json())


def _fault_of(said: Verdict) -> str:
    shown = [said.message, *(check.message for check in said.checks)]
    if any(STUMBLED in message for message in shown):
        return "a check stumbled"
    return "given up" if TOO_LONG.sentence in said.message else ""


class Meter:
    """Processor time in seconds, and the largest memory in bytes, of what runs between start and stop."""

    def __init__(self) -> None:
        self.seconds, self.memory = 0.0, 0
        self._started, self._before = 0.0, 0

    def start(self, held: int = 0) -> None:
        """Go on counting, with this many bytes that are held already."""
        with contextlib.suppress(OSError):
            Path("/proc/self/clear_refs").write_text("5")  # forgets the peak
        self._started, self._before = time.thread_time(), _peak() - held

    def stop(self) -> None:
        self.seconds += time.thread_time() - self._started
        self.memory = max(self.memory, _peak() - self._before)


def _peak() -> int:
    """The peak of this process's memory, in bytes."""
    with contextlib.suppress(OSError):
        lines = Path("/proc/self/status").read_text().splitlines()
        return next(1024 * int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    return 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def fuzz(seconds: float, start: int = 0, only: tuple[str, ...] = ()) -> list[Trial]:
    """Trials for a while, from this number on."""
    trials: list[Trial] = []
    end = time.monotonic() + seconds
    for number in count(start):
        trials.append(attempt(number, only))
        print(*trials[-1].findings, sep="\n", end="\n" * bool(trials[-1].findings), flush=True)
        if time.monotonic() >= end:
            return trials


def main() -> None:
    """Fuzz for a while, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--trial", type=int, default=0, help="the first trial's number")
    parser.add_argument("--only", nargs="*", default=(), help="these exercises alone")
    options = parser.parse_args()
    logging.basicConfig(level=logging.ERROR)
    faulthandler.register(signal.SIGUSR1)
    trials = fuzz(options.seconds, options.trial, tuple(options.only))
    found = [line for trial in trials for line in trial.findings]
    print(f"{len(trials)} outcomes judged, {len(found)} findings")
    print(f"  slowest: {max(trial.seconds for trial in trials):.2f} s of processor time")
    print(f"  largest: {max(trial.memory for trial in trials) / 2**20:.0f} MB")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
