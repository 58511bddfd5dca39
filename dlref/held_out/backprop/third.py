"""Wrong answers of the third set: backpropagation."""

import numpy as np

from autograder.course import held_out
from dlref.activations import relu, relu_grad, sigmoid

# --- chain_rule ---


@held_out("chain_rule", kind="the slope of x² is taken to be 2: its x is missing", source="written")
def chain_rule_inner_is_two(x):
    inside = x**2
    d_inside = 2
    return np.cos(inside) * d_inside


@held_out(
    "chain_rule",
    kind="^ for a power: Python takes it for a logical operation on bits",
    source="written",
)
def chain_rule_caret_for_power(x):
    return 2 * x * np.cos(x ^ 2)


@held_out("chain_rule", kind="it is derived twice", source="written")
def chain_rule_derived_twice(x):
    # product rule on 2x * cos(x^2)
    first = 2 * np.cos(x**2)
    second = -4 * x**2 * np.sin(x**2)
    return first + second


@held_out(
    "chain_rule",
    kind="the results are put into an array of the kind of x: whole numbers lose their decimals",
    source="written",
)
def chain_rule_array_of_whole_numbers(x):
    x = np.asarray(x)
    result = np.zeros_like(x)
    for position in np.ndindex(x.shape):
        value = x[position]
        result[position] = np.cos(value * value) * 2 * value
    return result


# --- numerical_gradient ---


@held_out(
    "numerical_gradient",
    kind="the two points are x itself under two more names, not copies",
    source="github.com/HomericIntelligence/Odyssey, pull request 2089",
)
def numerical_gradient_points_without_copy(f, x, h=1e-5):
    slopes = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        old = x[i]
        right = x
        right[i] = old + h
        left = x
        left[i] = old - h
        slopes[i] = (f(right) - f(left)) / (2 * h)
        x[i] = old
    return slopes


@held_out(
    "numerical_gradient",
    kind="f is thought to give an array: its number is indexed",
    source="github.com/cs231n/cs231n.github.io, issue 186",
)
def numerical_gradient_number_indexed(f, x, h=1e-5):
    grad = np.zeros(x.shape)
    for idx in np.ndindex(x.shape):
        bump = np.zeros(x.shape)
        bump[idx] = h
        higher = f(x + bump)
        lower = f(x - bump)
        grad[idx] = (higher[idx] - lower[idx]) / (2 * h)
    return grad


@held_out(
    "numerical_gradient",
    kind="the loop ends one entry too early: the last slope stays 0",
    source="written",
)
def numerical_gradient_last_entry_left_out(f, x, h=1e-5):
    shape = x.shape
    n = x.size
    result = np.zeros(n)
    for i in range(n - 1):
        a = x.copy().reshape(-1)
        b = x.copy().reshape(-1)
        a[i] += h
        b[i] -= h
        result[i] = (f(a.reshape(shape)) - f(b.reshape(shape))) / (2 * h)
    return result.reshape(shape)


@held_out(
    "numerical_gradient",
    kind="a flat copy is moved, and f is called with x, which stays where it is",
    source="written",
)
def numerical_gradient_moves_a_copy(f, x, h=1e-5):
    flat = x.flatten()
    grad = np.zeros(flat.shape)
    for i in range(len(flat)):
        old = flat[i]
        flat[i] = old + h
        f_up = f(x)
        flat[i] = old - h
        f_down = f(x)
        flat[i] = old
        grad[i] = (f_up - f_down) / (2 * h)
    return grad.reshape(x.shape)


@held_out(
    "numerical_gradient",
    kind="the size of the difference is taken: every slope comes out positive",
    source="written",
)
def numerical_gradient_without_sign(f, x, h=1e-5):
    out = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        keep = x[i]
        x[i] = keep + h
        y1 = f(x)
        x[i] = keep - h
        y2 = f(x)
        x[i] = keep
        distance = 2 * h
        out[i] = abs(y1 - y2) / distance
    return out


