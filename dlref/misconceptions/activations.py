"""Known wrong answers: activations and their derivatives."""

import math

import numpy as np

from autograder.course import misconception
from dlref.activations import gelu, leaky_relu, leaky_relu_grad, sigmoid, sigmoid_grad, tanh_grad

_DECIMALS_CUT = (
    "For whole numbers your result loses its decimals. An array made like the argument holds "
    "whole numbers, too: make one of floats."
)


@misconception(
    "sigmoid/plus-sign",
    "Your curve falls where it should rise: it is 1 minus the sigmoid. Is the sign in the exponent right?",
)
def sigmoid_plus_sign(z):
    """1/(1+exp(z)): the sign of the exponent is missing."""
    return 1 / (1 + np.exp(z))


@misconception(
    "sigmoid/parenthesis",
    "Brackets are missing. Python divides before it adds, so only the first 1 is divided.",
)
def sigmoid_parenthesis(z):
    """1/1+exp(-z): read as (1/1) + exp(-z)."""
    return 1 / 1 + np.exp(-z)


@misconception(
    "sigmoid/minus-denominator",
    "Your result leaves the range from 0 to 1: look at the sign between the two terms of the denominator.",
)
def sigmoid_minus_denominator(z):
    """1/(1-exp(-z)): minus in the denominator."""
    return np.divide(1, 1 - np.exp(-z))


@misconception(
    "sigmoid/one-minus",
    "You have computed 1 minus the sigmoid: look at what stands in the numerator.",
)
def sigmoid_one_minus(z):
    """exp(-z)/(1+exp(-z)): the mirrored curve."""
    return np.exp(-z) / (1 + np.exp(-z))


@misconception(
    "sigmoid/overflow",
    "For z = 1000 you divide infinity by infinity, and that is NaN. Find a form in which the "
    "exponential stays small.",
)
def sigmoid_overflow(z):
    """exp(z)/(1+exp(z)): NaN for large z."""
    return np.exp(z) / (1 + np.exp(z))


@misconception(
    "sigmoid/tanh-instead",
    "That is tanh, which runs from -1 to 1; the sigmoid runs from 0 to 1.",
)
def sigmoid_tanh_instead(z):
    """tanh."""
    return np.tanh(z)


@misconception(
    "sigmoid/rounded",
    "You round the result. Keep all its decimals: in training, small errors add up.",
)
def sigmoid_rounded(z):
    """Rounded to three decimals."""
    return np.round(sigmoid(z), 3)


@misconception(
    "sigmoid/coarse-e",
    "You are close, but 2.718 has too few decimals for e: NumPy has the exponential ready-made.",
)
def sigmoid_coarse_e(z):
    """2.718 in place of e."""
    return 1 / (1 + np.power(2.718, -np.asarray(z)))


@misconception(
    "sigmoid/integer-result",
    _DECIMALS_CUT,
)
def sigmoid_integer_result(z):
    """The result is put into an array of z's type."""
    result = np.zeros_like(z)
    result[...] = sigmoid(z)
    return result


@misconception(
    "tanh/inverted-fraction",
    "Your fraction is upside down: tanh(0) should be 0, which is where the numerator vanishes.",
)
def tanh_inverted_fraction(z):
    """coth: numerator and denominator are swapped."""
    return np.divide(np.exp(z) + np.exp(-z), np.exp(z) - np.exp(-z))


@misconception(
    "tanh/overflow",
    "The formula is right, but e^1000 is too large for a computer. Infinity divided by infinity "
    "is NaN: NumPy may do this one for you.",
)
def tanh_overflow(z):
    """(e^z - e^-z)/(e^z + e^-z): NaN at 1000."""
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))


@misconception(
    "tanh/two-missing",
    "Your curve is too flat, as tanh would be at half of z: if you stretch a sigmoid, a factor 2 belongs "
    "inside it, too.",
)
def tanh_two_missing(z):
    """2·sigmoid(z) - 1: the 2 inside is missing."""
    return 2 * sigmoid(z) - 1


@misconception(
    "tanh/integer-result",
    _DECIMALS_CUT,
)
def tanh_integer_result(z):
    """The result is put into an array of z's type."""
    result = np.zeros_like(z)
    result[...] = np.tanh(z)
    return result


