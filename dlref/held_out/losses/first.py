"""Wrong answers that no misconception was written for: losses and their gradients."""

import numpy as np

from autograder.course import held_out
from dlref.activations import sigmoid
from dlref.losses import bce


@held_out(
    "mse",
    kind="the differences are added up before they are squared",
    source="GitHub text search: four learners' metrics",
)
def mse_sum_before_square(y_true, y_pred):
    return np.sum(y_true - y_pred) ** 2 / y_true.size


@held_out(
    "mse",
    kind="divided by 1000 as well",
    source="github.com/Janesh98/neural-networks-from-scratch-to-predict-stock-prices, predict.py",
)
def mse_by_a_thousand(y_true, y_pred):
    return np.square(np.subtract(y_true, y_pred)).mean() / 1000


@held_out(
    "mse",
    kind="the mean is taken down the columns only: one number for each column",
    source="github.com/MatanCohe/mlp-from-scratch, NNClassifier.py",
)
def mse_mean_of_each_column(y_true, y_pred):
    diff = y_true - y_pred
    err = np.square(diff).mean(axis=0)
    return err


@held_out(
    "mse",
    kind="the mean is taken along each row only: one number for each sample",
    source="github.com/Guigui14460/neural-network-from-scratch, mean_squared_error.py",
)
def mse_mean_of_each_row(y_true, y_pred):
    return np.mean((y_true - y_pred) ** 2, axis=-1)


@held_out("mse", kind="the difference of the squares is averaged", source="written")
def mse_difference_of_squares(y_true, y_pred):
    return np.mean(y_true**2 - y_pred**2)


@held_out("mse", kind="divided by n - 1 in place of n", source="written")
def mse_n_minus_one(y_true, y_pred):
    total = np.sum((y_true - y_pred) ** 2)
    return total / (y_true.size - 1)


@held_out("mse", kind="the length of the difference, divided by n", source="written")
def mse_norm_over_n(y_true, y_pred):
    error = np.linalg.norm(y_true - y_pred)
    return error / y_true.size


@held_out("mse", kind="each error is taken relative to the truth", source="written")
def mse_relative(y_true, y_pred):
    relative = (y_true - y_pred) / y_true
    return np.mean(relative**2)


@held_out("mse", kind="the loss is negated", source="written")
def mse_negated(y_true, y_pred):
    loss = np.mean((y_true - y_pred) ** 2)
    return -loss


@held_out(
    "mse",
    kind="the length of the differences: a root in place of the mean of squares",
    source="GitHub text search: one file",
)
def mse_length(y_true, y_pred):
    return np.linalg.norm(y_true - y_pred)


@held_out(
    "log_likelihood",
    kind="1 minus the logarithm of 1 - p in the half for y = 0",
    source="example-a.com/answer/46528693, the question above it",
)
def log_likelihood_one_minus_log(y_true, y_pred):
    ones = y_true * np.log(y_pred)
    zeros = (1 - y_true) * (1 - np.log(1 - y_pred))
    return np.sum(ones + zeros)


@held_out(
    "log_likelihood",
    kind="the half for y = 0 is weighted with 1 - p in place of 1 - y",
    source="GitHub text search: a logistic regression of a learner",
)
def log_likelihood_weighted_with_prediction(y_true, y_pred):
    return np.sum(y_true * np.log(y_pred) + (1 - y_pred) * np.log(1 - y_pred))


@held_out(
    "log_likelihood",
    kind="base 2 in place of the natural logarithm",
    source="github.com/MatanCohe/mlp-from-scratch, NNClassifier.py",
)
def log_likelihood_base_2(y_true, y_pred):
    return np.sum(y_true * np.log2(y_pred) + (1 - y_true) * np.log2(1 - y_pred))


@held_out(
    "log_likelihood",
    kind="the probabilities of the labels are added up and the logarithm is taken of the sum",
    source="written",
)
def log_likelihood_log_of_the_sum(y_true, y_pred):
    came_true = y_true * y_pred + (1 - y_true) * (1 - y_pred)
    return np.log(came_true.sum())


@held_out(
    "log_likelihood",
    kind="the probabilities of the labels are added up: no logarithm",
    source="written",
)
def log_likelihood_sum_of_probabilities(y_true, y_pred):
    total = 0
    for y, p in zip(np.ravel(y_true), np.ravel(y_pred)):
        if y == 1:
            total += p
        else:
            total += 1 - p
    return total


@held_out("log_likelihood", kind="only the half for y = 0 is left", source="written")
def log_likelihood_negative_only(y_true, y_pred):
    return np.sum((1 - y_true) * np.log(1 - y_pred))


