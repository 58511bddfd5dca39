"""A function with one mistake is among those whose changes are tried, and code that reaches outside is not."""

from __future__ import annotations

import ast
import re
import textwrap

import numpy as np
import pytest

from autograder.mending.own_code import LONGEST
from autograder.mending.repairs import repairs

INPUTS = {"x": np.ones((3, 2)), "w": np.ones(2), "b": 0.5, "params": {"W1": np.ones(2)}}

MENDED = {
    "x @ w - b": ("x @ w + b", "sign-of-term"),
    "x @ w": ("x @ w + b", "term-left-out"),
    "x @ w + b * 2": ("x @ w + b", "factor-too-many"),
    "x * w + b": ("x @ w + b", "elementwise-product"),
    "x @ x + b": ("x @ w + b", "another-quantity"),
    "np.abs(x @ w) + b": ("x @ w + b", "function-added"),
    "1 / 1 + np.exp(-b)": ("1 / (1 + np.exp(-b))", "bracket"),
    "1 / (1 + np.exp(b))": ("1 / (1 + np.exp(-b))", "sign-of-term"),
    "b ** 1 / 2": ("b ** (1 / 2)", "bracket"),
    "np.mean(x)": ("np.sum(x)", "another-function"),
    "np.sum(x, axis=0)": ("np.sum(x, axis=1)", "another-axis"),
    "np.sum(x)": ("np.sum(x, axis=1, keepdims=True)", "no-axis"),
    "b / x.var()": ("b / np.sqrt(x.var())", "function-left-out"),
    "b * 3": ("b * 2", "another-number"),
    "x[1:]": ("x[1 - 1:]", "another-index"),
    "np.logaddexp(1, w) + np.logaddexp(1, b)": (
        "np.logaddexp(0, w) + np.logaddexp(0, b)",
        "another-number",
    ),
    "np.clip(x, b, 0)": ("np.clip(x, 0, b)", "arguments-in-another-order"),
    "(w, b)": ("(b, w)", "values-exchanged"),
    "(x @ w, b)": ("x @ w + b", "comma-for-operator"),
    "(w, x @ w)": ("x @ w", "values-too-many"),
    "np.sum(x, w)": ("np.sum(x * w)", "comma-for-operator"),
    "[i * j for i, j in (x, w)]": ("[i * j for i, j in zip(x, w)]", "zip-left-out"),
    "[i * j for i, j in x]": ("[i * j for i, j in enumerate(x)]", "enumerate-left-out"),
    "[params[k] * v for k, v in params]": (
        "[params[k] * v for k, v in params.items()]",
        "items-left-out",
    ),
    "[w[i] for i in len(w)]": ("[w[i] for i in range(len(w))]", "range-left-out"),
    "[w[i] for i in w]": ("[w[i] for i in range(len(w))]", "values-for-places"),
    "params[W1] * w": ("params['W1'] * w", "quotes-left-out"),
    "[params['k'] * b for k in params]": ("[params[k] * b for k in params]", "quotes-too-many"),
    "x[0, 2] * w": ("x[0:2] * w", "comma-for-colon"),
    "w.reshape(*x.shape)": ("w.reshape(x.shape)", "star-too-many"),
    "1 - np.exp": ("1 - np.exp(x)", "not-called"),
    "params.W1 * w": ("params['W1'] * w", "dot-for-brackets"),
    "w(0) * b": ("w[0] * b", "round-for-square"),
    "np.zeros(3, 2)": ("np.zeros((3, 2))", "brackets-left-out"),
    "np.concatenate(x, w)": ("np.concatenate((x, w))", "brackets-left-out"),
    "x.T() @ w": ("x.T @ w", "brackets-too-many"),
    "x.mean - b": ("x.mean() - b", "not-called"),
    "np.exp[x]": ("np.exp(x)", "square-for-round"),
    "w ^ 2": ("w ** 2", "xor-for-power"),
    "w > 0 and x > 0": ("(w > 0) & (x > 0)", "word-for-sign"),
    "not w": ("np.logical_not(w)", "word-for-sign"),
    "w > 0 & x < 1": ("(w > 0) & (x < 1)", "comparison-not-in-brackets"),
    "math.exp(x)": ("np.exp(x)", "math-for-numpy"),
}


