"""Hints that wait: what a learner hears who asks again, and a case worked by hand."""

from dlref.hints.registry import HINTS, Hint, hint

from dlref.hints import (  # isort: skip
    activations,
    backprop,
    losses,
    neuron,
    optimizers,
    regularization,
    training,
)

__all__ = [
    "HINTS",
    "Hint",
    "activations",
    "backprop",
    "hint",
    "losses",
    "neuron",
    "optimizers",
    "regularization",
    "training",
]
