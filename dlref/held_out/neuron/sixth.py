"""Wrong answers of the sixth set: neuron."""

import numpy as np

from autograder.course import held_out
from dlref.neuron import dense, weighted_sum


@held_out(
    "weighted_sum", kind="the bias is added once for each input instead of once", source="written"
)
def weighted_sum_bias_in_loop(x, w, b):
    total = 0.0
    for x_i, w_i in zip(x, w):
        total += x_i * w_i + b
    return total


@held_out(
    "weighted_sum",
    kind="return stands inside the loop, so only the first input counts",
    source="written",
)
def weighted_sum_returns_early(x, w, b):
    z = b
    for i in range(len(x)):
        signal = x[i] * w[i]  # what arrives through synapse i
        z = z + signal
        return z


@held_out(
    "weighted_sum",
    kind="the loop starts at 1 as in the formula, so the first input is skipped",
    source="written",
)
def weighted_sum_counts_from_one(x, w, b):
    # w_1 x_1 + ... + w_d x_d
    d = x.size
    return sum(w[i] * x[i] for i in range(1, d)) + b


@held_out("weighted_sum", kind="the products are averaged instead of added up", source="written")
def weighted_sum_averaged(x, w, b):
    contributions = np.multiply(x, w)
    return contributions.mean() + b


@held_out(
    "perceptron", kind="a silent neuron gives -1 instead of 0 (sign convention)", source="written"
)
def perceptron_minus_one(x, w, b):
    z = np.dot(w, x) + b
    return 1 if z > 0 else -1


@held_out(
    "perceptron",
    kind="the bias is taken as the threshold to exceed: its sign is wrong",
    source="written",
)
def perceptron_bias_as_threshold(x, w, b):
    activity = (w * x).sum()
    threshold = b
    if activity > threshold:
        fires = 1
    else:
        fires = 0
    return fires


@held_out(
    "perceptron",
    kind="each input votes by its sign and the majority decides, sizes ignored",
    source="written",
)
def perceptron_majority_vote(x, w, b):
    votes_for, votes_against = 0, 0
    for gene, weight in zip(x, w):
        if gene * weight + b > 0:
            votes_for += 1
        else:
            votes_against += 1
    return int(votes_for > votes_against)


@held_out(
    "perceptron",
    kind="a sigmoid (always positive) is compared with 0, so it always fires",
    source="written",
)
def perceptron_sigmoid_above_zero(x, w, b):
    def activation(z):
        return 1 / (1 + np.exp(-z))

    a = activation(weighted_sum(x, w, b))
    return int(a > 0)


@held_out(
    "perceptron",
    kind="the decision is printed, not returned, so the result is None",
    source="written",
)
def perceptron_printed(x, w, b):
    s = weighted_sum(x, w, b)
    if s > 0:
        print(1)
    else:
        print(0)


@held_out(
    "perceptron",
    kind="fires only above 0.5, the probability threshold, instead of above 0",
    source="written",
)
def perceptron_half(x, w, b):
    return int(weighted_sum(x, w, b) > 0.5)


@held_out(
    "dense", kind="W is transposed as in PyTorch though it is already (d, h)", source="written"
)
def dense_torch_style(X, W, b):
    # y = x W^T + b  (like nn.Linear)
    return X @ W.T + b


@held_out(
    "dense",
    kind="the bias is made a column, so it follows the rows, not the neurons",
    source="written",
)
def dense_bias_column(X, W, b):
    Z = np.matmul(X, W)
    bias = np.asarray(b).reshape(-1, 1)
    return Z + bias


@held_out(
    "dense",
    kind="the result is (h, n), neurons in rows: samples and neurons swapped",
    source="written",
)
def dense_neurons_in_rows(X, W, b):
    outputs = []
    for j in range(W.shape[1]):
        neuron = [weighted_sum(X[i], W[:, j], b[j]) for i in range(X.shape[0])]
        outputs.append(neuron)
    return np.array(outputs)


@held_out(
    "dense", kind="a ReLU is applied to the sums; the layer should stay linear", source="written"
)
def dense_with_relu(X, W, b):
    pre_activation = X.dot(W) + b
    out = pre_activation * (pre_activation > 0)
    return out


@held_out(
    "dense", kind="einsum sums over the samples as well, so the batch is lost", source="written"
)
def dense_einsum_drops_samples(X, W, b):
    return np.einsum("nd,dh->h", X, W) + b


@held_out(
    "dense",
    kind="b is updated in place and reused for each sample: sums pile up, b changes",
    source="written",
)
def dense_bias_accumulates(X, W, b):
    rows = []
    for sample in X:
        z = b
        z += sample @ W
        rows.append(z)
    return np.stack(rows)


@held_out(
    "merge_linear",
    kind="the weight matrices are multiplied in the wrong order, W2 before W1",
    source="written",
)
def merge_linear_order(W1, b1, W2, b2):
    W_merged = W2 @ W1
    b_merged = b1 @ W2 + b2
    return W_merged, b_merged


@held_out(
    "merge_linear",
    kind="the biases are just added; the first does not pass through W2",
    source="written",
)
def merge_linear_biases_added(W1, b1, W2, b2):
    return np.dot(W1, W2), np.add(b1, b2)


@held_out(
    "merge_linear",
    kind="W found from the identity still contains the bias, which counts again",
    source="written",
)
def merge_linear_probe_keeps_bias(W1, b1, W2, b2):
    def both(X):
        return dense(dense(X, W1, b1), W2, b2)

    d = W1.shape[0]
    # one sample for each input: 1 there, 0 elsewhere
    W = both(np.eye(d))
    # no input at all: only the bias speaks
    b = both(np.zeros((1, d)))[0]
    return W, b


@held_out(
    "merge_linear",
    kind="the first bias is multiplied by the merged W instead of W2",
    source="written",
)
def merge_linear_bias_through_both(W1, b1, W2, b2):
    W = W1 @ W2
    b = b1 @ W + b2
    return (W, b)


@held_out(
    "merge_linear",
    kind="the layers are glued together by concatenation instead of multiplied out",
    source="written",
)
def merge_linear_concatenated(W1, b1, W2, b2):
    W = np.concatenate([W1.ravel(), W2.ravel()]).reshape(W1.shape[0], -1)
    b = np.concatenate([b1, b2])
    return W, b
