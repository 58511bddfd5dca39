"""The template filters that turn figures into words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from markupsafe import Markup, escape

from autograder.feedback.render import one_decimal
from autograder.instructor.report.columns import columns_of, one_each, sizes
from autograder.instructor.report.digest import Concern, Digest


def code(sentence: str) -> Markup:
    """A sentence as HTML, with the text between backticks as code."""
    pieces = escape(sentence).split("`")
    return Markup("").join(
        Markup("<code>{}</code>").format(piece) if place % 2 else piece
        for place, piece in enumerate(pieces)
    )


def tenths(value: float) -> str:
    """A number with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def several(count: int, one: str, many: str = "") -> str:
    """A number with its noun, in the singular or plural."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def listed(names: Iterable[str]) -> str:
    """Names as in a sentence: "a, b and c"."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def handed_in(digest: Digest) -> str:
    """How many students submitted, and how many submissions are missing or incomplete."""
    everyone = len(digest.results.works)
    said = [
        f"{len(digest.ranked)} of {several(everyone, 'student')} handed in a notebook that could be read."
    ]
    if digest.absent:
        said.append(f"{len(digest.absent)} handed in nothing.")
    if digest.unread:
        said.append(f"{len(digest.unread)} can’t be read.")
    if digest.waiting:
        said.append(
            f"{several(len(digest.waiting), 'notebook waits', 'notebooks wait')} for marks by hand."
        )
    return " ".join(said)


def how_often(concerns: Sequence[Concern]) -> str:
    """How many of the concerns are about several assignments, as the end of a sentence, or ""."""
    often = sum(concern.often for concern in concerns)
    if not often:
        return ""
    if len(concerns) == 1:
        return ", in more than one assignment"
    whom = "all" if often == len(concerns) else often
    return f", {whom} of them in more than one assignment"


def described(digest: Digest) -> str:
    """The text alternative of the map."""
    most, fewest = (
        f"{t.name} ({t.passed} of {t.seen})"
        for t in (
            max(digest.tallies, key=lambda t: t.passed),
            min(digest.tallies, key=lambda t: t.passed),
        )
    )
    return (
        "Exercises in rows, students in columns from the lowest mark to the highest. "
        f"Most passed {most}, fewest {fewest}. The table below says the same."
    )


def marks_described(digest: Digest) -> str:
    """The text alternative and caption of the marks' plot."""
    marks = digest.marks
    assert marks is not None
    if len(marks.values) == 1:
        return f"One mark: {one_decimal(marks.median)} of {one_decimal(digest.worth)} points."
    return (
        f"Of {several(len(marks.values), 'mark')} the median is {one_decimal(marks.median)} of "
        f"{one_decimal(digest.worth)} points (the upright stroke). Half of them lie between "
        f"{one_decimal(marks.first)} and {one_decimal(marks.third)} (the bar), all between {one_decimal(marks.low)} "
        f"and {one_decimal(marks.high)} (the line)."
    )


SHORT_NAME, SENTENCE = "short-name", "One sentence that helps."
"""What an instructor replaces in the command that gives a wrong answer a name."""


def give_name_command(exercise: str, key: str) -> str:
    """The command that gives the wrong answer with this key a name, ready to copy."""
    return f'autograder name {exercise}/{SHORT_NAME} --like {key} --sentence "{SENTENCE}"'


FILTERS: dict[str, Callable[..., Any]] = {
    "code": code,
    "columns": columns_of,
    "described": described,
    "each": one_each,
    "give_name_command": give_name_command,
    "handed_in": handed_in,
    "how_often": how_often,
    "listed": listed,
    "marks_described": marks_described,
    "points": one_decimal,
    "several": several,
    "sizes": sizes,
    "tenths": tenths,
}
