"""Judging a piece of source text as a student's notebook would be judged."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from autograder.engine.dict_oracle import DictOracle
from autograder.engine.examine import examine
from autograder.engine.oracle import PUBLIC_SEED
from autograder.model import Verdict
from autograder.sandbox.submission import LiveSubmission
from tests.helpers.our_course import EXERCISES, FUNCTIONS, KNOWN, live_oracle

_ORACLES: dict[int, DictOracle] = {}


def _oracle(seed: int) -> DictOracle:
    return _ORACLES.setdefault(seed, live_oracle(seed))


@pytest.fixture
def oracle() -> Callable[[int], DictOracle]:
    """`oracle(seed)`: the live oracle of a seed, the same one for all tests."""
    return _oracle


@pytest.fixture
def judge() -> Callable[..., Verdict]:
    """`judge(source, name=None, seed=…)`: the verdict on source text that defines the exercise.

    The source may lean on `np`; other exercises of the course are there as the reference has them,
    unless the source defines them itself.
    """

    def judge(source: str, name: str | None = None, seed: int = PUBLIC_SEED) -> Verdict:
        namespace = {**FUNCTIONS, "np": np}
        before = dict(namespace)
        exec(source, namespace)
        defined = [n for n in namespace if n in EXERCISES and namespace[n] is not before.get(n)]
        return examine(EXERCISES[name or defined[-1]], LiveSubmission(namespace), _oracle(seed))

    return judge


@pytest.fixture
def judge_misconception() -> Callable[..., Verdict]:
    """`judge_misconception(id, seed=…)`: the verdict on a known wrong answer."""

    def judge(id: str, seed: int = PUBLIC_SEED) -> Verdict:
        name = id.partition("/")[0]
        namespace = {**FUNCTIONS, name: KNOWN[name][id].function}
        return examine(EXERCISES[name], LiveSubmission(namespace), _oracle(seed))

    return judge
