"""Rules about the size of the steps: tried again, shorter and longer, from where they started."""

from __future__ import annotations

import numpy as np

from autograder.doctor.run import Diagnosis, Run
from autograder.doctor.seen import Params, Step
from autograder.feedback.pictures import loss_curves

LEAP = 1.5
"""A step that takes the loss up to so many times its start leaps."""
ROUGH = 0.03
"""A loss that goes up by this share of its start, in the mean over all epochs, goes up and down."""
GROWN = 100.0
"""Params that have grown so many times larger grow without end."""
GOOD_STEPS = 10
HARDLY = 0.1
"""A loss that has come down by less than this share of its start has hardly fallen."""


def step_too_large(run: Run) -> Diagnosis | None:
    """A step takes the loss far up where shorter ones lower it, or the loss goes up and down."""
    losses = run.curves.train
    for number in sorted(run.seen.moments):
        before, after, shorter = _tried(run, number)
        if shorter < before and not after < LEAP * max(before, run.first_loss):
            return Diagnosis(
                "step-too-large",
                "The steps are too large: they leap across the valley of the loss and land higher up.",
                f"Step {number + 1} takes the loss from {before:.3g} to {_number(after)}; a shorter step in the "
                "same direction would lower it.",
                "Try a learning rate ten times smaller.",
                loss_curves(run.curves.as_dict()),
            )
    ups = np.clip(np.diff(losses), 0, None)
    if len(losses) < 6 or not ups.mean() > ROUGH * run.first_loss:
        return None
    return Diagnosis(
        "step-too-large",
        "The steps are too large: the training loss goes up and down from epoch to epoch.",
        f"It goes up in {np.count_nonzero(ups)} of {len(ups)} epochs, once by {ups.max():.3g}; before the "
        f"training it is {run.first_loss:.3g}.",
        "Try a learning rate ten times smaller.",
        loss_curves(run.curves.as_dict()),
    )


def _tried(run: Run, number: int) -> tuple[float, float, float]:
    """The loss before and after a step, and the lowest after a tenth to a thousandth of it."""
    moment = run.seen.moments[number]
    change = {name: moment.after[name] - w for name, w in moment.before.items()}
    shorter = [run.loss(_away(moment.before, change, by)) for by in (0.1, 0.01, 0.001)]
    finite = [loss for loss in shorter if np.isfinite(loss)]
    return run.loss(moment.before), run.loss(moment.after), min(finite, default=np.nan)


def _away(params: Params, change: Params, by: float) -> Params:
    return {name: w + by * change[name] for name, w in params.items()}


def step_too_small(run: Run) -> Diagnosis | None:
    """The loss has hardly fallen, and a few steps of a good size go on far better from where it ended."""
    won = run.first_loss - run.last_loss
    if not np.isfinite(won) or won > HARDLY * run.first_loss:
        return None
    better = _after_good_steps(run)
    if run.last_loss - better < max(HARDLY * run.first_loss, 3 * won):
        return None
    return Diagnosis(
        "step-too-small",
        "The steps are too small, or too few: the loss has hardly begun to fall.",
        f"{run.seen.stepped} steps take it from {run.first_loss:.4g} to {run.last_loss:.4g}; {GOOD_STEPS} "
        f"steps of a good size would take it on to {better:.3g}.",
        "Try a learning rate ten times larger.",
        loss_curves(run.curves.as_dict()),
    )


def _after_good_steps(run: Run) -> float:
    """The loss after some more steps against the gradient, each as long as is best."""
    assert run.probe is not None
    params, loss = run.seen.end, run.last_loss
    for _ in range(GOOD_STEPS):
        grads = run.probe.grads(params, *run.sample)
        if grads.keys() != params.keys():
            return loss
        tried = [_away(params, grads, -length) for length in (10, 3, 1, 0.3, 0.1, 0.03, 0.01)]
        losses = [run.loss(each) for each in tried]
        if not np.nanmin(losses) < loss:
            return loss
        loss, params = min(
            zip(losses, tried, strict=True), key=lambda pair: np.nan_to_num(pair[0], nan=np.inf)
        )
    return loss


def diverges(run: Run) -> Diagnosis | None:
    """The params grow without end."""
    start = run.seen.steps[0].before.norm
    place = next(
        (i for i, step in enumerate(run.seen.steps) if not step.after.norm < GROWN * max(start, 1)),
        None,
    )
    if place is None:
        return None
    return Diagnosis(
        "step-too-large",
        "The steps are too large: the params grow without end.",
        f"Their norm is {start:.3g} before the first step, and {_number(run.seen.steps[place].after.norm)} after "
        f"step {place + 1}.",
        "Try a learning rate ten times smaller.",
        loss_curves(run.curves.as_dict()),
    )


def steps_fade(run: Run) -> Diagnosis | None:
    """The steps shrink to nothing while the slope is as steep as before."""
    steps = run.seen.steps
    if len(steps) < 20 or not run.last_loss > 0.6 * run.first_loss:
        return None
    tenth = len(steps) // 10
    sizes = [_length(step) / max(step.grads.norm, 1e-12) for step in steps]
    early, late = max(sizes[:10]), np.median(sizes[-tenth:])
    shorter = _length(steps[-1]) < 1e-2 * _length(steps[0])
    steep = np.median([s.grads.norm for s in steps[-tenth:]]) > 0.1 * np.median(
        [s.grads.norm for s in steps[:tenth]]
    )
    if not (late < 1e-3 * early and steep and shorter):
        return None
    return Diagnosis(
        "steps-fade",
        "The steps shrink to almost nothing long before the training is over.",
        f"The last steps are {late / early:.1g} times as long as the first ones, for gradients of one size.",
        "Look at how the learning rate falls: more slowly, and less often?",
    )


def _length(step: Step) -> float:
    return float(np.linalg.norm(step.change))


def _number(loss: float) -> str:
    return f"{loss:.3g}" if np.isfinite(loss) else "NaN or infinity"