@held_out(
    "log_likelihood",
    kind="the sum is overwritten in the loop: only the last sample counts",
    source="written",
)
def log_likelihood_last_sample(y_true, y_pred):
    for y, p in zip(np.ravel(y_true), np.ravel(y_pred)):
        total = y * np.log(p) + (1 - y) * np.log(1 - p)
    return total


@held_out(
    "bce",
    kind="log(p) in both halves: the 1 - is missing in the second logarithm",
    source="GitHub text search: five files, in one of them as an exercise in debugging",
)
def bce_log_p_twice(y_true, y_pred):
    p = np.clip(y_pred, 1e-15, 1 - 1e-15)
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(p))


@held_out(
    "bce",
    kind="1 - log(p) in place of log(1 - p)",
    source="GitHub text search: a logistic regression of a learner",
)
def bce_one_minus_log_p(y_true, y_pred):
    p = np.clip(y_pred, 1e-15, 1 - 1e-15)
    return -np.mean(y_true * np.log(p) + (1 - y_true) * (1 - np.log(p)))


@held_out(
    "bce",
    kind="the label in place of the prediction in the second logarithm, which is of 0 then",
    source="GitHub text search: a BinaryCrossEntropy class of a learner",
)
def bce_log_of_one_minus_label(y_true, y_pred):
    p = np.clip(y_pred, 1e-15, 1 - 1e-15)
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - y_true))


@held_out(
    "bce",
    kind="1 + y in place of 1 - y",
    source="GitHub text search: a log_loss function of a learner",
)
def bce_one_plus_y(y_true, y_pred):
    p = np.clip(y_pred, 1e-12, 1 - 1e-12)
    return -(y_true * np.log(p) + (1 + y_true) * np.log(1 - p)).mean()


@held_out(
    "bce",
    kind="the formula for logits is given the probabilities",
    source="github.com/FabioMurgese/neural-network-from-scratch, loss_functions.py",
)
def bce_logit_formula(y_true, y_pred):
    costs = np.maximum(y_pred, 0) - y_pred * y_true + np.log(1 + np.exp(-np.abs(y_pred)))
    return np.mean(costs)


@held_out(
    "bce",
    kind="brackets are missing in the half for y = 0: 1 - log(p) · 1 - y",
    source="GitHub text search: a commented-out loss of a learner",
)
def bce_second_half_without_brackets(y_true, y_pred):
    p = np.clip(y_pred, 1e-15, 1 - 1e-15)
    total = np.sum((np.log(p) * y_true) + (1 - np.log(p) * 1 - y_true))
    return -total / y_true.size


@held_out("bce", kind="the mean is halved, as if the two halves were averaged", source="written")
def bce_halved(y_true, y_pred):
    p = np.clip(y_pred, 1e-15, 1 - 1e-15)
    first = y_true * np.log(p)
    second = (1 - y_true) * np.log(1 - p)
    return -np.mean((first + second) / 2)


@held_out("bce", kind="the squared error in its place", source="written")
def bce_squared_error(y_true, y_pred):
    return np.mean((y_true - y_pred) ** 2)


@held_out("bce", kind="only the half for y = 0 is left", source="written")
def bce_negative_only(y_true, y_pred):
    p = np.clip(y_pred, 1e-12, 1 - 1e-12)
    loss = (1 - y_true) * np.log(1 - p)
    return -np.mean(loss)


@held_out("bce", kind="the logarithm is taken after the mean", source="written")
def bce_log_of_the_mean(y_true, y_pred):
    p = np.clip(y_pred, 1e-15, 1 - 1e-15)
    came_true = np.where(y_true == 1, p, 1 - p)
    return -np.log(np.mean(came_true))


@held_out("bce", kind="each half is averaged over its own class alone", source="written")
def bce_mean_of_each_class(y_true, y_pred):
    p = np.clip(y_pred, 1e-15, 1 - 1e-15)
    ones, zeros = p[y_true == 1], p[y_true == 0]
    loss = 0.0
    if ones.size:
        loss -= np.mean(np.log(ones))
    if zeros.size:
        loss -= np.mean(np.log(1 - zeros))
    return loss


@held_out(
    "bce_grad",
    kind="brackets are missing in the half for y = 0: (1 - y / 1 - p)",
    source="GitHub text search: a BinaryCrossEntropy class of a learner",
)
def bce_grad_without_brackets(y_true, y_pred):
    return ((1 - y_true / 1 - y_pred) - y_true / y_pred) / np.size(y_true)


