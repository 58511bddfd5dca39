"""Wrong answers that no misconception was written for: regularization."""

import numpy as np

from autograder.course import held_out
from dlref.regularization import l2_penalty

# --- dropout ---


@held_out(
    "dropout",
    kind="half of the units are kept, whatever p_drop is",
    source="github.com/rohan-varma/neuralnets, issue 1",
)
def dropout_always_half(A, p_drop, rng, training=True):
    if not training:
        return A, np.ones(A.shape)
    mask = rng.binomial(1, 0.5, size=A.shape)
    out = A * mask
    out = out / (1 - p_drop)
    return out, mask


@held_out(
    "dropout",
    kind="the kept units are divided by 1 - p_drop twice",
    source="github.com/CSTR-Edinburgh/mlpractical, pull request 32",
)
def dropout_scaled_twice(A, p_drop, rng, training=True):
    if not training:
        return A, np.ones(A.shape)
    keep = 1 - p_drop
    mask = (rng.random(A.shape) < keep) * 1
    dropped = A * mask / keep
    return dropped / keep, mask


@held_out(
    "dropout",
    kind="the dropped array is computed, but A itself is returned",
    source="github.com/kuanghuei/clean-net, issue 2",
)
def dropout_result_unused(A, p_drop, rng, training=True):
    mask = np.ones(A.shape)
    if training:
        mask = (rng.random(A.shape) > p_drop).astype(float)
        dropped = A * mask
        dropped = dropped / (1 - p_drop)
    return A, mask


@held_out(
    "dropout",
    kind="whole numbers from 1 to 99 are compared with p_drop, as if it were a percentage",
    source="github.com/torphix/Numpy-Neural-Network, src/model/layers.py",
)
def dropout_percent(A, p_drop, rng, training=True):
    if not training:
        return A, np.ones(A.shape)
    numbers = rng.integers(1, 100, size=A.shape)
    mask = np.where(numbers <= p_drop, 0, 1)
    return A * mask / (1 - p_drop), mask


@held_out(
    "dropout",
    kind="the kept units are divided by the share that happened to be kept, not by 1 - p_drop",
    source="github.com/clab/dynet, pull request 182",
)
def dropout_scaled_by_drawn_share(A, p_drop, rng, training=True):
    if not training:
        return A, np.ones(A.shape)
    mask = (rng.random(A.shape) >= p_drop).astype(float)
    kept = mask.sum() / mask.size
    return A * mask / kept, mask


@held_out(
    "dropout",
    kind="no mask is returned in evaluation, but None",
    source="github.com/592McAvoy/cs231n-assignment2, cs231n/layers.py",
)
def dropout_no_mask_in_evaluation(A, p_drop, rng, training=True):
    mask = None
    out = A
    if training:
        mask = rng.random(A.shape) >= p_drop
        out = A * mask / (1 - p_drop)
    return out, mask


@held_out(
    "dropout",
    kind="the mask is drawn from NumPy's global generator, not from rng",
    source="github.com/plmrr/gan-from-scratch, dropout.py",
)
def dropout_global_generator(A, p_drop, rng, training=True):
    if training:
        mask = np.random.rand(*A.shape) > p_drop
        return A * mask / (1 - p_drop), mask
    return A, np.ones(A.shape)


@held_out(
    "dropout",
    kind="the uniform numbers are never turned into 0 and 1: they are the mask",
    source="written",
)
def dropout_mask_not_thresholded(A, p_drop, rng, training=True):
    if not training:
        return A, np.ones(A.shape)
    D = rng.random(A.shape)
    np.less(D, 1 - p_drop)
    out = A * D
    out = out / (1 - p_drop)
    return out, D


@held_out(
    "dropout", kind="the two branches are exchanged: drops in evaluation only", source="written"
)
def dropout_flag_inverted(A, p_drop, rng, training=True):
    if training:
        mask = np.ones(A.shape)
        out = A
    else:
        mask = (rng.random(A.shape) > p_drop).astype(int)
        out = A * mask / (1 - p_drop)
    return out, mask


