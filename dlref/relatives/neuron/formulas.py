"""Other formulas in the place of a neuron's and a layer's."""

import numpy as np

from autograder.course import relative


@relative(
    "weighted_sum",
    "You use the first two inputs alone. A neuron may have any number of them, and each one counts.",
)
def weighted_sum_of_two_inputs(x, w, b):
    return x[0] * w[0] + x[1] * w[1] + b


@relative(
    "weighted_sum",
    "This is a weighted average without the bias: the sum of the products is divided by the sum of the "
    "weights. A neuron's sum is not divided, and b is added to it.",
)
def weighted_sum_weighted_average_alone(x, w, b):
    return np.sum(x * w) / np.sum(w)


@relative(
    "weighted_sum",
    "Your sum, with the bias, is divided by the number of inputs. A neuron's sum is not an average.",
)
def weighted_sum_over_number_of_inputs(x, w, b):
    return (np.sum(x * w) + b) / len(x)


@relative(
    "weighted_sum",
    "This is the distance of x from the neuron's border: the weighted sum, divided by the length of w. "
    "Here the sum is not divided.",
)
def weighted_sum_distance_from_border(x, w, b):
    return (x @ w + b) / np.linalg.norm(w)


@relative(
    "weighted_sum",
    "This is the cosine of the angle between x and w. Here the sum of the products is not divided by "
    "their lengths, and b is added.",
)
def weighted_sum_cosine(x, w, b):
    return x @ w / (np.linalg.norm(x) * np.linalg.norm(w))


@relative(
    "weighted_sum",
    "Your weights are in reverse order: the first input meets the last weight. Each input goes with the "
    "weight at the same place.",
)
def weighted_sum_weights_reversed(x, w, b):
    return x @ w[::-1] + b


@relative(
    "weighted_sum",
    "Each input meets the weight of the input before it. Both should stand at the same place.",
)
def weighted_sum_weight_before(x, w, b):
    return x @ np.roll(w, 1) + b


@relative(
    "weighted_sum",
    "Each input meets the weight of the next input. Both should stand at the same place.",
)
def weighted_sum_weight_after(x, w, b):
    return x @ np.roll(w, -1) + b


@relative(
    "weighted_sum",
    "You give all the sums on the way, one for each input. The neuron's number is the last of them.",
)
def weighted_sum_running_sums(x, w, b):
    return np.cumsum(x * w) + b


@relative(
    "weighted_sum",
    "Each input is taken times the sum of all weights, so there is a number for each input. "
    "Multiply each input by its own weight first, then sum.",
)
def weighted_sum_weights_summed_first(x, w, b):
    return x * np.sum(w) + b


@relative(
    "weighted_sum",
    "This is the squared distance between x and w, plus b. Here each input is multiplied by its weight.",
)
def weighted_sum_squared_distance(x, w, b):
    return np.sum((x - w) ** 2) + b


@relative(
    "weighted_sum",
    "This is the distance between x and w, plus b. Here each input is multiplied by its weight.",
)
def weighted_sum_distance(x, w, b):
    return np.linalg.norm(x - w) + b


@relative(
    "weighted_sum",
    "Only the last product is left, and the bias is lost as well. Each turn of a loop should add to "
    "what is there.",
)
def weighted_sum_last_product_alone(x, w, b):
    return x[-1] * w[-1]


@relative(
    "weighted_sum",
    "Only the first product is in your number, and no bias. All products are added up, and then the "
    "bias.",
)
def weighted_sum_first_product_alone(x, w, b):
    return x[0] * w[0]


@relative(
    "weighted_sum",
    "You return a table in which each input meets each weight. Each input has one weight, and the "
    "products are added up.",
)
def weighted_sum_table_of_pairs(x, w, b):
    return np.outer(x, w) + b


@relative(
    "weighted_sum",
    "You add up all the sums on the way, so that the first products count several times. Each product "
    "is added once.",
)
def weighted_sum_sum_of_sums(x, w, b):
    return np.sum(np.cumsum(x * w)) + b


@relative(
    "weighted_sum",
    "You round the result to two decimals. Keep all of them.",
)
def weighted_sum_two_decimals(x, w, b):
    return np.round(x @ w + b, 2)


@relative(
    "weighted_sum",
    "The first input is not in your sum. Python counts places from 0.",
)
def weighted_sum_first_input_left_out(x, w, b):
    return x[1:] @ w[1:] + b


