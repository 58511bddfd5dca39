"""Makes a verdict on one exercise. Every command and check ends here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from autograder.compare import as_numbers, mismatches
from autograder.engine.explaining import explained
from autograder.engine.judging import ARGUMENTS, logger, named, observations
from autograder.engine.kinds import note_on_kind
from autograder.engine.matters import name_of, what_matters
from autograder.engine.oracle import Oracle, Question
from autograder.engine.patience import JUDGING, Limited, Patience, TookTooLong
from autograder.engine.recognise import recognise
from autograder.engine.repairing import one_change
from autograder.engine.rounds import Earlier, Rounds, questions_of
from autograder.feedback.difference import is_a_factor, names_nothing
from autograder.feedback.facts import fact, part_fact
from autograder.feedback.phrases import listed
from autograder.feedback.pictures import curves
from autograder.mending.repairs import ADDITIVE, change_id
from autograder.mistakes.explanations import OPENING, TWO, is_change_of_formula
from autograder.model import (
    WEIGHTS,
    Check,
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
    explain: bool = True,
) -> Verdict:
    """Judge one exercise of a submission.

    All cases of all checks are played at once. If something is wrong, and the exercise builds on others
    that may be wrong, the cases are played again with right ones in their place: those of its notebook,
    then those of `earlier` notebooks (by name). A check passes if it passes in one of these rounds.

    Without `explain`, for a verdict whose words nobody reads, no name is looked for and no further cases
    are played to find what a mistake depends on.
    """
    try:
        with Patience(JUDGING) as patience:
            return _examine(exercise, Limited(submission, patience), oracle, earlier, explain)
    except TookTooLong:
        logger.error("%s: judging took more than %.0f seconds", exercise.name, JUDGING)
        findings = dict.fromkeys((*(c.name for c in exercise.checks), ARGUMENTS), TOO_LONG)
        return _verdict(exercise, dict(findings), TOO_LONG, ())


@np.errstate(all="ignore")
def passes_at_once(exercise: Exercise, submission: Submission, oracle: Oracle) -> Verdict | None:
    """The verdict on one exercise of a submission if nothing is wrong; None if `examine` is to be asked."""
    try:
        with Patience(JUDGING) as patience:
            rounds = _first_round(exercise, Limited(submission, patience), oracle)
    except TookTooLong:
        return None
    if any(rounds.findings.values()):
        return None
    return _verdict(exercise, rounds.findings, None, _warnings(rounds, None))


def _first_round(exercise: Exercise, submission: Submission, oracle: Oracle) -> Rounds:
    rounds = Rounds(exercise, submission, oracle, questions_of(exercise, oracle))
    rounds.play()
    return rounds


def _examine(
    exercise: Exercise,
    submission: Submission,
    oracle: Oracle,
    earlier: Mapping[str, Earlier] | None,
    explain: bool,
) -> Verdict:
    rounds = _first_round(exercise, submission, oracle)
    questions = rounds.questions
    if rounds.may_gain:
        rounds.play_with_right_ones()
    if rounds.may_gain and earlier:
        rounds.play_with_right_earlier_ones(
            earlier, lambda other, lent: examine(other, submission, oracle, lent, explain=False)
        )
    outcomes, findings = rounds.outcomes, rounds.findings
    main = _main_finding(exercise, oracle, questions, outcomes, findings, explain)
    if main and explain and rounds.alone:
        main = _in_other_words(main, rounds)
    verdict = _verdict(exercise, findings, main, _warnings(rounds, main))
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
    explain: bool,
) -> Finding | None:
    """The finding to show: the first fault, with the sentence of a misconception if it is one."""
    first = next((finding for finding in findings.values() if finding), None)
    if first is None or not explain:
        return first
    if first.misconception is not None:
        known = {m.id: m for m in oracle.misconceptions(exercise)}.get(first.misconception)
        return (
            replace(first, sentence=known.sentence) if known else replace(first, misconception=None)
        )
    found = recognise(exercise, oracle, questions, outcomes)
    if not found:
        return first
    opening = f"{TWO} " if len(found) > 1 else ""
    sentence = opening + " ".join(known.sentence for known in found)
    return replace(first, sentence=sentence, misconception=found[0].id)


def _in_other_words(main: Finding, rounds: Rounds) -> Finding:
    """The finding with what else is known of it.

    One change of the formula is told before two mistakes, and a place in the student's own code before a
    sentence on formulas that nobody wrote for this exercise.
    """
    if main.misconception and not main.sentence.startswith(TWO):
        return main
    told = _explained(main, rounds)
    if main.misconception:
        return (
            told if told and is_change_of_formula(told.misconception or "", told.sentence) else main
        )
    if told and not told.sentence.startswith((OPENING, TWO)):
        return told
    return (
        _with_one_change(main, rounds)
        or told
        or _with_arguments(main, rounds)
        or _of_a_part(main, rounds)
        or _with_fact(_with_condition(main, rounds), rounds)
    )


def _explained(main: Finding, rounds: Rounds) -> Finding | None:
    """The finding in the words of the model of mistakes, if that explains it.

    The model speaks of what a function computes. Where a check of the formula has words of its own for
    that, they come first.
    """
    failing = (c for c in rounds.exercise.checks if rounds.findings[c.name] and c.kind == "formula")
    first = next(failing, None)
    if first is None or not first.has_answers or (first.judge is not None and first.part is None):
        return None
    told = explained(rounds.exercise, rounds.submission, rounds.oracle)
    return replace(main, sentence=told.sentence, misconception=told.id) if told else None


def _with_one_change(main: Finding, rounds: Rounds) -> Finding | None:
    """The finding with the place in the student's own code where one change would mend it."""
    first = _first_failing(rounds)
    if first is None or any(o.stops or _is_not_there(o) for o in rounds.outcomes[first.name]):
        return None
    if any(map(_speaks_for_itself, rounds.outcomes[first.name])):
        return None
    if rounds.findings[ARGUMENTS] and not any(o.problem for o in rounds.outcomes[first.name]):
        return None  # a change may only hide that an argument changes
    repair = one_change(rounds, first, ADDITIVE if is_a_factor(main.sentence) else frozenset())
    if repair is None:
        return None
    failed = any(outcome.problem for outcome in rounds.outcomes[first.name])
    opening = main.sentence if failed or first.judge else _first_sentence(main.sentence)
    sentence = f"{opening} {_told_after(opening, repair.sentence)}"
    if names_nothing(main.sentence):
        opening, dot, _ = main.sentence.rpartition(". ")
        sentence = f"{opening}{dot}{repair.sentence} {repair.look}".rstrip()
    return replace(main, sentence=sentence, misconception=change_id(rounds.exercise.name, repair))


