"""The place of a mistake in the student's own code is told, and only where one change mends it."""

from __future__ import annotations

import ast
import inspect
import time
import warnings
from collections.abc import Iterator

import numpy as np
import pytest

from autograder.course import installed
from autograder.engine.course_oracle import live_oracle
from autograder.engine.examine import examine
from autograder.engine.explaining import load
from autograder.engine.oracle import PUBLIC_SEED, Oracle
from autograder.engine.reference import reference
from autograder.mending.repairs import is_change
from autograder.model import Verdict
from autograder.notebooks.program import Program
from autograder.notebooks.reading import Cell
from autograder.sandbox.submission import LiveSubmission, WorkerSubmission
from tests.helpers.our_course import EXERCISES, FUNCTIONS

COURSE = installed().courses["deep-learning"]


def public() -> Oracle:
    return live_oracle(COURSE, PUBLIC_SEED, load(COURSE))


def seen(name: str, source: str, oracle: Oracle | None = None) -> Verdict:
    """The verdict on a function in a notebook's cell, run in this process."""
    program = Program.of([Cell("stub", f"import numpy as np\n\n{source}")])
    namespace = dict(FUNCTIONS)
    program.run(name, namespace)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return examine(EXERCISES[name], LiveSubmission(namespace), oracle or public())


TOLD = {
    "mse: the result is kept to itself": (
        """def mse(y_true, y_pred):
    result = np.mean((y_pred - y_true) ** 2)
""",
        "In your line `result = np.mean((y_pred - y_true) ** 2)`, the value is made, but not returned",
    ),
    "dropout_grad: a check with a judge of its own": (
        """def dropout_grad(d_out, mask, p_drop):
    result = d_out * mask / (1 - p_drop)
""",
        "It returns nothing (None). Each way through it must end in a return, after a loop and in every "
        "branch of an if, too. In your line `result = d_out * mask / (1 - p_drop)`, the value is made, but "
        "not returned.",
    ),
    "sgd_step: what a loop fills is not returned": (
        """def sgd_step(params, grads, lr):
    new = {}
    for key in params:
        new[key] = params[key] - lr * grads[key]
""",
        "In your line `new[key] = params[key] - lr * grads[key]`, the value is made, but not returned",
    ),
    "softmax: the total is not set back": (
        """def softmax(Z):
    out = np.zeros(np.shape(Z))
    total = 0.0
    for i, row in enumerate(Z):
        e = np.exp(row - np.max(row))
        for value in e:
            total += value
        out[i] = e / total
    return out
""",
        "In your line `total = 0.0`, `total` is set once, before the loop",
    ),
    "train: one epoch is short": (
        """def train(params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng):
    history = {"train_loss": [], "val_loss": []}
    for epoch in range(epochs):
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            _, grads = loss_and_grads(params, X_batch, y_batch)
            params = update(params, grads)
            if epoch == 0:
                break
        history["train_loss"].append(loss_and_grads(params, X, y)[0])
        history["val_loss"].append(loss_and_grads(params, X_val, y_val)[0])
    return params, history
""",
        "In your line `if epoch == 0:`, what comes under the condition `epoch == 0`",
    ),
    "minibatches: each ends too early": (
        """def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    batches = []
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size - 1]
        batches.append((X[rows], y[rows]))
    return batches
""",
        "In your line `rows = order[start : start + batch_size - 1]`, `1` is subtracted",
    ),
    "bce: a comma where the halves are added": (
        """def bce(y_true, p):
    p = np.clip(p, 1e-12, 1 - 1e-12)
    return -np.mean(y_true * np.log(p), (1 - y_true) * np.log(1 - p))
""",
        "In that line, there is a comma where a plus belongs.",
    ),
    "weighted_sum: no zip": (
        """def weighted_sum(x, w, b):
    total = b
    for one, weight in x, w:
        total += one * weight
    return total
""",
        "In that line, the values of `x` and `w` come in pairs only with `zip`.",
    ),
    "dropout_grad: the mask comes back as well": (
        """def dropout_grad(d_out, mask, p_drop):
    return d_out * mask / (1 - p_drop), mask
""",
        "several values are given, where the",
    ),
    "adam_step: the power before the quotient": (
        """def adam_step(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    params, m, v = dict(params), dict(m), dict(v)
    for k in params:
        m[k] = beta1 * m[k] + (1 - beta1) * grads[k]
        v[k] = beta2 * v[k] + (1 - beta2) * grads[k] ** 2
        root = (v[k] / (1 - beta2**t)) ** 1 / 2
        params[k] = params[k] - lr * m[k] / (1 - beta1**t) / (root + eps)
    return params, m, v
""",
        "In your line `root = (v[k] / (1 - beta2**t)) ** 1 / 2`, the bracket",
    ),
}  # fmt: skip


@pytest.mark.parametrize("which", TOLD)
def test_the_place_is_told(which) -> None:
    source, told = TOLD[which]
    name = which.partition(":")[0]
    verdict = seen(name, source)
    assert told in verdict.message
    assert verdict.misconception is not None
    assert is_change(verdict.misconception)


@pytest.mark.parametrize("which", TOLD)
def test_a_worker_tells_the_same_as_the_kernel(which) -> None:
    source, _ = TOLD[which]
    name = which.partition(":")[0]
    others = ["import numpy as np"]
    others += [_cell(other) for other in ("minibatches",) if other != name]
    with WorkerSubmission([Cell(str(i), s) for i, s in enumerate([*others, source])]) as worker:
        verdict = examine(EXERCISES[name], worker, public())
    assert verdict.message == seen(name, source).message