@relative(
    "weighted_sum",
    "The last input is not in your sum. Look at where it gets lost.",
)
def weighted_sum_last_input_left_out(x, w, b):
    return x[:-1] @ w[:-1] + b


@relative(
    "weighted_sum",
    "Only the first input and its weight are in your sum, with b. All inputs count.",
)
def weighted_sum_first_input_alone(x, w, b):
    return x[0] * w[0] + b


@relative(
    "weighted_sum",
    "Your sum is too large by 1. It should start from 0.",
)
def weighted_sum_one_too_large(x, w, b):
    return 1 + x @ w + b


@relative(
    "weighted_sum",
    "The bias is multiplied by the first weight. It belongs to no input, so it is added as it is.",
)
def weighted_sum_bias_times_weight(x, w, b):
    return x @ w + b * w[0]


@relative(
    "perceptron",
    "You give a probability, the sigmoid of the weighted sum. A perceptron says 1 or 0: it fires or not.",
)
def perceptron_sigmoid(x, w, b):
    return 1 / (1 + np.exp(-(x @ w + b)))


@relative(
    "perceptron",
    "You give the sum itself where it is positive. The neuron's answer there is 1, however large the sum is.",
)
def perceptron_relu(x, w, b):
    return np.maximum(0, x @ w + b)


@relative(
    "perceptron",
    "You give the weighted sum, cut off at 0 and at 1. The answer is never between the two.",
)
def perceptron_ramp(x, w, b):
    return np.clip(x @ w + b, 0, 1)


@relative(
    "perceptron",
    "You give the tanh of the weighted sum. A perceptron says 1 or 0: it fires or not.",
)
def perceptron_tanh(x, w, b):
    return np.tanh(x @ w + b)


@relative(
    "perceptron",
    "You give the weighted sum without its decimals. The neuron says 1 where the sum is above 0, else 0.",
)
def perceptron_whole_sum(x, w, b):
    return int(x @ w + b)


@relative(
    "perceptron",
    "You decide for each input and count how many say yes. Add up all products first, and decide once.",
)
def perceptron_count(x, w, b):
    return int(np.sum(x * w + b > 0))


@relative(
    "perceptron",
    "You count the products that are above 0. Add up the products and the bias first, and decide once.",
)
def perceptron_positive_products(x, w, b):
    return int(np.sum(x * w > 0))


@relative(
    "perceptron",
    "You give the share of the inputs that vote yes. Add up all products first, and decide once.",
)
def perceptron_share(x, w, b):
    return np.mean(x * w + b > 0)


@relative(
    "perceptron",
    "Your neuron fires only if each product, with the bias, is above 0. It is the sum of all that decides.",
)
def perceptron_all_inputs(x, w, b):
    return int(np.all(x * w + b > 0))


@relative(
    "perceptron",
    "You let the inputs vote one by one, and the majority wins. It is the sum of all products that decides, "
    "so a large product weighs more than a small one.",
)
def perceptron_majority(x, w, b):
    return int(np.mean(x * w + b > 0) > 0.5)


@relative(
    "perceptron",
    "Your neuron decides on the first two inputs alone. It may have any number of them.",
)
def perceptron_two_inputs(x, w, b):
    return int(x[0] * w[0] + x[1] * w[1] + b > 0)


@relative(
    "perceptron",
    "Your neuron fires only where w·x is above the size of b, whatever the sign of b is. "
    "A positive bias should make it fire more easily.",
)
def perceptron_size_of_bias(x, w, b):
    return int(x @ w > abs(b))


@relative(
    "perceptron",
    "You multiply the sum by the decision, so the sum comes through where it is negative. "
    "The answer is the decision alone, 1 or 0.",
)
def perceptron_sum_where_silent(x, w, b):
    z = x @ w + b
    return 1 if z > 0 else z


@relative(
    "perceptron",
    "You decide on w·x alone and add b to the decision. b belongs to the sum that you decide on.",
)
def perceptron_bias_after_decision(x, w, b):
    return int(x @ w > 0) + b


@relative(
    "perceptron",
    "You give the weighted sum, rounded. The neuron says 1 where the sum is above 0, else 0.",
)
def perceptron_rounded_sum(x, w, b):
    return np.round(x @ w + b)


@relative(
    "perceptron",
    "You give the weighted sum, cut off at -1 and at 1. The neuron says 1 where the sum is above 0, "
    "else 0.",
)
def perceptron_cut_sum(x, w, b):
    return np.clip(x @ w + b, -1, 1)


