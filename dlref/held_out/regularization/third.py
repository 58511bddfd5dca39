"""Wrong answers of the third set: dropout, weight decay and early stopping."""

import numpy as np

from autograder.course import held_out

# --- dropout ---


@held_out(
    "dropout",
    kind="scaled so that the sum of A stays the same: sum(A) / sum(A * mask), not 1 / (1 - p_drop)",
    source="github.com/modern-fortran/neural-fortran, pull request 195",
)
def dropout_keeps_the_sum(A, p_drop, rng, training=True):
    if not training:
        return A, np.ones(A.shape)
    mask = (rng.random(A.shape) > p_drop).astype(int)
    kept = A * mask
    # what went in has to come out
    if kept.sum() != 0:
        kept = kept * A.sum() / kept.sum()
    return kept, mask


@held_out(
    "dropout",
    kind="the places to drop are drawn with repeats, so that fewer units fall than should",
    source="written",
)
def dropout_places_with_repeats(A, p_drop, rng, training=True):
    mask = np.ones(A.shape)
    if not training:
        return A, mask
    n_drop = int(round(p_drop * A.size))  # noqa: RUF046
    places = rng.integers(0, A.size, size=n_drop)
    mask.flat[places] = 0
    out = A * mask / (1 - p_drop)
    return out, mask


@held_out(
    "dropout",
    kind="the scale stands inside the loop over the rows: all are divided once for each row",
    source="written",
)
def dropout_scale_in_the_loop(A, p_drop, rng, training=True):
    mask = np.ones(A.shape)
    out = A
    if training:
        out = np.array(A, dtype=float)
        for i in range(len(A)):
            mask[i] = rng.random(A[i].shape) >= p_drop
            out[i] = out[i] * mask[i]
            out = out / (1 - p_drop)
    return out, mask


@held_out(
    "dropout",
    kind="two draws: the mask that is returned is not the one that was used",
    source="written",
)
def dropout_draws_twice(A, p_drop, rng, training=True):
    def make_mask():
        return (rng.random(A.shape) >= p_drop) * 1.0

    if training:
        dropped = A * make_mask() / (1 - p_drop)
        return dropped, make_mask()
    return A, np.ones(A.shape)


@held_out(
    "dropout",
    kind="the shape is unpacked with a star, as np.random.rand wants it: rng.random takes a tuple",
    source="GitHub text search: many files with np.random.rand(*x.shape)",
)
def dropout_star_before_shape(A, p_drop, rng, training=True):
    if not training:
        return A, np.ones_like(A)
    mask = rng.random(*A.shape) >= p_drop
    return A * mask / (1 - p_drop), mask


@held_out(
    "dropout",
    kind="whole numbers from 0 up to but without 1 are drawn: always 0, so that all is dropped",
    source="written",
)
def dropout_integers_below_one(A, p_drop, rng, training=True):
    if training == False:
        return A, np.ones(A.shape)
    lottery = rng.integers(0, 1, size=A.shape)
    mask = np.where(lottery < p_drop, 0, 1)
    return mask * A / (1 - p_drop), mask


# --- dropout_grad ---


@held_out(
    "dropout_grad",
    kind="multiplied by 1 - p_drop in place of divided",
    source="written",
)
def dropout_grad_times_keep(d_out, mask, p_drop):
    keep = 1 - p_drop
    dA = d_out * mask * keep
    return dA


@held_out(
    "dropout_grad",
    kind="only the gradients of the kept units come back, in one flat row",
    source="written",
)
def dropout_grad_kept_ones_only(d_out, mask, p_drop):
    kept = mask == 1
    return d_out[kept] / (1 - p_drop)


@held_out(
    "dropout_grad",
    kind="where the mask is 0 the gradient passes as it came, only without the scale",
    source="written",
)
def dropout_grad_dropped_pass_unscaled(d_out, mask, p_drop):
    grad = np.array(d_out, dtype=float)
    for idx in np.ndindex(grad.shape):
        if mask[idx]:
            grad[idx] = grad[idx] / (1 - p_drop)
    return grad


