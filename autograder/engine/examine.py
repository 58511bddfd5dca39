"""Makes a verdict on one exercise. Every command and check ends here."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from autograder.compare import Mismatch, NamedIndex, as_numbers, mismatches, unchanged
from autograder.engine.oracle import Oracle, Question, Unanswered
from autograder.engine.patience import JUDGING, Limited, Patience, TookTooLong
from autograder.engine.recognise import recognise
from autograder.feedback.difference import no_structure, structure
from autograder.feedback.phrases import listed
from autograder.feedback.pictures import curves, entries
from autograder.feedback.problems import problem_sentence
from autograder.feedback.wording import call_text, example, form_sentence, part_name
from autograder.model import (
    WEIGHTS,
    Ask,
    Case,
    Check,
    CheckResult,
    Exercise,
    Finding,
    Observation,
    Outcome,
    Picture,
    Plain,
    Verdict,
)
from autograder.sandbox.room import with_room
from autograder.sandbox.stand_in import Table
from autograder.sandbox.submission import Functions, Submission

ARGUMENTS = "arguments"
MOST_ROUNDS = 5
"""The maximum number of times that cases are played again to answer calls to other exercises."""

RIGHT_WITH_RIGHT = (
    "Right as it stands: with a right {others} in place this gives the right answers."
)
STUMBLED = (
    "The check itself stumbled over what your function returns, which is our fault: "
    "please show this to your instructor."
)
TOO_LONG = Finding(
    "What your function returns takes too long to be looked at: return what is asked for and no more."
)


@dataclass(frozen=True)
class Earlier:
    """An exercise of an earlier notebook, whose function this notebook takes from there."""

    exercise: Exercise
    notebook: str


logger = logging.getLogger(__name__)
logger.addHandler(logging.NullHandler())


@np.errstate(all="ignore")
def examine(
    exercise: Exercise,
    submission: Submission,
    oracle: Oracle,
    earlier: Mapping[str, Earlier] | None = None,
) -> Verdict:
    """Judge one exercise of a submission.

    All cases of all checks are played at once. If something is wrong, and the exercise builds on others
    that may be wrong, the cases are played again with right ones in their place: those of its notebook,
    then those of `earlier` notebooks (by name). A check passes if it passes in one of these rounds.
    """
    try:
        with Patience(JUDGING) as patience:
            return _examine(exercise, Limited(submission, patience), oracle, earlier)
    except TookTooLong:
        logger.error("%s: judging took more than %.0f seconds", exercise.name, JUDGING)
        findings = dict.fromkeys((*(c.name for c in exercise.checks), ARGUMENTS), TOO_LONG)
        return _verdict(exercise, dict(findings), TOO_LONG, ())


def _examine(
    exercise: Exercise,
    submission: Submission,
    oracle: Oracle,
    earlier: Mapping[str, Earlier] | None,
) -> Verdict:
    questions = {check.name: oracle.questions(exercise, check) for check in exercise.played}
    rounds = _Rounds(exercise, submission, oracle, questions)
    rounds.play()
    if rounds.may_gain:
        rounds.play_with_right_ones()
    if rounds.may_gain and earlier:
        rounds.play_with_right_earlier_ones(earlier)
    outcomes, findings = rounds.outcomes, rounds.findings
    main = _main_finding(exercise, oracle, questions, outcomes, findings)
    verdict = _verdict(exercise, findings, main, _warnings(outcomes, main, rounds.notes))
    if verdict.passed:
        return verdict
    curve = _curve(exercise, questions, outcomes, findings)
    return replace(verdict, hint=oracle.hint(exercise), picture=curve or verdict.picture)


Played = dict[str, list[Outcome]]
"""The outcomes of a round, by the name of the check."""


class _Rounds:
    """The rounds in which the cases of an exercise are played, and what was found in them."""

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

    @property
    def may_gain(self) -> bool:
        """Whether something is wrong, and there is a function that might do better with right ones."""
        return any(self.findings.values()) and _is_written(self.exercise, self.outcomes)

    def play(self) -> None:
        """The first round: the student's function as it is."""
        self.outcomes = _play(self.exercise, self.submission, self.questions)
        self.findings, self.notes = self._judge(self.outcomes)

    def play_with_right_ones(self) -> None:
        """A round with right answers in place of the exercises of the notebook that this one builds on."""
        if not self.exercise.builds_on:
            return
        again = _play_with_right_ones(self.exercise, self.submission, self.questions, self.oracle)
        retried, _ = self._judge(again)
        left = {name: found if retried[name] else None for name, found in self.findings.items()}
        formulas = [check.name for check in self.exercise.checks if check.kind == "formula"]
        gains = any(left[name] is not found for name, found in self.findings.items())
        if gains and not any(left[name] for name in formulas):
            self.outcomes, self.findings = again, left
            if not any(left.values()):
                others = " and ".join(self.exercise.builds_on)
                self.notes.append(RIGHT_WITH_RIGHT.format(others=others))

    def play_with_right_earlier_ones(self, earlier: Mapping[str, Earlier]) -> None:
        """A round with right functions in place of those of earlier notebooks that are wrong."""
        used = self.submission.uses(self.exercise, earlier.keys())
        wrong = [
            name
            for name in earlier
            if name in used
            and not examine(earlier[name].exercise, self.submission, self.oracle).passed
        ]
        if not wrong:
            return
        self.notes.append(_mend_there([earlier[name] for name in wrong]))
        right = self.oracle.functions(wrong)
        if right:
            again = _play(self.exercise, self.submission, self.questions, right=right)
            retried, _ = self._judge(again, right)
            left = {name: retried[name] if found else None for name, found in self.findings.items()}
            if sum(map(bool, left.values())) < sum(map(bool, self.findings.values())):
                self.outcomes, self.findings = again, left
            if not any(left.values()):
                self.notes.append(RIGHT_WITH_RIGHT.format(others=listed(wrong)))

    def _judge(
        self, outcomes: Played, right: Functions | None = None
    ) -> tuple[dict[str, Finding | None], list[str]]:
        return _judge(self.exercise, self.submission, self.questions, outcomes, right)


