"""Cases and checks: dropout, by its own mask and the share of units that it keeps."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from autograder.checks import relation, robustness, whole_numbers
from autograder.compare import as_numbers, close
from autograder.feedback.wording import number_text
from autograder.model import Ask, Case, Exercise, Finding, Functions, Observation, Plain
from autograder.values import plain
from autograder.workshop.exercises.regularization.dropout_drill import DRILL
from autograder.workshop.exercises.regularization.random_inputs import away_from_zero

Array = NDArray[Any]

SURE = 7.0
"""Standard deviations from the expected share: a false alarm in fewer than 10^11 draws."""


def draws(rng: Generator) -> list[Case]:
    """p = 0.2 and p = 0.7, the first of them twice with one seed; no mask fits A by chance."""
    A = away_from_zero(rng, (int(rng.integers(60, 100)), int(rng.integers(50, 90))))
    seeds = [int(seed) for seed in rng.integers(2**31, size=2)]
    settings = [(0.2, seeds[0]), (0.7, seeds[1]), (0.2, seeds[0])]
    return [Case({"A": A, "p_drop": p, "seed": seed}, two_draws) for p, seed in settings]


def no_drop(rng: Generator) -> list[Case]:
    """p = 0."""
    inputs = {"A": away_from_zero(rng, (5, 4)), "p_drop": 0.0, "seed": int(rng.integers(2**31))}
    return [Case(inputs, two_draws)]


def whole(rng: Generator) -> list[Case]:
    """Whole numbers, which the scale makes numbers between them."""
    inputs = {"A": rng.integers(1, 10, (6, 5)), "p_drop": 0.3, "seed": int(rng.integers(2**31))}
    return [Case(inputs, two_draws)]


def two_draws(functions: Functions, A: Array, p_drop: float, seed: int) -> Plain:
    """Dropout twice with one generator, in training."""
    rng, again = np.random.default_rng(seed), A.copy()
    return [plain(functions["dropout"](given, p_drop, rng)) for given in (A, again)]


def evaluations(rng: Generator) -> list[Case]:
    """Dropout switched off, then on: passing while off counts only if on has an effect."""
    return [
        Case(
            {"A": away_from_zero(rng, (9, 7)), "p_drop": p_drop}
            | {"seed": int(rng.integers(2**31)), "training": training},
            evaluate,
        )
        for p_drop, training in ((0.2, False), (0.7, False), (0.7, True))
    ]


def evaluate(functions: Functions, A: Array, p_drop: float, seed: int, training: bool) -> Plain:
    """Dropout once, with all its arguments."""
    return functions["dropout"](A, p_drop, np.random.default_rng(seed), training)


@dataclass(frozen=True)
class Draw:
    """One result of dropout that has the right form; `kept` is where the mask is not 0."""

    A: Array
    p_drop: float
    out: Array
    mask: Array

    @property
    def kept(self) -> Array:
        """Where a unit is kept."""
        return self.mask != 0

    def scaled_by(self, factor: float) -> bool:
        """Whether all kept units are that multiple of what they were, and all others 0."""
        return bool(close(self.kept * factor, self.out / self.A).all())


def _draw(A: Array, p_drop: float, value: Plain) -> Draw | Finding:
    """A result of dropout as two arrays shaped as A, or what is wrong with its form."""
    if isinstance(value, np.ndarray) and value.shape == (2, *A.shape):
        value = tuple(value)
    if not isinstance(value, tuple | list) or len(value) != 2:
        alone = as_numbers(value)
        only_out = alone is not None and alone.shape == A.shape and (alone * A >= 0).all()
        return Finding(
            "It should return two things, (out, mask).",
            "",
            "dropout/only-out" if only_out else None,
        )
    out, mask = (as_numbers(part) for part in value)
    if out is None or mask is None:
        return Finding("out and mask should be arrays with the shape of A.")
    if mask.shape in (A.shape[1:], (1, *A.shape[1:])) and out.shape == A.shape:
        shown = f"A has the shape {A.shape}, your mask {mask.shape}."
        return Finding("One mask serves all rows.", shown, "dropout/one-mask-for-all-rows")
    for name, part in (("out", out), ("mask", mask)):
        if part.shape != A.shape:
            return Finding(
                f"{name} should have the shape of A, here {A.shape}; yours has {part.shape}."
            )
    if np.isin(out, (0, 1)).all() and not np.isin(mask, (0, 1)).all():
        return Finding("The order is (out, mask); yours seem to have changed places.")
    return Draw(A, p_drop, out, mask)


def _draws(observations: list[Observation]) -> list[list[Draw]] | Finding:
    """For each case its draws, or the first fault of form."""
    found = []
    for seen in observations:
        inputs = seen.case.inputs
        values = seen.value if seen.case.script is two_draws else [seen.value]
        if not isinstance(values, list) or (seen.case.script is two_draws and len(values) != 2):
            values = [None]
        drawn = [_draw(inputs["A"], inputs["p_drop"], value) for value in values]
        for draw in drawn:
            if isinstance(draw, Finding):
                return draw
        found.append([draw for draw in drawn if isinstance(draw, Draw)])
    return found


def _fresh(observations: list[Observation], ask: Ask) -> Finding | None:
    """Each unit of each row has its own draw in each call, and all draws come from rng."""
    found = _draws(observations)
    if isinstance(found, Finding):
        return found
    everything = [draw for drawn in found for draw in drawn]
    if all((d.kept == d.kept[0]).all() for d in everything):
        if all(len(np.unique(d.mask)) > 2 for d in everything):
            return Finding(
                "Your mask holds numbers of all sizes: make each of them 1 (keep) or 0 (drop)."
            )
        if all(d.kept.all() for d in everything) or not any(d.kept.any() for d in everything):
            return Finding("The mask has nothing random in it: in training it drops some units.")
        return Finding("All rows have the same mask.", "", "dropout/one-mask-for-all-rows")
    if all((d.kept == d.kept[:, :1]).all() for d in everything):
        return Finding("You drop whole rows: every unit of a row needs a draw of its own.")
    (first, second), _, (again, _) = found
    if all(_by_value(draw) for draw in everything):
        return Finding("The values in A decide what is kept. Let chance decide: draw from rng.")
    if (first.kept == second.kept).all():
        return Finding("The mask is the same at every call.", "", "dropout/own-seed")
    if (first.kept != again.kept).any():
        return Finding(
            "Two generators with the same seed should give the same mask; yours give two: "
            "draw from rng, and from nothing else."
        )
    return None


def _by_value(draw: Draw) -> bool:
    """Whether all units above some value are kept and all below dropped, or the other way round."""
    for values in (draw.A, np.abs(draw.A)):
        kept, dropped = values[draw.kept], values[~draw.kept]
        if (
            kept.size
            and dropped.size
            and (kept.min() > dropped.max() or kept.max() < dropped.min())
        ):
            return True
    return False


def _scale(observations: list[Observation], ask: Ask) -> Finding | None:
    """How out relates to A and to the submission's own mask, for any scale of the mask."""
    found = _draws(observations)
    if isinstance(found, Finding):
        return found
    draws = [draw for drawn in found for draw in drawn]
    wrong = [draw for draw in draws if not draw.scaled_by(1 / (1 - draw.p_drop))]
    if not wrong:
        kept = any(draw.kept.any() for draw in draws)
        return None if kept else Finding("All units are dropped, at every p_drop.")
    shown = _kept_example(wrong[0])
    if all(draw.scaled_by(1) for draw in draws):
        return Finding("The kept units are not scaled.", shown, "dropout/no-scaling")
    by_p = all(draw.scaled_by(1 / draw.p_drop) for draw in draws)
    if by_p and all(_share_is([draw], draw.p_drop) for draw in draws):
        return Finding(
            "You take p_drop for the probability to keep. It is the one to drop: the mask and the scale "
            "both need the other one.",
            shown,
        )
    if by_p:
        return Finding("Divide by another probability.", shown, "dropout/divided-by-p")
    if all(d.kept.any() and d.scaled_by(d.kept.size / d.kept.sum()) for d in draws):
        return Finding(
            "You divide by the share of units that this draw happened to keep. Divide by 1 - p_drop, "
            "whatever was drawn.",
            shown,
        )
    if all(((d.out == 0) == d.kept).all() for d in draws):
        return Finding("Your mask is the wrong way round: it is 1 where a unit is kept.")
    if all(((d.out != 0) == d.kept).all() for d in draws):
        return Finding("The kept units do not have the right size.", shown)
    return Finding("out and mask disagree: out should be 0 where the mask is 0, and only there.")


