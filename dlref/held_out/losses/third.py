"""Wrong answers of the third set: losses, their gradients, and the softmax."""

import numpy as np

from autograder.course import held_out
from dlref.activations import sigmoid, sigmoid_grad
from dlref.losses import bce, bce_grad


@held_out("mse", kind="the absolute differences are averaged, not the squares", source="written")
def mse_absolute(y_true, y_pred):
    residuals = y_true - y_pred
    return np.mean(np.abs(residuals))


@held_out("mse", kind="the median of the squares, not the mean", source="written")
def mse_median(y_true, y_pred):
    # the median is robust against outliers
    squares = (y_pred - y_true) ** 2
    return np.median(squares)


@held_out(
    "mse",
    kind="divided by the number of rows, not of elements",
    source="written",
)
def mse_by_rows(y_true, y_pred):
    n = len(y_true)
    total = np.sum((y_true - y_pred) ** 2)
    return total / n


@held_out(
    "mse",
    kind="np.mean gets the predictions as a second argument, the place for the axis",
    source="written",
)
def mse_comma_for_minus(y_true, y_pred):
    return np.mean(y_true, y_pred) ** 2


@held_out(
    "mse",
    kind="taken relative to the spread of the truth, as for R²",
    source="written",
)
def mse_relative_to_variance(y_true, y_pred):
    ss_res = np.sum((y_true - y_pred) ** 2)
    ss_tot = np.sum((y_true - np.mean(y_true)) ** 2)
    return ss_res / ss_tot


@held_out(
    "log_likelihood",
    kind="no bracket around 1 - y: y is multiplied with log(1 - p) in the second half, too",
    source="written",
)
def log_likelihood_no_bracket_around_label(y_true, y_pred):
    first = y_true * np.log(y_pred)
    second = 1 - y_true * np.log(1 - y_pred)
    return np.sum(first + second)


@held_out(
    "log_likelihood",
    kind="the labels are multiplied with the log odds: log(1 - p) is left out",
    source="written",
)
def log_likelihood_log_odds(y_true, y_pred):
    odds = y_pred / (1 - y_pred)
    return np.sum(y_true * np.log(odds))


@held_out(
    "log_likelihood",
    kind="the probabilities are rounded to 0 or 1 first",
    source="written",
)
def log_likelihood_rounded(y_true, y_pred):
    called = np.round(y_pred)
    with np.errstate(divide="ignore", invalid="ignore"):
        ll = y_true * np.log(called) + (1 - y_true) * np.log(1 - called)
    return ll.sum()


@held_out(
    "log_likelihood",
    kind="zip is missing in the loop over labels and predictions",
    source="written",
)
def log_likelihood_without_zip(y_true, y_pred):
    total = 0
    for y, p in y_true, y_pred:
        total += y * np.log(p) + (1 - y) * np.log(1 - p)
    return total


@held_out(
    "log_likelihood",
    kind="the product of all probabilities first: for many samples it becomes 0",
    source="written",
)
def log_likelihood_product_first(y_true, y_pred):
    likelihood = np.prod(y_pred**y_true * (1 - y_pred) ** (1 - y_true))
    with np.errstate(divide="ignore"):
        return np.log(likelihood)


@held_out(
    "bce",
    kind="the small number goes to p before 1 - p: the logarithm of a negative number at p = 1",
    source="GitHub text search: one file",
)
def bce_epsilon_on_the_wrong_side(y_true, y_pred):
    eps = 1e-9
    first = y_true * np.log(y_pred + eps)
    with np.errstate(invalid="ignore"):
        second = (1 - y_true) * np.log(1 - (y_pred + eps))
    return -np.mean(first + second)


@held_out(
    "bce",
    kind="the second half takes the probabilities from before the clip",
    source="written",
)
def bce_second_half_not_clipped(y_true, y_pred):
    p = np.clip(y_pred, 1e-12, 1 - 1e-12)
    with np.errstate(divide="ignore", invalid="ignore"):
        loss = y_true * np.log(p) + (1 - y_true) * np.log(1 - y_pred)
    return -loss.mean()


