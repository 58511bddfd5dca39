"""Other formulas in the place of those for training: other scales, other scores, other activations."""

import numpy as np

from autograder.course import relative
from dlref.activations import relu, sigmoid

# --- standardize ---


def _both(X_train, X_test, shift, scale):
    return (X_train - shift) / scale, (X_test - shift) / scale


def _each_alone(X_train, X_test, scaled):
    return scaled(X_train), scaled(X_test)


def _guarded(scale):
    return np.where(scale > 0, scale, 1)


def _standardized(X):
    return (X - X.mean(axis=0)) / _guarded(X.std(axis=0))


@relative(
    "standardize",
    "The training set is right, but the test set is scaled with a mean and deviation of its own: use those "
    "of the training set.",
)
def standardize_test_with_own_statistics(X_train, X_test):
    return _each_alone(X_train, X_test, _standardized)


@relative(
    "standardize",
    "This is min-max scaling: each gene of the training set runs from 0 to 1. Here its mean should be 0 and "
    "its deviation 1.",
)
def standardize_min_max(X_train, X_test):
    low, high = X_train.min(axis=0), X_train.max(axis=0)
    return _both(X_train, X_test, low, high - low)


@relative(
    "standardize",
    "This is min-max scaling, and each set has a minimum and maximum of its own. Take the mean and the "
    "deviation, both from the training set.",
)
def standardize_min_max_each_set(X_train, X_test):
    return _each_alone(X_train, X_test, lambda X: (X - X.min(axis=0)) / _guarded(np.ptp(X, axis=0)))


@relative(
    "standardize",
    "This is min-max scaling of the whole table: one minimum and one maximum for all genes. Each gene needs "
    "its own mean and deviation.",
)
def standardize_min_max_of_the_table(X_train, X_test):
    return _both(X_train, X_test, X_train.min(), np.ptp(X_train))


@relative(
    "standardize",
    "Each gene of the training set runs from -1 to 1 here. Its mean should be 0 and its deviation 1.",
)
def standardize_from_minus_one_to_one(X_train, X_test):
    low, high = X_train.min(axis=0), X_train.max(axis=0)
    return _both(X_train, X_test, (low + high) / 2, (high - low) / 2)


@relative(
    "standardize",
    "The mean is right, but you divide by the range (largest minus smallest value). Divide by the standard "
    "deviation.",
)
def standardize_by_the_range(X_train, X_test):
    return _both(X_train, X_test, X_train.mean(axis=0), np.ptp(X_train, axis=0))


@relative(
    "standardize",
    "The mean is right, but you divide by the largest value. Divide by the standard deviation.",
)
def standardize_by_the_maximum(X_train, X_test):
    return _both(X_train, X_test, X_train.mean(axis=0), X_train.max(axis=0))


@relative(
    "standardize",
    "You divide each gene by its largest absolute value. Subtract its mean and divide by its standard "
    "deviation.",
)
def standardize_by_the_largest_size(X_train, X_test):
    return _both(X_train, X_test, 0, np.abs(X_train).max(axis=0))


@relative(
    "standardize",
    "This is robust scaling, with the median and the range between the quartiles. Here the mean and the "
    "standard deviation are asked for.",
)
def standardize_robust(X_train, X_test):
    low, middle, high = np.percentile(X_train, [25, 50, 75], axis=0)
    return _both(X_train, X_test, middle, high - low)


@relative(
    "standardize",
    "You divide by the mean distance from the mean. The standard deviation is the root of the mean "
    "squared distance.",
)
def standardize_by_the_mean_distance(X_train, X_test):
    mean = X_train.mean(axis=0)
    return _both(X_train, X_test, mean, np.abs(X_train - mean).mean(axis=0))


@relative(
    "standardize",
    "You divide by the standard error, which is the deviation over the root of the number of samples. "
    "Divide by the deviation itself.",
)
def standardize_by_the_standard_error(X_train, X_test):
    error = X_train.std(axis=0) / np.sqrt(len(X_train))
    return _both(X_train, X_test, X_train.mean(axis=0), error)


