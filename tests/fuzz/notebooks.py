"""Mutated notebooks: what careless hands, broken disks and clever people make of a submission.

A mutation works on one level: the notebook's own parts, any JSON value, the text, the bytes, or the
files handed in. Everything is drawn from one generator, so that a seed tells the whole story.
"""

from __future__ import annotations

import copy
import gzip
import json
import re
import string
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import nbformat

from autograder.exercises import EXERCISES

from .submissions import Notebook

Files = dict[str, bytes | Path]
"""What lies in a student's folder: content by relative path; a Path stands for a link to there."""

Mutation = Callable[[Any, Random], Any]
LEVELS: dict[str, list[Mutation]] = {
    level: [] for level in ("code", "cells", "metadata", "json", "text", "bytes", "files")
}
_IDS = [*EXERCISES, *(f"check-{name}" for name in EXERCISES)]


@dataclass(frozen=True)
class HandedIn:
    """A mutated submission, and the mutations that made it, in order."""

    files: Files
    chain: tuple[str, ...]


def mutate(notebook: Notebook, file: str, draw: Random) -> HandedIn:
    """One to five mutations of a notebook that is handed in under a file's name."""
    thing: Any = copy.deepcopy(notebook)
    everything = [mutation for mutations in LEVELS.values() for mutation in mutations]
    chosen = draw.choices(everything, k=draw.choice([1, 1, 2, 3, 5]))
    chain = []
    for level, mutations in LEVELS.items():
        if level == "text":
            thing = json.dumps(thing, indent=draw.choice([None, 1]))
        elif level == "bytes":
            thing = thing.encode("utf-8", "surrogatepass")
        elif level == "files":
            thing = {file: thing}
        for mutation in (m for m in chosen if m in mutations):
            chain.append(f"{level}/{mutation.__name__}")
            thing = mutation(thing, draw)
    return HandedIn(thing, tuple(chain))


def _on(level: str) -> Callable[[Mutation], Mutation]:
    def register(mutation: Mutation) -> Mutation:
        LEVELS[level].append(mutation)
        return mutation

    return register


# Code: the text of one code cell, most often a student's own.


def _on_code(change: Callable[[str, Random], str]) -> Mutation:
    def mutation(content: Notebook, draw: Random) -> Notebook:
        cells = [c for c in content["cells"] if c["cell_type"] == "code"]
        own = [c for c in cells if c["metadata"].get("nbgrader", {}).get("solution")]
        cell = draw.choice(own if draw.random() < 0.8 else cells)
        cell["source"] = change(cell["source"], draw)
        return content

    mutation.__name__ = change.__name__
    LEVELS["code"].append(mutation)
    return mutation


@_on_code
def line_deleted(source: str, draw: Random) -> str:
    lines = source.split("\n")
    del lines[draw.randrange(len(lines))]
    return "\n".join(lines)


@_on_code
def lines_swapped(source: str, draw: Random) -> str:
    lines = source.split("\n")
    i, j = draw.randrange(len(lines)), draw.randrange(len(lines))
    lines[i], lines[j] = lines[j], lines[i]
    return "\n".join(lines)


@_on_code
def indentation_broken(source: str, draw: Random) -> str:
    lines = source.split("\n")
    i = draw.randrange(len(lines))
    lines[i] = draw.choice(["\t", " ", "   \t", "\f", ""]) + lines[i].lstrip(
        " " * draw.randrange(5)
    )
    return "\n".join(lines)


@_on_code
def tokens_swapped(source: str, draw: Random) -> str:
    tokens = re.split(r"(\w+)", source)
    if len(tokens) > 3:
        i, j = (draw.randrange(1, len(tokens), 2) for _ in range(2))
        tokens[i], tokens[j] = tokens[j], tokens[i]
    return "".join(tokens)


@_on_code
def token_exchanged(source: str, draw: Random) -> str:
    olds = ["+", "-", "*", "/", "@", "(", ")", "[", "]", ":", "=", "1", "return", "np", "x", "z"]
    news = [
        *olds,
        "",
        "**",
        "0",
        "1e308",
        "None",
        "yield",
        "await",
        "lambda",
        "while True",
        "match",
    ]
    return source.replace(draw.choice(olds), draw.choice(news), draw.choice([1, 2, -1]))


