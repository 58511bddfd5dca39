"""Cases and checks: losses and their gradients."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.random import Generator

from autograder.checks import Cases, formula, relation, robustness, whole_numbers
from autograder.compare import as_one_number
from autograder.conditions import equal_entries, zero
from autograder.feedback.wording import number_text, value_text
from autograder.model import Ask, Case, Check, Exercise, Finding, Judge, Observation

COLUMNS = ((5, 1), (4, 1))
OTHER_SHAPES = ((7,), (3, 2))

WIDEST_CLIP = 1e-7
LEAST = -np.log(WIDEST_CLIP)
MOST = 746.0
"""The allowed cost of a certain and wrong prediction, from the widest clip to the smallest float."""


def measurements(rng: Generator) -> list[Case]:
    """Columns of measurements and predictions, the first to follow by hand."""
    small = Case({"y_true": np.array([[1.0], [3.0]]), "y_pred": np.array([[2.0], [6.0]])})
    return [small, *(_measurements(rng, shape) for shape in COLUMNS)]


def probabilities(rng: Generator) -> list[Case]:
    """Columns of labels, of both classes, and of probabilities from 0.02 to 0.98."""
    small = Case({"y_true": np.array([[1.0], [0.0]]), "y_pred": np.array([[0.8], [0.4]])})
    bold = Case({"y_true": np.array([[1.0]]), "y_pred": np.array([[0.02]])})
    return [small, bold, *(_probabilities(rng, shape) for shape in COLUMNS)]


def logits(rng: Generator) -> list[Case]:
    """Columns of labels, of both classes, and of moderate logits."""
    small = Case({"y_true": np.array([[1.0], [0.0]]), "z": np.array([[2.0], [-1.0]])})
    return [small, *(_logits(rng, shape) for shape in COLUMNS)]


def scores(rng: Generator) -> list[Case]:
    """A row of scores for each sample; the first table is square, with rows that peak at 2."""
    small = Case({"Z": np.array([[2.0, 0.0], [1.0, 2.0]])})
    return [small, *(Case({"Z": rng.uniform(-3, 3, shape)}) for shape in ((5, 3), (3, 4)))]


def extreme_scores(rng: Generator) -> list[Case]:
    """Scores of 1000 and -1000, in one row and in rows far apart."""
    return [
        Case({"Z": np.array([[1000.0, 999.0, 998.0]])}),
        Case({"Z": np.array([[-1000.0, -1001.0, -999.0], [1000.0, -1000.0, -999.0]])}),
    ]


def classes(rng: Generator) -> list[Case]:
    """One-hot classes and probabilities, where the network prefers a wrong class at times."""
    small = Case(
        {
            "Y_true": np.array([[1.0, 0.0], [0.0, 1.0]]),
            "Y_pred": np.array([[0.6, 0.4], [0.7, 0.3]]),
        }
    )
    bold = Case({"Y_true": np.array([[1.0, 0.0]]), "Y_pred": np.array([[0.02, 0.98]])})
    return [small, bold, _classes(rng, 5, 3), _classes(rng, 3, 4)]


def whole_measurements(rng: Generator) -> list[Case]:
    """A column of whole numbers, predicted by numbers between them."""
    return [_with_whole_numbers(_measurements(rng, (4, 1)), "y_true")]


def whole_labels(rng: Generator) -> list[Case]:
    """A column of labels as whole numbers."""
    return [_with_whole_numbers(_probabilities(rng, (4, 1)), "y_true")]


def whole_logits(rng: Generator) -> list[Case]:
    """A column of labels and one of logits, both as whole numbers."""
    return [_with_whole_numbers(_logits(rng, (5, 1)), "y_true", "z")]


def whole_scores(rng: Generator) -> list[Case]:
    """A table of scores as whole numbers."""
    return [Case({"Z": rng.integers(-3, 4, (4, 3))})]


def whole_classes(rng: Generator) -> list[Case]:
    """One-hot classes as whole numbers."""
    return [_with_whole_numbers(_classes(rng, 4, 3), "Y_true")]


def certain(rng: Generator) -> list[Case]:
    """Probabilities of exactly 0 and 1, on the wrong side, on the right one, and mixed."""
    truths = ([1.0], [0.0], [1.0, 0.0], [1.0, 0.0, 0.0, 1.0])
    predictions = ([0.0], [1.0], [1.0, 0.0], [1.0, 1.0, 0.0, 1.0])
    return [
        Case({"y_true": np.array(y)[:, None], "y_pred": np.array(p)[:, None]})
        for y, p in zip(truths, predictions, strict=True)
    ]


def certain_classes(rng: Generator) -> list[Case]:
    """The same with three classes: all of a row's probability on one of them."""
    one_hot = np.eye(3)
    pairs = (([0], [2]), ([1, 2], [1, 2]), ([0, 1, 2, 2], [0, 2, 2, 2]))
    return [Case({"Y_true": one_hot[y], "Y_pred": one_hot[p]}) for y, p in pairs]


