"""Mutants: which there are, that none is made twice, and from which source."""

from __future__ import annotations

import ast

import pytest

from autograder.author.mutants import mutants
from autograder.mistakes.source import own_source

MODULE = '''
"""A module."""
import numpy as np

RATE = 0.5
OTHER = 2


def _helper(x):
    return RATE * x


def other(x):
    return OTHER * x


def wanted(x: int) -> int:
    """Says nothing."""
    return _helper(x) + other(x)
'''


def changed(body: str) -> set[str]:
    """The last lines of all mutants of a function with that body."""
    return {m.source.splitlines()[-1].strip() for m in mutants(f"def f(a, b):\n    {body}\n")}


@pytest.mark.parametrize(
    ("body", "slips"),
    [
        ("return a + b", {"return a - b", "return a * b", "return a", "return b", "pass"}),
        ("return a - b", {"return a + b", "return a", "return -b"}),
        ("return a / b", {"return a * b", "return a", "return 1 / b"}),
        ("return a @ b", {"return a * b", "return a", "return b"}),
        ("return a > 1", {"return a >= 1", "return a < 1", "return a > 2", "return a > 0"}),
        ("return sum(a, b)", {"return a", "return sum(b, a)"}),
        ("return a.sum(axis=0)", {"return a", "return a.sum()", "return a.sum(axis=1)"}),
        ("return a.T", {"return a"}),
        ("return a[b]", {"return a"}),
        ("return (a, b)", {"return (b, a)"}),
        ("return a['W'] * b['v']", {"return a['v'] * b['v']", "return a['W'] * b['W']"}),
        ("return {'W': a, 'v': b}", {"return {'v': a, 'v': b}", "return {'W': a, 'W': b}"}),
        ("return a if b else 0.1", {"return a", "return 0.1", "return a if b else 0.2"}),
        ("return [x for x in a if x]", {"return [x for x in a]"}),
        ("return -a", {"return +a", "return a"}),
        ("return a if not b else a", {"return a if b else a"}),
    ],
)
def test_slips(body, slips):
    assert slips <= changed(body)


def test_none_is_made_twice_and_none_is_the_answer():
    made = mutants("def f(a):\n    return (a + a) * 1.0\n")
    assert len({m.source for m in made}) == len(made)
    assert "def f(a):\n    return (a + a) * 1.0" not in {m.source for m in made}
    assert [m.source for m in made].count("def f(a):\n    return a * 1.0") == 1


def test_all_compile_and_tell_the_change():
    for mutant in mutants("def f(a):\n    b = a + 1\n    return b\n"):
        ast.parse(mutant.source)
        assert mutant.before in ("b = a + 1", "return b")
        assert mutant.change == f"{mutant.before}  →  {mutant.after}"


def test_a_docstring_and_annotations_are_no_place_for_a_slip():
    assert mutants("def f(a: int = None) -> int:\n    '''1 + 1.'''\n    pass\n") == []


def test_the_source_of_one_function():
    source = own_source(MODULE, "wanted", {"other"})
    assert [node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)] == [
        "_helper",
        "wanted",
    ]
    assert "RATE = 0.5" in source
    assert "OTHER" not in source
