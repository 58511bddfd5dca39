"""Other formulas in the place of a loss, and of its gradient."""

import numpy as np

from autograder.course import relative
from dlref.activations import sigmoid
from dlref.losses import softmax


def _log_likelihoods(y, p):
    return y * np.log(p) + (1 - y) * np.log(1 - p)


def _of_true_class(y, p):
    return y * p + (1 - y) * (1 - p)


def _softplus(z):
    return np.logaddexp(0, z)


@relative(
    "mse",
    "Your sum is divided by the number of values minus 1, as in a sample variance. Divide by their number.",
)
def mse_one_less(y_true, y_pred):
    return np.sum((y_true - y_pred) ** 2) / (np.size(y_true) - 1)


@relative(
    "mse",
    "This is the root of the summed squares, divided by how many there are. There is no root in the mean "
    "squared error.",
)
def mse_length_over_number(y_true, y_pred):
    return np.sqrt(np.sum((y_true - y_pred) ** 2)) / np.size(y_true)


@relative(
    "mse",
    "This is half of the sum of squares. The mean is the sum divided by the number of values.",
)
def mse_half_sum(y_true, y_pred):
    return np.sum((y_true - y_pred) ** 2) / 2


@relative(
    "mse",
    "You return half of each squared error. A loss is one number: average the squares, without a half.",
)
def mse_half_of_each(y_true, y_pred):
    return (y_true - y_pred) ** 2 / 2


@relative(
    "mse",
    "This is the variance of the errors: their mean has been taken off. In the mean squared error it counts.",
)
def mse_variance_of_errors(y_true, y_pred):
    return np.var(y_true - y_pred)


@relative(
    "mse",
    "This is the standard deviation of the errors. Here the mean of their squares is wanted.",
)
def mse_deviation_of_errors(y_true, y_pred):
    return np.std(y_true - y_pred)


@relative(
    "mse",
    "This is the mean of the squared truth minus the mean of the squared prediction. Subtract first, then square.",
)
def mse_difference_of_squares(y_true, y_pred):
    return np.mean(y_true**2 - y_pred**2)


@relative(
    "mse",
    "This is the mean of the squared prediction minus the mean of the squared truth. Subtract first, then square.",
)
def mse_difference_of_squares_reversed(y_true, y_pred):
    return np.mean(y_pred**2 - y_true**2)


@relative(
    "mse",
    "You square truth and prediction first, and then their difference. Only the difference is squared.",
)
def mse_squares_first(y_true, y_pred):
    return np.mean((y_true**2 - y_pred**2) ** 2)


@relative(
    "mse",
    "Only the truth is squared, before it is taken from the prediction. It is their difference that is "
    "squared: a bracket may be missing.",
)
def mse_truth_squared(y_true, y_pred):
    return np.mean(y_pred - y_true**2)


@relative(
    "mse",
    "You add the squares of truth and prediction. The term with both of them is missing: subtract first.",
)
def mse_sum_of_squares(y_true, y_pred):
    return np.mean(y_true**2 + y_pred**2)


@relative(
    "mse",
    "This is the mean of truth times prediction. The error is their difference, squared.",
)
def mse_mean_product(y_true, y_pred):
    return np.mean(y_true * y_pred)


@relative(
    "mse",
    "Each error is divided by the truth before it is squared. Here errors are squared as they are.",
)
def mse_relative_errors(y_true, y_pred):
    return np.mean(((y_true - y_pred) / y_true) ** 2)


@relative(
    "mse",
    "This is the mean squared error, divided by the variance of the truth. Here it is not divided.",
)
def mse_over_variance(y_true, y_pred):
    return np.mean((y_true - y_pred) ** 2) / np.var(y_true)


@relative(
    "mse",
    "This is R², the share of the variance that is explained. Here the mean squared error itself is wanted.",
)
def mse_r_squared(y_true, y_pred):
    return 1 - np.sum((y_true - y_pred) ** 2) / np.sum((y_true - np.mean(y_true)) ** 2)


@relative(
    "mse",
    "Your number is the last squared error, divided by how many there are. The others should be added to it.",
)
def mse_last_over_number(y_true, y_pred):
    return ((y_true - y_pred) ** 2).ravel()[-1] / np.size(y_true)


@relative(
    "mse",
    "The last value is not in your sum, but you divide by all of them. Look at where it gets lost.",
)
def mse_without_last(y_true, y_pred):
    return np.sum((y_true - y_pred).ravel()[:-1] ** 2) / np.size(y_true)


@relative(
    "mse",
    "The first value is not in your sum, but you divide by all of them. Python counts places from 0.",
)
def mse_without_first(y_true, y_pred):
    return np.sum((y_true - y_pred).ravel()[1:] ** 2) / np.size(y_true)


@relative(
    "mse",
    "Each truth meets each prediction, and the whole table is summed. Compare each truth with its own "
    "prediction: look at the shapes.",
)
def mse_sum_of_all_pairs(y_true, y_pred):
    return np.sum((y_true.reshape(-1, 1) - y_pred.reshape(1, -1)) ** 2)


@relative(
    "mse",
    "Each truth meets each prediction, and the whole table is summed and divided by the number of rows. "
    "Compare each truth with its own prediction: look at the shapes.",
)
def mse_all_pairs_over_rows(y_true, y_pred):
    return np.sum((y_true.reshape(-1, 1) - y_pred.reshape(1, -1)) ** 2) / len(y_true)


@relative(
    "mse",
    "The sum of the errors is squared, and then divided by their number. Square each error before you add it up.",
)
def mse_square_of_sum(y_true, y_pred):
    return np.sum(y_true - y_pred) ** 2 / np.size(y_true)


@relative(
    "mse",
    "You add up the sizes of the errors. Here each is squared, and their mean is taken.",
)
def mse_sum_of_sizes(y_true, y_pred):
    return np.sum(np.abs(y_true - y_pred))


@relative(
    "mse",
    "You take the mean size of the errors and square it. Square each error first, then take the mean.",
)
def mse_square_of_mean_size(y_true, y_pred):
    return np.mean(np.abs(y_true - y_pred)) ** 2


@relative(
    "mse",
    "In the square of a difference the middle term counts twice. Yours has it once.",
)
def mse_two_missing_in_square(y_true, y_pred):
    return np.mean(y_true**2 - y_true * y_pred + y_pred**2)


@relative(
    "mse",
    "In the square of a difference both squares are added. Yours takes that of the prediction off.",
)
def mse_sign_in_square(y_true, y_pred):
    return np.mean(y_true**2 - 2 * y_true * y_pred - y_pred**2)


@relative(
    "mse",
    "Your sum is divided by the number of values plus 1. Divide by their number.",
)
def mse_one_more(y_true, y_pred):
    return np.sum((y_true - y_pred) ** 2) / (np.size(y_true) + 1)


@relative(
    "mse",
    "Each error is multiplied by its own size, so it keeps its sign. A square has no sign.",
)
def mse_squares_with_signs(y_true, y_pred):
    return np.mean((y_true - y_pred) * np.abs(y_true - y_pred))


@relative(
    "mse",
    "This is the length of all errors, divided by the length of the truth. Here the mean of the squares "
    "is wanted.",
)
def mse_relative_length(y_true, y_pred):
    return np.linalg.norm(y_true - y_pred) / np.linalg.norm(y_true)


@relative(
    "mse",
    "This is the median of the sizes of the errors. Here the mean of the squares is wanted.",
)
def mse_median_size(y_true, y_pred):
    return np.median(np.abs(y_true - y_pred))


@relative(
    "mse",
    "You square the sum of all errors, where they cancel. Square each of them, then take the mean.",
)
def mse_square_of_total(y_true, y_pred):
    return np.sum(y_true - y_pred) ** 2


@relative(
    "mse",
    "Each prediction is compared with the next truth. They belong together at the same place.",
)
def mse_next_prediction(y_true, y_pred):
    return np.mean((y_true[1:] - y_pred[:-1]) ** 2) if len(y_true) > 1 else 0.0


@relative(
    "mse",
    "This is the covariance of truth and prediction. Here the mean of the squared errors is wanted.",
)
def mse_covariance(y_true, y_pred):
    return np.mean((y_true - np.mean(y_true)) * (y_pred - np.mean(y_pred)))


@relative(
    "mse",
    "You take the root of each error's size. Here each is squared.",
)
def mse_root_of_sizes(y_true, y_pred):
    return np.mean(np.sqrt(np.abs(y_true - y_pred)))


@relative(
    "mse",
    "You round the result to two decimals. Keep all of them.",
)
def mse_two_decimals(y_true, y_pred):
    return np.round(np.mean((y_true - y_pred) ** 2), 2)


@relative(
    "mse",
    "You round the result to three decimals. Keep all of them.",
)
def mse_three_decimals(y_true, y_pred):
    return np.round(np.mean((y_true - y_pred) ** 2), 3)


@relative(
    "log_likelihood",
    "You add up the probabilities of the true classes. Take the logarithm of each before you add.",
)
def log_likelihood_sum_of_probabilities(y_true, y_pred):
    return np.sum(_of_true_class(y_true, y_pred))


@relative(
    "log_likelihood",
    "You take one logarithm, of a sum of probabilities. Take the logarithm of each, then add.",
)
def log_likelihood_logarithm_of_sum(y_true, y_pred):
    return np.log(np.sum(_of_true_class(y_true, y_pred)))


@relative(
    "log_likelihood",
    "You take one logarithm, of a mean of probabilities. Take the logarithm of each, then add.",
)
def log_likelihood_logarithm_of_mean(y_true, y_pred):
    return np.log(np.mean(_of_true_class(y_true, y_pred)))


@relative(
    "log_likelihood",
    "This is the mean probability of the true classes. Take the logarithm of each, then add.",
)
def log_likelihood_mean_probability(y_true, y_pred):
    return np.mean(_of_true_class(y_true, y_pred))


