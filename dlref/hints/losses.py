"""Hints: losses and their gradients."""

import numpy as np

from autograder.course import hint


@hint(
    "mse",
    "Three steps, in this order: the difference of each pair, its square, the mean of the squares. "
    "Averaged before squaring, errors cancel; a root or a ½ would change the size. Try errors of 2 "
    "and -2: the loss is 4, since squares can't cancel.",
)
def mse() -> list[str]:
    """Four measurements."""
    y, p = np.array([3.0, 5.0, 0.0, 1.0]), np.array([4.0, 2.0, 0.0, 3.0])
    e = p - y
    q = e**2
    return [
        f"Truth ({y[0]:g}, {y[1]:g}, {y[2]:g}, {y[3]:g}), "
        f"prediction ({p[0]:g}, {p[1]:g}, {p[2]:g}, {p[3]:g}).",
        f"The errors are {e[0]:g}, {e[1]:g}, {e[2]:g} and {e[3]:g}.",
        f"Their squares are {q[0]:g}, {q[1]:g}, {q[2]:g} and {q[3]:g}.",
        f"Added up: {q[0]:g} + {q[1]:g} + {q[2]:g} + {q[3]:g} = {q.sum():g}.",
        f"There are {q.size} pairs, so the mean is {q.sum():g} / {q.size} = {q.mean():g}.",
    ]


@hint(
    "log_likelihood",
    "Each sample adds the log of the probability that was given to what really happened: p for a "
    "label of 1, and 1 - p for a label of 0. It is a sum, without a mean and without a minus in "
    "front. Try one healthy sample with p = 0.2: the answer is log 0.8, which is -0.2231.",
)
def log_likelihood() -> list[str]:
    """One cancer, one healthy sample."""
    p, q = 0.8, 0.3
    cancer, healthy = np.log(p), np.log(1 - q)
    return [
        f"Two biopsies: a cancer (y = 1) with p = {p:g}, and a healthy one (y = 0) with p = {q:g}.",
        f"The cancer: 1 · log({p:g}) + 0 · log({1 - p:g}) = {cancer:.4f}.",
        f"The healthy one: 0 · log({q:g}) + 1 · log({1 - q:g}) = {healthy:.4f}.",
        "For each label one half of the formula is multiplied by 0 and falls silent.",
        f"The sum is {cancer:.4f} + ({healthy:.4f}) = {cancer + healthy:.4f}.",
    ]


@hint(
    "bce",
    "Each sample costs minus the log of the probability that was given to the truth: p for a cancer, "
    "1 - p for a healthy sample. The loss is the mean of the costs. Before any log, p is kept a tiny "
    "bit away from 0 and 1. Try p = 0.5 for everybody: 0.6931, whatever the labels.",
)
def bce() -> list[str]:
    """One healthy sample, one cancer."""
    p, q = 0.6, 0.75
    healthy, cancer = -np.log(1 - p), -np.log(q)
    return [
        f"Two biopsies: a healthy one (y = 0) with p = {p:g}, and a cancer (y = 1) with p = {q:g}.",
        "Neither p is 0 or 1, so the clip leaves both as they are.",
        f"Healthy: the truth was given 1 - {p:g} = {1 - p:g} and costs -log({1 - p:g}) = {healthy:.4f}.",
        f"Cancer: the truth was given {q:g} and costs -log({q:g}) = {cancer:.4f}.",
        f"The mean is ({healthy:.4f} + {cancer:.4f}) / 2 = {(healthy + cancer) / 2:.4f}.",
    ]


@hint(
    "bce_grad",
    "Each prediction has a slope of its own. For a label of 1 it comes from the term with 1/p and"
    " is negative. For a label of 0 it comes from the term with 1/(1 - p) and is positive. The "
    "loss is a mean, so each slope is divided by n. Try a single cancer with p = 0.5: the slope "
    "is -2.",
)
def bce_grad() -> list[str]:
    """One healthy sample, one cancer."""
    p, q, n = 0.6, 0.25, 2
    healthy, cancer = 1 / (1 - p), -1 / q
    return [
        f"Two samples: a healthy one (y = 0) with p = {p:g}, and a cancer (y = 1) with p = {q:g}.",
        f"Healthy: only the second term counts, 1 / (1 - {p:g}) = {healthy:g}.",
        f"Its share in the mean of {n} samples: {healthy:g} / {n} = {healthy / n:g}. "
        "Positive: more p would raise the loss.",
        f"Cancer: only the first term counts, -1 / {q:g} = {cancer:g}.",
        f"Its share: {cancer:g} / {n} = {cancer / n:g}. Negative: more p would lower the loss.",
        f"The gradient is ({healthy / n:g}, {cancer / n:g}).",
    ]


@hint(
    "bce_from_logits",
    "There are three terms for each sample: the larger of z and 0, then y times z, which is taken"
    " away, then a log. In that log e only ever has a negative exponent, so it can't overflow. z "
    "is a logit, any number, and never goes into the log itself. Try y = 1 and z = 1000: the loss"
    " is 0.",
)
def bce_from_logits() -> list[str]:
    """A cancer and a healthy sample, both on the wrong side."""
    y, z = np.array([1.0, 0.0]), np.array([-1.0, 4.0])
    top, product, small = np.maximum(z, 0), y * z, np.exp(-np.abs(z))
    tail = np.log(1 + small)
    loss = top - product + tail
    return [
        f"Two samples: y = {y[0]:g} with z = {z[0]:g}, and y = {y[1]:g} with z = {z[1]:g}.",
        f"First sample: max({z[0]:g}, 0) = {top[0]:g}, and y · z is {product[0]:g}.",
        f"The log term: e^-{abs(z[0]):g} = {small[0]:.4f}, and log(1 + {small[0]:.4f}) = {tail[0]:.4f}.",
        f"Its loss: {top[0]:g} - ({product[0]:g}) + {tail[0]:.4f} = {loss[0]:.4f}.",
        f"Second sample: max({z[1]:g}, 0) = {top[1]:g}, and y · z is {product[1]:g}.",
        f"The log term: e^-{abs(z[1]):g} = {small[1]:.4f}, and log(1 + {small[1]:.4f}) = {tail[1]:.4f}.",
        f"Its loss: {top[1]:g} - {product[1]:g} + {tail[1]:.4f} = {loss[1]:.4f}.",
        f"The mean is ({loss[0]:.4f} + {loss[1]:.4f}) / 2 = {loss.mean():.4f}.",
    ]