@misconception(
    "relu/abs",
    "Your negative values come back positive. The ReLU silences them: they become exactly 0.",
)
def relu_abs(z):
    """|z|."""
    return np.abs(z)


@misconception(
    "relu/minimum",
    "You keep the negative values and silence the positive ones. Of 0 and z, the other one is "
    "wanted.",
)
def relu_minimum(z):
    """min(0, z)."""
    return np.minimum(0, z)


@misconception(
    "relu/global-max",
    "You return one number for the whole array, its largest. Another function of NumPy compares "
    "element by element.",
)
def relu_global_max(z):
    """np.max over the whole array."""
    return np.max(z)


@misconception(
    "relu/step",
    "You return whether z is positive (0 or 1); where it is, z itself should come through.",
)
def relu_step(z):
    """1 where z is positive, else 0."""
    return np.where(z > 0, 1.0, 0.0)


@misconception(
    "relu/leaky",
    "Your negative values leak through: that is the leaky ReLU, which comes next. Here they become exactly 0.",
)
def relu_leaky(z):
    """0.01·z below 0."""
    return np.where(z > 0, z, 0.01 * z)


@misconception(
    "relu/in-place",
    "You write the zeros into the caller's own z, which backprop will need again. Make a new "
    "array, in a way that also works where z is a single number.",
)
def relu_in_place(z):
    """z[z < 0] = 0: alters the caller's array."""
    z[z < 0] = 0
    return z


@misconception(
    "leaky_relu/slope-on-positive",
    "You have the slope on the wrong side: positive values pass unchanged, negative ones leak.",
)
def leaky_relu_slope_on_positive(z, slope=0.01):
    """slope·z above 0, z below."""
    return np.where(z > 0, slope * z, z)


@misconception(
    "leaky_relu/constant",
    "Below 0 you return the slope itself, the same for every z: a share of z should leak through.",
)
def leaky_relu_constant(z, slope=0.01):
    """The slope itself below 0."""
    return np.where(z > 0, z, slope)


@misconception(
    "leaky_relu/plain",
    "Nothing leaks: your negative values become 0, as in the plain ReLU. They should become slope times z.",
)
def leaky_relu_plain(z, slope=0.01):
    """max(0, z): the slope is ignored."""
    return np.maximum(0, z)


@misconception(
    "leaky_relu/hard-coded-slope",
    "Your slope is 0.01 even where the caller asks for another: use the argument slope.",
)
def leaky_relu_hard_coded_slope(z, slope=0.01):
    """0.01·z below 0, whatever the slope."""
    return np.where(z > 0, z, 0.01 * z)


@misconception(
    "leaky_relu/all-or-none",
    "You decide once for the whole array: one negative element, and the positive ones leak as well. Each "
    "element needs a choice of its own.",
)
def leaky_relu_all_or_none(z, slope=0.01):
    """if np.all(z > 0): z, else slope·z."""
    return z if np.all(np.asarray(z) > 0) else np.multiply(slope, z)


@misconception(
    "leaky_relu/integer-result",
    _DECIMALS_CUT,
)
def leaky_relu_integer_result(z, slope=0.01):
    """The result is put into an array of z's type."""
    result = np.zeros_like(z)
    result[...] = leaky_relu(z, slope)
    return result


ROOT_OF_TWO_OVER_PI = math.sqrt(2 / math.pi)


def _gelu_like(z, half=0.5, scale=ROOT_OF_TWO_OVER_PI, power=3):
    return half * z * (1 + np.tanh(scale * (z + 0.044715 * z**power)))


@misconception(
    "gelu/no-half", "Yours is twice as large as it should be: the half in front is missing."
)
def gelu_no_half(z):
    """Without the factor 0.5."""
    return _gelu_like(z, half=1)


@misconception(
    "gelu/no-cube", "Look at the small term with 0.044715: the power of z is missing there."
)
def gelu_no_cube(z):
    """z + 0.044715·z: no cube."""
    return _gelu_like(z, power=1)


