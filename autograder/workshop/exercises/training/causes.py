"""What the training doctor says where a check of `train` or `fit_classifier` fails without a name.

The judges stay the judges: the doctor is asked only for the sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from autograder.doctor import bookkeeping, loop, shape, strict
from autograder.doctor.curves import BadHistory, Curves
from autograder.doctor.rules import first
from autograder.doctor.run import Diagnosis, Rule, Run
from autograder.model import Ask, Finding, Judge, Observation
from autograder.workshop.exercises.training.calls import Calls
from autograder.workshop.exercises.training.reading import Unreadable

UNREADABLE = (
    KeyError,
    TypeError,
    ValueError,
    IndexError,
    AttributeError,
    ArithmeticError,
    BadHistory,
    Unreadable,
)
"""What the doctor meets in values that no training gives back."""

OF_THE_STEPS: tuple[Rule, ...] = (
    strict.labels_flattened,
    loop.updated_twice,
    loop.gradients_added_up,
    strict.gradients_scaled,
    strict.rows_scaled,
)
OF_THE_TRAIN_LOSS: tuple[Rule, ...] = (
    *OF_THE_STEPS,
    bookkeeping.batch_loss,
    strict.batches_in_one,
    strict.losses_swapped,
    strict.noted_at_start,
)
OF_THE_VAL_LOSS: tuple[Rule, ...] = (
    *OF_THE_STEPS,
    bookkeeping.validation_on_training,
    strict.losses_swapped,
    strict.noted_at_start,
)
OF_CURVES_THAT_STAY_HIGH: tuple[Rule, ...] = (
    shape.not_finite,
    shape.never_moves,
    shape.climbs,
    shape.stays,
    shape.leaps,
    shape.falls_slowly,
)


def explained(
    judge: Judge, watched: Callable[[Observation], Run], rules: tuple[Rule, ...]
) -> Judge:
    """A judge whose findings without a name get the doctor's sentence, where it has one."""

    def judged(seen: list[Observation], ask: Ask) -> Finding | None:
        finding = judge(seen, ask)
        if finding is None or finding.misconception or not finding.fault:
            return finding
        for observation in seen:
            try:
                found = first(rules, watched(observation))
            except UNREADABLE:
                continue
            if found is not None:
                return told(finding, found)
        return finding

    return judged


def told(finding: Finding, found: Diagnosis) -> Finding:
    """A finding with the doctor's sentence and numbers."""
    return replace(
        finding,
        sentence=f"{found.sentence} {found.advice}".strip(),
        example=found.shown or finding.example,
    )


def of_the_curves(history: Mapping[str, NDArray[np.float64]]) -> Diagnosis | None:
    """What the curves alone say of a loss that does not fall."""
    return first((*OF_CURVES_THAT_STAY_HIGH, _few_epochs), Run(Curves.of(history)))


def _few_epochs(run: Run) -> Diagnosis | None:
    train = run.curves.train
    if len(train) > FEW_EPOCHS or not (np.diff(train) < 0).all():
        return None
    return Diagnosis(
        "few-epochs",
        f"The training is over after {len(train)} {'epoch' if len(train) == 1 else 'epochs'}, while the loss "
        "still falls.",
        f"train_loss ends at {train[-1]:.3g}.",
        "Look at the number of epochs, and at the condition that stops the training.",
    )


def of_the_calls(calls: Calls, n: int, epochs: int) -> Diagnosis | None:
    """What the calls of the earlier notebooks' functions show, in a training on `n` samples."""
    return next(filter(None, (rule(calls, n, epochs) for rule in OF_THE_CALLS)), None)


def _labels(calls: Calls, n: int, epochs: int) -> Diagnosis | None:
    wrong = calls.mislabelled / max(calls.known, 1)
    if wrong == 1:
        return Diagnosis(
            "labels-turned",
            "Each sample is trained with the label of the other class.",
            f"{calls.mislabelled:.0f} of {calls.known:.0f} labels that backward gets differ from y.",
            "Look at where the labels are changed.",
        )
    if wrong < 0.1:
        return None
    return Diagnosis(
        "labels-apart",
        "The samples and their labels do not match in the batches.",
        f"{wrong:.0%} of the labels that backward gets are not those of their samples.",
        "Do the labels come from y, and in the order of the rows of X?",
    )


