"""Known wrong answers: the neuron and the layer."""

import numpy as np

from autograder.course import misconception


@misconception("weighted_sum/no-bias", "The bias is missing: b never enters your sum.")
def weighted_sum_no_bias(x, w, b):
    """w·x alone: the bias is left out."""
    return np.sum(w * x)


@misconception(
    "weighted_sum/bias-inside-sum",
    "You add the bias once for each input; a neuron has one bias, so look at what stands inside your sum.",
)
def weighted_sum_bias_inside_sum(x, w, b):
    """Σ (w·x + b): the bias is counted once per input."""
    return np.sum(w * x + b)


@misconception(
    "weighted_sum/no-sum",
    "A neuron gives one number, but yours gives one for each input: the products still have to be added up.",
)
def weighted_sum_no_sum(x, w, b):
    """w*x + b without a sum: a vector."""
    return w * x + b


@misconception(
    "weighted_sum/mean-not-sum",
    "You average the weighted inputs. A neuron adds them up, however many there are.",
)
def weighted_sum_mean_not_sum(x, w, b):
    """The mean of w*x in place of its sum."""
    return np.mean(w * x) + b


@misconception(
    "weighted_sum/last-product-only",
    "Only the last product is left in yours: each turn of a loop should add to the sum, not replace it.",
)
def weighted_sum_last_product_only(x, w, b):
    """z = x[i]*w[i] in a loop that should have added up."""
    return x[-1] * w[-1] + b


@misconception("weighted_sum/minus-bias", "You subtract the bias where it should be added.")
def weighted_sum_minus_bias(x, w, b):
    """w·x - b."""
    return np.sum(w * x) - b


@misconception(
    "weighted_sum/adds-inputs-and-weights",
    "You add each weight to its input. A weight says how much its input counts, so the two are "
    "multiplied.",
)
def weighted_sum_adds_inputs_and_weights(x, w, b):
    """Σ (w + x) + b: sums where products belong."""
    return np.sum(w + x) + b


@misconception(
    "weighted_sum/sigmoid-too-early",
    "You have already squashed the sum with a sigmoid. Here the plain sum is wanted: the "
    "activation comes in the next notebook.",
)
def weighted_sum_sigmoid_too_early(x, w, b):
    """A sigmoid of the weighted sum."""
    return 1 / (1 + np.exp(-(np.sum(w * x) + b)))


@misconception(
    "weighted_sum/hard-coded-example",
    "You return the number of the example whatever comes in: work it out from x, w and b.",
)
def weighted_sum_hard_coded_example(x, w, b):
    """0.13, the result of the notebook's example."""
    return 0.13


@misconception(
    "perceptron/at-least-zero",
    "Your neuron fires when its weighted sum is exactly 0. It should stay silent there: look at "
    "your comparison.",
)
def perceptron_at_least_zero(x, w, b):
    """Fires at a weighted sum of 0, too."""
    return int(x @ w + b >= 0)


@misconception(
    "perceptron/threshold-half",
    "You compare with 0.5, the threshold for probabilities. A weighted sum is compared with 0.",
)
def perceptron_threshold_half(x, w, b):
    """Fires above 0.5 in place of 0."""
    return int(x @ w + b > 0.5)


@misconception(
    "perceptron/no-bias",
    "Your neuron decides without its bias: b shifts the sum, and some decisions with it.",
)
def perceptron_no_bias(x, w, b):
    """Decides on w·x, without the bias."""
    return int(x @ w > 0)


@misconception(
    "perceptron/minus-bias",
    "Your bias works the wrong way. It is added to the sum, so that a larger b makes the neuron "
    "fire more easily.",
)
def perceptron_minus_bias(x, w, b):
    """Fires where w·x is above b."""
    return int(x @ w - b > 0)


@misconception(
    "perceptron/inverted",
    "Your decision is the wrong way round: it fires where it should be silent, and is silent where it should fire.",
)
def perceptron_inverted(x, w, b):
    """1 below 0, and 0 above."""
    return int(x @ w + b < 0)