@relative(
    "standardize",
    "You divide by the root of the mean square of the values as they are. For a deviation, subtract the "
    "mean before you square.",
)
def standardize_by_the_root_mean_square(X_train, X_test):
    return _both(X_train, X_test, X_train.mean(axis=0), np.sqrt(np.mean(X_train**2, axis=0)))


@relative(
    "standardize",
    "You divide each gene by its length, the root of its sum of squares. Subtract its mean and divide by its "
    "standard deviation.",
)
def standardize_by_the_length(X_train, X_test):
    return _both(X_train, X_test, 0, np.linalg.norm(X_train, axis=0))


@relative(
    "standardize",
    "You divide each sample (row) by its length. It is the genes, the columns, that need a mean of 0 and a "
    "deviation of 1.",
)
def standardize_rows_by_their_length(X_train, X_test):
    return _each_alone(X_train, X_test, lambda X: X / np.linalg.norm(X, axis=1, keepdims=True))


@relative(
    "standardize",
    "Each sample (row) is scaled with the mean and deviation of its own numbers. It is the genes, the "
    "columns, that need a mean of 0 and a deviation of 1.",
)
def standardize_rows(X_train, X_test):
    return _each_alone(X_train, X_test, lambda X: _standardized(X.T).T)


@relative(
    "standardize",
    "Mean and deviation come from the test set. Take those of the training set, for both sets.",
)
def standardize_of_the_test_set(X_train, X_test):
    return _both(X_train, X_test, X_test.mean(axis=0), _guarded(X_test.std(axis=0)))


@relative(
    "standardize",
    "The training set is right, but from the test set you subtract the test set's own mean. Use the mean of "
    "the training set there, too.",
)
def standardize_test_with_own_mean(X_train, X_test):
    deviation = X_train.std(axis=0)
    return (X_train - X_train.mean(axis=0)) / deviation, (X_test - X_test.mean(axis=0)) / deviation


@relative(
    "standardize",
    "The training set is right, but the test set is divided by its own deviation. Use the deviation of the "
    "training set there, too.",
)
def standardize_test_with_own_deviation(X_train, X_test):
    mean = X_train.mean(axis=0)
    return (X_train - mean) / X_train.std(axis=0), (X_test - mean) / _guarded(X_test.std(axis=0))


@relative(
    "standardize",
    "The test set comes back as it was. Scale it with the mean and deviation that the training set had before "
    "it was scaled itself.",
)
def standardize_test_as_it_was(X_train, X_test):
    return _standardized(X_train), X_test + 0.0


@relative(
    "standardize",
    "You subtract the first sample. Subtract the mean over all samples of the training set.",
)
def standardize_from_the_first_sample(X_train, X_test):
    return _both(X_train, X_test, X_train[0], X_train.std(axis=0))


@relative(
    "standardize",
    "Mean and deviation come from the test set, and you divide by 0 where it has one sample. Take those of the "
    "training set, for both sets.",
)
def standardize_of_the_test_set_unguarded(X_train, X_test):
    return _both(X_train, X_test, X_test.mean(axis=0), X_test.std(axis=0))


@relative(
    "standardize",
    "Mean and deviation come from the test set, and where it has one sample you divide by a tiny number. Take those "
    "of the training set, for both sets.",
)
def standardize_of_the_test_set_with_a_tiny_number(X_train, X_test):
    return _both(X_train, X_test, X_test.mean(axis=0), X_test.std(axis=0) + 1e-8)


# --- accuracy ---


def _counts(y_true, y_prob, threshold):
    """True positives, false positives, false negatives, true negatives."""
    y, p = np.ravel(y_true) > 0.5, np.ravel(y_prob) > threshold
    return np.sum(p & y), np.sum(p & ~y), np.sum(~p & y), np.sum(~p & ~y)


