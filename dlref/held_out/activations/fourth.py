"""Wrong answers of the fourth set: activations and their slopes."""

import math

import numpy as np

from autograder.course import held_out
from dlref.activations import leaky_relu, relu, sigmoid


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


@held_out("sigmoid", kind="the exponent is -|z| on both sides: never below 1/2", source="written")
def sigmoid_abs_both_sides(z):
    # abs keeps exp from overflowing
    safe = np.exp(-np.abs(z))
    return 1 / (1 + safe)


@held_out("sigmoid", kind="through tanh, z is not halved", source="written")
def sigmoid_tanh_not_halved(z):
    return 0.5 * (1 + np.tanh(z))


@held_out(
    "sigmoid", kind="np.exp is raised to a power in place of called (stops)", source="written"
)
def sigmoid_exp_power(z):
    denominator = 1 + np.exp**-z
    return 1 / denominator


@held_out("tanh", kind="2·sigmoid(2z), the 1 is not taken off", source="written")
def tanh_not_shifted(z):
    s = sigmoid(2 * z)
    return 2 * s


@held_out("tanh", kind="the sign of z is lost with |z|", source="written")
def tanh_sign_lost(z):
    e = np.exp(-2 * np.abs(z))  # never larger than 1
    return (1 - e) / (1 + e)


@held_out("relu", kind="the negative values are thrown out, the shape changes", source="written")
def relu_drops_negatives(z):
    z = np.array(z)
    return z[z > 0]


@held_out("relu", kind="np.where with two arguments only (stops)", source="written")
def relu_where_two(z):
    return np.where(z > 0, z)


@held_out("relu", kind="cut off at 1 as well", source="written")
def relu_capped(z):
    return np.clip(z, 0, 1)


@held_out("leaky_relu", kind="the minimum of z and slope·z", source="written")
def leaky_relu_minimum(z, slope=0.01):
    leak = slope * z
    return np.minimum(leak, z)


@held_out("leaky_relu", kind="slope·z is added on the positive side too", source="written")
def leaky_relu_leaks_everywhere(z, slope=0.01):
    return relu(z) + slope * z


@held_out("leaky_relu", kind="the leak of a negative z comes out positive", source="written")
def leaky_relu_positive_leak(z, slope=0.01):
    positive_part = np.maximum(z, 0)
    negative_part = np.maximum(-z, 0)
    return positive_part + slope * negative_part


@held_out("gelu", kind="the root is taken of 2 alone, then divided by pi", source="written")
def gelu_root_of_two(z):
    c = np.sqrt(2) / np.pi
    return 0.5 * z * (1 + np.tanh(c * (z + 0.044715 * z**3)))


@held_out("gelu", kind="the constant is 0.44715, ten times too large", source="written")
def gelu_digit(z):
    cubic = 0.44715 * np.power(z, 3)
    u = np.sqrt(2 / np.pi) * (z + cubic)
    return 0.5 * z * (1 + np.tanh(u))


@held_out(
    "gelu", kind="z(1 + ...) as in the formula, without a *: z is called (stops)", source="written"
)
def gelu_z_called(z):
    u = np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)
    return 0.5 * z(1 + np.tanh(u))


@held_out("sigmoid_grad", kind="sigmoid(1 - z) in place of 1 - sigmoid(z)", source="written")
def sigmoid_grad_one_inside(z):
    return sigmoid(z) * sigmoid(1 - z)


@held_out("sigmoid_grad", kind="the second factor is 1 - z, not 1 - s", source="written")
def sigmoid_grad_mixed(z):
    s = sigmoid(z)
    return s * (1 - z)


@held_out(
    "sigmoid_grad", kind="the function is multiplied without being called (stops)", source="written"
)
def sigmoid_grad_not_called(z):
    return sigmoid * (1 - sigmoid)


@held_out("sigmoid_grad", kind="e^z in place of e^-z above the fraction line", source="written")
def sigmoid_grad_exponent_sign(z):
    top = np.exp(z)
    bottom = (1 + np.exp(-z)) ** 2
    return top / bottom


@held_out("tanh_grad", kind="z is squared inside tanh, not the tanh", source="written")
def tanh_grad_square_inside(z):
    return 1 - np.tanh(z**2)


@held_out("tanh_grad", kind="tanh is doubled, not squared", source="written")
def tanh_grad_times_two(z):
    t = np.tanh(z)
    slope = 1 - 2 * t
    return slope


@held_out("relu_grad", kind="the leaky slope 0.01 on the negative side", source="written")
def relu_grad_leaky(z):
    return np.where(z > 0, 1.0, 0.01)


@held_out(
    "relu_grad", kind="differences between neighbours (np.gradient of relu)", source="written"
)
def relu_grad_neighbours(z):
    a = relu(z)
    return np.gradient(a)


@held_out(
    "relu_grad", kind="one answer for the whole array: 1 if any value is above 0", source="written"
)
def relu_grad_any(z):
    if np.any(z > 0):
        return np.ones_like(z)
    return np.zeros_like(z)


@held_out("leaky_relu_grad", kind="minus the slope on the negative side", source="written")
def leaky_relu_grad_minus_slope(z, slope=0.01):
    # left of zero the input is negative
    return np.where(z >= 0, 1, -slope)


@held_out(
    "leaky_relu_grad", kind="np.ones(z): the values are taken for a shape (stops)", source="written"
)
def leaky_relu_grad_ones_of_z(z, slope=0.01):
    grad = np.ones(z)
    grad[z < 0] = slope
    return grad


@held_out(
    "leaky_relu_grad",
    kind="both slopes are added on the positive side: 1 + slope",
    source="written",
)
def leaky_relu_grad_summed(z, slope=0.01):
    grad_relu = np.where(z > 0, 1, 0)
    return grad_relu + slope


@held_out("leaky_relu_grad", kind="the value is divided by z: 0/0 at z = 0", source="written")
def leaky_relu_grad_quotient(z, slope=0.01):
    return leaky_relu(z, slope) / z