@hint(
    "bce_from_logits_grad",
    "z first becomes a probability, and from that the label is taken away, in this order. Since "
    "the loss is a mean, each entry is divided by how many there are. Comparing z itself with the"
    " label is the usual slip. Try a single sample with y = 0 and z = 0: the slope is 0.5.",
)
def bce_from_logits_grad() -> list[str]:
    """A healthy sample and a cancer, both on the wrong side."""
    y, z = np.array([0.0, 1.0]), np.array([3.0, -2.0])
    p = 1 / (1 + np.exp(-z))
    gap = p - y
    g = gap / 2
    return [
        f"Two samples: healthy (y = {y[0]:g}) with z = {z[0]:g}, cancer (y = {y[1]:g}) with z = {z[1]:g}.",
        f"Their probabilities: sigmoid({z[0]:g}) = {p[0]:.4f} and sigmoid({z[1]:g}) = {p[1]:.4f}.",
        f"Prediction minus truth: {p[0]:.4f} - {y[0]:g} = {gap[0]:.4f} "
        f"and {p[1]:.4f} - {y[1]:g} = {gap[1]:.4f}.",
        f"Two samples share the mean: {gap[0]:.4f} / 2 = {g[0]:.4f} and {gap[1]:.4f} / 2 = {g[1]:.4f}.",
        "Both predictions are wrong: the first z should fall (positive slope), the second rise.",
        f"The gradient is ({g[0]:.4f}, {g[1]:.4f}).",
    ]


@hint(
    "softmax",
    "There are three steps, all within a row. Take off the row's largest score, so that no "
    "exponential is too large. Take exponentials. Divide by the row's own sum. A largest score or"
    " a sum of the whole table, or of a column, would mix the samples. Try a row of equal scores:"
    " each class gets the same share.",
)
def softmax() -> list[str]:
    """A row of very large scores and a row of equal ones."""
    Z = np.array([[1000.0, 1002.0], [5.0, 5.0]])
    top = Z.max(axis=1)
    down = Z - top[:, None]
    e = np.exp(down)
    total = e.sum(axis=1)
    p, q = e / total[:, None]
    return [
        f"Two samples: the scores are ({Z[0, 0]:g}, {Z[0, 1]:g}) in one row, "
        f"({Z[1, 0]:g}, {Z[1, 1]:g}) in the other.",
        f"First row, less its largest: {Z[0, 0]:g} - {top[0]:g} = {down[0, 0]:g} "
        f"and {Z[0, 1]:g} - {top[0]:g} = {down[0, 1]:g}.",
        f"Exponentials: e^{down[0, 0]:g} = {e[0, 0]:.4f} and e^{down[0, 1]:g} = {e[0, 1]:g}; "
        f"their sum: {e[0, 0]:.4f} + {e[0, 1]:g} = {total[0]:.4f}.",
        f"Shares: {e[0, 0]:.4f} / {total[0]:.4f} = {p[0]:.4f} "
        f"and {e[0, 1]:g} / {total[0]:.4f} = {p[1]:.4f}.",
        f"Second row, less its own largest: {down[1, 0]:g} and {down[1, 1]:g}; "
        f"exponentials {e[1, 0]:g} and {e[1, 1]:g}.",
        f"Their sum is {total[1]:g}, so each share is {e[1, 0]:g} / {total[1]:g} = {q[0]:g}.",
        f"The rows become ({p[0]:.4f}, {p[1]:.4f}) and ({q[0]:g}, {q[1]:g}).",
    ]


@hint(
    "cross_entropy",
    "Each sample costs minus the log of what was given to its true class, even where another "
    "class has more. Keep it a tiny bit above 0, where the log has no end. The mean is over the "
    "samples, not over all entries. Try three classes with 1/3 each: the loss is 1.0986, whatever"
    " the truth.",
)
def cross_entropy() -> list[str]:
    """Two samples, three tissues."""
    P = np.array([[0.1, 0.8, 0.1], [0.25, 0.35, 0.4]])
    breast, lung = P[0, 1], P[1, 0]
    first, second = -np.log(breast), -np.log(lung)
    return [
        "The columns are lung, breast and colon; two samples, so two rows.",
        f"First sample, truth (0, 1, 0), prediction ({P[0, 0]:g}, {P[0, 1]:g}, {P[0, 2]:g}): "
        f"breast was given {breast:g}.",
        f"Its cost: -log({breast:g}) = {first:.4f}.",
        f"Second sample, truth (1, 0, 0), prediction ({P[1, 0]:g}, {P[1, 1]:g}, {P[1, 2]:g}): "
        f"lung was given {lung:g}.",
        f"Its cost: -log({lung:g}) = {second:.4f}, although colon, with {P[1, 2]:g}, looked likelier.",
        f"The mean over the two samples is ({first:.4f} + {second:.4f}) / 2 = {(first + second) / 2:.4f}.",
    ]
