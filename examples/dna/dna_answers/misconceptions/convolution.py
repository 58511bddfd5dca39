"""Known wrong answers: convolution along a sequence, its gradients, pooling, and a motif to look for."""

import numpy as np

from autograder.course import misconception
from dna_answers.convolution import conv1d, conv1d_grad, max_pool, scan_motif
from dna_answers.encoding import one_hot


@misconception(
    "conv1d/kernel-flipped",
    "Your kernel is turned round, as in signal processing: here its first row meets the first row of the window.",
)
def conv1d_kernel_flipped(X, W, b):
    """The kernel runs backwards along the positions, as in np.convolve."""
    return conv1d(X, W[::-1], b)


@misconception(
    "conv1d/no-bias",
    "The bias is missing: each kernel has one, which is added at every position.",
)
def conv1d_no_bias(X, W, b):
    """Without b."""
    return conv1d(X, W, 0 * b)


@misconception(
    "conv1d/bias-at-each-offset",
    "You add the bias once for each row of the kernel; add it once, when the sum over the window is complete.",
)
def conv1d_bias_at_each_offset(X, W, b):
    """k times b, since it is added inside the loop over the kernel."""
    return conv1d(X, W, len(W) * b)


@misconception(
    "conv1d/one-too-few",
    "The last position is missing: the kernel also fits where it ends on the last row of X. Count the places for n = 5 "
    "and k = 2 with your finger.",
)
def conv1d_one_too_few(X, W, b):
    """n - k positions."""
    return conv1d(X, W, b)[:-1]