def _kept_example(draw: Draw) -> str:
    """The kept unit that differs most from what it should be."""
    if not draw.kept.any():
        return ""
    before, got = draw.A[draw.kept], draw.out[draw.kept]
    right = before / (1 - draw.p_drop)
    worst = int(np.argmax(np.nan_to_num(np.abs(got - right), nan=np.inf)))
    return (
        f"With p_drop={draw.p_drop:g} a kept unit of {number_text(before[worst])} should become "
        f"{number_text(right[worst])}; yours gives {number_text(got[worst])}."
    )


def _share(observations: list[Observation], ask: Ask) -> Finding | None:
    """A mask of 0 and 1, and about 1 - p of its entries are 1."""
    found = _draws(observations)
    if isinstance(found, Finding):
        return found
    for draw in (draw for drawn in found for draw in drawn):
        if finding := _mask_of_two_values(draw):
            return finding
    by_p = {drawn[0].p_drop: drawn for drawn in found[:2]}  # the third case repeats a seed
    if all(_share_is(draws, 1 - p) for p, draws in by_p.items()):
        return None
    p, draws = next((p, draws) for p, draws in by_p.items() if not _share_is(draws, 1 - p))
    shown = f"With p_drop={p:g} about {1 - p:.0%} should be kept; yours keeps {_kept(draws):.0%}."
    sentence = "The share of kept units is not 1 - p_drop."
    normal = NormalDist()
    if all(_share_is(draws, p) for p, draws in by_p.items()):
        return Finding(sentence, shown, "dropout/keeps-with-p")
    for level in (lambda p: p, lambda p: -p, lambda p: 1 - p, lambda p: p - 1):
        if all(_share_is(draws, normal.cdf(level(p))) for p, draws in by_p.items()):
            return Finding(sentence, shown, "dropout/normal-numbers")
    return Finding(sentence, shown)


