"""Hints of notebooks 04 to 07: short, free of code, and with numbers that hold.

The last line of each worked case is compared with values worked out here by hand, with the
arithmetic beside them; every equation in the lines is computed again; and where another library
knows the answer, it is asked.
"""

import importlib
import math
import os
import re

import numpy as np
import pytest
from scipy.special import expit
from sklearn.metrics import accuracy_score, log_loss
from sklearn.preprocessing import StandardScaler

from tests.helpers.our_course import ASSIGNMENTS, HINTS, REFERENCE

NAMES = [
    name
    for assignment in ("04_backprop", "05_optimizers", "06_regularization", "07_training")
    for name in ASSIGNMENTS[assignment]
]
each = pytest.mark.parametrize("name", NAMES)

CODE = re.compile(r"np\.|==|\*\*|//|[-+*]=|:=|@|\.T\b|axis|\w\[|\b(def|lambda|import|for \w+ in)\b")
NUMBER = r"-?\d+(?:\.\d+)?(?:e-?\d+)?"
EQUATION = re.compile(rf"(?<![\w.])([-√(\d][-+·/²√()\d. ]*) = ({NUMBER})")


def numbers(text):
    """All numbers of a text but those that belong to a name, such as W1."""
    return [float(n) for n in re.findall(rf"(?<![\w.]){NUMBER}", text)]


def last_numbers(name):
    return numbers(HINTS[name].worked[-1])


def equations(name):
    """(left side, right side) of each equation whose left side is all numbers."""
    found = EQUATION.findall("\n".join(HINTS[name].worked))
    return [(left, float(right)) for left, right in found if re.search(r"[+·/√]|\d - ", left)]


def computed(left):
    for sign, python in (("·", "*"), ("²", "**2"), ("√", "sqrt")):
        left = left.replace(sign, python)
    return eval(left, {"sqrt": math.sqrt})


@pytest.fixture(scope="module")
def torch():
    """PyTorch, where it is there; with REQUIRE_TORCH=1 its absence is an error."""
    if os.environ.get("REQUIRE_TORCH") == "1":
        return importlib.import_module("torch")
    return pytest.importorskip("torch", reason="PyTorch is not installed")


# --- all of them ---


@each
def test_has_hints(name):
    assert HINTS[name].more
    assert HINTS[name].worked


@each
def test_more_is_a_few_short_sentences(name):
    more = HINTS[name].more
    assert 100 <= len(more) <= 350
    assert 2 <= len(re.findall(r"[.?!](?= |$)", more)) <= 5
    assert more.endswith((".", "?"))


@each
def test_worked_is_three_to_ten_short_lines(name):
    lines = HINTS[name].worked
    assert 3 <= len(lines) <= 10
    assert all(
        line.endswith((".", "?")) and "\n" not in line and len(line) <= 140 for line in lines
    )


@each
def test_no_code(name):
    hint = HINTS[name]
    for line in [hint.more, *hint.worked]:
        assert not CODE.search(line), line


@each
def test_no_ugly_numbers(name):
    """At most four digits that count, and no -0."""
    for line in HINTS[name].worked:
        assert not re.search(r"(?<![\w.])-0(?![.\d])", line), line
        for digits in re.findall(r"\d+\.\d+", line):
            assert len(digits.replace(".", "").lstrip("0")) <= 4, line


@each
def test_every_equation_holds(name):
    for left, right in equations(name):
        assert computed(left) == pytest.approx(right, rel=2e-3), f"{left} = {right}"


def test_equations_are_found():
    assert ("-0.6282 · 3", -1.885) in equations("chain_rule")
    assert ("√(2 / 3)", 0.8165) in equations("init_params")
    assert ("1 - 0.9²", 0.19) in equations("adam_step")
    assert sum(len(equations(name)) for name in NAMES) >= 70


@each
def test_says_the_same_when_asked_again(name):
    assert HINTS[name] == REFERENCE.hint(name)


# --- the last lines, by hand ---

