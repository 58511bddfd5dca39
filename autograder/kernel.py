"""`check(sigmoid)` in a notebook: a verdict on a function in a live kernel."""

from __future__ import annotations

import inspect
import textwrap
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import takewhile
from pathlib import Path
from typing import Any

from autograder.course import CourseError, installed
from autograder.earlier import changed_since
from autograder.engine.course_oracle import course_oracle
from autograder.engine.examine import examine
from autograder.engine.notebook_verdicts import unjudged
from autograder.engine.rounds import Earlier
from autograder.feedback import render
from autograder.feedback.problems import is_unfinished, problem_sentence
from autograder.live.joining import tell
from autograder.model import Problem, Verdict
from autograder.notebooks.earlier import read_instead
from autograder.notebooks.live import (
    cells_run,
    in_notebook,
    is_executed_by_nbgrader,
    open_notebook,
)
from autograder.notebooks.program import Program
from autograder.notebooks.reading import Cell, functions_in
from autograder.notebooks.syllabus import (
    Assignment,
    assignment_by_name,
    assignment_with,
    assignments_near,
)
from autograder.sandbox.submission import LiveSubmission

IN_A_COPY = (
    "You work in {copy}. What counts is {counts} in the same folder: later notebooks, "
    "progress() and your instructor read that one. Keep your work there."
)
INVITATION = (
    "Nothing is wrong: this one is waiting for you. In the cell of {name}, write your code in place of "
    "`raise NotImplementedError`. Run that cell (Shift+Enter), then run this check again."
)
OPENS_AFTER = 3
"""After how many failures of an exercise, one after the other, all help is open."""

_failures: Counter[str] = Counter()
DID_NOT_RUN = "The cell did not run. What {name} was before is still there, but was not checked."


class NotYet(AssertionError):
    """Raised by `check` where something is wrong. The message is for the student.

    Notebooks show it without a traceback.
    """

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


def check(function: Callable[..., Any], hint: int = 1) -> None:
    """Check a function you wrote, and say what is wrong if anything is.

    In a notebook, "More" and "A case by hand" unfold below what is said. After the third failure both
    are open.

    Args:
        function: the function itself, such as `sigmoid`.
        hint: how much help is shown at once where something is wrong. 1 is a nudge, 2 says more, and
            3 shows a small case worked by hand.

    Raises:
        NotYet: when something is wrong. Its message is the verdict, or in a notebook, which shows
            the verdict already, what to do next. A stub in which nothing is written yet is not wrong.
    """
    frame = inspect.currentframe()
    caller = frame.f_back.f_globals if frame and frame.f_back else {}
    name, assignment = _asked_for(function, caller)
    if hint not in (1, 2, 3):
        raise NotYet(f"hint is 1, 2 or 3, as in check({name}, hint=2).")
    namespace = getattr(function, "__globals__", caller)
    before = namespace.get(name)
    namespace[name] = function
    try:
        verdict = verdict_of(name, assignment, namespace)
    except KeyboardInterrupt:
        raise NotYet(
            f"Stopped before {name} came to its end: does a loop in it never stop?"
        ) from None
    except CourseError as error:
        raise NotYet(f"{error} Please show this to your instructor.") from None
    finally:
        namespace[name] = before
    _failures[name] = 0 if verdict.passed else _failures[name] + verdict.begun
    if verdict.begun:
        tell(assignment.course.name, name, verdict.passed, verdict.misconception)
    level = 3 if _failures[name] >= OPENS_AFTER else hint
    _tell(verdict, level)


def _tell(verdict: Verdict, level: int) -> None:
    """Show a verdict with the help of this level. Raises NotYet if something is wrong."""
    words = {"more": level >= 2, "worked": level >= 3}
    in_text = "\n".join(filter(None, (render.text(verdict, **words), _further(verdict, level))))
    if in_notebook():
        from IPython.display import display

        display({"text/plain": in_text, "text/html": render.html(verdict, **words)}, raw=True)
    elif verdict.passed or not verdict.begun:
        print(in_text)
    if not verdict.passed and (verdict.begun or is_executed_by_nbgrader()):
        raise NotYet(_next_step(verdict, level) if _shown() else in_text)


