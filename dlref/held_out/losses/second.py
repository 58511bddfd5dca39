"""Wrong answers of the second set: losses, their gradients, and the softmax."""

import numpy as np

from autograder.course import held_out
from dlref.activations import sigmoid
from dlref.losses import softmax


@held_out(
    "mse",
    kind="a bracket is missing: the prediction alone is squared",
    source="GitHub text search: two files",
)
def mse_prediction_squared(y_true, y_pred):
    return np.mean(y_true - y_pred**2)


@held_out(
    "mse",
    kind="the variance of the differences: a shift of all of them costs nothing",
    source="written",
)
def mse_variance(y_true, y_pred):
    error = np.asarray(y_true) - np.asarray(y_pred)
    return np.var(error)


@held_out("mse", kind="the difference is doubled, not squared", source="written")
def mse_doubled(y_true, y_pred):
    total = 0
    t, p = np.ravel(y_true), np.ravel(y_pred)
    for i in range(len(t)):
        total += (t[i] - p[i]) * 2
    return total / len(t)


@held_out(
    "log_likelihood",
    kind="every label meets every prediction, in a table that is summed",
    source="a course question on computing the cost, in Nemotron-CC-Math",
)
def log_likelihood_of_all_pairs(y_true, y_pred):
    y = np.reshape(y_true, (-1, 1))
    p = np.reshape(y_pred, (1, -1))
    table = np.dot(y, np.log(p)) + np.dot(1 - y, np.log(1 - p))
    return np.sum(table)


@held_out(
    "log_likelihood", kind="minus between the two halves", source="GitHub text search: three files"
)
def log_likelihood_minus_between(y_true, y_pred):
    ones = np.sum(y_true * np.log(y_pred))
    zeros = np.sum((1 - y_true) * np.log(1 - y_pred))
    return ones - zeros


@held_out(
    "log_likelihood",
    kind="the labels went into the logarithms, which are of 0 then",
    source="GitHub text search: a loss class of a learner",
)
def log_likelihood_labels_inside(y_true, y_pred):
    with np.errstate(divide="ignore"):
        return np.sum(np.log(y_true * y_pred) + np.log((1 - y_true) * (1 - y_pred)))


@held_out("log_likelihood", kind="log1p(p), which is log(1 + p), for log(1 - p)", source="written")
def log_likelihood_log1p(y_true, y_pred):
    return np.sum(y_true * np.log(y_pred) + (1 - y_true) * np.log1p(y_pred))


@held_out(
    "bce",
    kind="one cost for each element comes back: no mean",
    source="github.com/eriklindernoren/ML-From-Scratch, issue 98",
)
def bce_not_reduced(y_true, y_pred):
    p = np.clip(y_pred, 1e-15, 1 - 1e-15)
    return -y_true * np.log(p) - (1 - y_true) * np.log(1 - p)


@held_out(
    "bce",
    kind="the mean difference of label and probability",
    source="a course question on exercise 5 of week 2, in Nemotron-CC-Math",
)
def bce_plain_difference(y_true, y_pred):
    cost = np.mean(y_true - y_pred)
    return float(cost)


@held_out(
    "bce",
    kind="the logarithms are transposed: a column times a row makes a table of all pairs",
    source="a course question on the cost, `Y * np.log(A).T`, in Nemotron-CC-Math",
)
def bce_column_times_row(y_true, y_pred):
    m = len(y_true)
    p = np.clip(y_pred, 1e-12, 1 - 1e-12)
    return (-1 / m) * np.sum(y_true * np.log(p).T + (1 - y_true) * np.log(1 - p).T)


@held_out(
    "bce",
    kind="the two bounds of the clip are exchanged, so that every p becomes the upper one",
    source="written",
)
def bce_clip_bounds_exchanged(y_true, y_pred):
    eps = 1e-9
    p = np.clip(y_pred, 1 - eps, eps)
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


