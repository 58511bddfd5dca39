"""What a student's own forward pass computes, where it is a network of two layers.

It may have other activations or factors than the right one. Its gradient then follows from its cache
and from the slopes of its activations.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.model import Plain
from autograder.workshop.exercises.backprop.network import arrays_of

Array = NDArray[Any]
Params = Mapping[str, Array]
Point = tuple[Params, Array]
Forward = Callable[[list[Point]], list[Plain]]

STEP = 1e-4
FLATTEST, STEEPEST = 1e-3, 1e3
"""A slope outside of these does not count: what depends on it can't be told from nothing."""


@dataclass(frozen=True)
class Pass:
    """The cache of a forward pass."""

    Z1: Array
    A1: Array
    Z2: Array
    P: Array


@dataclass(frozen=True)
class OwnNetwork:
    """A network of two layers at one point.

    `first` and `second` are the factors of the weights and the biases in Z1 and Z2; `slope1` and `slope2`
    are the slopes of A1 and P.
    """

    at: Pass
    first: Array
    second: Array
    slope1: Array
    slope2: Array

    def gradient(self, params: Params, X: Array, y: Array) -> dict[str, Array]:
        """The gradient of the mean surprise, by the chain rule."""
        P = self.at.P
        dZ2 = (P - y) / (P * (1 - P)) * self.slope2 / len(X)
        dZ1 = self.second[0] * dZ2 @ params["W2"].T * self.slope1
        return {
            "W1": self.first[0] * X.T @ dZ1,
            "b1": self.first[1] * dZ1.sum(axis=0),
            "W2": self.second[0] * self.at.A1.T @ dZ2,
            "b2": self.second[1] * dZ2.sum(axis=0),
        }


def own_network(params: Params, X: Array, forward: Forward) -> OwnNetwork | None:
    """The network that a forward pass computes, or None if it computes no network.

    Z1, A1, Z2 and P must follow from one another, each sample and unit on its own and all in the same
    way, and the weights must matter to each of them.
    """
    alone = _passes(forward, [(params, X)])
    if alone is None:
        return None
    [at] = alone
    points = [_turned(params, X, at), _reordered(params, X), *_nearby(params, X)]
    passes = _passes(forward, points)
    if passes is None:
        return None
    everything = list(zip([(params, X), *points], [at, *passes], strict=True))
    first = _factors([(x @ p["W1"], p["b1"], one.Z1) for (p, x), one in everything])
    second = _factors([(one.A1 @ p["W2"], p["b2"], one.Z2) for (p, _), one in everything])
    turned, reordered, before, after, below, above = passes
    if first is None or second is None or not _alike(at, turned, reordered):
        return None
    with np.errstate(all="ignore"):
        slope1 = (after.A1 - before.A1) / (after.Z1 - before.Z1)
        slope2 = (above.P - below.P) / (above.Z2 - below.Z2)
    return OwnNetwork(at, first, second, slope1, slope2) if _matter(at, slope1, slope2) else None


def _passes(forward: Forward, points: list[Point]) -> list[Pass] | None:
    """The caches at some points, or None if one of them is not that of a network."""
    caches, found = forward(points), []
    for (params, X), cache in zip(points, caches, strict=False):
        arrays = arrays_of(cache, ("Z1", "A1", "Z2", "P"))
        hidden, column = (len(X), params["W1"].shape[1]), (len(X), 1)
        shapes = [hidden, hidden, column, column]
        if arrays is None or [array.shape for array in arrays.values()] != shapes:
            return None
        if not all(np.isfinite(array).all() for array in arrays.values()):
            return None
        found.append(Pass(**arrays))
    return found if len(found) == len(points) else None


def _turned(params: Params, X: Array, at: Pass) -> Point:
    """Other samples and weights with the same weighted sums in both layers."""
    rng = np.random.default_rng(0)
    turn = np.linalg.qr(rng.standard_normal((X.shape[1], X.shape[1])))[0]
    idle = np.linalg.svd(at.A1)[2][len(X) :].T  # directions in which W2 changes nothing
    W2 = params["W2"] + idle @ rng.standard_normal((idle.shape[1], 1))
    return {**params, "W1": turn.T @ params["W1"], "W2": W2}, X @ turn


def _reordered(params: Params, X: Array) -> Point:
    """The same samples and units, from the last to the first."""
    W1, b1, W2 = params["W1"][:, ::-1], params["b1"][::-1], params["W2"][::-1]
    return {**params, "W1": W1.copy(), "b1": b1.copy(), "W2": W2.copy()}, X[::-1].copy()


def _nearby(params: Params, X: Array) -> list[Point]:
    """A little less and a little more of X, then of W2."""
    less, more = 1 - STEP, 1 + STEP
    return [
        *((params, X * factor) for factor in (less, more)),
        *(({**params, "W2": params["W2"] * factor}, X) for factor in (less, more)),
    ]


def _factors(layer: list[tuple[Array, Array, Array]]) -> Array | None:
    """The factors of the weighted sums and of the biases in Z, the same at all points; None if there are none."""
    terms = np.concatenate(
        [
            np.stack([sums, np.broadcast_to(b, sums.shape)], -1).reshape(-1, 2)
            for sums, b, _ in layer
        ]
    )
    Z = np.concatenate([z.ravel() for *_, z in layer])
    factors = np.linalg.lstsq(terms, Z)[0]
    fits = np.allclose(terms @ factors, Z, rtol=1e-9, atol=1e-9 * np.abs(Z).max())
    return factors if fits and FLATTEST <= abs(factors[0]) <= STEEPEST else None


def _alike(at: Pass, turned: Pass, reordered: Pass) -> bool:
    """Whether activations depend on the sums alone, and on nothing but their own."""
    same = [(at.A1, turned.A1), (at.P, turned.P)]
    same += [(at.A1[::-1, ::-1], reordered.A1), (at.P[::-1], reordered.P)]
    return all(np.allclose(one, other, rtol=1e-6, atol=1e-9) for one, other in same)


def _matter(at: Pass, slope1: Array, slope2: Array) -> bool:
    """Whether each sample has a unit, and each unit a sample, through which the loss can be changed."""
    hidden, output = np.abs(slope1), np.abs(slope2)
    if not ((hidden <= STEEPEST).all() and (output <= STEEPEST).all()):
        return False
    on = hidden >= FLATTEST
    reached = on.any(axis=0).all() and on.any(axis=1).all() and (output >= FLATTEST).all()
    many = all(2 * len(np.unique(values)) > values.size for values in (at.A1[on], at.P))
    return bool(reached and many and ((at.P > 0) & (at.P < 1)).all())
