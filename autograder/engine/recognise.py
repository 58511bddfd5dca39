"""Recognises misconceptions in a submission: those with the same outcomes on the cases.

A wrong name is worse than none. One misconception is named only if all outcomes agree, and two only if
no other pair explains every number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.compare import agree, as_numbers, close, in_form_of
from autograder.engine.oracle import Oracle, Question
from autograder.model import Exercise, Misconception, Outcome, Plain

Path = tuple[str | int, ...]
Leaves = dict[Path, NDArray[Any]]


def recognise(
    exercise: Exercise,
    oracle: Oracle,
    questions: Mapping[str, list[Question]],
    outcomes: Mapping[str, list[Outcome]],
) -> tuple[Misconception, ...]:
    """The misconception that does the same as the student's function, or a pair that does so together.

    All cases with answers are compared, and if nothing fits, only those of formula checks: something
    else may be wrong at the extremes. A misconception that is right on all compared cases is left out.
    """
    checks = [check for check in exercise.checks if check.has_answers]
    asked = [(check.kind, question) for check in checks for question in questions[check.name]]
    student = [outcome for check in checks for outcome in outcomes[check.name]]
    if all(outcome.problem for outcome in student):
        return ()
    right = [Outcome(q.answers[0], after=q.case.inputs) for _, q in asked]
    wrong = {m: oracle.wrong_outcomes(exercise, m.id) for m in oracle.misconceptions(exercise)}
    ordinary = [i for i, (kind, _) in enumerate(asked) if kind == "formula"]
    for where in (range(len(student)), ordinary):
        for known, made in wrong.items():
            differs = any(not alike(exercise, made[i], right[i]) for i in where)
            if differs and all(alike(exercise, made[i], student[i]) for i in where):
                return (known,)
    at = {m: [made[i] for i in ordinary] for m, made in wrong.items()}
    return _pair(at, [right[i] for i in ordinary], [student[i] for i in ordinary])


def alike(exercise: Exercise, wrong: Outcome, student: Outcome) -> bool:
    """Whether a case had the same result twice: value, arguments afterwards, or kind of error."""
    if wrong.problem or student.problem:
        return _error_kind(wrong) == _error_kind(student)
    kept = exercise.signature if exercise.keeps is None else exercise.keeps
    return agree(wrong.value, student.value) and all(
        agree(wrong.after[name], student.after.get(name)) for name in kept if name in wrong.after
    )


def _error_kind(outcome: Outcome) -> tuple[str, str] | None:
    problem = outcome.problem
    return None if problem is None else (problem.kind, problem.text.partition(":")[0])


def _pair(
    wrong: Mapping[Misconception, list[Outcome]], right: list[Outcome], student: list[Outcome]
) -> tuple[Misconception, ...]:
    """The two misconceptions that explain every number together, if no other two do.

    Two can combine in one number if one of them multiplies the answer (a lost 1/n, a sign): the
    student's number is then the other's times that factor. Or each explains some parts of the answer.
    """
    if not student or any(outcome.problem for outcome in student):
        return ()
    truth, got = list(map(_leaves, right)), list(map(_leaves, student))
    parts = truth[0].keys()
    if any(t.keys() != parts or parts - g.keys() for t, g in zip(truth, got, strict=True)):
        return ()
    got = [
        {path: in_form_of(t[path], g[path]) for path in parts}
        for t, g in zip(truth, got, strict=True)
    ]
    made = {
        m: [_leaves(o) for o in os] for m, os in wrong.items() if not any(o.problem for o in os)
    }
    made = {m: _trimmed(all_, truth) for m, all_ in made.items() if _same_form(all_, truth)}
    found = {frozenset(pair): pair for pair in _multiplied(made, truth, got)}
    found |= {frozenset(pair): pair for pair in _side_by_side(made, truth, got)}
    return next(iter(found.values())) if len(found) == 1 else ()


def _leaves(outcome: Outcome) -> Leaves:
    return {
        path: numbers
        for path, value in _walk(outcome.value)
        if (numbers := as_numbers(value)) is not None
    }


def _walk(value: Plain, path: Path = ()) -> Iterator[tuple[Path, Plain]]:
    if isinstance(value, Mapping):
        for key, part in value.items():
            yield from _walk(part, (*path, key))
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from _walk(part, (*path, index))
    else:
        yield path, value


def _trimmed(made: list[Leaves], truth: list[Leaves]) -> list[Leaves]:
    """The same parts as in the answer, in its order."""
    return [{path: m[path] for path in t} for m, t in zip(made, truth, strict=True)]


def _same_form(made: Iterable[Leaves], truth: Iterable[Leaves]) -> bool:
    return all(
        path in m and m[path].shape == t[path].shape
        for m, t in zip(made, truth, strict=True)
        for path in t
    )


def _multiplied(
    made: Mapping[Misconception, list[Leaves]], truth: list[Leaves], got: list[Leaves]
) -> Iterator[tuple[Misconception, Misconception]]:
    """Pairs where the second multiplies the answer, and the student's result is the first's times that.

    Left out are two that each multiply by a size of the inputs, because a division by another size
    gives the same product, and two that cancel in a part, because neither is true of a right part.
    """
    held = _agreeing(truth, got)
    made = {m: leaves for m, leaves in made.items() if held <= _agreeing(truth, leaves)}
    scalings = {m: factors for m, leaves in made.items() if (factors := _factors(leaves, truth))}
    by_size = {m for m, factors in scalings.items() if not np.allclose(factors, factors[0])}
    for second, factors in scalings.items():
        for first, leaves in made.items():
            if first == second or {first, second} <= by_size:
                continue
            pairs = ((m[path], g[path]) for m, g in zip(leaves, got, strict=True) for path in m)
            if all(_equal(m * f, g) for (m, g), f in zip(pairs, factors, strict=True)):
                yield first, second


def _factors(made: list[Leaves], truth: list[Leaves]) -> list[float]:
    """The factor of each part of each answer; empty if one part differs by more than a factor."""
    factors = [_factor(t[path], m[path]) for m, t in zip(made, truth, strict=True) for path in t]
    known = [factor for factor in factors if factor is not None]
    return known if len(known) == len(factors) and not np.allclose(known, 1) else []


def _side_by_side(
    made: Mapping[Misconception, list[Leaves]], truth: list[Leaves], got: list[Leaves]
) -> Iterator[tuple[Misconception, Misconception]]:
    """Pairs where each explains some of the wrong parts, and neither is wrong in a right part."""
    everything = set(truth[0])
    wrong = everything - _agreeing(truth, got)
    explained = {
        m: _agreeing(leaves, got) & wrong
        for m, leaves in made.items()
        if everything - _agreeing(leaves, truth) <= wrong
    }
    for first, second in combinations(explained, 2):
        one, other = explained[first], explained[second]
        if one | other == wrong and one - other and other - one:
            yield first, second


def _agreeing(left: list[Leaves], right: list[Leaves]) -> set[Path]:
    """The parts of the answer that agree in every case."""
    pairs = list(zip(left, right, strict=True))
    return {path for path in left[0] if all(_equal(a[path], b[path]) for a, b in pairs)}


def _factor(answer: NDArray[Any], made: NDArray[Any]) -> float | None:
    """The number that an answer was multiplied by, or None; 1 for zeros that stayed zeros."""
    if not answer.size or not np.isfinite(made).all():
        return None
    largest = np.argmax(np.abs(answer))
    at = float(answer.ravel()[largest])
    factor = float(made.ravel()[largest]) / at if at else 1.0
    return factor if factor and _equal(answer * factor, made) else None


def _equal(expected: NDArray[Any], got: NDArray[Any]) -> bool:
    return expected.shape == got.shape and bool(close(expected, got).all())
