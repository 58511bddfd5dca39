"""Other formulas in the place of an activation's, and of its slope's."""

import math

import numpy as np

from autograder.course import relative
from dlref.activations import leaky_relu, relu, sigmoid, tanh


def _softplus(z):
    return np.log1p(np.exp(z))


def _normal_density(z):
    return np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)


_erf = np.vectorize(math.erf, otypes=[float])


@relative(
    "sigmoid",
    "This is a hard sigmoid: a straight line of slope 1/6, cut off at 0 and at 1. The sigmoid is a smooth curve.",
)
def sigmoid_hard_by_six(z):
    return np.clip(z / 6 + 0.5, 0, 1)


@relative(
    "sigmoid",
    "This is a hard sigmoid: a straight line of slope 1/4, cut off at 0 and at 1. The sigmoid is a smooth curve.",
)
def sigmoid_hard_by_four(z):
    return np.clip(z / 4 + 0.5, 0, 1)


@relative(
    "sigmoid",
    "This is a straight line, the tangent of the sigmoid at 0. The sigmoid bends, and stays between 0 and 1.",
)
def sigmoid_tangent(z):
    return 0.5 + z / 4


@relative(
    "sigmoid",
    "This is the start of a Taylor series of the sigmoid. It is right near 0 only; use the exponential itself.",
)
def sigmoid_taylor(z):
    return 0.5 + z / 4 - z**3 / 48


@relative(
    "sigmoid",
    "This is another curve of the shape of an S: the arc tangent, brought between 0 and 1. "
    "The sigmoid is made with an exponential.",
)
def sigmoid_arc_tangent(z):
    return np.arctan(z) / np.pi + 0.5


@relative(
    "sigmoid",
    "This is the softsign, brought between 0 and 1. The sigmoid is made with an exponential.",
)
def sigmoid_softsign(z):
    return (z / (1 + np.abs(z)) + 1) / 2


@relative(
    "sigmoid",
    "This is z divided by the root of 1 + z², from -1 to 1. The sigmoid is made with an exponential.",
)
def sigmoid_algebraic(z):
    return z / np.sqrt(1 + z**2)


@relative(
    "sigmoid",
    "This is z divided by 1 + |z|, where the sigmoid has an exponential.",
)
def sigmoid_absolute_for_exponential(z):
    return 1 / (1 + np.abs(z))


@relative(
    "sigmoid",
    "This is the distribution function of the normal distribution, as in a probit model. It looks alike, but "
    "the sigmoid is made with an exponential.",
)
def sigmoid_probit(z):
    return (1 + _erf(z / np.sqrt(2))) / 2


@relative(
    "sigmoid",
    "This is the logit, the way back from a probability to z. The sigmoid goes from z to the probability.",
)
def sigmoid_logit(z):
    return np.log(np.divide(z, np.subtract(1, z)))


@relative(
    "sigmoid",
    "The power in your curve has the base 10. The sigmoid has the base e.",
)
def sigmoid_base_ten(z):
    return 1 / (1 + 10.0 ** (-z))


@relative(
    "sigmoid",
    "Your curve multiplies z by e where e should be raised to a power.",
)
def sigmoid_times_e(z):
    return np.divide(1, 1 - np.e * z)


@relative(
    "sigmoid",
    "Your curve multiplies z by e to the power of -1, which is a fixed number. z belongs in the exponent.",
)
def sigmoid_times_one_over_e(z):
    return np.divide(1, 1 + np.exp(-1) * z)


@relative(
    "sigmoid",
    "You raise 1 + e to the power of z. Only e has the exponent, and 1 is added after that.",
)
def sigmoid_power_of_sum(z):
    return 1 / (1 + np.e) ** (-z)


@relative(
    "sigmoid",
    "This is a bell, e to the power of -z². The sigmoid rises all the way from 0 to 1.",
)
def sigmoid_bell(z):
    return np.exp(-(z**2))


@relative(
    "sigmoid",
    "For z above 0 you get the same as for -z, so all your numbers are 0.5 or less. For positive z the sigmoid "
    "is above 0.5: look at that branch.",
)
def sigmoid_low_on_both_sides(z):
    return 1 / (1 + np.exp(np.abs(z)))


@relative(
    "sigmoid",
    "Your curve is right from 0 on. Below 0 you return e to the power of z, without a denominator.",
)
def sigmoid_exponential_below_zero(z):
    return np.where(np.greater_equal(z, 0), sigmoid(z), np.exp(np.minimum(z, 0)))


@relative(
    "sigmoid",
    "Your curve is right from 0 on. Below 0 the two exponentials differ in their signs: numerator and "
    "denominator should hold the same one there.",
)
def sigmoid_signs_mixed_below_zero(z):
    return np.where(np.greater_equal(z, 0), sigmoid(z), np.exp(z) / (1 + np.exp(-z)))


@relative(
    "sigmoid",
    "Your curve is right from 0 on, and 0 below. The sigmoid never reaches 0: negative z need a value, too.",
)
def sigmoid_zero_below_zero(z):
    return np.where(np.greater_equal(z, 0), sigmoid(z), 0.0)


@relative(
    "sigmoid",
    "You take the largest z off first, as in a softmax. The sigmoid looks at each number alone.",
)
def sigmoid_largest_subtracted(z):
    return sigmoid(z - np.max(z))


@relative(
    "sigmoid",
    "Your denominator is 1 plus the sum over the whole array. The sigmoid looks at each number alone.",
)
def sigmoid_sum_in_denominator(z):
    return np.exp(z) / (1 + np.sum(np.exp(z)))


@relative(
    "sigmoid",
    "This is a Gompertz curve, in which one exponential stands in the exponent of another. The sigmoid "
    "has a single one, in a fraction.",
)
def sigmoid_gompertz(z):
    return np.exp(-np.exp(-z))


@relative(
    "sigmoid",
    "z is cut off at -5 and 5 first. That changes numbers which are no problem for the exponential.",
)
def sigmoid_cut_at_five(z):
    return sigmoid(np.clip(z, -5, 5))


@relative(
    "sigmoid",
    "For z below 0 your numbers are negative. The sigmoid always lies between 0 and 1: it is below 0.5 "
    "there.",
)
def sigmoid_minus_below_zero(z):
    return np.where(np.greater(z, 0), sigmoid(z), -sigmoid(z))


@relative(
    "sigmoid",
    "Your curve is right below 0. From 0 on the two exponentials differ in their signs: numerator and "
    "denominator should fit.",
)
def sigmoid_signs_mixed_above_zero(z):
    return np.where(np.greater_equal(z, 0), np.exp(z) / (1 + np.exp(-z)), sigmoid(z))


@relative(
    "sigmoid",
    "Your curve is right below 0, and 1 from there on. The sigmoid never reaches 1: positive z need a "
    "value, too.",
)
def sigmoid_one_above_zero(z):
    return np.where(np.greater_equal(z, 0), 1.0, sigmoid(z))


@relative(
    "sigmoid",
    "This is 1 minus an exponential of an exponential. The sigmoid has a single one, in a fraction.",
)
def sigmoid_double_exponential(z):
    return 1 - np.exp(-np.exp(z))


