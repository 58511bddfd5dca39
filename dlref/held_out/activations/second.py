"""Wrong answers of the second set: activations and their derivatives."""

import math

import numpy as np

from autograder.course import held_out
from dlref.activations import relu, sigmoid


@held_out(
    "sigmoid",
    kind="the exponential of the math module, which takes no array",
    source="GitHub text search: more than ten files",
)
def sigmoid_math_exp(z):
    return 1 / (1 + math.exp(-z))


@held_out(
    "sigmoid",
    kind="twice as steep: made of tanh, where z should be halved",
    source="GitHub text search: one file, whose sigmoid is made of tanh",
)
def sigmoid_twice_as_steep(z):
    return 0.5 * (1 + np.tanh(z))


@held_out(
    "sigmoid",
    kind="the form for negative z mirrors that for positive z: never below one half",
    source="written",
)
def sigmoid_mirrored_below_zero(z):
    z = np.asarray(z, dtype=float)
    e = np.exp(-np.abs(z))
    positive = 1 / (1 + e)
    negative = 1 / (1 + e)
    return np.where(z >= 0, positive, negative)


@held_out("sigmoid", kind="the way back, log(z / (1 - z)), in its place", source="written")
def sigmoid_logit(z):
    odds = z / (1 - z)
    return np.log(odds)


@held_out(
    "tanh",
    kind="the - 1 after the stretched sigmoid is missing: from 0 to 2",
    source="GitHub text search: three files",
)
def tanh_from_zero_to_two(z):
    return 2 / (1 + np.exp(-2 * z))


@held_out(
    "tanh", kind="the stretched sigmoid is taken from 1: the sign is turned", source="written"
)
def tanh_sign_turned(z):
    stretched = 2 * sigmoid(2 * z)
    return 1 - stretched


@held_out(
    "tanh",
    kind="the minus is missing in the second exponential below the fraction",
    source="written",
)
def tanh_minus_missing_below(z):
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(z))


@held_out(
    "tanh",
    kind="an if for each end, which does not work for an array",
    source="GitHub text search: ten files",
)
def tanh_if_for_the_ends(z):
    if z > 20:
        return 1.0
    if z < -20:
        return -1.0
    e2 = np.exp(2 * z)
    return (e2 - 1) / (e2 + 1)


@held_out(
    "relu",
    kind="Python's own max, which cannot compare an array",
    source="GitHub text search: three files",
)
def relu_builtin_max(z):
    return max(0.0, z)


@held_out("relu", kind="z + |z| is not halved: twice as steep", source="written")
def relu_not_halved(z):
    return z + np.abs(z)


@held_out("relu", kind="negative values are taken out, so the array gets shorter", source="written")
def relu_positives_only(z):
    z = np.asarray(z)
    return z[z > 0]


@held_out(
    "leaky_relu",
    kind="Python's own max, which cannot compare two arrays",
    source="GitHub text search: one file",
)
def leaky_relu_builtin_max(z, slope=0.01):
    return max(slope * z, z)


@held_out("leaky_relu", kind="slope is taken for a percentage", source="written")
def leaky_relu_slope_in_percent(z, slope=0.01):
    leak = slope / 100
    return np.where(np.asarray(z) > 0, z, leak * np.asarray(z))


@held_out(
    "gelu",
    kind="a bracket is missing in tanh: the factor multiplies z, not the cube",
    source="GitHub text search: an activation module of a learner",
)
def gelu_factor_on_z_alone(z):
    k = np.sqrt(2 / np.pi)
    return 0.5 * z * (1 + np.tanh(k * z + 0.044715 * z**3))


@held_out("gelu", kind="tanh is forgotten around the inner term", source="written")
def gelu_without_tanh(z):
    inner = np.sqrt(2 / np.pi) * (z + 0.044715 * np.power(z, 3))
    return 0.5 * z * (1 + inner)


@held_out("gelu", kind="the 1 before tanh is missing", source="written")
def gelu_without_one(z):
    inner = np.sqrt(2 / np.pi) * (z + 0.044715 * np.power(z, 3))
    return 0.5 * z * np.tanh(inner)


@held_out("gelu", kind="no bracket around 1 + tanh: z/2 + tanh", source="written")
def gelu_without_outer_bracket(z):
    half = 0.5 * z
    return half * 1 + np.tanh(math.sqrt(2 / math.pi) * (z + 0.044715 * z**3))


@held_out(
    "sigmoid_grad",
    kind="np.gradient of the sigmoids: differences between neighbours in the array",
    source="GitHub text search: four files, one of which wonders at the values",
)
def sigmoid_grad_of_neighbours(z):
    return np.gradient(sigmoid(z))


@held_out(
    "sigmoid_grad",
    kind="the exponential below is squared, not the whole bracket",
    source="GitHub text search: three files, one of which has it in a comment",
)
def sigmoid_grad_square_on_exponential(z):
    e = np.exp(-np.asarray(z, dtype=float))
    return e / (1 + e**2)


@held_out("sigmoid_grad", kind="a forward difference with a step of 0.1", source="written")
def sigmoid_grad_coarse_difference(z):
    h = 0.1
    return (sigmoid(np.asarray(z) + h) - sigmoid(z)) / h


@held_out(
    "tanh_grad",
    kind="np.gradient of the tanh values: differences between neighbours in the array",
    source="written",
)
def tanh_grad_of_neighbours(z):
    return np.gradient(np.tanh(z))


@held_out("tanh_grad", kind="the square takes in the 1: (1 - tanh) squared", source="written")
def tanh_grad_square_of_difference(z):
    t = np.tanh(z)
    return (1 - t) ** 2


@held_out("tanh_grad", kind="1 is taken from the square: the sign is turned", source="written")
def tanh_grad_sign_turned(z):
    a = np.tanh(z)
    dz = a * a - 1
    return dz


@held_out(
    "relu_grad",
    kind="np.zeros(z): the values of z are taken for a shape",
    source="github.com/oreilly-japan/deep-learning-from-scratch, pull request 43",
)
def relu_grad_zeros_of_z(z):
    grad = np.zeros(z)
    grad[z >= 0] = 1
    return grad


@held_out(
    "relu_grad",
    kind="an if for a single number, which does not work for an array",
    source="GitHub text search: three files",
)
def relu_grad_if_else(z):
    return 1 if z > 0 else 0


@held_out(
    "relu_grad",
    kind="the ReLU over z: NaN where z is 0",
    source="GitHub text search: one file that plots it",
)
def relu_grad_value_over_z(z):
    z = np.asarray(z, dtype=float)
    return relu(z) / z


@held_out(
    "relu_grad",
    kind="compared with 0.5 in place of 0",
    source="GitHub text search: a network of a learner",
)
def relu_grad_above_half(z):
    return np.where(np.asarray(z) > 0.5, 1.0, 0.0)


@held_out(
    "leaky_relu_grad",
    kind="an if for a single number, which does not work for an array",
    source="GitHub text search: four files",
)
def leaky_relu_grad_if_else(z, slope=0.01):
    if z > 0:
        return 1.0
    return slope


@held_out("leaky_relu_grad", kind="1 - slope below 0", source="written")
def leaky_relu_grad_one_minus_slope(z, slope=0.01):
    return np.where(np.asarray(z) > 0, 1, 1 - slope)


@held_out("leaky_relu_grad", kind="z itself, clipped to between the two slopes", source="written")
def leaky_relu_grad_clipped(z, slope=0.01):
    return np.clip(z, slope, 1)
