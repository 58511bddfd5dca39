"""Backpropagation's checks: right answers pass, wrong ones don't, known wrong ones are named."""

import numpy as np
import pytest

from autograder.exercises.backprop import EXERCISES
from autograder.exercises.backprop.network import network
from autograder.oracle import PUBLIC_SEED
from dlref.backprop import forward

SEEDS = (PUBLIC_SEED, 1, 2, 3)
SIGNATURES = {e.name: ", ".join(e.signature) for e in EXERCISES}
SIGNATURES["numerical_gradient"] = "f, x, h=1e-5"

_INIT = """
    W1, W2 = {W1}, {W2}
    return {{"W1": W1, "b1": {b1}, "W2": W2, "b2": {b2}}}"""
_GOOD_START = {
    "W1": "rng.standard_normal((n_features, n_hidden)) * np.sqrt(2 / n_features)",
    "W2": "rng.standard_normal((n_hidden, 1)) * np.sqrt(2 / n_hidden)",
    "b1": "np.zeros(n_hidden)",
    "b2": "np.zeros(1)",
}


def _start(**parts):
    return _INIT.format(**_GOOD_START | parts)


_BACK = """
    n = X.shape[0]
    dZ2 = {dZ2}
    dA1 = {dA1}
    dZ1 = {dZ1}
    return {{"W1": {W1}, "b1": {b1}, "W2": {W2}, "b2": {b2}}}"""
_GOOD_BACK = {
    "dZ2": "(cache['P'] - y) / n",
    "dA1": "dZ2 @ params['W2'].T",
    "dZ1": "dA1 * (cache['Z1'] > 0)",
    "W1": "X.T @ dZ1",
    "b1": "dZ1.sum(axis=0)",
    "W2": "cache['A1'].T @ dZ2",
    "b2": "dZ2.sum(axis=0)",
}


def _back(**parts):
    return _BACK.format(**_GOOD_BACK | parts)


_FORWARD = """
    Z1 = {Z1}
    A1 = {A1}
    Z2 = {Z2}
    P = {P}
    return {{"Z1": Z1, "A1": A1, "Z2": Z2, "P": P}}"""
_GOOD_FORWARD = {
    "Z1": "X @ params['W1'] + params['b1']",
    "A1": "np.maximum(0, Z1)",
    "Z2": "A1 @ params['W2'] + params['b2']",
    "P": "1 / (1 + np.exp(-Z2))",
}


def _forward(**parts):
    return _FORWARD.format(**_GOOD_FORWARD | parts)


_SLOPE = """
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = {up}
        above = f(x)
        x[i] = {down}
        below = f(x)
        x[i] = old
        gradient[i] = {slope}
    return {gives}"""


def _slope(up="old + h", down="old - h", slope="(above - below) / (2 * h)", gives="gradient"):
    return _SLOPE.format(up=up, down=down, slope=slope, gives=gives)


