"""Hints: optimizers."""

import numpy as np

from autograder.course import hint
from dlref.hints.backprop import factor, number, row


@hint(
    "sgd_step",
    "Every parameter, bias or weight, moves against its own gradient, by the learning rate times that "
    "gradient. So it shrinks where its gradient is positive and grows where it is negative. Print the "
    "dict that you return: has every key moved, or does the return stand inside the loop?",
)
def sgd_step() -> list[str]:
    """A weight with a positive gradient, a bias with a negative one."""
    lr = 0.1
    weight, bias, d_weight, d_bias = 0.5, 1.0, 2.0, -3.0
    new_weight, new_bias = weight - lr * d_weight, bias - lr * d_bias
    return [
        "Take a weight of 0.5 with the gradient 2, a bias of 1 with the gradient -3, and lr = 0.1.",
        "The loss rises with the weight, so the weight should shrink: "
        f"{number(weight)} - {lr} · {factor(d_weight)} = {number(new_weight)}.",
        "The loss falls with the bias, so the bias should grow: "
        f"{number(bias)} - {lr} · {factor(d_bias)} = {number(new_bias)}.",
        f"After the step the weight is {number(new_weight)} and the bias {number(new_bias)}.",
    ]


@hint(
    "minibatches",
    "Draw one random order of the row numbers and cut that order into pieces; each piece picks the same "
    "rows from X and from y. People slip by drawing twice, so that labels go astray, or by losing the "
    "short last piece. Try 7 numbered rows in batches of 3 and print every batch.",
)
def minibatches() -> list[str]:
    """5 samples, batches of 2, with the order written out."""
    labels, order = np.array([0, 1, 1, 0, 1]), np.array([3, 0, 4, 1, 2])
    pieces = [order[start : start + 2] for start in (0, 2, 4)]
    first, second, last = map(len, pieces)
    return [
        "Take 5 samples, rows 0 to 4, and batches of 2.",
        f"Their labels, row by row, are {row(labels)}.",
        f"Suppose the random order is {row(order)}.",
        f"Cut it after every second number: {', '.join(map(row, pieces))}.",
        f"The last piece is short, and it is kept: row {order[-1]} is a patient too.",
        f"The labels go with their rows: {', '.join(row(labels[piece]) for piece in pieces)}.",
        f"So there are {len(pieces)} pairs of profiles and labels, of "
        f"{first}, {second} and {last} samples.",
    ]


@hint(
    "momentum_step",
    "First the new velocity: the share beta of the old one survives, and the gradient is added whole. "
    "Then the parameter moves against the new velocity, not against the gradient. Call it twice, the "
    "second time with what the first gave back: with the same gradient the second step is longer.",
)
def momentum_step() -> list[str]:
    """Two steps, the gradient turning round in between."""
    lr, beta = 0.1, 0.8
    w, v = 2.0, 0.0
    lines = [
        f"Take w = 2, a velocity of 0, beta = {beta}, lr = {lr}; the gradients are 4, then -1."
    ]
    for step, g in (("First", 4.0), ("Second", -1.0)):
        new_v = beta * v + g
        new_w = w - lr * new_v
        lines += [
            f"{step} step, velocity: {beta} · {number(v)} + {factor(g)} = {number(new_v)}.",
            f"{step} step, weight: {number(w)} - {lr} · {number(new_v)} = {number(new_w)}.",
        ]
        w, v = new_w, new_v
    return [
        *lines,
        "The second gradient points the other way, and still w moves on: the velocity remembers.",
        f"After two steps w is {number(w)} and the velocity {number(v)}.",
    ]


