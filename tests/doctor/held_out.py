"""Further faults, written after the rules and their thresholds were set, and never tuned on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from dlref.activations import sigmoid
from dlref.backprop import backward, forward, init_params
from dlref.losses import bce
from dlref.optimizers import minibatches
from dlref.regularization import l2_grads
from tests.doctor.faults import Fault, Inject, cut, rated, trained_by, with_grads
from tests.doctor.loops import Loop, Optimizer, Params, deep_network, deep_params, network

HELD_OUT: list[Fault] = []


def fault(
    *causes: str, title: str = "", optimizer: str = "", kind: str = ""
) -> Callable[[Inject], Inject]:
    """Add a fault to the list."""

    def add(inject: Inject) -> Inject:
        name = title or inject.__name__.replace("_", " ")
        HELD_OUT.append(Fault(name, causes, inject, optimizer, kind))
        return inject

    return add


# --- the size and the sign of the steps ---

fault("step-too-large", title="adam with a rate of 0.3", optimizer="adam")(rated(0.3, "adam"))
fault("step-too-large", title="sgd with a rate of 10", optimizer="sgd")(rated(10, "sgd"))
fault("step-too-large", title="momentum with a rate of 1", optimizer="momentum")(
    rated(1.0, "momentum")
)
fault("step-too-small", title="sgd with a rate of 1e-5", optimizer="sgd")(rated(1e-5, "sgd"))
fault("step-too-small", title="adam with a rate of 1e-6", optimizer="adam")(rated(1e-6, "adam"))
fault("step-sign", title="rmsprop adds the step", optimizer="rmsprop")(rated(-0.001, "rmsprop"))


@fault("step-too-large", optimizer="sgd")
def the_rate_grows_in_every_step(loop: Loop) -> None:
    class Growing(Optimizer):
        def moved(self, params: Params, grads: Params, rate: float) -> Params:
            return super().moved(params, grads, rate * 1.05**self.t)

    loop.update = Growing("sgd", loop.rate)


# --- gradients ---


@fault("gradient-sign")
def the_sign_is_wrong_in_layer_1_alone(loop: Loop) -> None:
    with_grads(loop, lambda grads, X: {k: -g if "1" in k else g for k, g in grads.items()})


@fault("gradient-averaged-twice")
def divided_by_n_twice(loop: Loop) -> None:
    with_grads(loop, lambda grads, X: {k: g / len(X) for k, g in grads.items()})


@fault("gradient-wrong")
def back_through_the_gradient_of_W2(loop: Loop) -> None:
    lam = loop.lam

    def loss_and_grads(params: Params, X: np.ndarray, y: np.ndarray) -> Any:
        cache = forward(params, X)
        grads = backward(params, cache, X, y)
        grads |= {
            k: g
            for k, g in backward({**params, "W2": grads["W2"]}, cache, X, y).items()
            if "1" in k
        }
        return bce(y, cache["P"]), l2_grads(grads, params, lam)

    loop.loss_and_grads = loss_and_grads


@fault("gradients-added-up")
def gradients_added_up_in_place(loop: Loop) -> None:
    def train(params, X, y, X_val, y_val, look, step, epochs, size, rng):  # type: ignore[no-untyped-def]
        history: dict[str, list[float]] = {"train_loss": [], "val_loss": []}
        total = {k: np.zeros_like(w) for k, w in params.items()}
        for _ in range(epochs):
            for X_batch, y_batch in minibatches(X, y, size, rng):
                for k, g in look(params, X_batch, y_batch)[1].items():
                    total[k] += g
                params = step(params, total)
            history["train_loss"].append(look(params, X, y)[0])
            history["val_loss"].append(look(params, X_val, y_val)[0])
        return params, history

    loop.train = train


# --- the optimizer's memory ---


@fault("adam-forgets", optimizer="adam")
def v_alone_is_lost_in_each_step(loop: Loop) -> None:
    class Lost(Optimizer):
        def moved(self, params: Params, grads: Params, rate: float) -> Params:
            self.state.pop("v", None)
            return super().moved(params, grads, rate)

    loop.update = Lost("adam", loop.rate)


@fault("adam-forgets", optimizer="adam")
def m_alone_is_lost_in_each_step(loop: Loop) -> None:
    class Lost(Optimizer):
        def moved(self, params: Params, grads: Params, rate: float) -> Params:
            self.state.pop("m", None)
            return super().moved(params, grads, rate)

    loop.update = Lost("adam", loop.rate)


@fault("adam-t", optimizer="adam")
def t_stays_3(loop: Loop) -> None:
    class Stuck(Optimizer):
        def moved(self, params: Params, grads: Params, rate: float) -> Params:
            self.t = 3
            return super().moved(params, grads, rate)

    loop.update = Stuck("adam", loop.rate)


# --- the start, and the network ---


@fault("dead-units")
def negative_weights_for_positive_data(loop: Loop) -> None:
    low, high = loop.X.min(axis=0), loop.X.max(axis=0)
    loop.X, loop.X_val = (loop.X - low) / (high - low), (loop.X_val - low) / (high - low)
    loop.params["W1"] = -np.abs(loop.params["W1"])


@fault("saturated")
def weights_not_scaled_by_their_inputs(loop: Loop) -> None:
    loop.params = {
        k: 10 * loop.rng.standard_normal(w.shape) if "W" in k else w for k, w in loop.params.items()
    }


@fault("clones")
def all_weights_start_at_1(loop: Loop) -> None:
    loop.params = {k: np.ones_like(w) if "W" in k else w for k, w in loop.params.items()}
    loop.params["W1"] /= loop.X.shape[1]


def _deep(scale: float, activation: str, depth: int) -> Inject:
    def inject(loop: Loop) -> None:
        loop.params = deep_params([loop.X.shape[1], *[24] * (depth - 1), 1], loop.rng, scale)
        loop.loss_and_grads = deep_network(depth, activation=activation)

    return inject


fault("vanishing", title="nine sigmoid layers")(_deep(1.5, "sigmoid", 10))
fault("vanishing", title="five ReLU layers with weights ten times too small")(
    _deep(0.15, "relu", 6)
)


@fault("sigmoid-twice")
def the_sigmoid_twice_without_hidden_layer(loop: Loop) -> None:
    def loss_and_grads(params: Params, X: np.ndarray, y: np.ndarray) -> Any:
        P = sigmoid(sigmoid(X @ params["W"] + params["b"]))
        return bce(y, P), {"W": X.T @ (P - y) / len(X), "b": (P - y).mean(axis=0)}

    loop.params = {"W": 0.1 * loop.rng.standard_normal((loop.X.shape[1], 1)), "b": np.zeros(1)}
    loop.loss_and_grads = loss_and_grads


@fault("labels-range")
def labels_of_1_and_2(loop: Loop) -> None:
    loop.y, loop.y_val = loop.y + 1, loop.y_val + 1


# --- the batches ---


@fault("same-batches")
def sorted_by_label_and_not_shuffled(loop: Loop) -> None:
    order = np.argsort(loop.y.ravel(), kind="stable")
    loop.X, loop.y = loop.X[order], loop.y[order]
    loop.train = cut(
        lambda X, y, size, rng: ((X[i : i + size], y[i : i + size]) for i in range(0, len(X), size))
    )


fault("same-batches", title="a generator with a fixed seed in every epoch")(
    trained_by(cut(lambda X, y, size, rng: iter(minibatches(X, y, size, np.random.default_rng(0)))))
)
fault("part-of-data", title="the last fifth is never used")(
    trained_by(
        cut(
            lambda X, y, size, rng: iter(
                minibatches(X[: len(X) * 4 // 5], y[: len(X) * 4 // 5], size, rng)
            )
        )
    )
)
fault("part-of-data", title="two batches too few")(
    trained_by(cut(lambda X, y, size, rng: iter(minibatches(X, y, size, rng)[:-2])))
)


@fault("labels-apart")
def labels_in_reverse(loop: Loop) -> None:
    loop.told = loop.X, loop.y, loop.X_val, loop.y_val
    loop.y = loop.y[::-1]


def _shuffles_rows(X: np.ndarray, y: np.ndarray, size: int, rng: Any) -> Any:
    rng.shuffle(X)
    return ((X[i : i + size], y[i : i + size]) for i in range(0, len(X), size))


fault("labels-apart", title="X alone is shuffled in place, in every epoch")(
    trained_by(cut(_shuffles_rows))
)


@fault("validation-leak")
def validation_rows_in_every_batch(loop: Loop) -> None:
    X_val, y_val = loop.X_val, loop.y_val

    def batches(X: np.ndarray, y: np.ndarray, size: int, rng: Any) -> Any:
        return (
            (np.vstack([a, X_val[:2]]), np.vstack([b, y_val[:2]]))
            for a, b in minibatches(X, y, size, rng)
        )

    loop.train = cut(batches)


# --- the data ---


@fault("not-scaled")
def values_from_0_to_255(loop: Loop) -> None:
    low, high = loop.raw.min(axis=0), loop.raw.max(axis=0)
    loop.X, loop.X_val = (255 * (raw - low) / (high - low) for raw in (loop.raw, loop.raw_val))


@fault("not-scaled")
def half_of_the_columns_not_scaled(loop: Loop) -> None:
    half = loop.X.shape[1] // 2
    loop.X[:, :half], loop.X_val[:, :half] = 10 * loop.raw[:, :half], 10 * loop.raw_val[:, :half]


@fault("validation-scale")
def validation_set_centred_only(loop: Loop) -> None:
    loop.X_val = 8 * loop.X_val


# --- the history ---


def _noting(train_loss: Callable[..., Any], val_loss: Callable[..., Any]) -> Callable[..., Any]:
    def train(params, X, y, X_val, y_val, look, step, epochs, size, rng):  # type: ignore[no-untyped-def]
        history: dict[str, list[float]] = {"train_loss": [], "val_loss": []}
        for _ in range(epochs):
            losses = []
            for X_batch, y_batch in minibatches(X, y, size, rng):
                loss, grads = look(params, X_batch, y_batch)
                losses.append(loss)
                params = step(params, grads)
            last = X_batch, y_batch
            history["train_loss"].append(train_loss(look, params, X, y, losses))
            history["val_loss"].append(val_loss(look, params, X_val, y_val, last))
        return params, history

    return train


def _whole(look: Any, params: Any, X: Any, y: Any, _: Any) -> Any:
    return look(params, X, y)[0]


fault("batch-loss", title="train_loss of the first batch")(
    trained_by(_noting(lambda look, params, X, y, losses: losses[0], _whole))
)
fault("validation-on-training", title="val_loss on the last batch")(
    trained_by(_noting(_whole, lambda look, params, X, y, last: look(params, *last)[0]))
)


# --- update, and the fit ---


@fault("part-not-updated")
def the_second_layer_alone_is_updated(loop: Loop) -> None:
    right = Optimizer(loop.optimizer, loop.rate)

    def update(params: Params, grads: Params) -> Params:
        moved = right(params, grads)
        return {k: moved[k] if "2" in k else w for k, w in params.items()}

    loop.update = update


@fault("decay-too-strong", optimizer="rmsprop")
def decay_of_1_in_rmsprop(loop: Loop) -> None:
    loop.loss_and_grads, loop.update = network(), Optimizer("rmsprop", 0.002, lam=1.0)
    loop.epochs = 40


@fault("decay-too-strong", optimizer="sgd")
def decay_of_half_with_its_penalty(loop: Loop) -> None:
    loop.loss_and_grads, loop.update = network(0.5, penalty=True), Optimizer("sgd", 0.1)
    loop.epochs = 40


@fault("overfits", kind="genes", optimizer="adam")
def twenty_patients(loop: Loop) -> None:
    loop.X, loop.y = loop.X[:20], loop.y[:20]
    loop.loss_and_grads, loop.update = network(), Optimizer("adam", 0.003)
    loop.params = init_params(loop.X.shape[1], 32, loop.rng)
    loop.size, loop.epochs = 5, 80


@fault("underfits", kind="folds", optimizer="adam")
def one_hidden_unit_for_an_exclusive_or(loop: Loop) -> None:
    loop.params = init_params(loop.X.shape[1], 1, loop.rng)
    loop.loss_and_grads, loop.update = network(), Optimizer("adam", 0.02)
    loop.epochs = 80
