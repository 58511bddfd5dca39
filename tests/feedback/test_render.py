"""Verdicts for the eye: no codes that steer a terminal, no markup that a student brought along."""

from __future__ import annotations

from html.parser import HTMLParser

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.checks import formula
from autograder.engine.examine import examine
from autograder.feedback import render
from autograder.model import Case, CheckResult, Exercise, Hint, Outcome, Problem, Verdict
from tests.helpers.made_up import Sends, made_up, verdict

PASSED = CheckResult("formula", "right on ordinary inputs", True)
FAILED = CheckResult("robustness", "finite at 1000", False, "It is not.")


def made(**changes) -> Verdict:
    return Verdict(**{"name": "f", "share": 1.0, "passed": True, "checks": (PASSED,)} | changes)


def test_a_pass_is_one_line() -> None:
    assert render.text(made()) == "f   passed, 1 of 1 point"


def test_a_failure_says_what_and_what_holds() -> None:
    said = made(share=0.75, passed=False, checks=(PASSED, FAILED), message="It is not.\nf(2) is 3.")
    assert render.text(said.worth(2)).splitlines() == [
        "f   not yet, 1.5 of 2 points",
        "  It is not.",
        "  f(2) is 3.",
        "  ✓ right on ordinary inputs",
        "  ✗ finite at 1000",
    ]


def test_where_nothing_holds_the_checks_are_not_listed() -> None:
    assert "✗" not in render.text(made(share=0.0, passed=False, checks=(FAILED,), message="No."))


@pytest.mark.parametrize(
    ("share", "points", "words"),
    [
        (1.0, 1, "1 of 1 point"),
        (1.0, 2, "2 of 2 points"),
        (1 / 3, 1, "0.3 of 1 point"),
        (0.999, 1, "0.9 of 1 point"),  # all points show only where all are earned
        (1.0, 0.25, "0.25 of 0.25 points"),
        (0, 5, "0 of 5 points"),
        (1.0, 0, "for practice"),
    ],
)
def test_points_in_words(share, points, words) -> None:
    assert render.points_text(made(share=share).worth(points)) == words


HINT = Hint("Look at `a < b`.", ("1 < 2.", "So it is 3."))
NOT_YET = made(share=0.0, passed=False, message="No.", hint=HINT)


def test_help_is_folded_until_it_is_asked_for() -> None:
    page = Tags(render.html(NOT_YET))
    assert page.tags.count("details") == page.tags.count("summary") == 2
    assert "open" not in page.attributes
    assert "More" in page.text
    assert "A case by hand" in page.text
    assert "Look at a < b." in page.text
    assert render.html(NOT_YET, more=True).count(" open>") == 1
    assert render.html(NOT_YET, more=True, worked=True).count(" open>") == 2


def test_nothing_unfolds_where_there_is_no_hint() -> None:
    assert "details" not in render.html(made(share=0.0, passed=False, message="No."))


def test_what_is_not_begun_is_not_called_wrong() -> None:
    said = made(share=0.0, passed=False, checks=(PASSED, FAILED), message="Write it.", begun=False)
    assert render.text(said).splitlines() == ["f   not begun, 0 of 1 point", "  Write it."]
    assert "not yet" not in render.html(said)
    assert "✗" not in render.html(said)


class Tags(HTMLParser):
    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data) -> None:
        self.text += data

    @property
    def seen(self) -> set[str]:
        return {*self.tags}


EXERCISE = Exercise("f", ("x",), (formula(lambda rng: [Case({"x": 2.0})]),))
PAIR = made_up("f", lambda x: {"a": x, "b": x})
EVIL = "<script>alert('\"x\"')</script>&amp;`<b>`"


def raises(error):
    def f(x):
        raise error

    return f


EVIL_FUNCTIONS = {
    "exception": raises(ValueError(EVIL)),
    "exception type": raises(type(EVIL, (Exception,), {})("a")),
    "text": lambda x: EVIL,
    "text in a part": lambda x: {"a": EVIL, "b": x},
    "key": lambda x: {EVIL: 1},
    "type": lambda x: type(EVIL, (), {})(),
    "list": lambda x: [EVIL],
}


@pytest.mark.parametrize("function", EVIL_FUNCTIONS.values(), ids=EVIL_FUNCTIONS)
def test_nothing_that_a_student_sends_becomes_markup(function) -> None:
    said = verdict(EXERCISE, PAIR, function)
    shown = render.html(said)
    page = Tags(shown)
    assert page.seen <= {
        "div",
        "code",
        "strong",
        "br",
        "span",
        "pre",
        "details",
        "summary",
        "ul",
        "li",
    }
    assert page.attributes <= {"style", "class", "role", "aria-label"}
    assert f' class="{render.NO_FORMULAS}"' in shown  # the one class that there is
    assert shown.count(" class=") == 1


evil = st.text(max_size=10) | st.sampled_from(
    [EVIL, "\x1b[31mred\x1b[0m", "a\nb\r\nc", "\u202egnp", "\x07\x00\x9b2J"]
)


@given(
    st.sampled_from(["raised", "syntax", "not plain", "unfinished", "odd"]), evil, evil, evil, evil
)
def test_a_problem_in_a_students_words_is_safe_to_show(kind, text, line, where, value) -> None:
    for outcome in (
        Outcome(problem=Problem(kind, text, line, where)),
        Outcome(value),
        Outcome({value: 1.0}),
    ):
        said = examine(EXERCISE, Sends([outcome]), PAIR)
        assert all(line.isprintable() for line in render.text(said).split("\n"))
        assert Tags(render.html(said)).seen <= {"div", "code", "strong", "br", "details", "summary"}


def test_code_between_backticks_is_set_as_code() -> None:
    page = render.html(made(share=0.0, passed=False, message="Look at `a < b` there."))
    assert "<code>a &lt; b</code>" in page


def test_the_words_are_the_same_in_text_and_html() -> None:
    said = verdict(
        EXERCISE, made_up("f", lambda x: np.array([x, x])), lambda x: np.array([x, 1 - x])
    )
    words = Tags(render.html(said)).text.split()
    for line in said.message.splitlines():
        assert " ".join(line.split()) in " ".join(words)


def test_a_screen_reader_finds_the_verdict_by_its_name_and_its_checks_as_a_list() -> None:
    said = made(share=0.75, passed=False, checks=(PASSED, FAILED), message="No.").worth(2)
    page = render.html(said)
    assert 'role="region" aria-label="f: not yet, 1.5 of 2 points"' in page
    assert "<li>✓ passed: right on ordinary inputs</li>" in page
    assert "<li>✗ not yet: finite at 1000</li></ul>" in page


def test_a_card_is_named_by_its_sentence() -> None:
    card = render.card("`lr` is <too> high.", [], None, well=False)
    assert 'aria-label="lr is &lt;too&gt; high."' in card