@relative(
    "sigmoid",
    "2.71 has too few decimals for e: NumPy has the exponential.",
)
def sigmoid_coarser_e(z):
    return 1 / (1 + 2.71 ** -np.asarray(z, float))


@relative(
    "sigmoid",
    "2.7 has too few decimals for e: NumPy has the exponential.",
)
def sigmoid_coarsest_e(z):
    return 1 / (1 + 2.7 ** -np.asarray(z, float))


@relative(
    "sigmoid",
    "This is made from tanh(2z), so it is four times as steep. With a tanh, the sigmoid needs z/2 in "
    "it.",
)
def sigmoid_tanh_of_double(z):
    return (1 + np.tanh(2 * z)) / 2


@relative(
    "sigmoid",
    "This is tanh(z/2) plus a half, from -0.5 to 1.5. The tanh has to be halved, too.",
)
def sigmoid_tanh_moved(z):
    return 0.5 + np.tanh(z / 2)


@relative(
    "sigmoid",
    "Your curve runs from -0.5 to 0.5: it is the sigmoid minus a half, or half of tanh(z/2). The sigmoid "
    "runs from 0 to 1.",
)
def sigmoid_minus_half(z):
    return sigmoid(z) - 0.5


@relative(
    "sigmoid",
    "This is the error function, brought between 0 and 1. The sigmoid is made with an exponential.",
)
def sigmoid_error_function(z):
    return (1 + _erf(z)) / 2


@relative(
    "sigmoid",
    "This is z over the root of 1 + z², brought between 0 and 1. The sigmoid is made with an "
    "exponential.",
)
def sigmoid_root_form(z):
    return (1 + z / np.sqrt(1 + np.square(z))) / 2


@relative(
    "sigmoid",
    "The mean of the array is taken off first. The sigmoid looks at each number alone.",
)
def sigmoid_mean_subtracted(z):
    return sigmoid(z - np.mean(z))


@relative(
    "sigmoid",
    "You give 1 above 0, and 0 elsewhere: a step. The sigmoid rises smoothly between the two.",
)
def sigmoid_step(z):
    return 1.0 * np.greater(z, 0)


@relative(
    "sigmoid",
    "A bracket is missing below the line. The exponential is divided by 1 alone, and then added once "
    "more.",
)
def sigmoid_brackets_missing_with_exponential_above(z):
    return np.exp(z) / 1 + np.exp(z)


@relative(
    "sigmoid",
    "This is 1 plus an exponential. Below the line stands the sum, and 1 is divided by it: a bracket "
    "may be missing.",
)
def sigmoid_one_plus_exponential(z):
    return 1 + np.exp(z)


@relative(
    "tanh",
    "Your numbers run from 0 to 1: this is one exponential over the sum of both, which is the sigmoid of "
    "2z. tanh runs from -1 to 1.",
)
def tanh_sigmoid_of_double(z):
    return sigmoid(2 * z)


@relative(
    "tanh",
    "This is the sigmoid minus a half: it runs from -0.5 to 0.5, and it is too flat. tanh runs from -1 to 1.",
)
def tanh_sigmoid_moved(z):
    return sigmoid(z) - 0.5


@relative(
    "tanh",
    "In your curve 1 is taken from 2z inside the sigmoid. It should be taken off at the end, outside.",
)
def tanh_minus_one_inside(z):
    return 2 * sigmoid(2 * z - 1)


@relative(
    "tanh",
    "Your curve takes the sigmoid of z, not of 2z, and does not double it: it lies between -1 and 0.",
)
def tanh_sigmoid_minus_one(z):
    return sigmoid(z) - 1


@relative(
    "tanh",
    "This is the scaled tanh of LeCun, 1.7159 tanh(2z/3). Here the plain one is wanted.",
)
def tanh_scaled(z):
    return 1.7159 * np.tanh(2 * z / 3)


@relative(
    "tanh",
    "This is the start of a Taylor series, z minus a third of z³. It is right near 0 only.",
)
def tanh_taylor(z):
    return z - z**3 / 3


@relative(
    "tanh",
    "This is a fraction of polynomials that comes close to tanh. Here the function itself is wanted, with "
    "exponentials or from NumPy.",
)
def tanh_pade(z):
    return z * (27 + z**2) / (27 + 9 * z**2)


@relative(
    "tanh",
    "This is z divided by the root of 1 + z². It also runs from -1 to 1, but it is another curve than tanh.",
)
def tanh_algebraic(z):
    return z / np.sqrt(1 + z**2)


@relative(
    "tanh",
    "This is the error function of the normal distribution. It also runs from -1 to 1, but tanh is made with "
    "exponentials.",
)
def tanh_error_function(z):
    return _erf(z)


@relative(
    "tanh",
    "This is the arc tangent, scaled to run from -1 to 1. tanh is made with exponentials.",
)
def tanh_arc_tangent(z):
    return 2 / np.pi * np.arctan(z)


@relative(
    "tanh",
    "This is the inverse of tanh, which exists only between -1 and 1. Here tanh itself is wanted.",
)
def tanh_inverse(z):
    return np.arctanh(z)


@relative(
    "tanh",
    "This is the inverse of the hyperbolic sine. Here the hyperbolic tangent is wanted.",
)
def tanh_inverse_of_sine(z):
    return np.arcsinh(z)


@relative(
    "tanh",
    "This is the logarithm of the hyperbolic cosine, the function whose slope is tanh.",
)
def tanh_integral(z):
    return np.log(np.cosh(z))


@relative(
    "tanh",
    "You take the largest z off first, as in a softmax. tanh looks at each number alone.",
)
def tanh_largest_subtracted(z):
    return np.tanh(z - np.max(z))


@relative(
    "tanh",
    "This is the tangent of an angle, which runs to infinity. The hyperbolic tangent is wanted.",
)
def tanh_tangent(z):
    return np.tan(z)


@relative(
    "tanh",
    "Below the line only the exponential of 2z divides; the 1 is added to the whole. A bracket is "
    "missing.",
)
def tanh_bracket_below_missing(z):
    return (np.exp(2 * z) - 1) / np.exp(2 * z) + 1


@relative(
    "tanh",
    "Only the 1 in the middle is divided: the brackets above and below the line are missing.",
)
def tanh_brackets_missing_with_double(z):
    return np.exp(2 * z) - 1 / np.exp(2 * z) + 1


@relative(
    "tanh",
    "The -1 has come into the denominator, where it cancels the 1. Take it off at the end.",
)
def tanh_minus_one_below(z):
    return 2 / (1 + np.exp(-2 * z) - 1)


@relative(
    "tanh",
    "You round the result. Keep all its decimals.",
)
def tanh_three_decimals(z):
    return np.round(np.tanh(z), 3)


@relative(
    "tanh",
    "z is cut off at -2 and 2 first. That changes numbers which are no problem for tanh.",
)
def tanh_cut_at_two(z):
    return np.tanh(np.clip(z, -2, 2))


@relative(
    "tanh",
    "This is e to the power of z, minus 1. Above and below the line the exponentials should have the "
    "same power.",
)
def tanh_powers_unequal(z):
    return np.exp(z) - 1


@relative(
    "tanh",
    "Above the line stands the exponential of -z, and below it that of -2z. Both should have the same "
    "power.",
)
def tanh_powers_unequal_below(z):
    return (1 - np.exp(-z)) / (1 + np.exp(-2 * z))


