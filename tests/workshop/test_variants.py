"""Unusual right answers earn everything, on the public inputs and on others."""

import pytest

from autograder.engine.examine import examine
from autograder.sandbox.submission import LiveSubmission
from tests.helpers.our_course import EXERCISES, FUNCTIONS, VARIANTS
from tests.helpers.seeds import with_seeds

EXERCISE_OF = {variant: name for name, variants in VARIANTS.items() for variant in variants}


@pytest.mark.parametrize(("variant", "seed"), with_seeds(EXERCISE_OF))
def test_an_unusual_right_answer_earns_everything(oracle, variant, seed):
    name = EXERCISE_OF[variant]
    submission = LiveSubmission(FUNCTIONS | {name: VARIANTS[name][variant]})
    verdict = examine(EXERCISES[name], submission, oracle(seed))
    assert verdict.passed, verdict.message
    assert verdict.share == 1
