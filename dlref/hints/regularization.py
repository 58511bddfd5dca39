"""Hints: regularization."""

import numpy as np

from autograder.course import hint
from dlref.hints.backprop import factor, number, row

_P_DROP = 0.2
_DRAWN = np.array([[0.63, 0.12, 0.85], [0.07, 0.41, 0.94]])
_MASK = _DRAWN >= _P_DROP


@hint(
    "dropout",
    "Draw a number between 0 and 1 for each unit of each sample; a share p_drop of them lies below p_drop, "
    "and those units go. The others are divided by the probability to be kept, in out but not in the mask. "
    "Try 10,000 ones with p_drop = 0.2: about 80 % are kept, as 1.25 each, and the mean stays near 1.",
)
def dropout() -> list[str]:
    """Two samples, three units, with the draws written out."""
    A = np.array([[1.0, 2, 3], [4, 5, 6]])
    keep = 1 - _P_DROP
    out = A * _MASK / keep
    mask = f"{row(_MASK[0])} and {row(_MASK[1])}"
    return [
        f"Take two samples of three units, {row(A[0])} and {row(A[1])}, and p_drop = {_P_DROP}.",
        f"Suppose the draws are {row(_DRAWN[0])} and {row(_DRAWN[1])}.",
        f"{' and '.join(map(number, _DRAWN[~_MASK]))} lie below {_P_DROP}: those two units go, the other "
        f"four stay, so the mask is {mask}.",
        f"The probability to be kept is 1 - {_P_DROP} = {number(keep)}.",
        f"The first unit becomes 1 / {number(keep)} = {number(out[0, 0])}, the third "
        f"3 / {number(keep)} = {number(out[0, 2])}, and so on; a dropped unit is 0.",
        "With training off nothing is drawn: A comes out as it is, with a mask of ones.",
        f"In training, out is {row(out[0])} and {row(out[1])}, with the mask {mask}.",
    ]


@hint(
    "dropout_grad",
    "The gradient meets what A met on the way forward: the mask that you are given, and the same "
    "enlargement of whatever was kept. Nothing is drawn here. Print the result beside the mask: 0 wherever "
    "the mask is 0, and a little further from 0 than d_out everywhere else.",
)
def dropout_grad() -> list[str]:
    """The mask of the case of `dropout`."""
    d_out = np.array([[0.4, -0.2, 0.8], [0.6, -1.0, 0.2]])
    keep = 1 - _P_DROP
    d_in = d_out * _MASK / keep
    return [
        f"Take p_drop = {_P_DROP} and the mask {row(_MASK[0])} and {row(_MASK[1])} from the way forward.",
        f"The gradient that comes back is {row(d_out[0])} and {row(d_out[1])}.",
        "Two units were dropped, the second of sample 1 and the first of sample 2: their gradient is 0.",
        f"The others were divided by {number(keep)}, and so is their gradient: "
        f"{number(d_out[0, 0])} / {number(keep)} = {number(d_in[0, 0])}, "
        f"{number(d_out[1, 1])} / {number(keep)} = {number(d_in[1, 1])}, and so on.",
        f"What goes on to A is {row(d_in[0])} and {row(d_in[1])}.",
    ]


@hint(
    "l2_penalty",
    "Square each weight, add up the squares of all weight matrices, and take half of lam times "
    "that sum. A mean would make a weight cheaper the more there are. Try a single weight of 3 "
    "with lam = 2, whose price is 9. Then add a bias of 100: the price must not move.",
)
def l2_penalty() -> list[str]:
    """Two matrices and a bias that does not count."""
    W1, W2 = np.array([[2.0, -1.0, 0.0], [0.0, 1.0, -3.0]]), np.array([[-2.0], [1.0], [1.0]])
    lam = 0.2
    squares1, squares2 = W1**2, W2**2
    sum1, sum2 = squares1.sum(), squares2.sum()
    total = sum1 + sum2
    return [
        f"Take W1 with the rows {row(W1[0])} and {row(W1[1])}, W2 with {row(W2)}, and lam = {lam}.",
        f"The squares of W1: {' + '.join(map(number, squares1.flat))} = {number(sum1)}.",
        f"The squares of W2: {' + '.join(map(number, squares2.flat))} = {number(sum2)}.",
        "The biases are free: a bias of 5 in b1 adds nothing.",
        f"Together {number(sum1)} + {number(sum2)} = {number(total)}.",
        f"Half of lam, times that sum: {lam} / 2 · {number(total)} = {number(lam / 2 * total)}.",
        f"The penalty is {number(lam / 2 * total)}.",
    ]


@hint(
    "l2_grads",
    "The slope of the penalty is lam times the weight, since the 2 of the square meets the ½. It is added "
    "for weight matrices alone; a bias keeps its gradient. Print the caller's gradients before and after "
    "your call: they must be the same, so the sums belong in new arrays.",
)
def l2_grads() -> list[str]:
    """Three weights and a bias."""
    lam, w, g = 0.2, np.array([2.0, -1.0, 0.0]), np.array([0.1, 0.1, -0.3])
    with_decay = g + lam * w
    return [
        f"Take lam = {lam} and a W1 with the weights {row(w)}, whose gradients are {row(g)}.",
        *(
            f"The weight {number(w[i])}: {number(g[i])} + {lam} · {factor(w[i])} = "
            f"{number(with_decay[i])}{why}."
            for i, why in enumerate(
                (", so it goes down, towards 0", ", so it goes up, towards 0", ", as it was")
            )
        ),
        "A bias of 5 with the gradient 0.4 keeps 0.4: biases have no price.",
        f"So W1 gets {row(with_decay)} and the bias 0.4; the gradients you were given are untouched.",
    ]


@hint(
    "early_stopping",
    "Carry along the lowest loss so far, its epoch, and how many epochs have passed since then. Each loss "
    "is compared with the lowest, not with the one before, and an equal one is not new. Print the three in "
    "every round for the notebook's losses, and try losses that always fall: then the last epoch is the stop.",
)
def early_stopping() -> list[str]:
    """Six losses, patience 3, a tie and a loss that is never seen."""
    losses, patience = [0.9, 0.7, 0.8, 0.7, 0.75, 0.6], 3
    says = {
        0: "the first loss is the lowest so far",
        1: "a new lowest loss, so the count is 0",
        2: "higher",
        3: "better than the epoch before, but only equal to the lowest",
        4: "higher than the lowest",
    }
    lines = [f"Take the losses {', '.join(map(number, losses))} and patience {patience}."]
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        waited = epoch - best
        count = f", so the count is {waited}" if waited else ""
        lines.append(f"Epoch {epoch}, {number(loss)}: {says[epoch]}{count}.")
        if waited == patience:
            break
    return [
        *lines,
        f"The count has reached {patience}: stop. The {number(losses[-1])} of epoch 5 is never seen.",
        f"So the stop is epoch {epoch}, and the best was epoch {best}.",
    ]
