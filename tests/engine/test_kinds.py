"""A note on what is right and of another kind than expected, so that later code may stumble over it."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.checks import formula
from autograder.engine.examine import examine
from autograder.engine.kinds import note_on_kind
from autograder.model import Case, Exercise, Observation, Outcome
from autograder.sandbox.submission import LiveSubmission
from tests.helpers.our_course import EXERCISES, FUNCTIONS, VARIANTS, public_oracle

ARRAY = (
    " is a list or similar, not an array. That is right, but code that uses it may need an array: "
    "np.array(...) makes one."
)
ITEM = (
    " is an array that holds one number. That is right, but code that uses it may need the number "
    "alone: .item() takes it out."
)
X = np.array([[1.0, 2.0], [3.0, 4.0]])
EXERCISE = Exercise("f", ("x",), (formula(lambda rng: []),), returns=("scaled", "mask"))


def note(expected, got, script=None) -> str | None:
    answers = () if expected is None else (expected,)
    return note_on_kind(EXERCISE, [Observation(Case({"x": 1.0}, script), Outcome(got), answers)])


@pytest.mark.parametrize(
    ("expected", "got", "said"),
    [
        (X, X.tolist(), "What it gives" + ARRAY),
        (X[0], (1.0, 2.0), "What it gives" + ARRAY),
        ({"W1": X, "b1": X[0]}, {"b1": [1.0, 2.0], "W1": X}, "b1" + ARRAY),
        ((X, X), (X, X.tolist()), "mask" + ARRAY),
        (0.5, np.array([0.5]), "What it gives" + ITEM),
        (None, {"W1": X.tolist()}, "A part of what it gives" + ARRAY),
        (None, (X, X.tolist()), "mask" + ARRAY),
    ],
)
def test_another_kind_is_said(expected, got, said: str) -> None:
    assert note(expected, got) == said


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        (X, X.astype(np.float32)),
        (0.5, np.float64(0.5)),
        (0.5, np.array(0.5)),
        ([0.5, 0.25], (0.5, 0.25)),
        ((X, X), [X, X]),
        (X, (X + 1).tolist()),
        ("words", "words"),
        (None, [0.7, 0.5, 0.3]),
        (None, {"train_loss": [0.7, 0.5]}),
        (None, [(X, X), (X, X)]),
        (None, [[1.0, 2.0], [3.0]]),
    ],
)
def test_what_is_of_the_same_kind_or_wrong_or_no_array_has_no_note(expected, got) -> None:
    assert note(expected, got) is None


PARAMS = {"W1": X, "b1": X[0]}


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        (
            {"params": PARAMS, "lr": 0.1},
            "What it gives has one more key than params. That is right, but code that goes through all keys "
            "may stumble over it.",
        ),
        ({"X": X}, None),
        ({"params": {"W": X}}, None),
    ],
)
def test_one_more_key_is_said_where_the_keys_are_those_of_an_argument(inputs, said) -> None:
    seen = Observation(Case(inputs), Outcome(PARAMS | {"steps": 3}), (PARAMS,))
    assert note_on_kind(EXERCISE, [seen]) == said


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        (PARAMS, PARAMS | {"my secret": 3}),
        (PARAMS, PARAMS | {"my secret": X.tolist()}),
        (None, {"my secret": X.tolist()}),
        (None, [{"a": X}, {"b": {"my secret": X.tolist()}}]),
        (None, {537: X.tolist()}),
    ],
)
def test_no_key_of_a_students_own_is_shown(expected, got) -> None:
    """Student code sees the secret inputs, and could put them into a key."""
    seen = Observation(Case({"params": PARAMS}), Outcome(got), (expected,) if expected else ())
    said = note_on_kind(EXERCISE, [seen])
    assert said is not None
    assert "secret" not in said
    assert "537" not in said


def script(functions, x):
    return [[functions["f"](x)]]


def test_parts_of_what_a_script_puts_together_have_no_note() -> None:
    assert note(None, [[1.0, 2.0]], script) is None
    assert note((X, X), (X, X.tolist()), script) is None


@pytest.mark.parametrize("name", [n for n in EXERCISES if n != "fit_classifier"])
def test_in_our_course_a_note_is_true_of_every_right_answer(name: str) -> None:
    """It is there for no reference; and where it is there, a call gives what the note says."""
    given = []

    def kept(function):
        def call(*args, **kwargs):
            given.append(function(*args, **kwargs))
            return given[-1]

        return call

    def notes(function) -> list[str]:
        given.clear()
        namespace = FUNCTIONS | {name: kept(function)}
        said = examine(EXERCISES[name], LiveSubmission(namespace), public_oracle())
        return [words for words in said.warnings if "That is right, but" in words]

    assert not notes(FUNCTIONS[name])
    for variant in VARIANTS[name].values():
        for words in notes(variant):
            [is_so] = [true for part, true in TRUE_OF.items() if part in words]
            assert any(map(is_so, given))


def has_a_list(value) -> bool:
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else ()
    return isinstance(value, list) or any(map(has_a_list, parts))


def is_one_number(value) -> bool:
    return isinstance(value, np.ndarray) and value.ndim > 0 and value.size == 1


def has_steps(value) -> bool:
    return isinstance(value, dict) and "steps" in value


TRUE_OF = {
    "is a list or similar": has_a_list,
    "array that holds one number": is_one_number,
    "one more key than params": has_steps,
}
