"""Wrong answers of the fourth set: regularization."""

import numpy as np

from autograder.course import held_out
from dlref.regularization import l2_penalty


@held_out("dropout", kind="a fair coin for each unit: p_drop has no say in it", source="written")
def dropout_coin(A, p_drop, rng, training=True):
    if training:
        mask = rng.integers(0, 2, size=A.shape)
        out = A * mask / (1 - p_drop)
    else:
        mask = np.ones(A.shape)
        out = A
    return out, mask


@held_out("dropout", kind="rng.random gets the array, not its shape", source="written")
def dropout_random_of_array(A, p_drop, rng, training=True):
    if not training:
        return A, np.ones_like(A)
    mask = rng.random(A) > p_drop
    return A * mask / (1 - p_drop), mask


@held_out("dropout", kind="the branches are exchanged: drops in evaluation only", source="written")
def dropout_branches(A, p_drop, rng, training=True):
    keep = 1 - p_drop
    if training:
        return A, np.ones(A.shape)
    else:
        mask = (rng.random(A.shape) < keep).astype(float)
        return A * mask / keep, mask


@held_out("dropout", kind="whole samples are dropped, not single units", source="written")
def dropout_whole_samples(A, p_drop, rng, training=True):
    if not training:
        return A, np.ones(A.shape)
    keep_row = rng.random(len(A)) >= p_drop
    mask = np.ones(A.shape)
    for i in range(len(A)):
        if not keep_row[i]:
            mask[i] = 0
    return mask * A / (1 - p_drop), mask


@held_out("dropout", kind="the mask in evaluation is of zeros, not of ones", source="written")
def dropout_evaluation_zeros(A, p_drop, rng, training=True):
    mask = np.zeros(A.shape)
    out = A
    if training:
        mask[rng.random(A.shape) >= p_drop] = 1
        out = A * mask / (1 - p_drop)
    return out, mask


@held_out("dropout_grad", kind="times 1 - p_drop, not divided by it", source="written")
def dropout_grad_times(d_out, mask, p_drop):
    keep = 1 - p_drop
    d_A = d_out * mask
    return d_A * keep


@held_out("dropout_grad", kind="the gradient goes to the dropped units", source="written")
def dropout_grad_dropped(d_out, mask, p_drop):
    dropped = 1 - mask
    return d_out * dropped / (1 - p_drop)


@held_out(
    "dropout_grad", kind="no bracket round 1 - p_drop: p_drop is subtracted", source="written"
)
def dropout_grad_bracket(d_out, mask, p_drop):
    return d_out * mask / 1 - p_drop


@held_out(
    "dropout_grad",
    kind="a mask of floats is used as an index, which NumPy refuses",
    source="written",
)
def dropout_grad_index(d_out, mask, p_drop):
    grad = np.zeros_like(d_out)
    grad[mask] = d_out[mask] / (1 - p_drop)
    return grad


@held_out("l2_penalty", kind="the sum is squared, not each weight", source="written")
def l2_penalty_square_of_sum(params, lam):
    total = 0
    for k in params:
        if k.startswith("W"):
            total += np.sum(params[k]) ** 2
    return lam / 2 * total


@held_out(
    "l2_penalty",
    kind="the total is set to 0 in each turn: only the last matrix is left",
    source="written",
)
def l2_penalty_total_reset(params, lam):
    for name, w in params.items():
        if name[0] == "W":
            penalty = 0
            penalty += np.sum(w**2)
    return 0.5 * lam * penalty


@held_out("l2_penalty", kind="the norm of each matrix, not its square", source="written")
def l2_penalty_norm(params, lam):
    norms = [np.linalg.norm(params[k]) for k in params if k.startswith("W")]
    return lam / 2 * sum(norms)


@held_out("l2_penalty", kind="the key is squared, not its array", source="written")
def l2_penalty_key_squared(params, lam):
    s = 0.0
    for w in params:
        if w.startswith("W"):
            s = s + np.sum(w**2)
    return s * lam / 2


@held_out("l2_grads", kind="lam multiplies the gradient, not the weight", source="written")
def l2_grads_lam_on_gradient(grads, params, lam):
    new = {}
    for k in grads:
        if k.startswith("W"):
            new[k] = grads[k] + lam * grads[k]
        else:
            new[k] = grads[k]
    return new


@held_out("l2_grads", kind="the bias gradients are left out of the result", source="written")
def l2_grads_without_biases(grads, params, lam):
    return {k: grads[k] + lam * params[k] for k in grads if k.startswith("W")}


@held_out(
    "l2_grads",
    kind="the penalty itself, one number, is added to each gradient, not its slope",
    source="written",
)
def l2_grads_penalty_added(grads, params, lam):
    penalty = l2_penalty(params, lam)
    out = dict(grads)
    for name in out:
        if name.startswith("W"):
            out[name] = out[name] + penalty
    return out


@held_out("l2_grads", kind="the key is 'W', which is in neither dict: KeyError", source="written")
def l2_grads_key_w(grads, params, lam):
    new_grads = {k: g.copy() for k, g in grads.items()}
    new_grads["W"] = grads["W"] + lam * params["W"]
    return new_grads


@held_out("l2_grads", kind="the gradient of the loss is replaced by lam * W", source="written")
def l2_grads_replaced(grads, params, lam):
    result = {}
    for key, g in grads.items():
        result[key] = lam * params[key] if key.startswith("W") else g
    return result


@held_out(
    "early_stopping", kind="the best loss starts at 0: no loss is ever lower", source="written"
)
def early_stopping_best_zero(val_losses, patience):
    best = 0
    best_epoch = 0
    waited = 0
    for epoch, loss in enumerate(val_losses):
        if loss < best:
            best = loss
            best_epoch = epoch
            waited = 0
        else:
            waited += 1
        if waited >= patience:
            return epoch, best_epoch
    return len(val_losses) - 1, best_epoch


@held_out("early_stopping", kind="<=: an equal loss counts as a new minimum", source="written")
def early_stopping_equal(val_losses, patience):
    best, best_epoch = float("inf"), 0
    for epoch in range(len(val_losses)):
        if val_losses[epoch] <= best:
            best = val_losses[epoch]
            best_epoch = epoch
        elif epoch - best_epoch >= patience:
            return epoch, best_epoch
    return epoch, best_epoch


@held_out("early_stopping", kind="epochs are counted from 1", source="written")
def early_stopping_from_one(val_losses, patience):
    best_loss = np.inf
    best_epoch = 1
    counter = 0
    for epoch, loss in enumerate(val_losses, start=1):
        if loss < best_loss:
            best_loss, best_epoch, counter = loss, epoch, 0
        else:
            counter += 1
            if counter == patience:
                break
    return epoch, best_epoch


@held_out(
    "early_stopping",
    kind="best_epoch has no value where the first loss is never beaten",
    source="written",
)
def early_stopping_unbound(val_losses, patience):
    best = val_losses[0]
    bad = 0
    for i in range(1, len(val_losses)):
        if val_losses[i] < best:
            best = val_losses[i]
            best_epoch = i
            bad = 0
        else:
            bad += 1
            if bad == patience:
                return i, best_epoch
    return len(val_losses) - 1, best_epoch
