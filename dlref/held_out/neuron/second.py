"""Wrong answers of the second set: one neuron, and a layer of them."""

import numpy as np

from autograder.course import held_out


@held_out("weighted_sum", kind="the running total starts at 1, not at 0", source="written")
def weighted_sum_total_starts_at_one(x, w, b):
    total = 1
    for i in range(len(x)):
        total += x[i] * w[i]
    return total + b


@held_out(
    "weighted_sum",
    kind="a weighted average: the sum is divided by the sum of the weights",
    source="GitHub text search: one file",
)
def weighted_sum_weighted_average(x, w, b):
    return np.average(x, weights=w) + b


@held_out(
    "weighted_sum",
    kind="b is handed to np.dot as a third argument, which is the place for the result",
    source="written",
)
def weighted_sum_b_into_dot(x, w, b):
    z = np.dot(x, w, b)
    return z


@held_out(
    "perceptron",
    kind="the first input is left out",
    source="GitHub text search: one file, which counts its inputs from 1",
)
def perceptron_first_input_left_out(x, w, b):
    activation = b
    for i in range(1, len(x)):
        activation = activation + w[i] * x[i]
    return 1 if activation > 0 else 0


@held_out(
    "perceptron",
    kind="the same weight, the first one, is used for every input",
    source="GitHub text search: one file, where the second weight stands twice",
)
def perceptron_one_weight_for_all(x, w, b):
    total = 0
    for value in x:
        total += w[0] * value
    total += b
    if total > 0:
        return 1
    return 0


@held_out(
    "perceptron", kind="nothing is returned where it does not fire: no else", source="written"
)
def perceptron_silent_returns_none(x, w, b):
    if np.dot(x, w) + b > 0:
        return 1


@held_out(
    "dense",
    kind="the biases are turned into a column, which lines up with the samples",
    source="written",
)
def dense_bias_as_column(X, W, b):
    bias = np.reshape(b, (-1, 1))
    return np.dot(X, W) + bias


@held_out("dense", kind="the bias is added twice: at the start and at the end", source="written")
def dense_bias_twice(X, W, b):
    n, h = X.shape[0], W.shape[1]
    Z = np.zeros((n, h))
    for i in range(n):
        for j in range(h):
            Z[i, j] = b[j]
            for k in range(X.shape[1]):
                Z[i, j] += X[i, k] * W[k, j]
    return Z + b


@held_out("dense", kind="the outputs of all samples are summed to one row", source="written")
def dense_summed_over_samples(X, W, b):
    products = X @ W
    return products.sum(axis=0) + b


@held_out("merge_linear", kind="the bias comes first, then the weights", source="written")
def merge_linear_order_swapped(W1, b1, W2, b2):
    W = np.dot(W1, W2)
    b = np.dot(b1, W2) + b2
    return b, W


@held_out(
    "merge_linear", kind="b2 is multiplied with the bias that comes through W2", source="written"
)
def merge_linear_times_b2(W1, b1, W2, b2):
    W = W1.dot(W2)
    b = b1.dot(W2) * b2
    return W, b


@held_out(
    "merge_linear",
    kind="one table comes back, with the bias as its last row",
    source="written",
)
def merge_linear_bias_as_last_row(W1, b1, W2, b2):
    W = W1 @ W2
    b = b1 @ W2 + b2
    return np.vstack([W, b])
