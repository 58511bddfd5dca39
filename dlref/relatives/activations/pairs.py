"""Two mistakes in an activation or in its slope, in different parts of it."""

import math

import numpy as np

from dlref.relatives._pairs import Mistake, pairs, singles, threes

# --- relu, relu_grad and leaky_relu_grad: a value above 0 and one below ---


def _relu(above=lambda z: z, below=lambda z: 0 * z):
    def relu(z):
        z = np.asarray(z, float)
        return np.where(z > 0, above(z), below(z))

    return relu


_RELU = (
    Mistake("above", "one_above", "Above 0 there is a 1: keep z there.", lambda z: 1 + 0 * z),
    Mistake("above", "zero_above", "Above 0 there is a 0: keep z there.", lambda z: 0 * z),
    Mistake("above", "square_above", "Above 0 z is squared: keep z itself.", lambda z: z**2),
    Mistake("above", "minus_above", "Above 0 z loses its sign: keep z itself.", lambda z: -z),
    Mistake("above", "double_above", "Above 0 z is doubled: keep z itself.", lambda z: 2 * z),
    Mistake("below", "z_below", "Below 0 z is kept: it should be 0 there.", lambda z: z),
    Mistake("below", "size_below", "Below 0 z is turned to plus: it should be 0.", lambda z: -z),
    Mistake("below", "one_below", "Below 0 there is a 1: it should be 0.", lambda z: 1 + 0 * z),
    Mistake(
        "below", "minus_one_below", "Below 0 there is a -1: it should be 0.", lambda z: z * 0 - 1
    ),
    Mistake("below", "half_below", "Below 0 half of z is kept: it should be 0.", lambda z: z / 2),
    Mistake(
        "below", "tenth_below", "Below 0 a tenth of z is kept: it should be 0.", lambda z: z / 10
    ),
    Mistake(
        "below",
        "minus_small_below",
        "Below 0 it is -0.01 times z: it should be 0.",
        lambda z: -z / 100,
    ),
    Mistake(
        "below", "small_below", "Below 0 there is a 0.01: it should be 0.", lambda z: 0 * z + 0.01
    ),
)


def _relu_grad(above=lambda z: 1 + 0 * z, below=lambda z: 0 * z):
    def relu_grad(z):
        z = np.asarray(z, float)
        return np.where(z > 0, above(z), below(z))

    return relu_grad


_RELU_GRAD = (
    Mistake("above", "z_above", "Above 0 you give z itself: its slope is asked for.", lambda z: z),
    Mistake("above", "zero_above", "Above 0 the slope is 0: there z goes up.", lambda z: 0 * z),
    Mistake("above", "minus_above", "Above 0 the slope has a minus.", lambda z: 0 * z - 1),
    Mistake(
        "above", "half_above", "Above 0 the slope is half of what it is.", lambda z: 0 * z + 0.5
    ),
    Mistake("above", "double_above", "Above 0 the slope is twice what it is.", lambda z: 0 * z + 2),
    Mistake("above", "two_z_above", "Above 0 you give 2z, the slope of a square.", lambda z: 2 * z),
    Mistake(
        "above", "integral_above", "Above 0 you give z²/2, an integral of z.", lambda z: z**2 / 2
    ),
    Mistake(
        "above", "inverse_above", "Above 0 you give 1/z, the slope of a logarithm.", lambda z: 1 / z
    ),
    Mistake(
        "below", "one_below", "Below 0 the slope is 1: there nothing changes.", lambda z: 1 + 0 * z
    ),
    Mistake(
        "below",
        "minus_below",
        "Below 0 the slope is -1: there nothing changes.",
        lambda z: 0 * z - 1,
    ),
    Mistake("below", "z_below", "Below 0 you give z: there nothing changes, so 0.", lambda z: z),
    Mistake(
        "below", "size_below", "Below 0 you give -z: there nothing changes, so 0.", lambda z: -z
    ),
    Mistake(
        "below",
        "leak_below",
        "Below 0 there is a 0.01, as in a leaky ReLU.",
        lambda z: 0 * z + 0.01,
    ),
    Mistake(
        "below", "tenth_below", "Below 0 there is a 0.1, as in a leaky ReLU.", lambda z: 0 * z + 0.1
    ),
    Mistake(
        "below",
        "half_below",
        "Below 0 there is a 0.5: nothing changes there.",
        lambda z: 0 * z + 0.5,
    ),
    Mistake("below", "exp_below", "Below 0 there is an exponential, as in an ELU.", np.exp),
)


