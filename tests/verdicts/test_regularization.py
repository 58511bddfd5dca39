"""Verdicts on regularization: right answers pass, wrong ones don't, known ones are named."""

import numpy as np
import pytest

from autograder.exercises import ASSIGNMENTS
from autograder.exercises.regularization.dropout import SURE

NAMES = ASSIGNMENTS["06_regularization"]

WRONG = {
    "dropout that drops nothing": """
def dropout(A, p_drop, rng, training=True):
    return A, np.ones(A.shape)
""",
    "dropout that only scales": """
def dropout(A, p_drop, rng, training=True):
    return A / (1 - p_drop), np.ones(A.shape)
""",
    "dropout with a scaled mask": """
def dropout(A, p_drop, rng, training=True):
    if not training:
        return A, np.ones(A.shape)
    mask = (rng.random(A.shape) >= p_drop) / (1 - p_drop)
    return A * mask, mask
""",
    "dropout with an inverted mask": """
def dropout(A, p_drop, rng, training=True):
    if not training:
        return A, np.ones(A.shape)
    mask = rng.random(A.shape) < p_drop
    return A * ~mask / (1 - p_drop), mask
""",
    "dropout multiplied instead of divided": """
def dropout(A, p_drop, rng, training=True):
    if not training:
        return A, np.ones(A.shape)
    mask = rng.random(A.shape) >= p_drop
    return A * mask * (1 - p_drop), mask
""",
    "dropout with two draws": """
def dropout(A, p_drop, rng, training=True):
    if not training:
        return A, np.ones(A.shape)
    mask = rng.random(A.shape) >= p_drop
    return A * (rng.random(A.shape) >= p_drop) / (1 - p_drop), mask
""",
    "dropout of one half": """
def dropout(A, p_drop, rng, training=True):
    if not training:
        return A, np.ones(A.shape)
    mask = rng.integers(0, 2, A.shape)
    return A * mask / (1 - p_drop), mask
""",
    "dropout of whole rows": """
def dropout(A, p_drop, rng, training=True):
    if not training:
        return A, np.ones(A.shape)
    mask = np.ones(A.shape) * (rng.random((len(A), 1)) >= p_drop)
    return A * mask / (1 - p_drop), mask
""",
    "dropout with a mask for a row": """
def dropout(A, p_drop, rng, training=True):
    if not training:
        return A, np.ones(A.shape)
    mask = rng.random(A.shape[1]) >= p_drop
    return A * mask / (1 - p_drop), mask
""",
    "dropout with NumPy's global generator": """
def dropout(A, p_drop, rng, training=True):
    if not training:
        return A, np.ones(A.shape)
    mask = np.random.rand(*A.shape) >= p_drop
    return A * mask / (1 - p_drop), mask
""",
    "dropout in place": """
def dropout(A, p_drop, rng, training=True):
    if not training:
        return A, np.ones(A.shape)
    mask = rng.random(A.shape) >= p_drop
    A *= mask
    A /= 1 - p_drop
    return A, mask
""",
    "dropout the wrong way round": """
def dropout(A, p_drop, rng, training=True):
    if training:
        return A, np.ones(A.shape)
    mask = rng.random(A.shape) >= p_drop
    return A * mask / (1 - p_drop), mask
""",
    "dropout with zeros as evaluation mask": """
def dropout(A, p_drop, rng, training=True):
    if not training:
        return A, np.zeros(A.shape)
    mask = rng.random(A.shape) >= p_drop
    return A * mask / (1 - p_drop), mask
""",
    "dropout without a mask in evaluation": """
def dropout(A, p_drop, rng, training=True):
    if not training:
        return A
    mask = rng.random(A.shape) >= p_drop
    return A * mask / (1 - p_drop), mask
""",
    "dropout with None in evaluation": """
def dropout(A, p_drop, rng, training=True):
    if not training:
        return A, None
    mask = rng.random(A.shape) >= p_drop
    return A * mask / (1 - p_drop), mask
""",
    "dropout with mask first": """
def dropout(A, p_drop, rng, training=True):
    if not training:
        return np.ones(A.shape), A
    mask = rng.random(A.shape) >= p_drop
    return mask, A * mask / (1 - p_drop)
""",
    "dropout with the mask alone": """
def dropout(A, p_drop, rng, training=True):
    return rng.random(A.shape) >= p_drop
""",
    "dropout with NaN": """
def dropout(A, p_drop, rng, training=True):
    mask = np.full(A.shape, np.nan)
    return A * mask, mask
""",
    "dropout with text": """
def dropout(A, p_drop, rng, training=True):
    return "out", "mask"
""",
    "dropout that stops at 0": """
def dropout(A, p_drop, rng, training=True):
    if not training:
        return A, np.ones(A.shape)
    mask = (rng.random(A.shape) / p_drop >= 1) if p_drop else np.zeros(A.shape)
    return A * mask / (1 - p_drop), mask
""",
    "dropout scaled by what was kept": """
def dropout(A, p_drop, rng, training=True):
    if not training:
        return A, np.ones(A.shape)
    mask = rng.random(A.shape) >= p_drop
    return A * mask / mask.mean(), mask
""",
    "gradient with the mask inverted": """
def dropout_grad(d_out, mask, p_drop):
    return d_out * (1 - mask) / (1 - p_drop)
""",
    "gradient multiplied": """
def dropout_grad(d_out, mask, p_drop):
    return d_out * mask * (1 - p_drop)
""",
    "gradient untouched": """
def dropout_grad(d_out, mask, p_drop):
    return d_out
""",
    "gradient is the mask": """
def dropout_grad(d_out, mask, p_drop):
    return mask / (1 - p_drop)
""",
    "gradient summed": """
def dropout_grad(d_out, mask, p_drop):
    return np.sum(d_out * mask / (1 - p_drop), axis=0)
""",
    "gradient of the kept alone": """
def dropout_grad(d_out, mask, p_drop):
    return d_out[mask == 1] / (1 - p_drop)
""",
    "gradient in place": """
def dropout_grad(d_out, mask, p_drop):
    d_out *= mask
    d_out /= 1 - p_drop
    return d_out
""",
    "gradient without parentheses": """
def dropout_grad(d_out, mask, p_drop):
    return d_out * mask / 1 - p_drop
""",
    "gradient with a scaled mask in mind": """
def dropout_grad(d_out, mask, p_drop):
    return d_out * mask * p_drop
""",
    "penalty of the biases": """
def l2_penalty(params, lam):
    return lam / 2 * sum(np.sum(v**2) for k, v in params.items() if k.startswith("b"))
""",
    "penalty by the norm": """
def l2_penalty(params, lam):
    return lam / 2 * sum(np.linalg.norm(v) for k, v in params.items() if k.startswith("W"))
""",
    "penalty of the first layer": """
def l2_penalty(params, lam):
    return lam / 2 * np.sum(params["W1"] ** 2)
""",
    "penalty of two layers": """
def l2_penalty(params, lam):
    W2 = params["W2"] if "W2" in params else 0
    return lam / 2 * (np.sum(params["W1"] ** 2) + np.sum(np.square(W2)))
""",
    "penalty squares the sum": """
def l2_penalty(params, lam):
    return lam / 2 * sum(np.sum(v) ** 2 for k, v in params.items() if k.startswith("W"))
""",
    "penalty without lam": """
def l2_penalty(params, lam):
    return 0.5 * sum(np.sum(v**2) for k, v in params.items() if k.startswith("W"))
""",
    "penalty not summed": """
def l2_penalty(params, lam):
    return {k: lam / 2 * v**2 for k, v in params.items() if k.startswith("W")}
""",
    "penalty by lam squared": """
def l2_penalty(params, lam):
    return lam**2 / 2 * sum(np.sum(v**2) for k, v in params.items() if k.startswith("W"))
""",
    "penalty divided by its weights": """
def l2_penalty(params, lam):
    W = np.concatenate([v.ravel() for k, v in params.items() if k.startswith("W")])
    return lam / 2 * np.mean(W**2)
""",
    "penalty by plain L1": """
def l2_penalty(params, lam):
    return lam * sum(np.abs(v).sum() for k, v in params.items() if k.startswith("W"))
""",
    "penalty returned in the loop": """
def l2_penalty(params, lam):
    total = 0
    for k in params:
        if k.startswith("W"):
            total += lam / 2 * np.sum(params[k] ** 2)
            return total
""",
    "penalty 0": "def l2_penalty(params, lam): return 0",
    "decay alone": """
def l2_grads(grads, params, lam):
    return {k: lam * params[k] if k.startswith("W") else 0 * params[k] for k in grads}
""",
    "decay without lam": """
def l2_grads(grads, params, lam):
    return {k: g + params[k] if k.startswith("W") else g for k, g in grads.items()}
""",
    "decay of weights, biases left out": """
def l2_grads(grads, params, lam):
    return {k: g + lam * params[k] for k, g in grads.items() if k.startswith("W")}
""",
    "decay by the gradient": """
def l2_grads(grads, params, lam):
    return {k: g + lam * g if k.startswith("W") else g for k, g in grads.items()}
""",
    "decay by the squared weights": """
def l2_grads(grads, params, lam):
    return {k: g + lam * params[k] ** 2 if k.startswith("W") else g for k, g in grads.items()}
""",
    "decay by the sign": """
def l2_grads(grads, params, lam):
    return {k: g + lam * np.sign(params[k]) if k.startswith("W") else g for k, g in grads.items()}
""",
    "decay by the penalty": """
def l2_grads(grads, params, lam):
    return {k: g + lam / 2 * np.sum(params[k] ** 2) if k.startswith("W") else g for k, g in grads.items()}
""",
    "decay of the parameters": """
def l2_grads(grads, params, lam):
    return {k: w - lam * w if k.startswith("W") else w for k, w in params.items()}
""",
    "decay of the biases alone": """
def l2_grads(grads, params, lam):
    return {k: g if k.startswith("W") else g + lam * params[k] for k, g in grads.items()}
""",
    "decay of the first layer": """
def l2_grads(grads, params, lam):
    return {k: g + lam * params[k] if k == "W1" else g for k, g in grads.items()}
""",
    "decay through a dict that is no copy": """
def l2_grads(grads, params, lam):
    new = grads
    for k in new:
        if k.startswith("W"):
            new[k] = new[k] + lam * params[k]
    return new
""",
    "decay through a shallow copy": """
def l2_grads(grads, params, lam):
    new = dict(grads)
    for k in new:
        if k.startswith("W"):
            new[k] += lam * params[k]
    return new
""",
    "decay of the caller's weights": """
def l2_grads(grads, params, lam):
    for k in params:
        if k.startswith("W"):
            params[k] *= lam
    return {k: g + params[k] if k.startswith("W") else g for k, g in grads.items()}
""",
    "stops at a patience of epochs": """
def early_stopping(val_losses, patience):
    stop = min(patience, len(val_losses) - 1)
    return stop, int(np.argmin(val_losses[: stop + 1]))
""",
    "counts epochs from 1": """
def early_stopping(val_losses, patience):
    best = 0
    for epoch, loss in enumerate(val_losses):
        if loss < val_losses[best]:
            best = epoch
        if epoch - best >= patience:
            break
    return epoch + 1, best + 1
""",
    "returns the number of epochs at the end": """
def early_stopping(val_losses, patience):
    best = 0
    for epoch, loss in enumerate(val_losses):
        if loss < val_losses[best]:
            best = epoch
        if epoch - best >= patience:
            return epoch, best
    return len(val_losses), best
""",
    "returns the best loss": """
def early_stopping(val_losses, patience):
    best = 0
    for epoch, loss in enumerate(val_losses):
        if loss < val_losses[best]:
            best = epoch
        if epoch - best >= patience:
            break
    return epoch, val_losses[best]
""",
    "returns the best epoch alone": """
def early_stopping(val_losses, patience):
    return int(np.argmin(val_losses))
""",
    "looks for the highest loss": """
def early_stopping(val_losses, patience):
    best = 0
    for epoch, loss in enumerate(val_losses):
        if loss > val_losses[best]:
            best = epoch
        if epoch - best >= patience:
            break
    return epoch, best
""",
    "says the best is where the patience began": """
def early_stopping(val_losses, patience):
    best = 0
    for epoch, loss in enumerate(val_losses):
        if loss < val_losses[best]:
            best = epoch
        if epoch - best >= patience:
            return epoch, epoch - patience
    return epoch, epoch
""",
    "stops at the first rise": """
def early_stopping(val_losses, patience):
    for epoch in range(1, len(val_losses)):
        if val_losses[epoch] >= val_losses[epoch - 1]:
            return epoch, epoch - 1
    return len(val_losses) - 1, len(val_losses) - 1
""",
    "starts with a best loss of 0.6": """
def early_stopping(val_losses, patience):
    best, best_epoch, waited = 0.6, 0, 0
    for epoch, loss in enumerate(val_losses):
        waited += 1
        if loss < best:
            best, best_epoch, waited = loss, epoch, 0
        if waited >= patience:
            return epoch, best_epoch
    return epoch, best_epoch
""",
    "sorts the caller's losses": """
def early_stopping(val_losses, patience):
    val_losses.sort()
    return len(val_losses) - 1, 0
""",
}

