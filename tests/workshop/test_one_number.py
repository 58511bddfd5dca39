"""A right number is as right in an array of shape (1,), which a loop over a column gives."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest

from autograder.cli import main
from autograder.engine.examine import examine
from autograder.engine.oracle import PUBLIC_SEED, draw
from autograder.sandbox.play import play
from autograder.sandbox.submission import LiveSubmission
from tests.helpers.our_course import EXERCISES, FUNCTIONS, KNOWN
from tests.helpers.seeds import with_seeds


def reshaped(value, shape):
    """The value with each single number in it as an array of that many equal numbers."""
    if isinstance(value, dict):
        return {key: reshaped(part, shape) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(reshaped(part, shape) for part in value)
    return value if value is None or np.ndim(value) else np.full(shape, value)


def gives_a_number(name: str) -> bool:
    exercise = EXERCISES[name]
    case = draw(exercise, exercise.checks[-1], 1)[0]
    value = play(FUNCTIONS, name, case).value
    parts = value if isinstance(value, tuple) else (value,)
    return all(not isinstance(part, dict | list) and np.shape(part) == () for part in parts)


ELEMENT_WISE = {name for name, e in EXERCISES.items() if e.element_wise} | {"chain_rule"}
NUMBERS = {
    name
    for name in EXERCISES.keys() - ELEMENT_WISE - {"train", "fit_classifier"}
    if gives_a_number(name)
}
SCALARS = sorted(NUMBERS | ELEMENT_WISE)
MISTAKES = [id for name in sorted(NUMBERS) for id in KNOWN[name]]


def verdict_on(oracle, name, function, seed):
    return examine(EXERCISES[name], LiveSubmission(FUNCTIONS | {name: function}), oracle(seed))


def in_shape(function, shape):
    def shaped(*given, **named):
        return reshaped(function(*given, **named), shape)

    return shaped


def test_these_exercises_give_a_number() -> None:
    losses = {"mse", "log_likelihood", "bce", "bce_from_logits", "cross_entropy", "l2_penalty"}
    others = {"weighted_sum", "perceptron", "relative_error", "step_decay"}
    assert losses | others | {"early_stopping", "accuracy"} == NUMBERS


@pytest.mark.parametrize(("name", "seed"), with_seeds(SCALARS))
def test_a_right_number_may_be_in_an_array(oracle, name, seed) -> None:
    verdict = verdict_on(oracle, name, in_shape(FUNCTIONS[name], (1,)), seed)
    assert verdict.passed, verdict.message
    assert verdict.share == 1


@pytest.mark.parametrize("shape", [(1, 1), (3,), (0,)])
@pytest.mark.parametrize("name", SCALARS)
def test_any_other_shape_is_told(oracle, name, shape) -> None:
    verdict = verdict_on(oracle, name, in_shape(FUNCTIONS[name], shape), 1)
    assert not verdict.passed
    assert verdict.share < 0.5
    assert re.search("an array of shape|in another shape|return one number", verdict.message)


@pytest.mark.parametrize("name", sorted(NUMBERS))
def test_a_list_around_a_number_is_told(oracle, name) -> None:
    def listed(*given, **named):
        value = FUNCTIONS[name](*given, **named)
        return tuple([part] for part in value) if isinstance(value, tuple) else [value]

    verdict = verdict_on(oracle, name, listed, 1)
    assert not verdict.passed
    assert "list of one" in verdict.message or "one number" in verdict.message


@pytest.mark.parametrize("id", MISTAKES)
def test_a_known_mistake_is_named_there_too(oracle, id) -> None:
    name = id.partition("/")[0]
    verdict = verdict_on(oracle, name, in_shape(KNOWN[name][id].function, (1,)), 1)
    assert not verdict.passed
    assert verdict.misconception == id


def test_two_mistakes_are_named_there_too(judge) -> None:
    body = "np.sum(y_true * np.log(y_pred) + (1 - y_true) * np.log(1 - y_pred))"
    verdict = judge(f"def bce(y_true, y_pred):\n    return np.array([{body}])")
    assert "Two things meet here" in verdict.message


def test_a_student_may_hand_on_such_a_number(judge) -> None:
    loop = """
def log_likelihood(y_true, y_pred):
    total = 0
    for y, p in zip(y_true.reshape(-1, 1), y_pred.reshape(-1, 1)):
        total = total + y * np.log(p) + (1 - y) * np.log(1 - p)
    return total
def bce(y_true, y_pred):
    p = np.clip(y_pred, 1e-15, 1 - 1e-15)
    return -log_likelihood(y_true, p) / p.size
"""
    assert judge(loop, "bce").share == judge(loop, "log_likelihood").share == 1


def test_each_loss_of_a_history_may_be_in_an_array(oracle) -> None:
    def fit(*given):
        params, history = FUNCTIONS["fit_classifier"](*given)
        return params, {
            key: [np.array([loss]) for loss in losses] for key, losses in history.items()
        }

    assert verdict_on(oracle, "fit_classifier", fit, PUBLIC_SEED).share == 1


def test_it_is_right_behind_a_worker_and_in_json(write_notebook, capsys) -> None:
    path = write_notebook(
        "03_losses",
        {"mse": "def mse(y_true, y_pred): return np.array([np.mean((y_true - y_pred) ** 2)])"},
    )
    with pytest.raises(SystemExit):
        main(["check", "--format", "json", str(path)])
    [report] = json.loads(capsys.readouterr().out)
    [mse] = [e for e in report["exercises"] if e["name"] == "mse"]
    assert mse["passed"]
    assert mse["score"] == mse["max_score"]
