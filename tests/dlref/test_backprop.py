"""Backpropagation against autograd, forward against scikit-learn, differences against calculus."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import optimize
from sklearn.neural_network import MLPClassifier

from dlref.backprop import (
    backward,
    chain_rule,
    forward,
    init_params,
    numerical_gradient,
    relative_error,
)
from dlref.losses import bce

moderate = hnp.arrays(float, (2, 3), elements=st.floats(-100, 100))


def network(seed, n=9, d=5, h=4):
    """A network with biases that are not 0, and a batch for it."""
    draw = np.random.default_rng(seed)
    params = init_params(d, h, draw)
    params = {k: w + 0.3 * draw.normal(size=w.shape) for k, w in params.items()}
    return params, draw.normal(size=(n, d)), draw.integers(0, 2, size=(n, 1)).astype(float)


def test_chain_rule_is_the_complex_step_derivative():
    x = np.linspace(-3, 3, 25)
    derivative = np.sin((x + 1e-200j) ** 2).imag / 1e-200
    np.testing.assert_allclose(chain_rule(x), derivative, rtol=1e-12, atol=1e-12)


def test_chain_rule_by_hand():
    assert chain_rule(0.0) == 0
    assert chain_rule(np.sqrt(np.pi)) == pytest.approx(-2 * np.sqrt(np.pi))  # cos π = -1


@pytest.mark.parametrize("shape", [(), (4,), (3, 2), (2, 1, 3)])
@pytest.mark.parametrize("h", [1e-3, 0.1])
def test_central_difference_of_a_cube_is_off_by_h_squared(rng, shape, h):
    x = np.asarray(rng.normal(size=shape))
    gradient = numerical_gradient(lambda v: np.sum(v**3), x, h)  # ((x+h)³ - (x-h)³)/2h = 3x² + h²
    assert gradient.shape == shape
    np.testing.assert_allclose(gradient, 3 * x**2 + h**2, rtol=1e-9, atol=1e-9)


def test_numerical_gradient_of_scipys_rosenbrock_valley(rng):
    x = rng.normal(size=6)
    np.testing.assert_allclose(
        numerical_gradient(optimize.rosen, x), optimize.rosen_der(x), rtol=1e-6, atol=1e-5
    )


def test_relative_error_by_hand():
    assert relative_error(1.0, 1.1) == pytest.approx(0.1 / 2.1)
    assert relative_error(np.array([1.0, 2.0]), np.array([1.0, -2.0])) == 1
    assert relative_error(np.zeros(3), np.zeros(3)) == 0
    assert relative_error(0.0, 1e-9) == pytest.approx(0.1)  # floor 1e-8


@settings(deadline=None)
@given(moderate, moderate)
def test_relative_error_is_symmetric_and_at_most_one(a, b):
    assert relative_error(a, b) == relative_error(b, a)
    assert 0 <= relative_error(a, b) <= 1


def test_initial_weights_are_he_normal(rng):
    params = init_params(200, 300, rng)
    assert {k: w.shape for k, w in params.items()} == {
        "W1": (200, 300),
        "b1": (300,),
        "W2": (300, 1),
        "b2": (1,),
    }
    assert not params["b1"].any()
    assert not params["b2"].any()
    W1 = params["W1"]  # 60,000 weights: the deviation's own standard error is 0.3 %
    assert W1.std() == pytest.approx(np.sqrt(2 / 200), rel=0.02)
    assert abs(W1.mean()) < 5 * np.sqrt(2 / 200 / W1.size)
    assert params["W2"].std() == pytest.approx(np.sqrt(2 / 300), rel=0.25)
    assert len(np.unique(W1, axis=1).T) == 300


def test_forward_is_scikit_learns(rng):
    X = rng.normal(size=(50, 4))
    y = (X[:, 0] * X[:, 1] > 0).astype(int)
    model = MLPClassifier((6,), max_iter=2000, random_state=0).fit(X, y)
    (W1, W2), (b1, b2) = model.coefs_, model.intercepts_
    P = forward({"W1": W1, "b1": b1, "W2": W2, "b2": b2}, X)["P"]
    assert P.std() > 0.2
    np.testing.assert_allclose(P, model.predict_proba(X)[:, 1:], rtol=1e-12)


@pytest.mark.parametrize("seed", range(5))
def test_forward_and_backward_are_torchs(torch, seed):
    params, X, y = network(seed)
    theirs = {k: torch.tensor(w, requires_grad=True) for k, w in params.items()}
    Z1 = torch.tensor(X) @ theirs["W1"] + theirs["b1"]
    A1 = torch.relu(Z1)
    Z2 = A1 @ theirs["W2"] + theirs["b2"]
    P = torch.sigmoid(Z2)
    torch.nn.functional.binary_cross_entropy(P, torch.tensor(y)).backward()

    cache = forward(params, X)
    for name, value in {"Z1": Z1, "A1": A1, "Z2": Z2, "P": P}.items():
        np.testing.assert_allclose(cache[name], value.detach().numpy(), rtol=1e-12, atol=1e-14)
    grads = backward(params, cache, X, y)
    assert grads.keys() == params.keys()
    for k, w in theirs.items():
        assert grads[k].shape == params[k].shape
        np.testing.assert_allclose(grads[k], w.grad.numpy(), rtol=1e-10, atol=1e-14)


@pytest.mark.parametrize("key", ["W1", "b1", "W2", "b2"])
def test_backward_is_the_slope_of_the_loss(key):
    params, X, y = network(seed=3)
    grads = backward(params, forward(params, X), X, y)

    def loss(w):
        return bce(y, forward(params | {key: w}, X)["P"])

    np.testing.assert_allclose(grads[key], numerical_gradient(loss, params[key]), atol=1e-9)
