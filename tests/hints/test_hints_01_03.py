"""The hints of notebooks 01 to 03: complete, free of code, and right to the digits shown."""

import math
import re

import numpy as np
import pytest
from scipy.special import expit, log_expit, log_softmax, softmax
from scipy.stats import norm

from dlref import activations, losses, neuron
from dlref.hints import HINTS

ANSWERS = {
    name: getattr(module, name)
    for module in (neuron, activations, losses)
    for name in module.__all__
}
every_exercise = pytest.mark.parametrize("exercise", ANSWERS)

CODE = re.compile(
    r"np\.|\bdef\b|\breturn\b|\bimport\b|\blambda\b|axis|keepdims|==|\*|@|\[|\]|`|[a-z]_[a-z]"
)
UNKIND = re.compile(r"\b(simply|just|obviously|clearly|easy|trivial)\b", re.IGNORECASE)

GELU_SHARE = 0.044715 * (-0.5) ** 3
GELU_INNER = math.sqrt(2 / math.pi) * (-0.5 + GELU_SHARE)

# For each exercise the numbers on the way, in order, and the answer: by hand or with SciPy.
WORKED = {
    # (2, -1)·(0.5, 3): 1 and -3, together -2; and -2 + 0.4
    "weighted_sum": ([1, -3, -2], [-1.6]),
    # 6 - 1 - 3 = 2 fires; 4 - 1 - 3 = 0 and 2 - 1 - 3 = -2 don't
    "perceptron": ([2, 0, -2], [1, 0, 0]),
    # 2 + 0 - 3 + 0.5 and 0 - 0 + 3 - 1
    "dense": ([-0.5, 2], [-0.5, 2]),
    # W: 2 - 4 and 6 - 2; b: 1 + 12 + 0.5 and 3 + 6 - 1; at 1, hidden (3, 2), 3 + 8 + 0.5
    "merge_linear": ([-2, 4, 13.5, 8, 3, 2, 11.5, 11.5], [-2, 4, 13.5, 8]),
    "sigmoid": ([math.exp(-2), 1 + math.exp(-2)], [expit(2)]),
    # e^z ± e^-z are 2·sinh z and 2·cosh z
    "tanh": (
        [math.exp(0.75), math.exp(-0.75), 2 * math.sinh(0.75), 2 * math.cosh(0.75)],
        [math.tanh(0.75)],
    ),
    "relu": ([0, 1.5, 0], [0, 1.5, 0]),
    # a fifth of -10 and of -5; 3 passes
    "leaky_relu": ([-2, -1, 3], [-2, -1, 3]),
    "gelu": (
        [
            *(-0.125, GELU_SHARE, -0.5 + GELU_SHARE, math.sqrt(2 / math.pi), GELU_INNER),
            *(math.tanh(GELU_INNER), 1 + math.tanh(GELU_INNER)),
        ],
        [-0.5 * norm.cdf(-0.5)],  # the exact form, the same to four digits here
    ),
    # 1 - σ(1) is σ(-1)
    "sigmoid_grad": ([expit(1), expit(-1)], [expit(1) * expit(-1)]),
    "tanh_grad": ([math.tanh(2), math.tanh(2) ** 2], [1 / math.cosh(2) ** 2]),
    # 0.1 up for a step of 0.1 on the right; flat on the left
    "relu_grad": ([1, 0], [1, 0]),
    # from -1 to -0.8 for a step of 1, from 3 to 4 for a step of 1
    "leaky_relu_grad": ([-1, -0.8, 0.2, 3, 4, 1], [0.2, 1]),
    # errors 1, -3, 0, 2; squares 1, 9, 0, 4; their sum 14; a quarter of it
    "mse": ([1, -3, 0, 2, 1, 9, 0, 4, 14], [3.5]),
    # the likelihood is 0.8·0.7 = 0.56
    "log_likelihood": ([math.log(0.8), math.log(0.7)], [math.log(0.56)]),
    # given to the truth: 0.4 and 0.75, together 0.3
    "bce": ([-math.log(0.4), -math.log(0.75)], [-math.log(0.3) / 2]),
    # 1/0.4 = 2.5 and -1/0.25 = -4, each halved
    "bce_grad": ([2.5, 1.25, -4, -2], [1.25, -2]),
    # a truth of 1 costs -log σ(z), a truth of 0 costs -log σ(-z)
    "bce_from_logits": (
        [
            *(math.exp(-1), math.log1p(math.exp(-1)), -log_expit(-1)),
            *(math.exp(-4), math.log1p(math.exp(-4)), -log_expit(-4)),
        ],
        [-(log_expit(-1) + log_expit(-4)) / 2],
    ),
    # 1 - σ(-2) is σ(2)
    "bce_from_logits_grad": (
        [expit(3), expit(-2), expit(3), -expit(2), expit(3) / 2, -expit(2) / 2],
        [expit(3) / 2, -expit(2) / 2],
    ),
    "softmax": (
        [-2, 0, math.exp(-2), 1, 1 + math.exp(-2), *softmax([1000, 1002]), 0, 0, 1, 1, 2, 0.5],
        [*softmax([1000, 1002]), *softmax([5, 5])],
    ),
    # given to the truth: 0.8 and 0.25, together 0.2
    "cross_entropy": ([-math.log(0.8), -math.log(0.25)], [-math.log(0.2) / 2]),
}

