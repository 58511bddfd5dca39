"""The rounds in which an exercise is played: as it is, and with right functions in place of others."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from autograder.engine.judging import Played, judge, observations
from autograder.engine.oracle import Oracle, Question, Unanswered
from autograder.feedback.phrases import listed
from autograder.model import (
    Case,
    Exercise,
    Finding,
    Functions,
    Kind,
    Observation,
    Plain,
    Verdict,
)
from autograder.sandbox.room import with_room
from autograder.sandbox.stand_in import Table
from autograder.sandbox.submission import Submission

MOST_ROUNDS = 5
"""The maximum number of times that cases are played again to answer calls to other exercises."""

SOON = 1.0
"""The seconds that the first round may take if each other function is to be tried by itself."""

LONG = 10.0
"""The time limit in seconds of exercises that may call others many thousand times."""

RIGHT_WITH_RIGHT = (
    "Right as it stands: with a right {others} in place this gives the right answers."
)

DOES_NOT_FIT = (
    " What comes from yours is right too, but does not fit here: is there a list where an array is "
    "expected, or more than is asked for?"
)


@dataclass(frozen=True)
class Earlier:
    """An exercise whose function another may call: of an earlier notebook, or above it in its own ("")."""

    exercise: Exercise
    notebook: str


class Rounds:
    """The rounds in which the cases of an exercise are played, and what was found in them.

    `alone` says that no function was replaced in the round that counts, and `seconds` how long the first
    round took.
    """

    def __init__(
        self,
        exercise: Exercise,
        submission: Submission,
        oracle: Oracle,
        questions: dict[str, list[Question]],
    ) -> None:
        self.exercise = exercise
        self.submission = submission
        self.oracle = oracle
        self.questions = questions
        self.outcomes: Played = {}
        self.findings: dict[str, Finding | None] = {}
        self.notes: list[str] = []
        self.alone = True
        self.seconds = 0.0

    @property
    def may_gain(self) -> bool:
        """Whether something is wrong, and there is a function that might do better with right ones."""
        return any(self.findings.values()) and _is_written(self.exercise, self.outcomes)

    @property
    def _is_scripted(self) -> bool:
        """Whether a case calls other functions beside the exercise's own."""
        return any(q.case.script for asked in self.questions.values() for q in asked)

    def seen(self, kind: Kind) -> list[Observation]:
        """What the checks of a kind see of the round that counts."""
        return [
            seen
            for check in self.exercise.checks
            if check.kind == kind
            for seen in observations(self.questions[check.name], self.outcomes[check.name])
        ]

    def play(self) -> None:
        """The first round: the student's function as it is."""
        started = time.monotonic()
        self.outcomes = play_all(self.exercise, self.submission, self.questions)
        self.seconds = time.monotonic() - started
        self.findings, self.notes = self._judge(self.outcomes)

    def play_with_right_ones(self) -> None:
        """A round with right answers in place of the exercises of the notebook that this one builds on."""
        names = self.exercise.builds_on
        if not names or not (self._is_scripted or self.submission.may_call(self.exercise, names)):
            return
        again = _play_with_right_ones(self.exercise, self.submission, self.questions, self.oracle)
        retried, _ = self._judge(again)
        left = {name: found if retried[name] else None for name, found in self.findings.items()}
        formulas = [check.name for check in self.exercise.checks if check.kind == "formula"]
        gains = any(left[name] is not found for name, found in self.findings.items())
        if gains and not any(left[name] for name in formulas):
            self.outcomes, self.findings, self.alone = again, left, False
            if not any(left.values()):
                others = " and ".join(self.exercise.builds_on)
                self.notes.append(RIGHT_WITH_RIGHT.format(others=others))

    def play_with_right_earlier_ones(
        self,
        earlier: Mapping[str, Earlier],
        judged: Callable[[Exercise, Mapping[str, Earlier] | None], Verdict],
    ) -> None:
        """Rounds with right functions in place of others that this one calls.

        First those that are wrong are replaced. The right ones may give what does not fit here, such as a
        list, and are replaced as well where something is wrong and nothing says why.

        Args:
            earlier: the exercises up to this one, in the course's order.
            judged: returns the verdict on another exercise, with right functions of these in place of
                wrong ones that it calls, if they are given.
        """
        above = list(takewhile(lambda name: name != self.exercise.name, earlier))
        used = self.submission.uses(self.exercise, above)
        called = [name for name in above if name in used]
        wrong = [name for name in called if not judged(earlier[name].exercise, None).passed]
        verdicts = {name: judged(earlier[name].exercise, earlier) for name in wrong}
        at_fault = [name for name in wrong if not verdicts[name].passed]
        if at_fault:
            self.notes.append(_mend_there([earlier[name] for name in at_fault]))
        else:
            self.notes += dict.fromkeys(note for v in verdicts.values() for note in v.warnings[:1])
        others = [name for name in called if name not in wrong]
        for gains in (self._passes_by_value, self._gains_with):
            for replaced in dict.fromkeys((tuple(at_fault), tuple(wrong))):
                if replaced and any(self.findings.values()) and gains(replaced):
                    self._tell_if_right(RIGHT_WITH_RIGHT.format(others=listed(replaced)))
            if others and any(self.findings.values()):
                self._play_with_usual_ones(wrong, others, gains)

    def _play_with_usual_ones(
        self, wrong: Sequence[str], others: Sequence[str], gains: Callable[[Sequence[str]], bool]
    ) -> None:
        """Rounds with right functions in place of these `others` too.

        One of them at a time where the function stops with an error, if it does so soon, and all where
        nothing says why it is wrong.
        """
        stops = any(o.problem for played in self.outcomes.values() for o in played)
        tried = others if stops and self.seconds < SOON else []
        helps = next((name for name in tried if gains([*wrong, name])), None)
        if self._is_unexplained and gains([*wrong, *others]):
            helps = listed(others)
        self._tell_if_right(RIGHT_WITH_RIGHT.format(others=helps) + DOES_NOT_FIT)

    def _tell_if_right(self, note: str) -> None:
        if not any(self.findings.values()):
            self.notes.append(note)

    @property
    def _is_unexplained(self) -> bool:
        """Whether something is wrong, and no check knows the mistake."""
        found = [finding for finding in self.findings.values() if finding]
        return bool(found) and not any(finding.misconception for finding in found)

    def _passes_by_value(self, names: Sequence[str]) -> bool:
        """A round in which the student's own process runs these right functions, for a long exercise.

        Returns whether all is right. Student code can read the functions there: so nothing else counts of
        this round, and no word of it is shown.
        """
        functions = self.oracle.functions(names)
        if not functions or self.exercise.seconds < LONG:
            return False
        right = self.submission.by_value(self.exercise, functions)
        if right is None:
            return False
        again = play_all(self.exercise, self.submission, self.questions, right=right)
        retried, _ = self._judge(again, right)
        if any(retried[name] for name, found in self.findings.items() if found):
            return False
        self.outcomes, self.findings, self.alone = again, dict.fromkeys(self.findings), False
        return True

    def _gains_with(self, names: Sequence[str]) -> bool:
        """A round with right functions in place of these. Returns whether more checks pass."""
        right = self.oracle.functions(names)
        if not right:
            return False
        again = play_all(self.exercise, self.submission, self.questions, right=right)
        retried, _ = self._judge(again, right)
        left = {name: retried[name] if found else None for name, found in self.findings.items()}
        if sum(map(bool, left.values())) >= sum(map(bool, self.findings.values())):
            return False
        self.outcomes, self.findings, self.alone = again, left, False
        return True

    def _judge(
        self, outcomes: Played, right: Functions | None = None
    ) -> tuple[dict[str, Finding | None], list[str]]:
        return judge(self.exercise, self.submission, self.questions, outcomes, right)