@held_out(
    "dropout",
    kind="the kept units are multiplied by 1 - p_drop in training, not divided",
    source="written",
)
def dropout_times_keep(A, p_drop, rng, training=True):
    if not training:
        return A, np.ones(A.shape)
    keep_prob = 1 - p_drop
    mask = (rng.random(A.shape) < keep_prob).astype(float)
    return A * mask * keep_prob, mask


@held_out("dropout", kind="the returned mask is 1 where a unit was dropped", source="written")
def dropout_mask_of_dropped(A, p_drop, rng, training=True):
    if not training:
        return A, np.ones(A.shape)
    dropped = rng.random(A.shape) < p_drop
    out = A.astype(float)
    out[dropped] = 0
    return out / (1 - p_drop), dropped.astype(int)


@held_out("dropout", kind="whole rows are dropped: one draw for each sample", source="written")
def dropout_whole_samples(A, p_drop, rng, training=True):
    mask = np.ones(A.shape)
    if training:
        keep = rng.random((A.shape[0], 1)) >= p_drop
        mask = mask * keep
        A = A * mask / (1 - p_drop)
    return A, mask


@held_out(
    "dropout",
    kind="training is False by default: without a fourth argument nothing is dropped",
    source="github.com/google-research/vision_transformer, issue 19",
)
def dropout_off_by_default(A, p_drop, rng, training=False):
    mask = np.ones(A.shape)
    if training:
        mask = (rng.random(A.shape) >= p_drop) * 1.0
        return A * mask / (1 - p_drop), mask
    return A, mask


@held_out(
    "dropout",
    kind="the first row of A is multiplied by the masks of all rows",
    source="github.com/Jabulani-N/atlas-machine_learning, 4-dropout_forward_prop.py",
)
def dropout_first_row_for_all(A, p_drop, rng, training=True):
    if not training:
        return A, np.ones(A.shape)
    keep_prob = 1 - p_drop
    D = rng.random((A.shape[0], A.shape[1])) < keep_prob
    out = np.multiply(A[0], D)
    return out / keep_prob, D


@held_out(
    "dropout",
    kind="A is overwritten: dropped and scaled in place",
    source="github.com/rohan-varma/neuralnets, issue 1",
)
def dropout_in_place(A, p_drop, rng, training=True):
    if not training:
        return A, np.ones(A.shape)
    mask = rng.binomial(1, 1 - p_drop, size=A.shape)
    A /= 1 - p_drop
    A *= mask
    return A, mask


@held_out(
    "dropout", kind="1 - p_drop is subtracted from the kept units, not divided by", source="written"
)
def dropout_subtracts(A, p_drop, rng, training=True):
    if not training:
        return A, np.ones(A.shape)
    mask = (rng.random(A.shape) >= p_drop).astype(float)
    return (A - (1 - p_drop)) * mask, mask


@held_out("dropout", kind="the mask and the output have changed places", source="written")
def dropout_order_swapped(A, p_drop, rng, training=True):
    if not training:
        return np.ones(A.shape), A
    mask = (rng.random(A.shape) >= p_drop).astype(float)
    out = A * mask / (1 - p_drop)
    return mask, out


# --- dropout_grad ---


@held_out(
    "dropout_grad",
    kind="what goes through the mask is subtracted from d_out: the dropped units get the gradient",
    source="github.com/nilbahaaeddine/M1_CNN, src/classes/dropout.py",
)
def dropout_grad_subtracted(d_out, mask, p_drop):
    return d_out - d_out * mask / (1 - p_drop)


@held_out(
    "dropout_grad",
    kind="mask over scale without d_out: the slope of the layer alone",
    source="github.com/icculp/holbertonschool-machine_learning, 5-dropout_gradient_descent.py",
)
def dropout_grad_without_d_out(d_out, mask, p_drop):
    keep_prob = 1 - p_drop
    dA = mask * (1 / keep_prob)
    return dA


