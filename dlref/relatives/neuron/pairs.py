"""Two mistakes in a neuron or in a layer, in different parts of it."""

import numpy as np

from dlref.relatives._pairs import Mistake, pairs, singles

# --- weighted_sum and perceptron ---


def weighted_sum_made_of(
    product=lambda x, w: x * w, together=np.sum, bias=lambda z, b, x, w: z + b
):
    """The weighted sum, put together from its parts."""

    def weighted_sum(x, w, b):
        x, w = np.asarray(x, float), np.asarray(w, float)
        return bias(together(product(x, w)), b, x, w)

    return weighted_sum


_PRODUCTS = (
    Mistake("product", "inputs_alone", "The weights play no part.", lambda x, w: x),
    Mistake("product", "weights_alone", "The inputs play no part.", lambda x, w: w),
    Mistake(
        "product",
        "inputs_squared",
        "Each input is multiplied by itself, not by its weight.",
        lambda x, w: x * x,
    ),
    Mistake(
        "product",
        "weights_squared",
        "Each weight is multiplied by itself, not by its input.",
        lambda x, w: w * w,
    ),
    Mistake(
        "product",
        "added",
        "Each input is added to its weight: multiply the two.",
        lambda x, w: x + w,
    ),
    Mistake(
        "product",
        "subtracted",
        "Each weight is taken from its input: multiply the two.",
        lambda x, w: x - w,
    ),
    Mistake(
        "product",
        "divided",
        "Each input is divided by its weight: multiply the two.",
        lambda x, w: x / w,
    ),
    Mistake(
        "product", "sizes", "The products have lost their minus signs.", lambda x, w: np.abs(x * w)
    ),
    Mistake("product", "negated", "The products have the wrong sign.", lambda x, w: -x * w),
    Mistake(
        "product",
        "first_weight",
        "Each input is multiplied by the first weight.",
        lambda x, w: x * w[0],
    ),
    Mistake(
        "product",
        "first_input",
        "Each weight is multiplied by the first input.",
        lambda x, w: x[0] * w,
    ),
    Mistake(
        "product",
        "places",
        "Each weight is multiplied by its place (0, 1, 2...), not by its input.",
        lambda x, w: np.arange(len(x)) * w,
    ),
    Mistake(
        "product",
        "only_positive",
        "Only the positive products count.",
        lambda x, w: np.maximum(x * w, 0),
    ),
)
_TOGETHER = (
    Mistake("together", "mean", "The products are averaged: add them up.", np.mean),
    Mistake("together", "median", "The median of the products is taken: add them up.", np.median),
    Mistake("together", "largest", "Only the largest product counts: add them all up.", np.max),
    Mistake(
        "together",
        "product_of_all",
        "The products are multiplied with each other: add them up.",
        np.prod,
    ),
    Mistake("together", "last", "Only the last product counts: add them all up.", lambda p: p[-1]),
    Mistake("together", "first", "Only the first product counts: add them all up.", lambda p: p[0]),
    Mistake(
        "together",
        "every_second",
        "Only every second product counts: add them all up.",
        lambda p: np.sum(p[::2]),
    ),
)
_BIASES = (
    Mistake("bias", "no_bias", "The bias is left out.", lambda z, b, x, w: z),
    Mistake("bias", "minus_bias", "The bias is subtracted: add it.", lambda z, b, x, w: z - b),
    Mistake("bias", "times_bias", "The bias is multiplied: add it.", lambda z, b, x, w: z * b),
    Mistake(
        "bias", "over_bias", "You divide by the bias: add it.", lambda z, b, x, w: z / b if b else z
    ),
    Mistake("bias", "bias_twice", "The bias is added twice.", lambda z, b, x, w: z + 2 * b),
    Mistake(
        "bias",
        "bias_each",
        "The bias is added to each product: it belongs to the whole.",
        lambda z, b, x, w: z + b * len(x),
    ),
    Mistake(
        "bias",
        "bias_once_more",
        "The bias is added once more than there are inputs: once is enough.",
        lambda z, b, x, w: z + b * (len(x) + 1),
    ),
)


def _perceptron(decides=lambda z: z > 0, **parts):
    weighted_sum = weighted_sum_made_of(**parts)

    def perceptron(x, w, b):
        return 1 if decides(weighted_sum(x, w, b)) else 0

    return perceptron


_DECIDES = (
    Mistake("decides", "turned", "It fires below 0: it should fire above.", lambda z: z < 0),
    Mistake("decides", "border_at_half", "The border is at 0.5: it is 0.", lambda z: z > 0.5),
    Mistake("decides", "border_at_1", "The border is at 1: it is 0.", lambda z: z > 1),
    Mistake(
        "decides", "size", "The size of the sum decides: its sign should.", lambda z: abs(z) > 0.5
    ),
)


# --- dense ---


def _dense(
    inputs=lambda X: X,
    weights=lambda W: W,
    product=lambda X, W: X @ W,
    bias=lambda Z, b, X, W: Z + b,
    last=lambda Z, X: Z,
):
    def dense(X, W, b):
        X, W, b = (np.asarray(each, float) for each in (X, W, b))
        return last(bias(product(inputs(X), weights(W)), b, X, W), X)

    return dense


def _with_sums(X, W):
    return X.sum(axis=1, keepdims=True) + W.sum(axis=0)