def tried(source: str) -> dict[str, str]:
    """The family of each changed function, by its source without the first line."""
    found = list(repairs(source, "f", INPUTS))
    return {repair.source.partition("\n")[2].strip(): repair.family for repair in found}


@pytest.mark.parametrize(("wrong", "right", "family"), [(w, *r) for w, r in MENDED.items()])
def test_the_right_formula_is_among_those_tried(wrong, right, family) -> None:
    found = tried(f"def f(x, w, b, params):\n    return {wrong}\n")
    assert found.get(ast.unparse(ast.parse(f"return {right}"))) == family


STEPS = {
    "last-alone": (
        "t = 0\nfor v in x:\n    t = v\nreturn t",
        "t = 0\nfor v in x:\n    t += v\nreturn t",
    ),
    "return-in-loop": (
        "t = 0\nfor v in x:\n    t += v\n    return t",
        "t = 0\nfor v in x:\n    t += v\nreturn t",
    ),
    "statement-too-many": (
        "t = 0\nfor v in x:\n    t = 0\n    t += v\nreturn t",
        "t = 0\nfor v in x:\n    t += v\nreturn t",
    ),
    "set-once": (
        "t = 0\nfor v in x:\n    t += v\n    w.append(t)\nreturn w",
        "for v in x:\n    t = 0\n    t += v\n    w.append(t)\nreturn w",
    ),
    "steps-exchanged": (
        "b = b + w\nw = w * 2\nreturn (w, b)",
        "w = w * 2\nb = b + w\nreturn (w, b)",
    ),
    "condition-turned": (
        "if b > 0:\n    return x\nreturn w",
        "if not b > 0:\n    return x\nreturn w",
    ),
    "branch-too-many": (
        "for v in x:\n    b += v\n    if v > 0:\n        break\nreturn b",
        "for v in x:\n    b += v\n    pass\nreturn b",
    ),
    "looked-at-in-loop": (
        "for v in x:\n    b += v\n    if b > 0:\n        return 1\nreturn 0",
        "for v in x:\n    b += v\nif b > 0:\n    return 1\nreturn 0",
    ),
    "in-each-turn": (
        "for v in x:\n    w = w + v\n    w = w / b\nreturn w",
        "w = w / b\nfor v in x:\n    w = w + v\nreturn w",
    ),
    "set-back": (
        "for v in x:\n    t = 0\n    t += v\nreturn t",
        "t = 0\nfor v in x:\n    t += v\nreturn t",
    ),
    "compared-for-set": ("b == w + 1\nreturn b", "b = w + 1\nreturn b"),
    "signs-exchanged": (
        "for v in x:\n    b =+ v\nreturn b",
        "for v in x:\n    b += v\nreturn b",
    ),
    "nothing-set": ("w = w.sort()\nreturn w", "w.sort()\nreturn w"),
    "return-left-out": ("b = b + 1\nw * b", "b = b + 1\nreturn w * b"),
    "another-range": (
        "for i in range(1, 3):\n    b += i\nreturn b",
        "for i in range(1 - 1, 3):\n    b += i\nreturn b",
    ),
}


@pytest.mark.parametrize("family", STEPS)
def test_statements_are_changed_too(family) -> None:
    wrong, right = (textwrap.indent(text, "    ") for text in STEPS[family])
    assert tried(f"def f(x, w, b, params):\n{wrong}\n").get(right.strip()) == family


RETURNED = {
    "w = x * b": ["return w"],
    "w, b = (x, 2)": ["return (w, b)"],
    "w = x\nw *= b": ["return w"],
    "for v in x:\n    b += v": ["return b"],
    "for k in params:\n    params[k] = params[k] - b\n    x[k] = w": ["return x", "return params"],
    "if b > 0:\n    w = x\nelse:\n    w = b": ["return w"],
    "def g(v):\n    return v\nw = g(x)": ["return w"],
    "w = lambda v: v": ["return w"],
    "print(x)\nw * b": ["return w * b"],
    "print(x)": ["return print(x)"],
    "w * b\nreturn": [],
    "if b > 0:\n    return None\nw = x": ["return w"],
}