def _mask_of_two_values(draw: Draw) -> Finding | None:
    values = draw.mask[draw.kept]
    if np.isclose(values, 1).all():
        return None
    if np.isclose(values, 1 / (1 - draw.p_drop), rtol=1e-4).all():
        return Finding(
            "Your mask holds the scale as well: keep it to 0 and 1, and divide in out.",
            f"With p_drop={draw.p_drop:g} your mask holds {values[0]:.4g} for a kept unit.",
        )
    return Finding(f"The mask should hold 0 and 1 alone; yours holds {values[0]:.4g}, for one.")


def _kept(draws: list[Draw]) -> float:
    return float(np.mean([draw.kept.mean() for draw in draws]))


def _share_is(draws: list[Draw], share: float) -> bool:
    """Whether a kept share is plausible at a probability. Copies of a row count once."""
    n = np.unique(np.concatenate([draw.kept for draw in draws]), axis=0).size
    return abs(_kept(draws) - share) < SURE * sqrt(share * (1 - share) / n)


def _off(observations: list[Observation], ask: Ask) -> Finding | None:
    """In evaluation, and only then, A passes, and the mask is all ones."""
    found = _draws(observations)
    if isinstance(found, Finding):
        return found
    *draws, on = [draw for drawn in found for draw in drawn]
    for draw in draws:
        lost = int((draw.out == 0).sum())
        if lost:
            shown = f"With training=False {lost} of {draw.A.size} units come out as 0."
            return Finding("Units are dropped.", shown, "dropout/active-in-evaluation")
    if not all(close(d.A, d.out).all() for d in draws):
        A, out = draws[0].A.ravel()[0], draws[0].out.ravel()[0]
        shown = (
            f"With training=False and p_drop={draws[0].p_drop:g} a unit of {number_text(A)} "
            f"comes out as {number_text(out)}."
        )
        scaled = all(close(d.A * (1 - d.p_drop), d.out).all() for d in draws)
        name = "dropout/scaled-in-evaluation" if scaled else None
        return Finding("With training=False out should be A, as it is.", shown, name)
    if not all(np.isclose(d.mask, 1).all() for d in draws):
        return Finding("With training=False nothing is dropped: the mask should be all ones.")
    if close(on.A, on.out).all():
        return Finding("With training=True nothing is dropped either.")
    return None


def _keeps_all(observations: list[Observation], ask: Ask) -> Finding | None:
    """p = 0 drops nothing and scales nothing."""
    found = _draws(observations)
    if isinstance(found, Finding):
        return found
    for draw in found[0]:
        if not np.isclose(draw.mask, 1).all():
            return Finding("With p_drop=0 every unit should be kept: a mask of ones.")
        if not close(draw.A, draw.out).all():
            return Finding("With p_drop=0 out should equal A.")
    return None


def _keeps_decimals(observations: list[Observation], ask: Ask) -> Finding | None:
    """Whole numbers are scaled as others are."""
    found = _draws(observations)
    if isinstance(found, Finding):
        return found
    wrong = [draw for draw in found[0] if not draw.scaled_by(1 / (1 - draw.p_drop))]
    if not wrong:
        return None
    cut = all((d.out == np.trunc(d.kept * d.A / (1 - d.p_drop))).all() for d in found[0])
    return Finding(
        "Where A holds whole numbers, the kept units do not have the right size.",
        _kept_example(wrong[0]),
        "dropout/integer-result" if cut else None,
    )


EXERCISE = Exercise(
    "dropout",
    ("A", "p_drop", "rng", "training"),
    (
        relation("fresh", "each unit has a draw of its own, from rng", draws, _fresh),
        relation("scale", "out fits A and the mask", draws, _scale),
        relation("share", "keeps a unit with probability 1 - p_drop", draws, _share, weight=5.0),
        relation("evaluation", "changes nothing with training=False", evaluations, _off),
        robustness("p_drop = 0 keeps everything", no_drop, name="p = 0", judge=_keeps_all),
        whole_numbers(whole, judge=_keeps_decimals),
    ),
    returns=("out", "mask"),
    drill=DRILL,
)
