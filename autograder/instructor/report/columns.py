"""The columns of the map: one for each student, or for bands of students in a large class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from autograder.instructor.report.digest import Digest
from autograder.instructor.report.works import State, StudentWork

ONE_EACH = 50
"""Up to this number of students, each has a column. In a larger class a column is a band."""
BANDS = 20


@dataclass(frozen=True)
class Column:
    """A student or a band of students on the map."""

    works: Sequence[StudentWork]
    label: str

    @property
    def median(self) -> float:
        """The median of the marks in this column."""
        return float(np.median([work.mark for work in self.works]))

    def lost(self, exercise: str) -> tuple[float, float]:
        """The shares (0 to 1) of an exercise lost by wrong code, and by not writing any."""
        given = [a for work in self.works if (a := work.answers[exercise]).score is not None]
        if not given:
            return 0.0, 0.0
        empty = sum(answer.lost for answer in given if answer.state is State.EMPTY)
        return sum(answer.lost for answer in given) / len(given) - empty / len(given), empty / len(
            given
        )


def one_each(digest: Digest) -> bool:
    """Whether every student has a column of their own."""
    return len(digest.ranked) <= ONE_EACH


def columns_of(digest: Digest) -> list[Column]:
    """The map's columns, from the lowest mark to the highest."""
    ranked = digest.ranked
    if one_each(digest):
        return [Column([work], work.person.name) for work in ranked]
    places = np.array_split(np.arange(1, len(ranked) + 1), BANDS)
    return [Column(ranked[band[0] - 1 : band[-1]], f"{band[0]} to {band[-1]}") for band in places]


def sizes(columns: Sequence[Column]) -> str:
    """The number of students in a column in words, such as "4 or 5"."""
    return " or ".join(map(str, sorted({len(column.works) for column in columns})))
