"""Backpropagation through a network with one hidden layer, and how to check it.

    X (n, d) → Z1 = X·W1 + b1 → A1 = relu(Z1) → Z2 = A1·W2 + b2 → P = σ(Z2) → bce(y, P)

`params` is {"W1": (d, h), "b1": (h,), "W2": (h, 1), "b2": (1,)}; y and P are (n, 1).
"""

from collections.abc import Callable

import numpy as np

from dlref.activations import Values, relu, relu_grad, sigmoid
from dlref.neuron import dense

__all__ = [
    "backward",
    "chain_rule",
    "forward",
    "init_params",
    "numerical_gradient",
    "relative_error",
]

Params = dict[str, np.ndarray]


def chain_rule(x: Values) -> Values:
    """d/dx sin(x²) = cos(x²)·2x: the outer slope, at the inner value, times the inner slope.

    x: a number or an array of any shape. Source: course notes, chain rule.
    """
    return 2 * x * np.cos(x**2)


def numerical_gradient(
    f: Callable[[np.ndarray], float], x: np.ndarray, h: float = 1e-5
) -> np.ndarray:
    """(f(x + h) - f(x - h)) / 2h for one element of x at a time: the slope without calculus.

    f takes an array shaped as x and gives a number. x: floats of any shape; returns that shape.
    Source: CS231n, gradient checks.
    """
    gradient = np.zeros(np.shape(x))
    for i in np.ndindex(gradient.shape):
        step = np.zeros(gradient.shape)
        step[i] = h
        gradient[i] = (f(x + step) - f(x - step)) / (2 * h)
    return gradient


def relative_error(a: np.ndarray, b: np.ndarray) -> float:
    """Largest |a - b| / max(1e-8, |a| + |b|): 0 where equal, 1 where the signs differ.

    a, b: numbers or arrays of one shape. Source: CS231n, gradient checks.
    """
    return float(np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))))


def init_params(n_features: int, n_hidden: int, rng: np.random.Generator) -> Params:
    """Normal weights of deviation √(2 / number of inputs), zero biases.

    Returns `params` as above, with d = n_features and h = n_hidden. Random, since units that start
    equal stay equal; of this scale, since a ReLU halves the variance that it is given.
    Source: He et al. 2015.
    """
    return {
        "W1": rng.standard_normal((n_features, n_hidden)) * np.sqrt(2 / n_features),
        "b1": np.zeros(n_hidden),
        "W2": rng.standard_normal((n_hidden, 1)) * np.sqrt(2 / n_hidden),
        "b2": np.zeros(1),
    }


def forward(params: Params, X: np.ndarray) -> Params:
    """From samples to probabilities, keeping each step for `backward`.

    X: (n, d). Returns the cache {"Z1": (n, h), "A1": (n, h), "Z2": (n, 1), "P": (n, 1)}.
    Source: course notes, layers.
    """
    Z1 = dense(X, params["W1"], params["b1"])
    A1 = relu(Z1)
    Z2 = dense(A1, params["W2"], params["b2"])
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": sigmoid(Z2)}


def backward(params: Params, cache: Params, X: np.ndarray, y: np.ndarray) -> Params:
    """The gradient of the mean BCE, from the output back to the input.

    cache: what `forward(params, X)` gave; X: (n, d); y: (n, 1). Returns a dict keyed and shaped as
    `params`. A layer Z = A·W + b passes the gradient dZ on as dW = Aᵀ·dZ, db = Σ dZ over the
    samples, dA = dZ·Wᵀ. The first dZ2 is that of `bce_from_logits_grad`.
    Source: Rumelhart, Hinton & Williams 1986.
    """
    dZ2 = (cache["P"] - y) / len(X)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * relu_grad(cache["Z1"])
    return {
        "W1": X.T @ dZ1,
        "b1": dZ1.sum(axis=0),
        "W2": cache["A1"].T @ dZ2,
        "b2": dZ2.sum(axis=0),
    }
