"""Two mistakes in a formula for regularization, in different parts of it."""

import numpy as np

from dlref.relatives._pairs import Mistake, pairs, singles, threes

# --- dropout_grad ---


def _dropout_grad(passes=lambda mask: mask, scale=lambda p_drop: 1 / (1 - p_drop)):
    def dropout_grad(d_out, mask, p_drop):
        return d_out * passes(1 * mask) * scale(np.float64(p_drop))

    return dropout_grad


_DROPOUT_GRAD = (
    Mistake("passes", "no_mask", "Every gradient comes through, without the mask.", lambda mask: 1),
    Mistake(
        "passes",
        "inverted",
        "The mask is the wrong way round: the dropped units get the gradient.",
        lambda mask: 1 - mask,
    ),
    Mistake(
        "scale",
        "no_scale",
        "The scale of the way forward is missing.",
        lambda p_drop: 1,
    ),
    Mistake(
        "scale",
        "divided_by_p",
        "You divide by the probability to be dropped, not by that to be kept.",
        lambda p_drop: 1 / p_drop,
    ),
    Mistake(
        "scale",
        "times_kept",
        "You multiply by the probability to be kept: the way forward divided by it.",
        lambda p_drop: 1 - p_drop,
    ),
)


# --- l2_penalty and l2_grads ---


def _is_weight(key, first, last):
    return key.startswith("W")


_WHICH = (
    Mistake(
        "counts", "biases_too", "The biases count as well: leave them out.", lambda key, *_: True
    ),
    Mistake(
        "counts",
        "first_layer",
        "Only the first weight matrix counts.",
        lambda key, first, last: key == first,
    ),
    Mistake(
        "counts",
        "last_layer",
        "Only the last weight matrix counts.",
        lambda key, first, last: key == last,
    ),
)
_FACTORS = (
    Mistake("factor", "minus", "The sign is wrong.", lambda lam: -lam),
    Mistake("factor", "no_lam", "lam is missing.", lambda lam: 1),
)


def _chosen(params, counts):
    weights = [key for key in params if key.startswith("W")]
    return [key for key in params if counts(key, weights[0], weights[-1])]


def _l2_penalty(
    counts=_is_weight, factor=lambda lam: lam, half=lambda: 0.5, price=lambda w: np.sum(w**2)
):
    def l2_penalty(params, lam):
        return half() * factor(lam) * sum(price(params[k]) for k in _chosen(params, counts))

    return l2_penalty


_L2_PENALTY = (
    *_WHICH,
    *_FACTORS,
    Mistake("factor", "lam_squared", "lam is squared.", lambda lam: lam**2),
    Mistake("factor", "over_lam", "You divide by lam: multiply by it.", lambda lam: 1 / lam),
    Mistake("factor", "lam_fixed", "The factor is always 0.01: use lam.", lambda lam: 0.01),
    Mistake("half", "doubled", "There is a 2 where the ½ belongs.", lambda: 2),
    Mistake("price", "mean", "The squares are averaged: add them up.", lambda w: np.mean(w**2)),
    Mistake("price", "sum", "The weights are added up without squares.", np.sum),
    Mistake(
        "price",
        "cube",
        "The weights are raised to the power 3: square them.",
        lambda w: np.sum(w**3),
    ),
    Mistake(
        "price", "largest", "Only the largest square counts: add up all.", lambda w: np.max(w**2)
    ),
    Mistake(
        "price",
        "over_rows",
        "The sum is divided by the number of rows.",
        lambda w: np.sum(w**2) / len(w),
    ),
    Mistake("half", "no_half", "The factor ½ is missing.", lambda: 1),
    Mistake(
        "price",
        "sizes",
        "You add up absolute values: square the weights.",
        lambda w: np.sum(np.abs(w)),
    ),
    Mistake(
        "price",
        "square_of_the_sum",
        "You add up first and square the sum: square each weight, then add up.",
        lambda w: np.sum(w) ** 2,
    ),
    Mistake(
        "price",
        "length",
        "You take the root of each sum of squares: there is no root.",
        np.linalg.norm,
    ),
)


