"""Wrong answers of the fourth set: losses, their gradients, and the softmax."""

import numpy as np

from autograder.course import held_out
from dlref.activations import sigmoid
from dlref.losses import bce_grad


@held_out("mse", kind="each side is squared before the difference is taken", source="written")
def mse_difference_of_squares(y_true, y_pred):
    return np.mean(y_true**2 - y_pred**2)


@held_out("mse", kind="no bracket round the difference: only y_pred is squared", source="written")
def mse_no_bracket(y_true, y_pred):
    errors = y_true - y_pred**2
    return errors.mean()


@held_out("mse", kind="divided by the last index of the loop, not by the count", source="written")
def mse_last_index(y_true, y_pred):
    total = 0
    a = np.ravel(y_true)
    p = np.ravel(y_pred)
    for i in range(len(a)):
        total += (a[i] - p[i]) ** 2
    return total / i


@held_out("log_likelihood", kind="log(p) in both halves, 1 - p is forgotten", source="written")
def log_likelihood_same_log(y_true, y_pred):
    log_p = np.log(y_pred)
    return np.sum(y_true * log_p + (1 - y_true) * log_p)


@held_out(
    "log_likelihood",
    kind="the logarithm is taken of the sum, not the sum of logarithms",
    source="written",
)
def log_likelihood_log_of_sum(y_true, y_pred):
    probs = np.where(y_true == 1, y_pred, 1 - y_pred)
    return np.log(np.sum(probs))


@held_out("log_likelihood", kind="np.ln, which NumPy does not have (stops)", source="written")
def log_likelihood_ln(y_true, y_pred):
    ones = y_true * np.ln(y_pred)
    zeros = (1 - y_true) * np.ln(1 - y_pred)
    return np.sum(ones + zeros)


@held_out(
    "log_likelihood", kind="the factor 1 - y is missing in front of log(1 - p)", source="written"
)
def log_likelihood_no_factor(y_true, y_pred):
    ll = 0.0
    for y, p in zip(np.ravel(y_true), np.ravel(y_pred)):
        ll += y * np.log(p) + np.log(1 - p)
    return ll


@held_out("bce", kind="the small number is added outside the logarithm", source="written")
def bce_eps_outside(y_true, y_pred):
    eps = 1e-12
    a = y_true * (np.log(y_pred) + eps)
    b = (1 - y_true) * (np.log(1 - y_pred) + eps)
    return -np.mean(a + b)


@held_out("bce", kind="the labels are clipped, not the predictions", source="written")
def bce_clips_labels(y_true, y_pred):
    y = np.clip(y_true, 1e-12, 1 - 1e-12)
    return -np.mean(y * np.log(y_pred) + (1 - y) * np.log(1 - y_pred))


@held_out("bce", kind="the predictions are rounded to 0 or 1 first", source="written")
def bce_rounded(y_true, y_pred):
    # turn the probabilities into classes
    p = np.clip(np.round(y_pred), 1e-12, 1 - 1e-12)
    loss = y_true * np.log(p) + (1 - y_true) * np.log(1 - p)
    return -loss.mean()


@held_out("bce_grad", kind="the minus stands before both halves", source="written")
def bce_grad_minus_both(y_true, y_pred):
    n = y_pred.size
    return -(y_true / y_pred + (1 - y_true) / (1 - y_pred)) / n


@held_out(
    "bce_grad",
    kind="the logarithms are kept: the loss of each element, not its slope",
    source="written",
)
def bce_grad_not_derived(y_true, y_pred):
    term1 = -y_true * np.log(y_pred)
    term2 = -(1 - y_true) * np.log(1 - y_pred)
    return (term1 + term2) / np.size(y_true)


@held_out("bce_grad", kind="averaged to one number", source="written")
def bce_grad_one_number(y_true, y_pred):
    return np.mean(-y_true / y_pred + (1 - y_true) / (1 - y_pred))


@held_out("bce_grad", kind="divided by an n that is nowhere set (stops)", source="written")
def bce_grad_no_n(y_true, y_pred):
    dp = (1 - y_true) / (1 - y_pred) - y_true / y_pred
    return dp / n  # noqa: F821


@held_out("bce_from_logits", kind="the bars are missing: exp(-z), not exp(-|z|)", source="written")
def bce_from_logits_no_abs(y_true, z):
    return np.mean(np.maximum(z, 0) - y_true * z + np.log1p(np.exp(-z)))


