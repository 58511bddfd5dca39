"""Other formulas in the place of those for regularization: other norms, scales and rules to stop."""

import numpy as np

from autograder.course import relative

# --- dropout_grad ---


@relative(
    "dropout_grad",
    "The scale comes from the share of ones in the mask. On the way forward it came from p_drop: use the same "
    "here.",
)
def dropout_grad_by_the_share_kept(d_out, mask, p_drop):
    return d_out * mask / np.mean(mask)


@relative(
    "dropout_grad",
    "The scale comes from the share of ones in each column of the mask. On the way forward it came from p_drop: "
    "use the same here.",
)
def dropout_grad_by_the_share_kept_in_a_column(d_out, mask, p_drop):
    return d_out * mask / np.mean(mask, axis=0)


@relative(
    "dropout_grad",
    "The gradient is divided by the number of ones in the mask. Divide by the probability to be kept.",
)
def dropout_grad_by_the_number_kept(d_out, mask, p_drop):
    return d_out * mask / np.sum(mask)


@relative(
    "dropout_grad",
    "The scale comes in twice: the mask is 1 or 0 and holds no scale, so divide once.",
)
def dropout_grad_scaled_twice(d_out, mask, p_drop):
    return d_out * mask / (1 - p_drop) ** 2


@relative(
    "dropout_grad",
    "Where the mask is 0, the gradient still comes through, without the scale. A dropped unit had no part in the "
    "loss, so its gradient is 0.",
)
def dropout_grad_dropped_come_through(d_out, mask, p_drop):
    return np.where(mask, d_out / (1 - p_drop), d_out)


@relative(
    "dropout_grad",
    "The gradient comes through where it is positive itself, as for a ReLU. It comes through where the mask is 1.",
)
def dropout_grad_mask_from_the_gradient(d_out, mask, p_drop):
    return d_out * (d_out > 0) / (1 - p_drop)


@relative(
    "dropout_grad",
    "The first row of the mask is used for all samples. Each row has a mask of its own.",
)
def dropout_grad_first_row_of_the_mask(d_out, mask, p_drop):
    return d_out * mask[0] / (1 - p_drop)


@relative(
    "dropout_grad",
    "The scale is 1 + p_drop. The way forward divided by the probability to be kept, and the way back does too.",
)
def dropout_grad_one_plus_p(d_out, mask, p_drop):
    return d_out * mask * (1 + p_drop)


@relative(
    "dropout_grad",
    "The gradient is multiplied by the probability to be dropped. Divide by the probability to be kept.",
)
def dropout_grad_times_p(d_out, mask, p_drop):
    return d_out * mask * p_drop


# --- l2_penalty ---


def _weights(params):
    return [w for k, w in params.items() if k.startswith("W")]


@relative(
    "l2_penalty",
    "You add up the weights of a matrix first and square the sum, so that signs cancel. Square each weight, then "
    "add up.",
)
def l2_penalty_square_of_each_sum(params, lam):
    return lam / 2 * sum(np.sum(w) ** 2 for w in _weights(params))


@relative(
    "l2_penalty",
    "You add up all weights first and square the sum, so that signs cancel. Square each weight, then add up.",
)
def l2_penalty_square_of_the_sum(params, lam):
    return lam / 2 * sum(np.sum(w) for w in _weights(params)) ** 2


@relative(
    "l2_penalty",
    "This is an elastic net: absolute values and squares together. Here the squares alone count.",
)
def l2_penalty_elastic_net(params, lam):
    return sum(lam * np.sum(np.abs(w)) + lam / 2 * np.sum(w**2) for w in _weights(params))


@relative(
    "l2_penalty",
    "Each sum of squares is divided by the number of rows of its matrix. Here the penalty is not divided by a "
    "number of rows or samples.",
)
def l2_penalty_divided_by_rows(params, lam):
    return lam / 2 * sum(np.sum(w**2) / len(w) for w in _weights(params))


@relative(
    "l2_penalty",
    "The sum is divided by the number of weight matrices. Add up over the layers, and don't average.",
)
def l2_penalty_mean_of_layers(params, lam):
    return lam / 2 * np.mean([np.sum(w**2) for w in _weights(params)])


@relative(
    "l2_penalty",
    "This uses the largest singular value of each matrix, the spectral norm. Add up the squares of all weights.",
)
def l2_penalty_spectral_norm(params, lam):
    return lam / 2 * sum(np.linalg.norm(w, 2) ** 2 for w in _weights(params))


