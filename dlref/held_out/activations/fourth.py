"""Wrong answers of the fourth set: activations and their slopes."""

import math

import numpy as np

from autograder.course import held_out


@held_out("sigmoid", kind="-np.exp(z): the minus stands before the exponential", source="written")
def sigmoid_minus_outside(z):
    return 1 / (1 + -np.exp(z))


@held_out("sigmoid", kind="exp is called without np: the name is not defined", source="written")
def sigmoid_no_np(z):
    denominator = 1 + exp(-z)  # noqa: F821
    return 1 / denominator


@held_out("sigmoid", kind="the 0/1 decision at 0.5 is returned, not the sigmoid", source="written")
def sigmoid_decision(z):
    s = 1 / (1 + np.exp(-z))
    return np.where(s > 0.5, 1, 0)


@held_out(
    "sigmoid", kind="the two branches: below 0 the numerator e^z is left at 1", source="written"
)
def sigmoid_branch(z):
    positive = 1 / (1 + np.exp(-np.abs(z)))
    negative = 1 / (1 + np.exp(np.minimum(z, 0)))
    return np.where(z >= 0, positive, negative)


@held_out("sigmoid", kind="normalised over the whole array: a softmax", source="written")
def sigmoid_softmax(z):
    e = np.exp(z - np.max(z))
    return e / np.sum(e)


@held_out("tanh", kind="a plus in the numerator as in the denominator: always 1", source="written")
def tanh_both_plus(z):
    a = np.exp(np.clip(z, -300, 300))
    b = np.exp(-np.clip(z, -300, 300))
    return (a + b) / (a + b)


@held_out("tanh", kind="np.tan, the tangent, is taken for tanh", source="written")
def tanh_tangent(z):
    return np.tan(z)


@held_out("relu", kind="an upper limit of 1: values above 1 are cut off", source="written")
def relu_clip_one(z):
    return np.clip(z, 0, 1)


@held_out("relu", kind="z[z > 0]: the negatives are left out, the shape is lost", source="written")
def relu_filter(z):
    z = np.array(z)
    return z[z > 0]


@held_out("relu", kind="np.max(0, z): z is taken as the axis, an error", source="written")
def relu_max_axis(z):
    return np.max(0, z)


@held_out("leaky_relu", kind="the negative side is divided by the slope", source="written")
def leaky_relu_divides(z, slope=0.01):
    return np.where(z > 0, z, z / slope)


@held_out(
    "leaky_relu",
    kind="z + slope*z above 0: the two parts are added up everywhere",
    source="written",
)
def leaky_relu_sum(z, slope=0.01):
    positive_part = np.maximum(z, 0)
    leak = slope * z
    return positive_part + leak


@held_out("leaky_relu", kind="the sign of the negative side is wrong: -slope*z", source="written")
def leaky_relu_sign(z, slope=0.01):
    return np.maximum(z, 0) - slope * np.minimum(z, 0)


@held_out(
    "gelu", kind="np.sqrt(2, np.pi): a comma in place of the division, an error", source="written"
)
def gelu_comma(z):
    inner = np.sqrt(2, np.pi) * (z + 0.044715 * z**3)
    return 0.5 * z * (1 + np.tanh(inner))


@held_out("gelu", kind="the factor z in front is forgotten", source="written")
def gelu_no_z(z):
    c = np.sqrt(2 / np.pi)
    return 0.5 * (1 + np.tanh(c * (z + 0.044715 * z**3)))


@held_out("gelu", kind="the constant is cubed together with z: (0.044715*z)**3", source="written")
def gelu_cubed_constant(z):
    c = math.sqrt(2 / math.pi)
    small = (0.044715 * z) ** 3
    return 0.5 * z * (1 + np.tanh(c * (z + small)))


@held_out("sigmoid_grad", kind="the denominator is not squared: e^-z/(1 + e^-z)", source="written")
def sigmoid_grad_no_square(z):
    e = np.exp(-z)
    return e / (1 + e)


@held_out("sigmoid_grad", kind="s**2 in place of s: s*(1 - s**2)", source="written")
def sigmoid_grad_square(z):
    s = 1 / (1 + np.exp(-z))
    return s * (1 - s**2)


@held_out("tanh_grad", kind="t ^ 2, with ^ for the power: an error for floats", source="written")
def tanh_grad_caret(z):
    t = np.tanh(z)
    return 1 - t ^ 2


@held_out(
    "tanh_grad", kind="1 - t**2 is differentiated as if t were the variable: -2*t", source="written"
)
def tanh_grad_power_rule(z):
    t = np.tanh(z)
    return -2 * t


@held_out(
    "relu_grad", kind="compares with 1, not 0: the slope is 0 between 0 and 1", source="written"
)
def relu_grad_above_one(z):
    return np.where(z >= 1, 1.0, 0.0)


@held_out("relu_grad", kind="out.append on an array, which has no such method", source="written")
def relu_grad_append(z):
    out = np.array([])
    for value in np.ravel(z):
        if value > 0:
            out.append(1)
        else:
            out.append(0)
    return out.reshape(np.shape(z))


@held_out("leaky_relu_grad", kind="1 + slope on the positive side", source="written")
def leaky_relu_grad_adds(z, slope=0.01):
    g = np.ones(np.shape(z)) * slope
    return g + (z > 0)
