"""Wrong answers that no misconception was written for: the neuron and the layer."""

import numpy as np

from autograder.course import held_out
from dlref.activations import relu, sigmoid
from dlref.neuron import weighted_sum


@held_out(
    "weighted_sum",
    kind="the bias is added to every weight before the product",
    source="GitHub text search: three files with the bias inside np.dot",
)
def weighted_sum_bias_on_the_weights(x, w, b):
    return np.dot(x, w + b)


@held_out(
    "weighted_sum",
    kind="the bias is added to every input before the product",
    source="GitHub text search: a game-playing network that adds its bias to the inputs",
)
def weighted_sum_bias_on_the_inputs(x, w, b):
    shifted = x + b
    return np.dot(shifted, w)


@held_out(
    "weighted_sum",
    kind="the sum is multiplied by the bias, not added to it",
    source="GitHub text search: three learners' linear and logistic regressions",
)
def weighted_sum_times_bias(x, w, b):
    linear_model = np.dot(x, w) * b
    return linear_model


@held_out(
    "weighted_sum",
    kind="the result is cut to a whole number",
    source="GitHub text search: a reference neuron in NumPy that ends in int(...)",
)
def weighted_sum_cut_to_whole(x, w, b):
    total = np.sum(x * w) + b
    return int(total)


@held_out(
    "weighted_sum",
    kind="only the first three inputs are counted, whatever their number",
    source="github.com/sbk128/neural-networks-from-scratch, backpropagation.py",
)
def weighted_sum_three_inputs(x, w, b):
    products = [xi * wi for xi, wi in zip(x[:3], w[:3])]
    return sum(products) + b


@held_out(
    "weighted_sum",
    kind="the last weight is taken for the bias and b is not used",
    source="written",
)
def weighted_sum_bias_is_last_weight(x, w, b):
    activation = w[-1]
    for i in range(len(w) - 1):
        activation += w[i] * x[i]
    return activation


@held_out("weighted_sum", kind="the loop stops before the last input", source="written")
def weighted_sum_last_input_left_out(x, w, b):
    z = b
    for i in range(len(x) - 1):
        z = z + w[i] * x[i]
    return z


@held_out(
    "weighted_sum",
    kind="every input is multiplied with every weight (an outer product), then all are summed",
    source="written",
)
def weighted_sum_outer_product(x, w, b):
    table = np.outer(x, w)
    return table.sum() + b


@held_out(
    "weighted_sum",
    kind="a ReLU is applied to the weighted sum",
    source="written",
)
def weighted_sum_relu(x, w, b):
    y = w @ x + b
    if y > 0:
        return y
    return 0.0


@held_out(
    "perceptron",
    kind="the bias is added to every weight before the product",
    source="GitHub text search: a linear SVM's predict function with the bias inside np.dot",
)
def perceptron_bias_on_the_weights(x, w, b):
    return np.where(np.dot(x, w + b) > 0, 1, 0)


@held_out(
    "perceptron",
    kind="only the first two inputs are counted, whatever their number",
    source="github.com/Seth22/perceptron-from-scratch, basic_perceptron.py",
)
def perceptron_two_inputs(x, w, b):
    total = x[0] * w[0] + x[1] * w[1] + b
    if total > 0:
        return 1
    else:
        return 0


@held_out(
    "perceptron",
    kind="the sigmoid of the sum is compared with 0, so that the neuron always fires",
    source="written",
)
def perceptron_sigmoid_above_zero(x, w, b):
    a = sigmoid(weighted_sum(x, w, b))
    return 1 if a > 0 else 0


@held_out(
    "perceptron",
    kind="fires only if every product with the bias is above 0: the products are not summed",
    source="written",
)
def perceptron_all_products(x, w, b):
    z = x * w + b
    if (z > 0).all():
        return 1
    return 0


@held_out(
    "perceptron",
    kind="the sum is cut to a whole number in place of a comparison with 0",
    source="written",
)
def perceptron_int_of_the_sum(x, w, b):
    return int(np.dot(w, x) + b)


@held_out(
    "perceptron",
    kind="fires for every sum that is not 0, a negative one too",
    source="written",
)
def perceptron_truth_of_the_sum(x, w, b):
    z = weighted_sum(x, w, b)
    return 1 if z else 0


@held_out("perceptron", kind="the threshold is 1 in place of 0", source="written")
def perceptron_threshold_one(x, w, b):
    z = weighted_sum(x, w, b)
    return int(z > 1)


@held_out(
    "perceptron",
    kind="the bias is multiplied with the sum, not added to it",
    source="GitHub text search: three learners' linear and logistic regressions",
)
def perceptron_times_bias(x, w, b):
    linear_output = np.dot(x, w) * b
    return 1 if linear_output > 0 else 0


