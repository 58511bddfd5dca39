"""What a check hands over is of the kind that the stub names: a list has an `index`, an array has none."""

from collections.abc import Callable
from inspect import signature

import numpy as np
import pytest

from autograder.engine.examine import examine
from autograder.sandbox.submission import LiveSubmission
from tests.helpers.our_course import EXERCISES, FUNCTIONS
from tests.helpers.seeds import with_seeds

KINDS = {
    argument: kind
    for kind, arguments in (
        (list, "val_losses"),
        (dict, "params grads velocity sq_avg m v cache"),
        (int, "n_features n_hidden batch_size t epoch every patience epochs"),
        (int | float, "weighted_sum.b perceptron.b slope h lr beta beta1 beta2 eps drop"),
        (int | float, "p_drop lam threshold"),
        (int | float | np.ndarray, "chain_rule.x relative_error.a relative_error.b"),
        (np.ndarray, "x X y w W b W1 b1 W2 b2 z Z A mask d_out X_train X_test X_val y_val"),
        (np.ndarray, "y_true y_pred y_prob Y_true Y_pred"),
        (bool, "training"),
        (np.random.Generator, "rng"),
        (Callable, "f loss_and_grads update"),
    )
    for argument in arguments.split()
}
"""As the stubs have it, by exercise and argument where it is another kind there, else by argument."""


def _kind_of(name, argument):
    """The kind that an argument should be of; element by element, a number is as good as an array."""
    exercise = EXERCISES[name]
    usual = KINDS.get(argument, object)
    if exercise.element_wise and argument == exercise.signature[0]:
        usual = int | float | np.ndarray
    return KINDS.get(f"{name}.{argument}", usual)


def _inner(value):
    """The entries of a list or a dict, and the kind that they should be of."""
    if isinstance(value, list):
        return value, int | float
    return (value.values(), np.ndarray) if isinstance(value, dict) else ((), object)


@pytest.mark.parametrize(("name", "seed"), with_seeds(EXERCISES))
def test_arguments_are_of_the_kind_that_the_stub_names(oracle, name, seed):
    reference, unlike = FUNCTIONS[name], []
    parameters = signature(reference)

    def watched(*given, **named):
        for argument, value in parameters.bind(*given, **named).arguments.items():
            kind = _kind_of(name, argument)
            entries, inner = _inner(value)
            if not isinstance(value, kind) or not all(isinstance(e, inner) for e in entries):
                unlike.append((argument, value))
        return reference(*given, **named)

    submission = LiveSubmission(FUNCTIONS | {name: watched})
    assert examine(EXERCISES[name], submission, oracle(seed)).passed
    assert not unlike