@relative(
    "tanh",
    "A bracket is missing. The 2 is divided by 1 alone, and the exponential is added after that.",
)
def tanh_bracket_missing_in_short_form(z):
    return 2 / 1 + np.exp(-2 * z) - 1


@relative(
    "tanh",
    "Your numbers lie between -1 and 0: this is the sigmoid of 2z, minus 1. tanh runs from -1 to 1.",
)
def tanh_minus_one_without_double(z):
    return sigmoid(2 * z) - 1


@relative(
    "relu",
    "Below 0 your function returns 0.01, the same for every z. A ReLU returns 0 there.",
)
def relu_hundredth_below(z):
    return np.where(np.greater(z, 0), z, 0.01)


@relative(
    "relu",
    "Below 0 a tenth of z is left: that is a leaky ReLU. The plain one gives 0 there.",
)
def relu_tenth_below(z):
    return np.where(np.greater(z, 0), z, 0.1 * z)


@relative(
    "relu",
    "Below 0 a fifth of z is left: that is a leaky ReLU. The plain one gives 0 there.",
)
def relu_fifth_below(z):
    return np.where(np.greater(z, 0), z, 0.2 * z)


@relative(
    "relu",
    "Below 0 half of z is left. A ReLU gives 0 there.",
)
def relu_half_below(z):
    return np.where(np.greater(z, 0), z, 0.5 * z)


@relative(
    "relu",
    "Above 0 your function returns 1, and below 0 it returns z. A ReLU is z above 0, and 0 below.",
)
def relu_one_above(z):
    return np.where(np.greater(z, 0), 1.0, z)


@relative(
    "relu",
    "You subtract |z| from z, which is 0 for positive z and twice z for the others. A ReLU keeps the positive z.",
)
def relu_minus_absolute(z):
    return z - np.abs(z)


@relative(
    "relu",
    "Where one number in the array is positive, all come back as they are. Each number has to be looked at alone.",
)
def relu_any_positive(z):
    return z if np.any(np.greater(z, 0)) else np.multiply(0, z)


@relative(
    "relu",
    "Where one number in the array is negative, all become 0. Each number has to be looked at alone.",
)
def relu_all_positive(z):
    return z if np.all(np.greater(z, 0)) else np.multiply(0, z)


@relative(
    "relu",
    "You give only the numbers above 0, so your result is shorter than z. A 0 should stand where the others were.",
)
def relu_positive_alone(z):
    return np.extract(np.greater(z, 0), z)


@relative(
    "relu",
    "This is the ReLU of z minus 1: only what goes above 1 is left. The border is at 0.",
)
def relu_moved_by_one(z):
    return np.maximum(0, z - 1)


@relative(
    "relu",
    "The mean is taken off before the ReLU. Each number is compared with 0 as it is.",
)
def relu_mean_subtracted(z):
    return np.maximum(0, z - np.mean(z))


@relative(
    "relu",
    "Your numbers are divided by the largest, as for a picture. A ReLU leaves positive numbers as they are.",
)
def relu_over_largest(z):
    return np.maximum(0, z) / np.max(np.abs(z) + (np.abs(z) == 0))


@relative(
    "relu",
    "This is a SELU: it has a scale of 1.05 and an exponential below 0. A ReLU is z above 0, and 0 below.",
)
def relu_selu(z):
    scale, alpha = 1.0507009873554805, 1.6732632423543772
    return scale * np.where(np.greater(z, 0), z, alpha * (np.exp(z) - 1))


@relative(
    "relu",
    "Below 0 there is an exponential in yours, e to the power of z. A ReLU gives 0 there.",
)
def relu_exponential_below(z):
    return np.where(np.greater(z, 0), z, np.exp(z))


@relative(
    "relu",
    "Below 0 a quarter of z is left: that is a leaky ReLU. The plain one gives 0 there.",
)
def relu_quarter_below(z):
    return np.where(np.greater(z, 0), z, 0.25 * z)


@relative(
    "relu",
    "Below 0 three tenths of z are left: that is a leaky ReLU. The plain one gives 0 there.",
)
def relu_three_tenths_below(z):
    return np.where(np.greater(z, 0), z, 0.3 * z)


@relative(
    "relu",
    "Below 0 a twentieth of z is left: that is a leaky ReLU. The plain one gives 0 there.",
)
def relu_twentieth_below(z):
    return np.where(np.greater(z, 0), z, 0.05 * z)


@relative(
    "relu",
    "Below 0 a thousandth of z is left: that is a leaky ReLU. The plain one gives 0 there.",
)
def relu_thousandth_below(z):
    return np.where(np.greater(z, 0), z, 0.001 * z)


@relative(
    "relu",
    "Your numbers are only 1 and -1. A ReLU gives z itself above 0, and 0 below.",
)
def relu_plus_minus_one(z):
    return np.where(np.greater(z, 0), 1.0, -1.0)


@relative(
    "relu",
    "You return one number for the whole array, the larger of 0 and its largest. Each number is "
    "compared with 0 alone.",
)
def relu_largest_or_zero(z):
    return np.maximum(0, np.max(z))


@relative(
    "relu",
    "Only the first entry of an array, or the first row, goes through the ReLU. All of them should.",
)
def relu_first_row_alone(z):
    return np.concatenate([relu(z[:1]), z[1:]]) if np.ndim(z) else relu(z)


@relative(
    "relu",
    "The last entry of an array, or the last row, has not gone through the ReLU: it comes back as it is.",
)
def relu_last_row_left_out(z):
    return np.concatenate([relu(z[:-1]), z[-1:]]) if np.ndim(z) else relu(z)


@relative(
    "relu",
    "Only the last entry of an array, or the last row, goes through the ReLU. All of them should.",
)
def relu_last_alone(z):
    return np.concatenate([z[:-1], relu(z[-1:])]) if np.ndim(z) else relu(z)


@relative(
    "relu",
    "This is z plus |z|: twice as much as it should be above 0.",
)
def relu_double(z):
    return z + np.abs(z)


@relative(
    "leaky_relu",
    "Below 0 this is an ELU: the slope times an exponential minus 1. The leaky ReLU is a straight line there.",
)
def leaky_relu_elu(z, slope=0.01):
    return np.where(np.greater(z, 0), z, slope * (np.exp(z) - 1))


@relative(
    "leaky_relu",
    "Your slope is 0.2 even where the caller asks for another: use the argument slope.",
)
def leaky_relu_slope_of_a_fifth(z, slope=0.01):
    return np.where(np.greater(z, 0), z, 0.2 * z)


@relative(
    "leaky_relu",
    "In an array all numbers come back unchanged, the negative ones, too. Decide for each number alone, "
    "not once for all.",
)
def leaky_relu_any_positive(z, slope=0.01):
    return z if np.any(np.greater(z, 0)) else np.multiply(slope, z)


@relative(
    "leaky_relu",
    "Your positive numbers have the slope times z added to them. The slope belongs to the negative side alone.",
)
def leaky_relu_leak_added(z, slope=0.01):
    return np.maximum(0, z) + slope * z


@relative(
    "leaky_relu",
    "You add the slope to a plain ReLU. It should multiply z, on the negative side alone.",
)
def leaky_relu_slope_added(z, slope=0.01):
    return np.maximum(0, z) + slope


