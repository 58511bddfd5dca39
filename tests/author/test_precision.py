"""A name is measured on inputs that neither the checks nor the model have seen; a wrong one is reported."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from autograder.author import precision
from autograder.author.precision import Answer, made, read, told_of
from autograder.engine.course_oracle import live_oracle
from autograder.engine.explaining import compared
from autograder.engine.oracle import PUBLIC_SEED
from autograder.mistakes.build import Made
from autograder.mistakes.explanations import Explanations, empty, is_explanation
from tests.helpers.our_course import COURSE, EXERCISES, FUNCTIONS
from tests.helpers.our_course import live_oracle as kept_oracle
from tests.helpers.source import source
from tests.workshop.wrong import WRONG

SMALL = ["mse", "dropout_grad"]
COMPARED = [name for name, exercise in EXERCISES.items() if compared(exercise)]


def mixed_up(known: Explanations) -> Explanations:
    """The same explanations, each with the words of the next."""
    return replace(
        known,
        ids=(*known.ids[1:], known.ids[0]),
        sentences=(*known.sentences[1:], known.sentences[0]),
    )


def told(name: str, known: Explanations, answer: Answer):
    return told_of(COURSE, name, live_oracle(COURSE, PUBLIC_SEED, {name: known}), answer)


cubes = eval("lambda y_true, y_pred: np.mean((y_true - y_pred) ** 3)")
"""A wrong `mse` without source code, in which no change can be tried."""


def cubes_in_code(y_true, y_pred):
    return np.mean((y_true - y_pred) ** 3)


def test_a_right_name_is_counted_as_right() -> None:
    found = told("mse", made(COURSE.name, "mse").explanations, Answer("held out", "cubes", cubes))
    assert found
    assert found.id
    assert "/model-" in found.id
    assert found.rightly
    assert found.helps


def test_a_wrong_name_is_counted_as_wrong_unless_a_person_accepts_it() -> None:
    known = mixed_up(made(COURSE.name, "mse").explanations)
    found = told("mse", known, Answer("held out", "cubes", cubes))
    assert found
    assert found.id
    assert not found.rightly
    accepted = told("mse", known, Answer("held out", "cubes", cubes, (found.id,)))
    assert accepted
    assert accepted.rightly


def test_a_change_is_right_if_it_mends_the_function_on_unseen_inputs_too(monkeypatch) -> None:
    answer = Answer("held out", "cubes", cubes_in_code)
    found = told("mse", made(COURSE.name, "mse").explanations, answer)
    assert found
    assert found.id == "mse/change-another-power"
    assert found.rightly
    monkeypatch.setattr(precision, "repairs", lambda *_: [])
    again = told("mse", made(COURSE.name, "mse").explanations, answer)
    assert again
    assert not again.rightly


def test_no_name_is_no_wrong_name() -> None:
    def odd(y_true, y_pred):
        return np.mean((y_true - y_pred) ** 2) * 1.07 + np.sum(y_pred) ** 2 / 13

    found = told("mse", made(COURSE.name, "mse").explanations, Answer("held out", "odd", odd))
    assert found
    assert found.id is None
    assert found.rightly


def test_what_passes_is_not_counted() -> None:
    known = made(COURSE.name, "mse").explanations
    assert told("mse", known, Answer("held out", "right", FUNCTIONS["mse"])) is None


@pytest.mark.parametrize("name", SMALL)
def test_an_exercise_is_read(name: str, monkeypatch) -> None:
    monkeypatch.setattr(precision, "PAIRS", 10)
    reading = read((COURSE.name, name))
    assert not reading.failed
    assert len(reading.explanations.ids) > 50
    assert {"held out", "pair"} <= {each.source for each in reading.told}
    assert [each for each in reading.told if not each.rightly] == []


def test_a_wrong_name_is_in_the_reading(monkeypatch) -> None:
    right = made(COURSE.name, "mse")
    wrong = replace(right, explanations=mixed_up(right.explanations))
    monkeypatch.setattr(precision, "PAIRS", 0)
    monkeypatch.setattr(precision, "made", lambda course, name: wrong)
    monkeypatch.setattr(precision, "_held_out", lambda *_: [Answer("held out", "cubes", cubes)])
    [found] = [e for e in read((COURSE.name, "mse")).told if e.source == "held out"]
    assert not found.rightly


def test_a_file_with_other_explanations_is_in_the_reading(monkeypatch) -> None:
    right = made(COURSE.name, "mse")
    monkeypatch.setattr(precision, "PAIRS", 0)
    monkeypatch.setattr(precision, "_held_out", lambda *_: [])
    monkeypatch.setattr(precision, "load", lambda _: {"mse": right.explanations})
    assert read((COURSE.name, "mse")).kept
    monkeypatch.setattr(precision, "load", lambda _: {"mse": mixed_up(right.explanations)})
    assert not read((COURSE.name, "mse")).kept


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in COMPARED if name in WRONG])
def test_no_wrong_answer_of_ours_gets_a_wrong_name(name: str, monkeypatch) -> None:
    """What the model of mistakes says is left out here: `autograder verify` tries that on many more."""
    monkeypatch.setattr(precision, "made", lambda *_: Made(empty()))
    oracle = kept_oracle(PUBLIC_SEED)
    for what, body in WRONG[name].items():
        namespace = {**FUNCTIONS, "np": np}
        exec(source(name, body), namespace)
        found = told_of(COURSE, name, oracle, Answer("held out", what, namespace[name]))
        if found is not None and not is_explanation(found.id or ""):
            assert found.rightly, f"{what}: {found}"