@relative(
    "perceptron",
    "You take a decision for each input. Add up all products first, and decide once.",
)
def perceptron_decision_for_each_input(x, w, b):
    return (x * w + b > 0).astype(int)


@relative(
    "perceptron",
    "Your neuron decides on the first input and b alone. All inputs count.",
)
def perceptron_first_input_alone(x, w, b):
    return int(x[0] * w[0] + b > 0)


@relative(
    "perceptron",
    "Your neuron decides on the last input and b alone. All inputs count.",
)
def perceptron_last_input_alone(x, w, b):
    return int(x[-1] * w[-1] + b > 0)


@relative(
    "perceptron",
    "Your neuron decides without the first input. Python counts places from 0.",
)
def perceptron_first_input_left_out(x, w, b):
    return int(x[1:] @ w[1:] + b > 0)


@relative(
    "perceptron",
    "Your neuron decides without the last input. Look at where it gets lost.",
)
def perceptron_last_input_left_out(x, w, b):
    return int(x[:-1] @ w[:-1] + b > 0)


@relative(
    "perceptron",
    "In all cases here your neuron fires where b is above 0, and is silent elsewhere. Look at which "
    "side of 0 the sum of w·x and b is.",
)
def perceptron_bias_decides(x, w, b):
    return int(b > 0)


@relative(
    "perceptron",
    "Your neuron says -1 where it fires, and 1 where it is silent. It should say 1 and 0.",
)
def perceptron_minus_one_for_firing(x, w, b):
    return -1 if x @ w + b > 0 else 1


@relative(
    "perceptron",
    "Your neuron says 0 where it fires, and -1 where it is silent. It should say 1 and 0.",
)
def perceptron_zero_for_firing(x, w, b):
    return 0 if x @ w + b > 0 else -1


@relative(
    "perceptron",
    "Your neuron fires only where each product is above 0. It is the sum of all products and b that "
    "decides.",
)
def perceptron_all_products(x, w, b):
    return int(np.all(x * w > 0))


@relative(
    "perceptron",
    "Your neuron fires only where w·x and b are both above 0. They are added first, and one may "
    "outweigh the other.",
)
def perceptron_both_positive(x, w, b):
    return int(x @ w > 0 and b > 0)


@relative(
    "perceptron",
    "Your neuron also fires where the sum of w·x and b is a little below 0. The border is 0, for the "
    "whole sum.",
)
def perceptron_too_easily(x, w, b):
    return int(x @ w > 0 or b > 0)


@relative(
    "dense",
    "Each bias is counted once per input: it is in your sum several times. A neuron has one bias, added once.",
)
def dense_bias_for_each_input(X, W, b):
    return X @ W + X.shape[1] * b


@relative(
    "dense",
    "Each bias is counted once per sample in the batch. For each sample it is added once.",
)
def dense_bias_for_each_sample(X, W, b):
    return X @ W + len(X) * b


@relative(
    "dense",
    "Only the first input and its weights are in your result. Each neuron sums over all inputs of a sample.",
)
def dense_first_input(X, W, b):
    return X[:, :1] * W[:1] + b


@relative(
    "dense",
    "Only the last input and its weights are left in your result. A neuron adds up the products of all "
    "inputs; the new one should not replace the earlier ones.",
)
def dense_last_input(X, W, b):
    return X[:, -1:] * W[-1:] + b


@relative(
    "dense",
    "The last input is not in your sums. Each neuron sums over all inputs of a sample.",
)
def dense_without_last_input(X, W, b):
    return X[:, :-1] @ W[:-1] + b


@relative(
    "dense",
    "The first input is not in your sums. Python counts places from 0.",
)
def dense_without_first_input(X, W, b):
    return X[:, 1:] @ W[1:] + b


@relative(
    "dense",
    "Only the first sample is in your result. A batch has many: each row of X gives a row.",
)
def dense_first_sample(X, W, b):
    return X[0] @ W + b


@relative(
    "dense",
    "Only the last sample is in your result. A batch has many: each row of X gives a row.",
)
def dense_last_sample(X, W, b):
    return X[-1] @ W + b


@relative(
    "dense",
    "All rows of your result are those of the first sample. Each sample has a row of its own.",
)
def dense_first_sample_for_all(X, W, b):
    return np.tile(X[0] @ W + b, (len(X), 1))