@misconception(
    "gelu/sqrt-pi-over-two",
    "The fraction under your root is upside down: compare it with the formula.",
)
def gelu_sqrt_pi_over_two(z):
    """√(π/2) in place of √(2/π)."""
    return _gelu_like(z, scale=1 / ROOT_OF_TWO_OVER_PI)


@misconception(
    "gelu/no-sqrt", "The factor in front of the bracket is 2/π in yours: its root is wanted."
)
def gelu_no_sqrt(z):
    """2/π without the root."""
    return _gelu_like(z, scale=ROOT_OF_TWO_OVER_PI**2)


@misconception(
    "gelu/root-of-two",
    "In your factor only the 2 is under the root: the root is taken of the whole fraction, 2/π.",
)
def gelu_root_of_two(z):
    """√2/π instead of √(2/π)."""
    return _gelu_like(z, scale=math.sqrt(2) / math.pi)


@misconception(
    "gelu/root-of-two-pi",
    "Under your root 2 and π are multiplied: the root is taken of a fraction, 2/π.",
)
def gelu_root_of_two_pi(z):
    """√(2π) in place of √(2/π)."""
    return _gelu_like(z, scale=math.sqrt(2 * math.pi))


@misconception(
    "gelu/relu",
    "That is the plain ReLU, with its corner at 0; GELU is smooth, and a little below 0 on the left.",
)
def gelu_relu(z):
    """max(0, z)."""
    return np.maximum(0, z)


@misconception(
    "gelu/integer-result",
    _DECIMALS_CUT,
)
def gelu_integer_result(z):
    """The result is put into an array of z's type."""
    result = np.zeros_like(z)
    result[...] = gelu(z)
    return result


@misconception(
    "sigmoid_grad/z-times-one-minus-z",
    "You use z as if it had gone through the sigmoid already: compute the sigmoid of z first, then its slope "
    "from that.",
)
def sigmoid_grad_z_times_one_minus_z(z):
    """z·(1 - z)."""
    return z * (1 - z)


@misconception(
    "sigmoid_grad/one-minus-s", "The slope is a product of two factors; yours has only the second."
)
def sigmoid_grad_one_minus_s(z):
    """1 - s."""
    return 1 - sigmoid(z)


@misconception(
    "sigmoid_grad/negative",
    "Your slope is negative, but the sigmoid rises everywhere: look at the sign.",
)
def sigmoid_grad_negative(z):
    """-s·(1 - s)."""
    return -sigmoid(z) * (1 - sigmoid(z))


@misconception("sigmoid_grad/plus", "Look at the sign in the second factor: yours adds s to 1.")
def sigmoid_grad_plus(z):
    """s·(1 + s)."""
    return sigmoid(z) * (1 + sigmoid(z))


@misconception(
    "sigmoid_grad/returns-sigmoid",
    "That is the sigmoid itself: here its slope is wanted, which is never above a quarter.",
)
def sigmoid_grad_returns_sigmoid(z):
    """The sigmoid, not its slope."""
    return sigmoid(z)


@misconception(
    "sigmoid_grad/no-bracket",
    "Your slope is 0 everywhere. If you multiply s by 1 - s: Python multiplies before it subtracts, so the "
    "difference needs a bracket.",
)
def sigmoid_grad_no_bracket(z):
    """s·1 - s: always 0."""
    s = sigmoid(z)
    return s * 1 - s


@misconception(
    "sigmoid_grad/integer-result",
    _DECIMALS_CUT,
)
def sigmoid_grad_integer_result(z):
    """The result is put into an array of z's type."""
    result = np.zeros_like(z)
    result[...] = sigmoid_grad(z)
    return result


@misconception(
    "tanh_grad/no-square",
    "The square is missing: it is the square of tanh(z) that is taken from 1.",
)
def tanh_grad_no_square(z):
    """1 - tanh(z)."""
    return 1 - np.tanh(z)


@misconception(
    "tanh_grad/one-minus-z-squared",
    "You square z itself, as if it had gone through tanh already: compute tanh of z first.",
)
def tanh_grad_one_minus_z_squared(z):
    """1 - z²."""
    return 1 - z**2


