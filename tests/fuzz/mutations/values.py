"""JSON: any value at all, whatever it means."""

from __future__ import annotations

import copy
import json
import warnings
from collections.abc import Callable
from functools import wraps
from random import Random
from typing import Any

import nbformat

from .junk import junk


def format_changed(content: Any, draw: Random) -> Any:
    if isinstance(content, dict):
        content["nbformat"] = draw.choice([1, 2, 3, 5, 99, "4", 4.5, junk(draw)])
        content["nbformat_minor"] = draw.choice([0, 99, -1, "x", junk(draw)])
    return content


def old_format(content: Any, draw: Random) -> Any:
    """nbformat 3, where nbformat itself can write it; else v4's cells in a worksheet."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return nbformat.convert(nbformat.reads(json.dumps(content), 4), 3)
    except Exception:
        cells = content.get("cells") if isinstance(content, dict) else content
        return {"nbformat": 3, "metadata": {}, "worksheets": [{"cells": cells}]}


def worksheets_made_junk(content: Any, draw: Random) -> Any:
    if isinstance(content, dict):
        odd = [junk(draw), [junk(draw)], [{"cells": junk(draw)}], [{"cells": content.get("cells")}]]
        content["worksheets"] = draw.choice(odd)
    return content


def wrapped(content: Any, draw: Random) -> Any:
    return draw.choice([[content], {"notebook": content}, {"cells": content}, {"cells": [content]}])


def _places(content: Any) -> list[tuple[Any, Any]]:
    """Where there is a value: a dict and a key, or a list and an index; at every depth."""
    if not isinstance(content, dict | list):
        return []
    keys = content if isinstance(content, dict) else range(len(content))
    own = [(content, key) for key in keys]
    return own + [place for _, key in own for place in _places(content[key])]


def _at_a_place(change: Callable[[Any, Any, Random], None]) -> Callable[[Any, Random], Any]:
    """A mutation of one place, drawn from all of them."""

    @wraps(change)
    def mutation(content: Any, draw: Random) -> Any:
        if places := _places(content):
            change(*draw.choice(places), draw)
        return content

    return mutation


@_at_a_place
def value_made_junk(holder: Any, key: Any, draw: Random) -> None:
    holder[key] = junk(draw)


@_at_a_place
def value_removed(holder: Any, key: Any, draw: Random) -> None:
    del holder[key]


def value_exchanged(content: Any, draw: Random) -> Any:
    if places := _places(content):
        (holder, key), (other, there) = draw.choice(places), draw.choice(places)
        holder[key] = copy.deepcopy(other[there])
    return content


@_at_a_place
def key_renamed(holder: Any, key: Any, draw: Random) -> None:
    if isinstance(holder, dict):
        name = draw.choice([key.upper(), key + " ", key[::-1], "", "\ud800", "cells"])
        holder[name] = holder.pop(key)


@_at_a_place
def item_doubled(holder: Any, key: Any, draw: Random) -> None:
    if isinstance(holder, list):
        holder.insert(key, copy.deepcopy(holder[key]))


@_at_a_place
def type_changed(holder: Any, key: Any, draw: Random) -> None:
    value = holder[key]
    holder[key] = draw.choice([str(value), [value], {"value": value}, bool(value), len(str(value))])
