"""Two mistakes in the way through the network, forward or back, in different parts of it."""

import numpy as np

from dlref.activations import relu, sigmoid
from dlref.relatives._pairs import Mistake, pairs, singles, threes

# --- forward ---


def forward_made_of(
    bias_1=lambda b: b,
    hidden=relu,
    bias_2=lambda b: b,
    output=sigmoid,
    kept=lambda Z1, A1, Z2, P: (Z1, A1, Z2, P),
):
    """The forward pass, put together from its parts."""

    def forward(params, X):
        with np.errstate(all="ignore"):
            Z1 = X @ params["W1"] + bias_1(params["b1"])
            A1 = hidden(Z1)
            Z2 = A1 @ params["W2"] + bias_2(params["b2"])
            Z1, A1, Z2, P = kept(Z1, A1, Z2, output(Z2))
        return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": P}

    return forward


IN_THE_NETWORK = (
    Mistake("bias_1", "no_b1", "b1 is left out.", lambda b: 0),
    Mistake("bias_1", "minus_b1", "b1 is subtracted: add it.", lambda b: -b),
    Mistake(
        "hidden", "no_relu", "The hidden layer is linear: the ReLU is missing.", lambda z: 1.0 * z
    ),
    Mistake("hidden", "tanh", "The hidden layer has a tanh in place of the ReLU.", np.tanh),
    Mistake("hidden", "sigmoid", "The hidden layer has a sigmoid in place of the ReLU.", sigmoid),
    Mistake(
        "hidden",
        "leaky",
        "The hidden layer has a leaky ReLU in place of the plain one.",
        lambda z: np.where(z > 0, z, 0.01 * z),
    ),
    Mistake(
        "hidden",
        "step",
        "The hidden layer gives 1 above 0: a ReLU gives Z1 there.",
        lambda z: (z > 0) * 1.0,
    ),
    Mistake(
        "hidden",
        "size",
        "The hidden layer has lost its minus signs: a ReLU sets them to 0.",
        np.abs,
    ),
    Mistake(
        "hidden",
        "turned_relu",
        "The hidden layer keeps what is below 0: a ReLU keeps what is above.",
        lambda z: np.minimum(0, z),
    ),
    Mistake(
        "hidden",
        "one_below",
        "Below 0 the hidden layer gives 1: a ReLU gives 0.",
        lambda z: np.where(z > 0, z, 1),
    ),
    Mistake(
        "hidden",
        "swish",
        "The hidden layer has a swish in place of the ReLU.",
        lambda z: z * sigmoid(z),
    ),
    Mistake(
        "hidden", "centred", "Z1 is centred before the ReLU.", lambda z: relu(z - z.mean(axis=0))
    ),
    Mistake(
        "hidden",
        "over_units",
        "The hidden layer is divided by the number of its units.",
        lambda z: relu(z) / z.shape[1],
    ),
    Mistake("bias_1", "b1_twice", "b1 is added twice.", lambda b: 2 * b),
    Mistake(
        "bias_1",
        "first_of_b1",
        "Each unit gets the first entry of b1: each has its own.",
        lambda b: b[0],
    ),
    Mistake(
        "bias_1",
        "mean_of_b1",
        "Each unit gets the mean of b1: each has its own.",
        lambda b: b.mean(),
    ),
    Mistake("bias_2", "b2_twice", "b2 is added twice.", lambda b: 2 * b),
    Mistake("output", "two_sigmoids", "The sigmoid is taken twice.", lambda z: sigmoid(sigmoid(z))),
    Mistake(
        "output",
        "relu_before",
        "A ReLU is taken of Z2 before the sigmoid.",
        lambda z: sigmoid(relu(z)),
    ),
    Mistake(
        "output",
        "slope",
        "The slope of the sigmoid is taken: take the sigmoid.",
        lambda z: sigmoid(z) * (1 - sigmoid(z)),
    ),
    Mistake(
        "output",
        "softmax_batch",
        "A softmax goes over the samples: each sample has its own sigmoid.",
        lambda z: np.exp(z) / np.exp(z).sum(axis=0),
    ),
    Mistake(
        "output", "sum_to_1", "Z2 is divided by its sum: take the sigmoid.", lambda z: z / z.sum()
    ),
    Mistake("bias_2", "no_b2", "b2 is left out.", lambda b: 0),
    Mistake("bias_2", "minus_b2", "b2 is subtracted: add it.", lambda b: -b),
    Mistake(
        "output", "no_sigmoid", "The output has no activation: the sigmoid is missing.", lambda z: z
    ),
    Mistake("output", "tanh_output", "The output has a tanh in place of the sigmoid.", np.tanh),
    Mistake("output", "relu_output", "The output has a ReLU in place of the sigmoid.", relu),
    Mistake(
        "output",
        "turned_sigmoid",
        "The sigmoid is the wrong way round: it falls when its input grows.",
        lambda z: sigmoid(-z),
    ),
    Mistake(
        "output",
        "decision",
        "The probability is turned into 0 or 1: keep it as it is.",
        lambda z: (z > 0).astype(float),
    ),
)


