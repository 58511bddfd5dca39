"""A small made-up course: an oracle that needs no reference, and values of every plain kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as st_numpy

from autograder.engine.dict_oracle import DictOracle
from autograder.engine.examine import examine
from autograder.engine.oracle import Oracle
from autograder.model import Exercise, Hint, Misconception, Verdict
from autograder.sandbox.stand_in import Table, table
from autograder.sandbox.submission import LiveSubmission

Function = Callable[..., Any]


def made_up(
    name: str,
    right: Function,
    wrong: Mapping[str, Function] | None = None,
    others: Mapping[str, Function] | None = None,
) -> DictOracle:
    """An oracle that knows one exercise; `others` are answers that it may lean on."""
    known = {
        id: Misconception(id, f"You did the {id} thing.", function=function)
        for id, function in (wrong or {}).items()
    }
    return DictOracle(
        {**(others or {}), name: right},
        seed=1,
        misconceptions=lambda exercise: known,
        hint=lambda exercise: Hint(f"Think about {exercise}."),
    )


def knows(value: Any, **arguments: Any) -> Table:
    """What a stand-in knows that has met one call."""
    return table(list(arguments), [(arguments, value)], same_as="")


class Sends:
    """A submission that sends what it is told to, whatever is asked."""

    used_elsewhere = 0.0

    def __init__(self, outcomes) -> None:
        self.outcomes = outcomes

    def run(self, exercise, cases, given=None, right=None):
        return [self.outcomes[i % len(self.outcomes)] for i in range(len(cases))]

    def uses(self, exercise, names):
        return set()

    def may_call(self, exercise, names):
        return True

    def source(self, exercise):
        arguments = ", ".join(exercise.signature)
        return f"def {exercise.name}({arguments}):\n    return {exercise.signature[0]}\n"


def verdict(exercise: Exercise, oracle: Oracle, function: Function, **others: Any) -> Verdict:
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
