"""Finds the exercises of a notebook that are right in one go, because most are.

Their cases are played one after the other in one child process of the sandbox. What an exercise leaves
behind may reach those after it, so that whatever is not right there is played again, alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from autograder.engine.examine import passes_at_once
from autograder.engine.oracle import Oracle
from autograder.engine.rounds import cases_of
from autograder.model import Case, Exercise, Functions, Outcome, Verdict
from autograder.sandbox.stand_in import Table
from autograder.sandbox.submission import SECONDS_AHEAD, WorkerSubmission

_LONG = 10 * SECONDS_AHEAD


def passed_ahead(
    exercises: Iterable[Exercise], submission: WorkerSubmission, oracle: Oracle
) -> dict[str, Verdict]:
    """The verdicts on those of some exercises that pass in one go, by name.

    Exercises that may take long are left out.
    """
    chosen = [each for each in exercises if each.seconds < _LONG]
    asked = {
        each.name: {check.name: oracle.questions(each, check) for check in each.played}
        for each in chosen
    }
    played = submission.run_ahead([(each, cases_of(asked[each.name])) for each in chosen])
    verdicts = (
        passes_at_once(each, _Played(played[each.name], submission), oracle)
        for each in chosen
        if each.name in played
    )
    return {verdict.name: verdict for verdict in verdicts if verdict}


@dataclass
class _Played:
    """A submission whose first run has been played before."""

    outcomes: list[Outcome] | None
    submission: WorkerSubmission

    @property
    def used(self) -> float:
        """Seconds that its runs have used, up to now."""
        return self.submission.used

    def run(
        self,
        exercise: Exercise,
        cases: list[Case],
        given: list[dict[str, Table]] | None = None,
        right: Functions | None = None,
    ) -> list[Outcome]:
        """The outcomes known for the first run, and those of the submission for others."""
        known, self.outcomes = self.outcomes, None
        if known is not None:
            return known
        return self.submission.run(exercise, cases, given, right)

    def uses(self, exercise: Exercise, names: Collection[str]) -> set[str]:
        """As the submission says."""
        return self.submission.uses(exercise, names)

    def source(self, exercise: Exercise) -> str:
        """As the submission says."""
        return self.submission.source(exercise)
