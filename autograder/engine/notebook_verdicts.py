"""Verdicts on whole notebooks, each run in a worker process of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.course import Course, CourseError, installed
from autograder.engine.ahead import play_ahead
from autograder.engine.course_oracle import course_oracle
from autograder.engine.examine import examine
from autograder.engine.own_tests import NO_SUCH_EXERCISE, judge_by, test_cell
from autograder.engine.rounds import Earlier
from autograder.model import CheckResult, Verdict
from autograder.notebooks.earlier import earlier_cells
from autograder.notebooks.reading import Cell, UnreadableNotebook, defined_names, read_code
from autograder.notebooks.syllabus import (
    Assignment,
    assignment_by_name,
    assignment_of,
    assignments_near,
    assignments_of,
    earlier_than,
)
from autograder.sandbox.submission import WorkerSubmission

UNKNOWN = "This is not a notebook of this course: none of its exercises is in it."


@dataclass(frozen=True)
class NotebookVerdict:
    """The verdicts on one notebook, one for each exercise, or a sentence in `error`."""

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
        """The maximum points, from the course's own notebook."""
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


def check_file(path: Path, seed: int | None = None) -> NotebookVerdict:
    """Judge a notebook file. A problem with the file or its course becomes a sentence in the result.

    Raises ValueError for a seed other than the public one if the course's answers are not here.
    """
    assignments = assignments_near(path)
    try:
        cells = read_code(path)
    except UnreadableNotebook as error:
        return _unjudged(path, assignment_by_name(path, assignments), str(error))
    assignment = assignment_of(cells, path, assignments)
    if assignment is None:
        problems = " ".join(installed().problems)
        return NotebookVerdict(str(path), None, (), f"{UNKNOWN} {problems}".strip())
    before = earlier_than(assignment.name, assignments)
    earlier = earlier_cells(cells, path.absolute().parent, before)
    try:
        verdicts = tuple(check_cells(assignment, cells, earlier, seed))
    except CourseError as error:
        return _unjudged(path, assignment, str(error))
    return NotebookVerdict(str(path), assignment.name, verdicts)


def check_cells(
    assignment: Assignment,
    cells: Sequence[Cell],
    earlier: dict[str, list[Cell]],
    seed: int | None = None,
) -> Iterator[Verdict]:
    """Judge the exercises of a notebook one by one, in the course's order."""
    oracle = course_oracle(assignment.course, seed)
    before = earlier_exercises(assignment.course, assignment.points, earlier)
    with WorkerSubmission(cells, earlier) as submission:
        known = [assignment.exercises[n] for n in assignment.points if n in assignment.exercises]
        settled = play_ahead(known, submission, oracle).settled
        for name, points in assignment.points.items():
            exercise = assignment.exercises.get(name)
            cell = test_cell(name, cells) if exercise is None else None
            if cell is not None:
                yield judge_by(cell, name, points, submission)
            elif exercise is None:
                words = NO_SUCH_EXERCISE.format(name=name)
                yield Verdict(name, 0.0, False, (), words).worth(points)
            else:
                verdict = settled.get(name) or examine(exercise, submission, oracle, before)
                yield verdict.worth(points)


def earlier_exercises(
    course: Course, own: Collection[str], earlier: Mapping[str, Iterable[Cell]]
) -> dict[str, Earlier]:
    """The exercises that those of `own` may call, in the course's order.

    These are `own`, and those before the last of them that earlier notebooks define.
    """
    order = [name for a in assignments_of(course) for name in a.points if name in course.exercises]
    last = max((place for place, name in enumerate(order) if name in own), default=0)
    notebooks = dict.fromkeys(own, "")
    for notebook, cells in earlier.items():
        for name in (name for cell in cells for name in defined_names(cell.source)):
            notebooks.setdefault(name, notebook)
    return {
        name: Earlier(course.exercises[name], notebooks[name])
        for name in order[: last + 1]
        if name in notebooks
    }


def unjudged(name: str, points: float, error: str) -> Verdict:
    """The verdict on a function that could not be judged, with the reason."""
    check = CheckResult("formula", "right on ordinary inputs", False, error)
    return Verdict(name, 0.0, False, (check,), error).worth(points)


def _unjudged(path: Path, assignment: Assignment | None, error: str) -> NotebookVerdict:
    points = assignment.points if assignment else {}
    verdicts = tuple(unjudged(name, worth, error) for name, worth in points.items())
    return NotebookVerdict(str(path), assignment.name if assignment else None, verdicts, error)
