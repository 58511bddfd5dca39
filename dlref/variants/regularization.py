"""Unusual right answers: regularization."""

import numpy as np

from autograder.course import variant


@variant("dropout")
def dropout_with_a_boolean_mask(A, p_drop, rng, training=True):
    """> for >=, a boolean mask, a copy in evaluation."""
    if training:
        mask = rng.random(A.shape) > p_drop
        return A * mask / (1 - p_drop), mask
    return A.copy(), np.ones_like(A, dtype=bool)


@variant("dropout")
def dropout_by_binomial(A, p_drop, rng, training=True):
    """Draws the mask by a binomial; single precision."""
    mask = np.ones(A.shape, dtype=int)
    if not training:
        return A, mask
    mask = rng.binomial(1, 1 - p_drop, A.shape)
    return (A * mask / (1 - p_drop)).astype(np.float32), mask


@variant("dropout")
def dropout_by_choice(A, p_drop, rng, training=True):
    """Draws the mask by rng.choice; leaves early where nothing is dropped."""
    if not training or p_drop == 0:
        return A, np.ones(A.shape)
    mask = rng.choice([0, 1], size=A.shape, p=[p_drop, 1 - p_drop])
    return np.where(mask, A, 0) / (1 - p_drop), mask


@variant("dropout")
def dropout_entry_by_entry(A, p_drop, rng, training=True):
    """One draw an entry; lists come back."""
    if not training:
        p_drop = 0
    out, mask = [], []
    for row in A:
        kept = [1 if rng.uniform() < 1 - p_drop else 0 for _ in row]
        mask.append(kept)
        out.append([float(a) * k / (1 - p_drop) for a, k in zip(row, kept)])
    return out, mask


@variant("dropout")
def dropout_column_by_column(A, p_drop, rng, training=True):
    """A draw for each column; a list for the pair."""
    mask = np.ones(A.shape)
    out = A.astype(float)
    if training:
        for j in range(A.shape[1]):
            mask[:, j] = rng.random(len(A)) >= p_drop
            out[:, j] = A[:, j] * mask[:, j] / (1 - p_drop)
    return [out, mask]


@variant("dropout")
def dropout_of_an_exact_share(A, p_drop, rng, training=True):
    """Drops exactly the share asked for."""
    mask = np.ones(A.size)
    if training:
        mask[rng.choice(A.size, round(p_drop * A.size), replace=False)] = 0
        return A * mask.reshape(A.shape) / (1 - p_drop), mask.reshape(A.shape)
    return A, mask.reshape(A.shape)


@variant("dropout_grad")
def dropout_grad_by_where(d_out, mask, p_drop):
    """np.where by the mask."""
    return np.where(mask, d_out / (1 - p_drop), 0.0)


@variant("dropout_grad")
def dropout_grad_by_a_loop(d_out, mask, p_drop):
    """Entry by entry; lists come back."""
    dA = np.zeros_like(d_out)
    for i in np.ndindex(d_out.shape):
        if mask[i] == 1:
            dA[i] = d_out[i] / (1 - p_drop)
    return dA.tolist()


@variant("dropout_grad")
def dropout_grad_in_place_on_a_copy(d_out, mask, p_drop):
    """Single precision, in place on a copy."""
    dA = d_out.astype(np.float32)
    dA[mask == 0] = 0
    dA /= 1 - p_drop
    return dA


@variant("l2_penalty")
def l2_penalty_by_loops(params, lam):
    """Adds up weight by weight."""
    total = 0
    for name in params:
        if name[0] == "W":
            for w in params[name].flatten():
                total += w * w
    return 0.5 * lam * total


@variant("l2_penalty")
def l2_penalty_by_norms(params, lam):
    """Squared norms; a W anywhere in the key."""
    return lam / 2 * np.sum([np.linalg.norm(v) ** 2 for k, v in params.items() if "W" in k])


@variant("l2_penalty")
def l2_penalty_by_einsum(params, lam):
    """einsum for the sum of squares; weights are what has two axes."""
    sums = [np.einsum("ij,ij->", v, v) for k, v in params.items() if v.ndim == 2]
    return np.float32(lam * sum(sums) / 2)


@variant("l2_penalty")
def l2_penalty_as_a_0_d_array(params, lam):
    """An array without axes for the number; weights are what is no bias."""
    p = np.array(0.0)
    for k, v in params.items():
        if not k.startswith("b"):
            p += np.vdot(v, v)
    return p * lam / 2


@variant("l2_grads")
def l2_grads_by_a_loop(grads, params, lam):
    """A loop with a branch for the biases."""
    new = {}
    for name, g in grads.items():
        if name.startswith("W"):
            new[name] = g + lam * params[name]
        else:
            new[name] = g
    return new


@variant("l2_grads")
def l2_grads_on_copies(grads, params, lam):
    """In place on copies of all gradients."""
    new = {k: g.copy() for k, g in grads.items()}
    for k in new:
        if "W" in k:
            new[k] += lam * params[k]
    return new


@variant("l2_grads")
def l2_grads_on_a_shallow_copy(grads, params, lam):
    """New arrays in a sorted copy of the dict; single precision."""
    new = dict(sorted(grads.items()))
    for k in params:
        if params[k].ndim > 1:
            new[k] = (new[k] + params[k] * lam).astype(np.float32)
    return new


@variant("l2_grads")
def l2_grads_with_lists(grads, params, lam):
    """Adds 0 to the biases; lists come back."""
    return {k: (g + (k[0] == "W") * lam * params[k]).tolist() for k, g in grads.items()}


@variant("early_stopping")
def early_stopping_with_infinity_and_a_counter(val_losses, patience):
    """Starts at infinity and counts the epochs waited; stops from inside the loop."""
    best, best_epoch, waited = np.inf, 0, 0
    for epoch, loss in enumerate(val_losses):
        if loss < best:
            best, best_epoch, waited = loss, epoch, 0
        else:
            waited += 1
        if waited == patience:
            return epoch, best_epoch
    return epoch, best_epoch


@variant("early_stopping")
def early_stopping_with_numpy(val_losses, patience):
    """The lowest so far by np.argmin; an array or a list for the pair."""
    losses = np.asarray(val_losses)
    for stop in range(len(losses)):
        best = np.argmin(losses[: stop + 1])
        if stop - best >= patience:
            return np.array([stop, best])
    return [np.int64(len(losses) - 1), np.argmin(losses)]


@variant("early_stopping")
def early_stopping_with_index(val_losses, patience):
    """The lists' own index and min."""
    for stop in range(len(val_losses)):
        best = val_losses.index(min(val_losses[: stop + 1]))
        if stop - best == patience:
            break
    return stop, best


@variant("early_stopping")
def early_stopping_with_while(val_losses, patience):
    """A while loop; floats for the epochs."""
    epoch, best, since = 0, 0, 0
    while epoch < len(val_losses) - 1 and since < patience:
        epoch += 1
        since += 1
        if val_losses[epoch] < val_losses[best]:
            best, since = epoch, 0
    return float(epoch), float(best)
