"""Wrong answers of the fifth set: backprop."""

import numpy as np

from autograder.course import held_out
from dlref.activations import relu, sigmoid
from dlref.backprop import forward


@held_out(
    "chain_rule",
    kind="the derivative of sin(x) squared instead of sin of x squared",
    source="written",
)
def chain_rule_sine_squared(x):
    return 2 * np.sin(x) * np.cos(x)


@held_out(
    "chain_rule", kind="the outer derivative is taken at the inner derivative", source="written"
)
def chain_rule_at_derivative(x):
    def inner_derivative(v):
        return 2 * v

    return np.cos(inner_derivative(x)) * inner_derivative(x)


@held_out(
    "chain_rule", kind="the two derivatives are added instead of multiplied", source="written"
)
def chain_rule_added(x):
    outer = np.cos(x**2)
    inner = 2 * x
    return outer + inner


@held_out(
    "chain_rule", kind="the power is taken of the cosine instead of its argument", source="written"
)
def chain_rule_power_outside(x):
    return 2 * x * np.cos(x) ** 2


@held_out("chain_rule", kind="the argument is turned from degrees into radians", source="written")
def chain_rule_degrees(x):
    angle = np.radians(x**2)
    return 2 * x * np.cos(angle)


@held_out(
    "numerical_gradient",
    kind="earlier shifts are kept, so the gradients add up from element to element",
    source="written",
)
def numerical_gradient_accumulates(f, x, h=1e-5):
    grad = np.zeros_like(x)
    up = x.copy()
    down = x.copy()
    for i in np.ndindex(x.shape):
        up[i] += h
        down[i] -= h
        grad[i] = (f(up) - f(down)) / (2 * h)
    return grad


@held_out(
    "numerical_gradient",
    kind="the copies are only new names for x, so up and down cancel",
    source="written",
)
def numerical_gradient_alias(f, x, h=1e-5):
    grad = np.zeros(x.shape)
    for idx in np.ndindex(x.shape):
        x_plus = x
        x_minus = x
        x_plus[idx] = x_plus[idx] + h
        x_minus[idx] = x_minus[idx] - h
        grad[idx] = (f(x_plus) - f(x_minus)) / (2 * h)
    return grad


@held_out(
    "numerical_gradient",
    kind="the step is a share of the value, but the division is by the bare share",
    source="written",
)
def numerical_gradient_relative_step(f, x, h=1e-5):
    grad = np.zeros_like(x)
    for i in np.ndindex(*x.shape):
        a = x.copy()
        b = x.copy()
        a[i] *= 1 + h
        b[i] *= 1 - h
        grad[i] = (f(a) - f(b)) / (2 * h)
    return grad


@held_out(
    "numerical_gradient",
    kind="loops over the first axis only, shifting whole rows of a matrix",
    source="written",
)
def numerical_gradient_whole_rows(f, x, h=1e-5):
    grad = np.zeros_like(x)
    for i in range(len(x)):
        hi = x.copy()
        lo = x.copy()
        hi[i] = hi[i] + h
        lo[i] = lo[i] - h
        grad[i] = (f(hi) - f(lo)) / (2 * h)
    return grad


@held_out(
    "numerical_gradient",
    kind="f is given the single shifted number instead of the whole array",
    source="written",
)
def numerical_gradient_single_numbers(f, x, h=1e-5):
    out = []
    for value in x.flatten():
        out.append((f(value + h) - f(value - h)) / (2 * h))
    return np.array(out).reshape(x.shape)


@held_out(
    "relative_error",
    kind="the largest difference is divided by the largest sum, not element by element",
    source="written",
)
def relative_error_max_apart(a, b):
    biggest_diff = np.max(np.abs(a - b))
    biggest_sum = np.max(np.abs(a) + np.abs(b))
    return biggest_diff / max(1e-8, biggest_sum)


@held_out(
    "relative_error",
    kind="the plain difference without abs, so a smaller than b counts as no error",
    source="written",
)
def relative_error_signed(a, b):
    denominator = np.maximum(1e-8, np.abs(a) + np.abs(b))
    return np.max((a - b) / denominator)


