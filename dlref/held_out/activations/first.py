"""Wrong answers that no misconception was written for: activations and their derivatives."""

import math

import numpy as np

from autograder.course import held_out
from dlref.activations import relu, sigmoid, tanh


@held_out(
    "sigmoid",
    kind="both signs in the denominator are wrong: 1 minus e to the z",
    source="GitHub text search: eight files of four learners",
)
def sigmoid_one_minus_exp_z(z):
    return np.divide(1, 1 - np.exp(z))


@held_out(
    "sigmoid",
    kind="the result of the exponential is clipped at 500, where z itself was meant",
    source="github.com/DarkHawk727/deep-ml, 104_binary_classification_with_logistic_regression.py",
)
def sigmoid_clip_around_exp(z):
    e = np.clip(np.exp(-np.asarray(z, dtype=float)), -500, 500)
    return 1.0 / (1.0 + e)


@held_out(
    "sigmoid",
    kind="^ is written for a power, which is another operation in Python",
    source="github.com/Hrithik2212/Neural-Networks-from-Scratch, Activation_Functions.py",
)
def sigmoid_caret_for_power(z):
    return 1 / (1 + np.e ^ -z)


@held_out(
    "sigmoid",
    kind="the bipolar sigmoid, from -1 to 1, in its place",
    source="GitHub text search: eight files",
)
def sigmoid_bipolar(z):
    s = 1 / (1 + np.exp(-z))
    return 2 * s - 1


@held_out(
    "sigmoid", kind="the hard sigmoid, made of straight lines, in its place", source="written"
)
def sigmoid_hard(z):
    return np.clip(0.2 * z + 0.5, 0, 1)


@held_out("sigmoid", kind="z is clipped at 5 before the exponential", source="written")
def sigmoid_clip_too_tight(z):
    z = np.clip(z, -5, 5)
    return 1 / (1 + np.exp(-z))


@held_out(
    "sigmoid",
    kind="softsign, z over 1 + |z|, in its place",
    source="GitHub text search: four files",
)
def sigmoid_softsign(z):
    return z / (1 + np.abs(z))


@held_out(
    "sigmoid",
    kind="z stands above the fraction where 1 belongs",
    source="GitHub text search: one file",
)
def sigmoid_z_above(z):
    return z / (1.0 + np.exp(-z))


@held_out(
    "sigmoid", kind="z cut off at 0 and at 1 in its place", source="GitHub text search: one file"
)
def sigmoid_cut_line(z):
    return np.minimum(1, np.maximum(0, z))


@held_out(
    "tanh",
    kind="tanh - 1 is divided by tanh + 1",
    source="github.com/dellius-alexander/Neural-Networks-From-Scratch, Activations.ipynb",
)
def tanh_quotient_of_tanhs(z):
    t = np.tanh(z)
    return (t - 1) / (t + 1)


@held_out(
    "tanh",
    kind="tanh is applied to a result that is tanh already",
    source="github.com/sudeakinay/MLP-from-scratch, perceptron.py",
)
def tanh_of_tanh(z):
    inner = 2 * sigmoid(2 * z) - 1
    return np.tanh(inner)


@held_out(
    "tanh",
    kind="the tangent of trigonometry in its place",
    source="github.com/giuseppegrieco/neural-network-from-scratch, tanh.py",
)
def tanh_tangent(z):
    return np.tan(z)


@held_out(
    "tanh",
    kind="numerator and denominator have no brackets: only the middle two terms are divided",
    source="GitHub text search: three learners' activation functions",
)
def tanh_without_brackets(z):
    return np.exp(z) - np.exp(-z) / np.exp(z) + np.exp(-z)


@held_out("tanh", kind="divided by 2 in place of the sum of the exponentials", source="written")
def tanh_hyperbolic_sine(z):
    up, down = np.exp(z), np.exp(-z)
    return (up - down) / 2


@held_out("tanh", kind="the arc tangent in its place", source="written")
def tanh_arc_tangent(z):
    return np.arctan(z)


@held_out("tanh", kind="clipped at -1 and 1: straight in between", source="written")
def tanh_hard(z):
    return np.maximum(-1, np.minimum(1, z))


@held_out("tanh", kind="the sigmoid in its place", source="GitHub text search: two files")
def tanh_is_sigmoid(z):
    return 1 / (1 + np.exp(-z))


@held_out(
    "tanh",
    kind="LeCun's stretched tanh in place of the plain one",
    source="GitHub text search: two files",
)
def tanh_stretched(z):
    return 1.7159 * np.tanh(2 * z / 3)


