"""Wrong answers of the sixth set: losses."""

import math

import numpy as np

from autograder.course import held_out
from dlref.activations import sigmoid
from dlref.losses import bce, log_likelihood, softmax

# mse


@held_out(
    "mse",
    kind="only y_true is made a column, so the difference becomes an (n, n) table",
    source="written",
)
def mse_one_side_column(y_true, y_pred):
    # make sure the measurements are a column, as the course says
    y_true = np.asarray(y_true).reshape(-1, 1)
    err = y_pred - y_true
    return np.mean(err**2)


@held_out(
    "mse",
    kind="the length (root of the summed squares) is divided by n; not squared",
    source="written",
)
def mse_norm_over_n(y_true, y_pred):
    return np.linalg.norm(np.ravel(y_pred - y_true)) / np.size(y_true)


@held_out(
    "mse",
    kind="squares of prediction and truth are subtracted instead of squaring the difference",
    source="written",
)
def mse_difference_of_squares(y_true, y_pred):
    truth = np.ravel(y_true)
    guess = np.ravel(y_pred)
    total = 0.0
    for i in range(len(truth)):
        total += abs(guess[i] ** 2 - truth[i] ** 2)
    average = total / len(truth)
    return average


# log_likelihood


@held_out(
    "log_likelihood",
    kind="return stands inside the loop, so only the first element counts",
    source="written",
)
def log_likelihood_return_in_loop(y_true, y_pred):
    result = 0
    for label, prob in zip(np.ravel(y_true), np.ravel(y_pred)):
        if label == 1:
            result += math.log(prob)
        else:
            result += math.log(1 - prob)
        return result


@held_out(
    "log_likelihood",
    kind="the log is taken of the sum of probabilities, not summed over logs",
    source="written",
)
def log_likelihood_log_of_sum(y_true, y_pred):
    prob_of_label = y_true * y_pred + (1 - y_true) * (1 - y_pred)
    return np.log(np.sum(prob_of_label))


@held_out(
    "log_likelihood",
    kind="parentheses around 1 - y are missing, so y multiplies both logs",
    source="written",
)
def log_likelihood_no_parentheses(y_true, y_pred):
    return (y_true * np.log(y_pred) + 1 - y_true * np.log(1 - y_pred)).sum()


@held_out(
    "log_likelihood",
    kind="the logs are multiplied with each other instead of added",
    source="written",
)
def log_likelihood_product_of_logs(y_true, y_pred):
    # independent samples multiply
    logs = np.where(y_true == 1, np.log(y_pred), np.log(1 - y_pred))
    return np.prod(logs)


# bce


@held_out(
    "bce", kind="the clip's two limits are swapped, so every p becomes the same", source="written"
)
def bce_clip_limits_swapped(y_true, y_pred):
    eps = 1e-12
    p = np.clip(y_pred, 1 - eps, eps)
    cost = -(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))
    return cost.mean()


@held_out(
    "bce",
    kind="log_likelihood gets its arguments in the wrong order: prediction first",
    source="written",
)
def bce_arguments_swapped(y_true, y_pred):
    p = np.clip(y_pred, 1e-15, 1 - 1e-15)
    return -log_likelihood(p, y_true) / p.size


@held_out(
    "bce",
    kind="a mean for each class, then added, instead of one mean over all samples",
    source="written",
)
def bce_mean_per_class(y_true, y_pred):
    y = np.asarray(y_true)
    p = np.clip(np.asarray(y_pred, dtype=float), 1e-15, 1 - 1e-15)

    def average(values):
        return sum(values) / len(values) if len(values) > 0 else 0.0

    cancer = average(-np.log(p[y == 1]))
    healthy = average(-np.log(1 - p[y == 0]))
    return cancer + healthy


@held_out(
    "bce", kind="1 - log(p) instead of log(1 - p) in the half for healthy samples", source="written"
)
def bce_one_minus_log(y_true, y_pred):
    p = np.clip(y_pred, 1e-15, 1 - 1e-15)
    log_p = np.log(p)
    return -np.mean(y_true * log_p + (1 - y_true) * (1 - log_p))