_IN_THE_CACHE = (
    Mistake(
        "kept",
        "swapped_1",
        "Z1 and A1 have changed places in the cache.",
        lambda Z1, A1, Z2, P: (A1, Z1, Z2, P),
    ),
    Mistake(
        "kept",
        "z1_is_a1",
        "The cache holds A1 under Z1, too: keep Z1 as it was before the ReLU.",
        lambda Z1, A1, Z2, P: (A1, A1, Z2, P),
    ),
    Mistake(
        "kept",
        "a1_is_z1",
        "The cache holds Z1 under A1, too.",
        lambda Z1, A1, Z2, P: (Z1, Z1, Z2, P),
    ),
    Mistake(
        "kept",
        "z2_is_p",
        "The cache holds P under Z2, too: keep Z2 as it was before the sigmoid.",
        lambda Z1, A1, Z2, P: (Z1, A1, P, P),
    ),
    Mistake(
        "kept",
        "p_is_z2",
        "The cache holds Z2 under P, too.",
        lambda Z1, A1, Z2, P: (Z1, A1, Z2, Z2),
    ),
    Mistake(
        "kept",
        "swapped_2",
        "Z2 and P have changed places in the cache.",
        lambda Z1, A1, Z2, P: (Z1, A1, P, Z2),
    ),
    Mistake(
        "kept",
        "other_class",
        "P is 1 minus the probability.",
        lambda Z1, A1, Z2, P: (Z1, A1, Z2, 1 - P),
    ),
    Mistake(
        "kept",
        "decided",
        "P is turned into 0 or 1: keep the probability.",
        lambda Z1, A1, Z2, P: (Z1, A1, Z2, (P > 0.5) * 1.0),
    ),
)


def _with_parts_without_biases(without_1=False, without_2=False, without_p=False):
    def forward(params, X):
        X1 = X @ params["W1"]
        A1 = relu(X1 + params["b1"])
        X2 = A1 @ params["W2"]
        P = sigmoid(X2 if without_p else X2 + params["b2"])
        return {
            "Z1": X1 if without_1 else X1 + params["b1"],
            "A1": A1,
            "Z2": X2 if without_2 else X2 + params["b2"],
            "P": P,
        }

    return forward


_WITHOUT_BIASES = (
    Mistake("without_1", "z1_kept_without_b1", "Z1 is kept without b1, although A1 has it.", True),
    Mistake("without_2", "z2_kept_without_b2", "Z2 is kept without b2, although P has it.", True),
    Mistake("without_p", "p_without_b2", "P is made without b2, although Z2 has it.", True),
)


# --- backward ---


def _backward(
    error=lambda P, Z2, y: P - y,
    number=lambda X: len(X),
    through=lambda dA1, Z1, A1: dA1 * (Z1 > 0),
    biases=lambda dZ: dZ.sum(axis=0),
    weights_2=lambda Z1, A1, dZ2: A1.T @ dZ2,
    weights_1=lambda X, dZ1: X.T @ dZ1,
    back=lambda dZ2, W2, dW2: dZ2 @ W2.T,
    returned=lambda grads, params: grads,
):
    def backward(params, cache, X, y):
        Z1, A1 = cache["Z1"], cache["A1"]
        dZ2 = error(cache["P"], cache["Z2"], y) / number(X)
        dW2 = weights_2(Z1, A1, dZ2)
        dZ1 = through(back(dZ2, params["W2"], A1.T @ dZ2), Z1, A1)
        grads = {"W1": weights_1(X, dZ1), "b1": biases(dZ1), "W2": dW2, "b2": biases(dZ2)}
        return returned(grads, params)

    return backward