@held_out(
    "numerical_gradient",
    kind="the return is indented one step too far: it comes back after the first entry",
    source="written",
)
def numerical_gradient_first_entry_alone(f, x, h=1e-5):
    gradient = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        old_value = x[i]
        x[i] = old_value + h
        plus = f(x)
        x[i] = old_value - h
        minus = f(x)
        x[i] = old_value
        gradient[i] = (plus - minus) / (2 * h)
        return gradient


# --- relative_error ---


@held_out("relative_error", kind="the smallest of the errors, not the largest", source="written")
def relative_error_smallest(a, b):
    total = np.maximum(1e-8, np.abs(a) + np.abs(b))
    return np.min(np.abs(a - b) / total)


@held_out(
    "relative_error",
    kind="a bracket closes too early: the floor holds for |a| alone, and |b| is added to it",
    source="written",
)
def relative_error_floor_of_a_alone(a, b):
    difference = np.abs(a - b)
    size = np.maximum(1e-8, np.abs(a)) + np.abs(b)
    return np.max(difference / size)


@held_out(
    "relative_error",
    kind="np.max for np.maximum: the array is taken for an axis",
    source="written",
)
def relative_error_max_with_two(a, b):
    top = np.abs(a - b)
    bottom = np.max(1e-8, np.abs(a) + np.abs(b))
    return np.max(top / bottom)


@held_out(
    "relative_error",
    kind="one loop over a and b: it takes vectors only, a row of a table cannot be compared",
    source="written",
)
def relative_error_loop_over_vectors(a, b):
    worst = 0.0
    for p, q in zip(a, b):
        size = abs(p) + abs(q)
        if size < 1e-8:
            size = 1e-8
        error = abs(p - q) / size
        if error > worst:
            worst = error
    return worst


@held_out(
    "relative_error",
    kind="the sizes are subtracted, not the numbers: a wrong sign goes unseen",
    source="written",
)
def relative_error_of_the_sizes(a, b):
    size_a, size_b = np.abs(a), np.abs(b)
    return np.max(np.abs(size_a - size_b) / np.maximum(1e-8, size_a + size_b))


@held_out(
    "relative_error",
    kind="the floor is written 1 ** -8, which is 1: small gradients are divided by 1",
    source="written",
)
def relative_error_floor_of_one(a, b):
    eps = 1**-8
    denominator = np.maximum(eps, np.abs(a) + np.abs(b))
    return np.max(np.abs(a - b) / denominator)


# --- init_params ---


@held_out(
    "init_params",
    kind="no bracket around the sum below: √(2 / inputs + outputs) is far too large",
    source="github.com/mlverse/torch, issue 555",
)
def init_params_scale_without_bracket(n_features, n_hidden, rng):
    std1 = np.sqrt(2.0 / n_features + n_hidden)
    std2 = np.sqrt(2.0 / n_hidden + 1)
    W1 = std1 * rng.standard_normal((n_features, n_hidden))
    W2 = std2 * rng.standard_normal((n_hidden, 1))
    return {"W1": W1, "b1": np.zeros(n_hidden), "W2": W2, "b2": np.zeros(1)}


@held_out(
    "init_params",
    kind="rows and columns as two arguments: the second one is taken for the kind of number",
    source="written",
)
def init_params_shape_without_bracket(n_features, n_hidden, rng):
    network = {}
    network["W1"] = rng.standard_normal(n_features, n_hidden) * 0.1
    network["b1"] = np.zeros(n_hidden)
    network["W2"] = rng.standard_normal(n_hidden, 1) * 0.1
    network["b2"] = np.zeros(1)
    return network


@held_out(
    "init_params",
    kind="the shape stands where the deviation goes: two numbers come back for each layer",
    source="written",
)
def init_params_shape_for_deviation(n_features, n_hidden, rng):
    W1 = rng.normal(0.01, (n_features, n_hidden))
    W2 = rng.normal(0.01, (n_hidden, 1))
    b1 = np.zeros(n_hidden)
    b2 = np.zeros(1)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


