"""Reads back the metadata that grading wrote into a notebook."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

OURS = "autograder"
"""The key of our own metadata in an autograded notebook, and in nbconvert's resources."""


@dataclass(frozen=True)
class GradedNotebook:
    """A graded notebook's cells and our metadata in it (`said`); both are empty if it can't be read."""

    cells: list[Any] = field(default_factory=list)
    said: dict[str, Any] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether grading finished: the last step, after the marks are stored, sets this."""
        return bool(self.said.get("graded"))

    @property
    def is_unread(self) -> bool:
        """Whether it got 0 points because the submitted notebook can't be read."""
        return self.said.get("error") is not None


def read_graded(path: Path) -> GradedNotebook:
    """Read a graded notebook. The result is empty if it is missing, damaged or graded by other means."""
    try:
        content = json.loads(path.read_bytes())
        said = content["metadata"][OURS]
        return GradedNotebook(list(content["cells"]), dict(said))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return GradedNotebook()
