"""The usual causes of errors with names: of variables, of keys, and of what an object has."""

from __future__ import annotations

import builtins
import math
import re
import sys
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

import numpy as np

from autograder.feedback.errors import NO_BRACKETS, NONE, NUMBER, TUPLE, Error, Rules
from autograder.feedback.phrases import listed
from autograder.notebooks.syllabus import homes

_OF_DICTS = {"items", "keys", "values", "get"}
_OF_TORCH = {"numpy", "detach", "cpu", "backward", "unsqueeze", "requires_grad", "grad"}
_FOR_NUMBERS = {"shape", "size", "ndim", "sum", "mean", "max", "min", "std", "var", "round", "clip"}
"""What arrays have, and NumPy has as a function that takes single numbers as well."""
_LETTERS = "A loop such as `for k, v in d` takes the two letters of a key apart: .items() gives key and value."
_SOME = 6
"""How many keys of a dict are listed at most."""


def _undefined(match: re.Match[str], error: Error) -> str:
    name = match[1]
    holders = [dict_ for dict_, value in error.dicts.items() if name in value]
    if holders:
        return f'{name} is in {_the_dicts(holders)}: there it is {holders[0]}["{name}"].'
    if name in ("np", "numpy"):
        return "NumPy is called np here: has the cell that imports it been run?"
    if name in sys.stdlib_module_names:
        return f"It has to be imported first: import {name}. For arrays, NumPy has its own (np)."
    home = homes(Path.cwd()).get(name)
    if home is not None:
        return (
            f"{name} is an exercise of {home}: run its cell first, or copy the function into a cell "
            "above this one."
        )
    if callable(getattr(np, name, None)) or name in ("pi", "inf", "nan"):
        return f"What is NumPy's begins with np: here, np.{name}."
    if same := [each for each in error.inputs if each.casefold() == name.casefold()]:
        return f"Did you mean {same[0]}? Capital and small letters count."
    return _near(name, error.inputs) or (
        "Is the name misspelt, or an argument called something else? Or is it set nowhere in the function?"
    )


def _the_dicts(names: list[str]) -> str:
    return f"the dict {names[0]}" if len(names) == 1 else f"the dicts {listed(names)}"


def _no_value_yet(match: re.Match[str], error: Error) -> str:
    if re.match(rf"{match[1]}\s*=[^=].*\b{match[1]}\(", error.line):
        return "The variable has the name of the function that it calls: give it another name."
    return (
        f"{match[1]} has no value yet on that line. Give it one before the loop or the if, on each way "
        "through the function."
    )


def _no_key(match: re.Match[str], error: Error) -> str:
    if match[1].startswith("slice("):
        return ""
    key = match[1].strip("'\"")
    lacking = {
        name: list(map(str, entries))
        for name, entries in error.dicts.items()
        if re.search(rf"\b{name}\s*\[", error.line) and key not in entries
    }
    if not lacking and all(key not in entries for entries in error.dicts.values()):
        lacking = {name: list(map(str, entries)) for name, entries in error.dicts.items()}
    if len(set(map(tuple, lacking.values()))) != 1:
        return "The dict has no such key in this case: print the keys that it has."
    name, keys = next(iter(lacking.items()))
    if not keys:
        return f"{name} is an empty dict in this case."
    if len(key) == 1 and any(len(each) == 2 and each[0] == key for each in keys):
        return f"The keys of {name} are {_some(keys)}. {_LETTERS}"
    if same := [each for each in keys if each.casefold() == key.casefold()]:
        return f"{name} has a key {same[0]!r}: capital and small letters count."
    numbered = any(key.rstrip("0123456789") == each.rstrip("0123456789") for each in keys)
    further = "" if numbered else _near(key, keys)
    if not further and key != match[1]:
        further = f"If your code writes keys down, let it go through those of {name} instead."
    return f"The keys of {name} are {_some(keys)}. {further}".strip()


def _some(keys: list[str]) -> str:
    more = [f"{len(keys) - _SOME} more"] if len(keys) > _SOME else []
    return listed([*keys[:_SOME], *more])


