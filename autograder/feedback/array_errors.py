"""The usual causes of what NumPy says about shapes, axes, indices and the kinds of numbers."""

from __future__ import annotations

import re
from itertools import combinations

from autograder.compare import as_numbers
from autograder.feedback.errors import Error, Rules

_JOINING = ("concatenate", "stack", "hstack", "vstack", "column_stack")
_REDUCING = ("max", "min", "sum", "mean", "amax", "amin")
_WHOLE = "A whole number is needed there"
_NUMBERS_ONLY = "An array there holds something that is not a number: print it."
_MASKED = "Make the mask from the very array that you use it on."


def _product(match: re.Match[str], error: Error) -> str:
    first, second, left, right = match.groups()
    if error.calls("np.inner"):
        return f"In np.inner, the last axis of both must be equally long; here it is {left} and {right}."
    if first == second:
        return _entry_by_entry(left, right)
    if len(_sizes(first)) == len(_sizes(second)) == 1:
        return f"Two vectors must be equally long there; here one has {left} numbers, the other {right}."
    return f"np.dot(a, b) works like a @ b. {_columns_and_rows(left, right)}"


def _at(match: re.Match[str], error: Error) -> str:
    right, left = match.groups()
    factors = re.search(r"(\w+)\s*@\s*(\w+)(?![\w.\[(])", error.line)
    arrays = [as_numbers(error.inputs.get(name)) for name in factors.groups()] if factors else []
    shapes = {None if array is None else array.shape for array in arrays}
    if len(shapes) == 1 and None not in shapes:
        return _entry_by_entry(left, right)
    return _columns_and_rows(left, right)


def _entry_by_entry(left: str, right: str) -> str:
    return (
        "Both have the same shape: did you mean the product entry by entry, a * b? "
        f"{_columns_and_rows(left, right)}"
    )


def _columns_and_rows(left: str, right: str) -> str:
    return f"In a @ b the columns of a must match the rows of b; here they are {left} and {right}."


def _meeting(match: re.Match[str], error: Error) -> str:
    shapes = [_sizes(text) for text in re.findall(r"\([\d,]*\)", match[1])]
    for one, other in combinations(shapes, 2):
        if not _fit(one, other):
            return _two_shapes(one, other, error)
    return ""


def _two_shapes(one: tuple[int, ...], other: tuple[int, ...], error: Error) -> str:
    opening = f"Arrays of shapes {one} and {other} meet there:"
    large, small = (one, other) if len(one) >= len(other) else (other, one)
    if len(large) == 2 and small == large[:1]:
        return (
            f"{opening} is a number for each row meant, or for each column? Look at axis and at "
            "keepdims."
        )
    if len(large) == 2 and small == large[::-1]:
        return f"{opening} is one of them turned, with rows for columns?"
    product = re.search(r"(?<!\*)\*(?!\*)", error.line) and one[-1:] == other[:1]
    if product and len(one) == len(other) == 2:
        return f"{opening} print both shapes. Is the matrix product meant? Its sign is @."
    return f"{opening} print both shapes."


def _sizes(shape: str) -> tuple[int, ...]:
    return tuple(int(size) for size in shape.strip("()").split(",") if size)