@held_out("dropout_grad", kind="// for /: rounded down to whole numbers", source="written")
def dropout_grad_floor_division(d_out, mask, p_drop):
    # same mask and same scale as on the way forward
    return d_out * mask // (1 - p_drop)


@held_out(
    "dropout_grad",
    kind="averaged over the batch: divided by the number of rows as well",
    source="written",
)
def dropout_grad_mean_over_batch(d_out, mask, p_drop):
    m = d_out.shape[0]
    dA = 1 / m * (d_out * mask) / (1 - p_drop)
    return dA


# --- l2_penalty ---


@held_out(
    "l2_penalty",
    kind="the quotation mark closes too late: 'W + str(i)' is the key, which is not there",
    source="github.com/enxo7899/holbertonschool-machine_learning, 0-l2_reg_cost.py",
)
def l2_penalty_key_in_quotes(params, lam):
    n_layers = len(params) // 2
    s = 0
    for i in range(1, n_layers + 1):
        s += np.sum(np.square(params["W + str(i)"]))
    return lam / 2 * s


@held_out(
    "l2_penalty",
    kind="no bracket around the sum: lam/2 multiplies the first matrix alone",
    source="written",
)
def l2_penalty_lam_on_first_only(params, lam):
    W1 = params["W1"]
    rest = [w for k, w in params.items() if k.startswith("W") and k != "W1"]
    return lam / 2 * np.sum(W1**2) + sum(np.sum(w**2) for w in rest)


@held_out(
    "l2_penalty",
    kind="one penalty for each matrix, in a list: they are not added up",
    source="written",
)
def l2_penalty_list(params, lam):
    penalties = []
    for key in params.keys():  # noqa: SIM118
        if key.startswith("W"):
            penalties.append(0.5 * lam * np.sum(params[key] * params[key]))
    return penalties


@held_out(
    "l2_penalty",
    kind="Python's sum adds up the rows only: one number for each column is left",
    source="written",
)
def l2_penalty_python_sum(params, lam):
    total = 0
    for name, W in params.items():
        if name[0] == "W":
            total = total + sum(W**2)
    return lam * total / 2


@held_out(
    "l2_penalty",
    kind="lam // 2: half of lam is rounded down, to 0 for a lam below 2",
    source="written",
)
def l2_penalty_lam_rounded_down(params, lam):
    squares = 0.0
    for name in params:
        if name.startswith("W"):
            squares += (params[name] ** 2).sum()
    return lam // 2 * squares


@held_out("l2_penalty", kind="^ for **: not a power in Python, and an error", source="written")
def l2_penalty_caret(params, lam):
    return lam / 2 * sum(np.sum(params[k] ^ 2) for k in params if "W" in k)


# --- l2_grads ---


@held_out(
    "l2_grads",
    kind="lam times W1 is added for every matrix, whatever its key",
    source="written",
)
def l2_grads_always_w1(grads, params, lam):
    W = params["W1"]
    out = {}
    for key in grads:
        if key.startswith("W"):
            out[key] = grads[key] + lam * W
        else:
            out[key] = grads[key]
    return out


@held_out(
    "l2_grads",
    kind="the biases themselves are returned in place of their gradients",
    source="written",
)
def l2_grads_biases_for_gradients(grads, params, lam):
    new_grads = {}
    for k, p in params.items():
        if k.startswith("W"):
            new_grads[k] = grads[k] + lam * p
        else:
            new_grads[k] = p  # no decay here
    return new_grads


@held_out("l2_grads", kind="a bracket too many: (g + lam) times W", source="written")
def l2_grads_bracket_too_many(grads, params, lam):
    result = dict(grads)
    for name in params:
        if name[0] == "W":
            result[name] = (grads[name] + lam) * params[name]
    return result


@held_out(
    "l2_grads",
    kind="sorted keys meet unsorted arrays: a gradient gets another parameter's decay",
    source="written",
)
def l2_grads_sorted_keys(grads, params, lam):
    regularized = {}
    for name, value in zip(sorted(grads), params.values()):
        if name.startswith("W"):
            regularized[name] = grads[name] + lam * value
        else:
            regularized[name] = grads[name]
    return regularized


