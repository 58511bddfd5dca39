"""Wrong answers of the sixth set: activations."""

import math

import numpy as np

from autograder.course import held_out
from dlref.activations import relu, sigmoid, tanh


@held_out(
    "sigmoid",
    kind="uses the absolute value for safety but never mirrors the negative side back",
    source="written",
)
def sigmoid_absolute(z):
    # avoid overflow: the exponent must never be positive
    e = np.exp(-np.abs(z))
    return 1.0 / (1.0 + e)


@held_out("sigmoid", kind="math.exp takes only single numbers, so arrays fail", source="written")
def sigmoid_math_exp(z):
    if np.ndim(z) == 0 and z < 0:
        return math.exp(z) / (1 + math.exp(z))
    return 1 / (1 + math.exp(-z))


@held_out(
    "sigmoid", kind="softmax: each exponential is divided by the sum of all", source="written"
)
def sigmoid_softmax(z):
    shifted = z - np.max(z)
    odds = np.exp(shifted)
    return odds / odds.sum()


@held_out(
    "sigmoid", kind="written as e^z/(1+e^z), which overflows to nan at 1000", source="written"
)
def sigmoid_inf_over_inf(z):
    ez = np.exp(z)
    return np.divide(ez, ez + 1)


@held_out(
    "tanh", kind="uses 2·sigmoid(z) - 1: the 2 inside the sigmoid is missing", source="written"
)
def tanh_inner_two_missing(z):
    s = sigmoid(z)
    return 2 * s - 1


@held_out(
    "tanh", kind="numerator and denominator swapped: the reciprocal of tanh", source="written"
)
def tanh_upside_down(z):
    z = np.clip(z, -300, 300)
    plus, minus = np.exp(z), np.exp(-z)
    summe = plus + minus
    differenz = plus - minus
    return summe / differenz


@held_out(
    "tanh", kind="nan from overflow at ±1000 is replaced by 0 instead of ±1", source="written"
)
def tanh_nan_to_zero(z):
    with np.errstate(over="ignore", invalid="ignore"):
        a, b = np.exp(z), np.exp(np.negative(z))
        t = (a - b) / (a + b)
    return np.nan_to_num(t, nan=0.0)


@held_out(
    "relu",
    kind="keeps only the positive entries, so the negative ones are dropped and shape changes",
    source="written",
)
def relu_drops_negatives(z):
    z = np.asarray(z)
    positive = z > 0
    return z[positive]


@held_out(
    "relu", kind="sets negatives to 0 in the argument itself, which changes z", source="written"
)
def relu_changes_z(z):
    out = np.asarray(z)
    out[out < 0] = 0
    return out


@held_out("relu", kind="the array is flattened: the shape is not kept", source="written")
def relu_flat(z):
    answers = []
    for value in np.ravel(z):
        if value > 0:
            answers.append(value)
        else:
            answers.append(0.0)
    return np.array(answers)


@held_out(
    "leaky_relu",
    kind="the leak has the wrong sign: negative inputs give positive outputs",
    source="written",
)
def leaky_relu_sign(z, slope=0.01):
    pos = np.maximum(0, z)
    neg = np.maximum(0, -np.asarray(z))
    return pos + slope * neg


@held_out(
    "leaky_relu",
    kind="takes the smaller of z and slope·z: the two sides are exchanged",
    source="written",
)
def leaky_relu_minimum(z, slope=0.01):
    return np.minimum(z, slope * np.asarray(z))


@held_out(
    "leaky_relu",
    kind="slope is written as 0.01 in the code; the argument is ignored",
    source="written",
)
def leaky_relu_fixed_slope(z, slope=0.01):
    def one(v):
        return v if v > 0 else 0.01 * v

    return np.vectorize(one, otypes=[float])(z)


@held_out("gelu", kind="the whole bracket is cubed instead of z alone", source="written")
def gelu_bracket_cubed(z):
    z = np.asarray(z, dtype=float)
    c = np.sqrt(2 / np.pi)
    inner = c * (z + 0.044715 * z) ** 3
    return 0.5 * z * (1 + np.tanh(inner))


