"""Wrong answers of the seventh set: activations."""

import math

import numpy as np

from autograder.course import held_out
from dlref.activations import sigmoid, tanh


@held_out("sigmoid", kind="brackets missing: 1/1 + e^-z instead of 1/(1 + e^-z)", source="written")
def sigmoid_no_brackets(z):
    return 1 / 1 + np.exp(-z)


@held_out("sigmoid", kind="the minus in the exponent is missing", source="written")
def sigmoid_exponent_sign(z):
    e = np.exp(z)
    denominator = 1.0 + e
    return 1.0 / denominator


@held_out("sigmoid", kind="math.exp is used, which cannot take an array", source="written")
def sigmoid_math_exp(z):
    if isinstance(z, (int, float)) and z < -700:
        return 0.0
    return 1 / (1 + math.exp(-z))


@held_out(
    "tanh",
    kind="the formula as it stands overflows: inf/inf gives nan at large z",
    source="written",
)
def tanh_textbook(z):
    # (e^z - e^-z) / (e^z + e^-z)
    up = np.exp(z)
    down = np.exp(-z)
    return (up - down) / (up + down)


@held_out("tanh", kind="z is not doubled inside the sigmoid", source="written")
def tanh_from_sigmoid(z):
    return 2 * sigmoid(z) - 1


@held_out("tanh", kind="z is clipped to -1 to 1 before the formula", source="written")
def tanh_input_clipped(z):
    # keep it in the range -1..1 so that nothing overflows
    safe = np.clip(z, -1, 1)
    return (np.exp(safe) - np.exp(-safe)) / (np.exp(safe) + np.exp(-safe))


@held_out(
    "relu",
    kind="np.max instead of np.maximum: an error, it does not compare element by element",
    source="written",
)
def relu_np_max(z):
    return np.max(0, z)


@held_out("relu", kind="writes zeros into the argument itself", source="written")
def relu_in_place(z):
    if np.ndim(z) == 0:
        return z if z > 0 else 0
    negative = z < 0
    z[negative] = 0
    return z


@held_out(
    "relu",
    kind="negative elements are dropped instead of set to 0, so the shape shrinks",
    source="written",
)
def relu_filters(z):
    z = np.asarray(z)
    return z[z > 0]


@held_out(
    "leaky_relu",
    kind="gives the slope itself where z is negative, not slope times z",
    source="written",
)
def leaky_relu_constant_left(z, slope=0.01):
    return np.where(z > 0, z, slope)


@held_out("leaky_relu", kind="0.01 is written in, the argument slope is ignored", source="written")
def leaky_relu_fixed_slope(z, slope=0.01):
    z = np.asarray(z, dtype=float)
    alpha = 0.01
    return np.maximum(z, alpha * z)


@held_out(
    "leaky_relu",
    kind="one decision for the whole array instead of one for each element",
    source="written",
)
def leaky_relu_one_decision(z, slope=0.01):
    if np.all(z > 0):
        return z
    else:
        return slope * z


@held_out("gelu", kind="sqrt(2)/pi instead of sqrt(2/pi)", source="written")
def gelu_root_of_two_only(z):
    inner = z + 0.044715 * z**3
    inner = np.sqrt(2) / np.pi * inner
    return 0.5 * z * (1 + tanh(inner))


@held_out("gelu", kind="^ is used for the power; in Python that is not the cube", source="written")
def gelu_caret(z):
    return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z ^ 3)))


@held_out(
    "gelu",
    kind="the sigmoid approximation z·sigmoid(1.702z) instead of the tanh form",
    source="written",
)
def gelu_quick(z):
    # "quick gelu"
    gate = sigmoid(1.702 * z)
    return z * gate


@held_out(
    "sigmoid_grad",
    kind="takes z for the sigmoid's output: z·(1 - z)",
    source="written",
)
def sigmoid_grad_of_output(z):
    return z * (1 - z)


@held_out("sigmoid_grad", kind="brackets missing: s·1 - s instead of s·(1 - s)", source="written")
def sigmoid_grad_no_brackets(z):
    s = sigmoid(z)
    ds = s * 1 - s
    return ds


@held_out("tanh_grad", kind="squares z instead of tanh(z)", source="written")
def tanh_grad_squares_z(z):
    return 1 - np.tanh(z**2)


@held_out("tanh_grad", kind="the square is taken of 1 - tanh, not of tanh", source="written")
def tanh_grad_square_outside(z):
    def square(v):
        return v * v

    t = tanh(z)
    return square(1 - t)


@held_out(
    "relu_grad",
    kind="gives z itself where it is positive: the ReLU, not its slope",
    source="written",
)
def relu_grad_is_relu(z):
    active = z > 0
    return active * z


@held_out("relu_grad", kind="gives -1 where z is negative instead of 0", source="written")
def relu_grad_sign(z):
    return np.sign(z)


@held_out(
    "leaky_relu_grad",
    kind="below 0 gives slope times z instead of the slope",
    source="written",
)
def leaky_relu_grad_times_z(z, slope=0.01):
    return np.where(np.asarray(z) > 0, 1.0, slope * z)


@held_out(
    "leaky_relu_grad", kind="the two cases are swapped: slope above 0 and 1 below", source="written"
)
def leaky_relu_grad_swapped(z, slope=0.01):
    z = np.asarray(z)
    grad = np.ones(z.shape)
    grad[z > 0] = slope
    return grad
