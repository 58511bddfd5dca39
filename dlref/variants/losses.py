"""Unusual right answers: losses."""

import math

import numpy as np

from autograder.course import variant
from dlref.losses import log_likelihood


@variant("mse")
def mse_loop(y_true, y_pred):
    """Adds up element by element."""
    total = 0
    for t, p in zip(np.ravel(y_true), np.ravel(y_pred)):
        total += (t - p) ** 2
    return total / np.size(y_true)


@variant("mse")
def mse_norm(y_true, y_pred):
    """The squared length of the difference, over their number."""
    return np.linalg.norm((y_true - y_pred).ravel()) ** 2 / y_true.size


@variant("mse")
def mse_float32(y_true, y_pred):
    """Everything in single precision."""
    return np.mean(np.square(np.float32(y_true) - np.float32(y_pred)))


@variant("mse")
def mse_both_flattened(y_true, y_pred):
    """Both flattened, then a product of a vector with itself."""
    error = y_pred.ravel() - y_true.ravel()
    return error @ error / len(error)


@variant("mse")
def mse_0_d_array(y_true, y_pred):
    """An array without axes for the number."""
    return np.array(((y_true - y_pred) ** 2).mean())


@variant("mse")
def mse_loop_over_a_column(y_true, y_pred):
    """Adds up the rows of columns: an array with one number."""
    total = 0
    for y, p in zip(y_true.reshape(-1, 1), y_pred.reshape(-1, 1)):
        total = total + (p - y) ** 2
    return total / y_true.size


@variant("log_likelihood")
def log_likelihood_where(y_true, y_pred):
    """np.where picks the term that counts."""
    return np.sum(np.where(y_true == 1, np.log(y_pred), np.log(1 - y_pred)))


@variant("log_likelihood")
def log_likelihood_log_of_what_came_true(y_true, y_pred):
    """One logarithm, of the probability of what came true."""
    return np.log(y_true * y_pred + (1 - y_true) * (1 - y_pred)).sum()


@variant("log_likelihood")
def log_likelihood_selected(y_true, y_pred):
    """The two classes by boolean indices, one with log1p."""
    return np.log(y_pred[y_true == 1]).sum() + np.log1p(-y_pred[y_true == 0]).sum()


@variant("log_likelihood")
def log_likelihood_log_of_the_product(y_true, y_pred):
    """The logarithm of the product of all probabilities."""
    return np.log(np.prod(np.where(y_true > 0.5, y_pred, 1 - y_pred)))


@variant("log_likelihood")
def log_likelihood_clipped(y_true, y_pred):
    """Clips, which nobody asked for here."""
    p = np.clip(y_pred, 1e-12, 1 - 1e-12)
    return float(np.sum(y_true * np.log(p) + (1 - y_true) * np.log(1 - p)))


@variant("log_likelihood")
def log_likelihood_loop_over_a_column(y_true, y_pred):
    """Adds up the rows of columns: an array with one number."""
    total = 0
    for y, p in zip(y_true.reshape(-1, 1), y_pred.reshape(-1, 1)):
        total = total + (np.log(p) if y == 1 else np.log(1 - p))
    return total


@variant("bce")
def bce_widest_clip(y_true, y_pred):
    """The widest clip that is allowed."""
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


@variant("bce")
def bce_widest_clip_in_float32(y_true, y_pred):
    """The widest clip, in single precision: its upper end is rounded."""
    p = np.clip(np.float32(y_pred), np.float32(1e-7), np.float32(1 - 1e-7))
    y = np.float32(y_true)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


@variant("bce")
def bce_a_little_inside_the_logarithm(y_true, y_pred):
    """Adds a little inside the logarithm instead of clipping."""
    eps = 1e-7
    return -np.mean(y_true * np.log(y_pred + eps) + (1 - y_true) * np.log(1 - y_pred + eps))


@variant("bce")
def bce_smallest_float(y_true, y_pred):
    """The smallest float that there is, for a lower end alone."""
    tiny = np.finfo(float).tiny
    return -np.mean(np.log(np.maximum(np.where(y_true == 1, y_pred, 1 - y_pred), tiny)))


