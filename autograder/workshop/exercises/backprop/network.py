"""Networks for the exercises: random ones, one worked by hand, and helpers to read results."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from autograder.compare import as_numbers
from autograder.model import Plain

Array = NDArray[Any]


def networks(rng: Generator) -> list[dict[str, Plain]]:
    """The network by hand, then two with n, d and h all different."""
    return [network_by_hand(), network(rng, 3, 5, 4), network(rng, 5, 6, 8)]


def network(rng: Generator, n: int, d: int, h: int) -> dict[str, Plain]:
    """A network, a batch and its cache, each unit on for some samples and off for others.

    It is made backwards: the cache is chosen, then the weights that lead to it are solved for.
    That needs n <= d and n <= h. n is odd, so that the pattern of units has full rank.
    """
    on = (np.arange(n)[:, np.newaxis] + np.arange(h)) % n < (n + 1) // 2
    size = rng.uniform(0.3, 2.0, (n, h))
    P = rng.uniform(0.1, 0.9, (n, 1))
    cache = {
        "Z1": np.where(on, size, -size),
        "A1": np.where(on, size, 0.0),
        "Z2": np.log(P) - np.log1p(-P),
        "P": P,
    }
    X = rng.standard_normal((n, d))
    b1 = rng.choice([-1, 1], h) * rng.uniform(0.2, 1.0, h)
    b2 = rng.choice([-1, 1], 1) * rng.uniform(0.2, 1.0, 1)
    params = {
        "W1": np.linalg.lstsq(X, cache["Z1"] - b1)[0],
        "b1": b1,
        "W2": np.linalg.lstsq(cache["A1"], cache["Z2"] - b2)[0],
        "b2": b2,
    }
    y = rng.permutation(np.resize([1.0, 0.0], n))[:, np.newaxis]
    return {"params": params, "X": X, "cache": cache, "y": y}


def network_by_hand() -> dict[str, Plain]:
    """The network and the one sample that the notebook works by hand."""
    return {
        "params": {
            "W1": np.array([[0.5, 1.0, -1.0], [0.5, -1.0, 0.5]]),
            "b1": np.array([0.5, 0.0, 1.0]),
            "W2": np.array([[0.5], [1.0], [-1.5]]),
            "b2": np.array([0.5]),
        },
        "X": np.array([[1.0, 2.0]]),
        "cache": {
            "Z1": np.array([[2.0, -1.0, 1.0]]),
            "A1": np.array([[2.0, 0.0, 1.0]]),
            "Z2": np.array([[0.0]]),
            "P": np.array([[0.5]]),
        },
        "y": np.array([[1.0]]),
    }


def arrays_of(value: Plain, names: tuple[str, ...]) -> dict[str, Array] | None:
    """These entries of a dict as arrays, or None if one is missing or not numeric."""
    if not isinstance(value, Mapping):
        return None
    arrays = {name: as_numbers(value.get(name)) for name in names}
    found = {k: np.asarray(a, float) for k, a in arrays.items() if a is not None and a.size}
    return found if len(found) == len(names) else None
