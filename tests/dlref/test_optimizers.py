"""Optimizers against PyTorch's, several steps from zero state; batches by their properties."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlref.optimizers import (
    adam_step,
    adam_step_faster,
    minibatches,
    momentum_step,
    rmsprop_step,
    sgd_step,
    step_decay,
)

STEPS = 6


@pytest.fixture
def params(rng):
    return {"W1": rng.normal(size=(3, 2)), "b1": rng.normal(size=2)}


@pytest.fixture
def all_grads(rng, params):
    """A gradient for each step, one entry of which is always 0."""
    grads = [{k: rng.normal(size=w.shape) for k, w in params.items()} for _ in range(STEPS)]
    for step in grads:
        step["W1"][1, 1] = 0
    return grads


def zeros(params):
    return {k: np.zeros_like(w) for k, w in params.items()}


def torch_path(torch, params, all_grads, optimizer, **settings):
    """The parameters after each step of one of PyTorch's optimizers."""
    theirs = {k: torch.tensor(w) for k, w in params.items()}
    stepper = optimizer(theirs.values(), **settings)
    for grads in all_grads:
        for k, w in theirs.items():
            w.grad = torch.tensor(grads[k])
        stepper.step()
        yield {k: w.numpy().copy() for k, w in theirs.items()}


def assert_same_path(ours, theirs):
    for our_params, their_params in zip(ours, theirs, strict=True):
        assert our_params.keys() == their_params.keys()
        for k in our_params:
            np.testing.assert_allclose(our_params[k], their_params[k], rtol=1e-11, atol=1e-13)


@pytest.mark.parametrize("lr", [0.1, 0.003])
def test_sgd_is_torchs(torch, params, all_grads, lr):
    path, current = [], params
    for grads in all_grads:
        current = sgd_step(current, grads, lr)
        path.append(current)
    assert_same_path(path, torch_path(torch, params, all_grads, torch.optim.SGD, lr=lr))


@pytest.mark.parametrize(("lr", "beta"), [(0.1, 0.9), (0.01, 0.5), (0.03, 0.99)])
def test_momentum_is_torchs(torch, params, all_grads, lr, beta):
    path, current, velocity = [], params, zeros(params)
    for grads in all_grads:
        current, velocity = momentum_step(current, grads, velocity, lr, beta)
        path.append(current)
    theirs = torch_path(torch, params, all_grads, torch.optim.SGD, lr=lr, momentum=beta)
    assert_same_path(path, theirs)


@pytest.mark.parametrize(
    ("lr", "beta", "eps"), [(0.1, 0.9, 1e-8), (0.01, 0.5, 1e-2), (0.03, 0.99, 1e-4)]
)
def test_rmsprop_is_torchs_eps_included(torch, params, all_grads, lr, beta, eps):
    path, current, sq_avg = [], params, zeros(params)
    for grads in all_grads:
        current, sq_avg = rmsprop_step(current, grads, sq_avg, lr, beta, eps)
        path.append(current)
    theirs = torch_path(torch, params, all_grads, torch.optim.RMSprop, lr=lr, alpha=beta, eps=eps)
    assert_same_path(path, theirs)


@pytest.mark.parametrize(
    ("lr", "beta1", "beta2", "eps"),
    [(0.001, 0.9, 0.999, 1e-8), (0.1, 0.5, 0.9, 1e-2), (0.03, 0.8, 0.99, 1e-4)],
)
def test_adam_is_torchs_eps_included(torch, params, all_grads, lr, beta1, beta2, eps):
    path, current, m, v = [], params, zeros(params), zeros(params)
    for t, grads in enumerate(all_grads, start=1):
        current, m, v = adam_step(current, grads, m, v, t, lr, beta1, beta2, eps)
        path.append(current)
    theirs = torch_path(
        torch, params, all_grads, torch.optim.Adam, lr=lr, betas=(beta1, beta2), eps=eps
    )
    assert_same_path(path, theirs)


def test_defaults_are_those_of_the_contract(params, all_grads):
    state, grads = zeros(params), all_grads[0]
    for short, full in [
        (momentum_step(params, grads, state, 0.1), momentum_step(params, grads, state, 0.1, 0.9)),
        (
            rmsprop_step(params, grads, state, 0.1),
            rmsprop_step(params, grads, state, 0.1, 0.9, 1e-8),
        ),
        (
            adam_step(params, grads, state, state, 1),
            adam_step(params, grads, state, state, 1, 0.001, 0.9, 0.999, 1e-8),
        ),
    ]:
        np.testing.assert_equal(short, full)


