"""What is special to the activations: functions that call each other, and numbers at the extremes."""

import pytest

from tests.helpers.source import source


@pytest.mark.parametrize(
    ("wrong", "name", "body"),
    [
        ("sigmoid", "sigmoid_grad", "return sigmoid(z) * (1 - sigmoid(z))"),
        ("tanh", "tanh_grad", "return 1 - tanh(z) ** 2"),
        ("tanh", "gelu", "return 0.5 * z * (1 + tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))"),
        ("relu", "leaky_relu", "return slope * z + (1 - slope) * relu(z)"),
    ],
)
@pytest.mark.parametrize("mistake", ["return z - 1", "raise NotImplementedError"])
def test_a_mistake_below_is_charged_once(judge, wrong, name, body, mistake):
    notebook = source(wrong, mistake) + source(name, body)
    assert judge(notebook, name).passed
    assert not judge(notebook, wrong).passed


def test_a_wrong_relu_grad_leaves_the_formula_above_it(judge):
    notebook = source("relu_grad", "return z - 1")
    notebook += source("leaky_relu_grad", "return relu_grad(z) + slope * (1 - relu_grad(z))")
    assert judge(notebook, "leaky_relu_grad").share >= 0.7


def test_what_is_shown_of_an_array_is_true_when_it_is_tried(judge):
    """On its own, the number shown comes out right: it is wrong as one of an array."""
    message = judge(source("leaky_relu", "return slope * z if np.any(z <= 0) else z")).message
    assert "Where z is" in message
    assert "leaky_relu(z, " in message


def test_overflow_costs_part_of_the_points(judge):
    verdict = judge(source("sigmoid", "return np.exp(z) / (1 + np.exp(z))"))
    assert 0.5 < verdict.share < 1


def test_warnings_of_numpy_cost_nothing(judge):
    assert judge(source("sigmoid", "return 1 / (1 + np.exp(-z))")).share == 1
