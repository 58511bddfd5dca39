"""What every course's hints have to be: short, kind, free of code, and right to the digits shown."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from autograder.model import Exercise, Hint

SHORTEST, LONGEST = 80, 350
FEWEST_LINES, MOST_LINES, LONGEST_LINE = 3, 10, 140
_CODE = re.compile(
    r"np\.|==|\*\*|//|[-+*]=|:=|@|\.T\b|axis|keepdims|`|\w\[|\b(def|lambda|import|for \w+ in)\b"
)
_UNKIND = re.compile(r"\b(simply|just|obviously|clearly|easy|trivial)\b", re.IGNORECASE)


def hint_faults(exercise: Exercise, hint: Hint, names: Iterable[str]) -> Iterator[str]:
    """What is wrong with an exercise's hint. `names` may stand in it though they look like code."""
    if not hint.more:
        yield "has no hint: write one with @hint"
        return
    if not SHORTEST <= len(hint.more) <= LONGEST:
        yield f"its hint has {len(hint.more)} characters: {SHORTEST} to {LONGEST} are read"
    if not FEWEST_LINES <= len(hint.worked) <= MOST_LINES:
        yield (
            f"its case worked by hand has {len(hint.worked)} lines: {FEWEST_LINES} to {MOST_LINES} are "
            "followed"
        )
    known = sorted({*names, *exercise.signature}, key=len, reverse=True)
    for line in (hint.more, *hint.worked):
        yield from _line_faults(line, known, longest=LONGEST if line == hint.more else LONGEST_LINE)
    for left, right in equations(hint.worked):
        if not _holds(left, right):
            yield f"a calculator does not agree with its hint: {left.strip()} is not {right}"


def _line_faults(line: str, known: Iterable[str], longest: int) -> Iterator[str]:
    bare = line
    for name in known:
        bare = re.sub(rf"\b{re.escape(name)}\b", "", bare)
    shown = line if len(line) <= 50 else f"{line[:47]}..."
    if len(line) > longest:
        yield f"a line of its hint is longer than {longest} characters: {shown}"
    if not line.endswith((".", "?")):
        yield f"a line of its hint does not end with a full stop: {shown}"
    if found := _CODE.search(bare):
        yield f"its hint holds code ({found[0]}): say it in words and numbers: {shown}"
    if found := _UNKIND.search(line):
        yield f"its hint says {found[0]!r}, which helps nobody who is stuck: {shown}"


# --- the arithmetic of a worked case ---

_RUN = re.compile(r"(?:log|tanh|sigmoid|max|e\^|[-\d.+·/()=²³√π, ])+")
_RIGHT = re.compile(r"\s*(-?\d+(?:\.\d+)?)(?![\d/·(])")
_SIGNS = {"·": "*", "²": "**2", "³": "**3", "√": "sqrt", "π": "pi"}
_CALCULATOR = {
    "log": math.log,
    "tanh": math.tanh,
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "max": max,
    "exp": math.exp,
    "sqrt": math.sqrt,
    "pi": math.pi,
}


def equations(lines: Iterable[str]) -> list[tuple[str, str]]:
    """All that the lines claim to be equal: a term of numbers, and the number that it gives."""
    return [pair for line in lines for run in _RUN.finditer(line) for pair in _claims(line, run)]


def _claims(line: str, run: re.Match[str]) -> Iterator[tuple[str, str]]:
    text = run[0]
    if run.start() and (line[run.start() - 1].isalnum() or line[run.start() - 1] == "_"):
        text = text.partition(" ")[2]  # the end of a name, such as W1
    sides = text.split("=")
    for left, right in pairwise(sides):
        term, number = _last_term(left), _RIGHT.match(right)
        if number and any(c.isdigit() for c in term) and not term.count("(") - term.count(")"):
            yield term, number[1]


def _last_term(text: str) -> str:
    """What stands behind the last comma that is not within brackets."""
    depth, start = 0, 0
    for place, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth < 0 or (sign == "," and depth == 0):
            depth, start = 0, place + 1
    return text[start:].strip(" .")


def _holds(left: str, right: str) -> bool:
    """Whether a calculator gives what is on the right, in the digits shown or four that tell.

    True where it can't be asked, for a term that is no term of numbers.
    """
    try:
        value, shown = value_of(left), float(right)
    except (SyntaxError, ValueError, TypeError, NameError, ArithmeticError):
        return True
    digits = len(right.partition(".")[2])
    last = 0.5 * 10**-digits if digits and "e" not in right else 0.0
    return abs(value - shown) <= max(last, 5e-4 * abs(value)) + 1e-9


def value_of(term: str) -> float:
    """What a calculator gives for a term such as `0.5 · (-0.5) · 0.6171`."""
    term = re.sub(r"e\^(-?[\d.]+)", r"exp(\1)", term.strip())
    for sign, meaning in _SIGNS.items():
        term = term.replace(sign, meaning)
    return float(eval(term, {"__builtins__": {}}, _CALCULATOR))