@relative(
    "l2_penalty",
    "All entries of the matrix product W · Wᵀ are added up, so that different weights are multiplied with each "
    "other. Square each weight alone.",
)
def l2_penalty_product_with_itself(params, lam):
    return lam / 2 * sum(np.sum(w @ w.T) for w in _weights(params))


@relative(
    "l2_penalty",
    "All entries of the matrix product Wᵀ · W are added up, so that different weights are multiplied with each "
    "other. Square each weight alone.",
)
def l2_penalty_transposed_product(params, lam):
    return lam / 2 * sum(np.sum(w.T @ w) for w in _weights(params))


@relative(
    "l2_penalty",
    "This is the variance of the weights: their mean is taken away first. Square the weights as they are, and "
    "add up.",
)
def l2_penalty_variance(params, lam):
    return lam / 2 * sum(np.var(w) for w in _weights(params))


@relative(
    "l2_penalty",
    "This is lam times the weights, added up: the slope of the penalty. Square each weight, and mind the half.",
)
def l2_penalty_sum_of_slopes(params, lam):
    return sum(np.sum(lam * w) for w in _weights(params))


@relative(
    "l2_penalty",
    "Only the first weight matrix counts. Add up over all layers.",
)
def l2_penalty_first_layer(params, lam):
    return lam / 2 * np.sum(_weights(params)[0] ** 2)


@relative(
    "l2_penalty",
    "Only W1 and W2 count. A deeper network has W3 and more: go through all names that begin with W.",
)
def l2_penalty_two_layers_at_most(params, lam):
    return lam / 2 * sum(np.sum(w**2) for w in _weights(params)[:2])


# --- l2_grads ---


def _decayed(grads, params, decay):
    return {k: g + decay(params[k]) if k.startswith("W") else g for k, g in grads.items()}


@relative(
    "l2_grads",
    "You add the slope of the L1 penalty, lam times the sign of each weight. The slope of a square grows with the "
    "weight.",
)
def l2_grads_sign(grads, params, lam):
    return _decayed(grads, params, lambda w: lam * np.sign(w))


@relative(
    "l2_grads",
    "You add the slopes of two penalties: the sign of each weight (L1) and the weight itself (L2). Here L2 alone "
    "is asked for.",
)
def l2_grads_elastic_net(grads, params, lam):
    return _decayed(grads, params, lambda w: lam * np.sign(w) + lam * w)


@relative(
    "l2_grads",
    "You add the matrix's own penalty, one number, to all its gradients. Add the slope of the penalty, which each "
    "weight has for itself.",
)
def l2_grads_adds_the_penalty(grads, params, lam):
    return _decayed(grads, params, lambda w: lam / 2 * np.sum(w**2))


@relative(
    "l2_grads",
    "You add the penalty of all weights, one number, to each gradient. Add the slope of the penalty, which each "
    "weight has for itself.",
)
def l2_grads_adds_the_whole_penalty(grads, params, lam):
    penalty = lam / 2 * sum(np.sum(w**2) for w in _weights(params))
    return _decayed(grads, params, lambda w: penalty)


@relative(
    "l2_grads",
    "You add lam/2 times the square of each weight: its price. Add the slope of that price.",
)
def l2_grads_adds_the_price(grads, params, lam):
    return _decayed(grads, params, lambda w: lam / 2 * w**2)


@relative(
    "l2_grads",
    "You add lam times the length of a matrix to all its gradients. Each weight adds lam times itself.",
)
def l2_grads_length_of_the_weights(grads, params, lam):
    return _decayed(grads, params, lambda w: lam * np.linalg.norm(w))


@relative(
    "l2_grads",
    "The decay is divided by the number of rows of each matrix. The penalty is not divided by anything of that "
    "sort, and so its slope isn't either.",
)
def l2_grads_divided_by_rows(grads, params, lam):
    return _decayed(grads, params, lambda w: lam * w / len(w))


@relative(
    "l2_grads",
    "The decay is divided by the number of weights in each matrix. The penalty is a sum, and so each weight adds "
    "lam times itself.",
)
def l2_grads_divided_by_weights(grads, params, lam):
    return _decayed(grads, params, lambda w: lam * w / w.size)