@held_out("relative_error", kind="abs is taken of the sum instead of each part", source="written")
def relative_error_abs_of_sum(a, b):
    a = np.asarray(a)
    b = np.asarray(b)
    return np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a + b)))


@held_out(
    "relative_error", kind="== is written for =, so the largest error stays 0", source="written"
)
def relative_error_never_set(a, b):
    worst = 0
    for u, v in zip(np.ravel(a), np.ravel(b)):
        err = abs(u - v) / max(1e-8, abs(u) + abs(v))
        if err > worst:
            worst == err
    return worst


@held_out("relative_error", kind="Python's max is called on an array", source="written")
def relative_error_python_max(a, b):
    top = np.abs(a - b)
    bottom = max(1e-8, np.abs(a) + np.abs(b))
    return max(top / bottom)


@held_out(
    "init_params", kind="one column is drawn and copied to every hidden unit", source="written"
)
def init_params_copied(n_features, n_hidden, rng):
    one_unit = rng.normal(0, np.sqrt(2 / n_features), size=(n_features, 1))
    return {
        "W1": np.repeat(one_unit, n_hidden, axis=1),
        "b1": np.zeros(n_hidden),
        "W2": rng.normal(0, np.sqrt(2 / n_hidden), size=(n_hidden, 1)),
        "b2": np.zeros(1),
    }


@held_out("init_params", kind="the fraction in the He scale is upside down", source="written")
def init_params_inverted_he(n_features, n_hidden, rng):
    params = {}
    params["W1"] = rng.standard_normal((n_features, n_hidden)) / np.sqrt(2 / n_features)
    params["b1"] = np.zeros(n_hidden)
    params["W2"] = rng.standard_normal((n_hidden, 1)) / np.sqrt(2 / n_hidden)
    params["b2"] = np.zeros(1)
    return params


@held_out(
    "init_params",
    kind="a fresh generator with a fixed seed replaces the one handed in",
    source="written",
)
def init_params_own_seed(n_features, n_hidden, rng):
    rng = np.random.default_rng(42)
    W1 = rng.normal(size=(n_features, n_hidden)) * np.sqrt(1 / n_features)
    W2 = rng.normal(size=(n_hidden, 1)) * np.sqrt(1 / n_hidden)
    return {"W1": W1, "b1": np.zeros((n_hidden,)), "W2": W2, "b2": np.zeros((1,))}


@held_out(
    "init_params",
    kind="the hidden bias has one entry per feature instead of per hidden unit",
    source="written",
)
def init_params_bias_length(n_features, n_hidden, rng):
    W1 = 0.01 * rng.standard_normal((n_features, n_hidden))
    b1 = np.zeros(n_features)
    W2 = 0.01 * rng.standard_normal((n_hidden, 1))
    b2 = np.zeros(1)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


@held_out(
    "init_params", kind="the old function name randn is asked of the generator", source="written"
)
def init_params_randn(n_features, n_hidden, rng):
    params = {"b1": np.zeros(n_hidden), "b2": np.zeros(1)}
    params["W1"] = rng.randn(n_features, n_hidden) * 0.1
    params["W2"] = rng.randn(n_hidden, 1) * 0.1
    return params


