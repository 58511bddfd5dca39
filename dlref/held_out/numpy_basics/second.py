"""Wrong answers of the sixth set: numpy_basics."""

import numpy as np

from autograder.course import held_out


@held_out(
    "as_column",
    kind="transposes with .T, which leaves an array with one axis as it is",
    source="written",
)
def as_column_transposed(y):
    column = y.T
    return column


@held_out("as_column", kind="the number of samples is hard-coded as 3", source="written")
def as_column_three(y):
    return np.reshape(y, (3, 1))


@held_out(
    "log_fold",
    kind="brackets are missing: only 1 / control is divided, not the sums",
    source="written",
)
def log_fold_no_brackets(counts, control):
    return np.log2(counts + 1 / control + 1)


@held_out(
    "log_fold",
    kind="divides the two logarithms instead of taking the logarithm of the quotient",
    source="written",
)
def log_fold_logs_divided(counts, control):
    log_counts = np.log2(counts + 1)
    log_control = np.log2(control + 1)
    fold = log_counts / log_control
    return fold


@held_out(
    "row_shares",
    kind="divides in place row by row; each row is a view, so counts changes",
    source="written",
)
def row_shares_in_place(counts):
    shares = []
    for sample in counts:
        total = sample.sum()
        sample /= total
        shares.append(sample)
    return np.array(shares)


@held_out(
    "row_shares",
    kind="axis=0: divides by the total of each gene instead of each sample",
    source="written",
)
def row_shares_axis_zero(counts):
    # axis 0 = the rows
    return counts / np.sum(counts, axis=0, keepdims=True)


@held_out(
    "expressed_genes",
    kind="every single count must reach the limit, not the mean",
    source="written",
)
def expressed_genes_all_counts(counts, least):
    keep = np.all(counts >= least, axis=0)
    return counts[:, keep]


@held_out(
    "expressed_genes", kind="silent genes are set to 0 instead of being taken out", source="written"
)
def expressed_genes_zeroed(counts, least):
    means = counts.mean(axis=0)
    result = counts.copy()
    for j in range(counts.shape[1]):
        if means[j] < least:
            result[:, j] = 0
    return result


@held_out(
    "cut_noise",
    kind="small numbers are raised to the limit (clip) instead of set to 0",
    source="written",
)
def cut_noise_clipped(counts, limit):
    return np.clip(counts, limit, None)


@held_out(
    "cut_noise",
    kind="takes the slice [:] for a copy, as with lists; counts changes",
    source="written",
)
def cut_noise_slice(counts, limit):
    clean = counts[:]
    clean[clean < limit] = 0
    return clean


@held_out(
    "scale_weights",
    kind='the condition `"W" or ...` is always true, so biases are scaled too',
    source="written",
)
def scale_weights_always_true(params, factor):
    scaled = {}
    for key, array in params.items():
        if "W" or "w" in key:
            scaled[key] = factor * array
        else:
            scaled[key] = array
    return scaled


@held_out(
    "scale_weights",
    kind="return stands inside the loop: only the first key comes back",
    source="written",
)
def scale_weights_return_in_loop(params, factor):
    new = {}
    for key in params:
        if key.startswith("W"):
            new[key] = params[key] * factor
        else:
            new[key] = params[key].copy()
        return new


@held_out(
    "for_each_gene",
    kind="np.append gives a new array that is thrown away: the result stays empty",
    source="written",
)
def for_each_gene_append_lost(f, X):
    results = np.array([])
    for j in range(X.shape[1]):
        gene = X[:, j]
        np.append(results, f(gene))
    return results


@held_out(
    "for_each_gene",
    kind="len(X) counts samples, not genes: the loop has the wrong length",
    source="written",
)
def for_each_gene_len(f, X):
    return np.array([f(X[:, i]) for i in range(len(X))])


@held_out("pick_samples", kind="rng.integers may draw the same row twice", source="written")
def pick_samples_with_repeats(X, k, rng):
    n = X.shape[0]
    rows = rng.integers(n, size=k)
    return X[rows]


@held_out(
    "pick_samples",
    kind="permutes only the numbers below k: always the first k rows",
    source="written",
)
def pick_samples_first_k(X, k, rng):
    order = rng.permutation(k)
    return X[order, :]


@held_out(
    "pick_samples", kind="draws from NumPy's global generator and ignores rng", source="written"
)
def pick_samples_global_generator(X, k, rng):
    indices = np.arange(len(X))
    np.random.shuffle(indices)
    picked = [X[i] for i in indices[:k]]
    return np.array(picked)
