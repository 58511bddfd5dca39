"""An oracle of any dict of functions, and right answers in the place of those that an exercise builds on."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from autograder.checks import formula
from autograder.course import CourseError
from autograder.engine.dict_oracle import DictOracle
from autograder.engine.examine import examine
from autograder.engine.frozen_oracle import FrozenOracle, freeze
from autograder.engine.oracle import PUBLIC_SEED, Unanswered
from autograder.feedback.wording import call_text
from autograder.model import Case, Exercise
from autograder.notebooks.reading import Cell
from autograder.sandbox.submission import LiveSubmission, WorkerSubmission


def encode(text: str) -> np.ndarray:
    return np.array([[letter == other for other in "ACGT"] for letter in text], float)


def slide(table, kernel):
    places = range(len(table) - len(kernel) + 1)
    return np.array([np.sum(table[i : i + len(kernel)] * kernel) for i in places])


def scan(dna, motif):
    return slide(encode(dna), motif)


ANSWERS = {"encode": encode, "slide": slide, "scan": scan}


def texts(rng) -> list[Case]:
    return [Case({"text": "".join(rng.choice(list("ACGT"), n))}) for n in (2, 5, 9)]


def tables(rng) -> list[Case]:
    return [
        Case({"table": rng.normal(size=(n, 4)), "kernel": rng.normal(size=(2, 4))}) for n in (3, 8)
    ]


def strands(rng) -> list[Case]:
    return [Case({"dna": t.inputs["text"], "motif": rng.normal(size=(2, 4))}) for t in texts(rng)]


EXERCISES = {
    "encode": Exercise("encode", ("text",), (formula(texts),)),
    "slide": Exercise("slide", ("table", "kernel"), (formula(tables),)),
    "scan": Exercise("scan", ("dna", "motif"), (formula(strands),), builds_on=("encode", "slide")),
}
NOTE = "Right as it stands: with a right encode and slide in place this gives the right answers."


@pytest.fixture
def oracle() -> DictOracle:
    return DictOracle(ANSWERS, PUBLIC_SEED, EXERCISES)


SCAN = "def scan(dna, motif):\n    return slide(encode(dna), motif)"
OWN_WAY = (
    "def scan(dna, motif):\n"
    "    halves = [slide(encode(dna)[i : i + len(motif)], kernel=motif) for i in range(len(dna) - 1)]\n"
    "    return np.concatenate(halves)"
)
WRONG = "def encode(text):\n    return np.zeros((len(text), 4))\n\ndef slide(table, kernel):\n    return np.zeros(3)"


def verdict(oracle: Any, *sources: str, name: str = "scan"):
    namespace: dict[str, Any] = {"np": np}
    for source in sources:
        exec(source, namespace)
    return examine(EXERCISES[name], LiveSubmission(namespace), oracle)


def test_right_answers_pass_and_wrong_ones_do_not(oracle) -> None:
    for name, answer in ANSWERS.items():
        namespace = dict(ANSWERS)
        assert examine(EXERCISES[name], LiveSubmission(namespace), oracle).passed, answer
    assert not verdict(oracle, "def encode(text):\n    return len(text)", name="encode").passed


@pytest.mark.parametrize("scan", [SCAN, OWN_WAY])
def test_an_exercise_is_judged_with_right_ones_in_place(oracle, scan: str) -> None:
    """Arguments have other names here; OWN_WAY asks for what the answer never asks for."""
    said = verdict(oracle, WRONG, scan)
    assert said.passed, said.message
    assert said.warnings == (NOTE,)


@pytest.mark.parametrize("scan", [SCAN, OWN_WAY])
def test_so_it_is_in_a_worker(oracle, scan: str) -> None:
    cells = [Cell("0", "import numpy as np"), Cell("1", WRONG), Cell("2", scan)]
    with WorkerSubmission(cells) as submission:
        said = examine(EXERCISES["scan"], submission, oracle)
    assert said.passed, said.message


def test_a_mistake_of_its_own_is_its_own(oracle) -> None:
    upside_down = SCAN.replace("encode(dna)", "encode(dna[::-1])")
    assert not verdict(oracle, WRONG, upside_down).passed
    unused = "def scan(dna, motif):\n    return np.zeros(len(dna) - 1)"
    assert not verdict(oracle, WRONG, unused).passed


def test_the_frozen_oracle_knows_the_calls_that_the_answer_makes(oracle, tmp_path) -> None:
    file = tmp_path / "answers.bin"
    file.write_bytes(freeze(oracle, EXERCISES))
    frozen = FrozenOracle(file)
    assert verdict(frozen, WRONG, SCAN).passed
    with pytest.raises(Unanswered):
        frozen.answer(EXERCISES["scan"], "encode", {"text": "AC"})


@pytest.mark.parametrize(
    "arguments",
    [
        {"text": "A" * 10_000},
        {"text": np.zeros(4)},
        {"text": None},
        {"letters": "AC"},
    ],
)
def test_it_does_not_answer_whatever_a_submission_asks(oracle, arguments) -> None:
    """Who asks is student code: an answer is worked out for inputs like the exercise's own alone."""
    with pytest.raises(Unanswered):
        oracle.answer(EXERCISES["scan"], "encode", arguments)
    assert oracle.answer(EXERCISES["scan"], "encode", {"text": "AC"}).shape == (2, 4)