@relative(
    "leaky_relu",
    "You give the plain ReLU of z, times the slope. Positive numbers should come through unchanged.",
)
def leaky_relu_relu_times_slope(z, slope=0.01):
    return slope * np.maximum(0, z)


@relative(
    "leaky_relu",
    "Every number below 0 leaks as much as the smallest of them. Each leaks a share of itself.",
)
def leaky_relu_smallest_leaks(z, slope=0.01):
    return np.where(np.greater(z, 0), z, slope * np.min(z))


@relative(
    "leaky_relu",
    "Below 0 you divide z by the slope, and above 0 you multiply by it. Positive numbers stay, negative ones are "
    "multiplied by the slope.",
)
def leaky_relu_divided_and_multiplied(z, slope=0.01):
    return np.where(np.greater(z, 0), slope * z, np.divide(z, slope))


@relative(
    "leaky_relu",
    "Below 0 you return a share of the size of z, with the slope on both sides. Positive z pass unchanged.",
)
def leaky_relu_slope_times_size(z, slope=0.01):
    return slope * np.abs(z)


@relative(
    "leaky_relu",
    "Your slope is 0.3 even where the caller asks for another: use the argument slope.",
)
def leaky_relu_slope_of_three_tenths(z, slope=0.01):
    return np.where(np.greater(z, 0), z, 0.3 * z)


@relative(
    "leaky_relu",
    "Every z below 0 gives 0.01 in yours. A share of z should leak through there.",
)
def leaky_relu_floor_of_a_hundredth(z, slope=0.01):
    return np.maximum(0.01, z)


@relative(
    "leaky_relu",
    "Above 0 you return the slope, and below 0 you return z. Above 0 it is z, and below 0 the slope "
    "times z.",
)
def leaky_relu_slope_above(z, slope=0.01):
    return np.where(np.greater(z, 0), slope, z)


@relative(
    "leaky_relu",
    "Below 0 you return minus the slope, the same for every z. A share of z should leak through.",
)
def leaky_relu_minus_slope_below(z, slope=0.01):
    return np.where(np.greater(z, 0), z, -slope)


@relative(
    "leaky_relu",
    "Below 0 you take the slope from z. It should multiply z there.",
)
def leaky_relu_slope_subtracted(z, slope=0.01):
    return np.where(np.greater(z, 0), z, z - slope)


@relative(
    "leaky_relu",
    "You return one number for the whole array, its largest. Each number is looked at alone.",
)
def leaky_relu_largest(z, slope=0.01):
    return np.max(leaky_relu(z, slope))


@relative(
    "leaky_relu",
    "Below 0 there is a softplus in yours. The leaky ReLU is a straight line there.",
)
def leaky_relu_softplus(z, slope=0.01):
    return np.where(np.greater(z, 0), z, slope * _softplus(z))


@relative(
    "leaky_relu",
    "Below 0 your numbers are positive: the leak has lost its sign. Negative z stay negative, only "
    "smaller.",
)
def leaky_relu_leak_upwards(z, slope=0.01):
    return np.where(np.greater(z, 0), z, -slope * z)


@relative(
    "leaky_relu",
    "Above 0 you return 1. There z itself should come through.",
)
def leaky_relu_one_above(z, slope=0.01):
    return np.where(np.greater(z, 0), 1.0, slope * z)


@relative(
    "leaky_relu",
    "Below 0 you divide z by 1 plus the slope. The slope times z should be left there.",
)
def leaky_relu_over_one_plus_slope(z, slope=0.01):
    return np.where(np.greater(z, 0), z, z / (1 + slope))


@relative(
    "leaky_relu",
    "Your border lies at the slope: z between 0 and the slope leak as well. The border is 0.",
)
def leaky_relu_border_at_slope(z, slope=0.01):
    return np.where(np.greater(z, slope), z, slope * z)


@relative(
    "leaky_relu",
    "You return the larger of z and the slope, so no number goes below it. Below 0 a share of z should "
    "leak through.",
)
def leaky_relu_floor_of_slope(z, slope=0.01):
    return np.maximum(slope, z)


@relative(
    "gelu",
    "This is z times the sigmoid of 1.702z, a rougher form of GELU. Here the one with tanh is wanted.",
)
def gelu_quick(z):
    return z * sigmoid(1.702 * z)


@relative(
    "gelu",
    "This is the hard swish: z times a straight line that is cut off at 0 and 1. GELU is smooth.",
)
def gelu_hard_swish(z):
    return z * np.clip(z + 3, 0, 6) / 6


@relative(
    "gelu",
    "This is Mish: z times the tanh of a softplus. GELU has a tanh of another sum.",
)
def gelu_mish(z):
    return z * np.tanh(_softplus(z))


@relative(
    "gelu",
    "This is a SELU. GELU is z times a share between 0 and 1.",
)
def gelu_selu(z):
    scale, alpha = 1.0507009873554805, 1.6732632423543772
    return scale * np.where(np.greater(z, 0), z, alpha * (np.exp(z) - 1))


@relative(
    "gelu",
    "This is z times the bell of the normal distribution. In GELU z is multiplied by a share that grows "
    "from 0 to 1.",
)
def gelu_times_density(z):
    return z * _normal_density(z)


@relative(
    "gelu",
    "This is the slope of GELU. Here GELU itself is wanted.",
)
def gelu_slope(z):
    return (1 + _erf(z / np.sqrt(2))) / 2 + z * _normal_density(z)


@relative(
    "gelu",
    "The cube is taken of the whole bracket. It belongs to the small term with 0.044715 alone.",
)
def gelu_cube_of_bracket(z):
    return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z) ** 3))


@relative(
    "gelu",
    "The cube is taken of 0.044715 as well. Only z is cubed there.",
)
def gelu_cube_of_constant(z):
    return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + (0.044715 * z) ** 3)))


@relative(
    "gelu",
    "Your small term has the factor 0.04715. Compare its digits with those in the formula.",
)
def gelu_digit_left_out(z):
    return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.04715 * z**3)))


@relative(
    "gelu",
    "Your small term has the factor 0.0447. You are close, but the formula has more digits.",
)
def gelu_factor_rounded(z):
    return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.0447 * z**3)))


@relative(
    "gelu",
    "You are close: your root of 2/π is rounded to 0.8. Work it out with all decimals.",
)
def gelu_root_rounded(z):
    return 0.5 * z * (1 + np.tanh(0.8 * (z + 0.044715 * z**3)))


@relative(
    "gelu",
    "You are close: 3.14 has too few decimals for π. NumPy knows the number.",
)
def gelu_coarse_pi(z):
    return 0.5 * z * (1 + np.tanh(np.sqrt(2 / 3.14) * (z + 0.044715 * z**3)))


@relative(
    "gelu",
    "You multiply z by the sigmoid of what stands in the tanh. That sum is to be doubled for a sigmoid.",
)
def gelu_sigmoid_of_inside(z):
    return z * sigmoid(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3))


@relative(
    "gelu",
    "This is z times the tanh. In GELU the tanh is brought between 0 and 1 first: 1 is added, and half is taken.",
)
def gelu_times_tanh(z):
    return z * np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3))


