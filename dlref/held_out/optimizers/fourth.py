"""Wrong answers of the fourth set: optimizers and mini-batches."""

import numpy as np

from autograder.course import held_out


@held_out(
    "sgd_step",
    kind=".items() is missing: the letters of the key are unpacked, not key and value",
    source="written",
)
def sgd_step_no_items(params, grads, lr):
    new_params = {}
    for name, w in params:
        new_params[name] = w - lr * grads[name]
    return new_params


@held_out("sgd_step", kind="the step is multiplied by the weight as well", source="written")
def sgd_step_share_of_weight(params, grads, lr):
    return {k: params[k] * (1 - lr * grads[k]) for k in params}


@held_out("sgd_step", kind="a misplaced bracket: (w - lr) times the gradient", source="written")
def sgd_step_bracket(params, grads, lr):
    updated = {}
    for key in params:
        updated[key] = (params[key] - lr) * grads[key]
    return updated


@held_out("sgd_step", kind="the caller's gradients are scaled in place", source="written")
def sgd_step_scales_grads(params, grads, lr):
    new = {}
    for k in grads:
        step = grads[k]
        step *= lr
        new[k] = params[k] - step
    return new


@held_out("minibatches", kind="only X is shuffled, y stays in its old order", source="written")
def minibatches_only_x(X, y, batch_size, rng):
    n = X.shape[0]
    X_shuffled = X[rng.permutation(n)]
    batches = []
    for start in range(0, n, batch_size):
        end = start + batch_size
        batches.append((X_shuffled[start:end], y[start:end]))
    return batches


@held_out(
    "minibatches",
    kind="the slice ends at batch_size, not at i + batch_size: later batches are empty",
    source="written",
)
def minibatches_slice_end(X, y, batch_size, rng):
    perm = rng.permutation(len(X))
    X = X[perm]
    y = y[perm]
    return [(X[i:batch_size], y[i:batch_size]) for i in range(0, len(X), batch_size)]


@held_out(
    "minibatches",
    kind="each batch is drawn afresh from all samples: some come twice, others never",
    source="written",
)
def minibatches_drawn(X, y, batch_size, rng):
    n = len(X)
    n_batches = int(np.ceil(n / batch_size))
    batches = []
    for _ in range(n_batches):
        chosen = rng.choice(n, batch_size)
        batches.append((X[chosen], y[chosen]))
    return batches


@held_out(
    "minibatches",
    kind="rng.shuffle works in place and gives back None, which is used as the order",
    source="written",
)
def minibatches_shuffle_none(X, y, batch_size, rng):
    order = rng.shuffle(np.arange(len(X)))
    out = []
    for i in range(0, len(X), batch_size):
        idx = order[i : i + batch_size]
        out.append((X[idx], y[idx]))
    return out


@held_out(
    "minibatches",
    kind="batch_size is taken for the number of batches",
    source="written",
)
def minibatches_number_of_batches(X, y, batch_size, rng):
    idx = rng.permutation(len(X))
    return [(X[part], y[part]) for part in np.array_split(idx, batch_size)]


@held_out("momentum_step", kind="the dict v is never made: NameError", source="written")
def momentum_step_no_dict(params, grads, velocity, lr, beta=0.9):
    new_params = {}
    for name in params:
        v[name] = beta * velocity[name] + grads[name]  # noqa: F821
        new_params[name] = params[name] - lr * v[name]  # noqa: F821
    return new_params, v  # noqa: F821


@held_out(
    "momentum_step", kind="beta multiplies the weights, not the old velocity", source="written"
)
def momentum_step_params_for_velocity(params, grads, velocity, lr, beta=0.9):
    new_v = {k: beta * params[k] + grads[k] for k in params}
    new_p = {k: params[k] - lr * new_v[k] for k in params}
    return new_p, new_v


@held_out("momentum_step", kind="the velocity starts at zero again at every step", source="written")
def momentum_step_reset(params, grads, velocity, lr, beta=0.9):
    p = {}
    for k, w in params.items():
        # velocity starts at zero
        velocity[k] = np.zeros_like(w)
        velocity[k] = beta * velocity[k] + grads[k]
        p[k] = w - lr * velocity[k]
    return p, velocity


@held_out(
    "momentum_step", kind="the bracket closes too late: beta multiplies g too", source="written"
)
def momentum_step_bracket(params, grads, velocity, lr, beta=0.9):
    velocity = {k: beta * (velocity[k] + grads[k]) for k in grads}
    params = {k: params[k] - lr * velocity[k] for k in params}
    return params, velocity


