"""The oracle that calls right answers, from a course or from any dict of functions."""

from __future__ import annotations

import inspect
import logging
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from types import FunctionType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.compare import as_numbers, unchanged
from autograder.course import CourseError
from autograder.engine.drills import drills_of
from autograder.engine.oracle import Question, Simpler, Unanswered, draw, ordinary_check
from autograder.engine.simpler import simpler
from autograder.engine.usual_conditions import conditions_of
from autograder.feedback.drills import Drill
from autograder.feedback.problems import problem_sentence
from autograder.mistakes.explanations import Explanations, empty
from autograder.model import Case, Check, Exercise, Functions, Hint, Misconception, Outcome, Plain
from autograder.sandbox.play import play
from autograder.sandbox.stand_in import Table, table
from autograder.values import plain

FEW = 8
"""An exercise with fewer ordinary cases gets others, before they are made simpler."""

Function = Callable[..., Any]
logger = logging.getLogger(__name__)
logger.addHandler(logging.NullHandler())


class DictOracle:
    """An oracle that calls the answers on the inputs that a seed draws. Each value is computed once.

    Args:
        answers: the right functions by exercise name.
        seed: the seed of the inputs.
        exercises: the exercises that others build on, by name.
        misconceptions: returns the misconceptions of an exercise, by id.
        hint: returns the hint of an exercise.
        explanations: returns what the model of mistakes knows of an exercise.
    """

    def __init__(
        self,
        answers: Mapping[str, Function],
        seed: int,
        exercises: Mapping[str, Exercise] | None = None,
        misconceptions: Callable[[str], Mapping[str, Misconception]] = lambda name: {},
        hint: Callable[[str], Hint] = lambda name: Hint(),
        explanations: Callable[[str], Explanations] = lambda name: empty(),
        drills: dict[str, list[Drill]] | None = None,
    ) -> None:
        self.seed = seed
        self._answers = dict(answers)
        self._exercises = exercises or {}
        self._known = cache(misconceptions)
        self._hint = hint
        self._explanations = explanations
        self._questions: dict[tuple[str, str], list[Question]] = {}
        self._wrong: dict[str, list[Outcome]] = {}
        self._ordinary: dict[str, list[Question]] = {}
        self._simpler: dict[str, list[Simpler]] = {}
        self._drills = {} if drills is None else drills
        self._own_cases = cache(self._draw_all)

    def questions(self, exercise: Exercise, check: Check) -> list[Question]:
        """Cases drawn from the seed, with their right answers.

        Raises CourseError if an answer is missing or fails on a case.
        """
        key = exercise.name, check.name
        if key not in self._questions:
            self._questions[key] = self._ask(exercise, check)
        return self._questions[key]

    def misconceptions(self, exercise: Exercise) -> list[Misconception]:
        """The misconceptions of an exercise."""
        return list(self._known(exercise.name).values())

    def wrong_outcomes(self, exercise: Exercise, id: str) -> list[Outcome]:
        """The outcomes of a misconception on all cases with answers, in the order of the checks."""
        if id not in self._wrong:
            wrong = self._known(exercise.name)[id].function
            self._wrong[id] = [
                play(self._answers | {exercise.name: wrong}, exercise.name, question.case)
                for check in exercise.checks
                if check.has_answers
                for question in self.questions(exercise, check)
            ]
        return self._wrong[id]

    def ordinary(self, exercise: Exercise) -> list[Question]:
        """The questions of `ordinary_check`, and those of another draw if they are few."""
        if exercise.name not in self._ordinary:
            check = ordinary_check(exercise)
            self._ordinary[exercise.name] = self._drawn_twice(exercise, check) if check else []
        return self._ordinary[exercise.name]

    def simpler(self, exercise: Exercise) -> list[Simpler]:
        """The ordinary questions, made simpler in each way that may matter."""
        if exercise.name not in self._simpler:
            self._simpler[exercise.name] = self._made_simpler(exercise)
        return self._simpler[exercise.name]

    def explanations(self, exercise: Exercise) -> Explanations:
        """What the model of mistakes knows of an exercise."""
        return self._explanations(exercise.name)

    def hint(self, exercise: Exercise) -> Hint:
        """The hint of an exercise; empty if there is none or it fails."""
        try:
            return self._hint(exercise.name)
        except CourseError:
            logger.exception("%s: no hint", exercise.name)
            return Hint()

    def drills(self, exercise: Exercise) -> list[Drill]:
        """The drills of an exercise, made of its misconceptions. They do not depend on the seed."""
        if exercise.name not in self._drills:
            known = self.misconceptions(exercise)
            self._drills[exercise.name] = drills_of(exercise, self._answers, known)
        return self._drills[exercise.name]

    def answer(self, exercise: Exercise, name: str, arguments: dict[str, Plain]) -> Plain:
        """The right value of another exercise, at arguments like those of its own cases.

        Raises Unanswered for any other arguments, because a submission may ask for anything.
        """
        if not self._is_like_its_cases(name, arguments):
            raise Unanswered(name)
        outcome = play(self._answers, name, Case(_in_order(self._answers[name], arguments)))
        if outcome.problem is not None:
            raise Unanswered(name)
        return outcome.value

    def functions(self, names: Iterable[str]) -> Functions:
        """The answers with these names."""
        return {name: self._answers[name] for name in names if name in self._answers}

    def _is_like_its_cases(self, name: str, arguments: dict[str, Plain]) -> bool:
        """Whether each argument has the kind and size that it has in the exercise's own cases."""
        other = self._exercises.get(name)
        if other is None or not arguments.keys() <= {*_parameters(self._answers[name])}:
            return False
        return all(
            any(
                _is_like(value, case.inputs[key])
                for case in self._own_cases(name)
                if key in case.inputs
            )
            for key, value in arguments.items()
        )

    def _draw_all(self, name: str) -> list[Case]:
        exercise = self._exercises[name]
        return [case for check in exercise.checks for case in draw(exercise, check, self.seed)]

    def _ask(self, exercise: Exercise, check: Check) -> list[Question]:
        cases = draw(exercise, check, self.seed)
        if not check.has_answers:
            return [Question(case, given=partial(self._empty_tables, exercise)) for case in cases]
        return [
            Question(case, self._answers_on(exercise, case), partial(self._tables, exercise, case))
            for case in cases
        ]

    def _answers_on(self, exercise: Exercise, case: Case) -> tuple[Plain, ...]:
        """What the answer gives on a case, and the functions that are also right."""
        right = self._answer_to(exercise.name)
        module = sys.modules[right.__module__]
        rights = [right, *(getattr(module, name) for name in exercise.also_right)]
        namespaces = [self._answers | {exercise.name: function} for function in rights]
        return tuple(_value(namespace, exercise.name, case) for namespace in namespaces)

    def _drawn_twice(self, exercise: Exercise, check: Check) -> list[Question]:
        asked = self.questions(exercise, check)
        if len(asked) >= FEW:
            return asked
        again = [
            Question(case, self._answers_on(exercise, case))
            for case in draw(exercise, check, self.seed, 1)
            if not any(unchanged(question.case.inputs, case.inputs) for question in asked)
        ]
        return asked + again

    def _made_simpler(self, exercise: Exercise) -> list[Simpler]:
        asked = self.ordinary(exercise)
        if not asked:
            return []
        parameters = _parameters(self._answers[exercise.name])
        defaults = {name: parameter.default for name, parameter in parameters.items()}
        conditions = conditions_of(exercise, asked, defaults)
        return simpler(asked, conditions, partial(self._answers_on, exercise))

    def _tables(self, exercise: Exercise, case: Case) -> dict[str, Table]:
        return {name: self._table(name, exercise, case) for name in exercise.builds_on}

    def _empty_tables(self, exercise: Exercise) -> dict[str, Table]:
        """Tables that know no call yet: what is asked of them is answered one by one."""
        return {
            name: table(list(_parameters(self._answer_to(name))), [], self._same_as(name))
            for name in exercise.builds_on
        }

    def _answer_to(self, name: str) -> Function:
        if name not in self._answers:
            raise CourseError(
                f"The course has no answer to {name}: list it in the __all__ of its module."
            )
        return self._answers[name]

    def _same_as(self, name: str) -> str:
        return self._exercises[name].same_as if name in self._exercises else ""

    def _table(self, name: str, exercise: Exercise, case: Case) -> Table:
        """Right values of another exercise: for this case's arguments, and for the answer's calls to it."""
        other = self._answer_to(name)
        parameters = _parameters(other)
        same_as = self._same_as(name)
        calls = self._calls_of(name, exercise, case)
        own = {key: case.inputs[key] for key in parameters if key in case.inputs}
        needed = {key for key, p in parameters.items() if p.default is inspect.Parameter.empty}
        if needed <= own.keys():
            calls.insert(0, (own, _value({name: other}, name, Case(own))))
        return table(list(parameters), calls, same_as)

    def _calls_of(
        self, name: str, exercise: Exercise, case: Case
    ) -> list[tuple[dict[str, Plain], Plain]]:
        """The calls to another exercise that the answer makes on a case, with their values."""
        right, other = self._answers[exercise.name], self._answers[name]
        if not isinstance(right, FunctionType) or right.__globals__.get(name) is not other:
            return []
        calls: list[tuple[dict[str, Plain], Plain]] = []

        def noted(*args: Any, **kwargs: Any) -> Any:
            given = inspect.signature(other).bind(*args, **kwargs).arguments
            value = other(*args, **kwargs)
            calls.append(({key: plain(v) for key, v in given.items()}, plain(value)))
            return value

        listening = FunctionType(
            right.__code__,
            right.__globals__ | {name: noted},
            right.__name__,
            right.__defaults__,
            right.__closure__,
        )
        listening.__kwdefaults__ = right.__kwdefaults__
        play(self._answers | {exercise.name: listening}, exercise.name, case)
        return calls