WRONG = {
    "chain_rule": {
        "inner added": "return np.cos(x ** 2) + 2 * x",
        "inner is 2": "return 2 * np.cos(x ** 2)",
        "inner is x": "return x * np.cos(x ** 2)",
        "square of the sine": "return 2 * np.sin(x) * np.cos(x)",
        "cosine squared": "return 2 * x * np.cos(x) ** 2",
        "the function itself": "return np.sin(x ** 2)",
        "cosine of x": "return 2 * x * np.cos(x)",
        "degrees": "return 2 * x * np.cos(np.radians(x ** 2))",
        "rounded": "return np.round(2 * x * np.cos(x ** 2), 3)",
        "one number": "return np.sum(2 * x * np.cos(x ** 2))",
        "sizes only": "return np.abs(2 * x * np.cos(x ** 2))",
        "changes x": "x *= 2\n    return x * np.cos((x / 2) ** 2)",
    },
    "numerical_gradient": {
        "backward difference": _slope(up="old"),
        "sign": _slope(slope="(below - above) / (2 * h)"),
        "own h": "h = 1e-5" + _slope(),
        "no division": _slope(slope="above - below"),
        "sum of both": _slope(slope="(above + below) / (2 * h)"),
        "one number": _slope(gives="gradient.sum()"),
        "flat": _slope(gives="gradient.ravel()"),
        "first axis only": """
    gradient = np.zeros(x.shape)
    for i in range(len(x)):
        old = x[i].copy()
        x[i] = old + h
        above = f(x)
        x[i] = old - h
        below = f(x)
        x[i] = old
        gradient[i] = (above - below) / (2 * h)
    return gradient""",
        "relative step": _slope(up="old * (1 + h)", down="old * (1 - h)"),
        "f of one element": """
    return np.array([(f(v + h) - f(v - h)) / (2 * h) for v in x])""",
        "leaves the last one": """
    gradient = np.zeros(x.shape)
    for i in range(x.size - 1):
        step = np.zeros(x.size)
        step[i] = h
        step = step.reshape(x.shape)
        gradient.ravel()[i] = (f(x + step) - f(x - step)) / (2 * h)
    return gradient""",
        "x stays raised": """
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old - h
        below = f(x)
        x[i] = old + h
        gradient[i] = (f(x) - below) / (2 * h)
    return gradient""",
        "returns early": """
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[i] = h
        gradient[i] = (f(x + step) - f(x - step)) / (2 * h)
        return gradient""",
    },
    "relative_error": {
        "minimum": "return np.min(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b)))",
        "by a alone": "return np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a)))",
        "by the larger": "return np.max(np.abs(a - b) / np.maximum(1e-8, np.maximum(np.abs(a), np.abs(b))))",
        "by the mean": "return np.max(np.abs(a - b) / np.maximum(1e-8, (np.abs(a) + np.abs(b)) / 2))",
        "no sizes above": "return np.max((a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b)))",
        "not reduced": "return np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))",
        "worst of each": "return np.max(np.abs(a - b)) / max(1e-8, np.max(np.abs(a) + np.abs(b)))",
        "norms": "return np.linalg.norm(np.subtract(a, b)) / (np.linalg.norm(a) + np.linalg.norm(b) + 1e-8)",
        "no parentheses": "return np.max(np.abs(a - b) / np.abs(a) + np.abs(b))",
        "floor too high": "return np.max(np.abs(a - b) / np.maximum(1e-2, np.abs(a) + np.abs(b)))",
        "sum": "return np.sum(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b)))",
        "percent": "return 100 * np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b)))",
    },
    "init_params": {
        "not scaled": _start(W1="rng.standard_normal((n_features, n_hidden))"),
        "variance for deviation": _start(
            W1="rng.standard_normal((n_features, n_hidden)) * 2 * n_features"
        ),
        "global generator": _start(W1="np.random.randn(n_features, n_hidden) * 0.01"),
        "fixed layer 2": _start(W2="np.random.default_rng(1).normal(0, 0.05, (n_hidden, 1))"),
        "biases of one": _start(b1="np.ones(n_hidden)"),
        "random biases": _start(b2="rng.standard_normal(1)"),
        "bias as a row": _start(b1="np.zeros((1, n_hidden))"),
        "flat W2": _start(W2="rng.standard_normal(n_hidden) * np.sqrt(2 / n_hidden)"),
        "W2 of zeros": _start(W2="np.zeros((n_hidden, 1))"),
        "clones": _start(
            W1="np.repeat(rng.standard_normal((n_features, 1)), n_hidden, axis=1) * 0.05"
        ),
        "same for each gene": _start(
            W1="np.tile(rng.standard_normal(n_hidden), (n_features, 1)) * 0.05"
        ),
        "next to nothing": _start(W1="rng.standard_normal((n_features, n_hidden)) * 1e-7"),
        "all negative": _start(W1="-rng.random((n_features, n_hidden)) * 0.05"),
        "leaning": _start(W1="rng.uniform(-0.01, 0.05, (n_features, n_hidden))"),
        "no b2": """
    return {"W1": 0.01 * rng.standard_normal((n_features, n_hidden)), "b1": np.zeros(n_hidden),
            "W2": 0.01 * rng.standard_normal((n_hidden, 1))}""",
        "a tuple": """
    return 0.01 * rng.standard_normal((n_features, n_hidden)), np.zeros(n_hidden)""",
        "number for b2": _start(b2="0.0"),
    },
    "forward": {
        "no b1": _forward(Z1="X @ params['W1']"),
        "minus b1": _forward(Z1="X @ params['W1'] - params['b1']"),
        "leaky": _forward(A1="np.where(Z1 > 0, Z1, 0.01 * Z1)"),
        "abs": _forward(A1="np.abs(Z1)"),
        "one maximum": _forward(A1="np.maximum(0, Z1.max(axis=0)) + 0 * Z1"),
        "sigmoid rises the wrong way": _forward(P="1 / (1 + np.exp(Z2))"),
        "tanh output": _forward(P="np.tanh(Z2)"),
        "relu output": _forward(P="1 / (1 + np.exp(-np.maximum(0, Z2)))"),
        "sigmoid twice": _forward(P="1 / (1 + np.exp(-1 / (1 + np.exp(-Z2))))"),
        "softmax of one": _forward(P="np.exp(Z2) / np.exp(Z2).sum(axis=1, keepdims=True)"),
        "over the batch": _forward(P="np.exp(Z2) / np.exp(Z2).sum()"),
        "flat": _forward(P="(1 / (1 + np.exp(-Z2))).ravel()"),
        "b1 in layer 2": _forward(Z2="A1 @ params['W2'] + params['b1'][0]"),
        "P only": "return 1 / (1 + np.exp(-X @ params['W1'] @ params['W2']))",
        "no Z2": """
    Z1 = X @ params["W1"] + params["b1"]
    A1 = np.maximum(0, Z1)
    P = 1 / (1 + np.exp(-(A1 @ params["W2"] + params["b2"])))
    return {"Z1": Z1, "A1": A1, "P": P}""",
        "ReLU over Z1": """
    Z1 = X @ params["W1"] + params["b1"]
    A1 = Z1
    A1[A1 < 0] = 0
    Z2 = A1 @ params["W2"] + params["b2"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": 1 / (1 + np.exp(-Z2))}""",
        "prints": """
    Z1 = X @ params["W1"] + params["b1"]
    print(Z1)""",
        "bias in place": """
    W1, b1, W2, b2 = params.values()
    Z1 = X @ W1 + b1
    A1 = np.maximum(0, Z1)
    b2 += (A1 @ W2)[0]
    return {"Z1": Z1, "A1": A1, "Z2": A1 @ W2 + b2, "P": A1 @ W2}""",
    },
    "backward": {
        "half": _back(dZ2="(cache['P'] - y) / (2 * n)"),
        "logit for probability": _back(dZ2="(cache['Z2'] - y) / n"),
        "derivative by P": _back(dZ2="((1 - y) / (1 - cache['P']) - y / cache['P']) / n"),
        "mask inverted": _back(dZ1="dA1 * (cache['Z1'] < 0)"),
        "leaky mask": _back(dZ1="dA1 * np.where(cache['Z1'] > 0, 1, 0.01)"),
        "mask of Z2": _back(dZ1="dA1 * (cache['Z2'] > 0)"),
        "times Z1": _back(dZ1="dA1 * cache['Z1']"),
        "sigmoid's slope in the middle": _back(dZ1="dA1 * cache['A1'] * (1 - cache['A1'])"),
        "W2 forgotten on the way": _back(dA1="np.repeat(dZ2, len(params['W2']), axis=1)"),
        "mean over units": _back(b1="dZ1.mean(axis=0)"),
        "bias over the wrong axis": _back(b1="dZ1.sum(axis=1)"),
        "all bias the same": _back(b1="dZ1.sum() * np.ones(dZ1.shape[1])"),
        "number for b2": _back(b2="dZ2.sum()"),
        "W1 transposed": _back(W1="dZ1.T @ X"),
        "W2 flat": _back(W2="(cache['A1'].T @ dZ2).ravel()"),
        "P for A1": _back(W2="cache['A1'].T @ cache['P'] / n"),
        "dA1 for dZ1 in W1": _back(W1="X.T @ dA1"),
        "dA1 for dZ1 in b1": _back(b1="dA1.sum(axis=0)"),
        "A1 for X": _back(W1="(cache['A1'][:, :1] * X).T @ dZ1"),
        "first sample": _back(W1="X[:1].T @ dZ1[:1]"),
        "decay added": _back(W2="cache['A1'].T @ dZ2 + 0.01 * params['W2']"),
        "W2's sign": _back(dA1="-dZ2 @ params['W2'].T"),
        "n off by one": _back(dZ2="(cache['P'] - y) / (n - 1 + (n == 1))"),
        "biases forgotten": """
    dZ2 = (cache["P"] - y) / len(X)
    dZ1 = dZ2 @ params["W2"].T * (cache["Z1"] > 0)
    return {"W1": X.T @ dZ1, "W2": cache["A1"].T @ dZ2}""",
        "names with d": """
    dZ2 = (cache["P"] - y) / len(X)
    dZ1 = dZ2 @ params["W2"].T * (cache["Z1"] > 0)
    return {"dW1": X.T @ dZ1, "db1": dZ1.sum(0), "dW2": cache["A1"].T @ dZ2, "db2": dZ2.sum(0)}""",
        "a tuple": """
    dZ2 = (cache["P"] - y) / len(X)
    dZ1 = dZ2 @ params["W2"].T * (cache["Z1"] > 0)
    return X.T @ dZ1, dZ1.sum(0), cache["A1"].T @ dZ2, dZ2.sum(0)""",
        "changes the cache": """
    cache["P"] -= y
    dZ2 = cache["P"] / len(X)
    dZ1 = dZ2 @ params["W2"].T * (cache["Z1"] > 0)
    return {"W1": X.T @ dZ1, "b1": dZ1.sum(0), "W2": cache["A1"].T @ dZ2, "b2": dZ2.sum(0)}""",
        "weights change": _back().replace("return", "params['W1'] -= X.T @ dZ1\n    return"),
    },
}


