"""Wrong answers of the third set: batches, optimizers and the learning rate."""

import numpy as np

from autograder.course import held_out

# --- minibatches ---


@held_out(
    "minibatches",
    kind="the rest is cut off with [:-rest], which leaves nothing where the rest is 0",
    source="github.com/kmheckel/spyx, issue 23, where a rest of 0 breaks the batches",
)
def minibatches_minus_rest_of_zero(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    rest = len(X) % batch_size
    full = order[:-rest]
    result = []
    for i in range(0, len(full), batch_size):
        rows = full[i : i + batch_size]
        result.append((X[rows], y[rows]))
    if rest > 0:
        rows = order[-rest:]
        result.append((X[rows], y[rows]))
    return result


@held_out(
    "minibatches",
    kind="each batch takes batch_size samples one by one: the last one runs past the end",
    source="github.com/Britefury/batchup, issue 19",
)
def minibatches_past_the_end(X, y, batch_size, rng):
    n = len(X)
    order = rng.permutation(n)
    batches = []
    for start in range(0, n, batch_size):
        samples, labels = [], []
        for j in range(batch_size):
            row = order[start + j]
            samples.append(X[row])
            labels.append(y[row])
        batches.append((np.array(samples), np.array(labels)))
    return batches


@held_out(
    "minibatches",
    kind="only the samples within a batch are mixed: each batch always holds the same ones",
    source="written",
)
def minibatches_mixed_within_each(X, y, batch_size, rng):
    all_batches = []
    for start in range(0, len(X), batch_size):
        X_part = X[start : start + batch_size]
        y_part = y[start : start + batch_size]
        mixed = rng.permutation(len(X_part))
        all_batches.append((X_part[mixed], y_part[mixed]))
    return all_batches


@held_out(
    "minibatches",
    kind="a comma stands where the colon of the slice belongs: two indices for one axis",
    source="written",
)
def minibatches_comma_for_colon(X, y, batch_size, rng):
    n = X.shape[0]
    order = rng.permutation(n)
    batches = []
    for start in range(0, n, batch_size):
        stop = start + batch_size
        rows = order[start, stop]
        batches.append((X[rows], y[rows]))
    return batches


@held_out(
    "minibatches",
    kind="range has its end and its step exchanged: one batch alone is made",
    source="written",
)
def minibatches_range_exchanged(X, y, batch_size, rng):
    number = X.shape[0]
    shuffled = rng.permutation(number)
    output = []
    for s in range(0, batch_size, number):
        piece = shuffled[s : s + batch_size]
        output.append((X[piece], y[piece]))
    return output


@held_out(
    "minibatches",
    kind="the starts begin at batch_size: the first batch is lost",
    source="written",
)
def minibatches_first_batch_lost(X, y, batch_size, rng):
    perm = rng.permutation(len(X))
    batches = []
    for begin in range(batch_size, len(X), batch_size):
        take = perm[begin : begin + batch_size]
        batches.append((X[take], y[take]))
    return batches


@held_out(
    "minibatches",
    kind="a batch is a list of single samples with their labels, not a pair of two arrays",
    source="written",
)
def minibatches_lists_of_samples(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    batches = []
    current = []
    for i in order:
        current.append((X[i], y[i]))
        if len(current) == batch_size:
            batches.append(current)
            current = []
    if current:
        batches.append(current)
    return batches


@held_out(
    "minibatches",
    kind="the last batch is filled up with the first samples, which then come twice",
    source="written",
)
def minibatches_last_filled_up(X, y, batch_size, rng):
    n = len(X)
    order = list(rng.permutation(n))
    k = 0
    while len(order) % batch_size != 0:
        order.append(order[k])
        k += 1
    order = np.array(order)
    return [
        (X[order[i : i + batch_size]], y[order[i : i + batch_size]])
        for i in range(0, len(order), batch_size)
    ]


# --- sgd_step ---


@held_out(
    "sgd_step",
    kind="the counter is never raised: every parameter takes the gradient of the first",
    source="github.com/PennyLaneAI/pennylane, issue 1928",
)
def sgd_step_counter_not_raised(params, grads, lr):
    gradient_list = list(grads.values())
    new_params = {}
    i = 0
    for name in params:
        new_params[name] = params[name] - lr * gradient_list[i]
    return new_params


@held_out(
    "sgd_step",
    kind='the name of the loop variable in quotes: params["key"] is looked for',
    source="written",
)
def sgd_step_key_in_quotes(params, grads, lr):
    result = {}
    for key in params:
        result[key] = params["key"] - lr * grads["key"]
    return result


@held_out(
    "sgd_step",
    kind="the four names W1, b1, W2, b2 are written out: no other parameters can be taken",
    source="written",
)
def sgd_step_four_names(params, grads, lr):
    W1 = params["W1"] - lr * grads["W1"]
    b1 = params["b1"] - lr * grads["b1"]
    W2 = params["W2"] - lr * grads["W2"]
    b2 = params["b2"] - lr * grads["b2"]
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


@held_out(
    "sgd_step",
    kind="a bracket around w - lr: the gradient multiplies both",
    source="written",
)
def sgd_step_bracket_around_difference(params, grads, lr):
    updated = {}
    for k in params:
        w = params[k]
        g = grads[k]
        updated[k] = (w - lr) * g
    return updated


@held_out(
    "sgd_step",
    kind="the gradients are multiplied by lr in place: the caller's own ones change",
    source="written",
)
def sgd_step_changes_gradients(params, grads, lr):
    new = {}
    for key in params:
        step = grads[key]
        step *= lr
        new[key] = params[key] - step
    return new


# --- momentum_step ---


@held_out(
    "momentum_step",
    kind="*= with the velocity on the right as well: the old velocity is squared",
    source="github.com/pjreddie/darknet, issue 2203",
)
def momentum_step_velocity_squared(params, grads, velocity, lr, beta=0.9):
    new_w = {}
    new_v = {}
    for k in params:
        v = velocity[k].copy()
        v *= beta * v
        v += grads[k]
        new_v[k] = v
        new_w[k] = params[k] - lr * v
    return new_w, new_v


@held_out(
    "momentum_step",
    kind="one velocity is carried on from each parameter to the next",
    source="written",
)
def momentum_step_carried_to_next_key(params, grads, velocity, lr, beta=0.9):
    p_out, v_out = {}, {}
    v = 0
    for name in params:
        v = beta * v + grads[name]
        v_out[name] = v
        p_out[name] = params[name] - lr * v
    return p_out, v_out


@held_out(
    "momentum_step",
    kind="the step goes along the new velocity and along the gradient once more",
    source="written",
)
def momentum_step_gradient_once_more(params, grads, velocity, lr, beta=0.9):
    for key in grads:
        velocity[key] = beta * velocity[key] + grads[key]
        # plain step plus the push from before
        params[key] = params[key] - lr * (grads[key] + velocity[key])
    return params, velocity


@held_out(
    "momentum_step",
    kind="names that begin with b have no momentum: a plain step, their velocity stays",
    source="written",
)
def momentum_step_none_for_biases(params, grads, velocity, lr, beta=0.9):
    moved, speed = {}, {}
    for key in params:
        if key.startswith("b"):
            speed[key] = velocity[key]
            moved[key] = params[key] - lr * grads[key]
        else:
            speed[key] = beta * velocity[key] + grads[key]
            moved[key] = params[key] - lr * speed[key]
    return moved, speed


@held_out(
    "momentum_step",
    kind="the new velocity is the gradient's own array, added to in place: grads changes",
    source="written",
)
def momentum_step_adds_into_gradients(params, grads, velocity, lr, beta=0.9):
    new_velocity, new_params = {}, {}
    for k in params:
        v = grads[k]
        v += beta * velocity[k]
        new_velocity[k] = v
        new_params[k] = params[k] - lr * v
    return new_params, new_velocity


@held_out(
    "momentum_step",
    kind="the velocity is right, and the step has the factor 1 - beta",
    source="written",
)
def momentum_step_damped_step(params, grads, velocity, lr, beta=0.9):
    v = {}
    w = {}
    for k in velocity:
        v[k] = beta * velocity[k] + grads[k]
        w[k] = params[k] - lr * (1 - beta) * v[k]
    return w, v


# --- rmsprop_step ---


@held_out(
    "rmsprop_step",
    kind="a mean of squares of 0 takes the whole first square, without 1 - beta",
    source="github.com/zc911/MatrixSlow, issue 28",
)
def rmsprop_step_first_square_whole(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    s_new, p_new = {}, {}
    for k in params:
        square = np.power(grads[k], 2)
        if np.all(sq_avg[k] == 0):
            s_new[k] = square
        else:
            s_new[k] = beta * sq_avg[k] + (1 - beta) * square
        p_new[k] = params[k] - lr * grads[k] / (np.sqrt(s_new[k]) + eps)
    return p_new, s_new


@held_out(
    "rmsprop_step",
    kind="the root's bracket closes too late: the root is taken of the whole fraction",
    source="written",
)
def rmsprop_step_root_of_fraction(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    new_params, new_sq = {}, {}
    for key in params:
        new_sq[key] = beta * sq_avg[key] + (1 - beta) * grads[key] ** 2
        with np.errstate(invalid="ignore"):
            scaled = np.sqrt(grads[key] / (new_sq[key] + eps))
        new_params[key] = params[key] - lr * scaled
    return new_params, new_sq


@held_out(
    "rmsprop_step", kind="* 2 for ** 2: the gradient is doubled, not squared", source="written"
)
def rmsprop_step_doubled_for_squared(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    p, s = {}, {}
    for k in params:
        g = grads[k]
        s[k] = beta * sq_avg[k] + (1 - beta) * g * 2
        with np.errstate(invalid="ignore"):
            p[k] = params[k] - lr * g / (np.sqrt(s[k]) + eps)
    return p, s


@held_out(
    "rmsprop_step",
    kind="a bracket too many: 1 - beta is squared together with the gradient",
    source="written",
)
def rmsprop_step_factor_squared_too(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    new_avg = {}
    new_w = {}
    for name, w in params.items():
        new_avg[name] = beta * sq_avg[name] + ((1 - beta) * grads[name]) ** 2
        new_w[name] = w - lr * grads[name] / (np.sqrt(new_avg[name]) + eps)
    return new_w, new_avg


@held_out(
    "rmsprop_step",
    kind="the dicts that were handed in are changed, and nothing is returned",
    source="written",
)
def rmsprop_step_no_return(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    for k in params:
        sq_avg[k] = beta * sq_avg[k] + (1 - beta) * grads[k] ** 2
        params[k] = params[k] - lr * grads[k] / (np.sqrt(sq_avg[k]) + eps)


@held_out(
    "rmsprop_step",
    kind="the gradient is squared in place: its square stands above as well, and grads changes",
    source="written",
)
def rmsprop_step_squared_in_place(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    stepped, averages = {}, {}
    for k in params:
        squared = grads[k]
        squared *= squared
        averages[k] = beta * sq_avg[k] + (1 - beta) * squared
        stepped[k] = params[k] - lr * grads[k] / (np.sqrt(averages[k]) + eps)
    return stepped, averages


# --- adam_step ---


@held_out(
    "adam_step",
    kind="at the first step m and v take the whole gradient and square, and are corrected even so",
    source="github.com/zc911/MatrixSlow, issue 28, on the same book's Adam",
)
def adam_step_first_moments_whole(
    params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    new_params, new_m, new_v = {}, {}, {}
    for k in params:
        g = grads[k]
        if t == 1:
            new_m[k] = g.copy()
            new_v[k] = g**2
        else:
            new_m[k] = beta1 * m[k] + (1 - beta1) * g
            new_v[k] = beta2 * v[k] + (1 - beta2) * g**2
        m_hat = new_m[k] / (1 - beta1**t)
        v_hat = new_v[k] / (1 - beta2**t)
        new_params[k] = params[k] - lr * m_hat / (np.sqrt(v_hat) + eps)
    return new_params, new_m, new_v


@held_out("adam_step", kind="* t for ** t in both corrections", source="written")
def adam_step_beta_times_t(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    p = {}
    m1 = {}
    v1 = {}
    for k in params:
        m1[k] = beta1 * m[k] + (1 - beta1) * grads[k]
        v1[k] = beta2 * v[k] + (1 - beta2) * grads[k] ** 2
        with np.errstate(divide="ignore", invalid="ignore"):
            m_hat = m1[k] / (1 - beta1 * t)
            v_hat = v1[k] / (1 - beta2 * t)
            p[k] = params[k] - lr * m_hat / (np.sqrt(v_hat) + eps)
    return p, m1, v1


@held_out(
    "adam_step",
    kind="the paper's faster form, whose rate lacks the root of 1 - beta2^t",
    source="written",
)
def adam_step_rate_without_root(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    rate = lr * (1 - beta2**t) / (1 - beta1**t)
    new_params = {}
    for key, g in grads.items():
        m[key] = beta1 * m[key] + (1 - beta1) * g
        v[key] = beta2 * v[key] + (1 - beta2) * g**2
        new_params[key] = params[key] - rate * m[key] / (np.sqrt(v[key]) + eps)
    return new_params, m, v


@held_out("adam_step", kind="the corrections are made from the old m and v", source="written")
def adam_step_hats_of_old_moments(
    params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    params_new, m_new, v_new = {}, {}, {}
    for k in params:
        m_new[k] = beta1 * m[k] + (1 - beta1) * grads[k]
        v_new[k] = beta2 * v[k] + (1 - beta2) * grads[k] ** 2
        m_hat = m[k] / (1 - beta1**t)
        v_hat = v[k] / (1 - beta2**t)
        params_new[k] = params[k] - lr * m_hat / (np.sqrt(v_hat) + eps)
    return params_new, m_new, v_new


@held_out(
    "adam_step",
    kind="the line of m copied for v: its new square keeps the factor 1 - beta1",
    source="written",
)
def adam_step_one_minus_beta1_in_v(
    params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    new_w = {}
    for k in params:
        g = grads[k]
        m[k] = beta1 * m[k] + (1 - beta1) * g
        v[k] = beta2 * v[k] + (1 - beta1) * g**2
        m_hat = m[k] / (1 - beta1**t)
        v_hat = v[k] / (1 - beta2**t)
        new_w[k] = params[k] - lr * m_hat / (np.sqrt(v_hat) + eps)
    return new_w, m, v


@held_out(
    "adam_step",
    kind="m and v come back as one pair: two things, not three",
    source="written",
)
def adam_step_moments_as_pair(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    m = {k: beta1 * m[k] + (1 - beta1) * grads[k] for k in grads}
    v = {k: beta2 * v[k] + (1 - beta2) * grads[k] ** 2 for k in grads}
    for k in params:
        m_hat = m[k] / (1 - beta1**t)
        v_hat = v[k] / (1 - beta2**t)
        params[k] = params[k] - lr * m_hat / (np.sqrt(v_hat) + eps)
    state = (m, v)
    return params, state


@held_out(
    "adam_step",
    kind="v is taken for a variance: it collects squares of the gradient's distance from m",
    source="written",
)
def adam_step_variance_around_m(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    p, mean, var = {}, {}, {}
    for k in params:
        mean[k] = beta1 * m[k] + (1 - beta1) * grads[k]
        deviation = grads[k] - mean[k]
        var[k] = beta2 * v[k] + (1 - beta2) * deviation**2
        mean_hat = mean[k] / (1 - beta1**t)
        var_hat = var[k] / (1 - beta2**t)
        p[k] = params[k] - lr * mean_hat / (np.sqrt(var_hat) + eps)
    return p, mean, var


@held_out(
    "adam_step",
    kind="no bracket around 1 - beta^t: divided by 1, and beta^t is subtracted",
    source="written",
)
def adam_step_correction_without_bracket(
    params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    out_p, out_m, out_v = {}, {}, {}
    for name in params:
        g = grads[name]
        out_m[name] = beta1 * m[name] + (1 - beta1) * g
        out_v[name] = beta2 * v[name] + (1 - beta2) * g * g
        m_hat = out_m[name] / 1 - beta1**t
        v_hat = out_v[name] / 1 - beta2**t
        with np.errstate(invalid="ignore"):
            out_p[name] = params[name] - lr * m_hat / (np.sqrt(v_hat) + eps)
    return out_p, out_m, out_v


# --- step_decay ---


@held_out(
    "step_decay",
    kind="the factor comes back alone: it does not multiply lr",
    source="github.com/open-edge-platform/physical-ai-studio, pull request 407, where lr is multiplied later",
)
def step_decay_factor_alone(lr, epoch, drop=0.5, every=10):
    n_drops = epoch // every
    factor = drop**n_drops
    return factor


@held_out(
    "step_decay",
    kind="the lower rate holds only in epochs that `every` divides; after them it is lr again",
    source="github.com/facebookresearch/moco, issue 113",
)
def step_decay_only_at_the_steps(lr, epoch, drop=0.5, every=10):
    if epoch % every == 0:
        return lr * drop ** (epoch // every)
    return lr


@held_out(
    "step_decay",
    kind="if and elif for the first falls only: there is none after the second",
    source="github.com/mangye16/Unsupervised_Embedding_Learning, issue 7, whose chain is cut off earlier",
)
def step_decay_two_falls_at_most(lr, epoch, drop=0.5, every=10):
    if epoch < every:
        return lr
    elif epoch < 2 * every:
        return lr * drop
    else:
        return lr * drop * drop


@held_out("step_decay", kind="^ for a power", source="written")
def step_decay_caret_for_power(lr, epoch, drop=0.5, every=10):
    times = epoch // every
    return lr * drop ^ times


@held_out(
    "step_decay",
    kind="the return stands in the loop: one fall at most, and nothing before it",
    source="written",
)
def step_decay_return_in_loop(lr, epoch, drop=0.5, every=10):
    for _ in range(epoch // every):
        lr = lr * drop
        return lr


@held_out(
    "step_decay",
    kind="the loop begins at 1: one fall too few",
    source="written",
)
def step_decay_one_fall_too_few(lr, epoch, drop=0.5, every=10):
    new_rate = lr
    for _ in range(1, epoch // every):
        new_rate = new_rate * drop
    return new_rate
