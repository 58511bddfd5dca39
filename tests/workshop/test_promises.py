"""What a stub promises is checked, and what is checked is promised: any shape, and whole numbers."""

from __future__ import annotations

import re

import numpy as np
import pytest

from autograder.engine.examine import examine
from autograder.notebooks.reading import cells_of, grading_of, source_of
from autograder.sandbox.submission import LiveSubmission
from autograder.workshop.exercises import losses
from autograder.workshop.exercises.regularization import dropout_grad
from tests.helpers.notebooks import ASSIGNMENTS, notebook_path
from tests.helpers.our_course import EXERCISES, FUNCTIONS
from tests.helpers.seeds import each_seed, with_seeds
from tests.helpers.source import source

STUBS = {
    grading_of(cell)["grade_id"]: " ".join(source_of(cell).split())
    for assignment in ASSIGNMENTS
    for cell in cells_of(notebook_path("assignments", assignment))
    if grading_of(cell).get("solution")
}
PROMISES = {name: stub.partition("Promise:")[2] for name, stub in STUBS.items()}


def with_check(name: str) -> list[str]:
    return [e.name for e in EXERCISES.values() if any(check.name == name for check in e.checks)]


WHOLE = with_check("whole numbers")
TABLES = set(with_check("shapes")) & {e.name for e in losses.EXERCISES}
NEVER_CUT = {"relu", "relu_grad"}
"""These give whole numbers for whole numbers."""
LOSSES = {"mse", "log_likelihood", "bce", "bce_from_logits", "cross_entropy"}
ARRAYS = sorted(set(WHOLE) - NEVER_CUT - LOSSES)


def test_there_is_a_stub_for_each_exercise() -> None:
    assert STUBS.keys() == EXERCISES.keys()


def test_whole_numbers_are_promised_where_they_are_checked() -> None:
    promised = {name for name, promise in PROMISES.items() if "whole numbers" in promise}
    assert promised == {*WHOLE, "dropout_grad"}


def test_the_first_mask_of_dropout_grad_holds_whole_numbers() -> None:
    [first, *_] = dropout_grad.masked(np.random.default_rng(0))
    assert first.inputs["mask"].dtype.kind == "i"


def test_a_mean_over_all_elements_is_promised_where_tables_are_checked() -> None:
    assert {"mse", "log_likelihood", "bce", "bce_grad"} < TABLES
    assert {name for name in PROMISES if "right for any shape" in PROMISES[name]} == TABLES
    for name in TABLES - {"log_likelihood"}:
        assert "any shape; the mean is over all its elements, not over the rows" in STUBS[name]


@pytest.mark.parametrize("name", ["bce", "cross_entropy"])
def test_the_widest_clip_is_promised(name) -> None:
    assert "any clip up to 1e-7 is right" in PROMISES[name]


def cut(value, like):
    """The value in an array of the kind of the arguments, if these are whole numbers."""
    if isinstance(value, tuple):
        return tuple(cut(part, like) for part in value)
    if isinstance(value, dict):
        return {key: cut(part, like[key]) for key, part in value.items()}
    whole = np.asarray(like).dtype.kind == "i"
    return np.asarray(value).astype(int) if whole else value


@pytest.mark.parametrize(("name", "seed"), with_seeds(ARRAYS))
def test_an_array_made_like_the_argument_is_named(oracle, name, seed) -> None:
    """What is put into np.zeros_like(z) loses its decimals where z holds whole numbers."""

    def truncating(*given, **named):
        like = given[1] if name == "l2_grads" else given[0]
        return cut(FUNCTIONS[name](*given, **named), like)

    submission = LiveSubmission(FUNCTIONS | {name: truncating})
    verdict = examine(EXERCISES[name], submission, oracle(seed))
    assert not verdict.passed
    assert verdict.misconception == f"{name}/integer-result"
    assert [check.name for check in verdict.checks if not check.passed] == ["whole numbers"]
    assert verdict.share > 0.8


