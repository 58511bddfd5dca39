"""The formulas as the notebook writes them: one neuron, then a layer."""

import numpy as np

from autograder.course import textbook


@textbook("weighted_sum")
def weighted_sum_products(x, w, b):
    return np.sum(x * w) + b


@textbook("weighted_sum")
def weighted_sum_loop(x, w, b):
    z = 0.0
    for i in range(len(x)):
        z += x[i] * w[i]
    return z + b


@textbook("perceptron")
def perceptron_products(x, w, b):
    z = np.sum(x * w) + b
    return 1 if z > 0 else 0


@textbook("dense")
def dense_product(X, W, b):
    return X @ W + b


@textbook("merge_linear")
def merge_linear_products(W1, b1, W2, b2):
    W = W1 @ W2
    b = b1 @ W2 + b2
    return W, b
