"""Finds the smallest condition that matters: where it holds, a wrong function is right.

A wrong condition is worse than none. One is told only if the function is right in every simpler case,
and if no other condition does the same for another reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from autograder.compare import agree, as_numbers
from autograder.engine.judging import logger, part_mismatches
from autograder.engine.oracle import Question, Simpler, ordinary_check
from autograder.engine.rounds import Rounds
from autograder.feedback.wording import part_name
from autograder.model import Exercise, Outcome, Plain
from autograder.sandbox.room import with_room

SECONDS = 1.0
"""The time limit for all simpler cases of a function."""

ENOUGH = {2: 3, 6: 2}
"""How many wrong cases a condition has to make right, and how many different numbers must be in their
right answers."""

OFTEN = 0.5
"""In how many of the cases that are not simple a function has to be wrong: what is wrong in a few of them
may be right in simpler ones by chance.
"""

Part = str | int | None
Asked = tuple[Question, Outcome]


@dataclass(frozen=True)
class Tried:
    """A way to make cases simpler, and what came of the simpler cases."""

    simpler: Simpler
    made: list[Asked]


def what_matters(rounds: Rounds, part: Part = None) -> str | None:
    """A sentence on the condition under which a wrong function is right, or None.

    With `part`, it is about that part of what the function returns.
    """
    check = ordinary_check(rounds.exercise)
    if check is None:
        return None
    first = list(zip(rounds.questions[check.name], rounds.outcomes[check.name], strict=True))
    try:
        seen, tried = _tried(rounds, first, part)
        held = _smallest([one for one in tried if _holds(one, seen, part)])
        ignored = _ignored(tried, seen)
        if len(ignored) == 1 and not any(one.simpler.condition.ignored in ignored for one in held):
            return _told(ignored.pop())
        return _sentence(rounds.exercise, held, seen, part) if held else None
    except Exception:
        logger.exception("%s: looking for the condition that matters failed", rounds.exercise.name)
        return None


def _tried(rounds: Rounds, first: list[Asked], part: Part) -> tuple[list[Asked], list[Tried]]:
    """What came of all ordinary cases, of which the first were played before, and of the simpler ones."""
    wrong = _wrong(first, part)
    options = [
        one
        for one in rounds.oracle.simpler(rounds.exercise)
        if one.condition.ignored or not wrong & one.already
    ]
    more = rounds.oracle.ordinary(rounds.exercise)[len(first) :] if options else []
    played = iter(_play(rounds, more + [q for one in options for _, q in one.questions]))
    seen = first + [next(played) for _ in more]
    return seen, [Tried(one, [next(played) for _ in one.questions]) for one in options]


def _play(rounds: Rounds, asked: list[Question]) -> list[Asked]:
    if not asked:
        return []
    soon = replace(rounds.exercise, seconds=min(rounds.exercise.seconds, SECONDS))
    cases = [with_room(question.case, question.answers) for question in asked]
    return list(zip(asked, rounds.submission.run(soon, cases), strict=True))


def _holds(one: Tried, seen: list[Asked], part: Part) -> bool:
    """Whether the function is right under a condition, and not by chance."""
    wrong = _wrong(seen, part)
    others = len(seen) - len(one.simpler.already)
    if wrong & one.simpler.already or _wrong(one.made, part) or len(wrong) < OFTEN * others:
        return False
    return _is_enough(one.simpler, wrong, part) and bool(one.simpler.fixes())


def _wrong(asked: Sequence[Asked], part: Part) -> set[int]:
    return {i for i, one in enumerate(asked) if not _is_right(one, part)}


def _is_right(asked: Asked, part: Part) -> bool:
    question, outcome = asked
    return outcome.problem is None and not all(
        part_mismatches(answer, outcome.value, _there(part, answer)) for answer in question.answers
    )


def _there(part: Part, answer: Plain) -> Part:
    """The part, or None for the whole if an answer has no such key: a simpler one may have fewer."""
    return None if isinstance(part, str) and part not in answer else part


def _is_enough(one: Simpler, wrong: set[int], part: Part) -> bool:
    """Whether so many wrong cases become simpler that a function can't be right in them by chance."""
    turned = {i for i, _ in one.questions if i in wrong}
    answers = [question.answers[0] for i, question in one.questions if i in wrong]
    numbers = {number for answer in answers for number in _numbers(answer, part)}
    return any(
        len(turned) >= cases and len(numbers) >= different for cases, different in ENOUGH.items()
    )


