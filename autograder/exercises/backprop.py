"""Cases and checks: backprop."""

from autograder.model import Exercise

EXERCISES: tuple[Exercise, ...] = ()
