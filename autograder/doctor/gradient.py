"""Rules about the gradient: whether it is the slope of the loss, measured at the first batch."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from autograder.doctor.run import Diagnosis, Run
from autograder.doctor.seen import Array, Moment, Params
from autograder.feedback.phrases import listed

NEAR = 0.02
"""How far a gradient may be from the measured slope, as a share of it."""


@dataclass(frozen=True)
class Fit:
    """A gradient as a multiple of the slope plus a decay: g = scale * slope + decay * w.

    `gap` is the share of a slope in a third direction that this does not explain.
    """

    scale: float
    decay: float
    gap: float


Fits = dict[str, Fit]


def accumulates(run: Run) -> Diagnosis | None:
    """Asked three times about the same batch, loss_and_grads gives ever larger gradients, evenly."""
    moment = run.seen.moments[0]
    assert run.probe is not None
    given = [_flat(run.probe.grads(moment.before, moment.X, moment.y)) for _ in range(3)]
    if not given[0].size or len({g.shape for g in given}) > 1:
        return None
    one, two = given[1] - given[0], given[2] - given[1]
    if not np.linalg.norm(one) > 1e-9 or np.linalg.norm(one - two) > 1e-6 * np.linalg.norm(one):
        return None
    return Diagnosis(
        "gradients-added-up",
        "The gradients are never set back to 0: each call of loss_and_grads adds to those of the calls "
        "before it.",
        "Three calls with the same batch give gradients of the norms "
        f"{', '.join(f'{np.linalg.norm(g):.3g}' for g in given)}.",
        "Make the arrays that hold the gradients anew in each call.",
    )


def wrong_slope(run: Run) -> Diagnosis | None:
    """The gradient is not the slope of the loss."""
    fits, n = _measured(run), len(run.seen.moments[0].X)
    return _sign(fits) or _one_factor(fits, n) or _wrong(fits)


def _sign(fits: Fits) -> Diagnosis | None:
    """The gradient points down the slope of the loss, not up, in all arrays or in some."""
    wrong = [
        n for n, fit in fits.items() if abs(fit.scale + 1) < (0.5 if np.isnan(fit.gap) else 0.2)
    ]
    if not wrong:
        return None
    whole = len(wrong) == len(fits)
    which = "The gradients have" if whole else f"The gradient of {listed(wrong)} has"
    return Diagnosis(
        "gradient-sign",
        f"{which} the wrong sign: a step against it makes the loss grow.",
        f"Measured at the first batch, the slope of the loss is -1 times the gradient of {wrong[0]}.",
        "Look at the difference that the backward pass starts from: prediction minus label."
        if whole
        else "Look at the signs on the way back to it.",
    )


def _one_factor(fits: Fits, n: int) -> Diagnosis | None:
    """All gradients are n times the slope, or an n-th of it."""
    for factor, cause in ((n, "gradient-not-averaged"), (1 / n, "gradient-averaged-twice")):
        if n == 1 or not fits or any(abs(fit.scale / factor - 1) > NEAR for fit in fits.values()):
            continue
        times, why = (
            (f"{n} times too large", "they are summed over the batch, and the loss is a mean")
            if factor == n
            else (f"{n} times too small", "they are divided by the number of samples twice")
        )
        return Diagnosis(
            cause,
            f"The gradients are {times}: {why}.",
            f"At the first batch, of {n} samples, they are {factor:.3g} times the measured slope of the loss.",
            "Divide by the number of samples once, where the backward pass begins.",
        )
    return None


def _wrong(fits: Fits) -> Diagnosis | None:
    """Some gradient is no multiple of the slope, or not the same multiple as the others.

    One factor for all may be meant, as where gradients are clipped.
    """
    if _one_multiple(fits):
        return None
    wrong = {n: fit for n, fit in fits.items() if fit.gap > NEAR or abs(fit.scale - 1) > 2 * NEAR}
    if not wrong:
        return None
    fit = max(wrong.values(), key=lambda fit: fit.gap)
    right = [name for name in fits if name not in wrong]
    shown = (
        f"At the first batch it is {fit.scale:.3g} times the measured slope."
        if fit.gap < NEAR
        else "At the first batch it differs from the slope that is measured by small changes of it."
    )
    return Diagnosis(
        "gradient-wrong",
        f"The gradient of {listed(list(wrong))} is not the slope of the loss.",
        shown + (f" That of {listed(right)} is right." if right else ""),
        "Compare backward with numerical_gradient.",
    )


def _one_multiple(fits: Fits) -> bool:
    """Whether all gradients are the slope times one and the same positive factor."""
    scales = [fit.scale for fit in fits.values()]
    return not fits or (
        0 < max(scales) < (1 + NEAR) * min(scales) and all(fit.gap < NEAR for fit in fits.values())
    )


def _measured(run: Run) -> Fits:
    """How the gradient of each array relates to the measured slope; none where it can't be measured.

    Where dropout makes gradients random, only what holds for all arrays counts.
    """
    moment = run.seen.moments[0]
    assert run.probe is not None
    loss, grads = run.probe.ask(moment.before, moment.X, moment.y)
    p = run.probabilities_at_start
    flat = p is not None and bool(np.any((p < 1e-6) | (p > 1 - 1e-6)))
    if grads.keys() != moment.before.keys() or not loss < 10 or flat:
        return {}
    measured = {name: _fit(run, moment, name, grads[name]) for name in grads}
    fits = {name: fit for name, fit in measured.items() if fit is not None}
    if not run.probe.is_random(moment.before, moment.X, moment.y):
        return fits
    scales = [fit.scale for fit in fits.values()]
    clear = scales and (max(scales) < -0.5 or min(scales) > 5)
    return {name: replace(fit, gap=np.nan) for name, fit in fits.items()} if clear else {}


def _fit(run: Run, moment: Moment, name: str, g: Array) -> Fit | None:
    w = moment.before[name]
    if g.shape != w.shape or not np.isfinite(g).all():
        return None
    third = np.random.default_rng(g.size).standard_normal(g.shape)
    if not np.linalg.norm(g) > 1e-6:
        steep = abs(_slope(run, moment, name, third)) > 1e-4 * np.linalg.norm(third)
        return Fit(0.0, 0.0, 1.0) if steep else None
    third = g if g.size == 1 else third + 0.5 * g / np.linalg.norm(g) * np.linalg.norm(third)
    along_g, along_third = (_slope(run, moment, name, d) for d in (g, third))
    if not np.isfinite([along_g, along_third]).all():
        return None
    scale, decay = float(np.vdot(g, g)) / along_g if along_g else np.inf, 0.0
    if w.any():
        along_w = _slope(run, moment, name, w)
        system = np.array([[along_g, np.vdot(w, g)], [along_w, np.vdot(w, w)]])
        if abs(np.linalg.det(system)) > 1e-9 * np.linalg.norm(system) ** 2:
            scale, decay = np.linalg.solve(system, [np.vdot(g, g), np.vdot(g, w)])
    explained = scale * along_third + decay * float(np.vdot(w, third))
    gap = abs(explained - float(np.vdot(g, third))) / float(
        np.linalg.norm(g) * np.linalg.norm(third)
    )
    return Fit(float(scale), float(decay), gap) if np.isfinite([scale, gap]).all() else None


def _slope(run: Run, moment: Moment, name: str, direction: Array) -> float:
    """The slope of the loss along a direction of one array, by central differences.

    NaN where a wide and a narrow one differ, as they do across the kink of a ReLU.
    """
    assert run.probe is not None
    size = float(np.linalg.norm(direction))
    reach = 1e-5 * max(1.0, float(np.linalg.norm(moment.before[name]))) / size
    wide, narrow = (
        (
            run.probe.loss(_moved(moment.before, name, h * direction), moment.X, moment.y)
            - run.probe.loss(_moved(moment.before, name, -h * direction), moment.X, moment.y)
        )
        / (2 * h)
        for h in (reach, reach / 8)
    )
    return wide if abs(wide - narrow) <= NEAR / 4 * abs(wide) + 1e-9 * size else float("nan")


def _moved(params: Params, name: str, by: Array) -> Params:
    return {**params, name: params[name] + by}


def _flat(arrays: Params) -> Array:
    return np.concatenate([array.ravel() for array in arrays.values()] or [np.array([])])
