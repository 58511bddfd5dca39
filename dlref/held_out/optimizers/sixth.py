"""Wrong answers of the sixth set: optimizers."""

import numpy as np

from autograder.course import held_out

# sgd_step


@held_out(
    "sgd_step",
    kind="the keys W1, b1, W2, b2 are written out instead of looping over any keys",
    source="written",
)
def sgd_step_fixed_keys(params, grads, lr):
    return {
        "W1": params["W1"] - lr * grads["W1"],
        "b1": params["b1"] - lr * grads["b1"],
        "W2": params["W2"] - lr * grads["W2"],
        "b2": params["b2"] - lr * grads["b2"],
    }


@held_out(
    "sgd_step",
    kind="the gradient is scaled to length 1, so every step has length lr",
    source="written",
)
def sgd_step_unit_length(params, grads, lr):
    updated = dict()
    for name, w in params.items():
        g = grads[name]
        direction = g / (np.linalg.norm(g) + 1e-12)  # where is downhill
        updated[name] = w - lr * direction
    return updated


@held_out(
    "sgd_step",
    kind="gives back the steps -lr*g instead of the parameters after the step",
    source="written",
)
def sgd_step_returns_steps(params, grads, lr):
    return {k: -lr * grads[k] for k in params}


# minibatches


@held_out(
    "minibatches",
    kind="a new random order is drawn for every batch, so samples repeat and go missing",
    source="written",
)
def minibatches_order_in_loop(X, y, batch_size, rng):
    out = []
    n = len(X)
    for start in range(0, n, batch_size):
        order = rng.permutation(n)
        rows = order[start : start + batch_size]
        out.append((X[rows], y[rows]))
    return out


@held_out(
    "minibatches",
    kind="batch_size is taken as the number of batches to split into",
    source="written",
)
def minibatches_size_as_count(X, y, batch_size, rng):
    order = rng.permutation(X.shape[0])
    pieces = np.array_split(order, batch_size)
    return [(X[p], y[p]) for p in pieces if len(p)]


@held_out(
    "minibatches",
    kind="batches are cut from the unshuffled rows; only the order of batches is shuffled",
    source="written",
)
def minibatches_blocks_shuffled(X, y, batch_size, rng):
    batches = []
    i = 0
    while i < len(y):
        batches.append((X[i : i + batch_size], y[i : i + batch_size]))
        i += batch_size
    order = rng.permutation(len(batches))
    return [batches[j] for j in order]


@held_out(
    "minibatches",
    kind="labels come back flat, (batch,), instead of as a column (batch, 1)",
    source="written",
)
def minibatches_flat_labels(X, y, batch_size, rng):
    data = np.hstack([X, y])  # keep every label with its row
    data = rng.permutation(data)
    result = []
    for start in range(0, len(data), batch_size):
        chunk = data[start : start + batch_size]
        result.append((chunk[:, :-1], chunk[:, -1]))
    return result


@held_out(
    "minibatches",
    kind="gives back two lists (X batches, y batches) instead of a list of pairs",
    source="written",
)
def minibatches_two_lists(X, y, batch_size, rng):
    idx = np.arange(len(X))
    rng.shuffle(idx)
    X_batches, y_batches = [], []
    for s in range(0, len(X), batch_size):
        X_batches.append(X[idx[s : s + batch_size]])
        y_batches.append(y[idx[s : s + batch_size]])
    return X_batches, y_batches


@held_out(
    "minibatches",
    kind="the slice ends at batch_size instead of start + batch_size: later batches are empty",
    source="written",
)
def minibatches_slice_end(X, y, batch_size, rng):
    n_samples = X.shape[0]
    perm = rng.permutation(n_samples)
    Xs = X[perm]
    ys = y[perm]
    batches = []
    for start in range(0, n_samples, batch_size):
        xb = Xs[start:batch_size]
        yb = ys[start:batch_size]
        batches.append((xb, yb))
    return batches


@held_out(
    "minibatches",
    kind="makes its own seeded generator and ignores rng: the same order every call",
    source="written",
)
def minibatches_own_seed(X, y, batch_size, rng):
    rng = np.random.default_rng(42)  # reproducible
    order = rng.permutation(len(X))
    for start in range(0, len(order), batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]


