"""What fit_classifier does wrong with the functions of the earlier notebooks is told, and only then."""

import textwrap

import numpy as np
import pytest

from autograder.workshop.exercises.training.calls import Calls, counted
from autograder.workshop.exercises.training.causes import of_the_calls
from tests.helpers.our_course import FUNCTIONS, VARIANTS
from tests.helpers.source import source

N, EPOCHS = 64, 6


def loop(
    before="pass",
    batches="minibatches(X, y, 16, rng)",
    epoch="pass",
    batch="pass",
    cache="forward(params, A)",
    grads="backward(params, cache, A, b)",
    step="params = sgd_step(params, grads, 0.05)",
    params="init_params(X.shape[1], 8, rng)",
):
    """A training written out, with one line in another way."""
    return f"""
    params = {params}
    history = {{"train_loss": [], "val_loss": []}}
    zeros = {{k: np.zeros_like(w) for k, w in params.items()}}
    {before}
    for epoch in range({EPOCHS}):
        {epoch}
        for A, b in {batches}:
            {batch}
            cache = {cache}
            grads = {grads}
            {step}
        history["train_loss"].append(bce(y, forward(params, X)["P"]))
        history["val_loss"].append(bce(y_val, forward(params, X_val)["P"]))
    return params, history"""


ADAM = "params, m, v = adam_step(params, grads, m, v, t)"
STATE = "m, v, t = zeros, zeros, 0"

WRONG = {
    "labels-turned": loop(grads="backward(params, cache, A, 1 - b)"),
    "labels-apart": loop(batches="minibatches(X, rng.permutation(y), 16, rng)"),
    "old-cache of params": loop(before="old = forward(params, X)", cache="old", batches="[(X, y)]"),
    "old-cache of rows": loop(cache="forward(params, X[:len(A)])"),
    "update-discarded": loop(step="sgd_step(params, grads, 0.05)"),
    "restarts-each-epoch": loop(epoch="params = init_params(X.shape[1], 8, rng)"),
    "adam-t-zero": loop(before=STATE, step=f"{ADAM}; t += 1"),
    "adam-t": loop(before="m, v, t = zeros, zeros, 1", step=ADAM),
    "optimizer-forgets": loop(before=STATE, step=f"t += 1; m, v = zeros, zeros; {ADAM}"),
    "optimizer-forgets momentum": loop(step="params, _ = momentum_step(params, grads, zeros, 0.05)"),
    "gradients-added-up": loop(
        before="total = zeros",
        step="total = {k: total[k] + g for k, g in grads.items()}; params = sgd_step(params, total, 0.05)",
    ),
    "same-gradients": loop(
        before="first = backward(params, forward(params, X), X, y)", cache="None", grads="first"
    ),
    "batches-used-up": loop(before="all = iter(minibatches(X, y, 16, rng))", batches="all"),
    "part-of-data": loop(batches="[(X[:16], y[:16])]"),
    "rate-fades": loop(
        before="lr = 1.0", epoch="lr /= 100", step="params = sgd_step(params, grads, lr)"
    ),
    "step-too-small": loop(step="params = sgd_step(params, grads, 1e-6)"),
    "step-too-large": loop(step="params = sgd_step(params, grads, lr=50.0)"),
}  # fmt: skip

RIGHT = {
    "written out": loop(),
    "Adam": loop(before=STATE, step=f"t += 1; {ADAM}"),
    "in place": loop(step="sgd_step(params, grads, 0.05)\n            for k in params: params[k] -= 0.05 * grads[k]"),
    "whole set": loop(batches="[(X, y)]"),
    "no optimizer": loop(step="params = {k: w - 0.05 * grads[k] for k, w in params.items()}"),
    "an older forward beside": loop(cache="forward(params, A); forward(params, X)"),
    "two starts": loop(before="other = init_params(X.shape[1], 4, rng)"),
    "decay by hand": loop(step="params = {k: 0.999 * w for k, w in sgd_step(params, grads, 0.05).items()}"),
    "a rate that falls": loop(step="params = sgd_step(params, grads, 0.1 / (1 + epoch))"),
}  # fmt: skip


def diagnosis(fit, n=N):
    """What is said of the calls that a training makes, on `n` samples of noise."""
    rng = np.random.default_rng(3)
    X, y = rng.standard_normal((n, 12)), rng.permuted(np.resize([0.0, 1.0], n))[:, np.newaxis]
    functions = dict(FUNCTIONS) | {"fit_classifier": fit, "np": np}
    given = X, y, X[: n // 2] + 1, y[: n // 2]
    calls = counted(functions, *given, seed=1)
    return of_the_calls(Calls.of(calls), n, EPOCHS)


def written(body):
    """The function with a body, in a namespace of its own that holds the course's functions."""
    scope = dict(FUNCTIONS) | {"np": np}
    exec(textwrap.dedent(source("fit_classifier", body)), scope)
    return scope["fit_classifier"]


@pytest.mark.parametrize("cause", WRONG)
def test_the_cause_is_found(cause):
    found = diagnosis(written(WRONG[cause]))
    assert found is not None
    assert found.cause == cause.split()[0]


@pytest.mark.parametrize("name", RIGHT)
def test_nothing_is_said_of_a_training_that_is_right(name):
    found = diagnosis(written(RIGHT[name]))
    assert found is None


@pytest.mark.parametrize("name", VARIANTS["fit_classifier"])
def test_nothing_is_said_of_the_right_variants(name):
    found = diagnosis(VARIANTS["fit_classifier"][name])
    assert found is None


def test_the_functions_are_back_in_their_places_afterwards():
    fit = written("raise ValueError('stop')")
    before = dict(fit.__globals__)
    with pytest.raises(ValueError, match="stop"):
        diagnosis(fit)
    assert fit.__globals__ == before


def test_counts_that_are_none_are_refused():
    for sent in (None, [], {}, {"starts": 1}, dict.fromkeys(Calls.__dataclass_fields__, "many")):
        with pytest.raises((TypeError, ValueError, KeyError)):
            Calls.of(sent)


def test_a_student_reads_the_cause(judge):
    verdict = judge(source("fit_classifier", WRONG["batches-used-up"]), "fit_classifier")
    assert verdict.message.startswith("Only the first epoch has batches")