def _fit(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Whether two shapes can be broadcast together."""
    pairs = zip(reversed(one), reversed(other), strict=False)
    return all(a == b or 1 in (a, b) for a, b in pairs)


def _into(match: re.Match[str], error: Error) -> str:
    place, result = map(_sizes, match.groups())
    opening = f"The result has the shape {result} and can't go into an array of shape {place}."
    if len(place) == 2 and place[0] == result[0] == result[-1] and place[1] == 1:
        return f"{opening} A column meets a flat array there: give both the same shape."
    if len(place) == 1 and result == place * 2:
        return f"{opening} A flat array meets a column there: give both the same shape."
    return f"{opening} Print both shapes."


def _single(match: re.Match[str], error: Error) -> str:
    functions = [name for name, value in error.inputs.items() if isinstance(value, str)]
    called = next((name for name in functions if error.calls(name)), None)
    if called is not None:
        return (
            f"{called} gets a single number on that line, and it picks entries of what it gets: give it a "
            "whole array."
        )
    return "That is a single number, and it has no entries to pick from."


def _whole_number(match: re.Match[str], error: Error) -> str:
    if error.calls(*(f"np.{name}" for name in _JOINING)):
        return "That function takes one list of arrays: put them in square brackets, as in [a, b]."
    if re.search(r"\baxis\s*=", error.line):
        return "An axis is a whole number, such as 0 or 1."
    if reducing := [name for name in _REDUCING if error.calls(f"np.{name}")]:
        larger = {"max": "np.maximum", "min": "np.minimum"}.get(reducing[0][-3:])
        meant = f" To compare two, entry by entry, there is {larger}." if larger else ""
        return f"The second argument of np.{reducing[0]} is an axis.{meant}"
    if error.calls("range"):
        return (
            "range takes whole numbers: a count such as the length of x, not an array or a decimal."
        )
    if "/" in error.line.replace("//", ""):
        return f"{_WHOLE}, and / always gives a decimal: // gives a whole one."
    return f"{_WHOLE}, such as a size, a count or an axis."


def _axis(match: re.Match[str], error: Error) -> str:
    axis, axes = match.groups()
    if axes == "0":
        return "There is a single number there, and it has no axes."
    if axes == "1":
        return f"That array has one axis only, which is axis 0, so there is no axis {axis}."
    return f"That array has {axes} axes, counted from 0, so there is no axis {axis}."


def _index_kind(match: re.Match[str], error: Error) -> str:
    if re.search(r"\[\s*f?[\"']", error.line):
        return (
            "An array takes whole numbers in its brackets, not a name. Do you want a dict there, and "
            "has its name been given to an array on the way?"
        )
    indices = [index for index in re.findall(r"\[([^\[\]:,]+)\]", error.line) if index.strip()]
    if any("/" in index.replace("//", "") for index in indices):
        return "/ always gives a decimal, and an index is a whole number: // gives one."
    names = [index for index in indices if index.isidentifier()]
    what = f"Is {names[0]}" if names else "Is yours"
    return (
        "An array takes only whole numbers in its brackets. "
        f"{what} a value (`for i in x` gives values of x, not places), or a key of a dict?"
    )


def _data_type(match: re.Match[str], error: Error) -> str:
    return (
        "The second argument there is a kind of number (dtype), not one more size or value. "
        "Put those that belong together in brackets, as in (3, 2)."
    )


def _ufunc_kind(match: re.Match[str], error: Error) -> str:
    if match[1] in ("bitwise_and", "bitwise_or"):
        return "Python reads & and | before it compares: put each comparison in brackets."
    if match[1] == "bitwise_xor":
        return "^ is not a power in Python: that is **."
    if match[1] == "invert":
        return "~ turns True and False around, and does nothing for decimals."
    return _NUMBERS_ONLY


def _one_number(match: re.Match[str], error: Error) -> str:
    if error.calls("float", "int") and "math." not in error.line:
        return "float and int take one number; an array has astype for that."
    return (
        "That function takes one number; for a whole array, NumPy has its own (np.exp, np.log …)."
    )


RULES: Rules = (
    (r"matmul: .*\(size (\d+) is different from (\d+)\)", _at),
    (
        r"matmul: .* does not have enough dimensions",
        "A matrix product needs an array on both sides. One side here is a single number, or no array "
        "at all; numbers multiply with *.",
    ),
    (r"shapes (\(.*?\)) and (\(.*?\)) not aligned: (\d+) .*?!= (\d+)", _product),
    (
        r"remapped shapes \[original->remapped\]: \S+->",
        "In einsum, one letter stands for one length, and a letter meets two lengths here: print the shapes.",
    ),
    (
        r"too many subscripts for operand (\d)",
        "The text has more letters than the array has axes: print its shape.",
    ),
    (r"more dimensions than subscripts", "Each axis needs a letter of its own: print the shapes."),
    (
        r"operands provided to einstein sum",
        "The text needs one group of letters for each array, with commas between.",
    ),
    (
        r"shape-mismatch for sum",
        "The axes that are summed over must be equally long in both arrays: print both shapes.",
    ),
    (
        r"indexing arrays could not be broadcast together with shapes (\(.*?\)) (\(.*?\))",
        "The index arrays have the shapes {0} and {1}: they are used in pairs, so they must be "
        "equally long.",
    ),
    (r"could not be broadcast together with shapes ((?:\([\d,]*\)\s*)+)", _meeting),
    (
        r"output operand with shape (\(.*?\)) doesn't match the broadcast shape (\(.*?\))",
        _into,
    ),
    (
        r"could not broadcast input array from shape (\(.*?\)) into shape (\(.*?\))",
        "The place on the left has the shape {1}, and what you put there has the shape {0}.",
    ),
    (
        r"cannot assign (\d+) input values to the (\d+) output",
        "The mask picks {1} places, and {0} values come: use the same mask on the right.",
    ),
    (
        r"along dimension (\d+), the array at index \d+ has size (\d+) and .* has size (\d+)",
        "Along axis {0}, one array has {1} entries and another has {2}. Arrays that are joined may differ "
        "only along the axis where they are joined.",
    ),
    (
        r"same number of dimensions, .* has (\d+) dimension\(s\) and .* has (\d+) dimension",
        "One array has {0} axes and another has {1}: give them the same number of axes first.",
    ),
    (r"all input arrays must have the same shape", "Only equal shapes can be stacked: print them."),
    (r"zero-dimensional arrays cannot", "That joins arrays, not single numbers."),
    (r"need at least one array", "The list of arrays is empty: has anything been put into it?"),
    (
        r"cannot reshape array of size (\d+) into shape (\(.*?\))",
        "A new shape must hold just as many numbers as before, which is {0} here. Print the shape that "
        "the array has.",
    ),
    (r"only specify one unknown dimension", "Only one of the sizes may be -1."),
    (r"AxisError: axis (-?\d+) is out of bounds for array of dimension (\d+)", _axis),
    (r"select an axis to squeeze", "squeeze takes out only an axis of length 1: print the shape."),
    (
        r"and requested shape (\(.*?\))",
        "The array does not fit the shape {0}: print the shape that it has.",
    ),
    (r"axes don't match array", "Each axis must be there just once: print the shape."),
    (r"only integer scalar arrays can be converted to a scalar index", _whole_number),
    (r"'(?:numpy\.)?float\d*' object cannot be interpreted as an integer", _whole_number),
    (r"expected a sequence of integers or a single integer", _whole_number),
    (r"object cannot be interpreted as an integer", _whole_number),
    (
        r"slice indices must be integers",
        "The ends of a slice are whole numbers; / gives decimals, // does not.",
    ),
    (
        r"(?:Cannot interpret '.*' as a data type|[Dd]ata type .* not understood)|Field elements must be",
        _data_type,
    ),
    (r"only integers, slices", _index_kind),
    (
        r"arrays used as indices must be of integer",
        "The array in the brackets holds decimals. Entries are picked by whole numbers, such as "
        "row numbers, or by True and False. Print what stands there: is a product meant, or a comparison?",
    ),
    (
        r"index (\d+) is out of bounds for axis \d+ with size \1$",
        "That axis is {0} long, and counting starts at 0: is the index a place, and does the loop count to "
        "the length of this very axis?",
    ),
    (
        r"index -?\d+ is out of bounds for axis \d+ with size (\d+)",
        "That axis is {0} long, and counting starts at 0: is the index a place, and in the right array?",
    ),
    (r"boolean index did not match", f"The mask and the array have different shapes. {_MASKED}"),
    (
        r"array is 0-dimensional, but|invalid index to scalar variable",
        _single,
    ),
    (r"too many indices", "The brackets ask for more axes than the array has: print its shape."),
    (
        r"setting an array element with a sequence\. The requested",
        "The rows have different lengths, so they can't make one table: print the length of each.",
    ),
    (
        r"setting an array element with a sequence",
        "Each place in an array holds one number, and several come there: print what is on the right.",
    ),
    (r"destination is read-only", "That array can't be changed: make a copy, and change that."),
    (
        r"Cannot cast ufunc",
        "An array of whole numbers can't take decimals in place: make it one of floats first.",
    ),
    (
        r"boolean (?:subtract|negative)",
        "True and False have no minus: turn them into numbers first, with astype(float).",
    ),
    (r"ufunc '(\w+)' not supported for the input types", _ufunc_kind),
    (r"UFuncTypeError|resolved dtypes|numpy\.strings", _NUMBERS_ONLY),
    (
        r"only (?:length-1|size-1|0-dimensional) arrays can be converted|must be real number, not list",
        _one_number,
    ),
    (
        r"convert an array of size 1 to a Python scalar",
        "item() wants an array that holds one number.",
    ),
    (
        r"return arrays must be of ArrayType",
        "There is one argument too many: NumPy takes it as the place for the result.",
    ),
    (
        r"either both or neither of x and y",
        "np.where needs two values after the condition: one for True, one for False.",
    ),
    (
        r"truth value of an array",
        "An array holds many answers, True or False, and Python wants one there. That is so in an `if`, "
        "with `and`, in Python's max, and in a chain like a == b > c. np.where can choose entry by entry.",
    ),
    (
        r"zero-size array|of an empty sequence|truth value of an empty",
        "It is empty there: has nothing been put in, or all been left out?",
    ),
    (
        r"to calculate a numerical gradient",
        "np.gradient compares the neighbours in an array, and knows nothing of a formula. Is the slope of "
        "the function meant, at each number by itself?",
    ),
    (
        r"maximum supported dimension for an ndarray",
        "An array stands there where a shape is asked for: hand on its .shape.",
    ),
    (
        r"Integers to negative integer powers",
        "NumPy takes no negative power of whole numbers: make them floats first.",
    ),
)