_ON_THE_WAY_BACK = (
    Mistake(
        "error",
        "uphill",
        "The error at the output has the wrong sign: it is P - y.",
        lambda P, Z2, y: y - P,
    ),
    Mistake(
        "error",
        "extra_slope",
        "The slope of the sigmoid is there once too often: with this loss it cancels.",
        lambda P, Z2, y: (P - y) * P * (1 - P),
    ),
    Mistake(
        "error",
        "squared_error",
        "The error is that of the squared error, with a 2 and the slope of the sigmoid.",
        lambda P, Z2, y: 2 * (P - y) * P * (1 - P),
    ),
    Mistake(
        "error",
        "squared_error_uphill",
        "The error is that of the squared error, with a 2 and the slope of the sigmoid, and its sign is wrong.",
        lambda P, Z2, y: 2 * (y - P) * P * (1 - P),
    ),
    Mistake(
        "error",
        "factor_two",
        "The error is doubled: a factor 2 belongs to the squared error.",
        lambda P, Z2, y: 2 * (P - y),
    ),
    Mistake(
        "error",
        "logit",
        "The error is made with the logit Z2: take the probability P.",
        lambda P, Z2, y: Z2 - y,
    ),
    Mistake(
        "error",
        "without_the_sigmoid",
        "You start with the slope of the loss by P: that of the sigmoid has to multiply.",
        lambda P, Z2, y: (1 - y) / (1 - P) - y / P,
    ),
    Mistake(
        "error",
        "decision",
        "The error is made with the decision, 0 or 1: take the probability P.",
        lambda P, Z2, y: (P > 0.5) - y,
    ),
    Mistake("error", "size", "The error has lost its minus sign.", lambda P, Z2, y: np.abs(P - y)),
    Mistake(
        "error",
        "squared",
        "The error is squared: its slope is asked for.",
        lambda P, Z2, y: (P - y) ** 2,
    ),
    Mistake(
        "error",
        "sigmoid_of_p",
        "The sigmoid is taken of P once more.",
        lambda P, Z2, y: sigmoid(P) - y,
    ),
    Mistake("error", "times_p", "The error is multiplied by P.", lambda P, Z2, y: (P - y) * P),
    Mistake("error", "half", "The error is halved.", lambda P, Z2, y: (P - y) / 2),
    Mistake(
        "number",
        "one_less",
        "You divide by the number of samples less 1.",
        lambda X: max(len(X) - 1, 1),
    ),
    Mistake(
        "through",
        "off_units",
        "The gradient goes through the units that were off: it goes through those that were on.",
        lambda dA1, Z1, A1: dA1 * (Z1 < 0),
    ),
    Mistake(
        "through",
        "z1_for_slope",
        "Z1 stands where the slope of the ReLU belongs.",
        lambda dA1, Z1, A1: dA1 * Z1,
    ),
    Mistake(
        "through",
        "sign_for_slope",
        "The sign of Z1 stands where the slope belongs: it is -1 below 0.",
        lambda dA1, Z1, A1: dA1 * np.sign(Z1),
    ),
    Mistake(
        "through",
        "one_where_off",
        "Where a unit is off the gradient is set to 1: it is 0 there.",
        lambda dA1, Z1, A1: np.where(Z1 > 0, dA1, 1),
    ),
    Mistake(
        "through",
        "slope_alone",
        "Only the slope of the ReLU is used: what comes from above has to multiply it.",
        lambda dA1, Z1, A1: (Z1 > 0) * 1.0,
    ),
    Mistake(
        "through",
        "leaky",
        "The slope is that of a leaky ReLU: below 0 it is 0 here.",
        lambda dA1, Z1, A1: dA1 * np.where(Z1 > 0, 1, 0.01),
    ),
    Mistake(
        "through",
        "border_at_half",
        "The slope is 0 up to 0.5: it is 0 up to 0.",
        lambda dA1, Z1, A1: dA1 * (A1 > 0.5),
    ),
    Mistake(
        "through",
        "relu_of_gradient",
        "A ReLU is taken of the gradient as well.",
        lambda dA1, Z1, A1: np.maximum(dA1, 0) * (Z1 > 0),
    ),
    Mistake(
        "weights_2",
        "with_z1",
        "W2 gets its gradient from Z1: it is A1 that went into the layer.",
        lambda Z1, A1, dZ2: Z1.T @ dZ2,
    ),
    Mistake(
        "weights_2",
        "over_samples_2",
        "The gradient of W2 is divided by the number of samples once more.",
        lambda Z1, A1, dZ2: A1.T @ dZ2 / len(A1),
    ),
    Mistake(
        "weights_2",
        "mean_left_out_2",
        "The gradient of W2 is not divided by the number of samples.",
        lambda Z1, A1, dZ2: A1.T @ dZ2 * len(A1),
    ),
    Mistake(
        "weights_2",
        "double_2",
        "The gradient of W2 is doubled.",
        lambda Z1, A1, dZ2: 2 * A1.T @ dZ2,
    ),
    Mistake(
        "weights_1",
        "over_samples_1",
        "The gradient of W1 is divided by the number of samples once more.",
        lambda X, dZ1: X.T @ dZ1 / len(X),
    ),
    Mistake(
        "weights_1",
        "mean_left_out_1",
        "The gradient of W1 is not divided by the number of samples.",
        lambda X, dZ1: X.T @ dZ1 * len(X),
    ),
    Mistake(
        "weights_1", "double_1", "The gradient of W1 is doubled.", lambda X, dZ1: 2 * X.T @ dZ1
    ),
    Mistake(
        "back",
        "gradient_of_w2",
        "The error goes back through the gradient of W2: it goes through W2 itself.",
        lambda dZ2, W2, dW2: dZ2 @ dW2.T,
    ),
    Mistake(
        "back",
        "new_w2",
        "The error goes back through the new W2, after a step: take the old one.",
        lambda dZ2, W2, dW2: dZ2 @ (W2 - dW2).T,
    ),
    Mistake(
        "back",
        "sum_of_w2",
        "Each unit gets the sum of W2: each has its own weight.",
        lambda dZ2, W2, dW2: dZ2 * W2.sum() * np.ones(len(W2)),
    ),
    Mistake(
        "back",
        "no_w2",
        "The error goes back without W2.",
        lambda dZ2, W2, dW2: dZ2 * np.ones(len(W2)),
    ),
    Mistake(
        "back",
        "size_of_w2",
        "W2 has lost its minus signs on the way back.",
        lambda dZ2, W2, dW2: dZ2 @ np.abs(W2).T,
    ),
    Mistake(
        "biases",
        "bias_means",
        "The bias gradients are averaged over the samples once more: add them up.",
        lambda dZ: dZ.mean(axis=0),
    ),
    Mistake(
        "biases",
        "bias_first",
        "The bias gradients are those of the first sample: add up all.",
        lambda dZ: dZ[0],
    ),
    Mistake(
        "biases",
        "bias_last",
        "The bias gradients are those of the last sample: add up all.",
        lambda dZ: dZ[-1],
    ),
    Mistake(
        "biases",
        "bias_zero",
        "The bias gradients are 0: add up over the samples.",
        lambda dZ: 0 * dZ[0],
    ),
    Mistake(
        "biases",
        "bias_not_divided",
        "The bias gradients are not divided by the number of samples.",
        lambda dZ: dZ.sum(axis=0) * len(dZ),
    ),
    Mistake(
        "returned",
        "all_negated",
        "All gradients have the wrong sign.",
        lambda grads, params: {k: -g for k, g in grads.items()},
    ),
    Mistake(
        "returned",
        "step_of_1",
        "You take a step of length 1: give the gradients alone.",
        lambda grads, params: {k: params[k] - g for k, g in grads.items()},
    ),
    Mistake(
        "returned",
        "step_of_0_1",
        "A step with a rate of 0.1 comes back: the gradients alone are asked for.",
        lambda grads, params: {k: params[k] - 0.1 * g for k, g in grads.items()},
    ),
    Mistake(
        "returned",
        "step_of_0_01",
        "A step with a rate of 0.01 comes back: the gradients alone are asked for.",
        lambda grads, params: {k: params[k] - 0.01 * g for k, g in grads.items()},
    ),
    Mistake(
        "returned",
        "b1_zero",
        "The gradient of b1 is always 0.",
        lambda grads, params: grads | {"b1": 0 * grads["b1"]},
    ),
    Mistake(
        "returned",
        "b2_zero",
        "The gradient of b2 is always 0.",
        lambda grads, params: grads | {"b2": 0 * grads["b2"]},
    ),
    Mistake("number", "no_mean", "The mean over the samples is missing.", lambda X: 1),
    Mistake(
        "number",
        "features",
        "You divide by the number of features: divide by that of the samples.",
        lambda X: X.shape[1],
    ),
    Mistake(
        "through",
        "no_slope",
        "The slope of the ReLU is missing: units that were off get blamed too.",
        lambda dA1, Z1, A1: dA1,
    ),
    Mistake(
        "through",
        "value_for_slope",
        "A1 stands where the slope of the ReLU belongs.",
        lambda dA1, Z1, A1: dA1 * A1,
    ),
    Mistake(
        "through",
        "sigmoid_slope",
        "A1 · (1 - A1) is the slope of a sigmoid, and the hidden layer is a ReLU.",
        lambda dA1, Z1, A1: dA1 * A1 * (1 - A1),
    ),
    Mistake(
        "through",
        "tanh_slope",
        "1 - A1² is the slope of a tanh, and the hidden layer is a ReLU.",
        lambda dA1, Z1, A1: dA1 * (1 - A1**2),
    ),
    Mistake(
        "through",
        "sigmoid_slope_at_z1",
        "The slope of a sigmoid at Z1 is used, and the hidden layer is a ReLU.",
        lambda dA1, Z1, A1: dA1 * sigmoid(Z1) * (1 - sigmoid(Z1)),
    ),
    Mistake(
        "through",
        "mask_from_gradient",
        "Gradients pass where they are positive: what counts is which units were on.",
        lambda dA1, Z1, A1: dA1 * (dA1 > 0),
    ),
    Mistake(
        "biases",
        "one_bias",
        "All biases of a layer get the same gradient: add up over the samples alone.",
        lambda dZ: np.full(dZ.shape[1], dZ.sum()),
    ),
    Mistake(
        "biases",
        "biases_not_summed",
        "The bias gradients are not summed over the samples.",
        lambda dZ: dZ,
    ),
)


