"""Wrong answers of the seventh set: losses."""

import numpy as np

from autograder.course import held_out
from dlref.losses import log_likelihood


@held_out("mse", kind="averages the errors first and squares the average", source="written")
def mse_mean_then_square(y_true, y_pred):
    error = y_pred - y_true
    mean_error = np.mean(error)
    return mean_error**2


@held_out("mse", kind="uses ^ for the power, as in R; in Python that is xor", source="written")
def mse_caret(y_true, y_pred):
    return ((y_true - y_pred) ^ 2).mean()


@held_out(
    "mse",
    kind="divides the sum of all squares by the number of rows, not of elements",
    source="written",
)
def mse_by_rows(y_true, y_pred):
    n = len(y_true)
    total = 0
    for i in range(n):
        difference = y_true[i] - y_pred[i]
        total += np.sum(difference * difference)
    return total / n


@held_out(
    "log_likelihood", kind="returns the negative log-likelihood: sign flipped", source="written"
)
def log_likelihood_negated(y_true, y_pred):
    # negative log likelihood
    result = 0.0
    for y, p in zip(np.ravel(y_true), np.ravel(y_pred)):
        if y == 1:
            result -= np.log(p)
        else:
            result -= np.log(1 - p)
    return result


@held_out("log_likelihood", kind="writes 1 - log(p) where log(1 - p) is meant", source="written")
def log_likelihood_one_minus_log(y_true, y_pred):
    log_p = np.log(y_pred)
    return np.sum(y_true * log_p + (1 - y_true) * (1 - log_p))


@held_out(
    "log_likelihood",
    kind="counts only the samples with label 1; the 0s are left out",
    source="written",
)
def log_likelihood_only_cancer(y_true, y_pred):
    cancer = y_true == 1
    return np.log(y_pred[cancer]).sum()


@held_out(
    "bce",
    kind="calls np.clip but does not keep its result, so log(0) still happens",
    source="written",
)
def bce_clip_not_kept(y_true, y_pred):
    eps = 1e-15
    np.clip(y_pred, eps, 1 - eps)
    return -np.mean(y_true * np.log(y_pred) + (1 - y_true) * np.log(1 - y_pred))


@held_out(
    "bce",
    kind="minus sign applies only to the first half: parentheses are missing",
    source="written",
)
def bce_minus_first_half(y_true, y_pred):
    p = np.clip(y_pred, 1e-12, 1 - 1e-12)
    loss = -y_true * np.log(p) + (1 - y_true) * np.log(1 - p)
    return np.mean(loss)


@held_out("bce", kind="flips the sign but keeps the sum: not divided by n", source="written")
def bce_still_a_sum(y_true, y_pred):
    clipped = np.clip(y_pred, 1e-15, 1 - 1e-15)
    return -log_likelihood(y_true, clipped)


@held_out("bce", kind="clips y_pred in place, which changes the argument", source="written")
def bce_clips_in_place(y_true, y_pred):
    tiny = 1e-8
    y_pred[y_pred < tiny] = tiny
    y_pred[y_pred > 1 - tiny] = 1 - tiny
    cost_if_cancer = -np.log(y_pred)
    cost_if_healthy = -np.log(1 - y_pred)
    costs = np.where(y_true == 1, cost_if_cancer, cost_if_healthy)
    return costs.mean()


@held_out(
    "bce_grad",
    kind="gives (p - y)/n, the gradient for the logit, instead of that for p",
    source="written",
)
def bce_grad_p_minus_y(y_true, y_pred):
    return (y_pred - y_true) / y_true.size


@held_out(
    "bce_grad",
    kind="averages the gradient to one number instead of one per element",
    source="written",
)
def bce_grad_one_number(y_true, y_pred):
    g = -y_true / y_pred + (1 - y_true) / (1 - y_pred)
    return np.mean(g)


@held_out(
    "bce_grad",
    kind="1/n reaches only the second term: parentheses are missing",
    source="written",
)
def bce_grad_half_divided(y_true, y_pred):
    n = y_pred.size
    return -y_true / y_pred + (1 - y_true) / (1 - y_pred) / n


@held_out(
    "bce_grad",
    kind="signs reversed: it is the slope of the log-likelihood, not of the loss",
    source="written",
)
def bce_grad_uphill(y_true, y_pred):
    n = np.prod(y_pred.shape)
    # d/dp log p = 1/p for the cancers, d/dp log(1-p) = -1/(1-p) for the healthy
    slope = np.where(y_true > 0.5, 1.0 / y_pred, -1.0 / (1.0 - y_pred))
    return slope / n


@held_out(
    "bce_from_logits",
    kind="goes through the sigmoid and a clip, so the loss stops growing at extreme z",
    source="written",
)
def bce_from_logits_through_p(y_true, z):
    def sigmoid(t):
        t = np.clip(t, -500, 500)
        return 1 / (1 + np.exp(-t))

    p = np.clip(sigmoid(z), 1e-15, 1 - 1e-15)
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


@held_out(
    "bce_from_logits",
    kind="np.max(z, 0): largest along axis 0, not element by element",
    source="written",
)
def bce_from_logits_np_max(y_true, z):
    part1 = np.max(z, 0)
    part2 = y_true * z
    part3 = np.log(1 + np.exp(-np.abs(z)))
    return np.mean(part1 - part2 + part3)


