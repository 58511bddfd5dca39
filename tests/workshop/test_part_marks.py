"""Points for a part of the work go to those who have done that part."""

from __future__ import annotations

import pytest

WITHOUT_WORK = {
    "nothing dropped": """
def dropout(A, p_drop, rng, training=True):
    return A, np.ones_like(A)
""",
    "everything dropped": """
def dropout(A, p_drop, rng, training=True):
    return np.zeros_like(A), np.zeros_like(A)
""",
    "no gradient": """
def dropout_grad(d_out, mask, p_drop):
    return np.zeros_like(d_out)
""",
    "the mask for a gradient": """
def dropout_grad(d_out, mask, p_drop):
    return np.asarray(mask, float)
""",
    "gradients as they were": """
def l2_grads(grads, params, lam):
    return {name: grad.copy() for name, grad in grads.items()}
""",
    "no gradients": """
def l2_grads(grads, params, lam):
    return {name: np.zeros_like(grad) for name, grad in grads.items()}
""",
    "nobody is ill": """
def predict(params, X):
    return np.zeros((len(X), 1))
""",
    "who knows": """
def predict(params, X):
    return np.full((len(X), 1), 0.5)
""",
}
PART_OF_THE_WORK = {
    "kept units not scaled": """
def dropout(A, p_drop, rng, training=True):
    mask = rng.random(A.shape) >= p_drop if training else np.ones(A.shape)
    return A * mask, mask
""",
    "dropped in evaluation too": """
def dropout(A, p_drop, rng, training=True):
    mask = rng.random(A.shape) >= p_drop
    return A * mask / (1 - p_drop), mask
""",
    "gradient not scaled": """
def dropout_grad(d_out, mask, p_drop):
    return d_out * mask
""",
    "twice the decay": """
def l2_grads(grads, params, lam):
    return {name: g + 2 * lam * params[name] * (name[0] == "W") for name, g in grads.items()}
""",
    "biases decay too": """
def l2_grads(grads, params, lam):
    return {name: grad + lam * params[name] for name, grad in grads.items()}
""",
    "logits": """
def predict(params, X):
    return np.maximum(0, X @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"]
""",
    "labels": """
def predict(params, X):
    Z = np.maximum(0, X @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"]
    return (Z > 0).astype(float)
""",
}


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("what", WITHOUT_WORK)
def test_the_right_shape_alone_earns_nothing(judge, what, seed):
    assert judge(WITHOUT_WORK[what], seed=seed).share == 0


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("what", PART_OF_THE_WORK)
def test_half_right_earns_a_part(judge, what, seed):
    assert 0.2 < judge(PART_OF_THE_WORK[what], seed=seed).share < 0.8
