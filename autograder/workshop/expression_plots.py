"""The pictures a biologist looks for, of cohorts and of predictions.

Each function takes data or predictions, never a model, and returns a Matplotlib figure. Classes,
batches and models differ in marker, line or hatching as well as in colour, so that the pictures
can be read in print and by colour-blind readers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import cycle
from math import erfc, sqrt
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from numpy.typing import ArrayLike, NDArray

from autograder.workshop.expression import Cohort, Truth, auc

Floats = NDArray[np.float64]

# Okabe and Ito's palette, which colour-blind readers can tell apart.
BLUE, ORANGE, GREEN, PURPLE, GREY = "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#777777"
CLASSES = {"healthy": (BLUE, "o"), "cancer": (ORANGE, "^")}
BATCHES = {"batch 0": (GREEN, "s"), "batch 1": (PURPLE, "D"), "batch 2": ("#333333", "x")}
COLOURS = (BLUE, ORANGE, GREEN, PURPLE, "#333333", "#E69F00")
MARKERS = "os^Dvx"
LINES = ("-", "--", "-.", ":")


def pca(cohort: Cohort) -> Figure:
    """First two principal components of the log CPM, by class and by batch."""
    centred = cohort.log_cpm - cohort.log_cpm.mean(axis=0)
    left, singular, _ = np.linalg.svd(centred, full_matrices=False)
    scores, share = left * singular, singular**2 / np.sum(singular**2)
    figure, panels = plt.subplots(1, 2, figsize=(8.5, 4.2), sharey=True, layout="constrained")
    groupings = (("By class", CLASSES, cohort.y[:, 0]), ("By batch", BATCHES, cohort.batch))
    for axes, (title, styles, group) in zip(panels, groupings, strict=True):
        for value, (label, (colour, marker)) in enumerate(styles.items()):
            x, y = scores[group == value, :2].T
            axes.scatter(x, y, s=16, c=colour, marker=marker, alpha=0.6, label=label)
        axes.set(title=title, xlabel=f"PC1 ({share[0]:.0%} of the variance)")
        axes.legend()
    panels[0].set_ylabel(f"PC2 ({share[1]:.0%} of the variance)")
    return figure


def mean_variance(cohort: Cohort) -> Figure:
    """Variance of each gene's counts over its mean, with the Poisson and the NB curve.

    Counts are brought to equal depth; mean and variance are within the classes. The curve is
    μ + φμ² with φ the median over the genes (Anders & Huber 2010, Genome Biology 11:R106).
    """
    depth = cohort.library_size / np.median(cohort.library_size)
    counts = cohort.counts / depth[:, np.newaxis]
    groups = [counts[cohort.y[:, 0] == label] for label in (0, 1)]
    mean = np.mean([group.mean(axis=0) for group in groups], axis=0)
    variance = np.mean([group.var(axis=0, ddof=1) for group in groups], axis=0)
    seen = mean > 0
    dispersion = float(np.median((variance[seen] - mean[seen]) / mean[seen] ** 2))
    grid = np.geomspace(mean[seen].min(), mean.max(), 100)

    figure, axes = plt.subplots(figsize=(6, 4.5), layout="constrained")
    axes.loglog(mean[seen], variance[seen], "o", c=BLUE, ms=4, alpha=0.5, label="a gene")
    curve = f"negative binomial, φ = {dispersion:.2f}"
    axes.loglog(grid, grid + dispersion * grid**2, "-", c=ORANGE, lw=2, label=curve)
    axes.loglog(grid, grid, "k--", lw=2, label="Poisson: variance = mean")
    axes.set(
        title="Variance over mean, a point for each gene",
        xlabel="mean count",
        ylabel="variance of the count",
    )
    axes.legend()
    return figure


def library_sizes(cohort: Cohort) -> Figure:
    """Histogram of the reads per sample, shallow and degraded samples hatched."""
    millions = cohort.library_size / 1e6
    edges = np.geomspace(millions.min() * 0.98, millions.max() * 1.02, 40)
    figure, axes = plt.subplots(figsize=(6, 4), layout="constrained")
    axes.hist(
        [millions[~cohort.outlier], millions[cohort.outlier]],
        edges.tolist(),
        stacked=True,
        color=[BLUE, ORANGE],
        edgecolor="white",
        hatch=["", "////"],
        label=["ordinary samples", "outliers"],
    )
    axes.axvline(float(np.median(millions)), c="k", ls="--", label="median")
    axes.set(xscale="log", title="Depth of sequencing")
    axes.set(xlabel="reads of the library (millions)", ylabel="samples")
    ticks = [tick for tick in (2, 5, 10, 20, 50) if edges[0] <= tick <= edges[-1]]
    axes.set_xticks(ticks, [str(tick) for tick in ticks])
    axes.minorticks_off()
    axes.legend()
    return figure


def volcano(cohort: Cohort, truth: Truth | None = None) -> Figure:
    """Fold change and p value of each gene; with `truth` the differential genes are ringed.

    Welch's t of the log CPM, its p value by the normal distribution. The dashed line is
    Bonferroni's threshold.
    """
    change, t = _welch(cohort)
    log_p = np.array([-np.log10(max(erfc(abs(value) / sqrt(2)), 1e-300)) for value in t])
    threshold = -np.log10(0.05 / len(t))
    called = log_p > threshold
    figure, axes = plt.subplots(figsize=(6.5, 5), layout="constrained")
    axes.plot(change[~called], log_p[~called], ".", c=GREY, label="not significant")
    axes.plot(change[called], log_p[called], "^", c=ORANGE, ms=5, label="significant")
    if truth is not None:
        ringed = truth.differential
        style: dict[str, Any] = {"mfc": "none", "mec": "k", "ms": 10, "mew": 0.7}
        axes.plot(change[ringed], log_p[ringed], "o", label="truly differential", **style)
    axes.axhline(threshold, c="k", ls="--", lw=1)
    axes.set(
        title=f"{called.sum()} of {len(t)} genes differ significantly",
        xlabel="log2 fold change, cancer against healthy",
        ylabel="−log10 p",
    )
    axes.legend()
    return figure


def heat_map(cohort: Cohort, n_genes: int = 40) -> Figure:
    """Log CPM of the genes that differ most, samples in order of class and batch.

    The two bars on top show each sample's class and batch. Genes are centred, and ordered by
    the t statistic of the difference.
    """
    change, t = _welch(cohort)
    genes = np.argsort(-np.abs(t))[:n_genes]
    genes = genes[np.argsort(change[genes])]
    samples = np.lexsort((cohort.batch, cohort.y[:, 0]))
    table = (cohort.log_cpm - cohort.log_cpm.mean(axis=0))[np.ix_(samples, genes)].T

    figure, (top, middle, below) = plt.subplots(
        3, 1, figsize=(9, 7), height_ratios=[1, 1, 22], sharex=True, layout="constrained"
    )
    bars = ((top, CLASSES, cohort.y[:, 0], "class"), (middle, BATCHES, cohort.batch, "batch"))
    for axes, styles, group, name in bars:
        colours = [colour for colour, _ in styles.values()]
        bar = group[samples][np.newaxis].astype(float)
        axes.imshow(bar, ListedColormap(colours), aspect="auto", vmin=0, vmax=len(colours) - 1)
        axes.set_yticks([0], [name])
        axes.tick_params(bottom=False)
        handles = [Patch(color=c, label=label) for label, (c, _) in styles.items()]
        axes.legend(handles=handles, loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)
        _name_stretches(axes, group[samples].astype(int), list(styles))

    limit = float(np.percentile(np.abs(table), 98))
    image = below.imshow(
        table, "viridis", aspect="auto", vmin=-limit, vmax=limit, interpolation="nearest"
    )
    below.set_yticks(range(len(genes)), [cohort.genes[gene] for gene in genes], fontsize=6)
    below.set(xlabel="samples, by class and batch", ylabel=f"the {len(genes)} strongest genes")
    figure.colorbar(image, ax=below, label="log2 CPM, less the gene's mean", pad=0.02)
    return figure


def loss_curves(histories: Mapping[str, Mapping[str, ArrayLike]]) -> Figure:
    """Training (thin) and validation loss (thick) over the epochs, a colour and line a model.

    Args:
        histories: {label: history}, a history has `train_loss` and `val_loss`, a number an
            epoch. The star is the epoch of the lowest validation loss.
    """
    figure, axes = plt.subplots(figsize=(7, 4.5), layout="constrained")
    for (label, history), colour, line in zip(
        histories.items(), cycle(COLOURS), cycle(LINES), strict=False
    ):
        train = np.ravel(np.asarray(history["train_loss"], dtype=float))
        held_out = np.ravel(np.asarray(history["val_loss"], dtype=float))
        epochs = np.arange(1, len(train) + 1)
        axes.plot(epochs, train, line, c=colour, lw=1, label=f"{label}: training")
        axes.plot(epochs, held_out, line, c=colour, lw=2.5, label=f"{label}: validation")
        best = int(np.argmin(held_out))
        axes.plot(best + 1, held_out[best], "*", c=colour, ms=15, mec="k")
    axes.set(xlabel="epoch", ylabel="loss", title="Star: lowest validation loss")
    axes.set_ylim(bottom=0)
    axes.legend(fontsize=9)
    return figure


def roc(y: ArrayLike, scores: Mapping[str, ArrayLike], ceiling: float | None = None) -> Figure:
    """ROC curves, a line a model, their AUC in the legend.

    Args:
        y: the classes, 0 or 1, any shape with one element a sample.
        scores: {label: scores}; probabilities and logits do equally well.
        ceiling: the best AUC that wrong labels leave within reach, for instance
            `auc(cohort.y, cohort.true_y)`; drawn as the curve of one who knows the truth.
    """
    labels = np.ravel(np.asarray(y))
    figure, axes = plt.subplots(figsize=(5.5, 5.2), layout="constrained")
    if ceiling is not None:
        corner = f"label-noise ceiling, AUC {ceiling:.3f}"
        axes.plot([0, 1 - ceiling, 1], [0, ceiling, 1], c=GREY, ls=":", lw=2, label=corner)
    for (label, values), colour, line in zip(
        scores.items(), cycle(COLOURS), cycle(LINES), strict=False
    ):
        flat = np.ravel(np.asarray(values, dtype=float))
        false_rate, true_rate = _roc_points(labels, flat)
        name = f"{label}, AUC {auc(labels, flat):.3f}"
        axes.plot(false_rate, true_rate, line, c=colour, lw=2, label=name)
    axes.plot([0, 1], [0, 1], c="k", lw=0.8, label="guessing, AUC 0.5")
    axes.set(
        xlabel="share of healthy people called cancer",
        ylabel="share of cancers found",
        title="ROC: every threshold at once",
        aspect="equal",
    )
    axes.legend(loc="lower right", fontsize=9)
    return figure


def calibration(y: ArrayLike, probabilities: Mapping[str, ArrayLike], n_bins: int = 10) -> Figure:
    """Share of cancers among the samples given about the same probability, over that probability.

    A model is calibrated where its points lie on the diagonal. Bins are of equal width; bars
    are one standard error; empty bins are left out.

    Raises ValueError for values that are no probabilities.
    """
    labels = np.ravel(np.asarray(y, dtype=float))
    figure, axes = plt.subplots(figsize=(5.5, 5), layout="constrained")
    axes.plot([0, 1], [0, 1], c="k", ls=":", label="says what it means")
    styles = zip(cycle(COLOURS), cycle(MARKERS), cycle(LINES), strict=False)
    for (label, values), (colour, marker, line) in zip(probabilities.items(), styles, strict=False):
        p = np.ravel(np.asarray(values, dtype=float))
        if not np.all((p >= 0) & (p <= 1)):
            raise ValueError(
                f"The values of {label!r} go from {p.min():.3g} to {p.max():.3g}, and probabilities lie between "
                "0 and 1. Are they scores before the sigmoid?"
            )
        which = np.minimum((p * n_bins).astype(int), n_bins - 1)
        size = np.bincount(which, minlength=n_bins)
        kept = size > 0
        said = np.bincount(which, p, n_bins)[kept] / size[kept]
        true = np.bincount(which, labels, n_bins)[kept] / size[kept]
        error = np.sqrt(true * (1 - true) / size[kept])
        style: dict[str, Any] = {"c": colour, "marker": marker, "ls": line, "capsize": 3}
        axes.errorbar(said, true, error, label=label, **style)
    axes.set(
        xlabel="predicted probability of cancer",
        ylabel="share that has cancer",
        title="Calibration",
        xlim=(-0.03, 1.03),
        ylim=(-0.03, 1.03),
    )
    axes.legend()
    return figure


def importance(drops: Mapping[str, ArrayLike]) -> Figure:
    """How much is lost when a set of genes is shuffled among the patients, largest on top.

    Args:
        drops: {gene set: loss of AUC}, a number or one for each repeat. With repeats the bar is
            the mean and its whisker the standard deviation.
    """
    values = {label: np.ravel(np.asarray(drop, dtype=float)) for label, drop in drops.items()}
    labels = sorted(values, key=lambda label: float(values[label].mean()))
    means = [float(values[label].mean()) for label in labels]
    errors = [float(values[label].std()) for label in labels]
    figure, axes = plt.subplots(figsize=(6.5, 1.2 + 0.3 * len(labels)), layout="constrained")
    axes.barh(labels, means, xerr=errors if any(errors) else None, color=BLUE, edgecolor="k")
    axes.axvline(0, c="k", lw=0.8)
    axes.set(
        xlabel="AUC lost when the set is shuffled",
        ylabel="set of genes",
        title="What the model relies on",
    )
    return figure


def learning_curve(
    sizes: Sequence[int], scores: Mapping[str, ArrayLike], ceiling: float | None = None
) -> Figure:
    """AUC over the number of samples, a line a model.

    Args:
        sizes: the numbers of samples.
        scores: {label: AUC}, (sizes,) or (sizes, repeats); repeats give a band from the
            lowest to the highest.
        ceiling: as in `roc`.
    """
    figure, axes = plt.subplots(figsize=(6.5, 4.2), layout="constrained")
    styles = zip(cycle(COLOURS), cycle(MARKERS), cycle(LINES), strict=False)
    for (label, values), (colour, marker, line) in zip(scores.items(), styles, strict=False):
        table = np.asarray(values, dtype=float).reshape(len(sizes), -1)
        axes.plot(sizes, table.mean(axis=1), line, marker=marker, c=colour, lw=2, label=label)
        axes.fill_between(sizes, table.min(axis=1), table.max(axis=1), color=colour, alpha=0.15)
    if ceiling is not None:
        axes.axhline(ceiling, c=GREY, ls=":", lw=2, label="label-noise ceiling")
    axes.set(xscale="log", title="AUC over the size of the cohort")
    axes.set(xlabel="samples in the cohort", ylabel="AUC on new samples")
    axes.set_xticks(sizes, [str(size) for size in sizes])
    axes.minorticks_off()
    axes.legend()
    return figure


def confounding(scores: Mapping[str, tuple[float, float]]) -> Figure:
    """The AUC a study reports against the AUC on the same patients with batches at random.

    Args:
        scores: {label: (apparent, deconfounded)}, a model or a strength of confounding a label.
    """
    places = np.arange(len(scores))
    apparent, honest = np.array(list(scores.values()), dtype=float).T
    figure, axes = plt.subplots(figsize=(2.5 + 1.6 * len(scores), 4.2), layout="constrained")
    for shift, heights, colour, hatch, label in (
        (-0.2, apparent, ORANGE, "//", "as reported: batch tied to class"),
        (0.2, honest, BLUE, "", "same patients, batches at random"),
    ):
        style: dict[str, Any] = {"color": colour, "hatch": hatch, "edgecolor": "k", "label": label}
        bars = axes.bar(places + shift, heights, 0.38, **style)
        axes.bar_label(bars, fmt="%.2f", padding=2)
    axes.axhline(0.5, c="k", ls="--", lw=1, label="guessing")
    axes.set_xticks(places, list(scores))
    axes.set(
        ylim=(0, 1.35),
        ylabel="AUC",
        xlabel="model",
        title="The same people, with batches tied to the class or not",
    )
    axes.set_yticks(np.linspace(0, 1, 6))
    axes.legend(loc="upper center", fontsize=9)
    return figure


def _welch(cohort: Cohort) -> tuple[Floats, Floats]:
    """(difference of the log2 CPM, Welch's t) of each gene, cancer against healthy."""
    cancer = cohort.log_cpm[cohort.y[:, 0] == 1]
    healthy = cohort.log_cpm[cohort.y[:, 0] == 0]
    change = cancer.mean(axis=0) - healthy.mean(axis=0)
    squared_errors = [group.var(axis=0, ddof=1) / len(group) for group in (cancer, healthy)]
    return change, change / np.sqrt(sum(squared_errors))


def _roc_points(y: NDArray[np.generic], scores: Floats) -> tuple[Floats, Floats]:
    """False and true positive rates at every threshold, tied scores taken together."""
    order = np.argsort(-scores, kind="stable")
    last_of_tie = np.append(np.flatnonzero(np.diff(scores[order])), len(scores) - 1)
    hits = np.cumsum(y[order] == 1)[last_of_tie]
    alarms = last_of_tie + 1 - hits
    return np.append(0, alarms / alarms[-1]), np.append(0, hits / hits[-1])


def _name_stretches(axes: Axes, groups: NDArray[np.int64], names: list[str]) -> None:
    """Write the group's name on each unbroken stretch of a bar."""
    starts = np.flatnonzero(np.diff(groups, prepend=-1))
    for start, end in zip(starts, np.append(starts[1:], len(groups)), strict=True):
        style: dict[str, Any] = {"ha": "center", "va": "center", "color": "white", "fontsize": 7}
        axes.text((start + end - 1) / 2, 0, names[groups[start]], weight="bold", **style)