def extreme_logits(rng: Generator) -> list[Case]:
    """Logits of 1000 and -1000, for either label."""
    return [
        Case({"y_true": np.array([[y]]), "z": np.array([[z]])})
        for z in (1000.0, -1000.0)
        for y in (0.0, 1.0)
    ]


def fractional_logits(rng: Generator) -> list[Case]:
    """Logits between 0 and 1, which might be taken for probabilities."""
    y_true = np.array([[1.0], [0.0]])
    return [
        Case({"y_true": y_true, "z": np.array([[a], [b]])}) for a, b in ((0.5, 0.75), (0.2, 0.4))
    ]


def doubtful(rng: Generator) -> list[Case]:
    """A label of 1, to which the prediction gives 0.8, then 0.5; and two such samples at once."""
    return [
        Case({"y_true": np.ones((len(p), 1)), "y_pred": np.array(p)[:, None]})
        for p in ([0.8], [0.5], [0.8, 0.6])
    ]


def doubtful_classes(rng: Generator) -> list[Case]:
    """The same with two classes."""
    return [
        Case(
            {"Y_true": np.array(len(p) * [[1.0, 0.0]]), "Y_pred": np.array([[q, 1 - q] for q in p])}
        )
        for p in ([0.8], [0.5], [0.8, 0.6])
    ]


def _finite_at_certainty(exercise: str) -> Judge:
    """Judge the cost of certain predictions for any clip: see LEAST and MOST.

    A clip shows in the cost of a certain error; a certain and right prediction costs next to
    nothing.
    """

    def judge(seen: list[Observation], ask: Ask) -> Finding | None:
        for observation, loss in _losses(seen):
            if loss is None:
                return _NO_NUMBER
            truth, prediction = observation.case.inputs.values()
            errors = np.abs(truth - prediction).max(axis=1).mean()
            shown = _with_inputs(observation)
            if not np.isfinite(loss):
                return Finding(
                    "Where a probability is exactly 0 or 1 the loss is not finite.",
                    shown,
                    f"{exercise}/nan-at-zero",
                )
            if errors == 0 and abs(loss) > 1e-6:
                return Finding(
                    "Certain and right predictions should cost 0, or next to nothing.",
                    shown,
                    f"{exercise}/clip-too-strong" if 0 < loss < 1 else None,
                )
            if loss < 0.98 * LEAST * errors - 1e-6:
                wanted = (
                    f"{shown} With a clip of 1e-7 or smaller it is {LEAST * errors:.3g} or more."
                )
                return Finding(
                    "A prediction that is sure and wrong costs too little.",
                    wanted,
                    f"{exercise}/clip-too-strong" if loss > 0.5 * errors else None,
                )
            if loss > MOST * errors + 1e-6:
                return Finding(
                    "A prediction that is sure and wrong costs far too much. The logarithm of the smallest "
                    "number that a computer knows is about -745.",
                    shown,
                )
        return None

    return judge


def _exact_at_extremes(seen: list[Observation], ask: Ask) -> Finding | None:
    """At z = ±1000 the loss is 0 on the right side and 1000 on the wrong one."""
    wrong = []
    for observation, loss in _losses(seen):
        if loss is None:
            return _NO_NUMBER
        y, z = (float(value.item()) for value in observation.case.inputs.values())
        expected = 1000.0 * abs(y - (z > 0))
        if not abs(loss - expected) <= 1e-6 + 1e-5 * expected:
            wrong.append((observation, z, expected, loss))
    if not wrong:
        return None
    observation, _, expected, loss = wrong[0]
    shown = f"{_with_inputs(observation)} It should be {number_text(expected)}."
    losses = [loss for _, _, _, loss in wrong]
    known = None
    if len({z for _, z, _, _ in wrong}) == 1 and not np.isfinite(losses).any():
        known = "bce_from_logits/naive-log1p"
    elif all(not np.isfinite(loss) or 1 < loss < 1000 for loss in losses):
        known = "bce_from_logits/through-probability"
    return Finding("At z = 1000 or z = -1000 the loss is not right.", shown, known)


def _takes_logits(seen: list[Observation], ask: Ask) -> Finding | None:
    """With z put in for p, the losses of `fractional_logits` are those of probabilities."""
    for observation, loss in _losses(seen):
        positive, negative = observation.case.inputs["z"].ravel()
        if loss is None or abs(loss + np.log(positive * (1 - negative)) / 2) > 1e-5:
            return None
    return Finding(
        "It takes z for a probability.",
        _with_inputs(seen[0]),
        "bce_from_logits/z-as-probability",
    )


def _truth_first(exercise: str) -> Judge:
    """With the labels inside the logarithm, the loss is (1 - p)·log(0), for any value of log(0)."""

    def judge(seen: list[Observation], ask: Ask) -> Finding | None:
        losses = [loss for _, loss in _losses(seen)]
        if None in losses:
            return None
        at_08, at_05, of_two = (float(loss) for loss in losses if loss is not None)
        infinite = at_08 == at_05 == of_two == np.inf
        if infinite or (at_05 > 4 and abs(at_08 / at_05 - 0.4) < 1e-3):
            return Finding(
                "Truth and prediction are swapped.",
                f"{_with_inputs(seen[0])} It should be {number_text(-np.log(0.8))}.",
                f"{exercise}/swapped-arguments",
            )
        return None

    return judge


