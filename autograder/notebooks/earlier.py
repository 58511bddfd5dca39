"""Where a student's earlier notebooks lie: one rule for every door."""

from __future__ import annotations

from pathlib import Path

from autograder.notebooks.reading import Cell, UnreadableNotebook, read_notebook
from autograder.workshop.exercises import ASSIGNMENTS


def earlier_notebooks(path: Path, assignment: str | None) -> dict[str, list[Cell]]:
    """The cells of the notebooks that come before an assignment and lie in the folders beside it."""
    found = {}
    for name in ASSIGNMENTS:
        if name == assignment:
            break
        for place in (path.parent.parent / name / f"{name}.ipynb", path.parent / f"{name}.ipynb"):
            if name not in found and place.is_file():
                try:
                    found[name] = read_notebook(place).cells
                except UnreadableNotebook:
                    continue
    return found