def _l2_grads(
    counts=_is_weight,
    factor=lambda lam: lam,
    times=lambda: 1,
    slope=lambda w: w,
    keeps=lambda g: g,
    gradient=lambda g, lam: g,
):
    def l2_grads(grads, params, lam):
        chosen = _chosen(params, counts)
        return {
            k: keeps(gradient(g, lam)) + times() * factor(lam) * slope(params[k])
            if k in chosen
            else g
            for k, g in grads.items()
        }

    return l2_grads


_L2_GRADS = (
    Mistake(
        "gradient",
        "gradient_shrinks",
        "The gradient is multiplied by 1 - lam, too.",
        lambda g, lam: (1 - lam) * g,
    ),
    Mistake(
        "gradient",
        "gradient_times_lam",
        "The gradient is multiplied by lam, too.",
        lambda g, lam: lam * g,
    ),
    Mistake(
        "gradient",
        "gradient_grows",
        "The gradient is multiplied by 1 + lam, too.",
        lambda g, lam: (1 + lam) * g,
    ),
    *_WHICH,
    *_FACTORS,
    Mistake("factor", "lam_squared", "lam is squared.", lambda lam: lam**2),
    Mistake("factor", "over_lam", "You divide by lam: multiply by it.", lambda lam: 1 / lam),
    Mistake("factor", "lam_fixed", "The factor is always 0.01: use lam.", lambda lam: 0.01),
    Mistake(
        "times",
        "twice_with_minus",
        "The decay is twice too strong, and its sign is wrong.",
        lambda: -2,
    ),
    Mistake("slope", "size", "The weights have lost their minus signs.", np.abs),
    Mistake(
        "slope", "square", "The weights are squared: that is the penalty, not its slope.", np.square
    ),
    Mistake("slope", "cube", "The weights are raised to the power 3.", lambda w: w**3),
    Mistake("slope", "one_for_all", "lam alone is added, without the weight.", lambda w: 1 + 0 * w),
    Mistake(
        "slope",
        "sum",
        "One sum of all weights is added: each weight adds itself.",
        lambda w: 0 * w + np.sum(w),
    ),
    Mistake(
        "slope",
        "mean",
        "One mean of all weights is added: each weight adds itself.",
        lambda w: 0 * w + np.mean(w),
    ),
    Mistake(
        "slope",
        "sum_of_squares",
        "One sum of squares is added: each weight adds itself.",
        lambda w: 0 * w + np.sum(w**2),
    ),
    Mistake(
        "slope",
        "first_row",
        "The first row of weights is added to each row.",
        lambda w: 0 * w + w[0],
    ),
    Mistake(
        "slope",
        "length_one",
        "The weights are divided by their length.",
        lambda w: w / np.linalg.norm(w),
    ),
    Mistake(
        "slope",
        "over_entries",
        "The decay is divided by the number of weights.",
        lambda w: w / w.size,
    ),
    Mistake(
        "slope", "over_rows", "The decay is divided by the number of rows.", lambda w: w / len(w)
    ),
    Mistake("times", "twice", "The decay is twice too strong.", lambda: 2),
    Mistake("times", "half", "The decay is half of what it should be.", lambda: 0.5),
    Mistake("slope", "sign", "The sign of each weight is added: add the weight itself.", np.sign),
    Mistake(
        "keeps",
        "no_gradient",
        "The gradient is left out where the decay is added.",
        lambda g: 0,
    ),
)


# --- early_stopping ---


