"""Rules for hints: short, kind, without code, and with arithmetic that is right as shown."""

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
    """The faults of an exercise's hint. `names` are allowed in it although they look like code."""
    if not hint.more:
        yield "has no hint: write one with @hint"
        return
    if not SHORTEST <= len(hint.more) <= LONGEST:
        yield f"its hint has {len(hint.more)} characters: write {SHORTEST} to {LONGEST}"
    if not FEWEST_LINES <= len(hint.worked) <= MOST_LINES:
        yield (
            f"its case worked by hand has {len(hint.worked)} lines: write {FEWEST_LINES} to {MOST_LINES}"
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
        yield f"its hint contains code ({found[0]}): use words and numbers: {shown}"
    if found := _UNKIND.search(line):
        yield f"its hint says {found[0]!r}, which does not help a student who is stuck: {shown}"


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
    """All equations in the lines: a term of numbers, and the number that it should give."""
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
    """The text after the last comma that is not in brackets."""
    depth, start = 0, 0
    for place, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth < 0 or (sign == "," and depth == 0):
            depth, start = 0, place + 1
    return text[start:].strip(" .")


def _holds(left: str, right: str) -> bool:
    """Whether the left side has the value on the right, to the digits shown or to four digits.

    True if the left side can't be computed.
    """
    try:
        value, shown = value_of(left), float(right)
    except (SyntaxError, ValueError, TypeError, NameError, ArithmeticError):
        return True
    digits = len(right.partition(".")[2])
    last = 0.5 * 10**-digits if digits and "e" not in right else 0.0
    return abs(value - shown) <= max(last, 5e-4 * abs(value)) + 1e-9


def value_of(term: str) -> float:
    """The value of a term such as `0.5 · (-0.5) · 0.6171`."""
    term = re.sub(r"e\^(-?[\d.]+)", r"exp(\1)", term.strip())
    for sign, meaning in _SIGNS.items():
        term = term.replace(sign, meaning)
    return float(eval(term, {"__builtins__": {}}, _CALCULATOR))
