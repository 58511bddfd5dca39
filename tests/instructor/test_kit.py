"""The students' kit: complete, without a solution, and at work with nothing else installed."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import distributions
from pathlib import Path

import pytest

from autograder.engine.oracle import PUBLIC_SEED
from autograder.feedback.drills import text
from autograder.instructor.kit import NOT_FOR_STUDENTS, contents_near, make_kit
from tests.helpers.notebooks import ASSIGNMENTS, ROOT, notebook_path, solution
from tests.helpers.our_course import ASSIGNMENTS as EXERCISES_OF
from tests.helpers.our_course import COURSE, EXERCISES, live_oracle

OURS = contents_near(ROOT, COURSE)

OFFLINE = """
import sys, socket
sys.modules["dlref"] = None
sys.path.insert(0, {library!r})
socket.socket.connect = lambda *a: (_ for _ in ()).throw(OSError("offline"))
"""


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_kit(tmp_path_factory.mktemp("kit") / "kit", OURS)


@pytest.fixture(scope="module")
def library(kit: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The kit's wheels, unpacked."""
    folder = tmp_path_factory.mktemp("library")
    for wheel in kit.glob("*.whl"):
        zipfile.ZipFile(wheel).extractall(folder)
    return folder


def python(code: str, library: Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", OFFLINE.format(library=str(library)) + code],
        capture_output=True,
        text=True,
        cwd=cwd,
        env=os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        check=False,
    )


def pytest_in(kit: Path, library: Path, *arguments: str) -> str:
    options = ["-p", "autograder.pytest_plugin", "-p", "no:cacheprovider", "-q", *arguments]
    return python(f"import pytest; pytest.main({options!r})", library, kit).stdout


def test_it_holds_the_notebooks_two_wheels_and_four_pages(kit: Path) -> None:
    wheels = [path.name for path in kit.glob("*.whl")]
    assert len(wheels) == 2
    pages = ["README.md", "glossary.md", "pyproject.toml", "requirements.txt"]
    assert {path.name for path in kit.iterdir()} == {*ASSIGNMENTS, *wheels, *pages}
    for assignment in ASSIGNMENTS:
        assert [p.name for p in (kit / assignment).iterdir()] == [f"{assignment}.ipynb"]


@pytest.mark.slow
def test_it_is_made_of_the_same_bytes_twice(tmp_path: Path) -> None:
    kits = [tmp_path / "one", tmp_path / "two"]
    for making in [
        subprocess.Popen([sys.executable, "-m", "autograder", "kit", "--out", kit]) for kit in kits
    ]:
        assert making.wait() == 0
    one, two = (
        {path.relative_to(kit): path.read_bytes() for path in kit.rglob("*") if path.is_file()}
        for kit in kits
    )
    assert one == two


def test_it_brings_settings_of_its_own_for_kernels_and_for_jupyterlab(kit: Path) -> None:
    """Long lines are wrapped, so that none is cut in a narrow window."""
    [engine] = kit.glob("autograder-*.whl")
    with zipfile.ZipFile(engine) as wheel:
        data = {name.partition(".data/data/")[2]: name for name in wheel.namelist()}
        settings = json.loads(
            wheel.read(data["share/jupyter/lab/settings/overrides.d/autograder.json"])
        )
    assert "etc/ipython/ipython_kernel_config.json" in data
    assert settings["@jupyterlab/notebook-extension:tracker"]["codeCellConfig"]["lineWrap"]


def test_its_dependencies_are_a_students(kit: Path, library: Path) -> None:
    needed = {
        re.split(r"[<>=! ;]", requirement)[0]
        for wheel in distributions(path=[str(library)])
        for requirement in wheel.requires or ()
    }
    of_a_notebook = {"jupyterlab", "nbformat", "pytest", "matplotlib"}
    assert needed - {"autograder"} == {"numpy", "click", "msgpack", *of_a_notebook}


def test_either_way_to_install_it_takes_both_wheels(kit: Path) -> None:
    project = tomllib.loads((kit / "pyproject.toml").read_text())
    named = {source["path"] for source in project["tool"]["uv"]["sources"].values()}
    assert named == {wheel.name for wheel in kit.glob("*.whl")}
    requirements = (kit / "requirements.txt").read_text()
    assert all(f"./{name}" in requirements for name in named)