@relative(
    "log_likelihood",
    "This is the geometric mean of the probabilities of the true classes. Here their logarithms are added "
    "up, and that is all.",
)
def log_likelihood_geometric_mean(y_true, y_pred):
    return np.exp(np.mean(_log_likelihoods(y_true, y_pred)))


@relative(
    "log_likelihood",
    "The logarithm of p counts for both classes in yours. For y = 0 it should be the logarithm of 1 - p.",
)
def log_likelihood_without_labels(y_true, y_pred):
    return np.sum(np.log(y_pred))


@relative(
    "log_likelihood",
    "Both logarithms count for every sample in yours. The label says which of the two counts.",
)
def log_likelihood_both_logarithms(y_true, y_pred):
    return np.sum(np.log(y_pred) + np.log(1 - y_pred))


@relative(
    "log_likelihood",
    "Both logarithms are weighted with y in yours, one of them with a minus. The second belongs to the "
    "samples with y = 0.",
)
def log_likelihood_log_odds(y_true, y_pred):
    return np.sum(y_true * np.log(y_pred / (1 - y_pred)))


@relative(
    "log_likelihood",
    "This is minus the sum of squared errors. Labels of two classes have a likelihood made from p and 1 - p.",
)
def log_likelihood_squared_errors(y_true, y_pred):
    return -np.sum((y_true - y_pred) ** 2)


@relative(
    "log_likelihood",
    "This is minus half of the sum of squared errors, as for a normal distribution. Labels of two classes have a "
    "likelihood made from p and 1 - p.",
)
def log_likelihood_normal(y_true, y_pred):
    return -np.sum((y_true - y_pred) ** 2) / 2


@relative(
    "log_likelihood",
    "For every sample p itself is taken off, as in a likelihood of counts. With two classes, y = 0 has "
    "the logarithm of 1 - p.",
)
def log_likelihood_poisson(y_true, y_pred):
    return np.sum(y_true * np.log(y_pred) - y_pred)


@relative(
    "log_likelihood",
    "This is minus twice the log-likelihood, a deviance. Here there is no factor.",
)
def log_likelihood_deviance(y_true, y_pred):
    return -2 * np.sum(_log_likelihoods(y_true, y_pred))


@relative(
    "log_likelihood",
    "This is the sum of the errors without their signs. A likelihood needs the logarithms of p and 1 - p.",
)
def log_likelihood_absolute_errors(y_true, y_pred):
    return np.sum(np.abs(y_true - y_pred))


@relative(
    "log_likelihood",
    "For y = 1 yours takes the logarithm of 1 - p, and for y = 0 that of p. It is the other way round.",
)
def log_likelihood_logarithms_exchanged(y_true, y_pred):
    return np.sum(np.log(np.abs(y_true - y_pred)))


@relative(
    "log_likelihood",
    "The last sample is not in your sum. Look at where it gets lost.",
)
def log_likelihood_without_last(y_true, y_pred):
    return np.sum(_log_likelihoods(y_true, y_pred).ravel()[:-1])


@relative(
    "log_likelihood",
    "Each label meets each prediction, and the whole table is summed. Each label goes with its own "
    "prediction: look at the shapes.",
)
def log_likelihood_all_pairs(y_true, y_pred):
    return np.sum(_log_likelihoods(y_true.reshape(-1, 1), y_pred.reshape(1, -1)))


@relative(
    "log_likelihood",
    "You count the predictions that are on the right side of 0.5. A likelihood asks how sure each one is.",
)
def log_likelihood_hits(y_true, y_pred):
    return np.sum((y_pred > 0.5) == (y_true > 0.5))


@relative(
    "log_likelihood",
    "You multiply all p, whatever the labels are. For y = 0 the probability of the label is 1 - p, and "
    "the logarithm makes a sum of it.",
)
def log_likelihood_product_of_predictions(y_true, y_pred):
    return np.prod(y_pred)


@relative(
    "log_likelihood",
    "The half for y = 1 is summed, but the half for y = 0 is averaged. Both are sums.",
)
def log_likelihood_second_half_averaged(y_true, y_pred):
    return np.sum(y_true * np.log(y_pred)) + np.mean((1 - y_true) * np.log(1 - y_pred))


@relative(
    "log_likelihood",
    "The half for y = 0 is summed, but the half for y = 1 is averaged. Both are sums.",
)
def log_likelihood_first_half_averaged(y_true, y_pred):
    return np.mean(y_true * np.log(y_pred)) + np.sum((1 - y_true) * np.log(1 - y_pred))


@relative(
    "log_likelihood",
    "You return all the sums on the way. The last of them is the one wanted.",
)
def log_likelihood_running_sums(y_true, y_pred):
    return np.cumsum(_log_likelihoods(y_true, y_pred))


@relative(
    "log_likelihood",
    "You add up y - p: there is no logarithm in it.",
)
def log_likelihood_errors(y_true, y_pred):
    return np.sum(y_true - y_pred)


@relative(
    "log_likelihood",
    "You add up the logarithm of p where y is 0. It belongs to y = 1; for y = 0 it is that of 1 - p.",
)
def log_likelihood_log_p_for_zeros(y_true, y_pred):
    return np.sum((1 - y_true) * np.log(y_pred))


@relative(
    "log_likelihood",
    "You add up the logarithm of 1 - p where y is 1. It belongs to y = 0; for y = 1 it is that of p.",
)
def log_likelihood_log_rest_for_ones(y_true, y_pred):
    return np.sum(y_true * np.log(1 - y_pred))


@relative(
    "log_likelihood",
    "This is the slope of the log-likelihood: there is no logarithm in it. Here the value is wanted.",
)
def log_likelihood_slope(y_true, y_pred):
    return np.sum(y_true / y_pred - (1 - y_true) / (1 - y_pred))


@relative(
    "log_likelihood",
    "Only the samples with y = 1 count, and the sign is that of a loss. The log-likelihood has both "
    "classes in it, and no minus.",
)
def log_likelihood_loss_of_ones(y_true, y_pred):
    return -np.sum(y_true * np.log(y_pred))


@relative(
    "log_likelihood",
    "Log p is taken off for every sample, with no weight. A bracket is missing: 1 - y multiplies the "
    "logarithm of 1 - p.",
)
def log_likelihood_bracket_round_rest(y_true, y_pred):
    return np.sum(y_true * np.log(y_pred) + (1 - y_true) * 1 - np.log(y_pred))


@relative(
    "log_likelihood",
    "In the half for y = 1 each label meets each prediction, in a table. Each label goes with its own "
    "prediction: look at the shapes.",
)
def log_likelihood_first_half_all_pairs(y_true, y_pred):
    y, p = y_true.reshape(-1, 1), y_pred.reshape(1, -1)
    return np.sum(y * np.log(p) + (1 - y) * np.log(1 - p.T))


@relative(
    "log_likelihood",
    "In the half for y = 0 each label meets each prediction, in a table. Each label goes with its own "
    "prediction: look at the shapes.",
)
def log_likelihood_second_half_all_pairs(y_true, y_pred):
    y, p = y_true.reshape(-1, 1), y_pred.reshape(1, -1)
    return np.sum(y * np.log(p.T) + (1 - y) * np.log(1 - p))


@relative(
    "log_likelihood",
    "You clip p to the range from 0.1 to 0.9, which changes ordinary predictions. Here p is never 0 or "
    "1.",
)
def log_likelihood_clip_of_a_tenth(y_true, y_pred):
    return np.sum(_log_likelihoods(y_true, np.clip(y_pred, 0.1, 0.9)))


@relative(
    "log_likelihood",
    "You clip p to the range from 0.05 to 0.95, which changes ordinary predictions. Here p is never 0 "
    "or 1.",
)
def log_likelihood_clip_of_a_twentieth(y_true, y_pred):
    return np.sum(_log_likelihoods(y_true, np.clip(y_pred, 0.05, 0.95)))


@relative(
    "log_likelihood",
    "This is the perplexity: the exponential of the mean loss. Here the logarithms are added up, and "
    "that is all.",
)
def log_likelihood_perplexity(y_true, y_pred):
    return np.exp(-np.mean(_log_likelihoods(y_true, y_pred)))


@relative(
    "log_likelihood",
    "The half for y = 0 is taken off the half for y = 1. Look at the sign between them: both are added.",
)
def log_likelihood_minus_between(y_true, y_pred):
    return np.sum(y_true * np.log(y_pred) - (1 - y_true) * np.log(1 - y_pred))


def _clipped(p):
    return np.clip(p, 1e-15, 1 - 1e-15)


@relative(
    "bce",
    "Each label meets each prediction: this is the mean over a table of all pairs. Each label goes with "
    "its own prediction: look at the shapes.",
)
def bce_all_pairs(y_true, y_pred):
    p = _clipped(y_pred).reshape(1, -1)
    return -np.mean(_log_likelihoods(y_true.reshape(-1, 1), p))


@relative(
    "bce",
    "Each label meets each prediction, and the whole table is summed and divided by the number of rows. "
    "Each label goes with its own prediction: look at the shapes.",
)
def bce_all_pairs_over_rows(y_true, y_pred):
    p = _clipped(y_pred).reshape(1, -1)
    return -np.sum(_log_likelihoods(y_true.reshape(-1, 1), p)) / len(y_true)


@relative(
    "bce",
    "Each label meets each prediction, and the whole table is summed. Each label goes with its own "
    "prediction: look at the shapes.",
)
def bce_sum_of_all_pairs(y_true, y_pred):
    p = _clipped(y_pred).reshape(1, -1)
    return -np.sum(_log_likelihoods(y_true.reshape(-1, 1), p))


@relative(
    "bce",
    "You return a table in which each label meets each prediction. Each label goes with its own "
    "prediction, and a loss is one number.",
)
def bce_table(y_true, y_pred):
    p = _clipped(y_pred).reshape(1, -1)
    return -_log_likelihoods(y_true.reshape(-1, 1), p)


@relative(
    "bce",
    "You return a table in which each label meets each prediction, divided by the number of rows. Each "
    "label goes with its own prediction, and a loss is one number.",
)
def bce_table_over_rows(y_true, y_pred):
    p = _clipped(y_pred).reshape(1, -1)
    return -_log_likelihoods(y_true.reshape(-1, 1), p) / len(y_true)


