"""The figures of a report, held against classes counted by hand."""

from __future__ import annotations

import pytest

from tests.helpers.graded_class import (
    AT_ZERO,
    BY_HAND,
    EMPTY,
    HALF,
    NEURON,
    NO_BIAS,
    POINTS,
    RIGHT,
    SMALL,
    Submission,
    work,
)
from tests.helpers.our_course import KNOWN
from tests.helpers.report_page import INK, PAPER, UNWRITTEN, Report, areas, words


def test_marks_are_those_counted_by_hand(report: Report) -> None:
    page = report(SMALL)
    assert "6 of 7 handed in; 1 can’t be read. The median mark is 3 of 6." in page.text
    assert "5 of 7 students handed in a notebook that could be read." in page.text
    assert "1 handed in nothing. 1 can’t be read." in page.text
    # 1, 1.5, 3, 4, 6: what can't be read has no mark here
    assert "Of 5 marks" in page.text
    assert "Half of them lie between 1.5 and 4 (the bar), all between 1 and 6" in page.text
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
            "Mistakes (numbers in the lists above), and how many students",
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
    [other] = page.mistakes("Other messages that several students read")
    assert words(other.select_one(".count")) == "3 3 of 5"
    assert "“Half of it is right.”" in words(other)
    assert "f(1) should be 2; yours gives 1." in words(other)


def test_the_map_shows_each_student_from_the_lowest_mark(report: Report) -> None:
    page = report(SMALL)
    assert page.table("Points, and in brackets") == {
        "Student": [*POINTS[NEURON], "Mark"],
        "cyd": ["0 (1)", "0 (2)", "1 (3)", "–", "1"],
        "eve": ["0 (1)", "1", "1 (3)", "–", "1.5"],
        "dee": ["1", "0 (2)", "2", "–", "3"],
        "ben": ["0 (1)", "1", "1 (3)", "2", "4"],
        "ada": ["1", "1", "2", "2", "6"],
    }
    texts = page.written_on_the_map()
    assert [t for t in texts if t in SMALL] == ["cyd", "eve", "dee", "ben", "ada"]
    assert [t for t in texts if t.endswith("of 5")] == ["2 of 5", "3 of 5", "2 of 5", "2 of 5"]
    assert texts.count("1") == 3 + 1  # three cells, and a mark
    cell = areas(page.map, PAPER)
    assert len(cell) == 4 * 5
    assert areas(page.map, INK) == pytest.approx([cell[0]] * 5 + [cell[0] / 2] * 3)
    assert areas(page.map, UNWRITTEN) == pytest.approx([cell[0]] * 3)


def test_who_may_need_a_hand(report: Report) -> None:
    page = report(SMALL)
    assert page.table("Who may need a hand") == {
        "Student": [NEURON],
        "cyd": ["1 of 6 points"],  # half of the median is 1.5
        "fay": ["nothing handed in"],
        "gus": ["could not be read"],
    }
    assert "3 students may need a hand" in page.text


def test_what_was_mended_or_looked_odd(report: Report) -> None:
    page = report(SMALL)
    assert page.table("Repaired notebooks and remarks") == {
        "Remark": ["Students"],
        "A check was put back.": ["ben"],
        "To look at: uses os.fork (cell 3).": ["dee"],
        "01_neuron.ipynb is empty.": ["gus"],
    }


def test_the_csv_has_the_same_figures(report: Report) -> None:
    rows = report(SMALL).rows
    assert len(rows) == len(SMALL) * len(POINTS[NEURON]) + 1
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
    assert "weighted_sum and merge_linear. Nobody passed perceptron and dense." in page.text


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
    assert "?" in page.written_on_the_map()
    assert "Of 2 marks" in page.text


def test_an_assignment_for_practice_is_shown_by_what_passed_without_marks(report: Report) -> None:
    basics = "00_numpy_basics"
    names = list(POINTS[basics])
    assert set(POINTS[basics].values()) == {0}
    mistake = "as_column/row"
    right = dict.fromkeys(names, RIGHT)
    page = report(
        {
            "ada": {basics: Submission(right)},
            "ben": {basics: Submission(right | {"as_column": mistake})},
            "cyd": {basics: Submission(dict.fromkeys(names, EMPTY))},
        }
    )
    table = page.table("Exercises of")
    assert table["as_column"] == ["0", "1", "0", "1", "1", "–", "1 1"]
    assert table["log_fold"] == ["0", "2", "0", "0", "1", "–", "–"]
    assert KNOWN["as_column"][mistake].sentence in page.text
    assert "8 of 8 exercises not written" in page.text
    assert "The median mark" not in page.text
