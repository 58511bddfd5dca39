"""Unusual right answers: activations."""

import math

import numpy as np

from autograder.course import variant
from dlref.activations import relu, relu_grad, sigmoid, tanh


@variant("sigmoid")
def sigmoid_naive(z):
    """The formula as it stands; it overflows silently to the right value."""
    return 1 / (1 + np.exp(-z))


@variant("sigmoid")
def sigmoid_clipped(z):
    """z is limited to what the exponential can hold."""
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))


@variant("sigmoid")
def sigmoid_tightly_clipped(z):
    """z is limited to ±30, where σ is 0 or 1 to twelve digits."""
    return 1 / (1 + np.exp(-np.clip(z, -30, 30)))


@variant("sigmoid")
def sigmoid_by_tanh(z):
    """σ(z) = (1 + tanh(z/2))/2."""
    return 0.5 * (1 + np.tanh(z / 2))


@variant("sigmoid")
def sigmoid_float32(z):
    """Everything in single precision."""
    return (1 / (1 + np.exp(-np.float32(z)))).astype(np.float32)


@variant("sigmoid")
def sigmoid_loop_over_elements(z):
    """Element by element, with a formula for either sign."""
    values = np.asarray(z, dtype=float)
    out = np.empty(values.shape)
    for index in np.ndindex(values.shape):
        v = values[index]
        out[index] = 1 / (1 + np.exp(-v)) if v >= 0 else np.exp(v) / (1 + np.exp(v))
    return out


@variant("sigmoid")
def sigmoid_two_branches(z):
    """Both branches for every element; a number goes through an array and back."""
    z = np.atleast_1d(np.asarray(z, dtype=float)) if np.ndim(z) == 0 else z
    e = np.exp(-np.abs(z))
    out = np.where(z > 0, 1 / (1 + e), e / (1 + e))
    return out if out.size > 1 else float(out[0])


@variant("tanh")
def tanh_numpy(z):
    """NumPy's own function."""
    return np.tanh(z)


@variant("tanh")
def tanh_by_sigmoid(z):
    """tanh(z) = 2σ(2z) - 1."""
    return 2 * sigmoid(2 * z) - 1


@variant("tanh")
def tanh_one_exponential(z):
    """One exponential of -2|z|, and the sign put back."""
    e = np.exp(-2 * np.abs(z))
    return np.sign(z) * (1 - e) / (1 + e)


@variant("tanh")
def tanh_clipped(z):
    """The formula as it stands, with z limited to ±20."""
    z = np.clip(z, -20, 20)
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))


@variant("relu")
def relu_times_a_mask(z):
    """z times True or False; 0 may come out as -0."""
    return z * (z > 0)


@variant("relu")
def relu_half_of_both(z):
    """(|z| + z)/2."""
    return (np.abs(z) + z) / 2


@variant("relu")
def relu_where_at_least(z):
    """np.where with >= at the kink."""
    return np.where(z >= 0, z, 0)


@variant("relu")
def relu_clip(z):
    """np.clip without an upper end."""
    return np.clip(z, 0, None)


@variant("relu")
def relu_in_place_on_a_copy(z):
    """Negative entries of a copy are set to 0."""
    out = np.array(z)
    out[out < 0] = 0
    return out


@variant("relu")
def relu_list(z):
    """A Python function for each element; lists come back."""
    return np.vectorize(lambda v: max(0.0, v))(z).tolist()


@variant("leaky_relu")
def leaky_relu_where(z, slope=0.01):
    """np.where with > at the kink."""
    return np.where(z > 0, z, slope * z)


@variant("leaky_relu")
def leaky_relu_where_at_least(z, slope=0.01):
    """np.where with >= at the kink."""
    return np.where(z >= 0, z, slope * z)


@variant("leaky_relu")
def leaky_relu_sum_of_two(z, slope=0.01):
    """The positive part, plus the slope times the negative one."""
    return np.maximum(0, z) + slope * np.minimum(0, z)


@variant("leaky_relu")
def leaky_relu_by_relu(z, slope=0.01):
    """A line, and a ReLU on top of it."""
    return slope * z + (1 - slope) * relu(z)


@variant("leaky_relu")
def leaky_relu_masks(z, slope=0.01):
    """Each side times True or False."""
    return (z > 0) * z + (z <= 0) * slope * z


@variant("leaky_relu")
def leaky_relu_float32(z, slope=0.01):
    """Everything in single precision."""
    return np.where(z < 0, np.float32(slope) * np.float32(z), np.float32(z))


@variant("gelu")
def gelu_own_tanh(z):
    """The tanh of the exercise instead of NumPy's."""
    return 0.5 * z * (1 + tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))


