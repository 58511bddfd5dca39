"""Wrong answers of the fifth set: neuron."""

import numpy as np

from autograder.course import held_out
from dlref.neuron import weighted_sum

# ---------------------------------------------------------------- weighted_sum


@held_out(
    "weighted_sum",
    kind="the weighted average is taken, so the sum is divided by the sum of the weights",
    source="written",
)
def weighted_sum_average(x, w, b):
    return np.average(x, weights=w) + b


@held_out(
    "weighted_sum",
    kind="the running total starts at the bias and the bias is added once more at the end",
    source="written",
)
def weighted_sum_bias_twice(x, w, b):
    total = b
    for xi, wi in zip(x, w):
        total = total + xi * wi
    return total + b


@held_out(
    "weighted_sum",
    kind="the inputs and the weights are summed separately before they are multiplied",
    source="written",
)
def weighted_sum_product_of_sums(x, w, b):
    sum_x = np.sum(x)
    sum_w = np.sum(w)
    return sum_x * sum_w + b


@held_out(
    "weighted_sum",
    kind="the loop counts from 1 to the length as in R and runs past the end of the array",
    source="written",
)
def weighted_sum_counts_from_one(x, w, b):
    n = len(x)
    s = 0
    for i in range(1, n + 1):
        s += x[i] * w[i]
    return s + b


# ------------------------------------------------------------------ perceptron


@held_out(
    "perceptron",
    kind="the sum is not compared with 0, any non-zero number counts as true",
    source="written",
)
def perceptron_truthy(x, w, b):
    if weighted_sum(x, w, b):
        return 1
    else:
        return 0


@held_out(
    "perceptron",
    kind="fires as soon as a single input's product plus bias is above 0, nothing is summed",
    source="written",
)
def perceptron_any_term(x, w, b):
    terms = x * w + b
    fires = terms > 0
    return int(fires.any())


@held_out(
    "perceptron",
    kind="the bias is used as the threshold instead of being added to the sum",
    source="written",
)
def perceptron_bias_is_threshold(x, w, b):
    total = np.dot(x, w)
    return 1 if total > b else 0


@held_out(
    "perceptron",
    kind="the two answers are swapped: 0 above the threshold, 1 otherwise",
    source="written",
)
def perceptron_swapped_where(x, w, b):
    z = sum(x[k] * w[k] for k in range(len(x))) + b
    return np.where(z > 0, 0, 1)


# ----------------------------------------------------------------------- dense


@held_out(
    "dense",
    kind="the column of ones is put first but the bias row is put last, so bias and weights are mismatched",
    source="written",
)
def dense_ones_at_other_end(X, W, b):
    ones = np.ones((X.shape[0], 1))
    X_ext = np.hstack([ones, X])
    W_ext = np.vstack([W, b])
    return X_ext @ W_ext


@held_out(
    "dense",
    kind="all outputs are collected in one flat list, so the rows and columns are lost",
    source="written",
)
def dense_flat_list(X, W, b):
    outputs = []
    for row in X:
        for j in range(W.shape[1]):
            outputs.append(np.dot(row, W[:, j]) + b[j])
    return np.array(outputs)


@held_out(
    "dense", kind="only the first bias is used, for every neuron of the layer", source="written"
)
def dense_first_bias_only(X, W, b):
    Z = np.zeros((len(X), W.shape[1]))
    for i in range(len(X)):
        Z[i] = X[i] @ W + b[0]
    return Z


@held_out(
    "dense",
    kind="the neurons are taken from the rows of W instead of its columns, so the lengths do not fit",
    source="written",
)
def dense_neurons_are_rows(X, W, b):
    out = []
    for x in X:
        layer = []
        for neuron_w, neuron_b in zip(W, b):
            layer.append(weighted_sum(x, neuron_w, neuron_b))
        out.append(layer)
    return np.array(out)


# ---------------------------------------------------------------- merge_linear


@held_out(
    "merge_linear",
    kind="the weights are read off by sending unit vectors through, without subtracting the bias",
    source="written",
)
def merge_linear_probe_with_bias(W1, b1, W2, b2):
    def net(x):
        return (x @ W1 + b1) @ W2 + b2

    d = W1.shape[0]
    W = net(np.eye(d))
    b = net(np.zeros(d))
    return W, b


@held_out(
    "merge_linear",
    kind="the first bias is added up and multiplied by the column sums of W2 instead of a matrix product",
    source="written",
)
def merge_linear_bias_sums(W1, b1, W2, b2):
    W = np.dot(W1, W2)
    b = b1.sum() * W2.sum(axis=0) + b2
    return W, b


@held_out(
    "merge_linear",
    kind="the innermost loop overwrites the entry instead of adding to it",
    source="written",
)
def merge_linear_loop_overwrites(W1, b1, W2, b2):
    d, h1 = W1.shape
    h2 = W2.shape[1]
    W = np.zeros((d, h2))
    for i in range(d):
        for j in range(h2):
            for k in range(h1):
                W[i, j] = W1[i, k] * W2[k, j]
    b = b1 @ W2 + b2
    return W, b


@held_out(
    "merge_linear",
    kind="a ReLU is put on the first bias although both layers are linear",
    source="written",
)
def merge_linear_relu_on_bias(W1, b1, W2, b2):
    W = W1 @ W2
    hidden_b = np.maximum(0, b1)
    b = hidden_b @ W2 + b2
    return (W, b)