@held_out(
    "gelu", kind="^ (bitwise xor) is used for the power, which fails on floats", source="written"
)
def gelu_xor(z):
    return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z ^ 3)))


@held_out(
    "gelu",
    kind="multiplies by the normal density instead of the distribution function",
    source="written",
)
def gelu_density(z):
    # chance under the standard normal curve
    z = np.asarray(z) * 1.0
    phi = np.exp(-0.5 * z**2) / np.sqrt(2 * np.pi)
    return z * phi


@held_out("gelu", kind="erf form without dividing z by the root of 2", source="written")
def gelu_erf_unscaled(z):
    erf = np.vectorize(math.erf, otypes=[float])
    return z * 0.5 * (1.0 + erf(z))


@held_out("gelu", kind="root of 2/pi multiplies only z, not the cubic term", source="written")
def gelu_root_on_z_only(z):
    z = np.array(z, dtype=float)
    cube = z * z * z
    bracket = np.sqrt(2 / np.pi) * z + 0.044715 * cube
    gate = 1 + tanh(bracket)
    return z * gate / 2


@held_out("sigmoid_grad", kind="1 - sigmoid(z) is misread as sigmoid(1 - z)", source="written")
def sigmoid_grad_minus_inside(z):
    return sigmoid(z) * sigmoid(1 - z)


@held_out(
    "sigmoid_grad",
    kind="central difference divided by h instead of 2h: twice the slope",
    source="written",
)
def sigmoid_grad_difference_doubled(z):
    h = 1e-5
    z = np.asarray(z, dtype=np.float64)
    up, down = sigmoid(z + h), sigmoid(z - h)
    return (up - down) / h


@held_out(
    "sigmoid_grad",
    kind="quotient rule without the inner derivative of -z: the sign is negative",
    source="written",
)
def sigmoid_grad_negative(z):
    e = np.exp(np.negative(z))
    # d/dz (1 + e)^-1
    outer = -1 / (1 + e) ** 2
    return outer * e


@held_out("tanh_grad", kind="the whole difference is squared: (1 - tanh)^2", source="written")
def tanh_grad_difference_squared(z):
    t = np.tanh(z)
    return (1 - t) ** 2


@held_out(
    "tanh_grad",
    kind="np.gradient gives differences between neighbouring entries, not the slope at each z",
    source="written",
)
def tanh_grad_numpy_gradient(z):
    return np.gradient(tanh(z))


@held_out("tanh_grad", kind="the sigmoid's rule t·(1 - t) is used for tanh", source="written")
def tanh_grad_like_sigmoid(z):
    out = tanh(z)
    d_out = out * (1.0 - out)
    return d_out


@held_out(
    "relu_grad", kind="asks whether relu(z) is at least 0, which is always true", source="written"
)
def relu_grad_always_one(z):
    a = relu(z)
    return np.where(a >= 0, 1.0, 0.0)


@held_out("relu_grad", kind="np.sign gives -1 for negative inputs instead of 0", source="written")
def relu_grad_sign(z):
    return np.sign(z)


@held_out(
    "leaky_relu_grad",
    kind="slope is added everywhere, so the right side is 1 + slope",
    source="written",
)
def leaky_relu_grad_added(z, slope=0.01):
    active = (np.asarray(z) > 0).astype(float)
    leak = slope
    return active + leak


@held_out(
    "leaky_relu_grad",
    kind="left side gives slope·z, the function's value, instead of slope",
    source="written",
)
def leaky_relu_grad_value_left(z, slope=0.01):
    return np.where(np.greater(z, 0), 1, np.multiply(slope, z))


@held_out(
    "leaky_relu_grad",
    kind="the result takes z's type: whole numbers cut slope down to 0",
    source="written",
)
def leaky_relu_grad_integer_type(z, slope=0.01):
    grad = np.ones_like(z)
    grad[np.asarray(z) < 0] = slope
    return grad
