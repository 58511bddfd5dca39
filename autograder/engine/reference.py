"""The private half of a course: its answers, misconceptions, variants and hints.

Modules are imported when they are first needed, one subject at a time.
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

SUBJECT_PACKAGES = ("misconceptions", "variants", "hints", "held_out", "textbook", "relatives")
"""The packages of a private half that have a module for each subject."""


class Reference:
    """The private half of a course, by exercise."""

    def __init__(self, course: Course) -> None:
        self.course = course

    @cached_property
    def functions(self) -> dict[str, Callable[..., Any]]:
        """Every answer by name, as the modules of answers list them in `__all__`."""
        return {
            name: getattr(module, name)
            for module in self.course.modules(self.course.private, leave_out=SUBJECT_PACKAGES)
            for name in getattr(module, "__all__", ())
        }

    def misconceptions(self, exercise: str) -> dict[str, Misconception]:
        """The misconceptions of an exercise by id. Raises CourseError if an id is used twice."""
        found: dict[str, Misconception] = {}
        for function in self.functions_in("misconceptions", exercise):
            known = getattr(function, "misconception", None)
            if known is None or known.id.partition("/")[0] != exercise:
                continue
            if known.id in found:
                raise CourseError(
                    f"{known.id} is used twice: {_place(function)} is the second place."
                )
            found[known.id] = known
        return found

    def variants(self, exercise: str) -> dict[str, Callable[..., Any]]:
        """The variants (unusual right answers) of an exercise by name."""
        return {
            function.__name__: function
            for function in self.functions_in("variants", exercise)
            if getattr(function, "variant_of", None) == exercise
        }

    def marked(self, package: str, mark: str, exercise: str) -> list[Any]:
        """The functions of a private package that a decorator has marked as an exercise's."""
        found = self.functions_in(package, exercise)
        return [function for function in found if getattr(function, mark, None) == exercise]

    def hint(self, exercise: str) -> Hint:
        """The hint of an exercise; empty if there is none. Raises CourseError if its function fails."""
        for function in self.functions_in("hints", exercise):
            if getattr(function, "hint_for", None) == exercise:
                try:
                    return Hint(function.more, tuple(function()))
                except Exception as error:
                    raise CourseError(
                        f"The hint of {exercise} can't be worked out, {_place(function)}: "
                        f"{type(error).__name__}: {error}"
                    ) from error
        return Hint()

    def functions_in(self, package: str, exercise: str) -> Iterator[Any]:
        """The functions in one of the SUBJECT_PACKAGES that belong to an exercise's subject."""
        subject = self.course.subject_of(exercise)
        for module in self.course.modules(f"{self.course.private}.{package}", subject):
            yield from functions_of(module)

    def answer_module(self, exercise: str) -> ModuleType:
        """The module of an answer."""
        return sys.modules[self.functions[exercise].__module__]

    @property
    def equivalent_mutants(self) -> Path:
        """The file of mutants that do the same as the answers, each with a reason."""
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
    """The private half of a course; the same object each time."""
    return Reference(course)
