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

from autograder.course import Course, course_named
from autograder.engine.course_oracle import course_oracle, live_oracle
from autograder.engine.dict_oracle import DictOracle
from autograder.engine.examine import examine
from autograder.engine.notebook_verdicts import NO_SUCH_EXERCISE
from autograder.engine.oracle import Oracle
from autograder.feedback import render
from autograder.feedback.problems import holds_for_any_input
from autograder.model import CheckResult, Exercise, Verdict
from autograder.notebooks.reading import Cell
from autograder.sandbox.spawn import NoWorker
from autograder.sandbox.submission import Submission, Worker, WorkerSubmission

OUR_FAULT = "Grading this stumbled, which is our fault: it is marked by hand."
ELSEWHERE = (
    "It is right on the public inputs that you can try, but not on others that it was graded on: "
    "does your code take something for granted that holds for those inputs only?"
)
logger = logging.getLogger(__name__)
logger.addHandler(logging.NullHandler())


@dataclass(frozen=True)
class MarkingJob:
    """What there is to mark in a submitted notebook, as plain data.

    Its code, the points to be had, the student's seed, the name of the course that has its exercises
    (empty where none has), and the code of earlier notebooks.
    """

    cells: tuple[Cell, ...]
    points: Mapping[str, float]
    seed: int
    course: str
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


def mark(job: MarkingJob, worker: Worker) -> list[Marked]:
    """What is said of each exercise of a notebook, in the order of its points.

    Raises spawn.NoWorker where this machine can start no worker, and CourseError where its course is
    not installed here.
    """
    if not job.course:
        return [
            _by_hand(n, worth, NO_SUCH_EXERCISE.format(name=n)) for n, worth in job.points.items()
        ]
    course = course_named(job.course)
    marker = _Marker(course, live_oracle(course, job.seed))
    with WorkerSubmission(job.cells, job.earlier, worker) as submission:
        return [marker.mark(name, worth, submission) for name, worth in job.points.items()]


def unread(points: Mapping[str, float], error: str) -> list[Marked]:
    """What is said of each exercise where the notebook can't be read."""
    return [
        _marked(Verdict(name, 0.0, False, (), error).worth(worth)) for name, worth in points.items()
    ]


def by_hand(points: Mapping[str, float], words: str) -> list[Marked]:
    """What is said of each exercise where nothing could be judged, and a human has to look."""
    return [_by_hand(name, worth, words) for name, worth in points.items()]


@dataclass(frozen=True)
class _Marker:
    """Marks exercises of a course by an oracle that knows a student's secret inputs."""

    course: Course
    secret: DictOracle

    def mark(self, name: str, points: float, submission: Submission) -> Marked:
        exercise = self.course.exercises.get(name)
        if exercise is None:
            return _by_hand(name, points, NO_SUCH_EXERCISE.format(name=name))
        try:
            public = course_oracle(self.course)
            return _marked(judge(exercise, submission, self.secret, public).worth(points))
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


def judge(exercise: Exercise, submission: Submission, secret: Oracle, public: Oracle) -> Verdict:
    """A verdict on the secret inputs, in words that show none of them.

    Where something is wrong, it is examined once more on the public inputs, for the words: unless
    these would be the same, as where a limit was met, or nothing written yet.
    """
    verdict = examine(exercise, submission, secret)
    if verdict.passed or holds_for_any_input(verdict.message, verdict.name):
        return verdict
    told = examine(exercise, submission, public)
    if told.passed:
        return _without_inputs(exercise, verdict, secret)
    said = {check.name: check.message for check in told.checks}
    checks = _with_messages(verdict.checks, said)
    return replace(told, share=verdict.share, passed=False, checks=checks)


def _without_inputs(exercise: Exercise, verdict: Verdict, oracle: Oracle) -> Verdict:
    """The verdict without examples, pictures, and sentences that hold numbers."""
    known = {m.id: m.sentence for m in oracle.misconceptions(exercise)}
    sentence = known.get(verdict.misconception or "") or verdict.message.partition("\n")[0]
    message = ELSEWHERE if re.search(r"\d", sentence) else f"{sentence} {ELSEWHERE}"
    return replace(
        verdict, message=message, checks=_with_messages(verdict.checks, {}), picture=None
    )


def _with_messages(
    checks: Iterable[CheckResult], messages: Mapping[str, str]
) -> tuple[CheckResult, ...]:
    return tuple(replace(c, message="" if c.passed else messages.get(c.name, "")) for c in checks)