def test_neither_reference_nor_solution_is_in_it(kit: Path, library: Path) -> None:
    files = [path for folder in (kit, library) for path in folder.rglob("*") if path.is_file()]
    assert not [path for path in files if "dlref" in path.name or "solution" in path.name.lower()]
    everything = b"".join(path.read_bytes() for path in files)
    cells = [cell for assignment in ASSIGNMENTS for cell in solution(assignment)["cells"]]
    given = "".join("".join(c["source"]) for c in cells if not is_solution(c))
    secret = {
        line.strip()
        for cell in cells
        if is_solution(cell)
        for line in "".join(cell["source"]).split("### BEGIN SOLUTION")[1].splitlines()
        if len(line.strip()) > 24 and not line.strip().endswith(":")
    }
    assert len(secret) > 50
    assert not [line for line in secret if line.encode() in everything and line not in given]


def test_rooms_of_instructors_and_authors_are_not_in_it(library: Path) -> None:
    inside = {path.name for path in (library / "autograder").iterdir()}
    assert not inside & {*NOT_FOR_STUDENTS}
    assert {"doctor", "engine", "feedback", "live", "sandbox", "notebooks", "workshop"} <= inside


def is_solution(cell: dict) -> bool:
    return cell["metadata"].get("nbgrader", {}).get("solution", False)


def test_stubs_are_skipped_there_without_the_reference(kit: Path, library: Path) -> None:
    assert f"{len(EXERCISES)} skipped" in pytest_in(kit, library)


def test_progress_is_seen_there(library: Path, all_solutions: Path, tmp_path: Path) -> None:
    shutil.copytree(all_solutions / "01_neuron", tmp_path / "01_neuron")
    code = "from autograder.cli import main; main(['progress'])"
    first, second = (python(code, library, tmp_path) for _ in range(2))
    assert (
        f"{len(EXERCISES_OF['01_neuron'])} of {len(EXERCISES_OF['01_neuron'])} right"
        in first.stdout
    ), first.stderr
    assert "Nothing is different from your last look" in second.stdout


def test_solved_notebooks_pass_there(kit: Path, library: Path, all_solutions: Path) -> None:
    output = pytest_in(all_solutions, library)
    assert f"{len(EXERCISES)} passed" in output, output


def test_a_known_mistake_is_named_there(kit: Path, library: Path) -> None:
    code = """
import numpy as np
from autograder import check
def sigmoid(z):
    return 1 / (1 + np.exp(z))
try:
    check(sigmoid)
except AssertionError as error:
    print(error)
def tanh(z):
    return np.tanh(z)
check(tanh)
"""
    result = python(code, library, kit)
    assert "Your curve falls" in result.stdout, result.stderr
    assert "tanh   passed, 1 of 1 point" in result.stdout


def test_a_drill_is_shown_and_answered_there(kit: Path, library: Path) -> None:
    code = """
from autograder import drill
drill("backward", seed=3)
drill("backward", 2)
"""
    live = live_oracle(PUBLIC_SEED).drills(EXERCISES["backward"])[3]
    result = python(code, library, kit)
    assert result.stdout == f"{text(live, 3)}\n{text(live, 3, 1)}\n", result.stderr


def test_what_stands_for_the_answers_there_is_small(library: Path) -> None:
    (file,) = library.rglob("answers.bin")
    assert file.stat().st_size < 3_000_000


def test_other_seeds_are_refused_there_with_a_sentence(kit: Path, library: Path) -> None:
    code = """
from autograder.cli import main
main(["check", "--seed", "3", "01_neuron/01_neuron.ipynb"])
"""
    result = python(code, library, kit)
    assert result.returncode == 2
    assert "leave out --seed" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.slow
def test_a_zip_holds_the_same(kit: Path, tmp_path: Path) -> None:
    archive = make_kit(tmp_path / "students.zip", OURS)
    with zipfile.ZipFile(archive) as file:
        names = {
            Path(n).relative_to("students").as_posix()
            for n in file.namelist()
            if not n.endswith("/")
        }
    assert names == {p.relative_to(kit).as_posix() for p in kit.rglob("*") if p.is_file()}


def test_what_is_there_is_not_overwritten(kit: Path, tmp_path: Path) -> None:
    (tmp_path / "kit.zip").write_text("precious")
    with pytest.raises(FileExistsError, match="already exists"):
        make_kit(tmp_path / "kit.zip", OURS)
    assert (tmp_path / "kit.zip").read_text() == "precious"


def test_notebooks_there_are_the_committed_assignments(kit: Path) -> None:
    for assignment in ASSIGNMENTS:
        made = json.loads((kit / assignment / f"{assignment}.ipynb").read_text())
        assert made == json.loads(notebook_path("assignments", assignment).read_text())
