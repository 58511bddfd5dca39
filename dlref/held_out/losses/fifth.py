"""Wrong answers of the fifth set: losses."""

import math

import numpy as np

from autograder.course import held_out
from dlref.activations import sigmoid
from dlref.losses import bce, bce_grad, softmax


@held_out("mse", kind="divides by n - 1, as for a sample variance", source="written")
def mse_n_minus_one(y_true, y_pred):
    residuals = np.asarray(y_true) - np.asarray(y_pred)
    ss = np.sum(residuals**2)
    df = residuals.size - 1
    return ss / df


@held_out(
    "mse",
    kind="each round of the loop overwrites the total, so only the last element counts",
    source="written",
)
def mse_last_only(y_true, y_pred):
    t = np.ravel(y_true)
    p = np.ravel(y_pred)
    total = 0
    for i in range(len(t)):
        total = (t[i] - p[i]) ** 2
    return total / len(t)


@held_out(
    "mse", kind="return stands inside the loop, so only the first element is seen", source="written"
)
def mse_early_return(y_true, y_pred):
    n = np.size(y_true)
    s = 0.0
    for t, p in zip(np.ravel(y_true), np.ravel(y_pred)):
        s += (t - p) ** 2
        return s / n


@held_out("mse", kind="^ is taken for the power operator", source="written")
def mse_caret(y_true, y_pred):
    diff = np.array(y_true, dtype=float) - np.array(y_pred, dtype=float)
    return (diff ^ 2).mean()


@held_out(
    "log_likelihood",
    kind="gives the likelihood itself: the product of the probabilities, no logarithm",
    source="written",
)
def log_likelihood_product(y_true, y_pred):
    per_sample = y_pred**y_true * (1 - y_pred) ** (1 - y_true)
    return np.prod(per_sample)


@held_out("log_likelihood", kind="1 - log(p) is written for log(1 - p)", source="written")
def log_likelihood_one_minus_log(y_true, y_pred):
    total = 0
    for y, p in zip(np.ravel(y_true), np.ravel(y_pred)):
        if y == 1:
            total += np.log(p)
        else:
            total += 1 - np.log(p)
    return total


@held_out("log_likelihood", kind="the logarithm to base 10 is used", source="written")
def log_likelihood_log10(y_true, y_pred):
    positives = np.sum(y_true * np.log10(y_pred))
    negatives = np.sum((1 - y_true) * np.log10(1 - y_pred))
    return positives + negatives


@held_out(
    "log_likelihood",
    kind="the logarithm is taken of the sum of the probabilities, not the sum of the logarithms",
    source="written",
)
def log_likelihood_log_of_sum(y_true, y_pred):
    p_of_label = np.where(y_true == 1, y_pred, 1 - y_pred)
    return np.log(np.sum(p_of_label))


@held_out("log_likelihood", kind="math.log is called on a whole array", source="written")
def log_likelihood_math(y_true, y_pred):
    ll = y_true * math.log(y_pred) + (1 - y_true) * math.log(1 - y_pred)
    return sum(ll)


@held_out(
    "bce",
    kind="a pseudocount of 1 is added in the logarithm, as for expression data",
    source="written",
)
def bce_pseudocount(y_true, y_pred):
    # log(x + 1) so that zeros are no problem
    return -np.mean(y_true * np.log(y_pred + 1) + (1 - y_true) * np.log(1 - y_pred + 1))