@relative(
    "gelu",
    "The error function is taken of z/2. In GELU z is divided by the root of 2.",
)
def gelu_error_function_of_half(z):
    return 0.5 * z * (1 + _erf(z / 2))


@relative(
    "gelu",
    "The root and the small term are both missing: your tanh is taken of z itself.",
)
def gelu_tanh_of_z(z):
    return 0.5 * z * (1 + np.tanh(z))


@relative(
    "gelu",
    "This is z times the sigmoid of 1.7z, a rougher form of GELU. Here the one with tanh is wanted.",
)
def gelu_quicker(z):
    return z * sigmoid(1.7 * z)


@relative(
    "gelu",
    "This is the sigmoid of 1.702z alone. In that form of GELU it is still multiplied by z.",
)
def gelu_quick_share(z):
    return sigmoid(1.702 * z)


@relative(
    "gelu",
    "This is half of z, times 1 plus the sigmoid of z. In that place belongs the tanh of the bracket.",
)
def gelu_swish_mixed(z):
    return 0.5 * z * (1 + sigmoid(z))


@relative(
    "gelu",
    "You add the tanh to z and take half. A bracket is missing: z multiplies 1 plus the tanh.",
)
def gelu_z_and_tanh_halved(z):
    return 0.5 * (z + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))


@relative(
    "gelu",
    "Your small term has the factor 0.044175. Compare its digits with those in the formula.",
)
def gelu_digits_exchanged(z):
    return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044175 * z**3)))


@relative(
    "gelu",
    "Your small term has the factor 0.047715. Compare its digits with those in the formula.",
)
def gelu_digit_changed(z):
    return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.047715 * z**3)))


@relative(
    "gelu",
    "Your small term has the factor 0.045. You are close, but the formula has more digits.",
)
def gelu_factor_rounded_more(z):
    return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.045 * z**3)))


@relative(
    "gelu",
    "You are close: your root of 2/π is rounded to 0.798. Work it out with all decimals.",
)
def gelu_root_of_three_digits(z):
    return 0.5 * z * (1 + np.tanh(0.798 * (z + 0.044715 * z**3)))


@relative(
    "gelu",
    "You are close: your root of 2/π is rounded to 0.7978. Work it out with all decimals.",
)
def gelu_root_of_four_digits(z):
    return 0.5 * z * (1 + np.tanh(0.7978 * (z + 0.044715 * z**3)))


@relative(
    "gelu",
    "The half multiplies z alone, and not z times the tanh. A bracket may be missing.",
)
def gelu_half_of_z_alone(z):
    return 0.5 * z + z * np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3))


@relative(
    "gelu",
    "z is taken out of the bracket, but the cube has stayed. What is left of it inside is a square.",
)
def gelu_z_taken_out(z):
    return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * z * (1 + 0.044715 * z**3)))


@relative(
    "gelu",
    "This is z times the error function. It is brought between 0 and 1 first: 1 is added, and half is "
    "taken.",
)
def gelu_times_error_function(z):
    return z * _erf(z / np.sqrt(2))


@relative(
    "gelu",
    "The root of 2/π multiplies z alone in yours. It multiplies the whole bracket, the cubic term as "
    "well.",
)
def gelu_root_for_z_alone(z):
    return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * z + 0.044715 * z**3))


@relative(
    "sigmoid_grad",
    "This is the slope of the slope. Here the first derivative is wanted: s times 1 minus s, and no more.",
)
def sigmoid_grad_second_derivative(z):
    s = sigmoid(z)
    return s * (1 - s) * (1 - 2 * s)


@relative(
    "sigmoid_grad",
    "Your second factor is the sigmoid of 1 - z. Take 1 minus the sigmoid of z.",
)
def sigmoid_grad_one_minus_inside(z):
    return sigmoid(z) * sigmoid(1 - z)


@relative(
    "sigmoid_grad",
    "The product is inside the sigmoid: you send z times 1 minus z through it. Take the sigmoid first.",
)
def sigmoid_grad_sigmoid_of_product(z):
    return sigmoid(z * (1 - z))


@relative(
    "sigmoid_grad",
    "This is 1 minus the square of the sigmoid: tanh's rule with a sigmoid in it. The sigmoid has a rule of its own.",
)
def sigmoid_grad_tanh_rule(z):
    return 1 - sigmoid(z) ** 2


@relative(
    "sigmoid_grad",
    "Your slope is four times too large, so it reaches 1 at z = 0. The sigmoid rises by a quarter there.",
)
def sigmoid_grad_height_one(z):
    s = sigmoid(z)
    return 4 * s * (1 - s)


@relative(
    "sigmoid_grad",
    "This is the bell of the normal distribution. The sigmoid's slope looks alike, but it is made from the sigmoid.",
)
def sigmoid_grad_normal_density(z):
    return _normal_density(z)


@relative(
    "sigmoid_grad",
    "This is a bell, e to the power of -z². The sigmoid's slope looks alike, but it is made from the sigmoid.",
)
def sigmoid_grad_bell(z):
    return np.exp(-(z**2))


@relative(
    "sigmoid_grad",
    "This is the step of the sigmoid from z to z + 1, not its slope at z. Use the formula with s.",
)
def sigmoid_grad_step_of_one(z):
    return sigmoid(z + 1) - sigmoid(z)


@relative(
    "sigmoid_grad",
    "This is the sigmoid's change over a step of 0.1, divided by the step. It is near the slope but not exact: "
    "use the formula with s.",
)
def sigmoid_grad_step_of_a_tenth(z):
    return (sigmoid(z + 0.1) - sigmoid(z)) / 0.1


@relative(
    "sigmoid_grad",
    "This is the sigmoid's change over a step of 0.01, divided by the step. It is near the slope but not exact: "
    "use the formula with s.",
)
def sigmoid_grad_step_of_a_hundredth(z):
    return (sigmoid(z + 0.01) - sigmoid(z)) / 0.01


@relative(
    "sigmoid_grad",
    "This is the sigmoid's change over a step of 0.001, divided by the step. It is near the slope but not exact: "
    "use the formula with s.",
)
def sigmoid_grad_step_of_a_thousandth(z):
    return (sigmoid(z + 0.001) - sigmoid(z)) / 0.001


@relative(
    "sigmoid_grad",
    "This is the sigmoid's change between z - 1 and z + 1, divided by 2. It is only near the slope at z.",
)
def sigmoid_grad_wide_difference(z):
    return (sigmoid(z + 1) - sigmoid(z - 1)) / 2


@relative(
    "sigmoid_grad",
    "This is minus the sigmoid. If you took 2 times s from s: what is taken off is the square of s.",
)
def sigmoid_grad_twice_for_square(z):
    return -sigmoid(z) + 0 * z


@relative(
    "sigmoid_grad",
    "Your first factor is squared: your numbers are s² times 1 minus s. There is no square in the slope.",
)
def sigmoid_grad_first_squared(z):
    s = sigmoid(z)
    return s**2 * (1 - s)


@relative(
    "sigmoid_grad",
    "This is 1 minus twice the sigmoid. It is s times 1 minus s that is wanted.",
)
def sigmoid_grad_one_minus_two_s(z):
    return 1 - 2 * sigmoid(z)