NAMED_AS = {
    "returns the best loss": "early_stopping/best-loss",
    "dropout with a mask for a row": "dropout/one-mask-for-all-rows",
    "dropout without a mask in evaluation": "dropout/only-out",
    "gradient untouched": "dropout_grad/no-mask",
    "penalty by plain L1": "l2_penalty/l1",
    "penalty divided by its weights": "l2_penalty/mean",
    "decay through a dict that is no copy": "l2_grads/in-place",
    "decay through a shallow copy": "l2_grads/in-place",
}
"""Other ways to write a known mistake."""


@pytest.mark.parametrize("what", WRONG)
def test_wrong_in_another_way(judge, what):
    verdict = judge(WRONG[what])
    assert not verdict.passed
    assert verdict.share < 1
    assert verdict.message
    assert verdict.misconception == NAMED_AS.get(what)


def test_a_fair_dropout_is_not_accused_by_chance():
    """The bound on the share kept: under 1 in 10^9 for each of four comparisons, by SciPy."""
    stats = pytest.importorskip("scipy.stats")
    n = 2 * 60 * 50
    for share in (0.8, 0.3):
        slack = SURE * np.sqrt(share * (1 - share) * n)
        outside = stats.binom.cdf(n * share - slack, n, share) + stats.binom.sf(
            n * share + slack - 1, n, share
        )
        assert outside < 1e-9
