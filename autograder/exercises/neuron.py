"""Cases and checks: the neuron."""

from autograder.model import Exercise

EXERCISES: tuple[Exercise, ...] = ()
