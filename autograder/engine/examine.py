"""Makes a verdict on one exercise. Every command and check ends here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from autograder.compare import as_numbers, mismatches
from autograder.engine.judging import ARGUMENTS, logger, observations
from autograder.engine.oracle import Oracle, Question
from autograder.engine.patience import JUDGING, Limited, Patience, TookTooLong
from autograder.engine.recognise import recognise
from autograder.engine.rounds import Earlier, Rounds
from autograder.feedback.pictures import curves
from autograder.model import (
    WEIGHTS,
    CheckResult,
    Exercise,
    Finding,
    Observation,
    Outcome,
    Picture,
    Verdict,
)
from autograder.sandbox.submission import Submission

TOO_LONG = Finding(
    "What your function returns takes too long to be looked at: return what is asked for and no more."
)


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
    rounds = Rounds(exercise, submission, oracle, questions)
    rounds.play()
    if rounds.may_gain:
        rounds.play_with_right_ones()
    if rounds.may_gain and earlier:
        rounds.play_with_right_earlier_ones(
            earlier, lambda other: examine(other, submission, oracle).passed
        )
    outcomes, findings = rounds.outcomes, rounds.findings
    main = _main_finding(exercise, oracle, questions, outcomes, findings)
    verdict = _verdict(exercise, findings, main, _warnings(outcomes, main, rounds.notes))
    if verdict.passed:
        return verdict
    curve = _curve(exercise, questions, outcomes, findings)
    return replace(verdict, hint=oracle.hint(exercise), picture=curve or verdict.picture)


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
        name: observations(questions[name], outcomes[name])
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
