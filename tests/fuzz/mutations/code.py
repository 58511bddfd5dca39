"""Code: the text of one code cell, most often a student's own."""

from __future__ import annotations

import re
import string
from collections.abc import Callable
from functools import wraps
from random import Random

from ..submissions import Notebook


def _in_a_cell(change: Callable[[str, Random], str]) -> Callable[[Notebook, Random], Notebook]:
    """A mutation of a cell's text."""

    @wraps(change)
    def mutation(content: Notebook, draw: Random) -> Notebook:
        cells = [c for c in content["cells"] if c["cell_type"] == "code"]
        own = [c for c in cells if c["metadata"].get("nbgrader", {}).get("solution")]
        cell = draw.choice(own if draw.random() < 0.8 else cells)
        cell["source"] = change(cell["source"], draw)
        return content

    return mutation


@_in_a_cell
def line_deleted(source: str, draw: Random) -> str:
    lines = source.split("\n")
    del lines[draw.randrange(len(lines))]
    return "\n".join(lines)


@_in_a_cell
def lines_swapped(source: str, draw: Random) -> str:
    lines = source.split("\n")
    i, j = draw.randrange(len(lines)), draw.randrange(len(lines))
    lines[i], lines[j] = lines[j], lines[i]
    return "\n".join(lines)


@_in_a_cell
def indentation_broken(source: str, draw: Random) -> str:
    lines = source.split("\n")
    i = draw.randrange(len(lines))
    indentation = draw.choice(["\t", " ", "   \t", "\f", ""])
    lines[i] = indentation + (lines[i].lstrip(" ") if draw.randrange(5) else lines[i])
    return "\n".join(lines)


@_in_a_cell
def tokens_swapped(source: str, draw: Random) -> str:
    tokens = re.split(r"(\w+)", source)
    if len(tokens) > 3:
        i, j = (draw.randrange(1, len(tokens), 2) for _ in range(2))
        tokens[i], tokens[j] = tokens[j], tokens[i]
    return "".join(tokens)


@_in_a_cell
def token_exchanged(source: str, draw: Random) -> str:
    olds = ["+", "-", "*", "/", "@", "(", ")", "[", "]", ":", "=", "1", "return", "np", "x", "z"]
    odd = ["", "**", "0", "1e308", "None", "yield", "await", "lambda", "while True", "match"]
    return source.replace(draw.choice(olds), draw.choice(olds + odd), draw.choice([1, 2, -1]))


@_in_a_cell
def characters_inserted(source: str, draw: Random) -> str:
    at = draw.randrange(len(source) + 1)
    new = "".join(draw.choices(string.printable, k=draw.choice([1, 3, 30])))
    return source[:at] + new + source[at:]


@_in_a_cell
def odd_characters_inserted(source: str, draw: Random) -> str:
    odd = "\u00a0\u200b\ufeff\u202e“”‘’−×（）\x00\x1b\ud800\U0001f600\u0308σ\r\u2028"
    at = draw.randrange(len(source) + 1)
    return source[:at] + draw.choice(odd) + source[at:]


@_in_a_cell
def cut_off(source: str, draw: Random) -> str:
    return source[: draw.randrange(len(source) + 1)]


@_in_a_cell
def magic_added(source: str, draw: Random) -> str:
    magics = [
        "%matplotlib inline", "%%time", "!pip install numpy", "?np.sum", "%%bash\nexit 1", "%",
    ]  # fmt: skip
    return f"{draw.choice(magics)}\n{source}"


@_in_a_cell
def something_run(source: str, draw: Random) -> str:
    lines = [
        "1 / 0", "import os; os._exit(3)", "raise SystemExit", "print('x' * 10**6)", "input()",
        "import nothing_of_that_name", "np = None", "del np", "exit()", "raise BaseException",
        "import sys; sys.stdout.close()", "from dlref import *", "check = print", "assert False",
        "import sys; sys.setrecursionlimit(10**6); f = lambda: f(); f()", "globals().clear()",
    ]  # fmt: skip
    return draw.choice([f"{source}\n{{}}", f"{{}}\n{source}"]).replace("{}", draw.choice(lines), 1)
