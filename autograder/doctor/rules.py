"""The order in which causes are looked for: what comes first may be the reason for what comes later."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.doctor import bookkeeping, data, fit, gradient, loop, optimizer, shape, size, start
from autograder.doctor.curves import Curves
from autograder.doctor.run import Diagnosis, Rule, Run
from autograder.doctor.seen import Seen

OF_THE_CALLS: tuple[Rule, ...] = (
    optimizer.changes_nothing,
    loop.update_discarded,
    loop.restarts,
    loop.updated_twice,
    loop.gradients_added_up,
    optimizer.part_not_updated,
    optimizer.step_sign,
    optimizer.adam_forgets,
    optimizer.adam_forgets_one,
    optimizer.adam_clock,
    loop.one_batch,
    loop.part_of_data,
    loop.same_batches,
    bookkeeping.batch_loss,
    bookkeeping.validation_on_training,
    bookkeeping.noted_before,
)
"""Rules that follow the loop's calls."""

OF_THE_NETWORK: tuple[Rule, ...] = (
    data.labels_flat,
    data.labels_range,
    data.labels_apart,
    data.validation_leak,
    data.not_scaled,
    data.validation_scale,
    start.zero_start,
    start.clones,
    start.sigmoid_twice,
    start.exploding,
    start.dead_units,
    start.saturated,
    start.vanishing,
    gradient.accumulates,
    gradient.wrong_slope,
)
"""Rules that look at the data, at the starting params, and at what loss_and_grads gives."""

OF_THE_RESULT: tuple[Rule, ...] = (
    size.step_too_large,
    size.diverges,
    fit.decay_too_strong,
    size.step_too_small,
    size.steps_fade,
    fit.overfits,
    fit.underfits,
)
"""Rules that try the steps and the final params again."""

OF_THE_CURVES: tuple[Rule, ...] = (
    shape.not_finite,
    shape.one_curve_twice,
    shape.never_moves,
    shape.climbs,
    shape.apart_from_the_start,
    shape.stays,
    shape.leaps,
    shape.falls_slowly,
    fit.overfits,
)
"""Rules that need no spies."""

WITH_SPIES: tuple[Rule, ...] = (
    *OF_THE_NETWORK,
    *OF_THE_CALLS,
    *OF_THE_RESULT,
    shape.not_finite,
    shape.never_moves,
    shape.climbs,
)


def first_cause(curves: Curves, seen: Seen | None) -> Diagnosis | None:
    """The first cause in the order above, or None where nothing looks wrong."""
    if seen is None or 0 not in seen.moments:
        return first(OF_THE_CURVES, Run(curves))
    return first(WITH_SPIES, Run(curves, seen))


def first(rules: Iterable[Rule], run: Run) -> Diagnosis | None:
    """The first diagnosis of some rules."""
    with np.errstate(all="ignore"):
        return next(filter(None, (rule(run) for rule in rules)), None)
