"""Known wrong answers: losses and their gradients."""

import numpy as np

from autograder.course import misconception
from dlref.activations import sigmoid
from dlref.losses import bce_from_logits_grad, bce_grad, softmax

_DECIMALS_CUT = (
    "For whole numbers your result loses its decimals. An array made like the argument holds "
    "whole numbers, too: make one of floats."
)

_COSTS_CUT = (
    "For whole numbers your costs lose their decimals. An array made like the argument holds "
    "whole numbers, too: make one of floats."
)

_ROWS_COUNTED = (
    "You divide by the number of rows. With several columns there are more elements than that, and the mean is "
    "over all of them."
)


def _filled_in(like, values):
    """The values in an array that has the type of another one."""
    filled = np.zeros_like(like)
    filled[...] = values
    return filled


@misconception(
    "mse/sum", "You add the squared errors up; a mean also divides by how many there are."
)
def mse_sum(y_true, y_pred):
    """A sum in place of the mean."""
    return np.sum((y_pred - y_true) ** 2)


@misconception(
    "mse/no-square",
    "The square is missing: without it, errors upwards and downwards cancel each other.",
)
def mse_no_square(y_true, y_pred):
    """The mean of p - y."""
    return np.mean(y_pred - y_true)


@misconception(
    "mse/no-square-reversed",
    "The square is missing: without it, errors upwards and downwards cancel each other.",
)
def mse_no_square_reversed(y_true, y_pred):
    """The mean of y - p."""
    return np.mean(y_true - y_pred)


@misconception(
    "mse/absolute-error",
    "That is the mean absolute error: here each error is squared, so that large ones count more.",
)
def mse_absolute_error(y_true, y_pred):
    """The mean of |p - y|."""
    return np.mean(np.abs(y_pred - y_true))


@misconception(
    "mse/square-of-mean",
    "You average first and square afterwards; the other way round, errors can't cancel.",
)
def mse_square_of_mean(y_true, y_pred):
    """(mean of p - y)²."""
    return np.mean(y_pred - y_true) ** 2


@misconception("mse/rmse", "That is the root mean squared error: here no root is taken at the end.")
def mse_rmse(y_true, y_pred):
    """√ of the mean squared error."""
    return np.sqrt(np.mean((y_pred - y_true) ** 2))


@misconception(
    "mse/half", "Yours is half as large: some books put a ½ in front, this notebook does not."
)
def mse_half(y_true, y_pred):
    """½ in front."""
    return np.mean((y_pred - y_true) ** 2) / 2


@misconception(
    "mse/not-reduced",
    "You return one squared error for each sample; a loss is one number, so average them.",
)
def mse_not_reduced(y_true, y_pred):
    """The array of squares."""
    return (y_pred - y_true) ** 2


@misconception(
    "mse/ravel-broadcast",
    "You flatten only one of the two: (n, 1) minus (n,) makes NumPy compare every sample with every other, in "
    "an (n, n) "
    "table. Print both shapes.",
)
def mse_ravel_broadcast(y_true, y_pred):
    """(n, 1) minus (n,) makes an (n, n) table."""
    return np.mean((y_true - y_pred.ravel()) ** 2)


@misconception(
    "mse/mean-over-rows",
    _ROWS_COUNTED,
)
def mse_mean_over_rows(y_true, y_pred):
    """Divided by len, which counts the rows alone."""
    return np.sum((y_pred - y_true) ** 2) / len(y_true)


@misconception(
    "mse/integer-terms",
    "For whole numbers your squares lose their decimals. An array made like the argument holds "
    "whole numbers, too: make one of floats.",
)
def mse_integer_terms(y_true, y_pred):
    """The squares are put into an array of y_true's type."""
    return np.mean(_filled_in(y_true, (y_pred - y_true) ** 2))


def _log_likelihoods(y, p):
    return y * np.log(p) + (1 - y) * np.log(1 - p)


@misconception(
    "log_likelihood/mean",
    "You average over the samples. All labels together have a product as their probability, and "
    "its logarithm is a sum.",
)
def log_likelihood_mean(y_true, y_pred):
    """The mean in place of the sum."""
    return np.mean(_log_likelihoods(y_true, y_pred))


