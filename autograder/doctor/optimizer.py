"""Rules about update: from params before and after each step and its gradients to what it does."""

from __future__ import annotations

import numpy as np

from autograder.doctor.run import Diagnosis, Run
from autograder.doctor.seen import Array, Step
from autograder.feedback.phrases import listed

BETA1, BETA2 = 0.9, 0.999
"""Adam's usual decay rates, which its steps are compared with."""
FEW_STEPS = 5
"""So many steps that follow a rule exactly do so by no chance."""
MOST_MOVES = 0.1
"""The largest share of steps in which a schedule may change a learning rate."""


def changes_nothing(run: Run) -> Diagnosis | None:
    """update gives back the params that it got."""
    steps = run.seen.steps
    if not steps or not all(step.after.same_as(step.before) for step in steps):
        return None
    if not max(step.grads.norm for step in steps) > 1e-6 or _tiny_steps(run):
        return None
    return Diagnosis(
        "update-changes-nothing",
        "update gives back the params that it got, so nothing is learned.",
        f"The params are the same after all {len(steps)} steps, though the gradients are not 0.",
        "Look at what update returns: the new arrays, or the old ones?",
    )


def _tiny_steps(run: Run) -> bool:
    """Whether the params do change, only by less than rounding."""
    moment = run.seen.moments.get(0)
    return moment is not None and any(
        (moment.after[name] != array).any() for name, array in moment.before.items()
    )


def part_not_updated(run: Run) -> Diagnosis | None:
    """Some arrays never change, though they have gradients."""
    steps = run.seen.steps
    if len(steps) < 2:
        return None
    still = []
    for name in steps[0].before.entries:
        slopes = max(step.grads.norms.get(name, 0.0) for step in steps)
        moves = any((s.after.entries[name] != s.before.entries[name]).any() for s in steps)
        if slopes > 1e-6 and not moves:
            still.append(name)
    if not still or len(still) == len(steps[0].before.entries):
        return None
    return Diagnosis(
        "part-not-updated",
        f"update never changes {listed(still)}, though the gradients are not 0.",
        f"After {len(steps)} steps all entries are what they were.",
        "Look at the loop over the params in update: does it reach all keys?",
    )


def step_sign(run: Run) -> Diagnosis | None:
    """The steps go along the gradient, not against it."""
    steps = run.seen.steps[:50]
    if not steps:
        return None
    along = [_share_along(step.change, step.slope) for step in steps]
    if not along[0] > 0.9 or not np.nanmedian(along) > 0.6:
        return None
    return Diagnosis(
        "step-sign",
        "update walks uphill: it adds the gradient, and should subtract it.",
        f"In the first step {along[0]:.0%} of the weights move the way of their gradient.",
        "Look at the sign in update.",
    )


def _share_along(change: Array, g: Array) -> float:
    """The share of the entries that move along their gradient."""
    counts = (np.abs(g) > 1e-9) & (change != 0)
    return float(np.mean(change[counts] * g[counts] > 0)) if counts.any() else np.nan


def adam_forgets(run: Run) -> Diagnosis | None:
    """Steps have one size in all weights, as only Adam's first step has: its memory is lost."""
    spreads, plain = _spreads(run)
    if len(spreads) < 6 or not spreads[0] < 0.02 or not np.nanmedian(plain) > 0.2:
        return None
    flat = np.array(spreads) < 0.02
    if np.mean(flat) > 0.9:
        return Diagnosis(
            "adam-forgets",
            "Adam's memory is lost between the steps: its m and v are those of the last batch alone.",
            f"In {np.mean(flat):.0%} of the steps all weights move by the same amount, as in Adam's first "
            "step.",
            "Keep what adam_step gives back for m and v, and hand it on to the next step.",
        )
    size = run.per_epoch
    firsts = np.zeros(len(flat), bool)
    firsts[:: size or len(flat)] = True
    if size > 2 and firsts.sum() > 1 and flat[firsts].mean() > 0.9 and flat[~firsts].mean() < 0.1:
        return Diagnosis(
            "adam-restarts",
            "Adam starts anew in every epoch: its m, v and t are set up inside the loop over the epochs.",
            "In the first step of each epoch all weights move by the same amount, as in Adam's first step.",
            "Set m, v and t up once, before the loop.",
        )
    return None


