"""Functions from an earlier notebook are found in the same places by every door, from wherever it is called."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner

from autograder import from_earlier
from autograder.cli import main
from autograder.marking.mark import mark
from autograder.nbgrader_plugin.submission_folder import SubmissionFolder
from autograder.nbgrader_plugin.submitted import job_of
from autograder.sandbox.submission import Worker
from tests.helpers.our_course import ASSIGNMENTS, COURSE, POINTS

OWN, TAKEN = "04_backprop", ("02_activations", "03_losses")
PLACES = {
    "beside its folder": "../{0}/{0}.ipynb",
    "beside its folder, renamed": "../{0}/{0} (1).ipynb",
    "in its folder": "{0}.ipynb",
    "in its folder, renamed": "{0}-ada.ipynb",
    "below its folder": "{0}/{0}.ipynb",
    "above its folder": "../{0}.ipynb",
}
"""Where the earlier notebooks may lie, as seen from the notebook in question."""


@pytest.fixture(params=PLACES.values(), ids=PLACES)
def notebook(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A solved notebook, and those that it takes functions from at one of the places."""
    return hand_in(tmp_path / "ada", request.param)


def hand_in(home: Path, place: str) -> Path:
    own = home / OWN / f"{OWN}.ipynb"
    for path, name in [(own, OWN), *((own.parent / place.format(n), n) for n in TAKEN)]:
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(COURSE.solutions / name / f"{name}.ipynb", path)
    return own


def checked(*paths: Path | str) -> list[tuple[float, float]]:
    said = CliRunner().invoke(main, ["check", "--format", "json", *map(str, paths)])
    return [(report["score"], report["max_score"]) for report in json.loads(said.output)]


FULL = (sum(POINTS[OWN].values()),) * 2
CALLS: dict[str, Callable[[Path], tuple[Path, str]]] = {
    "absolute": lambda path: (path.parents[2], str(path)),
    "from its folder": lambda path: (path.parent, path.name),
    "from its folder, with a dot": lambda path: (path.parent, f"./{path.name}"),
    "from above": lambda path: (path.parents[1], f"{OWN}/{path.name}"),
    "from elsewhere": lambda path: (path.parents[2], os.path.relpath(path, path.parents[2])),
}


SLOW = ("from its folder, with a dot", "from above", "from elsewhere")


@pytest.mark.parametrize(
    "way", [pytest.param(way, marks=pytest.mark.slow) if way in SLOW else way for way in CALLS]
)
def test_check_finds_them_by_any_path(
    notebook: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cwd, path = CALLS[way](notebook)
    monkeypatch.chdir(cwd)
    assert checked(path) == [FULL]


def test_check_finds_them_where_the_notebook_itself_is_renamed(notebook: Path) -> None:
    assert checked(notebook.rename(notebook.with_name(f"{OWN} (2).ipynb"))) == [FULL]


def test_a_live_kernel_finds_them(notebook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(notebook.parent)
    (relu,) = from_earlier("02_activations", "relu")
    assert relu(2.0) == 2.0


@pytest.mark.slow
def test_pytest_finds_them_from_any_folder(tmp_path: Path) -> None:
    for number, place in enumerate(PLACES.values()):
        hand_in(tmp_path / f"student{number}", place)
    assert passed_by_pytest(tmp_path) == len(PLACES) * len(ASSIGNMENTS[OWN])
    assert passed_by_pytest(tmp_path / "student0" / OWN) == len(ASSIGNMENTS[OWN])


def passed_by_pytest(folder: Path) -> int:
    """How many exercises of that notebook pass where pytest is called in a folder."""
    command = [sys.executable, "-m", "pytest", "-v", "-n0", "-p", "no:cacheprovider"]
    done = subprocess.run([*command, "-c", os.devnull], cwd=folder, capture_output=True, text=True)
    return len(re.findall(rf"{OWN}\.ipynb::\w+ PASSED", done.stdout))


def test_grading_finds_them(notebook: Path) -> None:
    content = nbformat.read(notebook, as_version=4)
    job = job_of(content, SubmissionFolder(notebook.parent), seed=7)
    assert set(job.earlier) == {*TAKEN}
    with Worker() as worker:
        assert all(marked.verdict["passed"] for marked in mark(job, worker))


@pytest.mark.slow
def test_the_last_notebook_has_all_its_points_from_its_own_folder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    last = list(ASSIGNMENTS)[-1]
    monkeypatch.chdir(COURSE.solutions / last)
    full = sum(POINTS[last].values())
    assert checked(f"{last}.ipynb") == [(full, full)]