@held_out(
    "bce",
    kind="no else: samples of class 1 pay for both halves",
    source="written",
)
def bce_no_else(y_true, y_pred):
    labels = np.ravel(y_true)
    probs = np.clip(np.ravel(y_pred), 1e-12, 1 - 1e-12)
    cost = 0
    for i in range(len(labels)):
        if labels[i] == 1:
            cost -= np.log(probs[i])
        cost -= np.log(1 - probs[i])
    return cost / len(labels)


@held_out("bce", kind="divided by the number of positive samples", source="written")
def bce_by_positives(y_true, y_pred):
    p = np.clip(y_pred, 1e-12, 1 - 1e-12)
    total = -np.sum(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))
    n_cases = np.sum(y_true)
    return total / n_cases


@held_out(
    "bce",
    kind="the bounds come before the array in np.clip: the lower one is lost",
    source="written",
)
def bce_clip_array_last(y_true, y_pred):
    p = np.clip(1e-12, 1 - 1e-12, y_pred)
    with np.errstate(divide="ignore", invalid="ignore"):
        return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


@held_out("bce_grad", kind="a minus before the half for y = 0, too", source="written")
def bce_grad_both_negative(y_true, y_pred):
    n = np.size(y_true)
    return (-(y_true / y_pred) - (1 - y_true) / (1 - y_pred)) / n


@held_out(
    "bce_grad",
    kind="the squares of p and 1 - p below: the slope of 1/p, not of log p",
    source="written",
)
def bce_grad_squares_below(y_true, y_pred):
    q = 1 - y_pred
    slope = (1 - y_true) / q**2 - y_true / y_pred**2
    return slope / slope.size


@held_out(
    "bce_grad",
    kind="no bracket around p - y: the label alone is divided",
    source="written",
)
def bce_grad_label_alone_divided(y_true, y_pred):
    n = y_pred.size
    return y_pred - y_true / (y_pred * (1 - y_pred)) / n


@held_out(
    "bce_grad",
    kind="a difference of losses with all probabilities moved at once: one number",
    source="written",
)
def bce_grad_all_moved_at_once(y_true, y_pred):
    h = 1e-6
    up = bce(y_true, y_pred + h)
    down = bce(y_true, y_pred - h)
    return (up - down) / (2 * h)


@held_out("bce_from_logits", kind="the 1 + inside the logarithm is missing", source="written")
def bce_from_logits_one_plus_missing(y_true, z):
    tail = np.log(np.exp(-np.abs(z)))
    with np.errstate(divide="ignore"):
        return np.mean(np.maximum(z, 0) - y_true * z + tail)


@held_out(
    "bce_from_logits",
    kind="1 + inside log1p, which adds a 1 itself",
    source="written",
)
def bce_from_logits_one_twice(y_true, z):
    loss = np.maximum(z, 0) - z * y_true + np.log1p(1 + np.exp(-np.abs(z)))
    return loss.mean()


@held_out(
    "bce_from_logits",
    kind="logaddexp gets 1 where 0 belongs: e, not 1, is added",
    source="written",
)
def bce_from_logits_one_for_zero(y_true, z):
    cost_1 = np.logaddexp(1, -z)
    cost_0 = np.logaddexp(1, z)
    return np.mean(y_true * cost_1 + (1 - y_true) * cost_0)


@held_out(
    "bce_from_logits",
    kind="the mean of probability minus label: the gradient's formula",
    source="written",
)
def bce_from_logits_mean_difference(y_true, z):
    p = sigmoid(z)
    return np.mean(p - y_true)


@held_out(
    "bce_from_logits_grad",
    kind="the sigmoid is taken of the labels, too",
    source="written",
)
def bce_from_logits_grad_sigmoid_of_labels(y_true, z):
    target = sigmoid(y_true)
    return (sigmoid(z) - target) / np.size(z)


@held_out(
    "bce_from_logits_grad",
    kind="the gradient for p: the step from p to z is missing",
    source="written",
)
def bce_from_logits_grad_for_p(y_true, z):
    p = np.clip(sigmoid(z), 1e-12, 1 - 1e-12)
    return ((1 - y_true) / (1 - p) - y_true / p) / z.size