@_on_code
def characters_inserted(source: str, draw: Random) -> str:
    at = draw.randrange(len(source) + 1)
    return (
        source[:at]
        + "".join(draw.choices(string.printable, k=draw.choice([1, 3, 30])))
        + source[at:]
    )


@_on_code
def odd_characters_inserted(source: str, draw: Random) -> str:
    odd = "\u00a0\u200b\ufeff\u202e“”‘’−×（）\x00\x1b\ud800\U0001f600\u0308σ\r\u2028"
    at = draw.randrange(len(source) + 1)
    return source[:at] + draw.choice(odd) + source[at:]


@_on_code
def cut_off(source: str, draw: Random) -> str:
    return source[: draw.randrange(len(source) + 1)]


@_on_code
def magic_added(source: str, draw: Random) -> str:
    magics = [
        "%matplotlib inline",
        "%%time",
        "!pip install numpy",
        "?np.sum",
        "%%bash\nexit 1",
        "%",
    ]
    return f"{draw.choice(magics)}\n{source}"


@_on_code
def something_run(source: str, draw: Random) -> str:
    lines = [
        "1 / 0", "import os; os._exit(3)", "raise SystemExit", "print('x' * 10**6)", "input()",
        "import nothing_of_that_name", "np = None", "del np", "exit()", "raise BaseException",
        "import sys; sys.stdout.close()", "from dlref import *", "check = print", "assert False",
        "import sys; sys.setrecursionlimit(10**6); f = lambda: f(); f()", "globals().clear()",
    ]  # fmt: skip
    return draw.choice([f"{source}\n{{}}", f"{{}}\n{source}"]).replace("{}", draw.choice(lines), 1)


# Cells: their order, number, kind and source.


def _any_cell(content: Notebook, draw: Random) -> Notebook:
    graded = [c for c in content["cells"] if "nbgrader" in c["metadata"]]
    chosen: Notebook = draw.choice((graded if draw.random() < 0.8 else []) or content["cells"])
    return chosen


@_on("cells")
def cell_copied(content: Notebook, draw: Random) -> Notebook:
    cell = copy.deepcopy(_any_cell(content, draw))
    if draw.random() < 0.5:
        cell["id"] = f"copy-{draw.randrange(10**6)}"
    content["cells"].insert(draw.randrange(len(content["cells"]) + 1), cell)
    return content


@_on("cells")
def cell_copied_and_edited(content: Notebook, draw: Random) -> Notebook:
    cell = copy.deepcopy(_any_cell(content, draw))
    text = str(cell["source"])
    at = draw.randrange(len(text) + 1)
    cell["source"] = text[:at] + draw.choice(["#", " ", "x", "\n", "return 0\n"]) + text[at:]
    content["cells"].insert(draw.randrange(len(content["cells"]) + 1), cell)
    return content


@_on("cells")
def cells_dropped(content: Notebook, draw: Random) -> Notebook:
    for _ in range(draw.choice([1, 1, 2, 10])):
        if len(content["cells"]) > 1:
            content["cells"].remove(_any_cell(content, draw))
    return content


@_on("cells")
def all_cells_dropped(content: Notebook, draw: Random) -> Notebook:
    content["cells"].clear()
    content["cells"].append({"cell_type": "markdown", "metadata": {}, "source": "See my mail."})
    return content


@_on("cells")
def cells_reordered(content: Notebook, draw: Random) -> Notebook:
    draw.choice([draw.shuffle, list.reverse])(content["cells"])
    return content


@_on("cells")
def cell_type_changed(content: Notebook, draw: Random) -> Notebook:
    _any_cell(content, draw)["cell_type"] = draw.choice(["markdown", "raw", "code", "heading", 3])
    return content


@_on("cells")
def sources_in_lines(content: Notebook, draw: Random) -> Notebook:
    for cell in content["cells"]:
        cell["source"] = str(cell["source"]).splitlines(keepends=draw.random() < 0.9)
    return content


@_on("cells")
def source_of_another_type(content: Notebook, draw: Random) -> Notebook:
    cell = _any_cell(content, draw)
    odd = [7, None, True, {}, [], [cell["source"], 3], [[cell["source"]]], {"text": cell["source"]}]
    cell["source"] = draw.choice(odd)
    return content


