"""The formulas as the notebook writes them: backpropagation."""

import numpy as np

from autograder.course import textbook
from dlref.activations import relu, sigmoid


@textbook("chain_rule")
def chain_rule_formula(x):
    return np.cos(x**2) * 2 * x


@textbook("chain_rule")
def chain_rule_two_x_first(x):
    return 2 * x * np.cos(x**2)


@textbook("numerical_gradient")
def numerical_gradient_loop(f, x, h=1e-5):
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        x_i = x[i]
        x[i] = x_i + h
        f_plus = f(x)
        x[i] = x_i - h
        f_minus = f(x)
        x[i] = x_i
        gradient[i] = (f_plus - f_minus) / (2 * h)
    return gradient


@textbook("relative_error")
def relative_error_formula(a, b):
    return np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b)))


@textbook("forward")
def forward_formula(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = relu(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    P = sigmoid(Z2)
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": P}


@textbook("forward")
def forward_written_out(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = np.maximum(0, Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    P = 1 / (1 + np.exp(-Z2))
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": P}


@textbook("backward")
def backward_formula(params, cache, X, y):
    n = X.shape[0]
    dZ2 = (cache["P"] - y) / n
    dW2 = cache["A1"].T @ dZ2
    db2 = dZ2.sum(axis=0)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * (cache["Z1"] > 0)
    dW1 = X.T @ dZ1
    db1 = dZ1.sum(axis=0)
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


@textbook("backward")
def backward_mean_last(params, cache, X, y):
    n = X.shape[0]
    dZ2 = cache["P"] - y
    dW2 = cache["A1"].T @ dZ2 / n
    db2 = dZ2.sum(axis=0) / n
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * (cache["Z1"] > 0)
    dW1 = X.T @ dZ1 / n
    db1 = dZ1.sum(axis=0) / n
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}
