"""Families of changes to the result: negated, inverted, cut, transposed, two parts exchanged.

Each has a way back, so that a change of the result and another mistake are found together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.compare import as_numbers
from autograder.model import Plain


@dataclass(frozen=True)
class ResultChange:
    """What was done to a result: the family, its sentence, and what to do with it, and to undo it.

    `back` is None where it can't be undone. A change that is a `law` of the numbers is told as such
    already (see `feedback/difference.py`), and here only together with another mistake.
    """

    family: str
    told: str
    there: Callable[[Any], Any]
    back: Callable[[Any], Any] | None = None
    law: bool = False


def _exchanged(value: Plain) -> Plain:
    if not isinstance(value, tuple) or len(value) < 2:
        raise ValueError("not several values")
    return (value[1], value[0], *value[2:])


def on_numbers(change: Callable[[Any], Any]) -> Callable[[Plain], Plain]:
    """The change, done to every array or number in a value."""

    def changed(value: Plain) -> Plain:
        if isinstance(value, Mapping):
            return {key: changed(part) for key, part in value.items()}
        if isinstance(value, tuple):
            return tuple(map(changed, value))
        numbers = as_numbers(value)
        if numbers is None:
            raise ValueError("not a number")
        with np.errstate(all="ignore"):
            return change(np.asarray(numbers, float))

    return changed


RESULTS = (
    ResultChange(
        "negated",
        "the result has the wrong sign",
        on_numbers(lambda x: -x),
        on_numbers(lambda x: -x),
        law=True,
    ),
    ResultChange(
        "one-minus",
        "1 minus the result is taken",
        on_numbers(lambda x: 1 - x),
        on_numbers(lambda x: 1 - x),
        law=True,
    ),
    ResultChange(
        "inverted",
        "the result is upside down: 1 divided by what is asked for",
        on_numbers(lambda x: 1 / x),
    ),
    ResultChange(
        "doubled",
        "the result is doubled",
        on_numbers(lambda x: 2 * x),
        on_numbers(lambda x: x / 2),
    ),
    ResultChange(
        "halved",
        "the result is halved",
        on_numbers(lambda x: x / 2),
        on_numbers(lambda x: 2 * x),
    ),
    ResultChange(
        "percent",
        "the result is 100 times too large, as in percent",
        on_numbers(lambda x: 100 * x),
        on_numbers(lambda x: x / 100),
        law=True,
    ),
    ResultChange(
        "transposed-result",
        "the result is transposed",
        on_numbers(np.transpose),
        on_numbers(np.transpose),
        law=True,
    ),
    ResultChange(
        "values-exchanged",
        "the first two values are returned in the other order",
        _exchanged,
        _exchanged,
    ),
    ResultChange("rounded-result", "the result is rounded", on_numbers(np.round)),
    ResultChange("whole-result", "the result is cut to whole numbers", on_numbers(np.trunc)),
    ResultChange(
        "clipped-below", "what is below 0 becomes 0", on_numbers(lambda x: np.maximum(x, 0))
    ),
    ResultChange(
        "clipped-above", "what is above 1 becomes 1", on_numbers(lambda x: np.minimum(x, 1))
    ),
    ResultChange(
        "clipped",
        "the result is clipped to the range from 0 to 1",
        on_numbers(lambda x: np.clip(x, 0, 1)),
    ),
    ResultChange("unsigned", "the result has lost its minus signs", on_numbers(np.abs)),
    ResultChange(
        "thresholded",
        "the result is turned into 0 and 1, with a border at 0.5",
        on_numbers(lambda x: (x > 0.5).astype(float)),
    ),
    ResultChange(
        "root-of-result", "the result is the square root of what is asked for", on_numbers(np.sqrt)
    ),
    ResultChange(
        "squared-result", "the result is the square of what is asked for", on_numbers(np.square)
    ),
    ResultChange("summed-result", "the result is summed up to one number", on_numbers(np.sum)),
    ResultChange(
        "averaged-result", "the mean of the result is taken, one number", on_numbers(np.mean)
    ),
    ResultChange(
        "summed-rows", "the rows of the result are added up", on_numbers(lambda x: x.sum(axis=0))
    ),
    ResultChange(
        "averaged-rows",
        "the mean over the rows of the result is taken",
        on_numbers(lambda x: x.mean(axis=0)),
    ),
    ResultChange(
        "summed-columns",
        "the columns of the result are added up",
        on_numbers(lambda x: x.sum(axis=1)),
    ),
)
