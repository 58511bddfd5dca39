"""The gradient checker, against derivatives worked out by hand.

The functions are small enough to differentiate on paper; each gradient stands beside its function.
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.gradcheck import check_gradient

ALL_WRONG = np.ones((3, 4), bool)


def alone(f):
    """Make a function of one array a function of points with the single key x."""
    return lambda points: [float(f(point["x"])) for point in points]


def check(f, x, gradient, seed=0, **options):
    rng = np.random.default_rng(seed)
    return check_gradient(alone(f), {"x": x}, {"x": gradient}, rng, **options)


def matrix(*shape, seed=0):
    return np.random.default_rng(seed).normal(size=shape)


def cubic(x):
    return np.sum(x**3 - 2 * x)


def cubic_grad(x):
    return 3 * x**2 - 2


SMOOTH = {
    "cubic": (cubic, cubic_grad),
    "sine": (lambda x: np.sum(np.sin(3 * x)), lambda x: 3 * np.cos(3 * x)),
    "product": (lambda x: x[0, 0] * x[1, 1], lambda x: _at(x, {(0, 0): x[1, 1], (1, 1): x[0, 0]})),
    "logistic": (lambda x: np.logaddexp(0, x).mean(), lambda x: 1 / (1 + np.exp(-x)) / x.size),
    "constant": (lambda x: 7.0, np.zeros_like),
    "zero": (lambda x: 0.0, np.zeros_like),
    "offset": (lambda x: 1e6 + np.sum(x**2), lambda x: 2 * x),
}


def _at(x, entries):
    gradient = np.zeros_like(x)
    for place, value in entries.items():
        gradient[place] = value
    return gradient


# Right gradients


@pytest.mark.parametrize("name", SMOOTH)
@pytest.mark.parametrize("seed", range(5))
def test_right_gradient_agrees(name, seed):
    f, grad = SMOOTH[name]
    x = matrix(3, 4, seed=seed)
    report = check(f, x, grad(x), seed)
    assert report.agrees
    assert report.blocks["x"].kind == ""
    assert report.blocks["x"].wrong is None
    assert report.undecided == ()


@pytest.mark.parametrize("seed", range(20))
def test_error_bar_covers_the_error_and_is_small(seed):
    x = matrix(3, 4, seed=seed)
    block = check(cubic, x, cubic_grad(x), seed).blocks["x"]
    assert abs(block.numerical - block.analytic) <= block.error < 1e-6 * abs(block.analytic)


@pytest.mark.parametrize("shape", [(), (1,), (5,), (2, 3, 4), (0,)])
def test_any_shape(shape):
    x = matrix(*shape)
    assert check(cubic, x, cubic_grad(x)).agrees


@pytest.mark.parametrize("scale", [1e-6, 1e-3, 1e3, 1e6])
def test_any_scale_of_x(scale):
    x = scale * matrix(3, 4)
    assert check(lambda x: np.sum(x**2), x, 2 * x).agrees
    report = check(lambda x: np.sum(x**2), x, 3 * x)
    assert report.blocks["x"].kind == "factor"
    assert report.blocks["x"].factor == pytest.approx(1.5)


@pytest.mark.parametrize("dtype", [np.float32, np.longdouble])
def test_gradient_in_another_dtype_agrees(dtype):
    x = matrix(3, 4)
    assert check(cubic, x, cubic_grad(x).astype(dtype)).agrees


def test_integer_gradient_agrees_where_it_is_right():
    assert check(lambda x: np.sum(3 * x), matrix(3, 4), np.full((3, 4), 3)).agrees


@pytest.mark.parametrize("seed", range(20))
def test_entries_off_by_a_hundred_thousandth_of_the_largest_are_accepted(seed):
    x = matrix(8, 9, seed=seed)
    right = cubic_grad(x)
    error = 1e-5 * np.abs(right).max() * np.random.default_rng(seed).choice([-1, 1], x.shape)
    assert check(cubic, x, right + error, seed).agrees


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("shape", [(30,), (1, 1)])
def test_all_entries_a_hundred_thousandth_too_large_is_accepted(shape, seed):
    assert check(np.sum, matrix(*shape), np.full(shape, 1 + 1e-5), seed).agrees


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("shape", [(), (8, 9), (30, 30)])
def test_a_factor_off_by_a_thousandth_is_caught(shape, seed):
    x = matrix(*shape, seed=seed)
    block = check(cubic, x, 1.001 * cubic_grad(x), seed).blocks["x"]
    assert block.kind == "factor"
    assert block.factor == pytest.approx(1.001, rel=1e-5)


def test_a_stricter_rtol_catches_what_the_default_accepts():
    x = matrix(3, 4)
    nearly = cubic_grad(x) * (1 + 1e-6)
    assert check(cubic, x, nearly).agrees
    assert not check(cubic, x, nearly, rtol=1e-8).agrees


# How a gradient is wrong


def test_sign():
    x = matrix(3, 4)
    block = check(cubic, x, -cubic_grad(x)).blocks["x"]
    assert not block.agrees
    assert block.kind == "sign"
    assert block.factor == pytest.approx(-1)
    assert block.analytic == pytest.approx(-block.numerical)
    np.testing.assert_array_equal(block.wrong, ALL_WRONG)
    np.testing.assert_allclose(block.measured, cubic_grad(x), rtol=1e-6)


@pytest.mark.parametrize("factor", [2.0, 0.5, 12.0, 1 / 12, 0.0, -2.0, 1.1])
def test_factor(factor):
    x = matrix(3, 4)
    block = check(cubic, x, factor * cubic_grad(x)).blocks["x"]
    assert not block.agrees
    assert block.kind == "factor"
    assert block.factor == pytest.approx(factor, rel=1e-6, abs=1e-9)
    np.testing.assert_array_equal(block.wrong, ALL_WRONG)


def test_a_gradient_where_there_is_none_is_other():
    block = check(lambda x: 1.0, matrix(3, 4), np.full((3, 4), 0.1)).blocks["x"]
    assert (block.agrees, block.kind, block.numerical) == (False, "other", 0.0)


def test_transposed():
    x = matrix(4, 4)
    block = check(cubic, x, cubic_grad(x).T).blocks["x"]
    assert block.kind == "transposed"
    np.testing.assert_array_equal(block.wrong, ~np.eye(4, dtype=bool))


@pytest.mark.parametrize("seed", range(10))
def test_wrong_entries_are_pointed_out(seed):
    rng = np.random.default_rng(seed)
    x = matrix(6, 5, seed=seed)
    wrong = rng.random(x.shape) < 0.2
    wrong[0, 0] = True
    block = check(cubic, x, cubic_grad(x) + 0.1 * wrong, seed).blocks["x"]
    assert block.kind == "other"
    assert block.factor is None
    np.testing.assert_array_equal(block.wrong, wrong)


def test_a_very_large_block_is_rejected_without_looking_for_entries():
    x = matrix(100, 20)
    report = check(cubic, x, 2 * cubic_grad(x))
    assert report.blocks["x"].kind == "factor"
    assert report.blocks["x"].wrong is None
    assert report.evaluations < 100


# What needs no measuring


@pytest.mark.parametrize("shape", [(1, 4), (4, 1), (), (3,)])
def test_wrong_shape_is_said_and_other_blocks_are_still_checked(shape):
    x = {"W": matrix(4, 2), "b": matrix(4)}
    gradient = {"W": -2 * x["W"], "b": np.zeros(shape)}
    report = check_gradient(_sum_of_squares, x, gradient, np.random.default_rng(0))
    assert not report.agrees
    assert {name: block.kind for name, block in report.blocks.items()} == {
        "W": "sign",
        "b": "shape",
    }


def test_missing_block_and_extra_key():
    x = {"W": matrix(4, 2), "b": matrix(4)}
    gradient = {"W": 2 * x["W"], "c": np.zeros(3)}
    report = check_gradient(_sum_of_squares, x, gradient, np.random.default_rng(0))
    assert {name: block.kind for name, block in report.blocks.items()} == {"W": "", "b": "missing"}
    assert not report.agrees


@pytest.mark.parametrize("value", [np.nan, np.inf, 1e200])
def test_not_finite(value):
    x = matrix(3, 4)
    gradient = cubic_grad(x)
    gradient[1, 2] = value
    assert check(cubic, x, gradient).blocks["x"].kind == "not finite"


def _sum_of_squares(points):
    return [float(sum(np.sum(block**2) for block in point.values())) for point in points]


# Kinks


@pytest.mark.parametrize("distance", [1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6])
@pytest.mark.parametrize("seed", range(5))
def test_beside_a_kink_right_agrees_and_wrong_does_not(distance, seed):
    x = matrix(3, 4, seed=seed)
    x[0, 0], x[2, 1] = distance, -distance
    f = lambda x: np.sum(np.abs(x) * np.arange(1, 13).reshape(3, 4))  # noqa: E731
    right = np.sign(x) * np.arange(1, 13).reshape(3, 4)
    report = check(f, x, right, seed)
    assert report.agrees
    assert report.undecided == ()
    assert check(f, x, -right, seed).blocks["x"].kind == "sign"
    assert not check(f, x, np.abs(right), seed).agrees


@pytest.mark.parametrize("slope", [-1.0, -0.3, 0.0, 1.0])
@pytest.mark.parametrize("seed", range(5))
def test_on_a_kink_nothing_is_rejected(slope, seed):
    x = matrix(3, 4, seed=seed)
    x[1] = 0
    weights = matrix(3, 4, seed=seed + 100)
    f = lambda x: np.sum(weights * np.abs(x))  # noqa: E731
    report = check(f, x, weights * np.where(x == 0, slope, np.sign(x)), seed)
    assert report.agrees
    assert report.undecided == ("x",)
    assert np.isnan(report.blocks["x"].numerical)


def test_a_kink_in_one_block_does_not_spare_another():
    x = {"a": np.zeros(3), "b": matrix(3)}
    evaluate = lambda points: [np.abs(p["a"]).sum() + np.sum(p["b"] ** 2) for p in points]  # noqa: E731
    report = check_gradient(
        evaluate, x, {"a": np.ones(3), "b": -2 * x["b"]}, np.random.default_rng(0)
    )
    assert report.undecided == ("a",)
    assert report.blocks["b"].kind == "sign"


# Noise, tiny gradients, places where f is not defined


def in_float32(f):
    return lambda x: f(x.astype(np.float32))


@pytest.mark.parametrize("seed", range(30))
def test_function_computed_in_float32(seed):
    x = matrix(3, 4, seed=seed)
    f = in_float32(lambda x: np.mean(np.sin(x)))
    right = np.cos(x) / x.size
    assert check(f, x, right, seed).agrees
    assert check(f, x, right.astype(np.float32), seed).agrees
    assert check(f, x, -right, seed).blocks["x"].kind == "sign"
    assert not check(f, x, 2 * right, seed).agrees


@pytest.mark.parametrize("seed", range(10))
def test_gradient_lost_in_the_noise_is_undecided(seed):
    x = matrix(3, 4, seed=seed)
    f = in_float32(lambda x: 1 + 1e-8 * np.sum(x))
    report = check(f, x, np.full((3, 4), -1e-8), seed)
    assert report.agrees
    assert report.undecided == ("x",)


@pytest.mark.parametrize(("noise", "undecided"), [(1e-6, ()), (3e-3, ("x",))])
@pytest.mark.parametrize("seed", range(10))
def test_gradient_that_the_noise_leaves_vague_is_undecided(noise, undecided, seed):
    x = matrix(3, 4, seed=seed)
    rng = np.random.default_rng(seed)
    f = lambda x: np.sum(x) + noise * rng.normal()  # noqa: E731
    report = check(f, x, np.ones((3, 4)), seed)
    assert report.agrees
    assert report.undecided == undecided


@pytest.mark.parametrize("size", [1e-3, 1e-6, 1e-9])
def test_tiny_gradient_beside_a_large_value(size):
    x = matrix(3, 4)
    f = lambda x: 1 + size * np.sum(np.sin(x))  # noqa: E731
    assert check(f, x, size * np.cos(x)).agrees
    assert check(f, x, -size * np.cos(x)).blocks["x"].kind == "sign"
    assert not check(f, x, np.zeros_like(x)).agrees


def test_function_that_is_nan_nearby():
    x = np.array([0.5, 1e-3, 0.3])
    with np.errstate(invalid="ignore"):
        assert check(lambda x: np.sum(np.log(x)), x, 1 / x).agrees
        assert check(lambda x: np.sum(np.log(x)), x, -1 / x).blocks["x"].kind == "sign"


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_function_without_a_value_is_undecided(value):
    report = check(lambda x: value, matrix(3, 4), matrix(3, 4))
    assert report.agrees
    assert report.undecided == ("x",)


# Manners


def test_points_are_the_callers_to_change():
    x = {"W": matrix(4, 2), "b": matrix(4)}
    before = {name: block.copy() for name, block in x.items()}

    def evaluate(points):
        values = _sum_of_squares(points)
        for point in points:
            for block in point.values():
                block[:] = np.nan
        return values

    gradient = {name: -2 * block for name, block in x.items()}
    report = check_gradient(evaluate, x, gradient, np.random.default_rng(0))
    assert {name: block.kind for name, block in report.blocks.items()} == {"W": "sign", "b": "sign"}
    for name, block in x.items():
        np.testing.assert_array_equal(block, before[name])


@pytest.mark.parametrize("factor", [1, 2])
def test_evaluations_are_counted(factor):
    batches = []

    def evaluate(points):
        batches.append(len(points))
        return alone(cubic)(points)

    x = {"x": matrix(3, 4)}
    gradient = {"x": factor * cubic_grad(x["x"])}
    report = check_gradient(evaluate, x, gradient, np.random.default_rng(0))
    assert report.evaluations == sum(batches)
    assert min(batches) > 0


def test_same_generator_same_report():
    x = matrix(3, 4)
    first, second = (check(cubic, x, cubic_grad(x), seed=5).blocks["x"] for _ in range(2))
    assert (first.numerical, first.error) == (second.numerical, second.error)


# Properties


shapes = st.tuples(st.integers(1, 5), st.integers(1, 5))
seeds = st.integers(0, 2**32 - 1)


@given(shape=shapes, seed=seeds, scale=st.floats(-3, 3))
@settings(max_examples=60, deadline=None)
def test_quadratic_forms_agree_with_their_gradient_and_no_multiple_of_it(shape, seed, scale):
    """f(x) = x·Ax/2 + b·x has the gradient (A + Aᵀ)x/2 + b."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=shape)
    A, b = rng.normal(size=(x.size, x.size)), rng.normal(size=x.size)
    f = lambda x: 10**scale * (x.ravel() @ A @ x.ravel() / 2 + b @ x.ravel())  # noqa: E731
    right = 10**scale * ((A + A.T) @ x.ravel() / 2 + b).reshape(shape)
    assert check(f, x, right, seed).agrees
    assert check(f, x, -right, seed).blocks["x"].kind == "sign"
    wrong = check(f, x, right / 3, seed).blocks["x"]
    assert wrong.kind == "factor"
    assert wrong.factor == pytest.approx(1 / 3)