HALVES, ZEROS = np.array([[0.5], [0.5], [0.5]]), np.zeros(3)
W, B = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), np.array([7.0, 8.0])

# What each `more` proposes to try by hand: the inputs, the outcome, and how the hint says it.
TRIES = [
    ("weighted_sum", (ZEROS, np.array([1.0, 2.0, 3.0]), 0.7), 0.7, "nothing but b is left"),
    ("perceptron", (np.array([2.0]), np.array([1.0]), -2.0), 0, "stays silent"),
    ("dense", (np.zeros((2, 3)), W, B), [B, B], "every row of the result is b"),
    ("sigmoid", (0.0,), 0.5, "0.5"),
    ("tanh", (np.array([0.0, 1000.0]),), [0, 1], "tanh is 1"),
    ("relu", (np.array([-1.0, 4.0]),), [0, 4], "0 and 4"),
    ("leaky_relu", (-2.0, 0.5), -1, "-1 comes out"),
    ("gelu", (np.array([10.0, -10.0]),), [10, 0], "almost 10"),
    ("sigmoid_grad", (0.0,), 0.25, "0.25"),
    ("tanh_grad", (np.array([0.0, 20.0]),), [1, 0], "slope is 1"),
    ("relu_grad", (np.array([7.0, 700.0]),), [1, 1], "the slope does not"),
    ("leaky_relu_grad", (np.array([-1.0, -100.0]), 0.3), [0.3, 0.3], "equally steep, 0.3"),
    ("mse", (np.zeros(2), np.array([2.0, -2.0])), 4, "the loss is 4"),
    ("log_likelihood", (np.zeros(1), np.array([0.2])), -0.2231, "-0.2231"),
    ("bce", (np.array([[1.0], [0.0], [1.0]]), HALVES), 0.6931, "0.6931"),
    ("bce_grad", (np.ones(1), np.array([0.5])), [-2], "the slope is -2"),
    ("bce_from_logits", (np.ones(1), np.array([1000.0])), 0, "the loss is 0"),
    ("bce_from_logits_grad", (np.zeros(1), np.zeros(1)), [0.5], "the slope is 0.5"),
    ("softmax", (np.full((1, 4), 3.0),), [[0.25] * 4], "the same share"),
    ("cross_entropy", (np.eye(3)[:2], np.full((2, 3), 1 / 3)), -log_softmax(ZEROS)[0], "1.0986"),
]

NUMBER = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?")
SUM = re.compile(r"(?:log|tanh|sigmoid|max|e\^|[-\d.+·/()=²³√π, ])+")
SYMBOLS = {"·": "*", "²": "**2", "³": "**3", "√": "sqrt", "π": "pi"}
FUNCTIONS = {
    "log": math.log,
    "tanh": math.tanh,
    "sigmoid": expit,
    "max": max,
    "exp": math.exp,
    "sqrt": math.sqrt,
    "pi": math.pi,
}


def value_of(term: str) -> float:
    """What a calculator gives for a term such as `0.5 · (-0.5) · 0.6171`."""
    term = re.sub(r"e\^(-?[\d.]+)", r"exp(\1)", term.strip())
    for sign, meaning in SYMBOLS.items():
        term = term.replace(sign, meaning)
    return float(eval(term, {"__builtins__": {}}, FUNCTIONS))


