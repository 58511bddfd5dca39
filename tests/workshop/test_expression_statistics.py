"""The cohorts look like bulk RNA-seq: each range is one that real cohorts lie in, or nearly.

Ranges hold for every one of a few seeds; statistics are pinned, counts never.
"""

from types import SimpleNamespace

import numpy as np
import pytest
from scipy import stats

from autograder.workshop.expression import auc, population
from tests.helpers.measures import (
    dispersion,
    explained,
    gene_correlations,
    moments,
    programme_scores,
    sample_correlation,
    slope,
    t_statistics,
)


@pytest.fixture(scope="module", params=range(5))
def world(request):
    people = population(seed=request.param)
    return SimpleNamespace(truth=people.truth, cohort=people.sample(600, seed=1))


def test_variance_grows_with_the_mean_faster_than_poisson(world):
    mean, variance = moments(world.cohort)
    assert np.mean(variance > mean) > 0.95
    assert 1.55 < slope(world.cohort) < 1.85


def test_dispersion_falls_with_the_mean(world):
    high = np.median(dispersion(world.cohort, 100, np.inf))
    low = np.median(dispersion(world.cohort, 1, 10))
    assert 0.15 < high < 0.45
    assert 0.6 < low < 2.5
    assert low > 2 * high


def test_genes_scatter_around_the_dispersion_trend(world):
    assert np.log(dispersion(world.cohort, 100, np.inf)).std() > 0.6


def test_library_sizes_vary_and_outliers_are_shallow(world):
    depth, outlier = np.log(world.cohort.library_size), world.cohort.outlier
    assert 0.20 < depth[~outlier].std() < 0.35
    assert stats.binomtest(int(outlier.sum()), 600, 0.02).pvalue > 0.001
    assert np.median(depth[outlier]) < np.median(depth) - 0.7


def test_few_counts_are_zero(world):
    assert 0.005 < np.mean(world.cohort.counts == 0) < 0.10


def test_genes_are_correlated_within_the_class(world):
    correlations = gene_correlations(world.cohort)
    assert 0.10 < correlations.std() < 0.25
    assert 0.02 < np.mean(np.abs(correlations) > 0.3) < 0.15


def test_genes_of_one_pathway_are_correlated_more_than_others(world):
    size = len(world.truth.pathways)
    table = np.zeros((size, size))
    table[np.triu_indices(size, 1)] = np.abs(gene_correlations(world.cohort))
    pathways = world.truth.pathways
    together = (pathways[:, None] == pathways) & (pathways >= 0)
    upper = np.triu(np.ones((size, size), bool), 1)
    assert table[together & upper].mean() > 1.5 * table[~together & upper].mean()


def test_a_few_components_hold_a_good_part_of_the_variance(world):
    share = explained(world.cohort)
    assert 0.05 < share[0] < 0.20
    assert 0.2 < share[4] < 0.5
    assert 0.3 < share[9] < 0.6


def test_samples_resemble_each_other(world):
    assert 0.82 < sample_correlation(world.cohort) < 0.96


def test_the_exclusive_or_is_in_the_two_programmes_together_only(world):
    scores = programme_scores(world.cohort, world.truth)
    y = world.cohort.y
    assert auc(y, -scores[:, 0] * scores[:, 1]) > 0.92
    for programme in scores.T:
        assert abs(auc(y, programme) - 0.5) < 0.06


def test_no_gene_of_the_programmes_shows_in_a_volcano_plot(world):
    t, _ = t_statistics(world.cohort)
    hidden = np.concatenate([world.truth.programme_a, world.truth.programme_b])
    assert np.abs(t[hidden]).max() < 4


def test_genes_with_a_large_t_are_truly_differential(world):
    t, _ = t_statistics(world.cohort)
    called = np.abs(t) > 4
    assert called.sum() > 20
    assert world.truth.differential[called].mean() > 0.90


def test_fold_changes_can_be_estimated(world):
    _, change = t_statistics(world.cohort)
    true = world.truth.differential
    assert np.corrcoef(change[true], world.truth.log2_fold_change[true])[0, 1] > 0.80


def test_t_statistics_equal_scipys(world):
    cohort = world.cohort
    groups = (cohort.log_cpm[cohort.y[:, 0] == label] for label in (1, 0))
    expected = stats.ttest_ind(*groups, equal_var=False).statistic
    np.testing.assert_allclose(t_statistics(cohort)[0], expected, rtol=1e-9)


def test_sample_correlation_equals_scipys(world):
    few = world.cohort.log_cpm[:40]
    expected = np.median(stats.spearmanr(few.T).statistic[np.triu_indices(40, 1)])
    assert sample_correlation(world.cohort, 40) == pytest.approx(expected, abs=0.01)
