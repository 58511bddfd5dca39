"""Wrong answers of the fifth set: optimizers."""

import numpy as np

from autograder.course import held_out


@held_out("minibatches", kind="batch_size is taken for the number of batches", source="written")
def minibatches_batch_size_as_count(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    parts = np.array_split(order, batch_size)
    return [(X[p], y[p]) for p in parts]


@held_out(
    "minibatches", kind="the None that rng.shuffle returns is used as the index", source="written"
)
def minibatches_shuffle_returns_none(X, y, batch_size, rng):
    idx = np.arange(X.shape[0])
    idx = rng.shuffle(idx)
    X_shuffled = X[idx]
    y_shuffled = y[idx]
    batches = []
    for start in range(0, X.shape[0], batch_size):
        end = start + batch_size
        batches.append((X_shuffled[start:end], y_shuffled[start:end]))
    return batches


@held_out(
    "minibatches",
    kind="only the order of the batches is shuffled, the samples in a batch are always neighbours",
    source="written",
)
def minibatches_order_of_batches(X, y, batch_size, rng):
    batches = []
    i = 0
    while i < len(X):
        batches.append((X[i : i + batch_size], y[i : i + batch_size]))
        i += batch_size
    new_order = rng.permutation(len(batches))
    return [batches[j] for j in new_order]


@held_out(
    "minibatches",
    kind="the last batch is filled up with samples that were already used",
    source="written",
)
def minibatches_filled_up(X, y, batch_size, rng):
    n = X.shape[0]
    perm = rng.permutation(n)
    rest = n % batch_size
    if rest != 0:
        # so that all batches have the same size
        perm = np.concatenate([perm, perm[: batch_size - rest]])
    out = []
    for k in range(len(perm) // batch_size):
        sel = perm[k * batch_size : (k + 1) * batch_size]
        out.append((X[sel], y[sel]))
    return out


@held_out(
    "minibatches",
    kind="stops: the shuffled data are used as an index in place of shuffled row numbers",
    source="written",
)
def minibatches_data_as_index(X, y, batch_size, rng):
    order = rng.permutation(X)
    X = X[order]
    y = y[order]
    return [(X[i : i + batch_size], y[i : i + batch_size]) for i in range(0, len(X), batch_size)]


@held_out("sgd_step", kind="the biases are left out of the update", source="written")
def sgd_step_weights_only(params, grads, lr):
    new_params = {}
    for name, value in params.items():
        if name.startswith("W"):
            new_params[name] = value - lr * grads[name]
        else:
            new_params[name] = value
    return new_params


@held_out(
    "sgd_step",
    kind="the step is taken relative to the parameter: w times (1 - lr·g)",
    source="written",
)
def sgd_step_relative(params, grads, lr):
    return {k: params[k] * (1 - lr * grads[k]) for k in params}


@held_out("sgd_step", kind="a list of arrays is returned in place of a dict", source="written")
def sgd_step_list(params, grads, lr):
    updated = []
    for p, g in zip(params.values(), grads.values()):
        updated.append(p - lr * g)
    return updated


@held_out(
    "sgd_step", kind="the gradient is averaged over its first axis once more", source="written"
)
def sgd_step_mean_axis0(params, grads, lr):
    result = dict(params)
    for key in result:
        mean_grad = np.mean(grads[key], axis=0)
        result[key] = result[key] - lr * mean_grad
    return result


@held_out(
    "sgd_step",
    kind="the result of the subtraction is kept in a loop variable only, so nothing changes",
    source="written",
)
def sgd_step_loop_variable(params, grads, lr):
    for key, w in params.items():
        w = w - lr * grads[key]
    return params


@held_out(
    "momentum_step",
    kind="the Nesterov step is taken: the new velocity is looked ahead once more",
    source="written",
)
def momentum_step_nesterov(params, grads, velocity, lr, beta=0.9):
    new_p, new_v = {}, {}
    for k in params:
        new_v[k] = beta * velocity[k] + grads[k]
        new_p[k] = params[k] - lr * (grads[k] + beta * new_v[k])
    return new_p, new_v


@held_out(
    "momentum_step",
    kind="the learning rate is applied twice, in the velocity and in the step",
    source="written",
)
def momentum_step_lr_twice(params, grads, velocity, lr, beta=0.9):
    v = {k: beta * velocity[k] + lr * grads[k] for k in grads}
    p = {k: params[k] - lr * v[k] for k in params}
    return p, v


@held_out(
    "momentum_step",
    kind="the new velocity is used but not stored, the old one is returned",
    source="written",
)
def momentum_step_not_stored(params, grads, velocity, lr, beta=0.9):
    new_params = {}
    for name in params:
        v = velocity[name]
        v = beta * v + grads[name]
        new_params[name] = params[name] - lr * v
    return new_params, velocity


@held_out(
    "momentum_step",
    kind="+= together with beta·v keeps the whole old velocity and adds beta times it",
    source="written",
)
def momentum_step_plus_equals(params, grads, velocity, lr, beta=0.9):
    params = {k: p.copy() for k, p in params.items()}
    velocity = {k: v.copy() for k, v in velocity.items()}
    for k in params:
        velocity[k] += beta * velocity[k] + grads[k]
        params[k] -= lr * velocity[k]
    return params, velocity


@held_out(
    "momentum_step",
    kind="stops: a number is multiplied with the dict of velocities",
    source="written",
)
def momentum_step_dict_times_number(params, grads, velocity, lr, beta=0.9):
    velocity = beta * velocity + grads
    params = params - lr * velocity
    return params, velocity


@held_out(
    "rmsprop_step",
    kind="one mean square for the whole array in place of one for each element",
    source="written",
)
def rmsprop_step_mean_of_array(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    new_params = {}
    new_sq = {}
    for key in params:
        g = grads[key]
        mean_square = np.mean(g**2)
        new_sq[key] = beta * sq_avg[key] + (1 - beta) * mean_square
        new_params[key] = params[key] - lr * g / (np.sqrt(new_sq[key]) + eps)
    return new_params, new_sq


@held_out(
    "rmsprop_step",
    kind="the squares of the parameters are averaged in place of those of the gradients",
    source="written",
)
def rmsprop_step_squares_params(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    def average(old, new):
        return beta * old + (1 - beta) * new**2

    s = {k: average(sq_avg[k], params[k]) for k in params}
    return {k: params[k] - lr * grads[k] / (np.sqrt(s[k]) + eps) for k in params}, s


@held_out(
    "rmsprop_step",
    kind="Adam's bias correction for the first step is applied at every step",
    source="written",
)
def rmsprop_step_bias_corrected(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    p_out, s_out = {}, {}
    for k in params:
        s_out[k] = beta * sq_avg[k] + (1 - beta) * grads[k] ** 2
        s_hat = s_out[k] / (1 - beta)
        p_out[k] = params[k] - lr * grads[k] / (np.sqrt(s_hat) + eps)
    return p_out, s_out


@held_out(
    "rmsprop_step",
    kind="beta weighs the sum of old average and new square: beta·(s + (1-beta)·g²)",
    source="written",
)
def rmsprop_step_bracket(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    new_params = params.copy()
    new_avg = sq_avg.copy()
    for k, g in grads.items():
        new_avg[k] = beta * (sq_avg[k] + (1 - beta) * g * g)
        new_params[k] = params[k] - (lr / (np.sqrt(new_avg[k]) + eps)) * g
    return new_params, new_avg


@held_out(
    "rmsprop_step",
    kind="stops: the dict of averages is overwritten by the array of the first key",
    source="written",
)
def rmsprop_step_dict_overwritten(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    new_params = {}
    for k in params:
        sq_avg = beta * sq_avg[k] + (1 - beta) * grads[k] ** 2
        new_params[k] = params[k] - lr * grads[k] / (np.sqrt(sq_avg) + eps)
    return new_params, sq_avg


@held_out(
    "adam_step",
    kind="t is raised inside the loop, so each further parameter gets a later step's correction",
    source="written",
)
def adam_step_t_in_loop(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    new_params, new_m, new_v = {}, {}, {}
    for k in params:
        new_m[k] = beta1 * m[k] + (1 - beta1) * grads[k]
        new_v[k] = beta2 * v[k] + (1 - beta2) * grads[k] ** 2
        m_hat = new_m[k] / (1 - beta1**t)
        v_hat = new_v[k] / (1 - beta2**t)
        new_params[k] = params[k] - lr * m_hat / (np.sqrt(v_hat) + eps)
        t = t + 1
    return new_params, new_m, new_v


@held_out("adam_step", kind="the corrected moments are returned as the state", source="written")
def adam_step_corrected_state(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    params, m, v = dict(params), dict(m), dict(v)
    for key in grads:
        g = grads[key]
        m[key] = beta1 * m[key] + (1 - beta1) * g
        v[key] = beta2 * v[key] + (1 - beta2) * np.square(g)
        m[key] = m[key] / (1 - beta1**t)
        v[key] = v[key] / (1 - beta2**t)
        params[key] = params[key] - lr * m[key] / (np.sqrt(v[key]) + eps)
    return params, m, v


@held_out(
    "adam_step",
    kind="the correction multiplies beta by t in place of raising it to the power t",
    source="written",
)
def adam_step_beta_times_t(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    m = {k: beta1 * m[k] + (1 - beta1) * grads[k] for k in m}
    v = {k: beta2 * v[k] + (1 - beta2) * grads[k] ** 2 for k in v}
    c1 = 1 - beta1 * t
    c2 = 1 - beta2 * t
    new = {}
    for k in params:
        new[k] = params[k] - lr * (m[k] / c1) / (np.sqrt(v[k] / c2) + eps)
    return new, m, v


@held_out(
    "adam_step",
    kind="the second moment averages the square of the first moment in place of the gradient's",
    source="written",
)
def adam_step_v_from_m(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    new_params, new_m, new_v = {}, {}, {}
    for name in params:
        first = beta1 * m[name] + (1 - beta1) * grads[name]
        second = beta2 * v[name] + (1 - beta2) * first**2
        first_corrected = first / (1 - beta1**t)
        second_corrected = second / (1 - beta2**t)
        new_params[name] = params[name] - lr * first_corrected / (np.sqrt(second_corrected) + eps)
        new_m[name] = first
        new_v[name] = second
    return new_params, new_m, new_v


@held_out(
    "adam_step",
    kind="the moments of the call before are corrected and used for the step, the new ones only returned",
    source="written",
)
def adam_step_old_moments(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    new_params, new_m, new_v = {}, {}, {}
    for k in params:
        m_hat = m[k] / (1 - beta1**t)
        v_hat = v[k] / (1 - beta2**t)
        new_m[k] = beta1 * m[k] + (1 - beta1) * grads[k]
        new_v[k] = beta2 * v[k] + (1 - beta2) * grads[k] ** 2
        new_params[k] = params[k] - lr * m_hat / (np.sqrt(v_hat) + eps)
    return new_params, new_m, new_v


@held_out(
    "step_decay", kind="stops: the new rate is only set at the epochs of a drop", source="written"
)
def step_decay_unbound(lr, epoch, drop=0.5, every=10):
    if epoch % every == 0:
        new_lr = lr * drop ** (epoch // every)
    return new_lr


@held_out(
    "step_decay",
    kind="drop is taken for the share that is removed: (1 - drop) is used as the factor",
    source="written",
)
def step_decay_one_minus_drop(lr, epoch, drop=0.5, every=10):
    n_drops = epoch // every
    return lr * (1 - drop) ** n_drops


@held_out(
    "step_decay",
    kind="the loop drops at epoch 0 already, so every drop comes too early",
    source="written",
)
def step_decay_loop_from_zero(lr, epoch, drop=0.5, every=10):
    for e in range(epoch + 1):
        if e % every == 0:
            lr = lr * drop
    return lr


@held_out(
    "step_decay",
    kind="the formula of inverse time decay is used: lr/(1 + drop·steps)",
    source="written",
)
def step_decay_inverse_time(lr, epoch, drop=0.5, every=10):
    steps = int(epoch / every)
    return lr / (1 + drop * steps)
