"""Unusual right answers: the NumPy that the course uses."""

import numpy as np

from autograder.course import variant


@variant("as_column")
def as_column_lists(y):
    """A list of lists with one number each."""
    return [[number] for number in y]


@variant("as_column")
def as_column_expand(y):
    """expand_dims, in single precision."""
    return np.expand_dims(np.float32(y), -1)


@variant("as_column")
def as_column_row_turned(y):
    """A row first, then turned."""
    return np.array([y]).T


@variant("log_fold")
def log_fold_difference(counts, control):
    """The difference of two logarithms, the control as a row."""
    return np.log2(counts + 1) - np.log2(control + 1)[None, :]


@variant("log_fold")
def log_fold_loops(counts, control):
    """Two loops and the natural logarithm."""
    result = np.zeros(counts.shape)
    for i in range(counts.shape[0]):
        for j in range(counts.shape[1]):
            result[i, j] = np.log((counts[i, j] + 1) / (control[j] + 1)) / np.log(2)
    return result


@variant("log_fold")
def log_fold_float32(counts, control):
    """Everything in single precision."""
    return np.log2((np.float32(counts) + 1) / (np.float32(control) + 1))


@variant("row_shares")
def row_shares_rows(counts):
    """A list of rows, each divided by its own sum."""
    return [row / sum(row) for row in counts]


@variant("row_shares")
def row_shares_turned(counts):
    """Turned twice, so that no axis has to be kept."""
    return (counts.T / counts.sum(axis=1)).T


@variant("row_shares")
def row_shares_product(counts):
    """The totals as a matrix product with ones."""
    return counts / (counts @ np.ones((counts.shape[1], 1)))


@variant("expressed_genes")
def expressed_genes_loop(counts, least):
    """Collects the columns one by one."""
    kept = [counts[:, j] for j in range(counts.shape[1]) if np.mean(counts[:, j]) >= least]
    return np.column_stack(kept)


@variant("expressed_genes")
def expressed_genes_deleted(counts, least):
    """Deletes the others, found by their sums."""
    low = counts.sum(axis=0) < least * len(counts)
    return np.delete(counts, np.flatnonzero(low), axis=1)


@variant("expressed_genes")
def expressed_genes_turned(counts, least):
    """Rows of the turned table, turned back."""
    return counts.T[counts.T.mean(axis=1) >= least].T


@variant("cut_noise")
def cut_noise_where(counts, limit):
    """np.where makes the new array."""
    return np.where(counts < limit, 0.0, counts)


@variant("cut_noise")
def cut_noise_product(counts, limit):
    """Times True or False."""
    return counts * (counts >= limit)


@variant("cut_noise")
def cut_noise_loops(counts, limit):
    """Two loops over an array of zeros."""
    result = np.zeros_like(counts)
    for i in range(len(counts)):
        for j in range(len(counts[i])):
            if counts[i, j] >= limit:
                result[i, j] = counts[i, j]
    return result


@variant("scale_weights")
def scale_weights_copy(params, factor):
    """Copies the dict, then puts new arrays in."""
    scaled = dict(params)
    for key in scaled:
        if "W" in key:
            scaled[key] = scaled[key] * factor
    return scaled


@variant("scale_weights")
def scale_weights_by_axes(params, factor):
    """Weights are the arrays with two axes; the keys come in another order."""
    return {k: v * (factor if v.ndim == 2 else 1) for k, v in sorted(params.items())}


@variant("scale_weights")
def scale_weights_two_dicts(params, factor):
    """Two dicts put together, with lists in one of them."""
    weights = {k: (factor * v).tolist() for k, v in params.items() if k.startswith("W")}
    return {**params, **weights}


@variant("for_each_gene")
def for_each_gene_list(f, X):
    """A list comes back."""
    return list(map(f, X.T))


@variant("for_each_gene")
def for_each_gene_along_axis(f, X):
    """NumPy's own function for it."""
    return np.apply_along_axis(f, 0, X)


@variant("for_each_gene")
def for_each_gene_filled(f, X):
    """Fills an array in a loop."""
    results = np.empty(X.shape[1])
    for j in range(X.shape[1]):
        results[j] = f(X[:, j].copy())
    return results


@variant("pick_samples")
def pick_samples_permuted(X, k, rng):
    """Shuffles a copy of the rows and takes the last k."""
    return rng.permutation(X)[-k:]


@variant("pick_samples")
def pick_samples_choice(X, k, rng):
    """choice on the rows themselves, as a list."""
    return rng.choice(X, k, replace=False, axis=0).tolist()


@variant("pick_samples")
def pick_samples_in_order(X, k, rng):
    """The rows of the k smallest random numbers, in their old order."""
    return X[np.sort(np.argsort(rng.random(len(X)))[:k])]


@variant("pick_samples")
def pick_samples_one_by_one(X, k, rng):
    """Draws row numbers until there are k different ones."""
    chosen = []
    while len(chosen) < k:
        row = int(rng.integers(len(X)))
        if row not in chosen:
            chosen.append(row)
    return np.array([X[row] for row in chosen])