def _mend_there(wrong: Sequence[Earlier]) -> str:
    """Where the functions are that do not pass their own checks."""
    places: dict[str, list[str]] = {}
    for each in wrong:
        places.setdefault(each.notebook, []).append(each.exercise.name)
    told = [
        f"{listed(names)} ({notebook})" if notebook else listed(names)
        for notebook, names in places.items()
    ]
    one = len(wrong) == 1
    return (
        f"Your {listed(told)} {'does not pass its own check' if one else 'do not pass their own checks'}"
        f": mend {'it' if one else 'them'} {'first' if '' in places else 'there'}."
    )


def _is_written(exercise: Exercise, outcomes: Played) -> bool:
    """Whether there is a function, and it is more than the stub."""
    first = next(outcome for played in outcomes.values() for outcome in played)
    if first.problem is None:
        return True
    return first.problem.kind not in ("missing", "not a function", "syntax") and (
        first.problem.kind != "unfinished" or first.problem.where != exercise.name
    )


def play_all(
    exercise: Exercise,
    submission: Submission,
    questions: dict[str, list[Question]],
    given: list[dict[str, Table]] | None = None,
    right: Functions | None = None,
) -> Played:
    """Play the cases of all checks at once. Returns the outcomes by check."""
    played = iter(submission.run(exercise, cases_of(questions), given, right))
    return {name: [next(played) for _ in asked] for name, asked in questions.items()}


def questions_of(exercise: Exercise, oracle: Oracle) -> dict[str, list[Question]]:
    """The questions of all checks that are played, by check."""
    return {check.name: oracle.questions(exercise, check) for check in exercise.played}


def cases_of(questions: dict[str, list[Question]]) -> list[Case]:
    """The cases of all checks, in the order in which they are played."""
    return [with_room(q.case, q.answers) for asked in questions.values() for q in asked]


def _play_with_right_ones(
    exercise: Exercise, submission: Submission, questions: dict[str, list[Question]], oracle: Oracle
) -> Played:
    """Play with right answers in place of the exercises that this one builds on.

    Calls that the stand-ins can't answer yet go to the oracle, and all cases are played again, because
    a call may depend on the result of another.
    """
    given = [dict(q.given()) for asked in questions.values() for q in asked]
    for _ in range(MOST_ROUNDS):
        outcomes = play_all(exercise, submission, questions, given)
        flat = [outcome for played in outcomes.values() for outcome in played]
        answered = [
            _learn(exercise, tables, outcome.asked, oracle)
            for tables, outcome in zip(given, flat, strict=True)
        ]
        if not any(answered):
            break
    return outcomes


def _learn(
    exercise: Exercise, tables: dict[str, Table], asked: Iterable[Plain], oracle: Oracle
) -> bool:
    """Add the answers to these questions to the tables. Returns whether there were any."""
    learned = False
    for name, arguments in asked:
        if name not in tables or name not in exercise.builds_on:
            continue
        try:
            value = oracle.answer(exercise, name, arguments)
        except Unanswered:
            continue
        calls = [*tables[name]["calls"], [arguments, value]]
        tables[name] = {**tables[name], "calls": calls}
        learned = True
    return learned
