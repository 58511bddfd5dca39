"""Wrong answers of the first set: the NumPy that the course uses."""

import numpy as np

from autograder.course import held_out


@held_out("as_column", kind="reshape(1, -1): the two numbers exchanged", source="written")
def as_column_exchanged(y):
    return y.reshape(1, -1)


@held_out("as_column", kind="np.array([y]): brackets around y", source="written")
def as_column_brackets(y):
    return np.array([y])


@held_out(
    "as_column",
    kind="a number for the shape: len(y) rows of zeros, filled at [i]",
    source="written",
)
def as_column_filled_flat(y):
    column = np.zeros(len(y))
    for i in range(len(y)):
        column[i] = y[i]
    return column


@held_out("as_column", kind="a loop that fills only the first row", source="written")
def as_column_first_row(y):
    column = np.zeros((len(y), 1))
    for number in y:
        column[0] = number
    return column


@held_out("as_column", kind="reshape((len(y), 1)) after astype(int)", source="written")
def as_column_whole(y):
    return y.astype(int).reshape(len(y), 1)


@held_out("log_fold", kind="the control is added up over the genes first", source="written")
def log_fold_control_sum(counts, control):
    return np.log2((counts + 1) / (np.sum(control) + 1))


@held_out(
    "log_fold",
    kind="1 is added to neither logarithm's argument but to the result",
    source="written",
)
def log_fold_one_after(counts, control):
    with np.errstate(all="ignore"):
        return np.log2(counts / control) + 1


@held_out("log_fold", kind="log1p: the natural logarithm of 1 + x, for both", source="written")
def log_fold_log1p(counts, control):
    return np.log1p(counts) - np.log1p(control)


@held_out("log_fold", kind="the brackets of the fraction forgotten", source="written")
def log_fold_no_brackets(counts, control):
    with np.errstate(all="ignore"):
        return np.log2(counts + 1 / control + 1)


@held_out("log_fold", kind="a loop over the rows that overwrites", source="written")
def log_fold_last_row(counts, control):
    for row in counts:
        fold = np.log2((row + 1) / (control + 1))
    return fold


@held_out("log_fold", kind="2 to the power of the ratio", source="written")
def log_fold_power(counts, control):
    return 2.0 ** ((counts + 1) / (control + 1))


@held_out("row_shares", kind="keepdims, but axis 0", source="written")
def row_shares_keepdims_axis_0(counts):
    return counts / np.sum(counts, axis=0, keepdims=True)


@held_out(
    "row_shares",
    kind="the mean of each gene in place of the total of each sample",
    source="written",
)
def row_shares_gene_means(counts):
    return counts / np.mean(counts, axis=0)


@held_out(
    "row_shares", kind="a loop over the samples that divides by the last total", source="written"
)
def row_shares_last_total(counts):
    for row in counts:
        total = np.sum(row)
    return counts / total


@held_out("row_shares", kind="divides by the running sums of each row", source="written")
def row_shares_running(counts):
    return counts / np.cumsum(counts, axis=1)


@held_out("row_shares", kind="subtracts the smallest count first", source="written")
def row_shares_smallest_first(counts):
    moved = counts - counts.min(axis=1, keepdims=True)
    return moved / moved.sum(axis=1, keepdims=True)


@held_out(
    "expressed_genes",
    kind="the mask in the first place of the brackets of the turned table",
    source="written",
)
def expressed_genes_left_turned(counts, least):
    keep = np.mean(counts, axis=0) >= least
    return counts.T[keep, :]


@held_out("expressed_genes", kind="the first k columns, where k is how many stay", source="written")
def expressed_genes_first_ones(counts, least):
    k = np.sum(np.mean(counts, axis=0) >= least)
    return counts[:, :k]


@held_out("expressed_genes", kind="the largest count of a gene decides", source="written")
def expressed_genes_largest(counts, least):
    return counts[:, counts.max(axis=0) >= least]


