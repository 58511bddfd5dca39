"""A neuron and a layer against the course's example, scikit-learn and PyTorch."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import Perceptron

from dlref.neuron import dense, merge_linear, perceptron, weighted_sum


def test_weighted_sum_of_the_course_notes():
    z = weighted_sum(np.array([0.5, -0.2, 0.1]), np.array([0.4, 0.7, -0.3]), 0.1)
    assert z == pytest.approx(0.1300, abs=1e-12)  # 0.20 - 0.14 - 0.03 + 0.10


def test_perceptron_is_silent_at_exactly_zero():
    x, w = np.array([1.0, 2.0]), np.array([3.0, -1.0])  # x·w = 1
    assert [perceptron(x, w, b) for b in (-1.5, -1.0, -0.5)] == [0, 0, 1]


def test_perceptron_decides_as_scikit_learn_does(rng):
    X = rng.normal(size=(60, 4))
    y = X @ [1.0, -2.0, 0.5, 0.0] > 0.3
    model = Perceptron(random_state=0).fit(X, y)
    ours = [perceptron(x, model.coef_[0], model.intercept_[0]) for x in X]
    assert 0 < sum(ours) < 60
    np.testing.assert_array_equal(ours, model.predict(X))


def test_dense_is_torchs_linear_layer(torch, rng):
    X, W, b = rng.normal(size=(5, 3)), rng.normal(size=(3, 4)), rng.normal(size=4)
    theirs = torch.nn.functional.linear(*map(torch.tensor, (X, W.T.copy(), b)))
    np.testing.assert_allclose(dense(X, W, b), theirs.numpy(), rtol=1e-13, atol=1e-14)


def test_dense_is_one_weighted_sum_for_each_sample_and_unit(rng):
    X, W, b = rng.normal(size=(5, 3)), rng.normal(size=(3, 4)), rng.normal(size=4)
    one_by_one = [[weighted_sum(X[i], W[:, j], b[j]) for j in range(4)] for i in range(5)]
    np.testing.assert_allclose(dense(X, W, b), one_by_one, rtol=1e-13, atol=1e-14)


@settings(deadline=None)
@given(
    n=st.integers(1, 5),
    d=st.integers(1, 5),
    h=st.integers(1, 5),
    k=st.integers(1, 5),
    seed=st.integers(0, 2**32 - 1),
)
def test_merged_layer_equals_the_stack(n, d, h, k, seed):
    draw = np.random.default_rng(seed).normal
    X, W1, b1, W2, b2 = (draw(size=s) for s in ((n, d), (d, h), h, (h, k), k))
    W, b = merge_linear(W1, b1, W2, b2)
    assert W.shape == (d, k)
    assert b.shape == (k,)
    np.testing.assert_allclose(X @ W + b, (X @ W1 + b1) @ W2 + b2, rtol=0, atol=1e-11)