@relative(
    "bce",
    "This is the focal loss: samples that are predicted well count less. Here all count alike.",
)
def bce_focal(y_true, y_pred):
    p = _of_true_class(y_true, _clipped(y_pred))
    return -np.mean((1 - p) ** 2 * np.log(p))


@relative(
    "bce",
    "This is the focal loss with a weight for each class. Here all samples count alike.",
)
def bce_focal_weighted(y_true, y_pred):
    p = _of_true_class(y_true, _clipped(y_pred))
    return -np.mean((0.25 * y_true + 0.75 * (1 - y_true)) * (1 - p) ** 2 * np.log(p))


@relative(
    "bce",
    "Your labels have been smoothed to 0.05 and 0.95. Here they are taken as they are, 0 and 1.",
)
def bce_smoothed_labels(y_true, y_pred):
    return -np.mean(_log_likelihoods(0.9 * y_true + 0.05, _clipped(y_pred)))


@relative(
    "bce",
    "The logarithm of p counts for both classes in yours. For y = 0 it should be the logarithm of 1 - p.",
)
def bce_without_labels(y_true, y_pred):
    return -np.mean(np.log(_clipped(y_pred)))


@relative(
    "bce",
    "Both logarithms count for every sample in yours. The label says which of the two counts.",
)
def bce_both_logarithms(y_true, y_pred):
    p = _clipped(y_pred)
    return -np.mean(np.log(p) + np.log(1 - p))


@relative(
    "bce",
    "You take one logarithm, of the mean probability of the true classes. Take the logarithm of each, "
    "then the mean.",
)
def bce_logarithm_of_mean(y_true, y_pred):
    return -np.log(np.mean(_of_true_class(y_true, y_pred)))


@relative(
    "bce",
    "For y = 1 yours takes the logarithm of 1 - p, and for y = 0 that of p. It is the other way round.",
)
def bce_logarithms_exchanged(y_true, y_pred):
    return -np.mean(np.log(np.abs(y_true - _clipped(y_pred))))


@relative(
    "bce",
    "There are no logarithms in yours: it is the mean of what p gives to the true class, with a minus.",
)
def bce_without_logarithms(y_true, y_pred):
    return -np.mean(_of_true_class(y_true, y_pred))


@relative(
    "bce",
    "This is the share of the predictions on the wrong side of 0.5. A loss looks at how sure they are.",
)
def bce_error_rate(y_true, y_pred):
    return np.mean((y_pred > 0.5) != (y_true > 0.5))


@relative(
    "bce",
    "Your two halves are averaged each over its own class, then added. One mean is taken over all samples.",
)
def bce_classes_averaged_apart(y_true, y_pred):
    p = _clipped(y_pred)
    ones, zeros = np.log(p[y_true == 1]), np.log(1 - p[y_true == 0])
    return -np.mean(ones) - np.mean(zeros)


@relative(
    "bce",
    "The sum is divided by the number of samples of class 1. Divide by the number of all samples.",
)
def bce_over_class_one(y_true, y_pred):
    return -np.sum(_log_likelihoods(y_true, _clipped(y_pred))) / np.sum(y_true)


@relative(
    "bce",
    "With y = 0 each sample costs log 2, whatever p is. Your form is made for scores with labels of 1 and "
    "-1.",
)
def bce_logistic_loss(y_true, y_pred):
    return np.mean(np.log1p(np.exp(-y_true * y_pred)))


@relative(
    "bce",
    "The last sample is not in your sum, but you divide by all of them. Look at where it gets lost.",
)
def bce_without_last(y_true, y_pred):
    costs = -_log_likelihoods(y_true, _clipped(y_pred)).ravel()
    return np.sum(costs[:-1]) / len(costs)


@relative(
    "bce",
    "This is the largest loss of all samples. It should be their mean.",
)
def bce_largest(y_true, y_pred):
    return np.max(-_log_likelihoods(y_true, _clipped(y_pred)))


@relative(
    "bce",
    "In the half for y = 1 each label meets each prediction, in a table. Each label goes with its own "
    "prediction: look at the shapes.",
)
def bce_first_half_all_pairs(y_true, y_pred):
    y, p = y_true.reshape(-1, 1), _clipped(y_pred).reshape(1, -1)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p.T))


@relative(
    "bce",
    "In the half for y = 1 each label meets each prediction, in a table. Each label goes with its own "
    "prediction: look at the shapes.",
)
def bce_first_half_all_pairs_over_rows(y_true, y_pred):
    y, p = y_true.reshape(-1, 1), _clipped(y_pred).reshape(1, -1)
    return -np.sum(y * np.log(p) + (1 - y) * np.log(1 - p.T)) / len(y)


@relative(
    "bce",
    "In the half for y = 0 each label meets each prediction, in a table. Each label goes with its own "
    "prediction: look at the shapes.",
)
def bce_second_half_all_pairs(y_true, y_pred):
    y, p = y_true.reshape(-1, 1), _clipped(y_pred).reshape(1, -1)
    return -np.mean(y * np.log(p.T) + (1 - y) * np.log(1 - p))


@relative(
    "bce",
    "In the half for y = 0 each label meets each prediction, in a table. Each label goes with its own "
    "prediction: look at the shapes.",
)
def bce_second_half_all_pairs_over_rows(y_true, y_pred):
    y, p = y_true.reshape(-1, 1), _clipped(y_pred).reshape(1, -1)
    return -np.sum(y * np.log(p.T) + (1 - y) * np.log(1 - p)) / len(y)


@relative(
    "bce",
    "Only the samples with y = 1 count in yours, and there is no mean. The other half of the loss is "
    "for y = 0.",
)
def bce_sum_of_ones(y_true, y_pred):
    return -np.sum(y_true * np.log(_clipped(y_pred)))


@relative(
    "bce",
    "This is half of the sum of all losses. The mean is the sum divided by the number of samples.",
)
def bce_half_sum(y_true, y_pred):
    return -np.sum(_log_likelihoods(y_true, _clipped(y_pred))) / 2


@relative(
    "bce",
    "The half for y = 1 is averaged, but the half for y = 0 is summed. One mean is taken of both.",
)
def bce_second_half_summed(y_true, y_pred):
    p = _clipped(y_pred)
    return -np.mean(y_true * np.log(p)) - np.sum((1 - y_true) * np.log(1 - p))


@relative(
    "bce",
    "The half for y = 0 is averaged, but the half for y = 1 is summed. One mean is taken of both.",
)
def bce_first_half_summed(y_true, y_pred):
    p = _clipped(y_pred)
    return -np.sum(y_true * np.log(p)) - np.mean((1 - y_true) * np.log(1 - p))


@relative(
    "bce",
    "You clip p to the range from 0.05 to 0.95, which changes ordinary predictions. Clip much closer to "
    "0 and 1.",
)
def bce_clip_of_a_twentieth(y_true, y_pred):
    return -np.mean(_log_likelihoods(y_true, np.clip(y_pred, 0.05, 0.95)))


@relative(
    "bce",
    "You add 0.01 inside the logarithm, which changes every loss. It has to be far smaller.",
)
def bce_hundredth_added(y_true, y_pred):
    return -np.mean(y_true * np.log(y_pred + 0.01) + (1 - y_true) * np.log(1 - y_pred + 0.01))


@relative(
    "bce",
    "You add 0.001 inside the logarithm, which changes every loss. It has to be far smaller.",
)
def bce_thousandth_added(y_true, y_pred):
    return -np.mean(y_true * np.log(y_pred + 1e-3) + (1 - y_true) * np.log(1 - y_pred + 1e-3))


@relative(
    "bce",
    "You take the mean of each class, and then the mean of the two. Each sample counts alike: take one "
    "mean over all.",
)
def bce_mean_of_class_means(y_true, y_pred):
    p = _clipped(y_pred)
    ones = np.sum(y_true * np.log(p)) / np.sum(y_true)
    zeros = np.sum((1 - y_true) * np.log(1 - p)) / max(1, np.sum(1 - y_true))
    return -(ones + zeros) / 2


@relative(
    "bce",
    "This is the mean loss of the samples with y = 1 alone. The others belong in the mean as well.",
)
def bce_mean_over_class_one(y_true, y_pred):
    return -np.sum(y_true * np.log(_clipped(y_pred))) / np.sum(y_true)


@relative(
    "bce",
    "Your sum is divided by the number of samples minus 1. Divide by their number.",
)
def bce_one_less(y_true, y_pred):
    return -np.sum(_log_likelihoods(y_true, _clipped(y_pred))) / (np.size(y_true) - 1 or 1)


@relative(
    "bce",
    "The logarithm of p is weighted with p itself, as in an entropy, and y is not used.",
)
def bce_p_for_label(y_true, y_pred):
    p = _clipped(y_pred)
    return -np.mean(p * np.log(p))


@relative(
    "bce",
    "This is the mean slope of the loss: there is no logarithm in it. Here the value is wanted.",
)
def bce_mean_slope(y_true, y_pred):
    return np.mean((y_true - y_pred) / (y_pred * (1 - y_pred)))


@relative(
    "bce",
    "You take the mean of each class, and add the two. One mean is taken over all samples.",
)
def bce_sum_of_class_means(y_true, y_pred):
    p = _clipped(y_pred)
    ones = np.sum(y_true * np.log(p)) / np.sum(y_true)
    zeros = np.sum((1 - y_true) * np.log(1 - p)) / max(1, np.sum(1 - y_true))
    return -ones - zeros


@relative(
    "bce",
    "The half for y = 0 has another sign than the half for y = 1. Look at the sign between them: both "
    "are added.",
)
def bce_minus_between(y_true, y_pred):
    p = _clipped(y_pred)
    return -np.mean(y_true * np.log(p) - (1 - y_true) * np.log(1 - p))