def _no_attribute(match: re.Match[str], error: Error) -> str:
    kind, name = match.groups()
    of_arrays = hasattr(np.ndarray, name)
    if kind == "NoneType":
        return NONE
    if kind == "list" and of_arrays:
        return f"That is a list, and only arrays have .{name}: make one of it first, with np.array."
    if kind == "list" and name in _OF_DICTS:
        return "That is a list, not a dict: print it, and see what it holds."
    if kind == "list":
        return _near(name, dir(list)) or "That is a list: print it, and see what it holds."
    if kind == "tuple":
        return TUPLE
    if kind == "dict":
        return _of_a_dict(name, of_arrays, error)
    if re.fullmatch(NUMBER, kind):
        return _of_a_number(name, of_arrays)
    if kind == "numpy.ndarray":
        return _of_an_array(name)
    if kind.endswith("Generator"):
        return _of_a_generator(name)
    if kind in ("function", "method", "builtin_function_or_method", "numpy.ufunc"):
        return NO_BRACKETS
    return f"What stands before .{name} is no array: print it, and see what it is."


def _of_a_dict(name: str, of_arrays: bool, error: Error) -> str:
    if any(name in dict_ for dict_ in error.dicts.values()):
        return f'A dict gives its values in square brackets: ["{name}"].'
    if name in ("iteritems", "has_key", "itervalues", "iterkeys"):
        return "That was so in Python 2: now there are .items(), .keys(), .values() and `in`."
    if of_arrays:
        return f"That is a dict; its arrays have .{name}, so take one out by its key."
    return _near(name, dir(dict)) or "A dict gives its values in square brackets, by their keys."


def _of_a_number(name: str, of_arrays: bool) -> str:
    if name == "append":
        return "That is a single number: only a list can append."
    if name in _FOR_NUMBERS:
        return f"That is a single number, and it has no .{name}. np.{name} takes numbers as well."
    if of_arrays:
        return f"That is a single number, and only arrays have .{name}."
    return "That is a single number: print it, and see where it comes from."


def _of_an_array(name: str) -> str:
    if name in _OF_DICTS:
        return "That is an array, not a dict: has its name been given to something else?"
    if name in ("append", "extend", "insert"):
        return "An array can't grow: collect the values in a list, and make an array at the end."
    if name in ("len", "length"):
        return "The length of an array is len(x), and its sizes are x.shape."
    if name in _OF_TORCH:
        return f".{name} belongs to PyTorch; here all arrays are NumPy's."
    if callable(getattr(np, name, None)):
        return f"NumPy has it as a function of its own: np.{name}."
    return _near(name, dir(np.ndarray)) or f"Arrays have no .{name}."


def _of_a_generator(name: str) -> str:
    today = {
        "rand": "random",
        "randn": "standard_normal",
        "randint": "integers",
        "random_sample": "random",
        "random_integers": "integers",
    }
    if name in today:
        return f"That is its old name: rng calls it {today[name]}."
    if name == "seed":
        return "rng comes with its seed: just draw from it."
    return _near(name, dir(np.random.Generator)) or f"rng has no {name}."


def _of_a_module(match: re.Match[str], error: Error) -> str:
    module, name = match.groups()
    if module == "numpy" and hasattr(builtins, name):
        return f"{name} is Python's own: leave out the np."
    home = homes(Path.cwd()).get(name)
    if home is not None:
        return f"{name} is an exercise of {home}, not a function of {module}."
    if module == "numpy" and hasattr(math, name):
        return f"NumPy has no {name}. math.{name} takes single numbers; np.vectorize(math.{name}) takes arrays."
    if name == "ln":
        return "The natural logarithm is called log there."
    if module == "math":
        near = _near(name, dir(math))
        return near or (f"NumPy has it: np.{name}." if hasattr(np, name) else "")
    return _near(name, dir(np)) if module == "numpy" else ""


def _near(name: str, known: Iterable[str]) -> str:
    """ "Did you mean sqrt?", if one of the known names is much like it, or ""."""
    public = [each for each in known if not each.startswith("_")]
    return "".join(f"Did you mean {close}?" for close in get_close_matches(name, public, 1, 0.75))


RULES: Rules = (
    (r"^NameError: name '(\w+)' is not defined", _undefined),
    (r"cannot access (?:local|free) variable '(\w+)'", _no_value_yet),
    (r"^KeyError: (.*)", _no_key),
    (r"was removed in", ""),
    (r"module '([\w.]+)' has no attribute '(\w+)'", _of_a_module),
    (r"'([\w.]+)' object has no attribute '(\w+)'", _no_attribute),
)
