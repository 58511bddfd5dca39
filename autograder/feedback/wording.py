"""Sentences for students: the form of a value, parts of it, calls and numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.compare import Mismatch, NamedIndex, as_numbers, close
from autograder.model import Case, Exercise, Observation, Plain

_LONGEST_TEXT = 40
_LONGEST = 8
"""The maximum number of list elements shown."""


def nothing_returned(printed: str, where: str = "") -> str:
    """What is said of a function that returns nothing, with what it prints, and where another value is right."""
    if printed:
        return "It prints its answer but returns nothing: use return in place of print."
    return (
        f"It returns nothing (None){where}. Each way through it must end in a return, after a loop "
        "and in every branch of an if, too."
    )


def form_sentence(mismatch: Mismatch, exercise: Exercise, printed: str) -> str | None:
    """What is wrong with the form of a value: nothing returned, type, length, key or shape."""
    part, subject = part_name(mismatch.path), subject_name(mismatch.path, "It")
    if mismatch.kind == "none":
        if part:
            return f"{subject} is None: give it a value before you return it."
        right = as_numbers(mismatch.expected)
        alone = right is not None and right.ndim == 0
        where = f" where {value_text(mismatch.expected)} is right" if alone else ""
        return nothing_returned(printed, where)
    if mismatch.kind == "type":
        return f"{subject} should be {_describe(mismatch.expected)}; yours is {_describe(mismatch.got)}."
    if mismatch.kind == "length":
        wanted, got = len(mismatch.expected), len(mismatch.got)
        return f"{subject} should hold {wanted} things; yours holds {got}."
    if mismatch.kind == "key":
        keys = ", ".join(_key_text(key) for key in list(mismatch.got)[:8]) or "no keys at all"
        return f"What you return has no {mismatch.path[-1]!r}; it has {keys}."
    if mismatch.kind == "shape":
        return _shape_sentence(part, mismatch)
    return None


def _shape_sentence(part: str, mismatch: Mismatch) -> str:
    wanted, got = np.shape(mismatch.expected), np.shape(mismatch.got)
    of = f" of {part}" if part else ""
    if wanted == ():
        return f"One number is wanted{of}; yours is an array of shape {got}."
    if got == ():
        return f"The result{of} should have the shape {wanted}; yours is a single number."
    sentence = f"The shape{of} should be {wanted}; yours is {got}."
    if got == wanted[::-1] and 1 not in got:
        return f"{sentence} Rows and columns have changed places."
    if [n for n in got if n != 1] == [n for n in wanted if n != 1] and len(got) != len(wanted):
        many = "many" if len(got) > len(wanted) else "few"
        return f"{sentence} There is an axis of length 1 too {many}."
    return sentence


def part_name(path: tuple[str | int, ...], entry: str = "") -> str:
    """The words for a part of a returned value: `dW1`, `velocity`, "the first value", or "" for the whole.

    `entry` is the position in that part, such as `[1, 0]`.
    """
    ordinals = ("first", "second", "third", "fourth")
    if path and isinstance(path[-1], str):
        path = (*path[:-1], path[-1] + entry)
        entry = ""
    words = [entry] if entry else []
    for step in reversed(path):
        if isinstance(step, str):
            words.append(step)
        elif isinstance(step, NamedIndex):
            words.append(step.name)
        else:
            words.append(f"the {ordinals[step]} value" if step < 4 else f"value {step + 1}")
    return " of ".join(words)


def subject_name(path: tuple[str | int, ...], otherwise: str) -> str:
    """The words for a part at the beginning of a sentence; `otherwise` for the whole."""
    part = part_name(path)
    return f"The {part[4:]}" if part.startswith("the ") else part or otherwise


def _describe(value: Plain) -> str:
    if value is None:
        return "None"
    if isinstance(value, str):
        return "text"
    if isinstance(value, Mapping):
        return "a dict"
    if isinstance(value, tuple | list) and len(value) == 1:
        return "a list of one" if isinstance(value, list) else "one value with a comma behind it"
    if isinstance(value, tuple):
        return f"{len(value)} values with commas between"
    numbers = as_numbers(value)
    if numbers is None:
        return f"a {type(value).__name__}"
    return "a number" if numbers.ndim == 0 else f"an array of shape {numbers.shape}"


def example(exercise: Exercise, observation: Observation, mismatch: Mismatch) -> str:
    """The smallest example of a difference: the call, the right value, and the student's."""
    subject, entry = call_text(exercise, observation.case), ""
    expected, got = mismatch.expected, mismatch.got
    if mismatch.kind == "shape" or mismatch.kind == "value":
        subject, expected, got, entry = _focus(exercise, observation, subject, expected, got)
    if part := part_name(mismatch.path, entry):
        subject = f"{subject}: {part}" if entry_like(part) else f"{part} of {subject}"
    subject = f"T{subject[1:]}" if subject.startswith("the ") else subject
    return (
        f"{subject} should be {value_text(expected, got)}; yours gives {value_text(got, expected)}."
    )