def _mend_there(wrong: Sequence[Earlier]) -> str:
    """Where the functions of earlier notebooks are that do not pass their own checks."""
    places: dict[str, list[str]] = {}
    for each in wrong:
        places.setdefault(each.notebook, []).append(each.exercise.name)
    told = [f"{listed(names)} ({notebook})" for notebook, names in places.items()]
    one = len(wrong) == 1
    return (
        f"Your {listed(told)} {'does not pass its own check' if one else 'do not pass their own checks'}"
        f": mend {'it' if one else 'them'} there."
    )


def _is_written(exercise: Exercise, outcomes: dict[str, list[Outcome]]) -> bool:
    """Whether there is a function, and it is more than the stub."""
    first = next(outcome for played in outcomes.values() for outcome in played)
    if first.problem is None:
        return True
    return first.problem.kind not in ("missing", "not a function", "syntax") and (
        first.problem.kind != "unfinished" or first.problem.where != exercise.name
    )


def _play(
    exercise: Exercise,
    submission: Submission,
    questions: dict[str, list[Question]],
    given: list[dict[str, Table]] | None = None,
    right: Functions | None = None,
) -> dict[str, list[Outcome]]:
    flat = [question for asked in questions.values() for question in asked]
    cases = [with_room(question.case, question.answers) for question in flat]
    played = iter(submission.run(exercise, cases, given, right))
    return {name: [next(played) for _ in asked] for name, asked in questions.items()}


def _play_with_right_ones(
    exercise: Exercise, submission: Submission, questions: dict[str, list[Question]], oracle: Oracle
) -> dict[str, list[Outcome]]:
    """Play with right answers in place of the exercises that this one builds on.

    Calls that the stand-ins can't answer yet go to the oracle, and all cases are played again, because
    a call may depend on the result of another.
    """
    given = [dict(q.given()) for asked in questions.values() for q in asked]
    for _ in range(MOST_ROUNDS):
        outcomes = _play(exercise, submission, questions, given)
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


def _judge(
    exercise: Exercise,
    submission: Submission,
    questions: dict[str, list[Question]],
    outcomes: dict[str, list[Outcome]],
    right: Functions | None = None,
) -> tuple[dict[str, Finding | None], list[str]]:
    """The fault that each check finds, or None, and the notes of all checks."""

    def ask(cases: list[Case]) -> list[Outcome]:
        return submission.run(exercise, cases, right=right)

    findings: dict[str, Finding | None] = {}
    for check in exercise.checks:
        seen = _observations(questions[check.name], outcomes[check.name])
        findings[check.name] = _finding(exercise, check, seen, ask)
    everything = [
        seen for c in exercise.checks for seen in _observations(questions[c.name], outcomes[c.name])
    ]
    findings[ARGUMENTS] = _unchanged(exercise, everything)
    notes = [finding.sentence for finding in findings.values() if finding and not finding.fault]
    faults = {name: f if f and f.fault else None for name, f in findings.items()}
    return faults, notes


