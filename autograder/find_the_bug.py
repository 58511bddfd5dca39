"""`drill("backward")` in a notebook: what a function with one mistake computes, and which mistake it is."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from autograder.course import CourseError
from autograder.engine.course_oracle import course_oracle
from autograder.engine.drills import CHOICES
from autograder.feedback import drills
from autograder.feedback.drills import Drill
from autograder.feedback.phrases import did_you_mean
from autograder.model import Exercise
from autograder.notebooks.live import in_notebook
from autograder.notebooks.syllabus import Assignment, assignment_with, assignments_near
from autograder.overview.look import note_drill


class NoDrill(ValueError):
    """Raised by `drill` where it can't show a drill or take an answer. The message is for the student.

    Notebooks show it without a traceback.
    """

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


_shown: dict[str, int] = {}
"""The number of the drill that each exercise has shown last."""


def drill(name: str, answer: int | None = None, *, seed: int | None = None) -> None:
    """Show what a function with one mistake computes, and four sentences of which one explains it.

    `drill("backward")` shows another one each time, and `drill("backward", 2)` answers the one shown last
    with the second sentence. It counts for nothing.

    Args:
        name: the name of an exercise.
        answer: the number of the sentence that you choose, from 1 to 4.
        seed: the number of a drill, to show the same one again.

    Raises:
        NoDrill: for a name that is no exercise, an exercise without drills, another number than 1 to 4,
            or an answer before any drill was shown. Its message says what to do.
    """
    known = _drills_of(name)
    if seed is not None and (type(seed) is not int or seed < 0):
        raise NoDrill(f'A seed is a whole number, as in drill("{name}", seed=3).')
    if answer is not None and (type(answer) is not int or not 1 <= answer <= CHOICES):
        raise NoDrill(
            f'The sentences have the numbers 1 to {CHOICES}. Answer as in drill("{name}", 2).'
        )
    if answer is not None and seed is None and name not in _shown:
        raise NoDrill(f'There is no drill to answer yet. Show one first: drill("{name}").')
    if answer is None and seed is None:
        seed = _shown.get(name, random.randrange(len(known))) + 1
    number = (_shown[name] if seed is None else seed) % len(known)
    _shown[name] = number
    _show(known[number], number, None if answer is None else answer - 1)
    if answer is not None and answer - 1 == known[number].right:
        note_drill(Path.cwd(), name, number)


def _drills_of(name: Any) -> list[Drill]:
    """The drills of an exercise in the course around the working folder, or else of any course."""
    if not isinstance(name, str):
        given = getattr(name, "__name__", "backward")
        raise NoDrill(f'Give drill the name of a function in quotes, as in drill("{given}").')
    exercise, assignment = _exercise(name)
    try:
        known = course_oracle(assignment.course).drills(exercise)
    except CourseError as error:
        raise NoDrill(f"{error} Please show this to your instructor.") from None
    if not known:
        raise NoDrill(
            f"There is no drill on {name}: too few of its mistakes can be told apart by their numbers."
        )
    return known


def _exercise(name: str) -> tuple[Exercise, Assignment]:
    assignments = assignments_near(Path.cwd())
    assignment = assignment_with(name, assignments)
    if assignment is None or name not in assignment.exercises:
        names = [known for each in assignments for known in each.exercises]
        raise NoDrill(
            f"drill knows the exercises, and {name} is none of them.{did_you_mean(name, names)}"
        )
    return assignment.exercises[name], assignment


def _show(shown: Drill, seed: int, chosen: int | None) -> None:
    text = drills.text(shown, seed, chosen)
    if not in_notebook():
        print(text)
        return
    from IPython.display import display

    display({"text/plain": text, "text/html": drills.html(shown, seed, chosen)}, raw=True)
