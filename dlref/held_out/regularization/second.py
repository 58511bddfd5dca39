"""Wrong answers of the second set: dropout, weight decay and early stopping."""

import numpy as np

from autograder.course import held_out

# --- dropout ---


@held_out(
    "dropout",
    kind="p_drop is taken for the share to keep, in the mask and in the scale",
    source="github.com/nilbahaaeddine/M1_CNN, dropout.py",
)
def dropout_keeps_p_throughout(A, p_drop, rng, training=True):
    if not training:
        return A, np.ones(A.shape)
    mask = rng.binomial(1, p_drop, size=A.shape)
    return A * mask / p_drop, mask


@held_out(
    "dropout",
    kind="the returned mask holds the scale: 1 / (1 - p_drop), not 1",
    source="github.com/plmrr/gan-from-scratch, dropout.py; many files",
)
def dropout_scale_in_mask(A, p_drop, rng, training=True):
    if training:
        mask = (rng.random(A.shape) > p_drop) / (1 - p_drop)
        return A * mask, mask
    return A, np.ones_like(A)


@held_out(
    "dropout",
    kind="no scale in training, and (1 - p_drop) in evaluation: the original dropout",
    source="GitHub text search: a solution of the CS231n assignment",
)
def dropout_original_form(A, p_drop, rng, training=True):
    if training:
        mask = (rng.random(A.shape) >= p_drop).astype(float)
        out = A * mask
    else:
        mask = np.ones(A.shape)
        out = A * (1 - p_drop)
    return out, mask


@held_out(
    "dropout",
    kind="the mask is multiplied with A already: it holds the kept values",
    source="GitHub text search: one file, whose mask holds the values",
)
def dropout_values_in_mask(A, p_drop, rng, training=True):
    if not training:
        return A, np.ones(A.shape)
    mask = (rng.random(A.shape) > p_drop) * A
    out = mask / (1 - p_drop)
    return out, mask


@held_out(
    "dropout",
    kind="the mask alone comes back: it is not applied",
    source="GitHub text search: a network of a learner",
)
def dropout_mask_alone(A, p_drop, rng, training=True):
    if training:
        return rng.binomial(1, 1 - p_drop, size=A.shape)
    return np.ones(A.shape)


@held_out(
    "dropout",
    kind="no bracket around 1 - p_drop: divided by 1, then p_drop is subtracted",
    source="GitHub text search: a dropout layer of a learner",
)
def dropout_without_bracket(A, p_drop, rng, training=True):
    if not training:
        return A, np.ones(A.shape)
    mask = rng.random(A.shape) >= p_drop
    return A * mask / 1 - p_drop, mask


# --- dropout_grad ---


@held_out(
    "dropout_grad",
    kind="no bracket around 1 - p_drop: divided by 1, then p_drop is subtracted",
    source="GitHub text search: a dropout layer of a learner",
)
def dropout_grad_without_bracket(d_out, mask, p_drop):
    return d_out * mask / 1 - p_drop


@held_out("dropout_grad", kind="the scale is the root of the share that is kept", source="written")
def dropout_grad_root_of_scale(d_out, mask, p_drop):
    scale = np.sqrt(1 - p_drop)
    return np.where(mask, d_out / scale, 0)


@held_out("dropout_grad", kind="the mask comes back with the gradient, as a pair", source="written")
def dropout_grad_pair(d_out, mask, p_drop):
    dA = d_out * mask
    dA = dA / (1 - p_drop)
    return dA, mask


# --- l2_penalty ---


@held_out(
    "l2_penalty",
    kind="lam·W, the gradient, in place of the penalty",
    source="GitHub text search: a parameter class, whose penalty is the gradient",
)
def l2_penalty_gradient(params, lam):
    penalty = {}
    for k, w in params.items():
        if k.startswith("W"):
            penalty[k] = lam * w
    return penalty


@held_out("l2_penalty", kind="the sums of the matrices are multiplied", source="written")
def l2_penalty_product_of_sums(params, lam):
    penalty = 1.0
    for name in params:
        if name[0] == "W":
            penalty *= np.sum(params[name] ** 2)
    return lam / 2 * penalty


@held_out("l2_penalty", kind="the biases are charged, and not the weights", source="written")
def l2_penalty_biases_alone(params, lam):
    total = 0.0
    for k in params:
        if not k.startswith("W"):
            total += np.sum(np.square(params[k]))
    return 0.5 * lam * total


@held_out("l2_penalty", kind="lam/2 is added to the sum, not multiplied", source="written")
def l2_penalty_lam_added(params, lam):
    squares = [np.sum(w * w) for k, w in params.items() if "W" in k]
    return lam / 2 + sum(squares)


# --- l2_grads ---


@held_out(
    "l2_grads",
    kind="lam times the sum of W: one number for every entry",
    source="community.deeplearning.ai/t/dw-for-l2-regularization/165181",
)
def l2_grads_sum_of_weights(grads, params, lam):
    out = {}
    for k in grads:
        if k.startswith("W"):
            out[k] = grads[k] + lam * np.sum(params[k])
        else:
            out[k] = grads[k].copy()
    return out


