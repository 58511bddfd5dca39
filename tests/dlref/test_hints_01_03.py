"""The hints of notebooks 01 to 03: complete, free of code, and right to the digits shown."""

import math
import re

import numpy as np
import pytest
from scipy.special import expit, log_expit, log_softmax, softmax
from scipy.stats import norm

from dlref import activations, losses, neuron
from tests.helpers.our_course import HINTS

ANSWERS = {
    name: getattr(module, name)
    for module in (neuron, activations, losses)
    for name in module.__all__
}

CODE = re.compile(
    r"np\.|\bdef\b|\breturn\b|\bimport\b|\blambda\b|axis|keepdims|==|\*|@|\[|\]|`|[a-z]_[a-z]"
)
UNKIND = re.compile(r"\b(simply|just|obviously|clearly|easy|trivial)\b", re.IGNORECASE)

GENTLE, STEEP = math.exp(-2), math.exp(-4)
SHARE = 0.044715 * (-0.5) ** 3
BRACKET = -0.5 + SHARE
ROOT = math.sqrt(2 / math.pi)
BEND = math.tanh(ROOT * BRACKET)

# For each exercise all numbers that its worked case shows, line by line; those that are not inputs
# come from a hand calculation or from SciPy. The last line holds the answer.
WORKED = {
    "weighted_sum": [
        [2, -1],
        [0.5, 3, 0.4],
        [2, 0.5, 1],
        [-1, 3, -3],
        [1, -3, -2],
        [-2, 0.4, -1.6],
    ],
    "perceptron": [
        [2, -1, -3],
        [3, 1, 3, 2, 1, -1, -3, 2, 0],  # 6 - 1 - 3, above 0
        [2, 1, 2, 2, 1, -1, -3, 0, 0],  # 4 - 1 - 3
        [1, 1, 1, 2, 1, -1, -3, -2, 0],  # 2 - 1 - 3, below 0
        [1, 0, 0],
    ],
    "dense": [
        [1, 0, 3],
        [2, 1, -1, 0.5],
        [0, -2, 1, -1],
        [1, 2, 0, 1, 3, -1, 0.5, -0.5],  # 2 + 0 - 3 + 0.5
        [1, 0, 0, -2, 3, 1, -1, 2],  # 0 + 0 + 3 - 1
        [],
        [-0.5, 2],
    ],
    "merge_linear": [
        [1, 2, -1, 1, 3],
        [2, 1, 3, 4, 2, 0.5, -1],
        [2, 1, -1, 4, -2, 2, 3, -1, 2, 4],  # 2 - 4 and 6 - 2
        [1, 1, 3, 4, 0.5, 13.5],  # 1 + 12 + 0.5
        [1, 3, 3, 2, -1, 8],  # 3 + 6 - 1
        [1, 3, 2],  # 2 + 1 and -1 + 3
        [3, 1, 2, 4, 0.5, 11.5, 1, -2, 13.5, 11.5],  # 3 + 8 + 0.5 and -2 + 13.5
        [-2, 4, 13.5, 8],
    ],
    "sigmoid": [
        [2],
        [-2, GENTLE],
        [1, GENTLE, 1 + GENTLE],
        [1, 1 + GENTLE, expit(2), 2],
    ],
    # e^z - e^-z is 2·sinh z, e^z + e^-z is 2·cosh z
    "tanh": [
        [0.75],
        [0.75, math.exp(0.75), -0.75, math.exp(-0.75)],
        [math.exp(0.75), math.exp(-0.75), 2 * math.sinh(0.75)],
        [math.exp(0.75), math.exp(-0.75), 2 * math.cosh(0.75)],
        [0.75, 2 * math.sinh(0.75), 2 * math.cosh(0.75), math.tanh(0.75)],
    ],
    "relu": [[-4, 1.5, -0.2], [0, -4, 0], [0, 1.5, 1.5], [0, -0.2, 0], [0, 1.5, 0]],
    "leaky_relu": [
        [-10, -5, 3, 0.2],
        [-10, 0, 0.2, -10, -2],  # a fifth of -10
        [-5, 0, 0.2, -5, -1],  # a fifth of -5
        [3, 0],
        [-2, -1, 3],
    ],
    "gelu": [
        [-0.5, -0.5, -0.125],  # an eighth
        [0.044715, -0.125, SHARE],
        [-0.5, SHARE, BRACKET],
        [2, ROOT, ROOT, BRACKET, ROOT * BRACKET],
        [ROOT * BRACKET, BEND],
        [1, 1, BEND, 1 + BEND],
        [-0.5, 0.5, -0.5, 1 + BEND, -0.5 * norm.cdf(-0.5)],  # the exact form, alike in four digits
    ],
    # 1 - σ(1) is σ(-1)
    "sigmoid_grad": [
        [1],
        [1, 1, -1, expit(1)],
        [1, 1, expit(1), expit(-1)],
        [1, expit(1), expit(-1), expit(1) * expit(-1)],
    ],
    # 1 - tanh² is 1/cosh²
    "tanh_grad": [
        [2],
        [2, math.tanh(2)],
        [math.tanh(2), 1 - 1 / math.cosh(2) ** 2],
        [2, 1, 1 - 1 / math.cosh(2) ** 2, 1 / math.cosh(2) ** 2],
    ],
    "relu_grad": [
        [4, -4, 0.1],
        [4, 4.1, 4, 4.1, 0.1, 0.1, 1],  # as fast as z
        [-4, -3.9, 0, 0, 0, 0.1, 0],  # flat
        [1, 0],
    ],
    "leaky_relu_grad": [
        [-5, 3, 0.2, 1],
        [-5, -4, -1, -0.8, -0.8, -1, 0.2],  # a fifth of -5, a fifth of -4
        [3, 4, 3, 4, 4, 3, 1],
        [1, 0.2, 1],
    ],
    "mse": [
        [3, 5, 0, 1, 4, 2, 0, 3],
        [1, -3, 0, 2],  # 4 - 3, 2 - 5, 0 - 0, 3 - 1
        [1, 9, 0, 4],
        [1, 9, 0, 4, 14],
        [4, 14, 4, 3.5],
    ],
    "log_likelihood": [
        [1, 0.8, 0, 0.3],
        [1, 0.8, 0, 0.2, math.log(0.8)],
        [0, 0.3, 1, 0.7, math.log(0.7)],
        [0],
        [math.log(0.8), math.log(0.7), math.log(0.56)],  # the likelihood is 0.8·0.7
    ],
    "bce": [
        [0, 0.6, 1, 0.75],
        [0, 1],
        [1, 0.6, 0.4, 0.4, -math.log(0.4)],
        [0.75, 0.75, -math.log(0.75)],
        [-math.log(0.4), -math.log(0.75), 2, -math.log(0.3) / 2],  # the likelihood is 0.4·0.75
    ],
    "bce_grad": [
        [0, 0.6, 1, 0.25],
        [1, 1, 0.6, 2.5],  # 1/0.4
        [2, 2.5, 2, 1.25],
        [-1, 0.25, -4],
        [-4, 2, -2],
        [1.25, -2],
    ],
    # a truth of 1 costs -log σ(z), a truth of 0 costs -log σ(-z); here both are on the wrong side
    "bce_from_logits": [
        [1, -1, 0, 4],
        [-1, 0, 0, -1],
        [-1, math.exp(-1), 1, math.exp(-1), -log_expit(1)],
        [0, -1, -log_expit(1), -log_expit(-1)],
        [4, 0, 4, 0],
        [-4, STEEP, 1, STEEP, -log_expit(4)],
        [4, 0, -log_expit(4), -log_expit(-4)],
        [-log_expit(-1), -log_expit(-4), 2, -(log_expit(-1) + log_expit(-4)) / 2],
    ],
    # σ(-2) - 1 is -σ(2)
    "bce_from_logits_grad": [
        [0, 3, 1, -2],
        [3, expit(3), -2, expit(-2)],
        [expit(3), 0, expit(3), expit(-2), 1, -expit(2)],
        [expit(3), 2, expit(3) / 2, -expit(2), 2, -expit(2) / 2],
        [],
        [expit(3) / 2, -expit(2) / 2],
    ],
    "softmax": [
        [1000, 1002, 5, 5],
        [1000, 1002, -2, 1002, 1002, 0],
        [-2, GENTLE, 0, 1, GENTLE, 1, 1 + GENTLE],
        [GENTLE, 1 + GENTLE, expit(-2), 1, 1 + GENTLE, expit(2)],
        [0, 0, 1, 1],
        [2, 1, 2, 0.5],
        [*softmax([1000, 1002]), *softmax([5, 5])],
    ],
    "cross_entropy": [
        [],
        [0, 1, 0, 0.1, 0.8, 0.1, 0.8],
        [0.8, -math.log(0.8)],
        [1, 0, 0, 0.25, 0.35, 0.4, 0.25],
        [0.25, -math.log(0.25), 0.4],
        [-math.log(0.8), -math.log(0.25), 2, -math.log(0.2) / 2],  # 0.8·0.25
    ],
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


every_exercise = pytest.mark.parametrize("exercise", WORKED)


@every_exercise
def test_has_hints(exercise):
    assert HINTS[exercise].more
    assert HINTS[exercise].worked


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
    lines = HINTS[exercise].worked
    assert 3 <= len(lines) <= 8
    for line in lines:
        assert len(line) <= 100
        assert line.endswith(".")
        assert not CODE.search(line)
        assert not UNKIND.search(line)


@every_exercise
def test_every_number_is_right(exercise):
    for line, expected in zip(HINTS[exercise].worked, WORKED[exercise], strict=True):
        shown = numbers(line)
        assert len(shown) == len(expected), line
        assert all(map(same, shown, expected)), line


@every_exercise
def test_a_calculator_agrees_with_every_line(exercise):
    """From the numbers as shown: no rounding that a reader can't follow."""
    for left, right in equations(HINTS[exercise].worked):
        digits = len(right.partition(".")[2])
        tolerance = 0.5e-4 if digits == 4 else 0
        assert value_of(left) == pytest.approx(float(right), abs=tolerance + 1e-9), left


@every_exercise
def test_four_digits(exercise):
    for number in NUMBER.findall(" ".join(HINTS[exercise].worked)):
        assert number == "0.044715" or len(number.partition(".")[2]) <= 4


def test_equations_are_found():
    counts = {exercise: len(equations(HINTS[exercise].worked)) for exercise in WORKED}
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
