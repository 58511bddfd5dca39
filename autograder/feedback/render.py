"""Verdicts as text for a terminal and as HTML for JupyterLab: pure functions of a verdict."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from html import escape

from autograder.feedback.svg import img
from autograder.model import Picture, Verdict

MORE, BY_HAND = "More", "A case by hand"
NO_FORMULAS = "tex2jax_ignore mathjax_ignore"
"""Keeps MathJax from reading dollar signs in a student's texts as formulas."""


WELL, NOT_YET = "var(--jp-success-color1, #2e7d32)", "var(--jp-warn-color0, #b25000)"
NOT_BEGUN = "var(--jp-info-color1, #0277bd)"


def text(verdict: Verdict, *, more: bool = False, worked: bool = False) -> str:
    """A verdict as text: name and points, the message with its example, and the passed checks.

    With `more`, also the hint's text; with `worked`, its case worked by hand.
    """
    indent = "  "
    lines = [headline(verdict)]
    lines += [indent + line for line in verdict.message.splitlines()]
    if verdict.picture:
        lines.append(f"{indent}Picture: {verdict.picture.alt}")
    lines += [indent + claim for claim in _claims(verdict)]
    if more and verdict.hint.more:
        lines.append(f"{indent}{MORE}: {verdict.hint.more}")
    if worked and verdict.hint.worked:
        lines += [f"{indent}{BY_HAND}:", *(2 * indent + line for line in verdict.hint.worked)]
    lines += [indent + f"Note: {warning}" for warning in verdict.warnings]
    return "\n".join(lines)


def headline(verdict: Verdict) -> str:
    """The name, whether it passed, and the points."""
    return f"{verdict.name}   {_state(verdict)}, {points_text(verdict)}"


def _state(verdict: Verdict) -> str:
    if verdict.passed:
        return "passed"
    return "not yet" if verdict.begun else "not begun"


def _claims(verdict: Verdict, passed: str = "✓", failed: str = "✗") -> list[str]:
    """The single checks, where some pass and others do not, each after its mark."""
    if verdict.passed or not verdict.begun or not any(check.passed for check in verdict.checks):
        return []
    return [f"{passed if check.passed else failed} {check.claim}" for check in verdict.checks]


def points_text(verdict: Verdict) -> str:
    """The points earned and the maximum, such as "1 of 2 points"; an exercise may be worth none."""
    return out_of(verdict.score, verdict.max_score)


def out_of(score: float, most: float) -> str:
    """Points and the maximum in words, such as "0.5 of 1 point"."""
    if not most:
        return "for practice"
    earned = f"{most:g}" if score == most else one_decimal(score)
    return f"{earned} of {most:g} {'point' if most == 1 else 'points'}"


def one_decimal(points: float) -> str:
    """Points with at most one decimal, never rounded up, so that all show only where all are earned."""
    return f"{math.floor(points * 10 + 1e-6) / 10:g}"


def html(verdict: Verdict, *, more: bool = False, worked: bool = False) -> str:
    """A verdict as a small block of HTML, with the same words as `text`.

    The hint's text and its case worked by hand are folded. With `more` and with `worked` they are open.
    """
    colour = WELL if verdict.passed else NOT_YET if verdict.begun else NOT_BEGUN
    state = "✓ passed" if verdict.passed else _state(verdict)
    title = f"<code>{escape(verdict.name)}</code> &nbsp; <strong>{state}</strong>"
    parts = [f"<div>{title}, {points_text(verdict)}</div>"]
    sentence, _, example = verdict.message.partition("\n")
    if sentence:
        parts.append(_block(marked_code(sentence)))
    if example:
        parts.append(_block(escape(example), "font-family: var(--jp-code-font-family, monospace)"))
    if verdict.picture:
        parts.append(_block(img(verdict.picture)))
    claims = _claims(verdict, "✓ passed:", "✗ not yet:")
    if claims:
        items = "".join(f"<li>{escape(claim)}</li>" for claim in claims)
        style = "list-style: none; margin: 0; padding: 0"
        parts.append(_block(f'<ul role="list" style="{style}">{items}</ul>', "opacity: 0.8"))
    if verdict.hint.more:
        parts.append(_folded(MORE, _block(marked_code(verdict.hint.more)), more))
    if verdict.hint.worked:
        parts.append(_folded(BY_HAND, _steps(verdict.hint.worked), worked))
    parts += [_block(f"Note: {escape(warning)}") for warning in verdict.warnings]
    return _framed(parts, colour, ": ".join(headline(verdict).split("   ", 1)))


def card(sentence: str, lines: Iterable[str], picture: Picture | None, well: bool) -> str:
    """A sentence with some lines and a picture as a small block of HTML, as `html` shows a verdict."""
    parts = [f"<div><strong>{marked_code(sentence)}</strong></div>"]
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


def _folded(title: str, content: str, is_open: bool) -> str:
    """What unfolds with a click or a key, without a script."""
    return (
        f'<details style="margin-top: 0.3em"{" open" if is_open else ""}>'
        f'<summary style="cursor: pointer">{title}</summary>{content}</details>'
    )


def _steps(lines: Sequence[str]) -> str:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f'<ol style="margin: 0.3em 0 0">{items}</ol>'


def marked_code(sentence: str) -> str:
    """A sentence as HTML, with the text between backticks as code."""
    pieces = escape(sentence).split("`")
    return "".join(f"<code>{p}</code>" if odd % 2 else p for odd, p in enumerate(pieces))
