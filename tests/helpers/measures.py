"""The statistics that the dataset is measured by, each a function of a cohort."""

import numpy as np


def standardised(cohort, *others):
    """Log CPM of the training rows, the validation rows, the test rows and of other cohorts.

    The mean and deviation are those of the training rows.
    """
    train = cohort.log_cpm[cohort.train]
    mean, deviation = train.mean(axis=0), train.std(axis=0) + 1e-8
    tables = [train, cohort.log_cpm[cohort.validation], cohort.log_cpm[cohort.test]]
    tables += [other.log_cpm for other in others]
    return [(table - mean) / deviation for table in tables]


def moments(cohort):
    """(mean, variance) of the counts of each gene at equal depth, averaged over the classes."""
    depth = cohort.library_size / np.median(cohort.library_size)
    counts = cohort.counts / depth[:, np.newaxis]
    kept = ~cohort.outlier
    classes = [counts[kept & (cohort.true_y[:, 0] == label)] for label in (0, 1)]
    return (
        np.mean([table.mean(axis=0) for table in classes], axis=0),
        np.mean([table.var(axis=0, ddof=1) for table in classes], axis=0),
    )


def slope(cohort):
    mean, variance = moments(cohort)
    kept = mean > 1
    return np.polyfit(np.log(mean[kept]), np.log(variance[kept]), 1)[0]


def dispersion(cohort, low, high):
    """Moment estimates (variance - mean) / mean² of the genes with a mean between the two."""
    mean, variance = moments(cohort)
    kept = (mean > low) & (mean < high) & (variance > mean)
    return (variance[kept] - mean[kept]) / mean[kept] ** 2


def within_class(cohort):
    """Log CPM with each class's mean taken away, gene by gene."""
    table = cohort.log_cpm.copy()
    for label in (0, 1):
        rows = cohort.true_y[:, 0] == label
        table[rows] -= table[rows].mean(axis=0)
    return table


def gene_correlations(cohort):
    table = within_class(cohort)
    return np.corrcoef(table.T)[np.triu_indices(table.shape[1], 1)]


def explained(cohort):
    """Cumulated share of the variance of the principal components."""
    singular = np.linalg.svd(within_class(cohort), compute_uv=False)
    return np.cumsum(singular**2) / np.sum(singular**2)


def sample_correlation(cohort, n=200):
    """Median Spearman correlation of the first `n` samples."""
    ranks = cohort.log_cpm[:n].argsort(axis=1).argsort(axis=1)
    return np.median(np.corrcoef(ranks)[np.triu_indices(len(ranks), 1)])


def programme_scores(cohort, truth):
    """(n, 2) mean log CPM of each programme's genes, centred."""
    genes = (truth.programme_a, truth.programme_b)
    scores = np.stack([cohort.log_cpm[:, which].mean(axis=1) for which in genes], axis=1)
    return scores - scores.mean(axis=0)


def t_statistics(cohort):
    """Welch's t of each gene, cancer against healthy, as recorded; and the fold change."""
    sick = cohort.log_cpm[cohort.y[:, 0] == 1]
    well = cohort.log_cpm[cohort.y[:, 0] == 0]
    change = sick.mean(axis=0) - well.mean(axis=0)
    return change / np.sqrt(
        sick.var(axis=0, ddof=1) / len(sick) + well.var(axis=0, ddof=1) / len(well)
    ), change
