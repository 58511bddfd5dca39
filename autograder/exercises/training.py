"""Cases and checks: training."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from autograder.checks import formula, relation, robustness
from autograder.compare import agree, as_numbers, mismatches
from autograder.exercises.backprop import JudgedWithAnswers
from autograder.explain import form_sentence, value_text
from autograder.expression import Cohort, auc, population
from autograder.model import (
    Ask,
    Case,
    Exercise,
    Finding,
    Functions,
    Judge,
    Observation,
    Picture,
    Plain,
)
from autograder.pictures import loss_curves

Array = NDArray[Any]
Params = dict[str, Array]

# --- standardize ---


def genes(rng: Generator) -> list[Case]:
    """One gene by hand, then genes of very different mean and spread; the sets differ too."""
    return [
        Case({"X_train": np.array([[2.0], [4.0], [6.0], [8.0]]), "X_test": np.array([[10.0]])}),
        Case(_two_sets(rng, 6, 3, 4)),
        Case(_two_sets(rng, 5, 1, 3)),
    ]


def _two_sets(rng: Generator, n: int, m: int, d: int) -> dict[str, Plain]:
    mean, spread = rng.uniform(2, 9, d), 10 ** rng.uniform(-1, 1, d)
    return {
        "X_train": mean + spread * rng.standard_normal((n, d)),
        "X_test": mean + spread * (1 + 2 * rng.standard_normal((m, d))),
    }


def constant_genes(rng: Generator) -> list[Case]:
    """Two genes that are constant in the training set, one of them in the test set too."""
    sets = _two_sets(rng, 6, 3, 4)
    sets["X_train"][:, 1], sets["X_test"][:, 1] = 3.0, [3.0, 5.0, 2.0]
    sets["X_train"][:, 2], sets["X_test"][:, 2] = 0.0, 0.0
    return [Case(sets)]


def _constant_to_zero(seen: list[Observation], ask: Ask) -> Finding | None:
    """0 in the training set; anything finite in the test set, and no harm to the other genes."""
    value, inputs = seen[0].value, seen[0].case.inputs
    parts = list(value) if isinstance(value, tuple | list) and len(value) == 2 else [None, None]
    for got, name in zip(map(as_numbers, parts), inputs, strict=True):
        if got is None or got.shape != inputs[name].shape:
            return Finding(
                "With a gene that is constant, the results no longer have the shapes of X_train and X_test."
            )
        if not np.isfinite(got).all():
            return Finding(
                "A gene that is constant in the training set gives NaN or infinity.",
                f"It is in {name}, once standardized.",
                "standardize/constant-gene",
            )
    train = np.asarray(parts[0], float)[:, 1:3]
    if np.abs(train).max() > 1e-6:
        return Finding("A gene that is constant in the training set should be 0 there, and isn't.")
    return None


# --- accuracy ---


def decisions(rng: Generator) -> list[Case]:
    """Three thresholds; no probability is at one, and the answer depends on which is used."""
    by_hand = {
        "y_true": np.array([[1.0], [0.0], [1.0], [0.0]]),
        "y_prob": np.array([[1.0], [0.2], [0.4], [0.3]]),
    }
    all_right = {"y_true": np.array([[1.0], [0.0]]), "y_prob": np.array([[0.8], [0.3]])}
    return [
        Case(by_hand),
        Case({**_predictions(rng, 0.3), "threshold": 0.3}),
        Case({**_predictions(rng, 0.8), "threshold": 0.8}),
        Case(_predictions(rng, 0.7)),
        Case(all_right),
    ]


def _predictions(rng: Generator, threshold: float) -> dict[str, Plain]:
    """Eight samples at random and three between the threshold and one half, all of one class."""
    y = rng.permutation(np.resize([1.0, 0.0, 1.0], 8))
    p = rng.choice([rng.uniform(0.02, 0.25, 8), rng.uniform(0.83, 0.98, 8)])
    p[:5] = np.where(y[:5] == 1, 0.98, 0.02) + rng.uniform(-0.015, 0.015, 5)
    low, high = sorted((threshold, 0.5))
    between = rng.uniform(low + 0.03, high - 0.03, 3)
    order = rng.permutation(11)
    labels = np.append(y, np.full(3, float(threshold < 0.5)))[order]
    return {"y_true": labels[:, np.newaxis], "y_prob": np.append(p, between)[order][:, np.newaxis]}


# --- train ---

_TRAIN = "train/"


def toy_gap(params: Params, X: Array, y: Array) -> Array:
    """How far a toy model is off, (n, 1). It is strange enough to be no exercise's answer."""
    return np.sin(X * params["w"]).sum(axis=1, keepdims=True) + params["c"] - y


