"""What models make of the cohorts: the lessons of the notebooks hold on the default call.

Hidden cohorts of 2,000 patients of the same population measure the AUC.
"""

from types import SimpleNamespace

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from autograder.workshop.expression import auc, population
from tests.helpers.expression_models import Model
from tests.helpers.measures import standardised

SEEDS = (0, 1, 2, 3)
LINEAR = {"hidden": 0, "weight_decay": 0.3}
HIDDEN_LAYER = {"hidden": 32, "weight_decay": 0.03, "epochs": 100}
WIDE = {"hidden": 256}


class World:
    """A population, its cohort of 600 and hidden cohort of 2,000, standardised."""

    def __init__(self, seed):
        self.people = population(seed=seed)
        self.cohort = self.people.sample(600, seed=1)
        self.hidden = self.people.sample(2000, seed=2)
        self.X, self.X_val, self.X_test, self.H = standardised(self.cohort, self.hidden)
        self.y = self.cohort.y[self.cohort.train]
        self.y_val = self.cohort.y[self.cohort.validation]

    def fit(self, **settings):
        model = Model(**settings).fit(self.X, self.y, self.X_val, self.y_val)
        return SimpleNamespace(
            model=model, history=model.history, auc=auc(self.hidden.y, model.predict(self.H))
        )


@pytest.fixture(scope="module")
def worlds():
    return [World(seed) for seed in SEEDS]


@pytest.fixture(scope="module")
def linear(worlds):
    return [world.fit(**LINEAR) for world in worlds]


@pytest.fixture(scope="module")
def hidden_layer(worlds):
    return [world.fit(**HIDDEN_LAYER) for world in worlds]


@pytest.fixture(scope="module")
def wide(worlds):
    return [world.fit(**WIDE) for world in worlds]


def aucs(results):
    return np.array([result.auc for result in results])


def test_the_tests_own_logistic_regression_is_as_good_as_scikit_learns(worlds, linear):
    for world, ours in zip(worlds, linear, strict=True):
        # An L2 price of weight_decay/2 on the mean loss is C = 1/(n·weight_decay) on the sum.
        theirs = LogisticRegression(C=1 / (0.3 * len(world.X)), max_iter=2000)
        theirs.fit(world.X, world.y[:, 0])
        expected = auc(world.hidden.y, theirs.decision_function(world.H))
        assert ours.auc == pytest.approx(expected, abs=0.01)


def test_logistic_regression_does_well_but_not_best(linear):
    assert 0.84 < aucs(linear).mean() < 0.92


def test_populations_are_about_equally_hard(linear):
    assert aucs(linear).std() < 0.04


def test_a_hidden_layer_beats_logistic_regression(linear, hidden_layer):
    gain = aucs(hidden_layer) - aucs(linear)
    assert gain.min() > 0
    assert gain.mean() > 0.03


def test_no_model_beats_the_label_noise(worlds, hidden_layer):
    for world, result in zip(worlds, hidden_layer, strict=True):
        assert result.auc < auc(world.hidden.y, world.hidden.true_y) + 0.02


def test_a_wide_network_overfits_visibly(worlds, wide):
    ratios = []
    for world, result in zip(worlds, wide, strict=True):
        right = (result.model.predict(world.X) > 0.5) == (world.y == 1)
        assert right.mean() > 0.99
        losses = result.history["val_loss"]
        ratios.append(losses[-1] / min(losses))
    assert np.mean(ratios) > 1.05


@pytest.mark.parametrize(
    "cure", [{"weight_decay": 0.03}, {"drop_input": 0.3, "drop_hidden": 0.5}], ids=str
)
def test_regularisation_helps_the_wide_network(worlds, wide, cure):
    gain = aucs(world.fit(**WIDE, **cure) for world in worlds) - aucs(wide)
    assert gain.min() > 0
    assert gain.mean() > 0.01


def test_the_training_loss_hardly_ever_rises(wide, linear):
    for result in (*wide, *linear):
        assert np.mean(np.diff(result.history["train_loss"]) > 0) <= 0.05


def test_shuffling_a_whole_programme_costs_most(worlds, hidden_layer):
    """Over the populations, the two programmes rank above each of the ten pathways."""
    rng = np.random.default_rng(0)
    drops = dict.fromkeys(worlds[0].people.truth.gene_sets, 0.0)
    for world, result in zip(worlds, hidden_layer, strict=True):
        for name, genes in world.people.truth.gene_sets.items():
            shuffled = world.H.copy()
            shuffled[:, genes] = world.H[rng.permutation(len(world.H))][:, genes]
            drops[name] += result.auc - auc(world.hidden.y, result.model.predict(shuffled))
    first, second, third = sorted(drops, key=drops.get, reverse=True)[:3]
    assert {first, second} == {"programme A", "programme B"}
    assert drops[second] > 1.5 * drops[third]


def test_a_confounded_study_reports_far_too_much():
    for seed in SEEDS:
        study = population(seed=seed, confounding=0.9).sample(600, seed=1)
        same_people = population(seed=seed).sample(600, seed=1)
        X, X_val, X_test, randomised = standardised(study, same_people)
        model = Model(**LINEAR).fit(X, study.y[study.train], X_val, study.y[study.validation])
        y = study.y[study.test]
        reported = auc(y, model.predict(X_test))
        honest = auc(y, model.predict(randomised[study.test]))
        assert reported - honest >= 0.12


def test_the_gain_of_a_hidden_layer_grows_with_the_cohort(worlds):
    gains = []
    for world in worlds:
        for n in (150, 1200):
            cohort = world.people.sample(n, seed=1)
            X, X_val, _, H = standardised(cohort, world.hidden)
            y, y_val = cohort.y[cohort.train], cohort.y[cohort.validation]
            scores = [
                auc(world.hidden.y, Model(**settings).fit(X, y, X_val, y_val).predict(H))
                for settings in (LINEAR, HIDDEN_LAYER)
            ]
            gains.append(scores[1] - scores[0])
    few, many = np.reshape(gains, (len(worlds), 2)).mean(axis=0)
    assert abs(few) < 0.03
    assert many > 0.03
