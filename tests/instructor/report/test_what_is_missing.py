"""What is not there: work not graded, notebooks gone, names unknown, and files that can't be written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from tests.helpers.graded_class import NEURON, NO_BIAS, RIGHT, large, make, work
from tests.helpers.report_page import Page, Report


def test_a_submission_that_is_not_graded_yet_is_told(report: Report, tmp_path: Path) -> None:
    (tmp_path / "submitted" / "ben" / NEURON).mkdir(parents=True)
    page = report({"ada": {NEURON: work(RIGHT, RIGHT, RIGHT, RIGHT)}, "ben": {NEURON: None}})
    assert "1 submission is not graded yet" in page.text
    assert "2 of 2 handed in." in page.text
    assert page.table("All marks")["ben"] == ["not graded yet"]
    assert "By this rule, nobody." in page.text


def test_a_graded_notebook_that_is_gone_or_spoilt_leaves_the_marks(
    tmp_path: Path, invoke: Callable[..., Result]
) -> None:
    make(tmp_path, {s: {NEURON: work(NO_BIAS, RIGHT, RIGHT, RIGHT)} for s in ("ada", "ben", "cyd")})
    place = tmp_path / "autograded"
    (place / "ada" / NEURON / f"{NEURON}.ipynb").unlink()
    (place / "ben" / NEURON / f"{NEURON}.ipynb").write_text('{"cells": [], "metadata": {}}')
    (place / "cyd" / NEURON / f"{NEURON}.ipynb").write_text("{")
    assert invoke().exit_code == 0
    page = Page(tmp_path / "report.html")
    assert page.table("All marks")["ada"] == page.table("All marks")["ben"] == ["5"]
    [(text, [whose])] = list(page.table("Repaired notebooks and remarks").items())[1:]
    assert "so only its marks are shown" in text
    assert whose == "ada, ben, cyd"


def test_an_unknown_assignment_is_wrong_usage(
    tmp_path: Path, invoke: Callable[..., Result]
) -> None:
    make(tmp_path, large(2, [NEURON]))
    said = invoke("01_nueron")
    assert said.exit_code == 2
    words = " ".join(said.output.split())
    assert "no assignment called '01_nueron' in the gradebook. Did you mean 01_neuron?" in words
    assert "run nbgrader generate_assignment" in words
    assert not (tmp_path / "report.html").exists()


def test_where_nothing_is_graded_it_says_what_to_run(
    tmp_path: Path, invoke: Callable[..., Result]
) -> None:
    said = invoke()
    assert said.exit_code == 1
    assert "nbgrader_config.py" in said.output
    make(tmp_path, {"ada": {NEURON: None}})
    for arguments in ((), (NEURON,)):
        said = invoke(*arguments)
        assert said.exit_code == 1
        assert "autograder grade" in said.output
        assert "nbgrader autograde" in said.output
    (tmp_path / "gradebook.db").unlink()
    assert invoke().exit_code == 1
    assert not (tmp_path / "gradebook.db").exists()


def test_files_are_written_whole_or_not_at_all(
    tmp_path: Path, invoke: Callable[..., Result]
) -> None:
    make(tmp_path, {"ada": {NEURON: work(RIGHT, RIGHT, RIGHT, RIGHT)}})
    before = sorted(tmp_path.iterdir())
    (tmp_path / "taken.csv").mkdir()
    for out in ("nowhere/report.html", "gradebook.db/report.html", "taken.html"):
        said = invoke("--out", out)
        assert said.exit_code == 1
        assert "taken.csv is a folder" in said.output or "can't be written" in said.output
    assert sorted(tmp_path.iterdir()) == sorted([*before, tmp_path / "taken.csv"])
    for out in ("report.csv", "."):
        assert invoke("--out", out).exit_code == 2
