"""Activations against SciPy and PyTorch; slopes against autograd."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import special, stats

from dlref import activations
from dlref.activations import (
    gelu,
    gelu_exact,
    leaky_relu,
    leaky_relu_grad,
    relu,
    relu_grad,
    sigmoid,
    sigmoid_grad,
    tanh,
    tanh_grad,
)

ALL = [getattr(activations, name) for name in activations.__all__] + [gelu_exact]
GRID = np.linspace(-30, 30, 1201)
EXTREMES = np.array([-1000.0, -745.0, -100.0, 0.0, 100.0, 745.0, 1000.0])
KINK_FREE = GRID[GRID != 0]


@pytest.mark.parametrize("function", ALL)
@pytest.mark.parametrize("shape", [(1,), (4,), (2, 3), (2, 1, 3)])
def test_works_element_by_element_and_keeps_the_shape(function, shape):
    z = np.linspace(-2, 3, int(np.prod(shape))).reshape(shape)
    out = function(z)
    assert out.shape == shape
    assert out.dtype == np.float64
    np.testing.assert_allclose(out.ravel(), [function(value) for value in z.ravel().tolist()])


@pytest.mark.parametrize("function", ALL)
@pytest.mark.parametrize("z", [-1.5, 0.0, 2.0, np.float64(0.3)])
def test_a_number_gives_a_number(function, z):
    assert isinstance(function(z), float)  # np.float64 is one


@pytest.mark.parametrize("function", ALL)
def test_no_floating_point_trouble_at_the_extremes(function):
    z = EXTREMES if "grad" not in function.__name__ else GRID
    with np.errstate(all="raise", under="ignore"):
        assert np.isfinite(function(z)).all()


@pytest.mark.parametrize("z", [GRID, EXTREMES], ids=["grid", "extremes"])
def test_sigmoid_is_scipys_expit(z):
    np.testing.assert_allclose(sigmoid(z), special.expit(z), rtol=1e-14, atol=1e-320)


@settings(deadline=None)
@given(hnp.arrays(float, hnp.array_shapes(), elements=st.floats(-1000, 1000)))
def test_sigmoid_is_half_a_tanh(z):
    np.testing.assert_allclose(sigmoid(z), (1 + np.tanh(z / 2)) / 2, rtol=0, atol=1e-15)


def test_tanh_by_its_definition():
    z = np.linspace(-5, 5, 101)
    np.testing.assert_allclose(
        tanh(z), (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z)), rtol=1e-12, atol=1e-15
    )
    np.testing.assert_array_equal(tanh(np.array([-1000.0, 0.0, 1000.0])), [-1, 0, 1])


@pytest.mark.parametrize("slope", [0.0, 0.01, 0.3])
def test_rectifiers_are_torchs(torch, slope):
    z = torch.tensor(GRID)
    functional = torch.nn.functional
    np.testing.assert_array_equal(relu(GRID), functional.relu(z).numpy())
    np.testing.assert_array_equal(leaky_relu(GRID, slope), functional.leaky_relu(z, slope).numpy())


def test_gelu_is_torchs_in_both_forms(torch):
    z, theirs = torch.tensor(GRID), torch.nn.functional.gelu
    np.testing.assert_allclose(gelu(GRID), theirs(z, approximate="tanh").numpy(), atol=1e-14)
    np.testing.assert_allclose(gelu_exact(GRID), theirs(z, approximate="none").numpy(), atol=1e-14)


def test_exact_gelu_by_scipys_erf_and_normal_distribution():
    by_erf = 0.5 * GRID * (1 + special.erf(GRID / np.sqrt(2)))
    np.testing.assert_allclose(gelu_exact(GRID), by_erf, rtol=1e-14, atol=1e-15)
    np.testing.assert_allclose(gelu_exact(GRID), GRID * stats.norm.cdf(GRID), atol=1e-14)


def test_gelu_is_near_its_exact_form():
    assert np.max(np.abs(gelu(GRID) - gelu_exact(GRID))) < 1e-3


def autograd(torch, function, z):
    z = torch.tensor(z, requires_grad=True)
    function(z).sum().backward()
    return z.grad.numpy()


@pytest.mark.parametrize("slope", [0.0, 0.01, 0.3])
def test_slopes_are_those_of_autograd(torch, slope):
    for ours, function in [
        (sigmoid_grad(KINK_FREE), torch.sigmoid),
        (tanh_grad(KINK_FREE), torch.tanh),
        (relu_grad(KINK_FREE), torch.relu),
        (leaky_relu_grad(KINK_FREE, slope), lambda z: torch.nn.functional.leaky_relu(z, slope)),
    ]:
        np.testing.assert_allclose(ours, autograd(torch, function, KINK_FREE), atol=1e-15)


def test_smooth_slopes_by_other_formulas():
    np.testing.assert_allclose(sigmoid_grad(GRID), stats.logistic.pdf(GRID), rtol=1e-9, atol=3e-16)
    np.testing.assert_allclose(tanh_grad(GRID), 1 / np.cosh(GRID) ** 2, rtol=1e-9, atol=1e-15)


def test_slopes_of_the_rectifiers_by_hand():
    z = np.array([-2.0, -1e-300, 1e-300, 3.0])
    np.testing.assert_array_equal(relu_grad(z), [0, 0, 1, 1])
    np.testing.assert_array_equal(leaky_relu_grad(z, 0.2), [0.2, 0.2, 1, 1])
    assert 0 <= relu_grad(0.0) <= 1
    assert 0.2 <= leaky_relu_grad(0.0, 0.2) <= 1
