"""Wrong answers of the fifth set: activations."""

import math

import numpy as np

from autograder.course import held_out
from dlref.activations import leaky_relu, relu, sigmoid, tanh

# --------------------------------------------------------------------- sigmoid


@held_out(
    "sigmoid",
    kind="the maximum is subtracted from z against overflow, which is harmless in softmax only",
    source="written",
)
def sigmoid_shift_by_max(z):
    z = z - np.max(z)
    return 1 / (1 + np.exp(-z))


@held_out(
    "sigmoid",
    kind="in the stable form the negative branch has the wrong sign in the exponent, so the curve is mirrored there",
    source="written",
)
def sigmoid_negative_branch_mirrored(z):
    e = np.exp(-np.abs(z))
    positive = 1 / (1 + e)
    negative = 1 / (1 + e)
    return np.where(np.asarray(z) >= 0, positive, negative)


@held_out(
    "sigmoid",
    kind="z is clipped to -5 and 5 against overflow, which is far too narrow",
    source="written",
)
def sigmoid_clip_five(z):
    z_safe = np.clip(z, -5, 5)
    return 1.0 / (1.0 + np.exp(-z_safe))


@held_out(
    "sigmoid",
    kind="the power is written with ^ as in R, which is a bitwise operator in Python",
    source="written",
)
def sigmoid_caret(z):
    return 1 / (1 + np.e ^ (-z))


# ------------------------------------------------------------------------ tanh


@held_out(
    "tanh", kind="z itself is cut off at -1 and 1 instead of being squashed", source="written"
)
def tanh_clip(z):
    return np.clip(z, -1, 1)


@held_out(
    "tanh",
    kind="the exponent in the denominator has the opposite sign to the one in the numerator",
    source="written",
)
def tanh_mixed_signs(z):
    top = 1 - np.exp(-2 * np.asarray(z, dtype=float))
    bottom = 1 + np.exp(2 * np.asarray(z, dtype=float))
    return top / bottom


@held_out(
    "tanh",
    kind="z is divided by its largest absolute value against overflow, which changes the input",
    source="written",
)
def tanh_normalised_input(z):
    biggest = np.max(np.abs(z))
    if biggest > 1:
        z = z / biggest
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))


@held_out(
    "tanh",
    kind="the sigmoid is stretched to -1..1 and z is halved instead of doubled",
    source="written",
)
def tanh_sigmoid_of_half(z):
    return 2 * sigmoid(z / 2) - 1


# ------------------------------------------------------------------------ relu


@held_out(
    "relu",
    kind="one decision is made for the whole array with np.any, after the error about the ambiguous truth value",
    source="written",
)
def relu_any(z):
    if np.any(np.asarray(z) > 0):
        return z
    else:
        return np.zeros_like(z)


@held_out("relu", kind="z plus its absolute value is not halved", source="written")
def relu_abs_not_halved(z):
    return z + np.abs(z)


@held_out("relu", kind="the upper end is limited to 1 as well", source="written")
def relu_clip_at_one(z):
    return np.clip(z, 0, 1)


@held_out(
    "relu", kind="only the loop variable is set to 0, the array stays as it was", source="written"
)
def relu_loop_variable(z):
    values = np.array(z)
    for v in values.ravel():
        if v < 0:
            v = 0
    return values


# ------------------------------------------------------------------ leaky_relu


@held_out(
    "leaky_relu",
    kind="the slope is applied after the negative values have already been set to 0",
    source="written",
)
def leaky_relu_after_relu(z, slope=0.01):
    out = relu(z)
    out = np.where(out > 0, out, slope * out)
    return out


@held_out("leaky_relu", kind="the leak is added on the positive side too", source="written")
def leaky_relu_leak_on_both_sides(z, slope=0.01):
    return np.maximum(0, z) + slope * z


@held_out(
    "leaky_relu",
    kind="the exponential unit (ELU) is used below 0 instead of a straight line",
    source="written",
)
def leaky_relu_elu(z, slope=0.01):
    z = np.asarray(z, dtype=float)
    below = slope * (np.exp(np.minimum(z, 0)) - 1)
    return np.where(z > 0, z, below)


@held_out(
    "leaky_relu",
    kind="negative values are made smaller by the share slope instead of being multiplied by slope",
    source="written",
)
def leaky_relu_reduced_by_share(z, slope=0.01):
    def one(value):
        if value > 0:
            return value
        return value - slope * value

    flat = [one(v) for v in np.ravel(z)]
    return np.array(flat).reshape(np.shape(z))


# ------------------------------------------------------------------------ gelu


@held_out(
    "gelu", kind="z is not divided by the root of 2 inside the error function", source="written"
)
def gelu_erf_unscaled(z):
    erf = np.vectorize(math.erf)
    return 0.5 * z * (1 + erf(z))


@held_out(
    "gelu",
    kind="z is multiplied by the bell curve (the density) instead of the cumulative distribution",
    source="written",
)
def gelu_density(z):
    phi = np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)
    return z * phi