@held_out(
    "bce_grad",
    kind="the gradient is averaged to one number",
    source="github.com/fredrvaa/Neural-Networks-From-Scratch, loss.py",
)
def bce_grad_one_number(y_true, y_pred):
    slopes = (1 - y_true) / (1 - y_pred) - y_true / y_pred
    return np.mean(slopes)


@held_out(
    "bce_grad",
    kind="a bracket is missing below the fraction: multiplied by 1 - p, not divided",
    source="GitHub text search: two learners' loss derivatives",
)
def bce_grad_times_one_minus_p(y_true, y_pred):
    n = y_true.size
    return (y_pred - y_true) / y_pred * (1 - y_pred) / n


@held_out(
    "bce_grad",
    kind="p below both halves: the 1 - is missing in the second",
    source="GitHub text search: a LogLoss class of a learner",
)
def bce_grad_p_below_both(y_true, y_pred):
    first = -y_true / y_pred
    second = (1 - y_true) / y_pred
    return (first + second) / y_pred.size


@held_out(
    "bce_grad",
    kind="the sigmoid's slope p (1 - p) in its place",
    source="github.com/JuliaML/LossFunctions.jl, issue 135",
)
def bce_grad_slope_of_sigmoid(y_true, y_pred):
    return y_pred * (1 - y_pred) / np.size(y_pred)


@held_out(
    "bce_grad",
    kind="the loss itself, not its gradient",
    source="github.com/FabioMurgese/neural-network-from-scratch, loss_functions.py",
)
def bce_grad_loss_itself(y_true, y_pred):
    return -np.mean(y_true * np.log(y_pred) + (1 - y_true) * np.log(1 - y_pred))


@held_out("bce_grad", kind="the gradient of the squared error in its place", source="written")
def bce_grad_of_squared_error(y_true, y_pred):
    return 2 * (y_pred - y_true) / y_true.size


@held_out("bce_grad", kind="one loss a sample: its terms, not their slopes", source="written")
def bce_grad_terms_of_the_loss(y_true, y_pred):
    n = len(y_pred.ravel())
    return -(y_true * np.log(y_pred) + (1 - y_true) * np.log(1 - y_pred)) / n


@held_out("bce_grad", kind="multiplied by n, not divided", source="written")
def bce_grad_times_n(y_true, y_pred):
    n = y_true.size
    grad = -(y_true / y_pred) + (1 - y_true) / (1 - y_pred)
    return grad * n


@held_out(
    "bce_from_logits",
    kind="base 2 in place of the natural logarithm",
    source="discuss.pytorch.org/t/manual-calculation-of-binary-cross-entropy-with-logits/61602",
)
def bce_from_logits_base_2(y_true, z):
    costs = np.logaddexp2(0, z / np.log(2)) - y_true * z / np.log(2)
    return np.mean(costs)


@held_out(
    "bce_from_logits",
    kind="a sum in place of the mean",
    source="github.com/MuhammadMoiz20/Logistic-Regression-from-Scratch, core.py",
)
def bce_from_logits_sum(y_true, z):
    signs = 2 * y_true - 1
    return np.sum(np.logaddexp(0, -signs * z))


@held_out(
    "bce_from_logits",
    kind="the formula for labels -1 and 1 with the labels 0 and 1",
    source="GitHub text search: two files, one in Korean",
)
def bce_from_logits_signed_labels(y_true, z):
    return np.mean(np.logaddexp(0, -y_true * z))


@held_out(
    "bce_from_logits",
    kind="the mean is taken along each row only: one number for each sample",
    source="github.com/jfdev001/mlp-from-scratch, ops.py",
)
def bce_from_logits_mean_of_each_row(y_true, z):
    loss = np.maximum(z, 0) - z * y_true + np.log(1 + np.exp(-np.abs(z)))
    return np.mean(loss, axis=-1)


@held_out(
    "bce_from_logits",
    kind="the sigmoid is applied twice",
    source="GitHub text search: notes on TFLearn's binary_crossentropy",
)
def bce_from_logits_sigmoid_twice(y_true, z):
    p = sigmoid(sigmoid(z))
    return bce(y_true, p)


@held_out("bce_from_logits", kind="max(z, 0) is left out of the stable form", source="written")
def bce_from_logits_without_max(y_true, z):
    return np.mean(-y_true * z + np.log1p(np.exp(-np.abs(z))))


@held_out("bce_from_logits", kind="1 - y in place of y", source="written")
def bce_from_logits_labels_exchanged(y_true, z):
    return np.mean(np.maximum(z, 0) - (1 - y_true) * z + np.log1p(np.exp(-np.abs(z))))


