"""Unusual right answers: backprop."""

import numpy as np

from autograder.course import variant
from dlref.backprop import forward


@variant("chain_rule")
def chain_rule_other_order(x):
    """The sum x·cos(x²) + x·cos(x²), with products for the square."""
    return np.cos(np.multiply(x, x)) * x + np.cos(x * x) * x


@variant("chain_rule")
def chain_rule_in_steps(x):
    """Inside and inner slope first; 2x written as x + x."""
    inside, slope_inside = x**2, x + x
    return np.cos(inside) * slope_inside


@variant("chain_rule")
def chain_rule_loop(x):
    """Element by element; lists come back."""
    values = np.atleast_1d(x).ravel()
    out = [2 * v * np.cos(v**2) for v in values]
    return np.reshape(out, np.shape(x)).tolist()


@variant("chain_rule")
def chain_rule_float32(x):
    """Everything in single precision."""
    return np.float32(2) * np.float32(x) * np.cos(np.float32(x) ** 2)


@variant("numerical_gradient")
def numerical_gradient_puts_the_old_value_back(f, x, h=1e-5):
    """Changes x itself, and puts the old value back."""
    gradient = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old + h
        above = f(x)
        x[i] = old - h
        below = f(x)
        x[i] = old
        gradient[i] = (above - below) / (2 * h)
    return gradient


@variant("numerical_gradient")
def numerical_gradient_adds_and_takes_off(f, x, h=1e-5):
    """Adds h and takes it off again, which leaves a rounding in x."""
    gradient = np.empty(x.shape)
    for i in range(x.size):
        x.flat[i] += h
        above = f(x)
        x.flat[i] -= 2 * h
        gradient.flat[i] = (above - f(x)) / h / 2
        x.flat[i] += h
    return gradient


@variant("numerical_gradient")
def numerical_gradient_on_copies(f, x, h=1e-5):
    """Two copies an element; lists come back."""
    slopes = []
    for i in range(x.size):
        up, down = x.copy(), x.copy()
        up.ravel()[i] += h
        down.ravel()[i] -= h
        slopes.append((f(up) - f(down)) / (2 * h))
    return np.array(slopes).reshape(x.shape).tolist()


@variant("numerical_gradient")
def numerical_gradient_nditer(f, x, h=1e-5):
    """NumPy's iterator, and 2h written as h + h."""
    gradient = np.zeros(x.shape, dtype=float)
    it = np.nditer(x, flags=["multi_index"])
    for _ in it:
        step = np.zeros(x.shape)
        step[it.multi_index] = h
        gradient[it.multi_index] = (f(x + step) - f(x - step)) / (h + h)
    return gradient


@variant("relative_error")
def relative_error_loop(a, b):
    """The worst so far, element by element."""
    worst = 0
    for p, q in zip(np.ravel(a), np.ravel(b)):
        worst = max(worst, abs(p - q) / max(1e-8, abs(p) + abs(q)))
    return worst


@variant("relative_error")
def relative_error_where(a, b):
    """The floor of the denominator by np.where."""
    below = np.abs(a) + np.abs(b)
    return (np.abs(np.subtract(a, b)) / np.where(below < 1e-8, 1e-8, below)).max()


@variant("relative_error")
def relative_error_clip(a, b):
    """The floor by np.clip, and differences taken the other way round."""
    return np.amax(abs(b - a) / np.clip(abs(a) + abs(b), 1e-8, None))


@variant("init_params")
def init_params_small(n_features, n_hidden, rng):
    """A small fixed scale in place of He's."""
    return {
        "W1": 0.01 * rng.standard_normal((n_features, n_hidden)),
        "b1": np.zeros(n_hidden),
        "W2": 0.01 * rng.standard_normal((n_hidden, 1)),
        "b2": np.zeros(1),
    }


@variant("init_params")
def init_params_xavier_uniform(n_features, n_hidden, rng):
    """Xavier's uniform weights; keys in another order."""
    a, c = np.sqrt(6 / (n_features + n_hidden)), np.sqrt(6 / (n_hidden + 1))
    return {
        "W1": rng.uniform(-a, a, (n_features, n_hidden)),
        "W2": rng.uniform(-c, c, (n_hidden, 1)),
        "b1": np.zeros((n_hidden,)),
        "b2": np.zeros((1,)),
    }


@variant("init_params")
def init_params_other_order_and_types(n_features, n_hidden, rng):
    """Single precision, W2 drawn first, biases as lists, and one more key."""
    W2 = rng.normal(0, np.sqrt(2 / n_hidden), size=(n_hidden, 1)).astype(np.float32)
    W1 = rng.normal(0, np.sqrt(2 / n_features), size=(n_features, n_hidden)).astype(np.float32)
    return {"b2": [0], "b1": [0] * n_hidden, "W2": W2, "W1": W1, "n_hidden": n_hidden}


@variant("init_params")
def init_params_row_by_row(n_features, n_hidden, rng):
    """One number drawn at a time; integers for the biases."""
    W1 = [
        [rng.normal() * (2 / n_features) ** 0.5 for _ in range(n_hidden)] for _ in range(n_features)
    ]
    W2 = [[rng.normal() * (2 / n_hidden) ** 0.5] for _ in range(n_hidden)]
    return {
        "W1": np.array(W1),
        "b1": np.zeros(n_hidden, int),
        "W2": np.array(W2),
        "b2": np.zeros(1, int),
    }


