"""Unusual right answers: code that looks unlike the answer and must pass every check.

To add one, write a function with `@variant("exercise")` in the subject's module, called
`exercise_` and what is unusual about it, with a docstring of one line that says the same.
"""

from dlref.variants.registry import VARIANTS, variant

from dlref.variants import (  # isort: skip
    activations,
    backprop,
    losses,
    neuron,
    optimizers,
    regularization,
    training,
)

__all__ = [
    "VARIANTS",
    "activations",
    "backprop",
    "losses",
    "neuron",
    "optimizers",
    "regularization",
    "training",
    "variant",
]
