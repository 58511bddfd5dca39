"""`pytest` in a folder of notebooks: one item for each exercise, with the student's message."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.notebooks import ASSIGNMENTS, ROOT
from tests.helpers.our_course import POINTS


def run(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-n0", "-p", "no:cacheprovider"]
    return subprocess.run(
        [*command, *map(str, arguments)], capture_output=True, text=True, cwd=cwd, check=False
    )


QUICK = "02_activations"
SOME = [a if a == QUICK else pytest.param(a, marks=pytest.mark.slow) for a in ASSIGNMENTS]


@pytest.mark.parametrize("assignment", SOME)
def test_solutions_pass_and_stubs_fail_one_item_an_exercise(
    assignment: str, all_solutions: Path
) -> None:
    solved = run("-q", assignment, cwd=all_solutions)
    assert f"{len(POINTS[assignment])} passed" in solved.stdout, solved.stdout
    assert solved.returncode == 0
    stubs = run("-q", "--no-header", f"assignments/{assignment}", cwd=ROOT)
    assert f"{len(POINTS[assignment])} failed" in stubs.stdout
    assert stubs.returncode == 1


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
