"""Wrong answers of the seventh set: backprop."""

import numpy as np

from autograder.course import held_out
from dlref.activations import relu, relu_grad, sigmoid
from dlref.backprop import forward


@held_out("chain_rule", kind="the two slopes are added instead of multiplied", source="written")
def chain_rule_added(x):
    outside = np.cos(x**2)
    inside = 2 * x
    return outside + inside


@held_out(
    "chain_rule",
    kind="squares the cosine of x instead of taking the cosine of x²",
    source="written",
)
def chain_rule_cos_squared(x):
    return 2 * x * np.cos(x) ** 2


@held_out("chain_rule", kind="the slope of the inside, 2x, is forgotten", source="written")
def chain_rule_no_inner(x):
    g = np.square(x)
    # derivative of sin is cos
    slope = np.cos(g)
    return slope


@held_out("chain_rule", kind="math.cos takes one number only; arrays fail", source="written")
def chain_rule_math_cos(x):
    import math

    return 2 * x * math.cos(x**2)


@held_out(
    "numerical_gradient",
    kind="raises and lowers all elements at once; one number instead of a gradient",
    source="written",
)
def numerical_gradient_all_at_once(f, x, h=1e-5):
    return (f(x + h) - f(x - h)) / (2 * h)


@held_out(
    "numerical_gradient",
    kind="/ 2 * h without parentheses multiplies by h instead of dividing",
    source="written",
)
def numerical_gradient_precedence(f, x, h=1e-5):
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old + h
        f_plus = f(x)
        x[i] = old - h
        f_minus = f(x)
        x[i] = old
        grad[i] = (f_plus - f_minus) / 2 * h
    return grad


@held_out(
    "numerical_gradient",
    kind="never puts the old value back; x stays lowered by h afterwards",
    source="written",
)
def numerical_gradient_not_restored(f, x, h=1e-5):
    slopes = np.empty_like(x)
    for idx in np.ndindex(*x.shape):
        x[idx] += h
        up = f(x)
        x[idx] -= 2 * h
        down = f(x)
        slopes[idx] = (up - down) / (2 * h)
    return slopes


@held_out(
    "numerical_gradient",
    kind="range(len(x)) visits rows only: all elements of a matrix row move together",
    source="written",
)
def numerical_gradient_rows(f, x, h=1e-5):
    gradient = np.zeros_like(x)
    for i in range(len(x)):
        higher = x.copy()
        lower = x.copy()
        higher[i] = higher[i] + h
        lower[i] = lower[i] - h
        gradient[i] = (f(higher) - f(lower)) / (2 * h)
    return gradient


@held_out(
    "numerical_gradient",
    kind="x_plus = x makes no copy: raised and lowered are the same array, slope 0",
    source="written",
)
def numerical_gradient_alias(f, x, h=1e-5):
    g = np.zeros_like(x)
    it = np.nditer(x, flags=["multi_index"])
    while not it.finished:
        ix = it.multi_index
        x_plus = x
        x_minus = x
        x_plus[ix] += h
        x_minus[ix] -= h
        g[ix] = (f(x_plus) - f(x_minus)) / (2.0 * h)
        it.iternext()
    return g


@held_out(
    "numerical_gradient",
    kind="lowers the raised element by h only: f(x+h) - f(x) over 2h, half the slope",
    source="written",
)
def numerical_gradient_back_to_start(f, x, h=1e-5):
    x = x.copy()
    result = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        x[i] = x[i] + h  # raise it
        high = f(x)
        x[i] = x[i] - h  # lower it
        low = f(x)
        result[i] = (high - low) / (2 * h)
    return result


@held_out(
    "relative_error",
    kind="averages the relative errors instead of taking the largest",
    source="written",
)
def relative_error_mean(a, b):
    error = np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))
    return np.mean(error)


@held_out(
    "relative_error", kind="np.max in place of np.maximum for the denominator", source="written"
)
def relative_error_np_max(a, b):
    num = np.abs(a - b)
    den = np.max(1e-8, np.abs(a) + np.abs(b))
    return np.max(num / den)


@held_out(
    "relative_error",
    kind="largest difference over largest sum, instead of the largest quotient per element",
    source="written",
)
def relative_error_max_over_max(a, b):
    biggest_difference = np.abs(a - b).max()
    biggest_size = (np.abs(a) + np.abs(b)).max()
    if biggest_size < 1e-8:
        biggest_size = 1e-8
    return biggest_difference / biggest_size


@held_out(
    "relative_error", kind="divides by the size of a alone, not by |a| + |b|", source="written"
)
def relative_error_by_a(a, b):
    # like percent error in the lab: (expected - measured) / expected
    a = np.atleast_1d(a).ravel()
    b = np.atleast_1d(b).ravel()
    errors = [abs(ai - bi) / max(1e-8, abs(ai)) for ai, bi in zip(a, b)]
    return max(errors)


