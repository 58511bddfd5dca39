"""The usual causes of errors with values of the wrong kind: operators, calls, brackets, unpacking."""

from __future__ import annotations

import builtins
import re
from collections.abc import Mapping

from autograder.feedback.errors import NO_BRACKETS, NONE, NUMBER, TUPLE, Error, Rules

_DICT = "A dict can't be used in a formula as a whole: go through its keys, one array at a time."
_LIST = "Lists and tuples can't calculate: make an array of it first, with np.array."
_NOT_YET = "That gives its values one by one, and is no array yet: make a list or an array of it."
_TEXT = (
    "A text stands there where a number is needed: is it in quotes that should not be? Or is it a key of a "
    "dict, and not its value?"
)
_NUMBER = "That is a single number, and it has no entries: leave out the brackets, or look where it came from."
_IN_THE_FORMULA = (
    {
        "NoneType": NONE,
        "dict": _DICT,
        "list": _LIST,
        "tuple": TUPLE,
        "str": _TEXT,
        "set": "A set has no order, so it can't calculate: make an array of it first.",
        "complex": "That number is complex: the root of a negative number gives one.",
    }
    | dict.fromkeys(
        (
            "function",
            "method",
            "builtin_function_or_method",
            "numpy.ufunc",
            "numpy._ArrayFunctionDispatcher",
            "type",
        ),
        NO_BRACKETS,
    )
    | dict.fromkeys(
        (
            "generator",
            "map",
            "filter",
            "zip",
            "enumerate",
            "range",
            "dict_values",
            "dict_keys",
            "dict_items",
        ),
        _NOT_YET,
    )
)
_OF_PYTHON = "That is Python's own {name}, which knows no axis: NumPy has np.{name}."


def _operands(match: re.Match[str], error: Error) -> str:
    operator, *kinds = match.groups()
    if operator.startswith("^"):
        return "^ is not a power in Python: that is **."
    for kind in _IN_THE_FORMULA:
        if kind in kinds:
            return _IN_THE_FORMULA[kind]
    if operator.startswith("@"):
        return "@ needs arrays on both sides; numbers multiply with *."
    return ""


def _operand(match: re.Match[str], error: Error) -> str:
    return next((_IN_THE_FORMULA[kind] for kind in _IN_THE_FORMULA if kind in match.groups()), "")


def _called(match: re.Match[str], error: Error) -> str:
    kind = match[1]
    if kind == "NoneType":
        return NONE
    if part := re.search(r"\.(shape|size|T|ndim|dtype)\s*\(", error.line):
        return f".{part[1]} is no function: it takes no round brackets."
    if kind == "module":
        return "That is a module: name the function in it that you want, as in np.exp."
    if kind in ("dict", "list"):
        return f"The entries of a {kind} are taken with square brackets."
    if kind == "str":
        return "A text stands before the round brackets, where a function should."
    if kind == "numpy.ndarray" or kind == "tuple":
        return (
            "Round brackets after an array call it like a function. Entries are taken with square "
            "brackets, and a product needs its *."
        )
    called = re.findall(r"(?<![\w.])([A-Za-z_]\w*)\s*\(", error.line)
    if len(called) == 1 and hasattr(builtins, called[0]):
        return f"The name {called[0]} has been given to a number, so it is no function any more."
    return "Round brackets after a number call it like a function: is a * missing before them, or ** for a power?"


def _missing_argument(match: re.Match[str], error: Error) -> str:
    function, missing = match.groups()
    if not error.line and function == error.name:
        return _keep(function)
    names = missing.replace("'", "").replace(", and ", " and ")
    return f"{function} needs a value for {names} as well: look at how it is called there."


def _arguments_given(match: re.Match[str], error: Error) -> str:
    function = match[1].rpartition(".")[2]
    if not error.line and function == error.name:
        return _keep(function)
    if function in ("maximum", "minimum"):
        return f"np.{function} compares two things; for the one in an array, there is np.{function[:3]}."
    return f"Look at how {function} is called there: the number of its arguments does not fit."


def _keep(name: str) -> str:
    return f"Keep the arguments of {name} as they were in the first line of the stub."