def equations(lines: list[str]) -> list[tuple[str, str]]:
    """All that the lines claim to be equal, but for names that are given a value (`z = 2`)."""
    found = []
    for run in SUM.findall("\n".join(lines)):
        left, equals, right = run.strip(" .,").partition("=")
        if equals and left.strip():
            found.append((left, right.strip()))
    return found


def numbers(text: str) -> list[float]:
    return [float(number) for number in NUMBER.findall(text)]


def same(shown: float, expected: float) -> bool:
    return math.isclose(shown, expected, rel_tol=0, abs_tol=0.5e-4 + 1e-9)


def contains_in_order(shown: list[float], expected: list[float]) -> bool:
    rest = iter(shown)
    return all(any(same(number, wanted) for number in rest) for wanted in expected)


@every_exercise
def test_has_hints(exercise):
    assert exercise in HINTS
    assert exercise in WORKED


@every_exercise
def test_more_is_short_and_kind_and_no_code(exercise):
    more = HINTS[exercise].more
    assert 80 < len(more) <= 350
    assert more.endswith(".")
    assert "Try " in more
    assert not CODE.search(more)
    assert not UNKIND.search(more)


@every_exercise
def test_worked_case_is_short_and_kind_and_no_code(exercise):
    lines = HINTS[exercise].worked()
    assert 3 <= len(lines) <= 8
    for line in lines:
        assert len(line) <= 100
        assert line.endswith(".")
        assert not CODE.search(line)
        assert not UNKIND.search(line)


@every_exercise
def test_last_line_ends_with_the_answer(exercise):
    shown = numbers(HINTS[exercise].worked()[-1])
    _, answer = WORKED[exercise]
    if exercise == "sigmoid":  # "… is 0.8808: that is sigmoid(2)."
        shown = shown[:-1]
    assert len(shown) >= len(answer)
    assert all(map(same, shown[-len(answer) :], answer))


@every_exercise
def test_numbers_on_the_way(exercise):
    steps, _ = WORKED[exercise]
    assert contains_in_order(numbers(" ".join(HINTS[exercise].worked())), steps)


@every_exercise
def test_a_calculator_agrees_with_every_line(exercise):
    """From the numbers as shown: no rounding that a reader can't follow."""
    for left, right in equations(HINTS[exercise].worked()):
        digits = len(right.partition(".")[2])
        tolerance = 0.5e-4 if digits == 4 else 0
        assert value_of(left) == pytest.approx(float(right), abs=tolerance + 1e-9), left


@every_exercise
def test_four_digits(exercise):
    for number in NUMBER.findall(" ".join(HINTS[exercise].worked())):
        assert number == "0.044715" or len(number.partition(".")[2]) <= 4


def test_equations_are_found():
    counts = {exercise: len(equations(HINTS[exercise].worked())) for exercise in ANSWERS}
    assert min(counts.values()) >= 1
    assert sum(counts.values()) >= 60


@pytest.mark.parametrize(
    ("line", "holds"),
    [
        ("The sum is -2 + 0.4 = -1.6, no more.", True),
        ("Its cost: -log(0.8) = 0.2231.", True),
        ("The root: √(2/π) = 0.7979, and e^-1 = 0.3679.", True),
        ("Its square: 0.9640² = 0.9294.", False),
        ("The sum is -2 + 0.4 = 2.4.", False),
    ],
)
def test_wrong_lines_are_noticed(line, holds):
    found = equations([line])
    assert found
    close = [abs(value_of(left) - float(right)) <= 0.5e-4 + 1e-9 for left, right in found]
    assert all(close) == holds


@pytest.mark.parametrize(("exercise", "inputs", "outcome", "words"), TRIES)
def test_the_value_to_try(exercise, inputs, outcome, words):
    assert words in HINTS[exercise].more
    np.testing.assert_allclose(ANSWERS[exercise](*inputs), outcome, atol=0.5e-4)


def test_merge_linear_of_zeros_is_the_merged_bias():
    b1, W2, b2 = np.array([1.0, 3.0]), np.array([[1.0, 3.0], [4.0, 2.0]]), np.array([0.5, -1.0])
    _, b = ANSWERS["merge_linear"](np.array([[2.0, -1.0]]), b1, W2, b2)
    np.testing.assert_allclose(b, (np.zeros(2) + b1) @ W2 + b2)
    assert "the merged b" in HINTS["merge_linear"].more
