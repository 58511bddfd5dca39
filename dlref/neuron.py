"""One neuron, then a layer of them.

Rows are samples everywhere: a batch `X` is (n, d), the weights of a layer of h neurons are
(d, h), its bias (h,) and its output (n, h).
"""

import numpy as np

__all__ = ["dense", "merge_linear", "perceptron", "weighted_sum"]


def weighted_sum(x: np.ndarray, w: np.ndarray, b: float) -> float:
    """z = x·w + b: the weights say what matters, the bias shifts the threshold.

    x, w: (d,); b: a number. Returns a number. Source: course notes, weighted sum.
    """
    return x @ w + b


def perceptron(x: np.ndarray, w: np.ndarray, b: float) -> int:
    """1 where the weighted sum is above 0, else 0: a neuron that fires or does not.

    x, w: (d,); b: a number. Source: Rosenblatt 1958.
    """
    return int(weighted_sum(x, w, b) > 0)


def dense(X: np.ndarray, W: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Z = X·W + b: the weighted sums of a whole layer for a whole batch, in one product.

    X: (n, d); W: (d, h); b: (h,). Returns (n, h). Source: course notes, vectorization.
    """
    return X @ W + b


def merge_linear(
    W1: np.ndarray, b1: np.ndarray, W2: np.ndarray, b2: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """(X·W1 + b1)·W2 + b2 = X·(W1·W2) + (b1·W2 + b2): two linear layers are one.

    W1: (d, h); b1: (h,); W2: (h, k); b2: (k,). Returns W: (d, k) and b: (k,).
    Source: course notes, linear layers collapse.
    """
    return W1 @ W2, b1 @ W2 + b2
