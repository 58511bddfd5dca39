"""Marks a student's notebook on secret inputs, in words that show none of them.

What goes in and what comes out is plain data: it may be done in another process or on another
machine, and kept.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from autograder.engine.default_oracle import default_oracle
from autograder.engine.examine import examine
from autograder.engine.live_oracle import LiveOracle
from autograder.feedback import render
from autograder.feedback.problems import holds_for_any_input
from autograder.model import CheckResult, Exercise, Verdict
from autograder.notebooks.reading import Cell
from autograder.sandbox.spawn import NoWorker
from autograder.sandbox.submission import Submission, Worker, WorkerSubmission
from autograder.workshop.exercises import EXERCISES

UNKNOWN = "{name} is none of the kit's exercises, so nothing was checked: it is marked by hand."
OUR_FAULT = "Grading this stumbled, which is our fault: it is marked by hand."
ELSEWHERE = (
    "It is right on the public inputs that you can try, but not on others that it was graded on: "
    "does your code take something for granted that holds for those inputs only?"
)
logger = logging.getLogger(__name__)
logger.addHandler(logging.NullHandler())


@dataclass(frozen=True)
class MarkingJob:
    """A submitted notebook's code, that of earlier notebooks, the points to be had, the student's seed."""

    cells: tuple[Cell, ...]
    points: Mapping[str, float]
    seed: int
    earlier: Mapping[str, tuple[Cell, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Marked:
    """What is said of one exercise: the object of `autograder check`'s JSON, and words to show.

    `by_hand` where it could not be judged and a human has to look.
    """

    verdict: dict[str, Any]
    text: str
    html: str
    by_hand: bool = False


def mark(work: MarkingJob, worker: Worker) -> list[Marked]:
    """What is said of each exercise of a notebook, in the order of its points.

    Raises spawn.NoWorker where this machine can start no worker.
    """
    oracle = LiveOracle(work.seed)
    with WorkerSubmission(work.cells, work.earlier, worker) as submission:
        return [_mark(name, points, submission, oracle) for name, points in work.points.items()]


def unread(points: Mapping[str, float], error: str) -> list[Marked]:
    """What is said of each exercise where the notebook can't be read."""
    return [
        _marked(Verdict(name, 0.0, False, (), error).worth(worth)) for name, worth in points.items()
    ]


def by_hand(points: Mapping[str, float], words: str) -> list[Marked]:
    """What is said of each exercise where nothing could be judged, and a human has to look."""
    return [_by_hand(name, worth, words) for name, worth in points.items()]


def _mark(name: str, points: float, submission: Submission, oracle: LiveOracle) -> Marked:
    if name not in EXERCISES:
        return _by_hand(name, points, UNKNOWN.format(name=name))
    try:
        return _marked(judge(EXERCISES[name], submission, oracle).worth(points))
    except NoWorker:
        raise
    except Exception:
        logger.exception("%s: grading stumbled", name)
        return _by_hand(name, points, OUR_FAULT)


def _by_hand(name: str, points: float, words: str) -> Marked:
    return replace(_marked(Verdict(name, 0.0, False, (), words).worth(points)), by_hand=True)


def _marked(verdict: Verdict) -> Marked:
    return Marked(
        verdict.as_json(), render.text(verdict, worked=True), render.html(verdict, worked=True)
    )


def judge(exercise: Exercise, submission: Submission, secret: LiveOracle) -> Verdict:
    """A verdict on the secret inputs, in words that show none of them.

    Where something is wrong, it is examined once more on the public inputs, for the words: unless
    these would be the same, as where a limit was met, or nothing written yet.
    """
    verdict = examine(exercise, submission, secret)
    if verdict.passed or holds_for_any_input(verdict.message, verdict.name):
        return verdict
    public = examine(exercise, submission, default_oracle())
    if public.passed:
        return _without_inputs(verdict, secret)
    said = {check.name: check.message for check in public.checks}
    checks = _with_messages(verdict.checks, said)
    return replace(public, share=verdict.share, passed=False, checks=checks)


def _without_inputs(verdict: Verdict, oracle: LiveOracle) -> Verdict:
    """The verdict without examples, pictures, and sentences that hold numbers."""
    known = {m.id: m.sentence for m in oracle.misconceptions(EXERCISES[verdict.name])}
    sentence = known.get(verdict.misconception or "") or verdict.message.partition("\n")[0]
    message = ELSEWHERE if re.search(r"\d", sentence) else f"{sentence} {ELSEWHERE}"
    return replace(
        verdict, message=message, checks=_with_messages(verdict.checks, {}), picture=None
    )


def _with_messages(
    checks: Iterable[CheckResult], messages: Mapping[str, str]
) -> tuple[CheckResult, ...]:
    return tuple(replace(c, message="" if c.passed else messages.get(c.name, "")) for c in checks)
