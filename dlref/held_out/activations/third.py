"""Wrong answers of the third set: activations and their derivatives."""

import math

import numpy as np

from autograder.course import held_out
from dlref.activations import leaky_relu, relu_grad, sigmoid, tanh


@held_out(
    "sigmoid",
    kind="brackets are missing in the form for negative z alone",
    source="GitHub text search: one file, whose comment doubts the line",
)
def sigmoid_brackets_below_zero(z):
    z = np.asarray(z, dtype=float)
    e = np.exp(-np.abs(z))
    positive = 1 / (1 + e)
    negative = e / 1 + e
    return np.where(z >= 0, positive, negative)


@held_out(
    "sigmoid",
    kind="the shares of a softmax over the whole array in its place",
    source="written",
)
def sigmoid_softmax(z):
    e = np.exp(z - np.max(z))
    return e / np.sum(e)


@held_out(
    "sigmoid",
    kind="np.exp is raised to a power: it is a function, to be called",
    source="written",
)
def sigmoid_power_of_the_function(z):
    e = np.exp
    return 1 / (1 + e**-z)


@held_out(
    "sigmoid",
    kind="np.zeros_like takes over the whole numbers of z: the decimals are cut off",
    source="splunktool.com/in-python-calculate-the-softmax-of-an-array-columnwise-using-numpy",
)
def sigmoid_array_of_whole_numbers(z):
    z = np.asarray(z)
    out = np.zeros_like(z)
    high = z >= 0
    low = z < 0
    out[high] = 1 / (1 + np.exp(-z[high]))
    out[low] = np.exp(z[low]) / (1 + np.exp(z[low]))
    return out


@held_out("sigmoid", kind="z is squared in the exponent, as in the bell curve", source="written")
def sigmoid_square_in_exponent(z):
    exponent = -np.square(np.asarray(z, dtype=float))
    return 1 / (1 + np.exp(exponent))


@held_out(
    "tanh",
    kind="the minus is missing in the second exponential above the fraction: always 0",
    source="GitHub text search: seven files, most of them by one learner",
)
def tanh_minus_missing_above(z):
    z = np.clip(z, -50, 50)
    top = np.exp(z) - np.exp(z)
    bottom = np.exp(z) + np.exp(-z)
    return top / bottom


@held_out("tanh", kind="the bracket ends too late: 1 is taken from 2z", source="written")
def tanh_one_inside_the_bracket(z):
    return 2 * sigmoid(2 * z - 1)


@held_out("tanh", kind="1 above the fraction, where 2 belongs: from 0 to 1", source="written")
def tanh_one_above_the_fraction(z):
    # tanh = 1 - 2 / (e^2z + 1)
    e = np.exp(2 * np.clip(z, -300, 300))
    return 1 - 1 / (e + 1)


@held_out(
    "tanh",
    kind="each element is taken for a number: fails for a table and for a single number",
    source="written",
)
def tanh_list_of_numbers(z):
    values = [math.tanh(v) for v in z]
    return np.array(values)


@held_out("relu", kind="np.where lacks its third argument, the value below 0", source="written")
def relu_where_two_arguments(z):
    z = np.asarray(z)
    return np.where(z > 0, z)


@held_out("relu", kind="None, not 0, below 0", source="written")
def relu_none_below_zero(z):
    z = np.asarray(z)
    return np.where(z > 0, z, None)


@held_out("relu", kind="the loop starts at 1: the first element stays 0", source="written")
def relu_first_element_left_out(z):
    flat = np.ravel(z)
    out = np.zeros(len(flat))
    for i in range(1, len(flat)):
        if flat[i] > 0:
            out[i] = flat[i]
    return out.reshape(np.shape(z))


@held_out("relu", kind="the largest of 0, z and the mean of z", source="written")
def relu_mean_as_floor(z):
    # below average expression counts as off
    background = np.mean(z)
    return np.maximum(np.maximum(0, background), z)


@held_out(
    "leaky_relu",
    kind="the whole of slope·z is put in the places of the negative values: it does not fit",
    source="GitHub text search: one file",
)
def leaky_relu_whole_array_in_places(z, slope=0.01):
    out = np.ones_like(z, dtype=float) * z
    out[out <= 0] = slope * z
    return out


@held_out(
    "leaky_relu",
    kind="each element is taken for a number: fails for a table and for a single number",
    source="github.com/Knowledge-Precipitation-Tribe/Neural-network, "
    "ActivationFunction/Activators/LeakyRelu.py",
)
def leaky_relu_list_of_numbers(z, slope=0.01):
    result = []
    for value in z:
        result.append(value if value > 0 else slope * value)
    return np.array(result)


@held_out(
    "leaky_relu",
    kind="a slope of 0 counts as none given and becomes 0.01",
    source="written",
)
def leaky_relu_zero_is_no_slope(z, slope=0.01):
    slope = slope or 0.01
    return np.where(np.asarray(z) > 0, z, slope * np.asarray(z))


