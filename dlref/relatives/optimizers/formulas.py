"""Other formulas in the place of an optimizer's: another optimizer, convention or schedule."""

import numpy as np

from autograder.course import relative


def _each(rule, *dicts):
    """What a rule gives for every key, as a tuple of dicts."""
    rows = {k: rule(*(d[k] for d in dicts)) for k in dicts[0]}
    return tuple(
        dict(zip(rows, column, strict=True)) for column in zip(*rows.values(), strict=True)
    )


# --- sgd_step ---


def _sgd(rule, params, grads):
    return {k: rule(w, grads[k]) for k, w in params.items()}


@relative(
    "sgd_step",
    "All gradients are divided by their common length first, so that only the direction counts. Step with each "
    "gradient as it is, times lr.",
)
def sgd_step_by_the_common_direction(params, grads, lr):
    length = np.sqrt(sum(np.sum(g**2) for g in grads.values()))
    return _sgd(lambda w, g: w - lr * g / length, params, grads)


@relative(
    "sgd_step",
    "Each gradient is divided by the number of its rows. The mean over the samples is in it already: use it as "
    "it is.",
)
def sgd_step_divided_by_rows(params, grads, lr):
    return _sgd(lambda w, g: w - lr * g / len(g), params, grads)


@relative(
    "sgd_step",
    "Each gradient is divided by the number of its entries. Use it as it is.",
)
def sgd_step_divided_by_entries(params, grads, lr):
    return _sgd(lambda w, g: w - lr * g / g.size, params, grads)


@relative(
    "sgd_step",
    "The step is lr times the gradient times the parameter. The parameter itself has no place in the step.",
)
def sgd_step_times_the_parameter(params, grads, lr):
    return _sgd(lambda w, g: w - lr * g * w, params, grads)


@relative(
    "sgd_step",
    "Besides the step, each parameter shrinks by lr times itself. That is weight decay, and not asked for here.",
)
def sgd_step_with_decay(params, grads, lr):
    return _sgd(lambda w, g: w - lr * (g + w), params, grads)


@relative(
    "sgd_step",
    "This is a weighted mean of parameter and gradient: 1 - lr of the one, lr of the other. Keep the whole "
    "parameter and take the step away from it.",
)
def sgd_step_weighted_mean(params, grads, lr):
    return _sgd(lambda w, g: (1 - lr) * w + lr * g, params, grads)


@relative(
    "sgd_step",
    "Your biases move and your weights stay. Every parameter in the dict takes its step.",
)
def sgd_step_biases_only(params, grads, lr):
    return {k: w if k.startswith("W") else w - lr * grads[k] for k, w in params.items()}


@relative(
    "sgd_step",
    "The weights are right, but the biases go uphill. Every step goes against the gradient.",
)
def sgd_step_biases_uphill(params, grads, lr):
    return {
        k: w - lr * grads[k] if k.startswith("W") else w + lr * grads[k] for k, w in params.items()
    }


@relative(
    "sgd_step",
    "The weights are right, but all entries of a bias take the same step, by the mean of its gradient. Each "
    "entry has a slope of its own.",
)
def sgd_step_mean_for_biases(params, grads, lr):
    return {
        k: w - lr * (grads[k] if k.startswith("W") else grads[k].mean()) for k, w in params.items()
    }


@relative(
    "sgd_step",
    "Only the first row of each array takes its step. The whole array moves, all rows at once.",
)
def sgd_step_first_rows(params, grads, lr):
    return _sgd(lambda w, g: np.concatenate([w[:1] - lr * g[:1], w[1:]]), params, grads)


@relative(
    "sgd_step",
    "Only the last parameter in the dict takes its step. Every one takes its own.",
)
def sgd_step_last_only(params, grads, lr):
    *_, last = params
    return params | {last: params[last] - lr * grads[last]}


@relative(
    "sgd_step",
    "The last parameter in the dict stays as it was. Every one takes its step.",
)
def sgd_step_last_left_out(params, grads, lr):
    *_, last = params
    return _sgd(lambda w, g: w - lr * g, params, grads) | {last: params[last]}


# --- momentum_step ---


