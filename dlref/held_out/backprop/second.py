"""Wrong answers of the second set: backpropagation."""

import numpy as np

from autograder.course import held_out
from dlref.activations import leaky_relu, relu, relu_grad, sigmoid

# --- chain_rule ---


@held_out("chain_rule", kind="it is integrated, not derived", source="written")
def chain_rule_integrated(x):
    return -np.cos(x**2) / (2 * x)


@held_out(
    "chain_rule",
    kind="np.gradient of the values: differences between neighbours in the array",
    source="written",
)
def chain_rule_of_neighbours(x):
    y = np.sin(np.square(x))
    return np.gradient(y)


@held_out("chain_rule", kind="divided by the inner slope, not multiplied", source="written")
def chain_rule_divided_by_inner(x):
    outer = np.cos(x**2)
    inner = 2 * x
    return outer / inner


# --- numerical_gradient ---


@held_out(
    "numerical_gradient",
    kind="an h of 10e-50, so small that x + h is x",
    source="GitHub text search: ten files that copy a book's example of what not to do",
)
def numerical_gradient_h_vanishes(f, x, h=1e-5):
    h = 10e-50
    grad = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        value = x[i]
        x[i] = value + h
        fxh1 = f(x)
        x[i] = value - h
        fxh2 = f(x)
        grad[i] = (fxh1 - fxh2) / (2 * h)
        x[i] = value
    return grad


@held_out(
    "numerical_gradient",
    kind="f is given the one moved number, not the whole array",
    source="written",
)
def numerical_gradient_f_of_one_number(f, x, h=1e-5):
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up = f(np.array([x[i] + h]))
        down = f(np.array([x[i] - h]))
        grad[i] = (up - down) / (2 * h)
    return grad


@held_out(
    "numerical_gradient",
    kind="the lower point is 2h below x, and the distance is taken for 2h",
    source="written",
)
def numerical_gradient_two_h_below(f, x, h=1e-5):
    grad = np.zeros(x.shape)
    it = np.nditer(x, flags=["multi_index"])
    for tmp in it:
        idx = it.multi_index
        up, down = x.copy(), x.copy()
        up[idx] = tmp + h
        down[idx] = tmp - 2 * h
        grad[idx] = (f(up) - f(down)) / (2 * h)
    return grad


@held_out(
    "numerical_gradient",
    kind="the array of slopes is overwritten by each slope: one number comes back",
    source="written",
)
def numerical_gradient_last_slope(f, x, h=1e-5):
    grad = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        e = np.zeros_like(x)
        e[i] = h
        grad = (f(x + e) - f(x - e)) / (2 * h)
    return grad


@held_out(
    "numerical_gradient",
    kind="two loops, over rows and columns: no vector can be taken",
    source="GitHub text search: nine files",
)
def numerical_gradient_tables_only(f, x, h=1e-5):
    rows, columns = x.shape
    grad = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            keep = x[i, j]
            x[i, j] = keep + h
            up = f(x)
            x[i, j] = keep - h
            down = f(x)
            x[i, j] = keep
            grad[i, j] = (up - down) / (2 * h)
    return grad


# --- relative_error ---


@held_out(
    "relative_error",
    kind="the largest difference over the largest size, wherever each of them is",
    source="written",
)
def relative_error_two_maxima(a, b):
    top = np.max(np.abs(a - b))
    bottom = np.max(np.abs(a) + np.abs(b))
    return top / max(bottom, 1e-8)


@held_out(
    "relative_error",
    kind="the mean of the two sizes stands below",
    source="GitHub text search: ten files",
)
def relative_error_over_mean_size(a, b):
    size = (np.abs(a) + np.abs(b)) / 2
    return np.max(np.abs(a - b) / np.maximum(size, 1e-8))


@held_out(
    "relative_error",
    kind="a percentage",
    source="GitHub text search: one file, on a percent difference",
)
def relative_error_percent(a, b):
    error = np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))
    return 100 * error.max()


