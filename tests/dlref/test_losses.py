"""Losses against SciPy and scikit-learn; gradients against autograd and the chain rule."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import special, stats
from sklearn.metrics import log_loss, mean_squared_error

from dlref.activations import sigmoid, sigmoid_grad
from dlref.backprop import numerical_gradient, relative_error
from dlref.losses import (
    bce,
    bce_from_logits,
    bce_from_logits_grad,
    bce_grad,
    cross_entropy,
    log_likelihood,
    mse,
    softmax,
)

logits = hnp.arrays(
    float, hnp.array_shapes(min_dims=2, max_dims=2), elements=st.floats(-1000, 1000)
)


@pytest.fixture
def labels(rng):
    return rng.integers(0, 2, size=(40, 1)).astype(float)


@pytest.fixture
def probabilities(rng):
    return rng.uniform(0.01, 0.99, size=(40, 1))


@pytest.fixture
def z(rng):
    return rng.normal(scale=5, size=(40, 1))


@pytest.mark.parametrize("shape", [(7,), (7, 1), (7, 3)])
def test_mse_is_scikit_learns(rng, shape):
    y, p = rng.normal(size=shape), rng.normal(size=shape)
    assert mse(y, p) == pytest.approx(mean_squared_error(y, p), rel=1e-13)


def test_log_likelihood_is_that_of_bernoulli_trials(labels, probabilities):
    theirs = stats.bernoulli.logpmf(labels, probabilities).sum()
    assert log_likelihood(labels, probabilities) == pytest.approx(theirs, rel=1e-12)


def test_bce_of_the_course_notes():
    loss = bce(np.array([1.0, 0.0, 1.0]), np.array([0.9, 0.1, 0.2]))
    assert loss == pytest.approx(0.6067, abs=5e-5)
    assert loss == pytest.approx(-(2 * np.log(0.9) + np.log(0.2)) / 3, rel=1e-13)


def test_bce_is_scikit_learns(labels, probabilities):
    assert bce(labels, probabilities) == pytest.approx(log_loss(labels, probabilities), rel=1e-12)


@pytest.mark.parametrize("y", [0.0, 1.0])
@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.int64])
def test_bce_at_the_ends_is_finite_and_nothing_where_right(y, dtype):
    with np.errstate(all="raise"):
        right = bce(np.array([[y]]), np.array([[y]], dtype=dtype))
        wrong = bce(np.array([[y]]), np.array([[1 - y]], dtype=dtype))
    assert right == pytest.approx(0, abs=1e-14)
    assert wrong == pytest.approx(-np.log(1e-15), rel=1e-4)  # 1 - (1 - 1e-15) keeps three digits


def test_bce_and_its_gradient_are_torchs(torch, labels, probabilities):
    p = torch.tensor(probabilities, requires_grad=True)
    loss = torch.nn.functional.binary_cross_entropy(p, torch.tensor(labels))
    loss.backward()
    assert bce(labels, probabilities) == pytest.approx(loss.item(), rel=1e-12)
    np.testing.assert_allclose(bce_grad(labels, probabilities), p.grad.numpy(), rtol=1e-12)


def test_bce_gradient_is_the_slope_of_bce(labels, probabilities):
    slope = numerical_gradient(lambda p: bce(labels, p), probabilities)
    assert relative_error(bce_grad(labels, probabilities), slope) < 1e-4


def test_bce_from_logits_is_scipys_log_expit(labels, z):
    theirs = -np.mean(labels * special.log_expit(z) + (1 - labels) * special.log_expit(-z))
    assert bce_from_logits(labels, z) == pytest.approx(theirs, rel=1e-13)


@pytest.mark.parametrize(
    ("y", "z", "loss"),
    [(1.0, 1000.0, 0.0), (0.0, 1000.0, 1000.0), (1.0, -1000.0, 1000.0), (0.0, -1000.0, 0.0)],
)
def test_bce_from_logits_is_exact_far_out(y, z, loss):
    with np.errstate(all="raise", under="ignore"):
        assert bce_from_logits(np.array([[y]]), np.array([[z]])) == loss
        assert bce_from_logits_grad(np.array([[y]]), np.array([[z]])) == (z > 0) - y


def test_bce_from_logits_keeps_its_digits_where_the_loss_is_tiny():
    assert bce_from_logits(1.0, 40.0) == pytest.approx(-special.log_expit(40.0), rel=1e-13)


def test_bce_from_logits_and_its_gradient_are_torchs(torch, labels, z):
    logit = torch.tensor(z, requires_grad=True)
    loss = torch.nn.BCEWithLogitsLoss()(logit, torch.tensor(labels))
    loss.backward()
    assert bce_from_logits(labels, z) == pytest.approx(loss.item(), rel=1e-12)
    np.testing.assert_allclose(bce_from_logits_grad(labels, z), logit.grad.numpy(), atol=1e-15)


def test_the_two_gradients_meet_by_the_chain_rule(rng, labels):
    z = rng.normal(size=labels.shape)
    chained = bce_grad(labels, sigmoid(z)) * sigmoid_grad(z)
    np.testing.assert_allclose(bce_from_logits_grad(labels, z), chained, rtol=1e-11)


@settings(deadline=None)
@given(logits)
def test_softmax_is_scipys_and_its_rows_sum_to_one(Z):
    with np.errstate(all="raise", under="ignore"):
        P = softmax(Z)
    np.testing.assert_allclose(P, special.softmax(Z, axis=1), rtol=1e-12, atol=1e-300)
    np.testing.assert_allclose(P.sum(axis=1), 1, rtol=1e-14)


@settings(deadline=None)
@given(logits, st.floats(-1000, 1000))
def test_softmax_does_not_feel_a_shift(Z, shift):
    np.testing.assert_allclose(softmax(Z + shift), softmax(Z), rtol=0, atol=1e-12)


def test_cross_entropy_is_scikit_learns_and_the_logsumexp(rng):
    Z, classes = rng.normal(scale=3, size=(12, 4)), rng.integers(0, 4, size=12)
    ours = cross_entropy(np.eye(4)[classes], softmax(Z))
    assert ours == pytest.approx(log_loss(classes, softmax(Z), labels=range(4)), rel=1e-12)
    by_logits = np.mean(special.logsumexp(Z, axis=1) - Z[np.arange(12), classes])
    assert ours == pytest.approx(by_logits, rel=1e-12)


def test_cross_entropy_where_a_probability_is_zero():
    Y, right = np.eye(3)[[0, 2]], np.array([[1.0, 0, 0], [0, 0.5, 0.5]])
    with np.errstate(all="raise"):
        assert cross_entropy(Y, right) == pytest.approx(-special.xlogy(Y, right).sum() / 2)
        wrong = cross_entropy(Y, np.array([[0.0, 1, 0], [0, 0, 1]]))
    assert 10 < wrong < np.inf


def test_two_classes_are_the_binary_case(labels, probabilities):
    Y = np.hstack([1 - labels, labels])
    P = np.hstack([1 - probabilities, probabilities])
    assert cross_entropy(Y, P) == pytest.approx(bce(labels, probabilities), rel=1e-12)
