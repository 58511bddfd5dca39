"""Judges the checks of an exercise by the outcomes of its cases."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import replace

from autograder.compare import Mismatch, NamedIndex, agree, as_numbers, mismatches, unchanged
from autograder.engine.oracle import Question
from autograder.feedback.difference import no_structure, right_but_for, structure
from autograder.feedback.pictures import entries
from autograder.feedback.problems import problem_sentence
from autograder.feedback.wording import (
    call_text,
    example,
    form_sentence,
    nothing_returned,
    part_name,
)
from autograder.model import (
    Ask,
    Case,
    Check,
    Exercise,
    Finding,
    Functions,
    Observation,
    Outcome,
    Picture,
    Plain,
)
from autograder.sandbox.submission import Submission

ARGUMENTS = "arguments"
STUMBLED = (
    "The check itself stumbled over what your function returns, which is our fault: "
    "please show this to your instructor."
)
Played = dict[str, list[Outcome]]
"""The outcomes of all cases, by the name of the check."""

logger = logging.getLogger(__name__)
logger.addHandler(logging.NullHandler())


def judge(
    exercise: Exercise,
    submission: Submission,
    questions: dict[str, list[Question]],
    outcomes: Played,
    right: Functions | None = None,
) -> tuple[dict[str, Finding | None], list[str]]:
    """The fault that each check finds, or None, and the notes of all checks."""

    def ask(cases: list[Case]) -> list[Outcome]:
        return submission.run(exercise, cases, right=right)

    findings: dict[str, Finding | None] = {}
    for check in exercise.checks:
        seen = observations(questions[check.name], outcomes[check.name])
        findings[check.name] = finding(exercise, check, seen, ask)
    everything = [
        seen for c in exercise.checks for seen in observations(questions[c.name], outcomes[c.name])
    ]
    findings[ARGUMENTS] = _unchanged(exercise, everything)
    notes = [finding.sentence for finding in findings.values() if finding and not finding.fault]
    faults = {name: f if f and f.fault else None for name, f in findings.items()}
    return faults, notes


def finding(exercise: Exercise, check: Check, seen: list[Observation], ask: Ask) -> Finding | None:
    """What a check finds. An error in the check itself is logged, and the student sees a sentence."""
    try:
        if problem := _problem_finding(exercise, seen):
            return problem
        if check.judge is None:
            return _compare(exercise, check, seen)
        found = check.judge(seen, ask)
        if found is not None and found.fault and not found.misconception:
            return _of_nothing(seen) or found
        return found
    except Exception:
        logger.exception("%s: the check %r failed", exercise.name, check.name)
        return Finding(STUMBLED)


def observations(questions: list[Question], outcomes: list[Outcome]) -> list[Observation]:
    """What a judge sees of some questions: case, outcome and right answers."""
    pairs = zip(questions, outcomes, strict=True)
    return [Observation(question.case, outcome, question.answers) for question, outcome in pairs]


def _problem_finding(exercise: Exercise, observations: Iterable[Observation]) -> Finding | None:
    """Step 1: the function fails to run, or returns nothing that can be compared."""
    observations = list(observations)
    problems = [seen.outcome.problem for seen in observations]
    first = next((seen for seen in observations if seen.outcome.problem is not None), None)
    if first is None or first.outcome.problem is None:
        return None
    arguments = {k: v for k, v in first.case.inputs.items() if k in exercise.signature}
    sentence = problem_sentence(first.outcome.problem, exercise.name, arguments)
    single = [_is_number(next(iter(seen.case.inputs.values()), None)) for seen in observations]
    ran = [seen for seen in observations if seen.outcome.problem is None]
    right = all(any(agree(a, seen.value) for a in seen.answers) for seen in ran if seen.answers)
    if not all(single) and single == [problem is not None for problem in problems] and right:
        call = call_text(exercise, observations[single.index(True)].case)
        sentence = f"It works for arrays, but not for a single number, as in {call}. {sentence}"
    return Finding(sentence)


def _of_nothing(observations: list[Observation]) -> Finding | None:
    """What a wrong function that returns nothing gets to read, whatever a judge says of None."""
    if any(seen.case.script or seen.value is not None for seen in observations):
        return None
    return Finding(nothing_returned(observations[0].outcome.printed)) if observations else None


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
    if not shared and (given_back := _given_back(exercise, [seen for seen, _ in failing])):
        return Finding(_changed(given_back, seen), shown)
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
    found = [part_mismatches(answer, seen.value, check.part) for answer in seen.answers]
    if not all(found):
        return []
    return [replace(mismatch, path=named(exercise, mismatch.path)) for mismatch in found[0]]


def named(exercise: Exercise, path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """A path where a position in a returned tuple has the stub's name for it, if it has one."""
    if path and isinstance(path[0], int) and path[0] < len(exercise.returns):
        return NamedIndex(path[0], exercise.returns[path[0]]), *path[1:]
    return path


def part_mismatches(answer: Plain, value: Plain, part: str | int | None) -> list[Mismatch]:
    """The differences from an answer, or from one part of it: a key of a dict, a place in a tuple."""
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
    return right_but_for([part_name((step,)) for step in wrong])


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
        for name in _kept(exercise):
            if _is_changed(name, seen):
                return Finding(_changed(name, seen))
    return None


def _given_back(exercise: Exercise, failing: list[Observation]) -> str | None:
    """The argument that is changed and returned in each of these cases, if there is one."""
    return next(
        (
            name
            for name in _kept(exercise)
            if all(_is_changed(name, seen) and _returns(name, seen) for seen in failing)
        ),
        None,
    )


def _kept(exercise: Exercise) -> tuple[str, ...]:
    return exercise.signature if exercise.keeps is None else exercise.keeps


def keeps_all(exercise: Exercise) -> bool:
    """Whether the function must leave all its arguments as they are, so that only what it returns counts."""
    return set(exercise.signature) <= set(_kept(exercise))


def _is_changed(name: str, seen: Observation) -> bool:
    inputs = seen.case.inputs
    return name in inputs and not unchanged(inputs[name], seen.outcome.after.get(name))


def _returns(name: str, seen: Observation) -> bool:
    """Whether what is returned is the array that an argument holds afterwards."""
    numbers, returned = as_numbers(seen.outcome.after.get(name)), as_numbers(seen.value)
    if numbers is None or returned is None or not numbers.ndim:
        return False
    return agree(numbers, returned)


def _changed(name: str, seen: Observation) -> str:
    """What to say of a changed argument, and of one that is returned, perhaps by a second name."""
    before, after = seen.case.inputs[name], seen.outcome.after.get(name)
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        changed = (key for key in before if key in after and not unchanged(before[key], after[key]))
        key = next(changed, None)
        where = "" if key is None else f" in {name}[{key!r}]"
        return f"It changes its argument {name}{where}: work on a copy, so that it stays as it was."
    if not _returns(name, seen):
        return f"It changes its argument {name}: work on a copy, so that the caller's {name} stays as it was."
    return (
        f"It changes its argument {name}, and gives back the changed {name}. A line such as `a = {name}` "
        "makes no copy, only a second name: work on a copy."
    )