@held_out(
    "bce_from_logits_grad",
    kind="the slope of the sigmoid is taken at p, not at z",
    source="written",
)
def bce_from_logits_grad_slope_at_p(y_true, z):
    p = np.clip(sigmoid(z), 1e-12, 1 - 1e-12)
    dp = bce_grad(y_true, p)
    return dp * sigmoid_grad(p)


@held_out(
    "bce_from_logits_grad",
    kind="the mean of all probabilities is compared with each label",
    source="written",
)
def bce_from_logits_grad_mean_probability(y_true, z):
    p = sigmoid(z)
    return np.mean(p) - y_true


@held_out(
    "softmax",
    kind="the largest score of the whole table is subtracted: rows of small ones become 0/0",
    source="a page on the softmax in Python, in Nemotron-CC-Math",
)
def softmax_max_of_the_table(Z):
    e = np.exp(Z - np.max(Z))
    with np.errstate(invalid="ignore"):
        return e / np.sum(e, axis=1, keepdims=True)


@held_out(
    "softmax",
    kind="np.zeros_like takes over the whole numbers of the scores: the decimals are cut off",
    source="splunktool.com/in-python-calculate-the-softmax-of-an-array-columnwise-using-numpy",
)
def softmax_array_of_whole_numbers(Z):
    result = np.zeros_like(Z)
    for row in range(Z.shape[0]):
        e = np.exp(Z[row] - np.max(Z[row]))
        result[row] = e / np.sum(e)
    return result


@held_out(
    "softmax",
    kind="[[0] * k] * n is one row under n names: all rows are the last one",
    source="written",
)
def softmax_one_row_n_times(Z):
    n, k = Z.shape
    probs = [[0.0] * k] * n
    for i in range(n):
        e = np.exp(Z[i] - Z[i].max())
        for j in range(k):
            probs[i][j] = e[j] / e.sum()
    return np.array(probs)


@held_out("softmax", kind="the return stands in the loop: the first row alone", source="written")
def softmax_return_in_the_loop(Z):
    rows = []
    for scores in Z:
        e = np.exp(scores - np.max(scores))
        rows.append(e / np.sum(e))
        return np.array(rows)


@held_out("softmax", kind="powers of 2, not of e", source="written")
def softmax_powers_of_two(Z):
    # as with log2 fold changes
    up = 2.0 ** (Z - np.max(Z, axis=1, keepdims=True))
    return up / np.sum(up, axis=1, keepdims=True)


@held_out("softmax", kind="divided by the largest exponential, not by their sum", source="written")
def softmax_by_the_largest(Z):
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return e / e.max(axis=1, keepdims=True)


@held_out("cross_entropy", kind="averaged over the samples twice", source="written")
def cross_entropy_averaged_twice(Y_true, Y_pred):
    n = Y_true.shape[0]
    p = np.clip(Y_pred, 1e-15, 1)
    losses = -np.sum(Y_true * np.log(p), axis=1)
    return np.mean(losses) / n


@held_out(
    "cross_entropy",
    kind="the one-hot numbers are taken for positions: Y_pred[Y_true]",
    source="written",
)
def cross_entropy_labels_as_positions(Y_true, Y_pred):
    p = np.clip(Y_pred, 1e-15, 1)
    p_true_class = p[Y_true]
    return -np.mean(np.log(p_true_class))


@held_out("cross_entropy", kind="the exponential at the end: the perplexity", source="written")
def cross_entropy_perplexity(Y_true, Y_pred):
    p = np.clip(Y_pred, 1e-15, 1.0)
    ce = -np.sum(Y_true * np.log(p)) / len(p)
    return np.exp(ce)


@held_out(
    "cross_entropy",
    kind="the loop counts the classes, not the samples",
    source="written",
)
def cross_entropy_loop_over_classes(Y_true, Y_pred):
    n, k = Y_true.shape
    total = 0
    for i in range(k):
        true_class = np.argmax(Y_true[i])
        total -= np.log(max(Y_pred[i, true_class], 1e-15))
    return total / n


@held_out(
    "cross_entropy",
    kind="nansum for a clip: infinite where the true class has probability 0",
    source="written",
)
def cross_entropy_nansum(Y_true, Y_pred):
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = Y_true * np.log(Y_pred)
    return -np.nansum(terms) / len(Y_true)