@held_out("bce_from_logits", kind="max(z, 0) is left out of the formula", source="written")
def bce_from_logits_no_max(y_true, z):
    softplus = np.log(1 + np.exp(-np.abs(z)))
    return np.mean(softplus - y_true * z)


@held_out(
    "bce_from_logits", kind="z and -z are exchanged between the two classes", source="written"
)
def bce_from_logits_exchanged(y_true, z):
    loss_of_ones = np.logaddexp(0, z)
    loss_of_zeros = np.logaddexp(0, -z)
    return np.mean(np.where(y_true == 1, loss_of_ones, loss_of_zeros))


@held_out("bce_from_logits", kind="logaddexp with 1 in place of 0", source="written")
def bce_from_logits_logaddexp_one(y_true, z):
    # log(1 + e^z) - y*z
    return np.mean(np.logaddexp(1, z) - y_true * z)


@held_out("bce_from_logits_grad", kind="y is taken off inside the sigmoid", source="written")
def bce_from_logits_grad_inside(y_true, z):
    return sigmoid(z - y_true) / z.size


@held_out(
    "bce_from_logits_grad",
    kind="only y is divided by the size: a bracket is missing",
    source="written",
)
def bce_from_logits_grad_no_bracket(y_true, z):
    p = sigmoid(z)
    return p - y_true / z.size


@held_out(
    "bce_from_logits_grad", kind="the slope by p, without the sigmoid's own slope", source="written"
)
def bce_from_logits_grad_by_p(y_true, z):
    p = np.clip(sigmoid(z), 1e-12, 1 - 1e-12)
    return bce_grad(y_true, p)


@held_out("bce_from_logits_grad", kind="size is called like a function (stops)", source="written")
def bce_from_logits_grad_size_called(y_true, z):
    n = z.size()
    return (sigmoid(z) - y_true) / n


@held_out(
    "softmax", kind="the largest of each column is taken off, not of each row", source="written"
)
def softmax_column_max(Z):
    shifted = Z - np.max(Z, axis=0)
    e = np.exp(shifted)
    return e / np.sum(e, axis=1, keepdims=True)


@held_out(
    "softmax", kind="axis=2 for the columns, as if axes counted from 1 (stops)", source="written"
)
def softmax_axis_two(Z):
    e = np.exp(Z - Z.max(axis=2, keepdims=True))
    return e / e.sum(axis=2, keepdims=True)


@held_out("softmax", kind="a sigmoid of each score: the rows do not sum to 1", source="written")
def softmax_sigmoid(Z):
    probs = np.zeros(Z.shape)
    for i in range(Z.shape[0]):
        for j in range(Z.shape[1]):
            probs[i, j] = sigmoid(Z[i, j])
    return probs


@held_out("softmax", kind="1 for the largest score of the row, 0 elsewhere", source="written")
def softmax_hard(Z):
    out = np.zeros_like(Z, dtype=float)
    best = np.argmax(Z, axis=1)
    out[np.arange(len(Z)), best] = 1
    return out


@held_out(
    "cross_entropy", kind="1 is added inside the logarithm to keep it finite", source="written"
)
def cross_entropy_plus_one(Y_true, Y_pred):
    return -np.sum(Y_true * np.log(Y_pred + 1)) / Y_true.shape[0]


@held_out(
    "cross_entropy",
    kind="Y_pred[:, labels]: every sample's value for every label",
    source="written",
)
def cross_entropy_all_rows(Y_true, Y_pred):
    labels = np.argmax(Y_true, axis=1)
    p = np.clip(Y_pred[:, labels], 1e-12, 1)
    return np.mean(-np.log(p))


@held_out(
    "cross_entropy", kind="divided by the number of classes, not of samples", source="written"
)
def cross_entropy_by_classes(Y_true, Y_pred):
    logs = np.log(np.maximum(Y_pred, 1e-15))
    n = Y_true.shape[1]
    return -(Y_true * logs).sum() / n


@held_out("cross_entropy", kind="the one-hot floats are used as an index (stops)", source="written")
def cross_entropy_float_index(Y_true, Y_pred):
    log_p = np.log(Y_pred + 1e-12)
    picked = log_p[Y_true]
    return -picked.mean()