@held_out(
    "init_params", kind="rng.random gives only positive weights, not centred at 0", source="written"
)
def init_params_positive(n_features, n_hidden, rng):
    params = {}
    params["W1"] = rng.random((n_features, n_hidden)) * np.sqrt(2 / n_features)
    params["b1"] = np.zeros(n_hidden)
    params["W2"] = rng.random((n_hidden, 1)) * np.sqrt(2 / n_hidden)
    params["b2"] = np.zeros(1)
    return params


@held_out("init_params", kind="draws from np.random and ignores rng", source="written")
def init_params_np_random(n_features, n_hidden, rng):
    W1 = np.random.randn(n_features, n_hidden) * 0.01
    W2 = np.random.randn(n_hidden, 1) * 0.01
    return {"W1": W1, "b1": np.zeros(n_hidden), "W2": W2, "b2": np.zeros(1)}


@held_out(
    "init_params",
    kind="weight matrices transposed: (outputs, inputs) as in PyTorch",
    source="written",
)
def init_params_torch_shape(n_features, n_hidden, rng):
    def linear(n_in, n_out):
        weight = rng.standard_normal((n_out, n_in)) * np.sqrt(2 / n_in)
        bias = np.zeros(n_out)
        return weight, bias

    W1, b1 = linear(n_features, n_hidden)
    W2, b2 = linear(n_hidden, 1)
    return dict(W1=W1, b1=b1, W2=W2, b2=b2)


@held_out(
    "init_params",
    kind="divides by the He scale instead of multiplying: weights too large",
    source="written",
)
def init_params_divided(n_features, n_hidden, rng):
    he1 = np.sqrt(2 / n_features)
    he2 = np.sqrt(2 / n_hidden)
    return {
        "W1": rng.standard_normal((n_features, n_hidden)) / he1,
        "b1": np.zeros((n_hidden,)),
        "W2": rng.standard_normal((n_hidden, 1)) / he2,
        "b2": np.zeros((1,)),
    }


@held_out(
    "init_params",
    kind="draws one number and fills the whole matrix with it: units alike",
    source="written",
)
def init_params_one_draw(n_features, n_hidden, rng):
    w1 = rng.normal(0, np.sqrt(2 / n_features))
    w2 = rng.normal(0, np.sqrt(2 / n_hidden))
    W1 = np.full((n_features, n_hidden), w1)
    W2 = np.full((n_hidden, 1), w2)
    b1 = np.zeros(n_hidden)
    b2 = np.zeros(1)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