@relative(
    "momentum_step",
    "The learning rate is inside your velocity. In other books that is right; here lr comes in only with the "
    "step, so that the velocity is made of gradients alone.",
)
def momentum_step_rate_in_velocity(params, grads, velocity, lr, beta=0.9):
    def rule(w, g, v):
        v = beta * v + lr * g
        return w - v, v

    return _each(rule, params, grads, velocity)


@relative(
    "momentum_step",
    "Your velocity holds the whole step, with lr and the minus in it. In other books that is right; here the "
    "velocity is made of gradients alone, and lr and the minus come with the step.",
)
def momentum_step_velocity_is_the_step(params, grads, velocity, lr, beta=0.9):
    def rule(w, g, v):
        v = beta * v - lr * g
        return w + v, v

    return _each(rule, params, grads, velocity)


@relative(
    "momentum_step",
    "The minus is inside your velocity: it points downhill. Here the gradient is added to the velocity, and "
    "the minus comes with the step.",
)
def momentum_step_velocity_downhill(params, grads, velocity, lr, beta=0.9):
    def rule(w, g, v):
        v = beta * v - g
        return w + lr * v, v

    return _each(rule, params, grads, velocity)


@relative(
    "momentum_step",
    "The learning rate comes in twice: in the velocity and again in the step. It belongs to the step alone.",
)
def momentum_step_rate_twice(params, grads, velocity, lr, beta=0.9):
    def rule(w, g, v):
        v = beta * v + lr * g
        return w - lr * v, v

    return _each(rule, params, grads, velocity)


@relative(
    "momentum_step",
    "The minus comes in twice, in the velocity and in the step, so that you climb. And the velocity should be "
    "made of gradients alone, without lr.",
)
def momentum_step_minus_twice(params, grads, velocity, lr, beta=0.9):
    def rule(w, g, v):
        v = beta * v - lr * g
        return w - v, v

    return _each(rule, params, grads, velocity)


@relative(
    "momentum_step",
    "The learning rate is inside your velocity, and the step is added, so that you climb. The velocity is made "
    "of gradients alone; the step takes lr times it away.",
)
def momentum_step_rate_in_velocity_uphill(params, grads, velocity, lr, beta=0.9):
    def rule(w, g, v):
        v = beta * v + lr * g
        return w + v, v

    return _each(rule, params, grads, velocity)


@relative(
    "momentum_step",
    "This is Nesterov's momentum: the step looks ahead, with the gradient plus beta times the new velocity. "
    "Here the step is made with the new velocity alone.",
)
def momentum_step_nesterov(params, grads, velocity, lr, beta=0.9):
    def rule(w, g, v):
        v = beta * v + g
        return w - lr * (g + beta * v), v

    return _each(rule, params, grads, velocity)


@relative(
    "momentum_step",
    "This is Nesterov's momentum, with the learning rate inside the velocity. Here the velocity is made of "
    "gradients alone, and the step is lr times the new velocity.",
)
def momentum_step_nesterov_with_rate(params, grads, velocity, lr, beta=0.9):
    def rule(w, g, v):
        new = beta * v - lr * g
        return w - beta * v + (1 + beta) * new, new

    return _each(rule, params, grads, velocity)


@relative(
    "momentum_step",
    "Your velocity is a weighted mean, with the factor 1 - beta, and it holds the learning rate. Here the whole "
    "gradient is added, and lr comes in with the step.",
)
def momentum_step_damped_with_rate(params, grads, velocity, lr, beta=0.9):
    def rule(w, g, v):
        v = beta * v + (1 - beta) * lr * g
        return w - v, v

    return _each(rule, params, grads, velocity)


@relative(
    "momentum_step",
    "The velocity is a weighted mean, with the factor 1 - beta, and the step divides by 1 - beta again. Here the "
    "whole gradient is added to the velocity.",
)
def momentum_step_damped_and_corrected(params, grads, velocity, lr, beta=0.9):
    def rule(w, g, v):
        v = beta * v + (1 - beta) * g
        return w - lr * v / (1 - beta), v

    return _each(rule, params, grads, velocity)


