"""Pairs of mistakes in different parts of one formula, which learners often make together."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from autograder.course import relative

Function = Callable[..., Any]


@dataclass(frozen=True)
class Mistake:
    """A part of a formula, the mistake's name, what is told of it, and what stands in the part's place."""

    part: str
    name: str
    sentence: str
    instead: Any


def singles(
    exercise: str, made_of: Function, mistakes: Sequence[Mistake]
) -> Iterator[tuple[str, Function]]:
    """The name and the function of each of the mistakes alone."""
    for one in mistakes:
        function = made_of(**{one.part: one.instead})
        function.__name__ = f"{exercise}_just_{one.name}"
        yield function.__name__, relative(exercise, one.sentence)(function)


def pairs(
    exercise: str, made_of: Function, mistakes: Sequence[Mistake], right: Collection[str] = ()
) -> Iterator[tuple[str, Function]]:
    """The name and the function of each pair of mistakes in different parts.

    `made_of` puts an answer together from its parts, which it takes by name; each is right by default.
    The pairs in `right` (such as "one_and_other") cancel out.
    """
    for one, other in combinations(mistakes, 2):
        if one.part != other.part and f"{one.name}_and_{other.name}" not in right:
            function = made_of(**{one.part: one.instead, other.part: other.instead})
            function.__name__ = f"{exercise}_{one.name}_and_{other.name}"
            sentence = f"Two things meet here. {one.sentence} {other.sentence}"
            yield function.__name__, relative(exercise, sentence)(function)


def threes(
    exercise: str, made_of: Function, mistakes: Sequence[Mistake], names: str
) -> Iterator[tuple[str, Function]]:
    """The name and the function of each three mistakes in different parts, of those with these names."""
    chosen = [mistake for mistake in mistakes if mistake.name in names.split()]
    for some in combinations(chosen, 3):
        parts = {mistake.part: mistake.instead for mistake in some}
        if len(parts) == 3:
            function = made_of(**parts)
            function.__name__ = "_and_".join(
                [f"{exercise}_{some[0].name}", some[1].name, some[2].name]
            )
            sentence = " ".join(["Three things meet here.", *(each.sentence for each in some)])
            yield function.__name__, relative(exercise, sentence)(function)
