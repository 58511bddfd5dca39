"""What is special to backpropagation: right parts count, and the networks that it is judged on."""

import numpy as np
import pytest

from autograder.workshop.exercises.backprop.network import network
from dlref import backprop as reference
from tests.helpers.nearly_right import backward_with, forward_with
from tests.helpers.seeds import each_seed
from tests.helpers.source import source


@pytest.mark.parametrize(
    ("parts", "misconception", "share"),
    [
        ({"b1": "dZ1.mean(axis=0)"}, None, 3 / 4),
        ({"W1": "X.T @ dZ1 * n", "b1": "dZ1.sum(axis=0) * n"}, "no-mean-layer-1", 1 / 2),
        ({"b2": "0 * dZ2.sum(axis=0)"}, None, 3 / 4),
    ],
)
def test_right_parts_of_a_gradient_count(judge, parts, misconception, share):
    verdict = judge(source("backward", backward_with(**parts)))
    known = None if "/model-" in (verdict.misconception or "") else verdict.misconception
    assert known == (misconception and f"backward/{misconception}")
    # Each part weighs 7, and "leaves its arguments" 1 more once all of them are right.
    assert verdict.share == pytest.approx(share * 28 / 29)


@each_seed
def test_layer_2_counts_where_the_way_back_has_the_wrong_sign(judge, seed):
    verdict = judge(source("backward", backward_with(dA1="-dZ2 @ params['W2'].T")), seed=seed)
    assert verdict.misconception == "backward/sign-layer-1-only"
    assert verdict.share == pytest.approx(14 / 29)


def test_right_parts_of_a_cache_count(judge):
    verdict = judge(source("forward", forward_with(P="np.tanh(Z2)")))
    assert verdict.share == pytest.approx(21 / 29)


def test_slopes_written_into_x_by_a_second_name_are_told_as_that(judge):
    said = judge("""
def numerical_gradient(f, x, h=1e-5):
    grad = x
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old + h
        above = f(x)
        x[i] = old - h
        below = f(x)
        x[i] = old
        grad[i] = (above - below) / (2 * h)
    return grad
""")
    assert "second name" in said.message.lower()
    assert said.misconception is None or "/model-" in said.misconception


def test_gradients_without_a_floor_earn_the_formula(judge_misconception):
    verdict = judge_misconception("relative_error/division-by-zero")
    assert verdict.share == pytest.approx(8 / 10)  # robustness alone is lost, 2 of 7 + 2 + 1


@pytest.mark.parametrize("seed", range(20))
def test_networks_fit_their_caches(seed):
    net = network(np.random.default_rng(seed), 5, 6, 8)
    cache = reference.forward(net["params"], net["X"])
    for name, array in net["cache"].items():
        np.testing.assert_allclose(cache[name], array, atol=1e-9)
    on = cache["Z1"] > 0
    assert (on.any(axis=0) & ~on.all(axis=0)).all()
    assert np.abs(cache["Z1"]).min() > 0.2
