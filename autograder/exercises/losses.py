"""Cases and checks: losses."""

from autograder.model import Exercise

EXERCISES: tuple[Exercise, ...] = ()