@held_out(
    "relu",
    kind="z times z > 0 without a bracket: the square is compared with 0",
    source="github.com/slotling/nn-from-scratch, emath.py",
)
def relu_square_above_zero(z):
    return z * z > 0


@held_out(
    "relu",
    kind="np.max with 0 as its axis: the largest of each column",
    source="GitHub text search: two versions of a small network's Relu class",
)
def relu_max_along_axis_0(z):
    return np.max(z, 0)


@held_out(
    "relu",
    kind="0 and z have changed places in np.max, so that z is taken for the axis",
    source="github.com/djenkivanov/neural-networks-from-scratch, nn_with_hidden.py",
)
def relu_z_as_axis(z):
    return np.max(0, z)


@held_out(
    "relu",
    kind="the ReLU holds tanh",
    source="GitHub text search: a small network's Relu class",
)
def relu_holds_tanh(z):
    return np.tanh(z)


@held_out(
    "relu",
    kind="softplus, the smooth ReLU, in its place",
    source="GitHub text search: ten files whose relu is softplus",
)
def relu_softplus(z):
    return np.log(1 + np.exp(z))


@held_out(
    "relu", kind="cut off at 1 above", source="GitHub text search: two versions of a network in JAX"
)
def relu_cut_at_one(z):
    return np.clip(z, 0, 1)


@held_out("relu", kind="the sigmoid in its place", source="GitHub text search: two files")
def relu_is_sigmoid(z):
    return 1 / (1 + np.exp(-z))


@held_out(
    "leaky_relu",
    kind="a slope of 0.1 is written in: the argument is not used",
    source="github.com/jaseempaloth/Neural-Networks-from-Scratch, activations.py",
)
def leaky_relu_slope_tenth(z, slope=0.01):
    return np.maximum(0.1 * z, z)


@held_out(
    "leaky_relu",
    kind="1 above 0, as in the derivative",
    source="GitHub text search: an activation module of a learner",
)
def leaky_relu_one_above(z, slope=0.01):
    return np.where(z > 0, 1, slope * z)


@held_out("leaky_relu", kind="the leak has its sign turned", source="written")
def leaky_relu_leaks_upwards(z, slope=0.01):
    return np.where(z >= 0, z, -slope * z)


@held_out("leaky_relu", kind="the leak is added on both sides", source="written")
def leaky_relu_leak_on_both_sides(z, slope=0.01):
    return np.maximum(0, z) + slope * z


@held_out("leaky_relu", kind="the slope is subtracted from negative values", source="written")
def leaky_relu_shifted_down(z, slope=0.01):
    out = np.array(z, dtype=float)
    out[out < 0] -= slope
    return out


@held_out("leaky_relu", kind="negative values are divided by the slope", source="written")
def leaky_relu_divided_by_slope(z, slope=0.01):
    return np.where(z > 0, z, z / slope)


@held_out(
    "gelu",
    kind="0.44715 in place of 0.044715",
    source="GitHub text search: a GPT copy and a plot of GELU",
)
def gelu_constant_ten_times(z):
    inner = np.sqrt(2 / np.pi) * (z + 0.44715 * z**3)
    return 0.5 * z * (1 + np.tanh(inner))


@held_out(
    "gelu",
    kind="the coarser approximation with a sigmoid of 1.702 z in its place",
    source="github.com/Atefeh97hmt/Activation-Functions-Visualization, all.py",
)
def gelu_by_sigmoid(z):
    return z * (1 / (1 + np.exp(-1.702 * z)))


@held_out(
    "gelu",
    kind="the result is rounded to four decimals",
    source="github.com/Idk507/deep-ml_ml-challenge, GeLU Activation Function.py",
)
def gelu_rounded(z):
    value = 0.5 * z * (1 + np.tanh(math.sqrt(2 / math.pi) * (z + 0.044715 * z**3)))
    return np.round(value, 4)


@held_out(
    "gelu",
    kind="the factor z in front is missing",
    source="github.com/tensorflow/tfjs, pull request 8224",
)
def gelu_without_z(z):
    return 0.5 * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * np.power(z, 3))))


@held_out(
    "gelu",
    kind="multiplied with z once more",
    source="github.com/tensorflow/tensorflow, issue 50510",
)
def gelu_z_twice(z):
    phi = z / 2 * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))
    return z * phi


