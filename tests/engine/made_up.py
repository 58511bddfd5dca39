"""A small made-up course: an oracle that needs no reference, and values of every plain kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as st_numpy

from autograder.engine.examine import examine
from autograder.engine.oracle import Question, draw
from autograder.model import Check, Exercise, Hint, Misconception, Outcome, Verdict
from autograder.sandbox.play import play
from autograder.sandbox.submission import LiveSubmission

Function = Callable[..., Any]


@dataclass
class MadeUpOracle:
    """Right and known wrong functions by name; `others` are what the exercise may lean on."""

    right: Function
    wrong: dict[str, Function] = field(default_factory=dict)
    others: dict[str, Function] = field(default_factory=dict)

    def questions(self, exercise: Exercise, check: Check) -> list[Question]:
        cases = draw(exercise, check, seed=1)
        if not check.has_answers:
            return [Question(case) for case in cases]
        return [
            Question(
                case,
                (self._play(self.right, exercise, case).value,),
                {name: other(*case.inputs.values()) for name, other in self.others.items()},
            )
            for case in cases
        ]

    def misconceptions(self, exercise: Exercise) -> list[Misconception]:
        return [Misconception(id, f"You did the {id} thing.") for id in self.wrong]

    def wrong_outcomes(self, exercise: Exercise, id: str) -> list[Outcome]:
        return [
            self._play(self.wrong[id], exercise, question.case)
            for check in exercise.checks
            if check.has_answers
            for question in self.questions(exercise, check)
        ]

    def hint(self, exercise: Exercise) -> Hint:
        return Hint(f"Think about {exercise.name}.")

    def points(self, assignment: str) -> dict[str, float]:
        return {}

    def _play(self, function: Function, exercise: Exercise, case: Any) -> Outcome:
        return play({**self.others, exercise.name: function}, exercise.name, case)


def verdict(exercise: Exercise, oracle: MadeUpOracle, function: Function, **others: Any) -> Verdict:
    """The verdict on a function that lives in this very process."""
    return examine(exercise, LiveSubmission({exercise.name: function, **others}), oracle)


def same(left: Any, right: Any) -> bool:
    """Whether two plain values are equal in type, shape and every bit that matters."""
    if type(left) is not type(right):
        return False
    if isinstance(left, np.ndarray):
        return (
            left.dtype == right.dtype
            and left.shape == right.shape
            and left.tobytes() == right.tobytes()
        )
    if isinstance(left, dict):
        return list(left) == list(right) and all(same(left[key], right[key]) for key in left)
    if isinstance(left, list | tuple):
        return len(left) == len(right) and all(map(same, left, right))
    return left == right or (left != left and right != right)


dtypes = st.one_of(
    st_numpy.boolean_dtypes(),
    st_numpy.integer_dtypes(endianness="="),
    st_numpy.unsigned_integer_dtypes(endianness="="),
    st_numpy.floating_dtypes(endianness="=", sizes=(16, 32, 64)),
)
arrays = st_numpy.arrays(
    dtypes, st_numpy.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4)
)
integers = st.integers(-(2**1099), 2**1099)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
leaves = st.one_of(st.none(), st.booleans(), integers, st.floats(), words, arrays)


def _containers(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    keys = words | st.integers(-(2**63), 2**64 - 1)
    return st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(keys, inner, max_size=4),
    )


plain_values = st.recursive(leaves, _containers, max_leaves=12)