def _numbers(answer: Plain, part: Part = None) -> set[float]:
    """The different numbers in an answer, or in a part of it."""
    if _there(part, answer) is not None:
        return _numbers(answer[part])
    if isinstance(answer, dict | tuple | list):
        parts = answer.values() if isinstance(answer, dict) else answer
        return {number for part in parts for number in _numbers(part)}
    numbers = as_numbers(answer)
    return set() if numbers is None else set(np.asarray(numbers, float).round(9).ravel().tolist())


def _smallest(all_: list[Tried]) -> list[Tried]:
    """The condition that asks for least, if the others hold for the same reason, or else the two that do.

    One asks for less than another that is a special case of it: rows that are alike, or a single row. Of
    two others the one is meant that fixes fewer arguments: beta at its default, or a velocity of 0, with
    which beta does not count. Two that fix different ones belong together: a bias that counts once for
    each row is right for one row, and while it is 0.
    """
    names = {held.simpler.condition.name for held in all_}
    widest = [held for held in all_ if not held.simpler.within & names]
    fixes = [held.simpler.fixes() for held in widest]
    least = [held for held in widest if not any(others < held.simpler.fixes() for others in fixes)]
    return least if len(least) <= 2 else []


def _sentence(exercise: Exercise, held: list[Tried], seen: list[Asked], part: Part) -> str:
    whole = not any(
        _wrong([*one.made, *(seen[i] for i in one.simpler.already)], None) for one in held
    )
    opening = "Right" if whole else f"The result for {name_of(part, exercise)} is right"
    first, *second = [one.simpler.condition for one in held]
    if second:
        return f"{opening} {first.simple}, and {second[0].simple}. Look at where the two meet."
    always = len(_wrong(seen, part)) + len(held[0].simpler.already) == len(seen)
    how = "wrong" if always else "but not always"
    look = first.ignored if _is_ignored(held[0], seen) else first.look
    return f"{opening} {first.simple}, {how} {first.other}. {_told(look)}"


def _told(look: str) -> str:
    return f"{look[0].upper()}{look[1:]}"


def _ignored(tried: list[Tried], seen: list[Asked]) -> set[str]:
    """The words on arguments that the function ignores, in all the ways in which they were changed."""
    words = {one.simpler.condition.ignored for one in tried} - {""}
    return {
        said
        for said in words
        if all(_is_ignored(one, seen) for one in tried if one.simpler.condition.ignored == said)
    }


def _is_ignored(held: Tried, seen: list[Asked]) -> bool:
    """Whether the function gives the same on each case and on the simpler one, where right ones differ.

    That may be chance: so its numbers have to be several, and no whole ones in place of others. False for
    a condition that has no words for that.
    """
    pairs = [
        (seen[i], made)
        for (i, question), made in zip(held.simpler.questions, held.made, strict=True)
        if not _same(seen[i][0].answers, question.answers)
    ]
    if not held.simpler.condition.ignored or len(pairs) < min(ENOUGH):
        return False
    if not all(agree(before.value, after.value) for (_, before), (_, after) in pairs):
        return False
    given = set().union(*(_numbers(after.value) for _, (_, after) in pairs))
    right = set().union(*(_numbers(question.answers[0]) for (question, _), _ in pairs))
    if _whole(given) and not _whole(right):
        return False
    different = len(given - {0.0})
    return different >= 3 or (len(given) == 2 and len(held.made) >= max(ENOUGH))


def _whole(numbers: set[float]) -> bool:
    return all(float(number).is_integer() for number in numbers)


def _same(one: Sequence[Plain], other: Sequence[Plain]) -> bool:
    return any(agree(a, b) for a in one for b in other)


def name_of(part: Part, exercise: Exercise) -> str:
    """What the stub calls a part of what the function returns."""
    if isinstance(part, int) and part < len(exercise.returns):
        return exercise.returns[part]
    return part_name(() if part is None else (part,))
