"""The formulas as the notebook writes them: losses and their gradients."""

import numpy as np

from autograder.course import textbook
from dlref.activations import sigmoid


@textbook("mse")
def mse_formula(y_true, y_pred):
    return np.mean((y_true - y_pred) ** 2)


@textbook("mse")
def mse_sum_over_n(y_true, y_pred):
    n = y_true.size
    return np.sum((y_true - y_pred) ** 2) / n


@textbook("log_likelihood")
def log_likelihood_formula(y_true, y_pred):
    return np.sum(y_true * np.log(y_pred) + (1 - y_true) * np.log(1 - y_pred))


@textbook("bce")
def bce_formula(y_true, y_pred):
    return -np.mean(y_true * np.log(y_pred) + (1 - y_true) * np.log(1 - y_pred))


@textbook("bce")
def bce_sum_over_n(y_true, y_pred):
    p = np.clip(y_pred, 1e-15, 1 - 1e-15)
    n = y_true.size
    return -np.sum(y_true * np.log(p) + (1 - y_true) * np.log(1 - p)) / n


@textbook("bce_grad")
def bce_grad_formula(y_true, y_pred):
    n = y_pred.size
    return (-y_true / y_pred + (1 - y_true) / (1 - y_pred)) / n


@textbook("bce_grad")
def bce_grad_quotient(y_true, y_pred):
    n = y_pred.size
    return (y_pred - y_true) / (y_pred * (1 - y_pred)) / n


@textbook("bce_from_logits")
def bce_from_logits_formula(y_true, z):
    return np.mean(np.maximum(z, 0) - y_true * z + np.log(1 + np.exp(-np.abs(z))))


@textbook("bce_from_logits")
def bce_from_logits_by_sigmoid(y_true, z):
    p = sigmoid(z)
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


@textbook("bce_from_logits_grad")
def bce_from_logits_grad_formula(y_true, z):
    n = z.size
    return (sigmoid(z) - y_true) / n


@textbook("softmax")
def softmax_formula(Z):
    return np.exp(Z) / np.sum(np.exp(Z), axis=1, keepdims=True)


@textbook("softmax")
def softmax_steps(Z):
    exp_Z = np.exp(Z - np.max(Z, axis=1, keepdims=True))
    return exp_Z / np.sum(exp_Z, axis=1, keepdims=True)


@textbook("cross_entropy")
def cross_entropy_formula(Y_true, Y_pred):
    n = len(Y_true)
    return -np.sum(Y_true * np.log(Y_pred)) / n


@textbook("cross_entropy")
def cross_entropy_steps(Y_true, Y_pred):
    return np.mean(-np.sum(Y_true * np.log(Y_pred), axis=1))