# --- chain_rule ---


def _chain_rule(
    front=lambda x: 2 * x, outer=np.cos, at=lambda x: x**2, together=lambda f, o, x: f * o
):
    def chain_rule(x):
        x = np.asarray(x, float)
        with np.errstate(all="ignore"):
            return together(front(x), outer(at(x)), x)

    return chain_rule


_CHAIN_RULE = (
    Mistake("front", "no_front", "The slope of the inside, 2x, is missing.", lambda x: 1),
    Mistake("front", "front_2", "In front stands 2: the slope of x² is 2x.", lambda x: 2),
    Mistake("front", "front_x", "In front stands x: the slope of x² is 2x.", lambda x: x),
    Mistake(
        "front", "front_minus", "In front stands a minus: the slope of x² is 2x.", lambda x: -2 * x
    ),
    Mistake(
        "front",
        "front_minus_1",
        "In front stands only a minus: the slope of x² is 2x.",
        lambda x: -1,
    ),
    Mistake("front", "front_minus_x", "In front stands -x: the slope of x² is 2x.", lambda x: -x),
    Mistake("front", "front_minus_2", "In front stands -2: the slope of x² is 2x.", lambda x: -2),
    Mistake(
        "front",
        "front_inside",
        "In front stands x² itself: its slope belongs there.",
        lambda x: x**2,
    ),
    Mistake(
        "front",
        "front_minus_inside",
        "In front stands -x²: the slope of x² is 2x.",
        lambda x: -(x**2),
    ),
    Mistake(
        "front",
        "front_power_kept",
        "In front stands 2x²: the power goes down by 1.",
        lambda x: 2 * x**2,
    ),
    Mistake(
        "front", "front_doubled", "In front stands 4x: the slope of x² is 2x.", lambda x: 4 * x
    ),
    Mistake(
        "front", "front_halved", "In front stands x/2: the slope of x² is 2x.", lambda x: x / 2
    ),
    Mistake("front", "front_cube", "In front stands 3x², the slope of x³.", lambda x: 3 * x**2),
    Mistake(
        "front",
        "front_integral",
        "In front stands x³/3, the integral of the inside.",
        lambda x: x**3 / 3,
    ),
    Mistake(
        "front",
        "front_below",
        "You divide by the slope of the inside: multiply by it.",
        lambda x: 1 / (2 * x),
    ),
    Mistake("front", "front_size", "In front x has lost its minus sign.", lambda x: 2 * np.abs(x)),
    Mistake(
        "front",
        "front_exponential",
        "In front stands 2 to the power x: the slope of x² is 2 times x.",
        lambda x: 2**x,
    ),
    Mistake(
        "front",
        "front_one_more",
        "In front stands 2x + 1: the slope of x² is 2x.",
        lambda x: 2 * x + 1,
    ),
    Mistake("outer", "sine", "The sine has stayed a sine: take its slope, the cosine.", np.sin),
    Mistake(
        "outer",
        "minus_sine",
        "The outside is minus a sine, the slope of a cosine.",
        lambda u: -np.sin(u),
    ),
    Mistake(
        "outer",
        "minus_cosine",
        "The cosine has a minus: the slope of a sine has none.",
        lambda u: -np.cos(u),
    ),
    Mistake(
        "outer", "tangent", "A tangent stands outside: the slope of a sine is a cosine.", np.tan
    ),
    Mistake("outer", "cosh", "A cosh stands outside: the slope of a sine is a cosine.", np.cosh),
    Mistake(
        "outer",
        "exponential",
        "An exponential stands outside: the slope of a sine is a cosine.",
        np.exp,
    ),
    Mistake(
        "outer", "cosine_squared", "The cosine is squared: only x is.", lambda u: np.cos(u) ** 2
    ),
    Mistake(
        "outer",
        "sine_squared_rest",
        "1 - sin² stands outside, which is the square of the cosine.",
        lambda u: 1 - np.sin(u) ** 2,
    ),
    Mistake(
        "outer",
        "cosine_of_sine",
        "The cosine is taken of the sine: take it of x².",
        lambda u: np.cos(np.sin(u)),
    ),
    Mistake(
        "outer",
        "sine_times_cosine",
        "The sine is multiplied by the cosine: the cosine alone belongs there.",
        lambda u: np.sin(u) * np.cos(u),
    ),
    Mistake("at", "at_x", "The outside is taken at x: take it at x².", lambda x: x),
    Mistake("at", "at_2x", "The outside is taken at 2x: take it at x².", lambda x: 2 * x),
    Mistake("at", "at_cube", "The outside is taken at x³: take it at x².", lambda x: x**3),
    Mistake("at", "at_2x2", "The outside is taken at 2x²: take it at x².", lambda x: 2 * x**2),
    Mistake("at", "at_half", "The outside is taken at x²/2: take it at x².", lambda x: x**2 / 2),
    Mistake("at", "at_one_more", "1 is added to x² on the inside.", lambda x: x**2 + 1),
    Mistake(
        "at",
        "at_pi",
        "x is multiplied by pi on the inside: np.cos takes x² as it is.",
        lambda x: np.pi * x,
    ),
    Mistake(
        "at",
        "at_degrees",
        "The inside is taken as degrees: np.cos takes it as it is.",
        lambda x: np.radians(x**2),
    ),
    Mistake("together", "added", "The two slopes are added: multiply them.", lambda f, o, x: f + o),
    Mistake(
        "together",
        "subtracted",
        "One slope is taken from the other: multiply them.",
        lambda f, o, x: f - o,
    ),
    Mistake(
        "together",
        "divided",
        "One slope is divided by the other: multiply them.",
        lambda f, o, x: o / f,
    ),
    Mistake(
        "together",
        "sine_of_x",
        "sin(x) is one more factor, which does not belong there.",
        lambda f, o, x: f * o * np.sin(x),
    ),
    Mistake(
        "together",
        "sine_of_square",
        "sin(x²) is one more factor, which does not belong there.",
        lambda f, o, x: f * o * np.sin(x**2),
    ),
    Mistake(
        "together",
        "x_more",
        "x is one more factor, which does not belong there.",
        lambda f, o, x: f * o * x,
    ),
    Mistake(
        "together",
        "function_added",
        "The function itself is added, sin(x²).",
        lambda f, o, x: f * o + np.sin(x**2),
    ),
)