@held_out(
    "forward", kind="A1 is Z1 itself: the ReLU overwrites the Z1 of the cache", source="written"
)
def forward_relu_in_place(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = Z1
    A1[A1 < 0] = 0
    Z2 = A1 @ params["W2"] + params["b2"]
    P = 1 / (1 + np.exp(-Z2))
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": P}


@held_out("forward", kind="layer 2 takes Z1 as its input instead of A1", source="written")
def forward_z1_into_layer2(params, X):
    W1, b1, W2, b2 = params["W1"], params["b1"], params["W2"], params["b2"]
    Z1 = np.dot(X, W1) + b1
    A1 = relu(Z1)
    Z2 = np.dot(Z1, W2) + b2
    P = sigmoid(Z2)
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": P}


@held_out(
    "forward", kind="softmax over the single output: every probability is 1", source="written"
)
def forward_softmax(params, X):
    cache = {}
    cache["Z1"] = X @ params["W1"] + params["b1"]
    cache["A1"] = np.where(cache["Z1"] > 0, cache["Z1"], 0)
    cache["Z2"] = cache["A1"] @ params["W2"] + params["b2"]
    e = np.exp(cache["Z2"] - cache["Z2"].max(axis=1, keepdims=True))
    cache["P"] = e / e.sum(axis=1, keepdims=True)
    return cache


@held_out(
    "forward",
    kind="np.max(Z1, 0) is the largest of each column, not the ReLU (np.maximum)",
    source="written",
)
def forward_np_max(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = np.max(Z1, 0)
    Z2 = A1 @ params["W2"] + params["b2"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": sigmoid(Z2)}


@held_out("forward", kind="the minus in the sigmoid's exponent is missing", source="written")
def forward_sigmoid_sign(params, X):
    def my_relu(z):
        return np.maximum(z, 0)

    def my_sigmoid(z):
        return 1 / (1 + np.exp(z))

    z1 = np.matmul(X, params["W1"]) + params["b1"]
    a1 = my_relu(z1)
    z2 = np.matmul(a1, params["W2"]) + params["b2"]
    return dict(Z1=z1, A1=a1, Z2=z2, P=my_sigmoid(z2))


@held_out("forward", kind="copied line: layer 2 adds b1 instead of b2", source="written")
def forward_b1_twice(params, X):
    # layer 1
    Z1 = X @ params["W1"] + params["b1"]
    A1 = np.maximum(0, Z1)
    # layer 2
    Z2 = A1 @ params["W2"] + params["b1"]
    P = sigmoid(Z2)
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": P}


@held_out("backward", kind="sums over the samples without the 1/n of the mean", source="written")
def backward_no_mean(params, cache, X, y):
    n, d = X.shape
    h = params["W1"].shape[1]
    dW1 = np.zeros((d, h))
    db1 = np.zeros(h)
    dW2 = np.zeros((h, 1))
    db2 = np.zeros(1)
    for s in range(n):
        error = cache["P"][s, 0] - y[s, 0]
        db2[0] += error
        for j in range(h):
            dW2[j, 0] += error * cache["A1"][s, j]
            if cache["Z1"][s, j] > 0:
                blame = error * params["W2"][j, 0]
                db1[j] += blame
                dW1[:, j] += blame * X[s]
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


@held_out(
    "backward",
    kind="biases averaged though dZ2 has the 1/n already: divided by n twice",
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
    "backward",
    kind="ReLU applied to the gradient: negative blame cut off instead of where Z1 <= 0",
    source="written",
)
def backward_relu_of_gradient(params, cache, X, y):
    grads = {}
    delta = (cache["P"] - y) / len(X)
    grads["W2"] = np.dot(cache["A1"].T, delta)
    grads["b2"] = np.sum(delta, axis=0)
    delta = relu(np.dot(delta, params["W2"].T))
    grads["W1"] = np.dot(X.T, delta)
    grads["b1"] = np.sum(delta, axis=0)
    return grads


@held_out(
    "backward", kind="goes back through the gradient of W2 instead of through W2", source="written"
)
def backward_through_dw2(params, cache, X, y):
    Z1, A1, P = cache["Z1"], cache["A1"], cache["P"]
    n = X.shape[0]
    dZ2 = (P - y) / n
    dW2 = A1.T @ dZ2
    db2 = dZ2.sum(axis=0)
    dA1 = dZ2 @ dW2.T
    dZ1 = np.where(Z1 > 0, dA1, 0)
    dW1 = X.T @ dZ1
    db1 = dZ1.sum(axis=0)
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


@held_out("backward", kind="the gradient of W2 uses Z1 instead of A1", source="written")
def backward_z1_for_w2(params, cache, X, y):
    m = y.shape[0]
    err = (cache["P"] - y) / m
    hidden = (err @ params["W2"].T) * relu_grad(cache["Z1"])
    return {
        "W1": np.einsum("nd,nh->dh", X, hidden),
        "b1": hidden.sum(axis=0),
        "W2": np.einsum("nh,no->ho", cache["Z1"], err),
        "b2": err.sum(axis=0),
    }


@held_out(
    "backward",
    kind="sum without axis=0: one number for all the hidden units' biases",
    source="written",
)
def backward_sum_everything(params, cache, X, y):
    n = X.shape[0]
    dZ2 = 1 / n * (cache["P"] - y)
    dW2 = cache["A1"].T @ dZ2
    db2 = np.array([np.sum(dZ2)])
    dZ1 = dZ2 @ params["W2"].T
    dZ1[cache["Z1"] <= 0] = 0
    dW1 = X.T @ dZ1
    db1 = np.sum(dZ1)
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


@held_out(
    "backward",
    kind="multiplies P - y by the sigmoid's slope P(1-P) once more",
    source="written",
)
def backward_extra_sigmoid_slope(params, cache, X, y):
    cache = forward(params, X)
    P = cache["P"]
    n = X.shape[0]
    # error times slope of the sigmoid
    dZ2 = (P - y) * P * (1 - P) / n
    dW2 = cache["A1"].T @ dZ2
    db2 = dZ2.sum(axis=0)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * (cache["Z1"] > 0)
    return {"W1": X.T @ dZ1, "b1": dZ1.sum(axis=0), "W2": dW2, "b2": db2}


@held_out(
    "backward",
    kind="multiplies the blame by the activation A1 instead of the ReLU's slope 0 or 1",
    source="written",
)
def backward_times_activation(params, cache, X, y):
    dz2 = (cache["P"] - y) / X.shape[0]
    da1 = dz2 * params["W2"].reshape(1, -1)
    dz1 = da1 * cache["A1"]
    out = {"W2": cache["A1"].T.dot(dz2), "b2": dz2.sum(0)}
    out["W1"] = X.T.dot(dz1)
    out["b1"] = dz1.sum(0)
    return out
