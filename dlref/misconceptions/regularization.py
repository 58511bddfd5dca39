"""Known wrong answers: regularization."""

import numpy as np

from autograder.course import misconception
from dlref.regularization import dropout


@misconception(
    "dropout/no-scaling",
    "Your kept units are not scaled up. Divide them by the share that is kept, so that the "
    "average stays what it was.",
)
def dropout_no_scaling(A, p_drop, rng, training=True):
    """The kept units are not divided by 1 - p."""
    if not training:
        return A, np.ones(A.shape)
    mask = rng.random(A.shape) >= p_drop
    return A * mask, mask


@misconception(
    "dropout/divided-by-p",
    "You divide by the share that is dropped. Divide by the share that is kept.",
)
def dropout_divided_by_p(A, p_drop, rng, training=True):
    """Divided by p instead of 1 - p."""
    if not training:
        return A, np.ones(A.shape)
    mask = rng.random(A.shape) >= p_drop
    return A * mask / p_drop, mask


@misconception(
    "dropout/keeps-with-p",
    "You keep units with probability p_drop: that is the share to drop, so look at your comparison.",
)
def dropout_keeps_with_p(A, p_drop, rng, training=True):
    """A unit is kept with probability p_drop."""
    if not training:
        return A, np.ones(A.shape)
    mask = rng.random(A.shape) < p_drop
    return A * mask / (1 - p_drop), mask


@misconception(
    "dropout/active-in-evaluation",
    "You drop units with training=False too: outside of training A passes through as it is.",
)
def dropout_active_in_evaluation(A, p_drop, rng, training=True):
    """The training flag is ignored: units are dropped in evaluation too."""
    mask = rng.random(A.shape) >= p_drop
    return A * mask / (1 - p_drop), mask


@misconception(
    "dropout/scaled-in-evaluation",
    "You scale the output with training=False: the scaling in training has settled that, so leave "
    "A alone.",
)
def dropout_scaled_in_evaluation(A, p_drop, rng, training=True):
    """The output is multiplied by 1 - p in evaluation."""
    if not training:
        return A * (1 - p_drop), np.ones(A.shape)
    mask = rng.random(A.shape) >= p_drop
    return A * mask / (1 - p_drop), mask


@misconception(
    "dropout/one-mask-for-all-rows",
    "You use one mask for all samples: each row needs a draw of its own, so give the mask the "
    "shape of A.",
)
def dropout_one_mask_for_all_rows(A, p_drop, rng, training=True):
    """One mask is drawn and used for every sample."""
    if not training:
        return A, np.ones(A.shape)
    mask = np.broadcast_to(rng.random(A.shape[-1]) >= p_drop, A.shape)
    return A * mask / (1 - p_drop), mask


@misconception(
    "dropout/own-seed",
    "Your mask is the same at every call. Draw from the rng that you are given, not from one with"
    " a seed of its own.",
)
def dropout_own_seed(A, p_drop, rng, training=True):
    """A fixed seed inside: the same mask at every call."""
    if not training:
        return A, np.ones(A.shape)
    mask = np.random.default_rng(0).random(A.shape) >= p_drop
    return A * mask / (1 - p_drop), mask


@misconception(
    "dropout/normal-numbers",
    "You compare p_drop with numbers from a bell curve. To hit a probability, draw numbers that "
    "are spread evenly from 0 to 1.",
)
def dropout_normal_numbers(A, p_drop, rng, training=True):
    """Standard normal numbers compared with p."""
    if not training:
        return A, np.ones(A.shape)
    mask = rng.standard_normal(A.shape) > p_drop
    return A * mask / (1 - p_drop), mask


@misconception(
    "dropout/only-out",
    "You return the output alone: the backward pass needs the mask as well, so return (out, mask).",
)
def dropout_only_out(A, p_drop, rng, training=True):
    """Returns the output without the mask."""
    if not training:
        return A
    return A * (rng.random(A.shape) >= p_drop) / (1 - p_drop)


@misconception(
    "dropout/integer-result",
    "For whole numbers the kept units lose their decimals. An array made like A holds whole "
    "numbers, too: make one of floats.",
)
def dropout_integer_result(A, p_drop, rng, training=True):
    """The output is put into an array of A's type."""
    scaled, mask = dropout(A, p_drop, rng, training)
    out = np.zeros_like(A)
    out[...] = scaled
    return out, mask


@misconception(
    "dropout_grad/no-mask",
    "You let every gradient through: a unit that was dropped had no part in the loss, so its "
    "gradient is 0.",
)
def dropout_grad_no_mask(d_out, mask, p_drop):
    """The mask is forgotten."""
    return d_out / (1 - p_drop)


@misconception(
    "dropout_grad/no-scale",
    "The scale is missing: the way back has the same factor as the way forward.",
)
def dropout_grad_no_scale(d_out, mask, p_drop):
    """The division by 1 - p is forgotten."""
    return d_out * mask


