"""Before an export replaces a file, it can say which marks would change."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from nbgrader.api import Gradebook

from autograder.cli import main
from autograder.nbgrader_plugin.course_folder import CONFIG_FILE, CourseFolder
from autograder.nbgrader_plugin.exporters import Canvas, ExerciseCsv, Moodle
from tests.helpers.downloads import zipped
from tests.helpers.export import Export
from tests.helpers.exported_class import ACTIVATIONS, NEURON, TOTALS, hand_in


def give_two_points(export: Export, student: str, exercise: str) -> None:
    with export.changed_book() as gradebook:
        grade = gradebook.find_grade(f"check-{exercise}", NEURON, NEURON, student)
        grade.manual_score = 2
        gradebook.db.commit()


def dry(export: Export, exporter: type) -> list[str]:
    before = export.path.read_bytes()
    export.said.clear()
    export(exporter, dry_run=True)
    assert export.path.read_bytes() == before
    *said, last = [
        line for line in export.said if line.startswith(("Nothing", "bob", "102", "zoe"))
    ]
    assert last == "Nothing was written, because this was a dry run."
    return said


@pytest.mark.parametrize(
    ("exporter", "said"),
    [
        (Moodle, [f"bob, {NEURON}: 1.66667 becomes 3.66667."]),
        (Canvas, [f"102, {NEURON}: 1.66667 becomes 3.66667."]),
        (ExerciseCsv, [f"bob, {NEURON}, score: 1.66667 becomes 3.66667.",
                       f"bob, {NEURON}, merge_linear: 0 becomes 2."]),
    ],
)  # fmt: skip
def test_it_names_each_mark_that_would_change_and_writes_nothing(
    export: Export, exporter: type, said: list[str]
) -> None:
    export(exporter)
    assert dry(export, exporter) == []
    give_two_points(export, "bob", "merge_linear")
    assert dry(export, exporter) == said


def test_it_says_who_comes_and_who_goes(export: Export) -> None:
    export(Moodle, student=["ada", "zoe"])
    said = export.path.read_text().replace("zoe,", "gone,")
    export.path.write_text(said)
    export.said.clear()
    export(Moodle, dry_run=True)
    assert f"zoe: not in {export.path} yet." in export.said
    assert f"gone: in {export.path}, and no longer in the new one." in export.said


def test_a_mark_that_an_empty_cell_would_delete_is_named(export: Export) -> None:
    with export.changed_book() as gradebook:
        hand_in(gradebook, ACTIVATIONS, "zoe")
        for grade in gradebook.find_submission(ACTIVATIONS, "zoe").notebooks[0].grades:
            grade.manual_score = 1
        gradebook.db.commit()
    export(Moodle)
    with Gradebook(f"sqlite:///{export.book}") as gradebook:
        gradebook.remove_submission(ACTIVATIONS, "zoe")
    assert dry(export, Moodle) == [f"zoe, {ACTIVATIONS}: 2 becomes empty."]


def test_canvass_own_export_is_compared_by_canvass_own_id(export: Export) -> None:
    """As Canvas writes it: a mark of each kind, numbers after the titles, a row of points possible."""
    export.path.write_text(
        f"\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,{NEURON} (4711),Final Score\n"
        "    Points Possible,,,,,6.00,(read only)\n"
        '"Müller 李, Zoë",103,s-9,zoe.m,Group A,4.00,80\n'
        '"Lovelace, Ada",101,s-1,ada.l,Group A,6.00,100\n',
        encoding="utf-8",
    )
    export(Canvas, dry_run=True, assignment=[NEURON])
    assert f"103, {NEURON}: 4.00 becomes 5." in export.said
    assert not [line for line in export.said if line.startswith("101")]


@pytest.mark.parametrize("content", [b"\xff\xfe", b"", b'Name,"unclosed\n', b"Name,Points\nx,1\n"])
def test_a_file_that_is_something_else_is_a_sentence(export: Export, content: bytes) -> None:
    export.path.write_bytes(content)
    with pytest.raises(SystemExit) as ended:
        export(Moodle, dry_run=True)
    assert ended.value.code == 1
    assert "--to" in export.said[-1]
    assert export.path.read_bytes() == content


@pytest.fixture
def course(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copy(book, tmp_path / "gradebook.db")
    (tmp_path / "nbgrader_config.py").write_text(CONFIG_FILE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_one_command_exports_and_says_first_what_would_change(course: Path) -> None:
    run = CliRunner().invoke(main, ["export", "moodle", NEURON, "--dry-run"])
    assert run.exit_code == 0, run.output
    marks = sum(assignment == NEURON for _, assignment in TOTALS)
    assert f"It would hold {marks} marks." in run.output
    assert not (course / "moodle.csv").exists()
    run = CliRunner().invoke(main, ["export", "moodle", NEURON])
    assert run.exit_code == 0, run.output
    assert "Exported to moodle.csv" in run.output
    with CourseFolder(course).gradebook() as gradebook:
        gradebook.find_grade("check-dense", NEURON, NEURON, "zoe").manual_score = 0
        gradebook.db.commit()
    run = CliRunner().invoke(main, ["export", "moodle", NEURON, "--dry-run"])
    assert f"zoe, {NEURON}: 5 becomes 3." in run.output.splitlines()


def test_outside_of_a_course_it_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run = CliRunner().invoke(main, ["export", "canvas"])
    assert run.exit_code == 1
    assert "is not a course folder" in run.output


@pytest.mark.parametrize("command", [["export", "moodle"], ["return", "moodle", NEURON]])
def test_a_gradebook_that_is_none_is_a_sentence(course: Path, command: list[str]) -> None:
    (course / "gradebook.db").write_bytes(b"no database " * 100)
    zipped(
        course / "downloaded" / NEURON / "archive" / "a.zip",
        {"A B_1_assignsubmission_file/a.ipynb": b""},
    )
    run = CliRunner().invoke(main, command)
    assert run.exit_code == 1
    assert "The gradebook can't be used" in run.output
