"""Two mistakes in softmax or in cross-entropy, in different parts of it."""

import numpy as np

from dlref.relatives._pairs import Mistake, pairs, singles, threes

# --- softmax ---


def _softmax(
    logits=lambda Z: Z,
    score=np.exp,
    total=lambda E: E.sum(axis=1, keepdims=True),
    together=lambda E, T: E / T,
    last=lambda P: P,
):
    def softmax(Z):
        with np.errstate(all="ignore"):
            scores = score(logits(np.asarray(Z, float)))
            return last(together(scores, total(scores)))

    return softmax


def _scaled_again(P):
    return P / P.sum(axis=0)


_SOFTMAX = (
    Mistake("logits", "minus", "The logits have the wrong sign.", lambda Z: -Z),
    Mistake("logits", "doubled", "The logits are doubled.", lambda Z: 2 * Z),
    Mistake("logits", "halved", "The logits are halved.", lambda Z: Z / 2),
    Mistake("logits", "sizes", "The logits have lost their minus signs.", np.abs),
    Mistake("logits", "relu", "Logits below 0 are cut off.", lambda Z: np.maximum(Z, 0)),
    Mistake(
        "logits",
        "column_maximum",
        "Each column loses its own maximum, which changes a row: take that of the row.",
        lambda Z: Z - Z.max(axis=0),
    ),
    Mistake("score", "no_exponential", "You leave out the exponential of Z.", lambda Z: Z),
    Mistake("score", "base_2", "The base is 2: take e, as np.exp does.", lambda Z: 2.0**Z),
    Mistake("score", "base_10", "The base is 10: take e, as np.exp does.", lambda Z: 10.0**Z),
    Mistake("score", "squares", "The logits are squared: take the exponential.", np.square),
    Mistake(
        "score",
        "sigmoid",
        "A sigmoid stands in place of the exponential.",
        lambda Z: 1 / (1 + np.exp(-Z)),
    ),
    Mistake("score", "tanh", "A tanh stands in place of the exponential.", np.tanh),
    Mistake(
        "total",
        "columns",
        "The sum goes down the columns: each row has its own sum.",
        lambda E: E.sum(axis=0),
    ),
    Mistake(
        "total",
        "whole_table",
        "The sum is that of the whole table: each row has its own sum.",
        np.sum,
    ),
    Mistake(
        "total",
        "row_mean",
        "You divide by the mean of the row: take its sum.",
        lambda E: E.mean(axis=1, keepdims=True),
    ),
    Mistake(
        "total",
        "row_maximum",
        "You divide by the largest number of the row: take the sum.",
        lambda E: E.max(axis=1, keepdims=True),
    ),
    Mistake(
        "total",
        "row_length",
        "You divide by the length of the row: take the sum.",
        lambda E: np.sqrt((E**2).sum(axis=1, keepdims=True)),
    ),
    Mistake(
        "total", "first_row", "All rows are divided by the sum of the first.", lambda E: E[0].sum()
    ),
    Mistake(
        "total",
        "running_sum",
        "The sum stops at each class: add up the whole row.",
        lambda E: np.cumsum(E, axis=1),
    ),
    Mistake(
        "total",
        "first_class",
        "You divide by the first class: take the sum of the row.",
        lambda E: E[:, :1],
    ),
    Mistake(
        "total",
        "last_class",
        "You divide by the last class: take the sum of the row.",
        lambda E: E[:, -1:],
    ),
    Mistake(
        "total",
        "others",
        "A class is left out of its own sum.",
        lambda E: E.sum(axis=1, keepdims=True) - E,
    ),
    Mistake(
        "total", "one_more", "1 is added to the sum.", lambda E: 1 + E.sum(axis=1, keepdims=True)
    ),
    Mistake(
        "total",
        "squared_sum",
        "You divide by the square of the sum.",
        lambda E: E.sum(axis=1, keepdims=True) ** 2,
    ),
    Mistake(
        "total",
        "deviation",
        "You divide by the deviation of the row: take the sum.",
        lambda E: E.std(axis=1, keepdims=True),
    ),
    Mistake(
        "total",
        "number_of_rows",
        "You divide by the number of rows: take the sum of the row.",
        lambda E: len(E),
    ),
    Mistake(
        "total",
        "number_of_classes",
        "You divide by the number of classes: take the sum of the row.",
        lambda E: E.shape[1],
    ),
    Mistake("together", "subtracted", "The sum is subtracted: divide by it.", lambda E, T: E - T),
    Mistake("together", "multiplied", "The sum is multiplied: divide by it.", lambda E, T: E * T),
    Mistake(
        "together",
        "one_over",
        "A 1 stands above the line: the exponential belongs there.",
        lambda E, T: 0 * E + 1 / T,
    ),
    Mistake("last", "logarithm", "The result is the logarithm of what is asked for.", np.log),
    Mistake("last", "slope", "The slope, p(1 - p), is taken at the end.", lambda P: P * (1 - P)),
    Mistake(
        "last",
        "over_rows",
        "The result is divided by the number of rows, too.",
        lambda P: P / len(P),
    ),
    Mistake(
        "last", "columns_again", "At the end each column is divided by its sum, too.", _scaled_again
    ),
    Mistake("last", "rounded", "The result is rounded.", np.round),
)


