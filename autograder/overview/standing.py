"""How far a student is, as plain data: an exercise, a notebook, the course."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

State = Literal["right", "not right yet", "not begun"]


@dataclass(frozen=True)
class ExerciseStanding:
    """How far an exercise is, and the points that it earns."""

    name: str
    state: State
    score: float
    max_score: float


@dataclass(frozen=True)
class NotebookStanding:
    """How far a notebook is.

    `file` is the notebook that was read, relative to the folder. If none could be, `problem` says why,
    unless the notebook is not there.
    """

    assignment: str
    exercises: tuple[ExerciseStanding, ...]
    file: Path | None = None
    problem: str = ""

    @property
    def is_read(self) -> bool:
        """Whether there was a notebook, and it could be read."""
        return self.file is not None and not self.problem

    @property
    def right(self) -> int:
        """How many of its exercises are right."""
        return sum(exercise.state == "right" for exercise in self.exercises)

    @property
    def begun(self) -> bool:
        """Whether any of its exercises is begun."""
        return any(exercise.state != "not begun" for exercise in self.exercises)

    @property
    def score(self) -> float:
        """Points earned."""
        return round(sum(exercise.score for exercise in self.exercises), 3)

    @property
    def max_score(self) -> float:
        """The most points that there are; 0 if the notebook is not marked."""
        return sum(exercise.max_score for exercise in self.exercises)


@dataclass(frozen=True)
class Changes:
    """What is different from the last look, which was at the time `since` (as seconds, or None)."""

    since: float | None = None
    right: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    points: float = 0.0

    @property
    def any(self) -> bool:
        """Whether anything is different."""
        return bool(self.right or self.lost or abs(self.points) >= 0.05)


@dataclass(frozen=True)
class Standing:
    """How far a student is in a course. `notes` are sentences on what is odd in the folder.

    `drills` is how many drills were solved, by exercise.
    """

    title: str
    folder: Path
    notebooks: tuple[NotebookStanding, ...]
    changes: Changes
    notes: tuple[str, ...] = ()
    drills: Mapping[str, int] = field(default_factory=dict)

    @property
    def read(self) -> tuple[NotebookStanding, ...]:
        """The notebooks that could be read."""
        return tuple(notebook for notebook in self.notebooks if notebook.is_read)

    @property
    def complete(self) -> bool:
        """Whether every notebook that is there could be read."""
        return not any(notebook.problem for notebook in self.notebooks)

    @property
    def next(self) -> tuple[NotebookStanding, ExerciseStanding] | None:
        """The first exercise that is not right, with its notebook; None if there is none."""
        for notebook in self.read:
            for exercise in notebook.exercises:
                if exercise.state != "right":
                    return notebook, exercise
        return None
