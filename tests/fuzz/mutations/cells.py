"""Cells: their order, number, kind and source."""

from __future__ import annotations

import copy
from random import Random
from typing import Any

from ..submissions import Notebook


def _any_cell(content: Notebook, draw: Random) -> dict[str, Any]:
    """One of the notebook's cells, most often one that nbgrader knows."""
    graded = [c for c in content["cells"] if "nbgrader" in c["metadata"]]
    known = graded if draw.random() < 0.8 else []
    cell: dict[str, Any] = draw.choice(known or content["cells"])
    return cell


def _cell(kind: str, source: str) -> dict[str, Any]:
    return {"cell_type": kind, "metadata": {}, "source": source}


def cell_copied(content: Notebook, draw: Random) -> Notebook:
    cell = copy.deepcopy(_any_cell(content, draw))
    if draw.random() < 0.5:
        cell["id"] = f"copy-{draw.randrange(10**6)}"
    content["cells"].insert(draw.randrange(len(content["cells"]) + 1), cell)
    return content


def cell_copied_and_edited(content: Notebook, draw: Random) -> Notebook:
    cell = copy.deepcopy(_any_cell(content, draw))
    text = str(cell["source"])
    at = draw.randrange(len(text) + 1)
    cell["source"] = text[:at] + draw.choice(["#", " ", "x", "\n", "return 0\n"]) + text[at:]
    content["cells"].insert(draw.randrange(len(content["cells"]) + 1), cell)
    return content


def cells_dropped(content: Notebook, draw: Random) -> Notebook:
    for _ in range(draw.choice([1, 1, 2, 10])):
        if len(content["cells"]) > 1:
            content["cells"].remove(_any_cell(content, draw))
    return content


def all_cells_dropped(content: Notebook, draw: Random) -> Notebook:
    content["cells"] = [_cell("markdown", "See my mail.")]
    return content


def cells_reordered(content: Notebook, draw: Random) -> Notebook:
    draw.choice([draw.shuffle, list.reverse])(content["cells"])
    return content


def cell_type_changed(content: Notebook, draw: Random) -> Notebook:
    _any_cell(content, draw)["cell_type"] = draw.choice(["markdown", "raw", "code", "heading", 3])
    return content


def sources_in_lines(content: Notebook, draw: Random) -> Notebook:
    for cell in content["cells"]:
        cell["source"] = str(cell["source"]).splitlines(keepends=draw.random() < 0.9)
    return content


def source_of_another_type(content: Notebook, draw: Random) -> Notebook:
    cell = _any_cell(content, draw)
    odd = [7, None, True, {}, [], [cell["source"], 3], [[cell["source"]]], {"text": cell["source"]}]
    cell["source"] = draw.choice(odd)
    return content


def ids_clash(content: Notebook, draw: Random) -> Notebook:
    for cell in content["cells"]:
        if draw.random() < 0.5:
            cell["id"] = draw.choice(["same", "", "a b", None, 3, "x" * 100])
    return content


def cells_merged(content: Notebook, draw: Random) -> Notebook:
    cells = content["cells"]
    if len(cells) > 1:
        at = draw.randrange(len(cells) - 1)
        cells[at]["source"] = f"{cells[at]['source']}\n\n{cells[at + 1]['source']}"
        del cells[at + 1]
    return content


def cell_split(content: Notebook, draw: Random) -> Notebook:
    cell = _any_cell(content, draw)
    text = str(cell["source"])
    at = draw.randrange(len(text) + 1)
    cell["source"] = text[:at]
    rest = _cell(cell["cell_type"], text[at:])
    content["cells"].insert(content["cells"].index(cell) + 1, rest)
    return content


def very_many_cells(content: Notebook, draw: Random) -> Notebook:
    kind = draw.choice(["code", "markdown"])
    content["cells"] += [_cell(kind, "x = 1") for _ in range(draw.choice([100, 3000]))]
    return content


def a_very_long_cell(content: Notebook, draw: Random) -> Notebook:
    text = draw.choice(["# " + "x" * 2_000_000, "x = 1\n" * 50_000, "(" * 5000, "<b>" * 20_000])
    content["cells"].append(_cell(draw.choice(["code", "markdown", "raw"]), text))
    return content


def scripts_in_a_text(content: Notebook, draw: Random) -> Notebook:
    texts = [
        "<script>alert(1)</script>", "![x](attachment:gone.png)", "$$\\frac{" * 200,
        "{{ 7 * 7 }} {% raw %}", "[x](javascript:alert(1))", "```python\n" * 50,
    ]  # fmt: skip
    content["cells"].insert(0, _cell("markdown", draw.choice(texts)))
    return content
