"""Finds the one change to a student's own function that would mend it, and so where the mistake is."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import partial
from itertools import islice

from autograder.engine.judging import (
    finding,
    judge,
    keeps_all,
    logger,
    observations,
    part_mismatches,
)
from autograder.engine.oracle import Question
from autograder.engine.rounds import Rounds
from autograder.mending.repairs import SLIPS, Repair, repairs
from autograder.mending.steps import DELETIONS
from autograder.model import Case, Check, Exercise, Functions, Outcome
from autograder.sandbox.room import with_room
from autograder.sandbox.stand_in import Table
from autograder.sandbox.submission import Submission, Wrapper

MOST_PLAYS = 1000
"""How many cases are played at most in search of one change, so that every machine finds the same."""

SECONDS = 2.0
"""The processor time for all changes of one function, for where cases are slow, here and in a worker."""

PATIENCE = 6.0
"""The time for them on a busy machine, or where they are played in another process."""

AT_ONCE = 40
"""How many cases are played at once."""


def one_change(
    rounds: Rounds, check: Check, without: Collection[str] = frozenset()
) -> Repair | None:
    """The likeliest change after which all checks pass, or else a failing one and all that passed before.

    None if there is no such change, or none is found in time. Families in `without` are not tried.
    """
    try:
        found = list(_mending(rounds, check, without))
    except Exception:
        logger.exception("%s: looking for one change failed", rounds.exercise.name)
        return None
    best = min(found, key=lambda each: (bool(each[1]), each[0].rank), default=None)
    return best[0] if best else None


class _Deadline:
    """When the search for a change ends. Processor time counts, so that a busy machine finds the same."""

    def __init__(self, submission: Submission) -> None:
        self._submission = submission
        self._until, self._passed = self._used + SECONDS, time.monotonic() + PATIENCE

    @property
    def _used(self) -> float:
        return time.process_time() + self._submission.used_elsewhere

    @property
    def is_over(self) -> bool:
        """Whether no further change is to be looked at."""
        return self._used > self._until or time.monotonic() > self._passed


def _mending(
    rounds: Rounds, check: Check, without: Collection[str]
) -> Iterator[tuple[Repair, set[str]]]:
    """Changes that mend a check, with the names of the checks that still fail.

    No further kind of changes is tried after one that makes all checks pass.
    """
    deadline = _Deadline(rounds.submission)
    asked = rounds.questions[check.name]
    if not asked:
        return
    counting = _counting(rounds.exercise, check)
    before = {name for name, found in rounds.findings.items() if found}
    first = _first_wrong(rounds, check)
    stops = any(outcome.problem for outcome in rounds.outcomes[check.name])
    source = rounds.submission.source(rounds.exercise)
    changes = repairs(
        source, rounds.exercise.name, asked[0].case.inputs, keeps_all(rounds.exercise)
    )
    likely = (repair for repair in changes if repair.family not in without)
    each = 1 if first else len(asked)
    tried, size = islice(likely, MOST_PLAYS // each), max(1, AT_ONCE // each)
    last = None
    while some := list(islice(tried, size)):
        if last is not None and some[0].rank[0] > last:
            return
        passing = (
            _right(rounds, check, some, first) if first else _passing(rounds, check, some, deadline)
        )
        for repair in passing:
            if deadline.is_over:
                return
            if stops and repair.family in DELETIONS:
                continue
            left = _still_failing(rounds, repair)
            if stops and left and repair.rank[0] != SLIPS:
                continue  # an error may go with the line that stops, and not with the mistake
            if left <= before and not left & counting:
                yield repair, left
            if not left:
                last = repair.rank[0]
        if deadline.is_over:
            return


def _counting(exercise: Exercise, check: Check) -> set[str]:
    """The checks that have to pass after a change: not those of robustness, nor of other parts."""
    if not check.has_answers:
        return {each.name for each in exercise.checks}
    formulas = {c.name for c in exercise.checks if c.kind == "formula" and c.part == check.part}
    return {check.name} | formulas


def _first_wrong(rounds: Rounds, check: Check) -> Question | None:
    """The first question with a wrong answer; None if the check does not look at answers one by one."""
    if not check.has_answers:
        return None
    for question, outcome in zip(
        rounds.questions[check.name], rounds.outcomes[check.name], strict=True
    ):
        if outcome.problem or _wrong(check, question, outcome):
            return question
    return None


def _wrong(check: Check, question: Question, outcome: Outcome) -> bool:
    return all(part_mismatches(answer, outcome.value, check.part) for answer in question.answers)


def _right(
    rounds: Rounds, check: Check, some: list[Repair], question: Question
) -> Iterator[Repair]:
    """Those of some changed functions that give a right answer to a question."""
    cases = [_case(question, repair) for repair in some]
    outcomes = rounds.submission.run(rounds.exercise, cases)
    for repair, outcome in zip(some, outcomes, strict=True):
        if not outcome.problem and not _wrong(check, question, outcome):
            yield repair


def _passing(
    rounds: Rounds, check: Check, some: list[Repair], deadline: _Deadline
) -> Iterator[Repair]:
    """Those of some changed functions that pass a check, as far as they are looked at in time."""
    asked = rounds.questions[check.name]
    cases = [_case(question, repair) for repair in some for question in asked]
    played = iter(rounds.submission.run(rounds.exercise, cases))
    for repair in some:
        outcomes = list(islice(played, len(asked)))
        if deadline.is_over:
            return
        if any(outcome.problem for outcome in outcomes):
            continue
        edited = Edited(rounds.submission, repair.source)
        ask = partial(edited.run, rounds.exercise)
        found = finding(rounds.exercise, check, observations(asked, outcomes), ask)
        if found is None or not found.fault:
            yield repair


def _case(question: Question, repair: Repair) -> Case:
    return with_room(replace(question.case, edited=repair.source), question.answers)


def _still_failing(rounds: Rounds, repair: Repair) -> set[str]:
    """The names of the checks that a changed function does not pass."""
    submission = Edited(rounds.submission, repair.source)
    flat = [(name, question) for name, asked in rounds.questions.items() for question in asked]
    cases = [with_room(question.case, question.answers) for _, question in flat]
    outcomes: dict[str, list[Outcome]] = {name: [] for name in rounds.questions}
    for (name, _), outcome in zip(flat, submission.run(rounds.exercise, cases), strict=True):
        outcomes[name].append(outcome)
    again, _ = judge(rounds.exercise, submission, rounds.questions, outcomes)
    return {name for name, found in again.items() if found}


class Edited(Wrapper):
    """A submission in which one function has another source."""

    def __init__(self, submission: Submission, source: str) -> None:
        super().__init__(submission)
        self._source = source

    def run(
        self,
        exercise: Exercise,
        cases: list[Case],
        given: list[dict[str, Table]] | None = None,
        right: Functions | None = None,
    ) -> list[Outcome]:
        """Play the cases on the edited function."""
        edited = [replace(case, edited=self._source) for case in cases]
        return super().run(exercise, edited, given, right)

    def source(self, exercise: Exercise) -> str:
        """The edited source."""
        return self._source
