"""Dropout by relation and statistics, L2 against PyTorch, early stopping by brute force."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import stats

from dlref.regularization import dropout, dropout_grad, early_stopping, l2_grads, l2_penalty


@settings(deadline=None)
@given(
    A=hnp.arrays(float, hnp.array_shapes(), elements=st.floats(-1e6, 1e6)),
    p_drop=st.floats(0, 0.95),
    seed=st.integers(0, 2**32 - 1),
)
def test_output_is_what_the_mask_says(A, p_drop, seed):
    out, mask = dropout(A, p_drop, np.random.default_rng(seed))
    assert out.shape == mask.shape == A.shape
    assert np.isin(mask, [0, 1]).all()
    np.testing.assert_array_equal(out[mask == 0], 0)
    np.testing.assert_allclose(out[mask == 1], A[mask == 1] / (1 - p_drop), rtol=1e-14)


@pytest.mark.parametrize("p_drop", [0.2, 0.5, 0.7])
def test_the_right_share_is_kept_independently(rng, p_drop):
    out, mask = dropout(np.ones((400, 50)), p_drop, rng)
    kept = stats.binomtest(int(mask.sum()), mask.size, 1 - p_drop)
    assert kept.pvalue > 1e-6
    assert out.mean() == pytest.approx(1, abs=5 * np.sqrt(p_drop / (1 - p_drop) / mask.size))
    for units in (mask.mean(axis=0), mask.mean(axis=1)):  # every column and row has its own draws
        assert len(np.unique(units)) > 5
    neighbours = np.corrcoef(mask[:, :-1].ravel(), mask[:, 1:].ravel())[0, 1]
    assert abs(neighbours) < 5 / np.sqrt(mask.size)


@pytest.mark.parametrize("p_drop", [0.2, 0.7])
def test_values_are_those_of_torchs_dropout(torch, rng, p_drop):
    theirs = torch.nn.functional.dropout(torch.full((50, 50), 3.0).double(), p_drop)
    ours, _ = dropout(np.full((50, 50), 3.0), p_drop, rng)
    np.testing.assert_allclose(np.unique(ours), np.unique(theirs.numpy()), rtol=1e-14)


def test_nothing_is_dropped_at_zero_or_without_training(rng):
    A = rng.normal(size=(6, 5))
    for out, mask in [dropout(A, 0.0, rng), dropout(A, 0.7, rng, training=False)]:
        np.testing.assert_array_equal(out, A)
        np.testing.assert_array_equal(mask, np.ones((6, 5)))


@pytest.mark.parametrize("p_drop", [0.0, 0.2, 0.7])
def test_dropout_grad_is_autograd_through_the_same_mask(torch, rng, p_drop):
    A, d_out = rng.normal(size=(6, 5)), rng.normal(size=(6, 5))
    _, mask = dropout(A, p_drop, rng)
    theirs = torch.tensor(A, requires_grad=True)
    out = torch.where(torch.tensor(mask) > 0, theirs / (1 - p_drop), torch.zeros(()).double())
    out.backward(torch.tensor(d_out))
    np.testing.assert_allclose(dropout_grad(d_out, mask, p_drop), theirs.grad.numpy(), rtol=1e-13)


def test_l2_by_hand():
    params = {"W1": np.array([[1.0, -2.0]]), "b1": np.array([9.0]), "W2": np.array([[3.0]])}
    assert l2_penalty(params, lam=0.1) == pytest.approx(0.7)  # 0.05·(1 + 4 + 9)
    grads = l2_grads({k: np.ones_like(w) for k, w in params.items()}, params, lam=0.1)
    np.testing.assert_allclose(grads["W1"], [[1.1, 0.8]])
    np.testing.assert_allclose(grads["b1"], [1.0])
    np.testing.assert_allclose(grads["W2"], [[1.3]])


def test_l2_gradient_is_autograd_of_the_penalty_and_torchs_weight_decay(torch, rng):
    params = {
        "W1": rng.normal(size=(3, 2)),
        "b1": rng.normal(size=2),
        "W2": rng.normal(size=(2, 1)),
    }
    zero = {k: np.zeros_like(w) for k, w in params.items()}
    theirs = {k: torch.tensor(w, requires_grad=True) for k, w in params.items()}
    penalty = 0.3 / 2 * (theirs["W1"].square().sum() + theirs["W2"].square().sum())
    penalty.backward()
    grads = l2_grads(zero, params, 0.3)
    assert l2_penalty(params, 0.3) == pytest.approx(penalty.item(), rel=1e-13)
    for k in ("W1", "W2"):
        np.testing.assert_allclose(grads[k], theirs[k].grad.numpy(), rtol=1e-13)
    np.testing.assert_array_equal(grads["b1"], 0)

    weight = torch.tensor(params["W1"])
    weight.grad = torch.zeros_like(weight)
    torch.optim.SGD([weight], lr=1.0, weight_decay=0.3).step()
    np.testing.assert_allclose(params["W1"] - grads["W1"], weight.numpy(), rtol=1e-13)


def stopping_by_brute_force(losses, patience):
    """The contract's sentence, word by word."""
    new_minimum = [i == 0 or loss < min(losses[:i]) for i, loss in enumerate(losses)]
    stops = (
        epoch
        for epoch in range(patience - 1, len(losses))
        if not any(new_minimum[epoch - patience + 1 : epoch + 1])
    )
    stop = next(stops, len(losses) - 1)
    return stop, losses.index(min(losses[: stop + 1]))


@settings(deadline=None, max_examples=300)
@given(st.lists(st.integers(0, 6), min_size=1, max_size=25), st.integers(1, 6))
def test_early_stopping_is_the_brute_force_statement(losses, patience):
    assert early_stopping(losses, patience) == stopping_by_brute_force(losses, patience)


@pytest.mark.parametrize(
    ("losses", "patience", "expected"),
    [
        ([5, 4, 3, 2], 1, (3, 3)),  # falls to the end
        ([3, 4, 5, 1], 2, (2, 0)),  # the later 1 is never seen
        ([3, 2, 2, 1], 1, (2, 1)),  # an equal loss is not a new minimum
        ([3, 4, 2, 4, 1], 2, (4, 4)),  # the count starts anew at each minimum
        ([3, 2, 4], 3, (2, 1)),  # patience outlasts the losses
        ([7], 1, (0, 0)),
    ],
)
def test_early_stopping_by_hand(losses, patience, expected):
    assert early_stopping(losses, patience) == expected
    assert early_stopping(np.array(losses, dtype=float), patience) == expected
