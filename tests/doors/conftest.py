"""Notebooks to knock on the doors with: the course's own, stubs, and changed copies."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from .notebooks import ROOT, solution


@pytest.fixture
def write_notebook(tmp_path: Path) -> Callable[..., Path]:
    """`write_notebook(assignment, {"sigmoid": source, …})`: a solved notebook with other cells in it."""

    def write(assignment: str, cells: dict[str, str] | None = None, file: str = "") -> Path:
        content = solution(assignment)
        for cell in content["cells"]:
            grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id")
            if grade_id in (cells or {}):
                cell["source"] = cells[grade_id]
        path = tmp_path / (file or f"{assignment}.ipynb")
        path.write_text(json.dumps(content))
        return path

    return write


@pytest.fixture(scope="session")
def all_solutions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("solved") / "course"
    shutil.copytree(ROOT / "solutions", folder)
    return folder
