"""Changes to a formula: each rule does what it says, and each change is undone."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from itertools import islice

import pytest

from autograder.mistakes.calls import call_edits
from autograder.mistakes.families import CHANGES_OF_FORMULA, FAMILIES, LIKELY, WRAPPINGS
from autograder.mistakes.inputs import input_changes
from autograder.mistakes.loops import statement_edits
from autograder.mistakes.names import name_edits
from autograder.mistakes.numbers import number_edits
from autograder.mistakes.patterns import pattern_edits
from autograder.mistakes.places import Edit
from autograder.mistakes.words import Words

RULES = [(family, rule) for family in (*FAMILIES, *WRAPPINGS) for rule in family.rules]
NAMES = {"a": "p", "b": "q", "c": "r", "d": "s", "f": "np.exp", "g": "np.tanh"}
KINDS = {"x": "array", "w": "array", "b": "number", "start": "number", "params": "dict"}

SOURCE = """
def helper(x):
    return np.maximum(x, 0)

def answer(x, w, b, start, params, eps=1e-8):
    total, best = 0.0, np.inf
    kept = []
    for i in range(len(x)):
        part = helper(x[i]) * w[i] - b ** 2
        part = np.exp(-part) / (1 + np.exp(-part))
        if part > best:
            kept.append(part)
            break
        else:
            best = part
        start = start + part
        total += part
    if total > 0:
        total = total / np.sqrt(b ** 2 + eps)
    W = params["W1"] @ params["W2"].T
    rest = sum(v ** 2 for k, v in params.items() if k.startswith("W"))
    both = np.where(x > 0, x, 0.5 * w)
    return total + start * np.sum(both, axis=0, keepdims=True) + rest + W.sum(axis=1)