@relative(
    "l2_grads",
    "This is a weighted mean of gradient and weight. Keep the whole gradient, and add lam times the weight.",
)
def l2_grads_weighted_mean(grads, params, lam):
    return {
        k: (1 - lam) * g + lam * params[k] if k.startswith("W") else g for k, g in grads.items()
    }


@relative(
    "l2_grads",
    "You take a step: these are new weights, not gradients. Add lam times the weight to the gradient; the step "
    "comes later.",
)
def l2_grads_takes_a_step(grads, params, lam):
    return {k: params[k] - lam * g if k.startswith("W") else g for k, g in grads.items()}


@relative(
    "l2_grads",
    "These are the weights, made smaller by lam times themselves. Add lam times the weights to their gradients.",
)
def l2_grads_shrinks_the_weights(grads, params, lam):
    return {k: (1 - lam) * params[k] if k.startswith("W") else g for k, g in grads.items()}


@relative(
    "l2_grads",
    "Only the last weight matrix decays. Every weight matrix does, the first as well.",
)
def l2_grads_last_layer(grads, params, lam):
    last = [k for k in grads if k.startswith("W")][-1]
    return grads | {last: grads[last] + lam * params[last]}


@relative(
    "l2_grads",
    "Only W1 decays. Every weight matrix does, W2 as well.",
)
def l2_grads_first_layer(grads, params, lam):
    return grads | {"W1": grads["W1"] + lam * params["W1"]}


@relative(
    "l2_grads",
    "These are the parameters, with weights made smaller by lam times themselves. Give back gradients: add lam times "
    "the weights to theirs.",
)
def l2_grads_of_parameters(grads, params, lam):
    return {k: (1 - lam) * w if k.startswith("W") else w for k, w in params.items()}


@relative(
    "l2_grads",
    "lam multiplies the gradient, and the whole weight is added. It is the other way round: lam belongs to the weight.",
)
def l2_grads_lam_on_the_gradient(grads, params, lam):
    return {k: lam * g + params[k] if k.startswith("W") else g for k, g in grads.items()}


# --- early_stopping ---


def _walk(val_losses, patience):
    """The right walk through the losses."""
    best = 0
    for epoch, loss in enumerate(val_losses):
        if loss < val_losses[best]:
            best = epoch
        if epoch - best >= patience:
            return epoch, best
    return len(val_losses) - 1, best


@relative(
    "early_stopping",
    "You look at the whole list at once: the lowest loss of all, plus patience. Walk through it; while training "
    "runs, later losses are not yet known.",
)
def early_stopping_lowest_of_all_plus_patience(val_losses, patience):
    best = int(np.argmin(val_losses))
    return min(best + patience, len(val_losses) - 1), best


@relative(
    "early_stopping",
    "You look at the whole list at once: the lowest loss of all, plus patience, even past the end of the list. "
    "Walk through it, epoch by epoch.",
)
def early_stopping_lowest_plus_patience_past_the_end(val_losses, patience):
    best = int(np.argmin(val_losses))
    return best + patience, best


@relative(
    "early_stopping",
    "You stop at the epoch with the number `patience`, whatever the losses do. Patience counts the epochs in a "
    "row without a new minimum.",
)
def early_stopping_after_patience_epochs(val_losses, patience):
    stop = min(patience, len(val_losses) - 1)
    return stop, int(np.argmin(val_losses[: stop + 1]))


@relative(
    "early_stopping",
    "You stop at the first epoch that brings no new minimum: patience plays no part. Wait until `patience` such "
    "epochs have come in a row.",
)
def early_stopping_at_the_first_rise(val_losses, patience):
    for epoch in range(1, len(val_losses)):
        if val_losses[epoch] >= val_losses[epoch - 1]:
            return epoch, epoch - 1
    return len(val_losses) - 1, len(val_losses) - 1


@relative(
    "early_stopping",
    "You compare each loss with the one `patience` epochs before. Compare with the lowest so far, and count the "
    "epochs in a row that stay above it.",
)
def early_stopping_compares_with_patience_before(val_losses, patience):
    for epoch in range(patience, len(val_losses)):
        if val_losses[epoch] >= val_losses[epoch - patience]:
            return epoch, int(np.argmin(val_losses[: epoch + 1]))
    return len(val_losses) - 1, int(np.argmin(val_losses))


