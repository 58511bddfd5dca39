"""A standing in words: read without colour, in a terminal and as a table."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from autograder.feedback.render import one_decimal
from autograder.overview.standing import Changes, ExerciseStanding, NotebookStanding, Standing
from autograder.overview.words import BAR, filled, html, sentences, text


def notebook(name: str, *states: str, worth: float = 1.0) -> NotebookStanding:
    exercises = [
        ExerciseStanding(f"{name}{n}", state, worth * (state == "right"), worth)
        for n, state in enumerate(states)
    ]
    return NotebookStanding(name, tuple(exercises), Path(f"{name}.ipynb"))


def standing(*notebooks: NotebookStanding, changes: Changes = Changes()) -> Standing:  # noqa: B008
    return Standing("A <course>", Path("kit"), notebooks, changes, ("One & two.",))


SOME = standing(
    notebook("00", "right", "right", worth=0),
    notebook("01", "right", "not right yet", "not begun", worth=2.5),
    notebook("02", "not begun"),
    NotebookStanding("03", (), Path("03.ipynb"), "It is a web page."),
    NotebookStanding("04", ()),
)


def test_a_line_for_each_notebook_with_its_points() -> None:
    lines = {line[:2]: line for line in text(SOME).splitlines()}
    assert "2 of 2 right  for practice" in lines["00"]
    assert "1 of 3 right  2.5 of 7.5 points  begun" in lines["01"]
    assert "0 of 1 right  0 of 1 point       not begun" in lines["02"]


def test_what_stands_below() -> None:
    said = [*sentences(SOME)]
    assert "Together 3 of 6 exercises right, 2.5 of 8.5 points." in said
    assert "Not in this folder: 04." in said
    assert "Next: 011 in 01.ipynb, not right yet." in said
    assert "03 is not read. It is a web page." in said
    assert "Note: One & two." in said


def test_a_course_worth_no_points_and_a_finished_one() -> None:
    done = standing(notebook("00", "right", worth=0))
    assert "Together 1 of 1 exercises right, for practice." in [*sentences(done)]
    assert "Every exercise here is right. Well done." in [*sentences(done)]
    assert f"[{'#' * BAR}]" in text(done)


def test_what_has_changed() -> None:
    changed = standing(changes=Changes(0.0, ("relu", "tanh"), ("mse",), -1.5))
    (said,) = (s for s in sentences(changed) if s.startswith("Since"))
    assert said.endswith("right now: relu, tanh; no longer right: mse; points: -1.5.")
    same = standing(changes=Changes(0.0))
    assert any(s.startswith("Nothing is different") for s in sentences(same))
    assert not any("look" in s for s in sentences(standing()))


def test_the_table_is_headed_captioned_and_well_formed() -> None:
    root = ET.fromstring(html(SOME))
    assert root.findtext(".//caption") == "A <course>"
    assert len(root.findall(".//th[@scope='col']")) == 4
    assert [th.text for th in root.findall(".//th[@scope='row']")] == ["00", "01", "02", "03"]
    bars = root.findall(".//progress")
    assert [(bar.get("value"), bar.get("max")) for bar in bars] == [
        ("2", "2"),
        ("1", "3"),
        ("0", "1"),
    ]
    words = " ".join(root.itertext())
    assert all(sentence in words for sentence in sentences(SOME))
    assert "2.5 of 7.5 points" in words


@pytest.mark.parametrize(
    ("points", "shown"), [(0, "0"), (0.35, "0.3"), (9.96, "9.9"), (10, "10"), (2.3, "2.3")]
)
def test_points_have_one_decimal_and_are_never_rounded_up(points: float, shown: str) -> None:
    assert one_decimal(points) == shown


def test_a_bar_is_full_only_where_all_is_right_and_empty_only_where_nothing_is() -> None:
    for total in range(1, 60):
        bars = [filled(right, total) for right in range(total + 1)]
        assert bars == sorted(bars)
        assert bars[0] == 0
        assert bars[-1] == BAR
        assert all(0 < bar < BAR for bar in bars[1:-1])