@misconception(
    "log_likelihood/negated",
    "Your sign is that of a loss; the log-likelihood itself is 0 or below, and good predictions make it larger.",
)
def log_likelihood_negated(y_true, y_pred):
    """A minus in front."""
    return -np.sum(_log_likelihoods(y_true, y_pred))


@misconception(
    "log_likelihood/product-of-probabilities",
    "That is the likelihood itself, a product. Its logarithm is still to be taken.",
)
def log_likelihood_product_of_probabilities(y_true, y_pred):
    """The likelihood, without the logarithm."""
    return np.exp(np.sum(_log_likelihoods(y_true, y_pred)))


@misconception(
    "log_likelihood/positive-only",
    "Only the samples with y = 1 count in yours: the half of the formula for y = 0 is missing.",
)
def log_likelihood_positive_only(y_true, y_pred):
    """Without the (1-y)·log(1-p) term."""
    return np.sum(y_true * np.log(y_pred))


@misconception(
    "log_likelihood/integer-terms",
    "For whole numbers your terms lose their decimals. An array made like the argument holds "
    "whole numbers, too: make one of floats.",
)
def log_likelihood_integer_terms(y_true, y_pred):
    """The terms are put into an array of y_true's type."""
    return np.sum(_filled_in(y_true, _log_likelihoods(y_true, y_pred)))


def _clipped(p, margin=1e-15):
    return np.clip(p, margin, 1 - margin)


def _costs(y, p):
    return -_log_likelihoods(y, _clipped(p))


@misconception(
    "bce/no-minus",
    "Your loss is negative, since the logarithm of a probability is. A minus belongs in front.",
)
def bce_no_minus(y_true, y_pred):
    """The minus in front is missing."""
    return -np.mean(_costs(y_true, y_pred))


@misconception(
    "bce/swapped-arguments",
    "Truth and prediction have changed places. It is the prediction that goes into the logarithm.",
)
def bce_swapped_arguments(y_true, y_pred):
    """y_true and y_pred are swapped."""
    return np.mean(_costs(y_pred, y_true))


@misconception(
    "bce/positive-only",
    "Samples of class 0 cost nothing in yours: the half of the formula for y = 0 is missing.",
)
def bce_positive_only(y_true, y_pred):
    """Without the (1-y)·log(1-p) term."""
    return -np.mean(y_true * np.log(_clipped(y_pred)))


@misconception(
    "bce/mean-of-one-half",
    "Your mean takes in only the half with y, and leaves the other half an array: look where its "
    "bracket closes.",
)
def bce_mean_of_one_half(y_true, y_pred):
    """-mean(y·log(p)) + (1-y)·log(1-p)."""
    p = _clipped(y_pred)
    return -np.mean(y_true * np.log(p)) + (1 - y_true) * np.log(1 - p)


@misconception(
    "bce/sum",
    "You add up over the samples, so that a larger batch has a larger loss: take the mean.",
)
def bce_sum(y_true, y_pred):
    """A sum in place of the mean."""
    return np.sum(_costs(y_true, y_pred))


@misconception("bce/log10", "Your logarithm has base 10; the natural one, with base e, is wanted.")
def bce_log10(y_true, y_pred):
    """log10."""
    return np.mean(_costs(y_true, y_pred)) / np.log(10)


@misconception("bce/log2", "Your logarithm has base 2; the natural one, with base e, is wanted.")
def bce_log2(y_true, y_pred):
    """log2."""
    return np.mean(_costs(y_true, y_pred)) / np.log(2)


@misconception(
    "bce/nan-at-zero",
    "At p = 0 or p = 1 your loss is infinite or NaN, since log(0) is. Keep p a tiny bit away from"
    " both ends first. np.clip gives back a copy: work with that.",
)
def bce_nan_at_zero(y_true, y_pred):
    """No clip: NaN or infinite at p = 0 and p = 1."""
    return -np.mean(_log_likelihoods(y_true, y_pred))


