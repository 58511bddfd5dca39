"""`pytest` in a folder of notebooks: one item for each exercise, with the student's message."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers.notebooks import ASSIGNMENTS, ON_THE_DESK, ROOT
from tests.helpers.our_course import POINTS

RELU = "def relu(z):\n    return np.maximum(z, 0)"


def run(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-n0", "-p", "no:cacheprovider"]
    return subprocess.run(
        [*command, *map(str, arguments)], capture_output=True, text=True, cwd=cwd, check=False
    )


QUICK = "02_activations"
SOME = [a if a == QUICK else pytest.param(a, marks=pytest.mark.slow) for a in ASSIGNMENTS]


@pytest.mark.parametrize("assignment", SOME)
def test_solutions_pass_and_stubs_are_skipped_one_item_an_exercise(
    assignment: str, all_solutions: Path
) -> None:
    solved = run("-q", assignment, cwd=all_solutions)
    assert f"{len(POINTS[assignment])} passed" in solved.stdout, solved.stdout
    assert solved.returncode == 0
    stubs = run("-q", "--no-header", f"assignments/{assignment}", cwd=ROOT)
    assert f"{len(POINTS[assignment])} skipped" in stubs.stdout
    assert stubs.returncode == 0


def test_what_is_begun_and_wrong_fails_and_a_line_a_notebook_sums_up(
    desk: Path, write: Callable[..., None]
) -> None:
    write("02_activations", tanh="def tanh(z):\n    return z", relu=RELU)
    result = run("-rs", cwd=desk)
    assert result.returncode == 1
    everything = sum(len(POINTS[name]) for name in ON_THE_DESK)
    assert f"1 failed, 1 passed, {everything - 2} skipped" in result.stdout
    lines = {
        line.split()[0]: line
        for line in result.stdout.split("your notebooks")[1].splitlines()
        if line
    }
    assert "1 of 9 right  1 of 10 points  begun" in lines["02_activations"]
    assert "0 of 5 right  0 of 13 points  not begun" in lines["07_training"]
    assert "not begun yet: write your code" in result.stdout
    assert len(result.stdout.splitlines()) < 40


def test_an_empty_function_is_begun(desk: Path, write: Callable[..., None]) -> None:
    write("02_activations", relu="def relu(z):\n    pass")
    assert "1 failed" in run("02_activations", cwd=desk).stdout


def test_of_a_copy_it_is_said_which_notebook_counts(desk: Path) -> None:
    folder = desk / "02_activations"
    shutil.copy(folder / "02_activations.ipynb", folder / "02_activations-Copy1.ipynb")
    lines = run("02_activations", cwd=desk).stdout.splitlines()
    (said,) = (line for line in lines if "Copy1  " in line)
    assert said.endswith("a copy: 02_activations.ipynb is what counts")


def test_what_k_left_out_is_said(desk: Path) -> None:
    assert "7 more were not looked at" in run("-k", "sigmoid", "02_activations", cwd=desk).stdout


def test_the_lines_are_the_same_from_several_processes(
    desk: Path, write: Callable[..., None]
) -> None:
    write("02_activations", relu=RELU)
    alone, shared = (
        [line for line in run(*options, cwd=desk).stdout.splitlines() if " right  " in line]
        for options in ((), ("-n2",))
    )
    assert len(alone) == len(ON_THE_DESK)
    assert alone == shared


def test_k_selects_and_the_failure_is_the_students_message(write_notebook) -> None:
    path = write_notebook(
        "02_activations", {"sigmoid": "def sigmoid(z):\n    return 1 / (1 + np.exp(z))"}
    )
    result = run("-k", "sigmoid and not grad", cwd=path.parent)
    assert f"1 failed, {len(POINTS['02_activations']) - 1} deselected" in result.stdout
    assert "sigmoid(2.0) should be 0.8808; yours gives 0.1192." in result.stdout
    assert "Traceback" not in result.stdout
    assert "autograder/" not in result.stdout.replace(str(ROOT), "")


def test_a_broken_notebook_is_a_sentence_and_the_others_run(write_notebook, tmp_path: Path) -> None:
    write_notebook("01_neuron")
    (tmp_path / "02_activations.ipynb").write_text("{")
    result = run("--continue-on-collection-errors", cwd=tmp_path)
    assert "open it in JupyterLab and save it again" in result.stdout
    assert f"{len(POINTS['01_neuron'])} passed, 1 error" in result.stdout


def test_other_notebooks_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "my_own_plots.ipynb").write_text("{}")
    for place in ("02_activations/._02_activations.ipynb", "__MACOSX/02_activations.ipynb"):
        (tmp_path / place).parent.mkdir(exist_ok=True)
        (tmp_path / place).write_bytes(b"\x00\x05\x16\x07")
    assert "no tests ran" in run(cwd=tmp_path).stdout


def test_item_names_are_the_exercises_names(all_solutions: Path) -> None:
    result = run("--collect-only", "-q", "01_neuron", cwd=all_solutions)
    found = [line for line in result.stdout.split() if "::" in line]
    assert found == [f"01_neuron/01_neuron.ipynb::{name}" for name in POINTS["01_neuron"]]
