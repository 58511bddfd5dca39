"""Cases and checks: training."""

from autograder.model import Exercise

EXERCISES: tuple[Exercise, ...] = ()