@misconception(
    "bce/clip-too-strong",
    "You clip too early, so an error made with great confidence costs hardly more than a doubtful"
    " one. Clip much closer to 0 and 1.",
)
def bce_clip_too_strong(y_true, y_pred):
    """Clips to [0.1, 0.9]."""
    return -np.mean(_log_likelihoods(y_true, _clipped(y_pred, 0.1)))


@misconception(
    "bce/mean-over-rows",
    _ROWS_COUNTED,
)
def bce_mean_over_rows(y_true, y_pred):
    """Divided by len, which counts the rows alone."""
    return np.sum(_costs(y_true, y_pred)) / len(y_true)


@misconception(
    "bce/integer-terms",
    _COSTS_CUT,
)
def bce_integer_terms(y_true, y_pred):
    """The costs are put into an array of y_true's type."""
    return np.mean(_filled_in(y_true, _costs(y_true, y_pred)))


@misconception(
    "bce_grad/p-minus-y",
    "That is the slope with respect to the logit z; here it is the one with respect to p, before the "
    "sigmoid's slope comes in.",
)
def bce_grad_p_minus_y(y_true, y_pred):
    """(p - y)/n: the gradient with respect to the logit."""
    return (y_pred - y_true) / np.size(y_pred)


@misconception(
    "bce_grad/missing-second",
    "Samples of class 0 get no gradient in yours: the half of the formula for y = 0 is missing.",
)
def bce_grad_missing_second(y_true, y_pred):
    """-y/p alone."""
    return -y_true / y_pred / np.size(y_pred)


@misconception(
    "bce_grad/sign",
    "Your gradient points the wrong way: where p is too large, more of it raises the loss.",
)
def bce_grad_sign(y_true, y_pred):
    """The sign is flipped."""
    return (y_true / y_pred - (1 - y_true) / (1 - y_pred)) / np.size(y_pred)


@misconception(
    "bce_grad/minus-between",
    "For y = 0 the sign is wrong: log(1 - p) falls as p grows, and that turns the sign of this half once "
    "more.",
)
def bce_grad_minus_between(y_true, y_pred):
    """(-y/p - (1-y)/(1-p))/n: the inner derivative of 1 - p is forgotten."""
    return (-y_true / y_pred - (1 - y_true) / (1 - y_pred)) / np.size(y_pred)


@misconception(
    "bce_grad/no-mean",
    "The loss is a mean, so each sample has only its share in it: your gradient still lacks the division.",
)
def bce_grad_no_mean(y_true, y_pred):
    """Without the division by n."""
    return (1 - y_true) / (1 - y_pred) - y_true / y_pred


@misconception(
    "bce_grad/mean-over-rows",
    _ROWS_COUNTED,
)
def bce_grad_mean_over_rows(y_true, y_pred):
    """Divided by len, which counts the rows alone."""
    return ((1 - y_true) / (1 - y_pred) - y_true / y_pred) / len(y_true)


@misconception(
    "bce_grad/integer-result",
    _DECIMALS_CUT,
)
def bce_grad_integer_result(y_true, y_pred):
    """The result is put into an array of y_true's type."""
    result = np.zeros_like(y_true)
    result[...] = bce_grad(y_true, y_pred)
    return result


def _logit_costs(y, z):
    return np.logaddexp(0, z) - y * z


@misconception(
    "bce_from_logits/through-probability",
    "At z = 1000 or -1000 the size of z is lost: a probability is exactly 0 or 1 there, and a clip hides how "
    "wrong it is. "
    "Work with z itself.",
)
def bce_from_logits_through_probability(y_true, z):
    """The logarithm of the clipped sigmoid."""
    return np.mean(_costs(y_true, sigmoid(z)))


@misconception(
    "bce_from_logits/naive-log1p",
    "The formula is right, but e^1000 is infinite for a computer. Arrange it so that e is only "
    "ever raised to a number below 0.",
)
def bce_from_logits_naive_log1p(y_true, z):
    """log(1 + e^z) - y·z: overflows at 1000."""
    return np.mean(np.log(1 + np.exp(z)) - y_true * z)


