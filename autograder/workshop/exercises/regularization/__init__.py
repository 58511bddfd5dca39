"""Cases and checks: regularization, one module an exercise, and one for both of L2."""

from autograder.workshop.exercises.regularization import dropout, dropout_grad, early_stopping, l2

EXERCISES = (dropout.EXERCISE, dropout_grad.EXERCISE, *l2.EXERCISES, early_stopping.EXERCISE)
