"""Makes ordinary cases simpler, and works out which arguments still count in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache, partial
from typing import Any

import numpy as np

from autograder.compare import agree, as_numbers, unchanged
from autograder.course import CourseError
from autograder.engine.oracle import Question, Simpler
from autograder.model import Case, Condition, Plain

Answer = Callable[[Case], tuple[Plain, ...]]

_NUDGES = 3
_MOST_LOST = 1
"""How many other arguments may stop to count under a condition."""


def simpler(
    asked: list[Question], conditions: Iterable[Condition], answer: Answer
) -> list[Simpler]:
    """Some questions made simpler under each of these conditions, if their right answers still differ."""
    found: dict[Condition, Simpler] = {}
    for condition in conditions:
        already = frozenset(i for i, one in enumerate(asked) if _meets(one.case, condition))
        questions = [
            (i, question)
            for i, one in enumerate(asked)
            for case in ([] if i in already else _simplified(condition, one.case))
            if (question := _answered(case, answer))
        ]
        made = [question for _, question in questions]
        if _differ(made):
            fixes = cache(partial(_fixed, condition, asked, made, answer))
            found[condition] = Simpler(condition, questions, already, frozenset(), fixes)
    return [replace(one, within=_weaker(one, found)) for one in found.values()]


def _fixed(
    condition: Condition, asked: list[Question], made: list[Question], answer: Answer
) -> frozenset[str]:
    """What no longer counts in the simpler questions; nothing if too little is left that does."""
    left = _that_count(made, answer)
    lost = _that_count(asked, answer) - left
    about = frozenset(condition.about)
    return about | lost if left and len(lost - about) <= _MOST_LOST else frozenset()


def _simplified(condition: Condition, case: Case) -> list[Case]:
    try:
        made = condition.simplify(case.inputs) if condition.simplify else []
    except Exception as error:
        raise CourseError(
            f"The condition {condition.name!r} fails on one of the cases: "
            f"{type(error).__name__}: {error}"
        ) from error
    return [Case(inputs, case.script) for inputs in made]


def _meets(case: Case, condition: Condition) -> bool:
    """Whether a case is that simple already."""
    made = _simplified(condition, case)
    return any(unchanged(case.inputs, simpler.inputs) for simpler in made)


def _answered(case: Case, answer: Answer) -> Question | None:
    """The case with its right answers, or None if it has none that are finite."""
    try:
        answers = answer(case)
    except CourseError:
        return None
    return Question(case, answers) if all(map(_is_finite, answers)) else None


def _is_finite(value: Plain) -> bool:
    if isinstance(value, dict):
        return all(map(_is_finite, value.values()))
    numbers = as_numbers(value)
    if numbers is None:
        return all(map(_is_finite, value)) if isinstance(value, list | tuple) else True
    return bool(np.isfinite(numbers).all())


def _differ(questions: Iterable[Question]) -> bool:
    """Whether there are two with different answers."""
    first, *others = [question.answers[0] for question in questions] or [None]
    return any(not agree(first, other) for other in others)


def _that_count(questions: Iterable[Question], answer: Answer) -> set[str]:
    """The arguments on which the right answers depend."""
    questions = list(questions)
    names = {name for question in questions for name in question.case.inputs}
    return {name for name in names if any(_counts(name, q, answer) for q in questions)}


def _counts(name: str, question: Question, answer: Answer) -> bool:
    inputs = question.case.inputs
    for seed in range(_NUDGES if name in inputs else 0):
        nudged = inputs | {name: _nudged(inputs[name], np.random.default_rng(seed))}
        other = _answered(Case(nudged, question.case.script), answer)
        if other and not agree(question.answers[0], other.answers[0]):
            return True
    return False


def _nudged(value: Plain, rng: np.random.Generator) -> Plain:
    """A value of the same kind that is somewhat different: probabilities stay between 0 and 1."""
    if isinstance(value, dict):
        return {key: _nudged(part, rng) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_nudged(part, rng) for part in value]
    numbers = as_numbers(value)
    if numbers is None:
        return value
    moved: Any
    if numbers.dtype.kind == "b":
        moved = ~numbers
    elif numbers.dtype.kind in "iu":
        moved = numbers + rng.integers(1, 3, numbers.shape)
    else:
        moved = numbers * rng.uniform(0.6, 0.95, numbers.shape)
    return moved if numbers.ndim else moved.item()


def _weaker(one: Simpler, all_: dict[Condition, Simpler]) -> frozenset[str]:
    """The names of the other conditions that all its cases meet."""
    cases = [question.case for _, question in one.questions]
    others = [condition for condition in all_ if condition is not one.condition]
    return frozenset(c.name for c in others if all(_meets(case, c) for case in cases))
