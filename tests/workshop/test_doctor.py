"""Where a check of train or fit_classifier has no name for a mistake, the doctor gives the sentence."""

import numpy as np
import pytest

from autograder.workshop.exercises.training.causes import of_the_loss
from tests.helpers.nearly_right import fit_classifier_with, train_with
from tests.helpers.seeds import each_seed
from tests.helpers.source import source

TRAIN = {
    "The gradients of all batches are added up": train_with(
        start="total = {k: 0 * w for k, w in params.items()}",
        update="total = {k: total[k] + g for k, g in grads.items()}; params = update(params, total)",
    ),
    "The gradients of a batch are used for more than one update": train_with(
        update="params = update(update(params, grads), grads)"
    ),
    "The labels have become flat": train_with(
        batches="[(a, b.ravel()) for a, b in minibatches(X, y, batch_size, rng)]"
    ),
    "The samples are standardized in the training loop": train_with(
        batches="[((a - X.mean(axis=0)) / X.std(axis=0), b) for a, b in minibatches(X, y, batch_size, rng)]"
    ),
    "update gets 2 times the gradients of its batch": train_with(
        update="params = update(params, {k: 2 * g for k, g in grads.items()})"
    ),
    "train_loss is the mean of the losses of the batches": train_with(
        start="losses = []",
        update="params = update(params, grads); losses.append(loss)",
        train_loss="np.mean(losses)",
    ),
    "train_loss is the loss of the first batch": train_with(
        start="losses = []",
        update="params = update(params, grads); losses.append(loss)",
        train_loss="losses[0]",
    ),
    "The losses are those of the params of the very beginning": train_with(
        before="start = {k: w.copy() for k, w in params.items()}",
        train_loss="loss_and_grads(start, X, y)[0]",
    ),
    "val_loss is computed on the training samples": train_with(
        val_loss="loss_and_grads(params, X_batch, y_batch)[0]"
    ),
    "The two losses have changed places": train_with(
        train_loss="loss_and_grads(params, X_val, y_val)[0]",
        val_loss="loss_and_grads(params, X, y)[0]",
    ),
}


@pytest.mark.parametrize("sentence", TRAIN)
@each_seed
def test_train(judge, sentence, seed):
    verdict = judge(source("train", TRAIN[sentence]), "train", seed)
    assert verdict.message.startswith(sentence)
    assert verdict.misconception is None
    assert not verdict.passed


DEAD = "{k: w - 1000 if k == 'b1' else w for k, w in init_params(X.shape[1], 16, rng).items()}"
FIT = {
    "All hidden units are dead": fit_classifier_with(params=DEAD),
    "The learning rate is far too small: 1e-07": fit_classifier_with(lr="1e-7", epochs="3"),
    "The network gives everybody the same probability": fit_classifier_with(lam="30.0", lr="0.01"),
    "The losses are summed over the samples": fit_classifier_with(
        then="history['train_loss'] = [len(X) * x for x in history['train_loss']]"
    ),
}


@pytest.mark.parametrize("sentence", FIT)
def test_fit_classifier(judge, sentence):
    verdict = judge(source("fit_classifier", FIT[sentence]), "fit_classifier")
    said = [check.message for check in verdict.checks if not check.passed]
    assert any(message.startswith(sentence) for message in said), said
    assert verdict.misconception is None


def test_a_loss_of_flat_labels(judge):
    body = fit_classifier_with(
        then="""
    def flat(X, y):
        P = forward(params, X)["P"]
        return bce(np.broadcast_to(y.ravel(), (len(y), len(y))), np.broadcast_to(P, (len(y), len(y))))
    history = {"train_loss": [0.8] * 14 + [flat(X, y)], "val_loss": [0.8] * 14 + [flat(X_val, y_val)]}"""
    )
    verdict = judge(source("fit_classifier", body), "fit_classifier")
    said = [check.message for check in verdict.checks if not check.passed]
    assert any("each label meets each prediction" in message for message in said), said


def test_labels_turned_round(judge):
    body = fit_classifier_with(sets="X, 1 - y, X_val, y_val")
    verdict = judge(source("fit_classifier", body), "fit_classifier")
    assert verdict.message.startswith("Each sample is trained with the label of the other class")


WAYS = {
    "sigmoid-twice": lambda y, p: _loss(y, 1 / (1 + np.exp(-p))),
    "loss-log2": lambda y, p: -np.mean(y * np.log2(p) + (1 - y) * np.log2(1 - p)),
    "loss-log10": lambda y, p: -np.mean(y * np.log10(p) + (1 - y) * np.log10(1 - p)),
    "loss-summed": lambda y, p: len(y) * _loss(y, p),
    "labels-turned": lambda y, p: _loss(1 - y, p),
    "accuracy": lambda y, p: np.mean((p > 0.5) == y),
    "labels-flat": lambda y, p: np.mean([[_loss(a, b) for a in y] for b in p]),
}


def _loss(y, p):
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


@pytest.mark.parametrize("cause", WAYS)
def test_a_loss_that_was_noted_in_another_way(cause):
    rng = np.random.default_rng(0)
    logits, y = rng.standard_normal((30, 1)), rng.integers(0, 2, (30, 1)).astype(float)
    p = 1 / (1 + np.exp(-logits))
    found = of_the_loss(float(WAYS[cause](y, p)), logits, y)
    assert found is not None
    assert found.cause == cause
    assert of_the_loss(float(_loss(y, p)), logits, y) is None
    assert of_the_loss(0.5, logits, y) is None


def test_a_history_that_is_too_short_leaves_the_judge_its_sentence(judge):
    body = "return params, {'train_loss': [1.0], 'val_loss': [1.0]}"
    assert judge(source("train", body), "train").message.startswith(
        "'train_loss' of history holds 1"
    )
