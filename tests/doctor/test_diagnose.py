"""What `diagnose` and `spy` do with good input and bad, in a notebook and out of one."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import pytest

import autograder
from autograder.doctor.curves import Curves
from autograder.doctor.diagnose import report_on
from autograder.doctor.spy import NoSpies
from dlref.losses import cross_entropy, softmax
from tests.doctor.faults import FAULTS
from tests.doctor.loops import healthy

FALLING = {"train_loss": [0.7, 0.5, 0.4, 0.35, 0.32], "val_loss": [0.7, 0.55, 0.5, 0.48, 0.47]}


def of_title(title: str) -> Any:
    return next(fault for fault in FAULTS if fault.title == title).loop(3, "clouds")


@pytest.mark.parametrize(
    ("history", "sentence"),
    [
        (None, "history should be a list of numbers"),
        ("0.7", "history should be a list of numbers"),
        (3.0, "history should be a list of numbers"),
        ([], "history is empty"),
        ({}, "There is no 'train_loss'"),
        ({"train_loss": [0.7, [0.6, 0.5]]}, "train_loss should be a list of numbers"),
        ({"train_loss": ["low"]}, "train_loss should be a list of numbers"),
        (
            {"train_loss": [0.7, 0.6], "val_loss": [0.7]},
            "train_loss holds 2 numbers and val_loss 1",
        ),
        ({"train_loss": [0.7], "val_loss": None}, "val_loss should be a list of numbers"),
        ({"train_loss": [0.7, np.nan, np.nan]}, "The training loss is NaN or infinite"),
        ([[1.0, 2.0], [3.0, 4.0]], "history should be a list of numbers"),
    ],
)
def test_a_history_that_is_none_gets_a_sentence(history: Any, sentence: str) -> None:
    assert sentence in str(report_on(history))


@pytest.mark.parametrize("history", [FALLING, FALLING["train_loss"], {"loss": [[0.7], [0.5]]}])
def test_a_curve_that_falls_is_well_and_spies_are_recommended(history: Any) -> None:
    text = str(report_on(history))
    assert text.startswith("Nothing in the curve looks wrong.")
    assert "spy(loss_and_grads, update" in text


@pytest.mark.parametrize(
    ("losses", "sentence"),
    [
        ([0.7, 0.9, 1.2, 1.9, 3.0], "grows from epoch to epoch"),
        ([0.7] * 6, "exactly the same after every epoch"),
        ([0.6931, 0.6930, 0.6929, 0.6930], "hardly changes"),
        ([0.9, 0.3, 0.8, 0.4, 1.1, 0.3, 0.9, 0.5, 0.8], "jumps up and down"),
        ([1.0, 0.99, 0.98, 0.97, 0.96, 0.95, 0.94], "very slowly"),
    ],
)
def test_what_a_curve_alone_can_say(losses: list[float], sentence: str) -> None:
    assert sentence in str(report_on(losses))


def test_both_curves_alike() -> None:
    losses = FALLING["train_loss"]
    assert "val_loss is the same" in str(report_on({"train_loss": losses, "val_loss": losses}))


def test_something_else_than_spies() -> None:
    assert "what spy gave" in str(report_on(FALLING, spies=len))


def test_spies_that_were_never_called() -> None:
    spies = autograder.spy(
        lambda params, X, y: (0.0, {}), lambda params, grads: params, [[1.0]], [1]
    )
    assert "never called" in str(report_on(FALLING, spies))


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((1, 2, [[1.0]], [1]), "two functions"),
        ((len, len, "abc", [1]), "X as an array of numbers"),
        ((len, len, [[1.0], [2.0]], [1]), "one label for each row of X"),
        ((len, len, [[1.0]], [1], [[1.0]], None), "one label for each row of X_val"),
        ((len, len, [[1.0]], None), "one label for each row of X"),
        ((len, len, 3.0, 1.0), "one label for each row of X"),
    ],
)
def test_spy_needs_functions_and_data(arguments: tuple[Any, ...], sentence: str) -> None:
    with pytest.raises(NoSpies, match=sentence) as raised:
        autograder.spy(*arguments)
    assert raised.value._render_traceback_() == [str(raised.value)]


def test_params_in_a_list_are_not_read_and_the_curve_is() -> None:
    spies = autograder.spy(lambda p, X, y: (0.5, [0 * p[0]]), lambda p, g: p, [[1.0]], [1])
    look, step = spies
    step([np.ones(2)], look([np.ones(2)], [[1.0]], [1])[1])
    text = str(report_on(FALLING, spies))
    assert "Nothing in the curve looks wrong." in text
    assert "params should be a dict of arrays" in text


def test_spies_do_what_the_functions_do_and_raise_what_they_raise() -> None:
    def fails(params: Any, X: Any, y: Any) -> Any:
        raise RuntimeError("mine")

    look, step = autograder.spy(fails, lambda params, grads: (params, grads), [[1.0]], [1])
    with pytest.raises(RuntimeError, match="mine"):
        look({"w": np.ones(1)}, [[1.0]], [1])
    assert step("params", "grads") == ("params", "grads")


def test_a_spied_training_is_the_training() -> None:
    loop, same = healthy(4, "adam", "clouds"), healthy(4, "adam", "clouds")
    loop.patience = same.patience = 0
    history, _ = loop.run()
    sets = same.X, same.y, same.X_val, same.y_val
    _, right = same.train(
        same.params, *sets, same.loss_and_grads, same.update, same.epochs, same.size, same.rng
    )
    assert history == right


def test_a_diagnosis_draws_no_numbers_and_prints_nothing_of_the_students(capsys: Any) -> None:
    loop = healthy(1, "adam", "genes", deep=False)
    rng, right = np.random.default_rng(3), loop.loss_and_grads

    def loss_and_grads(params: Any, X: Any, y: Any) -> Any:
        print("called")
        return right(params, X + 0.01 * rng.standard_normal(X.shape), y)

    loop.loss_and_grads, loop.epochs = loss_and_grads, 3
    history, spies = loop.run()
    before = rng.bit_generator.state
    capsys.readouterr()
    autograder.diagnose(history, spies)
    assert rng.bit_generator.state == before
    assert "called" not in capsys.readouterr().out


def test_a_cause_comes_with_numbers_and_something_to_look_at() -> None:
    history, spies = of_title("adam with a rate of 1").run()
    sentence, shown, look, *_ = str(report_on(history, spies)).split("\n  ")
    assert sentence.startswith("The steps are too large")
    assert "Step 1 takes the loss from" in shown
    assert look == "Try a learning rate ten times smaller."


def test_the_page_has_the_words_of_the_text() -> None:
    report = report_on([0.7, 0.9, 1.2, 1.9, 3.0])
    html = report._repr_html_()
    assert "grows from epoch to epoch" in html
    assert "<img" in html
    assert "Picture: train_loss rises" in str(report)


def test_a_notebook_gets_a_page_and_a_terminal_gets_text(monkeypatch: Any, capsys: Any) -> None:
    shown: list[Any] = []

    class Display:
        @staticmethod
        def display(report: Any) -> None:
            shown.append(report)

    class IPython:
        display = Display

        @staticmethod
        def get_ipython() -> object:
            return object()

    monkeypatch.setitem(sys.modules, "IPython", IPython)
    autograder.diagnose(FALLING)
    assert shown[0].well
    monkeypatch.setattr(IPython, "get_ipython", lambda: None)
    autograder.diagnose(FALLING)
    assert capsys.readouterr().out.startswith("Nothing in the curve looks wrong.")


# --- right loops of other kinds ---


def _descend(params: Any, grads: Any) -> Any:
    return {name: w - 0.2 * grads[name] for name, w in params.items()}


def _loop(loss_and_grads: Any, params: Any, X: Any, y: Any, batch: int, epochs: int = 40) -> Any:
    rng = np.random.default_rng(0)
    look, step = spies = autograder.spy(loss_and_grads, _descend, X, y)
    losses = []
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for i in range(0, len(X), batch):
            rows = order[i : i + batch]
            params = step(params, look(params, X[rows], y[rows])[1])
        losses.append(look(params, X, y)[0])
    return report_on(losses, spies)


def _regression(params: Any, X: Any, y: Any) -> Any:
    gap = X @ params["w"] + params["b"] - y
    return np.mean(gap**2), {"w": 2 * X.T @ gap / len(X), "b": np.array([2 * gap.mean()])}


def _three_classes(params: Any, X: Any, Y: Any) -> Any:
    P = softmax(X @ params["W"] + params["b"])
    return cross_entropy(Y, P), {"W": X.T @ (P - Y) / len(X), "b": (P - Y).mean(axis=0)}


def _logistic(params: Any, X: Any, y: Any) -> Any:
    p = 1 / (1 + np.exp(-(X @ params["w"] + params["b"])))
    loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    return loss, {"w": X.T @ (p - y) / len(X), "b": np.array([np.mean(p - y)])}


@pytest.mark.parametrize("batch", [20, 200])
def test_a_regression_on_flat_labels_is_well(batch: int) -> None:
    rng = np.random.default_rng(1)
    X = rng.standard_normal((200, 4))
    y = X @ np.array([1.0, -2.0, 0.5, 0.0]) + 3 + 0.1 * rng.standard_normal(200)
    report = _loop(_regression, {"w": np.zeros(4), "b": np.zeros(1)}, X, y, batch)
    assert report.well, report


@pytest.mark.parametrize("batch", [20, 200])
def test_three_classes_are_well(batch: int) -> None:
    rng = np.random.default_rng(2)
    kind = rng.integers(0, 3, 200)
    X = rng.standard_normal((200, 4)) + 2 * np.eye(3, 4)[kind]
    report = _loop(
        _three_classes, {"W": np.zeros((4, 3)), "b": np.zeros(3)}, X, np.eye(3)[kind], batch
    )
    assert report.well, report


@pytest.mark.parametrize("batch", [20, 200])
def test_logistic_regression_on_flat_labels_is_well(batch: int) -> None:
    rng = np.random.default_rng(3)
    y = (rng.random(200) < 0.5).astype(float)
    X = rng.standard_normal((200, 4)) + y[:, None]
    report = _loop(_logistic, {"w": np.zeros(4), "b": np.zeros(1)}, X, y, batch)
    assert report.well, report


def test_one_epoch_says_little() -> None:
    assert report_on([0.6]).well
    assert Curves.of([0.6]).val.size == 0
