"""Wrong answers of the fifth set: regularization."""

import numpy as np

from autograder.course import held_out


@held_out(
    "dropout",
    kind="the mask is drawn from the normal in place of the uniform distribution",
    source="written",
)
def dropout_normal(A, p_drop, rng, training=True):
    if not training:
        return A, np.ones_like(A)
    mask = (rng.normal(size=A.shape) > p_drop).astype(float)
    return A * mask / (1 - p_drop), mask


@held_out(
    "dropout",
    kind="the units with the smallest activations are dropped, nothing is random",
    source="written",
)
def dropout_smallest(A, p_drop, rng, training=True):
    mask = np.ones(A.shape)
    if training:
        limit = np.quantile(A, p_drop)
        mask[limit > A] = 0
        A = A * mask / (1 - p_drop)
    return A, mask


@held_out(
    "dropout",
    kind="the scale is the share that happened to be kept in place of 1 - p_drop",
    source="written",
)
def dropout_share_kept(A, p_drop, rng, training=True):
    if training:
        mask = rng.random(A.shape) >= p_drop
        kept = np.sum(mask) / mask.size
        out = A * mask / kept
    else:
        mask = np.ones(A.shape)
        out = A
    return out, mask


@held_out(
    "dropout",
    kind="the dropped units are cut out of the array in place of set to 0, so the shape is lost",
    source="written",
)
def dropout_cut_out(A, p_drop, rng, training=True):
    if training == False:
        return A, np.ones(A.shape)
    mask = rng.uniform(0, 1, size=A.shape) >= p_drop
    out = A[mask] / (1 - p_drop)
    return out, mask


@held_out(
    "dropout",
    kind="stops: the two sizes are handed to rng.random as two arguments",
    source="written",
)
def dropout_two_sizes(A, p_drop, rng, training=True):
    n, h = A.shape
    if training:
        mask = rng.random(n, h) > p_drop
        return A * mask / (1 - p_drop), mask
    return A, np.ones((n, h))


@held_out(
    "dropout_grad",
    kind="missing brackets: divided by 1, then p_drop is subtracted",
    source="written",
)
def dropout_grad_brackets(d_out, mask, p_drop):
    return d_out * mask / 1 - p_drop


@held_out(
    "dropout_grad", kind="the gradient is let through where the unit was dropped", source="written"
)
def dropout_grad_reversed_mask(d_out, mask, p_drop):
    dropped = np.where(mask, 0.0, 1.0)
    return d_out * dropped / (1 - p_drop)


@held_out(
    "dropout_grad",
    kind="the scale is applied twice, as if the gradient had to make up for the forward scale too",
    source="written",
)
def dropout_grad_scaled_twice(d_out, mask, p_drop):
    keep = 1 - p_drop
    scaled_mask = mask / keep
    dA = np.zeros(d_out.shape)
    for i in range(d_out.shape[0]):
        dA[i] = d_out[i] * scaled_mask[i] / keep
    return dA


@held_out(
    "dropout_grad",
    kind="stops: a matrix product with the mask in place of the element-wise one",
    source="written",
)
def dropout_grad_dot(d_out, mask, p_drop):
    scale = 1 / (1 - p_drop)
    return np.dot(d_out, mask) * scale


@held_out(
    "l2_penalty",
    kind="norm with 2 is the largest singular value of a matrix, not the root of the sum of squares",
    source="written",
)
def l2_penalty_spectral(params, lam):
    total = 0
    for key in params:
        if key.startswith("W"):
            total += np.linalg.norm(params[key], 2) ** 2
    return lam / 2 * total


@held_out(
    "l2_penalty",
    kind="the squares are summed over the first axis only, so an array is returned",
    source="written",
)
def l2_penalty_axis0(params, lam):
    penalty = 0.0
    for name, W in params.items():
        if "W" in name:
            penalty = penalty + np.sum(W**2, axis=0)
    return 0.5 * lam * penalty


@held_out(
    "l2_penalty",
    kind="each matrix's sum is divided by its number of rows, as if these were the samples",
    source="written",
)
def l2_penalty_per_row(params, lam):
    def one(W):
        n = W.shape[0]
        return lam / (2 * n) * np.sum(np.square(W))

    return sum(one(params[k]) for k in params if k[0] == "W")