@relative(
    "sigmoid_grad",
    "Your slope is the one of the softsign's kind, made with |z|. The sigmoid's slope is made from the sigmoid.",
)
def sigmoid_grad_softsign(z):
    return 1 / (1 + np.abs(z)) ** 2


@relative(
    "sigmoid_grad",
    "You give the slope of a hard sigmoid: a quarter between -2 and 2, and 0 elsewhere. The sigmoid is smooth.",
)
def sigmoid_grad_hard(z):
    return 0.25 * (np.abs(z) < 2)


@relative(
    "sigmoid_grad",
    "This is half of the slope of tanh at z. The sigmoid rises more gently: its slope is made from s.",
)
def sigmoid_grad_half_of_tanh(z):
    return (1 - np.tanh(z) ** 2) / 2


@relative(
    "sigmoid_grad",
    "This is the logarithm of the sigmoid. Here the slope of the sigmoid is wanted.",
)
def sigmoid_grad_logarithm(z):
    return np.log(sigmoid(z))


@relative(
    "sigmoid_grad",
    "This is the sigmoid's change between z - 0.1 and z + 0.1, divided by 0.2. It is near the slope but "
    "not exact: use the formula with s.",
)
def sigmoid_grad_narrow_difference(z):
    return (sigmoid(z + 0.1) - sigmoid(z - 0.1)) / 0.2


@relative(
    "sigmoid_grad",
    "This is the sigmoid's change between z - 0.5 and z + 0.5. It is near the slope but not exact: use "
    "the formula with s.",
)
def sigmoid_grad_difference_of_one(z):
    return sigmoid(z + 0.5) - sigmoid(z - 0.5)


@relative(
    "sigmoid_grad",
    "This is the square of the sigmoid. In the slope, s is multiplied by 1 minus s.",
)
def sigmoid_grad_square_of_sigmoid(z):
    return sigmoid(z) ** 2


@relative(
    "sigmoid_grad",
    "Your second factor is squared: your numbers are s times the square of 1 minus s. There is no "
    "square in the slope.",
)
def sigmoid_grad_second_squared(z):
    return sigmoid(z) * (1 - sigmoid(z)) ** 2


@relative(
    "sigmoid_grad",
    "Your second factor is 1 minus 2s. It is s that is taken off, once.",
)
def sigmoid_grad_two_s_taken_off(z):
    return sigmoid(z) * (1 - 2 * sigmoid(z))


@relative(
    "tanh_grad",
    "This is the slope of the slope. Here the first derivative is wanted.",
)
def tanh_grad_second_derivative(z):
    t = tanh(z)
    return -2 * t * (1 - t**2)


@relative(
    "tanh_grad",
    "This is minus twice tanh: the square was differentiated. The slope is 1 minus the square of tanh as it stands.",
)
def tanh_grad_square_differentiated(z):
    return -2 * tanh(z)


@relative(
    "tanh_grad",
    "This is the slope of the tangent, not of the hyperbolic tangent.",
)
def tanh_grad_of_tangent(z):
    return 1 / np.cos(z) ** 2


@relative(
    "tanh_grad",
    "This is the slope of the arc tangent, 1/(1 + z²). Here tanh's slope is wanted.",
)
def tanh_grad_of_arc_tangent(z):
    return 1 / (1 + z**2)


@relative(
    "tanh_grad",
    "This is the slope of the inverse of tanh, 1/(1 - z²). Here tanh's own slope is wanted.",
)
def tanh_grad_of_inverse(z):
    return np.divide(1, 1 - z**2)


@relative(
    "tanh_grad",
    "Your slope is a quarter of the right one. With sigmoids, tanh is 2 times the sigmoid of 2z minus 1: both "
    "of the 2s make it steeper.",
)
def tanh_grad_both_twos_missing(z):
    s = sigmoid(2 * z)
    return s * (1 - s)


@relative(
    "tanh_grad",
    "This is twice the sigmoid's slope at z. With sigmoids, tanh is made from the sigmoid of 2z.",
)
def tanh_grad_twice_sigmoid_slope(z):
    s = sigmoid(z)
    return 2 * s * (1 - s)


@relative(
    "tanh_grad",
    "This is 4 divided by the sum of the exponentials. That sum has to be squared.",
)
def tanh_grad_sum_not_squared(z):
    return 4 / (np.exp(z) + np.exp(-z))


@relative(
    "tanh_grad",
    "Only the numerator of tanh is squared in yours. The square is taken of the whole fraction.",
)
def tanh_grad_numerator_squared(z):
    return 1 - (np.exp(z) - np.exp(-z)) ** 2 / (np.exp(z) + np.exp(-z))


@relative(
    "tanh_grad",
    "Only the denominator of tanh is squared in yours. The square is taken of the whole fraction.",
)
def tanh_grad_denominator_squared(z):
    return 1 - (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z)) ** 2


@relative(
    "tanh_grad",
    "You take z times tanh(z) from 1. It is the square of tanh(z) that is taken off.",
)
def tanh_grad_z_times_tanh(z):
    return 1 - z * tanh(z)


@relative(
    "tanh_grad",
    "Your slope is multiplied by z. Its own z is already in the tanh.",
)
def tanh_grad_times_z(z):
    return z * (1 - tanh(z) ** 2)


@relative(
    "tanh_grad",
    "This is tanh of 1 minus z². Take tanh of z first, then square that and take it from 1.",
)
def tanh_grad_tanh_outside(z):
    return tanh(1 - z**2)


@relative(
    "tanh_grad",
    "This is tanh times the slope. Here the slope alone is wanted.",
)
def tanh_grad_times_tanh(z):
    t = tanh(z)
    return t * (1 - t**2)


@relative(
    "tanh_grad",
    "This is the slope of a hard tanh: 1 between -1 and 1, and 0 elsewhere. tanh is smooth.",
)
def tanh_grad_hard(z):
    return 1.0 * (np.abs(z) < 1)


@relative(
    "tanh_grad",
    "This is the slope of the scaled tanh of LeCun. Here the plain tanh is meant.",
)
def tanh_grad_scaled(z):
    return 1.7159 * 2 / 3 * (1 - np.tanh(2 * z / 3) ** 2)


@relative(
    "tanh_grad",
    "This is a bell, e to the power of -z². The slope of tanh looks alike, but it is made from tanh.",
)
def tanh_grad_bell(z):
    return np.exp(-(z**2))


@relative(
    "tanh_grad",
    "This is the step of tanh from z to z + 1, not its slope at z. Use the formula with the square.",
)
def tanh_grad_step_of_one(z):
    return tanh(z + 1) - tanh(z)


@relative(
    "tanh_grad",
    "This is the change of tanh over a step of 0.01, divided by the step. It is near the slope but not exact: "
    "use the formula with the square.",
)
def tanh_grad_step_of_a_hundredth(z):
    return (tanh(z + 0.01) - tanh(z)) / 0.01


@relative(
    "tanh_grad",
    "This is the change of tanh over a step of 0.001, divided by the step. It is near the slope but not exact: "
    "use the formula with the square.",
)
def tanh_grad_step_of_a_thousandth(z):
    return (tanh(z + 0.001) - tanh(z)) / 0.001


@relative(
    "tanh_grad",
    "This is 1 minus tanh(2z). The 2 is a power: tanh(z) is squared.",
)
def tanh_grad_double_inside(z):
    return 1 - np.tanh(2 * z)


