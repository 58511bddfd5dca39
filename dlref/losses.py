"""Losses: how wrong a prediction is, as one number, and which way it should move.

Arguments come as (y_true, y_pred). Labels are 0 or 1 and have the shape of the predictions, any
shape. Each loss is the mean over all its elements, not over the rows (`cross_entropy` alone has a row
for each sample), and a gradient has the shape of what it is taken for.
"""

import numpy as np

from dlref.activations import sigmoid

__all__ = [
    "bce",
    "bce_from_logits",
    "bce_from_logits_grad",
    "bce_grad",
    "cross_entropy",
    "log_likelihood",
    "mse",
    "softmax",
]

TINY = 1e-15  # no probability is taken to be nearer to 0 or 1 (course notes, worked loss)


def mse(y_true: np.ndarray, y_pred: np.ndarray) -> float:
    """Mean of (y_pred - y_true)², for numbers of any kind.

    Any shape; the mean is over all its elements, not over the rows.
    Source: course notes, loss functions.
    """
    return float(np.mean((y_pred - y_true) ** 2))


def log_likelihood(y_true: np.ndarray, y_pred: np.ndarray) -> float:
    """Σ y·log p + (1 - y)·log(1 - p): the log of the probability of all labels together.

    Any shape; 0 < y_pred < 1. Source: course notes, where cross-entropy comes from.
    """
    return float(np.sum(y_true * np.log(y_pred) + (1 - y_true) * np.log(1 - y_pred)))


def bce(y_true: np.ndarray, y_pred: np.ndarray) -> float:
    """Binary cross-entropy: the log-likelihood per element, negated, so that less is better.

    Any shape; the mean is over all its elements, not over the rows. 0 <= y_pred <= 1; the clip keeps
    the logarithms finite at both ends.
    Source: course notes, loss functions and worked loss.
    """
    p = np.clip(y_pred, TINY, 1 - TINY, dtype=float)
    return -log_likelihood(y_true, p) / p.size


def bce_grad(y_true: np.ndarray, y_pred: np.ndarray) -> np.ndarray:
    """dBCE/dp = ((1 - y)/(1 - p) - y/p)/n; 0 < y_pred < 1.

    Any shape; the mean is over all its elements, not over the rows: n counts them all.
    Source: the derivative of `bce`, term by term.
    """
    return ((1 - y_true) / (1 - y_pred) - y_true / y_pred) / np.size(y_pred)


def bce_from_logits(y_true: np.ndarray, z: np.ndarray) -> float:
    """Binary cross-entropy of p = σ(z), exact for every finite logit z.

    -log σ(z) = log(e^0 + e^-z) and -log(1 - σ(z)) = log(e^0 + e^z), and `logaddexp` knows these
    without computing the exponentials that overflow. Any shape; the mean is over all its elements, not
    over the rows. Source: course notes, loss functions.
    """
    return float(np.mean(y_true * np.logaddexp(0, -z) + (1 - y_true) * np.logaddexp(0, z)))


def bce_from_logits_grad(y_true: np.ndarray, z: np.ndarray) -> np.ndarray:
    """dBCE/dz = (σ(z) - y)/n: the slope of the sigmoid cancels.

    Any shape; the mean is over all its elements, not over the rows: n counts them all.
    Source: Bishop 2006, eq. 4.91.
    """
    return (sigmoid(z) - y_true) / np.size(z)


def softmax(Z: np.ndarray) -> np.ndarray:
    """e^z / Σ e^z within each row: the class probabilities of each sample.

    Z: (n, k). Returns (n, k), each row summing to 1. Taking the row's maximum off first changes
    nothing but the size of the exponentials. Source: Bridle 1990.
    """
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def cross_entropy(Y_true: np.ndarray, Y_pred: np.ndarray) -> float:
    """-log of the probability given to the true class, mean over the samples.

    Y_true: (n, k), one-hot; Y_pred: (n, k), each from 0 to 1; the clip keeps log(0) finite.
    Source: course notes, loss functions.
    """
    log_p = np.log(np.clip(Y_pred, TINY, 1, dtype=float))
    return float(-np.sum(Y_true * log_p) / len(Y_true))
