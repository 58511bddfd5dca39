"""What goes to where notebooks are marked, and what comes back, as plain data.

So marking can run in another process or on another machine, and results can be cached. Whoever only sends
jobs and files results loads nothing of the engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from autograder.feedback import render
from autograder.model import Verdict
from autograder.notebooks.reading import Cell

OUR_FAULT = "Grading this stumbled, which is our fault: it is marked by hand."


@dataclass(frozen=True)
class MarkingJob:
    """A submitted notebook to mark, as plain data.

    `cells` is its code, `points` the maximum for each exercise, `seed` the submission's own, `course` the
    name of the course with these exercises (empty if there is none), and `earlier` the code of the
    student's earlier notebooks by name.
    """

    cells: tuple[Cell, ...]
    points: Mapping[str, float]
    seed: int
    course: str
    earlier: Mapping[str, tuple[Cell, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Marked:
    """The verdict on one exercise: the object in `autograder check`'s JSON, and its text and HTML.

    `by_hand`: it could not be judged, so the instructor has to mark it. `again`: the next run judges it
    once more, because the machine was too busy.
    """

    verdict: dict[str, Any]
    text: str
    html: str
    by_hand: bool = False
    again: bool = False

    @classmethod
    def of(cls, verdict: Verdict) -> Marked:
        """With the verdict's words."""
        words = render.text(verdict, more=True, worked=True)
        return cls(verdict.as_json(), words, render.html(verdict))


def is_final(verdicts: Iterable[Marked]) -> bool:
    """Whether nothing would change if the notebook were marked again, so that a cache may keep this."""
    return not any(marked.by_hand for marked in verdicts)


def unread(points: Mapping[str, float], error: str) -> list[Marked]:
    """A verdict of 0 points on each exercise of a notebook that can't be read."""
    return [
        Marked.of(Verdict(name, 0.0, False, (), error).worth(worth))
        for name, worth in points.items()
    ]


def by_hand(points: Mapping[str, float], words: str) -> list[Marked]:
    """A verdict on each exercise of a notebook that has to be marked by hand, with this message."""
    return [replace(marked, by_hand=True) for marked in unread(points, words)]
