"""Values out of place."""

from __future__ import annotations

from random import Random
from typing import Any


def junk(draw: Random) -> Any:
    """A value that has no business where it is put."""
    return draw.choice(
        [None, 0, -1, 1e308, 10**400, True, "", "dense", "\x00\ud800", "9" * 400, [], {}, [[]],
         {"nbgrader": 3}, ["a", 1], [None], float("nan"), float("-inf")]
    )  # fmt: skip
