"""The answers of the NumPy notebook, by hand and by other libraries."""

import numpy as np
from scipy.stats import chisquare
from sklearn.feature_selection import VarianceThreshold
from sklearn.preprocessing import Binarizer, normalize

from dlref.numpy_basics import (
    as_column,
    cut_noise,
    expressed_genes,
    for_each_gene,
    log_fold,
    pick_samples,
    row_shares,
    scale_weights,
)


def test_a_column_holds_the_same_numbers_one_below_the_other():
    assert as_column(np.array([1.0, 0.0, 1.0])).tolist() == [[1.0], [0.0], [1.0]]


def test_a_fold_is_the_number_of_doublings():
    control = np.array([3.0, 1.0, 7.0])
    for doublings in (-1, 0, 1, 2):
        counts = (control + 1) * 2.0**doublings - 1
        np.testing.assert_allclose(log_fold(counts[None, :], control), [[doublings] * 3])


def test_shares_are_those_of_scikit_learn(rng):
    counts = rng.uniform(0.1, 9, (5, 3))
    np.testing.assert_allclose(row_shares(counts), normalize(counts, norm="l1"))


def test_the_genes_of_the_notebook():
    counts = np.array([[0.0, 9.0, 2.0], [1.0, 1.0, 4.0]])
    assert expressed_genes(counts, 3.0).tolist() == [[9.0, 2.0], [1.0, 4.0]]


def test_noise_is_cut_where_scikit_learn_says_0(rng):
    X = rng.uniform(0, 6, (5, 3))
    kept = Binarizer(threshold=2.0).fit_transform(X)
    np.testing.assert_array_equal(cut_noise(X, 2.0), X * kept)
    assert cut_noise(np.array([[2.0]]), 2.0) == 2


def test_weights_are_scaled_and_biases_are_not():
    params = {"W1": np.array([[4.0, -6.0]]), "b1": np.array([5.0]), "W2": np.array([[1.0]])}
    scaled = scale_weights(params, 0.5)
    assert {key: value.tolist() for key, value in scaled.items()} == {
        "W1": [[2.0, -3.0]],
        "b1": [5.0],
        "W2": [[0.5]],
    }


def test_f_is_asked_once_for_each_gene(rng):
    X = rng.normal(size=(6, 4))
    variances = VarianceThreshold().fit(X).variances_
    np.testing.assert_allclose(for_each_gene(np.var, X), variances)
    asked = []
    for_each_gene(lambda x: asked.append(x.shape) or 0.0, X)
    assert asked == [(6,)] * 4


def test_each_sample_is_as_likely_as_any_other():
    X, rng = np.arange(8.0)[:, None], np.random.default_rng(1)
    drawn = [pick_samples(X, 3, rng)[:, 0] for _ in range(2000)]
    assert all(len(set(rows.tolist())) == 3 for rows in drawn)
    assert chisquare(np.bincount(np.concatenate(drawn).astype(int))).pvalue > 1e-3
