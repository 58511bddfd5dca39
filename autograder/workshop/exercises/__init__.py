"""The exercises with their cases and checks: a module a subject, or a package of modules."""

from autograder.model import Exercise
from autograder.workshop.exercises import (
    activations,
    backprop,
    losses,
    neuron,
    optimizers,
    regularization,
    training,
)

_SUBJECTS = (neuron, activations, losses, backprop, optimizers, regularization, training)

ASSIGNMENTS: dict[str, tuple[str, ...]] = {
    f"{number:02d}_{subject.__name__.rpartition('.')[2]}": tuple(e.name for e in subject.EXERCISES)
    for number, subject in enumerate(_SUBJECTS, 1)
}
"""The names of each assignment's exercises."""

EXERCISES: dict[str, Exercise] = {e.name: e for subject in _SUBJECTS for e in subject.EXERCISES}
"""Every exercise by its name."""
