"""Where hints are kept, by exercise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Hint:
    """What a learner hears who asks again: first `more` words, then a case `worked` by hand.

    `worked` gives the lines of a small case with its intermediate values, in numbers and words and
    never in code; its last line holds the answer.
    """

    more: str
    worked: Callable[[], list[str]]


HINTS: dict[str, Hint] = {}


def hint(exercise: str, more: str) -> Callable[[Callable[[], list[str]]], Callable[[], list[str]]]:
    """Register the decorated function as the worked case of an exercise, and `more` as its words.

    Raises ValueError where the exercise has hints already.
    """
    if exercise in HINTS:
        raise ValueError(f"{exercise} has hints already")

    def register(worked: Callable[[], list[str]]) -> Callable[[], list[str]]:
        HINTS[exercise] = Hint(more, worked)
        return worked

    return register