@relative(
    "accuracy",
    "This is recall: it looks only at samples of class 1. Count the right answers among all samples.",
)
def accuracy_recall(y_true, y_prob, threshold=0.5):
    tp, _, fn, _ = _counts(y_true, y_prob, threshold)
    return tp / (tp + fn)


@relative(
    "accuracy",
    "This is precision: it looks only at samples that are answered with 1. Count the right answers among "
    "all samples.",
)
def accuracy_precision(y_true, y_prob, threshold=0.5):
    tp, fp, _, _ = _counts(y_true, y_prob, threshold)
    return tp / (tp + fp)


@relative(
    "accuracy",
    "This is specificity: it looks only at samples of class 0. Count the right answers among all samples.",
)
def accuracy_specificity(y_true, y_prob, threshold=0.5):
    _, fp, _, tn = _counts(y_true, y_prob, threshold)
    return tn / (tn + fp)


@relative(
    "accuracy",
    "This looks only at samples that are answered with 0. Count the right answers among all samples.",
)
def accuracy_negative_predictive_value(y_true, y_prob, threshold=0.5):
    _, _, fn, tn = _counts(y_true, y_prob, threshold)
    return tn / (tn + fn)


@relative(
    "accuracy",
    "This is the F1 score, which leaves out the right answers of class 0. Accuracy counts all right answers.",
)
def accuracy_f1_score(y_true, y_prob, threshold=0.5):
    tp, fp, fn, _ = _counts(y_true, y_prob, threshold)
    return 2 * tp / (2 * tp + fp + fn)


@relative(
    "accuracy",
    "This is balanced accuracy: the mean of the shares in the two classes. Here each sample counts the same, "
    "whatever its class.",
)
def accuracy_balanced(y_true, y_prob, threshold=0.5):
    tp, fp, fn, tn = _counts(y_true, y_prob, threshold)
    return (tp / (tp + fn) + tn / (tn + fp)) / 2


@relative(
    "accuracy",
    "You divide the samples where answer and label are both 1 by those where at least one of them is 1. "
    "A right 0 is a right answer, too.",
)
def accuracy_jaccard(y_true, y_prob, threshold=0.5):
    tp, fp, fn, _ = _counts(y_true, y_prob, threshold)
    return tp / (tp + fp + fn)


@relative(
    "accuracy",
    "Only a right 1 counts here. A right 0 is a right answer, too.",
)
def accuracy_right_ones(y_true, y_prob, threshold=0.5):
    tp, *others = _counts(y_true, y_prob, threshold)
    return tp / (tp + sum(others))


@relative(
    "accuracy",
    "Only a right 0 counts here. A right 1 is a right answer, too.",
)
def accuracy_right_zeros(y_true, y_prob, threshold=0.5):
    *others, tn = _counts(y_true, y_prob, threshold)
    return tn / (tn + sum(others))


@relative(
    "accuracy",
    "This is the share of samples where the answer or the label is 1. An answer is right where the two are "
    "equal.",
)
def accuracy_either_one(y_true, y_prob, threshold=0.5):
    *others, tn = _counts(y_true, y_prob, threshold)
    return sum(others) / (tn + sum(others))


@relative(
    "accuracy",
    "This is the share of samples that are answered with 1. It does not depend on the labels: compare the "
    "answers with them.",
)
def accuracy_share_of_ones(y_true, y_prob, threshold=0.5):
    return np.mean(y_prob > threshold)


@relative(
    "accuracy",
    "This is the share of samples of class 1. It does not depend on the answers: compare the labels with them.",
)
def accuracy_share_of_class_one(y_true, y_prob, threshold=0.5):
    return np.mean(y_true)


@relative(
    "accuracy",
    "This is the mean distance between probability and label, taken from 1. Make answers of 0 and 1 first, "
    "and count the right ones.",
)
def accuracy_one_minus_distance(y_true, y_prob, threshold=0.5):
    return 1 - np.mean(np.abs(y_prob - y_true))


