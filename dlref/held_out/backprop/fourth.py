"""Wrong answers of the fourth set: backpropagation."""

import numpy as np

from autograder.course import held_out
from dlref.activations import relu, sigmoid


@held_out("chain_rule", kind="^ is written for the power, which NumPy refuses", source="written")
def chain_rule_caret(x):
    x = np.asarray(x, dtype=float)
    return np.cos(x ^ 2) * 2 * x


@held_out("chain_rule", kind="the cosine is squared, not its argument", source="written")
def chain_rule_cos_squared(x):
    inner = 2 * x
    outer = np.cos(x) ** 2
    return outer * inner


@held_out("chain_rule", kind="the two slopes are added, not multiplied", source="written")
def chain_rule_added(x):
    # outside: sin -> cos, inside: x^2 -> 2x
    d_outside = np.cos(x**2)
    d_inside = 2 * x
    return d_outside + d_inside


@held_out(
    "chain_rule", kind="the inner slope is 2 times x squared, not 2 times x", source="written"
)
def chain_rule_inner_of_u(x):
    u = x**2
    du = 2 * u
    return np.cos(u) * du


@held_out(
    "numerical_gradient",
    kind="runs over the rows only: a whole row of a matrix is moved at once",
    source="written",
)
def numerical_gradient_rows(f, x, h=1e-5):
    grad = np.zeros_like(x)
    for i in range(len(x)):
        x_plus = x.copy()
        x_minus = x.copy()
        x_plus[i] += h
        x_minus[i] -= h
        grad[i] = (f(x_plus) - f(x_minus)) / (2 * h)
    return grad


@held_out(
    "numerical_gradient", kind="the slopes come back flat, not in the shape of x", source="written"
)
def numerical_gradient_flat(f, x, h=1e-5):
    slopes = []
    for idx in np.ndindex(x.shape):
        up = x.copy()
        down = x.copy()
        up[idx] = up[idx] + h
        down[idx] = down[idx] - h
        slopes.append((f(up) - f(down)) / (2 * h))
    return np.array(slopes)


@held_out(
    "numerical_gradient",
    kind="the step is not set back to 0: earlier elements stay moved",
    source="written",
)
def numerical_gradient_step_stays(f, x, h=1e-5):
    grad = np.zeros(x.shape)
    step = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        step[i] = h
        grad[i] = (f(x + step) - f(x - step)) / (2 * h)
    return grad


@held_out(
    "numerical_gradient",
    kind="the step is flat, of x.size elements, and cannot be added to a matrix x",
    source="written",
)
def numerical_gradient_flat_step(f, x, h=1e-5):
    grad = np.zeros(x.size)
    for i in range(x.size):
        e = np.zeros(x.size)
        e[i] = h
        grad[i] = (f(x + e) - f(x - e)) / (2 * h)
    return grad.reshape(x.shape)


@held_out("numerical_gradient", kind="h is added to f(x), outside the call", source="written")
def numerical_gradient_h_outside(f, x, h=1e-5):
    result = np.zeros(x.shape)
    for position in np.ndindex(x.shape):
        after = f(x) + h
        before = f(x) - h
        result[position] = (after - before) / (2 * h)
    return result


@held_out(
    "relative_error",
    kind="the largest difference over the largest size, not the largest quotient",
    source="written",
)
def relative_error_max_over_max(a, b):
    top = np.max(np.abs(a - b))
    bottom = max(1e-8, np.max(np.abs(a) + np.abs(b)))
    return top / bottom


@held_out(
    "relative_error",
    kind="the difference keeps its sign: np.abs is missing above the line",
    source="written",
)
def relative_error_signed(a, b):
    scale = np.maximum(1e-8, np.abs(a) + np.abs(b))
    return np.max((a - b) / scale)


@held_out(
    "relative_error",
    kind="np.minimum for the floor: never divides by more than 1e-8",
    source="written",
)
def relative_error_minimum(a, b):
    return np.max(np.abs(a - b) / np.minimum(1e-8, np.abs(a) + np.abs(b)))


@held_out(
    "relative_error",
    kind="np.max with two arguments takes the second for an axis; np.maximum is meant",
    source="written",
)
def relative_error_np_max(a, b):
    difference = np.abs(a - b)
    total = np.abs(a) + np.abs(b)
    return np.max(difference / np.max(1e-8, total))


@held_out(
    "init_params",
    kind="the shape is given as two arguments, not as one tuple",
    source="written",
)
def init_params_two_arguments(n_features, n_hidden, rng):
    params = {}
    params["W1"] = rng.standard_normal(n_features, n_hidden) * np.sqrt(2 / n_features)
    params["b1"] = np.zeros(n_hidden)
    params["W2"] = rng.standard_normal(n_hidden, 1) * np.sqrt(2 / n_hidden)
    params["b2"] = np.zeros(1)
    return params


@held_out("init_params", kind="b1 has one entry a feature, not one a hidden unit", source="written")
def init_params_b1_features(n_features, n_hidden, rng):
    W1 = rng.normal(0, np.sqrt(2 / n_features), size=(n_features, n_hidden))
    W2 = rng.normal(0, np.sqrt(2 / n_hidden), size=(n_hidden, 1))
    b1 = np.zeros(n_features)
    b2 = np.zeros(1)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