def _leaky_relu_grad(
    border=lambda z, slope: z > 0, above=lambda z, slope: 1, below=lambda z, slope: slope
):
    def leaky_relu_grad(z, slope=0.01):
        z = np.asarray(z, float)
        return np.where(border(z, slope), above(z, slope) + 0 * z, below(z, slope) + 0 * z)

    return leaky_relu_grad


_LEAKY_RELU_GRAD = (
    Mistake("border", "turned", "The two sides have changed places.", lambda z, slope: z < 0),
    Mistake("border", "border_at_1", "The border is at 1: z turns at 0.", lambda z, slope: z > 1),
    Mistake(
        "border", "border_at_half", "The border is at 0.5: z turns at 0.", lambda z, slope: z > 0.5
    ),
    Mistake("above", "z_above", "Above 0 you give z itself: its slope is 1.", lambda z, slope: z),
    Mistake("above", "zero_above", "Above 0 the slope is 0: it is 1 there.", lambda z, slope: 0),
    Mistake("above", "minus_above", "Above 0 the slope has a minus.", lambda z, slope: -1),
    Mistake(
        "above", "slope_above", "Above 0 it is `slope`: it is 1 there.", lambda z, slope: slope
    ),
    Mistake(
        "above",
        "slope_z_above",
        "Above 0 it is `slope` times z: it is 1 there.",
        lambda z, slope: slope * z,
    ),
    Mistake(
        "above",
        "more_above",
        "Above 0 it is 1 + `slope`: it is 1 alone.",
        lambda z, slope: 1 + slope,
    ),
    Mistake(
        "above",
        "less_above",
        "Above 0 it is 1 - `slope`: it is 1 alone.",
        lambda z, slope: 1 - slope,
    ),
    Mistake(
        "above", "integral_above", "Above 0 you give z²/2, an integral.", lambda z, slope: z**2 / 2
    ),
    Mistake(
        "above",
        "two_z_above",
        "Above 0 you give 2z, the slope of a square.",
        lambda z, slope: 2 * z,
    ),
    Mistake(
        "below",
        "value_below",
        "Below 0 you give the value, not its slope.",
        lambda z, slope: slope * z,
    ),
    Mistake("below", "zero_below", "Below 0 there is a 0, as in a plain ReLU.", lambda z, slope: 0),
    Mistake("below", "one_below", "Below 0 there is a 1: it is `slope` there.", lambda z, slope: 1),
    Mistake("below", "z_below", "Below 0 you give z: it is `slope` there.", lambda z, slope: z),
    Mistake(
        "below",
        "minus_below",
        "Below 0 `slope` has a minus: it is positive.",
        lambda z, slope: -slope,
    ),
    Mistake("below", "minus_one_below", "Below 0 there is a -1.", lambda z, slope: -1),
    Mistake(
        "below",
        "rest_below",
        "Below 0 it is 1 - `slope`: it is `slope` alone.",
        lambda z, slope: 1 - slope,
    ),
    Mistake(
        "below",
        "more_below",
        "Below 0 it is 1 + `slope`: it is `slope` alone.",
        lambda z, slope: 1 + slope,
    ),
    Mistake(
        "below",
        "less_below",
        "Below 0 it is `slope` - 1: it is `slope` alone.",
        lambda z, slope: slope - 1,
    ),
    Mistake("below", "tenth_below", "Below 0 it is always 0.1: use `slope`.", lambda z, slope: 0.1),
    Mistake(
        "below", "fixed_below", "Below 0 it is always 0.01: use `slope`.", lambda z, slope: 0.01
    ),
    Mistake("below", "square_below", "Below 0 `slope` is squared.", lambda z, slope: slope**2),
    Mistake(
        "below",
        "size_below",
        "Below 0 you give the size of the value.",
        lambda z, slope: np.abs(slope * z),
    ),
)


# --- gelu ---

_ERF = np.vectorize(math.erf, otypes=[float])


def _gelu(
    front=lambda z: 0.5 * z,
    one=lambda: 1,
    outer=np.tanh,
    constant=lambda: np.sqrt(2 / np.pi),
    cubic=lambda z: 0.044715 * z**3,
):
    def gelu(z):
        z = np.asarray(z, float)
        return front(z) * (one() + outer(constant() * (z + cubic(z))))

    return gelu