@relative(
    "tanh_grad",
    "Your square is taken of the sigmoid of 2z. It is tanh that is squared.",
)
def tanh_grad_sigmoid_of_double_squared(z):
    return 1 - sigmoid(2 * z) ** 2


@relative(
    "tanh_grad",
    "Below the line 1 plus the exponential of 2z has lost its square.",
)
def tanh_grad_square_below_missing(z):
    return 4 * np.exp(2 * z) / (1 + np.exp(2 * z))


@relative(
    "tanh_grad",
    "Above the line stands the exponential of z, where that of 2z belongs.",
)
def tanh_grad_exponential_above_too_small(z):
    return 4 * np.exp(z) / (1 + np.exp(2 * z)) ** 2


@relative(
    "tanh_grad",
    "This is the change of tanh between z - 1 and z + 1, divided by 2. It is only near the slope at z.",
)
def tanh_grad_wide_difference(z):
    return (tanh(z + 1) - tanh(z - 1)) / 2


@relative(
    "tanh_grad",
    "This is the change of tanh over a step of 0.1, divided by the step. It is near the slope but not "
    "exact: use the formula with the square.",
)
def tanh_grad_step_of_a_tenth(z):
    return (tanh(z + 0.1) - tanh(z)) / 0.1


@relative(
    "tanh_grad",
    "You multiply tanh by 1 plus tanh. The slope of tanh is 1 minus its square.",
)
def tanh_grad_one_plus_t(z):
    return tanh(z) * (1 + tanh(z))


@relative(
    "tanh_grad",
    "Twice the square of tanh is taken off. It comes in once.",
)
def tanh_grad_double_square(z):
    return 1 - 2 * tanh(z) ** 2


@relative(
    "tanh_grad",
    "You square the whole difference, 1 minus tanh. It is tanh alone that is squared.",
)
def tanh_grad_difference_squared(z):
    return (1 - tanh(z)) ** 2


@relative(
    "relu_grad",
    "Below 0 your slope is 0.1: that is a leaky ReLU's. The plain one is flat there.",
)
def relu_grad_tenth_below(z):
    return np.where(np.greater(z, 0), 1.0, 0.1)


@relative(
    "relu_grad",
    "For large z your slope is 0, as in a ReLU with a ceiling. The plain one rises however large z is.",
)
def relu_grad_ceiling(z):
    return 1.0 * (np.greater(z, 0) & np.less(z, 6))


@relative(
    "relu_grad",
    "Your slope is 1 where z lies between 0 and 1, and 0 elsewhere. The ReLU rises wherever z is above 0.",
)
def relu_grad_between_zero_and_one(z):
    return 1.0 * (np.greater(z, 0) & np.less(z, 1))


@relative(
    "relu_grad",
    "Your slope is 1 where z lies between -1 and 1, as for a hard tanh. The ReLU rises wherever z is above 0.",
)
def relu_grad_hard_tanh(z):
    return 1.0 * (np.abs(z) < 1)


@relative(
    "relu_grad",
    "Above 0 your numbers are 1, but below 0 you return z. The ReLU is flat there.",
)
def relu_grad_z_below(z):
    return np.where(np.greater(z, 0), 1.0, z)


@relative(
    "relu_grad",
    "Above 0 you return z, and below 0 you return 1. The slope is 1 above 0, and 0 below.",
)
def relu_grad_z_above_one_below(z):
    return np.where(np.greater(z, 0), z, 1.0)


@relative(
    "relu_grad",
    "Where one number in the array is positive, every slope is 1. Each number has to be looked at alone.",
)
def relu_grad_any_positive(z):
    return np.any(np.greater(z, 0)) + np.multiply(0.0, z)


@relative(
    "relu_grad",
    "Where one number in the array is negative, every slope is 0. Each number has to be looked at alone.",
)
def relu_grad_all_positive(z):
    return np.all(np.greater(z, 0)) + np.multiply(0.0, z)


@relative(
    "relu_grad",
    "The sum of the array decides on all its slopes. Each number has to be looked at alone.",
)
def relu_grad_sum_decides(z):
    return (np.sum(z) > 0) + np.multiply(0.0, z)


@relative(
    "relu_grad",
    "The first number decides on the slopes of the whole array. Each number has to be looked at alone.",
)
def relu_grad_first_decides(z):
    return (np.ravel(z)[0] > 0) + np.multiply(0.0, z)


@relative(
    "relu_grad",
    "This is the sigmoid's rule with a ReLU in it, r times 1 minus r. The ReLU's slope is 0 or 1.",
)
def relu_grad_sigmoid_rule(z):
    r = relu(z)
    return r * (1 - r)


@relative(
    "relu_grad",
    "This is tanh's rule with a ReLU in it, 1 minus r². The ReLU's slope is 0 or 1.",
)
def relu_grad_tanh_rule(z):
    return 1 - relu(z) ** 2


@relative(
    "relu_grad",
    "This is twice z where z is positive, the slope of a square. A ReLU rises by 1 everywhere there.",
)
def relu_grad_of_square(z):
    return 2 * relu(z)


@relative(
    "relu_grad",
    "This is the ReLU's change from z to z + 1. Between -1 and 0 it crosses the corner; take the slope at z itself.",
)
def relu_grad_step_of_one(z):
    return relu(z + 1) - relu(z)


@relative(
    "relu_grad",
    "Below 0 your slope is an exponential: that belongs to the ELU. The ReLU is flat there.",
)
def relu_grad_elu(z):
    return np.where(np.greater(z, 0), 1.0, np.exp(z))


@relative(
    "relu_grad",
    "Where z is positive you return 1 divided by z. The ReLU rises by 1 everywhere there.",
)
def relu_grad_one_over_z(z):
    return np.where(np.greater(z, 0), np.divide(1, z), 0.0)


@relative(
    "relu_grad",
    "You say 1 where z is above the array's mean. Compare each z with 0.",
)
def relu_grad_above_mean(z):
    return 1.0 * np.greater(z, np.mean(z))


@relative(
    "relu_grad",
    "Below 0 your slope is 0.2: that is a leaky ReLU's. The plain one is flat there.",
)
def relu_grad_fifth_below(z):
    return np.where(np.greater(z, 0), 1.0, 0.2)


@relative(
    "relu_grad",
    "Below 0 your slope is 0.001: that is a leaky ReLU's. The plain one is flat there.",
)
def relu_grad_thousandth_below(z):
    return np.where(np.greater(z, 0), 1.0, 0.001)


@relative(
    "relu_grad",
    "You cut z off at 0 and at 1. The slope is 1 wherever z is above 0.",
)
def relu_grad_ramp(z):
    return np.clip(z, 0, 1)


@relative(
    "relu_grad",
    "You return the smaller of z and 1. The slope is 1 above 0, and 0 below.",
)
def relu_grad_at_most_one(z):
    return np.minimum(z, 1)


@relative(
    "relu_grad",
    "You return the larger of z and 1. The slope is 1 above 0, and 0 below.",
)
def relu_grad_at_least_one(z):
    return np.maximum(z, 1)


