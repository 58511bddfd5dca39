"""What a drill on `dropout` shows: the mask and the scale, in training and in evaluation."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from autograder.checks import formula
from autograder.model import Case, Functions, Plain

Array = NDArray[Any]
SHAPE = (60, 200)


def layers(rng: Generator) -> list[Case]:
    """Units that all have the same value, a number of tenths."""
    p_drop = float(rng.choice([0.2, 0.3, 0.4]))
    value = float(rng.integers(11, 50) / 10)
    seed = int(rng.integers(10**6))
    return [Case({"value": value, "p_drop": p_drop, "seed": seed}, layer)]


def layer(functions: Functions, value: float, p_drop: float, seed: int) -> Plain:
    """The share of units kept, what a kept one becomes, and what is the same at the next call."""
    dropout, rng = functions["dropout"], np.random.default_rng(seed)
    A = np.full(SHAPE, value)
    out, mask = (np.asarray(part) for part in dropout(A, p_drop, rng))
    _, again = dropout(A, p_drop, rng)
    whole, of_whole = dropout(np.full(SHAPE, 7), p_drop, rng)
    off, _ = dropout(A, p_drop, rng, False)
    kept = mask.astype(bool)
    return {
        "p_drop": p_drop,
        "a unit": value,
        "share of units kept": round(float(kept.mean()), 1),
        "a unit that is kept": _one(out[kept]),
        "a unit of 7 that is kept": _one(np.asarray(whole)[np.asarray(of_whole).astype(bool)]),
        "is the mask the same in all rows?": bool((kept == kept[0]).all()),
        "is the mask the same at the next call?": bool(
            (kept == np.asarray(again).astype(bool)).all()
        ),
        "the mean unit with training=False": round(float(np.mean(off)), 1),
        "the largest unit with training=False": float(np.max(off)),
    }


def _one(units: Array) -> float | int:
    """The first of some units, as it is."""
    first: float | int = units.flat[0].item()
    return first


DRILL = formula(
    layers,
    name="drill",
    claim=f"dropout on a table of {SHAPE[0]} rows and {SHAPE[1]} columns, in which all units are equal",
)
