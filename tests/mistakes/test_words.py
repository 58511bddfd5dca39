"""Parts of a formula are told in the notebook's own names, or in words."""

from __future__ import annotations

import ast

import pytest

from autograder.mistakes.words import Words

SOURCE = """
def step(params, grads, lr, z, beta1=0.9):
    s = np.exp(-z)
    for k, g in grads.items():
        params[k] = params[k] - lr * g
    return np.sqrt(np.sum(s * z * lr, axis=0)) + params["W1"]
"""


STEP = ast.parse(SOURCE).body[0]


def part(text: str, *, as_in_notebook: bool = False) -> str:
    words = Words(STEP, as_in_notebook)
    return words.part(ast.parse(text, mode="eval").body)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("lr", "`lr`"),
        ("1 - beta1", "`1 - beta1`"),
        ("np.exp(-z)", "`exp(-z)`"),
        ("params['W1']", "`W1`"),
        ("params['W1'].T", "`W1.T`"),
        ("params[k]", "`params`"),
        ("g", "`grads`"),
        ("2", "`2`"),
        ("0.12345678901234567890123", "`0.12345678901234568`"),
        ("s", "the part with `z`"),
        ("np.sum(s * z * lr, axis=0)", "the sum"),
        ("np.sqrt(np.sum(s * z))", "the square root"),
        ("lr * z * beta1 * params['W1']", "`lr * z * beta1 * W1`"),
        ("z[1:]", "the part with `z`"),
        ("unknown_helper_of_ours(1, 2, 3)", "this part"),
    ],
)
def test_a_part_in_words(text: str, told: str) -> None:
    assert part(text) == told


def test_local_names_of_the_notebook_are_used_there() -> None:
    assert part("s", as_in_notebook=True) == "`s`"
    assert part("1 - s", as_in_notebook=True) == "`1 - s`"


def test_what_has_a_name_is_told_by_it() -> None:
    function = ast.parse("def f(Z):\n    A = np.tanh(Z) + np.exp(Z) * 3\n    return A * 2").body[0]
    words = Words(function, as_in_notebook=True)
    assert words.part(function.body[0].value) == "`A`"
    assert words.part(function.body[1].value) == "the result"


def test_nothing_that_is_long_is_shown_as_a_line_to_type() -> None:
    for node in ast.walk(STEP):
        if isinstance(node, ast.expr):
            told = part(ast.unparse(node))
            assert all(len(piece) <= 20 for piece in told.split("`")[1::2])