@variant("init_params")
def init_params_the_limit(n_features, n_hidden, rng):
    """As large a scale as the stub allows."""
    return {
        "W1": 2.4 * np.sqrt(2 / n_features) * rng.standard_normal((n_features, n_hidden)),
        "b1": np.zeros(n_hidden),
        "W2": 2.4 * np.sqrt(2 / n_hidden) * rng.standard_normal((n_hidden, 1)),
        "b2": np.zeros(1),
    }


@variant("forward")
def forward_mask_tanh(params, X):
    """A mask for the ReLU, tanh for the sigmoid, and more in the cache."""
    Z1 = np.dot(X, params["W1"]) + params["b1"]
    A1 = Z1 * (Z1 > 0)
    Z2 = A1.dot(params["W2"]) + params["b2"]
    return {"P": 0.5 * (1 + np.tanh(Z2 / 2)), "Z2": Z2, "A1": A1, "Z1": Z1, "X": X, "mask": Z1 > 0}


@variant("forward")
def forward_in_place_on_a_copy(params, X):
    """Works in place on what is its own; takes the params by position."""
    W1, b1, W2, b2 = params.values()
    Z1 = X @ W1
    Z1 += b1
    A1 = Z1.copy()
    A1[A1 <= 0] = 0
    Z2 = A1 @ W2 + b2
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": np.exp(Z2) / (1 + np.exp(Z2))}


@variant("forward")
def forward_sample_by_sample(params, X):
    """One sample at a time; lists come back."""
    rows = {"Z1": [], "A1": [], "Z2": [], "P": []}
    for x in X:
        z1 = x @ params["W1"] + params["b1"]
        a1 = np.maximum(z1, 0)
        z2 = a1 @ params["W2"] + params["b2"]
        for key, row in zip(rows, (z1, a1, z2, 1 / (1 + np.exp(-z2)))):
            rows[key].append(row.tolist())
    return rows


@variant("forward")
def forward_float32(params, X):
    """Everything in single precision."""
    p = {k: v.astype(np.float32) for k, v in params.items()}
    Z1 = X.astype(np.float32) @ p["W1"] + p["b1"]
    A1 = np.maximum(0, Z1)
    Z2 = A1 @ p["W2"] + p["b2"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": 1 / (1 + np.exp(-Z2))}


@variant("backward")
def backward_computes_the_cache_again(params, cache, X, y):
    """Calls forward again and ignores the cache."""
    c = forward(params, X)
    dZ2 = (c["P"] - y) / X.shape[0]
    dZ1 = np.where(c["Z1"] > 0, dZ2 @ params["W2"].T, 0)
    return {"W1": X.T @ dZ1, "b1": dZ1.sum(0), "W2": c["A1"].T @ dZ2, "b2": dZ2.sum(0)}


@variant("backward")
def backward_divides_at_the_end(params, cache, X, y):
    """Sums over the batch, and divides all four at the end."""
    n = len(y)
    d2 = cache["P"] - y
    d1 = d2 * params["W2"].ravel() * (cache["A1"] > 0)
    grads = {"b2": d2.sum(axis=0), "W2": cache["A1"].T @ d2, "b1": d1.sum(axis=0), "W1": X.T @ d1}
    return {k: g / n for k, g in grads.items()}


@variant("backward")
def backward_einsum_and_means(params, cache, X, y):
    """einsum for the products, >= at the kink, and means for sums."""
    d2 = cache["P"] - y
    d1 = np.einsum("nk,hk->nh", d2, params["W2"]) * (cache["Z1"] >= 0)
    return {
        "W1": np.einsum("nd,nh->dh", X, d1) / len(X),
        "b1": np.mean(d1, axis=0),
        "W2": np.einsum("nh,nk->hk", cache["A1"], d2) / len(X),
        "b2": np.mean(d2, axis=0),
    }


@variant("backward")
def backward_the_long_way(params, cache, X, y):
    """Through dP and the sigmoid's slope, without their shortcut."""
    P, n = cache["P"], len(X)
    dP = ((1 - y) / (1 - P) - y / P) / n
    dZ2 = dP * P * (1 - P)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1.copy()
    dZ1[cache["Z1"] <= 0] = 0
    return {
        "W1": np.dot(X.T, dZ1),
        "b1": np.sum(dZ1, axis=0),
        "W2": np.dot(cache["A1"].T, dZ2),
        "b2": np.sum(dZ2, axis=0),
    }


@variant("backward")
def backward_sample_by_sample(params, cache, X, y):
    """Adds up the gradient of one sample after the other."""
    g = {k: np.zeros_like(v) for k, v in params.items()}
    for i in range(len(X)):
        d2 = (cache["P"][i] - y[i]) / len(X)
        d1 = params["W2"][:, 0] * d2 * (cache["Z1"][i] > 0)
        g["W1"] += np.outer(X[i], d1)
        g["b1"] += d1
        g["W2"] += cache["A1"][i][:, None] * d2
        g["b2"] += d2
    return g


@variant("backward")
def backward_float32(params, cache, X, y):
    """Everything in single precision."""
    d2 = ((cache["P"] - y) / len(X)).astype(np.float32)
    d1 = d2 @ params["W2"].T.astype(np.float32) * (cache["Z1"] > 0)
    return {
        "W1": X.T.astype(np.float32) @ d1,
        "b1": d1.sum(axis=0),
        "W2": cache["A1"].T.astype(np.float32) @ d2,
        "b2": d2.sum(axis=0),
    }
