"""Rules about the loop: what it hands on from call to call, and which batches it takes."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from autograder.doctor.run import Diagnosis, Run
from autograder.doctor.seen import Array, Step


def update_discarded(run: Run) -> Diagnosis | None:
    """Each look is at the params of the start, though update gave others."""
    steps = run.seen.steps
    if len(steps) < 2 or steps[0].after.same_as(steps[0].before):
        return None
    if not all(step.before.same_as(steps[0].before) for step in steps[1:]):
        return None
    return Diagnosis(
        "update-discarded",
        "What update gives back is thrown away: each step starts from the params of the very beginning.",
        f"All {len(steps)} steps start from the same params.",
        "Keep what update gives: it is the new params.",
    )


def restarts(run: Run) -> Diagnosis | None:
    """Each epoch starts from other params than those that the last one ended with."""
    steps, size = run.seen.steps, run.per_epoch
    if size < 2 or len(steps) < 2 * size:
        return None
    firsts, lasts = steps[::size], steps[size - 1 :: size]
    if any(one.after.same_as(other.before) for one, other in zip(lasts, firsts[1:], strict=False)):
        return None
    broken = sum(not one.after.same_as(other.before) for one, other in pairwise(steps))
    if broken > len(firsts) - 1:
        return None
    same = all(step.before.same_as(firsts[0].before) for step in firsts[1:])
    if not same and not all(map(_far_apart, lasts, firsts[1:])):
        return None
    return Diagnosis(
        "restarts-each-epoch",
        "Every epoch starts again from "
        + ("the params of the very beginning" if same else "new params")
        + ", so what was learned is lost.",
        f"The first steps of {len(firsts)} epochs do not start where the step before them ended.",
        "Set the params up once, before the loop over the epochs.",
    )


def _far_apart(one: Step, other: Step) -> bool:
    """Whether one step ends with params quite unlike those that the other starts with."""
    largest = max(one.after.norms, key=lambda name: one.after.entries[name].size)
    end, start = one.after.entries[largest], other.before.entries[largest]
    return bool(np.linalg.norm(start - end) > 0.5 * np.linalg.norm(end))


def updated_twice(run: Run) -> Diagnosis | None:
    """The gradients of one batch are used for several updates."""
    steps = run.seen.steps
    again = np.mean([one.look is other.look for one, other in pairwise(steps)] or [False])
    if len(steps) < 4 or again < 0.4:
        return None
    return Diagnosis(
        "updated-twice",
        "The gradients of a batch are used for more than one update: after the first they are out of date.",
        f"There are {run.seen.stepped} updates for {len({id(step.look) for step in steps})} batches.",
        "One batch, one call of loss_and_grads, one update.",
    )


def gradients_added_up(run: Run) -> Diagnosis | None:
    """update gets the sum of the gradients of several batches."""
    steps = run.seen.steps[:200]
    if len(steps) < 3:
        return None
    keys = [key for key in steps[0].grads.entries if key in steps[0].look.grads.entries]
    fresh = np.array([step.look.grads.flat(keys) for step in steps])
    given = np.array([step.grads.flat(keys) for step in steps])
    if fresh.shape != given.shape or not np.isfinite(fresh).all():
        return None
    for size in {len(steps), run.per_epoch} - {0, 1}:
        summed = np.concatenate(
            [np.cumsum(fresh[i : i + size], axis=0) for i in range(0, len(fresh), size)]
        )
        if np.allclose(summed, given, rtol=1e-6, atol=1e-9) and not np.allclose(fresh, given):
            return _added_up(np.linalg.norm(fresh[:10], axis=1), np.linalg.norm(given[:10], axis=1))
    return None


def _added_up(fresh: Array, given: Array) -> Diagnosis:
    place = len(fresh) - 1
    return Diagnosis(
        "gradients-added-up",
        "The gradients of all batches are added up: each step should be taken with those of its own batch.",
        f"At step {place + 1} the gradients of the batch have the norm {fresh[place]:.3g}; update gets "
        f"{given[place]:.3g}.",
        "Take the gradients anew for each batch.",
    )


def part_of_data(run: Run) -> Diagnosis | None:
    """Some training samples are in no batch of any epoch, or each epoch leaves some out."""
    if not run.follows_rows:
        return None
    n, size = run.known.in_training, run.per_epoch
    every = np.concatenate(run.places)
    used = len(np.unique(every[every >= 0]))
    if used < n and len(every) > 3 * n:
        return Diagnosis(
            "part-of-data",
            "Some training samples are never used.",
            f"{used} of {n} samples are in a batch, all epochs together.",
            "Look at where the batches are cut: do they go through the whole of X, the last rows too?",
        )
    if not size:
        return None
    epochs = [np.concatenate(run.places[i : i + size]) for i in range(0, len(run.places), size)]
    shares = [len(np.unique(epoch[epoch >= 0])) / n for epoch in epochs]
    drawn = sum(map(len, epochs)) / len(epochs)
    if drawn < 0.95 * n or (max(shares) < 1 and _no_row_twice(epochs)):
        return Diagnosis(
            "part-of-data",
            "Each epoch goes through only a part of the training samples.",
            f"An epoch uses {np.mean(shares):.0%} of the {n} samples.",
            "One epoch is one pass over all batches, the last smaller one too.",
        )
    return None


def _no_row_twice(epochs: list[Array]) -> bool:
    return all(len(np.unique(epoch)) == len(epoch) for epoch in epochs)


def same_batches(run: Run) -> Diagnosis | None:
    """The batches of every epoch are the same."""
    if not run.follows_rows or run.per_epoch < 2 or len(run.places) < 2 * run.per_epoch:
        return None
    size = run.per_epoch
    epochs = [
        {frozenset(places.tolist()) for places in run.places[i : i + size]}
        for i in range(0, len(run.places) - size + 1, size)
    ]
    if not all(epoch == epochs[0] for epoch in epochs[1:]):
        return None
    ordered = all((np.diff(places) == 1).all() for places in run.places[:size])
    how = "in the order of the data" if ordered else "shuffled once, before the first epoch"
    return Diagnosis(
        "same-batches",
        f"Every epoch has the same batches: the samples are {how}.",
        f"The {size} batches of the first epoch come again in all {len(epochs)} epochs.",
        "Shuffle anew at the start of each epoch.",
    )


def one_batch(run: Run) -> Diagnosis | None:
    """Every step of many uses one and the same batch, which is not the whole set."""
    if not run.follows_rows or len(run.places) < 5:
        return None
    first = frozenset(run.places[0].tolist())
    if len(first) >= run.known.in_training:
        return None
    if not all(frozenset(places.tolist()) == first for places in run.places[1:]):
        return None
    return Diagnosis(
        "one-batch",
        "Every step uses the same batch; the other samples are never used.",
        f"All {len(run.places)} steps use the same {len(first)} of {run.known.in_training} samples.",
        "Look at the loop over the batches: does each turn take the next one?",
    )
