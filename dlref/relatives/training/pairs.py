"""Two mistakes in a prediction or in standardizing, in different parts of it."""

import numpy as np

from dlref.relatives._pairs import Mistake, pairs, singles, threes
from dlref.relatives.backprop.pairs import IN_THE_NETWORK, forward_made_of

# --- predict ---


def _predict(**parts):
    forward = forward_made_of(**parts)

    def predict(params, X):
        return forward(params, X)["P"]

    return predict


_AMBIGUOUS = {"decision", "turned_sigmoid"}
"""Many networks give the same decisions, and a sign can turn before the sigmoid as well as in it."""
_MISTAKES = [mistake for mistake in IN_THE_NETWORK if mistake.name not in _AMBIGUOUS]

globals().update(pairs("predict", _predict, _MISTAKES))


# --- standardize ---


def _standardize(
    known=lambda X_train, X_test: (X_train, X_train),
    axis=lambda: 0,
    centre=np.mean,
    scale=np.std,
    guarded=lambda deviation: np.where(deviation > 0, deviation, 1),
    together=lambda X, centre, scale: (X - centre) / scale,
):
    def standardize(X_train, X_test):
        by_train, by_test = known(X_train, X_test)
        return _scaled(X_train, by_train), _scaled(X_test, by_test)

    def _scaled(X, by):
        with np.errstate(all="ignore"):
            deviation = guarded(np.asarray(scale(by, axis=axis())))
            return together(X, centre(by, axis=axis()), deviation)

    return standardize


def _both(X_train, X_test):
    both = np.concatenate([X_train, X_test])
    return both, both


_STANDARDIZE = (
    Mistake(
        "known",
        "own_numbers",
        "The test set is scaled with numbers of its own: use those of the training set.",
        lambda X_train, X_test: (X_train, X_test),
    ),
    Mistake(
        "known",
        "both_sets",
        "The numbers come from both sets together: use the training set alone.",
        _both,
    ),
    Mistake(
        "axis",
        "whole_table",
        "One number is made of the whole table: each gene needs its own.",
        lambda: None,
    ),
    Mistake("centre", "not_centred", "No mean is subtracted.", lambda X, axis: 0),
    Mistake("centre", "median", "The median stands in place of the mean.", np.median),
    Mistake("scale", "variance", "You divide by the variance: take its root.", np.var),
    Mistake("scale", "not_scaled", "You don't divide by a deviation.", lambda X, axis: np.ones(1)),
    Mistake("centre", "minimum", "The smallest value stands in place of the mean.", np.min),
    Mistake("centre", "maximum", "The largest value stands in place of the mean.", np.max),
    Mistake("centre", "sum", "The sum stands in place of the mean.", np.sum),
    Mistake(
        "centre",
        "first_sample",
        "The first sample stands in place of the mean.",
        lambda X, axis: X[0],
    ),
    Mistake(
        "centre",
        "one_mean",
        "One mean of the whole table is subtracted: each gene has its own.",
        lambda X, axis: X.mean(),
    ),
    Mistake(
        "scale", "maximum_scale", "You divide by the largest value: take the deviation.", np.max
    ),
    Mistake(
        "scale",
        "largest_size",
        "You divide by the largest size: take the deviation.",
        lambda X, axis: np.abs(X).max(axis=axis),
    ),
    Mistake("scale", "sum_scale", "You divide by the sum: take the deviation.", np.sum),
    Mistake(
        "scale",
        "length",
        "You divide by the length of the column: take the deviation.",
        lambda X, axis: np.sqrt((X**2).sum(axis=axis)),
    ),
    Mistake(
        "scale",
        "root_of_deviation",
        "You divide by the root of the deviation.",
        lambda X, axis: np.sqrt(X.std(axis=axis)),
    ),
    Mistake(
        "scale",
        "mean_distance",
        "You divide by the mean distance from the mean: take the deviation.",
        lambda X, axis: np.abs(X - X.mean(axis=axis)).mean(axis=axis),
    ),
    Mistake(
        "scale",
        "one_deviation",
        "You divide by one deviation of the whole table: each gene has its own.",
        lambda X, axis: X.std(),
    ),
    Mistake("scale", "mean_scale", "You divide by the mean: take the deviation.", np.mean),
    Mistake(
        "scale",
        "twice_deviation",
        "You divide by twice the deviation.",
        lambda X, axis: 2 * X.std(axis=axis),
    ),
    Mistake(
        "scale",
        "half_deviation",
        "You divide by half of the deviation.",
        lambda X, axis: X.std(axis=axis) / 2,
    ),
    Mistake(
        "scale",
        "deviation_times_rows",
        "The deviation is multiplied by the number of rows.",
        lambda X, axis: X.std(axis=axis) * len(X),
    ),
    Mistake(
        "guarded", "one_added", "1 is added to each deviation.", lambda deviation: deviation + 1
    ),
    Mistake(
        "guarded",
        "a_tenth_added",
        "0.1 is added to each deviation: leave it as it is where it is not 0.",
        lambda deviation: deviation + 0.1,
    ),
    Mistake(
        "guarded",
        "a_hundredth_added",
        "0.01 is added to each deviation: leave it as it is where it is not 0.",
        lambda deviation: deviation + 0.01,
    ),
    Mistake(
        "guarded",
        "a_thousandth_added",
        "0.001 is added to each deviation: leave it as it is where it is not 0.",
        lambda deviation: deviation + 0.001,
    ),
    Mistake(
        "together",
        "no_brackets",
        "You divide the mean alone: put the difference in brackets.",
        lambda X, centre, scale: X - centre / scale,
    ),
    Mistake(
        "together",
        "scaled_first",
        "You divide first and subtract the mean after it: subtract first.",
        lambda X, centre, scale: X / scale - centre,
    ),
    Mistake(
        "together",
        "added",
        "The mean is added: subtract it.",
        lambda X, centre, scale: (X + centre) / scale,
    ),
    Mistake(
        "together",
        "reversed",
        "The data are taken from the mean: the other way round.",
        lambda X, centre, scale: (centre - X) / scale,
    ),
    Mistake(
        "together",
        "multiplied",
        "You multiply by the spread: divide by it.",
        lambda X, centre, scale: (X - centre) * scale,
    ),
    Mistake(
        "together",
        "exchanged",
        "Mean and deviation have changed places.",
        lambda X, centre, scale: (X - scale) / np.where(centre == 0, 1, centre),
    ),
    Mistake(
        "together",
        "sizes",
        "The result has lost its minus signs.",
        lambda X, centre, scale: np.abs(X - centre) / scale,
    ),
    Mistake("scale", "range", "You divide by the range: take the deviation.", np.ptp),
)
globals().update(pairs("standardize", _standardize, _STANDARDIZE))
globals().update(singles("standardize", _standardize, _STANDARDIZE))


