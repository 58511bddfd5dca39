"""`autograder report`: figures held against a class counted by hand, and pages for classes of all sizes."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from click.testing import CliRunner, Result

from autograder.cli import main
from autograder.exercises import ASSIGNMENTS
from dlref.misconceptions import KNOWN

from .graded_class import BY_HAND, EMPTY, HALF, RIGHT, Class, Submission, large, make

NEURON = "01_neuron"  # weighted_sum 1, perceptron 1, dense 2, merge_linear 2 points
OPTIMIZERS = "05_optimizers"
NO_BIAS, AT_ZERO = "weighted_sum/no-bias", "perceptron/at-least-zero"
SCRIPT = "<script>alert(1)</script>"


def work(*kinds: str, **more: object) -> Submission:
    return Submission(dict(zip(ASSIGNMENTS[NEURON], kinds, strict=True)), **more)  # type: ignore[arg-type]


class Page:
    """What was written: the page, read as a browser reads it, and the rows of the CSV."""

    def __init__(self, path: Path) -> None:
        self.source = path.read_text(encoding="utf-8")
        self.soup = BeautifulSoup(self.source, "html.parser")
        with path.with_suffix(".csv").open(encoding="utf-8", newline="") as file:
            self.rows = list(csv.DictReader(file, strict=True))

    @property
    def text(self) -> str:
        return " ".join(self.soup.get_text(" ").split())

    def table(self, caption: str) -> dict[str, list[str]]:
        """The rows of a table by their first cells."""
        [found] = [t for t in self.soup("table") if words(t.caption).startswith(caption)]
        rows = [[words(cell) for cell in row(["th", "td"])] for row in found("tr")]
        return {row[0]: row[1:] for row in rows}

    def mistakes(self, heading: str) -> list[Tag]:
        [title] = [h for h in self.soup("h3") if words(h) == heading]
        found: list[Tag] = []
        for part in title.find_next_siblings():
            if part.name == "h3":
                break
            found += (
                part.select(".mistakes > li") if part.name != "ol" else part("li", recursive=False)
            )
        return found


def words(tag: Tag | None) -> str:
    return "" if tag is None else " ".join(tag.get_text("").split())


Report = Callable[..., Page]


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Report:
    def run(handed_in: Class, names: dict[str, tuple[str, str]] | None = None, *which: str) -> Page:
        make(tmp_path, handed_in, names)
        monkeypatch.chdir(tmp_path)
        said = invoke("report", *which)
        assert said.exit_code == 0, said.output
        return Page(tmp_path / "report.html")

    return run


def invoke(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


# A class counted by hand

SMALL: Class = {
    "ada": {NEURON: work(RIGHT, RIGHT, RIGHT, RIGHT)},  # 6 points
    "ben": {
        NEURON: work(NO_BIAS, RIGHT, HALF, RIGHT, remarks=[["A check was put back.", None]])
    },  # 4
    "cyd": {NEURON: work(NO_BIAS, AT_ZERO, HALF, EMPTY)},  # 1
    "dee": {NEURON: work(RIGHT, AT_ZERO, RIGHT, EMPTY, to_look_at=["uses os.fork (cell 3)"])},  # 3
    "eve": {NEURON: work(NO_BIAS, RIGHT, HALF, EMPTY, late=0.5)},  # 2, less 0.5
    "fay": {NEURON: None},
    "gus": {NEURON: work(RIGHT, RIGHT, RIGHT, RIGHT, error="01_neuron.ipynb is empty.")},  # 0
}


def test_marks_are_those_counted_by_hand(report: Report) -> None:
    page = report(SMALL)
    assert "6 of 7 handed in. The median mark is 2.25 of 6." in page.text
    assert "5 of 7 students handed in what could be read." in page.text
    assert "1 handed in nothing. 1 can’t be read." in page.text
    # 0, 1, 1.5, 3, 4, 6: a quarter of the way is 1.125, three quarters 3.75
    assert "Half of them lie between 1.12 and 3.75 (the bar), all between 0 and 6" in page.text
    assert page.table("All marks") == {
        "Student": ["01_neuron, of 6"],
        "ada": ["6"],
        "ben": ["4"],
        "cyd": ["1"],
        "dee": ["3"],
        "eve": ["1.5 late, −0.5"],
        "fay": ["nothing handed in"],
        "gus": ["could not be read"],
    }


def test_exercises_are_those_counted_by_hand(report: Report) -> None:
    table = report(SMALL).table("Exercises of")
    assert table == {
        "Exercise": [
            "Points",
            "Passed",
            "Part of the points",
            "No points",
            "Not written",
            "Points earned",
            "Mistakes, and how many made them",
        ],
        "weighted_sum": ["1", "2", "0", "3", "0", "40 %", "1 3"],
        "perceptron": ["1", "3", "0", "2", "0", "60 %", "2 2"],
        "dense": ["2", "2", "3", "0", "0", "70 %", "3 3"],
        "merge_linear": ["2", "2", "0", "0", "3", "40 %", "–"],
    }


def test_misconceptions_are_ranked_by_how_many_have_them(report: Report) -> None:
    page = report(SMALL)
    first, second = page.mistakes("Misconceptions")
    for found, count, id in ((first, "1 3 of 5", NO_BIAS), (second, "2 2 of 5", AT_ZERO)):
        exercise = id.partition("/")[0]
        assert words(found.select_one(".count")) == count
        assert words(found.select_one(".name")) == exercise
        assert KNOWN[exercise][id].sentence in words(found)
        assert KNOWN[exercise][id].what in words(found)
    [other] = page.mistakes("Other mistakes that several made")
    assert words(other.select_one(".count")) == "3 3 of 5"
    assert "“Half of it is right.”" in words(other)
    assert "f(1) should be 2; yours gives 1." in words(other)


def test_the_map_shows_each_student_from_the_lowest_mark(report: Report) -> None:
    page = report(SMALL)
    assert page.table("Points, and in brackets") == {
        "Student": [*ASSIGNMENTS[NEURON], "Mark"],
        "cyd": ["0 (1)", "0 (2)", "1 (3)", "–", "1"],
        "eve": ["0 (1)", "1", "1 (3)", "–", "1.5"],
        "dee": ["1", "0 (2)", "2", "–", "3"],
        "ben": ["0 (1)", "1", "1 (3)", "2", "4"],
        "ada": ["1", "1", "2", "2", "6"],
    }
    drawing = drawn_map(page)
    texts = [text.get_text() for text in drawing("text")]
    assert [t for t in texts if t in SMALL] == ["cyd", "eve", "dee", "ben", "ada"]
    assert [t for t in texts if t.endswith("of 5")] == ["2 of 5", "3 of 5", "2 of 5", "2 of 5"]
    assert texts.count("1") == 3 + 1  # three cells, and a mark
    cell = areas(drawing, PAPER)
    assert len(cell) == 4 * 5
    assert areas(drawing, INK) == pytest.approx([cell[0]] * 5 + [cell[0] / 2] * 3)
    assert areas(drawing, "url(") == pytest.approx([cell[0]] * 3)


def test_who_may_need_a_hand(report: Report) -> None:
    page = report(SMALL)
    assert page.table("Who may need a hand") == {
        "Student": [NEURON],
        "cyd": ["1 of 6 points"],  # half of the median is 1.125
        "fay": ["nothing handed in"],
        "gus": ["could not be read"],
    }
    assert "3 students may need a hand" in page.text


def test_what_was_mended_or_looked_odd(report: Report) -> None:
    page = report(SMALL)
    assert page.table("What was mended or looked odd") == {
        "What": ["Whose"],
        "A check was put back.": ["ben"],
        "To look at: uses os.fork (cell 3).": ["dee"],
        "01_neuron.ipynb is empty.": ["gus"],
    }


def test_the_csv_has_the_same_figures(report: Report) -> None:
    rows = report(SMALL).rows
    assert len(rows) == 7 * 4 + 1
    by_place = {(row["student_id"], row["exercise"]): row for row in rows}
    ben = by_place["ben", "weighted_sum"]
    assert (ben["score"], ben["max_score"], ben["state"]) == ("0", "1", "no points")
    assert (ben["misconception"], ben["sentence"]) == (
        NO_BIAS,
        KNOWN["weighted_sum"][NO_BIAS].sentence,
    )
    assert by_place["ben", "dense"]["sentence"] == "Half of it is right."
    assert by_place["cyd", "merge_linear"]["state"] == "not written"
    assert by_place["fay", "dense"]["score"] == ""
    assert by_place["gus", "dense"]["state"] == "could not be read"
    totals = dict.fromkeys(SMALL, 0.0)
    for row in rows:
        totals[row["student_id"]] += float(row["score"] or 0)
    assert totals == {"ada": 6, "ben": 4, "cyd": 1, "dee": 3, "eve": 1.5, "fay": 0, "gus": 0}


def test_what_everybody_and_nobody_passes_is_said(report: Report) -> None:
    page = report({s: {NEURON: work(RIGHT, EMPTY, HALF, RIGHT)} for s in ("ada", "ben")})
    assert "Everybody passed weighted_sum and merge_linear." in page.text
    assert "Nobody passed perceptron and dense." in page.text


def test_many_unwritten_exercises_are_a_reason_to_ask(report: Report) -> None:
    page = report(
        {
            "ada": {NEURON: work(EMPTY, EMPTY, RIGHT, RIGHT)},
            "ben": {NEURON: work(RIGHT, EMPTY, RIGHT, RIGHT)},
        }
    )
    assert page.table("Who may need a hand") == {
        "Student": [NEURON],
        "ada": ["2 of 4 exercises not written"],
    }


# Marks by hand


def test_a_mark_given_by_hand_counts_and_a_missing_one_is_waited_for(report: Report) -> None:
    page = report(
        {
            "ada": {NEURON: work(NO_BIAS, RIGHT, RIGHT, RIGHT, manual={"weighted_sum": 1.0})},
            "ben": {NEURON: work(BY_HAND, RIGHT, RIGHT, RIGHT)},
            "cyd": {NEURON: work(NO_BIAS, RIGHT, RIGHT, RIGHT, manual={"weighted_sum": 0.5})},
        }
    )
    assert page.table("All marks")["ada"] == ["6"]
    assert page.table("All marks")["ben"] == ["5 so far"]
    assert "1 notebook waits for marks by hand." in page.text
    counts = page.table("Exercises of")["weighted_sum"]
    assert counts == ["1", "1", "1", "0", "0", "1", "75 %", "1 1"]
    [found] = page.mistakes("Misconceptions")
    assert words(found.select_one(".count")) == "1 1 of 3"  # ada's was forgiven
    assert "?" in [text.get_text() for text in drawn_map(page)("text")]
    assert "Of 2 marks" in page.text


# An example that names nobody

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
    [found] = page.mistakes("Other mistakes that several made")
    assert told in words(found)
    assert "quentin =" not in page.text


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
    kinds = dict.fromkeys(ASSIGNMENTS[OPTIMIZERS], RIGHT) | {
        "adam_step": "adam_step/no-bias-correction"
    }
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


# Strangers' names and words


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
    drawn = [text.get_text() for text in drawn_map(page)("text")]
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


# Classes of all sizes


@pytest.mark.parametrize("students", [1, 5, 30, 60, 1000])
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
        assert len(areas(drawn_map(page), PAPER)) == 20 * 4


def test_several_assignments_stand_on_one_page(report: Report) -> None:
    names = [NEURON, OPTIMIZERS, "02_activations"]
    page = report(large(12, names))
    check_sound(page)
    assert [words(h) for h in page.soup("h2")] == [
        "In short",
        *sorted(names),
        "Who may need a hand",
        "What was mended or looked odd",
        "All marks",
    ]
    assert list(page.table("The assignments in figures"))[1:] == sorted(names)
    assert {row["assignment"] for row in page.rows} == set(names)


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


# What is not there


def test_a_submission_that_is_not_graded_yet_is_told(report: Report, tmp_path: Path) -> None:
    (tmp_path / "submitted" / "ben" / NEURON).mkdir(parents=True)
    page = report({"ada": {NEURON: work(RIGHT, RIGHT, RIGHT, RIGHT)}, "ben": {NEURON: None}})
    assert "1 submission is not graded yet" in page.text
    assert "2 of 2 handed in." in page.text
    assert page.table("All marks")["ben"] == ["not graded yet"]
    assert "By this rule, nobody." in page.text


def test_a_graded_notebook_that_is_gone_or_spoilt_leaves_the_marks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, {s: {NEURON: work(NO_BIAS, RIGHT, RIGHT, RIGHT)} for s in ("ada", "ben", "cyd")})
    place = tmp_path / "autograded"
    (place / "ada" / NEURON / f"{NEURON}.ipynb").unlink()
    (place / "ben" / NEURON / f"{NEURON}.ipynb").write_text('{"cells": [], "metadata": {}}')
    (place / "cyd" / NEURON / f"{NEURON}.ipynb").write_text("{")
    monkeypatch.chdir(tmp_path)
    assert invoke("report").exit_code == 0
    page = Page(tmp_path / "report.html")
    assert page.table("All marks")["ada"] == page.table("All marks")["ben"] == ["5"]
    [(text, [whose])] = list(page.table("What was mended or looked odd").items())[1:]
    assert "marks alone are known" in text
    assert whose == "ada, ben, cyd"


def test_an_unknown_assignment_is_wrong_usage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, large(2, [NEURON]))
    monkeypatch.chdir(tmp_path)
    said = invoke("report", "01_nueron")
    assert said.exit_code == 2
    assert "Did you mean 01_neuron?" in said.output
    assert not (tmp_path / "report.html").exists()


def test_where_nothing_is_graded_it_says_what_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = invoke("report")
    assert said.exit_code == 1
    assert "nbgrader_config.py" in said.output
    make(tmp_path, {"ada": {NEURON: None}})
    for arguments in ((), (NEURON,)):
        said = invoke("report", *arguments)
        assert said.exit_code == 1
        assert "autograder grade" in said.output
        assert "nbgrader autograde" in said.output
    (tmp_path / "gradebook.db").unlink()
    assert invoke("report").exit_code == 1
    assert not (tmp_path / "gradebook.db").exists()


def test_files_are_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, {"ada": {NEURON: work(RIGHT, RIGHT, RIGHT, RIGHT)}})
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    (tmp_path / "taken.csv").mkdir()
    for out in ("nowhere/report.html", "gradebook.db/report.html", "taken.html"):
        said = invoke("report", "--out", out)
        assert said.exit_code == 1
        assert "taken.csv is a folder" in said.output or "can't be written" in said.output
    assert sorted(tmp_path.iterdir()) == sorted([*before, tmp_path / "taken.csv"])
    for out in ("report.csv", "."):
        assert invoke("report", "--out", out).exit_code == 2


# The drawing

PAPER, INK = "#eef2f6", "#7a3419"


def drawn_map(page: Page) -> Tag:
    [drawing] = [s for s in page.soup("svg") if s.get("aria-label", "").startswith("Map")]
    return drawing


def areas(drawing: Tag, fill: str) -> list[float]:
    """The areas of the rectangles of one fill, the largest first."""
    paths = [p["d"] for p in drawing("path") if f"fill: {fill}" in p.get("style", "")]
    boxes = [
        re.findall(r"[\d.]+ [\d.]+", box) for d in paths for box in d.split("z") if box.strip()
    ]
    found = []
    for box in boxes:
        xs, ys = zip(*(map(float, corner.split()) for corner in box), strict=True)
        found.append((max(xs) - min(xs)) * (max(ys) - min(ys)))
    return sorted(found, reverse=True)
