"""Wrong answers never pass; a name is given to those alone that make a known mistake."""

import pytest

from tests.helpers.our_course import EXERCISES
from tests.helpers.seeds import seeds_of
from tests.helpers.source import source

from .wrong import OTHER_WAYS, WRONG


def test_every_exercise_has_wrong_answers():
    assert WRONG.keys() == EXERCISES.keys()


@pytest.fixture
def failures(judge):
    """`failures(name, body)`: the verdicts on a wrong answer, each of which says that it is one."""

    def judged(name, body):
        for seed in seeds_of(name):
            verdict = judge(source(name, body), name, seed)
            assert not verdict.passed
            assert verdict.share < 1
            assert verdict.message
            yield verdict

    return judged


@pytest.mark.parametrize(
    ("name", "body"),
    [
        pytest.param(name, body, id=f"{name}: {what}")
        for name, bodies in WRONG.items()
        for what, body in bodies.items()
    ],
)
def test_a_wrong_answer_fails_and_is_not_taken_for_a_known_mistake(failures, name, body):
    assert {verdict.misconception for verdict in failures(name, body)} == {None}


@pytest.mark.parametrize(
    ("id", "body"),
    [
        pytest.param(id, body, id=f"{id} {place}")
        for id, bodies in OTHER_WAYS.items()
        for place, body in enumerate(bodies)
    ],
)
def test_a_known_mistake_is_named_however_it_is_made(failures, id, body):
    assert {verdict.misconception for verdict in failures(id.partition("/")[0], body)} == {id}
