"""The course's own notebooks run in a kernel from top to bottom: every check passes, every plot is drawn."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from tests.helpers.our_course import ASSIGNMENTS, COURSE

FIRST, *BETWEEN, LAST = ASSIGNMENTS


@pytest.mark.parametrize(
    "assignment", [FIRST, *(pytest.param(a, marks=pytest.mark.slow) for a in BETWEEN), LAST]
)
def test_it_runs_from_top_to_bottom(assignment: str, all_solutions: Path) -> None:
    notebook = nbformat.read(COURSE.solutions / assignment / f"{assignment}.ipynb", as_version=4)
    home = {"metadata": {"path": all_solutions / assignment}}
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources=home).execute()
    said = "".join(
        str(output["data"].get("text/plain", ""))
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if output["output_type"] == "display_data"
    )
    for name in ASSIGNMENTS[assignment]:
        assert f"{name}   passed" in said