@relative(
    "bce_grad",
    "This is the error times p times 1 - p, as for a squared error behind a sigmoid. Here you divide by p "
    "and by 1 - p.",
)
def bce_grad_squared_error_through_sigmoid(y_true, y_pred):
    return (y_pred - y_true) * y_pred * (1 - y_pred) / np.size(y_pred)


@relative(
    "bce_grad",
    "This is the error times p times 1 - p, without a mean. Here you divide by p and by 1 - p, and by the "
    "number of values.",
)
def bce_grad_squared_error_through_sigmoid_not_averaged(y_true, y_pred):
    return (y_pred - y_true) * y_pred * (1 - y_pred)


@relative(
    "bce_grad",
    "This is twice the error times p times 1 - p, as for a squared error behind a sigmoid. Here you "
    "divide by p and by 1 - p.",
)
def bce_grad_doubled_error_through_sigmoid(y_true, y_pred):
    return 2 * (y_pred - y_true) * y_pred * (1 - y_pred) / np.size(y_pred)


@relative(
    "bce_grad",
    "This is the second derivative: it is positive everywhere, with squares below the line. Here the "
    "first one is wanted.",
)
def bce_grad_second_derivative(y_true, y_pred):
    return (y_true / y_pred**2 + (1 - y_true) / (1 - y_pred) ** 2) / np.size(y_pred)


@relative(
    "bce_grad",
    "For y = 1 you divide by 1 - p, and for y = 0 by p. It is the other way round.",
)
def bce_grad_denominators_exchanged(y_true, y_pred):
    return (-y_true / (1 - y_pred) + (1 - y_true) / y_pred) / np.size(y_pred)


@relative(
    "bce_grad",
    "You return the cost of each sample, divided by their number. Here the slope of the loss at p is "
    "wanted.",
)
def bce_grad_costs(y_true, y_pred):
    return -_log_likelihoods(y_true, y_pred) / np.size(y_pred)


@relative(
    "bce_grad",
    "You return the cost of each sample. Here the slope of the loss at p is wanted.",
)
def bce_grad_costs_not_averaged(y_true, y_pred):
    return -_log_likelihoods(y_true, y_pred)


@relative(
    "bce_grad",
    "Both halves count for every sample in yours. The label says which of the two counts.",
)
def bce_grad_without_labels(y_true, y_pred):
    return (1 / (1 - y_pred) - 1 / y_pred) / np.size(y_pred)


@relative(
    "bce_grad",
    "Your slope is -1/p for every sample. That belongs to y = 1 alone; for y = 0 look at 1 - p.",
)
def bce_grad_class_one_for_all(y_true, y_pred):
    return -1 / y_pred / np.size(y_pred)


@relative(
    "bce_grad",
    "For y = 1 you get -p, and for y = 0 you get 1 - p. Those belong below the fraction line.",
)
def bce_grad_products(y_true, y_pred):
    return ((1 - y_true) * (1 - y_pred) - y_true * y_pred) / np.size(y_pred)


@relative(
    "bce_grad",
    "The logarithms are still in your gradient. The slope of log p is 1/p.",
)
def bce_grad_logarithms_kept(y_true, y_pred):
    return ((1 - y_true) * np.log(1 - y_pred) - y_true * np.log(y_pred)) / np.size(y_pred)


@relative(
    "bce_grad",
    "The error is divided by p alone. In the slope it is divided by p and by 1 - p.",
)
def bce_grad_over_p_alone(y_true, y_pred):
    return (y_pred - y_true) / y_pred / np.size(y_pred)


@relative(
    "bce_grad",
    "The error is divided by p, but multiplied by 1 - p, and there is no mean. Both p and 1 - p stand "
    "below the line.",
)
def bce_grad_bracket_missing_not_averaged(y_true, y_pred):
    return (y_pred - y_true) / y_pred * (1 - y_pred)


@relative(
    "bce_grad",
    "Each label meets each prediction, so your gradient is a table of all pairs. It should have the shape "
    "of y_pred.",
)
def bce_grad_table(y_true, y_pred):
    y = y_true.reshape(1, -1)
    return ((1 - y) / (1 - y_pred) - y / y_pred) / np.size(y_pred)


@relative(
    "bce_grad",
    "Each label meets each prediction, and there is no mean: your gradient is a table of all pairs. It "
    "should have the shape of y_pred.",
)
def bce_grad_table_not_averaged(y_true, y_pred):
    y = y_true.reshape(1, -1)
    return (1 - y) / (1 - y_pred) - y / y_pred


@relative(
    "bce_grad",
    "Your gradient is a table in which each label meets each p, and it holds p - y alone. Each label goes "
    "with its own p, and p and 1 - p stand below the line.",
)
def bce_grad_table_of_errors(y_true, y_pred):
    return (y_pred - y_true.reshape(1, -1)) / np.size(y_pred)


@relative(
    "bce_grad",
    "You return one number, the sum of all slopes. Each prediction has a slope of its own.",
)
def bce_grad_summed(y_true, y_pred):
    return np.sum((1 - y_true) / (1 - y_pred) - y_true / y_pred)


@relative(
    "bce_grad",
    "You send p through a sigmoid and take y off: that is the slope for a logit. p has been through it "
    "already.",
)
def bce_grad_sigmoid_again(y_true, y_pred):
    return sigmoid(y_pred) - y_true


@relative(
    "bce_grad",
    "You divide by log p and by log(1 - p). The slope of log p is 1/p: the logarithms are gone.",
)
def bce_grad_over_logarithms(y_true, y_pred):
    return (-y_true / np.log(y_pred) + (1 - y_true) / np.log(1 - y_pred)) / np.size(y_pred)


@relative(
    "bce_grad",
    "You divide by log p and by log(1 - p), with one sign for both. The slope of log p is 1/p: the "
    "logarithms are gone.",
)
def bce_grad_over_logarithms_alike(y_true, y_pred):
    return (y_true / np.log(y_pred) + (1 - y_true) / np.log(1 - y_pred)) / np.size(y_pred)


@relative(
    "bce_grad",
    "This is p times 1 - p, the slope of the sigmoid. The label is not in it.",
)
def bce_grad_sigmoid_slope(y_true, y_pred):
    return y_pred * (1 - y_pred)


@relative(
    "bce_grad",
    "You return the log-likelihood of each sample. Here the slope of the loss at p is wanted.",
)
def bce_grad_log_likelihoods(y_true, y_pred):
    return _log_likelihoods(y_true, y_pred)


@relative(
    "bce_grad",
    "Both halves count for every sample in yours, and there is no mean. The label says which of the two "
    "counts.",
)
def bce_grad_without_labels_not_averaged(y_true, y_pred):
    return 1 / (1 - y_pred) - 1 / y_pred


@relative(
    "bce_grad",
    "Only the half for y = 1 is divided by the number of values. A bracket round both halves may be "
    "missing.",
)
def bce_grad_first_half_averaged(y_true, y_pred):
    return -y_true / y_pred / np.size(y_pred) + (1 - y_true) / (1 - y_pred)


@relative(
    "bce_grad",
    "Only the half for y = 0 is divided by the number of values. A bracket round both halves may be "
    "missing.",
)
def bce_grad_second_half_averaged(y_true, y_pred):
    return -y_true / y_pred + (1 - y_true) / (1 - y_pred) / np.size(y_pred)


@relative(
    "bce_grad",
    "This is the error times p. In the slope, p and 1 - p stand below the line.",
)
def bce_grad_times_p(y_true, y_pred):
    return (y_pred - y_true) * y_pred / np.size(y_pred)


@relative(
    "bce_grad",
    "You return the mean of the slopes, the same for each prediction. Each has a slope of its own.",
)
def bce_grad_averaged_over_all(y_true, y_pred):
    return np.mean((1 - y_true) / (1 - y_pred) - y_true / y_pred) + 0 * y_pred


@relative(
    "bce_grad",
    "p is taken off after the division: below the line, 1 - p needs a bracket.",
)
def bce_grad_bracket_round_rest(y_true, y_pred):
    return (-y_true / y_pred + (1 - y_true) / 1 - y_pred) / np.size(y_pred)


@relative(
    "bce_grad",
    "You divide by log p and by log(1 - p), with a minus, and there is no mean. The slope of log p is "
    "1/p: the logarithms are gone.",
)
def bce_grad_over_logarithms_not_averaged(y_true, y_pred):
    return -y_true / np.log(y_pred) - (1 - y_true) / np.log(1 - y_pred)


@relative(
    "bce_from_logits",
    "With y = 0 each sample costs log 2, whatever z is. Your form is made for labels of 1 and -1.",
)
def bce_from_logits_labels_of_one_and_minus_one(y_true, z):
    return np.mean(np.log1p(np.exp(-y_true * z)))


@relative(
    "bce_from_logits",
    "This is the mean squared error of the sigmoid. Here the cross-entropy is wanted, with logarithms.",
)
def bce_from_logits_squared_error(y_true, z):
    return np.mean((sigmoid(z) - y_true) ** 2)


@relative(
    "bce_from_logits",
    "This is the mean absolute error of the sigmoid. Here the cross-entropy is wanted, with logarithms.",
)
def bce_from_logits_absolute_error(y_true, z):
    return np.mean(np.abs(sigmoid(z) - y_true))


@relative(
    "bce_from_logits",
    "For y = 0 you take the sigmoid of 1 - z. It is 1 minus the sigmoid of z that is wanted there.",
)
def bce_from_logits_one_minus_inside(y_true, z):
    return -np.mean(y_true * np.log(sigmoid(z)) + (1 - y_true) * np.log(sigmoid(1 - z)))


@relative(
    "bce_from_logits",
    "You take the softplus of -z for every sample, as if all labels were 1. The label has no say in it.",
)
def bce_from_logits_all_labels_one(y_true, z):
    return np.mean(_softplus(-z))


@relative(
    "bce_from_logits",
    "The two labels have changed places: y = 1 has the cost of y = 0, and y = 0 has that of y = 1.",
)
def bce_from_logits_labels_exchanged(y_true, z):
    return np.mean((1 - y_true) * _softplus(-z) + y_true * _softplus(z))


