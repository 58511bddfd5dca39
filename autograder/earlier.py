"""Loads functions from a student's earlier notebooks, at work and while grading."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from autograder.feedback.problems import problem_sentence
from autograder.model import Problem
from autograder.notebooks.earlier import read_earlier
from autograder.notebooks.program import Program


def from_earlier(assignment: str, *names: str) -> tuple[Callable[..., Any], ...]:
    """Load functions that a student wrote in an earlier notebook.

    Looks for the notebook beside this one's folder (`../04_backprop/04_backprop.ipynb`), in this
    folder, in the one above, and in a folder of that name in this one. Only the code that the functions
    need is run, without plots and experiments. If a function can't be loaded, you get a stand-in that
    says why when it is called.

    Args:
        assignment: the notebook's name, such as `"04_backprop"`.
        names: the functions wanted.

    Returns:
        The functions, in the order asked for; always a tuple.
    """
    try:
        program = Program.of(read_earlier(Path.cwd(), assignment), origin=f"{assignment}: ")
    except (OSError, ValueError) as error:
        return tuple(
            _missing(name, f"{name} comes from {assignment}, and {error}") for name in names
        )
    namespace: dict[str, Any] = {"__name__": assignment}
    functions = []
    for name in names:
        problem: Problem | None = program.run(name, namespace).problem
        if problem is None:
            functions.append(namespace[name])
        else:
            sentence = problem_sentence(problem, name)
            functions.append(_missing(name, f"{name} comes from {assignment}: {sentence}"))
    return tuple(functions)


def _missing(name: str, why: str) -> Callable[..., Any]:
    def stand_in(*args: Any, **kwargs: Any) -> Any:
        raise LookupError(f"{why} You can also paste {name} into a cell of this notebook.")

    stand_in.__name__ = name
    return stand_in
