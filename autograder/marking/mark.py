"""Marks a student's notebook on secret inputs, with messages that show none of them."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from autograder.course import Course, course_named
from autograder.engine.ahead import Ahead, play_ahead
from autograder.engine.course_oracle import course_oracle, live_oracle
from autograder.engine.dict_oracle import DictOracle
from autograder.engine.examine import examine
from autograder.engine.notebook_verdicts import earlier_exercises
from autograder.engine.oracle import Oracle
from autograder.engine.own_tests import NO_SUCH_EXERCISE, judge_by, test_cell
from autograder.engine.rounds import Earlier
from autograder.feedback.problems import holds_for_any_input
from autograder.marking.job import OUR_FAULT, Marked, MarkingJob, by_hand
from autograder.model import CheckResult, Exercise, Verdict
from autograder.sandbox.spawn import NoWorker
from autograder.sandbox.submission import Submission, Worker, WorkerSubmission

OVERLOADED = (
    "The computer that grades was too busy to run this to its end: it is marked in the next run."
)
ELSEWHERE = (
    "It is right on the public inputs that you can try, but not on others that it was graded on: "
    "does your code take something for granted that holds for those inputs only?"
)
logger = logging.getLogger(__name__)
logger.addHandler(logging.NullHandler())


def mark(job: MarkingJob, worker: Worker) -> list[Marked]:
    """A verdict on each exercise of a notebook, in the order of `job.points`.

    Raises spawn.NoWorker if this machine can't start a worker, and CourseError if the course is not
    installed here.
    """
    marker = None
    if job.course:
        course = course_named(job.course)
        before = earlier_exercises(course, job.points, job.earlier)
        marker = _Marker(course, live_oracle(course, job.seed), before)
    with WorkerSubmission(job.cells, job.earlier, worker) as submission:
        if marker:
            marker.look_ahead(job.points, submission)
        return [
            marker.mark(name, worth, submission)
            if marker and name in marker.course.exercises
            else _by_own_test(name, worth, job, submission)
            for name, worth in job.points.items()
        ]


@dataclass
class _Marker:
    """Marks exercises of a course with an oracle that knows a student's secret inputs."""

    course: Course
    secret: DictOracle
    earlier: Mapping[str, Earlier]
    ahead: Ahead = field(default_factory=Ahead)

    def look_ahead(self, names: Iterable[str], submission: WorkerSubmission) -> None:
        """Play all exercises in one go, which settles most."""
        exercises = [self.course.exercises[n] for n in names if n in self.course.exercises]
        try:
            self.ahead = play_ahead(exercises, submission, self.secret, explain=False)
        except NoWorker:
            raise
        except Exception:
            logger.exception("looking ahead failed")  # then each is marked alone

    def mark(self, name: str, points: float, submission: WorkerSubmission) -> Marked:
        exercise = self.course.exercises[name]
        try:
            submission.overloaded = False
            public = course_oracle(self.course)
            verdict = judge(exercise, submission, self.secret, public, self.earlier, self.ahead)
            if submission.overloaded and not verdict.passed:
                return _marked_again(name, points)
            return Marked.of(verdict.worth(points))
        except NoWorker:
            raise
        except Exception:
            logger.exception("%s: grading failed", name)
            return _by_hand(name, points, OUR_FAULT)


def _by_own_test(name: str, points: float, job: MarkingJob, submission: WorkerSubmission) -> Marked:
    """A verdict by the instructor's own test cell; by hand if there is none, or it gives too much."""
    cell = test_cell(name, job.cells)
    if cell is None:
        return _by_hand(name, points, NO_SUCH_EXERCISE.format(name=name))
    submission.overloaded = False
    try:
        verdict = judge_by(cell, name, points, submission)
        return _marked_again(name, points) if submission.overloaded else Marked.of(verdict)
    except ValueError as error:
        return _by_hand(name, points, str(error))


def _by_hand(name: str, points: float, words: str) -> Marked:
    [marked] = by_hand({name: points}, words)
    return marked


def _marked_again(name: str, points: float) -> Marked:
    return replace(_by_hand(name, points, OVERLOADED), again=True)


def judge(
    exercise: Exercise,
    submission: Submission,
    secret: Oracle,
    public: Oracle,
    earlier: Mapping[str, Earlier] | None = None,
    ahead: Ahead | None = None,
) -> Verdict:
    """A verdict on the secret inputs, with messages that show none of them.

    Student code sees the secret inputs, and may put them into whatever it returns, raises or prints. So
    no text of a student's reaches these messages: they come from a second run, on the public inputs. That
    run is left out where the message is one of ours for any input: a limit was met, or nothing is
    written yet.

    `ahead` is what came out on the secret inputs where exercises were played in one go. What is not
    settled there stands if the run on the public inputs, alone, has the same result for every check.
    """
    ahead, told = ahead or Ahead(), None
    if played := ahead.unsettled.get(exercise.name):
        first = examine(exercise, played, secret, earlier, explain=False)
        if not first.passed and not holds_for_any_input(first.message, first.name):
            told = examine(exercise, submission, public, earlier)
            if _results(first) == _results(told):
                return _with_words(first, told)
    verdict = ahead.settled.get(exercise.name)
    verdict = verdict or examine(exercise, submission, secret, earlier, explain=False)
    if verdict.passed:
        return verdict
    if holds_for_any_input(verdict.message, verdict.name):
        return _in_our_words(verdict, verdict.message)
    told = told or examine(exercise, submission, public, earlier)
    if not told.passed:
        return _with_words(verdict, told)
    known = {m.id: m.sentence for m in secret.misconceptions(exercise)}
    id = examine(exercise, submission, secret, earlier).misconception
    verdict = replace(verdict, misconception=id if id in known else None)
    return _in_our_words(verdict, f"{known.get(id or '', '')} {ELSEWHERE}".strip())


def _results(verdict: Verdict) -> dict[str, bool]:
    return {check.name: check.passed for check in verdict.checks}


def _with_words(verdict: Verdict, told: Verdict) -> Verdict:
    """A verdict on secret inputs in the words of one on public inputs."""
    said = {check.name: check.message for check in told.checks}
    checks = _with_messages(verdict.checks, said)
    return replace(told, share=verdict.share, passed=False, checks=checks)


def _in_our_words(verdict: Verdict, message: str) -> Verdict:
    """A verdict on secret inputs with this message: of all its words, only those that the course has."""
    plain = {
        c.name: c.message for c in verdict.checks if holds_for_any_input(c.message, verdict.name)
    }
    return Verdict(
        verdict.name,
        verdict.share,
        False,
        _with_messages(verdict.checks, plain),
        message,
        verdict.misconception,
        verdict.warnings,
        verdict.hint,
    )


def _with_messages(
    checks: Iterable[CheckResult], messages: Mapping[str, str]
) -> tuple[CheckResult, ...]:
    return tuple(replace(c, message="" if c.passed else messages.get(c.name, "")) for c in checks)