@hint(
    "rmsprop_step",
    "First the running mean: the share beta comes from the old one, the rest from the square of the "
    "gradient. Then the root of the new mean, then plus eps, and only then the division. Try a gradient "
    "of -3, whose square is positive, and one that has always been 0, where the step must be 0.",
)
def rmsprop_step() -> list[str]:
    """One step of a weight that has seen larger gradients, and of one that has seen none."""
    lr, beta, eps, w = 0.1, 0.75, 0.01, 0.5
    g, s = -4.0, 28.0
    new_s = beta * s + (1 - beta) * g**2
    root = np.sqrt(new_s)
    step = lr * g / (root + eps)
    return [
        f"Take w = {w}, the gradient -4, sq_avg = 28, beta = {beta}, eps = {eps}, lr = {lr}.",
        f"The square of the gradient is -4 · (-4) = {number(g**2)}: no sign any more.",
        f"The new sq_avg is {beta} · 28 + {1 - beta} · {number(g**2)} = {number(new_s)}.",
        f"Its root is {number(root)}, and with eps the denominator is "
        f"{number(root)} + {eps} = {number(root + eps)}.",
        f"The step is {lr} · (-4) / {number(root + eps)} = {number(step)}.",
        "A second weight, whose gradient has always been 0, has the step 0 / (0 + 0.01) = 0.",
        f"So w becomes {w} - {factor(step)} = {number(w - step)}, and sq_avg is {number(new_s)}.",
    ]


@hint(
    "adam_step",
    "Three stages: the two running means, their correction, the step. The correction divides each mean by "
    "1 minus its beta to the power t; it serves this step alone, and m and v are given back without it. "
    "At t = 1, from zeros, the corrected m must be the gradient itself: print it.",
)
def adam_step() -> list[str]:
    """The first two steps of one weight."""
    lr, beta1, beta2, eps = 0.1, 0.9, 0.999, 1e-8
    w, m, v = 1.0, 0.0, 0.0
    lines = [
        "Take w = 1, m = v = 0, lr = 0.1, beta1 = 0.9, beta2 = 0.999; the gradients are 3, then -2; "
        "eps is too small to be seen."
    ]
    for t, g in ((1, 3.0), (2, -2.0)):
        new_m, new_v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g**2
        share_m, share_v = 1 - beta1**t, 1 - beta2**t
        m_hat, v_hat = new_m / share_m, new_v / share_v
        new_w = w - lr * m_hat / (np.sqrt(v_hat) + eps)
        power = "²" if t == 2 else ""
        lines += [
            f"t = {t}: m = 0.9 · {number(m)} + 0.1 · {factor(g)} = {number(new_m)}; "
            f"v = 0.999 · {number(v)} + 0.001 · {number(g**2)} = {number(new_v)}.",
            f"1 - 0.9{power} = {number(share_m)}, so the corrected m is "
            f"{number(new_m)} / {number(share_m)} = {number(m_hat)}.",
            f"1 - 0.999{power} = {number(share_v)}, so the corrected v is "
            f"{number(new_v)} / {number(share_v)} = {number(v_hat)}; its root is {number(np.sqrt(v_hat))}.",
            f"w = {number(w)} - 0.1 · {number(m_hat)} / {number(np.sqrt(v_hat))} = {number(new_w)}.",
        ]
        w, m, v = new_w, new_m, new_v
    return [
        *lines,
        f"After two steps w is {number(w)}; m is {number(m)} and v {number(v)}, without the correction.",
    ]


@hint(
    "step_decay",
    "First count how often the rate has fallen: once for every whole run of epochs that has passed. Each "
    "fall multiplies the rate by drop once more, which is a power. Write down the rates of epochs 8 to 11 "
    "for a fall every 10: two are alike, and the next two are half as large.",
)
def step_decay() -> list[str]:
    """Epoch 7, a fall every 3 epochs."""
    lr, drop, epoch, every = 0.8, 0.25, 7, 3
    falls = epoch // every
    rates = [lr * drop**n for n in range(falls + 1)]
    return [
        f"Take lr = {lr}, drop = {drop}, a fall every {every} epochs; which rate has epoch {epoch}?",
        f"{epoch} epochs have passed. They hold {falls} whole runs of {every}, so there were {falls} falls.",
        f"Epochs 0, 1 and 2: no fall yet, {number(rates[0])}.",
        f"Epochs 3, 4 and 5: one fall, {number(rates[0])} · {drop} = {number(rates[1])}.",
        f"Epochs 6, 7 and 8: two falls, {number(rates[1])} · {drop} = {number(rates[2])}.",
        f"So the rate of epoch {epoch} is {number(rates[falls])}.",
    ]
