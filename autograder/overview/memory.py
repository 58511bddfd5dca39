"""What the last look saw, in a small file: verdicts that still hold are not made again.

The file can be deleted at any time. The next look then judges everything, and has nothing to compare
with.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from autograder.overview.standing import ExerciseStanding

MEMORY_FILE = ".autograder-progress.json"


@dataclass(frozen=True)
class Seen:
    """A notebook at the last look: a digest of all that its verdicts depend on, and its exercises."""

    key: str
    exercises: tuple[ExerciseStanding, ...]


@dataclass(frozen=True)
class Memory:
    """The last look: its time in seconds (None: there was none), and each notebook by assignment.

    `drills` are the numbers of the drills that were solved, by exercise.
    """

    since: float | None = None
    notebooks: Mapping[str, Seen] = field(default_factory=dict)
    drills: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def with_drill(self, exercise: str, number: int) -> Memory:
        """The same, and this drill is solved, too."""
        solved = tuple(sorted({*self.drills.get(exercise, ()), number}))
        return replace(self, drills={**self.drills, exercise: solved})


def recall(folder: Path) -> Memory:
    """The last look at a folder. One that can't be read is like none."""
    try:
        stored = json.loads((folder / MEMORY_FILE).read_text(encoding="utf-8"))
        notebooks = {
            str(name): Seen(
                seen["key"], tuple(ExerciseStanding(**each) for each in seen["exercises"])
            )
            for name, seen in stored["notebooks"].items()
        }
        since = stored["since"]
        drills = {
            str(name): tuple(int(number) for number in numbers)
            for name, numbers in stored.get("drills", {}).items()
        }
        return Memory(None if since is None else float(since), notebooks, drills)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Memory()


def keep(folder: Path, memory: Memory) -> bool:
    """Store a look at a folder. Returns False if the folder can't be written to."""
    try:
        handle, name = tempfile.mkstemp(dir=folder, prefix=MEMORY_FILE)
    except OSError:
        return False
    try:
        with open(handle, "w", encoding="utf-8") as file:
            json.dump(asdict(memory), file)
        os.replace(name, folder / MEMORY_FILE)
    except OSError:
        with contextlib.suppress(OSError):
            os.remove(name)
        return False
    return True