@relative(
    "accuracy",
    "This is the mean squared error of the probabilities, taken from 1. Make answers of 0 and 1 first, and "
    "count the right ones.",
)
def accuracy_one_minus_squared_error(y_true, y_prob, threshold=0.5):
    return 1 - np.mean((y_prob - y_true) ** 2)


@relative(
    "accuracy",
    "An answer counts as right here if its probability is less than the threshold away from the label. Compare "
    "the probability with the threshold, then the answer with the label.",
)
def accuracy_within_the_threshold(y_true, y_prob, threshold=0.5):
    return np.mean(np.abs(y_prob - y_true) < threshold)


@relative(
    "accuracy",
    "This is 1 only if every answer is right, and 0 otherwise. Accuracy is the share of right answers.",
)
def accuracy_all_or_nothing(y_true, y_prob, threshold=0.5):
    return float(np.all((y_prob > threshold) == y_true))


@relative(
    "accuracy",
    "Wrong ones and wrong zeros cancel here: only the number of answers of 1 is compared with the number of "
    "labels of 1. Compare sample by sample.",
)
def accuracy_errors_cancel(y_true, y_prob, threshold=0.5):
    return 1 - np.abs(np.mean(y_prob > threshold) - np.mean(y_true))


@relative(
    "accuracy",
    "Wrong ones and wrong zeros cancel here, because the differences keep their sign. Compare sample by sample "
    "whether the two are equal.",
)
def accuracy_errors_with_sign(y_true, y_prob, threshold=0.5):
    return 1 - (np.mean(y_prob > threshold) - np.mean(y_true))


@relative(
    "accuracy",
    "Every answer is compared with every label here, as in a table of n rows and n columns. Compare each with "
    "its own label: look at the shapes of both.",
)
def accuracy_every_answer_with_every_label(y_true, y_prob, threshold=0.5):
    return np.mean((y_prob > threshold) == np.ravel(y_true))


@relative(
    "accuracy",
    "You divide the number of right answers by one less than the number of samples. Divide by the number of "
    "samples.",
)
def accuracy_one_sample_less(y_true, y_prob, threshold=0.5):
    return np.sum((y_prob > threshold) == y_true) / (len(y_true) - 1)


@relative(
    "accuracy",
    "You divide the number of right answers by the number of samples of class 1. Divide by the number of all "
    "samples.",
)
def accuracy_per_sample_of_class_one(y_true, y_prob, threshold=0.5):
    return np.sum((y_prob > threshold) == y_true) / np.sum(y_true)


@relative(
    "accuracy",
    "You divide the number of right answers by the number of wrong ones. Divide by the number of all samples.",
)
def accuracy_right_over_wrong(y_true, y_prob, threshold=0.5):
    right = (y_prob > threshold) == y_true
    return np.sum(right) / np.sum(~right)


@relative(
    "accuracy",
    "This is the number of right answers minus the number of wrong ones, as a share. Count the right ones "
    "alone.",
)
def accuracy_right_minus_wrong(y_true, y_prob, threshold=0.5):
    return 2 * np.mean((y_prob > threshold) == y_true) - 1


@relative(
    "accuracy",
    "You divide the number of answers of 1 by the number of labels of 1. Compare sample by sample whether the "
    "answer is right.",
)
def accuracy_ratio_of_ones(y_true, y_prob, threshold=0.5):
    return np.sum(y_prob > threshold) / np.sum(y_true)


@relative(
    "accuracy",
    "This is the mean probability of class 1. Make answers of 0 and 1 first, and compare them with the labels.",
)
def accuracy_mean_probability(y_true, y_prob, threshold=0.5):
    return np.mean(y_prob)


@relative(
    "accuracy",
    "This is the share of wrong answers, cut at 0.5. Use the threshold, and count the right ones.",
)
def accuracy_error_rate_at_one_half(y_true, y_prob, threshold=0.5):
    return np.mean(np.abs(np.round(y_prob) - y_true))


@relative(
    "accuracy",
    "Your share is rounded to two decimals. Give it back as it is.",
)
def accuracy_rounded(y_true, y_prob, threshold=0.5):
    return np.round(np.mean((y_prob > threshold) == y_true), 2)


