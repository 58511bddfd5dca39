"""Loads functions from a student's earlier notebooks, at work and while grading."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from autograder.feedback.problems import problem_sentence
from autograder.model import Problem
from autograder.notebooks.earlier import find_and_read, origin_of
from autograder.notebooks.program import Program, program_of


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
        path, cells = find_and_read(Path.cwd(), assignment)
        read = Program.of if path else program_of  # a file may change, what a grader sent does not
        program = read(tuple(cells), origin_of(assignment))
    except (OSError, ValueError) as error:
        return tuple(
            _missing(name, f"{name} comes from {assignment}, and {error}") for name in names
        )
    namespace: dict[str, Any] = {"__name__": assignment}
    functions = []
    for name in names:
        problem: Problem | None = program.run(name, namespace).problem
        if problem is not None:
            sentence = problem_sentence(problem, name)
            functions.append(_missing(name, f"{name} comes from {assignment}: {sentence}"))
        elif program.is_stub(name):
            functions.append(_waiting(name, assignment))
        else:
            functions.append(namespace[name])
    if path is not None:
        _loaded[assignment] = (path, _stamp(path), dict(zip(names, functions, strict=True)))
    return tuple(functions)


_loaded: dict[str, tuple[Path, Any, dict[str, Any]]] = {}
"""The files that functions were loaded from in this kernel, their state then, and the functions."""


def changed_since(namespace: Mapping[str, Any]) -> list[str]:
    """A sentence for each notebook that has changed since this namespace took functions from it."""
    return [
        f"{path.name} has changed since its functions were loaded here: run the cell with "
        "from_earlier again."
        for path, then, functions in _loaded.values()
        if any(namespace.get(name) is function for name, function in functions.items())
        and _stamp(path) not in (then, None)
    ]


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size


class StillWaiting(NotImplementedError):
    """Raised when a function from an earlier notebook is called that is still a stub.

    Notebooks show it without a traceback.
    """

    def __init__(self, function: str, assignment: str) -> None:
        super().__init__(
            f"{function} comes from {assignment}, where it is still waiting for its code: write it "
            "there, save the notebook, and run the cell with from_earlier again."
        )
        self.function = function

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


def _waiting(name: str, assignment: str) -> Callable[..., Any]:
    def stand_in(*args: Any, **kwargs: Any) -> Any:
        raise StillWaiting(name, assignment)

    stand_in.__name__ = name
    return stand_in


def _missing(name: str, why: str) -> Callable[..., Any]:
    def stand_in(*args: Any, **kwargs: Any) -> Any:
        raise LookupError(f"{why} You can also paste {name} into a cell of this notebook.")

    stand_in.__name__ = name
    stand_in.not_loaded = True  # type: ignore[attr-defined]
    return stand_in