BY_HAND = {
    # the inside is 1.5² = 2.25, cos 2.25 = -0.62817, times 2·1.5 = 3
    "chain_rule": [1.5, -1.8845],
    # a²·b has the slopes 2ab = 2·3·2 and a² = 3²
    "numerical_gradient": [12, 9],
    # 1/9 = 0.111, 0.2/0.8 = 0.25, 0
    "relative_error": [0.25],
    # √(2/3) = 0.81650, times 0.5, -1.2 | 0.3, 0.8 | -0.7, 0.1; b1; √(2/2) = 1, times 0.9, -0.4; b2
    "init_params": [
        *(0.40825, -0.97980, 0.24495, 0.65320, -0.57155, 0.08165),
        *(0, 0),
        *(0.9, -0.4),
        0,
    ],
    # 1/(1 + e^-1.5) = 1/1.22313; 1/(1 + e^0.75) = 1/3.11700
    "forward": [0.81757, 0.32082],
    # dZ2 = 0.81757/2 = 0.40879 and (0.32082 - 1)/2 = -0.33959; dZ1 = 0.20439, 0 | -0.16979, 0.33959
    # W1: 2·0.20439 - 0.16979, 0.33959 | 0.20439 - 2·0.16979, 2·0.33959
    # b1: 0.20439 - 0.16979, 0.33959; W2: 2·0.40879 - 0.5·0.33959, -1.5·0.33959; b2: the sum of dZ2
    "backward": [
        *(0.23899, 0.33959, -0.13519, 0.67918),
        *(0.03460, 0.33959),
        *(0.64778, -0.50938),
        0.06920,
    ],
    # 0.5 - 0.1·2; 1 + 0.1·3
    "sgd_step": [0.3, 1.3],
    # 5 = 2 + 2 + 1
    "minibatches": [3, 2, 2, 1],
    # v: 4, then 0.8·4 - 1 = 2.2; w: 2 - 0.4 = 1.6, then 1.6 - 0.22
    "momentum_step": [1.38, 2.2],
    # 0.75·28 + 0.25·16 = 21 + 4 = 25; 0.1·(-4)/(5 + 0.01) = -0.079840; 0.5 + 0.079840
    "rmsprop_step": [0.5, -0.079840, 0.579840, 25],
    # first: m = 0.3, v = 0.009, w = 1 - 0.1·3/3 = 0.9; second: m = 0.27 - 0.2 = 0.07,
    # v = 0.008991 + 0.004 = 0.012991, w = 0.9 - 0.1·(0.07/0.19)/√(0.012991/0.001999)
    #   = 0.9 - 0.0368421/2.549265
    "adam_step": [0.885548, 0.07, 0.012991],
    # 7 = 2·3 + 1: 0.8·0.25·0.25
    "step_decay": [7, 0.05],
    # 1/0.8, 3/0.8, 5/0.8, 6/0.8 at the ones of the mask
    "dropout": [1.25, 0, 3.75, 0, 6.25, 7.5, 1, 0, 1, 0, 1, 1],
    # 0.4/0.8, 0.8/0.8, -1/0.8, 0.2/0.8
    "dropout_grad": [0.5, 0, 1, 0, -1.25, 0.25],
    # 0.2/2·(4 + 1 + 1 + 9 + 4 + 1 + 1) = 0.1·21
    "l2_penalty": [2.1],
    # 0.1 + 0.4, 0.1 - 0.2, -0.3 + 0; the bias
    "l2_grads": [0.5, -0.1, -0.3, 0.4],
    # 0.7 at epoch 1; 0.8, 0.7, 0.75 at epochs 2, 3, 4 are not below it
    "early_stopping": [4, 1],
    # mean 3, deviation 2: (1 - 3)/2, (5 - 3)/2, (9 - 3)/2; constant: 4 - 4 and 6 - 4
    "standardize": [-1, -1, 1, 1, 3, 0, 0, 0, 0, 2],
    # 0.5: wrong at 0.6 for a 0 and at 0.4 for a 1; 0.35: wrong at 0.6 alone
    "accuracy": [0.6, 0.5, 0.8, 0.35],
    # w: 0 → 2.5 → 4.75 → 5.375 → 6.1875 → 5.09375 → 6.546875 (half of the way each time);
    # labels 2 4 6 8 10 have mean 6 and variance 8: the loss is 8 + (w - 6)²,
    #   w = 5.375: 8 + 0.390625; w = 6.546875: 8 + 0.299072
    # validation 5 and 7 have mean 6 and variance 1: 1 + 0.390625; 1 + 0.299072
    "train": [6.546875, 6, 8.390625, 8.299072, 1.390625, 1.299072],
    # 0.58 is the lowest, two more epochs after it: 0, 1, 2 and 3 were run
    "fit_classifier": [1, 4],
    # 1/(1 + e^-1) = 1/1.36788; 1/(1 + e^3) = 1/21.08554
    "predict": [0.73106, 0.047426],
}


@pytest.mark.parametrize("name", BY_HAND)
def test_last_line_is_right(name):
    found = last_numbers(name)
    assert found == [pytest.approx(value, rel=5e-4) for value in BY_HAND[name]]