@held_out(
    "dropout_grad",
    kind="the scale is applied twice, once in the mask",
    source="written",
)
def dropout_grad_scaled_twice(d_out, mask, p_drop):
    scaled_mask = mask / (1 - p_drop)
    return d_out * scaled_mask / (1 - p_drop)


@held_out(
    "dropout_grad",
    kind="multiplied by p_drop in place of divided by 1 - p_drop",
    source="github.com/icculp/holbertonschool-machine_learning, 5-dropout_gradient_descent.py",
)
def dropout_grad_times_p(d_out, mask, p_drop):
    keep = 1 - p_drop
    return np.multiply(d_out, mask) * (1 - keep)


@held_out(
    "dropout_grad", kind="passes where the mask is 0 and blocks where it is 1", source="written"
)
def dropout_grad_inverted_mask(d_out, mask, p_drop):
    dA = d_out.copy()
    dA[mask == 1] = 0
    return dA / (1 - p_drop)


@held_out(
    "dropout_grad", kind="negative gradients are cut, as a ReLU's slope would", source="written"
)
def dropout_grad_relu_on_top(d_out, mask, p_drop):
    dA = d_out * mask
    dA = dA * (dA > 0)
    return dA / (1 - p_drop)


@held_out(
    "dropout_grad", kind="the gradient of the batch is summed over its rows", source="written"
)
def dropout_grad_summed_over_batch(d_out, mask, p_drop):
    masked = d_out * mask
    return np.sum(masked, axis=0) / (1 - p_drop)


@held_out(
    "dropout_grad",
    kind="divided by the share of ones in the mask, not by 1 - p_drop",
    source="written",
)
def dropout_grad_scaled_by_mask_mean(d_out, mask, p_drop):
    kept = np.mean(mask)
    return d_out * mask / kept


@held_out(
    "dropout_grad",
    kind="d_out is overwritten: masked and scaled in place",
    source="public code, a dropout_backward with `dstream *= mask`",
)
def dropout_grad_in_place(d_out, mask, p_drop):
    d_out *= mask
    d_out /= 1 - p_drop
    return d_out


@held_out("dropout_grad", kind="divided by the mask in place of multiplied", source="written")
def dropout_grad_divided_by_mask(d_out, mask, p_drop):
    keep = 1 - p_drop
    return d_out / (mask * keep)


# --- l2_penalty ---


@held_out(
    "l2_penalty",
    kind="the norm of each matrix is not squared",
    source="github.com/DracoMindz/holbertonschool-machine_learning, 0-l2_reg_cost.py",
)
def l2_penalty_norm_not_squared(params, lam):
    weights_sum = 0
    for key, value in params.items():
        if key[0] == "W":
            weights_sum += np.linalg.norm(value)
    return lam / 2 * weights_sum


@held_out(
    "l2_penalty",
    kind="a square root is taken of the whole sum of squares",
    source="github.com/google-deepmind/dm-haiku, pull request 178",
)
def l2_penalty_root_of_sum(params, lam):
    total = sum(np.sum(np.square(params[k])) for k in params if k.startswith("W"))
    return 0.5 * lam * np.sqrt(total)


@held_out(
    "l2_penalty",
    kind="divided by the number of layers",
    source="github.com/OrkhanEyvazov1/holbertonschool-machine_learning, 0-l2_reg_cost.py",
)
def l2_penalty_over_layers(params, lam):
    L = len(params) // 2
    cost = 0
    for i in range(1, L + 1):
        cost += np.sum(np.square(params["W" + str(i)]))
    return lam / (2 * L) * cost


@held_out(
    "l2_penalty",
    kind="divided by a number of samples, taken from the rows of W1",
    source="github.com/d2l-ai/d2l-zh, pull request 517",
)
def l2_penalty_over_samples(params, lam):
    m = params["W1"].shape[0]
    total = 0
    for k in params:
        if k.startswith("W"):
            total += (params[k] ** 2).sum()
    return lam / (2 * m) * total


