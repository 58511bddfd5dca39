"""Wrong answers never pass; a name is given to those alone that make a known mistake."""

import pytest

from tests.helpers.our_course import EXERCISES
from tests.helpers.reading_grade import own_words, too_hard
from tests.helpers.seeds import with_seeds
from tests.helpers.source import source

from .wrong import OTHER_WAYS, WRONG

BODIES = {f"{name}: {what}": (name, b) for name, bs in WRONG.items() for what, b in bs.items()}
OTHERS = {f"{id} {place}": (id, b) for id, bs in OTHER_WAYS.items() for place, b in enumerate(bs)}


def test_they_are_about_exercises_of_the_course():
    assert WRONG.keys() <= EXERCISES.keys()


@pytest.mark.parametrize(("title", "seed"), with_seeds(BODIES))
def test_a_wrong_answer_fails_and_is_not_taken_for_a_known_mistake(judge, title, seed):
    name, body = BODIES[title]
    verdict = judge(source(name, body), name, seed)
    assert not verdict.passed
    assert verdict.share < 1
    assert verdict.message
    assert not too_hard(own_words(verdict.message.partition("\n")[0]))
    assert verdict.misconception is None or "/model-" in verdict.misconception


@pytest.mark.parametrize(("title", "seed"), with_seeds(OTHERS))
def test_a_known_mistake_is_named_however_it_is_made(judge, title, seed):
    id, body = OTHERS[title]
    name = id.partition("/")[0]
    verdict = judge(source(name, body), name, seed)
    assert verdict.share < 1
    assert verdict.misconception == id