@held_out(
    "expressed_genes", kind="returns inside the loop: the first gene that stays", source="written"
)
def expressed_genes_first_found(counts, least):
    for j in range(counts.shape[1]):
        if np.mean(counts[:, j]) >= least:
            return counts[:, [j]]
    return counts


@held_out("cut_noise", kind="a whole row is cut if its mean is below the limit", source="written")
def cut_noise_rows(counts, limit):
    result = counts.copy()
    result[counts.mean(axis=1) < limit] = 0
    return result


@held_out(
    "cut_noise",
    kind="a row is cut as soon as one of its numbers is below the limit",
    source="written",
)
def cut_noise_any(counts, limit):
    result = counts.copy()
    for i in range(len(counts)):
        if np.any(counts[i] < limit):
            result[i] = 0
    return result


@held_out(
    "cut_noise", kind="the zeros are written into a copy, and counts is returned", source="written"
)
def cut_noise_wrong_name(counts, limit):
    result = counts.copy()
    result[result < limit] = 0
    return counts


@held_out("cut_noise", kind="a loop over the rows of counts, which are views", source="written")
def cut_noise_views(counts, limit):
    rows = []
    for row in counts:
        row[row < limit] = 0
        rows.append(row)
    return np.array(rows)


@held_out("scale_weights", kind="returns inside the loop, after the first key", source="written")
def scale_weights_early(params, factor):
    scaled = dict(params)
    for key in params:
        if key.startswith("W"):
            scaled[key] = factor * params[key]
            return scaled
    return scaled


@held_out(
    "scale_weights",
    kind="dict(params) is copied, but *= writes into the same arrays",
    source="written",
)
def scale_weights_shallow(params, factor):
    scaled = dict(params)
    for key in scaled:
        if key.startswith("W"):
            scaled[key] *= factor
    return scaled


@held_out("scale_weights", kind="only W1 and W2 by name", source="written")
def scale_weights_two_names(params, factor):
    return {k: factor * v if k in ("W1", "W2") else v for k, v in params.items()}


@held_out(
    "scale_weights",
    kind="the weights to the power of the factor's place: W ** factor of the size",
    source="written",
)
def scale_weights_power(params, factor):
    return {
        k: np.sign(v) * np.abs(v) ** factor if k.startswith("W") else v for k, v in params.items()
    }


@held_out(
    "for_each_gene", kind="range(len(X)): as many genes as there are samples", source="written"
)
def for_each_gene_len(f, X):
    return np.array([f(X[:, j]) for j in range(min(len(X), X.shape[1]))])


@held_out("for_each_gene", kind="f of each gene, sorted", source="written")
def for_each_gene_sorted(f, X):
    return np.sort([f(X[:, j]) for j in range(X.shape[1])])


@held_out("for_each_gene", kind="f gets everything up to gene j", source="written")
def for_each_gene_up_to(f, X):
    return np.array([f(X[:, : j + 1].ravel()) for j in range(X.shape[1])])


@held_out(
    "for_each_gene", kind="the function f itself is never called: np.median", source="written"
)
def for_each_gene_median(f, X):
    return np.median(X, axis=0)


@held_out("pick_samples", kind="k row numbers with choice, which puts them back", source="written")
def pick_samples_choice(X, k, rng):
    return X[rng.choice(len(X), k)]


@held_out("pick_samples", kind="the last k rows", source="written")
def pick_samples_last(X, k, rng):
    return X[-k:].copy()


@held_out("pick_samples", kind="k rows, each column shuffled on its own", source="written")
def pick_samples_columns(X, k, rng):
    return rng.permuted(X, axis=0)[:k]


@held_out("pick_samples", kind="permutation(k): only the first k rows are mixed", source="written")
def pick_samples_first_mixed(X, k, rng):
    return X[rng.permutation(k)]


@held_out("pick_samples", kind="the shuffled table, all of it", source="written")
def pick_samples_all(X, k, rng):
    return X[rng.permutation(len(X))]


@held_out("pick_samples", kind="np.random, NumPy's old generator", source="written")
def pick_samples_old_generator(X, k, rng):
    return X[np.random.permutation(len(X))[:k]]
