"""A mistake in another exercise costs nothing here, in no check, and an unusual right answer neither."""

import ast
from functools import cache

import numpy as np
import pytest

from autograder.engine.dict_oracle import DictOracle
from autograder.engine.examine import examine
from autograder.engine.oracle import PUBLIC_SEED
from autograder.engine.rounds import DOES_NOT_FIT, RIGHT_WITH_RIGHT, Earlier
from autograder.notebooks.reading import Cell, read_code
from autograder.sandbox.submission import ByValue, LiveSubmission, WorkerSubmission
from tests.helpers.notebooks import notebook_path
from tests.helpers.our_course import (
    ASSIGNMENTS,
    EXERCISES,
    FUNCTIONS,
    KNOWN,
    VARIANTS,
    live_oracle,
)

SOURCES = {
    "bce": "def bce(y_true, y_pred):\n    p = np.clip(y_pred, 1e-12, 1 - 1e-12)\n"
    "    return -log_likelihood(y_true, p) / p.size",
    "relu_grad": "def relu_grad(z):\n    return np.where(relu(z) > 0, 1.0, 0.0)",
    "leaky_relu_grad": "def leaky_relu_grad(z, slope=0.01):\n"
    "    return relu_grad(z) + slope * (1 - relu_grad(z))",
    "sigmoid_grad": "def sigmoid_grad(z):\n    return sigmoid(z) * (1 - sigmoid(z))",
}
WRONG = [
    (name, other, known)
    for name in SOURCES
    for other in EXERCISES[name].builds_on
    for known in KNOWN[other].values()
]


@pytest.mark.parametrize(("name", "other", "known"), WRONG, ids=lambda v: getattr(v, "id", ""))
def test_a_right_answer_passes_whatever_is_wrong_in_another(name, other, known) -> None:
    namespace = {**FUNCTIONS, "np": np, other: known.function}
    exec(SOURCES[name], namespace)
    assert other in namespace[name].__code__.co_names
    verdict = examine(EXERCISES[name], LiveSubmission(namespace), live_oracle(PUBLIC_SEED))
    assert verdict.passed, verdict.message
    assert verdict.share == 1


HOME = {name: notebook for notebook, names in ASSIGNMENTS.items() for name in names}
CALLABLE = {name: Earlier(EXERCISES[name], notebook) for name, notebook in HOME.items()}
TRAINED = "fit_classifier"
"""It takes seconds, and not milliseconds."""


@cache
def definitions(notebook: str) -> str:
    """The functions and classes of a solved notebook."""
    cells = read_code(notebook_path("solutions", notebook))
    statements = [s for cell in cells for s in _parsed(cell.source)]
    return "\n\n".join(
        ast.unparse(s) for s in statements if isinstance(s, ast.FunctionDef | ast.ClassDef)
    )


def _parsed(source: str) -> list[ast.stmt]:
    try:
        return ast.parse(source).body
    except SyntaxError:  # a line of IPython's
        return []


def solved(notebook: str, **others) -> LiveSubmission:
    """A solved notebook with other functions in place of some of its own, or of those that it loads."""
    namespace = {**FUNCTIONS, "np": np}
    exec(definitions(notebook), namespace)
    namespace.update(others)
    return LiveSubmission(namespace)


CALLS = [
    (name, other)
    for name in EXERCISES
    for other in sorted(solved(HOME[name]).uses(EXERCISES[name], EXERCISES.keys() - {name}))
]
QUICK = [call for call in CALLS if call[0] != TRAINED]


def assert_it_passes(name: str, other: str, function) -> None:
    submission = solved(HOME[name], **{other: function})
    verdict = examine(EXERCISES[name], submission, live_oracle(PUBLIC_SEED), CALLABLE)
    assert verdict.passed, f"{function.__name__}: {verdict.message}"


@pytest.mark.parametrize(("name", "other"), QUICK)
def test_a_right_function_passes_with_any_other_that_it_calls(name, other) -> None:
    for function in (*VARIANTS[other].values(), *(k.function for k in KNOWN[other].values())):
        assert_it_passes(name, other, function)


def test_an_empty_batch_makes_no_warning_of_ours(recwarn) -> None:
    empty_tail = KNOWN["minibatches"]["minibatches/empty-tail"].function
    assert_it_passes("train", "minibatches", empty_tail)
    assert not list(recwarn)


@pytest.mark.slow
@pytest.mark.parametrize("other", [other for name, other in CALLS if name == TRAINED])
def test_so_does_a_whole_training(other) -> None:
    for function in VARIANTS[other].values():
        assert_it_passes(TRAINED, other, function)


TRAIN = """def train(params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng):
    history = {"train_loss": [], "val_loss": []}
    for _ in range(epochs):
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            grads = loss_and_grads(params, X_batch.copy(), y_batch.reshape(-1, 1))[1]
            params = update(params, grads)
        history["train_loss"].append(loss_and_grads(params, X, y)[0])
        history["val_loss"].append(loss_and_grads(params, X_val, y_val)[0])
    return params, history"""


def test_what_does_not_fit_is_named() -> None:
    def minibatches(X, y, batch_size, rng):
        rows = rng.permutation(len(X))
        parts = [rows[i : i + batch_size] for i in range(0, len(X), batch_size)]
        return [(X[part].tolist(), y[part].tolist()) for part in parts]

    submission = solved("07_training", minibatches=minibatches)
    exec(TRAIN, submission.namespace)
    verdict = examine(EXERCISES["train"], submission, live_oracle(PUBLIC_SEED), CALLABLE)
    assert verdict.passed, verdict.message
    assert verdict.warnings == (RIGHT_WITH_RIGHT.format(others="minibatches") + DOES_NOT_FIT,)


TELLS = """
def train(*given):
    return given[0], {"train_loss": [], "val_loss": []}
def fit_classifier(X, y, X_val, y_val, rng):
    found = " ".join(train.__code__.co_varnames)
    print(found)
    raise ValueError(found)
"""


def test_no_word_of_a_student_who_read_a_right_function_is_shown(monkeypatch) -> None:
    """Where a student's process runs right functions itself, only that all is right counts."""
    printed = []

    def kept(self, exercise, cases, given=None, right=None):
        outcomes = run(self, exercise, cases, given, right)
        if isinstance(right, ByValue):
            printed.extend(outcome.printed for outcome in outcomes)
        return outcomes

    run = WorkerSubmission.run
    monkeypatch.setattr(WorkerSubmission, "run", kept)
    with WorkerSubmission([Cell("1", TELLS)]) as submission:
        verdict = examine(EXERCISES[TRAINED], submission, live_oracle(PUBLIC_SEED), CALLABLE)
    assert not verdict.passed
    said = " ".join([verdict.message, *verdict.warnings, *(c.message for c in verdict.checks)])
    assert any("X_batch" in text for text in printed), "it did read the function"
    assert "X_batch" not in said


def test_where_there_are_no_right_functions_none_are_written(monkeypatch) -> None:
    """What writes them is a package that students do not have."""

    def never(*args):
        raise AssertionError

    monkeypatch.setattr(DictOracle, "functions", lambda self, names: {})
    monkeypatch.setattr(WorkerSubmission, "by_value", never)
    with WorkerSubmission([Cell("1", TELLS)]) as submission:
        verdict = examine(EXERCISES[TRAINED], submission, live_oracle(PUBLIC_SEED), CALLABLE)
    assert not verdict.passed