def entry_like(part: str) -> bool:
    """Whether the words name only an entry, such as `[1, 0]`."""
    return part.startswith("[")


def _focus(
    exercise: Exercise, observation: Observation, subject: str, expected: Any, got: Any
) -> tuple[str, Any, Any, str]:
    """Narrow arrays down to the one entry that differs most."""
    want, have = as_numbers(expected), as_numbers(got)
    if want is None or have is None or want.shape != have.shape or want.ndim == 0:
        return subject, expected, got, ""
    with np.errstate(all="ignore"):
        gap = np.abs(np.asarray(want, float) - np.asarray(have, float))
    gap[~np.isfinite(gap)] = np.inf
    gap[close(want, have)] = 0
    index = np.unravel_index(np.argmax(gap), gap.shape)
    inputs = observation.case.inputs
    if exercise.element_wise and observation.case.script is None:
        arrays = {key: v[index] for key, v in inputs.items() if np.shape(v) == want.shape}
        place = " and ".join(f"{key} is {value_text(v)}" for key, v in arrays.items())
        arguments = [key if key in arrays else value_text(v) for key, v in inputs.items()]
        subject = f"Where {place}, {exercise.name}({', '.join(arguments)})"
        return subject, want[index], have[index], ""
    where = ", ".join(str(int(i)) for i in index)
    return subject, want[index], have[index], f"[{where}]"


def call_text(exercise: Exercise, case: Case) -> str:
    """A call as a student would write it, with shapes in place of large arguments.

    A text argument is in quotes. A text that names a function is shown as that name or, if it is a
    formula, as the argument's name.
    """
    inputs = case.inputs
    arguments = [_argument_text(key, value, case) for key, value in inputs.items()]
    formulas = [f"{key} = {value}" for key, value in inputs.items() if _is_formula(value, case)]
    shapes = [
        f"{key} of shape {np.shape(value)}"
        for key, value in inputs.items()
        if not _is_small(value) and as_numbers(value) is not None
    ]
    call = f"{exercise.name}({', '.join(arguments)})"
    return f"{call} for {' and '.join(formulas + shapes)}" if formulas or shapes else call


def _argument_text(key: str, value: Plain, case: Case) -> str:
    if isinstance(value, str) and not _is_formula(value, case):
        shown = value if len(value) <= _LONGEST_TEXT else value[: _LONGEST_TEXT - 1] + "…"
        return shown if case.script else f'"{shown}"'
    return value_text(value) if _is_small(value) else key


def _is_formula(value: Plain, case: Case) -> bool:
    """Whether a text is a formula for a case's script, not just a name."""
    return isinstance(value, str) and case.script is not None and not value.isidentifier()


def _is_small(value: Plain) -> bool:
    if isinstance(value, Mapping):
        sizes = [5 if (part := as_numbers(v)) is None else part.size for v in value.values()]
        return sum(sizes) <= 4
    numbers = as_numbers(value)
    return numbers is not None and numbers.size <= (_LONGEST if numbers.ndim == 1 else 6)


def value_text(value: Plain, other: Plain = None) -> str:
    """A value in a few characters: numbers to four digits, or more if needed to differ from `other`."""
    if isinstance(value, str):
        return repr(value if len(value) <= 40 else value[:37] + "…")
    if value is None or isinstance(value, bool | np.bool_):
        return str(value)
    if isinstance(value, Mapping):
        small = _is_small(value)
        parts = [
            f"{_key_text(key)}: {value_text(part) if small else '…'}" for key, part in value.items()
        ]
        return "{" + ", ".join(parts[:6]) + "}"
    numbers = as_numbers(value)
    if numbers is None:
        return f"a {type(value).__name__}"
    if numbers.ndim == 0:
        return number_text(numbers[()], as_numbers(other))
    if numbers.size <= _LONGEST:
        text = np.array2string(numbers, 1000, separator=", ", formatter={"all": number_text})
        return text.replace("\n", "")
    return f"an array of shape {numbers.shape}"


def _key_text(key: Any) -> str:
    return value_text(key) if isinstance(key, str) else repr(key)[:40]


def number_text(number: Any, other: Any = None) -> str:
    """A number to four significant digits, or more if `other` would look the same."""
    if isinstance(number, bool | np.bool_):
        return str(bool(number))
    if isinstance(number, int | np.integer):
        return str(int(number))
    number = float(number) or 0.0
    if not np.isfinite(number):
        return {True: "NaN"}.get(number != number, "infinity" if number > 0 else "-infinity")
    for digits in (4, 6, 9, 12, 17):
        text = f"{number:.{digits}g}"
        if other is None or np.ndim(other) or f"{float(other):.{digits}g}" != text:
            break
    return text if any(c in text for c in ".en") else f"{text}.0"
