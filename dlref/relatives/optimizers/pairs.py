"""Two mistakes in one optimizer, in different parts of it."""

import numpy as np

from dlref.relatives._pairs import Mistake, pairs, singles, threes

_UPHILL = Mistake("rate", "uphill", "The step goes uphill: take it away.", lambda lr: -lr)
_NO_RATE = Mistake("rate", "no_rate", "The step is made without lr.", lambda lr: 1)


# --- sgd_step ---


def _sgd(
    start=lambda w, lr: w, rate=lambda lr: lr, direction=lambda g, w: g, last=lambda new, w: new
):
    def sgd_step(params, grads, lr):
        return {
            k: last(start(w, lr) - rate(lr) * direction(grads[k], w), w) for k, w in params.items()
        }

    return sgd_step


_SGD = (
    Mistake(
        "start",
        "no_parameter",
        "The old parameter is left out: only the step comes back.",
        lambda w, lr: 0 * w,
    ),
    Mistake("start", "parameter_twice", "The old parameter counts twice.", lambda w, lr: 2 * w),
    Mistake("start", "minus_parameter", "The old parameter has the wrong sign.", lambda w, lr: -w),
    Mistake(
        "start",
        "parameter_times_rate",
        "lr multiplies the parameter: it goes with the gradient.",
        lambda w, lr: lr * w,
    ),
    Mistake(
        "start",
        "parameter_over_rate",
        "The parameter is divided by lr: it stays as it is.",
        lambda w, lr: w / lr,
    ),
    Mistake(
        "start",
        "parameter_shrinks",
        "The parameter is made smaller by lr, too.",
        lambda w, lr: (1 - lr) * w,
    ),
    Mistake(
        "start",
        "parameter_minus_rate",
        "lr itself is taken from the parameter.",
        lambda w, lr: w - lr,
    ),
    _UPHILL,
    _NO_RATE,
    Mistake(
        "rate", "uphill_no_rate", "The step is made without lr, and it goes uphill.", lambda lr: -1
    ),
    Mistake("rate", "rate_squared", "lr is squared.", lambda lr: lr**2),
    Mistake("rate", "root_of_rate", "The root of lr is taken.", np.sqrt),
    Mistake(
        "rate", "over_rate", "The gradient is divided by lr: multiply by it.", lambda lr: 1 / lr
    ),
    Mistake("rate", "half_rate", "The step is half as long as it should be.", lambda lr: lr / 2),
    Mistake("rate", "double_rate", "The step is twice as long as it should be.", lambda lr: 2 * lr),
    Mistake("rate", "rest_of_rate", "1 - lr stands where lr belongs.", lambda lr: 1 - lr),
    Mistake("direction", "sign", "Only the sign of the gradient is used.", lambda g, w: np.sign(g)),
    Mistake("direction", "size", "The gradient has lost its minus signs.", lambda g, w: np.abs(g)),
    Mistake("direction", "square", "The gradient is squared.", lambda g, w: g**2),
    Mistake(
        "direction",
        "mean",
        "One mean of the gradient is used for all: each entry has its own.",
        lambda g, w: np.mean(g),
    ),
    Mistake(
        "direction",
        "sum",
        "One sum of the gradient is used for all: each entry has its own.",
        lambda g, w: np.sum(g),
    ),
    Mistake(
        "direction",
        "row_mean",
        "The gradient is averaged over its rows: each entry has its own.",
        lambda g, w: g.mean(axis=0),
    ),
    Mistake(
        "direction",
        "row_sum",
        "The gradient is summed over its rows: each entry has its own.",
        lambda g, w: g.sum(axis=0),
    ),
    Mistake(
        "direction",
        "first_row",
        "The first row of the gradient is used for all.",
        lambda g, w: g[0],
    ),
    Mistake(
        "direction",
        "length_one",
        "The gradient is divided by its length.",
        lambda g, w: g / np.linalg.norm(g),
    ),
    Mistake(
        "direction", "cut_at_1", "The gradient is cut to -1 to 1.", lambda g, w: np.clip(g, -1, 1)
    ),
    Mistake(
        "direction",
        "cut_at_half",
        "The gradient is cut to -0.5 to 0.5.",
        lambda g, w: np.clip(g, -0.5, 0.5),
    ),
    Mistake(
        "direction",
        "parameter_for_gradient",
        "The step is made with the parameter: take its gradient.",
        lambda g, w: w,
    ),
    Mistake(
        "direction",
        "parameter_taken_away",
        "The step is made with the gradient minus the weight: take the gradient alone.",
        lambda g, w: g - w,
    ),
    Mistake(
        "direction",
        "parameter_added",
        "The step is made with the gradient plus the weight: take the gradient alone.",
        lambda g, w: g + w,
    ),
    Mistake(
        "direction",
        "gradient_times_parameter",
        "The step is made with the gradient times the weight: take the gradient alone.",
        lambda g, w: g * w,
    ),
    Mistake(
        "last",
        "relu",
        "What falls below 0 is set to 0: a parameter may be negative.",
        lambda new, w: np.maximum(new, 0),
    ),
    Mistake(
        "last",
        "step_alone",
        "Only the change comes back: give the new parameter.",
        lambda new, w: new - w,
    ),
)


