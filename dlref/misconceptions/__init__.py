"""Known wrong answers: code that learners really write, each with the sentence that helps.

To add one, write a function with `@misconception` in the subject's module: its id, the sentence a
good teacher would say, and a docstring of one line that says what the function does.
"""

from dlref.misconceptions.registry import KNOWN, Misconception, misconception

from dlref.misconceptions import (  # isort: skip
    activations,
    backprop,
    losses,
    neuron,
    optimizers,
    regularization,
    training,
)

__all__ = [
    "KNOWN",
    "Misconception",
    "activations",
    "backprop",
    "losses",
    "misconception",
    "neuron",
    "optimizers",
    "regularization",
    "training",
]