@held_out("relative_error", kind="squares above and below", source="written")
def relative_error_of_squares(a, b):
    above = (a - b) ** 2
    below = np.maximum(a**2 + b**2, 1e-8)
    return np.max(above / below)


# --- init_params ---


@held_out(
    "init_params",
    kind="the biases are rows of a table, (1, h) and (1, 1)",
    source="GitHub text search: more than ten files",
)
def init_params_biases_as_rows(n_features, n_hidden, rng):
    W1 = rng.standard_normal((n_features, n_hidden)) * np.sqrt(2.0 / n_features)
    b1 = np.zeros((1, n_hidden))
    W2 = rng.standard_normal((n_hidden, 1)) * np.sqrt(2.0 / n_hidden)
    b2 = np.zeros((1, 1))
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


@held_out(
    "init_params",
    kind="the biases are random, too",
    source="GitHub text search: eight files",
)
def init_params_random_biases(n_features, n_hidden, rng):
    params = {}
    params["W1"] = rng.normal(size=(n_features, n_hidden)) / np.sqrt(n_features)
    params["b1"] = rng.normal(size=n_hidden) / np.sqrt(n_hidden)
    params["W2"] = rng.normal(size=(n_hidden, 1)) / np.sqrt(n_hidden)
    params["b2"] = rng.normal(size=1)
    return params


@held_out("init_params", kind="He's fraction is upside down: √(d / 2)", source="written")
def init_params_scale_upside_down(n_features, n_hidden, rng):
    return {
        "W1": rng.standard_normal((n_features, n_hidden)) * np.sqrt(n_features / 2),
        "b1": np.zeros(n_hidden),
        "W2": rng.standard_normal((n_hidden, 1)) * np.sqrt(n_hidden / 2),
        "b2": np.zeros(1),
    }


@held_out(
    "init_params",
    kind="the weights are drawn from NumPy's global generator: rng is not used",
    source="GitHub text search: more than ten files",
)
def init_params_global_generator(n_features, n_hidden, rng):
    W1 = np.random.randn(n_features, n_hidden) * 0.01
    W2 = np.random.randn(n_hidden, 1) * 0.01
    return {"W1": W1, "b1": np.zeros(n_hidden), "W2": W2, "b2": np.zeros(1)}


# --- forward ---


@held_out(
    "forward",
    kind="the hidden layer has a leaky ReLU",
    source="GitHub text search: ten files",
)
def forward_leaky_hidden(params, X):
    Z1 = np.dot(X, params["W1"]) + params["b1"]
    A1 = leaky_relu(Z1)
    Z2 = np.dot(A1, params["W2"]) + params["b2"]
    P = sigmoid(Z2)
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": P}