# --- predict ---


def _predicted(params, X, hidden=relu, output=sigmoid):
    A1 = hidden(X @ params["W1"] + params["b1"])
    return output(A1 @ params["W2"] + params["b2"])


@relative(
    "predict",
    "Your hidden units leak: 0.01 times a negative number passes. The network was trained with the plain "
    "ReLU.",
)
def predict_leaky_hidden(params, X):
    return _predicted(params, X, hidden=lambda z: np.where(z > 0, z, 0.01 * z))


@relative(
    "predict",
    "Your hidden layer has a softplus, log(1 + exp(z)). The network was trained with a ReLU there.",
)
def predict_softplus_in_hidden(params, X):
    return _predicted(params, X, hidden=lambda z: np.logaddexp(0, z))


@relative(
    "predict",
    "This tanh, moved to the range from 0 to 1, is the sigmoid of twice the logit. Take the sigmoid of the "
    "logit itself.",
)
def predict_tanh_moved_up(params, X):
    return _predicted(params, X, output=lambda z: (np.tanh(z) + 1) / 2)


@relative(
    "predict",
    "This is the hard sigmoid, a straight line cut at 0 and 1. The network was trained with the smooth one.",
)
def predict_hard_sigmoid(params, X):
    return _predicted(params, X, output=lambda z: np.clip(0.2 * z + 0.5, 0, 1))


@relative(
    "predict",
    "The logits are cut at 0 and 1 here. A probability is the sigmoid of the logit.",
)
def predict_clipped_logits(params, X):
    return _predicted(params, X, output=lambda z: np.clip(z, 0, 1))


@relative(
    "predict",
    "This is the softmax over the batch: the answers of all people add up to 1. Each person needs a "
    "probability of their own.",
)
def predict_softmax_over_the_batch(params, X):
    return _predicted(params, X, output=lambda z: np.exp(z) / np.exp(z).sum())


@relative(
    "predict",
    "These are the odds, exp(z), not the probability. The sigmoid makes a probability of the logit z.",
)
def predict_odds(params, X):
    return _predicted(params, X, output=np.exp)


@relative(
    "predict",
    "The samples are standardized once more, with their own mean and deviation. Use X as it is given.",
)
def predict_standardizes_again(params, X):
    return _predicted(params, _standardized(X))


@relative(
    "predict",
    "Both biases come after the activations here. Each is added to the product with the weights, before the "
    "activation.",
)
def predict_biases_after_activations(params, X):
    return sigmoid((relu(X @ params["W1"]) + params["b1"]) @ params["W2"]) + params["b2"]


@relative(
    "predict",
    "b1 is added after the ReLU. It belongs to the weighted sum, before the ReLU.",
)
def predict_hidden_bias_after_relu(params, X):
    return sigmoid((relu(X @ params["W1"]) + params["b1"]) @ params["W2"] + params["b2"])


@relative(
    "predict",
    "The output takes the mean over the hidden units. It needs their weighted sum.",
)
def predict_mean_over_hidden_units(params, X):
    A1 = relu(X @ params["W1"] + params["b1"])
    return sigmoid(A1 @ params["W2"] / A1.shape[1] + params["b2"])


@relative(
    "predict",
    "The hidden units count only half, as if dropout were still in mind. For a prediction nothing is dropped "
    "and nothing scaled.",
)
def predict_scaled_as_in_dropout(params, X):
    return _predicted(params, X, hidden=lambda z: 0.5 * relu(z))


@relative(
    "predict",
    "These are 1 where the logit is above 0.5. The answer should be the probability: the sigmoid of the logit.",
)
def predict_logits_cut_at_one_half(params, X):
    return _predicted(params, X, output=lambda z: (z > 0.5).astype(float))


@relative(
    "predict",
    "The answers are rounded to two decimals. Give back the probability as it is.",
)
def predict_rounded(params, X):
    return np.round(_predicted(params, X), 2)
