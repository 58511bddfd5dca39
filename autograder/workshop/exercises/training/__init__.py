"""Cases and checks: training, one module an exercise."""

from autograder.workshop.exercises.training import (
    accuracy,
    fit_classifier,
    predict,
    standardize,
    train,
)

EXERCISES = (
    standardize.EXERCISE,
    accuracy.EXERCISE,
    train.EXERCISE,
    fit_classifier.EXERCISE,
    predict.EXERCISE,
)
