"""The formulas as the notebook writes them: training."""

import numpy as np

from autograder.course import textbook
from dlref.activations import relu, sigmoid
from dlref.optimizers import minibatches


@textbook("standardize")
def standardize_formula(X_train, X_test):
    mean = X_train.mean(axis=0)
    std = X_train.std(axis=0)
    return (X_train - mean) / std, (X_test - mean) / std


@textbook("standardize")
def standardize_guarded(X_train, X_test):
    mean = np.mean(X_train, axis=0)
    std = np.std(X_train, axis=0)
    std = np.where(std > 0, std, 1)
    return (X_train - mean) / std, (X_test - mean) / std


@textbook("accuracy")
def accuracy_mean(y_true, y_prob, threshold=0.5):
    y_pred = y_prob >= threshold
    return np.mean(y_pred == y_true)


@textbook("accuracy")
def accuracy_count(y_true, y_prob, threshold=0.5):
    y_pred = (y_prob > threshold).astype(int)
    return np.sum(y_pred == y_true) / len(y_true)


@textbook("predict")
def predict_formula(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = relu(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    return sigmoid(Z2)


@textbook("predict")
def predict_written_out(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = np.maximum(0, Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    return 1 / (1 + np.exp(-Z2))


@textbook("train")
def train_loop(params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng):
    history = {"train_loss": [], "val_loss": []}
    for _ in range(epochs):
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            _, grads = loss_and_grads(params, X_batch, y_batch)
            params = update(params, grads)
        train_loss, _ = loss_and_grads(params, X, y)
        val_loss, _ = loss_and_grads(params, X_val, y_val)
        history["train_loss"].append(train_loss)
        history["val_loss"].append(val_loss)
    return params, history
