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
    return first(OF_CURVES_THAT_STAY_HIGH, Run(Curves.of(history)))


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
_LOG10 = "The losses are taken with the logarithm to base 10: use the natural one."


def _p(z: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.exp(-np.logaddexp(0, -z)))


def _bce(y: NDArray[np.float64], p: NDArray[np.float64]) -> float:
    p = np.clip(p, 1e-15, 1 - 1e-15)
    return float(np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p)))
