"""A toy model with its loss and its update, which resembles no exercise's answer."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Params = dict[str, Array]


def toy_gap(params: Params, X: Array, y: Array) -> Array:
    """The errors of a toy model, (n, 1), which resembles no exercise's answer."""
    return np.sin(X * params["w"]).sum(axis=1, keepdims=True) + params["c"] - y


def toy_loss(params: Params, X: Array, y: Array) -> float:
    """Mean log-cosh of the gaps."""
    return float(np.log(np.cosh(toy_gap(params, X, y))).sum() / len(X))


def toy_grads(params: Params, X: Array, y: Array) -> Params:
    """The gradient of the toy loss."""
    push = np.tanh(toy_gap(params, X, y))
    w = (push * X * np.cos(X * params["w"])).sum(axis=0)
    return {"w": w / len(X), "c": push.sum(axis=0) / len(X)}


def toy_step(params: Params, grads: Params) -> Params:
    """The params after the toy update."""
    return {name: 0.95 * w - 0.3 * np.sin(grads[name]) for name, w in params.items()}