@held_out("l2_grads", kind="lam multiplies the gradient as well: lam·(g + W)", source="written")
def l2_grads_lam_on_both(grads, params, lam):
    return {k: lam * (g + params[k]) if k[0] == "W" else g for k, g in grads.items()}


@held_out("l2_grads", kind="the gradients of the biases become 0", source="written")
def l2_grads_biases_zeroed(grads, params, lam):
    result = {}
    for key, g in grads.items():
        decay = lam * params[key] if key.startswith("W") else -g
        result[key] = g + decay
    return result


@held_out("l2_grads", kind="the gradient is divided by 1 + lam", source="written")
def l2_grads_divided(grads, params, lam):
    new = dict(grads)
    for k in new:
        if k in ("W1", "W2", "W3"):
            new[k] = new[k] / (1 + lam)
    return new


# --- early_stopping ---


@held_out(
    "early_stopping",
    kind="the best epoch is counted from 1, the stop epoch from 0",
    source="github.com/StatsDLMathsRecomSys/Inductive-representation-learning-on-temporal-graphs, "
    "issue 14",
)
def early_stopping_best_counted_from_one(val_losses, patience):
    best_loss, best_epoch, counter = float("inf"), 0, 0
    for epoch, loss in enumerate(val_losses):
        if loss < best_loss:
            best_loss = loss
            best_epoch = epoch + 1
            counter = 0
        else:
            counter += 1
        if counter >= patience:
            return epoch, best_epoch
    return len(val_losses) - 1, best_epoch


@held_out(
    "early_stopping",
    kind="the last epoch cannot be the best: the slice ends before it",
    source="GitHub text search: one file that plots its losses",
)
def early_stopping_last_never_best(val_losses, patience):
    losses = list(val_losses)
    wait, best = 0, np.inf
    stop = len(losses) - 1
    for i in range(len(losses)):
        if losses[i] < best:
            best, wait = losses[i], 0
        else:
            wait += 1
            if wait == patience:
                stop = i
                break
    seen = losses[:stop] or losses[:1]
    return stop, seen.index(min(seen))


@held_out(
    "early_stopping",
    kind="the first epoch cannot be the best: the slice starts after it",
    source="GitHub text search: one file that compares models",
)
def early_stopping_first_never_best(val_losses, patience):
    history = []
    for epoch, loss in enumerate(val_losses):
        history.append(loss)
        rest = history[1:] or history
        best_epoch = history.index(min(rest))
        if epoch - best_epoch >= patience:
            return epoch, best_epoch
    return epoch, best_epoch


@held_out(
    "early_stopping",
    kind="the best loss starts at 1, so that losses above 1 are never better",
    source="GitHub text search: four files",
)
def early_stopping_best_starts_at_one(val_losses, patience):
    best_val_loss = 1.0
    best_epoch = 0
    patience_counter = 0
    for epoch in range(len(val_losses)):
        if val_losses[epoch] < best_val_loss:
            best_val_loss = val_losses[epoch]
            best_epoch = epoch
            patience_counter = 0
        else:
            patience_counter += 1
            if patience_counter >= patience:
                return epoch, best_epoch
    return len(val_losses) - 1, best_epoch


@held_out(
    "early_stopping",
    kind="no break: the loop goes on, and the stop is the last such epoch",
    source="written",
)
def early_stopping_no_break(val_losses, patience):
    best, best_epoch, bad = val_losses[0], 0, 0
    stop_epoch = len(val_losses) - 1
    for epoch in range(1, len(val_losses)):
        if val_losses[epoch] < best:
            best, best_epoch, bad = val_losses[epoch], epoch, 0
        else:
            bad += 1
        if bad >= patience:
            stop_epoch = epoch
    return stop_epoch, best_epoch


@held_out(
    "early_stopping",
    kind="the best loss is kept up, its epoch is not: it stays 0",
    source="written",
)
def early_stopping_best_epoch_stays(val_losses, patience):
    best_epoch = 0
    best = val_losses[0]
    wait = 0
    for epoch in range(1, len(val_losses)):
        if val_losses[epoch] < best:
            best = val_losses[epoch]
            wait = 0
            continue
        wait += 1
        if wait == patience:
            return epoch, best_epoch
    return len(val_losses) - 1, best_epoch


@held_out(
    "early_stopping",
    kind="the losses are rounded to two decimals before they are compared",
    source="GitHub text search: one file, which rounds to five decimals",
    told=("early_stopping/min-improvement",),
)
def early_stopping_rounded(val_losses, patience):
    best = np.inf
    best_epoch = -1
    count = 0
    for e, loss in enumerate(val_losses):
        loss = round(float(loss), 2)
        if loss < best:
            best = loss
            best_epoch = e
            count = 0
        else:
            count += 1
        if count == patience:
            break
    return e, best_epoch


@held_out(
    "early_stopping",
    kind="the loop starts at the second loss but counts it as epoch 0",
    source="written",
)
def early_stopping_second_is_zero(val_losses, patience):
    best, best_epoch, wait = val_losses[0], 0, 0
    epoch = 0
    for epoch, loss in enumerate(val_losses[1:]):
        if loss < best:
            best, best_epoch, wait = loss, epoch, 0
        else:
            wait += 1
        if wait >= patience:
            return epoch, best_epoch
    return epoch, best_epoch
