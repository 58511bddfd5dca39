"""Classes of all sizes, and several assignments: the page is whole, and can be read without seeing it."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from tests.helpers.graded_class import NEURON, POINTS, RIGHT, Submission, large
from tests.helpers.report_page import PAPER, Page, Report, areas, words

OPTIMIZERS = "05_optimizers"


@pytest.mark.parametrize("students", [1, 5, 30, 60, pytest.param(1000, marks=pytest.mark.slow)])
def test_a_class_of_any_size_gets_a_sound_page(report: Report, students: int) -> None:
    handed_in = large(students, [NEURON])
    page = report(handed_in)
    seen = [
        w for works in handed_in.values() for w in works.values() if w is not None and not w.error
    ]
    check_sound(page)
    assert f"{len(seen)} of {students} student" in page.text
    for exercise, (_, passed, *_rest) in list(page.table("Exercises of").items())[1:]:
        assert int(passed) == sum(w.exercises[exercise] == RIGHT for w in seen)
    ids = {id for w in seen for id in w.exercises.values() if "/" in id}
    found = page.mistakes("Misconceptions")
    counts = [int(words(m.select_one(".count b"))) for m in found]
    assert len(found) == len(ids)
    assert counts == sorted(counts, reverse=True)
    assert sum(counts) == sum("/" in kind for w in seen for kind in w.exercises.values())
    assert len(page.rows) == 4 * students
    if students > 50:
        bands = page.table("The share of the points")
        assert len(bands) == 1 + 20
        assert len(areas(page.map, PAPER)) == 20 * 4


def test_several_assignments_stand_on_one_page(report: Report) -> None:
    names = [NEURON, OPTIMIZERS, "02_activations"]
    page = report(large(12, names))
    check_sound(page)
    assert [words(h) for h in page.soup("h2")] == [
        "In short",
        *sorted(names),
        "Who may need a hand",
        "Repaired notebooks and remarks",
        "All marks",
    ]
    assert list(page.table("The assignments in figures"))[1:] == sorted(names)
    assert {row["assignment"] for row in page.rows} == set(names)


@pytest.mark.parametrize(
    ("absences", "said"),
    [
        ({"ada": 1}, "1 student may need a hand ."),
        ({"ada": 2}, "1 student may need a hand , in more than one assignment."),
        ({"ada": 2, "ben": 2}, "2 students may need a hand , all of them in more than one"),
        ({"ada": 2, "ben": 1}, "2 students may need a hand , 1 of them in more than one"),
    ],
)
def test_how_many_may_need_a_hand_in_several_assignments(
    report: Report, absences: dict[str, int], said: str
) -> None:
    names = [NEURON, OPTIMIZERS]
    right = {name: Submission(dict.fromkeys(POINTS[name], RIGHT)) for name in names}
    handed_in = {
        id: right | dict.fromkeys(names[: absences.get(id, 0)]) for id in ("ada", "ben", "cyd")
    }
    assert said in report(handed_in).text


def test_a_file_that_cannot_be_read_is_told_beside_those_handed_in(report: Report) -> None:
    names = [NEURON, OPTIMIZERS]
    right = {name: Submission(dict.fromkeys(POINTS[name], RIGHT)) for name in names}
    torn = {name: replace(work, error=f"{name}.ipynb is empty.") for name, work in right.items()}
    page = report({"ada": right, "ben": right, "cyd": right | {NEURON: torn[NEURON]}})
    table = page.table("The assignments in figures")
    assert table[NEURON] == ["3 1 can’t be read", "6 of 6", "6 to 6"]
    assert table[OPTIMIZERS][0] == "3"


def test_only_what_is_asked_for_is_reported(report: Report) -> None:
    page = report(large(3, [NEURON, OPTIMIZERS]), None, OPTIMIZERS)
    assert {row["assignment"] for row in page.rows} == {OPTIMIZERS}
    assert NEURON not in page.text


def check_sound(page: Page) -> None:
    """What a page owes to those who can't see it."""
    soup = page.soup
    assert soup.html is not None
    assert soup.html["lang"] == "en"
    ids = [tag["id"] for tag in soup(id=True)]
    assert len(ids) == len(set(ids))
    for link in soup("a"):
        assert link["href"].removeprefix("#") in ids
    levels = [int(h.name[1]) for h in soup(re.compile("^h[1-6]$"))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for table in soup("table"):
        assert words(table.caption), table
        assert all(cell.get("scope") in ("row", "col") for cell in table("th"))
        widths = {len(row(["th", "td"])) for row in table("tr")}
        assert len(widths) == 1
    for drawing in soup("svg"):
        told = drawing.get("aria-label") and drawing.title and words(drawing.desc)
        assert told or drawing.get("aria-hidden") == "true"
    for region in soup(role="region"):
        assert region["aria-label"]
        assert region["tabindex"] == "0"
