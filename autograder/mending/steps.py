"""Changes to the statements of a student's function: one left out, of another kind, or in another place."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import cast

from autograder.mending.own_code import Change, OwnCode
from autograder.mending.sentences import edit
from autograder.mistakes.loops import target_of
from autograder.mistakes.places import Place, set_back

DELETIONS = {"branch-too-many", "condition-too-many", "statement-too-many"}
"""Changes that take something out: an error goes with the line that stops, whether it is needed or not."""

_SETS = (ast.Assign, ast.AugAssign)


def of_another_kind(own: OwnCode) -> Iterator[Change]:
    """A statement is left out, sets what it added up, or comes under no condition or the opposite one."""
    for body in bodies(own.function):
        for index, statement in enumerate(body):
            if isinstance(statement, ast.If):
                yield from _condition(body, index, statement)
            elif isinstance(statement, _SETS):
                yield from _set_otherwise(own, body, index)


def in_another_place(own: OwnCode) -> Iterator[Change]:
    """A statement comes before another, or moves into a loop or out of it."""
    for body in bodies(own.function):
        for index, statement in enumerate(body):
            if isinstance(statement, ast.For):
                yield from _into_loop(body, index, statement)
                yield from _out_of_loop(body, index, statement)
            if index and isinstance(statement, _SETS) and isinstance(body[index - 1], _SETS):
                before = own.words.part(target_of(body[index - 1]))
                with set_back(body):
                    body[index - 1 : index + 1] = [statement, body[index - 1]]
                    part = own.words.part(target_of(statement))
                    yield edit("steps-exchanged", part=part, other=before), body[index]


def bodies(function: ast.FunctionDef) -> Iterator[list[ast.stmt]]:
    """The lists of statements in a function."""
    for node in list(ast.walk(function)):
        for name in ("body", "orelse"):
            body = getattr(node, name, None)
            if isinstance(body, list):
                yield body


def _condition(body: list[ast.stmt], index: int, statement: ast.If) -> Iterator[Change]:
    part = f"`{ast.unparse(statement.test)}`"
    for family, rest in (
        ("branch-too-many", statement.orelse),
        ("condition-too-many", statement.body),
    ):
        with set_back(body):
            body[index : index + 1] = rest or [ast.Pass()]
            yield edit(family, part=part), statement
    turned = ast.UnaryOp(ast.Not(), statement.test)
    with Place(statement, "test", None, statement.test).holding(turned):
        yield edit("condition-turned", part=part), statement


def _set_otherwise(own: OwnCode, body: list[ast.stmt], index: int) -> Iterator[Change]:
    statement = body[index]
    part = own.words.part(target_of(statement))
    for family, new in _otherwise(statement):
        with set_back(body):
            body[index] = ast.copy_location(new, statement)
            yield edit(family, part=part), statement
    if len(body) > 1:
        with set_back(body):
            del body[index]
            yield edit("statement-too-many", part=part), statement


def _otherwise(statement: ast.stmt) -> Iterator[tuple[str, ast.stmt]]:
    target, value = target_of(statement), cast(ast.Assign, statement).value
    if isinstance(statement, ast.AugAssign):
        yield "added-up", ast.Assign([target], value)
        if isinstance(statement.op, ast.Sub):
            yield "subtracted-up", ast.AugAssign(statement.target, ast.Add(), value)
        if isinstance(statement.op, ast.Add):
            yield "added-for-subtracted", ast.AugAssign(statement.target, ast.Sub(), value)
    elif isinstance(target, ast.Name | ast.Subscript):
        yield "last-alone", ast.AugAssign(target, ast.Add(), value)


def _into_loop(body: list[ast.stmt], at: int, loop: ast.For) -> Iterator[Change]:
    """What stands before the loop comes first in each turn; what stands after it, last in each turn."""
    for index, before in enumerate(body[:at]):
        if isinstance(before, ast.Assign):
            with set_back(loop.body, body):
                del body[index]
                loop.body.insert(0, before)
                yield edit("set-once", part=f"`{ast.unparse(target_of(before))}`"), before
    after = body[at + 1] if at + 1 < len(body) else None
    if isinstance(after, _SETS):
        with set_back(loop.body, body):
            del body[at + 1]
            loop.body.append(after)
            yield edit("once-after-the-loop", part=f"`{ast.unparse(target_of(after))}`"), after


def _out_of_loop(body: list[ast.stmt], at: int, loop: ast.For) -> Iterator[Change]:
    """A `return` comes after the loop, and what is set in each turn before it."""
    last = loop.body[-1]
    if len(loop.body) > 1 and isinstance(last, ast.Return):
        with set_back(loop.body, body):
            loop.body.pop()
            body.insert(at + 1, last)
            yield edit("return-in-loop"), last
    if isinstance(last, ast.If) and isinstance(last.body[-1], ast.Return) and len(loop.body) > 1:
        with set_back(loop.body, body):
            loop.body.pop()
            body.insert(at + 1, last)
            yield edit("looked-at-in-loop", part=f"`{ast.unparse(last.test)}`"), last
    for index, inside in enumerate(loop.body):
        if isinstance(inside, _SETS) and len(loop.body) > 1:
            with set_back(loop.body, body):
                del loop.body[index]
                body.insert(at, inside)
                family = "in-each-turn" if _goes_on(inside) else "set-back"
                yield edit(family, part=f"`{ast.unparse(target_of(inside))}`"), inside


def _goes_on(statement: ast.stmt) -> bool:
    """Whether a statement makes what it sets from what was there before."""
    target = ast.unparse(target_of(statement))
    value = cast(ast.Assign, statement).value
    reads = any(ast.unparse(node) == target for node in ast.walk(value))
    return reads or isinstance(statement, ast.AugAssign)
