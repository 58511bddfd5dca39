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


TOYS = {
    "P from all parameters": forward_with(
        P="np.full((len(X), 1), 1 / (1 + np.exp(-sum(w.sum() for w in params.values()))))"
    ),
    "Z2 from all parameters": forward_with(
        Z2="np.full((len(X), 1), sum(w.sum() for w in params.values()))"
    ),
    "all parameters and X": forward_with(
        Z2="X.sum(axis=1, keepdims=True) + sum(w.sum() for w in params.values())"
    ),
    "hidden units left out": forward_with(Z2="X @ params['W1'][:, :1] + params['b2']"),
    "one hidden unit for all": forward_with(A1="np.maximum(0, Z1).mean(1, keepdims=True) + 0 * Z1"),
    "hidden units at rest": forward_with(A1="np.ones_like(Z1)"),
    "next to nothing": forward_with(P="0.5 + 1e-9 * Z2"),
    "samples mixed": forward_with(P="1 / (1 + np.exp(-Z2.mean() + 0 * Z2))"),
    "one weight of each": forward_with(Z1="X[:, :1] * params['W1'][:1] + params['b1']"),
    "weights in P": forward_with(P="1 / (1 + np.exp(-Z2 - params['W1'].sum()))"),
}


@pytest.mark.parametrize("title", TOYS)
@each_seed
def test_the_true_gradient_of_a_toy_earns_nothing(judge, title, seed):
    """Each gradient is right for its toy: it is measured."""
    measured = """
    def loss(p):
        P = toy(p, X)["P"]
        return -float(np.log(np.where(y == 1, P, 1 - P)).mean())
    out = {}
    for name, w in params.items():
        out[name] = np.zeros(w.shape)
        for i in np.ndindex(w.shape):
            ends = []
            for step in (1e-5, -1e-5):
                moved = {k: v.copy() for k, v in params.items()}
                moved[name][i] += step
                ends.append(loss(moved))
            out[name][i] = (ends[0] - ends[1]) / 2e-5
    return out"""
    forward = source("forward", TOYS[title]) + "\ntoy = forward\n"
    verdict = judge(forward + source("backward", measured), "backward", seed)
    assert verdict.share == 0


def test_a_forward_that_plays_a_network_at_other_points_earns_nothing(judge):
    """It remembers the point that backward is asked about, and is a toy there alone."""
    forward = """
    total = sum(w.sum() for w in params.values())
    Z1 = X @ params["W1"] + params["b1"]
    Z2 = Z1 @ params["W2"] + params["b2"]
    seen.append(total)
    if total in seen[:-1] or len(seen) == 1:
        Z2 = total + 0 * Z2
    return {"Z1": Z1, "A1": Z1, "Z2": Z2, "P": 1 / (1 + np.exp(-Z2))}"""
    backward = "return {k: np.full(w.shape, np.mean(cache['P'] - y)) for k, w in params.items()}"
    both = "seen = []\n" + source("forward", forward) + source("backward", backward)
    earned = [check.name for check in judge(both, "backward").checks if check.passed]
    assert earned == ["db2", "arguments"]  # the mean of P - y is the right gradient of b2
