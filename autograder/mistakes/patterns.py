"""Finds where a rule of a family fits a formula, and builds what stands there instead."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from autograder.mistakes.families import FAMILIES, LIKELY, WRAPPINGS, Family
from autograder.mistakes.places import Edit, Place, all_holding, is_read, places
from autograder.mistakes.words import HIDDEN, Words, function_words, is_module

Bound = dict[str, ast.AST]

_PARTS = {"a", "b", "c", "d"}
_FUNCTIONS = {"f", "g"}


@dataclass(frozen=True, eq=False)
class Rule:
    """A rule, read: its family, and the two sides as syntax trees."""

    family: Family
    right: ast.expr
    wrong: ast.expr


@cache
def rules(families: tuple[Family, ...]) -> list[Rule]:
    """The rules of some families, in their order."""
    found = []
    for family in families:
        for text in family.rules:
            right, wrong = (ast.parse(side.strip(), mode="eval").body for side in text.split("->"))
            found.append(Rule(family, right, wrong))
    return found


@dataclass(frozen=True)
class Match:
    """A rule that fits at a place, and what its letters stand for there."""

    place: Place
    rule: Rule
    bound: Bound

    @property
    def about(self) -> tuple[Rule, str]:
        """The rule, and the parts that its sentence names."""
        named = [
            self.bound[key] for key in sorted(self.bound) if f"{{{key}}}" in self.rule.family.told
        ]
        return self.rule, " ".join(ast.dump(node) for node in named)


def pattern_edits(tree: ast.AST, words: Words, likely: bool = False) -> Iterator[Edit]:
    """Apply the rules of all families (or of likely ones) in place, one at a time, each undone again.

    What fits in several places is changed in each of them, and then in all.
    """
    found = list(_matches(tree, words, likely))
    together: dict[tuple[Rule, str], list[Match]] = {}
    for match in found:
        together.setdefault(match.about, []).append(match)
        with match.place.holding(built(match.rule.wrong, match.bound)):
            yield told(match.rule.family, match.bound, words)
    for matches in together.values():
        if len(matches) > 1:
            new = [(match.place, built(match.rule.wrong, match.bound)) for match in matches]
            with all_holding(new):
                yield told(matches[0].rule.family, matches[0].bound, words)


def _matches(tree: ast.AST, words: Words, likely: bool) -> Iterator[Match]:
    chosen = [rule for rule in rules(FAMILIES) if not likely or rule.family.id in LIKELY]
    wrappings = [] if likely else rules(WRAPPINGS)
    for place in places(tree):
        if isinstance(place.holder, ast.arguments) or not is_read(place.node):
            continue
        for rule in chosen:
            bound = match(rule.right, place.node)
            if bound is not None:
                yield Match(place, rule, bound)
        if isinstance(place.node, _QUANTITIES) and holds_quantity(place.node):
            for rule in wrappings:
                if not rule.family.of_names or words.has_name(place.node):
                    yield Match(place, rule, {"a": place.node})


_QUANTITIES = (ast.BinOp, ast.Name, ast.Subscript, ast.Call, ast.Compare)


def told(family: Family, bound: Bound, words: Words) -> Edit:
    """The edit that a family makes, told of the parts that its letters stand for."""
    named = {
        key: function_words(_function_name(bound[key]))
        if key in _FUNCTIONS
        else words.part(bound[key])
        for key in re.findall(r"\{(\w)\}", family.told)
        if key in bound
    }
    return Edit(
        family.id, family.told.format_map(named | dict.fromkeys({"a"} - bound.keys(), "it"))
    )


def holds_quantity(node: ast.AST) -> bool:
    """Whether a part holds anything but numbers and functions."""
    functions = {id(call.func) for call in ast.walk(node) if isinstance(call, ast.Call)}
    return any(
        isinstance(each, ast.Name) and each.id not in HIDDEN and id(each) not in functions
        for each in ast.walk(node)
    )


def match(pattern: ast.AST, node: ast.AST) -> Bound | None:
    """What the letters of a pattern stand for in a node, or None if it does not fit."""
    bound: Bound = {}
    return bound if _fits(pattern, node, bound) else None


def _fits(pattern: object, node: object, bound: Bound) -> bool:
    if isinstance(pattern, ast.Name) and pattern.id in _PARTS:
        return isinstance(node, ast.expr) and _is_bound(pattern.id, node, bound)
    if isinstance(pattern, ast.Call) and _letter(pattern.func) in _FUNCTIONS:
        if not isinstance(node, ast.Call) or not _is_function(node.func) or len(node.args) != 1:
            return False
        letter = _letter(pattern.func)
        if letter in bound and _function_name(bound[letter]) != _function_name(node):
            return False
        bound[letter] = node
        return _fits(pattern.args[0], node.args[0], bound)
    if type(pattern) is not type(node):
        return False
    if isinstance(pattern, list):
        return len(pattern) == len(node) and all(  # type: ignore[arg-type]
            _fits(p, n, bound)
            for p, n in zip(pattern, node, strict=True)  # type: ignore[call-overload]
        )
    if isinstance(pattern, ast.AST):
        return all(
            _fits(getattr(pattern, name), getattr(node, name, None), bound)
            for name in pattern._fields
            if name not in ("ctx", "kind")
        )
    return pattern == node


def _is_bound(letter: str, node: ast.expr, bound: Bound) -> bool:
    """Let a letter stand for a node. Returns False if it stands for another already."""
    known = bound.setdefault(letter, node)
    return known is node or ast.dump(known) == ast.dump(node)


def letters(pattern: ast.expr) -> set[str]:
    """The letters of a pattern, for parts and for functions."""
    names = {node.id for node in ast.walk(pattern) if isinstance(node, ast.Name)}
    return names & (_PARTS | _FUNCTIONS)


def _letter(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _is_function(node: ast.expr) -> bool:
    """Whether a call's function is one of NumPy's or a name of its own, and no method of an array."""
    return isinstance(node, ast.Name) or is_module(getattr(node, "value", None))


def _function_name(call: ast.AST) -> str:
    function = call.func  # type: ignore[attr-defined]
    return function.attr if isinstance(function, ast.Attribute) else function.id


def built(template: ast.expr, bound: Bound) -> ast.expr:
    """The wrong side of a rule, with what its letters stand for."""
    return _Built(bound).visit(ast.parse(ast.unparse(template), mode="eval").body)


class _Built(ast.NodeTransformer):
    def __init__(self, bound: Bound) -> None:
        self._bound = bound

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return self._bound.get(node.id, node) if node.id in _PARTS else node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        letter = _letter(node.func)
        arguments = [self.visit(argument) for argument in node.args]
        if letter in _FUNCTIONS:
            known = self._bound[letter]
            return ast.Call(known.func, arguments, known.keywords)  # type: ignore[attr-defined]
        return ast.Call(node.func, arguments, node.keywords)
