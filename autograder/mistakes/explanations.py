"""All that the model says of an exercise's wrong answers, and how an explanation is found among it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from autograder.mistakes.families import CHANGES_OF_FORMULA
from autograder.mistakes.results import RESULTS, ResultChange
from autograder.mistakes.sketch import NUMBERS, Sketch, sketch
from autograder.model import Misconception, Plain

OPENING = "You get these numbers when"
TWO = "Two things meet here."


@dataclass(frozen=True)
class Explanations:
    """What changed answers compute, as sketches.

    Attributes:
        ids: the id of each explanation, `exercise/model-family`.
        sentences: the sentence of each.
        which: for each sketch, the explanation that it belongs to. One with an empty id has several.
        forms, numbers: the sketches.
    """

    ids: tuple[str, ...]
    sentences: tuple[str, ...]
    which: NDArray[np.uint16]
    forms: NDArray[np.uint32]
    numbers: NDArray[np.float32]

    @classmethod
    def of(cls, packed: Plain) -> Explanations:
        """The explanations that `packed` wrote."""
        ids, sentences, *arrays = packed
        return cls(tuple(ids), tuple(sentences), *arrays)

    def packed(self) -> Plain:
        """These explanations as plain data."""
        return [list(self.ids), list(self.sentences), self.which, self.forms, self.numbers]

    def says_the_same(self, other: Explanations) -> bool:
        """Whether the other's explanations have the same ids and sentences."""
        return (self.ids, self.sentences) == (other.ids, other.sentences)

    def find(self, seen: Sketch) -> list[int]:
        """The explanations that fit a sketch."""
        candidates = np.flatnonzero(self.forms == np.uint32(seen.form))
        gaps = np.abs(self.numbers[candidates] - seen.numbers)
        room = seen.tolerance + 1e-6 * np.abs(seen.numbers)
        rows = candidates[(gaps <= room).all(axis=1)]
        return sorted(set(self.which[rows].tolist()))


def is_explanation(id: str) -> bool:
    """Whether an id is one of the model's, whose sentence is made and not written for it."""
    return "/model-" in id


def explain(known: Explanations, values: Sequence[Plain]) -> Misconception | None:
    """What explains a function's values on all cases: one change, or one together with one of the result.

    None if nothing does, or if several do.
    """
    seen = sketch(values)
    if seen is None:
        return None
    found = known.find(seen)
    if found:
        return _told(known, found)
    pairs = list(_with_another_result(known, values))
    return pairs[0] if len(pairs) == 1 else None


def _told(known: Explanations, found: list[int]) -> Misconception | None:
    if len(found) != 1 or not known.ids[found[0]]:
        return None
    return Misconception(known.ids[found[0]], known.sentences[found[0]])


def _with_another_result(known: Explanations, values: Sequence[Plain]) -> Iterator[Misconception]:
    for change in RESULTS:
        if change.back is None:
            continue
        try:
            before = sketch([change.back(value) for value in values])
        except (ValueError, TypeError):
            continue
        found = _told(known, known.find(before)) if before else None
        if found is not None and is_change_of_formula(found.id, found.sentence):
            yield Misconception(found.id, two_sentences(found.sentence, change))


def two_sentences(sentence: str, change: ResultChange) -> str:
    """What is told of an explanation together with a change of the result."""
    first = sentence.partition(". ")[0].removesuffix(".")
    return f"{TWO} {first}. At the same time, {change.told}."


def is_change_of_formula(id: str, sentence: str) -> bool:
    """Whether an explanation is one change of the formula: no relative, and no two changes."""
    family = id.partition("/model-")[2]
    return family in CHANGES_OF_FORMULA and not sentence.startswith(TWO)


def empty() -> Explanations:
    """No explanations."""
    return Explanations(
        (), (), np.zeros(0, np.uint16), np.zeros(0, np.uint32), np.zeros((0, NUMBERS), np.float32)
    )
