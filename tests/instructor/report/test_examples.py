"""The example of a mistake: a student's own code, short, and naming nobody."""

from __future__ import annotations

import pytest

from tests.helpers.graded_class import NEURON, NO_BIAS, POINTS, RIGHT, Submission, work
from tests.helpers.report_page import Page, Report, words

OPTIMIZERS = "05_optimizers"


EXAMPLE = '''
# by Quentin, who sat beside ben
def weighted_sum(x, w, b):
    """Quentin's own."""
    total = x @ w  # quentin
    return total
'''


def example(page: Page) -> str:
    [found] = page.mistakes("Misconceptions")
    pre = found.select_one("pre")
    return pre.get_text() if pre else ""


def test_an_example_has_no_comment_and_no_docstring(report: Report) -> None:
    handed_in = {"q1": {NEURON: work(NO_BIAS, RIGHT, RIGHT, RIGHT, code={"weighted_sum": EXAMPLE})}}
    page = report(handed_in, {"q1": ("Quentin", "Quux")})
    assert example(page) == "def weighted_sum(x, w, b):\n    total = x @ w\n    return total"


@pytest.mark.parametrize("name", ["quux", "my_Quux_sum", "quentinsTotal", "q1"])
def test_the_shortest_example_is_taken_of_those_that_name_nobody(report: Report, name: str) -> None:
    named = f"def weighted_sum(x, w, b):\n    {name} = x @ w\n    return {name}"
    long = "def weighted_sum(x, w, b):\n    s = 0\n    s += x @ w\n    return s"
    longer = f"{long} + 0"
    codes = {"q1": named, "q2": longer, "q3": long}
    page = report(
        {
            student: {NEURON: work(NO_BIAS, RIGHT, RIGHT, RIGHT, code={"weighted_sum": code})}
            for student, code in codes.items()
        },
        {"q1": ("Quentin", "Quux")},
    )
    assert example(page) == long


def test_what_several_were_told_is_left_out_where_it_names_somebody(report: Report) -> None:
    told, quoting = "It returns nothing.", "Your line `quentin = x` stops with an error."
    page = report(
        {s: {NEURON: work(told, quoting, RIGHT, RIGHT)} for s in ("q1", "q2")},
        {"q1": ("Quentin", "Quux")},
    )
    [found] = page.mistakes("Other messages that several students read")
    assert told in words(found)
    assert "quentin =" not in page.text


def test_a_change_is_told_by_its_family_and_quotes_nobody(report: Report) -> None:
    change = "weighted_sum/change-sign-of-term"
    handed_in = {s: {NEURON: work(change, RIGHT, RIGHT, RIGHT)} for s in ("q1", "q2")}
    [found] = report(handed_in).mistakes("Misconceptions")
    assert "One change would mend it: sign of term." in words(found)
    assert words(found.select_one(".count")) == "1 2 of 2"  # first in rank; two of two students


def test_an_example_that_can_be_read_alone_is_taken_before_a_shorter_one(report: Report) -> None:
    leans = "def weighted_sum(x, w, b):\n    return my_helper(x, w)"
    alone = "def weighted_sum(x, w, b):\n    products = x * w\n    return np.sum(products)"
    page = report(
        {
            student: {NEURON: work(NO_BIAS, RIGHT, RIGHT, RIGHT, code={"weighted_sum": code})}
            for student, code in (("q1", leans), ("q2", alone))
        }
    )
    assert example(page) == alone


def test_somebody_called_as_the_exercise_does_not_take_the_example_away(report: Report) -> None:
    kinds = dict.fromkeys(POINTS[OPTIMIZERS], RIGHT) | {"adam_step": "adam_step/no-bias-correction"}
    code = {"adam_step": "def adam_step(params, grads):\n    return np.max(grads)"}
    page = report(
        {"a1": {OPTIMIZERS: Submission(kinds, code)}, "m1": {OPTIMIZERS: Submission(kinds, code)}},
        {"a1": ("Adam", "Ant"), "m1": ("Max", "Power")},
    )
    assert "np.max(grads)" in example(page)


def test_a_long_example_is_cut(report: Report) -> None:
    lines = "".join(f"    a{i} = x\n" for i in range(40)) + f"    return {'x + ' * 60}x"
    code = {"weighted_sum": f"def weighted_sum(x, w, b):\n{lines}"}
    shown = example(report({"ada": {NEURON: work(NO_BIAS, RIGHT, RIGHT, RIGHT, code=code)}}))
    assert len(shown.splitlines()) <= 14
    assert shown.endswith("…")
