"""The exporters from nbgrader's own command."""

from __future__ import annotations

import csv
import shutil
import subprocess
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.nbgrader_plugin.course_folder import CONFIG_FILE
from autograder.nbgrader_plugin.exporters import Canvas, ExerciseCsv, Moodle
from tests.helpers.exported_class import ACTIVATIONS, NEURON
from tests.helpers.nbgrader_commands import nbgrader, stub, submit
from tests.helpers.notebooks import solution
from tests.helpers.our_course import POINTS, make_folder


@pytest.fixture(scope="module")
def course(book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export") / "course"
    folder.mkdir()
    shutil.copy(book, folder / "gradebook.db")
    settings = f'{CONFIG_FILE}get_config().Canvas.student_ids_are = "SIS User ID"\n'
    (folder / "nbgrader_config.py").write_text(settings)
    return folder


def command(course: Path, exporter: str, *options: str) -> subprocess.CompletedProcess[str]:
    plugin = f"--exporter=autograder.nbgrader_plugin.exporters.{exporter}"
    return nbgrader("export", plugin, *options, course=course)


@pytest.mark.parametrize(
    "exporter",
    [
        pytest.param("ExerciseCsv", marks=pytest.mark.slow),
        pytest.param("Moodle", marks=pytest.mark.slow),
        "Canvas",
    ],
)
def test_nbgraders_command_finds_them(course: Path, exporter: str) -> None:
    run = command(
        course, exporter, f"--to={exporter}.csv", f"--assignment={NEURON}", "--student=zoe"
    )
    assert run.returncode == 0, run.stderr
    text = (course / f"{exporter}.csv").read_text(encoding="utf-8")
    assert "zoe" in text
    assert "ada" not in text
    assert ACTIVATIONS not in text
    if exporter == "Canvas":
        assert '"Müller 李, Zoë",103,zoe,,,5' in text


@pytest.mark.parametrize(
    ("exporter", "file"), [(ExerciseCsv, "exercises"), (Moodle, "moodle"), (Canvas, "canvas")]
)
def test_without_a_name_the_file_has_one_of_its_own(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exporter: type, file: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with Gradebook(f"sqlite:///{book}") as gradebook:
        exporter().export(gradebook)
    assert [path.name for path in tmp_path.iterdir()] == [f"{file}.csv"]


@pytest.mark.slow
def test_a_mistake_on_the_command_line_is_a_sentence(course: Path) -> None:
    run = command(course, "Canvas", "--to=nowhere/marks.csv")
    assert run.returncode == 1
    assert "can't be written" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.slow
def test_what_a_course_still_has_to_do_is_said(tmp_path: Path) -> None:
    course = make_folder(tmp_path / "course", [NEURON, ACTIVATIONS], allow_unisolated=True)
    course.generate_assignment(NEURON)
    course.generate_assignment(ACTIVATIONS)
    submit(course.root, "anna", NEURON, stub(NEURON))
    submit(course.root, "bela", NEURON, solution(NEURON))
    submit(course.root, "anna", ACTIVATIONS, solution(ACTIVATIONS))
    broken = course.root / "submitted" / "fritz" / NEURON
    broken.mkdir(parents=True)
    (broken / f"{NEURON}.ipynb").write_text("Dear teacher, here is my notebook.")
    for student in ("anna", "fritz"):
        course.autograde(NEURON, student)
    run = command(course.root, "Canvas")
    assert run.returncode == 0, run.stderr
    assert f"0 points because it can't be read: fritz ({NEURON})." in run.stderr
    assert f"Handed in and not graded yet: bela ({NEURON})." in run.stderr
    assert f"Left out, because nothing is graded yet: {ACTIVATIONS}." in run.stderr
    marks = (course.root / "canvas.csv").read_text(encoding="utf-8").splitlines()
    assert [row.rpartition(",")[2] for row in marks] == [
        NEURON,
        f"{sum(POINTS[NEURON].values()):g}",
        "0",
        "0",
    ]
    with course.gradebook() as gradebook:
        for grade in gradebook.find_submission(NEURON, "fritz").notebooks[0].grades:
            grade.manual_score = 0
        gradebook.db.commit()
    assert "can't be read" not in command(course.root, "Canvas").stderr


@pytest.mark.slow
def test_nbgraders_own_export_keeps_working(course: Path) -> None:
    run = nbgrader("export", "--to=own.csv", "--student=zoe", course=course)
    assert run.returncode == 0, run.stderr
    with (course / "own.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [(row["assignment"], float(row["score"])) for row in rows] == [
        (NEURON, 5),
        (ACTIVATIONS, 0),
    ]
