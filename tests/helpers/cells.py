"""Finding a cell in the JSON of a notebook."""

from __future__ import annotations

from typing import Any


def cell_of(content: dict[str, Any], grade_id: str) -> dict[str, Any]:
    """The first cell that bears a grade id."""
    found: dict[str, Any] = next(
        cell
        for cell in content["cells"]
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == grade_id
    )
    return found