# --- step_decay ---


def _step_decay(
    factor=lambda drop: drop,
    count=lambda epoch, every: epoch // every,
    falls=lambda lr, drop, n: lr * drop**n,
):
    def step_decay(lr, epoch, drop=0.5, every=10):
        with np.errstate(all="ignore"):
            return falls(lr, np.float64(factor(drop)), count(epoch, every))

    return step_decay


_STEP_DECAY = (
    Mistake("factor", "rest", "1 - drop stands where drop belongs.", lambda drop: 1 - drop),
    Mistake(
        "factor",
        "upside_down",
        "1 / drop stands where drop belongs: the rate grows.",
        lambda drop: 1 / drop,
    ),
    Mistake("factor", "fixed_half", "The rate is always halved: use drop.", lambda drop: 0.5),
    Mistake("factor", "root", "The root of drop is taken.", np.sqrt),
    Mistake(
        "count",
        "share",
        "epoch / every keeps its decimals: only full steps count.",
        lambda epoch, every: epoch / every,
    ),
    Mistake(
        "count",
        "each_epoch",
        "The rate falls at each epoch: only one in `every` counts.",
        lambda epoch, every: epoch,
    ),
    Mistake(
        "count",
        "remainder",
        "The rest of the division counts: take its whole part.",
        lambda epoch, every: epoch % every,
    ),
    Mistake(
        "count",
        "rounded",
        "The number of falls is rounded: round down.",
        lambda epoch, every: round(epoch / every),
    ),
    Mistake(
        "count",
        "rounded_up",
        "The number of falls is rounded up: round down.",
        lambda epoch, every: -(-epoch // every),
    ),
    Mistake(
        "count",
        "one_early",
        "Each fall comes one epoch too early.",
        lambda epoch, every: (epoch + 1) // every,
    ),
    Mistake(
        "count",
        "one_late",
        "Each fall comes one epoch too late.",
        lambda epoch, every: max(0, epoch - 1) // every,
    ),
    Mistake(
        "count",
        "one_too_many",
        "There is one fall too many.",
        lambda epoch, every: epoch // every + 1,
    ),
    Mistake(
        "count",
        "one_too_few",
        "There is one fall too few.",
        lambda epoch, every: max(0, epoch // every - 1),
    ),
    Mistake(
        "count",
        "share_and_one",
        "1 is added to the falls, and epoch / every keeps its decimals.",
        lambda epoch, every: epoch / every + 1,
    ),
    Mistake(
        "count",
        "share_early",
        "1 is added to the epoch, and its share keeps its decimals.",
        lambda epoch, every: (epoch + 1) / every,
    ),
    Mistake(
        "count",
        "once",
        "The rate falls once and no more.",
        lambda epoch, every: int(epoch >= every),
    ),
    Mistake(
        "count",
        "once_late",
        "The rate falls once and no more, and one epoch too late.",
        lambda epoch, every: int(epoch > every),
    ),
    Mistake(
        "count",
        "only_then",
        "The rate falls for one epoch only, and then it is back.",
        lambda epoch, every: int(epoch % every == 0),
    ),
    Mistake(
        "count",
        "only_before",
        "The rate falls for one epoch only, the one before the step.",
        lambda epoch, every: int((epoch + 1) % every == 0),
    ),
    Mistake(
        "count",
        "every_alone",
        "The power is `every`: it should grow with the epoch.",
        lambda epoch, every: every,
    ),
    Mistake(
        "count",
        "product",
        "You take epoch times every: divide the two.",
        lambda epoch, every: epoch * every,
    ),
    Mistake(
        "count",
        "turned",
        "every is divided by epoch: the other way round.",
        lambda epoch, every: every // max(epoch, 1),
    ),
    Mistake(
        "count",
        "interval_longer",
        "The steps are one epoch too long.",
        lambda epoch, every: epoch // (every + 1),
    ),
    Mistake(
        "count",
        "squared",
        "The number of falls is squared.",
        lambda epoch, every: (epoch // every) ** 2,
    ),
    Mistake(
        "falls",
        "times_number",
        "You multiply by the number of falls: it is a power.",
        lambda lr, drop, n: lr * drop * n,
    ),
    Mistake(
        "falls",
        "times_number_later",
        "From the first fall on you multiply by the number of falls: it is a power.",
        lambda lr, drop, n: lr * drop * n if n >= 1 else lr,
    ),
    Mistake(
        "falls",
        "taken_away",
        "drop is taken away at each fall: multiply by it.",
        lambda lr, drop, n: lr - drop * n,
    ),
    Mistake(
        "falls",
        "taken_away_to_0",
        "drop is taken away at each fall, down to 0: multiply by it.",
        lambda lr, drop, n: max(lr - drop * n, 0),
    ),
    Mistake(
        "falls",
        "share_taken_away",
        "The same share of the first rate is taken away at each fall.",
        lambda lr, drop, n: lr * (1 - drop * n),
    ),
    Mistake(
        "falls",
        "power_of_all",
        "The power is taken of lr as well.",
        lambda lr, drop, n: (lr * drop) ** n,
    ),
    Mistake("falls", "no_lr", "lr is left out.", lambda lr, drop, n: drop**n),
    Mistake(
        "falls",
        "power_of_lr",
        "lr is raised to a power: only drop is.",
        lambda lr, drop, n: lr ** (drop * n),
    ),
    Mistake(
        "falls",
        "number_to_drop",
        "The number of falls is raised to the power drop: the other way round.",
        lambda lr, drop, n: lr * n**drop,
    ),
    Mistake(
        "falls",
        "exponential",
        "The rate falls by exp(-drop) each time: multiply by drop.",
        lambda lr, drop, n: lr * np.exp(-drop * n),
    ),
    Mistake(
        "falls",
        "inverse",
        "You divide by 1 + drop times the falls: multiply by drop each time.",
        lambda lr, drop, n: lr / (1 + drop * n),
    ),
    Mistake(
        "falls",
        "divided",
        "You divide by drop each time: multiply by it.",
        lambda lr, drop, n: lr / drop**n,
    ),
)


# --- momentum_step ---


def _momentum(
    velocity_of=lambda v, g, beta: beta * v + g,
    moves_by=lambda old, new, g: new,
    rate=lambda lr: lr,
    returned=lambda old, new: new,
    factor=lambda beta: 1,
):
    def momentum_step(params, grads, velocity, lr, beta=0.9):
        new = {k: velocity_of(velocity[k], g, beta) for k, g in grads.items()}
        moved = {
            k: w - factor(beta) * rate(lr) * moves_by(velocity[k], new[k], grads[k])
            for k, w in params.items()
        }
        return moved, {k: returned(velocity[k], new[k]) for k in params}

    return momentum_step


_MOMENTUM = (
    Mistake(
        "factor",
        "beta_in_the_step",
        "You take beta times the step: it belongs only to the old velocity.",
        lambda beta: beta,
    ),
    Mistake(
        "factor",
        "rest_in_the_step",
        "1 - beta multiplies the step, which does not belong there.",
        lambda beta: 1 - beta,
    ),
    Mistake(
        "velocity_of",
        "damped",
        "The factor 1 - beta stands before the gradient: add the whole of it.",
        lambda v, g, beta: beta * v + (1 - beta) * g,
    ),
    Mistake(
        "velocity_of",
        "beta_on_gradient",
        "In the new velocity beta weighs the gradient: it goes with the old one.",
        lambda v, g, beta: (1 - beta) * v + beta * g,
    ),
    Mistake(
        "velocity_of",
        "no_beta",
        "The velocity never fades: only the share beta of the old one stays.",
        lambda v, g, beta: v + g,
    ),
    Mistake(
        "velocity_of",
        "no_gradient",
        "The gradient does not come into the velocity: add it.",
        lambda v, g, beta: beta * v,
    ),
    Mistake(
        "velocity_of",
        "multiplied",
        "You take the old velocity times the gradient: add the two.",
        lambda v, g, beta: beta * v * g,
    ),
    Mistake(
        "velocity_of",
        "downhill",
        "The gradient is taken from the velocity: add it.",
        lambda v, g, beta: beta * v - g,
    ),
    Mistake(
        "velocity_of",
        "beta_on_both",
        "You take beta times the gradient, too: it goes with the old velocity alone.",
        lambda v, g, beta: beta * (v + g),
    ),
    Mistake(
        "velocity_of",
        "beta_on_gradient_alone",
        "You take beta times the gradient: it goes with the old velocity alone.",
        lambda v, g, beta: v + beta * g,
    ),
    Mistake(
        "velocity_of",
        "rest_on_velocity",
        "You take 1 - beta times the old velocity: take beta times it.",
        lambda v, g, beta: (1 - beta) * v + g,
    ),
    Mistake("velocity_of", "no_memory", "The old velocity is left out.", lambda v, g, beta: g),
    Mistake(
        "velocity_of",
        "square",
        "The gradient is squared in the velocity.",
        lambda v, g, beta: beta * v + g**2,
    ),
    Mistake(
        "moves_by",
        "change_of_velocity",
        "The step is made with the change of the velocity: take the velocity itself.",
        lambda old, new, g: new - old,
    ),
    Mistake(
        "moves_by",
        "change_turned",
        "The step is made with the change of the velocity, and it has the wrong sign.",
        lambda old, new, g: old - new,
    ),
    Mistake(
        "moves_by",
        "sign",
        "Only the sign of the velocity is used.",
        lambda old, new, g: np.sign(new),
    ),
    Mistake(
        "moves_by",
        "with_gradient",
        "The gradient is added once more in the step.",
        lambda old, new, g: new + g,
    ),
    Mistake("rate", "over_rate", "You divide by lr: multiply by it.", lambda lr: 1 / lr),
    Mistake("rate", "rate_squared", "lr is there twice.", lambda lr: lr**2),
    Mistake(
        "moves_by",
        "old_velocity",
        "The step is made with the old velocity: take the new one.",
        lambda old, new, g: old,
    ),
    Mistake(
        "moves_by",
        "bare_gradient",
        "The step is made with the bare gradient: take the velocity.",
        lambda old, new, g: g,
    ),
    _UPHILL,
    _NO_RATE,
    Mistake(
        "returned",
        "velocity_lost",
        "The old velocity comes back: return the new one.",
        lambda old, new: old,
    ),
)


# --- rmsprop_step ---


def _rmsprop(
    mean=lambda s, square, beta: beta * s + (1 - beta) * square,
    square=lambda g: g**2,
    below=lambda old, new, eps: np.sqrt(new) + eps,
    rate=lambda lr: lr,
    returned=lambda old, new: new,
    on_top=lambda g, new: g,
):
    def rmsprop_step(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
        new = {k: mean(sq_avg[k], square(g), beta) for k, g in grads.items()}
        moved = {
            k: w - rate(lr) * on_top(grads[k], new[k]) / below(sq_avg[k], new[k], eps)
            for k, w in params.items()
        }
        return moved, {k: returned(sq_avg[k], new[k]) for k in params}

    return rmsprop_step


_RMSPROP = (
    Mistake(
        "on_top",
        "mean_on_top",
        "sq_avg stands above the line: the gradient belongs there.",
        lambda g, new: new,
    ),
    Mistake(
        "on_top",
        "one_on_top",
        "A 1 stands above the line: the gradient belongs there.",
        lambda g, new: 1,
    ),
    Mistake(
        "on_top",
        "sign_on_top",
        "Only the sign of the gradient stands above the line.",
        lambda g, new: np.sign(g),
    ),
    Mistake(
        "on_top",
        "square_on_top",
        "The square of the gradient stands above the line.",
        lambda g, new: g**2,
    ),
    Mistake(
        "on_top",
        "size_on_top",
        "The gradient above the line has lost its minus signs.",
        lambda g, new: np.abs(g),
    ),
    Mistake(
        "mean",
        "beta_swapped",
        "In sq_avg beta weighs the new square: it goes with the old mean.",
        lambda s, square, beta: (1 - beta) * s + beta * square,
    ),
    Mistake(
        "mean",
        "no_one_minus_beta",
        "The new square comes into sq_avg as a whole: the factor 1 - beta is missing.",
        lambda s, square, beta: beta * s + square,
    ),
    Mistake(
        "mean",
        "no_beta",
        "The old mean never fades: the factor beta is missing.",
        lambda s, square, beta: s + (1 - beta) * square,
    ),
    Mistake(
        "mean",
        "plain_sum",
        "Old and new are added up, without beta.",
        lambda s, square, beta: s + square,
    ),
    Mistake("mean", "no_memory", "The old mean is left out.", lambda s, square, beta: square),
    Mistake(
        "mean",
        "no_memory_with_beta",
        "The old mean is left out, and beta multiplies the new square.",
        lambda s, square, beta: beta * square,
    ),
    Mistake(
        "mean",
        "no_memory_with_rest",
        "The old mean is left out.",
        lambda s, square, beta: (1 - beta) * square,
    ),
    Mistake(
        "mean",
        "half_and_half",
        "Old and new count half each: use beta.",
        lambda s, square, beta: (s + square) / 2,
    ),
    Mistake(
        "mean",
        "squared_mean",
        "The old mean is squared once more.",
        lambda s, square, beta: beta * s**2 + (1 - beta) * square,
    ),
    Mistake(
        "mean",
        "subtracted",
        "The new square is subtracted: add it.",
        lambda s, square, beta: beta * s - (1 - beta) * square,
    ),
    Mistake(
        "square",
        "mean_square",
        "One mean square is used for the whole array: each entry has its own.",
        lambda g: np.mean(g**2),
    ),
    Mistake("below", "nothing", "The step is not divided by anything.", lambda old, new, eps: 1),
    Mistake(
        "below",
        "multiplied",
        "The step is multiplied by the root: divide by it.",
        lambda old, new, eps: 1 / (np.sqrt(new) + eps),
    ),
    Mistake(
        "below",
        "squared",
        "sq_avg is squared in the step: take its root.",
        lambda old, new, eps: new**2 + eps,
    ),
    Mistake(
        "rate", "rest_of_beta", "The step is multiplied by 1 - 0.9 as well.", lambda lr: 0.1 * lr
    ),
    Mistake("rate", "rate_squared", "lr is there twice.", lambda lr: lr**2),
    Mistake(
        "square",
        "size_for_square",
        "sq_avg takes in the size of the gradient, not its square.",
        np.abs,
    ),
    Mistake(
        "square",
        "no_square",
        "sq_avg takes in the gradient as it is, not its square.",
        lambda g: g,
    ),
    Mistake(
        "below",
        "eps_inside",
        "eps is under the root: add it after the root.",
        lambda old, new, eps: np.sqrt(new + eps),
    ),
    Mistake(
        "below",
        "no_root",
        "The root of sq_avg is missing in the step.",
        lambda old, new, eps: new + eps,
    ),
    Mistake(
        "below",
        "no_eps",
        "eps is missing in the denominator.",
        lambda old, new, eps: np.sqrt(new),
    ),
    Mistake(
        "below",
        "old_mean",
        "The step is divided by the root of the old mean: take the new one.",
        lambda old, new, eps: np.sqrt(old) + eps,
    ),
    _UPHILL,
    _NO_RATE,
    Mistake(
        "returned",
        "mean_lost",
        "The old sq_avg comes back: return the new one.",
        lambda old, new: old,
    ),
)


# --- adam_step ---


def _adam(
    betas=lambda beta1, beta2: (beta1, beta2),
    mean=lambda old, new, beta: beta * old + (1 - beta) * new,
    square=lambda g: g**2,
    corrections=lambda beta1, beta2, t: (1 - beta1**t, 1 - beta2**t),
    below=lambda v_hat, eps: np.sqrt(v_hat) + eps,
    rate=lambda lr: lr,
    returned=lambda old, new: new,
    mean_of_gradients=None,
    mean_of_squares=None,
    taken_into_m=lambda g: g,
    handed_back=lambda m, v, by_m, by_v: (m, v),
    on_top=lambda m_hat, g: m_hat,
):
    of_gradients, of_squares = mean_of_gradients or mean, mean_of_squares or mean

    def adam_step(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        beta1, beta2 = betas(beta1, beta2)
        new_m = {k: of_gradients(m[k], taken_into_m(g), beta1) for k, g in grads.items()}
        new_v = {k: of_squares(v[k], square(g), beta2) for k, g in grads.items()}
        by_m, by_v = corrections(beta1, beta2, t)
        moved = {
            k: w - rate(lr) * on_top(new_m[k] / by_m, grads[k]) / below(new_v[k] / by_v, eps)
            for k, w in params.items()
        }
        back = {k: handed_back(new_m[k], new_v[k], by_m, by_v) for k in params}
        return (
            moved,
            {k: returned(m[k], back[k][0]) for k in params},
            {k: returned(v[k], back[k][1]) for k in params},
        )

    return adam_step


_ADAM = (
    Mistake(
        "betas",
        "betas_swapped",
        "The two betas have changed places: beta1 belongs to m, beta2 to v.",
        lambda beta1, beta2: (beta2, beta1),
    ),
    Mistake(
        "mean",
        "beta_on_gradient",
        "In m and v beta weighs what is new: it goes with the old value.",
        lambda old, new, beta: (1 - beta) * old + beta * new,
    ),
    Mistake(
        "mean",
        "no_one_minus_beta",
        "m and v take in what is new as a whole: the factors 1 - beta1 and 1 - beta2 are missing.",
        lambda old, new, beta: beta * old + new,
    ),
    *(
        Mistake("mean_of_gradients", name, sentence, instead)
        for name, sentence, instead in (
            (
                "whole_gradient",
                "m takes in the gradient as a whole: 1 - beta1 is missing.",
                lambda old, new, beta: beta * old + new,
            ),
            (
                "beta_on_gradient_in_m",
                "In m beta1 weighs the gradient: it goes with the old m.",
                lambda old, new, beta: (1 - beta) * old + beta * new,
            ),
            (
                "m_never_fades",
                "The old m never fades: beta1 is missing before it.",
                lambda old, new, beta: old + (1 - beta) * new,
            ),
            (
                "gradient_subtracted",
                "The gradient is taken from m: add it.",
                lambda old, new, beta: beta * old - (1 - beta) * new,
            ),
        )
    ),
    Mistake(
        "taken_into_m",
        "square_in_m",
        "m takes in the square of the gradient, not the gradient itself.",
        np.square,
    ),
    Mistake(
        "taken_into_m",
        "size_in_m",
        "m takes in the size of the gradient, without its sign.",
        np.abs,
    ),
    Mistake(
        "corrections",
        "v_by_0_9",
        "v is corrected with 0.9, and not with beta2.",
        lambda beta1, beta2, t: (1 - beta1**t, 1 - 0.9**t),
    ),
    Mistake(
        "mean",
        "half_and_half",
        "Old and new count half each in m and v: use the betas.",
        lambda old, new, beta: (old + new) / 2,
    ),
    Mistake(
        "mean",
        "no_beta",
        "The old m and v never fade: the betas are missing before them.",
        lambda old, new, beta: old + (1 - beta) * new,
    ),
    Mistake(
        "mean",
        "plain_sum",
        "m and v are plain sums, without the betas.",
        lambda old, new, beta: old + new,
    ),
    Mistake(
        "mean",
        "subtracted",
        "What is new is taken from m and v: add it.",
        lambda old, new, beta: beta * old - (1 - beta) * new,
    ),
    Mistake(
        "square",
        "mean_square",
        "One mean square is used for the whole array in v.",
        lambda g: np.mean(g**2),
    ),
    Mistake(
        "betas",
        "beta1_for_both",
        "beta1 is used for v as well: beta2 belongs there.",
        lambda beta1, beta2: (beta1, beta1),
    ),
    Mistake(
        "betas",
        "beta2_for_both",
        "beta2 is used for m as well: beta1 belongs there.",
        lambda beta1, beta2: (beta2, beta2),
    ),
    Mistake(
        "on_top",
        "gradient_on_top",
        "The gradient stands above the line: the corrected m belongs there.",
        lambda m_hat, g: g,
    ),
    Mistake(
        "on_top",
        "one_on_top",
        "A 1 stands above the line: the corrected m belongs there.",
        lambda m_hat, g: 1,
    ),
    Mistake(
        "corrections",
        "m_by_both",
        "v is corrected with beta1: beta2 belongs there.",
        lambda beta1, beta2, t: (1 - beta1**t, 1 - beta1**t),
    ),
    Mistake(
        "corrections",
        "v_by_both",
        "m is corrected with beta2: beta1 belongs there.",
        lambda beta1, beta2, t: (1 - beta2**t, 1 - beta2**t),
    ),
    Mistake(
        "corrections",
        "times_t",
        "In the corrections t multiplies the betas: it is a power.",
        lambda beta1, beta2, t: (1 - beta1 * t, 1 - beta2 * t),
    ),
    Mistake(
        "corrections",
        "plus",
        "The corrections have a plus where a minus belongs.",
        lambda beta1, beta2, t: (1 + beta1**t, 1 + beta2**t),
    ),
    Mistake(
        "corrections",
        "no_one_minus",
        "In the corrections the 1 - is missing.",
        lambda beta1, beta2, t: (beta1**t, beta2**t),
    ),
    Mistake(
        "corrections",
        "multiplied",
        "You multiply by the corrections: divide by them.",
        lambda beta1, beta2, t: (1 / (1 - beta1**t), 1 / (1 - beta2**t)),
    ),
    Mistake(
        "handed_back",
        "hats",
        "The corrected m and v come back: return them as they were before.",
        lambda m, v, by_m, by_v: (m / by_m, v / by_v),
    ),
    Mistake(
        "handed_back",
        "m_hat",
        "The corrected m comes back: return it as it was before.",
        lambda m, v, by_m, by_v: (m / by_m, v),
    ),
    Mistake(
        "handed_back",
        "v_hat",
        "The corrected v comes back: return it as it was before.",
        lambda m, v, by_m, by_v: (m, v / by_v),
    ),
    Mistake(
        "handed_back",
        "v_before_m",
        "v comes back before m: the other way round.",
        lambda m, v, by_m, by_v: (v, m),
    ),
    Mistake("below", "nothing", "The step is not divided by the root of v.", lambda v_hat, eps: 1),
    Mistake(
        "below",
        "multiplied",
        "The step is multiplied by the root of v: divide by it.",
        lambda v_hat, eps: 1 / (np.sqrt(v_hat) + eps),
    ),
    *(
        Mistake("mean_of_squares", name, sentence, instead)
        for name, sentence, instead in (
            (
                "whole_square",
                "v takes in the square as a whole: 1 - beta2 is missing.",
                lambda old, new, beta: beta * old + new,
            ),
            (
                "beta_on_square",
                "In v beta2 weighs the new square: it goes with the old v.",
                lambda old, new, beta: (1 - beta) * old + beta * new,
            ),
            (
                "v_never_fades",
                "The old v never fades: beta2 is missing before it.",
                lambda old, new, beta: old + (1 - beta) * new,
            ),
            (
                "square_subtracted",
                "The new square is taken from v: add it.",
                lambda old, new, beta: beta * old - (1 - beta) * new,
            ),
            (
                "factor_squared",
                "In v the factor 1 - beta2 is squared, too.",
                lambda old, new, beta: beta * old + (1 - beta) ** 2 * new,
            ),
        )
    ),
    Mistake(
        "square",
        "size_for_square",
        "v takes in the size of the gradient, not its square.",
        np.abs,
    ),
    Mistake(
        "square",
        "no_square",
        "v takes in the gradient as it is, not its square.",
        lambda g: g,
    ),
    Mistake(
        "corrections",
        "no_correction",
        "m and v go into the step without a correction for their start at 0.",
        lambda beta1, beta2, t: (1, 1),
    ),
    Mistake(
        "corrections",
        "correction_without_t",
        "The corrections are made without the power t.",
        lambda beta1, beta2, t: (1 - beta1, 1 - beta2),
    ),
    Mistake(
        "corrections",
        "only_m_corrected",
        "v goes into the step without a correction for its start at 0.",
        lambda beta1, beta2, t: (1 - beta1**t, 1),
    ),
    Mistake(
        "corrections",
        "only_v_corrected",
        "m goes into the step without a correction for its start at 0.",
        lambda beta1, beta2, t: (1, 1 - beta2**t),
    ),
    Mistake(
        "corrections",
        "one_step_ahead",
        "The corrections use t + 1: t is 1 at the first step already.",
        lambda beta1, beta2, t: (1 - beta1 ** (t + 1), 1 - beta2 ** (t + 1)),
    ),
    Mistake(
        "below",
        "eps_inside",
        "eps is under the root: add it after the root.",
        lambda v_hat, eps: np.sqrt(v_hat + eps),
    ),
    Mistake(
        "below",
        "no_root",
        "The root of v is missing in the step.",
        lambda v_hat, eps: v_hat + eps,
    ),
    Mistake(
        "below",
        "no_eps",
        "eps is missing in the denominator.",
        lambda v_hat, eps: np.sqrt(v_hat),
    ),
    _UPHILL,
    _NO_RATE,
    Mistake(
        "returned",
        "state_lost",
        "The old m and v come back: return the new ones.",
        lambda old, new: old,
    ),
)


globals().update(singles("sgd_step", _sgd, _SGD))
globals().update(
    pairs(
        "sgd_step",
        _sgd,
        _SGD,
        ["parameter_twice_and_step_alone", "parameter_shrinks_and_parameter_taken_away"],
    )
)
globals().update(singles("step_decay", _step_decay, _STEP_DECAY))
globals().update(pairs("step_decay", _step_decay, _STEP_DECAY, ["upside_down_and_divided"]))
globals().update(singles("momentum_step", _momentum, _MOMENTUM))
globals().update(singles("rmsprop_step", _rmsprop, _RMSPROP))
globals().update(singles("adam_step", _adam, _ADAM))
globals().update(pairs("momentum_step", _momentum, _MOMENTUM))
globals().update(pairs("rmsprop_step", _rmsprop, _RMSPROP))
globals().update(pairs("adam_step", _adam, _ADAM))
globals().update(
    threes(
        "adam_step",
        _adam,
        _ADAM,
        "no_one_minus_beta no_square no_correction only_m_corrected correction_without_t eps_inside no_root "
        "no_eps uphill no_rate hats state_lost",
    )
)
globals().update(
    threes(
        "rmsprop_step",
        _rmsprop,
        _RMSPROP,
        "beta_swapped no_one_minus_beta no_square eps_inside no_root no_eps old_mean uphill no_rate mean_lost",
    )
)
globals().update(
    threes(
        "momentum_step",
        _momentum,
        _MOMENTUM,
        "damped beta_on_gradient no_beta downhill old_velocity bare_gradient uphill no_rate velocity_lost",
    )
)
globals().update(
    threes(
        "step_decay",
        _step_decay,
        _STEP_DECAY,
        "rest upside_down share each_epoch one_early one_too_many times_number taken_away share_taken_away",
    )
)
