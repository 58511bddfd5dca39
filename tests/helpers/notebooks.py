"""The course's own notebooks, for tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
ASSIGNMENTS = sorted(path.name for path in (ROOT / "solutions").iterdir() if path.is_dir())

ON_THE_DESK = ("01_neuron", "02_activations", "07_training")
"""The notebooks in the student's folder that the fixture `desk` makes."""


def notebook_path(kind: str, assignment: str) -> Path:
    return ROOT / kind / assignment / f"{assignment}.ipynb"


def solution(assignment: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(notebook_path("solutions", assignment).read_text())
    return content
