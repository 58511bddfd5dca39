"""Places in a syntax tree, where one node can be put in place of another and taken out again."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Edit:
    """What was done to a tree: the family, and the sentence's middle part."""

    family: str
    told: str


@dataclass(frozen=True)
class Place:
    """A field of a node, or one entry of a field that is a list, with what stands there."""

    holder: ast.AST
    field: str
    index: int | None
    node: ast.AST

    def put(self, node: ast.AST) -> None:
        """Put a node here."""
        if self.index is None:
            setattr(self.holder, self.field, node)
        else:
            getattr(self.holder, self.field)[self.index] = node

    @contextmanager
    def holding(self, node: ast.AST) -> Iterator[None]:
        """Hold another node within a `with` block."""
        self.put(ast.fix_missing_locations(ast.copy_location(node, self.node)))
        try:
            yield
        finally:
            self.put(self.node)


@contextmanager
def all_holding(nodes: Iterable[tuple[Place, ast.AST]]) -> Iterator[None]:
    """Several places hold other nodes within a `with` block."""
    with ExitStack() as stack:
        for place, node in nodes:
            stack.enter_context(place.holding(node))
        yield


@contextmanager
def set_back(*lists: list[Any]) -> Iterator[None]:
    """Set lists back to what they hold now, at the end of a `with` block."""
    kept = [each[:] for each in lists]
    try:
        yield
    finally:
        for each, items in zip(lists, kept, strict=True):
            each[:] = items


def is_read(node: ast.AST) -> bool:
    """Whether a node is not one that a value is bound to."""
    return isinstance(getattr(node, "ctx", ast.Load()), ast.Load)


def places(tree: ast.AST) -> list[Place]:
    """The places of all expressions and comprehensions in a tree."""
    found = []
    for holder in ast.walk(tree):
        for name, value in ast.iter_fields(holder):
            for index, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
                if isinstance(node, ast.expr | ast.comprehension):
                    found.append(Place(holder, name, index, node))
    return found
