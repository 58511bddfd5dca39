"""A submission is marked with the student's own functions from before, and it is told which are missing."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest

from autograder.nbgrader_plugin.submission_folder import SubmissionFolder
from autograder.nbgrader_plugin.submitted import job_of, what_is_missing
from autograder.notebooks.reading import read_code
from tests.helpers.our_course import ASSIGNMENTS, COURSE

LAST = "07_training"
TAKEN = ("02_activations", "03_losses", "04_backprop", "05_optimizers", "06_regularization")
"""Named by 07, or by 04, which 07 names; none of them takes anything from 01."""


@pytest.fixture
def student(tmp_path: Path) -> Path:
    for name in ASSIGNMENTS:
        (tmp_path / name).mkdir()
        shutil.copy(COURSE.solutions / name / f"{name}.ipynb", tmp_path / name)
    return tmp_path


def found(student: Path, name: str = LAST) -> tuple[str, ...]:
    notebook = nbformat.read(student / name / f"{name}.ipynb", as_version=4)
    return tuple(sorted(job_of(notebook, SubmissionFolder(student / name), seed=1).earlier))


def missing(student: Path) -> list[str]:
    folder = SubmissionFolder(student / LAST)
    cells = read_code(student / LAST / f"{LAST}.ipynb")
    return [r.text for r in what_is_missing(folder, cells, ASSIGNMENTS[LAST])]


def test_the_notebooks_that_it_names_are_taken_and_no_others(student: Path) -> None:
    assert found(student) == TAKEN
    assert missing(student) == []


def test_what_a_notebook_does_not_take_from_is_not_part_of_its_work(student: Path) -> None:
    assert found(student, "03_losses") == ()


@pytest.mark.parametrize(
    "place", ["04_backprop/04_backprop (1).ipynb", f"{LAST}/04_backprop.ipynb"]
)
def test_it_is_found_under_another_name_and_beside(student: Path, place: str) -> None:
    (student / "04_backprop" / "04_backprop.ipynb").rename(student / place)
    assert found(student) == TAKEN
    assert missing(student) == []


@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(b"PK")])
def test_what_needs_one_that_is_not_there_is_told(student: Path, spoil) -> None:
    spoil(student / "04_backprop" / "04_backprop.ipynb")
    assert "04_backprop" not in found(student)
    told = missing(student)
    assert "fit_classifier takes functions from 04_backprop, which is not" in " ".join(told)
    assert not any(line.startswith(("standardize", "accuracy")) for line in told)


def test_no_link_is_followed(student: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "04_backprop.ipynb"
    (student / "04_backprop" / "04_backprop.ipynb").rename(elsewhere)
    (student / "04_backprop" / "04_backprop.ipynb").symlink_to(elsewhere)
    assert "04_backprop" not in found(student)