"""


class Named(ast.NodeTransformer):
    """Puts names and functions in place of the letters of a rule."""

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.parse(NAMES.get(node.id, node.id), mode="eval").body


def named(side: str) -> str:
    return ast.unparse(Named().visit(ast.parse(side.strip(), mode="eval")))


@pytest.mark.parametrize(("family", "rule"), RULES, ids=[rule for _, rule in RULES])
def test_a_rule_fits_its_own_left_side_and_gives_its_right_side(family, rule) -> None:
    right, wrong = map(named, rule.split("->"))
    tree = ast.parse(f"def h(p, q, r, s):\n    return {right}")
    [function] = tree.body
    words = Words(function, as_in_notebook=True)
    given = [
        (edit.family, ast.unparse(function.body[0].value)) for edit in pattern_edits(tree, words)
    ]
    assert (family.id, wrong) in given


def test_sentences_are_filled_in_and_name_no_letter() -> None:
    for edit in every_edit(ast.parse(SOURCE)):
        assert edit.told
        assert not set("{}") & set(edit.told)


def test_lists_of_families_hold_families() -> None:
    ids = {family.id for family in FAMILIES}
    assert set(LIKELY) <= ids
    assert ids <= CHANGES_OF_FORMULA


def patterns(tree: ast.Module) -> Iterator[Edit]:
    return pattern_edits(tree, Words(tree.body[1], as_in_notebook=True))


def likely_patterns(tree: ast.Module) -> Iterator[Edit]:
    return pattern_edits(tree, Words(tree.body[1], as_in_notebook=False), likely=True)


def calls(tree: ast.Module) -> Iterator[Edit]:
    return call_edits(tree, Words(tree.body[1], as_in_notebook=False))


def names(tree: ast.Module) -> Iterator[Edit]:
    return name_edits(tree.body[1], KINDS)


def statements(tree: ast.Module) -> Iterator[Edit]:
    return statement_edits(tree.body[1], Words(tree.body[1], as_in_notebook=True))


KINDS_OF_EDITS = [patterns, likely_patterns, calls, names, statements, number_edits]
each_kind = pytest.mark.parametrize("edits", KINDS_OF_EDITS)


def every_edit(tree: ast.Module) -> Iterator[Edit]:
    for edits in KINDS_OF_EDITS:
        yield from edits(tree)


@each_kind
def test_each_edit_changes_the_tree_and_all_are_undone(edits: Callable) -> None:
    tree = ast.parse(SOURCE)
    before = ast.dump(tree)
    changed = [ast.dump(tree) != before for _ in edits(tree)]
    assert changed
    assert sum(changed) > 0.9 * len(changed)
    assert ast.dump(tree) == before


@each_kind
def test_an_edit_is_undone_where_its_reader_stops_early_or_fails(edits: Callable) -> None:
    tree = ast.parse(SOURCE)
    before = ast.dump(tree)
    count = sum(1 for _ in edits(tree))
    for stop in {*range(1, count, 1 + count // 8), count - 1, count}:
        stopped = edits(tree)
        assert list(islice(stopped, stop))
        stopped.close()
        assert ast.dump(tree) == before
        failed = edits(tree)
        assert list(islice(failed, stop))
        with pytest.raises(ZeroDivisionError):
            failed.throw(ZeroDivisionError)
        assert ast.dump(tree) == before


def changed(source: str, edits: Callable, family: str) -> set[str]:
    """The bodies that a family makes of a function."""
    tree = ast.parse(source)
    return {
        "; ".join(map(ast.unparse, tree.body[-1].body))
        for edit in edits(tree)
        if edit.family == family
    }


def alone(edits: Callable) -> Callable:
    """Edits of a source that holds one function."""

    def of_one(tree: ast.Module) -> Iterator[Edit]:
        return edits(tree.body[0], Words(tree.body[0], as_in_notebook=True))

    return of_one


LOOP = "def f(x):\n    total = 0\n    for v in x:\n        total += v\n    return total"


@pytest.mark.parametrize(
    ("family", "body"),
    [
        ("first-alone", "total = 0; for v in x:\n    total += v\n    return total; return total"),
        ("first-alone", "total = 0; for v in x:\n    total += v\n    break; return total"),
        ("last-alone", "total = 0; for v in x:\n    total = v; return total"),
        ("one-too-few", "total = 0; for v in list(x)[:-1]:\n    total += v; return total"),
        ("set-back", "total = 0; for v in x:\n    total = 0\n    total += v; return total"),
        ("subtracted-up", "total = 0; for v in x:\n    total -= v; return total"),
    ],
)
def test_a_loop_is_changed(family: str, body: str) -> None:
    assert body in changed(LOOP, alone(statement_edits), family)


def test_what_occurs_twice_is_changed_once_and_in_all_places() -> None:
    twice = "def f(x):\n    return np.exp(x) / np.exp(x).sum(axis=1)"
    without = changed(twice, alone(call_edits), "function-left-out")
    assert {
        "return x / np.exp(x).sum(axis=1)",
        "return np.exp(x) / x.sum(axis=1)",
        "return x / x.sum(axis=1)",
    } <= without
    axes = changed(twice, alone(call_edits), "another-axis")
    assert "return np.exp(x) / np.exp(x).sum(axis=0)" in axes


def test_old_state_is_used_for_new() -> None:
    step = "def f(v, g):\n    v = 0.9 * v + g\n    return v"
    edits = changed(
        step, lambda tree: name_edits(tree.body[0], {"v": "array", "g": "array"}), "old-for-new"
    )
    assert "_old_v = v; v = 0.9 * v + g; return _old_v" in edits


def test_the_defaults_of_two_arguments_are_exchanged() -> None:
    tree = ast.parse("def answer(x, a=0.9, b=0.99):\n    return a * x + b")
    made = [(e.told, ast.unparse(tree)) for e in number_edits(tree) if "exchanged" in e.family]
    assert made == [
        (
            "the defaults of `a` and `b` are exchanged",
            "def answer(x, a=0.99, b=0.9):\n    return a * x + b",
        )
    ]


def test_all_defaults_count_whatever_is_passed_in() -> None:
    defaults = {"a": 0.9, "b": 0.99}
    inputs = {"x": 2.0, "a": 0.1, "b": 0.2}
    [(told, change)] = [
        (told, change)
        for family, told, change in input_changes(inputs, defaults)
        if family == "defaults-alone"
    ]
    assert told == "the defaults count for `a` and `b`, whatever is passed in"
    assert change(inputs) == {"x": 2.0, "a": 0.9, "b": 0.99}
