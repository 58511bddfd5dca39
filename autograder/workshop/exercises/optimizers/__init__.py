"""Cases and checks: optimizers, one module an exercise, and one for the four steps."""

from autograder.workshop.exercises.optimizers import minibatches, step_decay, steps

EXERCISES = (minibatches.EXERCISE, *steps.EXERCISES, step_decay.EXERCISE)
