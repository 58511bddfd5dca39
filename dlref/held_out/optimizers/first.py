"""Wrong answers that no misconception was written for: optimizers."""

import numpy as np

from autograder.course import held_out

# --- minibatches ---


@held_out(
    "minibatches",
    kind="the last batch ends at the number of columns, where the number of rows is meant",
    source="github.com/Slowist-Lee/hw0, src/simple_ml.py, old version",
)
def minibatches_end_at_columns(X, y, batch_size, rng):
    order = rng.permutation(X.shape[0])
    X, y = X[order], y[order]
    count = -(-X.shape[0] // batch_size)
    batches = []
    for i in range(count):
        end = min((i + 1) * batch_size, X.shape[1])
        batches.append((X[i * batch_size : end], y[i * batch_size : end]))
    return batches


@held_out(
    "minibatches",
    kind="a batch ends one row too late, so that neighbouring batches share a sample",
    source="github.com/icculp/holbertonschool-machine_learning, 3-mini_batch.py, old version",
)
def minibatches_one_row_too_many(X, y, batch_size, rng):
    m = X.shape[0]
    order = rng.permutation(m)
    X_s, y_s = X[order], y[order]
    batches = m // batch_size
    if m % batch_size != 0:
        batches += 1
    out = []
    for j in range(batches):
        start = batch_size * j
        end = batch_size * (j + 1) + 1
        out.append((X_s[start:end], y_s[start:end]))
    return out


@held_out(
    "minibatches",
    kind="a batch ends at (its first row + 1) times batch_size, so that the batches grow and overlap",
    source="github.com/MarianneHolbie/MachineLearning_project, 3-mini_batch.py, old version",
)
def minibatches_growing(X, y, batch_size, rng):
    m = len(X)
    shuffled = rng.permutation(m)
    X_shuffled, y_shuffled = X[shuffled], y[shuffled]
    out = []
    for step in range(m // batch_size + (m % batch_size != 0)):
        first = step * batch_size
        last = min((first + 1) * batch_size, m)
        out.append((X_shuffled[first:last], y_shuffled[first:last]))
    return out


@held_out(
    "minibatches",
    kind="the number of batches is rounded to the nearest, so a small rest is lost",
    source="github.com/GichuriNdungu/alu-machine_learning, 3-mini_batch.py, old version",
)
def minibatches_count_rounded(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    X, y = X[order], y[order]
    steps = round(len(X) / batch_size)
    batches = []
    start = 0
    for _ in range(steps):
        end = start + batch_size
        batches.append((X[start:end], y[start:end]))
        start = end
    return batches


@held_out(
    "minibatches",
    kind="the samples are shuffled again for each batch, so some come twice and some never",
    source="github.com/jhonatang1988/holbertonschool-machine_learning, 3-mini_batch.py, old version",
)
def minibatches_shuffled_for_each_batch(X, y, batch_size, rng):
    for start in range(0, X.shape[0], batch_size):
        idx = rng.permutation(X.shape[0])
        X_shuffled, y_shuffled = X[idx], y[idx]
        yield X_shuffled[start : start + batch_size], y_shuffled[start : start + batch_size]


@held_out(
    "minibatches",
    kind="rows of an array are exchanged as if they were copies, so that some samples come twice",
    source="github.com/mnielsen/neural-networks-and-deep-learning, issue 50",
)
def minibatches_rows_swapped_by_hand(X, y, batch_size, rng):
    data = np.hstack([X, y])
    for i in range(len(data) - 1, 0, -1):
        j = rng.integers(i + 1)
        data[i], data[j] = data[j], data[i]
    d = X.shape[1]
    return [
        (data[k : k + batch_size, :d], data[k : k + batch_size, d:])
        for k in range(0, len(data), batch_size)
    ]


@held_out(
    "minibatches",
    kind="rng.shuffle gives nothing back, and X[None] only has one axis more",
    source="github.com/uoch/holbertonschool-machine_learning, 2-shuffle_data.py, old version",
)
def minibatches_result_of_shuffle(X, y, batch_size, rng):
    indices = list(range(len(X)))
    order = rng.shuffle(indices)
    X_s, y_s = X[order], y[order]
    return [
        (X_s[i : i + batch_size], y_s[i : i + batch_size]) for i in range(0, len(X_s), batch_size)
    ]


@held_out(
    "minibatches",
    kind="the end of the last batch is the number of rows left, without its start",
    source="github.com/chriswill88/holbertonschool-machine_learning, 3-mini_batch.py, old version",
)
def minibatches_end_without_start(X, y, batch_size, rng):
    order = rng.permutation(X.shape[0])
    X_shuf, y_shuf = X[order], y[order]
    m = X.shape[0]
    out = []
    for i in range(int(m / batch_size) + (m % batch_size > 0)):
        start = i * batch_size
        left = X_shuf[start:].shape[0]
        end = left if left < batch_size else start + batch_size
        out.append((X_shuf[start:end], y_shuf[start:end]))
    return out


@held_out(
    "minibatches",
    kind="each pair holds the labels first, then the samples",
    source="github.com/hamdi458/holbertonschool-machine_learning, 3-mini_batch.py, old version",
)
def minibatches_labels_first(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    pieces = []
    for i in range(0, len(X), batch_size):
        x_part = X[order[i : i + batch_size]]
        y_part = y[order[i : i + batch_size]]
        pieces.append((y_part, x_part))
    return pieces


@held_out(
    "minibatches",
    kind="X is shuffled, y is not",
    source="github.com/DrexelChatbotGroup/DrexelChatbot, issue 15",
)
def minibatches_only_x_shuffled(X, y, batch_size, rng):
    X_new = rng.permutation(X)
    batches = []
    for start in range(0, len(X_new), batch_size):
        batches.append((X_new[start : start + batch_size], y[start : start + batch_size]))
    return batches


@held_out(
    "minibatches",
    kind="each batch is drawn with replacement",
    source="github.com/RahulBaboota/CS231n-Homeworks, cs231n/classifiers/neural_net.py",
)
def minibatches_with_replacement(X, y, batch_size, rng):
    n = X.shape[0]
    out = []
    for start in range(0, n, batch_size):
        size = min(batch_size, n - start)
        picked = rng.choice(n, size)
        out.append((X[picked], y[picked]))
    return out


@held_out(
    "minibatches",
    kind="the batches are cut first, then put in another order: the samples in a batch stay together",
    source="written",
)
def minibatches_batches_shuffled(X, y, batch_size, rng):
    batches = []
    for i in range(0, len(X), batch_size):
        batches.append((X[i : i + batch_size], y[i : i + batch_size]))
    rng.shuffle(batches)
    return batches


@held_out(
    "minibatches",
    kind="batch_size is taken for the number of batches",
    source="written",
)
def minibatches_count_for_size(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    parts = np.array_split(order, min(batch_size, len(X)))
    return [(X[part], y[part]) for part in parts]


# --- sgd_step ---


@held_out(
    "sgd_step",
    kind="`=-` for `-=`: the weights become the negative step, the old ones are gone",
    source="codehunter.cc, Python gradient descent - cost keeps increasing",
)
def sgd_step_equals_minus(params, grads, lr):
    new = {}
    for key in params:
        w = params[key]
        w = -lr * grads[key]
        new[key] = w
    return new


@held_out(
    "sgd_step",
    kind="the weights themselves stand where the gradient belongs: w - lr·w",
    source="github.com/udacity/sdc-issue-reports, issue 469",
)
def sgd_step_of_the_weights(params, grads, lr):
    out = {}
    for k in params:
        out[k] = params[k] - lr * params[k]
    return out


@held_out(
    "sgd_step",
    kind="the gradient is averaged over its rows before the step",
    source="github.com/nelsen129/mnist-from-scratch, common/model.py, old version",
)
def sgd_step_mean_gradient(params, grads, lr):
    updated = {}
    for name, layer in params.items():
        updated[name] = layer - grads[name].mean(axis=0) * lr
    return updated


@held_out(
    "sgd_step",
    kind="the gradient is divided by its number of rows once more",
    source="written",
)
def sgd_step_over_rows(params, grads, lr):
    return {k: w - (lr / len(grads[k])) * grads[k] for k, w in params.items()}


@held_out(
    "sgd_step",
    kind="every bias step is taken by b1, the other biases stay",
    source="github.com/AlecoPB/holbertonschool-machine_learning, 21-deep_neural_network.py, old version",
)
def sgd_step_all_biases_on_b1(params, grads, lr):
    new = {k: w.copy() for k, w in params.items()}
    layers = len(params) // 2
    for layer in range(1, layers + 1):
        new["W" + str(layer)] -= lr * grads["W" + str(layer)]
        new["b1"] = new["b1"] - lr * grads["b" + str(layer)]
    return new


@held_out(
    "sgd_step",
    kind="the biases become lr times their gradient: the old ones and the minus are gone",
    source="github.com/BenDosch/holbertonschool-machine_learning, 1-l2_reg_gradient_descent.py, old version",
)
def sgd_step_biases_replaced(params, grads, lr):
    stepped = dict(params)
    for k in params:
        if k.startswith("W"):
            stepped[k] = params[k] - lr * grads[k]
        else:
            stepped[k] = lr * grads[k]
    return stepped


@held_out(
    "sgd_step",
    kind="the biases' step starts from the weights of the layer",
    source="github.com/0xti4n/holbertonschool-machine_learning, 1-l2_reg_gradient_descent.py, old version",
)
def sgd_step_biases_from_weights(params, grads, lr):
    weights = dict(params)
    for i in range(1, len(params) // 2 + 1):
        w, b = f"W{i}", f"b{i}"
        weights[w] = params[w] - lr * grads[w]
        weights[b] = params[w] - lr * grads[b]
    return weights


@held_out(
    "sgd_step",
    kind="the weights are multiplied by 1 - lr·g",
    source="github.com/Ella711/holbertonschool-machine_learning, 1-l2_reg_gradient_descent.py, old version",
)
def sgd_step_times_one_minus(params, grads, lr):
    new = {k: np.array(w) for k, w in params.items()}
    for k in new:
        new[k] *= 1 - lr * grads[k]
    return new


@held_out(
    "sgd_step",
    kind="the gradient is cut to between -1 and 1",
    source="github.com/danksup/nn-from-scratch, engine/optimizer.py, old version",
)
def sgd_step_clipped_gradient(params, grads, lr):
    new_params = {}
    for name in params:
        g = np.clip(grads[name], -1.0, 1.0)
        new_params[name] = params[name] - lr * g
    return new_params


@held_out("sgd_step", kind="only the sign of the gradient is used", source="written")
def sgd_step_sign(params, grads, lr):
    return {k: params[k] - lr * np.sign(grads[k]) for k in params}


@held_out(
    "sgd_step", kind="weights and gradient are both multiplied by lr: lr·(w - g)", source="written"
)
def sgd_step_lr_on_both(params, grads, lr):
    return {k: lr * (params[k] - grads[k]) for k in params}


# --- momentum_step ---


@held_out(
    "momentum_step",
    kind="Nesterov's step: beta times the new velocity, and the gradient once more",
    source="github.com/fchollet/deep-learning-with-python-notebooks, issue 289",
)
def momentum_step_looks_ahead(params, grads, velocity, lr, beta=0.9):
    new_p, new_v = {}, {}
    for k in params:
        v = beta * velocity[k] + grads[k]
        new_p[k] = params[k] - lr * beta * v - lr * grads[k]
        new_v[k] = v
    return new_p, new_v


@held_out(
    "momentum_step",
    kind="the gradient comes in with 1 - beta, and the step with the old velocity has 1 - beta once more",
    source="github.com/mdenil/dropout, issue 4",
)
def momentum_step_damped_twice_and_old(params, grads, velocity, lr, beta=0.9):
    updates = {k: beta * velocity[k] + (1.0 - beta) * grads[k] for k in params}
    stepped = {k: params[k] - (1.0 - beta) * lr * velocity[k] for k in params}
    return stepped, updates


@held_out(
    "momentum_step",
    kind="the last step is remembered, with the rate in it, and multiplied by the rate again",
    source="github.com/dfdx/Boltzmann.jl, issue 14",
)
def momentum_step_rate_twice(params, grads, velocity, lr, beta=0.9):
    step = {}
    for k in grads:
        step[k] = lr * (grads[k] + beta * velocity[k])
    return {k: params[k] - step[k] for k in params}, step


@held_out(
    "momentum_step",
    kind="the weights move by beta times the old velocity first, then by the whole new velocity",
    source="github.com/oysteijo/simd_neuralnet, issue 17",
)
def momentum_step_moved_twice(params, grads, velocity, lr, beta=0.9):
    out, vel = {}, {}
    for k in params:
        w = params[k] - lr * beta * velocity[k]
        vel[k] = beta * velocity[k] + grads[k]
        out[k] = w - lr * vel[k]
    return out, vel


@held_out(
    "momentum_step",
    kind="a velocity of 0 takes the whole gradient, later ones take it times the rate",
    source="github.com/zc911/MatrixSlow, pull request 17",
)
def momentum_step_first_without_rate(params, grads, velocity, lr, beta=0.9):
    p, v = {}, {}
    for k in params:
        if not np.any(velocity[k]):
            v[k] = -grads[k]
        else:
            v[k] = beta * velocity[k] - lr * grads[k]
        p[k] = params[k] + v[k]
    return p, v


@held_out(
    "momentum_step",
    kind="the gradient comes back in the place of the velocity",
    source="github.com/AmineNeifer/holbertonschool-machine_learning, 5-momentum.py, old version",
)
def momentum_step_gradient_for_velocity(params, grads, velocity, lr, beta=0.9):
    var = {}
    for k in params:
        v = beta * velocity[k] + grads[k]
        var[k] = params[k] - lr * v
    return var, grads


@held_out(
    "momentum_step",
    kind="the gradient has the factor 1 + beta in the velocity",
    source="github.com/edward0rtiz/holbertonschool-machine_learning, 5-momentum.py, old version",
)
def momentum_step_one_plus_beta(params, grads, velocity, lr, beta=0.9):
    V = {k: (beta * velocity[k]) + ((1 + beta) * grads[k]) for k in params}
    W = {k: params[k] - lr * V[k] for k in params}
    return W, V


@held_out(
    "momentum_step",
    kind="beta multiplies the new gradient as well: beta·(v + g)",
    source="written",
)
def momentum_step_beta_on_both(params, grads, velocity, lr, beta=0.9):
    v = {k: beta * (velocity[k] + grads[k]) for k in params}
    return {k: params[k] - lr * v[k] for k in params}, v


@held_out(
    "momentum_step",
    kind="the gradient is subtracted in the velocity, and the velocity from the weights",
    source="written",
)
def momentum_step_minus_twice(params, grads, velocity, lr, beta=0.9):
    new_velocity = {}
    new_params = {}
    for name in params:
        new_velocity[name] = beta * velocity[name] - grads[name]
        new_params[name] = params[name] - lr * new_velocity[name]
    return new_params, new_velocity


@held_out("momentum_step", kind="beta is fixed at 0.9, whatever is handed in", source="written")
def momentum_step_fixed_beta(params, grads, velocity, lr, beta=0.9):
    v = {k: 0.9 * velocity[k] + grads[k] for k in grads}
    p = {k: params[k] - lr * v[k] for k in params}
    return p, v


@held_out(
    "momentum_step",
    kind="the velocity collects the weights in place of the gradient",
    source="written",
)
def momentum_step_of_the_weights(params, grads, velocity, lr, beta=0.9):
    vel = {}
    new = {}
    for k, w in params.items():
        vel[k] = beta * velocity[k] + w
        new[k] = w - lr * vel[k]
    return new, vel


# --- rmsprop_step ---


@held_out(
    "rmsprop_step",
    kind="beta multiplies the new square as well: beta·(s + (1 - beta)·g²)",
    source="github.com/Jabulani-N/atlas-machine_learning, 7-RMSProp.py, old version",
)
def rmsprop_step_beta_on_both(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    s = {k: np.multiply(beta, np.add(sq_avg[k], (1 - beta) * np.square(grads[k]))) for k in grads}
    w = {k: params[k] - lr * np.divide(grads[k], np.add(np.sqrt(s[k]), eps)) for k in params}
    return w, s


@held_out(
    "rmsprop_step",
    kind="eps multiplies the root, where it is added",
    source="github.com/aroetter/cs231n-assignment2, cs231n/optim.py, old version",
)
def rmsprop_step_eps_multiplied(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    next_params, cache = {}, {}
    for k in params:
        cache[k] = beta * sq_avg[k] + (1 - beta) * grads[k] ** 2
        with np.errstate(all="ignore"):
            next_params[k] = params[k] - lr * grads[k] / (np.sqrt(cache[k]) * eps)
    return next_params, cache


@held_out(
    "rmsprop_step",
    kind="the rate and the scaled gradient are added before they are subtracted from the weights",
    source="written",
)
def rmsprop_step_rate_added(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    s, w = {}, {}
    for k in params:
        s[k] = beta * sq_avg[k] + (1 - beta) * grads[k] * grads[k]
        tmp = grads[k] / (np.sqrt(s[k]) + eps)
        w[k] = params[k] - (lr + tmp)
    return w, s


@held_out(
    "rmsprop_step",
    kind="the formula goes on in a new line, which Python takes for a statement of its own: no step",
    source="github.com/Edigiraldo/holbertonschool-machine_learning, 1-l2_reg_gradient_descent.py, old version",
)
def rmsprop_step_line_not_continued(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    new_params, new_sq = {}, {}
    for k in params:
        new_sq[k] = beta * sq_avg[k] + (1 - beta) * grads[k] ** 2
        new_params[k] = params[k]
        -lr * grads[k] / (np.sqrt(new_sq[k]) + eps)
    return new_params, new_sq


@held_out("rmsprop_step", kind="the step is scaled with the old mean of squares", source="written")
def rmsprop_step_old_average(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    new_p, new_s = {}, {}
    for k in params:
        step = lr * grads[k] / (np.sqrt(sq_avg[k]) + eps)
        new_p[k] = params[k] - step
        new_s[k] = beta * sq_avg[k] + (1 - beta) * grads[k] ** 2
    return new_p, new_s


@held_out(
    "rmsprop_step",
    kind="the squares are all added up and never fade: AdaGrad",
    source="written",
)
def rmsprop_step_adagrad(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    s = {k: sq_avg[k] + grads[k] ** 2 for k in grads}
    return {k: params[k] - lr * grads[k] / (np.sqrt(s[k]) + eps) for k in params}, s


@held_out(
    "rmsprop_step",
    kind="the root of the mean of squares is stored as the new state",
    source="written",
)
def rmsprop_step_root_stored(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    p, state = {}, {}
    for k in params:
        rms = np.sqrt(beta * sq_avg[k] + (1 - beta) * grads[k] ** 2)
        p[k] = params[k] - lr * grads[k] / (rms + eps)
        state[k] = rms
    return p, state


@held_out(
    "rmsprop_step", kind="the step multiplies by the root, where it divides", source="written"
)
def rmsprop_step_times_root(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    sq = {k: beta * sq_avg[k] + (1 - beta) * grads[k] ** 2 for k in params}
    return {k: params[k] - lr * grads[k] * (np.sqrt(sq[k]) + eps) for k in params}, sq


@held_out(
    "rmsprop_step",
    kind="the whole mean is squared: (beta·s + (1 - beta)·g)²",
    source="written",
)
def rmsprop_step_square_of_mean(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    s = {k: (beta * sq_avg[k] + (1 - beta) * grads[k]) ** 2 for k in params}
    w = {k: params[k] - lr * grads[k] / (np.sqrt(s[k]) + eps) for k in params}
    return w, s


@held_out(
    "rmsprop_step",
    kind="one mean of squares for the whole array, where each entry has its own",
    source="written",
)
def rmsprop_step_one_scale(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    new, avg = {}, {}
    for k in params:
        avg[k] = beta * sq_avg[k] + (1 - beta) * np.mean(grads[k] ** 2)
        new[k] = params[k] - lr * grads[k] / (np.sqrt(avg[k]) + eps)
    return new, avg


@held_out("rmsprop_step", kind="the step is added", source="written")
def rmsprop_step_plus(params, grads, sq_avg, lr, beta=0.9, eps=1e-8):
    for k in params:
        sq_avg[k] = beta * sq_avg[k] + (1 - beta) * np.power(grads[k], 2)
        params[k] = params[k] + lr * grads[k] / (np.sqrt(sq_avg[k]) + eps)
    return params, sq_avg


# --- adam_step ---


@held_out(
    "adam_step",
    kind="the mean of squares goes on from the old m, not from the old v",
    source="github.com/DracoMindz/holbertonschool-machine_learning, 9-Adam.py, old version",
)
def adam_step_v_from_m(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    out, m_new, v_new = {}, {}, {}
    for k in params:
        m_new[k] = beta1 * m[k] + (1 - beta1) * grads[k]
        v_new[k] = beta2 * m[k] + (1 - beta2) * grads[k] ** 2
        m_hat = m_new[k] / (1 - beta1**t)
        v_hat = v_new[k] / (1 - beta2**t)
        with np.errstate(invalid="ignore"):
            out[k] = params[k] - lr * m_hat / (np.sqrt(v_hat) + eps)
    return out, m_new, v_new


@held_out(
    "adam_step",
    kind="the corrected mean of squares is made from m, not from v",
    source="github.com/Joaquin2000zz/holbertonschool-machine_learning, 9-Adam.py, old version",
)
def adam_step_v_hat_from_m(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    adam, Vd, Sd = {}, {}, {}
    for k in params:
        Vd[k] = beta1 * m[k] + (1 - beta1) * grads[k]
        Sd[k] = beta2 * v[k] + (1 - beta2) * grads[k] ** 2
        m_hat = Vd[k] / (1 - beta1**t)
        v_hat = Vd[k] / (1 - beta2**t)
        with np.errstate(invalid="ignore"):
            adam[k] = params[k] - lr * m_hat / (np.sqrt(v_hat) + eps)
    return adam, Vd, Sd


@held_out(
    "adam_step",
    kind="eps is added in both corrections as well",
    source="github.com/Joaquin2000zz/holbertonschool-machine_learning, 9-Adam.py, second old version",
)
def adam_step_eps_in_the_corrections(
    params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    w, m1, v1 = {}, {}, {}
    for k in params:
        m1[k] = beta1 * m[k] + (1 - beta1) * grads[k]
        v1[k] = beta2 * v[k] + (1 - beta2) * grads[k] ** 2
        m_corr = m1[k] / ((1 - beta1**t) + eps)
        v_corr = v1[k] / ((1 - beta2**t) + eps)
        w[k] = params[k] - lr * m_corr / (np.sqrt(v_corr) + eps)
    return w, m1, v1


@held_out(
    "adam_step",
    kind="m comes back twice, also in the place of v",
    source="github.com/PilarPinto/holbertonschool-machine_learning, 9-Adam.py, old version",
)
def adam_step_m_for_v(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    n_moment = {k: beta1 * m[k] + (1 - beta1) * grads[k] for k in params}
    s_moment = {k: beta2 * v[k] + (1 - beta2) * grads[k] ** 2 for k in params}
    up_var = {}
    for k in params:
        v_corr = n_moment[k] / (1 - beta1**t)
        s_corr = s_moment[k] / (1 - beta2**t)
        up_var[k] = params[k] - lr * v_corr / ((s_corr**0.5) + eps)
    return up_var, n_moment, n_moment


@held_out(
    "adam_step",
    kind="the corrected moments come back, and eps is inside the root",
    source="github.com/GichuriNdungu/alu-machine_learning, 9-Adam.py, old version",
)
def adam_step_hats_back_and_eps_inside(
    params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    mh, vh, w = {}, {}, {}
    for k in params:
        mh[k] = (beta1 * m[k] + (1 - beta1) * grads[k]) / (1 - beta1**t)
        vh[k] = (beta2 * v[k] + (1 - beta2) * grads[k] ** 2) / (1 - beta2**t)
        w[k] = params[k] - lr * (mh[k] / np.sqrt(vh[k] + eps))
    return w, mh, vh


@held_out(
    "adam_step",
    kind="the correction of v is (1 - beta2)**t, and the step is added",
    source="github.com/RahulBaboota/CS231n-Homeworks, Assignment2/cs231n/optim.py, old version",
)
def adam_step_power_outside_and_plus(
    params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    params, m, v = dict(params), dict(m), dict(v)
    for k in params:
        m[k] = beta1 * m[k] + (1 - beta1) * grads[k]
        mt = m[k] / (1 - beta1**t)
        v[k] = beta2 * v[k] + (1 - beta2) * (grads[k] ** 2)
        vt = v[k] / (1 - beta2) ** t
        params[k] = params[k] + lr * mt / (np.sqrt(vt) + eps)
    return params, m, v


@held_out(
    "adam_step",
    kind="eps is subtracted from the root",
    source="github.com/tensorflow/tensorflow, pull request 61411",
)
def adam_step_minus_eps(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    m = {k: beta1 * m[k] + (1 - beta1) * grads[k] for k in m}
    v = {k: beta2 * v[k] + (1 - beta2) * grads[k] ** 2 for k in v}
    new = {}
    for k in params:
        m_hat = m[k] / (1 - beta1**t)
        v_hat = v[k] / (1 - beta2**t)
        new[k] = params[k] - lr * m_hat / (np.sqrt(v_hat) - eps)
    return new, m, v


@held_out(
    "adam_step",
    kind="the correction uses beta to the power 2, whatever t is",
    source="github.com/ufal/npfl114, pull request 79",
)
def adam_step_power_two(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    w, ms, vs = {}, {}, {}
    for k in params:
        ms[k] = beta1 * m[k] + (1 - beta1) * grads[k]
        vs[k] = beta2 * v[k] + (1 - beta2) * grads[k] ** 2
        m_hat = ms[k] / (1 - beta1**2)
        v_hat = vs[k] / (1 - beta2**2)
        w[k] = params[k] - lr * m_hat / (np.sqrt(v_hat) + eps)
    return w, ms, vs


@held_out(
    "adam_step",
    kind="no correction at all, and eps is inside the root",
    source="github.com/Yorko/stanford_cs231n_2019, cs231n/optim.py, old version",
)
def adam_step_uncorrected_and_eps_inside(
    params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    next_w, m2, v2 = {}, {}, {}
    for k in params:
        m2[k] = beta1 * m[k] + (1 - beta1) * grads[k]
        v2[k] = beta2 * v[k] + (1 - beta2) * (grads[k] * grads[k])
        next_w[k] = params[k] - lr * m2[k] / (np.sqrt(v2[k] + eps))
    return next_w, m2, v2


@held_out(
    "adam_step",
    kind="t is raised in the loop over the parameters, so each one is corrected with another t",
    source="github.com/flashlight/flashlight, issue 143",
)
def adam_step_t_for_each_parameter(
    params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    p, m_new, v_new = {}, {}, {}
    for k in params:
        m_new[k] = beta1 * m[k] + (1 - beta1) * grads[k]
        v_new[k] = beta2 * v[k] + (1 - beta2) * grads[k] ** 2
        corrected_lr = lr * np.sqrt(1 - beta2**t) / (1 - beta1**t)
        p[k] = params[k] - corrected_lr * m_new[k] / (np.sqrt(v_new[k]) + eps)
        t += 1
    return p, m_new, v_new


@held_out("adam_step", kind="v is corrected, m is not", source="written")
def adam_step_m_not_corrected(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    m = {k: beta1 * m[k] + (1 - beta1) * grads[k] for k in params}
    v = {k: beta2 * v[k] + (1 - beta2) * grads[k] ** 2 for k in params}
    v_hat = {k: v[k] / (1 - beta2**t) for k in params}
    params = {k: params[k] - lr * m[k] / (np.sqrt(v_hat[k]) + eps) for k in params}
    return params, m, v


@held_out(
    "adam_step",
    kind="the correction is made twice: in the moments and in the rate",
    source="written",
)
def adam_step_corrected_twice(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    m = {k: beta1 * m[k] + (1 - beta1) * g for k, g in grads.items()}
    v = {k: beta2 * v[k] + (1 - beta2) * g * g for k, g in grads.items()}
    rate = lr * np.sqrt(1 - beta2**t) / (1 - beta1**t)
    new = {}
    for k in params:
        m_hat = m[k] / (1 - beta1**t)
        v_hat = v[k] / (1 - beta2**t)
        new[k] = params[k] - rate * m_hat / (np.sqrt(v_hat) + eps)
    return new, m, v


@held_out(
    "adam_step",
    kind="the step uses the bare gradient, where the corrected m belongs",
    source="written",
)
def adam_step_with_gradient(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    w = {}
    m = {k: beta1 * m[k] + (1 - beta1) * grads[k] for k in params}
    v = {k: beta2 * v[k] + (1 - beta2) * grads[k] ** 2 for k in params}
    for k in params:
        v_hat = v[k] / (1 - beta2**t)
        w[k] = params[k] - lr * grads[k] / (np.sqrt(v_hat) + eps)
    return w, m, v


@held_out(
    "adam_step", kind="v is the mean of the squares of m, not of the gradient", source="written"
)
def adam_step_squares_of_m(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    m1, v1, p1 = {}, {}, {}
    for k in params:
        m1[k] = beta1 * m[k] + (1 - beta1) * grads[k]
        v1[k] = beta2 * v[k] + (1 - beta2) * m1[k] ** 2
        m_hat = m1[k] / (1 - beta1**t)
        v_hat = v1[k] / (1 - beta2**t)
        p1[k] = params[k] - lr * m_hat / (np.sqrt(v_hat) + eps)
    return p1, m1, v1


@held_out(
    "adam_step", kind="v comes back in the place of m, and m in the place of v", source="written"
)
def adam_step_moments_exchanged(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    m_new = {k: beta1 * m[k] + (1 - beta1) * grads[k] for k in params}
    v_new = {k: beta2 * v[k] + (1 - beta2) * grads[k] ** 2 for k in params}
    new = {}
    for k in params:
        top = m_new[k] / (1 - beta1**t)
        bottom = np.sqrt(v_new[k] / (1 - beta2**t)) + eps
        new[k] = params[k] - lr * top / bottom
    return new, v_new, m_new


# --- step_decay ---


@held_out(
    "step_decay",
    kind="the rate is divided by 1 + drop · number of falls: inverse-time decay, in steps",
    source="github.com/PauloMorillo/holbertonschool-machine_learning, 11-learning_rate_decay.py",
)
def step_decay_inverse_time(lr, epoch, drop=0.5, every=10):
    return lr / (1 + drop * np.floor(epoch / every))


@held_out(
    "step_decay",
    kind="the rate is divided by 1 + drop · epoch, a little in each epoch",
    source="github.com/keras-team/keras, issue 8086",
)
def step_decay_inverse_epoch(lr, epoch, drop=0.5, every=10):
    return lr * 1 / (1 + drop * epoch)


@held_out(
    "step_decay",
    kind="drop is divided by the number of falls + 1, and multiplies the rate from the start",
    source="github.com/jagrvargen/holbertonschool-machine_learning, 11-learning_rate_decay.py",
)
def step_decay_drop_over_falls(lr, epoch, drop=0.5, every=10):
    drop /= epoch // every + 1
    lr *= drop
    return lr


@held_out(
    "step_decay",
    kind="in epochs that `every` divides the rate is divided by 1 + drop · epoch, elsewhere it is lr",
    source="github.com/jagrvargen/holbertonschool-machine_learning, 11-learning_rate_decay.py, old version",
)
def step_decay_inverse_at_multiples(lr, epoch, drop=0.5, every=10):
    if epoch % every == 0:
        lr *= 1 / (1 + drop * epoch)
    return lr


@held_out(
    "step_decay",
    kind="each fall takes the share drop away, where the share drop stays",
    source="github.com/RECHE23/NumPy-Neural-Network, neural_network/optimizers/optimizer.py, old version",
)
def step_decay_share_taken_away(lr, epoch, drop=0.5, every=10):
    for _ in range(epoch // every):
        lr *= 1 - drop
    return lr


@held_out(
    "step_decay",
    kind="the rate falls in every epoch: epoch // 1, `every` is not used",
    source="github.com/JohnCook17/holbertonschool-machine_learning, 7-train.py, old version",
)
def step_decay_every_epoch(lr, epoch, drop=0.5, every=10):
    return lr * drop ** (epoch // 1)


@held_out(
    "step_decay",
    kind="the product of lr and drop is raised to the number of falls",
    source="github.com/open-edge-platform/physical-ai-studio, pull request 407",
)
def step_decay_product_raised(lr, epoch, drop=0.5, every=10):
    num_drops = epoch // every
    return (lr * drop) ** num_drops


@held_out(
    "step_decay",
    kind="no bracket around epoch // every: the power is taken first, and the whole is cut down",
    source="github.com/Daransoto/holbertonschool-machine_learning, 11-learning_rate_decay.py, old version",
)
def step_decay_no_brackets(lr, epoch, drop=0.5, every=10):
    return lr * drop**epoch // every


@held_out(
    "step_decay",
    kind="the loop counts epoch 0 as a fall, so that the rate is down from epoch 1 on",
    source="written",
)
def step_decay_falls_at_zero(lr, epoch, drop=0.5, every=10):
    rate = lr
    for e in range(epoch):
        if e % every == 0:
            rate = rate * drop
    return rate


@held_out("step_decay", kind="the falls are rounded to the nearest, not down", source="written")
def step_decay_rounded(lr, epoch, drop=0.5, every=10):
    return lr * drop ** round(epoch / every)


@held_out("step_decay", kind="it falls by an exponential: e^(-drop · falls)", source="written")
def step_decay_exponential(lr, epoch, drop=0.5, every=10):
    k = epoch // every
    return lr * np.exp(-drop * k)


@held_out("step_decay", kind="drop is subtracted once for each fall", source="written")
def step_decay_subtracts(lr, epoch, drop=0.5, every=10):
    return lr - drop * (epoch // every)


@held_out("step_decay", kind="every is fixed at 10, whatever is handed in", source="written")
def step_decay_fixed_every(lr, epoch, drop=0.5, every=10):
    return lr * (drop ** (epoch // 10))


@held_out("step_decay", kind="the rate is not allowed below 0.01", source="written")
def step_decay_with_floor(lr, epoch, drop=0.5, every=10):
    new_lr = lr * drop ** (epoch // every)
    return max(new_lr, 0.01)
