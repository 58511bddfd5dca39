"""The private half of a course: its answers, known mistakes, unusual right answers and hints.

What an exercise needs is imported where it is asked for, a subject at a time.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.course import Course, CourseError
from autograder.model import Hint, Misconception

ROOMS = ("misconceptions", "variants", "hints")
"""The packages of a private half that have a module for each subject."""

Functions = dict[str, Callable[..., Any]]


class Reference:
    """What a course's private half says of its exercises."""

    def __init__(self, course: Course) -> None:
        self.course = course

    @cached_property
    def functions(self) -> Functions:
        """Every answer by its name: what the modules of answers list in `__all__`."""
        return {
            name: getattr(module, name)
            for module in self.course.modules(self.course.private, leave_out=ROOMS)
            for name in getattr(module, "__all__", ())
        }

    def misconceptions(self, exercise: str) -> dict[str, Misconception]:
        """The known wrong answers of an exercise by their ids. Raises CourseError where one is there twice."""
        found: dict[str, Misconception] = {}
        for function in self.room("misconceptions", exercise):
            known = getattr(function, "misconception", None)
            if known is None or known.id.partition("/")[0] != exercise:
                continue
            if known.id in found:
                raise CourseError(f"{known.id} is there twice: {_place(function)} is the second.")
            found[known.id] = known
        return found

    def variants(self, exercise: str) -> Functions:
        """The unusual right answers of an exercise by their names."""
        return {
            function.__name__: function
            for function in self.room("variants", exercise)
            if getattr(function, "variant_of", None) == exercise
        }

    def hint(self, exercise: str) -> Hint:
        """Its hint; an empty one where there is none. Raises CourseError where its case can't be worked."""
        for function in self.room("hints", exercise):
            if getattr(function, "hint_for", None) == exercise:
                try:
                    return Hint(function.more, tuple(function()))
                except Exception as error:
                    raise CourseError(
                        f"The hint of {exercise} can't be worked out, {_place(function)}: "
                        f"{type(error).__name__}: {error}"
                    ) from error
        return Hint()

    def room(self, room: str, exercise: str) -> Iterator[Any]:
        """The functions that stand in the module of an exercise's subject in one of the ROOMS."""
        subject = self.course.subject_of(exercise)
        for module in self.course.modules(f"{self.course.private}.{room}", subject):
            yield from functions_of(module)

    def answer_module(self, exercise: str) -> ModuleType:
        """The module in which an answer stands."""
        return sys.modules[self.functions[exercise].__module__]

    @property
    def equivalent_mutants(self) -> Path:
        """The file of mutants that no case can tell from the answers, each with its reason."""
        return self.course.private_folder / "equivalent_mutants.toml"


def functions_of(module: ModuleType) -> Iterator[Any]:
    """The functions that a module defines itself."""
    for value in vars(module).values():
        if callable(value) and getattr(value, "__module__", None) == module.__name__:
            yield value


def _place(function: Callable[..., Any]) -> str:
    code = getattr(function, "__code__", None)
    return f"{code.co_filename}, line {code.co_firstlineno}" if code else function.__name__


@cache
def reference(course: Course) -> Reference:
    """The private half of a course, the same one each time."""
    return Reference(course)
