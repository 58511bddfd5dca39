"""Verdicts on whole notebooks, each run in a worker process of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.engine.examine import examine
from autograder.engine.oracle import Oracle
from autograder.model import CheckResult, Verdict
from autograder.notebooks.earlier import earlier_notebooks
from autograder.notebooks.reading import (
    Cell,
    Notebook,
    UnreadableNotebook,
    assignment_by_name,
    read_notebook,
)
from autograder.sandbox.submission import WorkerSubmission
from autograder.workshop.exercises import ASSIGNMENTS, EXERCISES

UNKNOWN = "This is none of the course's notebooks: none of its exercises is in it."


@dataclass(frozen=True)
class NotebookVerdict:
    """What is said of one notebook: a verdict for each exercise, or a sentence in `error`."""

    path: str
    assignment: str | None
    verdicts: tuple[Verdict, ...]
    error: str | None = None

    @property
    def score(self) -> float:
        """Points earned."""
        return round(sum(verdict.score for verdict in self.verdicts), 3)

    @property
    def max_score(self) -> float:
        """Points to be had, by the course's own notebook."""
        return sum(verdict.max_score for verdict in self.verdicts)

    @property
    def passed(self) -> bool:
        """Whether every exercise passed."""
        return self.error is None and all(verdict.passed for verdict in self.verdicts)

    def as_json(self) -> dict[str, Any]:
        """The object that `autograder check --format json` prints for it."""
        return {
            "assignment": self.assignment,
            "path": self.path,
            "score": self.score,
            "max_score": self.max_score,
            "error": self.error,
            "exercises": [verdict.as_json() for verdict in self.verdicts],
        }


def grade_file(path: Path, oracle: Oracle) -> NotebookVerdict:
    """Judge a notebook file. Whatever is wrong with the file is a sentence in the result."""
    try:
        notebook = read_notebook(path)
    except UnreadableNotebook as error:
        return _unreadable(path, oracle, str(error))
    if notebook.assignment is None:
        return NotebookVerdict(str(path), None, (), UNKNOWN)
    earlier = earlier_notebooks(path, notebook.assignment)
    verdicts = tuple(grade_notebook(notebook, oracle, earlier))
    return NotebookVerdict(str(path), notebook.assignment, verdicts)


def grade_notebook(
    notebook: Notebook, oracle: Oracle, earlier: dict[str, list[Cell]]
) -> Iterator[Verdict]:
    """Judge the exercises of a notebook one by one, in the course's order."""
    assert notebook.assignment is not None
    points = oracle.points(notebook.assignment)
    with WorkerSubmission(notebook.cells, earlier) as submission:
        for name in ASSIGNMENTS[notebook.assignment]:
            yield examine(EXERCISES[name], submission, oracle).worth(points[name])


def _unreadable(path: Path, oracle: Oracle, error: str) -> NotebookVerdict:
    assignment = assignment_by_name(path)
    points = oracle.points(assignment) if assignment else {}
    verdicts = tuple(
        Verdict(
            name,
            share=0.0,
            passed=False,
            checks=(CheckResult("formula", "right on ordinary inputs", False, error),),
            message=error,
            max_score=points[name],
        )
        for name in ASSIGNMENTS.get(assignment or "", ())
    )
    return NotebookVerdict(str(path), assignment, verdicts, error)
