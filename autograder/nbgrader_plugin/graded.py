"""What grading wrote into a notebook: our own metadata, read back."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

OURS = "autograder"
"""The key of our own metadata in an autograded notebook, and in nbconvert's resources."""


@dataclass(frozen=True)
class GradedNotebook:
    """A graded notebook's cells, and what grading said in its metadata: nothing where it can't be read."""

    cells: list[Any] = field(default_factory=list)
    said: dict[str, Any] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether it was written to its end, which is done after its marks are stored."""
        return bool(self.said.get("graded"))

    @property
    def is_unread(self) -> bool:
        """Whether it has no points because the submitted notebook can't be read."""
        return self.said.get("error") is not None


def read_graded(path: Path) -> GradedNotebook:
    """Read a graded notebook. One that is gone, damaged, or graded without this kit says nothing."""
    try:
        content = json.loads(path.read_bytes())
        said = content["metadata"][OURS]
        return GradedNotebook(list(content["cells"]), dict(said))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return GradedNotebook()