@held_out(
    "bce_from_logits_grad",
    kind="multiplied by the sigmoid's slope once more",
    source="GitHub text search: two learners' gradients of a logistic regression",
)
def bce_from_logits_grad_slope_once_more(y_true, z):
    s = sigmoid(z)
    dz = (s - y_true) * s * (1 - s)
    return dz / z.size


@held_out(
    "bce_from_logits_grad",
    kind="the formula for labels -1 and 1 with the labels 0 and 1",
    source="GitHub text search: a logistic_loss_grad function of a learner",
)
def bce_from_logits_grad_signed_labels(y_true, z):
    return -y_true / (1 + np.exp(y_true * z)) / np.size(z)


@held_out(
    "bce_from_logits_grad",
    kind="the gradient is averaged to one number",
    source="github.com/fredrvaa/Neural-Networks-From-Scratch, loss.py",
)
def bce_from_logits_grad_one_number(y_true, z):
    return np.mean(sigmoid(z) - y_true)


@held_out("bce_from_logits_grad", kind="twice the difference, as of a square", source="written")
def bce_from_logits_grad_doubled(y_true, z):
    p = 1 / (1 + np.exp(-z))
    return 2 * (p - y_true) / z.size


@held_out("bce_from_logits_grad", kind="tanh in place of the sigmoid", source="written")
def bce_from_logits_grad_tanh(y_true, z):
    return (np.tanh(z) - y_true) / np.size(z)


@held_out(
    "bce_from_logits_grad", kind="the minus in the sigmoid's exponent is missing", source="written"
)
def bce_from_logits_grad_exponent(y_true, z):
    p = 1 / (1 + np.exp(z))
    return (p - y_true) / p.size


@held_out(
    "bce_from_logits_grad",
    kind="decided first: 0 or 1 in place of the probability",
    source="written",
)
def bce_from_logits_grad_decision(y_true, z):
    predicted = (sigmoid(z) > 0.5).astype(float)
    return (predicted - y_true) / z.size


@held_out(
    "softmax",
    kind="the largest score is subtracted above the fraction only",
    source="GitHub text search: five files",
)
def softmax_shifted_above_only(Z):
    top = np.exp(Z - np.max(Z, axis=1, keepdims=True))
    return top / np.sum(np.exp(Z), axis=1, keepdims=True)


@held_out(
    "softmax",
    kind="the largest score is subtracted from the exponentials, not from the scores",
    source="GitHub text search: a page on a stable softmax and two files after it",
)
def softmax_max_outside_exp(Z):
    exps = np.exp(Z) - np.max(Z, axis=1, keepdims=True)
    return exps / np.sum(exps, axis=1, keepdims=True)


@held_out(
    "softmax",
    kind="the scores are divided by the largest, not shifted by it",
    source="GitHub text search: four files",
)
def softmax_divided_by_max(Z):
    e = np.exp(Z / np.max(Z, axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


@held_out(
    "softmax",
    kind="below the fraction the absolute value of the largest score is subtracted",
    source="GitHub text search: two versions of a French course work",
)
def softmax_abs_of_max_below(Z):
    m = np.max(Z, axis=1, keepdims=True)
    return np.exp(Z - m) / np.sum(np.exp(Z - np.absolute(m)), axis=1, keepdims=True)


@held_out(
    "softmax",
    kind="the scores are clipped at 20 first",
    source="github.com/m-a-x-c/multi-layer-perceptron-from-scratch, "
    "coding-nn-from-scratch-using-numpy.ipynb",
)
def softmax_scores_clipped(Z):
    Z = np.clip(Z, -20, 20)
    return np.exp(Z) / np.sum(np.exp(Z), axis=1, keepdims=True)


@held_out(
    "softmax",
    kind="the sign of the scores is turned in the exponential",
    source="GitHub text search: three softmax functions",
)
def softmax_minus_scores(Z):
    e = np.exp(-Z + Z.min(axis=1, keepdims=True))
    return e / np.sum(e, axis=1, keepdims=True)


@held_out(
    "softmax",
    kind="the smallest score is subtracted in place of the largest",
    source="GitHub text search: a recurrent network of a learner",
)
def softmax_min_for_max(Z):
    e = np.exp(Z - np.min(Z, axis=1, keepdims=True))
    return e / np.sum(e, axis=1, keepdims=True)


@held_out(
    "softmax",
    kind="stretched to the range from -1 to 1",
    source="GitHub text search: a module of activation functions",
)
def softmax_from_minus_one(Z):
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return 2 * e / e.sum(axis=1, keepdims=True) - 1


@held_out("softmax", kind="the logarithm of the probabilities in their place", source="written")
def softmax_log(Z):
    shifted = Z - Z.max(axis=1, keepdims=True)
    return shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))


