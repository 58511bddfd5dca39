"""What `population` and `sample` promise: shapes, seeds, knobs, arguments, speed."""

from time import perf_counter

import numpy as np
import pytest
from scipy import stats
from sklearn.metrics import roc_auc_score

from autograder.workshop import expression
from autograder.workshop.expression import auc, population
from tests.helpers.expression_models import Model
from tests.helpers.measures import standardised


@pytest.fixture(scope="module")
def people():
    return population(seed=7)


@pytest.fixture(scope="module")
def cohort(people):
    return people.sample(600, seed=1)


def same_patients(first, second):
    fields = ("y", "true_y", "purity", "programmes", "outlier", "library_size", "train", "test")
    return all(np.array_equal(getattr(first, name), getattr(second, name)) for name in fields)


def test_a_cohort_has_the_promised_shapes(cohort):
    assert cohort.counts.shape == cohort.log_cpm.shape == (600, 500)
    assert cohort.counts.dtype.kind == "i"
    assert cohort.counts.min() >= 0
    assert cohort.y.shape == cohort.true_y.shape == (600, 1)
    assert set(np.unique(cohort.y)) == {0.0, 1.0}
    assert cohort.library_size.shape == cohort.batch.shape == (600,)
    assert set(cohort.batch) == {0, 1, 2}
    assert len(cohort) == 600


def test_log_cpm_is_log2_of_counts_per_million_of_the_whole_library(cohort):
    i, j = np.unravel_index(cohort.counts.argmax(), cohort.counts.shape)
    by_hand = np.log2((cohort.counts[i, j] + 0.5) / (cohort.library_size[i] + 1) * 1e6)
    assert cohort.log_cpm[i, j] == pytest.approx(by_hand, rel=1e-12)
    assert (cohort.library_size > cohort.counts.sum(axis=1)).all()


def test_the_genes_bear_neutral_names(cohort):
    assert cohort.genes[0] == "GENE0001"
    assert len(set(cohort.genes)) == 500


def test_the_order_of_the_genes_tells_nothing_about_them(people):
    roles = [people.truth.differential, people.truth.pathways >= 0]
    for role in roles:
        assert stats.mannwhitneyu(np.flatnonzero(role), np.flatnonzero(~role)).pvalue > 0.001


def test_train_validation_and_test_share_out_the_patients_by_class(cohort):
    parts = (cohort.train, cohort.validation, cohort.test)
    assert [len(part) for part in parts] == [360, 120, 120]
    assert sorted(np.concatenate(parts)) == list(range(600))
    for part in parts:
        assert cohort.y[part].mean() == pytest.approx(cohort.y.mean(), abs=0.01)


def test_cancer_is_exactly_one_high_programme(cohort):
    a, b = cohort.programmes.T
    assert np.array_equal(cohort.true_y[:, 0] == 1, a != b)
    assert cohort.true_y.mean() == 0.5


def test_the_truth_names_genes_that_exist_and_keeps_the_programmes_apart(people):
    truth = people.truth
    assert len(truth.programme_a) == len(truth.programme_b) == 26
    in_programme = np.concatenate([truth.programme_a, truth.programme_b])
    assert len(set(in_programme)) == 52
    assert not truth.differential[in_programme].any()
    assert (truth.pathways[in_programme] == -1).all()
    assert np.array_equal(truth.differential, truth.log2_fold_change != 0)
    assert set(truth.pathways) == set(range(-1, 10))
    assert np.mean(truth.pathways >= 0) == pytest.approx(0.6, abs=0.01)
    assert list(truth.gene_sets)[:3] == ["programme A", "programme B", "pathway 1"]


def test_the_same_seeds_give_the_same_cohort():
    first, second = (population(seed=3).sample(60, seed=4) for _ in range(2))
    assert np.array_equal(first.counts, second.counts)
    assert same_patients(first, second)


