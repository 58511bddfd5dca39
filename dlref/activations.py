"""Activations, the bends between the layers, and their slopes.

Every function works element by element: a number gives a number, an array of any shape gives an
array of that shape. Whole numbers are taken as floats are. A slope is taken at `z`, what went into the activation.
"""

import math
from typing import TypeVar

import numpy as np

__all__ = [
    "gelu",
    "leaky_relu",
    "leaky_relu_grad",
    "relu",
    "relu_grad",
    "sigmoid",
    "sigmoid_grad",
    "tanh",
    "tanh_grad",
]

Values = TypeVar("Values", float, np.ndarray)


def sigmoid(z: Values) -> Values:
    """σ(z) = 1/(1 + e^-z), from 0 to 1.

    Written with e^-|z|, which cannot overflow: below 0, σ(z) = e^z/(1 + e^z).
    Source: course notes, sigmoid.
    """
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1 + e)


def tanh(z: Values) -> Values:
    """(e^z - e^-z)/(e^z + e^-z), from -1 to 1 and centred at 0.

    Source: LeCun et al. 1998, Efficient BackProp.
    """
    return np.tanh(z)


def relu(z: Values) -> Values:
    """max(0, z). Source: Nair & Hinton 2010."""
    return np.maximum(0, z)


def leaky_relu(z: Values, slope: float = 0.01) -> Values:
    """z above 0, slope·z below: the larger of the two, for 0 <= slope < 1.

    Source: Maas, Hannun & Ng 2013.
    """
    return np.maximum(z, slope * z)


def gelu(z: Values) -> Values:
    """0.5·z·(1 + tanh(√(2/π)·(z + 0.044715·z³))), the usual approximation of `gelu_exact`.

    Source: Hendrycks & Gimpel 2016.
    """
    return 0.5 * z * (1 + tanh(math.sqrt(2 / math.pi) * (z + 0.044715 * z**3)))


def gelu_exact(z: Values) -> Values:
    """z·Φ(z), where Φ(z) = (1 + erf(z/√2))/2 is the normal distribution's cumulative share.

    As right an answer to `gelu`. Source: Hendrycks & Gimpel 2016.
    """
    erf = np.vectorize(math.erf, otypes=[float])
    return 0.5 * z * (1 + erf(z / math.sqrt(2)))


def sigmoid_grad(z: Values) -> Values:
    """σ'(z) = σ(z)·(1 - σ(z)), at most 1/4. Source: course notes, gradient flow."""
    s = sigmoid(z)
    return s * (1 - s)


def tanh_grad(z: Values) -> Values:
    """1 - tanh²(z), at most 1. Source: course notes, gradient flow."""
    return 1 - tanh(z) ** 2


def relu_grad(z: Values) -> Values:
    """1 where z > 0, else 0; at the kink, the slope on its left. Source: Nair & Hinton 2010."""
    return 1.0 * (z > 0)


def leaky_relu_grad(z: Values, slope: float = 0.01) -> Values:
    """1 where z > 0, else the slope. Source: Maas, Hannun & Ng 2013."""
    return (z > 0) + slope * (z <= 0)