# What is shown on the way there: the rows in brackets, all lines but the last.
ROWS_BY_HAND = {
    # X, the weights of both units, W2, A1
    "forward": [[2, 1], [1, 2], [1, -0.5], [-1, 1], [0.5, -1], [2, 0], [0.5, 1.5]],
    # X, W2, Z1, A1; dA1 of sample 2: -0.33959·0.5, -0.33959·(-1); dZ1; db1
    "backward": [
        *([2, 1], [1, 2], [0.5, -1], [2, -0.5], [0.5, 1.5], [2, 0], [0.5, 1.5]),
        *([-0.16979, 0.33959], [0.20439, 0], [-0.16979, 0.33959], [0.03460, 0.33959]),
    ],
    # the mask, d_out
    "dropout_grad": [[1, 0, 1], [0, 1, 1], [0.4, -0.2, 0.8], [0.6, -1, 0.2]],
    # W1, W2
    "l2_penalty": [[2, -1, 0], [0, 1, -3], [-2, 1, 1]],
    # the weights of units 1 and 2 and of the output; each person's genes and A1
    "predict": [[1, -0.5], [-1, 1], [0.5, -1], [3, 3], [2, 0.5], [0, 3], [0, 3.5]],
}


@pytest.mark.parametrize("name", ROWS_BY_HAND)
def test_rows_on_the_way_are_right(name):
    shown = re.findall(r"\[[^]]*\]", "\n".join(HINTS[name].worked[:-1]))
    assert [numbers(row) for row in shown] == [
        pytest.approx(row, rel=5e-4) for row in ROWS_BY_HAND[name]
    ]


# --- what others say ---

X, Y = np.array([[2.0, 1.0], [1.0, 2.0]]), np.array([0.0, 1.0])
PARAMS = {
    "W1": np.array([[1.0, -1.0], [-0.5, 1.0]]),
    "b1": np.array([0.5, 0.5]),
    "W2": np.array([[0.5], [-1.0]]),
    "b2": np.array([0.5]),
}


def probabilities(params, X):
    """The network unit by unit."""
    out = []
    for x in X:
        z = params["b2"][0]
        for w, b, w_out in zip(params["W1"].T, params["b1"], params["W2"][:, 0], strict=True):
            z += w_out * max(0.0, sum(a * c for a, c in zip(x, w, strict=True)) + b)
        out.append(expit(z))
    return out


def test_chain_rule_is_the_measured_slope():
    x, slope = last_numbers("chain_rule")
    measured = (math.sin((x + 1e-5) ** 2) - math.sin((x - 1e-5) ** 2)) / 2e-5
    assert slope == pytest.approx(measured, rel=5e-4)


def test_numerical_gradient_shows_the_values_of_f():
    text = " ".join(HINTS["numerical_gradient"].worked)
    shown = re.findall(rf"f\(({NUMBER}), ({NUMBER})\) = ({NUMBER})", text)
    assert len(shown) == 4
    for a, b, value in shown:
        assert float(a) ** 2 * float(b) == pytest.approx(float(value))


def test_forward_is_the_network_unit_by_unit():
    assert last_numbers("forward") == pytest.approx(probabilities(PARAMS, X), rel=5e-4)


def test_predict_is_the_network_unit_by_unit():
    expected = probabilities(PARAMS, [[3.0, 3.0], [0.0, 3.0]])
    assert last_numbers("predict") == pytest.approx(expected, rel=5e-4)


def test_backward_is_the_measured_gradient():
    found = iter(last_numbers("backward"))
    for name, values in PARAMS.items():
        for i in np.ndindex(values.shape):
            losses = []
            for step in (1e-5, -1e-5):
                shifted = values.copy()
                shifted[i] += step
                losses.append(log_loss(Y, probabilities(PARAMS | {name: shifted}, X)))
            assert next(found) == pytest.approx((losses[0] - losses[1]) / 2e-5, rel=1e-3)
    assert next(found, None) is None


def test_backward_is_torchs(torch):
    theirs = {k: torch.tensor(w, requires_grad=True) for k, w in PARAMS.items()}
    hidden = torch.relu(torch.tensor(X) @ theirs["W1"] + theirs["b1"])
    p = torch.sigmoid(hidden @ theirs["W2"] + theirs["b2"])
    torch.nn.functional.binary_cross_entropy(p[:, 0], torch.tensor(Y)).backward()
    expected = np.concatenate([theirs[k].grad.numpy().ravel() for k in ("W1", "b1", "W2", "b2")])
    assert last_numbers("backward") == pytest.approx(expected, rel=5e-4)


def torch_steps(torch, optimizer, start, grads, state=None, **settings):
    """Where one of PyTorch's optimizers takes one weight, given its gradients."""
    w = torch.tensor([start], dtype=torch.float64)
    stepper = optimizer([w], **settings)
    stepper.state[w].update(state or {})
    for g in grads:
        w.grad = torch.tensor([g], dtype=torch.float64)
        stepper.step()
    return w.item()