def _source(name: str, body: str) -> str:
    return f"def {name}({SIGNATURES[name]}):\n    {body.strip()}\n"


def _each(table):
    return [
        pytest.param(name, body, id=f"{name}: {title}")
        for name, bodies in table.items()
        for title, body in bodies.items()
    ]


@pytest.mark.parametrize(("name", "body"), _each(WRONG))
def test_wrong_does_not_pass(judge, name, body):
    for seed in SEEDS:
        verdict = judge(_source(name, body), seed=seed)
        assert not verdict.passed
        assert verdict.share < 1
        assert verdict.message


@pytest.mark.parametrize(
    ("parts", "misconception", "share"),
    [
        ({"b1": "dZ1.mean(axis=0)"}, None, 3 / 4),
        ({"W1": "X.T @ dZ1 * n", "b1": "dZ1.sum(axis=0) * n"}, "no-mean-layer-1", 1 / 2),
        ({"b2": "0 * dZ2.sum(axis=0)"}, None, 3 / 4),
    ],
)
def test_right_parts_of_a_gradient_count(judge, parts, misconception, share):
    verdict = judge(_source("backward", _back(**parts)))
    assert verdict.misconception == (misconception and f"backward/{misconception}")
    # Each part weighs 7, and "leaves its arguments" 1 more once all of them are right.
    assert verdict.share == pytest.approx(share * 28 / 29)