def _cache(calls: Calls, n: int, epochs: int) -> Diagnosis | None:
    for count, of in ((calls.foreign, "samples"), (calls.old, "params")):
        if calls.caches > 2 and count > 0.5 * calls.caches:
            return Diagnosis(
                "old-cache",
                f"backward gets a cache of other {of}: forward was called with other {of} before it.",
                f"That is so in {count:.0f} of {calls.caches:.0f} calls of backward.",
                "For each batch call forward with the newest params, and then backward.",
            )
    return None


def _params(calls: Calls, n: int, epochs: int) -> Diagnosis | None:
    if calls.followed > 2 and calls.from_start == calls.followed:
        return Diagnosis(
            "update-discarded",
            "What the optimizer's step gives back is thrown away. All gradients are those of the first params.",
            f"That is so in all {calls.backward:.0f} calls of backward.",
            "Keep what the step gives: it is the new params.",
        )
    again = calls.starts - 1
    if again > 1 and again - 1 <= calls.elsewhere <= again:
        return Diagnosis(
            "restarts-each-epoch",
            "The params are drawn anew again and again, so what was learned is lost.",
            f"init_params is called {calls.starts:.0f} times.",
            "Call it once, before the loop over the epochs.",
        )
    return None


def _gradients(calls: Calls, n: int, epochs: int) -> Diagnosis | None:
    if calls.gradients != 1 or calls.steps < 3:
        return None
    return Diagnosis(
        "same-gradients",
        "The gradients are made once, and every step goes along the same ones.",
        f"backward is called once, and {calls.steps:.0f} steps follow.",
        "For each step call forward and backward anew, with the newest params.",
    )


def _optimizer(calls: Calls, n: int, epochs: int) -> Diagnosis | None:
    if calls.clocked and calls.clock_first == 0:
        return Diagnosis(
            "adam-t-zero",
            "Adam's t is 0 in the first step, so the correction for the start divides by 0.",
            "",
            "t is 1 in the first step: raise it before you call adam_step.",
        )
    if calls.clocked > 2 and calls.clock_still == calls.clocked - 1:
        return Diagnosis(
            "adam-t",
            "Adam's t never changes, so the correction for its start never fades.",
            f"t is {calls.clock_first:.0f} in all {calls.clocked:.0f} steps.",
            "Raise t by one in each step.",
        )
    if calls.remembering > 2 and calls.forgetful == calls.remembering:
        return Diagnosis(
            "optimizer-forgets",
            "The optimizer's memory is lost between the steps: each one gets zeros for it.",
            f"That is so in all {calls.steps:.0f} steps.",
            "Set the zeros up once, before the loop, and hand on what each step gives back.",
        )
    if calls.steps > 3 and calls.summed > 0.9 * (calls.steps - 1):
        return Diagnosis(
            "gradients-added-up",
            "The gradients of all batches are added up: each step should be taken with those of its own batch.",
            "",
            "Take the gradients anew for each batch.",
        )
    return None


def _rows(calls: Calls, n: int, epochs: int) -> Diagnosis | None:
    if not calls.backward or calls.known < 0.98 * calls.rows:
        return None
    if epochs > 2 and calls.rows <= n and calls.used > 0.8 * n:
        return Diagnosis(
            "batches-used-up",
            "Only the first epoch has batches: afterwards none are left.",
            f"In {epochs} epochs backward gets {calls.rows:.0f} rows, which is one pass over the {n} samples.",
            "Call minibatches anew in each epoch.",
        )
    if calls.used < 0.9 * n:
        return Diagnosis(
            "part-of-data",
            "Many training samples are never used.",
            f"{calls.used:.0f} of {n} samples ever reach backward.",
            "Look at the loop over the batches: does it go through all of them?",
        )
    return None


def _rate(calls: Calls, n: int, epochs: int) -> Diagnosis | None:
    first, last = calls.rate_first, calls.rate_last
    if 0 <= last < first / 1000:
        return Diagnosis(
            "rate-fades",
            "The learning rate shrinks so fast that most steps are far too small.",
            f"It goes from {first:.3g} to {last:.3g}.",
            "Let it shrink more slowly, or keep it as it is.",
        )
    if 0 < max(first, last) < TINY_RATE:
        return Diagnosis(
            "step-too-small",
            f"The learning rate is far too small: {first:.3g}.",
            "",
            "Try one between 0.001 and 0.1.",
        )
    if first >= HUGE_RATE:
        return Diagnosis(
            "step-too-large",
            f"The learning rate is far too large: {first:.3g}.",
            "",
            "Try one between 0.001 and 0.1.",
        )
    return None


FEW_EPOCHS = 5
"""So few epochs train the network only with luck."""