@relative(
    "dense",
    "All rows of your result are those of the last sample. Each sample has a row of its "
    "own, so look at how you store them.",
)
def dense_last_sample_for_all(X, W, b):
    return np.tile(X[-1] @ W + b, (len(X), 1))


@relative(
    "dense",
    "All columns of your result are alike: they are those of the first neuron. Each neuron has a column of W "
    "and a bias of its own.",
)
def dense_first_neuron_for_all(X, W, b):
    return np.tile(X @ W[:, :1] + b[0], (1, W.shape[1]))


@relative(
    "dense",
    "Each of your columns also holds the sums of the neurons before it. Start from 0 again for each neuron.",
)
def dense_sum_goes_on_over_neurons(X, W, b):
    return np.cumsum(X @ W, axis=1) + b


@relative(
    "dense",
    "Each of your columns also holds the sums and biases of the neurons before it. Start from 0 again for "
    "each neuron.",
)
def dense_sum_and_bias_go_on_over_neurons(X, W, b):
    return np.cumsum(X @ W + b, axis=1)


@relative(
    "dense",
    "Your sum goes on from number to number and is never set back. Start from 0 again for each neuron and "
    "each sample.",
)
def dense_sum_goes_on_over_all(X, W, b):
    return np.cumsum((X @ W).ravel()).reshape(len(X), -1) + b


@relative(
    "dense",
    "Each of your rows also holds the sums of the samples before it. Samples know nothing of each other.",
)
def dense_sum_goes_on_over_samples(X, W, b):
    return np.cumsum(X @ W, axis=0) + b


@relative(
    "dense",
    "Only the first sample gets the biases. They are added for every sample.",
)
def dense_bias_for_first_sample(X, W, b):
    Z = X @ W
    Z[0] += b
    return Z


@relative(
    "dense",
    "Only the last sample gets the biases. They are added for every sample.",
)
def dense_bias_for_last_sample(X, W, b):
    Z = X @ W
    Z[-1] += b
    return Z


@relative(
    "dense",
    "Your biases are in reverse order. The first bias belongs to the first column of W.",
)
def dense_biases_reversed(X, W, b):
    return X @ W + b[::-1]


@relative(
    "dense",
    "Your whole result is divided by the number of inputs. A layer gives sums, not averages.",
)
def dense_over_number_of_inputs(X, W, b):
    return (X @ W + b) / X.shape[1]


@relative(
    "dense",
    "Your sums are divided by the root of the number of inputs. That scale belongs to the starting weights, "
    "not to the layer.",
)
def dense_over_root_of_inputs(X, W, b):
    return X @ W / np.sqrt(X.shape[1]) + b


@relative(
    "dense",
    "Your rows have gone through a softmax: each sums to 1. This layer has no activation.",
)
def dense_softmax(X, W, b):
    e = np.exp(X @ W + b)
    return e / e.sum(axis=1, keepdims=True)


@relative(
    "dense",
    "You give 1 where the sum is above 0 and 0 elsewhere. A layer gives the sums themselves.",
)
def dense_decisions(X, W, b):
    return (X @ W + b > 0).astype(float)


@relative(
    "dense",
    "Only the first neuron is in your result. Each neuron gives a column.",
)
def dense_first_neuron(X, W, b):
    return X @ W[:, 0] + b[0]


@relative(
    "dense",
    "Only the last neuron is in your result. Each neuron gives a column.",
)
def dense_last_neuron(X, W, b):
    return X @ W[:, -1] + b[-1]


@relative(
    "dense",
    "The last neuron's column holds zeros. It gets lost: look at where your count of neurons ends.",
)
def dense_last_neuron_empty(X, W, b):
    Z = X @ W + b
    Z[:, -1] = 0
    return Z


@relative(
    "dense",
    "The last sample's row holds zeros. It gets lost: look at where your count of samples ends.",
)
def dense_last_sample_empty(X, W, b):
    Z = X @ W + b
    Z[-1] = 0
    return Z


@relative(
    "dense",
    "The last neuron is not in your result. Each neuron gives a column.",
)
def dense_without_last_neuron(X, W, b):
    return (X @ W + b)[:, :-1]


@relative(
    "dense",
    "The last sample is not in your result. Each sample gives a row.",
)
def dense_without_last_sample(X, W, b):
    return (X @ W + b)[:-1]