def test_another_seed_gives_an_independent_cohort(people, cohort):
    other = people.sample(600, seed=2)
    for field in ("y", "batch", "library_size", "programmes"):
        one = getattr(cohort, field).astype(float).ravel()
        two = getattr(other, field).astype(float).ravel()
        assert abs(np.corrcoef(one, two)[0, 1]) < 0.15  # 3.7 deviations of chance at n = 600
    noise = [c.log_cpm - c.log_cpm.mean(axis=0) for c in (cohort, other)]
    between = np.corrcoef(*noise)[:600, 600:]
    assert abs(np.diag(between)).mean() == pytest.approx(abs(between).mean(), rel=0.1)


def test_another_population_has_other_genes(people):
    other = population(seed=8)
    assert stats.pearsonr(np.log(people.truth.mean), np.log(other.truth.mean)).pvalue > 1e-3


@pytest.mark.parametrize("knob", [{"batch_sd": 0.6}, {"batch_sd": 0.0}, {"confounding": 0.9}])
def test_a_world_with_other_batches_has_the_same_patients_and_effects(people, cohort, knob):
    other = population(seed=7, **knob)
    for field in ("log2_fold_change", "mean", "dispersion", "pathways", "programme_a"):
        assert np.array_equal(getattr(people.truth, field), getattr(other.truth, field))
    assert same_patients(cohort, other.sample(600, seed=1))


def test_batch_strength_shows_in_the_counts_and_leaves_the_batches(cohort):
    strong = population(seed=7, batch_sd=0.6).sample(600, seed=1)
    assert np.array_equal(strong.batch, cohort.batch)

    def spread(c):
        means = [c.log_cpm[c.batch == batch].mean(axis=0) for batch in range(3)]
        return np.std(means, axis=0).mean()

    assert spread(strong) > 2 * spread(cohort)


def test_label_noise_flips_the_recorded_class_alone(cohort):
    clean = population(seed=7, label_noise=0.0).sample(600, seed=1)
    assert np.array_equal(clean.y, clean.true_y)
    assert np.array_equal(clean.true_y, cohort.true_y)
    assert np.array_equal(clean.counts, cohort.counts)
    flipped = int(np.sum(cohort.y != cohort.true_y))
    assert stats.binomtest(flipped, 600, 0.04).pvalue > 0.001


def test_confounding_ties_the_batch_to_the_class(people):
    def linked(strength):
        c = population(seed=7, confounding=strength).sample(2000, seed=1)
        return np.mean((c.batch == 0) == (c.true_y[:, 0] == 0))

    # Untied: healthy in batch 0 has the chance 1/3, cancer elsewhere 2/3; together a half.
    assert linked(0.0) == pytest.approx(0.5, abs=0.05)
    assert linked(0.5) == pytest.approx(0.75, abs=0.05)
    assert linked(1.0) == 1.0


def test_difficulty_lowers_what_a_model_reaches():
    scores = []
    for difficulty in (0.0, 0.5, 1.0):
        people = population(seed=2, difficulty=difficulty)
        cohort, hidden = people.sample(600, seed=1), people.sample(1000, seed=2)
        X, X_val, _, H = standardised(cohort, hidden)
        y, y_val = cohort.y[cohort.train], cohort.y[cohort.validation]
        linear = Model(hidden=0, weight_decay=0.3, epochs=30).fit(X, y, X_val, y_val)
        scores.append(auc(hidden.y, linear.predict(H)))
    easy, usual, hard = scores
    assert easy > usual + 0.01
    assert usual > hard + 0.02


@pytest.mark.parametrize("n_genes", [100, 1200])
def test_other_numbers_of_genes_work(n_genes):
    people = population(seed=1, n_genes=n_genes)
    cohort = people.sample(50, seed=1)
    assert cohort.counts.shape == (50, n_genes)
    assert len(cohort.genes) == n_genes
    assert len(people.truth.programme_a) == len(people.truth.programme_b) >= 10


def test_the_smallest_cohort_has_both_classes_everywhere():
    for seed in range(20):
        cohort = population(seed=seed).sample(20, seed=0)
        for part in (cohort.train, cohort.validation, cohort.test):
            assert len(np.unique(cohort.y[part])) == 2


