"""Families of changes to statements: a return inside a loop, a sum that is overwritten, a step left out."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.mistakes.places import Edit, Place, set_back
from autograder.mistakes.words import Words

STATEMENT_SENTENCES = {
    "first-alone": "a loop ends after its first turn",
    "last-alone": "each turn of a loop overwrites the last one, so that only the last counts",
    "one-too-few": "a loop makes one turn too few",
    "set-back": "each turn of the loop sets {part} back to the start",
    "once-after-the-loop": "the step that sets {part} comes once, after the loop, and not in each turn",
    "steps-exchanged": "the step that sets {other} comes before the one that sets {part}",
    "subtracted-up": "{part} goes down where it should go up",
    "without-else": "nothing is done where {part} does not hold",
    "statement-left-out": "the step that sets {part} is left out",
    "condition-always": "the condition {part} plays no part",
    "condition-turned": "the condition {part} is turned round",
    "filter-left-out": "all are taken, without the choice by {part}",
    "filter-turned": "the choice by {part} is turned round",
}


def statement_edits(function: ast.FunctionDef, words: Words) -> Iterator[Edit]:
    """Change the statements of a function in place, one after the other, each undone before the next."""
    for node in list(ast.walk(function)):
        for name in ("body", "orelse"):
            body = getattr(node, name, None)
            if isinstance(body, list):
                yield from _in_body(body, words)
        if isinstance(node, ast.For):
            yield from _loop(node)
        if isinstance(node, ast.comprehension) and node.ifs:
            yield from _filter(node, words)


def _in_body(body: list[ast.stmt], words: Words) -> Iterator[Edit]:
    for index, statement in enumerate(body):
        if isinstance(statement, ast.Assign | ast.AugAssign):
            left_out = _edit("statement-left-out", words, target_of(statement))
            yield from _put(body, index, ast.Pass(), left_out)
        if isinstance(statement, ast.AugAssign):
            new = ast.Assign([statement.target], statement.value)
            yield from _put(body, index, new, Edit("last-alone", STATEMENT_SENTENCES["last-alone"]))
            minus = ast.AugAssign(statement.target, ast.Sub(), statement.value)
            yield from _put(body, index, minus, _edit("subtracted-up", words, statement.target))
        if isinstance(statement, ast.If):
            yield from _condition(body, index, statement, words)
        if isinstance(statement, ast.For):
            yield from _around_loop(body, index, statement, words)
        if index and isinstance(statement, _SETS) and isinstance(body[index - 1], _SETS):
            edit = _edit("steps-exchanged", words, target_of(body[index - 1]), target_of(statement))
            with set_back(body):
                body[index - 1 : index + 1] = [statement, body[index - 1]]
                yield edit


_SETS = (ast.Assign, ast.AugAssign)


def target_of(statement: ast.stmt) -> ast.expr:
    """What a statement sets."""
    if isinstance(statement, ast.Assign):
        return statement.targets[0]
    assert isinstance(statement, ast.AugAssign)
    return statement.target


def _edit(family: str, words: Words, part: ast.AST, other: ast.AST | None = None) -> Edit:
    told = STATEMENT_SENTENCES[family]
    return Edit(
        family, told.format(part=words.part(part), other=words.part(other) if other else "")
    )


def _around_loop(body: list[ast.stmt], index: int, loop: ast.For, words: Words) -> Iterator[Edit]:
    """What stands before a loop comes into it, and its last step comes after it."""
    for before in body[:index]:
        if isinstance(before, ast.Assign):
            with set_back(loop.body):
                loop.body.insert(0, before)
                yield _edit("set-back", words, before.targets[0])
    last = loop.body[-1]
    if len(loop.body) > 1 and isinstance(last, _SETS):
        with set_back(loop.body, body):
            loop.body.pop()
            body.insert(index + 1, last)
            yield _edit("once-after-the-loop", words, target_of(last))
    returned = body[-1]
    if isinstance(returned, ast.Return) and returned is not loop:
        with set_back(loop.body):
            loop.body.append(returned)
            yield Edit("first-alone", STATEMENT_SENTENCES["first-alone"])


def _condition(body: list[ast.stmt], index: int, statement: ast.If, words: Words) -> Iterator[Edit]:
    part = words.part(statement.test)
    for family, test in (
        ("condition-always", ast.Constant(True)),
        ("condition-always", ast.Constant(False)),
        ("condition-turned", ast.UnaryOp(ast.Not(), statement.test)),
    ):
        new = ast.If(test, statement.body, statement.orelse)
        told = STATEMENT_SENTENCES[family].format(part=part)
        yield from _put(body, index, new, Edit(family, told))
    if statement.orelse:
        alone = ast.If(statement.test, statement.body, [])
        yield from _put(body, index, alone, _edit("without-else", words, statement.test))


def _put(body: list[ast.stmt], index: int, new: ast.stmt, edit: Edit) -> Iterator[Edit]:
    with set_back(body):
        body[index] = ast.fix_missing_locations(ast.copy_location(new, body[index]))
        yield edit


def _loop(node: ast.For) -> Iterator[Edit]:
    inner = [each for each in ast.walk(node) if isinstance(each, ast.If)]
    for body in (node.body, *(each.body for each in inner), *(each.orelse for each in inner)):
        if body:
            with set_back(body):
                body.append(ast.fix_missing_locations(ast.copy_location(ast.Break(), body[-1])))
                yield Edit("first-alone", STATEMENT_SENTENCES["first-alone"])
    kept = node.iter
    for piece in ("[:-1]", "[1:]"):
        new = ast.parse(f"list(_){piece}", mode="eval").body
        new.value.args = [kept]  # type: ignore[attr-defined]
        with Place(node, "iter", None, kept).holding(new):
            yield Edit("one-too-few", STATEMENT_SENTENCES["one-too-few"])


def _filter(node: ast.comprehension, words: Words) -> Iterator[Edit]:
    first, part = node.ifs[0], words.part(node.ifs[0])
    with set_back(node.ifs):
        del node.ifs[0]
        yield Edit("filter-left-out", STATEMENT_SENTENCES["filter-left-out"].format(part=part))
    with Place(node, "ifs", 0, first).holding(ast.UnaryOp(ast.Not(), first)):
        yield Edit("filter-turned", STATEMENT_SENTENCES["filter-turned"].format(part=part))