_GELU = (
    Mistake("front", "no_half", "The half in front is missing.", lambda z: z),
    Mistake("front", "no_z", "In front, z is missing beside the half.", lambda z: 0.5),
    Mistake("front", "twice", "In front stands 2z: the half of z belongs there.", lambda z: 2 * z),
    Mistake("front", "square", "In front z is squared.", lambda z: 0.5 * z**2),
    Mistake("one", "no_one", "The 1 in the bracket is missing.", lambda: 0),
    Mistake("one", "minus_one", "In the bracket 1 is subtracted: add it.", lambda: -1),
    Mistake("outer", "turned", "The tanh is subtracted from 1: add it.", lambda x: -np.tanh(x)),
    Mistake(
        "outer", "sigmoid", "A sigmoid stands in place of the tanh.", lambda x: 1 / (1 + np.exp(-x))
    ),
    Mistake("outer", "erf", "The error function stands in place of the tanh.", _ERF),
    Mistake("constant", "no_constant", "The root of 2/pi is left out.", lambda: 1),
    Mistake(
        "constant", "no_root", "The root of 2/pi is taken without its root.", lambda: 2 / np.pi
    ),
    Mistake(
        "constant", "turned_root", "2/pi is upside down under the root.", lambda: np.sqrt(np.pi / 2)
    ),
    Mistake(
        "constant",
        "root_of_2",
        "The root is taken of 2 alone, and pi is outside.",
        lambda: np.sqrt(2) / np.pi,
    ),
    Mistake(
        "constant",
        "root_of_2_pi",
        "The root is taken of 2 times pi, not of 2/pi.",
        lambda: np.sqrt(2 * np.pi),
    ),
    Mistake("constant", "three_for_pi", "There is a 3 in the place of pi.", lambda: np.sqrt(2 / 3)),
    Mistake("constant", "eight_tenths", "The root of 2/pi is rounded to 0.8.", lambda: 0.8),
    Mistake(
        "cubic",
        "squared",
        "z is squared, where its third power belongs.",
        lambda z: 0.044715 * z**2,
    ),
    Mistake(
        "cubic",
        "times_3",
        "z is multiplied by 3: its third power belongs there.",
        lambda z: 0.044715 * 3 * z,
    ),
    Mistake("cubic", "no_power", "z has lost its third power.", lambda z: 0.044715 * z),
    Mistake(
        "cubic", "minus", "The term with the third power is subtracted.", lambda z: -0.044715 * z**3
    ),
    Mistake("cubic", "no_cubic", "The term with the third power is missing.", lambda z: 0 * z),
    Mistake("cubic", "no_factor", "The third power has lost its small factor.", lambda z: z**3),
    Mistake(
        "cubic",
        "inside_power",
        "The small factor is raised to the third power, too.",
        lambda z: (0.044715 * z) ** 3,
    ),
    Mistake(
        "cubic",
        "ten_times",
        "The small factor is ten times too large: count its zeros.",
        lambda z: 0.44715 * z**3,
    ),
    Mistake(
        "cubic",
        "tenth",
        "The small factor is ten times too small: count its zeros.",
        lambda z: 0.0044715 * z**3,
    ),
    Mistake(
        "cubic",
        "digit_lost",
        "The small factor has lost a digit: it is 0.044715.",
        lambda z: 0.04715 * z**3,
    ),
    Mistake(
        "cubic",
        "wrong_digit",
        "The small factor has a wrong digit: it is 0.044715.",
        lambda z: 0.047715 * z**3,
    ),
)

_ERF_ARGUMENTS = {
    "z itself": lambda z: z,
    "half of z": lambda z: z / 2,
    "z times the root of 2": lambda z: z * np.sqrt(2),
    "twice z": lambda z: 2 * z,
}


def _gelu_by_erf(front=lambda z: 0.5 * z, one=lambda: 1, argument=lambda z: z / np.sqrt(2)):
    def gelu(z):
        z = np.asarray(z, float)
        return front(z) * (one() + _ERF(argument(z)))

    return gelu


_GELU_BY_ERF = (
    Mistake("front", "erf_without_half", "The half in front is missing.", lambda z: z),
    Mistake("front", "erf_without_z", "In front, z is missing beside the half.", lambda z: 0.5),
    Mistake("one", "erf_without_one", "The 1 in the bracket is missing.", lambda: 0),
    *(
        Mistake(
            "argument",
            "erf_of_" + words.replace(" ", "_"),
            f"The error function is taken of {words}: divide by the root of 2.",
            change,
        )
        for words, change in _ERF_ARGUMENTS.items()
    ),
)


# --- sigmoid ---


def _sigmoid(
    above=lambda z: 1,
    one=lambda: 1,
    power=lambda x: np.exp(x),
    exponent=lambda z: -z,
    last=lambda p: p,
):
    def sigmoid(z):
        z = np.asarray(z, float)
        with np.errstate(all="ignore"):
            return last(above(z) / (one() + power(exponent(z))))

    return sigmoid