@misconception(
    "bce_from_logits/minus-missing",
    "Your exponential grows with the size of z, where it should fade away: look at the sign of the exponent.",
)
def bce_from_logits_minus_missing(y_true, z):
    """max(z, 0) - y·z + log(1 + e^|z|)."""
    return np.mean(np.maximum(z, 0) - y_true * z + np.log1p(np.exp(np.abs(z))))


@misconception(
    "bce_from_logits/z-as-probability",
    "You put z into the logarithm as if it were a probability. It is a logit: any number, before "
    "the sigmoid.",
)
def bce_from_logits_z_as_probability(y_true, z):
    """The binary cross-entropy with z in place of p."""
    return np.mean(_costs(y_true, z))


@misconception(
    "bce_from_logits/plus-yz",
    "Look at the sign of the term y·z: for a true cancer, a large z should make the loss smaller.",
)
def bce_from_logits_plus_yz(y_true, z):
    """+ y·z in place of - y·z."""
    return np.mean(np.logaddexp(0, z) + y_true * z)


@misconception(
    "bce_from_logits/mean-over-rows",
    _ROWS_COUNTED,
)
def bce_from_logits_mean_over_rows(y_true, z):
    """Divided by len, which counts the rows alone."""
    return np.sum(_logit_costs(y_true, z)) / len(y_true)


@misconception(
    "bce_from_logits/integer-terms",
    _COSTS_CUT,
)
def bce_from_logits_integer_terms(y_true, z):
    """The costs are put into an array of z's type."""
    return np.mean(_filled_in(z, _logit_costs(y_true, z)))


@misconception(
    "bce_from_logits_grad/no-mean",
    "The loss is a mean, so each element has only its share in it: your gradient still lacks the division.",
)
def bce_from_logits_grad_no_mean(y_true, z):
    """Without the division by the size."""
    return sigmoid(z) - y_true


@misconception(
    "bce_from_logits_grad/sign",
    "Your gradient points the wrong way: where the prediction is above the truth it should be positive.",
)
def bce_from_logits_grad_sign(y_true, z):
    """y - σ(z)."""
    return (y_true - sigmoid(z)) / np.size(z)


@misconception(
    "bce_from_logits_grad/no-sigmoid",
    "You compare the logit z with the label. It is the probability that is compared, so squash z "
    "first.",
)
def bce_from_logits_grad_no_sigmoid(y_true, z):
    """z - y: no sigmoid."""
    return (z - y_true) / np.size(z)


@misconception(
    "bce_from_logits_grad/mean-over-rows",
    _ROWS_COUNTED,
)
def bce_from_logits_grad_mean_over_rows(y_true, z):
    """Divided by len, which counts the rows alone."""
    return (sigmoid(z) - y_true) / len(y_true)


@misconception(
    "bce_from_logits_grad/integer-result",
    _DECIMALS_CUT,
)
def bce_from_logits_grad_integer_result(y_true, z):
    """The result is put into an array of z's type."""
    result = np.zeros_like(z)
    result[...] = bce_from_logits_grad(y_true, z)
    return result


@misconception(
    "softmax/global-sum",
    "You divide by the sum of the whole table; each row is a sample of its own and should sum to 1.",
)
def softmax_global_sum(Z):
    """Divides by the sum of the whole matrix."""
    e = np.exp(Z - Z.max())
    return e / e.sum()


@misconception(
    "softmax/axis-0",
    "Your columns sum to 1, so the samples share a probability. The classes of each sample, along"
    " its row, should.",
)
def softmax_axis_0(Z):
    """Normalises each column."""
    e = np.exp(Z - Z.max(axis=0))
    return e / e.sum(axis=0)


@misconception(
    "softmax/overflow",
    "At a score of 1000 the exponential is infinite. Only differences within a row count, so make"
    " the scores smaller first.",
)
def softmax_overflow(Z):
    """The maximum is not subtracted."""
    e = np.exp(Z)
    return e / e.sum(axis=1, keepdims=True)


@misconception(
    "softmax/global-max",
    "You subtract the largest score of the whole table; a row far below it then has nothing left but zeros. "
    "Each row needs its own.",
)
def softmax_global_max(Z):
    """Subtracts one maximum from all rows."""
    e = np.exp(Z - Z.max())
    return e / e.sum(axis=1, keepdims=True)