_DENSE = (
    Mistake("inputs", "inputs_squared", "The inputs are squared.", np.square),
    Mistake(
        "inputs",
        "inputs_centred",
        "The inputs are centred first: take X as it is.",
        lambda X: X - X.mean(axis=0),
    ),
    Mistake("inputs", "input_sizes", "The inputs have lost their minus signs.", np.abs),
    Mistake("weights", "weights_squared", "The weights are squared.", np.square),
    Mistake("weights", "weight_sizes", "The weights have lost their minus signs.", np.abs),
    Mistake(
        "weights",
        "weights_as_shares",
        "The weights of a neuron are divided by their sum.",
        lambda W: W / W.sum(axis=0),
    ),
    Mistake(
        "weights", "weights_upside_down", "The rows of W are in the other order.", lambda W: W[::-1]
    ),
    Mistake(
        "weights", "neurons_reversed", "The neurons are in the other order.", lambda W: W[:, ::-1]
    ),
    Mistake(
        "product",
        "product_of_sums",
        "Inputs and weights are summed up first, and then multiplied.",
        lambda X, W: X.sum(axis=1, keepdims=True) * W.sum(axis=0),
    ),
    Mistake(
        "product",
        "product_of_means",
        "Inputs and weights are averaged first, and then multiplied.",
        lambda X, W: X.mean(axis=1, keepdims=True) * W.mean(axis=0),
    ),
    Mistake(
        "product",
        "sum_of_sums",
        "Inputs and weights are added up, and never multiplied.",
        _with_sums,
    ),
    Mistake(
        "product",
        "largest_product",
        "Only the largest product of each neuron counts: add them all up.",
        lambda X, W: np.max(X[:, :, None] * W, axis=1),
    ),
    Mistake(
        "product",
        "mean_of_products",
        "The products are averaged: add them up.",
        lambda X, W: X @ W / len(W),
    ),
    Mistake(
        "product",
        "over_samples",
        "The products are divided by the number of samples.",
        lambda X, W: X @ W / len(X),
    ),
    Mistake("product", "negated", "The products have the wrong sign.", lambda X, W: -X @ W),
    Mistake("bias", "no_bias", "The bias is left out.", lambda Z, b, X, W: Z),
    Mistake("bias", "minus_bias", "The bias is subtracted: add it.", lambda Z, b, X, W: Z - b),
    Mistake("bias", "times_bias", "The bias is multiplied: add it.", lambda Z, b, X, W: Z * b),
    Mistake("bias", "bias_twice", "The bias is added twice.", lambda Z, b, X, W: Z + 2 * b),
    Mistake(
        "bias",
        "first_bias",
        "Each neuron gets the first bias: each has its own.",
        lambda Z, b, X, W: Z + b[0],
    ),
    Mistake(
        "bias",
        "last_bias",
        "Each neuron gets the last bias: each has its own.",
        lambda Z, b, X, W: Z + b[-1],
    ),
    Mistake(
        "bias",
        "sum_of_biases",
        "Each neuron gets the sum of all biases: each has its own.",
        lambda Z, b, X, W: Z + b.sum(),
    ),
    Mistake(
        "bias",
        "mean_of_biases",
        "Each neuron gets the mean of all biases: each has its own.",
        lambda Z, b, X, W: Z + b.mean(),
    ),
    Mistake("bias", "bias_squared", "The bias is squared.", lambda Z, b, X, W: Z + b**2),
    Mistake(
        "bias", "bias_size", "The bias has lost its minus sign.", lambda Z, b, X, W: Z + np.abs(b)
    ),
    Mistake(
        "bias",
        "bias_each",
        "The bias is added to each product: it belongs to the whole.",
        lambda Z, b, X, W: Z + len(W) * b,
    ),
    Mistake(
        "bias",
        "bias_by_sample",
        "The biases go along the samples: they belong to the neurons.",
        lambda Z, b, X, W: Z + b[np.arange(len(Z)) % len(b)][:, None],
    ),
    Mistake(
        "bias",
        "weights_for_bias",
        "The sum of the weights stands where the bias belongs.",
        lambda Z, b, X, W: Z + W.sum(axis=0),
    ),
    Mistake(
        "bias",
        "weight_mean_for_bias",
        "The mean of all weights stands where the bias belongs.",
        lambda Z, b, X, W: Z + W.mean(),
    ),
    Mistake(
        "bias",
        "input_mean_for_bias",
        "The mean of a sample stands where the bias belongs.",
        lambda Z, b, X, W: Z + X.mean(axis=1, keepdims=True),
    ),
    Mistake(
        "last",
        "relu",
        "A ReLU is taken at the end: a layer here has none.",
        lambda Z, X: np.maximum(Z, 0),
    ),
    Mistake(
        "last",
        "sigmoid",
        "A sigmoid is taken at the end: a layer here has none.",
        lambda Z, X: 1 / (1 + np.exp(-Z)),
    ),
    Mistake(
        "last",
        "tanh",
        "A tanh is taken at the end: a layer here has none.",
        lambda Z, X: np.tanh(Z),
    ),
    Mistake("last", "one_more", "1 is added to the result.", lambda Z, X: Z + 1),
    Mistake(
        "last",
        "first_row_for_all",
        "Each sample gets the result of the first.",
        lambda Z, X: np.repeat(Z[:1], len(Z), axis=0),
    ),
    Mistake(
        "last",
        "first_row_empty",
        "The first sample has been left at 0: look at where your loop starts.",
        lambda Z, X: np.concatenate([0 * Z[:1], Z[1:]]),
    ),
)

_SUM = (*_PRODUCTS, *_TOGETHER, *_BIASES)

globals().update(singles("weighted_sum", weighted_sum_made_of, _SUM))
globals().update(pairs("weighted_sum", weighted_sum_made_of, _SUM))
globals().update(singles("perceptron", _perceptron, (*_PRODUCTS, *_TOGETHER, *_BIASES)))
globals().update(pairs("perceptron", _perceptron, (*_BIASES[:3], *_DECIDES)))
globals().update(singles("dense", _dense, _DENSE))
globals().update(pairs("dense", _dense, _DENSE))
