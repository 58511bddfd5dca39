"""All answers at once: the names and signatures that are promised, and good manners."""

import copy
import inspect

import numpy as np
import pytest

from autograder.engine.reference import SUBJECT_PACKAGES
from dlref import backprop
from tests.helpers.our_course import COURSE, FUNCTIONS

CONTRACT = """\
as_column(y)
log_fold(counts, control)
row_shares(counts)
expressed_genes(counts, least)
cut_noise(counts, limit)
scale_weights(params, factor)
for_each_gene(f, X)
pick_samples(X, k, rng)
weighted_sum(x, w, b)
perceptron(x, w, b)
dense(X, W, b)
merge_linear(W1, b1, W2, b2)
sigmoid(z)
tanh(z)
relu(z)
leaky_relu(z, slope=0.01)
gelu(z)
sigmoid_grad(z)
tanh_grad(z)
relu_grad(z)
leaky_relu_grad(z, slope=0.01)
mse(y_true, y_pred)
log_likelihood(y_true, y_pred)
bce(y_true, y_pred)
bce_grad(y_true, y_pred)
bce_from_logits(y_true, z)
bce_from_logits_grad(y_true, z)
softmax(Z)
cross_entropy(Y_true, Y_pred)
chain_rule(x)
numerical_gradient(f, x, h=1e-05)
relative_error(a, b)
init_params(n_features, n_hidden, rng)
forward(params, X)
backward(params, cache, X, y)
minibatches(X, y, batch_size, rng)
sgd_step(params, grads, lr)
momentum_step(params, grads, velocity, lr, beta=0.9)
rmsprop_step(params, grads, sq_avg, lr, beta=0.9, eps=1e-08)
adam_step(params, grads, m, v, t, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-08)
step_decay(lr, epoch, drop=0.5, every=10)
dropout(A, p_drop, rng, training=True)
dropout_grad(d_out, mask, p_drop)
l2_penalty(params, lam)
l2_grads(grads, params, lam)
early_stopping(val_losses, patience)
standardize(X_train, X_test)
accuracy(y_true, y_prob, threshold=0.5)
train(params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng)
fit_classifier(X, y, X_val, y_val, rng)
predict(params, X)
""".splitlines()


def signature_without_types(function):
    signature = inspect.signature(function)
    bare = [p.replace(annotation=inspect.Parameter.empty) for p in signature.parameters.values()]
    return f"{function.__name__}{inspect.Signature(bare)}"


def test_the_contract_is_kept():
    signatures = {signature_without_types(function) for function in FUNCTIONS.values()}
    assert set(CONTRACT) <= signatures


def test_each_name_belongs_to_one_subject():
    listed = [
        name
        for module in COURSE.modules(COURSE.private, leave_out=SUBJECT_PACKAGES)
        for name in getattr(module, "__all__", ())
    ]
    assert len(listed) == len(set(listed))
    assert all(function.__name__ == name for name, function in FUNCTIONS.items())


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
def test_each_docstring_names_its_source(function):
    assert "Source:" in inspect.getdoc(function)


def read_only(value):
    """The same value with arrays that raise where they are written to."""
    if isinstance(value, np.ndarray):
        value = value.copy()
        value.flags.writeable = False
        return value
    if isinstance(value, dict):
        return {key: read_only(item) for key, item in value.items()}
    return value


def arguments_for(name):
    """Plausible arguments for the exercise `name`, found by the names of its parameters."""
    draw = np.random.default_rng(5)
    X, y = draw.normal(size=(6, 3)), np.array([[0.0], [1], [1], [0], [1], [0]])
    p = draw.uniform(0.1, 0.9, size=(6, 1))
    params = backprop.init_params(3, 4, draw)
    like_params = {k: draw.uniform(0.1, 1, size=w.shape) for k, w in params.items()}
    pool = {
        "x": X[0], "w": X[1], "b": 0.3, "X": X, "y": y, "z": p, "Z": X, "a": p, "A": X,
        "y_true": y, "y_pred": p, "y_prob": p, "Y_true": np.eye(3)[[0, 1, 2, 0, 1, 2]],
        "Y_pred": np.full((6, 3), 1 / 3), "X_train": X, "X_test": X[:2], "X_val": X, "y_val": y,
        "W": params["W1"], "W1": params["W1"], "b1": params["b1"], "W2": params["W2"],
        "b2": params["b2"], "f": np.sum, "n_features": 3, "n_hidden": 4, "params": params,
        "cache": backprop.forward(params, X), "grads": like_params, "lr": 0.1,
        "velocity": like_params, "sq_avg": like_params, "m": like_params, "v": like_params,
        "t": 2, "epoch": 3, "batch_size": 4, "p_drop": 0.3, "d_out": X, "mask": (X > 0) * 1.0,
        "lam": 0.1, "val_losses": np.array([3.0, 2, 4, 4]), "patience": 2, "epochs": 2,
        "loss_and_grads": lambda params, X, y: (0.0, params), "update": lambda params, grads: grads,
        "rng": np.random.default_rng(1), "counts": p + X**2, "control": p[:3, 0], "least": 1.0,
        "limit": 0.5, "factor": 0.5, "k": 2,
    }  # fmt: skip
    if name == "dense":
        pool["b"] = params["b1"]
    if name == "relative_error":
        pool["b"] = p + 0.1
    required = inspect.signature(FUNCTIONS[name]).parameters.values()
    return {q.name: pool[q.name] for q in required if q.default is inspect.Parameter.empty}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_arguments_are_left_alone(name):
    arguments = {key: read_only(value) for key, value in arguments_for(name).items()}
    rng = arguments.pop("rng", None)
    before = copy.deepcopy(arguments)
    FUNCTIONS[name](**arguments, **({} if rng is None else {"rng": rng}))
    assert list(arguments) == list(before)
    for key, value in before.items():
        if isinstance(value, dict):
            assert list(arguments[key]) == list(value)
            for k in value:
                np.testing.assert_array_equal(arguments[key][k], value[k])
        elif isinstance(value, np.ndarray):
            np.testing.assert_array_equal(arguments[key], value)


RANDOM = [name for name, f in FUNCTIONS.items() if "rng" in inspect.signature(f).parameters]


@pytest.mark.parametrize("name", RANDOM)
def test_the_generator_is_the_only_randomness(name):
    arguments = arguments_for(name)
    answers = []
    for numpys_own_seed in (1, 2):
        np.random.seed(numpys_own_seed)
        arguments["rng"] = np.random.default_rng(9)
        answers.append(FUNCTIONS[name](**arguments))
    np.testing.assert_equal(answers[0], answers[1])
