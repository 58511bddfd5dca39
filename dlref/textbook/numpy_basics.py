"""The functions as the notebook writes them: the NumPy that the course uses."""

import numpy as np

from autograder.course import textbook


@textbook("as_column")
def as_column_new_axis(y):
    return y[:, None]


@textbook("log_fold")
def log_fold_formula(counts, control):
    return np.log2((counts + 1) / (control + 1))


@textbook("row_shares")
def row_shares_totals(counts):
    totals = np.sum(counts, axis=1, keepdims=True)
    return counts / totals


@textbook("expressed_genes")
def expressed_genes_mask(counts, least):
    means = np.mean(counts, axis=0)
    return counts[:, means >= least]


@textbook("cut_noise")
def cut_noise_copy(counts, limit):
    result = counts.copy()
    result[counts < limit] = 0
    return result


@textbook("scale_weights")
def scale_weights_loop(params, factor):
    scaled = {}
    for key in params:
        if key.startswith("W"):
            scaled[key] = factor * params[key]
        else:
            scaled[key] = params[key]
    return scaled


@textbook("for_each_gene")
def for_each_gene_loop(f, X):
    return np.array([f(X[:, j]) for j in range(X.shape[1])])


@textbook("pick_samples")
def pick_samples_order(X, k, rng):
    order = rng.permutation(len(X))
    return X[order[:k]]