@relative(
    "dense",
    "Every input meets every weight of a neuron: you multiply two sums. Each input has a weight of its "
    "own in each column.",
)
def dense_every_pair(X, W, b):
    return X.sum(axis=1, keepdims=True) * W.sum(axis=0) + b


@relative(
    "dense",
    "All neurons use the weights of the first one, each with a bias of its own. Each has a column of W.",
)
def dense_first_weights_for_all(X, W, b):
    return X @ W[:, :1] + b


@relative(
    "dense",
    "All neurons use the weights of the last one, each with a bias of its own. Each has a column of W.",
)
def dense_last_weights_for_all(X, W, b):
    return X @ W[:, -1:] + b


@relative(
    "dense",
    "You return all products, not yet added up: a block with three axes. Each neuron sums over the "
    "inputs.",
)
def dense_products_not_summed(X, W, b):
    return X[:, :, None] * W + b


@relative(
    "dense",
    "Each column of your result has been brought to mean 0 and deviation 1. A layer gives the plain "
    "sums.",
)
def dense_standardized(X, W, b):
    Z = X @ W + b
    return (Z - Z.mean(axis=0)) / Z.std(axis=0)


@relative(
    "dense",
    "The numbers are right, but they stand in one long row. Each sample should have a row of its own.",
)
def dense_flat(X, W, b):
    return (X @ W + b).ravel()


@relative(
    "dense",
    "The first bias is added to the inputs, before they meet the weights. The biases are added after "
    "the product.",
)
def dense_first_bias_in_inputs(X, W, b):
    return (X + b[0]) @ W


@relative(
    "dense",
    "Your sums are taken over the samples as well, and then b is added. Each sample has a row of its "
    "own.",
)
def dense_summed_over_samples(X, W, b):
    return np.sum(X @ W, axis=0) + b


@relative(
    "dense",
    "Your sums are averaged over the samples, and then b is added. Each sample has a row of its own.",
)
def dense_averaged_over_samples(X, W, b):
    return np.mean(X @ W, axis=0) + b


@relative(
    "merge_linear",
    "There is a b2 in your W: each number of b2 is added to a column of it. W holds weights alone, so no bias "
    "enters it.",
)
def merge_linear_second_bias_in_weights(W1, b1, W2, b2):
    return W1 @ W2 + b2, b1 @ W2 + b2


@relative(
    "merge_linear",
    "There is a b1 in your W: it was added to W1 before the product. W holds weights alone, so no bias enters it.",
)
def merge_linear_first_bias_in_weights(W1, b1, W2, b2):
    return (W1 + b1) @ W2, b1 @ W2 + b2


@relative(
    "merge_linear",
    "There are both biases in your W: you send W1 through the layers as if it were data. W holds weights "
    "alone, so no bias enters it.",
)
def merge_linear_both_biases_in_weights(W1, b1, W2, b2):
    return (W1 + b1) @ W2 + b2, b1 @ W2 + b2


@relative(
    "merge_linear",
    "In your b, b2 counts once for each hidden neuron. It belongs to the second layer alone, so it is added once.",
)
def merge_linear_second_bias_for_each_unit(W1, b1, W2, b2):
    return W1 @ W2, b1 @ W2 + len(b1) * b2


@relative(
    "merge_linear",
    "In your b, the numbers of b1 are added up as they are and added to b2. On its way to the output each of "
    "them passes through the weights of the second layer.",
)
def merge_linear_first_bias_summed(W1, b1, W2, b2):
    return W1 @ W2, np.sum(b1) + b2


@relative(
    "merge_linear",
    "In your b, b2 gets the average of b1. Each number of b1 passes through the second layer's weights.",
)
def merge_linear_first_bias_averaged(W1, b1, W2, b2):
    return W1 @ W2, np.mean(b1) + b2


@relative(
    "merge_linear",
    "In your b, b2 gets the first number of b1 alone. All of b1 passes through the second layer's weights.",
)
def merge_linear_first_bias_first_number(W1, b1, W2, b2):
    return W1 @ W2, b1[0] + b2


@relative(
    "merge_linear",
    "Your b holds b1 and b2 one after the other. The merged layer has one bias for each output.",
)
def merge_linear_biases_joined(W1, b1, W2, b2):
    return W1 @ W2, np.concatenate([b1, b2])


@relative(
    "merge_linear",
    "Your b holds b1, sent through W2, and behind it b2. The merged layer has one bias for each output: the "
    "two are added.",
)
def merge_linear_parts_joined(W1, b1, W2, b2):
    return W1 @ W2, np.concatenate([b1 @ W2, b2])


