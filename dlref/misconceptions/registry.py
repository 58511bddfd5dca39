"""Where misconceptions are kept: by exercise, then by id."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_ID = re.compile(r"[a-z0-9_]+/[a-z0-9-]+")


@dataclass(frozen=True)
class Misconception:
    """A wrong answer that runs: its id (`exercise/kebab-name`), what it does, and what helps."""

    id: str
    what: str
    sentence: str
    function: Callable[..., Any]


KNOWN: dict[str, dict[str, Misconception]] = {}


def misconception(id: str, sentence: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register the decorated function as a known wrong answer.

    Args:
        id: `exercise/kebab-name`.
        sentence: what a learner should hear: what went wrong and where to look.

    Raises:
        ValueError: if the id is malformed or taken, or the function has no docstring.
    """
    if not _ID.fullmatch(id):
        raise ValueError(f"{id!r} is not of the form exercise/kebab-name")
    exercise = id.split("/")[0]

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        known = KNOWN.setdefault(exercise, {})
        if id in known:
            raise ValueError(f"{id} is registered twice")
        if not function.__doc__:
            raise ValueError(f"{id} needs a docstring that says what it does")
        known[id] = Misconception(id, function.__doc__.strip(), sentence, function)
        return function

    return register