@_on("cells")
def ids_clash(content: Notebook, draw: Random) -> Notebook:
    for cell in content["cells"]:
        if draw.random() < 0.5:
            cell["id"] = draw.choice(["same", "", "a b", None, 3, "x" * 100])
    return content


@_on("cells")
def cells_merged(content: Notebook, draw: Random) -> Notebook:
    cells = content["cells"]
    if len(cells) > 1:
        at = draw.randrange(len(cells) - 1)
        cells[at]["source"] = f"{cells[at]['source']}\n\n{cells[at + 1]['source']}"
        del cells[at + 1]
    return content


@_on("cells")
def cell_split(content: Notebook, draw: Random) -> Notebook:
    cell = _any_cell(content, draw)
    text = str(cell["source"])
    at = draw.randrange(len(text) + 1)
    rest = {"cell_type": cell["cell_type"], "metadata": {}, "source": text[at:]}
    cell["source"] = text[:at]
    content["cells"].insert(content["cells"].index(cell) + 1, rest)
    return content


@_on("cells")
def very_many_cells(content: Notebook, draw: Random) -> Notebook:
    kind = draw.choice(["code", "markdown"])
    content["cells"] += [
        {"cell_type": kind, "metadata": {}, "source": "x = 1"}
        for _ in range(draw.choice([100, 3000]))
    ]
    return content


@_on("cells")
def a_very_long_cell(content: Notebook, draw: Random) -> Notebook:
    text = draw.choice(["# " + "x" * 2_000_000, "x = 1\n" * 50_000, "(" * 5000, "<b>" * 20_000])
    kind = draw.choice(["code", "markdown", "raw"])
    content["cells"].append({"cell_type": kind, "metadata": {}, "source": text})
    return content


@_on("cells")
def scripts_in_a_text(content: Notebook, draw: Random) -> Notebook:
    texts = [
        "<script>alert(1)</script>",
        "![x](attachment:gone.png)",
        "$$\\frac{" * 200,
        "{{ 7 * 7 }} {% raw %}",
        "[x](javascript:alert(1))",
        "```python\n" * 50,
    ]
    cell = {"cell_type": "markdown", "metadata": {}, "source": draw.choice(texts)}
    content["cells"].insert(0, cell)
    return content


# Metadata: nbgrader's, the cells', the notebook's; outputs and attachments.


def _junk(draw: Random) -> Any:
    """A value that has no business where it is put."""
    return draw.choice(
        [None, 0, -1, 1e308, 10**400, True, "", "dense", "\x00\ud800", "9" * 400, [], {}, [[]],
         {"nbgrader": 3}, ["a", 1], [None], float("nan"), float("-inf")]
    )  # fmt: skip


def _on_nbgrader(change: Callable[[Notebook, Random], None]) -> Mutation:
    def mutation(content: Notebook, draw: Random) -> Notebook:
        cells = [c for c in content["cells"] if isinstance(c["metadata"].get("nbgrader"), dict)]
        for cell in draw.sample(cells, min(len(cells), draw.choice([1, 1, 3, 50]))):
            change(cell["metadata"]["nbgrader"], draw)
        return content

    mutation.__name__ = change.__name__
    LEVELS["metadata"].append(mutation)
    return mutation


@_on_nbgrader
def flags_changed(settings: Notebook, draw: Random) -> None:
    for flag in ("grade", "solution", "locked", "task"):
        if draw.random() < 0.5:
            settings[flag] = draw.choice([True, False, None, "yes", 1])


@_on_nbgrader
def grade_id_changed(settings: Notebook, draw: Random) -> None:
    settings["grade_id"] = draw.choice([draw.choice(_IDS), draw.choice(_IDS), _junk(draw)])


@_on_nbgrader
def points_changed(settings: Notebook, draw: Random) -> None:
    settings["points"] = draw.choice([1e9, -5, 0, "10", _junk(draw)])


@_on_nbgrader
def checksum_changed(settings: Notebook, draw: Random) -> None:
    settings["checksum"] = draw.choice(["0" * 32, _junk(draw)])


@_on_nbgrader
def schema_version_changed(settings: Notebook, draw: Random) -> None:
    settings["schema_version"] = draw.choice([0, 1, 2, 4, 99, "3", _junk(draw)])


@_on_nbgrader
def settings_removed(settings: Notebook, draw: Random) -> None:
    for key in list(settings):
        if draw.random() < 0.5:
            del settings[key]


