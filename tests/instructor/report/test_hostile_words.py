"""What students wrote on the page: none of it is run, and the page loads nothing from elsewhere."""

from __future__ import annotations

import re

from tests.helpers.graded_class import NEURON, NO_BIAS, RIGHT, SMALL, work
from tests.helpers.report_page import Page, Report, words

SCRIPT = "<script>alert(1)</script>"


def test_nothing_a_student_wrote_is_taken_for_markup_or_a_formula(report: Report) -> None:
    formula = "=HYPERLINK(1)"
    breaking = "def weighted_sum(x, w, b):\n    return '</code></pre><img src=x onerror=go()>'"
    told = "Your line `</svg><img src=x>` stops with <b>NameError</b>."
    page = report(
        {
            SCRIPT.replace("/", "_"): {
                NEURON: work(NO_BIAS, told, told, RIGHT, code={"weighted_sum": breaking})
            },
            "$x^2$ \\frac": {
                NEURON: work(NO_BIAS, told, RIGHT, RIGHT, code={"weighted_sum": breaking})
            },
            "bell\x07\u202eevil": {
                NEURON: work(RIGHT, RIGHT, RIGHT, RIGHT, remarks=[[SCRIPT, None]])
            },
            "名前": {NEURON: work(RIGHT, RIGHT, RIGHT, RIGHT, to_look_at=[f"opens {SCRIPT}"])},
            formula: {NEURON: work(RIGHT, RIGHT, RIGHT, formula)},
        },
        {formula: ("@SUM(1)", "-1+1")},
    )
    assert not page.soup(["script", "img"])
    assert {words(tag) for tag in page.soup("b")} == {"2"}  # the counts of two mistakes
    assert "onerror=go()" in example_texts(page)
    drawn = page.written_on_the_map()
    assert "$x^2$ \\frac" in drawn
    assert "bell··evil" in drawn
    guarded = [row for row in page.rows if row["student_id"].endswith(formula)]
    assert len(guarded) == 4
    for row in page.rows:
        for value in row.values():
            assert not re.match(r"\s*[=+@]|\s*-\D", value), row


def example_texts(page: Page) -> str:
    return " ".join(pre.get_text() for pre in page.soup("pre"))


def test_the_page_asks_nobody_for_anything(report: Report) -> None:
    page = report(SMALL)
    assert not re.search(r"https?:|//\w|@import|\bjavascript:", page.source)
    assert not page.soup(["script", "link", "iframe", "object", "img", "form", "base"])
    for tag in page.soup(True):
        for attribute in ("src", "href", "xlink:href", "data", "action", "srcset"):
            assert tag.get(attribute, "#").startswith("#"), tag
    assert all(target.startswith("#") for target in re.findall(r"url\((.*?)\)", page.source))