@held_out(
    "init_params",
    kind="the weights of the output are flat, (h,), not a column",
    source="written",
)
def init_params_flat_w2(n_features, n_hidden, rng):
    he = np.sqrt(2 / n_features)
    W1 = he * rng.standard_normal((n_features, n_hidden))
    # one output neuron: one weight for each hidden unit
    W2 = np.sqrt(2 / n_hidden) * rng.standard_normal(n_hidden)
    return {"W1": W1, "b1": np.zeros(n_hidden), "W2": W2, "b2": np.zeros(1)}


@held_out(
    "init_params",
    kind="the weights of the second layer are those of the first one's first row",
    source="written",
)
def init_params_w2_taken_from_w1(n_features, n_hidden, rng):
    weights = rng.standard_normal((n_features, n_hidden)) * np.sqrt(2 / n_features)
    params = {"W1": weights, "b1": np.zeros(n_hidden)}
    params["W2"] = weights[0].reshape(n_hidden, 1)
    params["b2"] = np.zeros(1)
    return params


@held_out(
    "init_params",
    kind="four arrays come back side by side, not a dict",
    source="written",
)
def init_params_four_arrays(n_features, n_hidden, rng):
    W1 = 0.05 * rng.standard_normal((n_features, n_hidden))
    b1 = np.zeros(n_hidden)
    W2 = 0.05 * rng.standard_normal((n_hidden, 1))
    b2 = np.zeros(1)
    return W1, b1, W2, b2


# --- forward ---