def test_right_parts_of_a_cache_count(judge):
    verdict = judge(_source("forward", _forward(P="np.tanh(Z2)")))
    assert verdict.share == pytest.approx(21 / 29)


def test_gradients_without_a_floor_earn_the_formula(judge_misconception):
    verdict = judge_misconception("relative_error/division-by-zero")
    assert verdict.share == pytest.approx(8 / 10)  # robustness alone is lost, 2 of 7 + 2 + 1


@pytest.mark.parametrize("seed", range(20))
def test_networks_fit_their_caches(seed):
    net = network(np.random.default_rng(seed), 5, 6, 8)
    cache = forward(net["params"], net["X"])
    for name, array in net["cache"].items():
        np.testing.assert_allclose(cache[name], array, atol=1e-9)
    on = cache["Z1"] > 0
    assert (on.any(axis=0) & ~on.all(axis=0)).all()
    assert np.abs(cache["Z1"]).min() > 0.2


@pytest.mark.parametrize("value", ["None", "3.0", "'x'", "{}", "[]", "[[1], [2, 3]]", "10 ** 400"])
@pytest.mark.parametrize("name", SIGNATURES)
def test_odd_values_are_met_with_a_sentence(judge, name, value):
    for body in (value, f"{{'W1': {value}, 'b1': {value}, 'W2': {value}, 'b2': {value}}}"):
        verdict = judge(f"def {name}({SIGNATURES[name]}):\n    return {body}", name)
        assert not verdict.passed
        assert verdict.message