def test_it_answers_no_table_that_is_much_larger(oracle) -> None:
    with pytest.raises(Unanswered):
        oracle.answer(
            EXERCISES["scan"], "slide", {"table": np.zeros((5000, 4)), "kernel": np.zeros((2, 4))}
        )


def one_hot(labels):
    return np.eye(int(np.max(labels, initial=0)) + 1)[labels]


def test_it_answers_no_integers_that_are_much_larger() -> None:
    """An answer may make an array as large as an integer that it is given."""
    labels = formula(lambda rng: [Case({"labels": rng.integers(0, 3, size=4)})])
    exercises = {
        "one_hot": Exercise("one_hot", ("labels",), (labels,)),
        "encode": EXERCISES["encode"],
    }
    oracle = DictOracle({"one_hot": one_hot}, PUBLIC_SEED, exercises)
    assert oracle.answer(EXERCISES["scan"], "one_hot", {"labels": np.array([2, 0])}).shape == (2, 3)
    with pytest.raises(Unanswered):
        oracle.answer(EXERCISES["scan"], "one_hot", {"labels": np.array([0, 5_000])})


def test_an_answer_that_is_missing_or_fails_is_told(oracle) -> None:
    with pytest.raises(CourseError, match="no answer to scan"):
        DictOracle({}, PUBLIC_SEED).questions(EXERCISES["scan"], EXERCISES["scan"].checks[0])
    broken = DictOracle({"encode": lambda text: 1 / 0}, PUBLIC_SEED)
    with pytest.raises(CourseError, match=r"own answer to encode fails .* ZeroDivisionError"):
        broken.questions(EXERCISES["encode"], EXERCISES["encode"].checks[0])


def area(functions, f, a, b):
    return functions["trapezoid"]({"sin": np.sin}.get(f), a, b)


@pytest.mark.parametrize(
    ("case", "call"),
    [
        (Case({"text": "GAT"}), 'encode("GAT")'),
        (Case({"f": "sin", "a": 0, "b": 1}, area), "encode(sin, 0, 1)"),
        (Case({"f": "x**2", "a": 0, "b": 1}, area), "encode(f, 0, 1) for f = x**2"),
    ],
)
def test_texts_and_functions_are_shown_as_they_are_called(case: Case, call: str) -> None:
    assert call_text(EXERCISES["encode"], case) == call


def test_a_text_is_shown_to_its_student(oracle) -> None:
    said = verdict(oracle, "def encode(text):\n    return np.ones((len(text), 4))", name="encode")
    assert 'encode("' in said.message