def _with_arguments(main: Finding, rounds: Rounds) -> Finding | None:
    """The finding in the words for an argument that changes, which is the likelier mistake."""
    changes = rounds.findings[ARGUMENTS]
    if changes is None or changes is main or not names_nothing(main.sentence):
        return None
    return replace(main, sentence=changes.sentence)


_TELLING = ("UnboundLocalError", "UFuncTypeError")
"""Errors that name the mistake: a variable without a value, whole numbers that can't take decimals."""


def _speaks_for_itself(outcome: Outcome) -> bool:
    """Whether an error says what is wrong, so that another change would only hide it."""
    return outcome.problem is not None and outcome.problem.text.startswith(_TELLING)


def _is_not_there(outcome: Outcome) -> bool:
    """Whether there was no function to call, because something above it fails."""
    return outcome.problem is not None and outcome.problem.kind == "not defined"


def _told_after(opening: str, sentence: str) -> str:
    """What is told of a line, without the line if the opening has just shown it."""
    line, _, told = sentence.removeprefix("In your line `").partition("`, ")
    shown = opening.startswith(f"Your line `{line.removesuffix(' …')}")
    return f"In that line, {told}" if told and shown else sentence


def _first_sentence(text: str) -> str:
    first, dot, _ = text.partition(". ")
    return f"{first}." if dot else text


def _of_a_part(main: Finding, rounds: Rounds) -> Finding | None:
    """The finding with what the part that is wrong is made of, where each part has a check of its own."""
    first = _first_failing(rounds)
    if first is None or not first.has_answers or first.part is None:
        return None
    if not names_nothing(main.sentence):
        return None
    seen = observations(rounds.questions[first.name], rounds.outcomes[first.name])
    answer = seen[0].answers[0]
    steps = list(answer) if isinstance(answer, dict) else list(range(len(answer)))
    told = part_fact(seen, first.part, [name_of(step, rounds.exercise) for step in steps])
    return replace(main, sentence=f"{main.sentence} {told}") if told else None


def _with_condition(main: Finding, rounds: Rounds) -> Finding:
    """The finding with the condition that matters, if all it says is that numbers differ."""
    first = _first_failing(rounds)
    if first is None or not names_nothing(main.sentence):
        return main
    matters = what_matters(rounds, first.part)
    opening, dot, _ = main.sentence.rpartition(". ")
    return replace(main, sentence=f"{opening}{dot}{matters}") if matters else main


def _with_fact(main: Finding, rounds: Rounds) -> Finding:
    """The finding with facts about its numbers, if still all it says is that they differ."""
    first = _first_failing(rounds)
    if first is None or not first.has_answers or not names_nothing(main.sentence):
        return main
    seen = observations(rounds.questions[first.name], rounds.outcomes[first.name])
    path = () if first.part is None else named(rounds.exercise, (first.part,))
    facts = fact(seen, path), _right_parts(rounds)
    return replace(main, sentence=" ".join([main.sentence, *filter(None, facts)]))


def _right_parts(rounds: Rounds) -> str | None:
    """Which parts of the result are right, and which are not, where each has a check of its own."""
    checks = [c for c in rounds.exercise.checks if c.part is not None and c.kind == "formula"]
    parts = {c.part: rounds.findings[c.name] is None for c in checks if c.part is not None}
    right, wrong = (
        [name_of(part, rounds.exercise) for part in parts if parts[part] is state]
        for state in (True, False)
    )
    if not right or not wrong:
        return None
    return f"Right already: {listed(right)}. Look at how you make {listed(wrong)}."


def _first_failing(rounds: Rounds) -> Check | None:
    return next((c for c in rounds.exercise.checks if rounds.findings[c.name]), None)


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


def _warnings(rounds: Rounds, main: Finding | None) -> tuple[str, ...]:
    notes = list(rounds.notes)
    outcomes = [outcome for played in rounds.outcomes.values() for outcome in played]
    if any(outcome.printed for outcome in outcomes) and not (main and "prints" in main.sentence):
        notes.append("It prints while it works: take the print out before you use it in a loop.")
    if main is None and (note := note_on_kind(rounds.exercise, rounds.seen("formula"))):
        notes.append(note)
    return tuple(notes)
