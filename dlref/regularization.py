"""Regularization: how to learn the pattern and not the samples."""

from collections.abc import Sequence

import numpy as np

from dlref.backprop import Params

__all__ = ["dropout", "dropout_grad", "early_stopping", "l2_grads", "l2_penalty"]


def dropout(
    A: np.ndarray, p_drop: float, rng: np.random.Generator, training: bool = True
) -> tuple[np.ndarray, np.ndarray]:
    """Each element is 0 with probability p_drop, else divided by 1 - p_drop: the mean stays.

    A: any shape; 0 <= p_drop < 1. Returns (out, mask), both shaped as A; the mask is 1 where an
    element is kept. Without training, out is A and the mask is all ones.
    Source: Srivastava et al. 2014; inverted as in the course notes.
    """
    if not training:
        return A, np.ones(A.shape)
    mask = (rng.random(A.shape) >= p_drop).astype(float)
    return A * mask / (1 - p_drop), mask


def dropout_grad(d_out: np.ndarray, mask: np.ndarray, p_drop: float) -> np.ndarray:
    """The gradient takes the way that the signal took: the same mask, the same scale.

    d_out, mask: one shape, which is returned. Source: the derivative of `dropout`.
    """
    return d_out * mask / (1 - p_drop)


def l2_penalty(params: Params, lam: float) -> float:
    """lam/2·Σ W²: a price on large weights. Biases, whose keys do not begin with W, are free.

    Source: course notes, L2.
    """
    return float(lam / 2 * sum(np.sum(w**2) for k, w in params.items() if k.startswith("W")))


def l2_grads(grads: Params, params: Params, lam: float) -> Params:
    """The gradient with that of `l2_penalty` added: g + lam·W for weights, g for biases.

    Returns a new dict with new arrays for the weights. Source: Krogh & Hertz 1992.
    """
    return {k: g + lam * params[k] if k.startswith("W") else g for k, g in grads.items()}


def early_stopping(val_losses: Sequence[float], patience: int) -> tuple[int, int]:
    """Stop once `patience` epochs in a row have brought no new lowest loss; equal is not new.

    val_losses: one number an epoch, at least one; patience >= 1. Returns (stop_epoch, best_epoch),
    counted from 0; stop_epoch is the last epoch where patience never runs out.
    Source: Prechelt 1998.
    """
    best_epoch = 0
    for epoch, loss in enumerate(val_losses):
        if loss < val_losses[best_epoch]:
            best_epoch = epoch
        if epoch - best_epoch == patience:
            break
    return epoch, best_epoch