def _early_stopping(
    is_new=lambda loss, lowest, previous: loss < lowest,
    limit=lambda patience: patience,
    set_back=lambda count: 0,
    returned=lambda stop, best, val_losses: (stop, best),
    at_the_end=lambda best, val_losses: len(val_losses) - 1,
    at_the_stop=lambda stop, best, patience: (stop, best),
    goes_on=lambda: False,
):
    def early_stopping(val_losses, patience):
        val_losses = [float(loss) for loss in val_losses]
        best, count, stop = 0, 0, None
        for epoch in range(1, len(val_losses)):
            if is_new(val_losses[epoch], val_losses[best], val_losses[epoch - 1]):
                best, count = epoch, set_back(count)
            else:
                count += 1
            if count >= limit(patience):
                stop = epoch
                if goes_on():
                    continue
                return returned(*at_the_stop(stop, best, patience), val_losses)
        if stop is None:
            stop = at_the_end(best, val_losses)
        return returned(stop, best, val_losses)

    return early_stopping


_EARLY_STOPPING = (
    Mistake(
        "at_the_stop",
        "swapped_at_the_stop",
        "Where it stops the two numbers have changed places.",
        lambda stop, best, patience: (best, stop),
    ),
    Mistake(
        "at_the_stop",
        "best_at_the_stop",
        "Where it stops you give the best epoch twice.",
        lambda stop, best, patience: (best, best),
    ),
    Mistake(
        "at_the_stop",
        "one_more_at_the_stop",
        "Where it stops you give the number of epochs run: the last one is one less.",
        lambda stop, best, patience: (stop + 1, best),
    ),
    Mistake(
        "at_the_stop",
        "one_less_at_the_stop",
        "Where it stops you give the epoch before: give the one at which it was seen.",
        lambda stop, best, patience: (stop - 1, best),
    ),
    Mistake(
        "at_the_stop",
        "patience_before",
        "The best epoch is taken as `patience` epochs before the stop: keep it where you find it.",
        lambda stop, best, patience: (stop, stop - patience),
    ),
    Mistake("goes_on", "goes_on", "The loop goes on after the stop: leave it there.", lambda: True),
    Mistake(
        "is_new",
        "equal_is_new",
        "An equal loss is taken for a new minimum.",
        lambda loss, lowest, previous: loss <= lowest,
    ),
    Mistake(
        "is_new",
        "previous",
        "Each loss is compared with the one before: compare with the lowest so far.",
        lambda loss, lowest, previous: loss < previous,
    ),
    Mistake(
        "is_new",
        "previous_or_equal",
        "Each loss is compared with the one before, and an equal one counts as new.",
        lambda loss, lowest, previous: loss <= previous,
    ),
    Mistake(
        "is_new",
        "turned",
        "A higher loss is taken for better.",
        lambda loss, lowest, previous: loss > lowest,
    ),
    *(
        Mistake(
            "is_new",
            f"by_{name}",
            f"A new minimum has to be lower by {margin:g}: any lower loss is one.",
            lambda loss, lowest, previous, margin=margin: loss < lowest - margin,
        )
        for name, margin in (("a_thousandth", 1e-3), ("a_hundredth", 1e-2), ("a_tenth", 1e-1))
    ),
    Mistake(
        "set_back",
        "set_to_1",
        "At a new minimum the count starts from 1: start from 0.",
        lambda count: 1,
    ),
    Mistake(
        "set_back",
        "goes_down",
        "At a new minimum the count goes down by 1: set it to 0.",
        lambda count: max(0, count - 1),
    ),
    Mistake(
        "at_the_end",
        "end_past_the_last",
        "Where it never stops you give the number of epochs: the last one is one less.",
        lambda best, val_losses: len(val_losses),
    ),
    Mistake(
        "at_the_end",
        "end_is_best",
        "Where it never stops you give the best epoch: give the last one.",
        lambda best, val_losses: best,
    ),
    Mistake(
        "at_the_end",
        "end_is_0",
        "Where it never stops you give 0: give the last epoch.",
        lambda best, val_losses: 0,
    ),
    Mistake(
        "at_the_end",
        "end_is_minus_1",
        "Where it never stops you give -1: give the last epoch.",
        lambda best, val_losses: -1,
    ),
    Mistake(
        "returned",
        "losses",
        "You give two losses: give the epochs.",
        lambda stop, best, val_losses: (
            val_losses[min(stop, len(val_losses) - 1)],
            val_losses[best],
        ),
    ),
    Mistake(
        "returned",
        "best_twice",
        "You give the best epoch twice: the first is the one where it stops.",
        lambda stop, best, val_losses: (best, best),
    ),
    Mistake(
        "returned",
        "stop_twice",
        "You give the stop twice: the second is the best epoch.",
        lambda stop, best, val_losses: (stop, stop),
    ),
    Mistake(
        "returned",
        "one_before",
        "The stop is one epoch too early: give the epoch at which it was seen.",
        lambda stop, best, val_losses: (stop - 1, best),
    ),
    Mistake(
        "returned",
        "one_after",
        "The stop is counted from 1, but not the best epoch.",
        lambda stop, best, val_losses: (stop + 1, best),
    ),
    Mistake(
        "returned",
        "lowest_until_the_stop",
        "The best epoch is right, whatever the count takes for best.",
        lambda stop, best, val_losses: (stop, int(np.argmin(val_losses[: stop + 1]))),
    ),
    Mistake("limit", "too_early", "You stop one epoch too early.", lambda patience: patience - 1),
    Mistake("limit", "too_late", "You stop one epoch too late.", lambda patience: patience + 1),
    Mistake(
        "set_back",
        "never_resets",
        "The count never starts again: it does so at each new minimum.",
        lambda count: count,
    ),
    Mistake(
        "returned",
        "order_swapped",
        "The two numbers have changed places: the stop comes first.",
        lambda stop, best, val_losses: (best, stop),
    ),
    Mistake(
        "returned",
        "best_loss",
        "The second number is the lowest loss itself: give its epoch.",
        lambda stop, best, val_losses: (stop, val_losses[best]),
    ),
    Mistake(
        "returned",
        "best_of_all",
        "The best epoch may come after the stop: look only at the epochs that were run.",
        lambda stop, best, val_losses: (stop, int(np.argmin(val_losses))),
    ),
    Mistake(
        "returned",
        "counted_from_1",
        "Both numbers are counted from 1: count epochs from 0.",
        lambda stop, best, val_losses: (stop + 1, best + 1),
    ),
)


