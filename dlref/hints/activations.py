"""Hints: activations and their derivatives."""

import numpy as np

from autograder.course import hint


@hint(
    "sigmoid",
    "Three things make the curve: the sign of the exponent, the 1 that is added to the "
    "exponential, and the division of 1 by that whole sum. Try z = 0, where the curve must pass "
    "through 0.5. Then try a large positive z, where it must come close to 1.",
)
def sigmoid() -> list[str]:
    """z = 2."""
    power = np.exp(-2.0)
    return [
        "Take z = 2.",
        f"e to the power of -2 is {power:.4f}.",
        f"1 + {power:.4f} = {1 + power:.4f}.",
        f"1 divided by {1 + power:.4f} is {1 / (1 + power):.4f}: that is sigmoid(2).",
    ]


@hint(
    "tanh",
    "Above and below the fraction line stand the same two exponentials; only the sign between them "
    "differs. Built from a sigmoid, tanh needs the 2 in two places, in front and next to z. Try z = 0, where "
    "tanh is 0, and z = 1000, where e^z is too large for a computer but tanh is 1.",
)
def tanh() -> list[str]:
    """z = 0.75."""
    z = 0.75
    up, down = np.exp(z), np.exp(-z)
    return [
        f"Take z = {z:g}.",
        f"The two exponentials: e^{z:g} = {up:.4f} and e^-{z:g} = {down:.4f}.",
        f"Their difference: {up:.4f} - {down:.4f} = {up - down:.4f}.",
        f"Their sum: {up:.4f} + {down:.4f} = {up + down:.4f}.",
        f"tanh({z:g}) is {up - down:.4f} / {up + down:.4f} = {np.tanh(z):.4f}.",
    ]


@hint(
    "relu",
    "Each entry of z competes with 0, and the larger of the two wins. The usual slips: one winner "
    "for the whole array, or zeros written into the caller's own z. Try z = (-1, 4): two numbers go "
    "in, and two come out, 0 and 4.",
)
def relu() -> list[str]:
    """Three entries, two of them negative."""
    z = np.array([-4.0, 1.5, -0.2])
    a = np.maximum(0, z)
    return [
        f"Take z = ({z[0]:g}, {z[1]:g}, {z[2]:g}).",
        *(
            f"{name} entry: max(0, {entry:g}) = {value:g}."
            for name, entry, value in zip(("First", "Second", "Third"), z, a, strict=True)
        ),
        f"Three entries in, three out: ({a[0]:g}, {a[1]:g}, {a[2]:g}).",
    ]


@hint(
    "leaky_relu",
    "Each entry goes one of two ways. Above 0 it passes as it is; below 0 only a share of it does, "
    "slope times the entry, so that a more negative entry leaks more. The slope is the one the caller "
    "asks for. Try z = -2 with a slope of 0.5: -1 comes out.",
)
def leaky_relu() -> list[str]:
    """Two negative entries, one positive, slope 0.2."""
    z, slope = np.array([-10.0, -5.0, 3.0]), 0.2
    a = np.where(z > 0, z, slope * z)
    return [
        f"Take z = ({z[0]:g}, {z[1]:g}, {z[2]:g}) and a slope of {slope:g}.",
        f"{z[0]:g} is below 0, a share leaks: {slope:g} · ({z[0]:g}) = {a[0]:g}.",
        f"{z[1]:g} is below 0, a share leaks: {slope:g} · ({z[1]:g}) = {a[1]:g}.",
        f"{z[2]:g} is above 0 and passes unchanged.",
        f"The result is ({a[0]:g}, {a[1]:g}, {a[2]:g}).",
    ]


@hint(
    "gelu",
    "Work outwards: z plus a small share of its cube; times the root of 2/π, with the 2 on top; tanh "
    "of that; plus 1. Last come the factors z and one half. The half, the root and the cube are "
    "easily lost. Try z = 10, which should give almost 10, and z = -10, which should give almost 0.",
)
def gelu() -> list[str]:
    """z = -0.5, where the curve dips below 0."""
    z = -0.5
    share = 0.044715 * z**3
    inner = z + share
    root = np.sqrt(2 / np.pi)
    bend = np.tanh(root * inner)
    return [
        f"Take z = {z:g}. Its cube is ({z:g})³ = {z**3:g}.",
        f"A small share of that: 0.044715 · ({z**3:g}) = {share:.4f}.",
        f"The bracket: {z:g} + ({share:.4f}) = {inner:.4f}.",
        f"The root: √(2/π) = {root:.4f}, and {root:.4f} · ({inner:.4f}) = {root * inner:.4f}.",
        f"Its tanh: tanh({root * inner:.4f}) = {bend:.4f}.",
        f"Plus 1: 1 + ({bend:.4f}) = {1 + bend:.4f}.",
        f"gelu({z:g}) is 0.5 · ({z:g}) · {1 + bend:.4f} = {0.5 * z * (1 + bend):.4f}.",
    ]