@misconception(
    "tanh_grad/square-inside",
    "The square is inside your tanh: take tanh of z first, then square what comes out.",
)
def tanh_grad_square_inside(z):
    """1 - tanh(z²)."""
    return 1 - np.tanh(z**2)


@misconception(
    "tanh_grad/sigmoid-rule",
    "That is the sigmoid's rule with tanh put in: tanh has a rule of its own, with a square.",
)
def tanh_grad_sigmoid_rule(z):
    """t·(1 - t)."""
    return np.tanh(z) * (1 - np.tanh(z))


@misconception(
    "tanh_grad/tanh-twice",
    "You send z through tanh twice: what is squared should be tanh(z), and once is enough.",
)
def tanh_grad_tanh_twice(z):
    """1 - tanh²(tanh(z))."""
    return 1 - np.tanh(np.tanh(z)) ** 2


@misconception(
    "tanh_grad/integer-result",
    _DECIMALS_CUT,
)
def tanh_grad_integer_result(z):
    """The result is put into an array of z's type."""
    result = np.zeros_like(z)
    result[...] = tanh_grad(z)
    return result


@misconception(
    "relu_grad/returns-relu",
    "That is the ReLU itself: its slope is the same, 1, wherever z is positive.",
)
def relu_grad_returns_relu(z):
    """max(0, z)."""
    return np.maximum(0, z)


@misconception(
    "relu_grad/all-ones", "Your slope is 1 everywhere; where z is negative the ReLU is flat."
)
def relu_grad_all_ones(z):
    """1 everywhere."""
    return np.ones_like(z)


@misconception(
    "relu_grad/inverted",
    "Your slopes are the wrong way round: the ReLU rises where z is positive, and is flat where it is negative.",
)
def relu_grad_inverted(z):
    """1 where z is negative."""
    return np.where(z < 0, 1.0, 0.0)


@misconception(
    "relu_grad/negative",
    "Your slope is negative where z is positive, but the ReLU rises there: look at the sign.",
)
def relu_grad_negative(z):
    """-1 where z is positive."""
    return np.where(z > 0, -1.0, 0.0)


@misconception(
    "relu_grad/in-place",
    "You write the slopes into the caller's own z, which may be needed again. Make a new array, one that also "
    "works where z is a single number.",
)
def relu_grad_in_place(z):
    """z[z > 0] = 1: alters the caller's array."""
    z[z > 0] = 1
    z[z <= 0] = 0
    return z


@misconception(
    "relu_grad/np-sign",
    "On the negative side your slope is -1, as np.sign gives it; the ReLU is flat there.",
)
def relu_grad_np_sign(z):
    """np.sign: -1 for negatives."""
    return np.sign(z)


@misconception(
    "leaky_relu_grad/zero-negative",
    "On the negative side your slope is 0; the leaky ReLU still rises a little there.",
)
def leaky_relu_grad_zero_negative(z, slope=0.01):
    """0 below 0."""
    return np.where(z > 0, 1.0, 0.0)


@misconception(
    "leaky_relu_grad/slope-times-z",
    "On the negative side you return the value of the leaky ReLU: how steep is it there?",
)
def leaky_relu_grad_slope_times_z(z, slope=0.01):
    """slope·z below 0."""
    return np.where(z > 0, 1.0, slope * z)


@misconception(
    "leaky_relu_grad/swapped",
    "Your two sides are swapped: which of them is the steep one?",
)
def leaky_relu_grad_swapped(z, slope=0.01):
    """The slope above 0, 1 below."""
    return np.where(z > 0, slope, 1.0)


@misconception(
    "leaky_relu_grad/hard-coded-slope",
    "Your slope is 0.01 even where the caller asks for another: use the argument slope.",
)
def leaky_relu_grad_hard_coded_slope(z, slope=0.01):
    """0.01 below 0, whatever the slope."""
    return np.where(z > 0, 1.0, 0.01)


@misconception(
    "leaky_relu_grad/integer-result",
    _DECIMALS_CUT,
)
def leaky_relu_grad_integer_result(z, slope=0.01):
    """The result is put into an array of z's type."""
    result = np.zeros_like(z)
    result[...] = leaky_relu_grad(z, slope)
    return result