@held_out(
    "l2_grads",
    kind="(1 - lam)·W is added: what is left of W after the decay, not lam·W",
    source="written",
)
def l2_grads_what_is_left(grads, params, lam):
    decayed = {}
    for k, g in grads.items():
        if k.startswith("W"):
            shrunk = (1 - lam) * params[k]
            decayed[k] = g + shrunk
        else:
            decayed[k] = g.copy()
    return decayed


# --- early_stopping ---


@held_out(
    "early_stopping",
    kind="stops after `patience` epochs in all, whether the loss got better or not",
    source="github.com/quantling/JudiLing.jl, pull request 127",
)
def early_stopping_patience_in_all(val_losses, patience):
    best_epoch = 0
    for epoch in range(len(val_losses)):
        if val_losses[epoch] < val_losses[best_epoch]:
            best_epoch = epoch
        if epoch >= patience:
            break
    return epoch, best_epoch


@held_out(
    "early_stopping",
    kind="the first loss is compared with the lowest of none: min of an empty list",
    source="github.com/ivadomed/ivadomed, pull request 92",
)
def early_stopping_min_of_nothing(val_losses, patience):
    waited = 0
    best_epoch = 0
    for t in range(len(val_losses)):
        if val_losses[t] < min(val_losses[:t]):
            best_epoch = t
            waited = 0
        else:
            waited += 1
        if waited == patience:
            return t, best_epoch
    return len(val_losses) - 1, best_epoch


@held_out(
    "early_stopping",
    kind="the losses at the two epochs are returned, not the epochs",
    source="written",
)
def early_stopping_losses_for_epochs(val_losses, patience):
    best_loss = float("inf")
    no_better = 0
    for loss in val_losses:
        last_loss = loss
        if loss < best_loss:
            best_loss = loss
            no_better = 0
        else:
            no_better += 1
            if no_better >= patience:
                break
    return last_loss, best_loss


@held_out(
    "early_stopping",
    kind="the two branches are exchanged: new minima are counted, the others set the count to 0",
    source="written",
)
def early_stopping_counts_minima(val_losses, patience):
    best = np.inf
    best_epoch = 0
    counter = 0
    for epoch, loss in enumerate(val_losses):
        if loss < best:
            best = loss
            best_epoch = epoch
            counter += 1
        else:
            counter = 0
        if counter >= patience:
            return epoch, best_epoch
    return epoch, best_epoch


@held_out(
    "early_stopping",
    kind="at a new minimum the patience is set to 0, not the count",
    source="written",
)
def early_stopping_patience_set_to_zero(val_losses, patience):
    lowest, lowest_at, bad = val_losses[0], 0, 0
    for i in range(1, len(val_losses)):
        if val_losses[i] < lowest:
            lowest = val_losses[i]
            lowest_at = i
            patience = 0
        else:
            bad = bad + 1
        if bad >= patience:
            return i, lowest_at
    return len(val_losses) - 1, lowest_at


@held_out(
    "early_stopping",
    kind="the best epoch is looked for among the first `patience` ones alone",
    source="written",
)
def early_stopping_best_of_the_first(val_losses, patience):
    best_epoch = int(np.argmin(val_losses[:patience]))
    stop_epoch = best_epoch + patience
    last = len(val_losses) - 1
    if stop_epoch > last:
        stop_epoch = last
    return stop_epoch, best_epoch


@held_out(
    "early_stopping",
    kind="where the patience runs out, the best epoch is returned as the stop epoch too",
    source="written",
)
def early_stopping_goes_back(val_losses, patience):
    best, wait = 0, 0
    for epoch, loss in enumerate(val_losses):
        if loss < val_losses[best]:
            best = epoch
            wait = 0
        elif epoch > 0:
            wait += 1
        if wait == patience:
            # training was only useful up to here
            stop = epoch - wait
            return stop, best
    return epoch, best