def _keyword(match: re.Match[str], error: Error) -> str:
    function, keyword = next(
        (name, word) for name, word in (match.group(1, 2), match.group(4, 3)) if name
    )
    function = function.lstrip("_")
    own = function in ("sum", "max", "min", "abs", "round", "len")
    if own and keyword in ("axis", "keepdims") and not error.calls(f"np.{function}"):
        return _OF_PYTHON.format(name=function)
    if meant := re.search(r"Did you mean '(\w+)'", error.text):
        return f"Did you mean {meant[1]}?"
    if keyword in ("keepdim", "keep_dims"):
        return "Did you mean keepdims?"
    if keyword in ("dim", "dims"):
        return "NumPy calls it axis."
    if keyword == "axis":
        return f"{function} takes no axis."
    if keyword == "shape":
        return "For random numbers, the shape is called size."
    return f"{function} has no argument called {keyword}: is it misspelt?"


def _no_keywords(match: re.Match[str], error: Error) -> str:
    if "axis" in error.line or "keepdims" in error.line:
        return _OF_PYTHON.format(name=match[1])
    return f"{match[1]} takes its values without their names."


def _not_subscriptable(match: re.Match[str], error: Error) -> str:
    kind = match[1]
    if kind == "NoneType":
        return NONE
    if re.fullmatch(NUMBER, kind):
        return _NUMBER
    if kind.startswith("dict_"):
        return "The keys or values of a dict have no numbers: go through them in a loop."
    if _IN_THE_FORMULA.get(kind) == NO_BRACKETS:
        return "Square brackets stand after a function there: it is called with round ones."
    if kind == "set":
        return "A set has no order, and so no first entry: make a list of it."
    return _NOT_YET if _IN_THE_FORMULA.get(kind) == _NOT_YET else ""


def _not_set(match: re.Match[str], error: Error) -> str:
    kind = match[1]
    if kind == "NoneType":
        return NONE
    if re.fullmatch(NUMBER, kind):
        return (
            "A single number has no entries to set. A new array works for both: np.where and "
            "np.maximum, for instance, take numbers as well."
        )
    return f"A {kind} can't be changed: make a new one." if kind in ("tuple", "str") else ""


def _list_index(match: re.Match[str], error: Error) -> str:
    container, kind = match.groups()
    if container == "tuple":
        return TUPLE
    if container == "string":
        return "That is a text, perhaps the key of a dict: its value is found with dict[key]."
    if kind == "str":
        return "That is a list, with places and no names: do you want a dict there?"
    if kind == "tuple":
        return "A list takes one index at a time: x[i][j], or make an array of it."
    if "/" in error.line.replace("//", ""):
        return "/ always gives a decimal, and an index is a whole number: // gives one."
    return (
        "A list takes only whole numbers in its brackets. Is yours a value? "
        "`for i in x` gives values of x, not places."
    )


def _unpacked(match: re.Match[str], error: Error) -> str:
    loop = re.search(r"\bfor\s+\w+(?:\s*,\s*\w+)+\s+in\s+(\w+)\s*[:\])]", error.line + ":")
    if loop and isinstance(error.inputs.get(loop[1]), Mapping):
        return "A dict alone gives its keys; .items() gives each key with its value."
    if ".shape" in error.line:
        return "An array has as many sizes in its shape as it has axes: print its shape."
    return "The names on the left must be as many as the values on the right: print those values."


def _not_iterable(match: re.Match[str], error: Error) -> str:
    if match[1] == "NoneType":
        return NONE
    if not re.fullmatch(NUMBER, match[1]):
        return ""
    if re.match(r"for\b", error.line) and match[1] == "int":
        return "A number can't be gone through in a loop: to count, use range."
    for function in ("max", "min", "sum"):
        if error.calls(function):
            return f"Python's own {function} goes through a list, and a single number is none: NumPy has np.{function}."
    return "A list or an array is needed there, and a single number came."


def _no_length(match: re.Match[str], error: Error) -> str:
    if match[1] and not re.fullmatch(NUMBER, match[1]):
        return NONE if match[1] == "NoneType" else _NOT_YET
    return "A single number has no length; np.size gives 1 for it."