def toy_loss(params: Params, X: Array, y: Array) -> float:
    """Mean log-cosh of the gaps."""
    return float(np.log(np.cosh(toy_gap(params, X, y))).mean())


def toy_grads(params: Params, X: Array, y: Array) -> Params:
    """The gradient of the toy's loss."""
    push = np.tanh(toy_gap(params, X, y))
    return {"w": (push * X * np.cos(X * params["w"])).mean(axis=0), "c": push.mean(axis=0)}


def toy_step(params: Params, grads: Params) -> Params:
    """Where the toy's update leads."""
    return {name: 0.95 * w - 0.3 * np.sin(grads[name]) for name, w in params.items()}


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
    """Train the toy, and write down every call of the two functions that are handed in."""
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
    """Once with a last batch that is smaller; once without, and with params that change in place."""
    return [
        _run(rng, n=11, epochs=3, batch_size=4),
        _run(rng, n=10, epochs=2, batch_size=5, in_place=True),
    ]


def orders(rng: Generator) -> list[Case]:
    """The same run twice from one seed, and once from another."""
    first = _run(rng, n=17, epochs=3, batch_size=5)
    other = {**first.inputs, "seed": first.inputs["seed"] + 1}
    return [first, Case(dict(first.inputs), spied_training), Case(other, spied_training)]


def _run(rng: Generator, n: int, epochs: int, batch_size: int, in_place: bool = False) -> Case:
    """A run in which each sample can be told by its numbers."""
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
    return Case(inputs, spied_training)


@dataclass(frozen=True)
class Step:
    """An update: the rows whose gradients it got, the params they were taken at, and it was given."""

    rows: list[int]
    looked_at: Params
    given: Params


@dataclass(frozen=True)
class Story:
    """What a run did, epoch by epoch, and what it would lead to.

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


class Unreadable(Exception):
    """What came back can't be judged any further; the message is the sentence for it."""

    def __init__(self, sentence: str, picture: Picture | None = None) -> None:
        super().__init__(sentence)
        self.picture = picture


def _readable(judge: Callable[[list[Observation]], Finding | None]) -> Judge:
    """A judge for whom what can't be read is a finding of its own."""

    def judged(seen: list[Observation], ask: Ask) -> Finding | None:
        try:
            return judge(seen)
        except Unreadable as unreadable:
            return Finding(str(unreadable), picture=unreadable.picture)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError):
            return Finding(
                "What comes back can't be followed: hand on params, grads and samples as they are."
            )

    return judged


def _pair(returned: Plain) -> tuple[Mapping[str, Plain], Mapping[str, Plain]]:
    """params and history, once they are two dicts."""
    if not isinstance(returned, tuple | list) or len(returned) != 2:
        raise Unreadable("Two things are to be returned: params and history.")
    params, history = returned
    if not isinstance(params, Mapping) or not isinstance(history, Mapping):
        raise Unreadable("params and history, which are to be returned, are both dicts.")
    if "train_loss" in params:
        raise Unreadable("params and history have changed places: params comes first.")
    return params, history