# --- cross_entropy ---


def _cross_entropy(
    probabilities=lambda P: P,
    log=np.log,
    clip=lambda P: np.clip(P, 1e-15, 1),
    weight=lambda Y, P: Y,
    together=lambda L: np.sum(L) / len(L),
    sign=lambda: -1,
):
    def cross_entropy(Y_true, Y_pred):
        Y, P = np.asarray(Y_true, float), np.asarray(Y_pred, float)
        with np.errstate(all="ignore"):
            P = probabilities(P)
            return sign() * together(weight(Y, P) * log(clip(P)))

    return cross_entropy


_CROSS_ENTROPY = (
    Mistake("sign", "no_minus", "The minus is missing.", lambda: 1),
    Mistake(
        "probabilities",
        "softmax_again",
        "A softmax is taken first: the rows of Y_pred add up to 1 as they are.",
        lambda P: np.exp(P) / np.exp(P).sum(axis=1, keepdims=True),
    ),
    Mistake(
        "probabilities",
        "sigmoid",
        "A sigmoid is taken first: use Y_pred as it is.",
        lambda P: 1 / (1 + np.exp(-P)),
    ),
    Mistake(
        "probabilities",
        "by_columns",
        "Each column is divided by its sum first: use Y_pred as it is.",
        lambda P: P / P.sum(axis=0),
    ),
    Mistake(
        "probabilities",
        "by_all",
        "All is divided by the whole sum first: use Y_pred as it is.",
        lambda P: P / P.sum(),
    ),
    Mistake(
        "probabilities", "rest", "The logarithm is taken of 1 - p: take that of p.", lambda P: 1 - P
    ),
    Mistake("clip", "one_added", "1 is added under the logarithm.", lambda P: P + 1),
    Mistake(
        "clip",
        "clipped_at_0_1",
        "Probabilities are cut to 0.1 to 0.9: that is far too much.",
        lambda P: np.clip(P, 0.1, 0.9),
    ),
    Mistake(
        "clip",
        "a_hundredth_added",
        "0.01 is added under the logarithm: take a far smaller number.",
        lambda P: P + 0.01,
    ),
    Mistake("log", "base_10", "The logarithm has base 10: take np.log.", np.log10),
    Mistake("log", "base_2", "The logarithm has base 2: take np.log.", np.log2),
    Mistake("log", "no_logarithm", "You leave out the log of p.", lambda P: P),
    Mistake("log", "inverse", "You divide by p: take its log.", lambda P: 1 / P),
    Mistake("log", "squared", "The logarithm is squared.", lambda P: np.log(P) ** 2),
    Mistake(
        "weight", "all_classes", "All classes count: the labels pick one of them.", lambda Y, P: 1
    ),
    Mistake(
        "weight",
        "other_classes",
        "The wrong classes count: the labels pick the true one.",
        lambda Y, P: 1 - Y,
    ),
    Mistake(
        "weight",
        "own_probability",
        "The prediction weighs itself: the labels should.",
        lambda Y, P: P,
    ),
    Mistake(
        "weight",
        "difference",
        "The difference Y - P weighs: the labels alone should.",
        lambda Y, P: Y - P,
    ),
    Mistake("together", "summed", "The samples are summed: take their mean.", np.sum),
    Mistake(
        "together",
        "all_entries",
        "The mean is over all entries: divide by the number of samples.",
        np.mean,
    ),
    Mistake(
        "together",
        "classes",
        "You divide by the number of classes: take that of the samples.",
        lambda L: np.sum(L) / L.shape[1],
    ),
    Mistake(
        "together",
        "one_too_few",
        "You divide by the number of samples less 1.",
        lambda L: np.sum(L) / (len(L) - 1) if len(L) > 1 else np.sum(L),
    ),
    Mistake(
        "together", "half", "Only half of the mean is taken.", lambda L: np.sum(L) / len(L) / 2
    ),
    Mistake(
        "together",
        "median",
        "The median of the samples is taken: take their mean.",
        lambda L: np.median(L.sum(axis=1)),
    ),
    Mistake(
        "together",
        "lowest",
        "Only the best sample counts: take the mean of all.",
        lambda L: np.max(L.sum(axis=1)),
    ),
    Mistake(
        "together",
        "highest",
        "Only the worst sample counts: take the mean of all.",
        lambda L: np.min(L.sum(axis=1)),
    ),
    Mistake(
        "together",
        "first",
        "Only the first sample counts: take the mean of all.",
        lambda L: np.sum(L[0]),
    ),
)

globals().update(singles("softmax", _softmax, _SOFTMAX))
globals().update(pairs("softmax", _softmax, _SOFTMAX))
globals().update(singles("cross_entropy", _cross_entropy, _CROSS_ENTROPY))
globals().update(pairs("cross_entropy", _cross_entropy, _CROSS_ENTROPY))
globals().update(
    threes(
        "softmax",
        _softmax,
        _SOFTMAX,
        "minus sigmoid base_2 columns whole_table row_mean subtracted logarithm",
    )
)
globals().update(
    threes(
        "cross_entropy",
        _cross_entropy,
        _CROSS_ENTROPY,
        "no_minus rest base_10 base_2 no_logarithm all_classes other_classes summed all_entries classes",
    )
)