# momentum_step


@held_out(
    "momentum_step",
    kind="velocity holds -lr times the gradient and is added: another form than the course's",
    source="written",
)
def momentum_step_lr_in_velocity(params, grads, velocity, lr, beta=0.9):
    for k in params:
        velocity[k] = beta * velocity[k] - lr * grads[k]
        params[k] = params[k] + velocity[k]
    return params, velocity


@held_out(
    "momentum_step",
    kind="Nesterov's look-ahead: moves by g + beta*v_new instead of the new velocity",
    source="written",
)
def momentum_step_nesterov(params, grads, velocity, lr, beta=0.9):
    new_params, new_velocity = {}, {}
    for key, g in grads.items():
        buf = beta * velocity[key] + g
        step = g + beta * buf
        new_params[key] = params[key] - lr * step
        new_velocity[key] = buf
    return new_params, new_velocity


@held_out(
    "momentum_step",
    kind="beta scales the new gradient; the old velocity is kept whole",
    source="written",
)
def momentum_step_beta_on_gradient(params, grads, velocity, lr, beta=0.9):
    vel = {k: velocity[k] + beta * grads[k] for k in params}
    w = {k: params[k] - lr * vel[k] for k in params}
    return w, vel


@held_out(
    "momentum_step",
    kind="the new velocity is used but not stored; the old one is given back",
    source="written",
)
def momentum_step_velocity_not_stored(params, grads, velocity, lr, beta=0.9):
    new = {}
    for key in params:
        v = velocity[key]
        v = beta * v + grads[key]
        new[key] = params[key] - lr * v
    return new, velocity


# rmsprop_step


