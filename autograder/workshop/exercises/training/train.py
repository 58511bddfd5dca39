"""Cases and checks: train, judged by its calls of a toy loss and a toy update."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from autograder.checks import relation
from autograder.compare import agree
from autograder.doctor.curves import Curves
from autograder.doctor.run import Run
from autograder.doctor.seen import Seen, Sets, Sketch, copied, kept_whole
from autograder.feedback.wording import value_text
from autograder.model import (
    Case,
    Exercise,
    Finding,
    Functions,
    Judge,
    Observation,
    Plain,
)
from autograder.workshop.exercises.training.causes import (
    OF_THE_STEPS,
    OF_THE_TRAIN_LOSS,
    OF_THE_VAL_LOSS,
    explained,
)
from autograder.workshop.exercises.training.reading import (
    SETS,
    Unreadable,
    losses_of,
    pair_of,
    readable,
)
from autograder.workshop.exercises.training.toy import Params, toy_grads, toy_loss, toy_step
from autograder.workshop.exercises.training.train_drill import DRILL

Array = NDArray[Any]


_TRAIN = "train/"
ROOM = 20_000
"""Room for a log of far more calls than a training needs."""
MOST_COMPARED = 100
"""How many calls with gradients that are nearly the same are looked at for each update."""


def spied_training(
    functions: Functions,
    params: Params,
    X: Array,
    y: Array,
    X_val: Array,
    y_val: Array,
    epochs: int,
    batch_size: int,
    seed: int,
    in_place: bool,
) -> Plain:
    """Train the toy model and record every call of its two functions."""
    calls: list[dict[str, Plain]] = []

    def loss_and_grads(params: Params, X: Array, y: Array) -> tuple[float, Params]:
        calls.append({"X": np.array(X), "y": np.array(y), "params": _copied(params)})
        column = np.reshape(y, (-1, 1))
        loss, grads = toy_loss(params, X, column), toy_grads(params, X, column)
        calls[-1]["grads"] = _copied(grads)
        return loss, grads

    def update(params: Params, grads: Params) -> Params:
        calls.append({"params": _copied(params), "grads": _copied(grads)})
        moved = toy_step(params, grads)
        if not in_place:
            return moved
        for name, array in moved.items():
            params[name][...] = array
        return params

    rng = np.random.default_rng(seed)
    sets = X, y, X_val, y_val
    returned = functions["train"](params, *sets, loss_and_grads, update, epochs, batch_size, rng)
    return {"returned": returned, "calls": calls}


def _copied(params: Mapping[str, Any]) -> Params:
    return {name: np.array(array) for name, array in params.items()}


def runs(rng: Generator) -> list[Case]:
    """Once with a last batch that is smaller; once without, and with params that change in place.

    In one of them there are as many epochs as batches, in the other not.
    """
    return [
        _run(rng, n=11, epochs=3, batch_size=4),
        _run(rng, n=10, epochs=3, batch_size=5, in_place=True),
    ]


def orders(rng: Generator) -> list[Case]:
    """The same run twice from one seed, and once from another."""
    first = _run(rng, n=17, epochs=3, batch_size=5)
    other = {**first.inputs, "seed": first.inputs["seed"] + 1}
    return [first, replace(first, inputs=dict(first.inputs)), replace(first, inputs=other)]


def _run(rng: Generator, n: int, epochs: int, batch_size: int, in_place: bool = False) -> Case:
    """A run whose samples can be recognised by their numbers."""
    m, d = 4, 3
    inputs = {
        "params": {"w": rng.uniform(-1, 1, d), "c": rng.uniform(0.5, 1, 1)},
        "X": rng.uniform(-2, 2, (n, d)),
        "y": rng.uniform(-2, 2, (n, 1)),
        "X_val": rng.uniform(-2, 2, (m, d)),
        "y_val": rng.uniform(3, 5, (m, 1)),
        "epochs": epochs,
        "batch_size": batch_size,
        "seed": int(rng.integers(10**6)),
        "in_place": in_place,
    }
    return Case(inputs, spied_training, ROOM)


@dataclass(frozen=True)
class Step:
    """An update: the rows of its gradients, the params they were taken at, and the params it got."""

    rows: list[int]
    looked_at: Params
    given: Params


@dataclass(frozen=True)
class Story:
    """What a training run did in each epoch, and the params that follow from it.

    `states` are the params before the first step and after each one, worked out here from the rows
    alone; `epochs` are the steps of each epoch.
    """

    inputs: dict[str, Plain]
    epochs: list[list[Step]]
    states: list[Params]

    def after(self, epoch: int) -> Params:
        """The params at the end of an epoch, 0 for the first; -1 for the start."""
        return self.states[(epoch + 1) * len(self.epochs[0])]

    def losses(self, prefix: str = "", shift: int = 0) -> list[float]:
        """The loss on a whole set after each epoch, or `shift` epochs away."""
        X, y = self.inputs["X" + prefix], self.inputs["y" + prefix]
        return [toy_loss(self.after(e + shift), X, y) for e in range(len(self.epochs))]

    def last_batch_losses(self) -> list[float]:
        """The loss on the last batch of each epoch, before its update."""
        X, y, size = self.inputs["X"], self.inputs["y"], len(self.epochs[0])
        last = [
            (self.states[(e + 1) * size - 1], step[-1].rows) for e, step in enumerate(self.epochs)
        ]
        return [toy_loss(params, X[rows], y[rows]) for params, rows in last]


def _story(seen: Observation) -> Story:
    """Find the batches from the updates that used their gradients; other calls are for the history."""
    inputs, looks, steps = seen.case.inputs, _Looks(), []
    for call in seen.value["calls"]:
        if "X" in call:
            looks.add(call)
            continue
        look = looks.last_with(call["grads"])
        if look is None:
            raise Unreadable(
                "update gets other gradients than loss_and_grads gave for a mini-batch: hand them on "
                "as they are."
            )
        steps.append(Step(_rows(look, inputs), look["params"], call["params"]))
    if not steps:
        raise Unreadable(
            "update is never called: it is what turns params and gradients into new params."
        )
    count, epochs = len(steps), inputs["epochs"]
    if count % epochs:
        raise Unreadable(
            f"With {epochs} epochs there are {count} updates: each epoch should have equally many, one "
            "for each mini-batch."
        )
    states = [inputs["params"]]
    for step in steps:
        X, y = inputs["X"][step.rows], inputs["y"][step.rows]
        states.append(toy_step(states[-1], toy_grads(states[-1], X, y)))
    size = count // epochs
    return Story(inputs, [steps[i : i + size] for i in range(0, count, size)], states)


class _Looks:
    """The calls of loss_and_grads so far, to be found by the gradients that they gave."""

    def __init__(self) -> None:
        self._calls: list[dict[str, Plain]] = []
        self._sums: list[float] = []

    def add(self, call: dict[str, Plain]) -> None:
        self._calls.append(call)
        self._sums.append(_sum_of(call["grads"]))

    def last_with(self, grads: Plain) -> dict[str, Plain] | None:
        """The last call that gave these gradients."""
        near = np.isclose(self._sums, _sum_of(grads), rtol=1e-3, atol=1e-3, equal_nan=True)
        nearest = np.flatnonzero(near)[: -MOST_COMPARED - 1 : -1]
        found = (self._calls[place] for place in nearest)
        return next((call for call in found if agree(call["grads"], grads)), None)


def _sum_of(grads: Plain) -> float:
    """The sum of all gradients: it tells almost any two apart."""
    return float(sum(np.sum(np.asarray(grads[name], float)) for name in ("w", "c")))


def _rows(look: dict[str, Plain], inputs: dict[str, Plain]) -> list[int]:
    """The rows of the training set in a batch."""
    X, y = np.asarray(look["X"], float), np.asarray(look["y"], float)
    if X.ndim != 2 or y.shape != (len(X), 1):
        raise Unreadable("A batch should be X (rows of samples) and y (a column), as they were.")
    far = np.abs(X[:, np.newaxis] - inputs["X"]).max(axis=2)
    rows = far.argmin(axis=1)
    if (far.min(axis=1) > 1e-5).any():
        to_validation = np.abs(X[:, np.newaxis] - inputs["X_val"]).max(axis=2).min(axis=1)
        if (to_validation < 1e-5).any():
            raise Unreadable("Samples of the validation set are used to update: they must not be.")
        raise Unreadable("A batch holds rows that are not in X: hand the samples on as they are.")
    expected = inputs["y"][rows]
    if not np.allclose(y, expected, atol=1e-5):
        if np.array_equal(y, np.trunc(expected)) or np.array_equal(y, np.rint(expected)):
            raise Unreadable(
                "The labels of a batch are whole numbers, and those in y have decimals: hand the samples "
                "on as they are."
            )
        raise Unreadable("The samples and their labels no longer match: shuffle X and y together.")
    return rows.tolist()


def _watched(seen: Observation) -> Run:
    """A run for the training doctor: the calls, and the history that came of them."""
    inputs = seen.case.inputs
    calls = Seen(Sets(*(inputs[name] for name in SETS)))
    for call in seen.value["calls"]:
        params, grads = call["params"], call["grads"]
        if "X" not in call:
            whole = copied(params) if kept_whole(calls.stepped) else {}
            calls.step(Sketch.of(params), whole, Sketch.of(grads), toy_step(params, grads))
            continue
        X, y = np.asarray(call["X"], float), np.asarray(call["y"], float)
        if X.ndim != 2 or not 0 < len(X) == y.size:
            raise ValueError("no batch")
        calls.look(Sketch.of(params), X, y, toy_loss(params, X, y.reshape(-1, 1)), grads)
    return Run(Curves.of(pair_of(seen.value["returned"])[1]), calls)


def _in_form(seen: list[Observation]) -> Finding | None:
    """(params, history), with as many numbers as epochs."""
    for observation in seen:
        _, history = pair_of(observation.value["returned"])
        epochs = observation.case.inputs["epochs"]
        for key, losses in losses_of(history).items():
            if len(losses) != epochs:
                return Finding(
                    f"{key!r} of history holds {len(losses)} numbers after {epochs} epochs: add one "
                    "at the end of each epoch."
                )
    return None


def _every_row(seen: list[Observation]) -> Finding | None:
    """Each sample once per epoch, in batches of the right size."""
    for story in map(_story, seen):
        n, size = len(story.inputs["X"]), story.inputs["batch_size"]
        shown = f"This is with {n} samples, batch_size = {size}."
        wanted = [min(size, n - start) for start in range(0, n, size)]
        for epoch in story.epochs:
            rows = [row for step in epoch for row in step.rows]
            sizes = [len(step.rows) for step in epoch]
            if len(set(rows)) < len(rows):
                return Finding("A sample is used more than once in an epoch.", shown)
            if sorted(sizes) == sorted(wanted):
                continue
            if len(epoch) == 1 and len(rows) < n:
                return Finding(
                    "There is one update an epoch.", shown, f"{_TRAIN}one-update-per-epoch"
                )
            if n % size and sizes == wanted[:-1]:
                return Finding("The last batch is never used.", shown, f"{_TRAIN}drops-last-batch")
            return Finding(
                f"The mini-batches of an epoch hold {_listed(sizes)} samples; {_listed(wanted)} are "
                "wanted.",
                shown,
            )
    return None


def _listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers))


def _new_order(seen: list[Observation]) -> Finding | None:
    """New batches in every epoch, chosen only by rng."""
    stories = [_story(observation) for observation in seen]
    first, again, other = ([_batches(epoch) for epoch in story.epochs] for story in stories)
    if any(one == following for one, following in pairwise(map(set, first))):
        n = len(stories[0].inputs["X"])
        unshuffled = [row for step in stories[0].epochs[0] for row in step.rows] == list(range(n))
        kind = "no-shuffle" if unshuffled else "shuffled-once"
        always = all(set(epoch) == set(first[0]) for epoch in first)
        return Finding(
            "The same mini-batches come in two epochs: draw a new order for every epoch.",
            misconception=_TRAIN + kind if always else None,
        )
    if first != again:
        return Finding(
            "With an equal rng the batches differ from run to run: let rng alone decide the order."
        )
    if first == other:
        return Finding("The batches are the same whatever rng is: let rng decide the order.")
    return None


def _batches(epoch: list[Step]) -> list[frozenset[int]]:
    return [frozenset(step.rows) for step in epoch]


def _chained(seen: list[Observation]) -> Finding | None:
    """Each step starts where the last one ended, and the returned params are the last ones."""
    for observation in seen:
        story = _story(observation)
        start, end = story.states[0], story.states[-1]
        steps = [step for epoch in story.epochs for step in epoch]
        before = zip(steps, story.states[:-1], strict=True)
        if not all(
            agree(state, step.looked_at) and agree(state, step.given) for step, state in before
        ):
            kind = None
            if all(agree(start, step.looked_at) for step in steps):
                kind = _TRAIN + "update-discarded"
            elif all(agree(start, epoch[0].looked_at) for epoch in story.epochs):
                kind = _TRAIN + "restarts-each-epoch"
            return Finding(
                "A step does not start where the one before it ended: take the gradients at the params "
                "that the last update gave, and update those.",
                misconception=kind,
            )
        params, _ = pair_of(observation.value["returned"])
        if agree(start, params) and not agree(start, end):
            return Finding("It trains, but gives back the params from before the training.")
        if not agree(end, params):
            return Finding("The params that are given back are not those after the last update.")
    return None


def _history_right(key: str) -> Judge:
    """The losses over a whole set after each epoch are those of the params at that time."""
    prefix, which = ("_val", "validation") if key == "val_loss" else ("", "training")

    def judge(seen: list[Observation]) -> Finding | None:
        stories = [_story(observation) for observation in seen]
        histories = [pair_of(observation.value["returned"])[1] for observation in seen]
        got = [losses_of(history)[key] for history in histories]
        right = [story.losses(prefix) for story in stories]
        if agree(right, got):
            return None
        known = {
            "loss-before-epoch": [story.losses(prefix, shift=-1) for story in stories],
            "val-on-train": [story.losses() for story in stories],
            "last-batch-loss": [story.last_batch_losses() for story in stories],
        }
        kind = next((_TRAIN + k for k, losses in known.items() if agree(losses, got)), None)
        shown = ""
        if len(got[0]) == len(right[0]):
            epoch = int(np.argmax(~np.isclose(right[0], got[0])))
            shown = (
                f"After epoch {epoch + 1} of a small run it should be "
                f"{value_text(right[0][epoch], got[0][epoch])}; yours is "
                f"{value_text(got[0][epoch], right[0][epoch])}."
            )
        sentence = f"{key!r} is not the loss on the whole {which} set after each epoch."
        return Finding(sentence, shown, kind)

    rules = OF_THE_VAL_LOSS if prefix else OF_THE_TRAIN_LOSS
    return explained(readable(judge), _watched, rules)


def _in_steps(judge: Callable[[list[Observation]], Finding | None]) -> Judge:
    """A judge of the steps, with what the training doctor says where it finds no name."""
    return explained(readable(judge), _watched, OF_THE_STEPS)


EXERCISE = Exercise(
    "train",
    (
        "params",
        *SETS,
        "loss_and_grads",
        "update",
        "epochs",
        "batch_size",
        "rng",
    ),
    (
        relation(
            "form",
            "gives back params and a history, one number an epoch",
            runs,
            readable(_in_form),
        ),
        relation("rows", "every sample is used once an epoch", runs, _in_steps(_every_row)),
        relation("order", "a new order in every epoch", orders, _in_steps(_new_order)),
        relation("steps", "each step goes on from the last one", runs, _in_steps(_chained)),
        relation("train_loss", "train_loss is right", runs, _history_right("train_loss")),
        relation("val_loss", "val_loss is right", runs, _history_right("val_loss")),
    ),
    keeps=SETS,
    drill=DRILL,
)