def _losses(history: Mapping[str, Plain]) -> dict[str, Array]:
    """The two lists of losses, once they are lists of numbers."""
    losses = {}
    for key in ("train_loss", "val_loss"):
        if key not in history:
            raise Unreadable(f"history has no {key!r}.")
        numbers = as_numbers(history[key])
        if numbers is None or numbers.ndim != 1:
            given = history[key]
            first = given[0] if isinstance(given, list | tuple) and given else None
            shape = first.shape if isinstance(first, np.ndarray) else ()
            inside = f" (the first entry of yours has the shape {shape})" if shape else ""
            raise Unreadable(
                f"{key!r} of history should be a list with one number for each epoch{inside}."
            )
        losses[key] = np.asarray(numbers, float)
    return losses


def _story(seen: Observation) -> Story:
    """Tell the batches by the updates that got their gradients; other looks are for the history."""
    inputs, looks, steps = seen.case.inputs, [], []
    for call in seen.value["calls"]:
        if "X" in call:
            looks.append(call)
            continue
        look = next((k for k in reversed(looks) if agree(k["grads"], call["grads"])), None)
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


def _rows(look: dict[str, Plain], inputs: dict[str, Plain]) -> list[int]:
    """Which rows of the training set a batch holds."""
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
    if not np.allclose(y, inputs["y"][rows], atol=1e-5):
        raise Unreadable("The samples and their labels no longer match: shuffle X and y together.")
    return rows.tolist()


def _in_form(seen: list[Observation]) -> Finding | None:
    """(params, history), with as many numbers as epochs."""
    for observation in seen:
        _, history = _pair(observation.value["returned"])
        epochs = observation.case.inputs["epochs"]
        for key, losses in _losses(history).items():
            if len(losses) != epochs:
                return Finding(
                    f"{key!r} of history holds {len(losses)} numbers after {epochs} epochs: add one "
                    "at the end of each epoch."
                )
    return None


def _every_row(seen: list[Observation]) -> Finding | None:
    """Each sample once an epoch, in batches of the right size."""
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
    """Other batches in every epoch, and rng alone decides which."""
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
            "With equal generators the batches differ from run to run: let rng alone decide the order."
        )
    if first == other:
        return Finding("The batches are the same whatever rng is: let rng decide the order.")
    return None


def _batches(epoch: list[Step]) -> list[frozenset[int]]:
    return [frozenset(step.rows) for step in epoch]


def _chained(seen: list[Observation]) -> Finding | None:
    """Each step starts where the last one ended, and the params given back are the last."""
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
        params, _ = _pair(observation.value["returned"])
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
        histories = [_pair(observation.value["returned"])[1] for observation in seen]
        got = [_losses(history)[key] for history in histories]
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

    return _readable(judge)


# --- fit_classifier ---

SEPARATES = 0.80
"""The AUC that is asked for on people never seen."""


@dataclass(frozen=True)
class Study(Case):
    """A cohort to learn from. What is kept for the test stays here: only `inputs` travel."""

    people: int = 0