@held_out(
    "perceptron",
    kind="the first weight is added in place of the bias",
    source="GitHub text search: one file",
)
def perceptron_first_weight_as_bias(x, w, b):
    return 1 if np.dot(x, w) + w[0] > 0 else 0


@held_out(
    "dense",
    kind="the biases are added to the weights before the product",
    source="GitHub text search: ten learners' dense layers after Neural Networks from Scratch",
)
def dense_bias_on_the_weights(X, W, b):
    return np.dot(X, W + b)


@held_out(
    "dense",
    kind="the product is multiplied by the biases, not added to them",
    source="GitHub text search: two learners' dense layers after Neural Networks from Scratch",
)
def dense_times_bias(X, W, b):
    output = np.dot(X, W) * b
    return output


@held_out(
    "dense",
    kind="a sigmoid is applied to the layer's output",
    source="written",
)
def dense_sigmoid(X, W, b):
    Z = np.matmul(X, W) + b
    return sigmoid(Z)


@held_out(
    "dense",
    kind="the weights are brought into the turned shape by reshape, which is no transposition",
    source="written",
)
def dense_reshape_for_transpose(X, W, b):
    turned = W.reshape(W.shape[1], W.shape[0])
    out = np.dot(turned, X.T).T
    return out + b


@held_out("dense", kind="every unit gets the sum of all biases", source="written")
def dense_sum_of_biases(X, W, b):
    return X @ W + np.sum(b)


@held_out(
    "dense",
    kind="the bias is added in the innermost loop, once for each input",
    source="written",
)
def dense_bias_for_each_input(X, W, b):
    n, d = X.shape
    out = np.zeros((n, W.shape[1]))
    for i in range(n):
        for j in range(W.shape[1]):
            for k in range(d):
                out[i, j] += X[i, k] * W[k, j] + b[j]
    return out


@held_out(
    "dense",
    kind="every output is overwritten in the innermost loop: only the last input counts",
    source="written",
)
def dense_last_input_only(X, W, b):
    out = np.zeros((X.shape[0], W.shape[1]))
    for i in range(X.shape[0]):
        for j in range(W.shape[1]):
            for k in range(X.shape[1]):
                out[i, j] = X[i, k] * W[k, j] + b[j]
    return out


@held_out("dense", kind="all rows are the first sample's output", source="written")
def dense_first_sample_for_all(X, W, b):
    out = np.zeros((len(X), len(b)))
    for i in range(len(X)):
        for j in range(len(b)):
            out[i, j] = np.dot(X[0], W[:, j]) + b[j]
    return out


@held_out("dense", kind="the products are averaged over the inputs, not summed", source="written")
def dense_mean_over_inputs(X, W, b):
    rows = []
    for x in X:
        rows.append(np.mean(x[:, None] * W, axis=0) + b)
    return np.array(rows)


@held_out("merge_linear", kind="b2 is left out of the merged bias", source="written")
def merge_linear_without_b2(W1, b1, W2, b2):
    W = np.dot(W1, W2)
    b = np.dot(b1, W2)
    return W, b


@held_out(
    "merge_linear", kind="b1 goes through a ReLU on its way to the second layer", source="written"
)
def merge_linear_relu_between(W1, b1, W2, b2):
    hidden_bias = relu(b1)
    return W1 @ W2, hidden_bias @ W2 + b2


@held_out(
    "merge_linear",
    kind="b1 is added to the weights W1 before the product, and left out of the bias",
    source="written",
)
def merge_linear_b1_in_the_weights(W1, b1, W2, b2):
    W = (W1 + b1) @ W2
    return W, b2


@held_out("merge_linear", kind="the merged weights are transposed", source="written")
def merge_linear_weights_transposed(W1, b1, W2, b2):
    W = np.dot(W2.T, W1.T)
    b = np.dot(W2.T, b1) + b2
    return W, b


@held_out(
    "merge_linear",
    kind="what b1 adds is summed over the whole table: one number for every unit",
    source="written",
)
def merge_linear_b1_summed_to_one_number(W1, b1, W2, b2):
    through = np.sum(b1[:, np.newaxis] * W2)
    return W1 @ W2, through + b2


@held_out("merge_linear", kind="b2 is subtracted", source="written")
def merge_linear_minus_b2(W1, b1, W2, b2):
    W = W1.dot(W2)
    b = b1.dot(W2) - b2
    return W, b


@held_out(
    "merge_linear",
    kind="the weights of the hidden units are overwritten in the loop: only the last one counts",
    source="written",
)
def merge_linear_last_hidden_unit(W1, b1, W2, b2):
    W = np.zeros((W1.shape[0], W2.shape[1]))
    for i in range(W1.shape[0]):
        for j in range(W2.shape[1]):
            for k in range(W1.shape[1]):
                W[i, j] = W1[i, k] * W2[k, j]
    return W, b1 @ W2 + b2
