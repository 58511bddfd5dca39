"""In a course folder its own solutions say which exercises there are and what they are worth, at every door."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.nbgrader_plugin.course_folder import CourseFolder
from tests.helpers.our_course import ASSIGNMENTS, make_folder

NAME = "02_activations"
LEFT_OUT = ("gelu", "leaky_relu_grad")
POINTS = 5.0


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> CourseFolder:
    """A course of one notebook, with two exercises left out, one worth more and one of its own."""
    root = tmp_path_factory.mktemp("course")
    course = make_folder(root, [NAME], allow_unisolated=True)
    file = root / "solutions" / NAME / f"{NAME}.ipynb"
    content = json.loads(file.read_text())
    unwanted = {*LEFT_OUT, *(f"check-{name}" for name in LEFT_OUT)}
    content["cells"] = [c for c in content["cells"] if grade_id(c) not in unwanted]
    (worth,) = [c for c in content["cells"] if grade_id(c) == "check-sigmoid"]
    worth["metadata"]["nbgrader"]["points"] = POINTS
    file.write_text(json.dumps(content))
    course.generate_assignment(NAME)
    folder = root / "submitted" / "ada" / NAME
    folder.mkdir(parents=True)
    (folder / file.name).write_text(json.dumps(content))
    return course


def grade_id(cell: dict[str, Any]) -> str:
    return str(cell["metadata"].get("nbgrader", {}).get("grade_id"))


def expected() -> list[str]:
    return [name for name in ASSIGNMENTS[NAME] if name not in LEFT_OUT]


def test_check_and_grade_say_the_same(course: CourseFolder, monkeypatch) -> None:
    monkeypatch.chdir(course.root)
    path = f"submitted/ada/{NAME}/{NAME}.ipynb"
    result = CliRunner().invoke(main, ["check", "--format", "json", path])
    (said,) = json.loads(result.output)
    assert [exercise["name"] for exercise in said["exercises"]] == expected()
    assert said["score"] == said["max_score"]
    assert said["exercises"][0]["max_score"] == POINTS
    command = [sys.executable, "-m", "autograder", "grade", NAME, "--allow-unisolated"]
    graded = subprocess.run(command, capture_output=True, text=True, check=False)
    assert graded.returncode == 0, graded.stderr
    marks = course.marks(NAME)["ada"]
    assert set(marks) == set(expected())
    assert marks["sigmoid"] == (POINTS, POINTS)
    assert sum(score for score, _ in marks.values()) == said["score"]


def test_pytest_has_an_item_for_each_of_them(course: CourseFolder) -> None:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-v",
        "-n0",
        "-p",
        "no:cacheprovider",
        "-c",
        os.devnull,
    ]
    result = subprocess.run(
        [*command, "solutions"], cwd=course.root, capture_output=True, text=True, check=False
    )
    assert f"{len(expected())} passed" in result.stdout


def test_check_in_a_notebook_knows_the_points(course: CourseFolder, monkeypatch, capsys) -> None:
    import numpy as np

    from autograder import check
    from autograder.kernel import NotYet

    def sigmoid(z):
        return 1 / (1 + np.exp(-z))

    def gelu(z):
        return z

    monkeypatch.chdir(course.root / "solutions" / NAME)
    check(sigmoid)
    assert "5 of 5 points" in capsys.readouterr().out
    with pytest.raises(NotYet, match="check knows the exercises"):
        check(gelu)


@pytest.mark.slow
def test_an_exercise_that_no_course_knows_is_told_on_the_terminal(
    course: CourseFolder, tmp_path: Path, monkeypatch
) -> None:
    root = tmp_path / "other"
    other = make_folder(root, [NAME], allow_unisolated=True)
    file = root / "solutions" / NAME / f"{NAME}.ipynb"
    file.write_text(
        file.read_text().replace("check-gelu", "check-swish").replace('"gelu"', '"swish"')
    )
    other.generate_assignment(NAME)
    folder = root / "submitted" / "ada" / NAME
    folder.mkdir(parents=True)
    (folder / file.name).write_text(file.read_text())
    monkeypatch.chdir(root)
    command = [sys.executable, "-m", "autograder", "grade", NAME, "--allow-unisolated"]
    graded = subprocess.run(command, capture_output=True, text=True, check=False)
    assert graded.returncode == 1
    sentence = "No installed course has an exercise called swish"
    assert sentence in " ".join(graded.stdout.split())
    result = CliRunner().invoke(main, ["check", f"submitted/ada/{NAME}/{NAME}.ipynb"])
    assert sentence in " ".join(result.output.split())