@relative(
    "early_stopping",
    "Your count goes down by one at a new minimum. It should start again at 0.",
)
def early_stopping_count_goes_down(val_losses, patience):
    best, count = 0, 0
    for epoch in range(1, len(val_losses)):
        if val_losses[epoch] < val_losses[best]:
            best, count = epoch, max(0, count - 1)
        else:
            count += 1
        if count >= patience:
            return epoch, best
    return len(val_losses) - 1, best


@relative(
    "early_stopping",
    "An epoch with a loss equal to the lowest is not counted. It brought no new minimum, so it counts.",
)
def early_stopping_equal_is_not_counted(val_losses, patience):
    best, count = 0, 0
    for epoch in range(1, len(val_losses)):
        if val_losses[epoch] < val_losses[best]:
            best, count = epoch, 0
        elif val_losses[epoch] > val_losses[best]:
            count += 1
        if count >= patience:
            return epoch, best
    return len(val_losses) - 1, best


@relative(
    "early_stopping",
    "An epoch with a loss equal to the lowest sets your count back. Only a lower loss does.",
)
def early_stopping_equal_sets_back(val_losses, patience):
    best, count = 0, 0
    for epoch in range(1, len(val_losses)):
        if val_losses[epoch] <= val_losses[best]:
            count = 0
        else:
            count += 1
        if val_losses[epoch] < val_losses[best]:
            best = epoch
        if count >= patience:
            return epoch, best
    return len(val_losses) - 1, best


@relative(
    "early_stopping",
    "You stop in time, but where losses are equal you name the last of the lowest. An equal loss is no new "
    "minimum: the first one is the best.",
)
def early_stopping_last_of_the_lowest(val_losses, patience):
    stop, _ = _walk(val_losses, patience)
    seen = val_losses[: stop + 1]
    return stop, stop - int(np.argmin(seen[::-1]))


@relative(
    "early_stopping",
    "You count only the epochs in which the loss goes up, against the epoch before. Count every epoch that stays "
    "at or above the lowest so far.",
)
def early_stopping_counts_rises(val_losses, patience):
    best, count = 0, 0
    for epoch in range(1, len(val_losses)):
        count = count + 1 if val_losses[epoch] > val_losses[epoch - 1] else 0
        if val_losses[epoch] < val_losses[best]:
            best = epoch
        if count >= patience:
            return epoch, best
    return len(val_losses) - 1, best


@relative(
    "early_stopping",
    "You count all rises against the epoch before, and the count never starts again. Count epochs in a row "
    "without a new minimum.",
)
def early_stopping_counts_all_rises(val_losses, patience):
    best, count = 0, 0
    for epoch in range(1, len(val_losses)):
        count += val_losses[epoch] > val_losses[epoch - 1]
        if val_losses[epoch] < val_losses[best]:
            best = epoch
        if count >= patience:
            return epoch, best
    return len(val_losses) - 1, best


@relative(
    "early_stopping",
    "Epoch 0 is counted as an epoch without a new minimum. Its loss is the first minimum: the count starts at 0.",
)
def early_stopping_counts_epoch_0(val_losses, patience):
    best, count = 0, 0
    for epoch, loss in enumerate(val_losses):
        if loss < val_losses[best]:
            best, count = epoch, 0
        else:
            count += 1
        if count >= patience:
            return epoch, best
    return len(val_losses) - 1, best


@relative(
    "early_stopping",
    "From epoch number `patience` on, you stop at the first loss that is no new minimum. Wait until `patience` "
    "epochs in a row have brought none.",
)
def early_stopping_first_failure_after_patience(val_losses, patience):
    best = 0
    for epoch, loss in enumerate(val_losses):
        if loss < val_losses[best]:
            best = epoch
        elif epoch >= patience:
            return epoch, best
    return len(val_losses) - 1, best


@relative(
    "early_stopping",
    "Both numbers are one too large: you count epochs from 1. Count them from 0.",
)
def early_stopping_counts_from_1(val_losses, patience):
    stop, best = _walk(val_losses, patience)
    return stop + 1, best + 1


@relative(
    "early_stopping",
    "Your best epoch is right, but the stop is one too large everywhere: you give the number of epochs that were "
    "run. Give the number of the last one, counted from 0.",
)
def early_stopping_number_of_epochs_run(val_losses, patience):
    stop, best = _walk(val_losses, patience)
    return stop + 1, best