@variant("bce")
def bce_own_likelihood(y_true, y_pred):
    """Calls the likelihood of the exercise."""
    return -log_likelihood(y_true, np.clip(y_pred, 1e-12, 1 - 1e-12)) / y_pred.size


@variant("bce")
def bce_logarithm_limited(y_true, y_pred):
    """The logarithm itself is limited, to -100."""
    with np.errstate(divide="ignore"):
        a, b = np.log(y_pred), np.log(1 - y_pred)
    return -np.mean(y_true * np.maximum(a, -100) + (1 - y_true) * np.maximum(b, -100))


@variant("bce")
def bce_loop(y_true, y_pred):
    """Python's logarithm, element by element."""
    total = 0.0
    for y, p in zip(y_true.ravel().tolist(), y_pred.ravel().tolist()):
        p = min(max(p, 1e-15), 1 - 1e-15)
        total -= math.log(p) if y == 1 else math.log(1 - p)
    return total / y_true.size


@variant("bce")
def bce_loop_over_a_column(y_true, y_pred):
    """Adds up the rows of columns: an array with one number."""
    total = 0
    for y, p in zip(y_true.reshape(-1, 1), y_pred.reshape(-1, 1)):
        p = np.clip(p, 1e-12, 1 - 1e-12)
        total = total - (y * np.log(p) + (1 - y) * np.log(1 - p))
    return total / y_true.size


@variant("bce_grad")
def bce_grad_one_fraction(y_true, y_pred):
    """(p - y)/(p(1 - p)): both terms in one."""
    return (y_pred - y_true) / (y_pred * (1 - y_pred)) / y_pred.size


@variant("bce_grad")
def bce_grad_where(y_true, y_pred):
    """np.where picks the term that counts."""
    return np.where(y_true == 1, -1 / y_pred, 1 / (1 - y_pred)) / y_true.size


@variant("bce_grad")
def bce_grad_float32(y_true, y_pred):
    """Everything in single precision."""
    y, p = np.float32(y_true), np.float32(y_pred)
    return (-y / p + (1 - y) / (1 - p)) / p.size


@variant("bce_grad")
def bce_grad_list(y_true, y_pred):
    """Lists come back."""
    return ((-y_true / y_pred + (1 - y_true) / (1 - y_pred)) / np.size(y_true)).tolist()


@variant("bce_from_logits")
def bce_from_logits_stable(y_true, z):
    """max(z, 0) - y·z + log(1 + e^-|z|)."""
    return np.mean(np.maximum(z, 0) - y_true * z + np.log1p(np.exp(-np.abs(z))))


@variant("bce_from_logits")
def bce_from_logits_logaddexp(y_true, z):
    """log(e^0 + e^z) - y·z."""
    return np.mean(np.logaddexp(0, z) - y_true * z)


@variant("bce_from_logits")
def bce_from_logits_where(y_true, z):
    """The sign by the label, and a straight line where the exponential is large."""
    signed = np.where(y_true == 1, -z, z)
    return np.mean(np.where(signed > 30, signed, np.log1p(np.exp(np.minimum(signed, 30)))))


@variant("bce_from_logits")
def bce_from_logits_float32(y_true, z):
    """Everything in single precision."""
    z, y = np.float32(z), np.float32(y_true)
    return (np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))).mean()


@variant("bce_from_logits")
def bce_from_logits_loop(y_true, z):
    """Python's functions, element by element."""
    costs = [
        max(s, 0) - y * s + math.log1p(math.exp(-abs(s))) for y, s in zip(y_true.ravel(), z.ravel())
    ]
    return sum(costs) / len(costs)


@variant("bce_from_logits")
def bce_from_logits_loop_over_a_column(y_true, z):
    """Adds up the rows of columns: an array with one number."""
    total = 0
    for y, s in zip(y_true.reshape(-1, 1), z.reshape(-1, 1)):
        total = total + np.maximum(s, 0) - y * s + np.log1p(np.exp(-abs(s)))
    return total / z.size