def _finding(exercise: Exercise, check: Check, seen: list[Observation], ask: Ask) -> Finding | None:
    """What a check finds. An error in the check itself is logged, and the student sees a sentence."""
    try:
        return _problem_finding(exercise, seen) or (
            _compare(exercise, check, seen) if check.judge is None else check.judge(seen, ask)
        )
    except Exception:
        logger.exception("%s: the check %r failed", exercise.name, check.name)
        return Finding(STUMBLED)


def _observations(questions: list[Question], outcomes: list[Outcome]) -> list[Observation]:
    pairs = zip(questions, outcomes, strict=True)
    return [Observation(question.case, outcome, question.answers) for question, outcome in pairs]


def _problem_finding(exercise: Exercise, observations: Iterable[Observation]) -> Finding | None:
    """Step 1: the function fails to run, or returns nothing that can be compared."""
    observations = list(observations)
    problems = [seen.outcome.problem for seen in observations]
    first = next((problem for problem in problems if problem is not None), None)
    if first is None:
        return None
    sentence = problem_sentence(first, exercise.name)
    single = [_is_number(next(iter(seen.case.inputs.values()), None)) for seen in observations]
    if not all(single) and single == [problem is not None for problem in problems]:
        call = call_text(exercise, observations[single.index(True)].case)
        sentence = f"It works for arrays, but not for a single number, as in {call}. {sentence}"
    return Finding(sentence)


def _is_number(value: Plain) -> bool:
    numbers = as_numbers(value)
    return numbers is not None and numbers.ndim == 0


def _compare(exercise: Exercise, check: Check, observations: list[Observation]) -> Finding | None:
    """Step 2: compare with the right answers, first the form, then what the differences share."""
    failing = [
        (seen, found) for seen in observations if (found := _differences(exercise, check, seen))
    ]
    if not failing:
        return None
    seen, found = min(failing, key=lambda pair: _size(pair[0]))
    first = found[0]
    form = form_sentence(first, exercise, seen.outcome.printed)
    shared = structure(observations, first.path)
    if form and first.kind == "shape" and shared:
        form = shared
    telling = first.kind in ("shape", "value") or as_numbers(first.expected) is not None
    shown = example(exercise, seen, first) if telling and first.kind != "none" else ""
    if form:
        return Finding(form, shown)
    everything = [mismatch for _, found in failing for mismatch in found]
    opening = _right_but_for(seen.answers[0], everything) if check.part is None else ""
    picture = None if exercise.element_wise else _entries(failing, first.path)
    return Finding(opening + (shared or no_structure()), shown, picture=picture)


def _entries(
    failing: list[tuple[Observation, list[Mismatch]]], path: tuple[str | int, ...]
) -> Picture | None:
    """A picture of one part's wrong entries, from the smallest case where it helps."""
    smallest_first = sorted(failing, key=lambda pair: _size(pair[0]))
    return entries(m for _, found in smallest_first for m in found if m.path == path)


def _differences(exercise: Exercise, check: Check, seen: Observation) -> list[Mismatch]:
    """The differences from the first right answer, in the part that the check is about; none if any fits."""
    found = [_part_mismatches(answer, seen.value, check.part) for answer in seen.answers]
    if not all(found):
        return []
    return [replace(mismatch, path=_named(exercise, mismatch.path)) for mismatch in found[0]]