@held_out("init_params", kind="W2 is flat, (h,), not a column (h, 1)", source="written")
def init_params_flat_w2(n_features, n_hidden, rng):
    # small random weights, biases at zero
    return {
        "W1": 0.01 * rng.standard_normal((n_features, n_hidden)),
        "b1": np.zeros(n_hidden),
        "W2": 0.01 * rng.standard_normal(n_hidden),
        "b2": np.zeros(1),
    }


@held_out(
    "init_params",
    kind="the scale is given as the mean of the normal numbers, not as their deviation",
    source="written",
)
def init_params_scale_as_mean(n_features, n_hidden, rng):
    scale1 = np.sqrt(2 / n_features)
    scale2 = np.sqrt(2 / n_hidden)
    return dict(  # noqa: C408
        W1=rng.normal(scale1, size=(n_features, n_hidden)),
        b1=np.zeros(n_hidden),
        W2=rng.normal(scale2, size=(n_hidden, 1)),
        b2=np.zeros(1),
    )


@held_out("forward", kind="the first layer's bias is used in both layers", source="written")
def forward_b1_twice(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = np.maximum(0, Z1)
    Z2 = A1 @ params["W2"] + params["b1"]
    P = sigmoid(Z2)
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": P}


@held_out("forward", kind="* for the matrix product: the shapes do not fit", source="written")
def forward_star(params, X):
    W1, b1 = params["W1"], params["b1"]
    W2, b2 = params["W2"], params["b2"]
    Z1 = X * W1 + b1
    A1 = relu(Z1)
    Z2 = A1 * W2 + b2
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": sigmoid(Z2)}


@held_out(
    "forward",
    kind="the two activations are exchanged: sigmoid in the middle, ReLU at the end",
    source="written",
)
def forward_activations_exchanged(params, X):
    cache = {}
    cache["Z1"] = np.dot(X, params["W1"]) + params["b1"]
    cache["A1"] = sigmoid(cache["Z1"])
    cache["Z2"] = np.dot(cache["A1"], params["W2"]) + params["b2"]
    cache["P"] = relu(cache["Z2"])
    return cache


@held_out("forward", kind="Z2 is overwritten by its own sigmoid", source="written")
def forward_z2_overwritten(params, X):
    Z1 = X.dot(params["W1"]) + params["b1"]
    A1 = relu(Z1)
    Z2 = A1.dot(params["W2"]) + params["b2"]
    Z2 = sigmoid(Z2)
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": Z2}


@held_out("backward", kind="W2 is not transposed: the shapes do not fit", source="written")
def backward_w2_not_transposed(params, cache, X, y):
    n = X.shape[0]
    dZ2 = (cache["P"] - y) / n
    dW2 = cache["A1"].T @ dZ2
    db2 = np.sum(dZ2, axis=0)
    dA1 = dZ2 @ params["W2"]
    dZ1 = dA1 * (cache["Z1"] > 0)
    dW1 = X.T @ dZ1
    db1 = np.sum(dZ1, axis=0)
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


@held_out("backward", kind="the gradient of W1 comes out transposed, (h, d)", source="written")
def backward_w1_transposed(params, cache, X, y):
    m = len(y)
    err = (cache["P"] - y) / m
    hidden_err = err @ params["W2"].T * (cache["Z1"] > 0)
    grads = {}
    grads["W2"] = cache["A1"].T @ err
    grads["b2"] = err.sum(axis=0)
    grads["W1"] = hidden_err.T @ X
    grads["b1"] = hidden_err.sum(axis=0)
    return grads


@held_out("backward", kind="the ReLU's mask is inverted: open where Z1 < 0", source="written")
def backward_mask_inverted(params, cache, X, y):
    n = len(X)
    delta2 = (cache["P"] - y) / n
    delta1 = np.dot(delta2, params["W2"].T)
    delta1[cache["Z1"] > 0] = 0
    return {
        "W1": np.dot(X.T, delta1),
        "b1": delta1.sum(axis=0),
        "W2": np.dot(cache["A1"].T, delta2),
        "b2": delta2.sum(axis=0),
    }


@held_out(
    "backward",
    kind="the bias gradients are summed over the units (axis=1), not over the samples",
    source="written",
)
def backward_bias_axis_1(params, cache, X, y):
    dZ2 = (cache["P"] - y) / X.shape[0]
    dZ1 = (dZ2 @ params["W2"].T) * np.where(cache["Z1"] > 0, 1, 0)
    return {
        "W1": X.T @ dZ1,
        "b1": np.sum(dZ1, axis=1),
        "W2": cache["A1"].T @ dZ2,
        "b2": np.sum(dZ2, axis=1),
    }


@held_out(
    "backward",
    kind="the error is that of the 0/1 decision, not of the probability",
    source="written",
)
def backward_decision(params, cache, X, y):
    prediction = (cache["P"] > 0.5).astype(float)
    dZ2 = (prediction - y) / len(y)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * (cache["A1"] > 0)
    return {
        "W1": X.T @ dZ1,
        "b1": dZ1.sum(axis=0),
        "W2": cache["A1"].T @ dZ2,
        "b2": dZ2.sum(axis=0),
    }


@held_out("backward", kind="1/n is missing in the biases only", source="written")
def backward_biases_without_mean(params, cache, X, y):
    n = X.shape[0]
    dZ2 = cache["P"] - y
    dW2 = cache["A1"].T @ dZ2 / n
    db2 = dZ2.sum(axis=0)
    dZ1 = (dZ2 @ params["W2"].T) * (cache["Z1"] > 0)
    dW1 = X.T @ dZ1 / n
    db1 = dZ1.sum(axis=0)
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}