@misconception(
    "softmax/max-of-columns",
    "You subtract the largest score of each column, which changes the differences within a row. "
    "Take the row's.",
)
def softmax_max_of_columns(Z):
    """Subtracts each column's maximum."""
    e = np.exp(Z - Z.max(axis=0))
    return e / e.sum(axis=1, keepdims=True)


@misconception(
    "softmax/no-exp",
    "You share out the scores themselves; take their exponentials first, which are never negative.",
)
def softmax_no_exp(Z):
    """Z divided by its row sums."""
    return Z / Z.sum(axis=1, keepdims=True)


@misconception(
    "softmax/no-keepdims",
    "Your row sums have the shape (n,), which NumPy lines up with the columns: they should stay a column, (n, 1).",
)
def softmax_no_keepdims(Z):
    """Row sums of shape (n,): they line up with the columns, or not at all."""
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1)


@misconception(
    "softmax/integer-result",
    _DECIMALS_CUT,
)
def softmax_integer_result(Z):
    """The result is put into an array of Z's type."""
    result = np.zeros_like(Z)
    result[...] = softmax(Z)
    return result


def _class_costs(Y, P):
    return -np.sum(Y * np.log(np.clip(P, 1e-15, 1)), axis=1)


@misconception(
    "cross_entropy/mean-over-entries",
    "You divide by the number of all entries; the mean is over the samples, which are the rows.",
)
def cross_entropy_mean_over_entries(Y_true, Y_pred):
    """Divides by n·k."""
    return np.sum(_class_costs(Y_true, Y_pred)) / np.size(Y_true)


@misconception(
    "cross_entropy/sum",
    "You add up over the samples, so that a larger batch has a larger loss: take the mean.",
)
def cross_entropy_sum(Y_true, Y_pred):
    """No division by the number of samples."""
    return np.sum(_class_costs(Y_true, Y_pred))


@misconception(
    "cross_entropy/no-minus",
    "Your loss is negative, since the logarithm of a probability is. A minus belongs in front.",
)
def cross_entropy_no_minus(Y_true, Y_pred):
    """The minus is missing."""
    return -np.mean(_class_costs(Y_true, Y_pred))


@misconception(
    "cross_entropy/log-of-largest",
    "You take the largest probability of each row. What counts is what the true class was given, "
    "even where the network prefers another.",
)
def cross_entropy_log_of_largest(Y_true, Y_pred):
    """The largest probability, not that of the true class."""
    return -np.mean(np.log(Y_pred.max(axis=1)))


@misconception(
    "cross_entropy/swapped-arguments",
    "Truth and prediction have changed places. It is the prediction that goes into the logarithm.",
)
def cross_entropy_swapped_arguments(Y_true, Y_pred):
    """Y_true and Y_pred are swapped."""
    return np.mean(_class_costs(Y_pred, Y_true))


@misconception(
    "cross_entropy/nan-at-zero",
    "Where a probability is 0 your loss is infinite or NaN, since log(0) is. Keep them all a tiny"
    " bit above 0 first.",
)
def cross_entropy_nan_at_zero(Y_true, Y_pred):
    """No clip: NaN or infinite where a probability is 0."""
    return -np.sum(Y_true * np.log(Y_pred)) / len(Y_true)


@misconception(
    "cross_entropy/clip-too-strong",
    "You clip too early, so an error made with great confidence costs hardly more than a doubtful"
    " one. Clip much closer to 0.",
)
def cross_entropy_clip_too_strong(Y_true, Y_pred):
    """Clips at 0.1."""
    return -np.sum(Y_true * np.log(np.clip(Y_pred, 0.1, 1))) / len(Y_true)


@misconception(
    "cross_entropy/integer-terms",
    _COSTS_CUT,
)
def cross_entropy_integer_terms(Y_true, Y_pred):
    """The costs are put into an array of Y_true's type."""
    return np.sum(_filled_in(Y_true, -Y_true * np.log(np.clip(Y_pred, 1e-15, 1)))) / len(Y_true)