@held_out(
    "l2_penalty",
    kind="the key is asked for a small w, so that no matrix counts and the penalty is 0",
    source="github.com/GichuriNdungu/alu-machine_learning, 1-l2_reg_gradient_descent.py",
)
def l2_penalty_small_w(params, lam):
    total = 0.0
    for name in params:
        if name.startswith("w"):
            total += np.sum(params[name] ** 2)
    return lam / 2 * total


@held_out(
    "l2_penalty",
    kind="the largest singular value is squared, where the entries should be (np.linalg.norm with 2)",
    source="community.deeplearning.ai, a question on ord=2 and 'fro' in normalize_rows",
)
def l2_penalty_spectral_norm(params, lam):
    total = 0
    for name, W in params.items():
        if "W" in name:
            total += np.linalg.norm(W, 2) ** 2
    return lam * total / 2


@held_out("l2_penalty", kind="the weights are summed before they are squared", source="written")
def l2_penalty_square_of_sum(params, lam):
    penalty = 0
    for k, W in params.items():
        if k.startswith("W"):
            penalty = penalty + np.sum(W) ** 2
    return lam / 2 * penalty


@held_out(
    "l2_penalty",
    kind="the sum is set to 0 inside the loop: only the last matrix counts",
    source="github.com/RucDongLab/STAGATE, issue 18",
)
def l2_penalty_last_only(params, lam):
    for name in params:
        if name[0] == "W":
            penalty = 0
            penalty += np.sum(params[name] ** 2)
    return lam / 2 * penalty


@held_out("l2_penalty", kind="return in the loop: only the first matrix counts", source="written")
def l2_penalty_returns_in_loop(params, lam):
    total = 0
    for name, W in params.items():
        if name.startswith("W"):
            total += np.sum(W**2)
            return lam / 2 * total
    return total


@held_out(
    "l2_penalty",
    kind="the loop over the layers ends one too early: the last matrix is left out",
    source="written",
)
def l2_penalty_misses_last_layer(params, lam):
    n_layers = len(params) // 2
    total = 0
    for layer in range(1, n_layers):
        total += np.sum(params[f"W{layer}"] ** 2)
    return 0.5 * lam * total


@held_out(
    "l2_penalty",
    kind="all entries of W.T @ W are summed, also the products of different columns",
    source="written",
)
def l2_penalty_matrix_product(params, lam):
    s = 0
    for k in params:
        if k.startswith("W"):
            s += np.sum(params[k].T @ params[k])
    return lam / 2 * s


@held_out(
    "l2_penalty",
    kind="lam/2 is multiplied inside the loop: once for each layer that follows",
    source="written",
)
def l2_penalty_scaled_in_loop(params, lam):
    cost = 0
    for name in params:
        if name.startswith("W"):
            cost += np.sum(np.square(params[name]))
            cost *= lam / 2
    return cost


@held_out("l2_penalty", kind="lam is squared together with the weights", source="written")
def l2_penalty_lam_squared(params, lam):
    return 0.5 * sum(np.sum((lam * W) ** 2) for k, W in params.items() if k.startswith("W"))


@held_out("l2_penalty", kind="2 · lam · Σ W², a factor of 2 above for one below", source="written")
def l2_penalty_times_two(params, lam):
    total = 0
    for k in params:
        if k.startswith("W"):
            total += np.sum(params[k] * params[k])
    return 2 * lam * total


@held_out(
    "l2_penalty",
    kind="the norms of the matrices are added up before they are squared",
    source="github.com/JohnCook17/holbertonschool-machine_learning, 0-l2_reg_cost.py",
)
def l2_penalty_norms_added_first(params, lam):
    norms = []
    for key in params:
        if key.startswith("W"):
            norms.append(np.linalg.norm(params[key], ord="fro"))
    return lam / 2 * np.sum(np.asarray(norms)) ** 2


# --- l2_grads ---