@held_out(
    "gelu",
    kind="z over the root of 2, of the exact form, is added inside the tanh",
    source="github.com/jElhamm/Activation-Functions, GELU.py",
)
def gelu_both_forms_in_one(z):
    inner = np.sqrt(2 / np.pi) * (z + 0.044715 * np.power(z, 3)) + z / np.sqrt(2)
    return 0.5 * z * (1 + np.tanh(inner))


@held_out("gelu", kind="the small term has z squared", source="written")
def gelu_square_for_cube(z):
    c = np.sqrt(2 / np.pi)
    return 0.5 * z * (1 + np.tanh(c * (z + 0.044715 * z**2)))


@held_out("gelu", kind="swish, z times the sigmoid of z, in its place", source="written")
def gelu_swish(z):
    return z * sigmoid(z)


@held_out("gelu", kind="the exact form without the root of 2 below z in erf", source="written")
def gelu_erf_without_root(z):
    erf = np.vectorize(math.erf, otypes=[float])
    return 0.5 * z * (1 + erf(z))


@held_out(
    "gelu",
    kind="z is taken out of the bracket, but the small term keeps its cube",
    source="written",
)
def gelu_factored_out_wrongly(z):
    inner = z * np.sqrt(2 / np.pi) * (1 + 0.044715 * z**3)
    return 0.5 * z * (1 + np.tanh(inner))


@held_out(
    "sigmoid_grad",
    kind="the sigmoid inside lacks the 1 + in its denominator",
    source="community.deeplearning.ai/t/week-2-exercise-4-optional-assignment-sigmoid-derivative/32339",
)
def sigmoid_grad_denominator_without_one(z):
    s = 1 / np.exp(-z)
    ds = s * (1 - s)
    return ds


@held_out(
    "sigmoid_grad",
    kind="z in place of the sigmoid in the second factor",
    source="GitHub text search: a two-layer network",
)
def sigmoid_grad_one_minus_z(z):
    return sigmoid(z) * (1 - z)


@held_out(
    "sigmoid_grad",
    kind="z in place of the sigmoid in the first factor",
    source="GitHub text search: six files, in Java and Go",
)
def sigmoid_grad_z_in_front(z):
    return z * (1 - sigmoid(z))


@held_out(
    "sigmoid_grad",
    kind="minus in place of times between the two factors",
    source="GitHub text search: a classifier of a learner",
)
def sigmoid_grad_difference(z):
    s = sigmoid(z)
    return s - (1 - s)


@held_out(
    "sigmoid_grad",
    kind="the sigmoid is divided by 1 - s where it is multiplied",
    source="GitHub text search: four files, in Python and C#",
)
def sigmoid_grad_quotient(z):
    return sigmoid(z) / (1 - sigmoid(z))


@held_out(
    "sigmoid_grad",
    kind="the minus is missing in the exponent of the numerator",
    source="GitHub text search: two learners' activation functions",
)
def sigmoid_grad_numerator_exp_z(z):
    return np.exp(z) / (1 + np.exp(-z)) ** 2


@held_out(
    "sigmoid_grad",
    kind="the ReLU in place of the sigmoid in s (1 - s)",
    source="github.com/fredrvaa/Neural-Networks-From-Scratch, activation.py",
)
def sigmoid_grad_of_relu(z):
    f = relu(z)
    return f * (1 - f)


@held_out("sigmoid_grad", kind="the sigmoid is applied twice in s (1 - s)", source="written")
def sigmoid_grad_sigmoid_twice(z):
    a = sigmoid(sigmoid(z))
    return a * (1 - a)


@held_out("sigmoid_grad", kind="1 - s squared, as for tanh", source="written")
def sigmoid_grad_tanh_rule(z):
    s = sigmoid(z)
    return 1 - s**2


@held_out(
    "sigmoid_grad",
    kind="the square of the sigmoid: s * s in place of s * (1 - s)",
    source="GitHub text search: one file",
)
def sigmoid_grad_squared(z):
    s = sigmoid(z)
    return s**2


@held_out(
    "tanh_grad",
    kind="plus in place of minus before the square",
    source="GitHub text search: a small network in seven versions; "
    "github.com/nicodjimenez/lstm, issue 41",
)
def tanh_grad_plus(z):
    return 1 + np.tanh(z) ** 2


@held_out(
    "tanh_grad",
    kind="the sigmoid in place of tanh",
    source="GitHub text search: two learners' activation classes",
)
def tanh_grad_of_sigmoid(z):
    return 1 - sigmoid(z) ** 2


@held_out(
    "tanh_grad",
    kind="the tangent of trigonometry in place of tanh",
    source="GitHub text search: a network class of a learner",
)
def tanh_grad_of_tangent(z):
    return 1 - np.square(np.tan(z))


