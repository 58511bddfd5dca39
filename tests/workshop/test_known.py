"""What is known of every exercise: its answer passes, and each known mistake is called by its name."""

import pytest

from tests.helpers.our_course import EXERCISES, KNOWN
from tests.helpers.seeds import with_seeds


@pytest.mark.parametrize(("name", "seed"), with_seeds(EXERCISES))
def test_the_answer_earns_everything(judge, name, seed):
    verdict = judge("", name, seed)
    assert verdict.passed, verdict.message
    assert verdict.share == 1


@pytest.mark.parametrize(("id", "seed"), with_seeds(id for known in KNOWN.values() for id in known))
def test_a_known_mistake_is_called_by_its_name(judge_misconception, id, seed):
    verdict = judge_misconception(id, seed)
    assert not verdict.passed
    assert verdict.share < 1
    assert verdict.misconception == id
    assert KNOWN[id.partition("/")[0]][id].sentence in verdict.message