@pytest.mark.parametrize(("body", "ends"), RETURNED.items())
def test_a_function_that_gives_nothing_back_gets_a_return_and_no_other_change(body, ends) -> None:
    source = "def f(x, w, b, params):\n" + textwrap.indent(body, "    ") + "\n"
    found = list(repairs(source, "f", INPUTS))
    assert [repair.source.rpartition("\n    ")[2] for repair in found] == ends
    assert {repair.family for repair in found} <= {"return-left-out"}


def test_a_function_that_changes_its_arguments_may_give_nothing_back() -> None:
    source = "def f(x, w, b, params):\n    x += w\n"
    families = {repair.family for repair in repairs(source, "f", INPUTS, must_return=False)}
    assert len(families) > 1


def test_a_return_that_is_left_out_is_told_where_the_value_is_made() -> None:
    source = "def f(x, w, b, params):\n    for v in x:\n        b += v  # all of them\n"
    [told] = [repair.sentence for repair in repairs(source, "f", INPUTS)]
    assert told == "In your line `b += v`, the value is made, but not returned."


def test_each_tells_the_students_own_line() -> None:
    source = "def f(x, w, b, params):\n    total = x @ w  # the sum\n    return total - b\n"
    [repair] = [r for r in repairs(source, "f", INPUTS) if r.source.endswith("return total + b")]
    assert repair.sentence == (
        "In your line `return total - b`, `b` is subtracted where it should be added."
    )


def test_a_name_that_stands_twice_in_a_line_is_told_with_its_place() -> None:
    source = "def f(x, w, b, params):\n    return [w[i] for i in range(len(w))]\n"
    told = {repair.sentence for repair in repairs(source, "f", INPUTS)}
    assert (
        "In your line `return [w[i] for i in range(len(w))]`, the number of rows of `w` in `len(w)` is "
        "taken, where the number of columns is asked for."
    ) in told


def test_a_function_of_another_name_never_calls_itself() -> None:
    assert not list(repairs("def g(x, w):\n    return f(x, w) + 1\n", "f", INPUTS))
    assert list(repairs("def f(x, w):\n    return f(x, w) + 1\n", "f", INPUTS))


def test_a_lambda_is_changed_as_a_function() -> None:
    assert "return x + w" in tried("f = lambda x, w: x - w\n")


def test_decorators_and_docstrings_are_left_out() -> None:
    found = list(repairs("@timed\ndef f(x, w):\n    'Adds.'\n    return x - w\n", "f", INPUTS))
    assert found
    assert not any("timed" in repair.source or "Adds" in repair.source for repair in found)


def test_the_source_itself_is_not_tried_and_none_twice() -> None:
    source = "def f(x, w, b, params):\n    return x @ w + b"
    found = [repair.source for repair in repairs(source, "f", INPUTS)]
    assert source not in found
    assert len(found) == len(set(found))
    for each in found:
        ast.parse(each)


def test_no_part_is_put_into_itself() -> None:
    source = (
        "def f(params, m):\n    for k in params:\n        m[k] = params[m[k]] - m[k]\n    return m"
    )
    for repair in repairs(source, "f", {"params": {"W1": np.ones(2)}, "m": {"W1": np.ones(2)}}):
        ast.parse(repair.source)


def test_no_count_becomes_a_power_and_no_size_an_exponential() -> None:
    """Else an array of 10 ** 10 entries might be made in a student's kernel."""
    source = "def f(x, w, b, params):\n    n = len(x) // b * b\n    return np.zeros(len(x) * b) + n"
    for new in tried(source):
        assert not re.search(r"\*\* (b|len|\()", new)
        assert "np.exp" not in new
    assert tried("def f(x, w):\n    return (x - w) * 2")["return (x - w) ** 2"]


