"""Cases and checks: regularization."""

from autograder.model import Exercise

EXERCISES: tuple[Exercise, ...] = ()
