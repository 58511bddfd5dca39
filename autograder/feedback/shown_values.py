"""Values as blocks of text, and where two functions' values differ as they are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.compare import agree, as_numbers
from autograder.feedback.phrases import listed
from autograder.feedback.wording import number_text, value_text
from autograder.model import Plain

Values = Mapping[str, Plain]
"""Values by the names under which they are shown."""

RESULT = "result"
"""The name of a value that is all a function returns."""

LARGEST, WIDEST = 30, 6
"""The most numbers of a value that are shown, and the most columns."""


def block(value: Plain) -> str:
    """A value as text: numbers to four digits, a table with a line for each row."""
    numbers = None if isinstance(value, str) else as_numbers(value)
    if numbers is None or numbers.ndim == 0:
        return value_text(value)
    if numbers.ndim != 2 or not numbers.size:
        return _line(numbers)
    wide = max(len(number_text(number)) for number in numbers.flat)
    rows = [f"[{', '.join(f'{number_text(n):>{wide}}' for n in row)}]" for row in numbers]
    return "[" + ",\n ".join(rows) + "]"


def _line(numbers: NDArray[Any]) -> str:
    text = np.array2string(numbers, 1000, separator=", ", formatter={"all": number_text})
    return text.replace("\n", "")


def fits(value: Plain) -> bool:
    """Whether a value can be shown: a few numbers, or a short text."""
    numbers = as_numbers(value)
    if numbers is None:
        return value is None or isinstance(value, str)
    columns = numbers.shape[-1] if numbers.ndim == 2 else 1
    return numbers.ndim <= 2 and numbers.size <= LARGEST and columns <= WIDEST


def visibly_differ(one: Values, other: Values) -> bool:
    """Whether two functions' values differ, and differ as they are shown."""
    return one.keys() != other.keys() or any(_differ(one[name], other[name]) for name in one)


def _differ(one: Plain, other: Plain) -> bool:
    return block(one) != block(other) and not agree(one, other)


def why_right(right: Values, here: Values) -> str:
    """Which values show a mistake: those that are right, those that are not, and one number."""
    wrong = [name for name in right if name not in here or _differ(right[name], here[name])]
    well = [name for name in right if name not in wrong]
    parts = ""
    if well and max(map(len, right)) < _LONG_NAME:
        parts = f"{_listed(well)} {_are(well)} right, {_listed(wrong)} {_are(wrong)} not. "
    name = wrong[0]
    if name not in here:
        return f"{parts}There is no {_whole(name)}."
    place, want, got = telling(name, right[name], here[name])
    return f"{parts}{_sentence(place)} should be {want}, and here it is {got}."


def why_wrong(imagined: Values, right: Values, here: Values) -> str:
    """Which number would be another one with the mistake of another sentence."""
    if not visibly_differ(right, imagined):
        return "With that mistake every number here would be right: it shows in other cases."
    missing = [name for name in here if name not in imagined]
    if missing:
        return f"With that mistake there would be no {_whole(missing[0])}."
    name = next(name for name in here if _differ(here[name], imagined[name]))
    place, would, got = telling(name, imagined[name], here[name])
    return f"With that mistake {place} would be {would}; here it is {got}."


_LONG_NAME = 25


def _listed(names: Sequence[str]) -> str:
    return _sentence(listed([_whole(name) for name in names]))


def _are(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are"


def _sentence(place: str) -> str:
    return place[0].upper() + place[1:] if place.startswith(("the ", "entry ")) else place


def telling(name: str, one: Plain, other: Plain) -> tuple[str, str, str]:
    """The place where two values differ most, such as `W1[0, 2]`, and what is there in each.

    Where they have different forms, it is the whole or its shape.
    """
    whole = _whole(name)
    a, b = as_numbers(one), as_numbers(other)
    if a is None or b is None:
        return whole, value_text(one), value_text(other)
    if a.shape != b.shape:
        if a.ndim and b.ndim:
            return f"the shape of {whole}", str(a.shape), str(b.shape)
        return whole, _short(a), _short(b)
    if a.ndim == 0:
        return whole, number_text(a[()]), number_text(b[()])
    with np.errstate(invalid="ignore"):
        gap = np.abs(np.asarray(a, float) - np.asarray(b, float))
    gap[~np.isfinite(gap)] = np.inf
    gap[_texts(a) == _texts(b)] = 0
    at = np.unravel_index(int(gap.argmax()), gap.shape)
    where = f"[{', '.join(str(int(i)) for i in at)}]"
    place = f"{name}{where}" if name.isidentifier() else f"entry {where} of {whole}"
    return place, number_text(a[at]), number_text(b[at])


def _whole(name: str) -> str:
    """A name in a sentence: in quotes if it has several words, as a call has not."""
    if name == RESULT:
        return "the result"
    return f"“{name}”" if " " in name and "(" not in name else name


def _texts(numbers: NDArray[Any]) -> NDArray[Any]:
    return np.array([number_text(number) for number in numbers.flat]).reshape(numbers.shape)


def _short(numbers: NDArray[Any]) -> str:
    return (
        number_text(numbers[()]) if numbers.ndim == 0 else f"an array of the shape {numbers.shape}"
    )
