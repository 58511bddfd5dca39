"""Hints: activations and their derivatives."""

import numpy as np

from dlref.hints.registry import hint


@hint(
    "sigmoid",
    "Three things make the curve: the sign of the exponent, the 1 that is added to the exponential, "
    "and the division of 1 by that whole sum. Try z = 0, where the curve must pass through 0.5, and "
    "then a large positive z, where it must come close to 1.",
)
def sigmoid() -> list[str]:
    """z = 2."""
    power = np.exp(-2.0)
    return [
        "Take z = 2.",
        f"e to the power of -2 is {power:.4f}.",
        f"1 + {power:.4f} = {1 + power:.4f}.",
        f"1 divided by {1 + power:.4f} is {1 / (1 + power):.4f}: that is sigmoid(2).",
    ]
