"""Wrong answers of the seventh set: regularization."""

import numpy as np

from autograder.course import held_out
from dlref.regularization import l2_penalty


@held_out(
    "dropout",
    kind="keeps where the draw is below p_drop: a share p is kept instead of dropped",
    source="written",
)
def dropout_condition_reversed(A, p_drop, rng, training=True):
    if training:
        mask = rng.random(A.shape) < p_drop
        return A * mask / (1 - p_drop), mask
    return A, np.ones(A.shape)


@held_out("dropout", kind="the survivors are not scaled up by 1/(1-p)", source="written")
def dropout_no_scale(A, p_drop, rng, training=True):
    mask = np.ones(A.shape)
    if not training:
        return A, mask
    draws = rng.random(A.shape)
    mask[draws < p_drop] = 0
    out = A * mask
    return out, mask


@held_out(
    "dropout",
    kind="one draw for each unit, shared by all samples; mask is (h,) not A's shape",
    source="written",
)
def dropout_one_row(A, p_drop, rng, training=True):
    n_units = A.shape[-1]
    if training == False:
        return A, np.ones(A.shape)
    keep = 1 - p_drop
    mask = (rng.random(n_units) < keep).astype(int)
    out = A * mask / keep
    return out, mask


@held_out(
    "dropout",
    kind="scales A by 1-p in evaluation, too, as in plain dropout",
    source="written",
)
def dropout_scaled_in_evaluation(A, p_drop, rng, training=True):
    keep_prob = 1.0 - p_drop
    if training:
        mask = (rng.random(A.shape) >= p_drop).astype(float)
        out = A * mask / keep_prob
    else:
        mask = np.ones_like(A, dtype=float)
        out = A * keep_prob  # make up for the units that are now on
    return out, mask


@held_out(
    "dropout",
    kind="mask by coin toss with rng.integers(0, 2): drops half, p_drop not used",
    source="written",
)
def dropout_coin(A, p_drop, rng, training=True):
    if training:
        mask = rng.integers(0, 2, size=A.shape)
    else:
        return A, np.ones(A.shape)
    out = (A * mask) / (1 - p_drop)
    return out, mask


@held_out("dropout", kind="the mask handed back is scaled by 1/(1-p)", source="written")
def dropout_scaled_mask(A, p_drop, rng, training=True):
    if not training:
        return A, np.ones(A.shape)
    mask = (rng.random(size=A.shape) > p_drop) / (1 - p_drop)
    return A * mask, mask


@held_out(
    "dropout_grad", kind="multiplies by 1-p on the way back instead of dividing", source="written"
)
def dropout_grad_times_keep(d_out, mask, p_drop):
    keep = 1 - p_drop
    return d_out * mask * keep


@held_out("dropout_grad", kind="the scale 1/(1-p) is forgotten", source="written")
def dropout_grad_mask_only(d_out, mask, p_drop):
    # silent units get no gradient
    return np.where(mask == 1, d_out, 0.0)


@held_out(
    "dropout_grad",
    kind="selects the kept entries by indexing: a shorter 1-d array comes back",
    source="written",
)
def dropout_grad_selected(d_out, mask, p_drop):
    kept = np.asarray(mask).astype(bool)
    grad = d_out[kept] / (1 - p_drop)
    return grad


@held_out("l2_penalty", kind="the biases are penalised, too", source="written")
def l2_penalty_biases(params, lam):
    return lam / 2 * sum(np.sum(value**2) for value in params.values())


@held_out(
    "l2_penalty",
    kind="return inside the loop: only the first weight matrix counts",
    source="written",
)
def l2_penalty_return_indent(params, lam):
    total = 0
    for name, value in params.items():
        if name.startswith("W"):
            total += np.sum(np.square(value))
            return lam / 2 * total


@held_out("l2_penalty", kind="sums the weights first and squares the sum", source="written")
def l2_penalty_square_of_sum(params, lam):
    s = 0.0
    for key in params:
        if key[0] == "W":
            s = s + params[key].sum() ** 2
    penalty = 0.5 * lam * s
    return penalty


