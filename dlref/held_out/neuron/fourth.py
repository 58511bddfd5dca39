"""Wrong answers of the fourth set: one neuron and a layer."""

import numpy as np

from autograder.course import held_out
from dlref.neuron import weighted_sum


@held_out("weighted_sum", kind="range(1, len(x)): the first input is skipped", source="written")
def weighted_sum_from_one(x, w, b):
    total = b
    for i in range(1, len(x)):
        total += x[i] * w[i]
    return total


@held_out("weighted_sum", kind="the return stands inside the loop", source="written")
def weighted_sum_early_return(x, w, b):
    z = 0
    for xi, wi in zip(x, w):
        z = z + xi * wi
        return z + b


@held_out("weighted_sum", kind="x is multiplied with itself, w is never used", source="written")
def weighted_sum_x_with_x(x, w, b):
    products = x * x
    return np.sum(products) + b


@held_out("weighted_sum", kind="np.sum(x*w, b): b is taken as the axis", source="written")
def weighted_sum_bias_as_axis(x, w, b):
    return np.sum(x * w, b)


@held_out("perceptron", kind="b is added and then also the threshold: z > b", source="written")
def perceptron_bias_twice(x, w, b):
    z = np.dot(w, x) + b
    if z > b:
        return 1
    else:
        return 0


@held_out(
    "perceptron",
    kind="fires if any single product plus b is above 0, without summing",
    source="written",
)
def perceptron_any(x, w, b):
    return int(np.any(x * w + b > 0))


@held_out(
    "perceptron",
    kind="gives the sum itself where it fires, and None (no else) where not",
    source="written",
)
def perceptron_gives_sum(x, w, b):
    z = sum(xi * wi for xi, wi in zip(x, w)) + b
    if z > 0:
        return z


@held_out(
    "dense", kind="X * W, element by element, in place of the matrix product", source="written"
)
def dense_elementwise(X, W, b):
    return X * W + b


@held_out(
    "dense", kind="the product is taken in the order W, X: the shapes do not fit", source="written"
)
def dense_w_first(X, W, b):
    Z = np.dot(W, X)
    Z = Z + b
    return Z


@held_out(
    "dense",
    kind="the loop over samples overwrites the result: only the last row is left",
    source="written",
)
def dense_last_row(X, W, b):
    for row in X:
        out = row @ W + b
    return out


@held_out(
    "dense",
    kind="in the loops the product is assigned, not added up: = in place of +=",
    source="written",
)
def dense_not_accumulated(X, W, b):
    n, d = X.shape
    h = W.shape[1]
    Z = np.zeros((n, h))
    for i in range(n):
        for j in range(h):
            for k in range(d):
                Z[i, j] = X[i, k] * W[k, j]
            Z[i, j] += b[j]
    return Z


@held_out(
    "merge_linear",
    kind="b2 is added before the product: (b1 + b2) goes through W2",
    source="written",
)
def merge_linear_both_through(W1, b1, W2, b2):
    W = W1 @ W2
    b = (b1 + b2) @ W2
    return W, b


@held_out("merge_linear", kind="b1 goes through W1 in place of W2", source="written")
def merge_linear_wrong_weights(W1, b1, W2, b2):
    W = np.matmul(W1, W2)
    b = np.matmul(W1, b1) + b2
    return W, b


@held_out(
    "weighted_sum",
    kind="total = in the loop, not +=: only the last product is kept",
    source="written",
)
def weighted_sum_last_product(x, w, b):
    total = 0
    for i in range(len(x)):
        total = x[i] * w[i]
    return total + b


@held_out("weighted_sum", kind="range(len(x) - 1): the last input is left out", source="written")
def weighted_sum_short_range(x, w, b):
    z = b
    for i in range(len(x) - 1):
        z += x[i] * w[i]
    return z


@held_out("weighted_sum", kind="the total is never set before += (stops)", source="written")
def weighted_sum_no_start(x, w, b):
    for xi, wi in zip(x, w):
        total += xi * wi  # noqa: F821
    return total + b


@held_out(
    "weighted_sum", kind="the bias is added to every weight before the product", source="written"
)
def weighted_sum_bias_on_weights(x, w, b):
    return np.dot(x, w + b)


@held_out("perceptron", kind="the dot product is compared with b in place of -b", source="written")
def perceptron_above_bias(x, w, b):
    # the bias is the threshold of the neuron
    activity = np.dot(x, w)
    if activity > b:
        return 1
    return 0


@held_out(
    "perceptron",
    kind="a local variable has the name of the function it calls (stops)",
    source="written",
)
def perceptron_same_name(x, w, b):
    weighted_sum = weighted_sum(x, w, b)  # noqa: F823
    return 1 if weighted_sum > 0 else 0


@held_out(
    "perceptron",
    kind="returns the weighted sum itself, not 1, where it is above 0",
    source="written",
)
def perceptron_returns_sum(x, w, b):
    z = weighted_sum(x, w, b)
    if z > 0:
        return z
    else:
        return 0


@held_out(
    "perceptron", kind="the sum stands as the condition: any sum but 0 fires", source="written"
)
def perceptron_truthy(x, w, b):
    return 1 if x @ w + b else 0


@held_out(
    "dense",
    kind="* in place of @: the tables are multiplied entry by entry (stops)",
    source="written",
)
def dense_star(X, W, b):
    Z = X * W
    return Z + b


@held_out(
    "dense",
    kind="the bias is made a column: one for each sample, not for each unit",
    source="written",
)
def dense_bias_column(X, W, b):
    bias = b.reshape(-1, 1)
    return np.matmul(X, W) + bias


@held_out("dense", kind="the units are summed up too: one number for each sample", source="written")
def dense_sums_units(X, W, b):
    out = X.dot(W) + b
    return np.sum(out, axis=1)


@held_out("dense", kind="the empty result has d columns, not h (W.shape[0])", source="written")
def dense_wrong_width(X, W, b):
    n_units = W.shape[0]
    out = np.zeros((X.shape[0], n_units))
    for i in range(X.shape[0]):
        for j in range(n_units):
            out[i, j] = np.sum(X[i] * W[:, j]) + b[j]
    return out


@held_out(
    "merge_linear", kind="b1 goes through W1, its own layer, not through W2", source="written"
)
def merge_linear_bias_through_first(W1, b1, W2, b2):
    W = W1 @ W2
    b = W1 @ b1 + b2  # the bias of the first layer goes through as well
    return W, b


@held_out("merge_linear", kind="the two biases are multiplied with each other", source="written")
def merge_linear_bias_product(W1, b1, W2, b2):
    # weights times weights, bias times bias
    return W1 @ W2, b1 * b2


@held_out("merge_linear", kind="uses an X that the function is not given (stops)", source="written")
def merge_linear_needs_x(W1, b1, W2, b2):
    hidden = X @ W1 + b1  # noqa: F821
    W = W1 @ W2
    b = hidden @ W2 + b2
    return W, b