@held_out(
    "forward",
    kind="negative entries are zeroed in place, so the cached Z1 is changed as well",
    source="written",
)
def forward_z1_overwritten(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = Z1
    A1[A1 < 0] = 0
    Z2 = A1 @ params["W2"] + params["b2"]
    P = sigmoid(Z2)
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": P}


@held_out("forward", kind="the hidden bias is added after the ReLU", source="written")
def forward_bias_late(params, X):
    cache = {}
    cache["Z1"] = np.dot(X, params["W1"])
    cache["A1"] = relu(cache["Z1"]) + params["b1"]
    cache["Z2"] = np.dot(cache["A1"], params["W2"]) + params["b2"]
    cache["P"] = sigmoid(cache["Z2"])
    return cache


@held_out("forward", kind="the output goes through a ReLU before the sigmoid", source="written")
def forward_relu_twice(params, X):
    def layer(inp, W, b):
        z = inp @ W + b
        return z, np.maximum(z, 0)

    Z1, A1 = layer(X, params["W1"], params["b1"])
    Z2, A2 = layer(A1, params["W2"], params["b2"])
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": sigmoid(A2)}


@held_out(
    "forward", kind="the probabilities are scaled to sum to 1 over the samples", source="written"
)
def forward_sums_to_one(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = relu(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    e = np.exp(Z2 - Z2.max())
    P = e / e.sum()
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": P}


@held_out("forward", kind="weights and data are multiplied in the order W·X", source="written")
def forward_w_times_x(params, X):
    W1, b1, W2, b2 = params["W1"], params["b1"], params["W2"], params["b2"]
    Z1 = W1 @ X + b1
    A1 = relu(Z1)
    Z2 = W2 @ A1 + b2
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": sigmoid(Z2)}


@held_out(
    "backward", kind="W2 is updated first and the new one carries the error back", source="written"
)
def backward_new_w2(params, cache, X, y):
    n = len(X)
    dZ2 = (cache["P"] - y) / n
    dW2 = cache["A1"].T @ dZ2
    W2 = params["W2"] - 0.1 * dW2
    dA1 = dZ2 @ W2.T
    dZ1 = dA1 * (cache["Z1"] > 0)
    return {"W1": X.T @ dZ1, "b1": dZ1.sum(axis=0), "W2": dW2, "b2": dZ2.sum(axis=0)}


@held_out(
    "backward", kind="multiplies by the ReLU's value instead of its derivative", source="written"
)
def backward_relu_value(params, cache, X, y):
    n = y.shape[0]
    dZ2 = (cache["P"] - y) / n
    grads = {}
    grads["W2"] = np.dot(cache["A1"].T, dZ2)
    grads["b2"] = np.sum(dZ2, axis=0)
    dZ1 = np.dot(dZ2, params["W2"].T) * relu(cache["Z1"])
    grads["W1"] = np.dot(X.T, dZ1)
    grads["b1"] = np.sum(dZ1, axis=0)
    return grads


@held_out(
    "backward",
    kind="the sum over samples is overwritten: only the last sample's gradient is left",
    source="written",
)
def backward_last_sample(params, cache, X, y):
    n = X.shape[0]
    for i in range(n):
        delta2 = cache["P"][i] - y[i]
        delta1 = (params["W2"][:, 0] * delta2) * (cache["Z1"][i] > 0)
        gW2 = np.outer(cache["A1"][i], delta2)
        gb2 = delta2
        gW1 = np.outer(X[i], delta1)
        gb1 = delta1
    return {"W1": gW1 / n, "b1": gb1 / n, "W2": gW2 / n, "b2": gb2 / n}


@held_out(
    "backward", kind="the weights are divided by n but the biases are plain sums", source="written"
)
def backward_bias_not_averaged(params, cache, X, y):
    cache = forward(params, X)
    m = X.shape[0]
    error_out = cache["P"] - y
    error_hidden = (error_out @ params["W2"].T) * (cache["A1"] > 0)
    dW2 = cache["A1"].T @ error_out / m
    dW1 = X.T @ error_hidden / m
    return {"W1": dW1, "b1": error_hidden.sum(axis=0), "W2": dW2, "b2": error_out.sum(axis=0)}


@held_out(
    "backward", kind="the hidden layer's derivative is the sigmoid's, A·(1 - A)", source="written"
)
def backward_hidden_sigmoid(params, cache, X, y):
    A1 = cache["A1"]
    n = X.shape[0]
    dZ2 = (cache["P"] - y) / n
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * A1 * (1 - A1)
    return {"W1": X.T @ dZ1, "b1": dZ1.sum(0), "W2": A1.T @ dZ2, "b2": dZ2.sum(0)}


@held_out(
    "backward", kind="X is not transposed in the gradient of the first weights", source="written"
)
def backward_x_not_transposed(params, cache, X, y):
    dZ2 = (cache["P"] - y) / len(y)
    dW2 = cache["A1"].T @ dZ2
    db2 = dZ2.sum(axis=0)
    dZ1 = (dZ2 @ params["W2"].T) * (cache["Z1"] > 0)
    dW1 = X @ dZ1
    db1 = dZ1.sum(axis=0)
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}
