"""After a restart of the kernel: which cells to run again, said below the NameError."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.notebooks.reading import Cell
from autograder.restarted import what_to_run
from tests.helpers.kernels import executed

CELLS = [
    Cell("1", "import numpy as np\nfrom autograder import check"),
    Cell("relu", "def relu(z):\n    return np.maximum(z, 0)"),
    Cell("check-relu", "check(relu)"),
    Cell("4", "x = relu(np.ones(3))"),
    Cell("5", "print(x)"),
]
KNOWN = {"np": 1, "check": 2}


def test_all_cells_that_are_missing_are_named_in_order() -> None:
    said = what_to_run("check", "check(relu)", CELLS, {})
    assert "does not know `check` and `relu` yet" in said
    assert (
        "Run the cell that begins with `import numpy as np` and the cell that begins with "
        "`def relu(z):`, then this cell again." in said
    )


def test_what_those_cells_need_is_named_and_what_is_known_is_not() -> None:
    said = what_to_run("x", "print(x)", CELLS, KNOWN)
    assert "`def relu(z):` and the cell that begins with `x = relu(np.ones(3))`" in said
    assert "import numpy" not in said
    assert "def relu" not in what_to_run("x", "print(x)", CELLS, {**KNOWN, "relu": 3})


@pytest.mark.parametrize("name", ["xx", "self"])
def test_a_name_that_no_cell_sets_is_not_its_business(name: str) -> None:
    assert what_to_run(name, f"print({name})", CELLS, {}) == ""


def test_a_cell_that_sets_the_name_itself_is_not_told_to_run_before_itself() -> None:
    assert what_to_run("x", CELLS[3].source, CELLS, {**KNOWN, "relu": 3}) == ""


def test_what_a_cell_sets_for_itself_is_not_missing() -> None:
    source = "y = relu(x)\nprint(y)"
    said = what_to_run("relu", source, [*CELLS, Cell("6", source)], KNOWN)
    assert "does not know `relu` and `x` yet" in said
    assert "Run > Run All Above" not in said


def test_many_cells_are_run_by_the_menu() -> None:
    cells = [Cell(str(n), f"x{n} = {n}") for n in range(6)]
    names = [f"x{n}" for n in range(6)]
    assert "Run > Run All Above" in what_to_run("x0", f"print({', '.join(names)})", cells, {})


def test_it_is_said_in_a_kernel_that_has_just_started(
    desk: Path, write: Callable[..., None]
) -> None:
    write("02_activations", relu="def relu(z):\n    return np.maximum(z, 0)")
    outputs = executed(
        desk / "02_activations",
        "check(relu)",
        "print(nothing_of_this_name)",
        JPY_SESSION_NAME="my kit/02_activations/02_activations.ipynb",
    )
    (said,) = (each["text"] for each in outputs if each["output_type"] == "stream")
    assert "`import numpy as np` and the cell that begins with `def relu(z):`" in said


def test_other_notebooks_are_left_alone(tmp_path: Path) -> None:
    outputs = executed(tmp_path, "check(relu)", JPY_SESSION_NAME="mine.ipynb")
    assert [each["output_type"] for each in outputs] == ["error"]
