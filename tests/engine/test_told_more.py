"""Hardly anyone is told only that the numbers differ."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from autograder.course import installed
from autograder.engine.course_oracle import live_oracle
from autograder.engine.examine import examine
from autograder.engine.explaining import load
from autograder.engine.oracle import PUBLIC_SEED
from autograder.feedback.difference import says_no_more
from autograder.sandbox.submission import LiveSubmission
from tests.helpers.our_course import EXERCISES, FUNCTIONS
from tests.helpers.source import source
from tests.workshop.wrong import WRONG

MOST = 0.03


@pytest.mark.slow
def test_a_difference_is_all_that_is_told_to_less_than_three_in_a_hundred() -> None:
    """Of answers that no known mistake explains; one that does is always named."""
    course = installed().courses["deep-learning"]
    oracle = live_oracle(course, PUBLIC_SEED, load(course))
    told, nothing_more = 0, []
    for name, bodies in WRONG.items():
        for what, body in bodies.items():
            namespace = {**FUNCTIONS, "np": np}
            exec(source(name, body), namespace)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                verdict = examine(EXERCISES[name], LiveSubmission(namespace), oracle)
            told += 1
            if says_no_more(verdict.message.partition("\n")[0]):
                nothing_more.append(f"{name}: {what}")
    assert told > 500
    assert len(nothing_more) < MOST * told, nothing_more
