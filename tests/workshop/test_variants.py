"""Unusual right answers earn everything, on the public inputs and on others."""

import pytest

from autograder.engine.examine import examine
from autograder.sandbox.submission import LiveSubmission
from tests.helpers.our_course import EXERCISES, FUNCTIONS, VARIANTS
from tests.helpers.seeds import seeds_of

TRIALS = [
    pytest.param(name, variant, seed, id=f"{variant}-{seed}")
    for name, variants in VARIANTS.items()
    for variant in variants
    for seed in seeds_of(name)
]


def test_every_exercise_has_variants():
    assert VARIANTS.keys() == EXERCISES.keys()


@pytest.mark.parametrize(("name", "variant", "seed"), TRIALS)
def test_an_unusual_right_answer_earns_everything(oracle, name, variant, seed):
    submission = LiveSubmission(FUNCTIONS | {name: VARIANTS[name][variant]})
    verdict = examine(EXERCISES[name], submission, oracle(seed))
    assert verdict.passed, verdict.message
    assert verdict.share == 1
