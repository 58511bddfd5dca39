"""Unusual right answers earn everything, on the public inputs and on others."""

import pytest

from autograder.engine import examine
from autograder.exercises import EXERCISES
from autograder.oracle import PUBLIC_SEED
from autograder.submission import LiveSubmission
from dlref import FUNCTIONS
from dlref.variants import VARIANTS

SLOW = "fit_classifier"
TRIALS = [
    pytest.param(name, variant, seed, id=f"{variant}-{seed}")
    for name, variants in VARIANTS.items()
    for variant in variants
    for seed in ((PUBLIC_SEED,) if name == SLOW else (PUBLIC_SEED, 1, 2, 3))
]


def test_every_exercise_has_variants():
    assert VARIANTS.keys() == EXERCISES.keys()


@pytest.mark.parametrize(("name", "variant", "seed"), TRIALS)
def test_an_unusual_right_answer_earns_everything(oracle, name, variant, seed):
    submission = LiveSubmission(FUNCTIONS | {name: VARIANTS[name][variant]})
    verdict = examine(EXERCISES[name], submission, oracle(seed))
    assert verdict.passed, verdict.message
    assert verdict.share == 1