@held_out(
    "l2_penalty",
    kind="adds the norms, without squaring them (root of the sum)",
    source="written",
)
def l2_penalty_norm(params, lam):
    weights = [v for k, v in params.items() if k.startswith("W")]
    norms = [np.linalg.norm(W) for W in weights]
    return (lam / 2) * np.sum(norms)


@held_out(
    "l2_grads",
    kind="a copied dict shares its arrays: += changes the caller's gradients",
    source="written",
)
def l2_grads_shallow_copy(grads, params, lam):
    new_grads = grads.copy()
    for name in new_grads:
        if name.startswith("W"):
            new_grads[name] += lam * params[name]
    return new_grads


@held_out(
    "l2_grads",
    kind="adds the penalty itself, one number, instead of its derivative lam * W",
    source="written",
)
def l2_grads_penalty_added(grads, params, lam):
    penalty = l2_penalty(params, lam)
    result = {}
    for name, g in grads.items():
        if name.startswith("W"):
            result[name] = g + penalty
        else:
            result[name] = g
    return result


@held_out("l2_grads", kind="the biases' gradients are missing from the result", source="written")
def l2_grads_biases_left_out(grads, params, lam):
    return {k: g + lam * params[k] for k, g in grads.items() if k.startswith("W")}


@held_out(
    "l2_grads",
    kind="subtracts lam * W, as if this were already the shrinking step",
    source="written",
)
def l2_grads_subtracted(grads, params, lam):
    out = {}
    for name, grad in grads.items():
        decay = lam * params[name] if "W" in name else 0
        out[name] = grad - decay
    return out


@held_out(
    "early_stopping",
    kind="compares with the epoch before instead of the best so far",
    source="written",
)
def early_stopping_previous_epoch(val_losses, patience):
    bad = 0
    best_epoch = 0
    for i in range(1, len(val_losses)):
        if val_losses[i] < val_losses[i - 1]:
            bad = 0
            best_epoch = i
        else:
            bad += 1
            if bad == patience:
                return i, best_epoch
    return len(val_losses) - 1, best_epoch


@held_out(
    "early_stopping",
    kind="the count is not set back to 0 at a new minimum",
    source="written",
)
def early_stopping_no_reset(val_losses, patience):
    best_loss, best_epoch, wait = float("inf"), 0, 0
    for epoch, loss in enumerate(val_losses):
        if loss < best_loss:
            best_loss = loss
            best_epoch = epoch
        else:
            wait += 1
        if wait >= patience:
            break
    return epoch, best_epoch


@held_out(
    "early_stopping",
    kind="stops when the count exceeds patience: one epoch too late",
    source="written",
)
def early_stopping_one_late(val_losses, patience):
    lowest = val_losses[0]
    best = 0
    for epoch, loss in enumerate(val_losses):
        if loss < lowest:
            lowest = loss
            best = epoch
        elif epoch - best > patience:
            return epoch, best
    return len(val_losses) - 1, best


@held_out(
    "early_stopping",
    kind="best epoch is the minimum of the whole list, also of epochs never run",
    source="written",
)
def early_stopping_whole_list(val_losses, patience):
    best_epoch = int(np.argmin(val_losses))
    stop_epoch = len(val_losses) - 1
    lowest = np.inf
    count = 0
    for epoch, loss in enumerate(val_losses):
        if loss < lowest:
            lowest = loss
            count = 0
        else:
            count = count + 1
        if count == patience:
            stop_epoch = epoch
            break
    return stop_epoch, best_epoch


@held_out(
    "early_stopping", kind="gives back the lowest loss in place of its epoch", source="written"
)
def early_stopping_loss_returned(val_losses, patience):
    best = val_losses[0]
    counter = 0
    stop = len(val_losses) - 1
    for e, l in enumerate(val_losses):
        if e == 0:
            continue
        if l < best:
            best, counter = l, 0
        else:
            counter += 1
            if counter >= patience:
                stop = e
                break
    return stop, best


@held_out(
    "early_stopping",
    kind="epochs counted from 1 instead of 0",
    source="written",
)
def early_stopping_from_one(val_losses, patience):
    best = float("inf")
    best_epoch = 0
    without = 0
    for epoch, loss in enumerate(val_losses, start=1):
        if loss < best:
            best = loss
            best_epoch = epoch
            without = 0
        else:
            without += 1
            if without == patience:
                break
    return epoch, best_epoch