# bce_grad


@held_out(
    "bce_grad",
    kind="the minus is put before both terms; the second should be positive",
    source="written",
)
def bce_grad_minus_on_both(y_true, y_pred):
    n = y_pred.size
    return -(1 / n) * (y_true / y_pred + (1 - y_true) / (1 - y_pred))


@held_out(
    "bce_grad",
    kind="parentheses around p(1-p) are missing: divided by p, then multiplied by 1-p",
    source="written",
)
def bce_grad_denominator_precedence(y_true, y_pred):
    # on a common denominator: (p - y) over p (1 - p)
    dp = (y_pred - y_true) / y_pred * (1 - y_pred)
    dp = dp / np.size(y_pred)
    return dp


@held_out(
    "bce_grad",
    kind="numerical slope with all predictions shifted at once: one number for every entry",
    source="written",
)
def bce_grad_all_shifted(y_true, y_pred):
    h = 1e-6

    def loss(p):
        return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))

    slope = (loss(y_pred + h) - loss(y_pred - h)) / (2 * h)
    return np.full(y_pred.shape, slope)


@held_out(
    "bce_grad",
    kind="the result is an array of the labels' type, so whole-number labels cut off decimals",
    source="written",
)
def bce_grad_integer_result(y_true, y_pred):
    grad = np.zeros_like(y_true)
    n = y_true.size
    for idx in np.ndindex(y_true.shape):
        y, p = y_true[idx], y_pred[idx]
        if y == 1:
            grad[idx] = -1 / p / n
        else:
            grad[idx] = 1 / (1 - p) / n
    return grad


# bce_from_logits


@held_out(
    "bce_from_logits",
    kind="np.max along axis 0 instead of the element-wise np.maximum",
    source="written",
)
def bce_from_logits_np_max(y_true, z):
    loss = np.max(z, 0) - y_true * z + np.log1p(np.exp(-np.abs(z)))
    return np.mean(loss)


@held_out(
    "bce_from_logits", kind="log1p gets 1 + e^-|z|, so the 1 is added twice", source="written"
)
def bce_from_logits_one_twice(y_true, z):
    hinge = np.where(z > 0, z, 0)
    linear = np.multiply(y_true, z)
    soft = np.log1p(1 + np.exp(-abs(z)))
    return (hinge - linear + soft).mean()


@held_out(
    "bce_from_logits",
    kind="the sign of z is turned round: positive scores are expensive for y = 1",
    source="written",
)
def bce_from_logits_sign_turned(y_true, z):
    # softplus: y=1 -> log(1 + e^z), y=0 -> log(1 + e^-z)
    sign = 2 * y_true - 1
    return np.logaddexp(0, sign * z).sum() / np.size(z)


@held_out(
    "bce_from_logits",
    kind="goes through the sigmoid and the clipped loss, so large logits are cut off",
    source="written",
)
def bce_from_logits_through_sigmoid(y_true, z):
    p = sigmoid(z)
    return bce(y_true, p)


# bce_from_logits_grad


@held_out(
    "bce_from_logits_grad",
    kind="multiplied by the sigmoid's slope p(1-p) again, although it has cancelled",
    source="written",
)
def bce_from_logits_grad_slope_again(y_true, z):
    p = 1.0 / (1.0 + np.exp(-z))
    dloss = (p - y_true) / z.size
    dsigmoid = p * (1 - p)
    # chain rule
    return dloss * dsigmoid


@held_out(
    "bce_from_logits_grad",
    kind="compares the label with the predicted class (z above 0), not with the probability",
    source="written",
)
def bce_from_logits_grad_hard_class(y_true, z):
    predicted = np.where(sigmoid(z) > 0.5, 1.0, 0.0)
    return (predicted - y_true) / np.size(z)


@held_out(
    "bce_from_logits_grad",
    kind="only the label is divided by n: parentheses around the difference are missing",
    source="written",
)
def bce_from_logits_grad_only_y_divided(y_true, z):
    s = lambda t: 1 / (1 + np.exp(-t))
    return s(z) - y_true / z.size


