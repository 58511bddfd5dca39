"""An error of student code, and rules that find the usual cause of one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from autograder.model import Plain


@dataclass(frozen=True)
class Error:
    """An error as Python tells it, and what is known of where it happened.

    Args:
        text: the error's type and message, such as "KeyError: 'W1'".
        line: the student's own line.
        name: the exercise.
        inputs: the arguments of the call, by name.
    """

    text: str
    line: str = ""
    name: str = ""
    inputs: Mapping[str, Plain] = field(default_factory=dict)

    def calls(self, *functions: str) -> bool:
        """Whether the student's line calls one of these functions, such as "np.max" or "range"."""
        names = "|".join(map(re.escape, functions))
        return re.search(rf"(?<![\w.])(?:{names})\s*\(", self.line) is not None

    @property
    def dicts(self) -> dict[str, Mapping[str, Plain]]:
        """The arguments that are dicts."""
        return {name: value for name, value in self.inputs.items() if isinstance(value, Mapping)}


NONE = (
    "Something there is None. Perhaps it comes from a function without a return, or from one that "
    "works in place, like append."
)
NO_BRACKETS = "A function stands there without its round brackets: call it, as in f(x)."
TUPLE = "Several values came together there (a tuple): take them apart, as in a, b = f(x)."
NUMBER = r"(?:int|float|bool|complex|numpy\.(?:float|int|uint|bool)\d*_?)"
"""A pattern of the names of the types of single numbers."""

Advice = str | Callable[[re.Match[str], Error], str]
Rules = tuple[tuple[str, Advice], ...]
"""Patterns of an error's text, each with a sentence that takes its groups, or a function for one."""


def advice(rules: Rules, error: Error) -> str:
    """The sentence of the first rule that has one for this error, or ""."""
    for pattern, told in rules:
        match = re.search(pattern, error.text)
        if match is None:
            continue
        sentence = told.format(*match.groups()) if isinstance(told, str) else told(match, error)
        if sentence:
            return sentence
    return ""