@relative(
    "bce_from_logits",
    "You turn the logits into 0 and 1 first. A loss looks at how sure they are.",
)
def bce_from_logits_thresholded(y_true, z):
    p = np.clip((z > 0).astype(float), 1e-15, 1 - 1e-15)
    return -np.mean(_log_likelihoods(y_true, p))


@relative(
    "bce_from_logits",
    "Your probabilities come from a softmax over all samples, and only y = 1 counts. Each logit has a "
    "sigmoid of its own, and both labels count.",
)
def bce_from_logits_softmax_over_samples(y_true, z):
    p = np.exp(z) / np.sum(np.exp(z))
    return -np.mean(y_true * np.log(p))


@relative(
    "bce_from_logits",
    "Your probabilities come from a softmax over all samples, and you sum where y = 1. Each logit has a "
    "sigmoid of its own, and both labels count.",
)
def bce_from_logits_softmax_summed(y_true, z):
    p = np.exp(z) / np.sum(np.exp(z))
    return -np.sum(y_true * np.log(p))


@relative(
    "bce_from_logits",
    "You divide by the number of samples twice: a mean is divided by it once.",
)
def bce_from_logits_divided_twice(y_true, z):
    return np.mean(_softplus(z) - y_true * z) / np.size(z)


@relative(
    "bce_from_logits",
    "Each label meets each logit: this is the mean over a table of all pairs. Each label goes with its "
    "own logit: look at the shapes.",
)
def bce_from_logits_all_pairs(y_true, z):
    z = z.reshape(1, -1)
    return np.mean(_softplus(z) - y_true.reshape(-1, 1) * z)


@relative(
    "bce_from_logits",
    "Your labels have been smoothed to 0.05 and 0.95. Here they are taken as they are, 0 and 1.",
)
def bce_from_logits_smoothed_labels(y_true, z):
    return np.mean(_softplus(z) - (0.9 * y_true + 0.05) * z)


@relative(
    "bce_from_logits",
    "This is the focal loss: samples that are predicted well count less. Here all count alike.",
)
def bce_from_logits_focal(y_true, z):
    p = _of_true_class(y_true, sigmoid(z))
    return -np.mean((1 - p) ** 2 * np.log(p))


@relative(
    "bce_from_logits",
    "For y = 0 you take the logarithm of 1 minus z itself. It is 1 minus the sigmoid of z that is wanted.",
)
def bce_from_logits_logit_in_second_half(y_true, z):
    p = np.clip(1 - z, 1e-15, None)
    return -np.mean(y_true * np.log(sigmoid(z)) + (1 - y_true) * np.log(p))


@relative(
    "bce_from_logits",
    "Where z is above 0 it counts twice in yours: as the larger of z and 0, and in an exponential that "
    "grows. The exponential should fade away there.",
)
def bce_from_logits_growing_exponential(y_true, z):
    return np.mean(np.maximum(z, 0) - y_true * z + np.log1p(np.exp(z)))


@relative(
    "bce_from_logits",
    "Your loss is the softplus of -z, minus y times z. The softplus that goes with minus y times z is "
    "that of z.",
)
def bce_from_logits_softplus_of_minus_z(y_true, z):
    return np.mean(np.maximum(-z, 0) - y_true * z + np.log1p(np.exp(-np.abs(z))))


@relative(
    "bce_from_logits",
    "Your loss is the softplus of z, plus 1 - y times z. The term that goes with the softplus of z is "
    "minus y times z.",
)
def bce_from_logits_term_of_other_form(y_true, z):
    return np.mean(_softplus(z) + (1 - y_true) * z)


@relative(
    "bce_from_logits",
    "Look at the sign of the term with 1 - y: for a healthy sample, a large z should cost more.",
)
def bce_from_logits_other_term_taken_off(y_true, z):
    return np.mean(_softplus(-z) - (1 - y_true) * z)


@relative(
    "bce_from_logits",
    "This is the mean of the probabilities minus that of the labels. There is no logarithm in it.",
)
def bce_from_logits_mean_difference(y_true, z):
    return np.mean(sigmoid(z) - y_true)


@relative(
    "bce_from_logits",
    "The last sample is not in your sum, but you divide by all of them. Look at where it gets lost.",
)
def bce_from_logits_without_last(y_true, z):
    costs = (_softplus(z) - y_true * z).ravel()
    return np.sum(costs[:-1]) / len(costs)


@relative(
    "bce_from_logits",
    "The mean takes in only a part: y times z is taken off after it, so an array comes out.",
)
def bce_from_logits_mean_of_part(y_true, z):
    return np.mean(_softplus(z)) - y_true * z


@relative(
    "bce_from_logits",
    "For y = 1 you take z itself where the logarithm of its sigmoid belongs.",
)
def bce_from_logits_logit_in_first_half(y_true, z):
    return -np.mean(y_true * z + (1 - y_true) * np.log(1 - sigmoid(z)))


@relative(
    "bce_from_logits",
    "You take one logarithm, of the mean probability of the true classes. Take the logarithm of each, "
    "then the mean.",
)
def bce_from_logits_logarithm_of_mean(y_true, z):
    return -np.log(np.mean(_of_true_class(y_true, sigmoid(z))))


@relative(
    "bce_from_logits",
    "This is an exponential loss: there is no logarithm in it. The cross-entropy is the logarithm of 1 "
    "plus an exponential.",
)
def bce_from_logits_exponential_loss(y_true, z):
    return np.mean(np.exp(-(2 * y_true - 1) * z))


@relative(
    "bce_from_logits",
    "There are no logarithms in yours: it is the mean of what the sigmoid gives to the true class, with "
    "a minus.",
)
def bce_from_logits_without_logarithms(y_true, z):
    return -np.mean(_of_true_class(y_true, sigmoid(z)))


@relative(
    "bce_from_logits",
    "You take the largest z of all samples. Each sample has the larger of its own z and 0.",
)
def bce_from_logits_largest_of_all(y_true, z):
    return np.mean(np.max(z) - y_true * z + np.log1p(np.exp(-np.abs(z))))


@relative(
    "bce_from_logits_grad",
    "The slope of the sigmoid is still in it, as for half of a squared error. In the cross-entropy that "
    "slope cancels.",
)
def bce_from_logits_grad_squared_error(y_true, z):
    p = sigmoid(z)
    return (p - y_true) * p * (1 - p) / np.size(z)


@relative(
    "bce_from_logits_grad",
    "The slope of the sigmoid and a 2 are in it, as for a squared error. In the cross-entropy both are "
    "gone.",
)
def bce_from_logits_grad_squared_error_doubled(y_true, z):
    p = sigmoid(z)
    return 2 * (p - y_true) * p * (1 - p) / np.size(z)


@relative(
    "bce_from_logits_grad",
    "The slope of the sigmoid is still in it, and the mean is missing. In the cross-entropy that slope "
    "cancels.",
)
def bce_from_logits_grad_squared_error_not_averaged(y_true, z):
    p = sigmoid(z)
    return (p - y_true) * p * (1 - p)


@relative(
    "bce_from_logits_grad",
    "This is the slope with respect to p. The slope of the sigmoid has to be multiplied in: then p and 1 - p cancel.",
)
def bce_from_logits_grad_with_respect_to_p(y_true, z):
    p = sigmoid(z)
    return (p - y_true) / (p * (1 - p)) / np.size(z)


@relative(
    "bce_from_logits_grad",
    "You compare a decision, 0 or 1, with the label, as a perceptron does. Here the probability is "
    "compared.",
)
def bce_from_logits_grad_decision(y_true, z):
    return ((z > 0) - y_true) / np.size(z)


@relative(
    "bce_from_logits_grad",
    "Your probabilities come from a softmax over all samples. Each logit has a sigmoid of its own.",
)
def bce_from_logits_grad_softmax(y_true, z):
    return (np.exp(z) / np.sum(np.exp(z)) - y_true) / np.size(z)


@relative(
    "bce_from_logits_grad",
    "Only samples with y = 1 have a gradient in yours. Those with y = 0 pull z down, and count as well.",
)
def bce_from_logits_grad_class_one_alone(y_true, z):
    return y_true * (sigmoid(z) - 1) / np.size(z)


@relative(
    "bce_from_logits_grad",
    "Only samples with y = 0 have a gradient in yours. Those with y = 1 pull z up, and count as well.",
)
def bce_from_logits_grad_class_zero_alone(y_true, z):
    return (1 - y_true) * sigmoid(z) / np.size(z)


@relative(
    "bce_from_logits_grad",
    "You return the cost of each sample. Here the slope of the loss with respect to z is wanted.",
)
def bce_from_logits_grad_costs(y_true, z):
    return (_softplus(z) - y_true * z) / np.size(z)


@relative(
    "bce_from_logits_grad",
    "This is the slope of the sigmoid, divided by the number of values. The label is not in it.",
)
def bce_from_logits_grad_sigmoid_slope(y_true, z):
    p = sigmoid(z)
    return p * (1 - p) / np.size(z)


@relative(
    "bce_from_logits_grad",
    "Each label meets each logit, so your gradient is a table of all pairs. It should have the shape of "
    "z.",
)
def bce_from_logits_grad_table(y_true, z):
    return (sigmoid(z) - y_true.reshape(1, -1)) / np.size(z)


@relative(
    "bce_from_logits_grad",
    "Each label meets each logit, and there is no mean: your gradient is a table of all pairs. It should "
    "have the shape of z.",
)
def bce_from_logits_grad_table_not_averaged(y_true, z):
    return sigmoid(z) - y_true.reshape(1, -1)


@relative(
    "bce_from_logits_grad",
    "The error is multiplied by z. The slope for z is the error alone, divided by how many there are.",
)
def bce_from_logits_grad_times_z(y_true, z):
    return z * (sigmoid(z) - y_true) / np.size(z)


@relative(
    "bce_from_logits_grad",
    "You compare e to the power of z with the label. The probability is the sigmoid of z.",
)
def bce_from_logits_grad_exponential(y_true, z):
    return (np.exp(z) - y_true) / np.size(z)