@held_out(
    "l2_grads",
    kind="lam alone is added: W is forgotten",
    source="github.com/icculp/holbertonschool-machine_learning, 1-l2_reg_gradient_descent.py",
)
def l2_grads_lam_only(grads, params, lam):
    new = {}
    for k in grads:
        if k.startswith("W"):
            new[k] = grads[k] + lam
        else:
            new[k] = grads[k]
    return new


@held_out(
    "l2_grads",
    kind="lam/2 · W² is added, the penalty itself and not its derivative",
    source="github.com/omar-florez/scratch_mlp, issue 5",
)
def l2_grads_penalty_entrywise(grads, params, lam):
    result = dict(grads)
    for name, W in params.items():
        if name.startswith("W"):
            result[name] = grads[name] + lam / 2 * W**2
    return result


@held_out(
    "l2_grads",
    kind="the whole penalty, one number, is added to every entry",
    source="written",
)
def l2_grads_penalty_number(grads, params, lam):
    penalty = l2_penalty(params, lam)
    return {k: g + penalty if k.startswith("W") else g for k, g in grads.items()}


@held_out(
    "l2_grads",
    kind="each bias's gradient gets lam times the layer's weights",
    source="github.com/GichuriNdungu/alu-machine_learning, 1-l2_reg_gradient_descent.py",
)
def l2_grads_weights_into_bias(grads, params, lam):
    new = {}
    for layer in range(1, len(grads) // 2 + 1):
        W = params[f"W{layer}"]
        new[f"W{layer}"] = grads[f"W{layer}"] + lam * W
        new[f"b{layer}"] = grads[f"b{layer}"] + lam * W
    return new


@held_out(
    "l2_grads",
    kind="lam is divided by a number of samples, taken from the rows of W",
    source="deeplearning.ai's course, whose penalty is over 2m; github.com/Jeraldy/deeplearning",
)
def l2_grads_over_samples(grads, params, lam):
    new = {}
    for k, g in grads.items():
        if "W" in k:
            m = params[k].shape[0]
            new[k] = g + (lam / m) * params[k]
        else:
            new[k] = g
    return new


@held_out(
    "l2_grads",
    kind="the weights after a step with decay are returned, not the gradients",
    source="github.com/MichalDanielDobrzanski/DeepLearningPython, issue 16",
)
def l2_grads_decayed_weights(grads, params, lam):
    out = {}
    for k in grads:
        if k.startswith("W"):
            out[k] = (1 - lam) * params[k] - grads[k]
        else:
            out[k] = grads[k]
    return out


@held_out("l2_grads", kind="lam · sign(W), the derivative of the L1 penalty", source="written")
def l2_grads_l1(grads, params, lam):
    new = {k: g for k, g in grads.items()}  # noqa: C416
    for k in new:
        if k.startswith("W"):
            new[k] = new[k] + lam * np.sign(params[k])
    return new


@held_out(
    "l2_grads", kind="the gradients are decayed, not the weights: g + lam·g", source="written"
)
def l2_grads_of_gradient(grads, params, lam):
    return {k: g + lam * grads[k] if k[0] == "W" else g for k, g in grads.items()}


@held_out(
    "l2_grads",
    kind="lam·W without the gradient to which it is added",
    source="github.com/open-nudge/torchlayers, issue 17",
)
def l2_grads_decay_alone(grads, params, lam):
    new = {}
    for name, g in grads.items():
        new[name] = g
        if name.startswith("W"):
            new[name] = lam * params[name]
    return new


@held_out(
    "l2_grads",
    kind="only the weights are returned: the biases' gradients are left out of the dict",
    source="written",
)
def l2_grads_without_biases(grads, params, lam):
    new_grads = {}
    for k in params:
        if k.startswith("W"):
            new_grads[k] = grads[k] + lam * params[k]
    return new_grads


@held_out(
    "l2_grads",
    kind="W is divided by its norm, the derivative of the norm that is not squared",
    source="written",
)
def l2_grads_unit_length(grads, params, lam):
    new = dict(grads)
    for k, W in params.items():
        if k.startswith("W"):
            new[k] = grads[k] + lam * W / np.linalg.norm(W)
    return new


@held_out("l2_grads", kind="only W1 is decayed: the other matrices are forgotten", source="written")
def l2_grads_first_layer(grads, params, lam):
    new = {k: g.copy() for k, g in grads.items()}
    new["W1"] += lam * params["W1"]
    return new


@held_out("l2_grads", kind="lam·W·g: the decay multiplies the gradient", source="written")
def l2_grads_multiplied(grads, params, lam):
    new = {}
    for k in grads:
        new[k] = grads[k] * (1 + lam * params[k]) if k.startswith("W") else grads[k]
    return new


@held_out(
    "l2_grads",
    kind="lam·|W|: the absolute value of the weights is added",
    source="github.com/torch/optim, issue 101",
)
def l2_grads_absolute(grads, params, lam):
    new = dict(grads)
    for name in params:
        if name.startswith("W"):
            new[name] = grads[name] + lam * np.abs(params[name])
    return new


# --- early_stopping ---


@held_out(
    "early_stopping",
    kind="any change of the loss, up or down, counts as an improvement",
    source="github.com/PauloMorillo/holbertonschool-machine_learning, 7-early_stopping.py",
)
def early_stopping_any_change(val_losses, patience):
    best, best_epoch, count = val_losses[0], 0, 0
    for epoch in range(1, len(val_losses)):
        if abs(best - val_losses[epoch]) > 0:
            best, best_epoch, count = val_losses[epoch], epoch, 0
        else:
            count += 1
        if count == patience:
            return epoch, best_epoch
    return len(val_losses) - 1, best_epoch


@held_out(
    "early_stopping",
    kind="a higher loss is taken for a better one",
    source="github.com/microsoft/qlib, issue 263",
)
def early_stopping_higher_is_better(val_losses, patience):
    best_score, best_epoch, stop_steps = -np.inf, 0, 0
    for epoch, score in enumerate(val_losses):
        if score > best_score:
            best_score = score
            best_epoch = epoch
            stop_steps = 0
        else:
            stop_steps += 1
            if stop_steps >= patience:
                return epoch, best_epoch
    return epoch, best_epoch


@held_out(
    "early_stopping",
    kind="the best loss starts at 0, below which no loss ever falls",
    source="github.com/tensorflow/docs, pull request 2178",
)
def early_stopping_best_starts_at_zero(val_losses, patience):
    best = 0
    best_epoch = 0
    wait = 0
    for epoch in range(len(val_losses)):
        if val_losses[epoch] < best:
            best = val_losses[epoch]
            best_epoch = epoch
            wait = 0
        else:
            wait += 1
        if wait >= patience:
            return epoch, best_epoch
    return len(val_losses) - 1, best_epoch


@held_out(
    "early_stopping",
    kind="the best loss is never updated: every loss is below infinity",
    source="github.com/delip/PyTorchNLPBook, issue 34",
)
def early_stopping_best_never_updated(val_losses, patience):
    best_val = float("inf")
    best_epoch, counter = 0, 0
    for epoch, loss in enumerate(val_losses):
        if loss < best_val:
            best_epoch = epoch
            counter = 0
        else:
            counter += 1
            if counter >= patience:
                return epoch, best_epoch
    return len(val_losses) - 1, best_epoch


@held_out(
    "early_stopping",
    kind="each loss is compared with the first one: the best loss stays that of epoch 0",
    source="written",
)
def early_stopping_compares_with_first(val_losses, patience):
    best_loss = val_losses[0]
    best_epoch, wait = 0, 0
    for epoch in range(1, len(val_losses)):
        if val_losses[epoch] < best_loss:
            best_epoch = epoch
            wait = 0
        else:
            wait += 1
        if wait >= patience:
            return epoch, best_epoch
    return len(val_losses) - 1, best_epoch


@held_out(
    "early_stopping",
    kind="epochs are counted from 1",
    source="github.com/StatsDLMathsRecomSys/Inductive-representation-learning-on-temporal-graphs, issue 14",
)
def early_stopping_counts_from_one(val_losses, patience):
    best, best_epoch, wait = np.inf, 1, 0
    for epoch, loss in enumerate(val_losses, start=1):
        if loss < best:
            best, best_epoch, wait = loss, epoch, 0
        else:
            wait += 1
        if wait == patience:
            break
    return epoch, best_epoch


@held_out(
    "early_stopping",
    kind="the first epoch counts as one without improvement",
    source="github.com/catalyst-team/catalyst, issue 854",
)
def early_stopping_first_epoch_is_bad(val_losses, patience):
    best = val_losses[0]
    best_epoch = 0
    bad = 0
    for epoch, loss in enumerate(val_losses):
        if loss < best:
            best = loss
            best_epoch = epoch
            bad = 0
        else:
            bad += 1
        if bad >= patience:
            return epoch, best_epoch
    return len(val_losses) - 1, best_epoch


@held_out(
    "early_stopping",
    kind="stops when a loss is above all of the last `patience` ones, not when none was a new minimum",
    source="github.com/allenai/allennlp, pull request 426",
)
def early_stopping_worse_than_window(val_losses, patience):
    for epoch in range(patience, len(val_losses)):
        if val_losses[epoch] > max(val_losses[epoch - patience : epoch]):
            return epoch, int(np.argmin(val_losses[: epoch + 1]))
    return len(val_losses) - 1, int(np.argmin(val_losses))


@held_out(
    "early_stopping",
    kind="stops when a loss is above the mean of the last `patience` ones",
    source="written",
)
def early_stopping_above_window_mean(val_losses, patience):
    for epoch, loss in enumerate(val_losses):
        if epoch > patience and loss > np.mean(val_losses[epoch - patience : epoch]):
            break
    return epoch, int(np.argmin(val_losses[: epoch + 1]))


@held_out(
    "early_stopping",
    kind="an epoch with a loss equal to the best one is not counted at all",
    source="public code, a class EarlyStopper with `elif val_loss > min_val_loss`, in many repositories",
)
def early_stopping_equal_not_counted(val_losses, patience):
    best, best_epoch, counter = float("inf"), 0, 0
    for epoch, loss in enumerate(val_losses):
        if loss < best:
            best, best_epoch, counter = loss, epoch, 0
        elif loss > best:
            counter += 1
            if counter >= patience:
                return epoch, best_epoch
    return len(val_losses) - 1, best_epoch


@held_out(
    "early_stopping",
    kind="stops at the first epoch that is no better: the patience is not used",
    source="written",
)
def early_stopping_no_patience(val_losses, patience):
    best = val_losses[0]
    for epoch in range(1, len(val_losses)):
        if val_losses[epoch] >= best:
            return epoch, epoch - 1
        best = val_losses[epoch]
    return len(val_losses) - 1, len(val_losses) - 1


@held_out(
    "early_stopping",
    kind="best_epoch is stop_epoch - patience, also where the patience never ran out",
    source="written",
)
def early_stopping_best_from_stop(val_losses, patience):
    best, wait = np.inf, 0
    for epoch in range(len(val_losses)):
        if val_losses[epoch] < best:
            best = val_losses[epoch]
            wait = 0
        else:
            wait += 1
        if wait == patience:
            break
    return epoch, max(0, epoch - patience)


@held_out(
    "early_stopping",
    kind="the number of epochs is returned where the patience never runs out, not the last epoch",
    source="written",
)
def early_stopping_length_at_end(val_losses, patience):
    best_epoch, waited = 0, 0
    for epoch, loss in enumerate(val_losses):
        if loss < val_losses[best_epoch]:
            best_epoch, waited = epoch, 0
        elif epoch > 0:
            waited += 1
        if waited >= patience:
            return epoch, best_epoch
    return len(val_losses), best_epoch


@held_out(
    "early_stopping",
    kind="the count of epochs waited is returned for the stop epoch",
    source="written",
)
def early_stopping_returns_count(val_losses, patience):
    best, best_epoch, count = val_losses[0], 0, 0
    for i in range(1, len(val_losses)):
        if val_losses[i] < best:
            best, best_epoch, count = val_losses[i], i, 0
        else:
            count += 1
        if count == patience:
            break
    return count, best_epoch


@held_out(
    "early_stopping",
    kind="an improvement takes 1 off the count, where it should set it to 0",
    source="written",
)
def early_stopping_count_minus_one(val_losses, patience):
    best, best_epoch, count = float("inf"), 0, 0
    for epoch, loss in enumerate(val_losses):
        if loss < best:
            best, best_epoch = loss, epoch
            count = max(0, count - 1)
        else:
            count += 1
        if count >= patience:
            return epoch, best_epoch
    return epoch, best_epoch


@held_out(
    "early_stopping",
    kind="each loss is compared with the one `patience` epochs earlier",
    source="written",
)
def early_stopping_compares_with_lag(val_losses, patience):
    for epoch in range(patience, len(val_losses)):
        if val_losses[epoch] >= val_losses[epoch - patience]:
            return epoch, int(np.argmin(val_losses[: epoch + 1]))
    return len(val_losses) - 1, int(np.argmin(val_losses))


@held_out(
    "early_stopping",
    kind="the last epoch with the lowest loss is the best one, though the count is right",
    source="written",
)
def early_stopping_last_of_equal(val_losses, patience):
    best, wait, stop = np.inf, 0, len(val_losses) - 1
    for epoch, loss in enumerate(val_losses):
        if loss < best:
            best, wait = loss, 0
        else:
            wait += 1
        if wait == patience:
            stop = epoch
            break
    seen = val_losses[: stop + 1]
    best_epoch = max(e for e in range(len(seen)) if seen[e] == min(seen))
    return stop, best_epoch


@held_out(
    "early_stopping",
    kind="the patience is fixed at 3",
    source="github.com/meddizzle316/atlas-machine_learning, 7-early_stopping.py",
)
def early_stopping_fixed_patience(val_losses, patience):
    best, best_epoch, count = np.inf, 0, 0
    for epoch, loss in enumerate(val_losses):
        count += 1
        if loss < best:
            best, best_epoch, count = loss, epoch, 0
        if count >= 3:
            return epoch, best_epoch
    return len(val_losses) - 1, best_epoch


@held_out(
    "early_stopping",
    kind="the patience is a start-up time: after so many epochs the first one without improvement stops",
    source="github.com/Jabulani-N/atlas-machine_learning, 7-early_stopping.py",
)
def early_stopping_warm_up(val_losses, patience):
    best, best_epoch = np.inf, 0
    for epoch, loss in enumerate(val_losses):
        if loss < best:
            best, best_epoch = loss, epoch
        elif epoch >= patience:
            return epoch, best_epoch
    return epoch, best_epoch


@held_out(
    "early_stopping",
    kind="a loss equal to the best one sets the count back to 0",
    source="github.com/OrkhanEyvazov1/holbertonschool-machine_learning, 7-early_stopping.py",
)
def early_stopping_equal_resets(val_losses, patience):
    best, best_epoch, count = val_losses[0], 0, 0
    for epoch, loss in enumerate(val_losses):
        if loss > best:
            count += 1
        else:
            count = 0
            if loss < best:
                best, best_epoch = loss, epoch
        if count >= patience:
            return epoch, best_epoch
    return len(val_losses) - 1, best_epoch


@held_out(
    "early_stopping",
    kind="one number is returned, the stop epoch alone",
    source="github.com/OrkhanEyvazov1/holbertonschool-machine_learning, 7-early_stopping.py",
)
def early_stopping_stop_alone(val_losses, patience):
    best, count = float("inf"), 0
    for epoch, loss in enumerate(val_losses):
        if loss < best:
            best, count = loss, 0
        else:
            count += 1
        if count >= patience:
            return epoch
    return len(val_losses) - 1
