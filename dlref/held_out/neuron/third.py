"""Wrong answers of the third set: one neuron, and a layer of them."""

import numpy as np

from autograder.course import held_out


@held_out(
    "weighted_sum",
    kind="b is handed to np.sum as a second argument, which is the place for the axis",
    source="GitHub text search: one file, where the line is commented out",
)
def weighted_sum_b_as_axis(x, w, b):
    z = np.sum(x * w, b)
    return z


@held_out(
    "weighted_sum", kind="the products are multiplied with each other, not summed", source="written"
)
def weighted_sum_product_of_products(x, w, b):
    signal = np.prod(x * w)
    return signal + b


@held_out(
    "weighted_sum",
    kind="the weight before is taken for each input: w[i - 1] for w[i]",
    source="written",
)
def weighted_sum_weight_before(x, w, b):
    z = 0
    for i in range(len(x)):
        z = z + x[i] * w[i - 1]
    z = z + b
    return z


@held_out(
    "weighted_sum",
    kind="the inputs are turned into shares of their total first",
    source="written",
)
def weighted_sum_shares_of_total(x, w, b):
    # normalise, so that the samples can be compared
    fractions = x / np.sum(x)
    return np.dot(fractions, w) + b


@held_out(
    "weighted_sum",
    kind="np.convolve for the product: the weights are taken from the end to the start",
    source="written",
)
def weighted_sum_convolved(x, w, b):
    z = np.convolve(x, w, mode="valid")
    return z[0] + b


@held_out(
    "perceptron",
    kind="the products are not summed, and an if cannot decide on an array",
    source="codewithsundeep.com/discussion/solution/70427301",
)
def perceptron_if_on_products(x, w, b):
    z = b + x * w
    if z > 0:
        return 1
    else:
        return 0


@held_out(
    "perceptron",
    kind="b is taken for the threshold that the sum must exceed: its sign is turned",
    source="written",
)
def perceptron_b_is_the_threshold(x, w, b):
    stimulus = np.sum(x * w)
    threshold = b
    fires = stimulus > threshold
    return int(fires)


@held_out("perceptron", kind="the sum itself comes back where it fires, not 1", source="written")
def perceptron_sum_where_it_fires(x, w, b):
    z = np.dot(x, w) + b
    return z if z > 0 else 0


@held_out(
    "perceptron",
    kind="fires as soon as the running total is above 0: the other inputs are not waited for",
    source="written",
)
def perceptron_fires_on_the_way(x, w, b):
    potential = b
    for xi, wi in zip(x, w):
        potential += xi * wi
        if potential > 0:
            return 1
    return 0


@held_out(
    "perceptron",
    kind="np.heaviside lacks its second argument, the value at 0",
    source="written",
)
def perceptron_heaviside_one_argument(x, w, b):
    z = np.dot(w, x) + b
    return np.heaviside(z)


@held_out("dense", kind="X * W: element by element, no matrix product", source="written")
def dense_element_by_element(X, W, b):
    Z = X * W + b
    return Z


@held_out("dense", kind="the weights stand before the inputs: W·X", source="written")
def dense_weights_first(X, W, b):
    Z = np.dot(W, X)
    Z = Z + b
    return Z


@held_out(
    "dense",
    kind="b[i] for b[j]: the bias is looked up by the sample, not by the unit",
    source="written",
)
def dense_bias_of_the_sample(X, W, b):
    n_samples = X.shape[0]
    n_units = W.shape[1]
    out = np.zeros((n_samples, n_units))
    for i in range(n_samples):
        for j in range(n_units):
            out[i, j] = np.sum(X[i, :] * W[:, j]) + b[i]
    return out


@held_out(
    "dense",
    kind="the column of ones is the last one, the row of biases the first: they do not meet",
    source="written",
)
def dense_ones_and_biases_do_not_meet(X, W, b):
    ones = np.ones((len(X), 1))
    X1 = np.hstack([X, ones])
    W1 = np.vstack([b, W])
    return X1 @ W1


@held_out(
    "dense",
    kind="the result has the shape of the input, not one column for each unit",
    source="written",
)
def dense_shape_of_the_input(X, W, b):
    result = np.zeros_like(X, dtype=float)
    for unit in range(len(b)):
        result[:, unit] = X @ W[:, unit] + b[unit]
    return result


@held_out(
    "merge_linear",
    kind="b1 is sent through W1, its own layer, in place of W2",
    source="written",
)
def merge_linear_b1_through_w1(W1, b1, W2, b2):
    W = W1 @ W2
    b = b1 @ W1 + b2
    return W, b


@held_out(
    "merge_linear",
    kind="the bracket is set too far: b2 is sent through W2, too",
    source="written",
)
def merge_linear_b2_through_w2(W1, b1, W2, b2):
    W = np.dot(W1, W2)
    b = np.dot(b1 + b2, W2)
    return W, b


@held_out(
    "merge_linear",
    kind="the bias is the answer to inputs of 1, not of 0",
    source="written",
)
def merge_linear_bias_from_ones(W1, b1, W2, b2):
    # send one sample through both layers to see what they add
    probe = np.ones(W1.shape[0])
    hidden = probe @ W1 + b1
    b = hidden @ W2 + b2
    return W1 @ W2, b


@held_out(
    "merge_linear",
    kind="a function of X comes back, not the weights and the bias",
    source="written",
)
def merge_linear_returns_a_function(W1, b1, W2, b2):
    def layer(X):
        return (X @ W1 + b1) @ W2 + b2

    return layer


@held_out("merge_linear", kind="W1 * W2: element by element, no matrix product", source="written")
def merge_linear_element_by_element(W1, b1, W2, b2):
    W = W1 * W2
    b = b1 * W2 + b2
    return W, b
