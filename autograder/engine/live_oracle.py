"""The oracle that asks the reference: the one module that imports `dlref`."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import dlref
from autograder.engine.oracle import Question, draw
from autograder.model import Check, Exercise, Hint, Misconception, Outcome, Plain
from autograder.notebooks.syllabus import course_points
from autograder.sandbox.play import play
from dlref import FUNCTIONS

EQUIVALENT_MUTANTS = Path(dlref.__file__).with_name("equivalent_mutants.toml")
"""Mutants of the answers that no case can tell from them, each with its reason."""


class LiveOracle:
    """Answers on the inputs that a seed draws, each worked out once."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self._questions: dict[tuple[str, str], list[Question]] = {}
        self._wrong: dict[str, list[Outcome]] = {}

    def questions(self, exercise: Exercise, check: Check) -> list[Question]:
        """Cases drawn from the seed, answered by the reference."""
        key = exercise.name, check.name
        if key not in self._questions:
            self._questions[key] = self._ask(exercise, check)
        return self._questions[key]

    def misconceptions(self, exercise: Exercise) -> list[Misconception]:
        """The known wrong answers of an exercise."""
        known = _known(exercise.name).values()
        return [Misconception(wrong.id, wrong.sentence) for wrong in known]

    def wrong_outcomes(self, exercise: Exercise, id: str) -> list[Outcome]:
        """What a misconception makes of all cases that have answers, check after check."""
        if id not in self._wrong:
            namespace = FUNCTIONS | {exercise.name: _known(exercise.name)[id].function}
            self._wrong[id] = [
                play(namespace, exercise.name, question.case)
                for check in exercise.checks
                if check.has_answers
                for question in self.questions(exercise, check)
            ]
        return self._wrong[id]

    def hint(self, exercise: Exercise) -> Hint:
        """Words and a case worked by hand, from the reference's hints."""
        from dlref.hints import HINTS

        found = HINTS.get(exercise.name)
        return Hint(found.more, tuple(found.worked())) if found else Hint()

    def points(self, assignment: str) -> dict[str, float]:
        """Points from the course's own notebook."""
        return course_points(assignment)

    def _ask(self, exercise: Exercise, check: Check) -> list[Question]:
        cases = draw(exercise, check, self.seed)
        if not check.has_answers:
            return [Question(case) for case in cases]
        right = FUNCTIONS[exercise.name]
        variants = [
            right,
            *(getattr(sys.modules[right.__module__], name) for name in exercise.also_right),
        ]
        questions = []
        for case in cases:
            answers = tuple(
                _value(FUNCTIONS | {exercise.name: f}, exercise.name, case) for f in variants
            )
            given = {name: _answer_to_part(name, case.inputs) for name in exercise.builds_on}
            questions.append(Question(case, answers, given))
        return questions


def _known(exercise: str) -> dict[str, Any]:
    """Loaded where it is asked for: a class that makes no mistake needs none of it."""
    from dlref.misconceptions import KNOWN

    return KNOWN.get(exercise, {})


def _value(namespace: dict[str, Any], name: str, case: Any) -> Plain:
    outcome = play(namespace, name, case)
    if outcome.problem is not None:
        raise RuntimeError(f"the reference for {name} fails on a case: {outcome.problem}")
    return outcome.value


def _answer_to_part(name: str, inputs: dict[str, Plain]) -> Plain:
    """What another exercise gives for those of these inputs that are its arguments."""
    from autograder.model import Case
    from autograder.workshop.exercises import EXERCISES

    arguments = {key: inputs[key] for key in EXERCISES[name].signature if key in inputs}
    return _value(dict(FUNCTIONS), name, Case(arguments))


def known_wrong(exercise: str) -> dict[str, Callable[..., Any]]:
    """The known wrong answers of an exercise by their ids."""
    return {id: known.function for id, known in _known(exercise).items()}


def known_right(exercise: str) -> dict[str, Callable[..., Any]]:
    """The unusual right answers of an exercise by their names."""

    from dlref.variants import VARIANTS

    return dict(VARIANTS.get(exercise, {}))


def answer_module(exercise: str) -> tuple[str, dict[str, Any]]:
    """The source of the module in which an answer stands, and what that source may lean on.

    That is: the modules that it imports and every right answer, but nothing that it defines itself.
    """
    module = sys.modules[FUNCTIONS[exercise].__module__]
    imported = {
        name: value for name, value in vars(module).items() if isinstance(value, ModuleType)
    }
    return inspect.getsource(module), FUNCTIONS | imported
