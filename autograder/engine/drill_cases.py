"""What a drill may show: cases of an exercise, with what the answer and each misconception compute on them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from autograder.compare import NamedIndex, agree, unchanged
from autograder.engine.oracle import PUBLIC_SEED, draw
from autograder.feedback.shown_values import RESULT, fits, visibly_differ
from autograder.feedback.wording import call_text, part_name
from autograder.model import Case, Check, Exercise, Misconception, Outcome, Plain
from autograder.sandbox.play import play

Function = Callable[..., Any]
Values = dict[str, Plain]


@dataclass(frozen=True)
class Pool:
    """Cases of a check that a drill may show, with the outcomes of the answer and of each misconception."""

    exercise: Exercise
    check: Check
    cases: list[Case]
    right: list[Outcome]
    wrong: dict[Misconception, list[Outcome]]


def pools(
    exercise: Exercise,
    answers: Mapping[str, Function],
    known: Sequence[Misconception],
    number: int,
) -> Iterator[Pool]:
    """The cases that a drill may show, check by check, those of the formula first.

    `number` draws others. Left out are misconceptions that give other numbers at each call.
    """
    if exercise.drill is not None:
        checks = [exercise.drill]
    else:
        checks = [check for check in exercise.checks if check.has_answers]
    first = {check.cases: check for check in reversed(checks)}
    for check in sorted(first.values(), key=lambda c: (c.kind != "formula", checks.index(c))):
        plain_calls = check.kind == "formula"
        all_cases = draw(exercise, check, PUBLIC_SEED, number + 1)
        cases = [case for case in all_cases if case.script is None or plain_calls]
        right = [play(dict(answers), exercise.name, case) for case in cases]
        shown = [i for i, one in enumerate(right) if one.problem is None and _fits(exercise, one)]
        cases, right = [cases[i] for i in shown], [right[i] for i in shown]
        wrong = {m: outcomes for m in known if (outcomes := _played(exercise, answers, m, cases))}
        if cases:
            yield Pool(exercise, check, cases, right, wrong)


def _fits(exercise: Exercise, outcome: Outcome) -> bool:
    return all(fits(value) for _, value in _parts(exercise, outcome.value))


def _played(
    exercise: Exercise, answers: Mapping[str, Function], known: Misconception, cases: list[Case]
) -> list[Outcome]:
    """The outcomes of a misconception; none if it computes something else the next time."""
    namespace = {**answers, exercise.name: known.function}
    once, again = ([play(namespace, exercise.name, case) for case in cases] for _ in range(2))
    steady = all(agree(a.value, b.value) for a, b in zip(once, again, strict=True))
    return once if steady else []


def _parts(
    exercise: Exercise, value: Plain, path: tuple[Any, ...] = ()
) -> Iterator[tuple[str, Plain]]:
    """The parts of a value by name: those of dicts and tuples."""
    if isinstance(value, Mapping):
        for key, part in value.items():
            yield from _parts(exercise, part, (*path, key))
    elif isinstance(value, tuple):
        names = exercise.returns if not path and len(exercise.returns) == len(value) else ()
        for i, part in enumerate(value):
            step = NamedIndex(i, names[i]) if names else i
            yield from _parts(exercise, part, (*path, step))
    else:
        yield part_name(path), value


def values(
    pool: Pool, outcomes: list[Outcome], chosen: Sequence[int], changed: Iterable[str] = ()
) -> Values:
    """What a function computes on the chosen cases, by name, and the arguments in `changed` afterwards."""
    found: Values = {}
    for i in chosen:
        call = call_of(pool, i) if len(chosen) > 1 else ""
        parts = list(_parts(pool.exercise, outcomes[i].value))
        parts += [(f"{name} afterwards", outcomes[i].after.get(name)) for name in changed]
        found |= {": ".join(filter(None, (call, name))) or RESULT: value for name, value in parts}
    return found


def changed_by(pool: Pool, known: Misconception, chosen: Iterable[int]) -> list[str]:
    """The arguments that a misconception changes in one of the chosen cases, and should not."""
    exercise = pool.exercise
    kept = exercise.signature if exercise.keeps is None else exercise.keeps
    return [
        name
        for name in kept
        if any(
            name in pool.cases[i].inputs
            and fits(pool.cases[i].inputs[name])
            and not unchanged(pool.cases[i].inputs[name], pool.wrong[known][i].after.get(name))
            for i in chosen
        )
    ]


def call_of(pool: Pool, i: int) -> str:
    """The call of a case as a student would write it; for a drill's own cases, what they are."""
    if pool.exercise.drill is not None:
        return pool.check.claim
    return call_text(pool.exercise, case_of(pool, i))


def case_of(pool: Pool, i: int) -> Case:
    """A case with its arguments in the order of the signature."""
    case, names = pool.cases[i], pool.exercise.signature
    return replace(case, inputs={name: case.inputs[name] for name in names if name in case.inputs})


def is_wrong(pool: Pool, known: Misconception, chosen: Sequence[int]) -> bool:
    """Whether a misconception visibly differs from the answer, or changes an argument."""
    changed = changed_by(pool, known, chosen)
    right = values(pool, pool.right, chosen, changed)
    return visibly_differ(right, values(pool, pool.wrong[known], chosen, changed))
