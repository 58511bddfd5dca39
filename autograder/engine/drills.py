"""Makes drills: what a misconception computes on some cases, and four sentences of which one explains it.

The other three belong to misconceptions that compute something else on these very cases. A drill holds
texts and a picture alone, so students can have it without the functions.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple
from typing import Any

import numpy as np
from numpy.random import Generator

from autograder.compare import as_numbers, mismatches
from autograder.engine.drill_cases import (
    Pool,
    Values,
    call_of,
    case_of,
    changed_by,
    is_wrong,
    pools,
    values,
)
from autograder.engine.oracle import PUBLIC_SEED, draw
from autograder.feedback.drills import Choice, Drill, Row
from autograder.feedback.pictures import curves, entries, losses
from autograder.feedback.shown_values import block, fits, visibly_differ, why_right, why_wrong
from autograder.feedback.wording import call_text
from autograder.model import Exercise, Misconception, Picture, Plain
from autograder.sandbox.play import play

CHOICES = 4
ROUNDS = 3
"""How many drills a misconception gets, each with other numbers."""

CALLS, WRONG_CALLS = 5, 3
"""How many calls a drill shows where each gives one or two numbers, and how many of them go wrong."""

GIVEN = 30
"""The most numbers of all arguments that are shown in full."""

Function = Callable[..., Any]


def drills_of(
    exercise: Exercise, answers: Mapping[str, Function], known: Iterable[Misconception]
) -> list[Drill]:
    """The drills of an exercise, in an order in which neighbours have different mistakes.

    There are none if no misconception has three others that can be told from it.
    """
    known, found = list(known), list[Drill]()
    for number in range(ROUNDS):
        rng = np.random.default_rng([PUBLIC_SEED, zlib.crc32(exercise.name.encode()), number])
        drawn = list(pools(exercise, answers, known, number))
        for index in rng.permutation(len(known)):
            made = _made(drawn, known[index], answers, rng)
            new = (drill for drill in made if not any(_same(drill, other) for other in found))
            found += [drill] if (drill := next(new, None)) else []
    return found


def _made(
    drawn: Iterable[Pool], target: Misconception, answers: Mapping[str, Function], rng: Generator
) -> Iterator[Drill]:
    """The drills on a misconception, those that are easy to read first."""
    for pool in drawn:
        for chosen in _choices_of_cases(pool, target, rng):
            if drill := _drill(pool, target, chosen, answers, rng):
                yield drill


def packed(drill: Drill) -> Plain:
    """A drill as plain data."""
    return list(astuple(drill))


def unpacked(data: Plain) -> Drill:
    """The drill that `packed` wrote."""
    exercise, call, given, rows, picture, choices, right = data
    return Drill(
        exercise,
        call,
        given,
        tuple(Row(*row) for row in rows),
        picture and Picture(*picture),
        tuple(Choice(*choice) for choice in choices),
        right,
    )


def _same(drill: Drill, other: Drill) -> bool:
    return (drill.call, drill.given, drill.rows) == (other.call, other.given, other.rows)


def _drill(
    pool: Pool,
    target: Misconception,
    chosen: Sequence[int],
    answers: Mapping[str, Function],
    rng: Generator,
) -> Drill | None:
    """A drill on a misconception in some cases, or None if too many others do the same there."""
    changed = changed_by(pool, target, chosen)
    right = values(pool, pool.right, chosen, changed)
    here = values(pool, pool.wrong[target], chosen, changed)
    others = _others(pool, target, chosen, rng)
    if not all(map(fits, here.values())) or len(others) < CHOICES - 1:
        return None
    place = int(rng.integers(CHOICES))
    choices = [
        Choice(
            other.sentence, why_wrong(values(pool, pool.wrong[other], chosen, changed), right, here)
        )
        for other in others[: CHOICES - 1]
    ]
    choices.insert(place, Choice(target.sentence, why_right(right, here)))
    names = [*right, *(name for name in here if name not in right)]
    return Drill(
        pool.exercise.name,
        call_of(pool, chosen[0]) if len(chosen) == 1 else f"what it gives in {len(chosen)} calls",
        _given(pool, chosen),
        tuple(Row(name, _cell(name, right), _cell(name, here)) for name in names),
        _picture(pool, target, answers, right, here),
        tuple(choices),
        place,
    )


def _cell(name: str, shown: Values) -> str:
    return block(shown[name]) if name in shown else "nothing"


def _choices_of_cases(pool: Pool, target: Misconception, rng: Generator) -> list[list[int]]:
    """Cases that show a misconception: each alone, or several calls if each gives one or two numbers."""
    if target not in pool.wrong:
        return []
    runs = [i for i in rng.permutation(len(pool.cases)) if not pool.wrong[target][i].problem]
    wrong = [i for i in runs if is_wrong(pool, target, [i])]
    alone = [[i] for i in sorted(wrong, key=lambda i: _hard_to_read(pool, i))]
    if any(_count(pool, i) > 2 for i in range(len(pool.cases))):
        return alone
    plain = {call_of(pool, i): i for i in runs if not _hidden(pool, i)}
    some = [i for i in plain.values() if i in wrong][:WRONG_CALLS]
    others = [i for i in plain.values() if i not in wrong][: CALLS - len(some)]
    return [sorted([*some, *others]), *alone] if some else alone


def _hard_to_read(pool: Pool, i: int) -> int:
    """How far a case is from showing enough numbers to tell, and few enough to read."""
    count = _count(pool, i)
    return 0 if 3 <= count <= 9 else 1 if count > 9 else 2


def _count(pool: Pool, i: int) -> int:
    """How many numbers the right result of a case holds."""
    return sum(map(np.size, values(pool, pool.right, [i]).values()))


def _others(
    pool: Pool, target: Misconception, chosen: Sequence[int], rng: Generator
) -> list[Misconception]:
    """The misconceptions that would show other values, each with a sentence of its own.

    Those that are wrong here too come first.
    """
    changed = changed_by(pool, target, chosen)
    here = values(pool, pool.wrong[target], chosen, changed)
    known = [m for m in pool.wrong if not any(pool.wrong[m][i].problem for i in chosen)]
    mixed = [known[i] for i in rng.permutation(len(known))]
    told = {
        other.sentence: other
        for other in mixed
        if other.sentence != target.sentence
        and target.id not in other.covers
        and visibly_differ(values(pool, pool.wrong[other], chosen, changed), here)
    }
    return sorted(told.values(), key=lambda other: not is_wrong(pool, other, chosen))


def _hidden(pool: Pool, i: int) -> Values:
    """The arguments of which the call of a case shows only the shape."""
    if pool.exercise.drill is not None:
        return {}
    case = case_of(pool, i)
    call = call_text(pool.exercise, case)
    return {name: value for name, value in case.inputs.items() if f"{name} of shape" in call}


def _given(pool: Pool, chosen: Sequence[int]) -> tuple[tuple[str, str], ...]:
    """The arguments that a single call does not show, if they are few numbers."""
    hidden = _hidden(pool, chosen[0]) if len(chosen) == 1 else {}
    few = sum(map(np.size, hidden.values())) <= GIVEN and all(map(fits, hidden.values()))
    return tuple((name, block(value)) for name, value in hidden.items()) if few else ()


def _picture(
    pool: Pool,
    target: Misconception,
    answers: Mapping[str, Function],
    right: Values,
    here: Values,
) -> Picture | None:
    """The curve of the function, its losses, or which entries of a table differ."""
    exercise = pool.exercise
    if exercise.plot is not None:
        [case] = draw(exercise, exercise.plot, PUBLIC_SEED)
        z, *_ = case.inputs.values()
        namespaces: list[dict[str, Any]] = [
            dict(answers),
            {**answers, exercise.name: target.function},
        ]
        known, made = (as_numbers(play(n, exercise.name, case).value) for n in namespaces)
        if known is None or made is None or not known.shape == made.shape == np.shape(z):
            return None
        return curves(z, known.astype(float), made.astype(float), whose="This")
    history = {name: as_numbers(value) for name, value in here.items() if name.endswith("_loss")}
    if history:
        return losses({name: row for name, row in history.items() if row is not None})
    return entries(
        found
        for name in right
        if name in here
        for found in mismatches(right[name], here[name], (name,))
    )
