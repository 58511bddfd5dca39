"""Convolution along a sequence, its gradients, pooling, and a motif to look for.

Rows are positions: a sequence `X` is (n, c), with c channels at each of n positions. `W` is (k, c, m):
m kernels that each look at k positions at once. There are p = n - k + 1 places where a kernel fits.
"""

import numpy as np

from dna_answers.encoding import one_hot

__all__ = ["conv1d", "conv1d_grad", "max_pool", "scan_motif"]


def conv1d(X: np.ndarray, W: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Z[i] = Σ_j X[i + j]·W[j] + b: each kernel slides along, and is not flipped.

    X: (n, c); W: (k, c, m); b: (m,). Returns (p, m), a row for each place where the kernel fits.
    Strictly speaking it is a cross-correlation. Source: Goodfellow, Bengio & Courville 2016, eq. 9.6.
    """
    p = len(X) - len(W) + 1
    return sum(X[j : j + p] @ W[j] for j in range(len(W))) + b


def conv1d_grad(
    d_out: np.ndarray, X: np.ndarray, W: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The gradients of a loss by X, W and b, given its gradient by the result of `conv1d`.

    d_out: (p, m); X: (n, c); W: (k, c, m). Returns dX: (n, c), dW: (k, c, m) and db: (m,). The k
    products of `conv1d` are k dense layers that share their result: each passes on dW[j] = X[j:]ᵀ·d_out
    and adds d_out·W[j]ᵀ to the rows of dX that it has seen. Source: LeCun et al. 1989.
    """
    p, dX = len(d_out), np.zeros(X.shape)
    for j in range(len(W)):
        dX[j : j + p] += d_out @ W[j].T
    dW = np.array([X[j : j + p].T @ d_out for j in range(len(W))])
    return dX, dW, d_out.sum(axis=0)


def max_pool(A: np.ndarray, size: int) -> np.ndarray:
    """The largest value of each column in each window of `size` rows.

    A: (n, m). Returns (n // size, m): windows do not overlap, and rows left over at the end are
    dropped. Source: Dumoulin & Visin 2016, pooling arithmetic.
    """
    windows = len(A) // size
    return A[: windows * size].reshape(windows, size, A.shape[1]).max(axis=1)


def scan_motif(sequence: str, motif: np.ndarray) -> np.ndarray:
    """How well a motif fits at each position: a convolution with a single kernel, the motif.

    sequence: text of n letters; motif: (k, 4), columns A, C, G, T. Returns (n - k + 1,).
    Source: Alipanahi et al. 2015 (DeepBind), whose motif detectors are convolutions.
    """
    return conv1d(one_hot(sequence), motif[:, :, np.newaxis], np.zeros(1))[:, 0]