@relative(
    "early_stopping",
    "Where the patience never runs out, you give the number of epochs. Give the number of the last epoch: they "
    "count from 0.",
)
def early_stopping_number_of_epochs_at_the_end(val_losses, patience):
    stop, best = _walk(val_losses, patience)
    return (stop if stop - best >= patience else len(val_losses)), best


@relative(
    "early_stopping",
    "Where the patience never runs out, your stop lies past the end of the list. The stop epoch is the last one "
    "then.",
)
def early_stopping_past_the_end(val_losses, patience):
    _, best = _walk(val_losses, patience)
    return best + patience, best


@relative(
    "early_stopping",
    "Where the patience never runs out, you name the last epoch as the best. The best is the one with the lowest "
    "loss so far.",
)
def early_stopping_last_is_best_at_the_end(val_losses, patience):
    stop, best = _walk(val_losses, patience)
    return stop, best if stop - best >= patience else stop


@relative(
    "early_stopping",
    "Your second number is the epoch before the stop. It should be the epoch with the lowest loss.",
)
def early_stopping_best_is_before_the_stop(val_losses, patience):
    stop, _ = _walk(val_losses, patience)
    return stop, stop - 1


@relative(
    "early_stopping",
    "Your best epoch is counted from the start of a window, the last epochs before the stop. Count it from the "
    "first epoch of the list.",
)
def early_stopping_best_within_the_window(val_losses, patience):
    stop, _ = _walk(val_losses, patience)
    first = max(0, stop - patience)
    return stop, int(np.argmin(val_losses[first : stop + 1]))


@relative(
    "early_stopping",
    "You look for the lowest loss in the last `patience` epochs alone. Look at all epochs up to the stop.",
)
def early_stopping_best_of_the_last_epochs(val_losses, patience):
    stop, _ = _walk(val_losses, patience)
    first = max(0, stop - patience + 1)
    return stop, first + int(np.argmin(val_losses[first : stop + 1]))


@relative(
    "early_stopping",
    "You compare with the loss of the first epoch all the time. Compare with the lowest so far.",
)
def early_stopping_compares_with_the_first(val_losses, patience):
    best, count = 0, 0
    for epoch in range(1, len(val_losses)):
        if val_losses[epoch] < val_losses[0]:
            best, count = epoch, 0
        else:
            count += 1
        if count >= patience:
            return epoch, best
    return len(val_losses) - 1, best


@relative(
    "early_stopping",
    "You compare each loss with the one before, and where the patience never runs out, you name the last epoch as "
    "the best. Compare with the lowest so far.",
)
def early_stopping_previous_and_last_is_best(val_losses, patience):
    count = 0
    for epoch in range(1, len(val_losses)):
        count = 0 if val_losses[epoch] < val_losses[epoch - 1] else count + 1
        if count >= patience:
            return epoch, epoch - patience
    return len(val_losses) - 1, len(val_losses) - 1


@relative(
    "early_stopping",
    "You stop when `patience` epochs have been run, whatever the losses do. Count only epochs without a new minimum, "
    "and start again at each new one.",
)
def early_stopping_runs_patience_epochs(val_losses, patience):
    stop = min(patience, len(val_losses)) - 1
    return stop, int(np.argmin(val_losses[: stop + 1]))


@relative(
    "early_stopping",
    "You stop in the epoch after the right one, and its loss plays no part any more. Stop in the epoch in which the "
    "count reaches `patience`.",
)
def early_stopping_looks_at_the_count_too_late(val_losses, patience):
    stop, best = _walk(val_losses, patience)
    return min(stop + 1, len(val_losses) - 1), best


@relative(
    "early_stopping",
    "You count the epochs in which the loss goes up, against the epoch before, and start again only at a new minimum. "
    "Every epoch without a new minimum counts.",
)
def early_stopping_counts_rises_until_a_minimum(val_losses, patience):
    best, count = 0, 0
    for epoch in range(1, len(val_losses)):
        if val_losses[epoch] < val_losses[best]:
            best, count = epoch, 0
        elif val_losses[epoch] > val_losses[epoch - 1]:
            count += 1
        if count >= patience:
            return epoch, best
    return len(val_losses) - 1, best


@relative(
    "early_stopping",
    "Where the patience runs out, your stop is one epoch too late; at the end of the list it is right. Give the epoch "
    "in which the count reaches `patience`.",
)
def early_stopping_one_more_where_it_stops(val_losses, patience):
    stop, best = _walk(val_losses, patience)
    return stop + (stop - best >= patience), best
