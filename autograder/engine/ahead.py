"""Settles the exercises of a notebook that are right, or not begun, in one go: most are.

Their cases are played one after the other in one child process of the sandbox. What an exercise leaves
behind may reach those after it, so that whatever else comes out there counts only if the exercise, played
alone, agrees.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from autograder.engine.examine import examine, passes_at_once
from autograder.engine.oracle import Oracle
from autograder.engine.rounds import cases_of, questions_of
from autograder.model import Case, Exercise, Functions, Outcome, Verdict
from autograder.sandbox.stand_in import Table
from autograder.sandbox.submission import SECONDS_AHEAD, Submission, WorkerSubmission, Wrapper

_LONG = 10 * SECONDS_AHEAD


@dataclass(frozen=True)
class Ahead:
    """What came out where exercises were played in one go, by name.

    `settled` holds the verdicts on those that pass or are not begun. `unsettled` holds, for others, a
    submission in which their first run has been played.
    """

    settled: dict[str, Verdict] = field(default_factory=dict)
    unsettled: dict[str, Submission] = field(default_factory=dict)


def play_ahead(
    exercises: Iterable[Exercise],
    submission: WorkerSubmission,
    oracle: Oracle,
    explain: bool = True,
) -> Ahead:
    """Play exercises in one go. Those that may take long are left out. For `explain` see `examine`."""
    chosen = {each.name: each for each in exercises if each.seconds < _LONG}
    ahead = Ahead()
    if not chosen:
        return ahead
    plays = [(each, cases_of(questions_of(each, oracle))) for each in chosen.values()]
    for name, outcomes in submission.run_ahead(plays).items():
        exercise, played = chosen[name], _Played(outcomes, submission)
        if _is_a_stub(exercise, outcomes):
            ahead.settled[name] = examine(exercise, played, oracle, explain=explain)
        elif verdict := passes_at_once(exercise, played, oracle):
            ahead.settled[name] = verdict
        else:
            ahead.unsettled[name] = _Played(outcomes, submission)
    return ahead


def _is_a_stub(exercise: Exercise, outcomes: Iterable[Outcome]) -> bool:
    """Whether a function raises its own NotImplementedError in each case."""
    problems = [outcome.problem for outcome in outcomes]
    return all(p and (p.kind, p.where) == ("unfinished", exercise.name) for p in problems)


class _Played(Wrapper):
    """A submission whose first run has been played before."""

    def __init__(self, outcomes: list[Outcome], submission: Submission) -> None:
        super().__init__(submission)
        self._outcomes: list[Outcome] | None = outcomes

    def run(
        self,
        exercise: Exercise,
        cases: list[Case],
        given: list[dict[str, Table]] | None = None,
        right: Functions | None = None,
    ) -> list[Outcome]:
        """The outcomes known for the first run, and those of the submission for others."""
        known, self._outcomes = self._outcomes, None
        return super().run(exercise, cases, given, right) if known is None else known
