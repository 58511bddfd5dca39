"""`autograder progress` in a terminal and `progress()` in a notebook."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.engine.course_oracle import course_oracle
from autograder.overview.memory import MEMORY_FILE
from tests.helpers.kernels import executed
from tests.helpers.our_course import COURSE, EXERCISES


def run(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "autograder", "progress", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False)


def test_it_shows_the_course_what_is_next_and_what_changed(
    desk: Path, write: Callable[..., None]
) -> None:
    first = run(desk, cwd=desk.parent)
    assert "Next: weighted_sum in " in first.stdout, first.stderr
    assert first.returncode == 0
    assert max(len(line) for line in first.stdout.splitlines() if " of " in line) <= 80
    write("01_neuron", weighted_sum="def weighted_sum(x, w, b):\n    return x @ w + b")
    second = run(cwd=desk)
    assert "right now: weighted_sum" in second.stdout
    assert "Next: perceptron in " in second.stdout


def test_a_notebook_that_cannot_be_read_is_exit_code_1(desk: Path) -> None:
    (desk / "02_activations/02_activations.ipynb").write_text("<html>")
    result = run(cwd=desk)
    assert result.returncode == 1
    assert "02_activations is not read." in result.stdout
    assert "is a web page" in result.stdout


def test_a_folder_without_notebooks_is_wrong_usage(tmp_path: Path) -> None:
    for result in (run(cwd=tmp_path), run(tmp_path / "nowhere", cwd=tmp_path)):
        assert result.returncode == 2
        assert "Traceback" not in result.stderr
    assert "Go to the folder that you unpacked" in run(cwd=tmp_path).stderr
    assert not (tmp_path / MEMORY_FILE).exists()


def test_in_a_notebook_it_is_a_table(desk: Path) -> None:
    (shown,) = executed(desk / "02_activations", "from autograder import progress", "progress()")
    assert "<table" in shown["data"]["text/html"]
    assert "Next: weighted_sum" in shown["data"]["text/plain"]


def test_in_a_notebook_a_wrong_folder_is_a_sentence_without_a_traceback(tmp_path: Path) -> None:
    (shown,) = executed(tmp_path, "from autograder import progress; progress()")
    assert shown["output_type"] == "error"
    assert len(shown["traceback"]) == 1
    assert shown["traceback"][0].startswith("There is no notebook of the course")


@pytest.mark.parametrize(("name", "notes"), [("-Copy1", 1), ("", 0)])
def test_check_in_a_copy_says_which_notebook_counts(desk: Path, name: str, notes: int) -> None:
    outputs = executed(
        desk / "02_activations",
        "import numpy as np\nfrom autograder import check",
        "def relu(z):\n    return np.maximum(z, 0)",
        "check(relu)",
        JPY_SESSION_NAME=f"my kit/02_activations/02_activations{name}.ipynb",
    )
    (shown,) = (o["data"]["text/plain"] for o in outputs if "data" in o)
    assert "relu   passed" in shown
    assert shown.count("You work in 02_activations-Copy1.ipynb.") == notes


@pytest.mark.parametrize("saved", [True, False])
def test_in_a_notebook_it_says_what_is_not_saved(
    desk: Path, write: Callable[..., None], saved: bool
) -> None:
    relu, tanh = "def relu(z):\n    return np.maximum(z, 0)", "def tanh(z):\n    return np.tanh(z)"
    write("02_activations", tanh=tanh, **({"relu": relu} if saved else {}))
    (shown,) = executed(
        desk / "02_activations",
        "import numpy as np\nfrom autograder import progress",
        "def relu(z):\n    return z",
        tanh,
        relu,
        "progress()",
        JPY_SESSION_NAME="my kit/02_activations/02_activations.ipynb",
    )
    text = shown["data"]["text/plain"]
    assert ("What you ran last of relu is not saved yet" in text) == (not saved)


def test_solved_drills_are_counted_once(desk: Path, write: Callable[..., None]) -> None:
    write("02_activations", relu="def relu(z):\n    return np.maximum(z, 0)")
    assert 'none solved yet. Try drill("relu")' in run(cwd=desk).stdout
    right = course_oracle(COURSE).drills(EXERCISES["relu"])[2].right + 1
    answers = [f'drill("relu", {each}, seed=2)' for each in (1, 2, 3, 4, right)]
    executed(desk / "02_activations", "from autograder import drill", *answers)
    assert "Find the bug: 1 solved: relu (1).\n" in run(cwd=desk).stdout