@held_out(
    "rmsprop_step",
    kind="squares are summed up without fading, as in Adagrad; beta is not used",
    source="written",
)
def rmsprop_step_adagrad(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    p, s = {}, {}
    for key in params:
        s[key] = sq_avg[key] + np.square(grads[key])
        p[key] = params[key] - lr * grads[key] / (np.sqrt(s[key]) + eps)
    return p, s


@held_out(
    "rmsprop_step",
    kind="one mean square for the whole array instead of one for each weight",
    source="written",
)
def rmsprop_step_one_for_all(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    for name in params.keys():
        grad = grads[name]
        mean_square = np.mean(grad**2)
        sq_avg[name] = beta * sq_avg[name] + (1 - beta) * mean_square
        rms = np.sqrt(sq_avg[name])
        params[name] = params[name] - lr * grad / (rms + eps)
    return params, sq_avg


@held_out(
    "rmsprop_step",
    kind="gradient squared in place: grads is changed and the step uses the square",
    source="written",
)
def rmsprop_step_squared_in_place(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    new_params = {}
    new_sq = {}
    for k in params:
        g2 = grads[k]
        g2 *= g2
        new_sq[k] = beta * sq_avg[k] + (1 - beta) * g2
        new_params[k] = params[k] - lr * grads[k] / (np.sqrt(new_sq[k]) + eps)
    return new_params, new_sq


@held_out(
    "rmsprop_step",
    kind="beta and 1 - beta are swapped: beta goes to the new square",
    source="written",
)
def rmsprop_step_beta_swapped(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    def running(old, new, rate):
        return old + rate * (new - old)

    s = {k: running(sq_avg[k], grads[k] ** 2, beta) for k in grads}
    w = {k: params[k] - lr / (s[k] ** 0.5 + eps) * grads[k] for k in grads}
    return w, s


# adam_step


@held_out(
    "adam_step",
    kind="the corrected moments (hats) are stored and given back as m and v",
    source="written",
)
def adam_step_hats_kept(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    for key in params:
        m[key] = beta1 * m[key] + (1 - beta1) * grads[key]
        v[key] = beta2 * v[key] + (1 - beta2) * grads[key] ** 2
        m[key] = m[key] / (1 - beta1**t)
        v[key] = v[key] / (1 - beta2**t)
        params[key] = params[key] - lr * m[key] / (np.sqrt(v[key]) + eps)
    return params, m, v


@held_out(
    "adam_step", kind="beta1 in the correction of v, too: a copy-paste left-over", source="written"
)
def adam_step_v_hat_beta1(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    new_p, new_m, new_v = {}, {}, {}
    for k, g in grads.items():
        new_m[k] = beta1 * m[k] + (1 - beta1) * g
        new_v[k] = beta2 * v[k] + (1 - beta2) * g * g
        m_hat = new_m[k] / (1 - beta1**t)
        v_hat = new_v[k] / (1 - beta1**t)
        new_p[k] = params[k] - lr * m_hat / (np.sqrt(v_hat) + eps)
    return new_p, new_m, new_v


@held_out("adam_step", kind="t is raised by 1 first, as if it started at 0", source="written")
def adam_step_t_plus_one(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    t += 1
    # efficient version: both corrections go into the step size
    lr_t = lr * np.sqrt(1.0 - beta2**t) / (1.0 - beta1**t)
    for key in grads:
        g = grads[key]
        m[key] = m[key] + (1 - beta1) * (g - m[key])
        v[key] = v[key] + (1 - beta2) * (g**2 - v[key])
        params[key] = params[key] - lr_t * m[key] / (np.sqrt(v[key]) + eps)
    return params, m, v


@held_out(
    "adam_step",
    kind="v averages the square of m instead of the square of the gradient",
    source="written",
)
def adam_step_v_from_m(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    M = {k: beta1 * m[k] + (1 - beta1) * grads[k] for k in params}
    V = {k: beta2 * v[k] + (1 - beta2) * M[k] ** 2 for k in params}
    out = {}
    for k in params:
        mh, vh = M[k] / (1 - beta1**t), V[k] / (1 - beta2**t)
        out[k] = params[k] - lr * mh / (np.sqrt(vh) + eps)
    return out, M, V


@held_out(
    "adam_step",
    kind="new m and v are the same dict (chained assignment), so v overwrites m",
    source="written",
)
def adam_step_one_dict_for_both(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    new_params = {}
    new_m = new_v = {}
    for key in params:
        g = grads[key]
        new_m[key] = beta1 * m[key] + (1 - beta1) * g
        new_v[key] = beta2 * v[key] + (1 - beta2) * g**2
        m_hat = new_m[key] / (1 - beta1**t)
        v_hat = new_v[key] / (1 - beta2**t)
        new_params[key] = params[key] - lr * m_hat / (np.sqrt(v_hat) + eps)
    return new_params, new_m, new_v


@held_out(
    "adam_step", kind="(1 - beta)**t in the correction instead of 1 - beta**t", source="written"
)
def adam_step_power_of_bracket(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    def unbias(moment, beta):
        return moment / (1 - beta) ** t

    for name in list(params):
        m[name] = beta1 * m[name] + (1 - beta1) * grads[name]
        v[name] = beta2 * v[name] + (1 - beta2) * np.power(grads[name], 2)
        step = unbias(m[name], beta1) / (np.sqrt(unbias(v[name], beta2)) + eps)
        params[name] = params[name] - lr * step
    return params, m, v


# step_decay


@held_out(
    "step_decay",
    kind="lowers lr once, in epochs divisible by every only, instead of for good",
    source="written",
)
def step_decay_only_that_epoch(lr, epoch, drop=0.5, every=10):
    # every 10 epochs the rate is halved
    if epoch > 0 and epoch % every == 0:
        lr = lr * drop
    return lr


@held_out(
    "step_decay",
    kind="drop is taken as the share that is lost: multiplied by 1 - drop",
    source="written",
)
def step_decay_share_lost(lr, epoch, drop=0.5, every=10):
    rate = lr
    for _ in range(epoch // every):
        rate = rate - drop * rate
    return rate


@held_out(
    "step_decay",
    kind="> instead of >=: the drop comes one epoch late, at 11 instead of 10",
    source="written",
)
def step_decay_one_late(lr, epoch, drop=0.5, every=10):
    while epoch > every:
        lr *= drop
        epoch -= every
    return lr
