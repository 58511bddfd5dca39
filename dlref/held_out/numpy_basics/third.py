"""Wrong answers of the seventh set: numpy_basics."""

import numpy as np

from autograder.course import held_out


@held_out("as_column", kind="makes a row, (1, n), instead of a column", source="written")
def as_column_row(y):
    return y.reshape(1, -1)


@held_out(
    "as_column",
    kind="transposes an array with one axis, which changes nothing",
    source="written",
)
def as_column_transposed(y):
    column = np.array(y)
    column = column.T
    return column


@held_out(
    "log_fold",
    kind="brackets missing: only 1/control is divided, not the two sums",
    source="written",
)
def log_fold_no_brackets(counts, control):
    return np.log2(counts + 1 / control + 1)


@held_out("log_fold", kind="the natural logarithm instead of base 2", source="written")
def log_fold_natural(counts, control):
    a = np.log(counts + 1)
    b = np.log(control + 1)
    return a - b


@held_out("log_fold", kind="the 1 is not added to the control", source="written")
def log_fold_control_plain(counts, control):
    n, d = counts.shape
    fold = np.zeros((n, d))
    for i in range(n):
        for j in range(d):
            fold[i, j] = np.log2((counts[i, j] + 1) / control[j])
    return fold


@held_out(
    "row_shares",
    kind="divides by the total of each gene (axis 0), not of each row",
    source="written",
)
def row_shares_axis_zero(counts):
    # axis 0 = rows
    return counts / counts.sum(axis=0, keepdims=True)


@held_out(
    "row_shares",
    kind="the totals have the shape (n,), keepdims is missing, so rows do not meet them",
    source="written",
)
def row_shares_no_keepdims(counts):
    totals = np.sum(counts, axis=1)
    shares = counts / totals
    return shares


@held_out("row_shares", kind="divides in place and so changes counts", source="written")
def row_shares_in_place(counts):
    for row in counts:
        row /= row.sum()
    return counts


@held_out("expressed_genes", kind="a mean of exactly least is thrown out", source="written")
def expressed_genes_strictly(counts, least):
    means = np.mean(counts, axis=0)
    return counts[:, means > least]


@held_out(
    "expressed_genes",
    kind="compares single counts and picks numbers, not the means of columns",
    source="written",
)
def expressed_genes_single_numbers(counts, least):
    mask = counts >= least
    return counts[mask]


@held_out(
    "expressed_genes",
    kind="means over axis 1, so samples (rows) are kept instead of genes",
    source="written",
)
def expressed_genes_keeps_samples(counts, least):
    keep = []
    for i, average in enumerate(counts.mean(axis=1)):
        if average >= least:
            keep.append(i)
    return counts[keep]


@held_out(
    "cut_noise", kind="a second name instead of a copy, so counts is changed", source="written"
)
def cut_noise_second_name(counts, limit):
    new = counts
    new[new < limit] = 0
    return new


@held_out("cut_noise", kind="small numbers become the limit instead of 0", source="written")
def cut_noise_clipped(counts, limit):
    return np.clip(counts, limit, None)


@held_out(
    "scale_weights",
    kind="the dict is copied but its arrays are scaled in place, so params changes",
    source="written",
)
def scale_weights_shallow_copy(params, factor):
    scaled = params.copy()
    for key in scaled:
        if key.startswith("W"):
            scaled[key] *= factor
    return scaled


@held_out("scale_weights", kind="the biases are missing from the new dict", source="written")
def scale_weights_biases_lost(params, factor):
    return {k: v * factor for k, v in params.items() if k.startswith("W")}


@held_out("for_each_gene", kind="calls f with rows (samples) instead of columns", source="written")
def for_each_gene_rows(f, X):
    return np.array([f(gene) for gene in X])


@held_out(
    "for_each_gene",
    kind="np.append's result is not kept, so an empty array comes back",
    source="written",
)
def for_each_gene_append_lost(f, X):
    answers = np.array([])
    n_genes = X.shape[1]
    for j in range(n_genes):
        value = f(X[:, j])
        np.append(answers, value)
    return answers


@held_out("pick_samples", kind="draws with repeats, so a sample may come twice", source="written")
def pick_samples_with_repeats(X, k, rng):
    rows = rng.integers(X.shape[0], size=k)
    return X[rows]


@held_out(
    "pick_samples",
    kind="permutes only k row numbers, so it is always the first k rows",
    source="written",
)
def pick_samples_first_rows(X, k, rng):
    order = rng.permutation(k)
    picked = [X[i] for i in order]
    return np.array(picked)


@held_out("pick_samples", kind="shuffles X itself, so the argument is changed", source="written")
def pick_samples_shuffles_argument(X, k, rng):
    rng.shuffle(X)
    return X[:k, :]


@held_out("pick_samples", kind="draws from np.random instead of from rng", source="written")
def pick_samples_global_chance(X, k, rng):
    n = len(X)
    rows = np.random.choice(n, k, replace=False)
    return X[rows, :]
