"""Unusual right answers: convolution along a sequence, its gradients, pooling, and a motif to look for."""

import numpy as np

from autograder.course import variant
from dna_answers.convolution import conv1d
from dna_answers.encoding import one_hot


@variant("conv1d")
def conv1d_loops(X, W, b):
    """Four loops, number by number."""
    (n, c), (k, _, m) = X.shape, W.shape
    Z = np.zeros((n - k + 1, m))
    for i in range(n - k + 1):
        for o in range(m):
            total = b[o]
            for j in range(k):
                for channel in range(c):
                    total += X[i + j, channel] * W[j, channel, o]
            Z[i, o] = total
    return Z


@variant("conv1d")
def conv1d_window_by_window(X, W, b):
    """One window at a time, against all kernels."""
    k = W.shape[0]
    rows = []
    for start in range(X.shape[0] - k + 1):
        window = X[start : start + k, :, np.newaxis]
        rows.append((window * W).sum(axis=(0, 1)) + b)
    return np.array(rows)


@variant("conv1d")
def conv1d_einsum(X, W, b):
    """All windows at once, by einsum."""
    windows = np.lib.stride_tricks.sliding_window_view(X, len(W), axis=0)
    return np.einsum("pck,kcm->pm", windows, W) + b


@variant("conv1d")
def conv1d_dense(X, W, b):
    """Each window as one long row, then a dense layer."""
    k, c, m = W.shape
    rows = np.array([X[i : i + k].ravel() for i in range(len(X) - k + 1)])
    return rows @ W.reshape(k * c, m) + b


@variant("conv1d")
def conv1d_convolve(X, W, b):
    """np.convolve, which turns the kernel round, with a kernel turned round before."""
    _, c, m = W.shape
    columns = [
        sum(np.convolve(X[:, i], W[::-1, i, o], mode="valid") for i in range(c)) + b[o]
        for o in range(m)
    ]
    return np.stack(columns, axis=1)


@variant("conv1d")
def conv1d_float32(X, W, b):
    """Everything in single precision."""
    X, W, b = np.float32(X), np.float32(W), np.float32(b)
    return np.stack([np.tensordot(X[i : i + len(W)], W, 2) + b for i in range(len(X) - len(W) + 1)])


@variant("conv1d_grad")
def conv1d_grad_place_by_place(d_out, X, W):
    """Goes through the places, as a loop of the forward pass would."""
    k = len(W)
    dX, dW, db = np.zeros_like(X), np.zeros_like(W), np.zeros(W.shape[2])
    for i in range(len(d_out)):
        dX[i : i + k] += W @ d_out[i]
        dW += X[i : i + k][:, :, None] * d_out[i]
        db += d_out[i]
    return dX, dW, db


@variant("conv1d_grad")
def conv1d_grad_by_convolution(d_out, X, W):
    """Both are convolutions: d_out, with zeros around it, by the kernel turned round; and X by d_out."""
    k, c, _ = W.shape
    padded = np.pad(d_out, ((k - 1, k - 1), (0, 0)))
    dX = conv1d(padded, W[::-1].transpose(0, 2, 1), np.zeros(c))
    dW = np.stack([conv1d(X[:, [i]], d_out[:, None, :], 0) for i in range(c)], axis=1)
    return [dX, dW, np.sum(d_out, 0)]


@variant("conv1d_grad")
def conv1d_grad_einsum(d_out, X, W):
    """dW by einsum over all windows, dX by an explicit table of what sees what, db as a product."""
    n, k, p = len(X), len(W), len(d_out)
    windows = np.lib.stride_tricks.sliding_window_view(X, k, axis=0)
    seen = np.zeros((p, k, n))
    for i in range(p):
        seen[i, np.arange(k), np.arange(i, i + k)] = 1
    dX = np.einsum("pkn,pm,kcm->nc", seen, d_out, W)
    return dX, np.einsum("pck,pm->kcm", windows, d_out), np.ones(p) @ d_out


@variant("conv1d_grad")
def conv1d_grad_float32(d_out, X, W):
    """Everything in single precision."""
    d_out, X, W = np.float32(d_out), np.float32(X), np.float32(W)
    p, k = len(d_out), len(W)
    dX, dW = np.zeros(X.shape, np.float32), np.zeros(W.shape, np.float32)
    for j in range(k):
        dX[j : j + p] += d_out @ W[j].T
        dW[j] = X[j : j + p].T @ d_out
    return dX, dW, d_out.sum(axis=0)


@variant("max_pool")
def max_pool_loop(A, size):
    """Number by number, with Python's max."""
    n, m = A.shape
    return [
        [max(A[i, column] for i in range(w * size, (w + 1) * size)) for column in range(m)]
        for w in range(n // size)
    ]


@variant("max_pool")
def max_pool_window_by_window(A, size):
    """Starts at minus infinity and keeps what is larger."""
    best = np.full((len(A) // size, A.shape[1]), -np.inf)
    for i, row in enumerate(A[: len(best) * size]):
        best[i // size] = np.maximum(best[i // size], row)
    return best


@variant("max_pool")
def max_pool_strides(A, size):
    """Compares the first rows of all windows with the second ones, and so on."""
    end = A.shape[0] - A.shape[0] % size
    return np.maximum.reduce([A[offset:end:size] for offset in range(size)])


@variant("max_pool")
def max_pool_sorted(A, size):
    """Sorts every window and takes its last row, in single precision."""
    windows = np.split(A[: A.shape[0] // size * size], A.shape[0] // size)
    return np.float32([np.sort(window, axis=0)[-1] for window in windows])


@variant("scan_motif")
def scan_motif_letter_by_letter(sequence, motif):
    """Looks the letters up in the motif, without one-hot rows and without conv1d."""
    k, scores = len(motif), []
    for i in range(len(sequence) - k + 1):
        score = 0.0
        for j, letter in enumerate(sequence[i : i + k]):
            found = "ACGT".find(letter)
            score += motif[j, found] if found >= 0 else motif[j].mean()
        scores.append(score)
    return scores


@variant("scan_motif")
def scan_motif_ravelled(sequence, motif):
    """conv1d with a kernel made by reshape, then ravel."""
    kernel = motif.reshape(len(motif), 4, 1)
    return np.ravel(conv1d(one_hot(sequence), kernel, np.array([0.0])))


@variant("scan_motif")
def scan_motif_diagonals(sequence, motif):
    """A table of every letter against every row of the motif, summed along its diagonals."""
    table = motif @ one_hot(sequence).T
    return np.array([np.trace(table[:, i:]) for i in range(len(sequence) - len(motif) + 1)])


@variant("scan_motif")
def scan_motif_two_kernels(sequence, motif):
    """Two equal kernels, of which one column is kept; the bias is a plain 0."""
    both = np.stack([motif, motif], axis=-1)
    return conv1d(one_hot(sequence), both, 0)[:, 1]
