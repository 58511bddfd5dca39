"""Cases and checks: backpropagation, one module an exercise."""

from autograder.workshop.exercises.backprop import (
    backward,
    chain_rule,
    forward,
    init_params,
    numerical_gradient,
    relative_error,
)

EXERCISES = (
    chain_rule.EXERCISE,
    numerical_gradient.EXERCISE,
    relative_error.EXERCISE,
    init_params.EXERCISE,
    forward.EXERCISE,
    backward.EXERCISE,
)