# --- the two sets of standardize, each in a way of its own ---


def _scaled_by(X, by):
    deviation = by.std(axis=0)
    return (X - by.mean(axis=0)) / np.where(deviation > 0, deviation, 1)


def _of_the_sets(train=_scaled_by, test=_scaled_by):
    def standardize(X_train, X_test):
        return train(X_train, X_train), test(X_test, X_train)

    return standardize


_WAYS = {
    "as_it_was": ("comes back as it was", lambda X, by: 1.0 * X),
    "centred_alone": (
        "is centred, but not divided by the deviation",
        lambda X, by: X - by.mean(axis=0),
    ),
    "divided_alone": (
        "is divided by the deviation, but not centred",
        lambda X, by: X / np.where(by.std(axis=0) > 0, by.std(axis=0), 1),
    ),
    "by_one_number": (
        "is scaled by one mean and one deviation for all genes",
        lambda X, by: (X - by.mean()) / by.std(),
    ),
    "by_its_own_number": (
        "is scaled by one mean and one deviation of its own for all genes",
        lambda X, by: (X - X.mean()) / X.std(),
    ),
    "by_scaled_data": (
        "is scaled by numbers of the training set after this was scaled, when they are 0 and 1",
        lambda X, by: _scaled_by(X, _scaled_by(by, by)),
    ),
}
_SETS = tuple(
    Mistake(part, f"{part}_{name}", f"`X_{part}` {words}.", way)
    for part in ("train", "test")
    for name, (words, way) in _WAYS.items()
    if (part, name) not in {("train", "by_scaled_data"), ("train", "by_its_own_number")}
)

globals().update(singles("standardize", _of_the_sets, _SETS))
globals().update(pairs("standardize", _of_the_sets, _SETS))


# --- accuracy ---


def _accuracy(
    decides=lambda p, threshold, y: p > threshold,
    right=lambda decided, y: decided == y,
    measure=lambda hits, y: np.mean(hits),
):
    def accuracy(y_true, y_prob, threshold=0.5):
        y, p = np.asarray(y_true, float), np.asarray(y_prob, float)
        with np.errstate(all="ignore"):
            return float(measure(right(decides(p, threshold, y), y), y))

    return accuracy