@held_out(
    "bce",
    kind="nan_to_num for a clip: an infinite cost becomes the largest float",
    source="github.com/mnielsen/neural-networks-and-deep-learning, network2.py; ten files",
)
def bce_nan_to_num(y_true, y_pred):
    a, y = np.asarray(y_pred, dtype=float), y_true
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        cost = np.nan_to_num(-y * np.log(a) - (1 - y) * np.log(1 - a))
        return np.sum(cost) / np.size(a)


@held_out(
    "bce_grad",
    kind="the bracket ends too late: only the half for y = 1 is divided by n",
    source="written",
)
def bce_grad_half_divided(y_true, y_pred):
    n = np.size(y_pred)
    return (1 - y_true) / (1 - y_pred) - y_true / y_pred / n


@held_out("bce_grad", kind="p (1 - p) multiplies, where it divides", source="written")
def bce_grad_times_slope(y_true, y_pred):
    error = y_pred - y_true
    return error * y_pred * (1 - y_pred) / np.size(y_pred)


@held_out("bce_grad", kind="the labels stand below the fraction, where p belongs", source="written")
def bce_grad_labels_below(y_true, y_pred):
    with np.errstate(divide="ignore", invalid="ignore"):
        dp = (y_pred - y_true) / (y_true * (1.0 - y_true))
    return dp / np.size(y_true)


@held_out("bce_from_logits", kind="the absolute value is missing in the exponent", source="written")
def bce_from_logits_without_abs(y_true, z):
    z = np.asarray(z, dtype=float)
    with np.errstate(over="ignore"):
        return np.mean(np.maximum(z, 0) - y_true * z + np.log(1 + np.exp(-z)))


@held_out("bce_from_logits", kind="z where max(z, 0) belongs", source="written")
def bce_from_logits_z_for_max(y_true, z):
    stable = np.log1p(np.exp(-np.abs(z)))
    return np.mean(z - z * y_true + stable)


@held_out(
    "bce_from_logits",
    kind="the logits are clipped at 30 first",
    source="GitHub text search: eight files, which clip before a sigmoid",
)
def bce_from_logits_clipped(y_true, z):
    z = np.clip(z, -30, 30)
    return np.mean(np.log(1 + np.exp(z)) - y_true * z)


@held_out("bce_from_logits", kind="the cost of class 1 stands in both halves", source="written")
def bce_from_logits_same_half_twice(y_true, z):
    cost = np.logaddexp(0, -np.asarray(z, dtype=float))
    return np.mean(y_true * cost + (1 - y_true) * cost)


@held_out(
    "bce_from_logits_grad", kind="no bracket: the label alone is divided by n", source="written"
)
def bce_from_logits_grad_label_divided(y_true, z):
    n = np.size(z)
    return sigmoid(z) - y_true / n


@held_out(
    "bce_from_logits_grad",
    kind="the label is taken from the logit, inside the sigmoid",
    source="written",
)
def bce_from_logits_grad_difference_inside(y_true, z):
    return sigmoid(z - y_true) / np.size(z)


@held_out("bce_from_logits_grad", kind="the label is added to the probability", source="written")
def bce_from_logits_grad_label_added(y_true, z):
    p = 1 / (1 + np.exp(-np.clip(z, -500, 500)))
    grad = (p + y_true) / np.asarray(z).size
    return grad


@held_out(
    "softmax",
    kind="the division is inside the exponential",
    source="a question on softmax regression in Python, in Nemotron-CC-Math",
)
def softmax_division_inside(Z):
    total = np.sum(np.exp(Z - Z.max(axis=1, keepdims=True)), axis=1, keepdims=True)
    return np.exp((Z - Z.max(axis=1, keepdims=True)) / total)


@held_out(
    "softmax",
    kind="below stands the exponential of the sum",
    source="GitHub text search: a network of a learner",
)
def softmax_exp_of_sum(Z):
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        return np.exp(Z) / np.exp(np.sum(Z, axis=1, keepdims=True))