# --- numerical_gradient ---


def _numerical_gradient(
    above=lambda f, x, step: f(x + step),
    below=lambda f, x, step: f(x - step),
    slope=lambda up, down, h: (up - down) / (2 * h),
    result=lambda gradient, x: gradient,
    reach=lambda i, shape: i,
):
    def numerical_gradient(f, x, h=1e-5):
        gradient = np.zeros(x.shape)
        for i in np.ndindex(x.shape):
            step = np.zeros(x.shape)
            step[reach(i, x.shape)] = h
            gradient[i] = slope(above(f, x, step), below(f, x, step), h)
        return result(gradient, x)

    return numerical_gradient


def _first_of_each_row(gradient, x):
    kept = np.zeros(x.shape)
    kept[(slice(None), *[0] * (x.ndim - 1))] = gradient[(slice(None), *[0] * (x.ndim - 1))]
    return kept


def _all_but(left_out):
    def result(gradient, x):
        kept = gradient.copy()
        kept.ravel()[left_out] = 0
        return kept

    return result


_NUMERICAL_GRADIENT = (
    Mistake(
        "above",
        "not_above",
        "f is taken at x itself, where a step up belongs.",
        lambda f, x, step: f(x),
    ),
    Mistake(
        "above", "two_above", "The step up is twice too long.", lambda f, x, step: f(x + 2 * step)
    ),
    Mistake(
        "above",
        "half_above",
        "The step up is half as long as it should be.",
        lambda f, x, step: f(x + step / 2),
    ),
    Mistake(
        "below",
        "not_below",
        "f is taken at x itself, where a step down belongs.",
        lambda f, x, step: f(x),
    ),
    Mistake(
        "below", "two_below", "The step down is twice too long.", lambda f, x, step: f(x - 2 * step)
    ),
    Mistake(
        "below",
        "half_below",
        "The step down is half as long as it should be.",
        lambda f, x, step: f(x - step / 2),
    ),
    Mistake(
        "slope",
        "over_h",
        "You divide by h: the two points are 2h apart.",
        lambda up, down, h: (up - down) / h,
    ),
    Mistake(
        "slope",
        "over_4h",
        "You divide by 4h: the two points are 2h apart.",
        lambda up, down, h: (up - down) / (4 * h),
    ),
    Mistake(
        "slope",
        "over_h_squared",
        "You divide by the square of h.",
        lambda up, down, h: (up - down) / h**2,
    ),
    Mistake(
        "slope",
        "over_2h_squared",
        "You divide by the square of 2h.",
        lambda up, down, h: (up - down) / (2 * h) ** 2,
    ),
    Mistake(
        "slope",
        "over_2_plus_h",
        "You divide by 2 + h: the two points are 2 times h apart.",
        lambda up, down, h: (up - down) / (2 + h),
    ),
    Mistake(
        "slope",
        "over_2_times_h",
        "You divide by 2 and multiply by h: put 2 * h in brackets.",
        lambda up, down, h: (up - down) / 2 * h,
    ),
    Mistake(
        "slope",
        "over_2",
        "You divide by 2 alone: the two points are 2h apart.",
        lambda up, down, h: (up - down) / 2,
    ),
    Mistake(
        "slope",
        "not_divided",
        "You don't divide the difference by 2h.",
        lambda up, down, h: up - down,
    ),
    Mistake(
        "slope",
        "no_brackets",
        "Only the second value is divided by 2h: put the difference in brackets.",
        lambda up, down, h: up - down / (2 * h),
    ),
    Mistake(
        "slope",
        "reversed",
        "The upper value is taken from the lower: the other way round.",
        lambda up, down, h: (down - up) / (2 * h),
    ),
    Mistake(
        "slope",
        "reversed_over_h",
        "The upper value is taken from the lower, and you divide by h.",
        lambda up, down, h: (down - up) / h,
    ),
    Mistake(
        "slope",
        "reversed_times_h",
        "The upper value is taken from the lower, and you multiply by h.",
        lambda up, down, h: (down - up) / 2 * h,
    ),
    Mistake(
        "slope",
        "added",
        "The two values are added: take their difference.",
        lambda up, down, h: (up + down) / (2 * h),
    ),
    Mistake("result", "negated", "The result has the wrong sign.", lambda gradient, x: -gradient),
    Mistake(
        "result",
        "step_made",
        "The slopes are taken from x, as in a step: the slopes alone are asked for.",
        lambda gradient, x: x - gradient,
    ),
    Mistake(
        "result",
        "sizes",
        "The slopes have lost their minus signs.",
        lambda gradient, x: np.abs(gradient),
    ),
    Mistake(
        "result",
        "sum_everywhere",
        "Each entry holds the sum of all slopes: put each slope in its own place.",
        lambda gradient, x: np.full(x.shape, gradient.sum()),
    ),
    Mistake(
        "result",
        "last_everywhere",
        "Each entry holds the last slope: put each slope in its own place.",
        lambda gradient, x: np.full(x.shape, gradient.ravel()[-1]),
    ),
    Mistake(
        "result",
        "over_rows",
        "The slopes are divided by the number of rows.",
        lambda gradient, x: gradient / len(x),
    ),
    Mistake(
        "result",
        "first_missing",
        "The first slope is left at 0: look at where your loop starts.",
        _all_but(0),
    ),
    Mistake(
        "result",
        "last_missing",
        "The last slope is left at 0: look at where your loop ends.",
        _all_but(-1),
    ),
    Mistake(
        "result",
        "first_column",
        "In each row only the first slope is measured: go through the columns, too.",
        _first_of_each_row,
    ),
    Mistake(
        "result",
        "first_row_missing",
        "The first row is left at 0: look at where your loop starts.",
        lambda gradient, x: np.concatenate([0 * gradient[:1], gradient[1:]]),
    ),
    Mistake(
        "result",
        "first_alone",
        "Only the first slope is measured: go on to the others.",
        lambda gradient, x: np.where(np.arange(x.size).reshape(x.shape) == 0, gradient, 0),
    ),
    Mistake(
        "reach",
        "whole_row",
        "A whole row is moved at once: move one element.",
        lambda i, shape: i[:1],
    ),
    Mistake(
        "reach",
        "all_at_once",
        "All elements are moved at once: move one of them.",
        lambda i, shape: ...,
    ),
)