def test_first_steps_by_hand():
    w, g = {"w": np.array([1.0])}, {"w": np.array([2.0])}
    nothing = {"w": np.array([0.0])}
    assert sgd_step(w, g, 0.1)["w"] == pytest.approx(0.8)
    stepped, velocity = momentum_step(w, g, {"w": np.array([10.0])}, 0.1, beta=0.5)
    assert velocity["w"] == pytest.approx(7)  # 0.5·10 + 2
    assert stepped["w"] == pytest.approx(0.3)
    stepped, sq_avg = rmsprop_step(w, g, nothing, 0.1, beta=0.75, eps=1.0)
    assert sq_avg["w"] == pytest.approx(1)  # 0.25·2²
    assert stepped["w"] == pytest.approx(0.9)  # 1 - 0.1·2/(1 + 1)
    stepped, m, v = adam_step(w, g, nothing, nothing, 1, lr=0.3, beta1=0.5, beta2=0.75, eps=1.0)
    assert (m["w"], v["w"]) == (pytest.approx(1), pytest.approx(1))
    assert stepped["w"] == pytest.approx(0.8)  # hats give back 2 and 4: 1 - 0.3·2/(2 + 1)


def test_both_forms_of_adam_by_hand():
    """g = 3, t = 1, from zero state, with an eps that shows: m = 1.5 and v = 2.25, the hats 3 and 9."""
    g, nothing = {"w": np.array([3.0])}, {"w": np.zeros(1)}
    setting = {"lr": 0.1, "beta1": 0.5, "beta2": 0.75, "eps": 0.5}
    # 0.1 · 3/(3 + 0.5), and with √(1 - 0.75) and 1 - 0.5 in the rate: 0.1 · 0.5/0.5 · 1.5/(1.5 + 0.5)
    for step, moved in ((adam_step, 0.3 / 3.5), (adam_step_faster, 0.075)):
        w, m, v = step({"w": np.array([1.0])}, g, nothing, nothing, 1, **setting)
        np.testing.assert_allclose((w["w"], m["w"], v["w"]), [[1 - moved], [1.5], [2.25]])


@settings(deadline=None)
@given(n=st.integers(1, 30), batch_size=st.integers(1, 35), seed=st.integers(0, 2**32 - 1))
def test_batches_are_a_permutation_that_keeps_rows_and_labels_together(n, batch_size, seed):
    X = np.arange(2.0 * n).reshape(n, 2)
    y = 10 * X[:, :1]
    batches = list(minibatches(X, y, batch_size, np.random.default_rng(seed)))
    sizes = [len(X_batch) for X_batch, _ in batches]
    assert sizes == [batch_size] * (n // batch_size) + [n % batch_size] * (n % batch_size > 0)
    X_seen = np.concatenate([X_batch for X_batch, _ in batches])
    y_seen = np.concatenate([y_batch for _, y_batch in batches])
    np.testing.assert_array_equal(X_seen[X_seen[:, 0].argsort()], X)
    np.testing.assert_array_equal(y_seen, 10 * X_seen[:, :1])


def test_batches_come_in_every_order_equally_often(rng):
    X = np.arange(3.0).reshape(3, 1)
    orders = [tuple(b[0][0, 0] for b in minibatches(X, X, 1, rng)) for _ in range(6000)]
    _, counts = np.unique(orders, axis=0, return_counts=True)
    assert len(counts) == 6
    assert np.abs(counts - 1000).max() < 5 * np.sqrt(6000 * 1 / 6 * 5 / 6)  # five deviations


@pytest.mark.parametrize(("drop", "every"), [(0.5, 10), (0.1, 3)])
def test_step_decay_is_torchs_step_lr(torch, drop, every):
    optimizer = torch.optim.SGD([torch.zeros(1)], lr=0.8)
    schedule = torch.optim.lr_scheduler.StepLR(optimizer, step_size=every, gamma=drop)
    for epoch in range(35):
        assert step_decay(0.8, epoch, drop, every) == pytest.approx(schedule.get_last_lr()[0])
        optimizer.step()
        schedule.step()


def test_step_decay_by_hand():
    assert [step_decay(0.4, epoch) for epoch in (0, 9, 10, 19, 20)] == [0.4, 0.4, 0.2, 0.2, 0.1]