@relative(
    "bce_from_logits_grad",
    "You compare a softplus, log(1 + e to the z), with the label. The probability is the sigmoid of z.",
)
def bce_from_logits_grad_softplus(y_true, z):
    return (_softplus(z) - y_true) / np.size(z)


@relative(
    "bce_from_logits_grad",
    "You cut z off at 0 and 1 and compare that with the label. The probability is the sigmoid of z.",
)
def bce_from_logits_grad_cut_logits(y_true, z):
    return (np.clip(z, 0, 1) - y_true) / np.size(z)


@relative(
    "bce_from_logits_grad",
    "The error is multiplied by the probability. The slope for z is the error alone, divided by how "
    "many there are.",
)
def bce_from_logits_grad_times_p(y_true, z):
    return (sigmoid(z) - y_true) * sigmoid(z) / np.size(z)


@relative(
    "bce_from_logits_grad",
    "The error is multiplied by 1 minus the probability. The slope for z is the error alone, divided by "
    "how many there are.",
)
def bce_from_logits_grad_times_one_minus_p(y_true, z):
    return (sigmoid(z) - y_true) * (1 - sigmoid(z)) / np.size(z)


@relative(
    "bce_from_logits_grad",
    "This is the slope for p, without a mean. With the slope of the sigmoid multiplied in, p and 1 - p "
    "cancel.",
)
def bce_from_logits_grad_with_respect_to_p_not_averaged(y_true, z):
    p = sigmoid(z)
    return (p - y_true) / (p * (1 - p))


@relative(
    "bce_from_logits_grad",
    "This is the slope of a hinge loss: it takes three values only. Here the probability is compared "
    "with the label.",
)
def bce_from_logits_grad_hinge(y_true, z):
    sign = 2 * y_true - 1
    return np.where(sign * z < 1, -sign, 0) / np.size(z)


@relative(
    "bce_from_logits_grad",
    "The labels are taken as 1 and -1, but the sigmoid runs from 0 to 1. Compare it with 0 and 1.",
)
def bce_from_logits_grad_labels_of_one_and_minus_one(y_true, z):
    return (sigmoid(z) - (2 * y_true - 1)) / np.size(z)


@relative(
    "bce_from_logits_grad",
    "You divide by the number of samples with y = 1. Divide by the number of all values.",
)
def bce_from_logits_grad_over_class_one(y_true, z):
    return (sigmoid(z) - y_true) / np.sum(y_true)


@relative(
    "bce_from_logits_grad",
    "The label is taken off before the sigmoid, and there is no mean. Take the sigmoid of z first.",
)
def bce_from_logits_grad_label_inside_not_averaged(y_true, z):
    return sigmoid(z - y_true)


@relative(
    "bce_from_logits_grad",
    "The error is multiplied by z, and there is no mean. The slope for z is the error alone, divided by "
    "how many there are.",
)
def bce_from_logits_grad_times_z_not_averaged(y_true, z):
    return z * (sigmoid(z) - y_true)


@relative(
    "bce_from_logits_grad",
    "You return one number, the sum of all errors. Each logit has a slope of its own.",
)
def bce_from_logits_grad_sum(y_true, z):
    return np.sum(sigmoid(z) - y_true)


@relative(
    "bce_from_logits_grad",
    "You divide by 2. Divide by the number of values.",
)
def bce_from_logits_grad_halved_not_averaged(y_true, z):
    return (sigmoid(z) - y_true) / 2


@relative(
    "bce_from_logits_grad",
    "Only the probability is divided by the number of values, the label is not. A bracket round the "
    "difference may be missing.",
)
def bce_from_logits_grad_label_not_divided(y_true, z):
    return sigmoid(z) / np.size(z) - y_true


@relative(
    "bce_from_logits_grad",
    "You divide by the number of values minus 1. Divide by their number.",
)
def bce_from_logits_grad_one_less(y_true, z):
    return (sigmoid(z) - y_true) / (np.size(z) - 1)


@relative(
    "softmax",
    "You share out sigmoids, not exponentials: each is divided by the sum of its row.",
)
def softmax_of_sigmoids(Z):
    s = sigmoid(Z)
    return s / s.sum(axis=1, keepdims=True)


@relative(
    "softmax",
    "In your rows the smallest score gets the largest share. Look at the sign in the exponential.",
)
def softmax_smallest_wins(Z):
    return softmax(-Z)


@relative(
    "softmax",
    "You give 1 to the largest score of each row and 0 to the others. A softmax gives each a share.",
)
def softmax_one_hot(Z):
    return (Z.max(axis=1, keepdims=True) <= Z).astype(float)


@relative(
    "softmax",
    "You return the place of the largest score of each row. A softmax gives a share to each score.",
)
def softmax_winner(Z):
    return np.argmax(Z, axis=1)


@relative(
    "softmax",
    "Each row runs from 0, for its smallest score, to 1, for its largest. A softmax divides exponentials by their sum.",
)
def softmax_min_max(Z):
    low, high = Z.min(axis=1, keepdims=True), Z.max(axis=1, keepdims=True)
    return (Z - low) / (high - low)


@relative(
    "softmax",
    "Each row is brought to mean 0 and deviation 1. A softmax divides exponentials by their sum.",
)
def softmax_standardized(Z):
    return (Z - Z.mean(axis=1, keepdims=True)) / Z.std(axis=1, keepdims=True)


@relative(
    "softmax",
    "You return the exponentials as they are. Each row still has to be divided by its sum.",
)
def softmax_exponentials(Z):
    return np.exp(Z)


@relative(
    "softmax",
    "There is a 1 too many in your denominator, so a row sums to less than 1.",
)
def softmax_one_more_below(Z):
    e = np.exp(Z)
    return e / (1 + e.sum(axis=1, keepdims=True))


@relative(
    "softmax",
    "Above stand the exponentials, but below the sum of the scores. Below belongs the sum of the "
    "exponentials.",
)
def softmax_over_sum_of_scores(Z):
    return np.exp(Z) / Z.sum(axis=1, keepdims=True)


@relative(
    "softmax",
    "Above stand the exponentials, but below the sum of all scores in the table. Below belong the "
    "exponentials of the row, summed.",
)
def softmax_over_sum_of_all_scores(Z):
    return np.exp(Z) / Z.sum()


@relative(
    "softmax",
    "The scores stand above, and the sum of the exponentials below. Both should hold exponentials.",
)
def softmax_scores_over_exponentials(Z):
    return Z / np.exp(Z).sum(axis=1, keepdims=True)


@relative(
    "softmax",
    "You divide by the exponential of a sum. What is wanted below is the sum of the exponentials.",
)
def softmax_exponential_of_sum(Z):
    return np.exp(Z) / np.exp(Z.sum(axis=1, keepdims=True))


@relative(
    "softmax",
    "The largest score is taken off above the line but not below. Both need the same exponentials.",
)
def softmax_maximum_off_above(Z):
    return np.exp(Z - Z.max(axis=1, keepdims=True)) / np.exp(Z).sum(axis=1, keepdims=True)


@relative(
    "softmax",
    "The largest score is taken off below the line but not above. Both need the same exponentials.",
)
def softmax_maximum_off_below(Z):
    return np.exp(Z) / np.exp(Z - Z.max(axis=1, keepdims=True)).sum(axis=1, keepdims=True)


@relative(
    "softmax",
    "The scores are divided by the largest of their row first. To make them smaller it is taken off, not "
    "divided by.",
)
def softmax_scores_over_largest(Z):
    return softmax(Z / Z.max(axis=1, keepdims=True))


@relative(
    "softmax",
    "The scores are divided by the root of the number of classes. They go into the exponential as they are.",
)
def softmax_scaled_scores(Z):
    return softmax(Z / np.sqrt(Z.shape[1]))


@relative(
    "softmax",
    "The softmax is taken twice here. Once is enough.",
)
def softmax_twice(Z):
    return softmax(softmax(Z))


@relative(
    "softmax",
    "You divide squares by their sum. A softmax divides exponentials.",
)
def softmax_of_squares(Z):
    return Z**2 / (Z**2).sum(axis=1, keepdims=True)


@relative(
    "softmax",
    "You divide the scores by the sum of their sizes. A softmax divides exponentials.",
)
def softmax_over_sizes(Z):
    return Z / np.abs(Z).sum(axis=1, keepdims=True)


@relative(
    "softmax",
    "You divide the positive scores by their sum. A softmax divides exponentials, so that each score gets a share.",
)
def softmax_of_positive_scores(Z):
    positive = np.maximum(Z, 0)
    return positive / positive.sum(axis=1, keepdims=True)


@relative(
    "softmax",
    "All rows of your result are those of the first sample. Each sample has a row of its own.",
)
def softmax_first_sample_for_all(Z):
    return np.tile(softmax(Z)[0], (len(Z), 1))


@relative(
    "softmax",
    "All rows of your result are those of the last sample. Each sample has a row of its own.",
)
def softmax_last_sample_for_all(Z):
    return np.tile(softmax(Z)[-1], (len(Z), 1))


@relative(
    "softmax",
    "Only the first sample is in your result. Each row of Z gives a row.",
)
def softmax_first_sample(Z):
    return softmax(Z)[0]


@relative(
    "softmax",
    "Only the last sample is in your result. Each row of Z gives a row.",
)
def softmax_last_sample(Z):
    return softmax(Z)[-1]


@relative(
    "softmax",
    "Your sum goes on from row to row. Start from 0 again for each sample.",
)
def softmax_sum_goes_on(Z):
    e = np.exp(Z)
    return e / np.cumsum(e.sum(axis=1))[:, None]


@relative(
    "softmax",
    "Every row is divided by the first row's sum. Each row has a sum of its own.",
)
def softmax_first_sum_for_all(Z):
    e = np.exp(Z)
    return e / e[0].sum()


@relative(
    "softmax",
    "Every row is divided by the last row's sum. Each row has a sum of its own.",
)
def softmax_last_sum_for_all(Z):
    e = np.exp(Z)
    return e / e[-1].sum()