def studies(rng: Generator) -> list[Case]:
    """The same study twice; the second time half of each class in the validation set is mislabelled."""
    people, seed = int(rng.integers(2**62)), int(rng.integers(10**6))
    cohort = population(people).sample(600, seed=1)
    X, X_val = (_scaled(cohort, cohort.log_cpm[rows]) for rows in (cohort.train, cohort.validation))
    y, y_val = cohort.y[cohort.train], cohort.y[cohort.validation]
    twisted = y_val.copy()
    for label in (0, 1):
        rows = rng.permutation(np.flatnonzero(y_val == label))
        twisted[rows[: len(rows) // 2]] = 1 - label
    return [
        Study({"X": X, "y": y, "X_val": X_val, "y_val": labels, "seed": seed}, fitted, people)
        for labels in (y_val, twisted)
    ]


def _nothing(rng: Generator) -> list[Case]:
    return []


def _scaled(cohort: Cohort, log_cpm: Array) -> Array:
    seen = cohort.log_cpm[cohort.train]
    return (log_cpm - seen.mean(axis=0)) / seen.std(axis=0)


def fitted(
    functions: Functions, X: Array, y: Array, X_val: Array, y_val: Array, seed: int
) -> Plain:
    """Train the student's classifier."""
    return functions["fit_classifier"](X, y, X_val, y_val, np.random.default_rng(seed))


@dataclass(frozen=True)
class Fit:
    """What a training on a study has led to. What can't be read raises Unreadable when looked at."""

    study: Study
    returned: Plain

    @classmethod
    def of(cls, seen: Observation) -> Fit:
        """The fit that a case has led to."""
        assert isinstance(seen.case, Study)
        return cls(seen.case, seen.value)

    @cached_property
    def params(self) -> Params:
        """The weights of a network for that many genes, with any number of hidden units."""
        params, _ = _pair(self.returned)
        arrays = {}
        for name in ("W1", "b1", "W2", "b2"):
            numbers = as_numbers(params.get(name))
            if numbers is None:
                raise Unreadable(f"params has no array of numbers called {name!r}.")
            arrays[name] = np.asarray(numbers, float)
        d, h = self.study.inputs["X"].shape[1], arrays["b1"].size
        shapes = {"W1": (d, h), "b1": (h,), "W2": (h, 1), "b2": (1,)}
        for name, array in arrays.items():
            if array.shape != shapes[name]:
                raise Unreadable(
                    f"{name} has the shape {array.shape}; with {d} genes and {h} hidden units (as many "
                    f"as b1 has) it should be {shapes[name]}."
                )
        return _finite(arrays)

    @cached_property
    def history(self) -> dict[str, Array]:
        """The losses, as many of the one kind as of the other."""
        history = _losses(_pair(self.returned)[1])
        train_loss, val_loss = (len(losses) for losses in history.values())
        if not train_loss == val_loss > 0:
            raise Unreadable(
                f"history holds {train_loss} training losses and {val_loss} validation losses: there "
                "should be one of each for every epoch."
            )
        return _finite(history, loss_curves(history))

    def scores(self, X: Array) -> Array:
        """What orders the samples by how probable the disease is; (n, 1)."""
        hidden = X @ self.params["W1"] + self.params["b1"]
        return np.where(hidden > 0, hidden, 0) @ self.params["W2"]


def _finite(arrays: dict[str, Array], picture: Picture | None = None) -> dict[str, Array]:
    for name, array in arrays.items():
        if not np.isfinite(array).all():
            raise Unreadable(
                f"{name} holds NaN or infinity after the training: is the step too large, or a "
                "logarithm taken of 0?",
                picture,
            )
    return arrays


_FITS: WeakKeyDictionary[Ask, list[Observation]] = WeakKeyDictionary()


def _of_fits(judge: Callable[[Fit, Fit], Finding | None]) -> Judge:
    """A judge of the two fits, which are made once, for the first check, and serve all."""

    def judged(seen: list[Observation], ask: Ask) -> Finding | None:
        made = _FITS.setdefault(ask, seen)
        if not made:
            return Finding("There is no trained network to look at.")
        return _readable(lambda made: judge(*map(Fit.of, made)))(made, ask)

    return judged


def _in_shape(fit: Fit, twisted: Fit) -> Finding | None:
    """Both parts of what is given back can be read."""
    for one in (fit, twisted):
        assert one.history
        assert one.params
    return None


def _learns(fit: Fit, twisted: Fit) -> Finding | None:
    """The training loss ends well below log 2, which a network that knows nothing has."""
    losses = fit.history["train_loss"]
    first, last = losses[0], losses[-1]
    if last < 0.8 * max(first, np.log(2)):
        return None
    return Finding(
        "The training loss does not fall clearly.",
        f"It is {first:.3g} after the first epoch and {last:.3g} after epoch {len(losses)}.",
        _why_not(fit),
        loss_curves(fit.history),
    )


def _why_not(fit: Fit) -> str | None:
    """The known mistake behind a network that has learned nothing, where the weights show it."""
    if not (fit.params["W1"].any() or fit.params["W2"].any()):
        return "fit_classifier/zero-weights"
    if not (fit.params["b1"].any() or fit.params["b2"].any()):
        return "fit_classifier/does-not-train"
    losses, inputs = fit.history["train_loss"], fit.study.inputs
    rises = losses[-1] > 1.05 * max(losses[0], np.log(2))
    if rises and auc(inputs["y"], fit.scores(inputs["X"])) < 0.4:
        return "fit_classifier/climbs"
    return None


def _separates(fit: Fit, twisted: Fit) -> Finding | None:
    """The order in which it puts people it has never seen."""
    people = population(fit.study.people)
    unseen = people.sample(2000, seed=2)
    X = _scaled(people.sample(600, seed=1), unseen.log_cpm)
    reached = auc(unseen.y, fit.scores(X))
    if reached >= SEPARATES:
        return Finding(
            f"On 2000 people it has never seen the network reaches an AUC of {reached:.3f}; a linear "
            "model reaches about 0.88.",
            fault=False,
        )
    known = _why_not(fit)
    return Finding(
        "On people that it has never seen the network does not tell cancer from healthy well enough.",
        f"The AUC on 2000 of them is {reached:.3f}; {SEPARATES:.2f} is asked for, chance gives 0.5.",
        known,
        None if known else loss_curves(fit.history),
    )


def _own_training_set(fit: Fit, twisted: Fit) -> Finding | None:
    """A network that has learned mislabelled validation rows has been trained on them.

    One that has not, has an AUC near 0.5 on labels that were turned at random (deviation 0.05). Where
    the training losses of both runs begin alike, only a late training on the rows remains possible.
    """
    inputs = twisted.study.inputs
    if auc(inputs["y"], twisted.scores(inputs["X"])) < 0.6:
        return Finding("As long as it learns nothing, it can't be told from what it learns.")
    learned = auc(inputs["y_val"], twisted.scores(inputs["X_val"]))
    if learned <= 0.65 or (learned <= 0.75 and _begin_alike(fit, twisted, "train_loss")):
        return None
    return Finding(
        "Samples of the validation set are used for training.",
        misconception="fit_classifier/trains-on-validation",
    )


def _looks_at_validation(fit: Fit, twisted: Fit) -> Finding | None:
    """val_loss is of the validation set: it is another than train_loss, and its labels matter."""
    if np.allclose(fit.history["val_loss"], fit.history["train_loss"], rtol=1e-9):
        return Finding(
            "val_loss is the same as train_loss.",
            misconception="fit_classifier/val-loss-is-train-loss",
        )
    if _begin_alike(fit, twisted, "val_loss"):
        return Finding(
            "val_loss stays the same when the labels of the validation set change: compute it on X_val "
            "and y_val."
        )
    return None


def _begin_alike(fit: Fit, twisted: Fit, key: str) -> bool:
    one, other = fit.history[key], twisted.history[key]
    epochs = min(len(one), len(other))
    return np.allclose(one[:epochs], other[:epochs], rtol=1e-9)


# --- predict ---


def networks(rng: Generator) -> list[Case]:
    """The notebook's network by hand, then others with one hidden unit, few and many."""
    by_hand = {
        "W1": np.array([[1.0, -1.0], [0.0, 2.0]]),
        "b1": np.array([0.0, 1.0]),
        "W2": np.array([[2.0], [-0.5]]),
        "b2": np.array([0.5]),
    }
    return [
        Case({"params": by_hand, "X": np.array([[1.0, 2.0], [-1.0, 0.0]])}),
        *(
            Case({"params": _network(rng, d, h), "X": rng.standard_normal((n, d))})
            for n, d, h in ((6, 4, 3), (5, 3, 40), (7, 2, 1))
        ),
    ]


def _network(rng: Generator, d: int, h: int) -> Params:
    return {
        "W1": rng.standard_normal((d, h)) / np.sqrt(d),
        "b1": rng.choice([-1, 1], h) * rng.uniform(0.2, 1, h),
        "W2": rng.choice([-1, 1], (h, 1)) * rng.uniform(0.5, 2, (h, 1)) / np.sqrt(h),
        "b2": rng.choice([-1, 1], 1) * rng.uniform(0.2, 1, 1),
    }


def same_people(rng: Generator) -> list[Case]:
    """A batch twice, then its rows in another order, then two of them alone."""
    params, X = _network(rng, 4, 12), rng.standard_normal((9, 4))
    rows = [np.arange(9), np.arange(9), rng.permutation(9), np.array([5]), np.array([3])]
    return [Case({"params": params, "X": X[chosen]}) for chosen in rows]


def _row_by_row(seen: list[Observation], ask: Ask) -> Finding | None:
    """Every row's answer is the same at each call, whatever the other rows are."""
    people = seen[0].case.inputs["X"]
    answers = []
    for observation in seen:
        column = np.zeros((len(observation.case.inputs["X"]), 1))
        faults = [m for m in mismatches(column, observation.value) if m.kind != "value"]
        if faults:
            return Finding(form_sentence(faults[0], _PREDICT, observation.outcome.printed) or "")
        answers.append(np.asarray(observation.value, float))
    first, again = answers[:2]
    if not agree(first, again):
        return Finding("Two calls with the same arguments differ.", "", "predict/dropout-on")
    for observation, answer in zip(seen[2:], answers[2:], strict=True):
        rows = [
            int(np.flatnonzero((people == row).all(axis=1))[0])
            for row in observation.case.inputs["X"]
        ]
        if not np.allclose(first[rows], answer, rtol=1e-5, atol=1e-7):
            return Finding(
                "A person's answer changes with who else is in the batch: it should depend on that "
                "person's row alone."
            )
    return None


_PREDICT = Exercise("predict", ("params", "X"), (), builds_on=("forward",))
_SETS = ("X", "y", "X_val", "y_val")

EXERCISES = (
    Exercise(
        "standardize",
        ("X_train", "X_test"),
        (
            formula(genes, name="train", claim="the training set is right", part=0),
            formula(genes, name="test", claim="the test set is right", part=1),
            robustness(
                "copes with a gene that is constant", constant_genes, judge=_constant_to_zero
            ),
        ),
        also_right=("standardize_sample",),
        returns=("X_train", "X_test"),
    ),
    Exercise("accuracy", ("y_true", "y_prob", "threshold"), (formula(decisions),)),
    Exercise(
        "train",
        (
            "params",
            *_SETS,
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
                _readable(_in_form),
            ),
            relation("rows", "every sample is used once an epoch", runs, _readable(_every_row)),
            relation("order", "a new order in every epoch", orders, _readable(_new_order)),
            relation("steps", "each step goes on from the last one", runs, _readable(_chained)),
            relation("train_loss", "train_loss is right", runs, _history_right("train_loss")),
            relation("val_loss", "val_loss is right", runs, _history_right("val_loss")),
        ),
        keeps=_SETS,
    ),
    Exercise(
        "fit_classifier",
        (*_SETS, "rng"),
        (
            relation(
                "form", "params and history as asked for", studies, _of_fits(_in_shape), weight=3.0
            ),
            relation("learns", "the training loss falls clearly", _nothing, _of_fits(_learns)),
            relation(
                "unseen",
                "an AUC of 0.80 on people never seen",
                _nothing,
                _of_fits(_separates),
                weight=14.0,
            ),
            relation(
                "kept apart",
                "it learns, and from the training samples alone",
                _nothing,
                _of_fits(_own_training_set),
            ),
            relation(
                "val_loss",
                "val_loss is of the validation set",
                _nothing,
                _of_fits(_looks_at_validation),
                weight=4.0,
            ),
        ),
        seconds=60.0,
    ),
    replace(
        _PREDICT,
        checks=(
            JudgedWithAnswers(
                "rows", "the same person, the same answer", same_people, _row_by_row, weight=3.0
            ),
            formula(networks),
        ),
    ),
)