@pytest.mark.parametrize(
    ("knob", "word"),
    [
        ({"seed": -1}, "seed"),
        ({"seed": 0.5}, "seed"),
        ({"seed": True}, "seed"),
        ({"n_genes": 99}, "n_genes"),
        ({"batch_sd": -0.1}, "batch_sd"),
        ({"batch_sd": float("nan")}, "batch_sd"),
        ({"confounding": 1.1}, "confounding"),
        ({"difficulty": -0.1}, "difficulty"),
        ({"label_noise": 0.5}, "label_noise"),
    ],
)
def test_a_knob_out_of_its_range_is_refused_in_one_sentence(knob, word):
    with pytest.raises(ValueError, match=rf"^{word} must be [^.]*(\.\d[^.]*)?\.$"):
        population(**{"seed": 1, **knob})


@pytest.mark.parametrize(("n", "seed", "word"), [(19, 0, "n"), (60.0, 0, "n"), (60, -1, "seed")])
def test_a_cohort_that_cannot_be_is_refused_in_one_sentence(people, n, seed, word):
    with pytest.raises(ValueError, match=rf"^{word} must be [^.]*\.$"):
        people.sample(n, seed)


def test_counts_are_negative_binomial():
    """Against SciPy's distribution, size 1/φ and probability 1/(1 + φμ)."""
    draws = 20_000
    for mean, dispersion in ((2.0, 0.9), (50.0, 0.3), (900.0, 0.05)):
        log_mean = np.full((draws, 1), np.log(mean))
        rng = np.random.default_rng(5)
        counts = expression._negative_binomial(log_mean, np.array([dispersion]), rng)[:, 0]
        expected = stats.nbinom(1 / dispersion, 1 / (1 + dispersion * mean))
        grid = np.arange(counts.max() + 1)
        empirical = np.cumsum(np.bincount(counts)) / draws
        assert abs(empirical - expected.cdf(grid)).max() < 1.95 / np.sqrt(draws)  # p = 0.001


def test_the_separation_is_what_the_discriminant_shows_in_normal_noise():
    rng = np.random.default_rng(0)
    n_genes, n = 60, 40_000
    mean, dispersion = rng.uniform(50, 500, n_genes), rng.uniform(0.05, 0.4, n_genes)
    shift, loadings = 0.1 * rng.normal(size=n_genes), 0.2 * rng.normal(size=(3, n_genes))
    shrink = mean / (mean + 0.5)
    own = rng.normal(0, np.sqrt(1 / mean + dispersion), (2 * n, n_genes))
    X = (own + rng.normal(size=(2 * n, 3)) @ loadings) * shrink
    X[n:] += shift * shrink
    weight = shift * shrink / X[:n].var(axis=0)
    one, two = X[:n] @ weight, X[n:] @ weight
    seen = (two.mean() - one.mean()) / np.sqrt((one.var() + two.var()) / 2)
    assert expression._separation(shift, loadings, mean, dispersion) == pytest.approx(
        seen, rel=0.02
    )


def test_auc_equals_scikit_learns_with_ties_too():
    rng = np.random.default_rng(0)
    for scores in (rng.normal(size=200), rng.integers(0, 4, 200)):
        y = (rng.random((200, 1)) < 0.3).astype(float)
        expected = roc_auc_score(y[:, 0], scores)
        assert auc(y, scores) == pytest.approx(expected, abs=1e-12)
        assert auc(y, scores.reshape(200, 1)) == pytest.approx(expected, abs=1e-12)


def test_auc_of_four_samples_by_hand():
    # Pairs of a case above a control: (3, 1), (3, 2), (2, 1), and a tie (2, 2) for a half.
    assert auc([1, 0, 1, 0], [3, 1, 2, 2]) == pytest.approx(3.5 / 4)


def test_auc_refuses_what_has_none():
    with pytest.raises(ValueError, match="both classes"):
        auc(np.ones(3), np.arange(3))
    with pytest.raises(ValueError, match="same number"):
        auc(np.array([0, 1]), np.arange(3))


def test_a_cohort_is_made_in_under_a_fifth_of_a_second():
    times = []
    for _ in range(5):
        start = perf_counter()
        assert population(seed=1).sample(600, seed=1).log_cpm.shape == (600, 500)
        times.append(perf_counter() - start)
    assert min(times) < 0.2
