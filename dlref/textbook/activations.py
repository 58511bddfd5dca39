"""The formulas as the notebook writes them: activations and their slopes."""

import math

import numpy as np

from autograder.course import textbook
from dlref.activations import sigmoid, tanh


@textbook("sigmoid")
def sigmoid_formula(z):
    return 1 / (1 + np.exp(-z))


@textbook("tanh")
def tanh_numpy(z):
    return np.tanh(z)


@textbook("tanh")
def tanh_formula(z):
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))


@textbook("tanh")
def tanh_by_sigmoid(z):
    return 2 * sigmoid(2 * z) - 1


@textbook("relu")
def relu_maximum(z):
    return np.maximum(0, z)


@textbook("relu")
def relu_where(z):
    return np.where(z > 0, z, 0)


@textbook("leaky_relu")
def leaky_relu_where(z, slope=0.01):
    return np.where(z > 0, z, slope * z)


@textbook("leaky_relu")
def leaky_relu_maximum(z, slope=0.01):
    return np.maximum(z, slope * z)


@textbook("gelu")
def gelu_formula(z):
    return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))


@textbook("gelu")
def gelu_exact(z):
    erf = np.vectorize(math.erf, otypes=[float])
    return z * 0.5 * (1 + erf(z / np.sqrt(2)))


@textbook("sigmoid_grad")
def sigmoid_grad_product(z):
    s = sigmoid(z)
    return s * (1 - s)


@textbook("sigmoid_grad")
def sigmoid_grad_written_out(z):
    return sigmoid(z) * (1 - sigmoid(z))


@textbook("sigmoid_grad")
def sigmoid_grad_exponentials(z):
    return np.exp(-z) / (1 + np.exp(-z)) ** 2


@textbook("tanh_grad")
def tanh_grad_formula(z):
    return 1 - tanh(z) ** 2


@textbook("tanh_grad")
def tanh_grad_cosh(z):
    return 1 / np.cosh(z) ** 2


@textbook("relu_grad")
def relu_grad_where(z):
    return np.where(z > 0, 1.0, 0.0)


@textbook("leaky_relu_grad")
def leaky_relu_grad_where(z, slope=0.01):
    return np.where(z > 0, 1.0, slope)