@held_out("leaky_relu", kind="z is compared with the slope, not with 0", source="written")
def leaky_relu_compared_with_slope(z, slope=0.01):
    z = np.asarray(z)
    return np.where(z > slope, z, slope * z)


@held_out("gelu", kind="the root is taken of the 2 alone: √2/π", source="written")
def gelu_root_of_two_alone(z):
    c = np.sqrt(2) / np.pi
    return 0.5 * z * (1 + np.tanh(c * (z + 0.044715 * z**3)))


@held_out("gelu", kind="3·z for z³: times, where a power belongs", source="written")
def gelu_three_times(z):
    inner = z + 0.044715 * z * 3
    return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * inner))


@held_out("gelu", kind="minus before tanh: the curve is mirrored", source="written")
def gelu_minus_tanh(z):
    k = math.sqrt(2 / math.pi)
    t = np.tanh(k * (z + 0.044715 * z**3))
    return 0.5 * z * (1 - t)


@held_out(
    "gelu", kind="np.sqrt is given 2 and π as two arguments, not the fraction", source="written"
)
def gelu_sqrt_of_two_arguments(z):
    factor = np.sqrt(2, np.pi)
    return 0.5 * z * (1 + np.tanh(factor * (z + 0.044715 * z**3)))


@held_out(
    "sigmoid_grad",
    kind="1 - z inside the second sigmoid, for 1 - sigmoid(z)",
    source="written",
)
def sigmoid_grad_one_minus_inside(z):
    return sigmoid(z) * sigmoid(1 - z)


@held_out(
    "sigmoid_grad",
    kind="* 2 for ** 2: the bracket is doubled, not squared",
    source="written",
)
def sigmoid_grad_doubled_bracket(z):
    e = np.exp(-z)
    below = (1 + e) * 2
    return e / below


@held_out("sigmoid_grad", kind="multiplied with z, as an inner derivative", source="written")
def sigmoid_grad_times_z(z):
    s = sigmoid(z)
    ds = s * (1 - s)
    # chain rule
    return ds * z


@held_out(
    "sigmoid_grad",
    kind="the sigmoid is not called: the function itself is subtracted from 1",
    source="written",
)
def sigmoid_grad_function_not_called(z):
    s = sigmoid
    return s * (1 - s)


@held_out("tanh_grad", kind="z is squared, not tanh(z)", source="written")
def tanh_grad_square_inside(z):
    z = np.asarray(z)
    return 1 - np.tanh(z**2)


@held_out("tanh_grad", kind="cosh² itself, not 1 over it", source="written")
def tanh_grad_cosh_squared(z):
    c = np.cosh(z)
    return c * c


@held_out("tanh_grad", kind="derived once more: -2 t (1 - t²)", source="written")
def tanh_grad_second_derivative(z):
    t = tanh(z)
    outer = -2 * t
    inner = 1 - t**2
    return outer * inner


@held_out("tanh_grad", kind="np.dot for the square: the elements get mixed", source="written")
def tanh_grad_dot_for_square(z):
    a = np.tanh(z)
    return 1 - np.dot(a, a)


@held_out(
    "relu_grad",
    kind="np.where(...)[0] knows the rows only: whole rows become 1",
    source="written",
)
def relu_grad_whole_rows(z):
    z = np.atleast_1d(z)
    grad = np.zeros(z.shape)
    active = np.where(z > 0)[0]
    grad[active] = 1
    return grad


@held_out("relu_grad", kind="the places of the positive values, not 0 and 1", source="written")
def relu_grad_places(z):
    return np.where(np.asarray(z) > 0)


@held_out("relu_grad", kind="the sign plus 1 is not halved: 2 above 0", source="written")
def relu_grad_sign_not_halved(z):
    s = np.sign(z)
    return s + 1


@held_out("relu_grad", kind="z.shape, which a plain number does not have", source="written")
def relu_grad_shape_of_a_number(z):
    grad = np.ones(z.shape)
    grad[z < 0] = 0
    return grad


@held_out(
    "leaky_relu_grad",
    kind="the slopes that were just filled in are above 0, so that they become 1",
    source="written",
)
def leaky_relu_grad_second_line_sees_first(z, slope=0.01):
    d = np.array(z, dtype=float)
    d[d <= 0] = slope
    d[d > 0] = 1
    return d


@held_out(
    "leaky_relu_grad",
    kind="z itself above 0, where its slope of 1 belongs",
    source="written",
)
def leaky_relu_grad_z_above_zero(z, slope=0.01):
    z = np.asarray(z)
    return np.where(z > 0, z, slope)


@held_out(
    "leaky_relu_grad",
    kind="two one-sided slopes are added, and at 0 neither counts",
    source="written",
)
def leaky_relu_grad_nothing_at_zero(z, slope=0.01):
    right = relu_grad(z)
    left = slope * relu_grad(-np.asarray(z))
    return right + left


@held_out(
    "leaky_relu_grad",
    kind="a sigmoid's rule, a (1 - a), with the leaky ReLU for a",
    source="written",
)
def leaky_relu_grad_sigmoid_rule(z, slope=0.01):
    a = leaky_relu(z, slope)
    return a * (1 - a)