RULES: Rules = (
    (
        r"unsupported operand type\(s\) for (\S+).*?: '(.*?)' and '(.*?)'",
        _operands,
    ),
    (r"bad operand type for .*?: '(.*?)'", _operand),
    (r"not supported between instances of '(.*?)' and '(.*?)'", _operand),
    (r"does not support argument \d of type (\S+) which", _operand),
    (r"does not support argument", "That array holds things that are not plain numbers: print it."),
    (
        r"can't multiply sequence by",
        f"{_LIST} If it is a text: is it a key of a dict, and not its value?",
    ),
    (r"can only concatenate list", _LIST),
    (r"can only concatenate (?:str|tuple)", "A text or a tuple and a number can't be added."),
    (r"type numpy\.ndarray doesn't define __round__", "For an array there is np.round."),
    (r"type (\S+) doesn't define __round__", _operand),
    (r"'(\S+?)' object is not callable", _called),
    (r"(\S+)\(\) missing \d+ required .*?arguments?: (.*)", _missing_argument),
    (r"(\S+)\(\) takes .*? but \d+ (?:was|were) given", _arguments_given),
    (r"(\S+)\(\) takes .*?\((\d+) given\)", _arguments_given),
    (r"(\S+)\(\) takes no arguments", _arguments_given),
    (r"(\S+)\(\) takes no keyword arguments", _no_keywords),
    (
        r"(\w+)\(\) got an unexpected keyword argument '(\w+)'"
        r"|'(\w+)' is an invalid keyword argument for (\w+)\(\)",
        _keyword,
    ),
    (
        r"got multiple values for argument '(\w+)'",
        "{0} is given twice: by its place, and by its name.",
    ),
    (r"'(\S+?)' object is not subscriptable", _not_subscriptable),
    (r"'(\S+?)' object does not support item assignment", _not_set),
    (r"(list|tuple|string) indices must be integers.*, not '?(\w+)", _list_index),
    (
        r"list assignment index out of range",
        "A list has no empty places: append puts a value at its end.",
    ),
    (
        r"tuple index out of range",
        "There are fewer values than that index asks for; if it is a shape, the array has fewer axes. "
        "Print it.",
    ),
    (
        r"(?:list|string) index out of range",
        "That index is past the end: counting starts at 0, so the last one is the length minus 1.",
    ),
    (
        r"pop from empty list|(?:sequence|argument) is empty|is an empty sequence",
        "It is empty there: has anything been put in, in the first turn of a loop, too?",
    ),
    (r"cannot unpack non-iterable NoneType", NONE),
    (r"cannot unpack non-iterable", "One value came where several are taken apart: print it."),
    (r"values to unpack", _unpacked),
    (r"'(\S+?)' object is not iterable", _not_iterable),
    (
        r"unhashable type: 'slice'|KeyError: slice\(",
        "A dict has keys, not places, so it can't be cut like a list.",
    ),
    (
        r"unhashable type",
        "A key of a dict is a name or a number, never an array: are these values and not keys?",
    ),
    (
        r"dictionary changed size",
        "A loop goes through that dict while keys are added: fill a new dict.",
    ),
    (r"NoneType", NONE),
    (r"iteration over a 0-d array", "There is a single number there, and nothing to go through."),
    (r"object of type '(.*?)' has no len\(\)|len\(\) of unsized", _no_length),
    (r"argument must be .*, not 'list'", "That function takes one number, not a list."),
    (
        r"math domain error",
        "It is the logarithm of 0 or less there, or the root of a negative number: print what goes in.",
    ),
    (
        r"math range error",
        "Python's math stops where a number gets too large. np.exp gives infinity (inf) there and goes on.",
    ),
    (
        r"OverflowError: \(34",
        "A power gets too large for Python there: is the exponent that you want so large?",
    ),
    (r"too large to convert to float", "That whole number is too large for a float: print it."),
    (
        r"cannot convert float (?:infinity|NaN)",
        "No whole number stands for infinity or NaN: print what goes in.",
    ),
    (r"could not convert string to float|invalid literal", "That text is no number: print it."),
    (r"negative power", "0 has no negative power: that would be a division by 0."),
    (r"^ZeroDivisionError", "Something is divided by 0 there: print what you divide by."),
    (r"^RecursionError", "The function calls itself without end."),
    (r"^ModuleNotFoundError", "NumPy and Python's own library are enough here."),
)
