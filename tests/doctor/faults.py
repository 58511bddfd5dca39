"""Faults that are put into right loops, each with the cause that should be named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from dlref.activations import sigmoid
from dlref.backprop import backward, forward, init_params
from dlref.losses import bce
from dlref.misconceptions.training import (
    train_drops_last_batch,
    train_last_batch_loss,
    train_loss_before_epoch,
    train_no_shuffle,
    train_one_update_per_epoch,
    train_restarts_each_epoch,
    train_shuffled_once,
    train_update_discarded,
    train_val_on_train,
)
from dlref.optimizers import minibatches
from dlref.regularization import l2_grads
from tests.doctor.loops import (
    Loop,
    Optimizer,
    Params,
    deep_network,
    deep_params,
    healthy,
    network,
)

Inject = Callable[[Loop], None]


@dataclass(frozen=True)
class Fault:
    """A fault: what it does to a right loop, and the causes that are right names for it."""

    title: str
    causes: tuple[str, ...]
    inject: Inject
    optimizer: str = ""
    kind: str = ""

    def loop(self, seed: int, kind: str = "") -> Loop:
        """A loop with the fault in it, on data of a kind where the fault does not need another."""
        loop = healthy(seed, self.optimizer, self.kind or kind, deep=False)
        loop.patience = 0
        loop.epochs = min(loop.epochs, 30)
        loop.update.in_place = False
        self.inject(loop)
        return loop


FAULTS: list[Fault] = []


def fault(
    *causes: str, title: str = "", optimizer: str = "", kind: str = ""
) -> Callable[[Inject], Inject]:
    """Add a fault to the list."""

    def add(inject: Inject) -> Inject:
        name = title or inject.__name__.replace("_", " ")
        FAULTS.append(Fault(name, causes, inject, optimizer, kind))
        return inject

    return add


# --- the size of the steps ---


def rated(rate: float, optimizer: str) -> Inject:
    """Another optimizer, with a rate of its own."""

    def inject(loop: Loop) -> None:
        loop.update = Optimizer(optimizer, rate)

    return inject


def _rate(rate: float, optimizer: str, cause: str, title: str) -> None:
    fault(cause, title=title, optimizer=optimizer)(rated(rate, optimizer))


_rate(30.0, "sgd", "step-too-large", "sgd with a rate of 30")
_rate(3.0, "momentum", "step-too-large", "momentum with a rate of 3")
_rate(1.0, "adam", "step-too-large", "adam with a rate of 1")
_rate(0.5, "rmsprop", "step-too-large", "rmsprop with a rate of 0.5")
_rate(1e-6, "sgd", "step-too-small", "sgd with a rate of 1e-6")
_rate(1e-6, "momentum", "step-too-small", "momentum with a rate of 1e-6")
_rate(1e-7, "adam", "step-too-small", "adam with a rate of 1e-7")
_rate(1e-7, "rmsprop", "step-too-small", "rmsprop with a rate of 1e-7")


@fault("steps-fade", "step-too-small", optimizer="sgd")
def the_rate_is_halved_in_every_step(loop: Loop) -> None:
    loop.update = Optimizer("sgd", loop.rate, every=1)


# --- signs ---


@fault("step-sign", optimizer="sgd")
def sgd_adds_the_gradient(loop: Loop) -> None:
    loop.update = Optimizer("sgd", -loop.rate / 10)


@fault("step-sign", optimizer="adam")
def adam_adds_the_step(loop: Loop) -> None:
    loop.update = Optimizer("adam", -loop.rate)


@fault("step-sign", optimizer="momentum")
def momentum_adds_the_velocity(loop: Loop) -> None:
    loop.update = Optimizer("momentum", -loop.rate / 10)


def with_grads(loop: Loop, change: Callable[[Params, np.ndarray], Params]) -> None:
    """loss_and_grads with changed gradients."""
    lam = loop.lam

    def loss_and_grads(params: Params, X: np.ndarray, y: np.ndarray) -> Any:
        cache = forward(params, X)
        grads = change(backward(params, cache, X, y), X)
        return bce(y, cache["P"]), l2_grads(grads, params, lam)

    loop.loss_and_grads = loss_and_grads


@fault("gradient-sign")
def label_minus_prediction(loop: Loop) -> None:
    with_grads(loop, lambda grads, X: {k: -g for k, g in grads.items()})


@fault("gradient-sign")
def the_sign_is_wrong_in_layer_2_alone(loop: Loop) -> None:
    with_grads(loop, lambda grads, X: {k: -g if "2" in k else g for k, g in grads.items()})


# --- gradients ---


@fault("gradients-added-up")
def gradients_added_up_over_all_batches(loop: Loop) -> None:
    def train(params, X, y, X_val, y_val, look, step, epochs, size, rng):  # type: ignore[no-untyped-def]
        total = {k: np.zeros_like(w) for k, w in params.items()}
        history: dict[str, list[float]] = {"train_loss": [], "val_loss": []}
        for _ in range(epochs):
            for X_batch, y_batch in minibatches(X, y, size, rng):
                grads = look(params, X_batch, y_batch)[1]
                total = {k: total[k] + g for k, g in grads.items()}
                params = step(params, total)
            history["train_loss"].append(look(params, X, y)[0])
            history["val_loss"].append(look(params, X_val, y_val)[0])
        return params, history

    loop.train = train


@fault("gradients-added-up")
def gradients_reset_once_an_epoch(loop: Loop) -> None:
    def train(params, X, y, X_val, y_val, look, step, epochs, size, rng):  # type: ignore[no-untyped-def]
        history: dict[str, list[float]] = {"train_loss": [], "val_loss": []}
        for _ in range(epochs):
            total = {k: np.zeros_like(w) for k, w in params.items()}
            for X_batch, y_batch in minibatches(X, y, size, rng):
                grads = look(params, X_batch, y_batch)[1]
                total = {k: total[k] + g for k, g in grads.items()}
                params = step(params, total)
            history["train_loss"].append(look(params, X, y)[0])
            history["val_loss"].append(look(params, X_val, y_val)[0])
        return params, history

    loop.train = train


@fault("gradients-added-up")
def a_gradient_buffer_that_is_never_reset(loop: Loop) -> None:
    buffer = {k: np.zeros_like(w) for k, w in loop.params.items()}

    def loss_and_grads(params: Params, X: np.ndarray, y: np.ndarray) -> Any:
        cache = forward(params, X)
        for k, g in backward(params, cache, X, y).items():
            buffer[k] += g
        return bce(y, cache["P"]), buffer

    loop.loss_and_grads = loss_and_grads


@fault("gradient-not-averaged")
def gradients_not_divided_by_n(loop: Loop) -> None:
    with_grads(loop, lambda grads, X: {k: g * len(X) for k, g in grads.items()})


@fault("gradient-wrong")
def the_slope_of_the_relu_is_left_out(loop: Loop) -> None:
    def loss_and_grads(params: Params, X: np.ndarray, y: np.ndarray) -> Any:
        cache = forward(params, X)
        grads = backward(params, {**cache, "Z1": np.abs(cache["Z1"]) + 1}, X, y)
        return bce(y, cache["P"]), grads

    loop.loss_and_grads = loss_and_grads


@fault("gradient-wrong")
def the_slope_of_the_sigmoid_once_more(loop: Loop) -> None:
    def loss_and_grads(params: Params, X: np.ndarray, y: np.ndarray) -> Any:
        cache = forward(params, X)
        P = cache["P"]
        fake = y + (P - y) * P * (1 - P)
        return bce(y, P), backward(params, {**cache, "P": fake}, X, y)

    loop.loss_and_grads = loss_and_grads


# --- the optimizer's memory ---


@fault("adam-t", optimizer="adam")
def t_stays_1(loop: Loop) -> None:
    class Stuck(Optimizer):
        def moved(self, params: Params, grads: Params, rate: float) -> Params:
            self.t = 1
            return super().moved(params, grads, rate)

    loop.update = Stuck("adam", loop.rate)


@fault("adam-t", optimizer="adam")
def adam_without_correction(loop: Loop) -> None:
    class Never(Optimizer):
        def moved(self, params: Params, grads: Params, rate: float) -> Params:
            self.t = 10**6
            return super().moved(params, grads, rate)

    loop.update = Never("adam", loop.rate)


@fault("adam-forgets", optimizer="adam")
def m_and_v_are_lost_in_each_step(loop: Loop) -> None:
    class Lost(Optimizer):
        def moved(self, params: Params, grads: Params, rate: float) -> Params:
            self.state = {}
            return super().moved(params, grads, rate)

    loop.update = Lost("adam", loop.rate)


@fault("adam-forgets", optimizer="adam")
def a_new_adam_in_each_step(loop: Loop) -> None:
    rate = loop.rate
    loop.update = lambda params, grads: Optimizer("adam", rate)(params, grads)


@fault("adam-restarts", optimizer="adam")
def a_new_adam_in_each_epoch(loop: Loop) -> None:
    per_epoch, rate = -(-len(loop.X) // loop.size), loop.rate
    state = {"count": 0, "adam": Optimizer("adam", rate)}

    def update(params: Params, grads: Params) -> Params:
        if state["count"] % per_epoch == 0:
            state["adam"] = Optimizer("adam", rate)
        state["count"] += 1
        return state["adam"](params, grads)

    loop.update = update


@fault("adam-t-epochs", optimizer="adam")
def t_counts_the_epochs(loop: Loop) -> None:
    per_epoch = -(-len(loop.X) // loop.size)

    class Slow(Optimizer):
        steps = 0

        def moved(self, params: Params, grads: Params, rate: float) -> Params:
            self.t = 1 + self.steps // per_epoch
            self.steps += 1
            return super().moved(params, grads, rate)

    loop.update = Slow("adam", loop.rate)


# --- the start ---


@fault("zero-start")
def all_weights_start_at_0(loop: Loop) -> None:
    loop.params = {k: np.zeros_like(w) for k, w in loop.params.items()}


@fault("clones")
def all_weights_start_at_a_tenth(loop: Loop) -> None:
    loop.params = {k: np.full_like(w, 0.1 if "W" in k else 0) for k, w in loop.params.items()}


@fault("saturated")
def weights_start_30_times_too_large(loop: Loop) -> None:
    loop.params = {k: 30 * w for k, w in loop.params.items()}


@fault("saturated")
def the_output_bias_starts_at_40(loop: Loop) -> None:
    loop.params["b2"] = np.array([40.0])


@fault("dead-units")
def hidden_biases_start_at_minus_100(loop: Loop) -> None:
    loop.params["b1"] -= 100


@fault("dead-units")
def most_hidden_biases_start_at_minus_50(loop: Loop) -> None:
    loop.params["b1"][: int(0.8 * len(loop.params["b1"]))] -= 50


def _deep(scale: float, activation: str, depth: int = 7, width: int = 16) -> Inject:
    def inject(loop: Loop) -> None:
        sizes = [loop.X.shape[1], *[width] * (depth - 1), 1]
        loop.params = deep_params(sizes, loop.rng, scale)
        loop.loss_and_grads = deep_network(depth, activation=activation)

    return inject


fault("vanishing", title="six sigmoid layers")(_deep(1.0, "sigmoid"))
fault("vanishing", title="six sigmoid layers with small weights")(_deep(0.3, "sigmoid"))
fault("exploding", "saturated", title="six ReLU layers with weights 5 times too large")(
    _deep(7.0, "relu")
)


# --- the network ---


def _twice(right_gradient: bool) -> Inject:
    def inject(loop: Loop) -> None:
        def loss_and_grads(params: Params, X: np.ndarray, y: np.ndarray) -> Any:
            cache = forward(params, X)
            P = sigmoid(cache["P"])
            back = (P - y) * cache["P"] * (1 - cache["P"]) if right_gradient else P - y
            return bce(y, P), backward(params, {**cache, "P": y + back}, X, y)

        loop.loss_and_grads = loss_and_grads

    return inject


fault("sigmoid-twice", title="sigmoid twice, gradient as for one")(_twice(False))
fault("sigmoid-twice", title="sigmoid twice, with its gradient")(_twice(True))


@fault("labels-flat")
def labels_flat_in_the_loss(loop: Loop) -> None:
    def loss_and_grads(params: Params, X: np.ndarray, y: np.ndarray) -> Any:
        P = forward(params, X)["P"]
        error = (P - y).mean(axis=1, keepdims=True)
        cache = forward(params, X)
        return float(np.mean(-y * np.log(P + 1e-12) - (1 - y) * np.log(1 - P + 1e-12))), backward(
            params, {**cache, "P": error}, X, np.zeros_like(error)
        )

    loop.loss_and_grads = loss_and_grads
    loop.y, loop.y_val = loop.y.ravel(), loop.y_val.ravel()


@fault("labels-flat")
def labels_flattened_by_the_loop(loop: Loop) -> None:
    y, y_val = loop.y, loop.y_val
    labels_flat_in_the_loss(loop)
    loop.told = loop.X, y, loop.X_val, y_val


@fault("labels-range")
def labels_of_minus_1_and_1(loop: Loop) -> None:
    loop.y, loop.y_val = 2 * loop.y - 1, 2 * loop.y_val - 1


# --- the batches ---


def cut(batches: Callable[..., Iterator[Any]]) -> Callable[..., Any]:
    """The right loop, with batches cut in another way."""

    def train(params, X, y, X_val, y_val, look, step, epochs, size, rng):  # type: ignore[no-untyped-def]
        history: dict[str, list[float]] = {"train_loss": [], "val_loss": []}
        for _ in range(epochs):
            for X_batch, y_batch in batches(X, y, size, rng):
                params = step(params, look(params, X_batch, y_batch)[1])
            history["train_loss"].append(look(params, X, y)[0])
            history["val_loss"].append(look(params, X_val, y_val)[0])
        return params, history

    return train


def trained_by(train: Callable[..., Any]) -> Inject:
    """Another loop."""

    def inject(loop: Loop) -> None:
        loop.train = train

    return inject


def _trained_by(train: Callable[..., Any], *causes: str, title: str) -> None:
    fault(*causes, title=title)(trained_by(train))


_trained_by(train_no_shuffle, "same-batches", title="no shuffling")
_trained_by(train_shuffled_once, "same-batches", title="shuffled once")
_trained_by(
    cut(lambda X, y, size, rng: iter([(X[:size], y[:size])] * (len(X) // size))),
    "one-batch", title="the first batch again and again",
)  # fmt: skip
_trained_by(
    cut(lambda X, y, size, rng: iter(minibatches(X[: len(X) // 2], y[: len(X) // 2], size, rng))),
    "part-of-data", title="half of the data",
)  # fmt: skip
_trained_by(
    cut(lambda X, y, size, rng: iter(minibatches(X, y, size, rng)[:1])),
    "part-of-data", title="one batch an epoch",
)  # fmt: skip
_trained_by(train_one_update_per_epoch, "part-of-data", title="one update an epoch")


@fault("part-of-data")
def the_last_smaller_batch_is_dropped(loop: Loop) -> None:
    loop.size = next(s for s in (32, 48, 40, 56, 27) if len(loop.X) % s > 1)
    loop.train = train_drops_last_batch


def _apart(X: np.ndarray, y: np.ndarray, size: int, rng: Any) -> Iterator[Any]:
    one, other = rng.permutation(len(X)), rng.permutation(len(X))
    return ((X[one[i : i + size]], y[other[i : i + size]]) for i in range(0, len(X), size))


_trained_by(cut(_apart), "labels-apart", title="X and y shuffled apart")


@fault("labels-apart")
def X_shuffled_in_place_before_the_loop(loop: Loop) -> None:
    loop.told = loop.X.copy(), loop.y, loop.X_val, loop.y_val
    loop.rng.shuffle(loop.X)


@fault("labels-apart")
def labels_a_row_late(loop: Loop) -> None:
    loop.told = loop.X, loop.y, loop.X_val, loop.y_val
    loop.y = np.roll(loop.y, 1, axis=0)


# --- the data ---


@fault("not-scaled")
def data_not_scaled(loop: Loop) -> None:
    loop.X, loop.X_val = loop.raw, loop.raw_val


def _again(loop: Loop, X: np.ndarray) -> np.ndarray:
    return (X - loop.raw.mean(axis=0)) / (loop.raw.std(axis=0) + 1e-9)


@fault("not-scaled", "validation-scale")
def data_scaled_twice_with_the_raw_statistics(loop: Loop) -> None:
    loop.X, loop.X_val = _again(loop, loop.X), _again(loop, loop.X_val)


@fault("validation-scale")
def validation_set_not_scaled(loop: Loop) -> None:
    loop.X_val = loop.raw_val


@fault("validation-scale")
def validation_set_scaled_twice(loop: Loop) -> None:
    loop.X_val = _again(loop, loop.X_val)


# --- the history ---

_trained_by(train_last_batch_loss, "batch-loss", title="train_loss of the last batch")
_trained_by(train_val_on_train, "validation-on-training", title="val_loss on the training set")
_trained_by(train_loss_before_epoch, "noted-before", title="losses noted before the epoch")
_trained_by(train_update_discarded, "update-discarded", title="update's result thrown away")
_trained_by(train_restarts_each_epoch, "restarts-each-epoch", title="every epoch starts anew")


@fault("restarts-each-epoch")
def new_weights_in_every_epoch(loop: Loop) -> None:
    right = loop.train

    def train(params, X, y, X_val, y_val, look, step, epochs, size, rng):  # type: ignore[no-untyped-def]
        history: dict[str, list[float]] = {"train_loss": [], "val_loss": []}
        for _ in range(epochs):
            params = init_params(X.shape[1], 16, rng)
            params, one = right(params, X, y, X_val, y_val, look, step, 1, size, rng)
            for name, losses in one.items():
                history[name] += losses
        return params, history

    loop.train = train
    loop.update = Optimizer("sgd", 0.1)


@fault("gradient-wrong")
def the_bias_gradients_are_0(loop: Loop) -> None:
    with_grads(loop, lambda grads, X: {k: g if "W" in k else 0 * g for k, g in grads.items()})


@fault("updated-twice")
def two_updates_for_each_batch(loop: Loop) -> None:
    def train(params, X, y, X_val, y_val, look, step, epochs, size, rng):  # type: ignore[no-untyped-def]
        history: dict[str, list[float]] = {"train_loss": [], "val_loss": []}
        for _ in range(epochs):
            for X_batch, y_batch in minibatches(X, y, size, rng):
                grads = look(params, X_batch, y_batch)[1]
                params = step(step(params, grads), grads)
            history["train_loss"].append(look(params, X, y)[0])
            history["val_loss"].append(look(params, X_val, y_val)[0])
        return params, history

    loop.train = train


# --- the validation set ---


@fault("validation-leak")
def validation_set_among_the_batches(loop: Loop) -> None:
    loop.told = loop.X, loop.y, loop.X_val, loop.y_val
    loop.X, loop.y = np.vstack([loop.X, loop.X_val]), np.vstack([loop.y, loop.y_val])


@fault("validation-leak")
def a_step_on_the_validation_set(loop: Loop) -> None:
    right = loop.train

    def train(params, X, y, X_val, y_val, look, step, epochs, size, rng):  # type: ignore[no-untyped-def]
        history: dict[str, list[float]] = {"train_loss": [], "val_loss": []}
        for _ in range(epochs):
            params, one = right(params, X, y, X_val, y_val, look, step, 1, size, rng)
            params = step(params, look(params, X_val, y_val)[1])
            for name, losses in one.items():
                history[name] += losses
        return params, history

    loop.train = train


@fault("validation-leak")
def validation_rows_in_X(loop: Loop) -> None:
    half = len(loop.X_val) // 2
    loop.X = np.vstack([loop.X, loop.X_val[:half]])
    loop.y = np.vstack([loop.y, loop.y_val[:half]])


# --- update ---


@fault("update-changes-nothing")
def update_gives_back_the_old_params(loop: Loop) -> None:
    right = Optimizer(loop.optimizer, loop.rate)

    def update(params: Params, grads: Params) -> Params:
        right(params, grads)
        return params

    loop.update = update


@fault("part-not-updated")
def the_biases_are_not_updated(loop: Loop) -> None:
    right = Optimizer(loop.optimizer, loop.rate)

    def update(params: Params, grads: Params) -> Params:
        moved = right(params, grads)
        return {k: moved[k] if "W" in k else w for k, w in params.items()}

    loop.update = update


@fault("part-not-updated")
def the_first_array_alone_is_updated(loop: Loop) -> None:
    rate = loop.rate
    loop.update = lambda params, grads: {**params, "W1": params["W1"] - rate * grads["W1"]}


# --- the fit ---


@fault("decay-too-strong", optimizer="sgd")
def decay_of_3_in_the_gradients(loop: Loop) -> None:
    loop.loss_and_grads, loop.update = network(3.0), Optimizer("sgd", 0.1)


@fault("decay-too-strong", optimizer="adam")
def decay_of_3_in_adam(loop: Loop) -> None:
    loop.loss_and_grads, loop.update = network(), Optimizer("adam", 0.003, lam=3.0)
    loop.epochs = 40


@fault("decay-too-strong", optimizer="momentum")
def decay_of_1_in_momentum(loop: Loop) -> None:
    loop.loss_and_grads, loop.update = network(1.0), Optimizer("momentum", 0.02)


@fault("overfits", kind="genes", optimizer="adam")
def no_regularization_and_many_epochs(loop: Loop) -> None:
    loop.loss_and_grads, loop.update = network(), Optimizer("adam", 0.003)
    loop.params = init_params(loop.X.shape[1], 64, loop.rng)
    loop.epochs = 60


@fault("overfits", optimizer="adam", kind="clouds")
def few_samples_and_many_units(loop: Loop) -> None:
    loop.X, loop.y = loop.X[:40], loop.y[:40]
    loop.loss_and_grads, loop.update = network(), Optimizer("adam", 0.01)
    loop.params = init_params(loop.X.shape[1], 100, loop.rng)
    loop.size, loop.epochs = 8, 150


@fault("underfits", kind="folds", optimizer="adam")
def a_linear_model_for_an_exclusive_or(loop: Loop) -> None:
    def loss_and_grads(params: Params, X: np.ndarray, y: np.ndarray) -> Any:
        P = sigmoid(X @ params["W"] + params["b"])
        return bce(y, P), {"W": X.T @ (P - y) / len(X), "b": (P - y).mean(axis=0)}

    loop.params = {"W": np.zeros((loop.X.shape[1], 1)), "b": np.zeros(1)}
    loop.loss_and_grads, loop.update = loss_and_grads, Optimizer("adam", 0.02)
    loop.epochs = 60