# --- follow-through: a mistake in forward isn't charged to backward ---

KEEPS_ITS_MASK = _FORWARD.replace('"P": P', '"P": P, "on": Z1 > 0')

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
    "no b1": _forward(Z1="X @ params['W1']"),
    "no b2": _forward(Z2="A1 @ params['W2']"),
    "linear": _forward(A1="Z1"),
    "no sigmoid": _forward(P="Z2"),
    "decides": _forward(P="(Z2 > 0) * 1.0"),
    "constant": "return {'P': 0.5 * np.ones((len(X), 1))}",
}


@pytest.mark.parametrize("Z2", [_GOOD_FORWARD["Z2"], "A1 @ params['W2']"])
def test_backward_may_use_what_forward_adds_to_the_cache(judge, Z2):
    forward = _source("forward", KEEPS_ITS_MASK.format(**_GOOD_FORWARD | {"Z2": Z2}))
    backward = _source("backward", _back(dZ1="dA1 * cache['on']"))
    for seed in SEEDS:
        verdict = judge(f"{forward}\n{backward}", "backward", seed)
        assert verdict.passed, verdict.message


@pytest.mark.parametrize("title", WRONG_FORWARDS)
def test_a_wrong_forward_costs_backward_nothing(judge, title):
    sources = [_source("forward", WRONG_FORWARDS[title]), _source("backward", _back())]
    for seed in SEEDS:
        verdict = judge("\n".join(sources), "backward", seed)
        assert verdict.passed, verdict.message


@pytest.mark.parametrize("title", [t for t in WRONG_FORWARDS if t != "not written"])
def test_a_wrong_forward_may_be_called_again(judge, title):
    body = _back(dZ2="(cache['P'] - y) / n").replace("n = ", "cache, n = forward(params, X), ")
    sources = [_source("forward", WRONG_FORWARDS[title]), _source("backward", body)]
    verdict = judge("\n".join(sources), "backward")
    assert verdict.passed, verdict.message


@pytest.mark.parametrize("title", OWN_NETWORKS)
def test_the_gradient_of_ones_own_network_is_right(judge, title):
    activation, way_back = OWN_NETWORKS[title]
    forward = _source("forward", _forward(A1=activation))
    both = f"{forward}\n{_source('backward', _back(dZ1=way_back))}"
    for seed in SEEDS:
        assert not judge(both, "forward", seed).passed
        verdict = judge(both, "backward", seed)
        assert verdict.passed, verdict.message


@pytest.mark.parametrize("title", OWN_NETWORKS)
def test_the_gradient_of_another_network_is_wrong(judge, title):
    _, way_back = OWN_NETWORKS[title]
    source = _source("backward", _back(dZ1=way_back))
    assert not judge(source, "backward").passed


@pytest.mark.parametrize("title", OWN_NETWORKS)
def test_a_mistake_in_the_gradient_of_ones_own_network_counts(judge, title):
    activation, way_back = OWN_NETWORKS[title]
    forward = _source("forward", _forward(A1=activation))
    backward = _source("backward", _back(dZ1=way_back, b1="dZ1.mean(axis=0)"))
    verdict = judge(f"{forward}\n{backward}", "backward")
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
    backward = _source("backward", _back(**parts))
    verdict = judge(f"{_source('forward', WRONG_FORWARDS[title])}\n{backward}", "backward")
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
        both = f"{_source('forward', forward)}\n{_source('backward', backward)}"
        verdict = judge(both, "backward")
        assert not verdict.passed
        assert verdict.share == 0