def _named(exercise: Exercise, path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """A path where a position in a returned tuple has the stub's name for it."""
    if path and isinstance(path[0], int) and path[0] < len(exercise.returns):
        return NamedIndex(path[0], exercise.returns[path[0]]), *path[1:]
    return path


def _part_mismatches(answer: Plain, value: Plain, part: str | int | None) -> list[Mismatch]:
    if part is None:
        return mismatches(answer, value)
    if isinstance(part, str):
        return mismatches({part: answer[part]}, value)
    if not isinstance(value, tuple | list) or len(value) != len(answer):
        return mismatches(answer, value)
    return mismatches(answer[part], value[part], (part,))


def _right_but_for(answer: Plain, found: list[Mismatch]) -> str:
    """If some parts of the answer are right in every case, a sentence that says which are not."""
    if not isinstance(answer, dict | tuple) or not all(mismatch.path for mismatch in found):
        return ""
    steps = list(answer) if isinstance(answer, dict) else list(range(len(answer)))
    parts = {mismatch.path[0]: mismatch.path[0] for mismatch in found}
    wrong = [parts[step] for step in steps if step in parts]
    if len(wrong) == len(steps):
        return ""
    return f"All is right but for {' and '.join(part_name((step,)) for step in wrong)}. "


def _size(seen: Observation) -> float:
    """The size of a case for a reader: plain numbers and small arrays come first."""
    return sum(_size_of(value, seen.case) for value in seen.case.inputs.values())


def _size_of(value: Plain, case: Case) -> float:
    if isinstance(value, str) and case.script is None:
        return len(value)
    numbers = as_numbers(value)
    return 1000.0 if numbers is None else numbers.size


def _unchanged(exercise: Exercise, observations: list[Observation]) -> Finding | None:
    """Manners: the arguments must not change."""
    ran = [seen for seen in observations if seen.outcome.problem is None]
    if not ran:
        return _problem_finding(exercise, observations)
    for seen in ran:
        for name in exercise.signature if exercise.keeps is None else exercise.keeps:
            if name in seen.case.inputs and not unchanged(
                seen.case.inputs[name], seen.outcome.after.get(name)
            ):
                return Finding(
                    f"It changes its argument {name}: work on a copy, so that the caller's {name} "
                    "stays as it was."
                )
    return None


def _main_finding(
    exercise: Exercise,
    oracle: Oracle,
    questions: dict[str, list[Question]],
    outcomes: dict[str, list[Outcome]],
    findings: dict[str, Finding | None],
) -> Finding | None:
    """The finding to show: the first fault, with the sentence of a misconception if it is one."""
    first = next((finding for finding in findings.values() if finding), None)
    if first is None:
        return None
    if first.misconception is not None:
        known = {m.id: m for m in oracle.misconceptions(exercise)}.get(first.misconception)
        return (
            replace(first, sentence=known.sentence) if known else replace(first, misconception=None)
        )
    found = recognise(exercise, oracle, questions, outcomes)
    if not found:
        return first
    opening = "Two things meet here. " if len(found) > 1 else ""
    sentence = opening + " ".join(known.sentence for known in found)
    return replace(first, sentence=sentence, misconception=found[0].id)


def _curve(
    exercise: Exercise,
    questions: dict[str, list[Question]],
    outcomes: dict[str, list[Outcome]],
    findings: dict[str, Finding | None],
) -> Picture | None:
    """A picture of the student's curve, if the formula is wrong but the values have the right form."""
    wrong = any(findings[check.name] for check in exercise.checks if check.kind == "formula")
    if exercise.plot is None or not wrong:
        return None
    seen = {
        name: _observations(questions[name], outcomes[name])
        for name in (check.name for check in exercise.played if check.has_answers)
    }
    if not all(_has_form(one) for observations in seen.values() for one in observations):
        return None
    [drawn] = seen[exercise.plot.name]
    z, *_ = drawn.case.inputs.values()
    right, yours = (np.asarray(as_numbers(v), float) for v in (drawn.answers[0], drawn.value))
    return curves(z, right, yours)


def _has_form(seen: Observation) -> bool:
    """Whether a case gave a value of the right form, in which only numbers may be wrong."""
    found = mismatches(seen.answers[0], seen.value)
    return seen.outcome.problem is None and all(m.kind == "value" for m in found)


def _verdict(
    exercise: Exercise,
    findings: dict[str, Finding | None],
    main: Finding | None,
    warnings: tuple[str, ...],
) -> Verdict:
    """The verdict from all findings.

    Each formula check that passes earns points. Robustness and manners earn points only if all formula
    checks pass.
    """
    kinds = {check.name: (check.kind, check.share_weight) for check in exercise.checks}
    kinds[ARGUMENTS] = ("manners", WEIGHTS["manners"])
    sound = not any(findings[name] for name, (kind, _) in kinds.items() if kind == "formula")
    earned = sum(
        weight
        for name, (kind, weight) in kinds.items()
        if not findings[name] and (sound or kind == "formula")
    )
    claims = {check.name: check.claim for check in exercise.checks} | {
        ARGUMENTS: "leaves its arguments as they were"
    }
    results = tuple(
        CheckResult(name, claims[name], finding is None, _text(finding))
        for name, finding in findings.items()
    )
    return Verdict(
        exercise.name,
        earned / sum(weight for _, weight in kinds.values()),
        main is None,
        results,
        _text(main),
        main.misconception if main else None,
        warnings,
        picture=main.picture if main else None,
    )


def _text(finding: Finding | None) -> str:
    if finding is None:
        return ""
    return f"{finding.sentence}\n{finding.example}" if finding.example else finding.sentence


def _warnings(
    outcomes: dict[str, list[Outcome]], main: Finding | None, notes: list[str]
) -> tuple[str, ...]:
    printed = any(outcome.printed for played in outcomes.values() for outcome in played)
    if printed and not (main and "prints" in main.sentence):
        return *notes, "It prints while it works: take the print out before you use it in a loop."
    return tuple(notes)