@variant("bce_from_logits_grad")
def bce_from_logits_grad_naive_sigmoid(y_true, z):
    """A sigmoid that overflows silently to the right value."""
    return (1 / (1 + np.exp(-z)) - y_true) / np.size(z)


@variant("bce_from_logits_grad")
def bce_from_logits_grad_by_tanh(y_true, z):
    """σ by tanh."""
    return (0.5 + 0.5 * np.tanh(z / 2) - y_true) / z.size


@variant("bce_from_logits_grad")
def bce_from_logits_grad_mean_of_ones(y_true, z):
    """e^z/(1 + e^z), times 1/n."""
    return (np.exp(z) / (1 + np.exp(z)) - y_true) * (1 / y_true.size)


@variant("bce_from_logits_grad")
def bce_from_logits_grad_float32(y_true, z):
    """Everything in single precision."""
    return (1 / (1 + np.exp(-np.float32(z))) - np.float32(y_true)) / z.size


@variant("softmax")
def softmax_rows_in_a_loop(Z):
    """Row by row."""
    rows = []
    for row in Z:
        e = np.exp(row - max(row))
        rows.append(e / e.sum())
    return np.array(rows)


@variant("softmax")
def softmax_transposed(Z):
    """Works on the transpose, where rows broadcast by themselves."""
    e = np.exp(Z.T - Z.max(axis=1))
    return (e / e.sum(axis=0)).T


@variant("softmax")
def softmax_by_logarithms(Z):
    """One exponential of the score less the log of the sum."""
    return np.exp(Z - np.logaddexp.reduce(Z, axis=1, keepdims=True))


@variant("softmax")
def softmax_float32(Z):
    """Everything in single precision."""
    Z = Z.astype(np.float32)
    e = np.exp(Z - Z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


@variant("softmax")
def softmax_new_axis(Z):
    """New axes in place of keepdims."""
    e = np.exp(Z - Z.max(1)[:, None])
    return e / e.sum(1).reshape(-1, 1)


@variant("cross_entropy")
def cross_entropy_indices(Y_true, Y_pred):
    """Picks the true class by its index."""
    p = Y_pred[np.arange(len(Y_pred)), Y_true.argmax(axis=1)]
    return -np.mean(np.log(np.maximum(p, 1e-12)))


@variant("cross_entropy")
def cross_entropy_mask(Y_true, Y_pred):
    """Picks the true class by a mask; the widest clip."""
    return -np.mean(np.log(np.clip(Y_pred[Y_true == 1], 1e-7, 1)))


@variant("cross_entropy")
def cross_entropy_a_little_inside_the_logarithm(Y_true, Y_pred):
    """Adds a little inside the logarithm instead of clipping."""
    return -np.sum(Y_true * np.log(Y_pred + 1e-7)) / Y_true.shape[0]


@variant("cross_entropy")
def cross_entropy_rows_first(Y_true, Y_pred):
    """A sum for each row, then their mean; clips at both ends."""
    return np.mean(-np.sum(Y_true * np.log(np.clip(Y_pred, 1e-15, 1 - 1e-15)), axis=1))


@variant("cross_entropy")
def cross_entropy_true_class_first(Y_true, Y_pred):
    """The probability of the true class first, then one logarithm."""
    return -np.log(np.clip(np.sum(Y_true * Y_pred, axis=1), 1e-9, None)).mean()


@variant("cross_entropy")
def cross_entropy_float32(Y_true, Y_pred):
    """Everything in single precision."""
    p = np.clip(Y_pred.astype(np.float32), 1e-7, 1)
    return -(Y_true * np.log(p)).sum() / len(p)


@variant("cross_entropy")
def cross_entropy_by_a_product_of_matrices(Y_true, Y_pred):
    """Sums rows by a product with ones, then the column: an array with one number."""
    costs = -(Y_true * np.log(np.clip(Y_pred, 1e-15, 1))) @ np.ones((Y_pred.shape[1], 1))
    return sum(costs) / len(Y_true)