@_on_nbgrader
def setting_made_junk(settings: Notebook, draw: Random) -> None:
    settings[draw.choice([*settings, "unheard_of"])] = _junk(draw)


@_on("metadata")
def metadata_stripped(content: Notebook, draw: Random) -> Notebook:
    share = draw.choice([0.2, 1])
    for cell in content["cells"]:
        if draw.random() < share:
            cell["metadata"] = {}
    return content


@_on("metadata")
def notebook_metadata_made_junk(content: Notebook, draw: Random) -> Notebook:
    kernel = {"name": draw.choice(["ir", "../../bin", ""]), "language": "R", "display_name": "R"}
    content["metadata"] = draw.choice(
        [_junk(draw), {"kernelspec": kernel}, {"kernelspec": _junk(draw)}, {"autograder": _junk(draw)},
         {"autograder": {"graded": True, "error": None, "remarks": []}}, {"celltoolbar": "Create Assignment"}]
    )  # fmt: skip
    return content


@_on("metadata")
def outputs_made_junk(content: Notebook, draw: Random) -> Notebook:
    for cell in content["cells"]:
        if cell["cell_type"] == "code" and draw.random() < 0.5:
            cell["outputs"] = draw.choice(
                [_junk(draw), [_junk(draw)], [{"output_type": "stream", "name": "stderr", "text": "x" * 10**5}],
                 [{"output_type": "error", "ename": 1, "evalue": None, "traceback": "no list"}],
                 [{"output_type": "execute_result", "data": {"text/plain": "1e9"}, "metadata": {}}],
                 [{"output_type": "display_data", "data": {"text/html": "<script>"}}], [{"output_type": "odd"}]]
            )  # fmt: skip
            cell["execution_count"] = draw.choice([None, "x", -1, 10**30, 1.5])
    return content


@_on("metadata")
def attachments_made_junk(content: Notebook, draw: Random) -> Notebook:
    for cell in content["cells"]:
        if draw.random() < 0.3:
            picture = {"image/png": draw.choice(["no base64", "", 3, "iVBORw0KGgo="])}
            cell["attachments"] = draw.choice(
                [_junk(draw), {"a.png": _junk(draw)}, {"a.png": picture}, {"\ud800": picture}]
            )
    return content


# JSON: any value at all, whatever it means.


@_on("json")
def format_changed(content: Any, draw: Random) -> Any:
    if isinstance(content, dict):
        content["nbformat"] = draw.choice([1, 2, 3, 5, 99, "4", 4.5, _junk(draw)])
        content["nbformat_minor"] = draw.choice([0, 99, -1, "x", _junk(draw)])
    return content