@held_out(
    "bce_from_logits_grad",
    kind="works in place on an alias of y_true, so the labels are changed",
    source="written",
)
def bce_from_logits_grad_labels_overwritten(y_true, z):
    grad = y_true
    grad -= 1 / (1 + np.exp(-z))
    grad /= -z.size
    return grad


# softmax


@held_out(
    "softmax",
    kind="numerator shifted by the row's maximum, denominator summed over the unshifted scores",
    source="written",
)
def softmax_denominator_unshifted(Z):
    top = np.exp(Z - np.max(Z, axis=1, keepdims=True))
    bottom = np.sum(np.exp(Z), axis=1, keepdims=True)
    return top / bottom


@held_out(
    "softmax",
    kind="scores are divided by the row's largest instead of subtracting it",
    source="written",
)
def softmax_divided_by_max(Z):
    biggest = Z.max(axis=1)[:, None]
    scaled = Z / biggest
    e = np.exp(scaled)
    return e / e.sum(axis=1)[:, None]


@held_out(
    "softmax", kind="transposed to divide by the row sums and not transposed back", source="written"
)
def softmax_not_transposed_back(Z):
    shifted = Z.T - Z.max(axis=1)  # now the rows line up
    E = np.exp(shifted)
    P = E / E.sum(axis=0)
    return P


@held_out(
    "softmax", kind="returns the logarithm of the probabilities (log-softmax)", source="written"
)
def softmax_log_form(Z):
    m = np.amax(Z, axis=-1, keepdims=True)
    lse = m + np.log(np.exp(Z - m).sum(axis=-1, keepdims=True))
    return Z - lse


@held_out(
    "softmax",
    kind="a sigmoid of each score, divided by the row sum, instead of exponentials",
    source="written",
)
def softmax_of_sigmoids(Z):
    out = np.zeros(Z.shape)
    for i, row in enumerate(Z):
        probs = sigmoid(row - row.max())
        out[i, :] = probs / probs.sum()
    return out


# cross_entropy


@held_out(
    "cross_entropy",
    kind="takes the probability of the predicted class (argmax of Y_pred), not the true one",
    source="written",
)
def cross_entropy_argmax_of_prediction(Y_true, Y_pred):
    n = len(Y_true)
    total = 0.0
    for i in range(n):
        k = int(np.argmax(Y_pred[i]))
        total -= np.log(max(Y_pred[i, k], 1e-15))
    return total / n


@held_out(
    "cross_entropy",
    kind="indexes P[:, labels]: every row with every sample's label, not each with its own",
    source="written",
)
def cross_entropy_all_rows_all_labels(Y_true, Y_pred):
    labels = np.argmax(Y_true, axis=1)
    picked = np.clip(Y_pred, 1e-15, 1)[:, labels]
    return -np.log(picked).mean()


@held_out(
    "cross_entropy",
    kind="applies softmax to predictions that already are probabilities",
    source="written",
)
def cross_entropy_softmax_again(Y_true, Y_pred):
    # like nn.CrossEntropyLoss
    P = np.clip(softmax(Y_pred), 1e-15, 1.0)
    nll = -np.einsum("ij,ij->i", Y_true, np.log(P))
    return np.mean(nll)


@held_out(
    "cross_entropy",
    kind="averages the true classes' probabilities first, then takes one log",
    source="written",
)
def cross_entropy_log_of_mean(Y_true, Y_pred):
    given_to_truth = (Y_true * np.clip(Y_pred, 1e-15, 1 - 1e-15)).sum(axis=1)
    return -np.log(given_to_truth.mean())


@held_out(
    "cross_entropy",
    kind="log of Y*P: the zeros of the wrong classes enter as log of the clip",
    source="written",
)
def cross_entropy_log_of_product(Y_true, Y_pred):
    n = Y_true.shape[0]
    p_true = Y_true * Y_pred  # silence the other classes
    p_true = np.clip(p_true, 1e-15, None)
    costs = -np.sum(np.log(p_true), axis=1)
    return np.sum(costs) / n
