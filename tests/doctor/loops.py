"""Right training loops in many forms, for faults to be put into."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.random import Generator

from autograder.doctor.spy import Spies, spy
from autograder.workshop.expression import population
from dlref.activations import relu, sigmoid
from dlref.backprop import backward, forward, init_params
from dlref.losses import bce
from dlref.optimizers import adam_step, momentum_step, rmsprop_step, sgd_step, step_decay
from dlref.regularization import dropout, early_stopping, l2_grads, l2_penalty
from dlref.training import standardize, train

Params = dict[str, np.ndarray]


@dataclass
class Loop:
    """A training loop in parts, any of which can be exchanged."""

    rng: Generator
    raw: np.ndarray
    raw_val: np.ndarray
    X: np.ndarray
    y: np.ndarray
    X_val: np.ndarray
    y_val: np.ndarray
    params: Params
    loss_and_grads: Callable[..., Any]
    update: Callable[..., Any]
    epochs: int
    size: int
    optimizer: str
    rate: float
    lam: float
    train: Callable[..., Any] = train
    patience: int = 0
    told: tuple[np.ndarray, ...] | None = None
    note: str = ""
    facts: dict[str, Any] = field(default_factory=dict)

    def run(self) -> tuple[Any, Spies]:
        """The history, and the spies that saw it made."""
        told = self.told or (self.X, self.y, self.X_val, self.y_val)
        spies = spy(self.loss_and_grads, self.update, *told)
        sets = self.X, self.y, self.X_val, self.y_val
        if not self.patience:
            _, history = self.train(self.params, *sets, *spies, self.epochs, self.size, self.rng)
            return history, spies
        params, history = self.params, {"train_loss": [], "val_loss": []}
        for epoch in range(self.epochs):
            params, one = self.train(params, *sets, *spies, 1, self.size, self.rng)
            for name, losses in one.items():
                history[name] += losses
            if epoch - early_stopping(history["val_loss"], self.patience)[1] == self.patience:
                break
        return history, spies


def network(lam: float = 0.0, p_drop: float = 0.0, penalty: bool = False, rng: Any = None) -> Any:
    """loss_and_grads of the workshop's network, perhaps with decay, and dropout of the inputs."""

    def loss_and_grads(params: Params, X: np.ndarray, y: np.ndarray) -> tuple[float, Params]:
        loss = bce(y, forward(params, X)["P"])
        seen = dropout(X, p_drop, rng)[0] if p_drop else X
        grads = backward(params, forward(params, seen), seen, y)
        if penalty:
            loss += l2_penalty(params, lam)
        return loss, l2_grads(grads, params, lam) if lam else grads

    return loss_and_grads


def deep_params(sizes: list[int], rng: Generator, scale: float = np.sqrt(2)) -> Params:
    """Normal weights of deviation scale / √(number of inputs), zero biases."""
    params: Params = {}
    for i, (d, h) in enumerate(pairwise(sizes), 1):
        params[f"W{i}"] = scale * rng.standard_normal((d, h)) / np.sqrt(d)
        params[f"b{i}"] = np.zeros(h)
    return params


def deep_network(depth: int, lam: float = 0.0, activation: str = "relu") -> Any:
    """loss_and_grads of a network with several hidden layers."""

    def loss_and_grads(params: Params, X: np.ndarray, y: np.ndarray) -> tuple[float, Params]:
        A = [X]
        for i in range(1, depth + 1):
            Z = A[-1] @ params[f"W{i}"] + params[f"b{i}"]
            A.append(relu(Z) if activation == "relu" and i < depth else sigmoid(Z))
        dZ, grads = (A[-1] - y) / len(X), {}
        for i in range(depth, 0, -1):
            a = A[i - 1]
            grads[f"W{i}"], grads[f"b{i}"] = a.T @ dZ, dZ.sum(axis=0)
            slope = a > 0 if activation == "relu" else a * (1 - a)
            dZ = (dZ @ params[f"W{i}"].T) * slope
        return bce(y, A[-1]), l2_grads({name: grads[name] for name in params}, params, lam)

    return loss_and_grads


