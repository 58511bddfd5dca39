"""Mutated notebooks: what careless hands, broken disks and clever people make of a submission.

A mutation takes a thing and a generator, and gives the thing as it is now. What the thing is depends
on the level: there is one module for each, whose public functions are its mutations. The levels come
in the order in which a notebook is made a file: first its own parts (code, cells, metadata), then
any JSON value, the text, the bytes, and the files handed in. Everything is drawn from one generator,
so that a seed tells the whole story.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from types import FunctionType, ModuleType
from typing import Any

from ..submissions import Files, Notebook
from . import cells, code, files, metadata, raw, text, values

Mutation = Callable[[Any, Random], Any]


def _mutations_in(module: ModuleType) -> list[Mutation]:
    """A module's own public functions, in the order in which they stand there."""
    return [
        thing
        for name, thing in vars(module).items()
        if isinstance(thing, FunctionType)
        and thing.__module__ == module.__name__
        and not name.startswith("_")
    ]


LEVELS: dict[str, list[Mutation]] = {
    "code": _mutations_in(code),
    "cells": _mutations_in(cells),
    "metadata": _mutations_in(metadata),
    "json": _mutations_in(values),
    "text": _mutations_in(text),
    "bytes": _mutations_in(raw),
    "files": _mutations_in(files),
}


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
        match level:
            case "text":
                thing = json.dumps(thing, indent=draw.choice([None, 1]))
            case "bytes":
                thing = thing.encode("utf-8", "surrogatepass")
            case "files":
                thing = {file: thing}
        for mutation in (m for m in chosen if m in mutations):
            chain.append(f"{level}/{mutation.__name__}")
            thing = mutation(thing, draw)
    return HandedIn(thing, tuple(chain))