@_on("json")
def old_format(content: Any, draw: Random) -> Any:
    """nbformat 3, where nbformat itself can write it; else v4's cells in a worksheet."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return nbformat.convert(nbformat.reads(json.dumps(content), 4), 3)
    except Exception:
        cells = content.get("cells") if isinstance(content, dict) else content
        return {"nbformat": 3, "metadata": {}, "worksheets": [{"cells": cells}]}


@_on("json")
def worksheets_made_junk(content: Any, draw: Random) -> Any:
    if isinstance(content, dict):
        junk = [
            _junk(draw),
            [_junk(draw)],
            [{"cells": _junk(draw)}],
            [{"cells": content.get("cells")}],
        ]
        content["worksheets"] = draw.choice(junk)
    return content


@_on("json")
def wrapped(content: Any, draw: Random) -> Any:
    return draw.choice([[content], {"notebook": content}, {"cells": content}, {"cells": [content]}])


def _on_a_place(change: Callable[[Any, Any, list[tuple[Any, Any]], Random], None]) -> Mutation:
    """A mutation of one place, a key of a dict or an index of a list, drawn from all of them."""

    def mutation(content: Any, draw: Random) -> Any:
        places = _places(content)
        if places:
            change(*draw.choice(places), places, draw)
        return content

    mutation.__name__ = change.__name__
    LEVELS["json"].append(mutation)
    return mutation


def _places(content: Any) -> list[tuple[Any, Any]]:
    if not isinstance(content, dict | list):
        return []
    own = [
        (content, key) for key in (content if isinstance(content, dict) else range(len(content)))
    ]
    return own + [place for holder, key in own for place in _places(holder[key])]


@_on_a_place
def value_made_junk(holder: Any, key: Any, places: list[tuple[Any, Any]], draw: Random) -> None:
    holder[key] = _junk(draw)


@_on_a_place
def value_removed(holder: Any, key: Any, places: list[tuple[Any, Any]], draw: Random) -> None:
    del holder[key]


@_on_a_place
def value_exchanged(holder: Any, key: Any, places: list[tuple[Any, Any]], draw: Random) -> None:
    other, there = draw.choice(places)
    holder[key] = copy.deepcopy(other[there])


@_on_a_place
def key_renamed(holder: Any, key: Any, places: list[tuple[Any, Any]], draw: Random) -> None:
    if isinstance(holder, dict):
        name = draw.choice([key.upper(), key + " ", key[::-1], "", "\ud800", "cells"])
        holder[name] = holder.pop(key)


@_on_a_place
def item_doubled(holder: Any, key: Any, places: list[tuple[Any, Any]], draw: Random) -> None:
    if isinstance(holder, list):
        holder.insert(key, copy.deepcopy(holder[key]))


@_on_a_place
def type_changed(holder: Any, key: Any, places: list[tuple[Any, Any]], draw: Random) -> None:
    value = holder[key]
    holder[key] = draw.choice([str(value), [value], {"value": value}, bool(value), len(str(value))])


# Text: what no JSON writer would write, or hardly any.


def _in_text(text: str, draw: Random, pattern: str, new: str) -> str:
    """The text with one match of a pattern exchanged."""
    found = list(re.finditer(pattern, text))
    if not found:
        return text
    match = draw.choice(found)
    return text[: match.start()] + new + text[match.end() :]


_LITERAL = r'(?<=: )(?:"[^"\\]*"|\d+(?:\.\d+)?|true|false|null)'


@_on("text")
def odd_literal(text: str, draw: Random) -> str:
    odd = ["NaN", "Infinity", "-Infinity", "1e999", "9" * 5000, "-0", "1E400", "undefined", "'x'"]
    return _in_text(text, draw, _LITERAL, draw.choice(odd))


@_on("text")
def nested_deeply(text: str, draw: Random) -> str:
    opening, closing = draw.choice([("[", "]"), ('{"a":', "}")])
    depth = draw.choice([20, 300, 900, 3000, 100_000])
    return _in_text(text, draw, _LITERAL, opening * depth + "1" + closing * depth)


@_on("text")
def key_doubled(text: str, draw: Random) -> str:
    doubled = [
        '"cells": []',
        '"metadata": {}',
        '"source": "x"',
        '"cell_type": "raw"',
        '"nbformat": 3',
    ]
    return _in_text(text, draw, r"\{(?=\s*\")", "{" + draw.choice(doubled) + ", ")


@_on("text")
def escapes_inserted(text: str, draw: Random) -> str:
    odd = [
        "\\ud800",
        "\\udc00\\ud800",
        "\\u0000",
        "\\x41",
        "\\",
        "\\u12",
        "\\u202e",
        "\x00",
        "\x1b[2J",
    ]
    return _in_text(text, draw, r"(?<=[a-z ])(?=[a-z ])", draw.choice(odd))


@_on("text")
def merge_conflict(text: str, draw: Random) -> str:
    lines = text.split("\n")
    at = draw.randrange(len(lines))
    lines[at:at] = ["<<<<<<< HEAD", lines[at], "=======", lines[at], ">>>>>>> theirs"]
    return "\n".join(lines)


@_on("text")
def punctuation_changed(text: str, draw: Random) -> str:
    return _in_text(text, draw, r'[,:{}\[\]"]', draw.choice(["", ",", ",,", "'", "}", "]", ";"]))


@_on("text")
def line_ends_changed(text: str, draw: Random) -> str:
    return text.replace("\n", draw.choice(["\r\n", "\r", "\n\n"])).replace(
        "\\n", draw.choice(["\\r\\n", "\\r", "\\n"])
    )


@_on("text")
def not_a_notebook_at_all(text: str, draw: Random) -> str:
    return draw.choice(
        ["", " ", "null", "[]", "{}", '"x"', "3", "NaN", "<html></html>", '{"cells": 3}']
    )


# Bytes: a broken disk, a wrong encoding.


@_on("bytes")
def bits_flipped(data: bytes, draw: Random) -> bytes:
    broken = bytearray(data)
    for _ in range(draw.choice([1, 1, 4, 64]) if broken else 0):
        broken[draw.randrange(len(broken))] ^= 1 << draw.randrange(8)
    return bytes(broken)


@_on("bytes")
def cut(data: bytes, draw: Random) -> bytes:
    start, end = sorted(draw.randrange(len(data) + 1) for _ in range(2))
    return draw.choice([data[:start], data[end:], data[:start] + data[end:]])


@_on("bytes")
def inserted(data: bytes, draw: Random) -> bytes:
    at = draw.randrange(len(data) + 1)
    return data[:at] + draw.randbytes(draw.choice([1, 8, 1000])) + data[at:]


@_on("bytes")
def doubled(data: bytes, draw: Random) -> bytes:
    start, end = sorted(draw.randrange(len(data) + 1) for _ in range(2))
    return data[:end] + data[start:]


@_on("bytes")
def zeroed(data: bytes, draw: Random) -> bytes:
    start = draw.randrange(len(data) + 1)
    gone = min(512, len(data) - start)
    return data[:start] + bytes(gone) + data[start + gone :]


@_on("bytes")
def encoded_otherwise(data: bytes, draw: Random) -> bytes:
    text = data.decode("utf-8", "replace")
    codec = draw.choice(["utf-16", "utf-32", "utf-8-sig", "cp1252", "utf-7"])
    return text.encode(codec, "replace")


@_on("bytes")
def compressed(data: bytes, draw: Random) -> bytes:
    return gzip.compress(data, mtime=0)


@_on("bytes")
def emptied(data: bytes, draw: Random) -> bytes:
    return b""


# Files: names, and what lies beside.


def _renamed(files: Files, name: Callable[[str], str]) -> Files:
    return {name(path) if path.endswith(".ipynb") else path: data for path, data in files.items()}


@_on("files")
def renamed(files: Files, draw: Random) -> Files:
    odd = ["{} (1).ipynb", "{}-Copy1.ipynb", "{}.IPYNB", "{}.ipynb.txt", "Untitled.ipynb", "a/{}.ipynb",
           "é\n{}.ipynb", ".{}.ipynb", "[x]*{}.ipynb", "{}.ipynb/{}.ipynb", ".ipynb_checkpoints/{}.ipynb"]  # fmt: skip
    chosen = draw.choice(odd)
    return _renamed(files, lambda path: chosen.replace("{}", Path(path).stem))


@_on("files")
def timestamp_added(files: Files, draw: Random) -> Files:
    stamps = [b"2026-02-01 12:00:00 UTC", b"yesterday", b"", b"\xff\x00", b"9" * 5000, b"0001-01-01",
              b"9999-12-31 23:59:59 +9999", b"2026-02-30", b"12", b"1e9", b"10:00 CEST"]  # fmt: skip
    return files | {"timestamp.txt": draw.choice(stamps)}


@_on("files")
def files_added(files: Files, draw: Random) -> Files:
    odd = ["notes.txt", "data.csv", "np.py", "numpy.py", "autograder/__init__.py", "sitecustomize.py",
           "é\udcff.txt", "-rf", "a\nb", "grades.html", ".hidden", "feedback/x.html", "gradebook.db"]  # fmt: skip
    return files | {name: draw.randbytes(draw.choice([0, 100])) for name in draw.sample(odd, 3)}


@_on("files")
def another_notebook_added(files: Files, draw: Random) -> Files:
    name = draw.choice(["b.ipynb", "01_neuron.ipynb", "a/a.ipynb", ".ipynb_checkpoints/a.ipynb"])
    return {name: draw.choice([*files.values(), b"", b"{"])} | files


@_on("files")
def notebook_gone(files: Files, draw: Random) -> Files:
    return {path: data for path, data in files.items() if not path.endswith(".ipynb")}


@_on("files")
def notebook_linked(files: Files, draw: Random) -> Files:
    there = draw.choice(["/dev/zero", "/etc/passwd", "../../base-0", "nowhere", "{}"])
    return {
        path: Path(there.replace("{}", path)) if path.endswith(".ipynb") else data
        for path, data in files.items()
    }


@_on("files")
def links_added(files: Files, draw: Random) -> Files:
    return files | {"data.csv": Path("/dev/zero"), "loop": Path("."), "up": Path("../..")}