@held_out(
    "softmax",
    kind="the place of the largest score is subtracted, not the score",
    source="GitHub text search: two files",
    told=("softmax/overflow",),
)
def softmax_argmax_subtracted(Z):
    shift = np.argmax(Z, axis=1).reshape(-1, 1)
    with np.errstate(over="ignore", invalid="ignore"):
        e = np.exp(Z - shift)
        return e / np.sum(e, axis=1, keepdims=True)


@held_out(
    "softmax",
    kind="the mean score is subtracted, not the largest",
    source="GitHub text search: two files",
    told=("softmax/overflow",),
)
def softmax_mean_subtracted(Z):
    with np.errstate(over="ignore", invalid="ignore"):
        e = np.exp(Z - Z.mean(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)


@held_out(
    "softmax",
    kind="the largest score is subtracted in place: the caller's scores change",
    source="GitHub text search: seven files",
)
def softmax_shift_in_place(Z):
    Z -= np.max(Z, axis=1, keepdims=True)
    exp_scores = np.exp(Z)
    return exp_scores / np.sum(exp_scores, axis=1, keepdims=True)


@held_out("softmax", kind="the running total is not set back between rows", source="written")
def softmax_total_not_reset(Z):
    out = np.zeros(np.shape(Z))
    total = 0.0
    for i, row in enumerate(Z):
        e = np.exp(row - np.max(row))
        for value in e:
            total += value
        out[i] = e / total
    return out


@held_out(
    "softmax", kind="divided by the mean of the exponentials", source="GitHub text search: one file"
)
def softmax_divided_by_mean(Z):
    e = np.exp(Z - np.max(Z, axis=1, keepdims=True))
    return e / np.mean(e, axis=1, keepdims=True)


@held_out(
    "cross_entropy",
    kind="a softmax is applied to the probabilities once more",
    source="github.com/andrejhulak/nums-numpy, loss_fn.py",
)
def cross_entropy_softmax_again(Y_true, Y_pred):
    p = softmax(Y_pred)
    return -np.sum(Y_true * np.log(p)) / Y_true.shape[0]


@held_out(
    "cross_entropy",
    kind="[:, labels] for [rows, labels]: whole columns are picked for each sample",
    source="GitHub text search: two files",
)
def cross_entropy_whole_columns(Y_true, Y_pred):
    labels = np.argmax(Y_true, axis=1)
    p = np.clip(Y_pred, 1e-12, 1)
    return -np.sum(np.log(p[:, labels])) / len(labels)


@held_out(
    "cross_entropy",
    kind="the logarithms are clipped to between 0 and 1, not the probabilities",
    source="GitHub text search: a loss module of a learner",
)
def cross_entropy_logs_clipped(Y_true, Y_pred):
    eps = 1e-7
    with np.errstate(divide="ignore"):
        log_p = np.clip(np.log(Y_pred), eps, 1 - eps)
    return -np.mean(np.sum(Y_true * log_p, axis=1))


@held_out("cross_entropy", kind="1 is added inside the logarithm, against log(0)", source="written")
def cross_entropy_log_one_plus_p(Y_true, Y_pred):
    n = Y_true.shape[0]
    return -np.sum(Y_true * np.log(1 + Y_pred)) / n


@held_out(
    "cross_entropy",
    kind="the logarithm of the one-hot labels is in it, which is of 0",
    source="written",
)
def cross_entropy_log_of_labels(Y_true, Y_pred):
    p = np.clip(Y_pred, 1e-15, 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.mean(np.sum(Y_true * (np.log(Y_true) - np.log(p)), axis=1))


@held_out("cross_entropy", kind="summed down the columns: one number a class", source="written")
def cross_entropy_one_for_each_class(Y_true, Y_pred):
    p = np.clip(Y_pred, 1e-15, 1)
    return -np.sum(Y_true * np.log(p), axis=0) / len(Y_true)