@given(shape=shapes, seed=seeds)
@settings(max_examples=60, deadline=None)
def test_piecewise_linear_functions_are_never_rejected(shape, seed):
    """f(x) = w·max(0, x) has the slope w where x > 0; entries come within 1e-12 of the kink."""
    rng = np.random.default_rng(seed)
    x = rng.choice([-1, 1], shape) * 10 ** rng.uniform(-12, 0, shape)
    w = rng.normal(size=shape)
    assert check(lambda x: np.sum(w * np.maximum(x, 0)), x, w * (x > 0), seed).agrees


# The network of the exercises

network = pytest.importorskip("benchmarks.gradcheck", reason="benchmarks are in the checkout only")


@pytest.mark.parametrize("right", network.RIGHT, ids=lambda right: right.__name__)
@pytest.mark.parametrize("draw", network.INSTANCES, ids=lambda draw: draw.__name__)
def test_right_backward_agrees(draw, right):
    for seed in range(3):
        rng = np.random.default_rng(seed)
        case = draw(rng)
        if network.distance(right(case), network.plain(case)) > 1e-5:
            continue  # float32 has lost it
        assert network.check(case, network.loss_from_logits, right(case), rng).agrees


@pytest.mark.parametrize("draw", [network.near_kinks, network.on_kinks])
def test_kinks_that_hide_in_the_noise_of_a_float32_loss_are_no_reason_to_reject(draw):
    for seed in range(40):
        rng = np.random.default_rng(seed)
        case = draw(rng)
        if np.abs(case.Z2).max() < 8:
            assert network.check(case, network.loss_float32, network.plain(case), rng).agrees


def test_every_misconception_of_backward_is_caught():
    for seed in range(3):
        rng = np.random.default_rng(seed)
        case = network.ordinary(rng)
        right, wrong = network.plain(case), network.wrong_gradients(case)
        accepted = {
            name
            for name, grads in wrong.items()
            if network.check(case, network.loss_from_logits, grads, rng).agrees
        }
        equal = {name for name in wrong if network.distance(wrong[name], right) < 1e-3}
        assert accepted <= equal