@misconception(
    "dropout_grad/new-mask",
    "Yours is another mask than the one that you are given. The gradient goes back through the "
    "units that were kept on the way forward.",
)
def dropout_grad_new_mask(d_out, mask, p_drop):
    """A new random mask is drawn."""
    new = np.random.default_rng(0).random(d_out.shape) >= p_drop
    return d_out * new / (1 - p_drop)


@misconception(
    "dropout_grad/times-kept",
    "You multiply by the share that is kept. The way forward divided by it, and the way back does"
    " too.",
)
def dropout_grad_times_kept(d_out, mask, p_drop):
    """Multiplied by 1 - p instead of divided."""
    return d_out * mask * (1 - p_drop)


@misconception(
    "dropout_grad/divided-by-p",
    "You divide by the share that is dropped: use the factor of the way forward.",
)
def dropout_grad_divided_by_p(d_out, mask, p_drop):
    """Divided by p."""
    return d_out * mask / p_drop


@misconception(
    "dropout_grad/integer-result",
    "Your gradient loses its decimals where the mask holds whole numbers. An array made like the "
    "mask holds whole numbers, too: make one of floats.",
)
def dropout_grad_integer_result(d_out, mask, p_drop):
    """The gradient is put into an array of the mask's type."""
    gradient = np.zeros_like(mask)
    gradient[...] = d_out * mask / (1 - p_drop)
    return gradient


def _weights(params):
    return [w for k, w in params.items() if k.startswith("W")]


@misconception(
    "l2_penalty/no-half", "Your penalty is twice as high as it should be: a factor of ½ is missing."
)
def l2_penalty_no_half(params, lam):
    """The factor 1/2 is missing."""
    return lam * sum(np.sum(w**2) for w in _weights(params))


@misconception(
    "l2_penalty/biases-too",
    "You charge for the biases as well: only the weight matrices, whose names begin with W, count.",
)
def l2_penalty_biases_too(params, lam):
    """The biases are penalised as well."""
    return lam / 2 * sum(np.sum(w**2) for w in params.values())


@misconception(
    "l2_penalty/l1",
    "You add up the absolute values, which is another penalty (L1): square the weights.",
)
def l2_penalty_l1(params, lam):
    """Absolute values: that is L1."""
    return lam / 2 * sum(np.sum(np.abs(w)) for w in _weights(params))


@misconception(
    "l2_penalty/mean",
    "You take the mean of the squares: add them up, so that every weight has its price.",
)
def l2_penalty_mean(params, lam):
    """The mean of the squares."""
    return lam / 2 * sum(np.mean(w**2) for w in _weights(params))


@misconception(
    "l2_penalty/negative",
    "Your penalty is negative, which would reward large weights: a price is added to the loss.",
)
def l2_penalty_negative(params, lam):
    """A minus in front."""
    return -lam / 2 * sum(np.sum(w**2) for w in _weights(params))


def _decayed(grads, params, decay, only="W"):
    return {k: g + decay * params[k] if k.startswith(only) else g for k, g in grads.items()}


@misconception(
    "l2_grads/factor-two",
    "Your decay is twice too strong: the 2 from the square meets the ½ of the penalty.",
)
def l2_grads_factor_two(grads, params, lam):
    """2*lam*W."""
    return _decayed(grads, params, 2 * lam)


@misconception(
    "l2_grads/half",
    "Your decay is half of what it should be: the derivative of a square brings a factor of 2.",
)
def l2_grads_half(grads, params, lam):
    """lam/2 * W."""
    return _decayed(grads, params, lam / 2)


@misconception(
    "l2_grads/biases-too",
    "Your biases decay as well: the penalty does not count them, so their gradients stay.",
)
def l2_grads_biases_too(grads, params, lam):
    """The biases are decayed too."""
    return _decayed(grads, params, lam, only="")


@misconception(
    "l2_grads/minus",
    "Your decay has the wrong sign: it would make the weights grow, and it should pull them "
    "towards 0.",
)
def l2_grads_minus(grads, params, lam):
    """The sign is flipped."""
    return _decayed(grads, params, -lam)


@misconception(
    "l2_grads/in-place",
    "Your numbers are right, but you change the caller's gradients: make new arrays in a new dict.",
)
def l2_grads_in_place(grads, params, lam):
    """Grads is changed in place."""
    for k in grads:
        if k.startswith("W"):
            grads[k] += lam * params[k]
    return grads


@misconception(
    "l2_grads/integer-result",
    "Where weights are whole numbers their gradients lose their decimals. An array made like them"
    " holds whole numbers, too: make one of floats.",
)
def l2_grads_integer_result(grads, params, lam):
    """The gradients are put into arrays of the weights' type."""
    new = dict(grads)
    for k, w in params.items():
        if k.startswith("W"):
            new[k] = np.zeros_like(w)
            new[k][...] = grads[k] + lam * w
    return new