def adam_forgets_one(run: Run) -> Diagnosis | None:
    """The steps are Adam's with m or v of the last gradient alone."""
    if len(_adam_scales(run)) >= FEW_STEPS:
        return None
    for lost, other in (("m", "v"), ("v", "m")):
        scales = _adam_scales(run, lost)
        t = np.arange(1, len(scales) + 1)
        if len(scales) >= FEW_STEPS and _moves(scales / _correction(t)) <= MOST_MOVES:
            return Diagnosis(
                "adam-forgets",
                f"Adam's {lost} is lost between the steps: it is that of the last batch alone.",
                f"{len(scales)} steps are just as Adam's are if {other} is kept and {lost} starts at 0 each time.",
                f"Keep what adam_step gives back for {lost}, and hand it on to the next step.",
            )
    return None


def _spreads(run: Run) -> tuple[list[float], list[float]]:
    """How much the sizes of the changes differ from weight to weight in each step; those of the gradients."""
    changes, slopes = [], []
    for step in run.seen.steps[:300]:
        g, change = np.abs(step.slope), np.abs(step.change)
        counts = (g > 1e-5) & np.isfinite(change)
        if counts.sum() < 4:
            break
        changes.append(_relative_spread(change[counts]))
        slopes.append(_relative_spread(g[counts]))
    return changes, slopes


def _relative_spread(sizes: Array) -> float:
    middle = np.median(sizes)
    return float(np.median(np.abs(sizes - middle)) / middle) if middle else np.nan


def adam_clock(run: Run) -> Diagnosis | None:
    """The steps are Adam's, but the correction for its start does not fade step by step."""
    scales = _adam_scales(run)
    if len(scales) < 12:
        return None
    t = np.arange(1, len(scales) + 1)
    epoch = (t - 1) // run.per_epoch + 1 if 1 < run.per_epoch < len(t) else t
    right, stays, epochs = (_moves(scales / _correction(c)) for c in (t, np.ones(len(t)), epoch))
    if right <= min(stays, epochs) or min(stays, epochs) > MOST_MOVES:
        return None
    if epochs < stays:
        return Diagnosis(
            "adam-t-epochs",
            "Adam's t counts the epochs: it should count the steps.",
            f"The correction for the start is the same in all {run.per_epoch} steps of an epoch.",
            "Raise t by one in each step.",
        )
    return Diagnosis(
        "adam-t",
        "Adam's correction for the start is the same in every step: t does not count, or is not in it.",
        f"Its factor √(1 - β₂ᵗ)/(1 - β₁ᵗ) should go from 0.316 at t = 1 to {_correction(t)[9]:.3f} at t = 10; "
        "yours does not change.",
        "Raise t by one in each step, and look at the powers of β₁ and β₂ in adam_step.",
    )


def _correction(t: Array) -> Array:
    return np.asarray(np.sqrt(1 - BETA2**t) / (1 - BETA1**t))


def _moves(rates: Array) -> float:
    """The share of the steps in which a learning rate is not what it was one step before."""
    return float(np.mean(np.abs(np.diff(np.log(np.abs(rates)))) > 0.003))


def _adam_scales(run: Run, lost: str = "") -> Array:
    """The size of each of the first steps in units of m/√v, or nothing if they are not Adam's.

    With `lost`, m or v is that of the last gradient alone.
    """
    steps, names = run.seen.steps[:120], list(run.seen.start)
    for name in sorted(names, key=lambda name: run.seen.start[name].ndim):
        scales = _scales_of(name, steps, lost)
        if scales.size:
            return scales
    return np.array([])


def _scales_of(name: str, steps: list[Step], lost: str) -> Array:
    m = v = np.zeros(1)
    scales = []
    for step in steps:
        g = step.grads.entries[name]
        m = (0 if lost == "m" else BETA1) * m + (1 - BETA1) * g
        v = (0 if lost == "v" else BETA2) * v + (1 - BETA2) * g**2
        change = step.after.entries[name] - step.before.entries[name]
        counts = (np.sqrt(v) > 1e-5) & (np.abs(m) > 0.05 * np.abs(m).max())
        if counts.sum() < 2:
            break
        rates = -change[counts] * np.sqrt(v[counts]) / m[counts]
        rate = float(np.median(rates))
        if not rate or not np.allclose(rates, rate, rtol=0.02):
            return np.array([])
        scales.append(rate)
    return np.array(scales)
