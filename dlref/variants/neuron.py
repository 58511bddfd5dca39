"""Unusual right answers: neuron."""

import numpy as np

from autograder.course import variant
from dlref.neuron import dense, weighted_sum


@variant("weighted_sum")
def weighted_sum_loop(x, w, b):
    """Adds up in a loop that starts at the bias."""
    total = b
    for i in range(len(x)):
        total += x[i] * w[i]
    return total


@variant("weighted_sum")
def weighted_sum_comprehension(x, w, b):
    """Python's sum of a list of products."""
    return sum([xi * wi for xi, wi in zip(x, w)]) + b


@variant("weighted_sum")
def weighted_sum_float32(x, w, b):
    """Everything in single precision."""
    return np.float32(np.sum(np.float32(x) * np.float32(w))) + np.float32(b)


@variant("weighted_sum")
def weighted_sum_0_d_array(x, w, b):
    """An array without axes for the number."""
    return np.array(np.dot(w, x) + b)


@variant("weighted_sum")
def weighted_sum_columns(x, w, b):
    """A row times a column."""
    return (w[None, :] @ x[:, None] + b).item()


@variant("weighted_sum")
def weighted_sum_in_shape_1(x, w, b):
    """A row times a vector: an array with one number."""
    return w[None, :] @ x + b


@variant("perceptron")
def perceptron_boolean(x, w, b):
    """True and False for 1 and 0."""
    return x @ w + b > 0


@variant("perceptron")
def perceptron_own_sum(x, w, b):
    """Calls the weighted sum of the exercise."""
    return 1 if weighted_sum(x, w, b) > 0 else 0


@variant("perceptron")
def perceptron_float(x, w, b):
    """1.0 and 0.0."""
    return float(np.where(np.sum(x * w) + b > 0, 1.0, 0.0))


@variant("perceptron")
def perceptron_heaviside(x, w, b):
    """NumPy's step function."""
    return np.heaviside(x @ w + b, 0)


@variant("perceptron")
def perceptron_at_most(x, w, b):
    """Compares w·x with -b, for silence first."""
    return 0 if np.dot(x, w) <= -b else 1


@variant("dense")
def dense_loops(X, W, b):
    """Three loops."""
    Z = np.zeros((X.shape[0], W.shape[1]))
    for i in range(X.shape[0]):
        for j in range(W.shape[1]):
            Z[i, j] = sum(X[i, k] * W[k, j] for k in range(W.shape[0])) + b[j]
    return Z


@variant("dense")
def dense_einsum(X, W, b):
    """einsum for the product."""
    return np.einsum("nd,dh->nh", X, W) + b[None, :]


@variant("dense")
def dense_rows_of_one_neuron(X, W, b):
    """The weighted sum of the exercise for every row and unit; lists come back."""
    return [[weighted_sum(row, unit, bias) for unit, bias in zip(W.T, b)] for row in X]


@variant("dense")
def dense_float32(X, W, b):
    """Everything in single precision."""
    return X.astype(np.float32) @ W.astype(np.float32) + b.astype(np.float32)


@variant("dense")
def dense_in_place_on_its_own(X, W, b):
    """Adds the bias in place, to an array of its own."""
    Z = np.dot(X, W)
    Z += b
    return Z


@variant("dense")
def dense_bias_as_a_weight(X, W, b):
    """The bias is the weight of a column of ones."""
    return np.c_[X, np.ones(len(X))] @ np.vstack([W, b])


@variant("merge_linear")
def merge_linear_list(W1, b1, W2, b2):
    """A list for the pair."""
    return [W1 @ W2, b1 @ W2 + b2]


@variant("merge_linear")
def merge_linear_by_dense(W1, b1, W2, b2):
    """The layer of the exercise, applied to the weights."""
    return dense(W1, W2, 0 * b2), dense(b1[None, :], W2, b2)[0]


@variant("merge_linear")
def merge_linear_from_outputs(W1, b1, W2, b2):
    """Measures what the two layers do to zero and to the unit vectors."""
    d = len(W1)
    b = (np.zeros((1, d)) @ W1 + b1) @ W2 + b2
    return (np.eye(d) @ W1 + b1) @ W2 + b2 - b, b.ravel()


@variant("merge_linear")
def merge_linear_lists(W1, b1, W2, b2):
    """Lists of numbers come back."""
    return np.dot(W1, W2).tolist(), (W2.T @ b1 + b2).tolist()