@held_out(
    "forward",
    kind="the output comes back beside the cache, as a pair",
    source="GitHub text search: more than ten files",
)
def forward_pair(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = np.maximum(0, Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    P = sigmoid(Z2)
    cache = {"Z1": Z1, "A1": A1, "Z2": Z2, "P": P}
    return P, cache


@held_out(
    "forward",
    kind="a sigmoid around each weighted sum, and the activations after it",
    source="GitHub text search: a network of a learner",
)
def forward_sigmoid_around_sums(params, X):
    Z1 = sigmoid(np.dot(X, params["W1"]) + params["b1"])
    A1 = relu(Z1)
    Z2 = sigmoid(np.dot(A1, params["W2"]) + params["b2"])
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": sigmoid(Z2)}


@held_out(
    "forward",
    kind="hidden units answer 1 or 0: a step, not a ReLU",
    source="GitHub text search: four files",
)
def forward_step_hidden(params, X):
    cache = {}
    cache["Z1"] = X @ params["W1"] + params["b1"]
    cache["A1"] = (cache["Z1"] > 0) * 1.0
    cache["Z2"] = cache["A1"] @ params["W2"] + params["b2"]
    cache["P"] = sigmoid(cache["Z2"])
    return cache


@held_out("forward", kind="Z2 is overwritten by its sigmoid before it is stored", source="written")
def forward_z2_overwritten(params, X):
    W1, b1, W2, b2 = params["W1"], params["b1"], params["W2"], params["b2"]
    Z1 = X.dot(W1) + b1
    A1 = np.where(Z1 > 0, Z1, 0)
    Z2 = A1.dot(W2) + b2
    Z2 = 1 / (1 + np.exp(-Z2))
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": Z2}


# --- backward ---


@held_out(
    "backward",
    kind="the ReLU's slope is taken at Z2, not at Z1",
    source="GitHub text search: a digit classifier of a learner",
)
def backward_slope_at_z2(params, cache, X, y):
    m = len(X)
    dZ2 = cache["P"] - y
    dW2 = 1 / m * cache["A1"].T.dot(dZ2)
    db2 = 1 / m * dZ2.sum(axis=0)
    dZ1 = dZ2.dot(params["W2"].T) * relu_grad(cache["Z2"])
    dW1 = 1 / m * X.T.dot(dZ1)
    db1 = 1 / m * dZ1.sum(axis=0)
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


@held_out(
    "backward",
    kind="the ReLU's slope replaces the error that comes back, it does not multiply it",
    source="github.com/haifengl/smile, issue 528",
)
def backward_slope_replaces_error(params, cache, X, y):
    n = X.shape[0]
    dZ2 = (cache["P"] - y) / n
    dZ1 = relu_grad(cache["Z1"])
    return {
        "W1": X.T @ dZ1 / n,
        "b1": dZ1.sum(axis=0) / n,
        "W2": cache["A1"].T @ dZ2,
        "b2": dZ2.sum(axis=0),
    }


@held_out(
    "backward",
    kind="np.sum without an axis: the gradient of b1 is one number",
    source="GitHub text search: more than twenty files",
)
def backward_b1_one_number(params, cache, X, y):
    m = X.shape[0]
    dZ2 = cache["P"] - y
    dW2 = np.dot(cache["A1"].T, dZ2) / m
    db2 = np.sum(dZ2) / m
    dZ1 = np.dot(dZ2, params["W2"].T) * (cache["Z1"] > 0)
    dW1 = np.dot(X.T, dZ1) / m
    db1 = np.sum(dZ1) / m
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": np.array([db2])}


@held_out(
    "backward",
    kind="b1 gets the error of the output layer: dZ2 where dZ1 belongs",
    source="GitHub text search: two files",
)
def backward_b1_from_dz2(params, cache, X, y):
    dZ2 = (cache["P"] - y) / len(y)
    dW2 = cache["A1"].T @ dZ2
    db2 = dZ2.sum(axis=0)
    dZ1 = (dZ2 @ params["W2"].T) * (cache["Z1"] > 0)
    dW1 = X.T @ dZ1
    db1 = np.ones_like(params["b1"]) * dZ2.sum(axis=0)
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


@held_out(
    "backward",
    kind="the slope of tanh, 1 - A1², on the way through the ReLU",
    source="community.deeplearning.ai/t/63071, where the layer is tanh",
)
def backward_slope_of_tanh(params, cache, X, y):
    m = X.shape[0]
    A1, P = cache["A1"], cache["P"]
    dZ2 = P - y
    dZ1 = np.dot(dZ2, params["W2"].T) * (1 - np.power(A1, 2))
    return {
        "W1": np.dot(X.T, dZ1) / m,
        "b1": np.sum(dZ1, axis=0) / m,
        "W2": np.dot(A1.T, dZ2) / m,
        "b2": np.sum(dZ2, axis=0) / m,
    }


@held_out(
    "backward",
    kind="the slope of a sigmoid, A1 (1 - A1), on the way through the ReLU",
    source="GitHub text search: ten files, whose layer is a sigmoid",
)
def backward_hidden_slope_of_sigmoid(params, cache, X, y):
    m = len(X)
    A1 = cache["A1"]
    delta2 = cache["P"] - y
    delta1 = delta2.dot(params["W2"].T) * A1 * (1 - A1)
    return {
        "W1": X.T.dot(delta1) / m,
        "b1": delta1.mean(axis=0),
        "W2": A1.T.dot(delta2) / m,
        "b2": delta2.mean(axis=0),
    }


@held_out(
    "backward",
    kind="the biases get dZ as it is, a row for each sample: no sum",
    source="GitHub text search: two files",
)
def backward_biases_not_summed(params, cache, X, y):
    dZ2 = (cache["P"] - y) / X.shape[0]
    dZ1 = (dZ2 @ params["W2"].T) * (cache["Z1"] > 0)
    dW2, db2 = cache["A1"].T @ dZ2, dZ2
    dW1, db1 = X.T @ dZ1, dZ1
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


@held_out(
    "backward",
    kind="the gradient of the mean squared error: 2 (P - y) P (1 - P)",
    source="GitHub text search: eight files",
)
def backward_of_squared_error(params, cache, X, y):
    n = len(X)
    P = cache["P"]
    delta2 = 2 * (P - y) * P * (1 - P) / n
    delta1 = (delta2 @ params["W2"].T) * (cache["Z1"] > 0)
    grads = {"W2": cache["A1"].T @ delta2, "b2": delta2.sum(axis=0)}
    grads["W1"] = X.T @ delta1
    grads["b1"] = delta1.sum(axis=0)
    return grads


@held_out(
    "backward",
    kind="y is subtracted from the cached P in place: the cache changes",
    source="GitHub text search: two files, after a course's own code",
)
def backward_changes_cached_output(params, cache, X, y):
    dZ2 = cache["P"]
    dZ2 -= y
    dZ2 /= X.shape[0]
    dW2 = np.dot(cache["A1"].T, dZ2)
    db2 = np.sum(dZ2, axis=0)
    dhidden = np.dot(dZ2, params["W2"].T)
    dhidden[cache["Z1"] <= 0] = 0
    return {"W1": np.dot(X.T, dhidden), "b1": np.sum(dhidden, axis=0), "W2": dW2, "b2": db2}


@held_out(
    "backward",
    kind="half of the sigmoid's slope: the error is multiplied by 1 - P",
    source="GitHub text search: one file",
)
def backward_half_of_slope(params, cache, X, y):
    n = X.shape[0]
    dZ2 = (cache["P"] - y) * (1 - cache["P"])
    dW2 = cache["A1"].T @ dZ2 / n
    dZ1 = dZ2 @ params["W2"].T * relu_grad(cache["Z1"])
    dW1 = X.T @ dZ1 / n
    return {"W1": dW1, "b1": dZ1.mean(axis=0), "W2": dW2, "b2": dZ2.mean(axis=0)}


@held_out(
    "backward",
    kind="* where a matrix product belongs: W2 has a gradient for each sample, (n, h)",
    source="community.deeplearning.ai/t/119220",
)
def backward_products_not_summed(params, cache, X, y):
    dZ2 = (cache["P"] - y) / len(X)
    dW2 = cache["A1"] * dZ2
    db2 = np.sum(dZ2, axis=0)
    dA1 = np.dot(dZ2, params["W2"].T)
    dZ1 = dA1 * (cache["Z1"] > 0)
    dW1 = np.dot(X.T, dZ1)
    db1 = np.sum(dZ1, axis=0)
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


@held_out(
    "backward",
    kind="the error is multiplied by the output P",
    source="stackoverflow.com/questions/75378819",
)
def backward_error_times_output(params, cache, X, y):
    n = len(y)
    delta = cache["P"] - y
    change = np.multiply(delta, cache["P"])
    back = change.dot(params["W2"].T)
    back[cache["Z1"] < 0] = 0
    return {
        "W1": X.T.dot(back) / n,
        "b1": back.sum(axis=0) / n,
        "W2": cache["A1"].T.dot(change) / n,
        "b2": change.sum(axis=0) / n,
    }
