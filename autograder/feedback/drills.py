"""A drill as plain data, and as text for a terminal or HTML for a notebook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from html import escape
from itertools import zip_longest

from autograder.feedback.render import NO_FORMULAS, NOT_YET, WELL, marked_code
from autograder.feedback.svg import img
from autograder.model import Picture

QUESTION = "Which sentence would you tell its author? Only one explains every number."


@dataclass(frozen=True)
class Row:
    """A value: its name, the right one and that of the function with the mistake, as text."""

    name: str
    right: str
    here: str


@dataclass(frozen=True)
class Choice:
    """A sentence that could explain the numbers, and which number shows whether it does."""

    sentence: str
    why: str


@dataclass(frozen=True)
class Drill:
    """What a function with one mistake computes, and four sentences.

    Args:
        exercise: the name of the function.
        call: what was computed, as a call or in words.
        given: the arguments that the call does not show, by name, as text.
        rows: the values.
        picture: the same as a picture, where there is one.
        choices: the sentences.
        right: the place of the sentence that explains the numbers, from 0.
    """

    exercise: str
    call: str
    given: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    picture: Picture | None
    choices: tuple[Choice, ...]
    right: int


def text(drill: Drill, seed: int, chosen: int | None = None) -> str:
    """A drill as text. With `chosen`, the place of a sentence from 0, also what to say to that."""
    lines = [f"Find the bug: {drill.exercise}", f"  {_opening(drill)}"]
    lines += [f"    {line}" for line in _given(drill).splitlines()]
    lines += ["", *_table(drill.rows), ""]
    if drill.picture:
        lines += [f"  Picture: {drill.picture.alt}", ""]
    lines.append(f"  {QUESTION}")
    lines += [f"    {n}. {choice.sentence}" for n, choice in enumerate(drill.choices, 1)]
    lines += ["", *(f"  {line}" for line in _reply(drill, seed, chosen))]
    return "\n".join(lines)


def html(drill: Drill, seed: int, chosen: int | None = None) -> str:
    """A drill as a region of HTML, with the same words as `text`."""
    colour = OPEN if chosen is None else WELL if chosen == drill.right else NOT_YET
    given = f'<div style="{_CODE}">{escape(_given(drill))}</div>' if drill.given else ""
    choices = "".join(
        f"<li{_CHOSEN if place == chosen else ''}>{marked_code(choice.sentence)}</li>"
        for place, choice in enumerate(drill.choices)
    )
    parts = [
        f"<strong>Find the bug: <code>{escape(drill.exercise)}</code></strong>",
        f'<p style="margin: 0.3em 0">{marked_code(_opening(drill))}</p>{given}',
        _html_table(drill.rows),
        img(drill.picture) if drill.picture else "",
        f'<p style="margin: 0.3em 0">{QUESTION}</p><ol style="margin: 0">{choices}</ol>',
        *(
            f'<p style="margin: 0.3em 0">{marked_code(line)}</p>'
            for line in _reply(drill, seed, chosen)
        ),
    ]
    return (
        f'<section aria-label="Find the bug: {escape(drill.exercise)}" tabindex="0" class="{NO_FORMULAS}" '
        f'style="border-left: 4px solid {colour}; padding: 0.3em 0.8em; margin: 0.3em 0; '
        f'line-height: 1.5; overflow-x: auto">{"".join(parts)}</section>'
    )


OPEN = "var(--jp-brand-color1, #1976d2)"
_HEADS = ("value", "right", "with the mistake")
_TABLE = "margin: 0.4em 0"
_LEFT = "text-align: left; vertical-align: top"
_CODE = "white-space: pre; font-family: var(--jp-code-font-family, monospace)"
_CHOSEN = ' style="font-weight: bold"'


def _opening(drill: Drill) -> str:
    return f"Somebody wrote `{drill.exercise}` with one mistake. This is {drill.call}:"


def _reply(drill: Drill, seed: int, chosen: int | None) -> list[str]:
    """How to answer, or what to say to the answer."""
    call = f'drill("{drill.exercise}"'
    if chosen is None:
        return [
            f"Answer with its number, such as `{call}, 2)`. `{call}, seed={seed})` shows this one again."
        ]
    choice = drill.choices[chosen]
    if chosen == drill.right:
        return [f"You said {chosen + 1}. Right. {choice.why}", f"`{call})` shows another one."]
    return [
        f"You said {chosen + 1}. Not this one. {choice.why}",
        "Look at the numbers again, and answer with another one.",
    ]


def _given(drill: Drill) -> str:
    """The arguments, a line for each row of a table."""
    return "\n".join(
        f"{name} = " + value.replace("\n", "\n" + " " * len(f"{name} = "))
        for name, value in drill.given
    )


def _html_table(rows: Sequence[Row]) -> str:
    """The rows in three columns; values too wide to stand side by side stand one below the other."""
    _, right, here = _HEADS
    if max(_width(row.right) + _width(row.here) for row in rows) > _SIDE_BY_SIDE:
        body = "".join(
            f"<tbody><tr>{_head(row.name, 'rowgroup', 2)}</tr>"
            f"<tr>{_head(right, 'row')}{_cell(row.right)}</tr>"
            f"<tr>{_head(here, 'row')}{_cell(row.here)}</tr></tbody>"
            for row in rows
        )
        return f'<table style="{_TABLE}; white-space: nowrap">{body}</table>'
    heads = "".join(_head(head, "col") for head in _HEADS)
    body = "".join(
        f"<tr>{_head(row.name, 'row')}{_cell(row.right)}{_cell(row.here)}</tr>" for row in rows
    )
    return f'<table style="{_TABLE}"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'


def _width(value: str) -> int:
    return max(map(len, value.splitlines()), default=0)


def _head(words: str, scope: str, columns: int = 1) -> str:
    return f'<th scope="{scope}" colspan="{columns}" style="{_LEFT}">{escape(words)}</th>'


def _cell(value: str) -> str:
    return f'<td style="{_LEFT}; {_CODE}">{escape(value)}</td>'


def _table(rows: Sequence[Row]) -> list[str]:
    """The rows in three columns; below long names, the values have a line of their own."""
    long = max(len(row.name) for row in rows) > _LONGEST_NAME
    cells = [_HEADS]
    for row in rows:
        cells += [(row.name, "", ""), ("", row.right, row.here)] if long else [astuple(row)]
    lines = [
        line for row in cells for line in zip_longest(*(c.splitlines() for c in row), fillvalue="")
    ]
    wide = [max(len(line[column]) for line in lines if line[1] or not long) for column in range(2)]
    return [
        f"    {name:<{wide[0]}}   {right:<{wide[1]}}   {here}".rstrip()
        for name, right, here in lines
    ]


_LONGEST_NAME = 45
_SIDE_BY_SIDE = 55
"""How many characters two values side by side may take, in a window of 800 pixels."""