@relative(
    "momentum_step",
    "The gradient counts twice in the step: it is in the new velocity already.",
)
def momentum_step_gradient_twice(params, grads, velocity, lr, beta=0.9):
    def rule(w, g, v):
        v = beta * v + g
        return w - lr * v - lr * g, v

    return _each(rule, params, grads, velocity)


@relative(
    "momentum_step",
    "lr multiplies only the gradient in your step; the old velocity comes in without it. The step is lr times "
    "the whole new velocity.",
)
def momentum_step_rate_on_gradient_alone(params, grads, velocity, lr, beta=0.9):
    return _each(lambda w, g, v: (w - lr * g - beta * v, beta * v + g), params, grads, velocity)


@relative(
    "momentum_step",
    "The step is right, but what you return as the velocity holds the learning rate. Return the velocity "
    "itself, made of gradients alone.",
)
def momentum_step_returns_the_step(params, grads, velocity, lr, beta=0.9):
    def rule(w, g, v):
        v = beta * v + g
        return w - lr * v, lr * v

    return _each(rule, params, grads, velocity)


@relative(
    "momentum_step",
    "The parameters are right, but as the velocity you return the gradients. Return the new velocity, so that "
    "the next step can build on it.",
)
def momentum_step_returns_the_gradients(params, grads, velocity, lr, beta=0.9):
    return _each(lambda w, g, v: (w - lr * (beta * v + g), g), params, grads, velocity)


# --- rmsprop_step ---