_ACCURACY = (
    Mistake(
        "decides",
        "undecided",
        "The probability is used as it is: decide first with threshold.",
        lambda p, threshold, y: p,
    ),
    Mistake(
        "right",
        "distance",
        "The distance from the labels is taken: count where both agree.",
        lambda decided, y: np.abs(decided - y),
    ),
    Mistake(
        "decides",
        "fixed_half",
        "The border is always 0.5: use threshold.",
        lambda p, threshold, y: p > 0.5,
    ),
    Mistake(
        "decides",
        "turned",
        "A probability below the threshold counts as 1: the other way round.",
        lambda p, threshold, y: p < threshold,
    ),
    Mistake(
        "decides",
        "rest",
        "The border is 1 - threshold: it is threshold.",
        lambda p, threshold, y: p > 1 - threshold,
    ),
    Mistake(
        "decides",
        "mean_as_border",
        "The mean of y_prob is the border: use threshold.",
        lambda p, threshold, y: p > p.mean(),
    ),
    Mistake(
        "decides",
        "median_as_border",
        "The median of y_prob is the border: use threshold.",
        lambda p, threshold, y: p > np.median(p),
    ),
    Mistake(
        "decides",
        "share_as_border",
        "The share of ones is the border: use threshold.",
        lambda p, threshold, y: p > y.mean(),
    ),
    Mistake(
        "decides",
        "scaled",
        "You take y_prob times threshold: compare the two.",
        lambda p, threshold, y: p * threshold > 0.5,
    ),
    Mistake(
        "decides",
        "above_0",
        "Any probability above 0 counts as 1: use threshold.",
        lambda p, threshold, y: p > 0,
    ),
    Mistake(
        "decides",
        "cut",
        "The probability is cut to a whole number: compare it with threshold.",
        lambda p, threshold, y: np.trunc(p),
    ),
    Mistake(
        "decides",
        "label_as_border",
        "Each label is the border: use threshold.",
        lambda p, threshold, y: p > y,
    ),
    Mistake(
        "right",
        "wrong_ones",
        "The wrong answers are counted: count the right ones.",
        lambda decided, y: decided != y,
    ),
    Mistake(
        "right",
        "ones_alone",
        "Only right ones are counted: right zeros count, too.",
        lambda decided, y: decided * y,
    ),
    Mistake(
        "right",
        "either",
        "All samples count that are 1 on one side or both: count where both agree.",
        lambda decided, y: np.maximum(decided, y),
    ),
    Mistake(
        "right",
        "decided",
        "The labels play no part: compare with them.",
        lambda decided, y: 1 * decided,
    ),
    Mistake(
        "right",
        "signed",
        "The labels are taken from the decisions: compare the two.",
        lambda decided, y: decided - y,
    ),
    Mistake(
        "measure",
        "summed",
        "The right ones are counted: give their share.",
        lambda hits, y: np.sum(hits),
    ),
    Mistake(
        "measure", "percent", "The share is given in percent.", lambda hits, y: 100 * np.mean(hits)
    ),
    Mistake(
        "measure",
        "one_sample_less",
        "You divide by the number of samples less 1.",
        lambda hits, y: np.sum(hits) / (len(y) - 1),
    ),
    Mistake(
        "measure",
        "by_ones",
        "You divide by the number of ones: divide by that of all samples.",
        lambda hits, y: np.sum(hits) / np.sum(y),
    ),
    Mistake("measure", "rest", "1 minus the share is given.", lambda hits, y: 1 - np.mean(hits)),
    Mistake("measure", "half", "Half of the share is given.", lambda hits, y: np.mean(hits) / 2),
    Mistake(
        "measure",
        "deviation",
        "The deviation is taken: take the mean.",
        lambda hits, y: np.std(hits),
    ),
    Mistake(
        "measure",
        "without_the_first",
        "The first sample is left out of the count.",
        lambda hits, y: np.sum(hits[1:]) / len(y),
    ),
    Mistake(
        "measure",
        "without_the_last",
        "The last sample is left out of the count.",
        lambda hits, y: np.sum(hits[:-1]) / len(y),
    ),
    Mistake(
        "measure",
        "without_the_first_at_all",
        "The first sample is left out.",
        lambda hits, y: np.mean(hits[1:]),
    ),
    Mistake(
        "measure",
        "without_the_last_at_all",
        "The last sample is left out.",
        lambda hits, y: np.mean(hits[:-1]),
    ),
    Mistake(
        "measure",
        "two_decimals",
        "The share is rounded to 2 decimals: keep them all.",
        lambda hits, y: np.round(np.mean(hits), 2),
    ),
)

globals().update(singles("accuracy", _accuracy, _ACCURACY))
globals().update(
    pairs(
        "accuracy",
        _accuracy,
        _ACCURACY,
        [
            "turned_and_wrong_ones",
            "turned_and_rest",
            "wrong_ones_and_rest",
            "distance_and_turned",
            "distance_and_rest",
        ],
    )
)
globals().update(
    threes(
        "predict",
        _predict,
        _MISTAKES,
        "no_b1 minus_b1 no_relu tanh sigmoid no_b2 minus_b2 no_sigmoid tanh_output relu_output",
    )
)
globals().update(
    threes(
        "standardize",
        _standardize,
        _STANDARDIZE,
        "own_numbers both_sets whole_table not_centred median minimum variance not_scaled range no_brackets",
    )
)