@held_out(
    "l2_penalty",
    kind="the key is compared with W exactly, so no matrix is found and the penalty is 0",
    source="written",
)
def l2_penalty_key_equals(params, lam):
    s = 0
    for k, value in params.items():
        if k == "W":
            s += (value**2).sum()
    return lam / 2 * s


@held_out(
    "l2_grads",
    kind="a shallow copy of the dict, then +=, so the arrays of grads are changed",
    source="written",
)
def l2_grads_shallow_copy(grads, params, lam):
    new_grads = grads.copy()
    for key in new_grads:
        if key.startswith("W"):
            new_grads[key] += lam * params[key]
    return new_grads


@held_out(
    "l2_grads",
    kind="the penalty itself, one number, is added in place of its derivative",
    source="written",
)
def l2_grads_adds_penalty(grads, params, lam):
    out = {}
    for key in grads:
        if key[0] == "W":
            out[key] = grads[key] + lam / 2 * np.sum(params[key] ** 2)
        else:
            out[key] = grads[key]
    return out


@held_out("l2_grads", kind="the bias gradients are missing from what is returned", source="written")
def l2_grads_no_biases(grads, params, lam):
    return {k: grads[k] + lam * params[k] for k in grads if k.startswith("W")}


@held_out(
    "l2_grads", kind="stops: the gradients are looked up under the names dW1, db1", source="written"
)
def l2_grads_d_keys(grads, params, lam):
    result = {}
    for name, value in params.items():
        g = grads["d" + name]
        if name.startswith("W"):
            g = g + lam * value
        result["d" + name] = g
    return result


@held_out(
    "early_stopping",
    kind="each loss is compared with the one of patience epochs before, not with the best so far",
    source="written",
)
def early_stopping_window(val_losses, patience):
    last = len(val_losses) - 1
    for i in range(patience, len(val_losses)):
        if val_losses[i] >= val_losses[i - patience]:
            last = i
            break
    best = int(np.argmin(val_losses[: last + 1]))
    return last, best


@held_out(
    "early_stopping",
    kind="the best loss starts at 0, so no loss is ever an improvement",
    source="written",
)
def early_stopping_best_zero(val_losses, patience):
    best = 0
    best_epoch = 0
    wait = 0
    for epoch, loss in enumerate(val_losses):
        if loss < best:
            best = loss
            best_epoch = epoch
            wait = 0
        else:
            wait += 1
        if wait == patience:
            return epoch, best_epoch
    return len(val_losses) - 1, best_epoch


@held_out(
    "early_stopping",
    kind="the best epoch is taken to be patience before the stop, also where it never stopped",
    source="written",
)
def early_stopping_stop_minus_patience(val_losses, patience):
    best_loss = np.inf
    counter = 0
    stop_epoch = 0
    for loss in val_losses:
        if loss < best_loss:
            best_loss = loss
            counter = 0
        else:
            counter = counter + 1
            if counter >= patience:
                break
        stop_epoch = stop_epoch + 1
    stop_epoch = min(stop_epoch, len(val_losses) - 1)
    return stop_epoch, stop_epoch - patience


@held_out(
    "early_stopping",
    kind="without a break the loop goes on and the stop is set again at later epochs",
    source="written",
)
def early_stopping_no_break(val_losses, patience):
    best_epoch = 0
    stop_epoch = len(val_losses) - 1
    for i in range(len(val_losses)):
        if val_losses[i] < val_losses[best_epoch]:
            best_epoch = i
        elif i - best_epoch >= patience:
            stop_epoch = i
    return stop_epoch, best_epoch


@held_out(
    "early_stopping",
    kind="stops: the minimum of the losses before the first epoch is asked for",
    source="written",
)
def early_stopping_empty_min(val_losses, patience):
    bad = 0
    best_epoch = 0
    for i in range(len(val_losses)):
        if val_losses[i] < min(val_losses[:i]):
            best_epoch = i
            bad = 0
        else:
            bad += 1
        if bad >= patience:
            return i, best_epoch
    return len(val_losses) - 1, best_epoch