@held_out(
    "gelu",
    kind="the square root spans the whole argument of tanh, so negative z give nan",
    source="written",
)
def gelu_root_over_everything(z):
    inner = np.sqrt(2 / np.pi * (z + 0.044715 * z**3))
    return 0.5 * z * (1 + np.tanh(inner))


@held_out("gelu", kind="calls np.erf, which does not exist in NumPy", source="written")
def gelu_np_erf(z):
    cdf = 0.5 * (1 + np.erf(z / np.sqrt(2)))
    return z * cdf


# ---------------------------------------------------------------- sigmoid_grad


@held_out(
    "sigmoid_grad",
    kind="the inner derivative -1 is forgotten, so the sign is wrong",
    source="written",
)
def sigmoid_grad_no_inner_minus(z):
    s = sigmoid(z)
    outer = -(s**2)
    inner = np.exp(-np.asarray(z, dtype=float))
    return outer * inner


@held_out(
    "sigmoid_grad",
    kind="the sigmoid is applied to its own output before the derivative is formed",
    source="written",
)
def sigmoid_grad_sigmoid_twice(z):
    def grad(a):
        return sigmoid(a) * (1 - sigmoid(a))

    activation = sigmoid(z)
    return grad(activation)


@held_out(
    "sigmoid_grad", kind="the central difference is divided by h instead of 2h", source="written"
)
def sigmoid_grad_difference_over_h(z):
    h = 1e-5
    return (sigmoid(z + h) - sigmoid(z - h)) / h


@held_out("sigmoid_grad", kind="the denominator is not squared", source="written")
def sigmoid_grad_denominator_not_squared(z):
    e = np.exp(-np.asarray(z, dtype=float))
    return e / (1 + e)


# ------------------------------------------------------------------- tanh_grad


@held_out(
    "tanh_grad",
    kind="tanh squared is written as in a formula book, so the function itself is raised to a power",
    source="written",
)
def tanh_grad_power_of_function(z):
    return 1 - (np.tanh**2)(z)


@held_out("tanh_grad", kind="the hyperbolic cosine is not squared", source="written")
def tanh_grad_cosh_not_squared(z):
    return 1 / np.cosh(z)


@held_out("tanh_grad", kind="z is squared inside tanh instead of squaring tanh", source="written")
def tanh_grad_square_inside(z):
    z2 = np.square(z)
    return 1 - tanh(z2)


@held_out(
    "tanh_grad",
    kind="np.gradient is called on the values, which takes neighbours in the array to be 1 apart",
    source="written",
)
def tanh_grad_np_gradient(z):
    a = tanh(np.atleast_1d(z))
    return np.gradient(a)


# ------------------------------------------------------------------- relu_grad


@held_out(
    "relu_grad", kind="z is limited to 0..1 instead of being turned into 0 or 1", source="written"
)
def relu_grad_clip(z):
    return np.minimum(relu(z), 1)


@held_out(
    "relu_grad",
    kind="only the positive entries are set, the negative ones keep their value",
    source="written",
)
def relu_grad_negatives_left(z):
    grad = np.array(z, dtype=float)
    grad[grad > 0] = 1
    return grad


@held_out(
    "relu_grad",
    kind="z is cut to a whole number first, so values between 0 and 1 get 0",
    source="written",
)
def relu_grad_cut_to_int(z):
    whole = np.asarray(z).astype(int)
    return np.where(whole > 0, 1, 0)


@held_out(
    "relu_grad",
    kind="np.where is called with a value for true but none for false",
    source="written",
)
def relu_grad_where_without_else(z):
    z = np.asarray(z)
    return np.where(z > 0, 1)


# ------------------------------------------------------------- leaky_relu_grad


@held_out(
    "leaky_relu_grad",
    kind="the slope is written first and then overwritten by 1, because the test looks at the new values",
    source="written",
)
def leaky_relu_grad_overwritten(z, slope=0.01):
    g = np.array(z, dtype=float)
    g[g <= 0] = slope
    g[g > 0] = 1
    return g


@held_out(
    "leaky_relu_grad",
    kind="the result array holds whole numbers, so the slope is cut to 0",
    source="written",
)
def leaky_relu_grad_int_array(z, slope=0.01):
    z = np.asarray(z)
    result = np.ones(z.shape, dtype=int)
    result[z < 0] = slope
    return result


@held_out("leaky_relu_grad", kind="the slope is added on the positive side too", source="written")
def leaky_relu_grad_slope_on_both_sides(z, slope=0.01):
    step = np.where(np.asarray(z) > 0, 1.0, 0.0)
    return step + slope


@held_out(
    "leaky_relu_grad",
    kind="divided by the absolute value of z instead of z, so the slope below 0 gets a minus sign",
    source="written",
)
def leaky_relu_grad_negative_slope(z, slope=0.01):
    return leaky_relu(z, slope) / np.abs(z)
