"""Wrong answers of the sixth set: backprop."""

import math

import numpy as np

from autograder.course import held_out
from dlref.activations import relu, sigmoid


@held_out(
    "chain_rule",
    kind="takes the square of the cosine instead of the cosine of the square",
    source="written",
)
def chain_rule_cos_squared(x):
    outer = np.cos(x) ** 2
    inner = 2 * x
    return outer * inner


@held_out(
    "chain_rule", kind="uses the product rule, as if sin were multiplied by x²", source="written"
)
def chain_rule_product_rule(x):
    # u = sin, v = x^2  ->  u'v + uv'
    u, du = np.sin(x), np.cos(x)
    v, dv = x**2, 2 * x
    return du * v + u * dv


@held_out(
    "chain_rule",
    kind="evaluates the outer slope at the inner slope 2x instead of at x²",
    source="written",
)
def chain_rule_outer_at_inner_slope(x):
    g = 2 * x
    return np.cos(g) * g


@held_out(
    "chain_rule", kind="converts the angle from degrees before taking the cosine", source="written"
)
def chain_rule_degrees(x):
    inside = np.square(x)
    slope_of_sin = np.cos(np.deg2rad(inside))  # numpy wants radians!
    slope_of_square = 2 * x
    return slope_of_square * slope_of_sin


@held_out("chain_rule", kind="math.cos takes one number only, so arrays fail", source="written")
def chain_rule_math_cos(x):
    return 2 * x * math.cos(x**2)


@held_out(
    "numerical_gradient",
    kind="the lowered element is never put back to its old value",
    source="written",
)
def numerical_gradient_not_restored(f, x, h=1e-5):
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        x[i] += h
        up = f(x)
        x[i] -= 2 * h
        down = f(x)
        grad[i] = (up - down) / (2 * h)
    return grad


@held_out(
    "numerical_gradient",
    kind="compares with f at x, not at x - h, but still divides by 2h",
    source="written",
)
def numerical_gradient_one_sided(f, x, h=1e-5):
    base = f(x)
    result = np.empty_like(x)
    it = np.nditer(x, flags=["multi_index"])
    while not it.finished:
        idx = it.multi_index
        bumped = x.copy()
        bumped[idx] = bumped[idx] + h
        result[idx] = (f(bumped) - base) / (2 * h)
        it.iternext()
    return result


@held_out(
    "numerical_gradient",
    kind="plus and minus are both the array x itself, not copies, so they cancel",
    source="written",
)
def numerical_gradient_aliased(f, x, h=1e-5):
    slopes = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        x_plus = x
        x_minus = x
        x_plus[i] += h
        x_minus[i] -= h
        slopes[i] = (f(x_plus) - f(x_minus)) / (2 * h)
    return slopes


@held_out(
    "numerical_gradient",
    kind="moves all elements at once instead of one at a time",
    source="written",
)
def numerical_gradient_all_at_once(f, x, h=1e-5):
    difference = f(x + h) - f(x - h)
    return np.full_like(x, difference / (2 * h))