# --- relative_error ---


def _relative_error(
    difference=lambda a, b: np.abs(a - b),
    size=lambda a, b: np.maximum(1e-8, np.abs(a) + np.abs(b)),
    of_all=np.max,
):
    def relative_error(a, b):
        a, b = np.asarray(a, float), np.asarray(b, float)
        with np.errstate(all="ignore"):
            return of_all(difference(a, b) / size(a, b))

    return relative_error


_RELATIVE_ERROR = (
    Mistake(
        "difference", "signed", "The difference keeps its sign: take its size.", lambda a, b: a - b
    ),
    Mistake(
        "difference",
        "signed_reversed",
        "The difference b - a keeps its sign: take its size.",
        lambda a, b: b - a,
    ),
    Mistake(
        "difference",
        "squared",
        "The difference is squared: take its size.",
        lambda a, b: (a - b) ** 2,
    ),
    Mistake(
        "difference",
        "sum",
        "Above the line a and b are added: subtract them.",
        lambda a, b: np.abs(a + b),
    ),
    Mistake(
        "difference",
        "sum_of_sizes",
        "Above the line the two sizes are added: take a - b.",
        lambda a, b: np.abs(a) + np.abs(b),
    ),
    Mistake(
        "difference",
        "of_sizes",
        "Each size is taken first, then the difference: the other way round.",
        lambda a, b: np.abs(a) - np.abs(b),
    ),
    Mistake(
        "difference",
        "size_of_sizes",
        "a and b lose their signs too early: subtract first.",
        lambda a, b: np.abs(np.abs(a) - np.abs(b)),
    ),
    Mistake("size", "no_size", "Nothing stands below the line.", lambda a, b: 1),
    Mistake(
        "size", "first", "Only the size of a stands below: add that of b.", lambda a, b: np.abs(a)
    ),
    Mistake(
        "size", "second", "Only the size of b stands below: add that of a.", lambda a, b: np.abs(b)
    ),
    Mistake(
        "size",
        "first_guarded",
        "Only the size of a stands below, or 1e-8: add that of b.",
        lambda a, b: np.maximum(1e-8, np.abs(a)),
    ),
    Mistake(
        "size",
        "second_guarded",
        "Only the size of b stands below, or 1e-8: add that of a.",
        lambda a, b: np.maximum(1e-8, np.abs(b)),
    ),
    Mistake("size", "first_signed", "a itself stands below: take both sizes.", lambda a, b: a),
    Mistake("size", "second_signed", "b itself stands below: take both sizes.", lambda a, b: b),
    Mistake(
        "size", "signed_sum", "a + b stands below: take the size of each first.", lambda a, b: a + b
    ),
    Mistake(
        "size",
        "signed_sum_guarded",
        "a + b stands below, or 1e-8: take the size of each first.",
        lambda a, b: np.maximum(1e-8, a + b),
    ),
    Mistake(
        "size",
        "size_of_sum",
        "The size of a + b stands below: take the size of each first.",
        lambda a, b: np.abs(a + b),
    ),
    Mistake(
        "size",
        "larger",
        "The larger of the two sizes stands below: add them.",
        lambda a, b: np.maximum(np.abs(a), np.abs(b)),
    ),
    Mistake(
        "size",
        "larger_guarded",
        "The larger of the two sizes stands below, or 1e-8: add them.",
        lambda a, b: np.maximum(1e-8, np.maximum(np.abs(a), np.abs(b))),
    ),
    Mistake(
        "size",
        "smaller",
        "The smaller of the two sizes stands below: add them.",
        lambda a, b: np.minimum(np.abs(a), np.abs(b)),
    ),
    Mistake(
        "size",
        "product",
        "The two sizes are multiplied below: add them.",
        lambda a, b: np.abs(a * b),
    ),
    Mistake(
        "size",
        "mean_size",
        "The mean of the two sizes stands below: add them.",
        lambda a, b: np.maximum(1e-8, (np.abs(a) + np.abs(b)) / 2),
    ),
    Mistake(
        "size",
        "double_size",
        "Twice the sum of both sizes stands below.",
        lambda a, b: 2 * np.maximum(1e-8, np.abs(a) + np.abs(b)),
    ),
    Mistake(
        "size",
        "squared_size",
        "The sum of both sizes is squared below.",
        lambda a, b: (np.abs(a) + np.abs(b)) ** 2,
    ),
    Mistake(
        "size", "sum_of_squares", "a² + b² stands below: add the sizes.", lambda a, b: a**2 + b**2
    ),
    Mistake(
        "size",
        "root_of_squares",
        "The root of a² + b² stands below: add the sizes.",
        lambda a, b: np.sqrt(a**2 + b**2),
    ),
    Mistake(
        "size",
        "difference_of_sizes",
        "The difference of both sizes stands below: add them.",
        lambda a, b: np.abs(a) - np.abs(b),
    ),
    Mistake("size", "one_added", "1 is added below.", lambda a, b: 1 + np.abs(a) + np.abs(b)),
    Mistake(
        "size",
        "at_least_1",
        "What stands below is at least 1: 1e-8 is the limit.",
        lambda a, b: np.maximum(1, np.abs(a) + np.abs(b)),
    ),
    Mistake(
        "size",
        "at_least_0_01",
        "What stands below is at least 0.01: 1e-8 is the limit.",
        lambda a, b: np.maximum(0.01, np.abs(a) + np.abs(b)),
    ),
    Mistake(
        "size",
        "tiny_for_larger",
        "The smaller of 1e-8 and the sum stands below: take the larger.",
        lambda a, b: np.minimum(1e-8, np.abs(a) + np.abs(b)),
    ),
    Mistake(
        "size",
        "largest_size",
        "One size stands below for all, the largest: each element has its own.",
        lambda a, b: np.max(np.abs(a) + np.abs(b)),
    ),
    Mistake("of_all", "mean", "The errors are averaged: take the largest.", np.mean),
    Mistake("of_all", "summed", "The errors are summed: take the largest.", np.sum),
    Mistake("of_all", "smallest", "The smallest error is taken: take the largest.", np.min),
    Mistake("of_all", "median", "The median of the errors is taken: take the largest.", np.median),
    Mistake(
        "of_all",
        "root_of_squares_of_all",
        "The errors are squared and summed, with a root: take the largest.",
        lambda e: np.sqrt(np.sum(e**2)),
    ),
    Mistake(
        "of_all",
        "first_error",
        "Only the first error is given: take the largest.",
        lambda e: np.ravel(e)[0],
    ),
    Mistake(
        "of_all",
        "last_error",
        "Only the last error is given: take the largest.",
        lambda e: np.ravel(e)[-1],
    ),
    Mistake("of_all", "rest", "1 minus the error is given.", lambda e: 1 - np.max(e)),
)