@misconception(
    "conv1d/same-length",
    "Your result is as long as X, with zeros put at its ends; here only places count where the whole kernel lies on X.",
)
def conv1d_same_length(X, W, b):
    """Padded with zeros at both ends, so that n positions come out."""
    k = len(W)
    return conv1d(np.pad(X, (((k - 1) // 2, k // 2), (0, 0))), W, b)


@misconception(
    "conv1d/full-length",
    "Your kernel hangs over both ends of X; here only places count where the whole kernel lies on X.",
)
def conv1d_full_length(X, W, b):
    """Padded with k - 1 zeros at both ends: n + k - 1 positions."""
    k = len(W)
    return conv1d(np.pad(X, ((k - 1, k - 1), (0, 0))), W, b)


@misconception(
    "conv1d/steps-of-k",
    "Your windows stand side by side, as in pooling; a kernel moves on by one position, so that windows overlap.",
)
def conv1d_steps_of_k(X, W, b):
    """The kernel jumps by its own length."""
    return conv1d(X, W, b)[:: len(W)]


@misconception(
    "conv1d/last-offset",
    "Each row of the kernel replaces what the rows before it gave: add their products up.",
)
def conv1d_last_offset(X, W, b):
    """The product with the kernel's last row alone."""
    return X[len(W) - 1 :] @ W[-1] + b


@misconception(
    "conv1d/first-offset",
    "Only the first row of the kernel is used: does your return stand inside the loop?",
)
def conv1d_first_offset(X, W, b):
    """The product with the kernel's first row alone."""
    return X[: len(X) - len(W) + 1] @ W[0] + b


@misconception(
    "conv1d/first-position",
    "Only the first position gets its value: does your return stand inside the loop?",
)
def conv1d_first_position(X, W, b):
    """0 at all positions but the first."""
    Z = conv1d(X, W, b)
    Z[1:] = 0
    return Z


@misconception(
    "conv1d/channels-apart",
    "Your channels are still apart: a kernel adds up over its positions and over all channels, into one number.",
)
def conv1d_channels_apart(X, W, b):
    """(p, c, m): no sum over the channels."""
    c = X.shape[1]
    return np.stack([conv1d(X[:, [i]], W[:, [i]], b) for i in range(c)], axis=1)


@misconception(
    "conv1d/mean",
    "You take the mean over the window; a convolution adds the products up.",
)
def conv1d_mean(X, W, b):
    """The mean of all products in a window, plus b."""
    return conv1d(X, W, 0 * b) / W[:, :, 0].size + b


@misconception(
    "conv1d/relu",
    "Your negative values have become 0: the ReLU is a step of its own, which comes after the convolution.",
)
def conv1d_relu(X, W, b):
    """A ReLU at the end."""
    return np.maximum(conv1d(X, W, b), 0)


@misconception(
    "conv1d_grad/dx-overwritten",
    "Windows overlap, so a row of X is seen from several places; in your dX each place replaces "
    "what the one before has left.",
)
def conv1d_grad_dx_overwritten(d_out, X, W):
    """= in place of +=, in a loop over the places."""
    _, dW, db = conv1d_grad(d_out, X, W)
    dX = np.zeros(X.shape)
    for i in range(len(d_out)):
        dX[i : i + len(W)] = W @ d_out[i]
    return dX, dW, db


@misconception(
    "conv1d_grad/dx-last-offset",
    "In your dX each row of the kernel replaces what the row before has left: add them up.",
)
def conv1d_grad_dx_last_offset(d_out, X, W):
    """= in place of +=, in a loop over the kernel's rows."""
    _, dW, db = conv1d_grad(d_out, X, W)
    dX = np.zeros(X.shape)
    for j in range(len(W)):
        dX[j : j + len(d_out)] = d_out @ W[j].T
    return dX, dW, db


@misconception(
    "conv1d_grad/dx-reversed",
    "In your dX the kernel runs the wrong way: the row of W that met a row of X going forward has "
    "to meet it again going back.",
)
def conv1d_grad_dx_reversed(d_out, X, W):
    """dX with the kernel turned round."""
    _, dW, db = conv1d_grad(d_out, X, W)
    return conv1d_grad(d_out, X, W[::-1])[0], dW, db


@misconception(
    "conv1d_grad/dw-reversed",
    "Your dW runs backwards along the kernel: its row j belongs to the rows of X from j on.",
)
def conv1d_grad_dw_reversed(d_out, X, W):
    """dW turned round along the kernel."""
    dX, dW, db = conv1d_grad(d_out, X, W)
    return dX, dW[::-1], db


@misconception(
    "conv1d_grad/dw-last-place",
    "Your dW comes from the last place alone: every place has its say, so add them up.",
)
def conv1d_grad_dw_last_place(d_out, X, W):
    """= in place of +=, in a loop over the places."""
    dX, _, db = conv1d_grad(d_out, X, W)
    return dX, conv1d_grad(d_out[-1:], X[-len(W) :], W)[1], db


@misconception(
    "conv1d_grad/dw-mean",
    "Your dW is divided by the number of places; whether the loss is a mean is known to d_out "
    "already.",
)
def conv1d_grad_dw_mean(d_out, X, W):
    """dW divided by the number of places."""
    dX, dW, db = conv1d_grad(d_out, X, W)
    return dX, dW / len(d_out), db


@misconception(
    "conv1d_grad/means",
    "You average over the places; whether the loss is a mean is known to d_out already, so dW and db are "
    "sums.",
)
def conv1d_grad_means(d_out, X, W):
    """dW and db divided by the number of places."""
    dX, dW, db = conv1d_grad(d_out, X, W)
    return dX, dW / len(d_out), db / len(d_out)


@misconception(
    "conv1d_grad/db-mean",
    "Your db is a mean over the places; each place adds its own share, so it is a sum.",
)
def conv1d_grad_db_mean(d_out, X, W):
    """The mean over the places for db."""
    dX, dW, db = conv1d_grad(d_out, X, W)
    return dX, dW, db / len(d_out)


@misconception(
    "conv1d_grad/db-not-summed",
    "Your db still has a row for each place; a bias is used at all of them, so add the rows up.",
)
def conv1d_grad_db_not_summed(d_out, X, W):
    """d_out itself for db."""
    dX, dW, _ = conv1d_grad(d_out, X, W)
    return dX, dW, d_out


@misconception(
    "conv1d_grad/db-one-sum",
    "Your db is one sum of everything: each kernel has a bias of its own, so add up along the "
    "places only.",
)
def conv1d_grad_db_one_sum(d_out, X, W):
    """The sum over places and kernels for db."""
    dX, dW, db = conv1d_grad(d_out, X, W)
    return dX, dW, db.sum()


@misconception(
    "conv1d_grad/db-ones",
    "Your db is 1: that is how much the result answers to b; the loss answers by d_out, added up "
    "over the places.",
)
def conv1d_grad_db_ones(d_out, X, W):
    """1 for each bias."""
    dX, dW, db = conv1d_grad(d_out, X, W)
    return dX, dW, np.ones(len(db))


@misconception(
    "conv1d_grad/no-d-out",
    "You have the slopes of the result, as if every entry of d_out were 1: the chain rule multiplies them by d_out.",
)
def conv1d_grad_no_d_out(d_out, X, W):
    """The gradients of the sum of the result."""
    return conv1d_grad(np.ones(d_out.shape), X, W)


@misconception(
    "conv1d_grad/negative",
    "All three have the wrong sign: the minus belongs to the step down the slope, which is taken elsewhere.",
)
def conv1d_grad_negative(d_out, X, W):
    """The gradients, negated."""
    return conv1d_grad(-d_out, X, W)


@misconception(
    "conv1d_grad/order",
    "The three gradients are right, but they come in another order: dX first, then dW, then db.",
)
def conv1d_grad_order(d_out, X, W):
    """(dW, db, dX)."""
    dX, dW, db = conv1d_grad(d_out, X, W)
    return dW, db, dX


@misconception(
    "conv1d_grad/order-dw-dx",
    "dX and dW have changed places: the order is dX, dW, db, as the arguments come in conv1d.",
)
def conv1d_grad_order_dw_dx(d_out, X, W):
    """(dW, dX, db)."""
    dX, dW, db = conv1d_grad(d_out, X, W)
    return dW, dX, db


def _windows(A, size):
    """(n // size, size, m): the windows that are to be pooled."""
    return A[: len(A) // size * size].reshape(-1, size, A.shape[1])


@misconception(
    "max_pool/mean",
    "You take the mean of each window; here it is the largest value.",
)
def max_pool_mean(A, size):
    """The mean of each window."""
    return _windows(A, size).mean(axis=1)


@misconception(
    "max_pool/steps-of-1",
    "Your windows overlap, as in a convolution: here the next one begins where the last one ends.",
)
def max_pool_steps_of_1(A, size):
    """Windows that move by one row: n - size + 1 of them."""
    return np.array([A[i : i + size].max(axis=0) for i in range(len(A) - size + 1)])


@misconception(
    "max_pool/starts-at-zero",
    "Where a window holds nothing above 0 yours gives 0: is the largest value so far set to 0 at the start?",
)
def max_pool_starts_at_zero(A, size):
    """The larger of 0 and the maximum."""
    return np.maximum(max_pool(A, size), 0)


@misconception(
    "max_pool/keeps-the-rest",
    "The rows left over at the end have a window of their own in yours: here they are dropped.",
)
def max_pool_keeps_the_rest(A, size):
    """A last window of fewer rows, where some are left over."""
    return np.array([A[i : i + size].max(axis=0) for i in range(0, len(A), size)])


@misconception(
    "max_pool/drops-the-first",
    "You drop the rows that are too many at the start: begin with the first row, and drop what is left at the end.",
)
def max_pool_drops_the_first(A, size):
    """What is too much is dropped at the start."""
    return max_pool(A[len(A) % size :], size)


@misconception(
    "max_pool/one-number-per-window",
    "You take the largest value of a whole window, over all columns: each column is another kernel, and keeps its own.",
)
def max_pool_one_number_per_window(A, size):
    """(n // size,): the maximum over rows and columns of each window."""
    return max_pool(A, size).max(axis=1)


@misconception(
    "max_pool/along-columns",
    "You pool along the columns: a window is made of neighbouring rows, which are neighbouring positions.",
)
def max_pool_along_columns(A, size):
    """Windows of columns."""
    return max_pool(A.T, size).T


@misconception(
    "max_pool/whole-column",
    "You take the largest value of each whole column: there should be one for each window of `size` rows.",
)
def max_pool_whole_column(A, size):
    """(m,): the maximum of each column."""
    return A.max(axis=0)


@misconception(
    "max_pool/every-size-th",
    "You keep one row of each window, whatever is in it: compare the rows, column by column.",
)
def max_pool_every_size_th(A, size):
    """The first row of each window."""
    return _windows(A, size)[:, 0]


@misconception(
    "max_pool/rows-dealt-out",
    "Your windows are made of rows that lie far apart: after the reshape, neighbours have to share a window. Look at "
    "the order of the two sizes.",
)
def max_pool_rows_dealt_out(A, size):
    """The two sizes of the reshape are swapped."""
    windows = len(A) // size
    return A[: windows * size].reshape(size, windows, A.shape[1]).max(axis=0)


@misconception(
    "max_pool/place-of-the-maximum",
    "You say where in its window the largest value stands; the value itself is wanted.",
)
def max_pool_place_of_the_maximum(A, size):
    """The index within each window."""
    return _windows(A, size).argmax(axis=1)


@misconception(
    "max_pool/minimum",
    "You take the smallest value of each window; here it is the largest.",
)
def max_pool_minimum(A, size):
    """The minimum of each window."""
    return -max_pool(-A, size)


@misconception(
    "scan_motif/column",
    "The scores are right, but they still stand in a column: one number for each position is wanted, without a second "
    "axis.",
)
def scan_motif_column(sequence, motif):
    """(n - k + 1, 1), as conv1d gives it."""
    return scan_motif(sequence, motif)[:, None]


@misconception(
    "scan_motif/motif-reversed",
    "You look for the motif read backwards: its first row scores the first letter of each place.",
)
def scan_motif_motif_reversed(sequence, motif):
    """The motif's rows in reverse order."""
    return scan_motif(sequence, motif[::-1])


@misconception(
    "scan_motif/reverse-complement",
    "You look for the motif on the other strand: read it as it stands, with the columns A, C, G, T.",
)
def scan_motif_reverse_complement(sequence, motif):
    """Rows and columns reversed: the motif on the other strand."""
    return scan_motif(sequence, motif[::-1, ::-1])


@misconception(
    "scan_motif/best-score",
    "You give the best score alone; every place where the motif fits should have its own.",
)
def scan_motif_best_score(sequence, motif):
    """The largest score."""
    return scan_motif(sequence, motif).max()


@misconception(
    "scan_motif/best-place",
    "You say where the motif fits best; the scores of all places are wanted.",
)
def scan_motif_best_place(sequence, motif):
    """The place of the largest score."""
    return int(scan_motif(sequence, motif).argmax())


@misconception(
    "scan_motif/consensus",
    "You count the letters that match the motif's favourites; the motif says more than that, a number for each base.",
)
def scan_motif_consensus(sequence, motif):
    """How many letters are the base with the largest number in their row."""
    favourites = np.eye(4)[motif.argmax(axis=1)]
    return scan_motif(sequence, favourites)


@misconception(
    "scan_motif/mean",
    "You divide by the length of the motif: a score is the sum over its positions.",
)
def scan_motif_mean(sequence, motif):
    """The mean over the motif's positions."""
    return scan_motif(sequence, motif) / len(motif)


@misconception(
    "scan_motif/product",
    "You multiply the numbers along the motif; a score is their sum.",
)
def scan_motif_product(sequence, motif):
    """The product over the motif's positions."""
    each, k = one_hot(sequence) @ motif.T, len(motif)
    places = range(len(sequence) - k + 1)
    return np.array([np.prod([each[i + j, j] for j in range(k)]) for i in places])


@misconception(
    "scan_motif/one-too-few",
    "The last place is missing: the motif also fits where it ends on the last letter.",
)
def scan_motif_one_too_few(sequence, motif):
    """n - k places."""
    return scan_motif(sequence, motif)[:-1]


@misconception(
    "scan_motif/same-length",
    "You give a score for every letter; near the end the motif no longer fits, and there should be none.",
)
def scan_motif_same_length(sequence, motif):
    """n scores: 0 stands for what lies behind the end."""
    behind = np.zeros((len(motif) - 1, 4))
    X = np.concatenate([one_hot(sequence), behind])
    return conv1d(X, motif[:, :, None], np.zeros(1))[:, 0]
