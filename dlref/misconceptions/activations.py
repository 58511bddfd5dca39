"""Known wrong answers: activations and their derivatives."""

import numpy as np

from dlref.misconceptions.registry import misconception


@misconception(
    "sigmoid/plus-sign", "Your curve falls where it should rise: look at the sign in the exponent."
)
def sigmoid_plus_sign(z):
    """1/(1+exp(z)): the sign of the exponent is missing."""
    return 1 / (1 + np.exp(z))