@held_out(
    "softmax",
    kind="a sigmoid of each score: the rows do not sum to 1",
    source="GitHub text search: five files whose softmax is a sigmoid",
)
def softmax_sigmoids(Z):
    return sigmoid(Z)


@held_out("softmax", kind="all of the probability goes to the largest score", source="written")
def softmax_winner_takes_all(Z):
    out = np.zeros(Z.shape)
    for i, row in enumerate(Z):
        out[i, np.argmax(row)] = 1.0
    return out


@held_out(
    "softmax", kind="softplus of each score in its place", source="GitHub text search: three files"
)
def softmax_softplus(Z):
    return np.log(1 + np.exp(Z))


@held_out(
    "softmax",
    kind="the scores themselves over the sum of their exponentials",
    source="GitHub text search: one file",
)
def softmax_scores_above(Z):
    return Z / np.sum(np.exp(Z), axis=1, keepdims=True)


@held_out(
    "cross_entropy",
    kind="divided by the number of classes, not of samples",
    source="GitHub text search: ten files, most of them written for samples in columns",
)
def cross_entropy_number_of_classes(Y_true, Y_pred):
    P = np.clip(Y_pred, 1e-15, 1 - 1e-15)
    m = Y_true.shape[1]
    return -np.sum(Y_true * np.log(P)) / m


@held_out(
    "cross_entropy",
    kind="the class of the first sample is taken for all: argmax without an axis",
    source="github.com/torphix/Numpy-Neural-Network, activations.py",
)
def cross_entropy_one_class_for_all(Y_true, Y_pred):
    P = np.clip(Y_pred, 1e-12, 1)
    return np.mean(-np.log(P[:, Y_true.argmax()]))


@held_out(
    "cross_entropy",
    kind="base 2 in place of the natural logarithm",
    source="github.com/MatanCohe/mlp-from-scratch, NNClassifier.py",
)
def cross_entropy_base_2(Y_true, Y_pred):
    true_class = np.maximum(Y_pred[Y_true > 0], 1e-15)
    return -np.mean(np.log2(true_class))


@held_out(
    "cross_entropy",
    kind="0.00001 is added inside the logarithm: too much",
    source="github.com/gumbernator/MLP-from-scratch, losses.py",
)
def cross_entropy_large_epsilon(Y_true, Y_pred):
    costs = -Y_true * np.log(Y_pred + 1e-05)
    return np.sum(costs) / len(Y_true)


@held_out(
    "cross_entropy",
    kind="the logarithm is taken of the sum over all samples",
    source="GitHub text search: a loss module of a learner",
)
def cross_entropy_log_of_the_sum(Y_true, Y_pred):
    return -np.log(np.sum(Y_true * Y_pred) + 1e-12)


@held_out(
    "cross_entropy",
    kind="averaged over the classes of each sample: one number for each",
    source="github.com/jaseempaloth/Neural-Networks-from-Scratch, loss.py",
)
def cross_entropy_mean_of_each_row(Y_true, Y_pred):
    return -np.mean(Y_true * np.log(Y_pred + 1e-15), axis=1)


@held_out("cross_entropy", kind="the logarithm of 1 - p for the true class", source="written")
def cross_entropy_log_of_one_minus_p(Y_true, Y_pred):
    P = np.clip(Y_pred, 1e-15, 1 - 1e-15)
    return -np.mean(np.sum(Y_true * np.log(1 - P), axis=1))


@held_out(
    "cross_entropy", kind="the logarithm is missing: 1 - p of the true class", source="written"
)
def cross_entropy_one_minus_p(Y_true, Y_pred):
    right = np.sum(Y_true * Y_pred, axis=1)
    return np.mean(1 - right)


@held_out("cross_entropy", kind="the squared error of each row in its place", source="written")
def cross_entropy_squared_error(Y_true, Y_pred):
    return np.mean(np.sum((Y_true - Y_pred) ** 2, axis=1))


@held_out(
    "cross_entropy",
    kind="the entropy of the predictions: the classes do not count",
    source="written",
)
def cross_entropy_entropy_of_predictions(Y_true, Y_pred):
    P = np.clip(Y_pred, 1e-15, 1)
    return -np.sum(P * np.log(P)) / len(P)


@held_out("cross_entropy", kind="every class counts, not the true one alone", source="written")
def cross_entropy_all_classes(Y_true, Y_pred):
    total = 0.0
    for row in np.clip(Y_pred, 1e-15, 1):
        total -= np.sum(np.log(row))
    return total / len(Y_true)