@hint(
    "sigmoid_grad",
    "The slope is a product of two factors: what the sigmoid gives at z, and what is missing from "
    "there to 1. Both come from the sigmoid of z, never from z itself. Try z = 0, where both are 0.5 "
    "and the slope is 0.25, the largest it can be.",
)
def sigmoid_grad() -> list[str]:
    """z = 1."""
    z = 1.0
    s = 1 / (1 + np.exp(-z))
    return [
        f"Take z = {z:g}.",
        f"The sigmoid there: 1 / (1 + e^-{z:g}) = {s:.4f}.",
        f"What is missing from there to 1: 1 - {s:.4f} = {1 - s:.4f}.",
        f"The slope at {z:g} is {s:.4f} · {1 - s:.4f} = {s * (1 - s):.4f}.",
    ]


@hint(
    "tanh_grad",
    "There are three steps: z goes through tanh once, the outcome is squared, and the square is taken "
    "from 1. It is the outcome that is squared, not z. Try z = 0, where the slope is 1, then a large "
    "z, where the curve is flat and the slope almost 0.",
)
def tanh_grad() -> list[str]:
    """z = 2."""
    z = 2.0
    t = np.tanh(z)
    return [
        f"Take z = {z:g}.",
        f"First tanh: tanh({z:g}) = {t:.4f}.",
        f"Its square: {t:.4f}² = {t**2:.4f}.",
        f"The slope at {z:g} is 1 - {t**2:.4f} = {1 - t**2:.4f}: the curve is nearly flat there.",
    ]


@hint(
    "relu_grad",
    "A slope says by how much the output grows when z grows a little. Left of 0 the ReLU stays flat; "
    "right of 0 it grows exactly as fast as z, however large z is. Try z = 7 and z = 700: the height "
    "differs, the slope does not.",
)
def relu_grad() -> list[str]:
    """A small step from a positive and from a negative z."""
    z, step = np.array([4.0, -4.0]), 0.1
    before, after = np.maximum(0, z), np.maximum(0, z + step)
    slopes = (after - before) / step
    return [
        f"Take z = ({z[0]:g}, {z[1]:g}), and let each entry grow by {step:g}.",
        *(
            f"z from {start:g} to {start + step:g}, ReLU from {low:g} to {high:g}: "
            f"slope {high - low:g} / {step:g} = {slope:g}."
            for start, low, high, slope in zip(z, before, after, slopes, strict=True)
        ),
        f"The slopes are ({slopes[0]:g}, {slopes[1]:g}).",
    ]


@hint(
    "leaky_relu_grad",
    "The question is how steep the curve is, not how high. Right of 0 it grows as fast as z; left of "
    "0 it grows by the share that leaks, which the caller chooses. Try z = -1 and z = -100 with a "
    "slope of 0.3: both places are equally steep, 0.3.",
)
def leaky_relu_grad() -> list[str]:
    """A step of 1 on either side of the kink, slope 0.2."""
    z, slope, step = np.array([-5.0, 3.0]), 0.2, 1.0
    before, after = (np.where(at > 0, at, slope * at) for at in (z, z + step))
    slopes = (after - before) / step
    rises = (f"({after[0]:g}) - ({before[0]:g})", f"{after[1]:g} - {before[1]:g}")
    return [
        f"Take z = ({z[0]:g}, {z[1]:g}) and a slope of {slope:g}; let each entry grow by {step:g}.",
        *(
            f"z from {start:g} to {start + step:g}, curve from {low:g} to {high:g}: "
            f"it rises by {rise} = {high - low:g}."
            for start, low, high, rise in zip(z, before, after, rises, strict=True)
        ),
        f"The step was {step:g}, so these rises are the slopes: ({slopes[0]:g}, {slopes[1]:g}).",
    ]
