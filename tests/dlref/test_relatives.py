"""Relatives: each runs on ordinary inputs, is wrong, and has a name of its own and a whole sentence."""

from collections import Counter

import numpy as np
import pytest

from autograder.compare import mismatches
from autograder.engine.oracle import PUBLIC_SEED
from autograder.sandbox.play import play
from tests.helpers.our_course import EXERCISES, FUNCTIONS, REFERENCE, live_oracle

RELATIVES = [
    function
    for name in EXERCISES
    for function in REFERENCE.functions_in("relatives", name)
    if getattr(function, "relative_of", "") == name
]
ORACLE = live_oracle(PUBLIC_SEED)


@pytest.mark.parametrize("name", EXERCISES)
def test_each_runs_and_is_wrong(name):
    exercise = EXERCISES[name]
    answered = [c for c in exercise.checks if c.kind == "formula" and c.has_answers]
    questions = [q for check in answered for q in ORACLE.questions(exercise, check)]
    for relative in (r for r in RELATIVES if r.relative_of == name):
        wrong = 0
        for question in questions:
            with np.errstate(all="ignore"):
                outcome = play({**FUNCTIONS, name: relative}, name, question.case)
            assert outcome.problem is None, relative.__name__
            wrong += all(mismatches(answer, outcome.value) for answer in question.answers)
        assert wrong, relative.__name__


def test_no_name_comes_twice():
    names = Counter(relative.__name__ for relative in RELATIVES)
    assert [name for name, count in names.items() if count > 1] == []


def test_every_sentence_ends_with_a_full_stop():
    assert [r.__name__ for r in RELATIVES if not r.sentence.endswith(".")] == []