LOOPS = {
    "sigmoid": """
    out = np.zeros_like(z)
    for i in np.ndindex(np.shape(z)):
        out[i] = 1 / (1 + np.exp(-np.asarray(z)[i]))
    return out""",
    "leaky_relu": """
    out = np.array(z)
    out[out < 0] = slope * out[out < 0]
    return out""",
    "leaky_relu_grad": """
    out = np.ones_like(z)
    out[np.asarray(z) < 0] = slope
    return out""",
    "softmax": """
    out = np.zeros_like(Z)
    for i in range(len(Z)):
        e = np.exp(Z[i] - Z[i].max())
        out[i] = e / e.sum()
    return out""",
    "mse": """
    squares = np.empty_like(y_true)
    for i in np.ndindex(y_true.shape):
        squares[i] = (y_true[i] - y_pred[i]) ** 2
    return squares.mean()""",
    "log_likelihood": """
    terms = np.zeros_like(y_true)
    terms[y_true == 1] = np.log(y_pred[y_true == 1])
    terms[y_true == 0] = np.log(1 - y_pred[y_true == 0])
    return terms.sum()""",
    "bce": """
    p = np.clip(y_pred, 1e-12, 1 - 1e-12)
    costs = np.zeros_like(y_true)
    costs[...] = -np.log(np.where(y_true == 1, p, 1 - p))
    return costs.mean()""",
    "bce_from_logits": """
    costs = np.zeros_like(z)
    costs[...] = np.maximum(z, 0) - y_true * z + np.log1p(np.exp(-np.abs(z)))
    return np.mean(costs)""",
    "cross_entropy": """
    costs = np.zeros_like(Y_true)
    costs[...] = -Y_true * np.log(np.clip(Y_pred, 1e-12, 1))
    return costs.sum() / len(Y_true)""",
    "standardize": """
    train, test = X_train.copy(), X_test.copy()
    for j in range(X_train.shape[1]):
        deviation = X_train[:, j].std() or 1
        train[:, j] = (X_train[:, j] - X_train[:, j].mean()) / deviation
        test[:, j] = (X_test[:, j] - X_train[:, j].mean()) / deviation
    return train, test""",
    "dropout_grad": """
    out = np.zeros_like(mask)
    out[mask == 1] = d_out[mask == 1] / (1 - p_drop)
    return out""",
}


@pytest.mark.parametrize("name", LOOPS)
@each_seed
def test_a_loop_into_such_an_array_is_named(judge, name, seed) -> None:
    verdict = judge(source(name, LOOPS[name]), name, seed)
    assert not verdict.passed
    assert re.fullmatch(f"{name}/integer-(result|terms)", verdict.misconception or "")


CALLERS = {
    "sigmoid_grad": ("sigmoid", "return sigmoid(z) * (1 - sigmoid(z))"),
    "bce": (
        "log_likelihood",
        "return -log_likelihood(y_true, np.clip(y_pred, 1e-12, 1 - 1e-12)) / y_pred.size",
    ),
}


@pytest.mark.parametrize("name", CALLERS)
@each_seed
def test_it_is_charged_where_it_is_made(judge, name, seed) -> None:
    other, body = CALLERS[name]
    notebook = source(other, LOOPS[other]) + source(name, body)
    assert judge(notebook, name, seed).share == 1
    assert not judge(notebook, other, seed).passed


GUARDS = {
    "under the root": "np.sqrt(X_train.var(axis=0) + 1e-8)",
    "of the sample": "np.sqrt(X_train.var(axis=0, ddof=1) + 1e-8)",
    "as in batch normalisation": "np.sqrt(X_train.var(axis=0) + 1e-5)",
    "added": "X_train.std(axis=0) + 1e-6",
    "added to that of the sample": "X_train.std(axis=0, ddof=1) + 1e-8",
    "a lower end": "np.maximum(X_train.std(axis=0), 1e-7)",
    "a lower end of the variance": "np.sqrt(np.maximum(X_train.var(axis=0), 1e-12))",
    "one where it is next to nothing": "np.where(X_train.std(axis=0) < 1e-8, 1, X_train.std(axis=0))",
}


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("guard", GUARDS)
def test_any_guard_against_a_constant_gene_is_right(judge, guard, seed) -> None:
    body = f"""
    mean, deviation = X_train.mean(axis=0), {GUARDS[guard]}
    return (X_train - mean) / deviation, (X_test - mean) / deviation"""
    verdict = judge(source("standardize", body), seed=seed)
    assert verdict.share == 1, verdict.message


def test_a_gene_that_varies_a_little_is_not_taken_for_a_constant_one(judge) -> None:
    body = """
    mean, deviation = X_train.mean(axis=0), X_train.std(axis=0)
    deviation = np.where(deviation < 0.5, 1, deviation)
    return (X_train - mean) / deviation, (X_test - mean) / deviation"""
    verdict = judge(source("standardize", body))
    assert not verdict.passed
    assert "one that varies should still get a deviation of 1" in verdict.message
