"""Sentences for students on why a function gave no value."""

from __future__ import annotations

import re
from collections.abc import Mapping

from autograder.feedback import array_errors, name_errors, value_errors
from autograder.feedback.errors import Error, advice
from autograder.model import Plain, Problem

RULES = (*name_errors.RULES, *array_errors.RULES, *value_errors.RULES)

_PLAIN_PROBLEMS = {
    "unfinished": "This one is still waiting for you: write your code in place of `raise NotImplementedError`.",
    "missing": "There is no function called {name} here: was it renamed, or its cell deleted or not run?",
    "not a function": "{name} is not a function here: something else has been given that name.",
    "timeout": "It does not come to an end: look for a loop that never stops.",
    "busy": "It did not come to its end, because this computer was busy with other work: run it once more.",
    "output": "It prints without end: look for a print inside a loop that never stops.",
    "too much": "It returns far more data than there can be: look at the size of what you return.",
    "exit": "It ends Python itself (with exit, quit or the like): return a value instead.",
    "memory": "It needs more memory than the computer gives: does an array grow with every step?",
    "crash": "It stopped the whole Python process: look for a recursion or an array without end.",
}


_WHATEVER_THE_INPUTS = ("unfinished", "missing", "not a function", "timeout", "output", "memory")
_SYNTAX = "Python can't read the cell of {name}"


SHORTER = (
    (r"matmul: .*", "matmul: the shapes do not fit"),
    (r"( not aligned): \d+ \(dim .*", r"\1"),
    (r"only integers, slices .* are valid indices", "only integers and slices are valid indices"),
    (r"( is ambiguous)\. Use .*", r"\1"),
    (r"\. Did you mean '\w+'\?", ""),
    (r" with casting rule .*", ""),
    (r", and the inputs could not be safely coerced.*", ""),
    (r", is not supported, use the .*", ", is not supported"),
    (r"( match exactly| same number of dimensions), but .*", r"\1"),
    (r"( with a sequence)\. The requested .*", r"\1"),
    (r"( has no attribute '\w+')\. `np\..*", r"\1"),
    (r"\s*\[original->remapped\].*", ""),
    (r" which has no callable \w+ method", ""),
    (r"( cannot import name '\w+' from '[\w.]+') \(.*", r"\1"),
)
"""What is cut from the messages of Python and NumPy: internal terms, paths, advice that fits no learner."""


def holds_for_any_input(message: str, name: str) -> bool:
    """Whether a message on a function is the same for all inputs, and has no word of the student's."""
    return message in {_PLAIN_PROBLEMS[kind].format(name=name) for kind in _WHATEVER_THE_INPUTS}


def is_unfinished(message: str) -> bool:
    """Whether a message says that a function still raises NotImplementedError."""
    return message == _PLAIN_PROBLEMS["unfinished"]


def problem_sentence(problem: Problem, name: str, inputs: Mapping[str, Plain] | None = None) -> str:
    """Why a function gave no value, in a sentence or two for the student.

    `inputs` are the arguments that it was called with, by name, if they are known.
    """
    text, line, where = map(_readable, (problem.text, problem.line, problem.where))
    elsewhere = where not in ("", name) and not where.startswith("<")
    if problem.kind == "unfinished" and elsewhere:
        return f"It needs {where}, which is still waiting for its code."
    if problem.kind in _PLAIN_PROBLEMS:
        return _PLAIN_PROBLEMS[problem.kind].format(name=name)
    if problem.kind == "not plain":
        return f"It returns something that is not numbers ({text}): return a number or an array."
    usual_cause = advice(RULES, Error(text, line, name, inputs or {}))
    if problem.kind == "not defined":
        return f"{where} is not defined, because {_failed(line, text)} {usual_cause}".strip()
    at = f"`{line}`" if line else ""
    if problem.kind == "syntax":
        place = f" near line {where}" if where else ""
        return f"{_SYNTAX.format(name=name)}{place}: {text}. {at}".strip()
    inside = f" (in {where})" if elsewhere else ""
    opening = f"Your line {at}{inside} stops with" if at else "It stops with"
    return f"{opening} {_shortened(text)}. {usual_cause}".strip()


def _failed(line: str, error: str) -> str:
    at = f"`{line}`" if line else "a line above it"
    return f"{at} stops with {_shortened(error)}."


def _shortened(error: str) -> str:
    """An error message without NumPy's internal terms, and without its advice if ours is better."""
    for wordy, short in SHORTER:
        error = re.sub(wordy, short, error)
    return error.rstrip(".")


def _readable(text: str) -> str:
    """A student's text on one line, without control characters."""
    return "".join(c if c.isprintable() else " " for c in " ".join(text.split()))
