"""Known wrong answers: optimizers."""

import numpy as np

from autograder.course import misconception


def _each(rule, *dicts):
    """What a rule gives for every key, as a tuple of dicts."""
    rows = {k: rule(*(d[k] for d in dicts)) for k in dicts[0]}
    return tuple(
        dict(zip(rows, column, strict=True)) for column in zip(*rows.values(), strict=True)
    )


def _cut(X, y, batch_size):
    return [
        (X[start : start + batch_size], y[start : start + batch_size])
        for start in range(0, len(X), batch_size)
    ]


@misconception(
    "minibatches/no-shuffle",
    "Your batches come in the old order: shuffle the samples before you cut them into batches.",
)
def minibatches_no_shuffle(X, y, batch_size, rng):
    """The samples stay in their original order."""
    return _cut(X, y, batch_size)


@misconception(
    "minibatches/drops-last",
    "The samples left over at the end are never used: keep the last batch, even if it is smaller.",
)
def minibatches_drops_last(X, y, batch_size, rng):
    """The last, smaller batch is dropped."""
    order = rng.permutation(len(X))[: len(X) // batch_size * batch_size]
    return _cut(X[order], y[order], batch_size)


@misconception(
    "minibatches/shuffled-separately",
    "You shuffle X and y in two different orders, so samples get the labels of others. Draw one "
    "order and use it for both.",
    covers=("minibatches/shuffles-in-place",),
)
def minibatches_shuffled_separately(X, y, batch_size, rng):
    """X and y are shuffled with two different permutations."""
    return _cut(rng.permutation(X), rng.permutation(y), batch_size)


@misconception(
    "minibatches/own-seed",
    "You get the same order every time. Draw it from the rng that you are given, not from one "
    "with a seed of its own.",
    covers=("minibatches/no-shuffle",),
)
def minibatches_own_seed(X, y, batch_size, rng):
    """A generator with a fixed seed: the same order at every call."""
    order = np.random.default_rng(0).permutation(len(X))
    return _cut(X[order], y[order], batch_size)


@misconception(
    "minibatches/shuffles-in-place",
    "You shuffle the caller's own array, and its labels no longer match. Leave X and y as they "
    "are, and draw a random order of the row numbers.",
)
def minibatches_shuffles_in_place(X, y, batch_size, rng):
    """rng.shuffle(X) reorders the caller's data, labels no longer match."""
    rng.shuffle(X)
    return _cut(X, y, batch_size)


@misconception(
    "minibatches/empty-tail",
    "Your last batch is empty where batch_size divides the number of samples: look at where your "
    "loop ends.",
)
def minibatches_empty_tail(X, y, batch_size, rng):
    """An empty batch at the end when the size divides evenly."""
    order = rng.permutation(len(X))
    return _cut(X[order], y[order], batch_size) + (
        [(X[:0], y[:0])] if len(X) % batch_size == 0 else []
    )


@misconception(
    "sgd_step/plus",
    "You walk uphill: the gradient points to where the loss grows, so the step goes against it.",
)
def sgd_step_plus(params, grads, lr):
    """+ lr*g: walks uphill."""
    return {k: params[k] + lr * grads[k] for k in params}


@misconception(
    "sgd_step/no-lr", "Your step is the whole gradient: the learning rate lr is not used yet."
)
def sgd_step_no_lr(params, grads, lr):
    """- g: the learning rate is forgotten."""
    return {k: params[k] - grads[k] for k in params}


@misconception(
    "sgd_step/divides-by-lr",
    "You divide by the learning rate: a small lr should make small steps, and yours makes large ones.",
)
def sgd_step_divides_by_lr(params, grads, lr):
    """- g/lr."""
    return {k: params[k] - grads[k] / lr for k in params}


@misconception(
    "sgd_step/old-params-returned",
    "The parameters come back as they were: is the new value stored in the dict that you return?",
)
def sgd_step_old_params_returned(params, grads, lr):
    """The update goes into a local variable, the old params come back."""
    for k in params:
        w = params[k]
        w = w - lr * grads[k]
    return params


@misconception(
    "sgd_step/weights-only",
    "Your weights move and your biases stay: every parameter in the dict takes its step.",
)
def sgd_step_weights_only(params, grads, lr):
    """Only the weights are updated, the biases are not."""
    return {k: w - lr * grads[k] if k.startswith("W") else w for k, w in params.items()}


@misconception(
    "sgd_step/first-only",
    "Only the first parameter is updated: does your return stand inside the loop?",
)
def sgd_step_first_only(params, grads, lr):
    """Return inside the loop: only the first parameter is updated."""
    new = dict(params)
    for k in params:
        new[k] = params[k] - lr * grads[k]
        return new


@misconception(
    "momentum_step/damped",
    "Your velocity takes in only (1 - beta) of the new gradient. In our form the gradient comes "
    "in whole.",
)
def momentum_damped(params, grads, velocity, lr, beta=0.9):
    """beta*v + (1-beta)*g: the averaged form."""

    def rule(w, g, v):
        v = beta * v + (1 - beta) * g
        return w - lr * v, v

    return _each(rule, params, grads, velocity)


@misconception(
    "momentum_step/beta-on-gradient",
    "Your beta weighs the new gradient: it says how much of the old velocity stays.",
)
def momentum_beta_on_gradient(params, grads, velocity, lr, beta=0.9):
    """(1-beta)*v + beta*g: beta is on the wrong term."""

    def rule(w, g, v):
        v = (1 - beta) * v + beta * g
        return w - lr * v, v

    return _each(rule, params, grads, velocity)


@misconception(
    "momentum_step/plus-update",
    "Your velocity is right, but the step goes uphill. The parameters move against the velocity.",
)
def momentum_plus_update(params, grads, velocity, lr, beta=0.9):
    """w + lr*v."""

    def rule(w, g, v):
        v = beta * v + g
        return w + lr * v, v

    return _each(rule, params, grads, velocity)


@misconception(
    "momentum_step/no-beta",
    "Your velocity never fades. At each step, only the share beta of the old one should stay.",
)
def momentum_no_beta(params, grads, velocity, lr, beta=0.9):
    """v + g: beta is forgotten."""

    def rule(w, g, v):
        v = v + g
        return w - lr * v, v

    return _each(rule, params, grads, velocity)


@misconception(
    "momentum_step/updates-with-gradient",
    "You work out the right velocity, then step with the bare gradient: step with the velocity.",
)
def momentum_updates_with_gradient(params, grads, velocity, lr, beta=0.9):
    """The velocity is computed but the step uses the raw gradient."""
    return _each(lambda w, g, v: (w - lr * g, beta * v + g), params, grads, velocity)


@misconception(
    "momentum_step/velocity-lost",
    "Your parameters are right, but the old velocity comes back. Return the new one: the next "
    "step builds on it.",
)
def momentum_velocity_lost(params, grads, velocity, lr, beta=0.9):
    """The new velocity is not returned."""
    return _each(lambda w, g, v: (w - lr * (beta * v + g), v), params, grads, velocity)


@misconception(
    "momentum_step/order-swapped",
    "Your two dicts have changed places: params come first, then the velocity.",
)
def momentum_order_swapped(params, grads, velocity, lr, beta=0.9):
    """Returns (velocity, params)."""

    def rule(w, g, v):
        v = beta * v + g
        return v, w - lr * v

    return _each(rule, params, grads, velocity)


@misconception(
    "rmsprop_step/no-sqrt",
    "You divide by the mean of the squares itself: take its square root first, which brings back "
    "the units of a slope.",
)
def rmsprop_no_sqrt(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    """Divides by s instead of its root."""

    def rule(w, g, s):
        s = beta * s + (1 - beta) * g**2
        return w - lr * g / (s + eps), s

    return _each(rule, params, grads, sq_avg)


@misconception(
    "rmsprop_step/eps-inside",
    "Your eps is under the square root: it is added after the root has been taken.",
)
def rmsprop_eps_inside(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    """sqrt(s + eps): eps is inside the root."""

    def rule(w, g, s):
        s = beta * s + (1 - beta) * g**2
        return w - lr * g / np.sqrt(s + eps), s

    return _each(rule, params, grads, sq_avg)


@misconception(
    "rmsprop_step/no-eps",
    "Your denominator lacks eps. Where a gradient has always been 0, you divide by zero.",
)
def rmsprop_no_eps(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    """No eps: NaN where the gradient has been 0."""

    def rule(w, g, s):
        s = beta * s + (1 - beta) * g**2
        return w - lr * g / np.sqrt(s), s

    return _each(rule, params, grads, sq_avg)


@misconception(
    "rmsprop_step/no-square",
    "Your sq_avg averages the size of the gradient: it should average its square.",
)
def rmsprop_no_square(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    """Averages |g| instead of its square."""

    def rule(w, g, s):
        s = beta * s + (1 - beta) * np.abs(g)
        return w - lr * g / (np.sqrt(s) + eps), s

    return _each(rule, params, grads, sq_avg)


@misconception(
    "rmsprop_step/gradient-itself",
    "Your sq_avg averages the gradient as it is: square it first.",
)
def rmsprop_gradient_itself(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    """Averages the gradient, sign and all; the root of a negative mean is NaN."""

    def rule(w, g, s):
        s = beta * s + (1 - beta) * g
        return w - lr * g / (np.sqrt(s) + eps), s

    return _each(rule, params, grads, sq_avg)


@misconception(
    "rmsprop_step/beta-swapped",
    "Your beta weighs the new square: beta goes with the old sq_avg, 1 - beta with the new square.",
)
def rmsprop_beta_swapped(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    """(1-beta)*s + beta*g²."""

    def rule(w, g, s):
        s = (1 - beta) * s + beta * g**2
        return w - lr * g / (np.sqrt(s) + eps), s

    return _each(rule, params, grads, sq_avg)


@misconception(
    "rmsprop_step/no-one-minus-beta",
    "Your sq_avg is a sum that grows, not a mean: the new square needs a weight of its own.",
)
def rmsprop_no_one_minus_beta(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    """beta*s + g²: the (1-beta) is missing."""

    def rule(w, g, s):
        s = beta * s + g**2
        return w - lr * g / (np.sqrt(s) + eps), s

    return _each(rule, params, grads, sq_avg)


@misconception(
    "rmsprop_step/order-swapped",
    "Your two dicts have changed places: params come first, then sq_avg.",
)
def rmsprop_order_swapped(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    """Returns (sq_avg, params)."""

    def rule(w, g, s):
        s = beta * s + (1 - beta) * g**2
        return s, w - lr * g / (np.sqrt(s) + eps)

    return _each(rule, params, grads, sq_avg)


@misconception(
    "adam_step/no-bias-correction",
    "Your m and v are right, but go into the step uncorrected: they start at 0 and are too small "
    "in the first steps.",
)
def adam_no_bias_correction(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """No bias correction of m and v."""

    def rule(w, g, m, v):
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        return w - lr * m / (np.sqrt(v) + eps), m, v

    return _each(rule, params, grads, m, v)


@misconception(
    "adam_step/v-not-corrected",
    "You correct m for its start at 0, but not v: it needs the same, with beta2.",
)
def adam_v_not_corrected(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """Only m is corrected."""

    def rule(w, g, m, v):
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        return w - lr * m / (1 - beta1**t) / (np.sqrt(v) + eps), m, v

    return _each(rule, params, grads, m, v)


@misconception(
    "adam_step/t-from-zero",
    "Your correction uses t - 1, which divides by zero at the first step: t is 1 there already.",
)
def adam_t_from_zero(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """beta**(t-1): division by zero at the first step."""

    def rule(w, g, m, v):
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        m_hat, v_hat = m / (1 - beta1 ** (t - 1)), v / (1 - beta2 ** (t - 1))
        return w - lr * m_hat / (np.sqrt(v_hat) + eps), m, v

    return _each(rule, params, grads, m, v)


@misconception(
    "adam_step/correction-without-t",
    "Your correction is the same at every step: with beta to the power t it fades as t grows.",
)
def adam_correction_without_t(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """1 - beta instead of 1 - beta**t."""

    def rule(w, g, m, v):
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        m_hat, v_hat = m / (1 - beta1), v / (1 - beta2)
        return w - lr * m_hat / (np.sqrt(v_hat) + eps), m, v

    return _each(rule, params, grads, m, v)


@misconception(
    "adam_step/beta-times-t",
    "Your correction takes beta times t, which soon brings it below 0. A power is meant: Python "
    "writes it beta**t.",
)
def adam_beta_times_t(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """1 - beta·t instead of 1 - beta**t: NaN from the second step on."""

    def rule(w, g, m, v):
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        with np.errstate(invalid="ignore"):
            root = np.sqrt(v / (1 - beta2 * t))
        return w - lr * m / (1 - beta1 * t) / (root + eps), m, v

    return _each(rule, params, grads, m, v)


@misconception(
    "adam_step/betas-swapped",
    "Your two betas have changed places: beta1 belongs to m, beta2 to v.",
)
def adam_betas_swapped(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """beta2 for m and beta1 for v."""

    def rule(w, g, m, v):
        m = beta2 * m + (1 - beta2) * g
        v = beta1 * v + (1 - beta1) * g**2
        m_hat, v_hat = m / (1 - beta2**t), v / (1 - beta1**t)
        return w - lr * m_hat / (np.sqrt(v_hat) + eps), m, v

    return _each(rule, params, grads, m, v)


@misconception(
    "adam_step/eps-inside",
    "Your eps is under the square root: it is added after the root of the corrected v.",
)
def adam_eps_inside(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """eps is inside the root."""

    def rule(w, g, m, v):
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
        return w - lr * m_hat / np.sqrt(v_hat + eps), m, v

    return _each(rule, params, grads, m, v)


@misconception(
    "adam_step/v-not-squared",
    "Your v averages the gradient as it is: square it first.",
)
def adam_v_not_squared(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """v averages the gradient, not its square."""

    def rule(w, g, m, v):
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g
        m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
        return w - lr * m_hat / (np.sqrt(v_hat) + eps), m, v

    return _each(rule, params, grads, m, v)


@misconception(
    "adam_step/beta1-for-v",
    "Your v is averaged with beta1, as m is: v has a beta of its own, beta2.",
)
def adam_beta1_for_v(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """v is averaged with beta1, and corrected with beta2."""

    def rule(w, g, m, v):
        m = beta1 * m + (1 - beta1) * g
        v = beta1 * v + (1 - beta1) * g**2
        m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
        return w - lr * m_hat / (np.sqrt(v_hat) + eps), m, v

    return _each(rule, params, grads, m, v)


@misconception(
    "adam_step/no-sqrt",
    "You divide by the corrected v itself: take its square root first.",
)
def adam_no_sqrt(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """The root of v_hat is missing."""

    def rule(w, g, m, v):
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
        return w - lr * m_hat / (v_hat + eps), m, v

    return _each(rule, params, grads, m, v)


@misconception(
    "adam_step/corrected-state-stored",
    "You return the corrected m and v. The correction is for this step alone, so give what it "
    "makes names of its own.",
)
def adam_corrected_state_stored(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """The corrected m and v are stored as the new state."""

    def rule(w, g, m, v):
        m = (beta1 * m + (1 - beta1) * g) / (1 - beta1**t)
        v = (beta2 * v + (1 - beta2) * g**2) / (1 - beta2**t)
        return w - lr * m / (np.sqrt(v) + eps), m, v

    return _each(rule, params, grads, m, v)


@misconception(
    "adam_step/plus",
    "You walk uphill: m and v are right, but the step goes against the mean gradient.",
)
def adam_plus(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """The step is added."""

    def rule(w, g, m, v):
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
        return w + lr * m_hat / (np.sqrt(v_hat) + eps), m, v

    return _each(rule, params, grads, m, v)


@misconception(
    "adam_step/state-lost",
    "Your parameters are right, but the old m and v come back. Return the new ones: the next step"
    " builds on them.",
)
def adam_state_lost(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """The old m and v are returned."""

    def rule(w, g, m, v):
        m_hat = (beta1 * m + (1 - beta1) * g) / (1 - beta1**t)
        v_hat = (beta2 * v + (1 - beta2) * g**2) / (1 - beta2**t)
        return w - lr * m_hat / (np.sqrt(v_hat) + eps), m, v

    return _each(rule, params, grads, m, v)


@misconception(
    "step_decay/true-division",
    "Your rate shrinks a little in every epoch: it should fall in steps, so only whole runs of "
    "`every` epochs count.",
)
def step_decay_true_division(lr, epoch, drop=0.5, every=10):
    """Takes epoch / every: decays a little in every epoch instead of in steps."""
    return lr * drop ** (epoch / every)


@misconception(
    "step_decay/drop-times-epoch",
    "You multiply by the epoch: each fall multiplies the rate by drop once more, which is a power.",
)
def step_decay_drop_times_epoch(lr, epoch, drop=0.5, every=10):
    """lr * drop * epoch: multiplies instead of taking a power."""
    return lr * drop * epoch


@misconception(
    "step_decay/drop-times-falls",
    "You multiply by the number of falls: each fall multiplies the rate by drop once more, which "
    "is a power.",
)
def step_decay_drop_times_falls(lr, epoch, drop=0.5, every=10):
    """lr * drop * (epoch // every): multiplies instead of taking a power."""
    return lr * drop * (epoch // every)


@misconception(
    "step_decay/one-drop-only",
    "Your rate falls once and stays there: it falls again after every further `every` epochs.",
)
def step_decay_one_drop_only(lr, epoch, drop=0.5, every=10):
    """Drops once and stays there."""
    return lr * drop if epoch >= every else lr


@misconception(
    "step_decay/at-multiples-only",
    "Your rate falls for a single epoch and jumps back: each fall is for good, so count the falls up to epoch.",
)
def step_decay_at_multiples_only(lr, epoch, drop=0.5, every=10):
    """lr * drop where every divides epoch, 0 included; lr elsewhere."""
    return lr * drop if epoch % every == 0 else lr


@misconception(
    "step_decay/at-later-multiples-only",
    "Your rate falls for a single epoch and jumps back: each fall is for good, so count the falls up to epoch.",
)
def step_decay_at_later_multiples_only(lr, epoch, drop=0.5, every=10):
    """lr * drop where every divides epoch, but for epoch 0; lr elsewhere."""
    return lr * drop if epoch > 0 and epoch % every == 0 else lr


@misconception(
    "step_decay/modulo",
    "Your rate jumps back up: % gives what is left over of a division, and you need the whole part.",
)
def step_decay_modulo(lr, epoch, drop=0.5, every=10):
    """Takes epoch % every instead of epoch // every."""
    return lr * drop ** (epoch % every)


@misconception(
    "step_decay/off-by-one",
    "Your rate falls one epoch too early: epochs count from 0, so the first fall is at epoch "
    "number `every`.",
)
def step_decay_off_by_one(lr, epoch, drop=0.5, every=10):
    """(epoch + 1) // every: drops one epoch early."""
    return lr * drop ** ((epoch + 1) // every)
