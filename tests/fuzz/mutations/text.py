"""Text: what no JSON writer would write, or hardly any."""

from __future__ import annotations

import re
from random import Random

_LITERAL = r'(?<=: )(?:"[^"\\]*"|\d+(?:\.\d+)?|true|false|null)'


def _exchanged(text: str, pattern: str, new: str, draw: Random) -> str:
    """The text with something new in the place of one of the pattern's matches."""
    found = list(re.finditer(pattern, text))
    if not found:
        return text
    match = draw.choice(found)
    return text[: match.start()] + new + text[match.end() :]


def odd_literal(text: str, draw: Random) -> str:
    odd = ["NaN", "Infinity", "-Infinity", "1e999", "9" * 5000, "-0", "1E400", "undefined", "'x'"]
    return _exchanged(text, _LITERAL, draw.choice(odd), draw)


def nested_deeply(text: str, draw: Random) -> str:
    opening, closing = draw.choice([("[", "]"), ('{"a":', "}")])
    depth = draw.choice([20, 300, 900, 3000, 100_000])
    return _exchanged(text, _LITERAL, opening * depth + "1" + closing * depth, draw)


def key_doubled(text: str, draw: Random) -> str:
    keys = ['"cells": []', '"metadata": {}', '"source": "x"', '"cell_type": "raw"', '"nbformat": 3']
    return _exchanged(text, r"\{(?=\s*\")", "{" + draw.choice(keys) + ", ", draw)


def escapes_inserted(text: str, draw: Random) -> str:
    escapes = [r"\ud800", r"\udc00\ud800", r"\u0000", r"\x41", "\\", r"\u12", r"\u202e"]
    odd = [*escapes, "\x00", "\x1b[2J"]
    return _exchanged(text, r"(?<=[a-z ])(?=[a-z ])", draw.choice(odd), draw)


def merge_conflict(text: str, draw: Random) -> str:
    lines = text.split("\n")
    at = draw.randrange(len(lines))
    lines[at:at] = ["<<<<<<< HEAD", lines[at], "=======", lines[at], ">>>>>>> theirs"]
    return "\n".join(lines)


def punctuation_changed(text: str, draw: Random) -> str:
    new = draw.choice(["", ",", ",,", "'", "}", "]", ";"])
    return _exchanged(text, r'[,:{}\[\]"]', new, draw)


def line_ends_changed(text: str, draw: Random) -> str:
    ends = draw.choice(["\r\n", "\r", "\n\n"])
    escaped = draw.choice([r"\r\n", r"\r", r"\n"])
    return text.replace("\n", ends).replace(r"\n", escaped)


def not_a_notebook_at_all(text: str, draw: Random) -> str:
    return draw.choice(
        ["", " ", "null", "[]", "{}", '"x"', "3", "NaN", "<html></html>", '{"cells": 3}']
    )