globals().update(singles("forward", forward_made_of, (*IN_THE_NETWORK, *_IN_THE_CACHE)))
globals().update(
    pairs(
        "forward",
        forward_made_of,
        (*IN_THE_NETWORK, *_IN_THE_CACHE),
        ["turned_sigmoid_and_other_class"],
    )
)
globals().update(singles("forward", _with_parts_without_biases, _WITHOUT_BIASES))
globals().update(pairs("forward", _with_parts_without_biases, _WITHOUT_BIASES))
globals().update(singles("backward", _backward, _ON_THE_WAY_BACK))
globals().update(pairs("backward", _backward, _ON_THE_WAY_BACK, ["uphill_and_all_negated"]))
globals().update(singles("chain_rule", _chain_rule, _CHAIN_RULE))
globals().update(
    pairs(
        "chain_rule",
        _chain_rule,
        _CHAIN_RULE,
        ["front_2_and_x_more", "front_minus_and_minus_cosine", "front_below_and_divided"],
    )
)
globals().update(singles("numerical_gradient", _numerical_gradient, _NUMERICAL_GRADIENT))
globals().update(
    pairs("numerical_gradient", _numerical_gradient, _NUMERICAL_GRADIENT, ["reversed_and_negated"])
)
globals().update(singles("relative_error", _relative_error, _RELATIVE_ERROR))
globals().update(
    pairs("relative_error", _relative_error, _RELATIVE_ERROR, ["size_of_sizes_and_size_of_sum"])
)
globals().update(
    threes(
        "chain_rule",
        _chain_rule,
        _CHAIN_RULE,
        "no_front front_2 front_x front_inside front_minus sine minus_sine minus_cosine cosine_squared "
        "at_x at_2x at_cube added",
    )
)
globals().update(
    threes(
        "forward",
        forward_made_of,
        IN_THE_NETWORK,
        "no_b1 minus_b1 no_relu tanh sigmoid no_b2 minus_b2 no_sigmoid tanh_output relu_output",
    )
)
globals().update(
    threes(
        "backward",
        _backward,
        _ON_THE_WAY_BACK,
        "uphill extra_slope factor_two no_mean features no_slope value_for_slope mask_from_gradient "
        "with_z1 bias_means",
    )
)
globals().update(
    threes(
        "relative_error",
        _relative_error,
        _RELATIVE_ERROR,
        "signed squared of_sizes first second larger size_of_sum signed_sum mean summed",
    )
)