def _cell(name: str) -> str:
    return inspect.getsource(FUNCTIONS[name])


def test_where_something_above_fails_no_change_of_the_function_is_looked_for(monkeypatch) -> None:
    def never(*args):
        raise AssertionError

    monkeypatch.setattr("autograder.engine.examine.one_change", never)
    cells = [
        Cell("1", "import numpy as np"),
        Cell("2", "two = int('2.0')"),
        Cell("mse", "def mse(y_true, y_pred):\n    return np.mean((y_pred - y_true) ** two)"),
    ]
    with WorkerSubmission(cells) as submission:
        said = examine(EXERCISES["mse"], submission, public()).message
    assert "`two = int('2.0')`" in said, said


def test_a_guard_that_stops_is_not_said_to_be_too_much() -> None:
    source = """def standardize(X_train, X_test):
    mean, std = X_train.mean(axis=0), X_train.std(axis=0)
    if std == 0:
        std = 1.0
    return (X_train - mean) / std, (X_test - mean) / std
"""
    verdict = seen("standardize", source)
    assert "truth value" in verdict.message
    assert "does not belong there" not in verdict.message


def test_a_change_that_only_takes_an_error_away_is_not_told() -> None:
    source = """def l2_grads(grads, params, lam):
    out = {}
    for key in grads:
        W = params["W1"]
        if key.startswith("W"):
            out[key] = grads[key] + lam * W
        else:
            out[key] = grads[key]
    return out
"""
    verdict = seen("l2_grads", source)
    assert "stops with ValueError" in verdict.message
    assert "`grads` is used" not in verdict.message


def test_an_array_of_another_form_does_not_work_for_arrays() -> None:
    verdict = seen("relu_grad", "def relu_grad(z):\n    return np.where(np.asarray(z) > 0)\n")
    assert "It works for arrays" not in verdict.message


def test_a_loop_that_a_change_makes_endless_holds_nothing_up() -> None:
    source = """def step_decay(lr, epoch, drop=0.5, every=10):
    falls = 1
    while epoch >= every:
        epoch = epoch - every
        falls = falls + 1
    return lr * drop**falls + np.sin(epoch) * lr
"""
    started = time.monotonic()
    verdict = seen("step_decay", source)
    assert not verdict.passed
    assert time.monotonic() - started < 10


def test_a_right_function_is_never_changed(monkeypatch) -> None:
    monkeypatch.setattr("autograder.engine.repairing.repairs", lambda *_: pytest.fail("changed"))
    assert seen(
        "sigmoid", "def sigmoid(z):\n    return 1 / (1 + np.exp(-np.clip(z, -700, 700)))\n"
    ).passed


def _wrong_textbooks() -> Iterator[tuple[str, str]]:
    """Textbook forms with one change at a time that `ast` can make: each operator to its opposite."""
    swaps = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}
    for name in EXERCISES:
        for function in reference(COURSE).marked("textbook", "textbook_of", name):
            tree = ast.parse(inspect.getsource(function))
            [node] = tree.body
            node.decorator_list, node.name = [], name
            for each in [n for n in ast.walk(tree) if isinstance(n, ast.BinOp)]:
                kept = each.op
                if type(kept) in swaps:
                    each.op = swaps[type(kept)]()
                    yield name, ast.unparse(tree)
                    each.op = kept


@pytest.mark.slow
def test_most_exchanged_operators_are_named_or_found_in_their_line() -> None:
    """The opposite operator in any place of any textbook form: hardly one is told less than its place."""
    oracle, told, silent = public(), 0, []
    for name, source in _wrong_textbooks():
        with np.errstate(all="ignore"):
            verdict = seen(name, source, oracle)
        if verdict.passed:
            continue
        told += 1
        if verdict.misconception is None:
            silent.append(f"{name}: {verdict.message.partition(chr(10))[0]}")
    assert told > 80
    assert len(silent) < 0.1 * told, silent


CHANGES_AN_ARGUMENT = {
    "dense": """def dense(X, W, b):
    rows = []
    for sample in X:
        z = b
        z += sample @ W
        rows.append(z)
    return np.stack(rows)
""",
    "backward": """def backward(params, cache, X, y):
    dZ2 = (cache["P"] - y) / len(X)
    dW2, db2 = cache["A1"].T @ dZ2, dZ2.sum(axis=0)
    params["W2"] -= 0.1 * dW2
    dZ1 = dZ2 @ params["W2"].T * (cache["Z1"] > 0)
    return {"W1": X.T @ dZ1, "b1": dZ1.sum(axis=0), "W2": dW2, "b2": db2}
""",
}


@pytest.mark.parametrize("name", CHANGES_AN_ARGUMENT)
def test_an_argument_that_changes_comes_before_a_change_of_the_code(name: str) -> None:
    said = seen(name, CHANGES_AN_ARGUMENT[name])
    assert said.message.startswith("It changes its argument")
    assert said.misconception is None


def test_no_change_hides_that_whole_numbers_take_no_decimals() -> None:
    source = """def bce_from_logits_grad(y_true, z):
    grad = y_true
    grad -= 1 / (1 + np.exp(-z))
    return -grad / grad.size
"""
    said = seen("bce_from_logits_grad", source)
    assert "make it one of floats first" in said.message
    assert said.misconception is None