@held_out(
    "rmsprop_step", kind="divides by the root of the old average, not the new", source="written"
)
def rmsprop_step_old_average(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    new_params, new_avg = {}, {}
    for k in params:
        new_params[k] = params[k] - lr * grads[k] / (np.sqrt(sq_avg[k]) + eps)
        new_avg[k] = beta * sq_avg[k] + (1 - beta) * grads[k] ** 2
    return new_params, new_avg


@held_out("rmsprop_step", kind="the gradient is missing in the step", source="written")
def rmsprop_step_no_gradient(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    s = {k: beta * sq_avg[k] + (1 - beta) * grads[k] ** 2 for k in grads}
    rate = {k: lr / (np.sqrt(s[k]) + eps) for k in s}
    return {k: params[k] - rate[k] for k in params}, s


@held_out(
    "rmsprop_step",
    kind="the bracket closes too late: 1 - beta * g**2 for (1 - beta) * g**2",
    source="written",
)
def rmsprop_step_bracket(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    new_sq = {}
    new_params = {}
    for name, g in grads.items():
        new_sq[name] = beta * sq_avg[name] + (1 - beta * g**2)
        new_params[name] = params[name] - lr * g / (np.sqrt(new_sq[name]) + eps)
    return new_params, new_sq


@held_out("rmsprop_step", kind="sqrt without np.: NameError", source="written")
def rmsprop_step_bare_sqrt(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    out = {}
    avg = {}
    for k in params:
        g = grads[k]
        avg[k] = beta * sq_avg[k] + (1 - beta) * g * g
        out[k] = params[k] - lr * g / (sqrt(avg[k]) + eps)  # noqa: F821
    return out, avg


@held_out("rmsprop_step", kind="the whole running mean is squared", source="written")
def rmsprop_step_square_of_mean(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    sq_avg = {k: (beta * sq_avg[k] + (1 - beta) * grads[k]) ** 2 for k in grads}
    params = {k: w - lr * grads[k] / (np.sqrt(sq_avg[k]) + eps) for k, w in params.items()}
    return params, sq_avg


@held_out("adam_step", kind="v is corrected with beta1, as m is", source="written")
def adam_step_beta1_for_v(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    new_p, new_m, new_v = {}, {}, {}
    for k in params:
        new_m[k] = beta1 * m[k] + (1 - beta1) * grads[k]
        new_v[k] = beta2 * v[k] + (1 - beta2) * grads[k] ** 2
        m_hat = new_m[k] / (1 - beta1**t)
        v_hat = new_v[k] / (1 - beta1**t)
        new_p[k] = params[k] - lr * m_hat / (np.sqrt(v_hat) + eps)
    return new_p, new_m, new_v


@held_out("adam_step", kind="the step takes the raw gradient, m is not used", source="written")
def adam_step_raw_gradient(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    m = {k: beta1 * m[k] + (1 - beta1) * grads[k] for k in grads}
    v = {k: beta2 * v[k] + (1 - beta2) * grads[k] ** 2 for k in grads}
    new = {}
    for k in params:
        v_hat = v[k] / (1 - beta2**t)
        new[k] = params[k] - lr * grads[k] / (np.sqrt(v_hat) + eps)
    return new, m, v


@held_out("adam_step", kind="v averages the square of m, not of the gradient", source="written")
def adam_step_m_squared(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    result = {}
    first, second = {}, {}
    for name in params:
        first[name] = beta1 * m[name] + (1 - beta1) * grads[name]
        second[name] = beta2 * v[name] + (1 - beta2) * first[name] ** 2
        mh = first[name] / (1 - beta1**t)
        vh = second[name] / (1 - beta2**t)
        result[name] = params[name] - lr * mh / (np.sqrt(vh) + eps)
    return result, first, second


@held_out(
    "adam_step",
    kind="zip over dicts gives their keys: strings are multiplied by numbers",
    source="written",
)
def adam_step_zip_of_keys(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    new_params, new_m, new_v = [], [], []
    for w, g, mi, vi in zip(params, grads, m, v):
        mi = beta1 * mi + (1 - beta1) * g
        vi = beta2 * vi + (1 - beta2) * g**2
        m_hat = mi / (1 - beta1**t)
        v_hat = vi / (1 - beta2**t)
        new_params.append(w - lr * m_hat / (np.sqrt(v_hat) + eps))
        new_m.append(mi)
        new_v.append(vi)
    return new_params, new_m, new_v


@held_out("step_decay", kind="drop is read as the share that is lost", source="written")
def step_decay_share_lost(lr, epoch, drop=0.5, every=10):
    times = epoch // every
    return lr * (1 - drop) ** times


@held_out("step_decay", kind="the power is taken of lr * drop together", source="written")
def step_decay_power_of_both(lr, epoch, drop=0.5, every=10):
    n_drops = epoch // every
    new_lr = lr * drop
    return new_lr**n_drops


@held_out(
    "step_decay",
    kind="the loop ends before epoch itself: each drop comes one epoch late",
    source="written",
)
def step_decay_loop(lr, epoch, drop=0.5, every=10):
    rate = lr
    for e in range(1, epoch):
        if e % every == 0:
            rate = rate * drop
    return rate


@held_out("step_decay", kind="** is missing: drop is called like a function", source="written")
def step_decay_called(lr, epoch, drop=0.5, every=10):
    return lr * drop(epoch // every)
