"""Wrong answers of the sixth set: regularization."""

import numpy as np

from autograder.course import held_out
from dlref.regularization import l2_penalty


@held_out(
    "dropout",
    kind="p_drop is taken for the probability to keep a unit, in mask and scale",
    source="written",
)
def dropout_keep_prob(A, p_drop, rng, training=True):
    if not training:
        return A, np.ones_like(A)
    keep_prob = p_drop
    mask = rng.random(A.shape) < keep_prob
    mask = mask.astype(float)
    A_dropped = np.multiply(A, mask) / keep_prob
    return A_dropped, mask


@held_out(
    "dropout", kind="one mask is drawn for the units and shared by all samples", source="written"
)
def dropout_shared_mask(A, p_drop, rng, training=True):
    mask = np.ones(A.shape)
    if training:
        # decide for every unit (last axis) whether it is knocked down
        n_units = A.shape[-1]
        kept = np.where(rng.random(n_units) < p_drop, 0.0, 1.0)
        mask = mask * kept
        out = A * mask / (1 - p_drop)
    else:
        out = A
    return out, mask


@held_out(
    "dropout",
    kind="survivors are not scaled in training; the activations are scaled down in evaluation instead",
    source="written",
)
def dropout_scaled_at_test(A, p_drop, rng, training=True):
    q = 1 - p_drop
    if training:
        mask = (rng.random(A.shape) < q).astype(int)
        return A * mask, mask
    # at test time all the units are there, so the sums would be too large
    return A * q, np.ones(A.shape, dtype=int)


@held_out(
    "dropout", kind="writes the zeros into A itself: a second name is not a copy", source="written"
)
def dropout_alias(A, p_drop, rng, training=True):
    out = A
    mask = np.ones(A.shape)
    if training:
        r = rng.random(A.shape)
        mask[r < p_drop] = 0
        out[mask == 0] = 0
        out = out / (1 - p_drop)
    return out, mask


@held_out("dropout", kind="the mask is a fair coin: the draw ignores p_drop", source="written")
def dropout_fair_coin(A, p_drop, rng, training=True):
    if training == False:
        return A, np.ones(A.shape)
    mask = rng.choice([0, 1], size=A.shape)
    scale = 1 / (1 - p_drop)
    return A * mask * scale, mask


@held_out(
    "dropout",
    kind="divides by the share actually kept in this draw, not by 1 - p_drop",
    source="written",
)
def dropout_realised_share(A, p_drop, rng, training=True):
    """Inverted dropout."""

    def draw_mask():
        return (rng.random(A.shape) >= p_drop) * 1.0

    mask = draw_mask() if training else np.ones(A.shape)
    prob_kept = np.sum(mask) / mask.size
    out = A * mask / prob_kept
    return out, mask


@held_out(
    "dropout",
    kind="draws from a bell curve (rng.normal) where even numbers from 0 to 1 are needed",
    source="written",
)
def dropout_normal_draw(A, p_drop, rng, training=True):
    if training:
        u = rng.normal(size=A.shape)
        mask = u > p_drop
        out = (A * mask) / (1.0 - p_drop)
    else:
        out, mask = A, np.full(A.shape, True)
    return out, mask


@held_out(
    "dropout_grad",
    kind="the way back undoes the scale: times 1 - p_drop instead of divided by it",
    source="written",
)
def dropout_grad_scale_undone(d_out, mask, p_drop):
    # forward divided by the keep probability, so going back we multiply by it
    keep = 1 - p_drop
    dA = d_out * mask
    dA = dA * keep
    return dA


@held_out(
    "dropout_grad",
    kind="draws a fresh mask instead of using the one from the forward pass",
    source="written",
)
def dropout_grad_fresh_mask(d_out, mask, p_drop):
    rng = np.random.default_rng()
    mask = (rng.random(d_out.shape) > p_drop).astype(float)
    return d_out * mask / (1 - p_drop)


@held_out(
    "dropout_grad",
    kind="averages over the batch: also divides by the number of samples",
    source="written",
)
def dropout_grad_batch_mean(d_out, mask, p_drop):
    m = d_out.shape[0]
    return (1 / m) * (mask / (1 - p_drop)) * d_out


@held_out(
    "dropout_grad",
    kind="picks the kept entries with the mask in brackets, so the shape is lost",
    source="written",
)
def dropout_grad_picked(d_out, mask, p_drop):
    alive = np.asarray(mask).astype(bool)
    grad_alive = d_out[alive]
    return grad_alive / (1 - p_drop)


@held_out(
    "l2_penalty",
    kind="adds the norms of the matrices, with the root left in, instead of the squares",
    source="written",
)
def l2_penalty_norm(params, lam):
    return lam / 2 * sum(np.linalg.norm(W) for k, W in params.items() if k.startswith("W"))


@held_out(
    "l2_penalty",
    kind="squares by the matrix product W.T @ W and sums all its entries",
    source="written",
)
def l2_penalty_matrix_square(params, lam):
    penalty = 0.0
    for key in params:
        if key.startswith("W"):
            W = params[key]
            penalty += np.sum(np.dot(W.T, W))
    return 0.5 * lam * penalty


@held_out(
    "l2_penalty",
    kind="multiplies the running total by lam/2 inside the loop, once for each matrix",
    source="written",
)
def l2_penalty_factor_in_loop(params, lam):
    total = 0
    for name, value in params.items():
        if name.startswith("W"):
            total = total + (value**2).sum()
            total = total * lam / 2
    return total


@held_out(
    "l2_penalty",
    kind="the biases are penalised too: the test looks for a capital B",
    source="written",
)
def l2_penalty_capital_b(params, lam):
    squares = []
    for name, value in params.items():
        if name[0] == "B":
            continue  # skip the biases
        squares.append(np.sum(np.square(value)))
    return lam * sum(squares) / 2