@held_out(
    "forward",
    kind="the output is the sigmoid's slope, not the sigmoid",
    source="howtodevelop.eu, question 251411",
)
def forward_slope_for_output(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = relu(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    s = sigmoid(Z2)
    P = s * (1 - s)
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": P}


@held_out(
    "forward",
    kind="the ReLU is applied to the inputs, before the weights, not to the weighted sum",
    source="written",
)
def forward_relu_of_inputs(params, X):
    x_on = relu(X)
    Z1 = x_on @ params["W1"] + params["b1"]
    A1 = Z1.copy()
    Z2 = A1 @ params["W2"] + params["b2"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": sigmoid(Z2)}


@held_out(
    "forward",
    kind="weights times inputs, as where samples are columns",
    source="github.com/vishwagw/Building-Deep-learning-algorithms-from-scratch, whose samples are columns",
)
def forward_weights_first(params, X):
    W1, b1 = params["W1"], params["b1"]
    W2, b2 = params["W2"], params["b2"]
    Z1 = np.dot(W1, X) + b1
    A1 = relu(Z1)
    Z2 = np.dot(W2, A1) + b2
    P = sigmoid(Z2)
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": P}


@held_out(
    "forward",
    kind="the cache is overwritten in the loop over the samples: the last one alone is kept",
    source="written",
)
def forward_last_sample_alone(params, X):
    cache = {}
    for i in range(len(X)):
        sample = X[i : i + 1]
        cache["Z1"] = sample @ params["W1"] + params["b1"]
        cache["A1"] = relu(cache["Z1"])
        cache["Z2"] = cache["A1"] @ params["W2"] + params["b2"]
        cache["P"] = sigmoid(cache["Z2"])
    return cache


@held_out("forward", kind="b1 is added in the second layer as well", source="written")
def forward_b1_twice(params, X):
    Z1 = np.dot(X, params["W1"]) + params["b1"]
    A1 = relu(Z1)
    Z2 = np.dot(A1, params["W2"]) + params["b1"]
    P = sigmoid(Z2)
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": P}


@held_out(
    "forward",
    kind="the activations are exchanged: a sigmoid in the hidden layer, a ReLU at the output",
    source="written",
)
def forward_activations_exchanged(params, X):
    z_hidden = X.dot(params["W1"]) + params["b1"]
    a_hidden = sigmoid(z_hidden)
    z_out = a_hidden.dot(params["W2"]) + params["b2"]
    p = relu(z_out)
    return {"Z1": z_hidden, "A1": a_hidden, "Z2": z_out, "P": p}


@held_out("forward", kind="the probabilities alone come back, no cache", source="written")
def forward_output_alone(params, X):
    hidden = relu(X @ params["W1"] + params["b1"])
    out = sigmoid(hidden @ params["W2"] + params["b2"])
    return out


@held_out(
    "forward",
    kind="np.max(Z1, 0) for np.maximum: the largest of each column, one row for the whole batch",
    source="written",
)
def forward_max_of_columns(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = np.max(Z1, 0)
    Z2 = A1 @ params["W2"] + params["b2"]
    P = sigmoid(Z2)
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": P}


# --- backward ---


@held_out(
    "backward",
    kind="the error is left out on the way to layer 1: only W2 and the ReLU's slope go into it",
    source="pullrequest.ru/13115198",
)
def backward_layer_1_without_error(params, cache, X, y):
    n = X.shape[0]
    dZ2 = (cache["P"] - y) / n
    # dP/dA1 is W2, dA1/dZ1 is the relu slope
    dZ1 = params["W2"].T * relu_grad(cache["Z1"]) / n
    dW1 = X.T @ dZ1
    db1 = dZ1.sum(axis=0)
    dW2 = cache["A1"].T @ dZ2
    db2 = dZ2.sum(axis=0)
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


@held_out(
    "backward",
    kind="the gradient of W1 is made with dA1, before the ReLU, that of b1 with dZ1",
    source="quabr.com/57899995",
)
def backward_w1_before_the_relu(params, cache, X, y):
    n = X.shape[0]
    dZ2 = (cache["P"] - y) / n
    dW2 = cache["A1"].T @ dZ2
    db2 = dZ2.sum(axis=0)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * (cache["Z1"] > 0)
    dW1 = X.T @ dA1
    db1 = dZ1.sum(axis=0)
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


@held_out(
    "backward",
    kind="the slope g'(Z1) is read as a product of the slope and Z1, whose shapes do not fit",
    source="community.deeplearning.ai/t/290850",
)
def backward_slope_read_as_product(params, cache, X, y):
    m = X.shape[0]
    Z1, A1, P = cache["Z1"], cache["A1"], cache["P"]
    dZ2 = (P - y) / m
    g_prime = relu_grad(Z1)
    dZ1 = np.dot(dZ2, params["W2"].T) * np.dot(g_prime, Z1)
    return {
        "W1": np.dot(X.T, dZ1),
        "b1": np.sum(dZ1, axis=0),
        "W2": np.dot(A1.T, dZ2),
        "b2": np.sum(dZ2, axis=0),
    }


@held_out("backward", kind="W2 is not transposed on the way back", source="written")
def backward_w2_not_transposed(params, cache, X, y):
    n = len(X)
    dZ2 = (cache["P"] - y) / n
    dW2 = cache["A1"].T @ dZ2
    db2 = dZ2.sum(axis=0)
    dA1 = dZ2 @ params["W2"]
    dZ1 = dA1 * (cache["Z1"] > 0)
    return {"W1": X.T @ dZ1, "b1": dZ1.sum(axis=0), "W2": dW2, "b2": db2}


@held_out(
    "backward",
    kind="the gradient of W1 is transposed: a row for each hidden unit",
    source="written",
)
def backward_w1_transposed(params, cache, X, y):
    n = X.shape[0]
    err_out = (cache["P"] - y) / n
    err_hid = err_out @ params["W2"].T
    err_hid[cache["Z1"] <= 0] = 0
    grads = {}
    grads["W1"] = err_hid.T @ X
    grads["b1"] = err_hid.sum(axis=0)
    grads["W2"] = cache["A1"].T @ err_out
    grads["b2"] = err_out.sum(axis=0)
    return grads


@held_out(
    "backward",
    kind="the slopes 0 and 1 are written into the Z1 of the cache",
    source="written",
)
def backward_slope_written_into_z1(params, cache, X, y):
    n = X.shape[0]
    dZ2 = (cache["P"] - y) / n
    dW2 = cache["A1"].T @ dZ2
    db2 = dZ2.sum(axis=0)
    slope = cache["Z1"]
    slope[slope > 0] = 1
    slope[slope < 0] = 0
    dZ1 = (dZ2 @ params["W2"].T) * slope
    dW1 = X.T @ dZ1
    db1 = dZ1.sum(axis=0)
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


@held_out(
    "backward",
    kind="the loop over the hidden units starts at 1: the first one gets no gradient",
    source="written",
)
def backward_first_unit_left_out(params, cache, X, y):
    n, n_genes = X.shape
    n_units = params["W1"].shape[1]
    dZ2 = (cache["P"] - y) / n
    dW1 = np.zeros((n_genes, n_units))
    db1 = np.zeros(n_units)
    dW2 = np.zeros((n_units, 1))
    for j in range(1, n_units):
        on = cache["Z1"][:, j] > 0
        delta = dZ2[:, 0] * params["W2"][j, 0] * on
        dW1[:, j] = X.T @ delta
        db1[j] = delta.sum()
        dW2[j, 0] = (cache["A1"][:, j] * dZ2[:, 0]).sum()
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": dZ2.sum(axis=0)}


@held_out(
    "backward",
    kind="n is the number of entries of the cache, always 4",
    source="written",
)
def backward_divides_by_length_of_cache(params, cache, X, y):
    n = len(cache)
    dZ2 = (cache["P"] - y) / n
    dW2 = cache["A1"].T @ dZ2
    db2 = dZ2.sum(axis=0)
    dZ1 = (dZ2 @ params["W2"].T) * (cache["Z1"] > 0)
    dW1 = X.T @ dZ1
    db1 = dZ1.sum(axis=0)
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


@held_out(
    "backward",
    kind="the slope asks for A1 >= 0, which is so for every unit: nothing is held back",
    source="written",
)
def backward_every_unit_on(params, cache, X, y):
    n = X.shape[0]
    dZ2 = (cache["P"] - y) / n
    dA1 = np.dot(dZ2, params["W2"].T)
    active = np.where(cache["A1"] >= 0, 1.0, 0.0)
    dZ1 = dA1 * active
    return {
        "W1": np.dot(X.T, dZ1),
        "b1": dZ1.sum(axis=0),
        "W2": np.dot(cache["A1"].T, dZ2),
        "b2": dZ2.sum(axis=0),
    }


@held_out(
    "backward",
    kind="Z1 is computed again without its bias, so that other units count as on",
    source="written",
)
def backward_slope_without_b1(params, cache, X, y):
    n = len(y)
    z = X @ params["W1"]
    dZ2 = (cache["P"] - y) / n
    dZ1 = (dZ2 @ params["W2"].T) * np.where(z > 0, 1, 0)
    dW1, db1 = X.T @ dZ1, dZ1.sum(axis=0)
    dW2, db2 = cache["A1"].T @ dZ2, dZ2.sum(axis=0)
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


@held_out(
    "backward",
    kind="the sigmoid is applied to P, which is a probability already",
    source="written",
)
def backward_sigmoid_of_p(params, cache, X, y):
    n = X.shape[0]
    prediction = sigmoid(cache["P"])
    dZ2 = (prediction - y) / n
    dW2 = cache["A1"].T.dot(dZ2)
    db2 = dZ2.sum(axis=0)
    dZ1 = dZ2.dot(params["W2"].T) * relu_grad(cache["Z1"])
    dW1 = X.T.dot(dZ1)
    db1 = dZ1.sum(axis=0)
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}