@held_out("bce_from_logits", kind="log1p(1 + u): adds the 1 twice", source="written")
def bce_from_logits_log1p_twice(y_true, z):
    return (np.maximum(z, 0) - y_true * z + np.log1p(1 + np.exp(-abs(z)))).mean()


@held_out(
    "bce_from_logits",
    kind="leaves out the absolute value: exp(-z) instead of exp(-|z|)",
    source="written",
)
def bce_from_logits_no_abs(y_true, z):
    positive_part = z * (z > 0)
    losses = positive_part - z * y_true + np.log1p(np.exp(-z))
    return np.sum(losses) / losses.size


@held_out(
    "bce_from_logits_grad",
    kind="compares the raw score z with the label: no sigmoid",
    source="written",
)
def bce_from_logits_grad_no_sigmoid(y_true, z):
    prediction = z
    truth = y_true
    return (prediction - truth) / prediction.size


@held_out(
    "bce_from_logits_grad",
    kind="still multiplies by the sigmoid's slope p(1-p), which has already cancelled",
    source="written",
)
def bce_from_logits_grad_extra_slope(y_true, z):
    p = 1 / (1 + np.exp(-z))
    dL = (p - y_true) / z.size
    dp = p * (1 - p)
    # chain rule: slopes multiply
    return dL * dp


@held_out("bce_from_logits_grad", kind="sigmoid with exp(z) instead of exp(-z)", source="written")
def bce_from_logits_grad_sigmoid_sign(y_true, z):
    sig = lambda v: 1.0 / (1.0 + np.exp(v))  # noqa: E731
    return np.divide(sig(z) - y_true, np.size(z))


@held_out(
    "bce_from_logits_grad",
    kind="divides by the number of rows instead of elements",
    source="written",
)
def bce_from_logits_grad_len(y_true, z):
    batch = z.shape[0]
    probs = np.where(z >= 0, 1 / (1 + np.exp(-np.abs(z))), 1 - 1 / (1 + np.exp(-np.abs(z))))
    grad = probs - y_true
    grad = grad / batch
    return grad


@held_out("softmax", kind="normalizes the columns instead of the rows: axis 0", source="written")
def softmax_columns(Z):
    shifted = Z - np.max(Z, axis=0, keepdims=True)
    e = np.exp(shifted)
    return e / np.sum(e, axis=0, keepdims=True)


@held_out(
    "softmax",
    kind="largest score subtracted in the numerator only, not in the sum",
    source="written",
)
def softmax_shift_on_top_only(Z):
    biggest = Z.max(axis=1, keepdims=True)
    top = np.exp(Z - biggest)
    bottom = np.exp(Z).sum(axis=1, keepdims=True)
    return top / bottom


@held_out("softmax", kind="subtracts the largest score in place, which changes Z", source="written")
def softmax_changes_z(Z):
    probabilities = []
    for row in Z:
        row -= max(row)
        e = np.exp(row)
        probabilities.append(e / e.sum())
    return np.array(probabilities)


@held_out(
    "softmax",
    kind="keepdims is missing, so row sums line up with the columns",
    source="written",
)
def softmax_no_keepdims(Z):
    largest = np.max(Z, axis=1)
    E = np.exp(Z - largest)
    return E / np.sum(E, axis=1)


@held_out(
    "cross_entropy",
    kind="mean over all n*k entries instead of over the n samples",
    source="written",
)
def cross_entropy_mean_of_entries(Y_true, Y_pred):
    P = np.clip(Y_pred, 1e-15, 1)
    return -np.mean(Y_true * np.log(P))


@held_out(
    "cross_entropy",
    kind="applies softmax to values that are already probabilities",
    source="written",
)
def cross_entropy_softmax_again(Y_true, Y_pred):
    def log_softmax(logits):
        logits = logits - logits.max(axis=1, keepdims=True)
        return logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))

    nll = -(Y_true * log_softmax(Y_pred)).sum(axis=1)
    return nll.mean()


@held_out(
    "cross_entropy",
    kind="takes the probability of the predicted class, not of the true one",
    source="written",
)
def cross_entropy_predicted_class(Y_true, Y_pred):
    total = 0
    for i in range(len(Y_true)):
        j = np.argmax(Y_pred[i])
        p = max(Y_pred[i, j], 1e-15)
        total = total - np.log(p)
    return total / len(Y_true)


@held_out(
    "cross_entropy",
    kind="P[:, classes] takes whole columns, an (n, n) table, not one entry a row",
    source="written",
)
def cross_entropy_whole_columns(Y_true, Y_pred):
    classes = Y_true.argmax(axis=1)
    p_true = np.clip(Y_pred[:, classes], 1e-12, 1.0)
    return np.mean(-np.log(p_true))


@held_out(
    "cross_entropy",
    kind="multiplies by Y before the log, so the zeros count as probabilities",
    source="written",
)
def cross_entropy_log_of_product(Y_true, Y_pred):
    given_to_truth = Y_true * Y_pred
    given_to_truth = np.clip(given_to_truth, 1e-15, 1 - 1e-15)
    n = len(Y_true)
    return -np.sum(np.log(given_to_truth)) / n
