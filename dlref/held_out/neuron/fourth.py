"""Wrong answers of the fourth set: one neuron and a layer."""

import numpy as np

from autograder.course import held_out


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
