"""Test cells of an instructor's own, with plain asserts: they run in the sandbox, with the notebook.

A student who wants to can forge them, because they run in the same process as student code.
"""

from __future__ import annotations

from collections.abc import Iterable

from autograder.feedback.problems import problem_sentence
from autograder.feedback.render import out_of
from autograder.model import CheckResult, Problem, Verdict
from autograder.notebooks.reading import CHECK, Cell, checked_in
from autograder.sandbox.submission import WorkerSubmission

NO_SUCH_EXERCISE = "No installed course has an exercise called {name}, so it was not checked: it is marked by hand."
NOT_POINTS = "The last line of this test gives {value:g}, which is not from 0 to {points:g} points."


def is_own_test(source: str) -> bool:
    """Whether a graded cell has asserts of its own, and not a `check(…)`."""
    return not checked_in(source)


def test_cell(name: str, cells: Iterable[Cell]) -> str | None:
    """The name of the cell that tests `name`, if it is a test of the instructor's own."""
    sources = {cell.name: cell.source for cell in cells}
    for cell in (f"{CHECK}{name}", name):
        if cell in sources:
            return cell if is_own_test(sources[cell]) else None
    return None


def judge_by(cell: str, name: str, points: float, submission: WorkerSubmission) -> Verdict:
    """The verdict of a test cell: no points after an error, or those in its last line, or else all.

    Raises ValueError if the last line gives a number that is not from 0 to `points`.
    """
    outcome = submission.run_test(cell)
    if outcome.problem is not None:
        message = _sentence(outcome.problem, name)
        return _verdict(name, 0.0, message).worth(points)
    share = 1.0
    if isinstance(outcome.value, int | float) and points:
        share = outcome.value / points
    if not 0 <= share <= 1:
        raise ValueError(NOT_POINTS.format(value=outcome.value, points=points))
    message = "" if share == 1 else f"This test gives {out_of(outcome.value, points)}."
    return _verdict(name, share, message).worth(points)


def _verdict(name: str, share: float, message: str) -> Verdict:
    check = CheckResult("test", "passes the instructor's own test", not message, message)
    return Verdict(name, share, not message, (check,), message)


def _sentence(problem: Problem, name: str) -> str:
    """Why a test failed: its own line, or the line of the student's that it called."""
    if problem.kind == "raised" and problem.where == "<module>":
        at = f" at `{problem.line}`" if problem.line else ""
        return f"This test of your instructor's fails{at}: {problem.text}."
    return problem_sentence(problem, name)