@held_out(
    "tanh_grad",
    kind="the tanh inside lacks the 2 in both exponents: it is tanh of z / 2",
    source="github.com/RPGupta30/Activation-Functions, Tanh.py",
)
def tanh_grad_of_half_z(z):
    t = (1 - np.exp(-z)) / (1 + np.exp(-z))
    return 1 - t**2


@held_out(
    "tanh_grad",
    kind="nothing is returned: the return is forgotten",
    source="github.com/giuseppegrieco/neural-network-from-scratch, activation_function.py",
)
def tanh_grad_no_return(z):
    slope = 1 - np.power(np.tanh(z), 2)  # noqa: F841


@held_out("tanh_grad", kind="1 / cosh without the square", source="written")
def tanh_grad_cosh_not_squared(z):
    return 1 / np.cosh(z)


@held_out("tanh_grad", kind="twice tanh in place of its square", source="written")
def tanh_grad_two_times_tanh(z):
    t = tanh(z)
    return 1 - 2 * t


@held_out(
    "relu_grad",
    kind="positive values become 1, negative ones stay as they are",
    source="github.com/Michalek007/Neural-network-from-scratch, activation_relu.py",
)
def relu_grad_negatives_stay(z):
    slopes = np.array(z, dtype=float)
    slopes[slopes > 0] = 1
    return slopes


@held_out(
    "relu_grad",
    kind="compared with 1 in place of 0",
    source="GitHub text search: a multi-layer network of a learner",
)
def relu_grad_above_one(z):
    return np.where(z > 1, 1, 0)


@held_out(
    "relu_grad",
    kind="z itself between 0 and 1: clipped, not compared",
    source="GitHub text search: a network of a learner",
)
def relu_grad_clipped(z):
    return np.minimum(1, np.maximum(0, z))


@held_out("relu_grad", kind="the leaky ReLU's slope of 0.01 below 0", source="written")
def relu_grad_leaky(z):
    dz = np.ones_like(z, dtype=float)
    dz[np.asarray(z) < 0] = 0.01
    return dz


@held_out(
    "relu_grad", kind="one answer for the whole array: 1 if any value is positive", source="written"
)
def relu_grad_any_positive(z):
    if np.any(np.asarray(z) > 0):
        return np.ones_like(z)
    return np.zeros_like(z)


@held_out(
    "relu_grad",
    kind="the slope of softplus, which is the sigmoid, in its place",
    source="GitHub text search: five files whose relu is softplus",
)
def relu_grad_sigmoid(z):
    return sigmoid(z)


@held_out(
    "relu_grad",
    kind="1 minus the ReLU, after the pattern of the sigmoid's slope",
    source="GitHub text search: one file",
)
def relu_grad_one_minus(z):
    return 1 - np.maximum(0, z)


@held_out(
    "leaky_relu_grad",
    kind="one number for the whole array: the slope if any value is negative",
    source="github.com/sudeakinay/MLP-from-scratch, train_data.py",
)
def leaky_relu_grad_any_negative(z, slope=0.01):
    z = np.array(z)
    if (z < 0).any():
        return slope
    return 1


@held_out(
    "leaky_relu_grad",
    kind="a slope of 0.1 is written in: the argument is not used",
    source="github.com/jaseempaloth/Neural-Networks-from-Scratch, activations.py",
)
def leaky_relu_grad_slope_tenth(z, slope=0.01):
    return np.where(z > 0, 1, 0.1)


@held_out(
    "leaky_relu_grad",
    kind="nothing is returned: the return is forgotten",
    source="github.com/djenkivanov/neural-networks-from-scratch, nn_with_hidden.py",
)
def leaky_relu_grad_no_return(z, slope=0.01):
    grad = np.ones_like(z, dtype=float)
    grad[np.asarray(z) < 0] = slope


@held_out("leaky_relu_grad", kind="the slope is added above 0, too", source="written")
def leaky_relu_grad_slope_on_both_sides(z, slope=0.01):
    return (np.asarray(z) > 0) * 1.0 + slope


@held_out("leaky_relu_grad", kind="the slope has its sign turned", source="written")
def leaky_relu_grad_minus_slope(z, slope=0.01):
    return np.where(z > 0, 1, -slope)


@held_out(
    "leaky_relu_grad",
    kind="the leaky ReLU itself, not its slope",
    source="datascience.stackexchange.com/questions/68318",
)
def leaky_relu_grad_leaky_relu_itself(z, slope=0.01):
    return np.where(z > 0, z, slope * z)
