"""The formulas as the notebook writes them: regularization."""

import numpy as np

from autograder.course import textbook


@textbook("dropout")
def dropout_formula(A, p_drop, rng, training=True):
    if not training:
        return A, np.ones(A.shape)
    mask = (rng.random(A.shape) >= p_drop).astype(float)
    out = A * mask / (1 - p_drop)
    return out, mask


@textbook("dropout_grad")
def dropout_grad_formula(d_out, mask, p_drop):
    return d_out * mask / (1 - p_drop)


@textbook("l2_penalty")
def l2_penalty_loop(params, lam):
    sum_of_squares = 0
    for name, W in params.items():
        if name.startswith("W"):
            sum_of_squares += np.sum(W**2)
    return lam / 2 * sum_of_squares


@textbook("l2_penalty")
def l2_penalty_added_up(params, lam):
    penalty = 0
    for name, W in params.items():
        if name.startswith("W"):
            penalty += lam / 2 * np.sum(W**2)
    return penalty


@textbook("l2_grads")
def l2_grads_loop(grads, params, lam):
    new_grads = {}
    for name, grad in grads.items():
        if name.startswith("W"):
            new_grads[name] = grad + lam * params[name]
        else:
            new_grads[name] = grad
    return new_grads


@textbook("early_stopping")
def early_stopping_loop(val_losses, patience):
    best_loss, best_epoch, count = val_losses[0], 0, 0
    for epoch, loss in enumerate(val_losses):
        if loss < best_loss:
            best_loss = loss
            best_epoch = epoch
            count = 0
        elif epoch > 0:
            count += 1
        if count >= patience:
            return epoch, best_epoch
    return len(val_losses) - 1, best_epoch


@textbook("early_stopping")
def early_stopping_from_infinity(val_losses, patience):
    best_loss, best_epoch, count = np.inf, 0, 0
    stop_epoch = len(val_losses) - 1
    for epoch, loss in enumerate(val_losses):
        if loss < best_loss:
            best_loss, best_epoch, count = loss, epoch, 0
        else:
            count += 1
            if count == patience:
                stop_epoch = epoch
                break
    return stop_epoch, best_epoch