@relative(
    "softmax",
    "Each exponential is divided by the sum of the others: these are odds. Its own belongs in the sum as "
    "well.",
)
def softmax_odds(Z):
    e = np.exp(Z)
    return e / (e.sum(axis=1, keepdims=True) - e)


@relative(
    "softmax",
    "You divide by the number of classes. Each row is divided by the sum of its exponentials.",
)
def softmax_over_number_of_classes(Z):
    return np.exp(Z) / Z.shape[1]


@relative(
    "softmax",
    "Each exponential is divided by the length of its row, the root of the summed squares. Divide by the plain sum.",
)
def softmax_over_length(Z):
    e = np.exp(Z)
    return e / np.sqrt((e**2).sum(axis=1, keepdims=True))


@relative(
    "softmax",
    "The columns are shared out first, and the rows after that. Only the rows should be.",
)
def softmax_columns_then_rows(Z):
    e = np.exp(Z) / np.exp(Z).sum(axis=0)
    return e / e.sum(axis=1, keepdims=True)


@relative(
    "softmax",
    "This is the slope of the softmax, p times 1 - p. Here the softmax itself is wanted.",
)
def softmax_slope(Z):
    p = softmax(Z)
    return p * (1 - p)


@relative(
    "softmax",
    "This is the logarithm of the summed exponentials, one number for each row. A softmax gives a share "
    "to each score.",
)
def softmax_log_sum(Z):
    return np.log(np.exp(Z).sum(axis=1, keepdims=True))


@relative(
    "softmax",
    "This is the sum of the exponentials for each row. Each exponential is to be divided by it.",
)
def softmax_row_sums(Z):
    return np.exp(Z).sum(axis=1)


@relative(
    "softmax",
    "This is a sparsemax: small scores get exactly 0. A softmax gives each score a share.",
)
def softmax_sparsemax(Z):
    ordered = -np.sort(-Z, axis=1)
    sums = np.cumsum(ordered, axis=1)
    places = np.arange(1, Z.shape[1] + 1)
    count = (1 + places * ordered > sums).sum(axis=1)
    border = (sums[np.arange(len(Z)), count - 1] - 1) / count
    return np.maximum(0, Z - border[:, None])


@relative(
    "softmax",
    "Each score is divided by the largest of its row. A softmax divides exponentials by their sum.",
)
def softmax_scores_over_largest_alone(Z):
    return Z / Z.max(axis=1, keepdims=True)


@relative(
    "softmax",
    "You take the largest of each row off, and that is all. The exponentials and the division come "
    "after that.",
)
def softmax_shifted_scores(Z):
    return Z - Z.max(axis=1, keepdims=True)


@relative(
    "softmax",
    "Each score is divided by the sum of the table. A softmax divides exponentials by the sum of their "
    "row.",
)
def softmax_scores_over_all(Z):
    return Z / Z.sum()


@relative(
    "softmax",
    "This is the logarithm of shares of the whole table. The shares themselves are wanted, for each "
    "row.",
)
def softmax_logarithm_over_all(Z):
    return Z - np.log(np.exp(Z).sum())


@relative(
    "softmax",
    "The largest number in your table is 1, and no row sums to 1. Each row still has to be divided by its "
    "sum.",
)
def softmax_over_largest_of_all(Z):
    return np.exp(Z - Z.max())


@relative(
    "softmax",
    "The largest score of the table is taken off above the line but not below. Both need the same "
    "exponentials.",
)
def softmax_table_maximum_off_above(Z):
    return np.exp(Z - Z.max()) / np.exp(Z).sum(axis=1, keepdims=True)


@relative(
    "softmax",
    "The largest score of the table is taken off below the line but not above. Both need the same "
    "exponentials.",
)
def softmax_table_maximum_off_below(Z):
    return np.exp(Z) / np.exp(Z - Z.max()).sum(axis=1, keepdims=True)


@relative(
    "softmax",
    "The smallest score of each row is taken off, and then each is divided by the row's sum: there is "
    "no exponential.",
)
def softmax_from_smallest(Z):
    Z = Z - Z.min(axis=1, keepdims=True)
    return Z / Z.sum(axis=1, keepdims=True)


@relative(
    "softmax",
    "You share out softplus values. A softmax shares out exponentials.",
)
def softmax_of_softplus(Z):
    s = _softplus(Z)
    return s / s.sum(axis=1, keepdims=True)


@relative(
    "softmax",
    "You round the result to two decimals. Keep all of them.",
)
def softmax_two_decimals(Z):
    return np.round(softmax(Z), 2)


@relative(
    "softmax",
    "You round the result to three decimals. Keep all of them.",
)
def softmax_three_decimals(Z):
    return np.round(softmax(Z), 3)


@relative(
    "softmax",
    "The last score of each row is not in your sum. Look at where it gets lost.",
)
def softmax_without_last_class(Z):
    e = np.exp(Z)
    return e / e[:, :-1].sum(axis=1, keepdims=True)


@relative(
    "softmax",
    "The first score of each row is not in your sum. Python counts places from 0.",
)
def softmax_without_first_class(Z):
    e = np.exp(Z)
    return e / e[:, 1:].sum(axis=1, keepdims=True)


@relative(
    "softmax",
    "Each exponential is divided by the sum up to itself. Add up the whole row first, then divide.",
)
def softmax_sum_so_far(Z):
    e = np.exp(Z)
    return e / np.cumsum(e, axis=1)


@relative(
    "softmax",
    "Each exponential is divided by the sum of all before it and itself, over all rows. Add up a whole "
    "row first, then divide.",
)
def softmax_sum_so_far_over_all(Z):
    e = np.exp(Z)
    return e / np.cumsum(e).reshape(Z.shape)


@relative(
    "softmax",
    "You divide by the exponential of the sum of the table. What is wanted below is the sum of the "
    "exponentials of the row.",
)
def softmax_exponential_of_all(Z):
    return np.exp(Z) / np.exp(Z.sum())


@relative(
    "softmax",
    "Each row is brought to mean 0 and deviation 1 before the softmax. The scores go in as they are.",
)
def softmax_standardized_first(Z):
    return softmax((Z - Z.mean(axis=1, keepdims=True)) / Z.std(axis=1, keepdims=True))


@relative(
    "softmax",
    "The powers in yours have the base 10. The softmax has the base e.",
)
def softmax_base_ten(Z):
    return softmax(Z * np.log(10))


@relative(
    "softmax",
    "You divide the exponentials by the number of samples. Each row is divided by its own sum.",
)
def softmax_over_number_of_samples(Z):
    return np.exp(Z) / len(Z)


@relative(
    "softmax",
    "The rows are shared out first, and the columns after that. Only the rows should be.",
)
def softmax_rows_then_columns(Z):
    p = softmax(Z)
    return p / p.sum(axis=0)


@relative(
    "softmax",
    "Only your first row holds shares; the others are 0. Each row of Z gives a row.",
)
def softmax_first_row_alone(Z):
    p = np.zeros(Z.shape)
    p[0] = softmax(Z)[0]
    return p


@relative(
    "softmax",
    "Your last row holds zeros. It gets lost: look at where your count of rows ends.",
)
def softmax_last_row_empty(Z):
    p = softmax(Z)
    p[-1] = 0
    return p


@relative(
    "softmax",
    "Each exponential is divided by the first of its row. Divide by the sum of the row.",
)
def softmax_relative_to_first(Z):
    e = np.exp(Z)
    return e / e[:, :1]


@relative(
    "softmax",
    "Each exponential is divided by the last of its row. Divide by the sum of the row.",
)
def softmax_relative_to_last(Z):
    e = np.exp(Z)
    return e / e[:, -1:]


@relative(
    "softmax",
    "You give 1 to the largest score of the table, and 0 to all others. A softmax gives each score a "
    "share of its row.",
)
def softmax_one_hot_of_table(Z):
    return (Z.max() == Z).astype(float)


@relative(
    "softmax",
    "You divide the score by the logarithm of the sum. The quotient is taken of the exponentials, and "
    "no logarithm after that.",
)
def softmax_quotient_of_logarithms(Z):
    return Z / np.log(np.exp(Z).sum(axis=1, keepdims=True))


def _log(P):
    return np.log(np.clip(P, 1e-15, 1))


@relative(
    "cross_entropy",
    "Classes that are not the true one also cost something in yours, as in the binary loss with its half "
    "for 1 - y. Only the true class counts.",
)
def cross_entropy_with_binary_half(Y_true, Y_pred):
    return -np.sum(_log_likelihoods(Y_true, Y_pred)) / len(Y_true)


@relative(
    "cross_entropy",
    "Classes that are not the true one also cost something in yours, as in the binary loss, and there is "
    "no mean. Only the true class counts.",
)
def cross_entropy_with_binary_half_summed(Y_true, Y_pred):
    return -np.sum(_log_likelihoods(Y_true, Y_pred))


@relative(
    "cross_entropy",
    "A softmax is taken of Y_pred once more. Its rows hold probabilities already.",
)
def cross_entropy_softmax_again(Y_true, Y_pred):
    return -np.sum(Y_true * np.log(softmax(Y_pred))) / len(Y_true)


@relative(
    "cross_entropy",
    "A softmax is taken of Y_pred once more, and you divide by the number of all entries. The rows hold "
    "probabilities already, and the mean is over the rows.",
)
def cross_entropy_softmax_again_over_entries(Y_true, Y_pred):
    return -np.mean(Y_true * np.log(softmax(Y_pred)))


@relative(
    "cross_entropy",
    "The logarithms of all entries are averaged, whatever the labels are. In each row only the true class "
    "counts.",
)
def cross_entropy_mean_of_all_entries(Y_true, Y_pred):
    return -np.mean(_log(Y_pred))


@relative(
    "cross_entropy",
    "You take the logarithm of the mean probability of the true classes. Take the logarithm of each sample first.",
)
def cross_entropy_logarithm_of_mean(Y_true, Y_pred):
    return -np.log(np.sum(Y_true * Y_pred) / len(Y_true))


