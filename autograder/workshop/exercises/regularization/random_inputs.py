"""Random numbers for the exercises on regularization."""

from __future__ import annotations

from typing import Any

from numpy.random import Generator
from numpy.typing import NDArray

Array = NDArray[Any]


def away_from_zero(rng: Generator, shape: tuple[int, ...]) -> Array:
    """Numbers of both signs, 0.2 < |x| < 3."""
    return rng.choice([-1.0, 1.0], shape) * rng.uniform(0.2, 3.0, shape)
