"""Sentences for students on why a function gave no value."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from autograder.model import Problem
from autograder.notebooks.syllabus import homes

_PLAIN_PROBLEMS = {
    "unfinished": "This one is still waiting for you: write your code in place of `raise NotImplementedError`.",
    "missing": "There is no function called {name} here: was it renamed, or its cell deleted or not run?",
    "not a function": "{name} is not a function here: something else has been given that name.",
    "timeout": "It does not come to an end: look for a loop that never stops.",
    "busy": "It did not come to its end, because this computer was busy with other work: run it once more.",
    "output": "It prints without end: look for a print inside a loop that never stops.",
    "too much": "It returns far more data than there can be: look at the size of what you return.",
    "exit": "It ends Python altogether (exit, quit or similar): return a value instead.",
    "memory": "It needs more memory than the computer gives: does an array grow with every step?",
    "unused": "It calls none of the functions that it may build on.",
    "crash": "It stopped the whole Python process: look for a recursion or an array without end.",
}


_WHATEVER_THE_INPUTS = ("unfinished", "missing", "not a function", "timeout", "output", "memory")
_SYNTAX = "Python can't read the cell of {name}"


def holds_for_any_input(message: str, name: str) -> bool:
    """Whether a message on a function is the same for all inputs, and has no word of the student's."""
    return message in {_PLAIN_PROBLEMS[kind].format(name=name) for kind in _WHATEVER_THE_INPUTS}


def problem_sentence(problem: Problem, name: str) -> str:
    """Why a function gave no value, in a sentence or two for the student."""
    text, line, where = map(_readable, (problem.text, problem.line, problem.where))
    elsewhere = where not in ("", name, "<module>", "<lambda>")
    if problem.kind == "unfinished" and elsewhere:
        return f"It needs {where}, which is still waiting for its code."
    if problem.kind in _PLAIN_PROBLEMS:
        return _PLAIN_PROBLEMS[problem.kind].format(name=name)
    if problem.kind == "not plain":
        return f"It returns something that is not numbers ({text}): return a number or an array."
    if problem.kind == "not defined":
        return (
            f"{where} is not defined, because {_failed(line, text)} {_advice(text, name)}".strip()
        )
    at = f"`{line}`" if line else ""
    if problem.kind == "syntax":
        place = f" near line {where}" if where else ""
        return f"{_SYNTAX.format(name=name)}{place}: {text}. {at}".strip()
    inside = f" (in {where})" if elsewhere else ""
    opening = f"Your line {at}{inside} stops with" if at else "It stops with"
    return f"{opening} {_shortened(text)}. {_advice(text, name)}".strip()


def _failed(line: str, error: str) -> str:
    at = f"`{line}`" if line else "a line above it"
    return f"{at} stops with {_shortened(error)}."


def _shortened(error: str) -> str:
    """An error message without NumPy's internal terms, and without its advice if ours is better."""
    for wordy, short in (
        (r"matmul: .*", "matmul: the shapes do not fit"),
        (
            r"only integers, slices .* are valid indices",
            "only integers and slices are valid indices",
        ),
        (r" Use a\.any\(\) or a\.all\(\)", ""),
        (r" with casting rule .*", ""),
    ):
        error = re.sub(wordy, short, error)
    return error.rstrip(".")


def _readable(text: str) -> str:
    """A student's text on one line, without control characters."""
    return "".join(c if c.isprintable() else " " for c in " ".join(text.split()))


def _advice(error: str, name: str) -> str:
    """The usual cause of a Python or NumPy error."""
    kind, _, text = error.partition(": ")
    if match := re.search(r"\(size (\d+) is different from (\d+)\)", text):
        right, left = match.groups()
        return (
            f"In a @ b the columns of a must match the rows of b; here they are {left} and {right}."
        )
    if match := re.search(r"could not be broadcast together with shapes (\(.*?\)) (\(.*?\))", text):
        return f"Two arrays of shapes {match[1]} and {match[2]} meet there: print both shapes."
    if match := re.search(
        r"takes (?:from )?(\d+).*positional arguments? but (\d+) (?:was|were) given", text
    ):
        return f"Keep the arguments of {name} as they were in the first line of the stub."
    if "truth value of an array" in text:
        return (
            "One True or False is wanted there (by an `if`, `and`, Python's max, or a chain like a == b > c), "
            "and an array holds many: compare two at a time, or choose with np.where."
        )
    if text.startswith("Cannot cast ufunc"):
        return (
            "An array of whole numbers can't take decimals in place: make it one of floats first."
        )
    if re.search(r"only (length-1|size-1|0-dimensional) arrays can be converted", text):
        return "That function takes one number; for a whole array, NumPy has its own (np.exp, np.log …)."
    if match := re.search(r"index -?\d+ is out of bounds for axis \d+ with size (\d+)", text):
        return f"That axis is {match[1]} long, and counting starts at 0: is it the right index, of the right array?"
    if text.startswith("only integers, slices"):
        return (
            "An array takes whole numbers in its brackets: is it a dict that you want there, and has its "
            "name been given to an array on the way?"
        )
    if "'NoneType'" in text:
        return "Something there is None: it may come from a function that returns nothing, or works in place."
    if text.startswith("'tuple' object has no attribute"):
        return "Several values came together there: take them apart, as in a, b = f(x)."
    if text.startswith("too many indices"):
        return "The brackets ask for more axes than the array has: print its shape."
    if match := re.match(r"name '(\w+)' is not defined", text):
        return _where_it_may_be(match[1])
    advice = {
        "UnboundLocalError": "The name is used before it gets a value inside the function.",
        "ZeroDivisionError": "Something is divided by zero there.",
        "KeyError": "The dict has no such key in this case: print the keys that it has.",
        "IndexError": "There are fewer entries than the index asks for.",
        "RecursionError": "The function calls itself without end.",
        "AttributeError": "That object has no such part: is the name misspelt?",
        "ModuleNotFoundError": "NumPy and Python's own library are enough here.",
    }
    return advice.get(kind, "")


def _where_it_may_be(name: str) -> str:
    """Where a missing name may come from: an import, an exercise, or another cell."""
    if name in sys.stdlib_module_names:
        return f"It has to be imported first: import {name}. For arrays, NumPy has its own (np)."
    home = homes(Path.cwd()).get(name)
    if home is not None:
        return (
            f"{name} is an exercise of {home}: run its cell first, or copy the function into a cell "
            "above this one."
        )
    return "Is the name misspelt, or an argument called something else?"