@relative(
    "cross_entropy",
    "You take one logarithm, of the summed probabilities of the true classes. Take the logarithm of each sample first.",
)
def cross_entropy_logarithm_of_sum(Y_true, Y_pred):
    return -np.log(np.sum(Y_true * Y_pred))


@relative(
    "cross_entropy",
    "This is 1 minus the mean probability of the true class. The loss is made with its logarithm.",
)
def cross_entropy_one_minus_probability(Y_true, Y_pred):
    return 1 - np.sum(Y_true * Y_pred) / len(Y_true)


@relative(
    "cross_entropy",
    "This is the share of rows in which the largest probability misses the true class. A loss looks at how sure the "
    "network is.",
)
def cross_entropy_error_rate(Y_true, Y_pred):
    return np.mean(Y_true.argmax(axis=1) != Y_pred.argmax(axis=1))


@relative(
    "cross_entropy",
    "This is the accuracy: the share of rows whose largest probability is that of the true class. A loss looks at how "
    "sure the network is.",
)
def cross_entropy_accuracy(Y_true, Y_pred):
    return np.mean(Y_true.argmax(axis=1) == Y_pred.argmax(axis=1))


@relative(
    "cross_entropy",
    "The column of each true class is taken for all samples, and the whole table is averaged. From each "
    "row only its own class counts.",
)
def cross_entropy_columns_of_classes(Y_true, Y_pred):
    return -np.mean(_log(Y_pred[:, Y_true.argmax(axis=1)]))


@relative(
    "cross_entropy",
    "Each row of labels meets each row of predictions, and the whole table is summed. A row of labels "
    "goes with its own row.",
)
def cross_entropy_all_pairs_summed(Y_true, Y_pred):
    return -np.sum(Y_true @ _log(Y_pred).T)


@relative(
    "cross_entropy",
    "Each row of labels meets each row of predictions, and the table is summed and divided by the number "
    "of samples. A row of labels goes with its own row.",
)
def cross_entropy_all_pairs(Y_true, Y_pred):
    return -np.sum(Y_true @ _log(Y_pred).T) / len(Y_true)


@relative(
    "cross_entropy",
    "You return a table in which each row of labels meets each row of predictions. A row of labels goes "
    "with its own row, and a loss is one number.",
)
def cross_entropy_table_of_pairs(Y_true, Y_pred):
    return -(Y_true @ _log(Y_pred).T) / len(Y_true)


@relative(
    "cross_entropy",
    "You return a number for each entry of the table. Sum within each row, then take the mean over the samples.",
)
def cross_entropy_not_summed(Y_true, Y_pred):
    return -Y_true * _log(Y_pred)


@relative(
    "cross_entropy",
    "You return a number for each class. Sum over the classes, and take the mean over the samples.",
)
def cross_entropy_by_class(Y_true, Y_pred):
    return -np.sum(Y_true * _log(Y_pred), axis=0)


@relative(
    "cross_entropy",
    "Only the first class is in your loss. Each sample has its own true class.",
)
def cross_entropy_first_class(Y_true, Y_pred):
    return -np.sum(Y_true[:, 0] * _log(Y_pred[:, 0])) / len(Y_true)


@relative(
    "cross_entropy",
    "Every sample is taken to be of the first class. The labels say which class is the true one.",
)
def cross_entropy_first_class_for_all(Y_true, Y_pred):
    return -np.mean(_log(Y_pred[:, 0]))


@relative(
    "cross_entropy",
    "This is the focal loss: samples that are predicted well count less. Here all count alike.",
)
def cross_entropy_focal(Y_true, Y_pred):
    p = np.sum(Y_true * Y_pred, axis=1)
    return -np.mean((1 - p) ** 2 * _log(p))


@relative(
    "cross_entropy",
    "A tenth of each label has been shared out over all classes. Here the labels are taken as they are, 0 and 1.",
)
def cross_entropy_smoothed_labels(Y_true, Y_pred):
    labels = 0.9 * Y_true + 0.1 / Y_true.shape[1]
    return -np.sum(labels * _log(Y_pred)) / len(Y_true)


@relative(
    "cross_entropy",
    "You divide by the number of samples twice: a mean is divided by it once.",
)
def cross_entropy_divided_twice(Y_true, Y_pred):
    return -np.sum(Y_true * _log(Y_pred)) / len(Y_true) ** 2


@relative(
    "cross_entropy",
    "You return a table in which each row of labels meets each row of predictions. A row of labels goes "
    "with its own row, and a loss is one number.",
)
def cross_entropy_table_of_pairs_not_averaged(Y_true, Y_pred):
    return -(Y_true @ _log(Y_pred).T)


@relative(
    "cross_entropy",
    "You return a table in which each class meets each other class. Each probability goes with its own "
    "label, and a loss is one number.",
)
def cross_entropy_table_of_classes(Y_true, Y_pred):
    return -(Y_true.T @ _log(Y_pred)) / len(Y_true)


@relative(
    "cross_entropy",
    "You return a table in which each class meets each other class. Each probability goes with its own "
    "label, and a loss is one number.",
)
def cross_entropy_table_of_classes_not_averaged(Y_true, Y_pred):
    return -(Y_true.T @ _log(Y_pred))


@relative(
    "cross_entropy",
    "This is the product of the probabilities of the true classes. Take their logarithms, a minus, and "
    "the mean.",
)
def cross_entropy_product(Y_true, Y_pred):
    return np.prod(np.sum(Y_true * Y_pred, axis=1))


@relative(
    "cross_entropy",
    "You take the smallest probability of each row. What counts is that of the true class.",
)
def cross_entropy_smallest(Y_true, Y_pred):
    return -np.mean(_log(Y_pred.min(axis=1)))


@relative(
    "cross_entropy",
    "You add 0.01 inside the logarithm, which changes every loss. It has to be far smaller.",
)
def cross_entropy_hundredth_added(Y_true, Y_pred):
    return -np.sum(Y_true * np.log(Y_pred + 0.01)) / len(Y_true)


@relative(
    "cross_entropy",
    "You add 0.001 inside the logarithm, which changes every loss. It has to be far smaller.",
)
def cross_entropy_thousandth_added(Y_true, Y_pred):
    return -np.sum(Y_true * np.log(Y_pred + 1e-3)) / len(Y_true)


@relative(
    "cross_entropy",
    "The last sample is not in your sum, but you divide by all of them. Look at where it gets lost.",
)
def cross_entropy_without_last_sample(Y_true, Y_pred):
    return -np.sum((Y_true * _log(Y_pred))[:-1]) / len(Y_true)


@relative(
    "cross_entropy",
    "Samples of the last class cost nothing in yours. Look at where that class gets lost.",
)
def cross_entropy_without_last_class(Y_true, Y_pred):
    return -np.sum((Y_true * _log(Y_pred))[:, :-1]) / len(Y_true)


@relative(
    "cross_entropy",
    "Samples of the first class cost nothing in yours. Python counts places from 0.",
)
def cross_entropy_without_first_class(Y_true, Y_pred):
    return -np.sum((Y_true * _log(Y_pred))[:, 1:]) / len(Y_true)


@relative(
    "cross_entropy",
    "Every sample is taken to be of the last class. The labels say which class is the true one.",
)
def cross_entropy_last_class_for_all(Y_true, Y_pred):
    return -np.mean(_log(Y_pred[:, -1]))


@relative(
    "cross_entropy",
    "A softmax is taken of Y_pred once more, and there is no mean. Its rows hold probabilities already.",
)
def cross_entropy_softmax_again_summed(Y_true, Y_pred):
    return -np.sum(Y_true * np.log(softmax(Y_pred)))


@relative(
    "cross_entropy",
    "You add up 1/p of the true classes, as in a slope. The loss holds the logarithm of p.",
)
def cross_entropy_sum_of_inverses(Y_true, Y_pred):
    return np.sum(Y_true / Y_pred) / len(Y_true)


@relative(
    "cross_entropy",
    "This is made of -1/p for the true classes, a slope. The loss holds the logarithm of p.",
)
def cross_entropy_slope(Y_true, Y_pred):
    return -np.sum(Y_true / Y_pred) / len(Y_true)


@relative(
    "cross_entropy",
    "Only classes that are not the true one cost something in yours. It is the true one that counts, "
    "with log p.",
)
def cross_entropy_other_half_alone(Y_true, Y_pred):
    return -np.sum((1 - Y_true) * np.log(1 - Y_pred)) / len(Y_true)


@relative(
    "cross_entropy",
    "Only classes that are not the true one cost something in yours. It is the true one that counts, "
    "with log p.",
)
def cross_entropy_other_half_alone_over_entries(Y_true, Y_pred):
    return -np.mean((1 - Y_true) * np.log(1 - Y_pred))


@relative(
    "cross_entropy",
    "The half with 1 - y and 1 - p is taken off in yours. It belongs to the binary loss: only the true "
    "class counts here.",
)
def cross_entropy_binary_half_taken_off(Y_true, Y_pred):
    return -np.sum(Y_true * np.log(Y_pred) - (1 - Y_true) * np.log(1 - Y_pred)) / len(Y_true)


@relative(
    "cross_entropy",
    "This is half of the sum over the samples. The mean is the sum divided by how many there are.",
)
def cross_entropy_half_sum(Y_true, Y_pred):
    return -np.sum(Y_true * _log(Y_pred)) / 2


@relative(
    "cross_entropy",
    "This is a hinge loss: it compares the largest probability with that of the true class. Here the "
    "logarithm of the latter is wanted.",
)
def cross_entropy_hinge(Y_true, Y_pred):
    return np.mean(1 + Y_pred.max(axis=1) - np.sum(Y_true * Y_pred, axis=1))


@relative(
    "cross_entropy",
    "Your loss is half as large as it should be. There is no half in it.",
)
def cross_entropy_half(Y_true, Y_pred):
    return -np.sum(Y_true * _log(Y_pred)) / len(Y_true) / 2