@relative(
    "relu_grad",
    "This is the ReLU divided by its largest value. The slope is 1 wherever z is above 0.",
)
def relu_grad_over_largest(z):
    return relu(z) / (np.max(relu(z)) + 1e-12)


@relative(
    "relu_grad",
    "You return -1 where z is negative, and 0 above. The slope is 1 above 0, and 0 below.",
)
def relu_grad_minus_one_below(z):
    return np.where(np.greater(z, 0), 0.0, -1.0)


@relative(
    "relu_grad",
    "This is half of the ReLU. The slope is 1 wherever z is above 0.",
)
def relu_grad_half_of_relu(z):
    return relu(z) / 2


@relative(
    "relu_grad",
    "This is the square of the ReLU, z times the ReLU of z. The slope is 1 wherever z is above 0.",
)
def relu_grad_relu_squared(z):
    return relu(z) ** 2


@relative(
    "relu_grad",
    "Above 0 you return 1 minus z. The slope is 1 everywhere there.",
)
def relu_grad_one_minus_z(z):
    return np.where(np.greater(z, 0), 1 - z, 0.0)


@relative(
    "leaky_relu_grad",
    "Above 0 you return 1 plus the slope. The slope belongs to the negative side alone.",
)
def leaky_relu_grad_slope_on_both_sides(z, slope=0.01):
    return np.greater(z, 0) + slope


@relative(
    "leaky_relu_grad",
    "Above 0 you return 1 minus the slope, and below 0 the slope. Above 0 the slope is 1.",
)
def leaky_relu_grad_rest_above(z, slope=0.01):
    return np.where(np.greater(z, 0), 1 - slope, slope)


@relative(
    "leaky_relu_grad",
    "Above 0 you return z. The leaky ReLU rises by 1 everywhere there.",
)
def leaky_relu_grad_z_above(z, slope=0.01):
    return np.where(np.greater(z, 0), z, slope)


@relative(
    "leaky_relu_grad",
    "Above 0 you return the slope, and below 0 you return 0. The slope belongs to the negative side; "
    "above 0 it is 1.",
)
def leaky_relu_grad_slope_above_zero_below(z, slope=0.01):
    return np.where(np.greater(z, 0), slope, 0.0)


@relative(
    "leaky_relu_grad",
    "Your slope below 0 is 0.2 even where the caller asks for another: use the argument slope.",
)
def leaky_relu_grad_slope_of_a_fifth(z, slope=0.01):
    return np.where(np.greater(z, 0), 1.0, 0.2)


@relative(
    "leaky_relu_grad",
    "In an array all your slopes are 1, also where z is negative. Decide for each number alone, not once "
    "for all.",
)
def leaky_relu_grad_any_positive(z, slope=0.01):
    return (1.0 if np.any(np.greater(z, 0)) else slope) + np.multiply(0.0, z)


@relative(
    "leaky_relu_grad",
    "Where one number in the array is negative, all have its slope. Each number has to be looked at alone.",
)
def leaky_relu_grad_all_positive(z, slope=0.01):
    return (1.0 if np.all(np.greater(z, 0)) else slope) + np.multiply(0.0, z)


@relative(
    "leaky_relu_grad",
    "The sum of the array decides on all its slopes. Each number has to be looked at alone.",
)
def leaky_relu_grad_sum_decides(z, slope=0.01):
    return (1.0 if np.sum(z) > 0 else slope) + np.multiply(0.0, z)


@relative(
    "leaky_relu_grad",
    "Below 0 your slope is an exponential: that belongs to the ELU. A leaky ReLU is a straight line there.",
)
def leaky_relu_grad_elu(z, slope=0.01):
    return np.where(np.greater(z, 0), 1.0, slope * np.exp(z))


@relative(
    "leaky_relu_grad",
    "Between 0 and 1 you return z, as if the curve were cut off between the slope and 1. "
    "The slope is 1 wherever z is above 0.",
)
def leaky_relu_grad_ramp(z, slope=0.01):
    return np.clip(z, slope, 1)


@relative(
    "leaky_relu_grad",
    "Your numbers are the slope where z is positive, and minus the slope where it is negative. "
    "The slope belongs to the negative side alone.",
)
def leaky_relu_grad_sign_times_slope(z, slope=0.01):
    return slope * np.sign(z)


@relative(
    "leaky_relu_grad",
    "This is the leaky ReLU's change from z to z + 1. Between -1 and 0 it crosses the corner; take the slope at "
    "z itself.",
)
def leaky_relu_grad_step_of_one(z, slope=0.01):
    return leaky_relu(z + 1, slope) - leaky_relu(z, slope)


@relative(
    "leaky_relu_grad",
    "Above 0 your slope is 1. Below 0 it is -1, as np.sign gives it; the slope asked for belongs there.",
)
def leaky_relu_grad_sign(z, slope=0.01):
    return np.sign(z)


@relative(
    "leaky_relu_grad",
    "This is the sigmoid's rule with a leaky ReLU in it, r times 1 minus r. The slope takes only two values here.",
)
def leaky_relu_grad_sigmoid_rule(z, slope=0.01):
    r = leaky_relu(z, slope)
    return r * (1 - r)


@relative(
    "leaky_relu_grad",
    "Above 0 your numbers are 1, but below 0 you return z. The slope asked for belongs there.",
)
def leaky_relu_grad_z_below(z, slope=0.01):
    return np.where(np.greater(z, 0), 1.0, z)


@relative(
    "leaky_relu_grad",
    "Above 0 you return the slope, and below 0 you return z. The slope of the curve is 1 above 0.",
)
def leaky_relu_grad_z_below_slope_above(z, slope=0.01):
    return np.where(np.greater(z, 0), slope, z)


@relative(
    "leaky_relu_grad",
    "Above 0 you return z, and below 0 you return 1. How steep is the curve on each side? Above 0 it is "
    "1.",
)
def leaky_relu_grad_z_above_one_below(z, slope=0.01):
    return np.where(np.greater(z, 0), z, 1.0)


@relative(
    "leaky_relu_grad",
    "Your slope below 0 is 0.3 even where the caller asks for another: use the argument slope.",
)
def leaky_relu_grad_slope_of_three_tenths(z, slope=0.01):
    return np.where(np.greater(z, 0), 1.0, 0.3)


@relative(
    "leaky_relu_grad",
    "Below 0 you return -0.01. The slope is the argument slope there, with no minus.",
)
def leaky_relu_grad_minus_a_hundredth(z, slope=0.01):
    return np.where(np.greater(z, 0), 1.0, -0.01)


@relative(
    "leaky_relu_grad",
    "This is tanh's rule with a leaky ReLU in it, 1 minus r². The slope takes only two values here.",
)
def leaky_relu_grad_tanh_rule(z, slope=0.01):
    return 1 - leaky_relu(z, slope) ** 2


@relative(
    "leaky_relu_grad",
    "Your border lies at the slope: between 0 and the slope you still return the slope. The border is "
    "0.",
)
def leaky_relu_grad_border_at_slope(z, slope=0.01):
    return np.where(np.greater(z, slope), 1.0, slope)


@relative(
    "leaky_relu_grad",
    "You return the larger of z and the slope. Above 0 the leaky ReLU rises by 1 everywhere.",
)
def leaky_relu_grad_larger_of_slope(z, slope=0.01):
    return np.maximum(slope, z)
