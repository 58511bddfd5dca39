"""Cases and checks: optimizers."""

from autograder.model import Exercise

EXERCISES: tuple[Exercise, ...] = ()