_NO_NUMBER = Finding(
    "A loss is one number; yours is something else at p = 0 or 1, or at z = ±1000."
)


def _losses(seen: list[Observation]) -> Iterator[tuple[Observation, float | None]]:
    """The loss of each case, or None if it is not a single number."""
    for observation in seen:
        yield observation, as_one_number(observation.value)


def _with_inputs(observation: Observation) -> str:
    inputs = [f"{name} = {value_text(value)}" for name, value in observation.case.inputs.items()]
    return f"With {' and '.join(inputs)} yours gives {value_text(observation.value)}."


def _measurements(rng: Generator, shape: tuple[int, ...]) -> Case:
    return Case({"y_true": rng.normal(1, 1, shape), "y_pred": rng.normal(0, 2, shape)})


def _probabilities(rng: Generator, shape: tuple[int, ...]) -> Case:
    return Case({"y_true": _labels(rng, shape), "y_pred": rng.uniform(0.02, 0.98, shape)})


def _logits(rng: Generator, shape: tuple[int, ...]) -> Case:
    return Case({"y_true": _labels(rng, shape), "z": rng.uniform(-4, 4, shape)})


def _with_whole_numbers(case: Case, *names: str) -> Case:
    """The case with some of its inputs rounded, as whole numbers."""
    rounded = {name: np.rint(case.inputs[name]).astype(int) for name in names}
    return Case(case.inputs | rounded)


def _labels(rng: Generator, shape: tuple[int, ...]) -> np.ndarray:
    """Labels of both classes."""
    return rng.permuted(np.resize([1.0, 0.0, 0.0], shape).ravel()).reshape(shape)


def _classes(rng: Generator, n: int, k: int) -> Case:
    raw = rng.uniform(0.1, 1.0, (n, k))
    true = rng.integers(k, size=n)
    true[0] = raw[0].argmin()
    return Case({"Y_true": np.eye(k)[true], "Y_pred": raw / raw.sum(axis=1, keepdims=True)})


def _any_shape(draw: Callable[[Generator, tuple[int, ...]], Case]) -> Check:
    def cases(rng: Generator) -> list[Case]:
        return [draw(rng, shape) for shape in OTHER_SHAPES]

    return robustness("right for shapes (n,) and (n, k), too", cases, name="shapes")


def _naming(name: str, claim: str, cases: Cases, judge: Judge) -> Check:
    """A check that is worth no points: it recognises one mistake, in all its variants."""
    return relation(name, claim, cases, judge, kind="robustness", weight=0.0)


def _order(exercise: str, cases: Cases) -> Check:
    claim = "takes the truth first, the prediction second"
    return _naming("order", claim, cases, _truth_first(exercise))


def _certainty(exercise: str, cases: Cases) -> Check:
    claim = "finite and large enough where a prediction is certain"
    return robustness(claim, cases, name="certainty", judge=_finite_at_certainty(exercise))


EXERCISES = (
    Exercise(
        "mse",
        ("y_true", "y_pred"),
        (formula(measurements), _any_shape(_measurements), whole_numbers(whole_measurements)),
        conditions=(zero("y_true"), equal_entries("y_true")),
    ),
    Exercise(
        "log_likelihood",
        ("y_true", "y_pred"),
        (formula(probabilities), _any_shape(_probabilities), whole_numbers(whole_labels)),
    ),
    Exercise(
        "bce",
        ("y_true", "y_pred"),
        (
            _order("bce", doubtful),
            formula(probabilities),
            _any_shape(_probabilities),
            whole_numbers(whole_labels),
            _certainty("bce", certain),
        ),
        builds_on=("log_likelihood",),
    ),
    Exercise(
        "bce_grad",
        ("y_true", "y_pred"),
        (formula(probabilities), _any_shape(_probabilities), whole_numbers(whole_labels)),
    ),
    Exercise(
        "bce_from_logits",
        ("y_true", "z"),
        (
            _naming("logits", "takes z for a logit", fractional_logits, _takes_logits),
            formula(logits),
            _any_shape(_logits),
            whole_numbers(whole_logits),
            robustness("exact at z = 1000 and z = -1000", extreme_logits, judge=_exact_at_extremes),
        ),
    ),
    Exercise(
        "bce_from_logits_grad",
        ("y_true", "z"),
        (formula(logits), _any_shape(_logits), whole_numbers(whole_logits)),
    ),
    Exercise(
        "softmax",
        ("Z",),
        (
            formula(scores),
            robustness("finite and right for scores of 1000 and -1000", extreme_scores),
            whole_numbers(whole_scores),
        ),
    ),
    Exercise(
        "cross_entropy",
        ("Y_true", "Y_pred"),
        (
            _order("cross_entropy", doubtful_classes),
            formula(classes),
            whole_numbers(whole_classes),
            _certainty("cross_entropy", certain_classes),
        ),
    ),
)