class Optimizer:
    """An `update` that keeps its state: sgd, momentum, rmsprop or adam."""

    def __init__(
        self, name: str, rate: float, lam: float = 0.0, every: int = 0, in_place: bool = False
    ) -> None:
        self.name, self.rate, self.lam, self.every = name, rate, lam, every
        self.in_place, self.t, self.state = in_place, 0, {}

    def moved(self, params: Params, grads: Params, rate: float) -> Params:
        zeros = {k: np.zeros_like(w) for k, w in params.items()}
        s = self.state
        if self.name == "sgd":
            return sgd_step(params, grads, rate)
        if self.name == "momentum":
            params, s["v"] = momentum_step(params, grads, s.get("v", zeros), rate)
        elif self.name == "rmsprop":
            params, s["s"] = rmsprop_step(params, grads, s.get("s", zeros), rate)
        else:
            params, s["m"], s["v"] = adam_step(
                params, grads, s.get("m", zeros), s.get("v", zeros), self.t, rate
            )
        return params

    def __call__(self, params: Params, grads: Params) -> Params:
        self.t += 1
        rate = step_decay(self.rate, self.t, 0.5, self.every) if self.every else self.rate
        if self.lam:
            grads = l2_grads(grads, params, self.lam)
        moved = self.moved(params, grads, rate)
        if not self.in_place:
            return moved
        for name, array in moved.items():
            params[name][...] = array
        return params


@cache
def genes(seed: int) -> tuple[np.ndarray, ...]:
    """Raw gene expression: X, y, X_val, y_val."""
    cohort = population(seed=seed).sample(600, seed=seed + 1)
    return tuple(
        part[rows]
        for rows in (cohort.train, cohort.validation)
        for part in (cohort.log_cpm, cohort.y)
    )


def made_up(rng: Generator, n: int, d: int, kind: str) -> tuple[np.ndarray, ...]:
    """Raw measurements of a small made-up study: two clouds, or an exclusive or of two columns."""
    Z = rng.standard_normal((n + n // 3, d))
    share = rng.uniform(0.35, 0.65)
    y = (rng.random((len(Z), 1)) < share).astype(float)
    if kind == "clouds":
        direction = rng.standard_normal(d)
        Z += (2 * y - 1) * direction / np.linalg.norm(direction) * rng.uniform(1.0, 1.8)
    else:
        y = (Z[:, :1] * Z[:, 1:2] > 0).astype(float)
        Z[:, :2] += 0.3 * np.sign(Z[:, :2])
    raw = Z * rng.uniform(0.5, 30, d) + rng.uniform(-20, 60, d)
    return raw[:n], y[:n], raw[n:], y[n:]


RATES = {
    "sgd": (0.05, 0.3),
    "momentum": (0.01, 0.05),
    "rmsprop": (0.0005, 0.003),
    "adam": (0.0007, 0.005),
}


def healthy(seed: int, optimizer: str = "", kind: str = "", deep: bool = True) -> Loop:
    """A right training loop with hyper-parameters that are right, drawn at random."""
    rng = np.random.default_rng([seed, 11])
    kind = kind or str(rng.choice(["genes", "clouds", "folds"], p=[0.3, 0.4, 0.3]))
    name = optimizer or str(rng.choice(list(RATES)))
    if kind == "genes":
        raw, y, raw_val, y_val = genes(int(rng.integers(12)))
        hidden, lam = int(rng.integers(8, 65)), float(rng.choice([0.01, 0.02, 0.03, 0.05, 0.1]))
        p_drop, epochs = float(rng.choice([0.0, 0.0, 0.2, 0.3])), int(rng.integers(15, 50))
        size = int(rng.choice([16, 32, 64]))
    else:
        n, d = int(rng.integers(150, 600)), int(rng.integers(4, 12))
        raw, y, raw_val, y_val = made_up(rng, n, d, kind)
        hidden, lam = int(rng.integers(8, 33)), float(rng.choice([0.0, 0.0, 0.001, 0.003, 0.01]))
        p_drop, size = 0.0, int(rng.choice([8, 16, 32]))
        epochs = int(rng.integers(30, 80))
    low, high = RATES[name]
    rate = float(np.exp(rng.uniform(np.log(low), np.log(high))))
    if kind != "genes" and name in ("rmsprop", "adam"):
        rate *= 2
    if kind == "genes" and name in ("sgd", "momentum"):
        rate *= 0.5
    X, X_val = standardize(raw, raw_val)
    inside = bool(rng.random() < 0.3)  # the decay stands in the update
    every = int(rng.choice([0, 0, 0, 300]))
    in_place, penalty = bool(rng.random() < 0.3), bool(rng.random() < 0.3)
    params = init_params(X.shape[1], hidden, rng)
    loss_and_grads = network(0.0 if inside else lam, p_drop, penalty and not inside, rng)
    depth = int(rng.choice([2, 2, 2, 3, 4]))
    if deep and depth > 2:
        params = deep_params([X.shape[1], *[hidden] * (depth - 1), 1], rng)
        loss_and_grads = deep_network(depth, 0.0 if inside else lam)
    patience = 0 if lam >= 0.05 and rng.random() < 0.5 else int(rng.choice([5, 10]))
    return Loop(
        rng, raw, raw_val, X, y, X_val, y_val,
        params, loss_and_grads,
        Optimizer(name, rate, lam if inside else 0.0, every, in_place),
        epochs, size, name, rate, lam,
        patience=patience,
    )  # fmt: skip
