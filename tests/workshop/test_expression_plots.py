"""Every picture is a figure with named axes, drawn without a display from data alone."""

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.figure import Figure
from sklearn.metrics import roc_curve

from autograder.workshop import expression_plots as plots
from autograder.workshop.expression import auc, population

PEOPLE = population(seed=7)
COHORT = PEOPLE.sample(120, seed=1)
RNG = np.random.default_rng(0)
SCORES = {
    "good": np.clip(0.6 * COHORT.y + 0.4 * RNG.random(COHORT.y.shape), 0, 1),
    "poor": RNG.random(120),
}
HISTORY = {"train_loss": [0.7, 0.4, 0.2], "val_loss": [0.7, 0.5, 0.6]}

PICTURES = {
    "pca": lambda: plots.pca(COHORT),
    "mean_variance": lambda: plots.mean_variance(COHORT),
    "library_sizes": lambda: plots.library_sizes(COHORT),
    "volcano": lambda: plots.volcano(COHORT, PEOPLE.truth),
    "volcano without the truth": lambda: plots.volcano(COHORT),
    "heat_map": lambda: plots.heat_map(COHORT, n_genes=12),
    "loss_curves": lambda: plots.loss_curves({"plain": HISTORY, "decay": HISTORY}),
    "roc": lambda: plots.roc(COHORT.y, SCORES, ceiling=0.96),
    "calibration": lambda: plots.calibration(COHORT.y, SCORES),
    "importance": lambda: plots.importance({"A": [0.1, 0.12], "B": [0.05, 0.04]}),
    "importance, one number each": lambda: plots.importance({"A": 0.1, "B": -0.01}),
    "learning_curve": lambda: plots.learning_curve([100, 200], {"one": [0.7, 0.8]}, ceiling=0.96),
    "learning_curve, repeats": lambda: plots.learning_curve([9, 99], {"one": np.ones((2, 3))}),
    "confounding": lambda: plots.confounding({"linear": (0.94, 0.7), "hidden": (0.95, 0.68)}),
}


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_a_figure_with_named_axes(name, tmp_path):
    figure = PICTURES[name]()
    assert isinstance(figure, Figure)
    named_x = [axes for axes in figure.axes if axes.get_xlabel()]
    named_y = [axes for axes in figure.axes if axes.get_ylabel()]
    assert named_x
    assert named_y
    figure.savefig(tmp_path / "picture.png", dpi=40)
    assert (tmp_path / "picture.png").stat().st_size > 2000


@pytest.mark.parametrize(
    "name", ["loss_curves", "roc", "calibration", "learning_curve, repeats", "pca"]
)
def test_what_differs_in_colour_differs_in_line_or_marker_too(name):
    axes = PICTURES[name]().axes[0]
    if name == "pca":
        styles = [collection.get_paths()[0].vertices.tobytes() for collection in axes.collections]
    else:
        styles = [(s.get_linestyle(), s.get_marker(), s.get_linewidth()) for s in axes.lines]
        styles = [s for s in styles if s[0] != "None" or s[1] == "*"]
    if name == "loss_curves":
        styles = [style for style in styles if style[1] != "*"]
    assert len(set(styles)) == len(styles) > 0


def test_the_roc_curve_is_scikit_learns():
    scores = np.round(SCORES["good"][:, 0], 1)  # with ties
    line = plots.roc(COHORT.y, {"good": scores}).axes[0].lines[0]
    false_rate, true_rate, _ = roc_curve(COHORT.y[:, 0], scores, drop_intermediate=False)
    np.testing.assert_allclose(line.get_xdata(), false_rate, atol=1e-12)
    np.testing.assert_allclose(line.get_ydata(), true_rate, atol=1e-12)
    assert f"{auc(COHORT.y, scores):.3f}" in line.get_label()


def test_the_ceiling_encloses_the_area_it_names():
    line = plots.roc(COHORT.y, SCORES, ceiling=0.96).axes[0].lines[0]
    area = np.trapezoid(line.get_ydata(), line.get_xdata())
    assert area == pytest.approx(0.96)


def test_a_point_of_the_calibration_is_a_share_by_hand():
    # Two samples near 0.2, one of them a cancer; two near 0.9, both cancers.
    figure = plots.calibration([0, 1, 1, 1], {"m": [0.21, 0.25, 0.91, 0.93]})
    points = figure.axes[0].lines[1].get_xydata()
    np.testing.assert_allclose(points, [[0.23, 0.5], [0.92, 1.0]])


def test_a_calibration_of_scores_says_that_they_are_no_probabilities():
    with pytest.raises(
        ValueError, match=r"'hidden layer' go from -3.5 to 2, .* before the sigmoid"
    ):
        plots.calibration([0, 1], {"hidden layer": [-3.5, 2.0]})


def test_the_largest_drop_is_on_top():
    axes = plots.importance({"small": 0.01, "large": 0.2, "middle": [0.1, 0.1]}).axes[0]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["small", "middle", "large"]


def test_the_heat_map_shows_the_classes_one_after_the_other():
    figure = plots.heat_map(COHORT, n_genes=12)
    class_bar, batch_bar = (axes.images[0].get_array()[0] for axes in figure.axes[:2])
    assert (np.diff(class_bar) >= 0).all()
    for label in (0, 1):
        assert (np.diff(batch_bar[class_bar == label]) >= 0).all()
    assert figure.axes[2].images[0].get_array().shape == (12, 120)


def test_the_volcano_rings_the_true_genes():
    with_truth, without = (plots.volcano(COHORT, truth) for truth in (PEOPLE.truth, None))
    rings = {line.get_label(): line for line in with_truth.axes[0].lines}["truly differential"]
    assert len(rings.get_xdata()) == PEOPLE.truth.differential.sum()
    assert len(without.axes[0].lines) == len(with_truth.axes[0].lines) - 1