def _further(verdict: Verdict, level: int) -> str:
    """How to get more help where nothing unfolds."""
    has_more = (verdict.hint.more, verdict.hint.worked, ())[level - 1]
    return f"  For more help, type: check({verdict.name}, hint={level + 1})" if has_more else ""


def _next_step(verdict: Verdict, level: int) -> str:
    """What to do next, below a verdict in a notebook. Check cells can't be edited."""
    name, hint = verdict.name, verdict.hint
    closed = [
        f'"{title}"'
        for title, is_there in (
            (render.MORE, hint.more and level < 2),
            (render.BY_HAND, hint.worked and level < 3),
        )
        if is_there
    ]
    further = f" Stuck? Unfold {' or '.join(closed)} above." if closed else ""
    return f"Change {name}, run its cell, then run this check again.{further}"


def _asked_for(function: Callable[..., Any], caller: dict[str, Any]) -> tuple[str, Assignment]:
    """The exercise that a function answers, and its assignment."""
    assignments = assignments_near(Path.cwd())
    name = getattr(function, "__name__", None)
    here = assignment_by_name(Path.cwd() / "notebook.ipynb", assignments)
    also = (n for a in assignments for n in a.exercises if caller.get(n) is function)
    for each in filter(None, (name, *also)):
        known_here = here is not None and each in here.exercises
        assignment = here if known_here else assignment_with(each, assignments, caller.keys())
        if assignment is not None and each in assignment.exercises:
            return each, assignment
    problems = " ".join(installed().problems)
    if not assignments:
        raise NotYet(f"There is no course here to check it by. {problems}".strip())
    known = f"check knows the exercises, and {name} is none of them. " if name else ""
    raise NotYet(known + "Give check the function's bare name, as in check(sigmoid).")


def verdict_of(name: str, assignment: Assignment, namespace: dict[str, Any]) -> Verdict:
    """The verdict on a function in a live namespace, with its points."""
    points = assignment.points[name]
    broken = _broken_cell(name)
    if broken is not None:
        verdict = unjudged(name, points, problem_sentence(broken, name))
        return replace(verdict, warnings=(DID_NOT_RUN.format(name=name),))
    oracle = course_oracle(assignment.course)
    before = _earlier(assignment, namespace)
    verdict = examine(assignment.exercises[name], LiveSubmission(namespace), oracle, before)
    notes = (*changed_since(namespace), *_in_a_copy(assignment))
    verdict = replace(verdict, warnings=(*verdict.warnings, *notes))
    if is_unfinished(verdict.message) and _is_stub(namespace[name], name):
        verdict = replace(verdict, begun=False, message=INVITATION.format(name=name))
    return verdict.worth(points)


def _is_stub(function: Callable[..., Any], name: str) -> bool:
    """Whether nothing is written in a function yet."""
    try:
        source = textwrap.dedent(inspect.getsource(function))
    except (OSError, TypeError):
        return False
    return Program.of([Cell(name, source)]).is_stub(name)


def _broken_cell(name: str) -> Problem | None:
    """Why Python could not read the cell with the newest definition of a function, or None if it could."""
    if not in_notebook():
        return None
    newest = next((cell for cell in reversed(cells_run()) if name in functions_in(cell)), "")
    return Program.of([Cell(name, newest)]).broken.get(name)


def _in_a_copy(assignment: Assignment) -> list[str]:
    """A sentence if JupyterLab says that this kernel is that of a copy beside the notebook that counts."""
    file = open_notebook()
    counts = read_instead(file, assignment.name) if file else None
    if file is None or counts is None:
        return []
    return [IN_A_COPY.format(copy=file.name, counts=counts.name)]


def _earlier(assignment: Assignment, namespace: dict[str, Any]) -> dict[str, Earlier]:
    """The exercises of the notebooks up to this one, without those that could not be loaded."""
    found: dict[str, Earlier] = {}
    before = takewhile(lambda each: each.name != assignment.name, assignments_near(Path.cwd()))
    for each in (*before, assignment):
        for name, exercise in each.exercises.items():
            if not getattr(namespace.get(name), "not_loaded", False):
                found.setdefault(name, Earlier(exercise, "" if each is assignment else each.name))
    return found


def _shown() -> bool:
    """Whether displayed output is shown."""
    return in_notebook() and not is_executed_by_nbgrader()