@pytest.mark.parametrize(
    "line",
    [
        "open('x', 'w')",
        "os.remove('x')",
        "np.save('x', x)",
        "exec('x')",
        "import shutil",
        "global x",
        "get_ipython().system('rm x')",
    ],
)
def test_code_that_reaches_outside_is_never_changed(line) -> None:
    assert not list(repairs(f"def f(x, w):\n    {line}\n    return x - w\n", "f", INPUTS))


@pytest.mark.parametrize(
    "source",
    ["", "x = 1", "def f(:", "def f(x):\n    return " + "(" * 300, "f = 3", "# " + "x" * LONGEST],
)
def test_what_is_no_function_is_left_alone(source) -> None:
    assert not list(repairs(source, "f", INPUTS))


EVERYWHERE = {
    "x * w - b * w": ("x @ w - b @ w", "elementwise-product"),
    "(w @ x) / (b @ x)": ("(x @ w) / (x @ b)", "transposed"),
    "(x - b, w - b)": ("(x + b, w + b)", "sign-of-term"),
    "x.mean(axis=1) / x.std(axis=1)": ("x.mean(axis=0) / x.std(axis=0)", "another-axis"),
    "params[W1] / params[W2]": ("params['W1'] / params['W2']", "quotes-left-out"),
    "params['x'] / params['b']": ("params[x] / params[b]", "quotes-too-many"),
    "np.exp * (1 - np.exp)": ("np.exp(x) * (1 - np.exp(x))", "not-called"),
    "(x ^ 2, w ^ 2)": ("(x ** 2, w ** 2)", "xor-for-power"),
}


@pytest.mark.parametrize(("wrong", "right", "family"), [(w, *r) for w, r in EVERYWHERE.items()])
def test_a_slip_in_several_places_is_undone_in_all_of_them(wrong, right, family) -> None:
    found = tried(f"def f(x, w, b, params):\n    return {wrong}\n")
    assert found.get(ast.unparse(ast.parse(f"return {right}"))) == family


def test_a_smallest_value_may_start_too_low() -> None:
    source = "def f(x, w, b, params):\n    best = 0\n    return min(best, b)\n"
    [told] = [
        r.sentence
        for r in repairs(source, "f", INPUTS)
        if "1e309" in r.source and "-" not in r.source
    ]
    assert (
        told
        == "In your line `best = 0`, `best` starts at 0, and nothing that comes may be below that."
    )


def test_a_slip_in_two_lines_is_told_of_both() -> None:
    source = "def f(x, w, b, params):\n    z = x * w\n    return z * b\n"
    [told] = [
        repair.sentence
        for repair in repairs(source, "f", INPUTS)
        if "x @ w" in repair.source and "z @ b" in repair.source
    ]
    assert told == (
        "In your line `z = x * w`, `x` and `w` are multiplied with `*`, element by element, where `@` is "
        "needed. The same goes for your line `return z * b`."
    )


def test_changes_that_overlap_are_not_made_together() -> None:
    source = "def f(x, w, b, params):\n    return (x - w) - (b - x)\n"
    both = {
        repair.source for repair in repairs(source, "f", INPUTS) if "same goes" in repair.sentence
    }
    assert both
    assert all(ast.parse(each) for each in both)


STATEMENTS = {
    "for w in np.split(w, 2):\n        b = b + w.sum()": "name-taken",
    "x = b - x": "taken-less",
    "x = x.sum(axis=0)": "along-an-axis",
}


@pytest.mark.parametrize(("line", "family"), STATEMENTS.items())
def test_other_slips_are_among_those_undone(line, family) -> None:
    found = list(repairs(f"def f(x, w, b, params):\n    {line}\n    return x\n", "f", INPUTS))
    assert family in {repair.family for repair in found}


def test_a_loop_that_takes_a_name_gets_another() -> None:
    source = (
        "def f(x, w, b, params):\n    for w in np.split(w, 2):\n        b = b + w\n    return b\n"
    )
    [new] = [r.source for r in repairs(source, "f", INPUTS) if r.family == "name-taken"]
    assert new == (
        "def f(x, w, b, params):\n    for w_ in np.split(w, 2):\n        b = b + w_\n    return b"
    )
