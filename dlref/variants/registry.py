"""Where variants are kept: by exercise, then by the function's name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Answer = Callable[..., Any]

VARIANTS: dict[str, dict[str, Answer]] = {}


def variant(exercise: str) -> Callable[[Answer], Answer]:
    """Register the decorated function as an unusual right answer to an exercise.

    Raises ValueError if the name is taken, does not begin with the exercise's, or the function has
    no docstring.
    """

    def register(function: Answer) -> Answer:
        name, known = function.__name__, VARIANTS.setdefault(exercise, {})
        if not name.startswith(f"{exercise}_"):
            raise ValueError(f"{name} should be called {exercise}_ and what is unusual about it")
        if name in known:
            raise ValueError(f"{name} is registered twice")
        if not function.__doc__:
            raise ValueError(f"{name} needs a docstring that says what is unusual about it")
        known[name] = function
        return function

    return register
