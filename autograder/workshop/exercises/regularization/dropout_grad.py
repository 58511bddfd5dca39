"""Cases and checks: dropout_grad."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from autograder.checks import formula, relation
from autograder.compare import as_numbers, close
from autograder.feedback.wording import number_text
from autograder.model import Ask, Case, Exercise, Finding, Observation
from autograder.workshop.exercises.regularization.random_inputs import away_from_zero

Array = NDArray[Any]


def masked(rng: Generator) -> list[Case]:
    """By hand, and with masks of numbers and of booleans."""
    by_hand = np.array([[3.0, -6.0, 8.0]]), np.array([[1, 0, 1]])
    return [
        Case({"d_out": by_hand[0], "mask": by_hand[1], "p_drop": 0.2}),
        *(
            Case({"d_out": away_from_zero(rng, shape), "mask": mask.astype(kind), "p_drop": p})
            for shape, p, kind in (((9, 7), 0.2, float), ((12, 5), 0.7, bool))
            for mask in [rng.permuted(np.arange(np.prod(shape)) % 10 >= 10 * p).reshape(shape)]
        ),
        Case({"d_out": away_from_zero(rng, (2, 3)), "mask": np.ones((2, 3)), "p_drop": 0.0}),
    ]


def _same_mask(observations: list[Observation], ask: Ask) -> Finding | None:
    """d_out passes where the mask is 1, with any factor, and the rest is 0."""
    pairs, leak, factors, passing, drawn = [], "", [], [], []
    for seen in observations:
        got, kept = as_numbers(seen.value), np.asarray(seen.case.inputs["mask"]) != 0
        if got is None or got.shape != kept.shape:
            return Finding(f"The result should have the shape of d_out, here {kept.shape}.")
        leaks = got[(got != 0) & ~kept]
        if leaks.size and not leak:
            leak = f"Where the mask is 0, one gradient comes out as {number_text(leaks[0])}."
        if not kept.all():
            pairs.append((got != 0, kept))
            drawn.append(_may_be_drawn(got, seen.case.inputs["d_out"]))
        factors.append(got[kept] / seen.case.inputs["d_out"][kept])
        if seen.case.inputs["p_drop"] > 0:
            passing.append(factors[-1].any())
    if not leak and not all(passing):
        return Finding("No gradient comes through, not even where the mask is 1.")
    if not leak:
        return _one_factor(factors)
    if all((got == ~kept).all() for got, kept in pairs):
        return Finding("The wrong way round: the gradient passes where the mask is 1.", leak)
    if all((got & ~kept).any() and (kept & ~got).any() for got, kept in pairs[1:]):
        name = "dropout_grad/new-mask" if all(drawn[1:]) else None
        return Finding("This is another mask than the one given.", leak, name)
    return Finding("A gradient comes through where the mask is 0.", leak)


def _may_be_drawn(got: Array, d_out: Array) -> bool:
    """Whether d_out passes through a mask that is neither its sign nor the same for all samples."""
    mask = got != 0
    factors = got[mask] / d_out[mask]
    one_factor = factors.size and close(np.full_like(factors, factors[0]), factors).all()
    return bool(one_factor and (mask != (d_out > 0)).any() and (mask != mask[:1]).any())


def _one_factor(factors: list[Array]) -> Finding | None:
    if not all(close(np.full_like(factor, factor[0]), factor).all() for factor in factors):
        return Finding("Where the mask is 1, d_out should pass times one factor, the same for all.")
    return None


EXERCISE = Exercise(
    "dropout_grad",
    ("d_out", "mask", "p_drop"),
    (
        relation("mask", "d_out passes where the mask is 1, and only there", masked, _same_mask),
        formula(masked),
    ),
)