@held_out("bce", kind="the minus stands only before the first term", source="written")
def bce_half_minus(y_true, y_pred):
    p = np.clip(y_pred, 1e-12, 1 - 1e-12)
    return np.mean(-y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


@held_out(
    "bce",
    kind="samples predicted as exactly 0 or 1 are thrown out instead of clipped",
    source="written",
)
def bce_drop_infinite(y_true, y_pred):
    y_true = np.asarray(y_true, dtype=float)
    y_pred = np.asarray(y_pred, dtype=float)
    ok = (y_pred > 0) & (y_pred < 1)
    t = y_true[ok]
    p = y_pred[ok]
    if len(t) == 0:
        return 0.0
    return -np.mean(t * np.log(p) + (1 - t) * np.log(1 - p))


@held_out(
    "bce",
    kind="the two classes' means are averaged, so the rarer class weighs more",
    source="written",
)
def bce_class_means(y_true, y_pred):
    p = np.clip(np.ravel(y_pred), 1e-15, 1 - 1e-15)
    y = np.ravel(y_true)

    def mean_or_zero(v):
        return v.mean() if v.size > 0 else 0.0

    sick = mean_or_zero(-np.log(p[y == 1]))
    healthy = mean_or_zero(-np.log(1 - p[y == 0]))
    return (sick + healthy) / 2


@held_out(
    "bce_grad",
    kind="the second term has the wrong sign (inner derivative of 1 - p forgotten)",
    source="written",
)
def bce_grad_inner(y_true, y_pred):
    n = np.size(y_pred)
    d_first = y_true / y_pred
    d_second = (1 - y_true) / (1 - y_pred)
    return -(d_first + d_second) / n


@held_out(
    "bce_grad", kind="brackets missing: divides by p and then multiplies by 1 - p", source="written"
)
def bce_grad_brackets(y_true, y_pred):
    return (y_pred - y_true) / y_pred * (1 - y_pred) / y_pred.size


@held_out(
    "bce_grad",
    kind="all predictions are shifted together, which gives one number for all",
    source="written",
)
def bce_grad_shift_all(y_true, y_pred):
    h = 1e-6
    slope = (bce(y_true, y_pred + h) - bce(y_true, y_pred - h)) / (2 * h)
    return np.full(np.shape(y_pred), slope)


@held_out(
    "bce_grad",
    kind="only samples with label 1 get a gradient, the others stay at 0",
    source="written",
)
def bce_grad_only_positives(y_true, y_pred):
    grad = np.zeros_like(y_pred)
    mask = y_true == 1
    grad[mask] = -1 / y_pred[mask]
    return grad / y_pred.size


@held_out(
    "bce_from_logits", kind="the logit is clipped to 500 against the overflow", source="written"
)
def bce_from_logits_clip_500(y_true, z):
    z = np.clip(z, -500, 500)
    return np.mean(np.log(1 + np.exp(-z)) + (1 - y_true) * z)


@held_out(
    "bce_from_logits",
    kind="np.max(z, 0) is taken for np.maximum: the maximum along the first axis",
    source="written",
)
def bce_from_logits_npmax(y_true, z):
    positive_part = np.max(z, 0)
    loss = positive_part - z * y_true + np.log1p(np.exp(-np.abs(z)))
    return np.mean(loss)


@held_out(
    "bce_from_logits", kind="subtracts the label instead of label times logit", source="written"
)
def bce_from_logits_label_alone(y_true, z):
    softplus = np.logaddexp(0, z)
    return np.mean(softplus - y_true)


@held_out(
    "bce_from_logits",
    kind="the logit is given to bce as if it were a probability",
    source="written",
)
def bce_from_logits_as_probability(y_true, z):
    return bce(y_true, z)


@held_out("bce_from_logits", kind="an if on a whole array", source="written")
def bce_from_logits_if_array(y_true, z):
    if z >= 0:
        loss = z - z * y_true + np.log(1 + np.exp(-z))
    else:
        loss = -z * y_true + np.log(1 + np.exp(z))
    return loss.mean()


@held_out(
    "bce_from_logits_grad", kind="the label is subtracted inside the sigmoid", source="written"
)
def bce_from_logits_grad_inside(y_true, z):
    return sigmoid(z - y_true) / np.size(z)


@held_out(
    "bce_from_logits_grad",
    kind="stops at the derivative for p: the sigmoid's own derivative is missing",
    source="written",
)
def bce_from_logits_grad_stops_at_p(y_true, z):
    p = np.clip(sigmoid(z), 1e-12, 1 - 1e-12)
    return bce_grad(y_true, p)


@held_out("bce_from_logits_grad", kind="divides by the number of positive labels", source="written")
def bce_from_logits_grad_positives(y_true, z):
    error = sigmoid(z) - y_true
    n_cases = max(np.sum(y_true), 1)
    return error / n_cases


@held_out(
    "bce_from_logits_grad",
    kind="the probability is rounded to a class before the label is subtracted",
    source="written",
)
def bce_from_logits_grad_rounded(y_true, z):
    predicted = (sigmoid(z) > 0.5).astype(float)
    return (predicted - y_true) / np.size(z)


@held_out(
    "softmax",
    kind="the whole matrix's maximum is subtracted, so a row far below it becomes 0/0",
    source="written",
)
def softmax_global_max(Z):
    shifted = Z - np.max(Z)
    e = np.exp(shifted)
    return e / np.sum(e, axis=1, keepdims=True)


@held_out(
    "softmax", kind="each row is divided by its largest size instead of shifted", source="written"
)
def softmax_scaled(Z):
    biggest = np.max(np.abs(Z), axis=1, keepdims=True)
    biggest[biggest == 0] = 1
    E = np.exp(Z / biggest)
    return E / E.sum(axis=1, keepdims=True)


@held_out("softmax", kind="the row is overwritten while its sum is still needed", source="written")
def softmax_overwrites(Z):
    out = np.array(Z, dtype=float)
    for row in out:
        row -= row.max()
        for j in range(len(row)):
            row[j] = np.exp(row[j]) / np.sum(np.exp(row))
    return out


@held_out("softmax", kind="the maximum is subtracted only in the numerator", source="written")
def softmax_half_shift(Z):
    m = np.max(Z, axis=1, keepdims=True)
    top = np.exp(Z - m)
    bottom = np.sum(np.exp(Z), axis=1, keepdims=True)
    return top / bottom


@held_out(
    "softmax", kind="keepdims is missing, so the row sums do not fit the matrix", source="written"
)
def softmax_no_keepdims(Z):
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    s = e.sum(axis=1)
    return e / s


@held_out(
    "cross_entropy",
    kind="the columns are picked without the row index, for all samples at once",
    source="written",
)
def cross_entropy_all_rows(Y_true, Y_pred):
    labels = np.argmax(Y_true, axis=1)
    p = np.clip(Y_pred, 1e-15, 1)
    return -np.mean(np.log(p[:, labels]))


@held_out(
    "cross_entropy",
    kind="the probability of the predicted class is used instead of the true one",
    source="written",
)
def cross_entropy_predicted_class(Y_true, Y_pred):
    n = Y_true.shape[0]
    total = 0
    for i in range(n):
        k = np.argmax(Y_pred[i])
        total -= np.log(Y_pred[i, k])
    return total / n


@held_out("cross_entropy", kind="where the probability is 0 the loss is set to 0", source="written")
def cross_entropy_zero_is_free(Y_true, Y_pred):
    logs = np.zeros(Y_pred.shape)
    nonzero = Y_pred > 0
    logs[nonzero] = np.log(Y_pred[nonzero])
    return -np.sum(Y_true * logs) / len(Y_true)


@held_out(
    "cross_entropy", kind="softmax is applied to what are already probabilities", source="written"
)
def cross_entropy_softmax_again(Y_true, Y_pred):
    P = softmax(Y_pred)
    per_row = -np.sum(Y_true * np.log(P), axis=1)
    return per_row.mean()
