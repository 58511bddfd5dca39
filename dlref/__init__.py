"""The answers of the exercise kit: pure NumPy, one module a subject, in teaching order."""

from collections.abc import Callable
from typing import Any

from dlref import (
    activations,
    backprop,
    losses,
    neuron,
    optimizers,
    regularization,
    training,
)

SUBJECTS = (neuron, activations, losses, backprop, optimizers, regularization, training)

FUNCTIONS: dict[str, Callable[..., Any]] = {
    name: getattr(subject, name) for subject in SUBJECTS for name in subject.__all__
}
"""Every exercise's answer by its name; what a module's `__all__` lists is an exercise."""
