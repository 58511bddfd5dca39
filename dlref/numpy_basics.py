"""The NumPy that the course uses, on small tables of gene counts: a row a sample, a column a gene."""

from collections.abc import Callable

import numpy as np

__all__ = [
    "as_column",
    "cut_noise",
    "expressed_genes",
    "for_each_gene",
    "log_fold",
    "pick_samples",
    "row_shares",
    "scale_weights",
]


def as_column(y: np.ndarray) -> np.ndarray:
    """The numbers of y, one below the other. y: (n,). Returns (n, 1). Source: NumPy, the basics."""
    return y[:, None]


def log_fold(counts: np.ndarray, control: np.ndarray) -> np.ndarray:
    """log2((counts + 1) / (control + 1)): how often a count has doubled, against a control.

    counts: (n, d); control: (d,); both at least 0. Returns (n, d).
    Source: NumPy, broadcasting; the 1 is the usual pseudocount for counts of 0.
    """
    return np.log2((counts + 1) / (control + 1))


def row_shares(counts: np.ndarray) -> np.ndarray:
    """Each count as a share of its sample's total. counts: (n, d), no row all 0. Returns (n, d).

    Source: NumPy, axis and keepdims.
    """
    return counts / counts.sum(axis=1, keepdims=True)


def expressed_genes(counts: np.ndarray, least: float) -> np.ndarray:
    """The columns of the genes whose mean over all samples is at least `least`.

    counts: (n, d); least: a number. Returns (n, the number of such genes).
    Source: NumPy, boolean masks.
    """
    return counts[:, counts.mean(axis=0) >= least]


def cut_noise(counts: np.ndarray, limit: float) -> np.ndarray:
    """A copy of counts with 0 for all numbers below the limit. counts: (n, d). Returns (n, d).

    Source: NumPy, copies and views.
    """
    cut = counts.copy()
    cut[cut < limit] = 0
    return cut


def scale_weights(params: dict[str, np.ndarray], factor: float) -> dict[str, np.ndarray]:
    """All weights (keys that begin with W) times a factor, all biases as they are.

    params: a dict of arrays. Returns a new dict with the same keys and shapes.
    Source: Python, dicts.
    """
    return {key: factor * value if key.startswith("W") else value for key, value in params.items()}


def for_each_gene(f: Callable[[np.ndarray], float], X: np.ndarray) -> np.ndarray:
    """f of each column. f takes an array (n,) and gives a number; X: (n, d). Returns (d,).

    Source: Python, functions are objects.
    """
    return np.array([f(column) for column in X.T])


def pick_samples(X: np.ndarray, k: int, rng: np.random.Generator) -> np.ndarray:
    """k rows of X, drawn without putting any back. X: (n, d); 1 ≤ k ≤ n. Returns (k, d).

    Source: NumPy, random generators.
    """
    return X[rng.choice(len(X), size=k, replace=False)]