@relative(
    "rmsprop_step",
    "This is Adagrad: all squared gradients are added up, and none fades. Here the old mean counts beta, and "
    "the new square 1 - beta.",
)
def rmsprop_step_adagrad(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    def rule(w, g, s):
        s = s + g**2
        return w - lr * g / (np.sqrt(s) + eps), s

    return _each(rule, params, grads, sq_avg)


@relative(
    "rmsprop_step",
    "This is Adamax: it keeps the largest recent gradient, faded by beta. Here a running mean of the squares is "
    "asked for.",
)
def rmsprop_step_adamax(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    def rule(w, g, s):
        s = np.maximum(beta * s, np.abs(g))
        return w - lr * g / (s + eps), s

    return _each(rule, params, grads, sq_avg)


@relative(
    "rmsprop_step",
    "Your mean of squares never falls: the larger of old and new is kept. Keep the new mean, whether it is "
    "larger or smaller.",
)
def rmsprop_step_never_falls(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    def rule(w, g, s):
        s = np.maximum(s, beta * s + (1 - beta) * g**2)
        return w - lr * g / (np.sqrt(s) + eps), s

    return _each(rule, params, grads, sq_avg)


@relative(
    "rmsprop_step",
    "The step is right, but as sq_avg you return its root. Return the mean of squares itself: the root is for "
    "this step alone.",
)
def rmsprop_step_returns_the_root(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    def rule(w, g, s):
        root = np.sqrt(beta * s + (1 - beta) * g**2)
        return w - lr * g / (root + eps), root

    return _each(rule, params, grads, sq_avg)


@relative(
    "rmsprop_step",
    "The step is divided by the size of this gradient alone, so that all steps are of one size. Divide by the "
    "root of the running mean.",
)
def rmsprop_step_by_this_gradient(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    def rule(w, g, s):
        return w - lr * g / (np.abs(g) + eps), beta * s + (1 - beta) * g**2

    return _each(rule, params, grads, sq_avg)


@relative(
    "rmsprop_step",
    "All entries of an array share one mean of squares. Each entry has a mean of its own.",
)
def rmsprop_step_one_mean_for_all(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    def rule(w, g, s):
        s = beta * s + (1 - beta) * np.mean(g**2)
        return w - lr * g / (np.sqrt(s) + eps), s

    return _each(rule, params, grads, sq_avg)


@relative(
    "rmsprop_step",
    "The squares of all entries of an array are added up, and each entry gets the sum. Each entry has a mean of "
    "its own.",
)
def rmsprop_step_sum_for_all(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    def rule(w, g, s):
        s = beta * s + (1 - beta) * np.sum(g**2)
        return w - lr * g / (np.sqrt(s) + eps), s

    return _each(rule, params, grads, sq_avg)


@relative(
    "rmsprop_step",
    "The factor 1 - beta is squared together with the gradient. Square the gradient first, then weigh it.",
)
def rmsprop_step_weight_squared(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    def rule(w, g, s):
        s = beta * s + ((1 - beta) * g) ** 2
        return w - lr * g / (np.sqrt(s) + eps), s

    return _each(rule, params, grads, sq_avg)


@relative(
    "rmsprop_step",
    "You square the mean of old state and gradient. The mean is taken of the squares: square the gradient alone.",
)
def rmsprop_step_square_of_the_mean(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    def rule(w, g, s):
        s = (beta * s + (1 - beta) * g) ** 2
        return w - lr * g / (np.sqrt(s) + eps), s

    return _each(rule, params, grads, sq_avg)


@relative(
    "rmsprop_step",
    "The step divides the mean of squares by 1 - beta, as a correction. RMSprop has none: use the root of the "
    "new mean as it is.",
)
def rmsprop_step_corrected(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    def rule(w, g, s):
        s = beta * s + (1 - beta) * g**2
        return w - lr * g / (np.sqrt(s / (1 - beta)) + eps), s

    return _each(rule, params, grads, sq_avg)


@relative(
    "rmsprop_step",
    "eps is added twice, under the root and outside of it. It belongs outside alone.",
)
def rmsprop_step_eps_twice(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    def rule(w, g, s):
        s = beta * s + (1 - beta) * g**2
        return w - lr * g / (np.sqrt(s + eps) + eps), s

    return _each(rule, params, grads, sq_avg)


@relative(
    "rmsprop_step",
    "You divide by the old mean, and eps is under the root. Take the new mean, and add eps after the root.",
)
def rmsprop_step_old_mean_eps_inside(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    def rule(w, g, s):
        return w - lr * g / np.sqrt(s + eps), beta * s + (1 - beta) * g**2

    return _each(rule, params, grads, sq_avg)


@relative(
    "rmsprop_step",
    "This is Adagrad, with eps under the root: all squares are added up, and none fades. The old mean counts "
    "beta, the new square 1 - beta, and eps is added to the root.",
)
def rmsprop_step_adagrad_eps_inside(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    def rule(w, g, s):
        s = s + g**2
        return w - lr * g / np.sqrt(s + eps), s

    return _each(rule, params, grads, sq_avg)


@relative(
    "rmsprop_step",
    "This is Adadelta: the step is the gradient times a ratio of two roots, without lr. Here it is lr times the "
    "gradient over one root plus eps.",
)
def rmsprop_step_adadelta(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    def rule(w, g, s):
        new = beta * s + (1 - beta) * g**2
        return w - g * np.sqrt(s + eps) / np.sqrt(new + eps), new

    return _each(rule, params, grads, sq_avg)


@relative(
    "rmsprop_step",
    "The weights are right, but the biases move by their bare gradient. Every parameter has a mean of squares of "
    "its own.",
)
def rmsprop_step_weights_only(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    new, s = {}, {}
    for k, w in params.items():
        weights = k.startswith("W")
        s[k] = beta * sq_avg[k] + (1 - beta) * grads[k] ** 2 if weights else sq_avg[k]
        new[k] = w - lr * (grads[k] / (np.sqrt(s[k]) + eps) if weights else grads[k])
    return new, s


@relative(
    "rmsprop_step",
    "Your parameters are right, but the old sq_avg comes back. Return the new one, so that the next step can build "
    "on it.",
)
def rmsprop_step_old_mean_returned(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    def rule(w, g, s):
        return w - lr * g / (np.sqrt(beta * s + (1 - beta) * g**2) + eps), s

    return _each(rule, params, grads, sq_avg)


@relative(
    "rmsprop_step",
    "eps is added to the parameter at the end. It belongs below, beside the root: brackets are missing there.",
)
def rmsprop_step_eps_on_the_parameter(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    def rule(w, g, s):
        s = beta * s + (1 - beta) * g**2
        return w - lr * g / np.sqrt(s) + eps, s

    return _each(rule, params, grads, sq_avg)


@relative(
    "rmsprop_step",
    "eps has become a part of sq_avg. Add it only in the step, after the root.",
)
def rmsprop_step_eps_in_the_mean(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    def rule(w, g, s):
        s = beta * s + (1 - beta) * g**2 + eps
        return w - lr * g / np.sqrt(s), s

    return _each(rule, params, grads, sq_avg)


# --- adam_step ---


def _adam(step, params, grads, m, v, beta1, beta2):
    """Adam with the right m and v, and with another step from the new ones."""

    def rule(w, g, m, v):
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        return w - step(w, g, m, v), m, v

    return _each(rule, params, grads, m, v)


@relative(
    "adam_step",
    "This is Adamax: v keeps the largest recent gradient, faded by beta2. Here v is a running mean of the squares.",
)
def adam_step_adamax(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    def rule(w, g, m, v):
        m = beta1 * m + (1 - beta1) * g
        v = np.maximum(beta2 * v, np.abs(g))
        return w - lr / (1 - beta1**t) * m / (v + eps), m, v

    return _each(rule, params, grads, m, v)


@relative(
    "adam_step",
    "This is AMSGrad: your v never falls, the larger of old and new is kept. Keep the new mean, whether it is "
    "larger or smaller.",
)
def adam_step_amsgrad(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    def rule(w, g, m, v):
        m = beta1 * m + (1 - beta1) * g
        v = np.maximum(v, beta2 * v + (1 - beta2) * g**2)
        return w - lr * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps), m, v

    return _each(rule, params, grads, m, v)


@relative(
    "adam_step",
    "This is Nadam, Adam with Nesterov's look ahead: the gradient comes in once more beside m_hat. Here the step "
    "is made with m_hat alone.",
)
def adam_step_nadam(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    def step(w, g, m, v):
        ahead = (beta1 * m + (1 - beta1) * g) / (1 - beta1**t)
        return lr * ahead / (np.sqrt(v / (1 - beta2**t)) + eps)

    return _adam(step, params, grads, m, v, beta1, beta2)


@relative(
    "adam_step",
    "This is AdaBelief: v averages the squared distance between gradient and m. Here it averages the squared "
    "gradient.",
)
def adam_step_adabelief(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    def rule(w, g, m, v):
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * (g - m) ** 2
        return w - lr * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps), m, v

    return _each(rule, params, grads, m, v)


@relative(
    "adam_step",
    "Only the sign of m counts in your step. Divide the corrected m by the root of the corrected v, plus eps.",
)
def adam_step_sign_of_m(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    return _adam(lambda w, g, m, v: lr * np.sign(m), params, grads, m, v, beta1, beta2)


@relative(
    "adam_step",
    "The learning rate is divided by the root of t, so that it falls from step to step. Here lr stays as it is.",
)
def adam_step_rate_falls(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    def step(w, g, m, v):
        m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
        return lr / np.sqrt(t) * m_hat / (np.sqrt(v_hat) + eps)

    return _adam(step, params, grads, m, v, beta1, beta2)


@relative(
    "adam_step",
    "m takes in the whole gradient, and v its whole square. The factors 1 - beta1 and 1 - beta2 are missing there.",
)
def adam_step_no_one_minus_beta(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    def rule(w, g, m, v):
        m, v = beta1 * m + g, beta2 * v + g**2
        return w - lr * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps), m, v

    return _each(rule, params, grads, m, v)


@relative(
    "adam_step",
    "Your correction takes 1 - beta to the power t. Take beta to the power t first, then subtract that from 1.",
)
def adam_step_power_of_the_difference(
    params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    def step(w, g, m, v):
        return lr * m / (1 - beta1) ** t / (np.sqrt(v / (1 - beta2) ** t) + eps)

    return _adam(step, params, grads, m, v, beta1, beta2)


@relative(
    "adam_step",
    "Your corrections multiply m and v, so that they get smaller still. They should divide.",
)
def adam_step_correction_multiplies(
    params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    def step(w, g, m, v):
        return lr * m * (1 - beta1**t) / (np.sqrt(v * (1 - beta2**t)) + eps)

    return _adam(step, params, grads, m, v, beta1, beta2)


@relative(
    "adam_step",
    "m and v are corrected twice. Divide each by its correction once.",
)
def adam_step_corrected_twice(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    def step(w, g, m, v):
        return lr * m / (1 - beta1**t) ** 2 / (np.sqrt(v / (1 - beta2**t) ** 2) + eps)

    return _adam(step, params, grads, m, v, beta1, beta2)


@relative(
    "adam_step",
    "In both corrections only beta to the power t is left. Take it from 1, then divide by that.",
)
def adam_step_correction_without_one_minus(
    params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    def step(w, g, m, v):
        return lr * m / beta1**t / (np.sqrt(v / beta2**t) + eps)

    return _adam(step, params, grads, m, v, beta1, beta2)


@relative(
    "adam_step",
    "Your correction of v is not under the root. Correct v first, then take the root.",
)
def adam_step_correction_outside_the_root(
    params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    def step(w, g, m, v):
        return lr * m / (1 - beta1**t) / (np.sqrt(v) / (1 - beta2**t) + eps)

    return _adam(step, params, grads, m, v, beta1, beta2)


@relative(
    "adam_step",
    "The root of the correction of v is missing in your rate. If both corrections are in the rate, the second "
    "comes with its root.",
)
def adam_step_faster_without_root(
    params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    def step(w, g, m, v):
        return lr * (1 - beta2**t) / (1 - beta1**t) * m / (np.sqrt(v) + eps)

    return _adam(step, params, grads, m, v, beta1, beta2)


@relative(
    "adam_step",
    "In your rate the two corrections have changed places. That of v stands above, under a root; that of m below.",
)
def adam_step_faster_upside_down(
    params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    def step(w, g, m, v):
        return lr * (1 - beta1**t) / np.sqrt(1 - beta2**t) * m / (np.sqrt(v) + eps)

    return _adam(step, params, grads, m, v, beta1, beta2)


@relative(
    "adam_step",
    "Both corrections are in your rate, but eps is under the root of v. Add it after the root.",
)
def adam_step_faster_eps_inside(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    def step(w, g, m, v):
        return lr * np.sqrt(1 - beta2**t) / (1 - beta1**t) * m / np.sqrt(v + eps)

    return _adam(step, params, grads, m, v, beta1, beta2)


@relative(
    "adam_step",
    "The step is made with the old m and v. Update both first, then step with the new ones.",
)
def adam_step_old_state(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    def rule(w, g, m, v):
        m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
        step = lr * m_hat / (np.sqrt(v_hat) + eps)
        return w - step, beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g**2

    return _each(rule, params, grads, m, v)


@relative(
    "adam_step",
    "The step and v are right, but you return the corrected m. The correction is for this step alone.",
)
def adam_step_corrected_m_stored(
    params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    new, m, v = _adam(
        lambda w, g, m, v: lr * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps),
        params,
        grads,
        m,
        v,
        beta1,
        beta2,
    )
    return new, {k: x / (1 - beta1**t) for k, x in m.items()}, v


@relative(
    "adam_step",
    "All entries of an array share one mean of squares. In v each entry has a mean of its own.",
)
def adam_step_one_v_for_all(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    def rule(w, g, m, v):
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * np.mean(g**2)
        return w - lr * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps), m, v

    return _each(rule, params, grads, m, v)


@relative(
    "adam_step",
    "Your step is that of RMSprop: the bare gradient, and no correction. Adam steps with the corrected m over the "
    "root of the corrected v, plus eps.",
)
def adam_step_like_rmsprop(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    return _adam(lambda w, g, m, v: lr * g / (np.sqrt(v) + eps), params, grads, m, v, beta1, beta2)


@relative(
    "adam_step",
    "m is right, but the new square comes into v as a whole: the factor 1 - beta2 is missing there.",
)
def adam_step_whole_square_in_v(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    def rule(w, g, m, v):
        m, v = beta1 * m + (1 - beta1) * g, beta2 * v + g**2
        return w - lr * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps), m, v

    return _each(rule, params, grads, m, v)


@relative(
    "adam_step",
    "v is right, but the new gradient comes into m as a whole: the factor 1 - beta1 is missing there.",
)
def adam_step_whole_gradient_in_m(
    params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    def rule(w, g, m, v):
        m, v = beta1 * m + g, beta2 * v + (1 - beta2) * g**2
        return w - lr * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps), m, v

    return _each(rule, params, grads, m, v)


@relative(
    "adam_step",
    "Brackets are missing in both corrections: m and v are divided by 1, and the power of beta is taken away. Divide "
    "by 1 minus the power.",
)
def adam_step_brackets_missing_in_corrections(
    params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    def step(w, g, m, v):
        return lr * (m - beta1**t) / (np.sqrt(v - beta2**t) + eps)

    return _adam(step, params, grads, m, v, beta1, beta2)


@relative(
    "adam_step",
    "eps is added to the parameter at the end. It belongs below, beside the root: brackets are missing there.",
)
def adam_step_eps_on_the_parameter(
    params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    def step(w, g, m, v):
        return lr * m / (1 - beta1**t) / np.sqrt(v / (1 - beta2**t)) - eps

    return _adam(step, params, grads, m, v, beta1, beta2)


@relative(
    "adam_step",
    "In your rate, 1 minus is taken twice for beta2, so that only the root of its power is left above.",
)
def adam_step_faster_one_minus_twice(
    params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    def step(w, g, m, v):
        return lr * np.sqrt(beta2**t) / (1 - beta1**t) * m / (np.sqrt(v) + eps)

    return _adam(step, params, grads, m, v, beta1, beta2)


@relative(
    "adam_step",
    "This is AdamW: besides the step, each parameter shrinks by 0.01 times lr times itself. Here nothing decays.",
)
def adam_step_adamw(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    def step(w, g, m, v):
        m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
        return lr * (m_hat / (np.sqrt(v_hat) + eps) + 0.01 * w)

    return _adam(step, params, grads, m, v, beta1, beta2)


# --- step_decay ---


@relative(
    "step_decay",
    "This is exponential decay: the rate falls a little in every epoch. Here it falls in steps.",
)
def step_decay_exponential_decay(lr, epoch, drop=0.5, every=10):
    return lr * np.exp(-drop * epoch / every)


@relative(
    "step_decay",
    "This is exponential decay with drop as its speed, and `every` has no effect. Here the rate is multiplied by "
    "drop after every `every` epochs.",
)
def step_decay_exponential_without_every(lr, epoch, drop=0.5, every=10):
    return lr * np.exp(-drop * epoch)


@relative(
    "step_decay",
    "The rate falls in steps, but by the factor exp(-drop) each time. Each step should multiply it by drop itself.",
)
def step_decay_exponential_in_steps(lr, epoch, drop=0.5, every=10):
    return lr * np.exp(-drop * (epoch // every))


@relative(
    "step_decay",
    "This is inverse-time decay: lr is divided by a number that grows in every epoch. Here each step multiplies "
    "by drop.",
)
def step_decay_inverse_time(lr, epoch, drop=0.5, every=10):
    return lr / (1 + drop * epoch / every)


@relative(
    "step_decay",
    "This is inverse-time decay, and `every` has no effect. Here the rate is multiplied by drop after every "
    "`every` epochs.",
)
def step_decay_inverse_time_without_every(lr, epoch, drop=0.5, every=10):
    return lr / (1 + drop * epoch)


@relative(
    "step_decay",
    "The rate falls in steps, but lr is divided by 1 plus drop times their number. Each step should multiply it by "
    "drop once more.",
)
def step_decay_inverse_time_in_steps(lr, epoch, drop=0.5, every=10):
    return lr / (1 + drop * (epoch // every))


@relative(
    "step_decay",
    "This is lr divided by the root of the number of epochs. Here the rate is multiplied by drop after every "
    "`every` epochs.",
)
def step_decay_inverse_root(lr, epoch, drop=0.5, every=10):
    return lr / np.sqrt(epoch + 1)


@relative(
    "step_decay",
    "The rate falls along a straight line and gets below 0 at last. Each step should multiply it by drop.",
)
def step_decay_linear(lr, epoch, drop=0.5, every=10):
    return lr * (1 - drop * epoch / every)


@relative(
    "step_decay",
    "Each step takes away the same amount, drop times lr. It should multiply the rate by drop, so that the steps "
    "get smaller.",
)
def step_decay_linear_in_steps(lr, epoch, drop=0.5, every=10):
    return lr * (1 - drop * (epoch // every))


@relative(
    "step_decay",
    "The rate follows a cosine, down and up again. Here it falls in steps, each by the factor drop.",
)
def step_decay_cosine(lr, epoch, drop=0.5, every=10):
    return lr * (1 + np.cos(np.pi * epoch / every)) / 2


@relative(
    "step_decay",
    "The number of steps is rounded up, so that the rate falls at epoch 1 for the first time. A step counts "
    "when all its epochs are over.",
)
def step_decay_rounded_up(lr, epoch, drop=0.5, every=10):
    return lr * drop ** np.ceil(epoch / every)


@relative(
    "step_decay",
    "The number of steps is rounded to the nearest, so that the rate falls halfway through them. A step counts "
    "when all its epochs are over.",
)
def step_decay_rounded(lr, epoch, drop=0.5, every=10):
    return lr * drop ** round(epoch / every)


@relative(
    "step_decay",
    "The rate has fallen once too often: even epoch 0 has a fall. Before the first `every` epochs are over, the "
    "rate is lr.",
)
def step_decay_one_fall_too_many(lr, epoch, drop=0.5, every=10):
    return lr * drop ** (epoch // every + 1)


@relative(
    "step_decay",
    "The falls pile up: every epoch multiplies by all falls so far once more. Each fall counts once, so start "
    "from lr.",
)
def step_decay_falls_pile_up(lr, epoch, drop=0.5, every=10):
    return lr * drop ** sum(e // every for e in range(epoch + 1))


@relative(
    "step_decay",
    "The rate stays for `every` epochs, then it falls in each epoch. It should fall once, then stay for "
    "`every` epochs again.",
)
def step_decay_every_epoch_from_then_on(lr, epoch, drop=0.5, every=10):
    return lr * drop ** max(0, epoch - every)


@relative(
    "step_decay",
    "The rate stays for `every` epochs, then it falls in each epoch, and by one fall too early. It should fall "
    "once, then stay for `every` epochs again.",
)
def step_decay_every_epoch_from_every(lr, epoch, drop=0.5, every=10):
    return lr * drop ** max(0, epoch - every + 1)


@relative(
    "step_decay",
    "The rate stays for `every` epochs and is then divided by the number of steps. Each step should multiply it "
    "by drop.",
)
def step_decay_divided_by_steps(lr, epoch, drop=0.5, every=10):
    return lr / (epoch // every + 1)


@relative(
    "step_decay",
    "The rate is multiplied by drop `every` times, whatever the epoch is. Count how many times `every` epochs have "
    "passed.",
)
def step_decay_power_of_every(lr, epoch, drop=0.5, every=10):
    return lr * drop**every


@relative(
    "step_decay",
    "Your rate falls one epoch too late. Epochs count from 0, so the first fall is at epoch number `every`.",
)
def step_decay_one_epoch_late(lr, epoch, drop=0.5, every=10):
    return lr * drop ** (max(epoch - 1, 0) // every)


@relative(
    "step_decay",
    "The rate falls two times at most. It falls again after every further `every` epochs.",
)
def step_decay_two_falls_at_most(lr, epoch, drop=0.5, every=10):
    return lr * drop ** min(epoch // every, 2)


@relative(
    "step_decay",
    "lr is multiplied by drop, by the epoch, and divided by `every`: it is 0 at first and then grows. Each step "
    "multiplies by drop once more.",
)
def step_decay_times_share_of_epochs(lr, epoch, drop=0.5, every=10):
    return lr * drop * epoch / every


@relative(
    "step_decay",
    "In each epoch the same amount is taken away, and `every` has no effect. The rate should be multiplied by drop "
    "after every `every` epochs.",
)
def step_decay_linear_without_every(lr, epoch, drop=0.5, every=10):
    return lr * (1 - drop * epoch)