def _value(namespace: dict[str, Any], name: str, case: Case) -> Plain:
    outcome = play(namespace, name, case)
    if outcome.problem is not None:
        told = problem_sentence(outcome.problem, name)
        raise CourseError(f"The course's own answer to {name} fails on one of its cases: {told}")
    return outcome.value


def _parameters(function: Function) -> Mapping[str, inspect.Parameter]:
    return inspect.signature(function).parameters


def _in_order(function: Function, arguments: dict[str, Plain]) -> dict[str, Plain]:
    """The arguments in the function's order, with defaults for those left out in between."""
    known = {
        key: arguments.get(key, parameter.default)
        for key, parameter in _parameters(function).items()
    }
    return {key: v for key, v in known.items() if v is not inspect.Parameter.empty}


_LARGER = 4
"""How many times larger an argument may be than in the exercise's own cases."""


def _is_like(value: Plain, known: Plain) -> bool:
    """Whether a value has the same kind as a known one and is not much larger.

    Integers may be sizes, such as a number of classes or labels: they may not be much larger either.
    """
    if isinstance(known, str):
        return isinstance(value, str) and len(value) <= _LARGER * max(len(known), 10)
    if isinstance(known, Mapping):
        return (
            isinstance(value, Mapping)
            and value.keys() == known.keys()
            and all(_is_like(value[key], known[key]) for key in known)
        )
    want, have = as_numbers(known), as_numbers(value)
    if want is None or have is None or have.ndim > want.ndim + 1:
        return known is None and value is None
    if want.ndim == 0 and want.dtype.kind in "iu" and have.ndim:
        return False
    if want.dtype.kind in "iu" and not _largest(have) <= _LARGER * max(_largest(want), 10):
        return False
    return have.size <= _LARGER * max(want.size, 25)


def _largest(numbers: NDArray[Any]) -> float:
    return float(np.max(np.abs(numbers.astype(float)), initial=0.0))
