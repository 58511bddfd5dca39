"""Wrong answers of the seventh set: neuron."""

import numpy as np

from autograder.course import held_out
from dlref.neuron import weighted_sum


@held_out("weighted_sum", kind="the bias is added to every product, not once", source="written")
def weighted_sum_bias_to_each_input(x, w, b):
    products = x * w + b
    return np.sum(products)


@held_out(
    "weighted_sum", kind="the loop counts from 1, so the first input is skipped", source="written"
)
def weighted_sum_counts_from_one(x, w, b):
    total = 0
    for i in range(1, len(x)):
        total = total + x[i] * w[i]
    return total + b


@held_out(
    "weighted_sum",
    kind="inputs and weights are each summed before they are multiplied",
    source="written",
)
def weighted_sum_sums_first(x, w, b):
    # add everything up, weight it, then the bias
    input_total = x.sum()
    weight_total = w.sum()
    z = input_total * weight_total
    z += b
    return z


@held_out("perceptron", kind="a weighted sum of exactly 0 fires", source="written")
def perceptron_fires_at_zero(x, w, b):
    return int(np.dot(w, x) + b >= 0)


@held_out("perceptron", kind="a silent neuron gives -1 instead of 0", source="written")
def perceptron_minus_one(x, w, b):
    z = weighted_sum(x, w, b)
    if z > 0:
        output = 1
    else:
        output = -1
    return output


@held_out(
    "perceptron",
    kind="the bias is used as the threshold: compares w·x with b instead of adding b",
    source="written",
)
def perceptron_bias_is_threshold(x, w, b):
    signal = sum(xi * wi for xi, wi in zip(x, w))
    threshold = b
    return 1 if signal > threshold else 0


@held_out("perceptron", kind="the bias is added twice before the decision", source="written")
def perceptron_bias_twice(x, w, b):
    z = weighted_sum(x, w, b) + b  # weighted sum with its bias
    if z > 0:
        return 1
    return 0


@held_out("dense", kind="W is transposed as if its rows were neurons", source="written")
def dense_weights_transposed(X, W, b):
    return np.matmul(X, W.T) + b


@held_out("dense", kind="a ReLU is applied although the layer is linear", source="written")
def dense_relu_on_top(X, W, b):
    def activation(t):
        return np.maximum(t, 0.0)

    pre = np.einsum("nd,dh->nh", X, W) + b
    return activation(pre)


@held_out(
    "dense",
    kind="the bias is added in the innermost loop, once for every feature",
    source="written",
)
def dense_bias_in_inner_loop(X, W, b):
    n_samples, n_features = X.shape
    n_neurons = W.shape[1]
    Z = np.zeros((n_samples, n_neurons))
    for i in range(n_samples):
        for j in range(n_neurons):
            for k in range(n_features):
                Z[i, j] += X[i, k] * W[k, j] + b[j]
    return Z


@held_out(
    "dense",
    kind="neurons end up in the rows and samples in the columns: the result is transposed",
    source="written",
)
def dense_list_of_neurons(X, W, b):
    answers = []
    for j in range(len(b)):
        one_neuron = X @ W[:, j] + b[j]
        answers.append(one_neuron)
    return np.array(answers)


@held_out(
    "merge_linear",
    kind="the two weight matrices are multiplied in the wrong order",
    source="written",
)
def merge_linear_order(W1, b1, W2, b2):
    W = W2 @ W1
    b = b1 @ W2 + b2
    return W, b


@held_out(
    "merge_linear",
    kind="the first bias does not travel through the second layer's weights",
    source="written",
)
def merge_linear_biases_added(W1, b1, W2, b2):
    return (np.dot(W1, W2), b1 + b2)


@held_out("merge_linear", kind="the second layer's bias is left out", source="written")
def merge_linear_second_bias_lost(W1, b1, W2, b2):
    # X -> X W1 + b1 -> (X W1 + b1) W2
    merged_weights = W1.dot(W2)
    merged_bias = b1.dot(W2)
    return merged_weights, merged_bias


@held_out(
    "merge_linear",
    kind="the weights are multiplied element by element, no matrix product",
    source="written",
)
def merge_linear_star(W1, b1, W2, b2):
    W = W1 * W2
    b = b1 @ W2
    b = b + b2
    return (W, b)
