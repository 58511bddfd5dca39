"""A mistake in forward is not charged to backward, which is judged against the student's own forward."""

import pytest

from tests.helpers.nearly_right import backward_with, forward_with
from tests.helpers.seeds import each_seed
from tests.helpers.source import source

OWN_NETWORKS = {
    "tanh": ("np.tanh(Z1)", "dA1 * (1 - np.tanh(cache['Z1']) ** 2)"),
    "tanh, kept": ("np.tanh(Z1)", "dA1 * (1 - cache['A1'] ** 2)"),
    "linear": ("Z1", "dA1"),
    "leaky": ("np.where(Z1 > 0, Z1, 0.1 * Z1)", "dA1 * np.where(cache['Z1'] > 0, 1, 0.1)"),
    "sigmoid": ("1 / (1 + np.exp(-Z1))", "dA1 * cache['A1'] * (1 - cache['A1'])"),
    "doubled": ("2 * np.maximum(0, Z1)", "2 * dA1 * (cache['Z1'] > 0)"),
}

WRONG_FORWARDS = {
    "not written": "raise NotImplementedError",
    "fails": "return nothing_of_that_name",
    "nothing": "return None",
    "text": "return 'cache'",
    "no b1": forward_with(Z1="X @ params['W1']"),
    "no b2": forward_with(Z2="A1 @ params['W2']"),
    "linear": forward_with(A1="Z1"),
    "no sigmoid": forward_with(P="Z2"),
    "decides": forward_with(P="(Z2 > 0) * 1.0"),
    "constant": "return {'P': 0.5 * np.ones((len(X), 1))}",
}


@pytest.mark.parametrize("parts", [{}, {"Z2": "A1 @ params['W2']"}], ids=["right", "no b2"])
@each_seed
def test_backward_may_use_what_forward_adds_to_the_cache(judge, parts, seed):
    keeps_its_mask = forward_with(**parts).replace('"P": P', '"P": P, "on": Z1 > 0')
    forward = source("forward", keeps_its_mask)
    backward = source("backward", backward_with(dZ1="dA1 * cache['on']"))
    verdict = judge(forward + backward, "backward", seed)
    assert verdict.passed, verdict.message


@pytest.mark.parametrize("title", WRONG_FORWARDS)
@each_seed
def test_a_wrong_forward_costs_backward_nothing(judge, title, seed):
    both = source("forward", WRONG_FORWARDS[title]) + source("backward", backward_with())
    verdict = judge(both, "backward", seed)
    assert verdict.passed, verdict.message


@pytest.mark.parametrize("title", [t for t in WRONG_FORWARDS if t != "not written"])
def test_a_wrong_forward_may_be_called_again(judge, title):
    calls_forward = backward_with().replace("n = ", "cache, n = forward(params, X), ")
    both = source("forward", WRONG_FORWARDS[title]) + source("backward", calls_forward)
    verdict = judge(both, "backward")
    assert verdict.passed, verdict.message


@pytest.mark.parametrize("title", OWN_NETWORKS)
@each_seed
def test_the_gradient_of_ones_own_network_is_right(judge, title, seed):
    activation, way_back = OWN_NETWORKS[title]
    forward = source("forward", forward_with(A1=activation))
    both = forward + source("backward", backward_with(dZ1=way_back))
    assert not judge(both, "forward", seed).passed
    verdict = judge(both, "backward", seed)
    assert verdict.passed, verdict.message


@pytest.mark.parametrize("title", OWN_NETWORKS)
def test_the_gradient_of_another_network_is_wrong(judge, title):
    _, way_back = OWN_NETWORKS[title]
    assert not judge(source("backward", backward_with(dZ1=way_back))).passed


@pytest.mark.parametrize("title", OWN_NETWORKS)
def test_a_mistake_in_the_gradient_of_ones_own_network_counts(judge, title):
    activation, way_back = OWN_NETWORKS[title]
    forward = source("forward", forward_with(A1=activation))
    backward = source("backward", backward_with(dZ1=way_back, b1="dZ1.mean(axis=0)"))
    verdict = judge(forward + backward, "backward")
    assert not verdict.passed
    assert verdict.share == pytest.approx(21 / 29)


@pytest.mark.parametrize("title", WRONG_FORWARDS)
@pytest.mark.parametrize(
    ("id", "parts"),
    [
        ("no-mean", {"dZ2": "cache['P'] - y"}),
        ("mask-from-gradient", {"dZ1": "dA1 * (dA1 > 0)"}),
        ("sign", {"dZ2": "(y - cache['P']) / n"}),
    ],
)
def test_known_mistakes_are_named_beside_a_wrong_forward(judge, title, id, parts):
    backward = source("backward", backward_with(**parts))
    verdict = judge(source("forward", WRONG_FORWARDS[title]) + backward, "backward")
    assert verdict.misconception == f"backward/{id}"


@pytest.mark.parametrize(
    "forward",
    [
        "return {'P': 0.5 * np.ones((len(X), 1))}",
        "return {'P': np.full((len(X), 1), 1 / (1 + np.exp(-sum(w.sum() for w in params.values()))))}",
    ],
    ids=["constant", "blind to X"],
)
def test_no_gradient_fits_a_forward_that_is_no_network(judge, forward):
    zeros = "return {k: 0 * w for k, w in params.items()}"
    mean = "return {k: 0 * w + np.mean(forward(params, X)['P'] - y) for k, w in params.items()}"
    for backward in (zeros, mean):
        verdict = judge(source("forward", forward) + source("backward", backward), "backward")
        assert not verdict.passed
        assert verdict.share == 0