OF_THE_CALLS = (_labels, _gradients, _cache, _params, _optimizer, _rows, _rate)
"""What comes first may be the reason for what comes later."""

TINY_RATE, HUGE_RATE = 3e-5, 5.0
"""Learning rates with which no optimizer of the workshop trains the network in a minute, on standardized data."""


def of_the_answers(known: float, unseen: float) -> Diagnosis | None:
    """What the AUC on the training set and on people never seen says of the labels."""
    if unseen < 0.3:
        return Diagnosis(
            "labels-turned",
            "It has learned the classes the wrong way round: it gives the ill low and the healthy high "
            "probabilities.",
            f"The AUC on people it has never seen is {unseen:.3f}; 1 minus that would be good.",
            "Look at the labels on their way into the gradient, and at the sign of P - y.",
        )
    if known > 0.95 and abs(unseen - 0.5) < 0.1:
        return Diagnosis(
            "labels-apart",
            "It knows the training set by heart and nothing about new people. The samples and their labels "
            "seem not to match.",
            f"The AUC on its training set is {known:.3f}, on people it has never seen {unseen:.3f}.",
            "Are X and y shuffled in one and the same order?",
        )
    return None


def of_the_network(
    hidden: NDArray[np.float64], logits: NDArray[np.float64], y: NDArray[np.float64]
) -> Diagnosis | None:
    """What the trained network shows on its training set: `hidden` are its sums before the ReLU."""
    if hidden.size and not (hidden > 0).any():
        return Diagnosis(
            "dead-units",
            "All hidden units are dead: the ReLU gives 0 for every sample, so no gradient reaches the weights.",
            f"The largest of the sums before the ReLU is {hidden.max():.3g}.",
            "Look at the starting biases and at the size of the steps.",
        )
    share = float(np.clip(np.mean(y), 1e-9, 1 - 1e-9))
    base = np.log(share / (1 - share))
    if np.ptp(logits) < 0.02 and abs(logits.mean() - base) < 0.5:
        return Diagnosis(
            "one-answer",
            "The network gives everybody the same probability. Its weights are almost 0.",
            f"Its probabilities go from {_p(logits.min()):.4f} to {_p(logits.max()):.4f}.",
            "Is the decay so strong that it pulls the weights to 0, or the step too small?",
        )
    return None


def of_the_loss(
    noted: float, logits: NDArray[np.float64], y: NDArray[np.float64]
) -> Diagnosis | None:
    """The known way in which a loss that was noted belongs to the params, though it is not theirs."""
    p = np.asarray(_p(logits))
    with np.errstate(all="ignore"):
        ways = {
            "sigmoid-twice": (_bce(y, _p(p)), _TWICE),
            "labels-flat": (_bce(y, p.T), _FLAT),
            "labels-turned": (_bce(1 - y, p), _TURNED),
            "loss-summed": (len(y) * _bce(y, p), _SUMMED),
            "loss-log2": (_bce(y, p) / np.log(2), _LOG2),
            "loss-log10": (_bce(y, p) / np.log(10), _LOG10),
            "accuracy": (float(np.mean((p > 0.5) == y)), _ACCURACY),
        }
    right = _bce(y, p)
    near = [
        Diagnosis(cause, sentence, f"The params that you give back have a loss of {right:.4g}; noted is {noted:.4g}.")
        for cause, (loss, sentence) in ways.items()
        if abs(loss - noted) <= 1e-6 * abs(noted) and abs(loss - right) > 1e-3 * right
    ]  # fmt: skip
    return near[0] if len(near) == 1 else None


_TWICE = (
    "The losses are those of a sigmoid applied twice. Look for a second sigmoid: is one taken of a "
    "probability?"
)
_FLAT = (
    "In the loss each label meets each prediction, in an (n, n) table: keep labels and predictions "
    "columns, (n, 1)."
)
_TURNED = "The losses are those of labels that are turned round, 0 for 1: look at y on its way to the loss."
_SUMMED = "The losses are summed over the samples: bce is their mean."
_LOG2 = "The losses are taken with the logarithm to base 2: use the natural one."
_ACCURACY = "The numbers in the history are accuracies, the share of samples on the right side: note the loss."
_LOG10 = "The losses are taken with the logarithm to base 10: use the natural one."


def _p(z: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.exp(-np.logaddexp(0, -z)))


def _bce(y: NDArray[np.float64], p: NDArray[np.float64]) -> float:
    p = np.clip(p, 1e-15, 1 - 1e-15)
    return float(np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p)))
