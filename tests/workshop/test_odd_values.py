"""A function that returns something odd earns nothing and is told so in a sentence."""

import pytest

from tests.helpers.our_course import EXERCISES
from tests.helpers.source import source

ODD = [
    "None",
    "True",
    "3.0",
    "np.nan",
    "10 ** 400",
    "'x'",
    "'loss'",
    "[]",
    "{}",
    "(1, 2)",
    "[None, None]",
    "[[1], [2, 3]]",
    "np.zeros((2, 2))",
    "({}, {})",
    "({'W1': 'x'}, {'train_loss': 'x', 'val_loss': None})",
    "({'W1': [[1], [2, 3]], 'b1': 1, 'W2': [], 'b2': 10 ** 400}, {'train_loss': [], 'val_loss': []})",
]
IN_EVERY_PLACE = ["None", "3.0", "'x'", "{}", "[]", "[[1], [2, 3]]", "10 ** 400"]
ODD += [f"dict.fromkeys(('W1', 'b1', 'W2', 'b2'), {value})" for value in IN_EVERY_PLACE]


@pytest.mark.parametrize("value", ODD)
@pytest.mark.parametrize("name", EXERCISES)
def test_an_odd_value_earns_nothing_and_a_sentence(judge, name, value):
    verdict = judge(source(name, f"return {value}"), name)
    assert not verdict.passed
    assert verdict.share == 0
    assert verdict.message