@relative(
    "merge_linear",
    "Your b is a table: each number of b1 times its row of W2, plus b2. The rows have to be added up first.",
)
def merge_linear_first_bias_not_summed(W1, b1, W2, b2):
    return W1 @ W2, b1[:, None] * W2 + b2


@relative(
    "merge_linear",
    "In your b, each number of b2 is taken times the sum of b1. The two biases never multiply each other.",
)
def merge_linear_biases_multiplied(W1, b1, W2, b2):
    return W1 @ W2, np.sum(b1) * b2


@relative(
    "merge_linear",
    "Only the first hidden neuron is in your W and b. The output sums over all of them.",
)
def merge_linear_first_hidden_unit(W1, b1, W2, b2):
    return W1[:, :1] * W2[:1], b1[0] * W2[0] + b2


@relative(
    "merge_linear",
    "Only the last hidden neuron is left in your W. The output adds up what all of them give.",
)
def merge_linear_last_hidden_unit(W1, b1, W2, b2):
    return W1[:, -1:] * W2[-1:], b1 @ W2 + b2


@relative(
    "merge_linear",
    "A ReLU stands between your layers: the negative numbers of W1 and b1 have become 0. "
    "Two layers can be merged only if there is no activation between them.",
)
def merge_linear_relu_between(W1, b1, W2, b2):
    return np.maximum(0, W1) @ W2, np.maximum(0, b1) @ W2 + b2


@relative(
    "merge_linear",
    "Your product is divided by the number of hidden neurons. The second layer sums over them.",
)
def merge_linear_over_hidden_units(W1, b1, W2, b2):
    return W1 @ W2 / len(b1), b1 @ W2 + b2


@relative(
    "merge_linear",
    "What b1 gives behind W2 is added to your W, and not to b. W holds weights alone, so no bias enters "
    "it.",
)
def merge_linear_bias_through_second_layer_in_weights(W1, b1, W2, b2):
    return W1 @ W2 + b1 @ W2, b2


@relative(
    "merge_linear",
    "b2 is added to W2 before W1 meets it, so there is a b2 in your W. W holds weights alone.",
)
def merge_linear_second_bias_added_to_second_weights(W1, b1, W2, b2):
    return W1 @ (W2 + b2), b1 @ W2 + b2


@relative(
    "merge_linear",
    "b2 is added to W2 before both products, so it is in your W, and counts several times in b. It is "
    "added to b, once.",
)
def merge_linear_second_bias_in_both_products(W1, b1, W2, b2):
    return W1 @ (W2 + b2), b1 @ (W2 + b2)


@relative(
    "merge_linear",
    "Your b is a column. It should have one axis, as b2 has.",
)
def merge_linear_bias_column(W1, b1, W2, b2):
    return W1 @ W2, (b1 @ W2 + b2)[:, None]


@relative(
    "merge_linear",
    "You hand back the first layer as it is. The second one works on what the first gives, so both are "
    "in the merged layer.",
)
def merge_linear_first_layer_alone(W1, b1, W2, b2):
    return W1, b1


@relative(
    "merge_linear",
    "You hand back the second layer as it is. It works on what the first gives, so both are in the "
    "merged layer.",
)
def merge_linear_second_layer_alone(W1, b1, W2, b2):
    return W2, b2


@relative(
    "merge_linear",
    "In your b, only the first number of b1 has gone through W2. All of them do, and are added up.",
)
def merge_linear_first_unit_in_bias(W1, b1, W2, b2):
    return W1 @ W2, b1[0] * W2[0] + b2


@relative(
    "merge_linear",
    "In your b, only the last number of b1 is left behind W2. All of them go through it, and are added "
    "up.",
)
def merge_linear_last_unit_in_bias(W1, b1, W2, b2):
    return W1 @ W2, b1[-1] * W2[-1] + b2


@relative(
    "merge_linear",
    "In your b, b1 comes in twice: once through W2, and once as it is, added up. The first is enough.",
)
def merge_linear_first_bias_twice(W1, b1, W2, b2):
    return W1 @ W2, b1 @ W2 + np.sum(b1) + b2


@relative(
    "merge_linear",
    "Your b is half as large as it should be. What both layers add comes together: nothing is averaged.",
)
def merge_linear_half_bias(W1, b1, W2, b2):
    return W1 @ W2, (b1 @ W2 + b2) / 2