@held_out(
    "l2_penalty",
    kind="returns inside the loop, so only the first weight matrix counts",
    source="written",
)
def l2_penalty_return_in_loop(params, lam):
    sum_of_squares = 0
    for name, value in params.items():
        if name.startswith("W"):
            for row in value:
                for w in row:
                    sum_of_squares += w * w
            return (lam / 2) * sum_of_squares


@held_out(
    "l2_grads",
    kind="the copied dict shares its arrays with grads, so += changes the caller's gradients",
    source="written",
)
def l2_grads_shallow_copy(grads, params, lam):
    new_grads = grads.copy()  # leave the old ones alone
    for name in new_grads:
        if name.startswith("W"):
            new_grads[name] += lam * params[name]
    return new_grads


@held_out(
    "l2_grads",
    kind="adds the penalty itself, a number, instead of its derivative lam * W",
    source="written",
)
def l2_grads_penalty_added(grads, params, lam):
    price = l2_penalty(params, lam)
    result = {}
    for name, g in grads.items():
        if name.startswith("W"):
            result[name] = g + price
        else:
            result[name] = g
    return result


@held_out("l2_grads", kind="the bias gradients are missing from the result", source="written")
def l2_grads_no_biases(grads, params, lam):
    return {k: grads[k] + lam * params[k] for k in grads if k.startswith("W")}


@held_out(
    "l2_grads",
    kind="the layer loop ends one too early: the last weight matrix gets no decay",
    source="written",
)
def l2_grads_last_layer(grads, params, lam):
    out = {name: np.array(g, dtype=float) for name, g in grads.items()}
    n_layers = len(params) // 2
    for layer in range(1, n_layers):
        key = "W" + str(layer)
        out[key] = out[key] + lam * params[key]
    return out


@held_out(
    "l2_grads",
    kind="shrinks the gradient by 1 - lam instead of adding lam times the weight",
    source="written",
)
def l2_grads_gradient_decays(grads, params, lam):
    decayed = {}
    for name, grad in grads.items():
        # each weight loses a fixed share of itself
        factor = 1 - lam if name.startswith("W") else 1
        decayed[name] = grad * factor
    return decayed


@held_out(
    "early_stopping",
    kind="compares each loss with the epoch before, not with the lowest so far",
    source="written",
)
def early_stopping_previous_epoch(val_losses, patience):
    best_epoch = 0
    bad = 0
    previous = val_losses[0]
    for epoch in range(1, len(val_losses)):
        loss = val_losses[epoch]
        if loss < val_losses[best_epoch]:
            best_epoch = epoch
        if loss < previous:
            bad = 0
        else:
            bad += 1
        previous = loss
        if bad == patience:
            return epoch, best_epoch
    return len(val_losses) - 1, best_epoch


@held_out(
    "early_stopping", kind="the count is never set back to 0 at a new minimum", source="written"
)
def early_stopping_no_reset(val_losses, patience):
    lowest = float("inf")
    counter = 0
    for epoch, loss in enumerate(val_losses):
        if loss < lowest:
            lowest = loss
            best_epoch = epoch
        else:
            counter += 1
        if counter >= patience:
            break
    return epoch, best_epoch


@held_out(
    "early_stopping",
    kind="takes the minimum of the whole list, also epochs after the stop",
    source="written",
)
def early_stopping_global_minimum(val_losses, patience):
    best_epoch = int(np.argmin(val_losses))
    stop_epoch = min(best_epoch + patience, len(val_losses) - 1)
    return stop_epoch, best_epoch


@held_out("early_stopping", kind="returns nothing where patience never runs out", source="written")
def early_stopping_no_return(val_losses, patience):
    best, best_at, waited = np.inf, -1, 0
    for i, v in enumerate(val_losses):
        if v < best:
            best, best_at, waited = v, i, 0
        else:
            waited += 1
            if waited == patience:
                return i, best_at


@held_out(
    "early_stopping",
    kind="the lowest loss starts at 0, so no loss is ever a new minimum",
    source="written",
)
def early_stopping_starts_at_zero(val_losses, patience):
    min_loss = 0
    best_epoch = 0
    no_improvement = 0
    stop_epoch = len(val_losses) - 1
    for epoch, loss in enumerate(val_losses):
        if loss < min_loss:
            min_loss = loss
            best_epoch = epoch
            no_improvement = 0
        else:
            no_improvement += 1
        if no_improvement == patience:
            stop_epoch = epoch
            break
    return stop_epoch, best_epoch


@held_out(
    "early_stopping",
    kind="an improvement must exceed 0.01 (min_delta) to count as a new minimum",
    source="written",
)
def early_stopping_min_delta(val_losses, patience):
    min_delta = 0.01
    wait = 0
    best = val_losses[0]
    best_epoch = 0

    for epoch, current in enumerate(val_losses[1:], start=1):
        if current < best - min_delta:
            best = current
            best_epoch = epoch
            wait = 0
        else:
            wait += 1
            if wait >= patience:
                return epoch, best_epoch

    return len(val_losses) - 1, best_epoch


@held_out(
    "early_stopping",
    kind="stops one epoch too late: only when the count exceeds patience",
    source="written",
)
def early_stopping_one_late(val_losses, patience):
    t = 0
    best_t = 0
    strikes = 0
    while t < len(val_losses):
        if val_losses[t] < val_losses[best_t]:
            best_t = t
            strikes = 0
        elif t > 0:
            strikes = strikes + 1
        if strikes > patience:
            return t, best_t
        t = t + 1
    return t - 1, best_t