def test_momentum_is_torchs(torch):
    w = torch_steps(torch, torch.optim.SGD, 2.0, [4.0, -1.0], lr=0.1, momentum=0.8)
    assert last_numbers("momentum_step")[0] == pytest.approx(w, rel=5e-4)


def test_rmsprop_is_torchs(torch):
    state = {"step": torch.tensor(0.0), "square_avg": torch.tensor([28.0], dtype=torch.float64)}
    settings = {"lr": 0.1, "alpha": 0.75, "eps": 0.01}
    w = torch_steps(torch, torch.optim.RMSprop, 0.5, [-4.0], state, **settings)
    assert last_numbers("rmsprop_step")[2] == pytest.approx(w, rel=5e-4)


def test_adam_is_torchs(torch):
    w = torch_steps(torch, torch.optim.Adam, 1.0, [3.0, -2.0], lr=0.1)
    assert last_numbers("adam_step")[0] == pytest.approx(w, rel=5e-4)


def test_minibatches_shows_each_row_once_with_its_label():
    text = "\n".join(HINTS["minibatches"].worked)
    listed = {
        start: re.search(rf"{start}(.*)\.", text)[1]
        for start in ("by row, are", "number:", "rows:")
    }
    labels, rows, their_labels = (numbers(line) for line in listed.values())
    assert sorted(rows) == [0, 1, 2, 3, 4]
    assert their_labels == [labels[int(row)] for row in rows]


def test_dropout_drops_the_draws_below_p():
    first, draws, decision, *_ = HINTS["dropout"].worked
    A, p = np.array(numbers(first)[:6]), numbers(first)[6]
    mask = np.where(np.array(numbers(draws)) < p, 0.0, 1.0)
    assert numbers(decision)[-6:] == mask.tolist()
    assert last_numbers("dropout") == pytest.approx([*(A * mask / (1 - p)), *mask])


def test_early_stopping_counts_the_epochs_since_the_lowest():
    lines = HINTS["early_stopping"].worked
    *losses, patience = numbers(lines[0])
    counts = []
    for epoch, line in enumerate(line for line in lines if line.startswith("Epoch")):
        lowest = losses.index(min(losses[: epoch + 1]))
        counts.append(epoch - lowest)
        assert numbers(line)[:2] == [epoch, losses[epoch]]
        assert not counts[-1] or numbers(line)[-1] == counts[-1]
    assert counts.index(patience) == len(counts) - 1 == last_numbers("early_stopping")[0]


def test_train_shows_each_row_once_an_epoch():
    epochs = [line for line in HINTS["train"].worked if "gives the rows" in line]
    seen = [numbers(line.partition("rows")[2]) for line in epochs]
    assert [sorted(rows) for rows in seen] == [[0, 1, 2, 3, 4]] * 2
    assert seen[0] != seen[1]
    assert all(re.findall(r"\[[^]]*\]", line)[-1].count(",") == 0 for line in epochs)


def test_train_arrives_where_its_own_batches_lead():
    labels, w, lines = [2, 4, 6, 8, 10], 0.0, HINTS["train"].worked
    for line in lines:
        if "gives the rows" in line:
            for batch in re.findall(r"\[([^]]*)\]", line):
                rows = [int(row) for row in batch.split(", ")]
                w += (sum(labels[row] for row in rows) / len(rows) - w) / 2
    assert last_numbers("train")[0] == pytest.approx(w, rel=5e-4)


def test_standardize_is_scikit_learns():
    scaler = StandardScaler().fit([[1.0, 4.0], [1.0, 4.0], [5.0, 4.0], [5.0, 4.0]])
    train = scaler.transform([[1.0, 4.0], [1.0, 4.0], [5.0, 4.0], [5.0, 4.0]])
    test = scaler.transform([[9.0, 6.0]])
    expected = np.concatenate([train, test]).T.ravel()  # gene A in both sets, then gene B
    assert last_numbers("standardize") == pytest.approx(expected)


def test_accuracy_is_scikit_learns():
    shown = numbers(HINTS["accuracy"].worked[0])
    labels, p = shown[:5], np.array(shown[5:])
    first, threshold1, second, threshold2 = last_numbers("accuracy")
    assert first == pytest.approx(accuracy_score(labels, p > threshold1))
    assert second == pytest.approx(accuracy_score(labels, p > threshold2))


def test_a_network_without_opinion_has_the_loss_of_a_coin():
    line = next(line for line in HINTS["fit_classifier"].worked if "0.5 to everybody" in line)
    assert numbers(line)[1] == pytest.approx(log_loss([0, 1], [0.5, 0.5]), rel=5e-4)