_SIGMOID = (
    Mistake("above", "z_above", "z stands above the line: a 1 belongs there.", lambda z: z),
    Mistake("above", "two_above", "A 2 stands above the line: a 1 belongs there.", lambda z: 2),
    Mistake("above", "minus_above", "A -1 stands above the line: a 1 belongs there.", lambda z: -1),
    Mistake(
        "above", "exp_above", "exp(z) stands above the line: with exp(-z) below, it is a 1.", np.exp
    ),
    Mistake(
        "above",
        "exp_minus_above",
        "exp(-z) stands above the line: a 1 belongs there.",
        lambda z: np.exp(-z),
    ),
    Mistake("one", "minus_one", "Below the line 1 is subtracted: add it.", lambda: -1),
    Mistake("one", "two_below", "Below the line 2 is added: add a 1.", lambda: 2),
    Mistake("one", "no_one", "Below the line the 1 is missing.", lambda: 0),
    Mistake("power", "base_2", "The base is 2: take e, as np.exp does.", lambda x: 2.0**x),
    Mistake("power", "base_10", "The base is 10: take e, as np.exp does.", lambda x: 10.0**x),
    Mistake("power", "base_3", "The base is 3: take e, as np.exp does.", lambda x: 3.0**x),
    Mistake(
        "power", "base_2_7", "The base is cut to 2.7: np.exp has all digits of e.", lambda x: 2.7**x
    ),
    Mistake(
        "power",
        "base_2_72",
        "The base is cut to 2.72: np.exp has all digits of e.",
        lambda x: 2.72**x,
    ),
    Mistake("power", "cosh", "A cosh stands where the exponential belongs.", np.cosh),
    Mistake(
        "power",
        "squared",
        "The exponential is squared, or z is doubled: take z as it is.",
        lambda x: np.exp(x) ** 2,
    ),
    Mistake("exponent", "no_minus", "The minus in the exponent is missing.", lambda z: z),
    Mistake("exponent", "size", "The exponent has lost the sign of z.", lambda z: -np.abs(z)),
    Mistake("exponent", "square", "z is squared in the exponent.", lambda z: -(z**2)),
    Mistake("exponent", "doubled", "z is doubled in the exponent.", lambda z: -2 * z),
    Mistake("exponent", "halved", "z is halved in the exponent.", lambda z: -z / 2),
    Mistake("exponent", "one_more", "1 is added to z in the exponent.", lambda z: -(z + 1)),
    Mistake("exponent", "one_less", "1 is added to -z in the exponent.", lambda z: 1 - z),
    Mistake("last", "rest", "1 minus the result is taken.", lambda p: 1 - p),
    Mistake("last", "slope", "The slope, p(1 - p), is taken at the end.", lambda p: p * (1 - p)),
    Mistake("last", "square_at_end", "The result is squared.", lambda p: p**2),
    Mistake(
        "last",
        "logarithm",
        "The result is the logarithm of what is asked for.",
        lambda p: np.log(p),
    ),
    Mistake("last", "half_less", "0.5 is subtracted at the end.", lambda p: p - 0.5),
)


globals().update(singles("relu", _relu, _RELU))
globals().update(pairs("relu", _relu, _RELU))
globals().update(singles("relu_grad", _relu_grad, _RELU_GRAD))
globals().update(pairs("relu_grad", _relu_grad, _RELU_GRAD))
globals().update(singles("leaky_relu_grad", _leaky_relu_grad, _LEAKY_RELU_GRAD))
globals().update(pairs("leaky_relu_grad", _leaky_relu_grad, _LEAKY_RELU_GRAD))
globals().update(singles("gelu", _gelu, _GELU))
globals().update(pairs("gelu", _gelu, _GELU))
globals().update(singles("gelu", _gelu_by_erf, _GELU_BY_ERF))
globals().update(pairs("gelu", _gelu_by_erf, _GELU_BY_ERF))
globals().update(singles("sigmoid", _sigmoid, _SIGMOID))
_CANCEL = (
    "exp_above_and_no_minus",
    "exp_minus_above_and_rest",
    "squared_and_halved",
    "no_minus_and_rest",
)
globals().update(pairs("sigmoid", _sigmoid, _SIGMOID, _CANCEL))
globals().update(
    threes(
        "gelu",
        _gelu,
        _GELU,
        "no_half no_one turned sigmoid erf no_constant no_root no_cubic squared no_factor",
    )
)
globals().update(
    threes(
        "sigmoid",
        _sigmoid,
        _SIGMOID,
        "z_above exp_minus_above minus_one two_below no_one base_2 base_10",
    )
)
