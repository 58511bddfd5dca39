"""The door of a live kernel: `check(sigmoid)` in the cell below the stub."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from typing import Any

from autograder import render
from autograder.engine import examine
from autograder.exercises import ASSIGNMENTS, EXERCISES
from autograder.model import Verdict
from autograder.oracle import default_oracle
from autograder.submission import LiveSubmission


class NotYet(AssertionError):
    """A check that failed. Notebooks show its sentence without a traceback."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


def check(function: Callable[..., Any]) -> None:
    """Check a function you wrote, and say what is wrong if anything is.

    Args:
        function: the function itself, such as `sigmoid`.

    Raises:
        NotYet: when something is wrong. Its message is the verdict, or in a notebook, which shows
            the verdict already, what to do next.
    """
    name = getattr(function, "__name__", None)
    frame = inspect.currentframe()
    caller = frame.f_back.f_globals if frame and frame.f_back else {}
    if name not in EXERCISES:
        name = next((n for n in EXERCISES if caller.get(n) is function), name)
    if name not in EXERCISES:
        known = f"check knows the exercises, and {name} is none of them. " if name else ""
        raise NotYet(known + "Give check the function's bare name, as in check(sigmoid).")
    namespace = getattr(function, "__globals__", caller)
    before = namespace.get(name)
    namespace[name] = function
    try:
        verdict = verdict_of(name, namespace)
    except KeyboardInterrupt:
        raise NotYet(
            f"Stopped before {name} came to its end: does a loop in it never stop?"
        ) from None
    finally:
        namespace[name] = before
    show(verdict)
    if not verdict.passed:
        next_step = f"Change {name}, run its cell, then run this check again."
        raise NotYet(next_step if _in_notebook() else render.text(verdict))


def verdict_of(name: str, namespace: dict[str, Any]) -> Verdict:
    """The verdict on a function of a live namespace, worth its points."""
    oracle = default_oracle()
    assignment = next(a for a, names in ASSIGNMENTS.items() if name in names)
    points = oracle.points(assignment).get(name, 1.0)
    return examine(EXERCISES[name], LiveSubmission(namespace), oracle).worth(points)


def show(verdict: Verdict) -> None:
    """Show a verdict: HTML where a notebook can show it, with the text for all others."""
    if _in_notebook():
        from IPython.display import display

        display({"text/plain": render.text(verdict), "text/html": render.html(verdict)}, raw=True)
    elif verdict.passed:
        print(render.text(verdict))


def _in_notebook() -> bool:
    """Whether this process is a notebook's kernel."""
    return (
        "ipykernel" in sys.modules
        and sys.modules["__main__"].__dict__.get("get_ipython") is not None
    )
