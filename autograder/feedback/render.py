"""Verdicts as text for a terminal and as HTML for JupyterLab: pure functions of a verdict."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from autograder.feedback.svg import img
from autograder.model import Picture, Verdict

BY_HAND = "A small case by hand:"
NO_FORMULAS = "tex2jax_ignore mathjax_ignore"
"""Keeps MathJax from reading dollar signs in a student's texts as formulas."""


WELL, NOT_YET = "var(--jp-success-color1, #2e7d32)", "var(--jp-warn-color0, #b25000)"


def text(verdict: Verdict, *, more: bool = False, worked: bool = False) -> str:
    """A verdict as text: name and points, the message with its example, and the passed checks.

    With `more`, also the hint's text; with `worked`, its case worked by hand.
    """
    indent = "  "
    lines = [headline(verdict)]
    lines += [indent + line for line in verdict.message.splitlines()]
    if verdict.picture:
        lines.append(f"{indent}Picture: {verdict.picture.alt}")
    if not verdict.passed and any(check.passed for check in verdict.checks):
        lines += [indent + f"{'✓' if c.passed else '✗'} {c.claim}" for c in verdict.checks]
    if more and verdict.hint.more:
        lines.append(f"{indent}More: {verdict.hint.more}")
    if worked and verdict.hint.worked:
        lines += [indent + BY_HAND, *(2 * indent + line for line in verdict.hint.worked)]
    lines += [indent + f"Note: {warning}" for warning in verdict.warnings]
    return "\n".join(lines)


def headline(verdict: Verdict) -> str:
    """The name, whether it passed, and the points."""
    state = "passed" if verdict.passed else "not yet"
    return f"{verdict.name}   {state}, {points_text(verdict)}"


def points_text(verdict: Verdict) -> str:
    """The points earned and the maximum, such as "1 of 2 points"."""
    unit = "point" if verdict.max_score == 1 else "points"
    return f"{verdict.score:.3g} of {verdict.max_score:g} {unit}"


def html(verdict: Verdict, *, more: bool = False, worked: bool = False) -> str:
    """A verdict as a small block of HTML, with the same words as `text`."""
    colour = WELL if verdict.passed else NOT_YET
    state = "✓ passed" if verdict.passed else "not yet"
    title = f"<code>{escape(verdict.name)}</code> &nbsp; <strong>{state}</strong>"
    parts = [f"<div>{title}, {points_text(verdict)}</div>"]
    sentence, _, example = verdict.message.partition("\n")
    if sentence:
        parts.append(_block(_marked_code(sentence)))
    if example:
        parts.append(_block(escape(example), "font-family: var(--jp-code-font-family, monospace)"))
    if verdict.picture:
        parts.append(_block(img(verdict.picture)))
    if not verdict.passed and any(check.passed for check in verdict.checks):
        claims = "".join(
            f"<li>{'✓ passed' if c.passed else '✗ not yet'}: {escape(c.claim)}</li>"
            for c in verdict.checks
        )
        style = "list-style: none; margin: 0; padding: 0"
        parts.append(_block(f'<ul role="list" style="{style}">{claims}</ul>', "opacity: 0.8"))
    if more and verdict.hint.more:
        parts.append(_block(f"<strong>More:</strong> {_marked_code(verdict.hint.more)}"))
    if worked and verdict.hint.worked:
        steps = "".join(f"<li>{escape(line)}</li>" for line in verdict.hint.worked)
        parts.append(_block(f'<strong>{BY_HAND}</strong><ol style="margin: 0">{steps}</ol>'))
    parts += [_block(f"Note: {escape(warning)}") for warning in verdict.warnings]
    return _framed(parts, colour, ": ".join(headline(verdict).split("   ", 1)))


def card(sentence: str, lines: Iterable[str], picture: Picture | None, well: bool) -> str:
    """A sentence with some lines and a picture as a small block of HTML, as `html` shows a verdict."""
    parts = [f"<div><strong>{_marked_code(sentence)}</strong></div>"]
    parts += [_block(escape(line)) for line in lines]
    parts += [_block(img(picture))] if picture else []
    return _framed(parts, WELL if well else NOT_YET, sentence.replace("`", ""))


def _framed(parts: Iterable[str], colour: str, label: str) -> str:
    """A region that a screen reader can jump to, and names by its label."""
    return (
        f'<div role="region" aria-label="{escape(label)}" class="{NO_FORMULAS}" '
        f'style="border-left: 4px solid {colour}; padding: 0.3em 0.8em; margin: 0.3em 0; '
        f'line-height: 1.5; overflow-wrap: anywhere">{"".join(parts)}</div>'
    )


def _block(content: str, style: str = "") -> str:
    """A paragraph of a verdict."""
    return f'<div style="margin-top: 0.3em; {style}">{content}</div>'


def _marked_code(sentence: str) -> str:
    """A sentence as HTML, with the text between backticks as code."""
    pieces = escape(sentence).split("`")
    return "".join(f"<code>{p}</code>" if odd % 2 else p for odd, p in enumerate(pieces))