@variant("gelu")
def gelu_exact(z):
    """With the error function instead of its approximation."""
    return z * 0.5 * (1 + np.vectorize(math.erf)(np.asarray(z) / math.sqrt(2)))


@variant("gelu")
def gelu_as_a_sigmoid(z):
    """z·σ(2u), since (1 + tanh u)/2 = σ(2u)."""
    return z * sigmoid(2 * np.sqrt(2 / np.pi) * (z + 0.044715 * z * z * z))


@variant("gelu")
def gelu_float32(z):
    """Everything in single precision."""
    x = np.asarray(z, dtype=np.float32)
    return 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))


@variant("sigmoid_grad")
def sigmoid_grad_own_sigmoid(z):
    """Calls the sigmoid of the exercise."""
    s = sigmoid(z)
    return s * (1 - s)


@variant("sigmoid_grad")
def sigmoid_grad_own_sigmoid_twice(z):
    """σ(z)·σ(-z)."""
    return sigmoid(z) * sigmoid(-z)


@variant("sigmoid_grad")
def sigmoid_grad_exponential(z):
    """The quotient rule, never simplified."""
    return np.exp(-z) / (1 + np.exp(-z)) ** 2


@variant("sigmoid_grad")
def sigmoid_grad_difference_of_squares(z):
    """σ - σ²."""
    return sigmoid(z) - sigmoid(z) ** 2


@variant("sigmoid_grad")
def sigmoid_grad_float32(z):
    """Everything in single precision."""
    s = 1 / (1 + np.exp(-np.asarray(z, dtype=np.float32)))
    return s * (1 - s)


@variant("sigmoid_grad")
def sigmoid_grad_cosh(z):
    """1/(4·cosh²(z/2))."""
    return 0.25 / np.cosh(z / 2) ** 2


@variant("tanh_grad")
def tanh_grad_own_tanh(z):
    """Calls the tanh of the exercise."""
    return 1 - tanh(z) ** 2


@variant("tanh_grad")
def tanh_grad_cosh(z):
    """1/cosh²."""
    return 1 / np.cosh(z) ** 2


@variant("tanh_grad")
def tanh_grad_product(z):
    """(1 - tanh)(1 + tanh)."""
    return (1 - np.tanh(z)) * (1 + np.tanh(z))


@variant("tanh_grad")
def tanh_grad_float32(z):
    """Everything in single precision."""
    return 1 - np.tanh(np.asarray(z, dtype=np.float32)) ** 2


@variant("relu_grad")
def relu_grad_boolean(z):
    """True and False for 1 and 0."""
    return z > 0


@variant("relu_grad")
def relu_grad_at_least(z):
    """The slope on the right of the kink; integers."""
    return np.where(z >= 0, 1, 0)


@variant("relu_grad")
def relu_grad_half_at_zero(z):
    """One half at the kink."""
    return np.heaviside(z, 0.5)


@variant("relu_grad")
def relu_grad_from_the_sign(z):
    """The sign, moved up and halved: one half at the kink."""
    return (np.sign(z) + 1) / 2


@variant("relu_grad")
def relu_grad_own_relu(z):
    """Looks at the ReLU's output; integers."""
    return (relu(z) > 0).astype(int) if np.ndim(z) else int(relu(z) > 0)


@variant("relu_grad")
def relu_grad_filled(z):
    """Zeros, filled with 1 where z is positive."""
    out = np.zeros(np.shape(z))
    out[np.asarray(z) > 0] = 1
    return out


@variant("leaky_relu_grad")
def leaky_relu_grad_where(z, slope=0.01):
    """np.where with > at the kink."""
    return np.where(z > 0, 1.0, slope)


@variant("leaky_relu_grad")
def leaky_relu_grad_at_least(z, slope=0.01):
    """np.where with >= at the kink."""
    return np.where(z >= 0, 1.0, slope)


@variant("leaky_relu_grad")
def leaky_relu_grad_masks(z, slope=0.01):
    """Each side times True or False."""
    return (z > 0) * 1 + (z <= 0) * slope


@variant("leaky_relu_grad")
def leaky_relu_grad_mean_at_zero(z, slope=0.01):
    """The mean of both slopes at the kink."""
    return slope + (1 - slope) * np.heaviside(z, 0.5)


@variant("leaky_relu_grad")
def leaky_relu_grad_filled(z, slope=0.01):
    """The slope everywhere, and 1 filled in where z is positive."""
    out = np.full(np.shape(z), slope)
    out[np.asarray(z) > 0] = 1
    return out


@variant("leaky_relu_grad")
def leaky_relu_grad_by_relu_grad(z, slope=0.01):
    """The ReLU's slope, mixed with the small one."""
    return relu_grad(z) + slope * (1 - relu_grad(z))