@held_out(
    "numerical_gradient",
    kind="loops over the first axis only, so whole rows of a matrix are moved",
    source="written",
)
def numerical_gradient_rows(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    g = np.zeros(x.shape)
    for i in range(len(x)):
        old = x[i].copy()
        x[i] = old + h
        f_high = f(x)
        x[i] = old - h
        f_low = f(x)
        x[i] = old
        g[i] = (f_high - f_low) / (2 * h)
    return g


@held_out(
    "numerical_gradient",
    kind="hands f the single shifted element instead of the whole array",
    source="written",
)
def numerical_gradient_single_element(f, x, h=1e-5):
    central = lambda value: (f(value + h) - f(value - h)) / (2 * h)
    return np.array([central(value) for value in x.ravel()]).reshape(x.shape)


@held_out(
    "relative_error",
    kind="the larger of difference and tiny number is taken in the numerator, not the denominator",
    source="written",
)
def relative_error_floor_on_top(a, b):
    diff = np.maximum(1e-8, np.abs(a - b))
    size = np.abs(a) + np.abs(b)
    return np.max(diff / size)


@held_out(
    "relative_error",
    kind="divides the largest difference by the largest sum, not element by element",
    source="written",
)
def relative_error_max_over_max(a, b):
    biggest_difference = np.abs(a - b).max()
    biggest_size = (np.abs(a) + np.abs(b)).max()
    return biggest_difference / max(1e-8, biggest_size)


@held_out(
    "relative_error",
    kind="np.minimum instead of np.maximum: the denominator is always at most 1e-8",
    source="written",
)
def relative_error_minimum(a, b):
    return np.max(np.abs(a - b) / np.minimum(1e-8, np.abs(a) + np.abs(b)))


@held_out(
    "relative_error", kind="keeps the last element's error instead of the largest", source="written"
)
def relative_error_last(a, b):
    a_flat = np.ravel(a)
    b_flat = np.ravel(b)
    worst = 0.0
    for left, right in zip(a_flat, b_flat):
        total = abs(left) + abs(right)
        if total < 1e-8:
            total = 1e-8
        worst = abs(left - right) / total
    return worst


@held_out(
    "relative_error",
    kind="divides by the average of the two sizes instead of their sum",
    source="written",
)
def relative_error_average_size(a, b):
    # percent difference as we do for replicates: difference over the mean of the two
    mean_size = (np.abs(a) + np.abs(b)) / 2
    return np.max(np.abs(a - b) / np.maximum(1e-8, mean_size))


@held_out(
    "init_params",
    kind="layout with samples as columns: weight matrices transposed, biases as columns",
    source="written",
)
def init_params_columns_layout(n_features, n_hidden, rng):
    W1 = rng.standard_normal((n_hidden, n_features)) * np.sqrt(2.0 / n_features)
    b1 = np.zeros((n_hidden, 1))
    W2 = rng.standard_normal((1, n_hidden)) * np.sqrt(2.0 / n_hidden)
    b2 = np.zeros((1, 1))
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


@held_out(
    "init_params",
    kind="gives the He scale as the mean of the bell curve, deviation stays 1",
    source="written",
)
def init_params_scale_as_mean(n_features, n_hidden, rng):
    he = lambda fan_in, shape: rng.normal(np.sqrt(2 / fan_in), size=shape)
    return dict(
        W1=he(n_features, (n_features, n_hidden)),
        b1=np.zeros(n_hidden),
        W2=he(n_hidden, (n_hidden, 1)),
        b2=np.zeros(1),
    )


@held_out(
    "init_params",
    kind="the fraction is upside down: scale is the root of inputs over 2",
    source="written",
)
def init_params_inverted_scale(n_features, n_hidden, rng):
    params = {}
    sizes = [n_features, n_hidden, 1]
    for layer in (1, 2):
        n_in, n_out = sizes[layer - 1], sizes[layer]
        params[f"W{layer}"] = rng.standard_normal((n_in, n_out)) / np.sqrt(2 / n_in)
        params[f"b{layer}"] = np.zeros(n_out)
    return params


@held_out(
    "init_params",
    kind="one draw for each feature is repeated for all hidden units",
    source="written",
)
def init_params_repeated_column(n_features, n_hidden, rng):
    weights_of_a_unit = rng.standard_normal((n_features, 1)) * np.sqrt(2 / n_features)
    W1 = np.repeat(weights_of_a_unit, n_hidden, axis=1)
    W2 = rng.standard_normal((n_hidden, 1)) * np.sqrt(2 / n_hidden)
    return {"W1": W1, "b1": np.zeros(n_hidden), "W2": W2, "b2": np.zeros(1)}


@held_out(
    "init_params",
    kind="makes its own generator with a fixed seed and ignores the rng given",
    source="written",
)
def init_params_own_seed(n_features, n_hidden, rng):
    rng = np.random.default_rng(42)  # reproducible
    return {
        "W1": 0.1 * rng.standard_normal((n_features, n_hidden)),
        "b1": np.zeros(n_hidden),
        "W2": 0.1 * rng.standard_normal((n_hidden, 1)),
        "b2": np.zeros(1),
    }


@held_out("init_params", kind="the biases are drawn at random too", source="written")
def init_params_random_biases(n_features, n_hidden, rng):
    std1 = (2 / n_features) ** 0.5
    std2 = (2 / n_hidden) ** 0.5
    shapes = {"W1": (n_features, n_hidden), "b1": (n_hidden,), "W2": (n_hidden, 1), "b2": (1,)}
    return {
        key: (std1 if key.endswith("1") else std2) * rng.standard_normal(shape)
        for key, shape in shapes.items()
    }


@held_out(
    "forward",
    kind="ReLU works in place, so Z1 in the cache is no longer from before it",
    source="written",
)
def forward_z1_overwritten(params, X):
    Z1 = X.dot(params["W1"]) + params["b1"]
    A1 = Z1
    A1[A1 < 0] = 0
    Z2 = A1.dot(params["W2"]) + params["b2"]
    P = 1 / (1 + np.exp(-Z2))
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": P}


@held_out("forward", kind="the second layer reads Z1 instead of A1", source="written")
def forward_layer2_reads_z1(params, X):
    cache = {}
    cache["Z1"] = X @ params["W1"] + params["b1"]
    cache["A1"] = np.maximum(cache["Z1"], 0)
    cache["Z2"] = cache["Z1"] @ params["W2"] + params["b2"]
    cache["P"] = 1.0 / (1.0 + np.exp(-cache["Z2"]))
    return cache


@held_out(
    "forward",
    kind="softmax over the single output column instead of sigmoid, so all probabilities are 1",
    source="written",
)
def forward_softmax_output(params, X):
    def softmax(Z):
        e = np.exp(Z - Z.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)

    W1, b1, W2, b2 = (params[k] for k in ("W1", "b1", "W2", "b2"))
    Z1 = np.einsum("nd,dh->nh", X, W1) + b1
    A1 = np.where(Z1 > 0, Z1, 0.0)
    Z2 = np.einsum("nh,ho->no", A1, W2) + b2
    return dict(Z1=Z1, A1=A1, Z2=Z2, P=softmax(Z2))


@held_out(
    "forward", kind="the hidden bias is added after the ReLU instead of before", source="written"
)
def forward_bias_after_relu(params, X):
    Z1 = X @ params["W1"]
    A1 = relu(Z1) + params["b1"]
    Z2 = A1 @ params["W2"] + params["b2"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": sigmoid(Z2)}


@held_out(
    "forward",
    kind="the output score passes through a ReLU as well before the sigmoid",
    source="written",
)
def forward_relu_on_output(params, X):
    def layer(inputs, number):
        z = inputs @ params["W" + str(number)] + params["b" + str(number)]
        return z, np.maximum(0, z)

    Z1, A1 = layer(X, 1)
    Z2, A2 = layer(A1, 2)
    P = sigmoid(A2)
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2, "P": P}


@held_out(
    "forward",
    kind="np.max with axis 0 instead of np.maximum: the largest value of each column",
    source="written",
)
def forward_np_max(params, X):
    Z1 = np.matmul(X, params["W1"]) + params["b1"]
    A1 = np.max(Z1, 0)
    Z2 = np.matmul(A1, params["W2"]) + params["b2"]
    P = 1 / (1 + np.exp(-Z2))
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": P}


@held_out(
    "backward",
    kind="the bias gradients are averaged although 1/n is already in dZ2",
    source="written",
)
def backward_bias_mean(params, cache, X, y):
    n = X.shape[0]
    dZ2 = (cache["P"] - y) / n
    dW2 = cache["A1"].T @ dZ2
    db2 = dZ2.mean(axis=0)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * (cache["Z1"] > 0)
    dW1 = X.T @ dZ1
    db1 = dZ1.mean(axis=0)
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


@held_out(
    "backward", kind="the ReLU gate looks at the sign of the blame instead of Z1", source="written"
)
def backward_gate_on_blame(params, cache, X, y):
    grads = {}
    delta = (cache["P"] - y) / len(y)
    grads["W2"] = cache["A1"].T.dot(delta)
    grads["b2"] = delta.sum(axis=0)
    delta = delta.dot(params["W2"].T)
    delta = np.maximum(delta, 0)  # back through the ReLU
    grads["W1"] = X.T.dot(delta)
    grads["b1"] = delta.sum(axis=0)
    return grads


@held_out(
    "backward",
    kind="sends the blame back through the gradient of W2 instead of W2",
    source="written",
)
def backward_through_dw2(params, cache, X, y):
    m = y.shape[0]
    err_out = (cache["P"] - y) / m
    gW2 = np.dot(cache["A1"].T, err_out)
    gb2 = np.sum(err_out, axis=0)
    err_hidden = np.dot(err_out, gW2.T)
    err_hidden = np.where(cache["Z1"] > 0, err_hidden, 0)
    gW1 = np.dot(X.T, err_hidden)
    gb1 = np.sum(err_hidden, axis=0)
    return dict(W1=gW1, b1=gb1, W2=gW2, b2=gb2)


@held_out(
    "backward",
    kind="multiplies by the activation A1 at the ReLU instead of by 1 or 0",
    source="written",
)
def backward_times_a1(params, cache, X, y):
    Z1, A1, Z2, P = cache["Z1"], cache["A1"], cache["Z2"], cache["P"]
    dZ2 = (P - y) / X.shape[0]
    dA1 = dZ2 @ params["W2"].T
    # relu lets through what was on: A1 is already 0 where the unit was off
    dZ1 = dA1 * A1
    return {
        "W1": X.T @ dZ1,
        "b1": dZ1.sum(axis=0),
        "W2": A1.T @ dZ2,
        "b2": dZ2.sum(axis=0),
    }


@held_out(
    "backward",
    kind="divides by the number of features instead of the number of samples",
    source="written",
)
def backward_divides_by_features(params, cache, X, y):
    n = len(X[0])
    dZ2 = (cache["P"] - y) / n
    dW2, db2 = cache["A1"].T @ dZ2, dZ2.sum(0)
    dZ1 = (dZ2 @ params["W2"].T) * (cache["Z1"] > 0)
    dW1, db1 = X.T @ dZ1, dZ1.sum(0)
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


@held_out(
    "backward",
    kind="in the loop over samples each gradient replaces the last one instead of being added",
    source="written",
)
def backward_loop_overwrites(params, cache, X, y):
    n_samples, n_genes = X.shape
    n_hidden = params["W1"].shape[1]
    dW1 = np.zeros((n_genes, n_hidden))
    db1 = np.zeros(n_hidden)
    dW2 = np.zeros((n_hidden, 1))
    db2 = np.zeros(1)
    for s in range(n_samples):
        blame = (cache["P"][s, 0] - y[s, 0]) / n_samples
        db2[0] = blame
        for u in range(n_hidden):
            dW2[u, 0] = blame * cache["A1"][s, u]
            if cache["Z1"][s, u] > 0:
                unit_blame = blame * params["W2"][u, 0]
            else:
                unit_blame = 0.0
            db1[u] = unit_blame
            for g in range(n_genes):
                dW1[g, u] = unit_blame * X[s, g]
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


@held_out(
    "backward",
    kind="dZ2 is the loss's slope at P; the sigmoid's slope is left out",
    source="written",
)
def backward_no_sigmoid_slope(params, cache, X, y):
    P = cache["P"]
    n = X.shape[0]
    dP = (P - y) / (P * (1 - P)) / n  # slope of the loss
    grad_W2 = cache["A1"].T @ dP
    grad_b2 = dP.sum(axis=0)
    dA1 = dP @ params["W2"].T
    dZ1 = dA1 * (cache["Z1"] > 0)
    return {"W1": X.T @ dZ1, "b1": dZ1.sum(axis=0), "W2": grad_W2, "b2": grad_b2}


@held_out(
    "backward",
    kind="averages activations, inputs and errors over samples first, then multiplies the averages",
    source="written",
)
def backward_averages_first(params, cache, X, y):
    error = (cache["P"] - y).mean(axis=0, keepdims=True)  # (1, 1)
    a = cache["A1"].mean(axis=0, keepdims=True)  # (1, h)
    x = X.mean(axis=0, keepdims=True)  # (1, d)
    on = cache["Z1"].mean(axis=0, keepdims=True) > 0
    hidden_error = error @ params["W2"].T * on
    return {"W1": x.T @ hidden_error, "b1": hidden_error[0], "W2": a.T @ error, "b2": error[0]}


@held_out(
    "backward",
    kind="builds the ReLU mask inside cache['Z1'], changing the cache handed in",
    source="written",
)
def backward_mask_in_cache(params, cache, X, y):
    n = X.shape[0]
    W2 = params["W2"]
    dZ2 = (cache["P"] - y) / n
    mask = cache["Z1"]
    mask[mask <= 0] = 0
    mask[mask > 0] = 1
    dZ1 = np.einsum("no,ho->nh", dZ2, W2) * mask
    return {
        "W1": np.einsum("nd,nh->dh", X, dZ1),
        "b1": np.einsum("nh->h", dZ1),
        "W2": np.einsum("nh,no->ho", cache["A1"], dZ2),
        "b2": np.einsum("no->o", dZ2),
    }


@held_out(
    "backward",
    kind="uses the sigmoid's slope A(1 - A) for the hidden layer instead of the ReLU's",
    source="written",
)
def backward_sigmoid_slope_hidden(params, cache, X, y):
    A1 = cache["A1"]
    delta2 = (cache["P"] - y) / X.shape[0]
    delta1 = (delta2 @ params["W2"].T) * A1 * (1 - A1)
    return {
        "W1": X.T @ delta1,
        "b1": delta1.sum(axis=0),
        "W2": A1.T @ delta2,
        "b2": delta2.sum(axis=0),
    }


@held_out(
    "backward",
    kind="takes descent steps inside, changing params before W2 is used for the way back",
    source="written",
)
def backward_updates_params(params, cache, X, y):
    lr = 0.1
    n = X.shape[0]
    dZ2 = (cache["P"] - y) / n
    dW2 = cache["A1"].T @ dZ2
    db2 = np.sum(dZ2, axis=0)
    params["W2"] -= lr * dW2
    params["b2"] -= lr * db2
    dZ1 = (dZ2 @ params["W2"].T) * (cache["Z1"] > 0)
    dW1 = X.T @ dZ1
    db1 = np.sum(dZ1, axis=0)
    params["W1"] -= lr * dW1
    params["b1"] -= lr * db1
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}