_RIGHT_ALONE = ("lowest_until_the_stop", "patience_before")
"""What is a mistake only beside another one."""

globals().update(singles("l2_penalty", _l2_penalty, _L2_PENALTY))
globals().update(singles("l2_grads", _l2_grads, _L2_GRADS))
globals().update(
    singles(
        "early_stopping",
        _early_stopping,
        [each for each in _EARLY_STOPPING if each.name not in _RIGHT_ALONE],
    )
)
globals().update(pairs("dropout_grad", _dropout_grad, _DROPOUT_GRAD))
globals().update(pairs("l2_penalty", _l2_penalty, _L2_PENALTY))
globals().update(pairs("l2_grads", _l2_grads, _L2_GRADS))
globals().update(
    pairs(
        "early_stopping",
        _early_stopping,
        _EARLY_STOPPING,
        ["end_is_minus_1_and_lowest_until_the_stop", "patience_before_and_lowest_until_the_stop"],
    )
)
globals().update(
    threes(
        "early_stopping",
        _early_stopping,
        _EARLY_STOPPING,
        "equal_is_new previous too_early too_late never_resets order_swapped end_past_the_last end_is_best "
        "counted_from_1 best_of_all",
    )
)
globals().update(
    threes(
        "l2_penalty",
        _l2_penalty,
        _L2_PENALTY,
        "biases_too first_layer minus no_lam no_half sizes mean sum square_of_the_sum length",
    )
)
globals().update(
    threes(
        "l2_grads",
        _l2_grads,
        _L2_GRADS,
        "biases_too minus no_lam twice half sign square no_gradient",
    )
)