@misconception(
    "perceptron/plus-minus-one",
    "Your silent neuron answers -1; here silence is 0.",
)
def perceptron_plus_minus_one(x, w, b):
    """-1 in place of 0 for the silent neuron."""
    return 1 if x @ w + b > 0 else -1


@misconception(
    "perceptron/sum-returned",
    "You return the weighted sum itself: the decision, 1 or 0, is still to be taken.",
)
def perceptron_sum_returned(x, w, b):
    """The weighted sum, without a decision."""
    return x @ w + b


@misconception("dense/no-bias", "The biases are missing: b never enters your result.")
def dense_no_bias(X, W, b):
    """X·W alone: the bias is left out."""
    return X @ W


@misconception("dense/minus-bias", "You subtract the biases where they should be added.")
def dense_minus_bias(X, W, b):
    """X·W - b."""
    return X @ W - b


@misconception(
    "dense/bias-first-only",
    "Every neuron gets the first neuron's bias: b holds one for each of them.",
)
def dense_bias_first_only(X, W, b):
    """b[0] for every unit."""
    return X @ W + b[0]


@misconception(
    "dense/w-transposed",
    "You have turned W around. Write the shapes side by side, (n, d) and (d, h): they already fit, and only a "
    "square W "
    "hides that the turned one doesn't.",
)
def dense_w_transposed(X, W, b):
    """X·Wᵀ + b: runs where W is square, and is wrong there, too."""
    return X @ W.T + b


@misconception(
    "dense/output-transposed",
    "The numbers are right, but on their side: each sample should stay a row, each neuron a column.",
)
def dense_output_transposed(X, W, b):
    """The layer's output as (h, n)."""
    return (X @ W + b).T


@misconception(
    "dense/changes-w",
    "You write b into W itself: the caller's weights are changed for good. Add the bias to the product, into "
    "a new array.",
)
def dense_changes_w(X, W, b):
    """W += b, in place, before the product."""
    W += b
    return X @ W


@misconception(
    "dense/extra-activation",
    "Your outputs below 0 have become 0, as after a ReLU. This layer has no activation: such "
    "numbers stay.",
)
def dense_extra_activation(X, W, b):
    """A ReLU on the layer's output."""
    return np.maximum(0, X @ W + b)


@misconception(
    "merge_linear/bias-ignored",
    "The first layer's bias is lost: what b1 adds also travels through the second layer.",
)
def merge_linear_bias_ignored(W1, b1, W2, b2):
    """b = b2: the first bias is forgotten."""
    return W1 @ W2, b2


@misconception(
    "merge_linear/biases-added",
    "You add b1 as it is; on its way to the output it passes through the second layer's weights first.",
)
def merge_linear_biases_added(W1, b1, W2, b2):
    """b = b1 + b2: the first bias does not go through W2."""
    return W1 @ W2, b1 + b2


@misconception(
    "merge_linear/order-reversed",
    "Your product has the layers in the wrong order: X meets W1 first, and W2 after it.",
)
def merge_linear_order_reversed(W1, b1, W2, b2):
    """W2·W1 in place of W1·W2."""
    return W2 @ W1, b1 @ W2 + b2


@misconception(
    "merge_linear/weights-added",
    "You add the two weight matrices. Passing through one layer after the other multiplies them.",
)
def merge_linear_weights_added(W1, b1, W2, b2):
    """W1 + W2 in place of their product."""
    return W1 + W2, b1 @ W2 + b2


@misconception(
    "merge_linear/bias-2d-row",
    "The numbers of b are right, but b has an axis too many: its shape should be that of b2, with no row around it.",
)
def merge_linear_bias_2d_row(W1, b1, W2, b2):
    """b as a row (1, h)."""
    return W1 @ W2, b1[None, :] @ W2 + b2
