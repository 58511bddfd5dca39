"""Errors of Python and NumPy get the sentence on their usual cause, in every version of both."""

from __future__ import annotations

import json
import linecache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.feedback.problems import problem_sentence
from autograder.model import Problem
from autograder.notebooks.errors import problem_of
from tests.feedback.slips import SLIPS

SAID: dict[str, list[str]] = json.loads(
    Path(__file__).with_name("said.json").read_text(encoding="utf-8")
)["said"]
WORDS = {code: words for words, codes in SLIPS.items() for code in codes}
INPUTS = {
    "params": {"W1": np.ones(2), "alpha": 1.0},
    "velocity": {},
    "X": np.ones((4, 3)),
    "Y": np.ones((4, 3)),
}


def problem(code: str) -> Problem | None:
    """The error that some code raises here, with its line, or None."""
    linecache.cache["<cell>"] = (0, None, [line + "\n" for line in code.split("\n")], "<cell>")
    try:
        with np.errstate(all="ignore"):
            exec(compile(code, "<cell>", "exec"), {"np": np, **INPUTS})
    except Exception as error:
        return problem_of(error)
    return None


def sentences(code: str) -> set[str]:
    """What a student reads after this code, here and with other versions of Python and NumPy."""
    here = problem(code)
    line = here.line if here else code.split("\n")[-1]
    problems = {Problem("raised", text, line) for text in SAID[code]} | ({here} if here else set())
    return {problem_sentence(each, "f", INPUTS) for each in problems}


def told(code: str) -> str:
    found = problem(code)
    assert found is not None
    return problem_sentence(found, "f", INPUTS)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("code", WORDS)
def test_the_usual_cause_is_told(code) -> None:
    said = sentences(code)
    assert said
    for sentence in said:
        assert WORDS[code].casefold() in sentence.casefold()


def test_what_every_version_says_is_known() -> None:
    assert SAID.keys() == WORDS.keys()
    assert all(SAID.values())


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("W1 @ X", 'W1 is in the dict params: there it is params["W1"]'),
        ("XX + 1", "misspelt"),
        ("x + 1", "Did you mean X? Capital"),
        ("for k in params:\n    params[k[0]]", "takes the two letters of a key apart"),
        ("param['W1']", "Did you mean params?"),
        ("params['w1']", "params has a key 'W1'"),
        ("params['dW1']", "The keys of params are W1 and alpha. Did you mean W1?"),
        ("params[0]", "The keys of params are W1 and alpha."),
        (
            "params['W2']",
            "If your code writes keys down, let it go through those of params instead.",
        ),
        ("f = lambda x: x[0]\nf(np.float64(2))", "it has no entries to pick from"),
        (
            "[X[:, i] for i in range(len(X))]",
            "does the loop count to the length of this very axis?",
        ),
        ("velocity['W1']", "velocity is an empty dict"),
        ("own = {'a': 1}\nown['w1']", "print the keys"),
        ("params.W1", 'in square brackets: ["W1"]'),
        ("for key, value in params:\n    value", ".items() gives each key"),
        ("X @ Y", "did you mean the product entry by entry"),
        ("X.T @ Y.T", "In a @ b the columns"),
        (
            "def f(x):\n    relu = relu(x)\n    return relu\nf(1)",
            "has the name of the function that it calls",
        ),
        ("np.ones((4, 3)) * np.ones((3, 2))", "Is the matrix product meant? Its sign is @."),
    ],
)
def test_the_arguments_are_used(code, words) -> None:
    assert words in told(code)


def test_a_function_that_is_given_gets_a_whole_array() -> None:
    error = Problem("raised", "IndexError: invalid index to scalar variable.", "f(x[i] + h)", "g")
    said = problem_sentence(error, "g", {"f": "x[0] ** 2", "x": np.ones(2)})
    assert "f gets a single number on that line" in said


def test_what_is_no_function_of_the_students_is_not_named() -> None:
    assert "listcomp" not in told("[X[9] for i in range(2)]")


def test_the_stub_is_named_only_where_the_call_is_not_the_students() -> None:
    message = "TypeError: f() missing 1 required positional argument: 'b'"
    ours = Problem("raised", message)
    theirs = Problem("raised", message, "return f(x, w)", "g")
    assert "first line of the stub" in problem_sentence(ours, "f")
    assert "f needs a value for b" in problem_sentence(theirs, "f")
    other = Problem("raised", message.replace("f()", "weighted_sum()"), "s = weighted_sum()", "f")
    assert "weighted_sum needs a value for b" in problem_sentence(other, "f")


texts = st.sampled_from([text for messages in SAID.values() for text in messages])
names = st.sampled_from(["", "x", "params['W1']", "a[0] / b", "(", "[{}]", "np.max(x, 1)", "é\\"])


@settings(max_examples=300)
@given(texts, st.integers(0, 60), names, names, names)
def test_any_message_can_be_looked_at(text, cut, piece, line, name) -> None:
    """Messages cut at any place, and with any name or sign in them, have their sentence, too."""
    inputs = {"x": np.ones(2), "params": {name: 1.0}}
    for error in (text[:cut] + piece + text[cut:], text[:cut] + piece, text.replace("'", piece)):
        said = problem_sentence(Problem("raised", error, line, name), "f", inputs)
        assert said.isprintable()
        assert "None is" not in said


def test_no_path_of_a_machine_is_shown() -> None:
    assert problem("from math import sigmoid") is not None
    assert "/" not in told("from math import sigmoid")