def _stop_after(val_losses, wait):
    """The first epoch at which the best is that many epochs past, and the best up to then."""
    best = 0
    for epoch, loss in enumerate(val_losses):
        if loss < val_losses[best]:
            best = epoch
        if epoch - best >= wait:
            return epoch, best
    return len(val_losses) - 1, best


@misconception(
    "early_stopping/one-too-early",
    "You stop one epoch too early: `patience` epochs in a row must have brought no new minimum.",
)
def early_stopping_one_too_early(val_losses, patience):
    """Stops one epoch too early."""
    return _stop_after(val_losses, patience - 1)


@misconception(
    "early_stopping/one-too-late",
    "You stop one epoch too late: stop as soon as the count reaches `patience`.",
)
def early_stopping_one_too_late(val_losses, patience):
    """Stops one epoch too late (> instead of >=)."""
    return _stop_after(val_losses, patience + 1)


@misconception(
    "early_stopping/never-resets",
    "You count all epochs without a new minimum: the count starts again at each new minimum.",
)
def early_stopping_never_resets(val_losses, patience):
    """The counter is not reset at a new minimum."""
    best, count = 0, 0
    for epoch, loss in enumerate(val_losses):
        if loss < val_losses[best]:
            best = epoch
        elif epoch > 0:
            count += 1
        if count >= patience:
            return epoch, best
    return len(val_losses) - 1, best


@misconception(
    "early_stopping/compares-with-previous",
    "You compare each loss with the one before it: compare with the lowest so far.",
)
def early_stopping_compares_with_previous(val_losses, patience):
    """Compares with the previous epoch instead of the best one."""
    best, count = 0, 0
    for epoch in range(1, len(val_losses)):
        if val_losses[epoch] < val_losses[epoch - 1]:
            best, count = epoch, 0
        else:
            count += 1
        if count >= patience:
            return epoch, best
    return len(val_losses) - 1, best


@misconception(
    "early_stopping/waits-by-previous",
    "You count against the epoch before: an epoch counts unless it goes below the lowest loss so "
    "far.",
)
def early_stopping_waits_by_previous(val_losses, patience):
    """Counts the epochs that are no better than the previous one; the best epoch is right."""
    count = 0
    for epoch in range(1, len(val_losses)):
        count = 0 if val_losses[epoch] < val_losses[epoch - 1] else count + 1
        if count >= patience:
            return epoch, int(np.argmin(val_losses[: epoch + 1]))
    return len(val_losses) - 1, int(np.argmin(val_losses))


@misconception(
    "early_stopping/equal-is-new",
    "You take an equal loss for a new minimum: only a lower one is new.",
)
def early_stopping_equal_is_new(val_losses, patience):
    """An equal loss counts as a new minimum."""
    best = 0
    for epoch, loss in enumerate(val_losses):
        if loss <= val_losses[best]:
            best = epoch
        if epoch - best >= patience:
            return epoch, best
    return len(val_losses) - 1, best


@misconception(
    "early_stopping/min-improvement",
    "You ask for more than a lower loss. Any loss below the lowest one so far is a new minimum, "
    "however small the gain.",
)
def early_stopping_min_improvement(val_losses, patience):
    """Only an improvement of 0.01 counts."""
    best = 0
    for epoch, loss in enumerate(val_losses):
        if loss < val_losses[best] - 0.01:
            best = epoch
        if epoch - best >= patience:
            return epoch, best
    return len(val_losses) - 1, best


@misconception(
    "early_stopping/never-stops",
    "Yours always runs to the last epoch: stop once `patience` epochs in a row have brought no new "
    "minimum.",
)
def early_stopping_never_stops(val_losses, patience):
    """Always runs to the last epoch."""
    return len(val_losses) - 1, int(np.argmin(val_losses))


@misconception(
    "early_stopping/best-of-all-epochs",
    "You stop in time, but your best epoch comes after the stop: those epochs were never run.",
)
def early_stopping_best_of_all_epochs(val_losses, patience):
    """best_epoch looks at the epochs after the stop too."""
    return _stop_after(val_losses, patience)[0], int(np.argmin(val_losses))


@misconception(
    "early_stopping/order-swapped",
    "Your two numbers have changed places: the stop epoch comes first, then the best one.",
)
def early_stopping_order_swapped(val_losses, patience):
    """Returns (best_epoch, stop_epoch)."""
    return _stop_after(val_losses, patience)[::-1]


@misconception(
    "early_stopping/best-loss",
    "Your second number is the lowest loss itself: the number of its epoch is wanted.",
)
def early_stopping_best_loss(val_losses, patience):
    """Returns (stop_epoch, lowest loss)."""
    stop, best = _stop_after(val_losses, patience)
    return stop, val_losses[best]


@misconception(
    "early_stopping/none-at-the-end",
    "You return nothing when the patience never runs out: after the loop, return the last epoch "
    "and the best one.",
)
def early_stopping_none_at_the_end(val_losses, patience):
    """No return when the patience never runs out: None."""
    stop, best = _stop_after(val_losses, patience)
    return (stop, best) if stop - best >= patience else None
