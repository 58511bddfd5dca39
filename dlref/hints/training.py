"""Hints: training."""

import numpy as np

from autograder.course import hint
from dlref.hints.backprop import number, products, row


@hint(
    "standardize",
    "Each gene, a column, has a mean and a deviation of its own, and both come from X_train; X_test is "
    "scaled with the same two. Where a deviation is 0, divide by 1 in its place. Print the means and "
    "deviations of the columns afterwards: 0 and 1 in training, only near that in the test set.",
)
def standardize() -> list[str]:
    """A gene that varies and one that does not."""
    train, test = np.array([1.0, 1, 5, 5]), 9.0
    mean, variance = train.mean(), train.var()
    deviation = np.sqrt(variance)
    scaled = (train - mean) / deviation
    return [
        f"Take gene A with {row(train)} in the training set and {number(test)} in the test set.",
        f"Its mean is (1 + 1 + 5 + 5) / 4 = {number(mean)}; each sample lies 2 from it.",
        f"The mean of the squared distances is (4 + 4 + 4 + 4) / 4 = {number(variance)}, and its root, "
        f"the deviation, {number(deviation)}.",
        f"Training set: (1 - 3) / 2 = {number(scaled[0])} and (5 - 3) / 2 = {number(scaled[2])}.",
        f"Test set, with the same 3 and 2: (9 - 3) / 2 = {number((test - mean) / deviation)}.",
        "Gene B is always 4 in the training set, so its deviation is 0; use 1 in its place.",
        "It is (4 - 4) / 1 = 0 in training, and a test sample with 6 gets (6 - 4) / 1 = 2.",
        f"So gene A becomes {row(scaled)} and {number((test - mean) / deviation)}, "
        f"gene B {row(np.zeros(4))} and {number(6 - 4)}.",
    ]


@hint(
    "accuracy",
    "First each probability becomes an answer: 1 above the threshold that you are given, 0 below "
    "it. Then count the answers that equal their label: accuracy is their share, a number from 0 "
    "to 1. Print answers and labels side by side for four samples. Print also the shape of the "
    "comparison: it must be (n, 1).",
)
def accuracy() -> list[str]:
    """Five samples, two thresholds."""
    labels, probabilities = np.array([1, 0, 0, 1, 1]), np.array([0.8, 0.3, 0.6, 0.4, 0.9])
    lines = [f"Take the labels {row(labels)} and the probabilities {row(probabilities)}."]
    shares = []
    for threshold in (0.5, 0.35):
        answers = probabilities > threshold
        right = int(np.sum(answers == labels))
        shares.append(right / 5)
        lines += [
            f"Above {threshold} the answer is 1: the answers are {row(answers)}.",
            f"{right} of the 5 are right: {right} / 5 = {number(shares[-1])}.",
        ]
    return [
        *lines,
        f"The accuracy is {number(shares[0])} with the threshold 0.5, {number(shares[1])} with 0.35.",
    ]


@hint(
    "train",
    "One loop stands in another. Shuffle and cut inside the loop over the epochs, update inside "
    "the loop over the mini-batches. Keep what update gives back. The losses are noted once an "
    "epoch, after its last batch, each on its whole set. Count your updates: 5 samples in batches"
    " of 2 make 3 an epoch.",
)
def train() -> list[str]:
    """5 samples in batches of 2, two epochs, a model with one parameter."""
    labels, labels_val = np.array([2.0, 4, 6, 8, 10]), np.array([5.0, 7.0])
    orders = [np.array([3, 0, 4, 1, 2]), np.array([1, 4, 2, 0, 3])]
    lines = [
        f"Take 5 samples, rows 0 to 4 with the labels {row(labels)}, in batches of 2, for 2 epochs.",
        "The model guesses one number for everybody: w, which is 0 at the start.",
        "An update moves w half of the way to the mean of the batch's labels.",
    ]
    w = 0.0
    train_loss: list[float] = []
    val_loss: list[float] = []
    for epoch, order in enumerate(orders):
        batches = [order[start : start + 2] for start in (0, 2, 4)]
        means, path = [float(labels[batch].mean()) for batch in batches], []
        for mean in means:
            w += (mean - w) / 2
            path.append(w)
        train_loss.append(float(np.mean((labels - w) ** 2)))
        val_loss.append(float(np.mean((labels_val - w) ** 2)))
        shuffled = "the shuffle gives" if epoch == 0 else "a new shuffle gives"
        lines += [
            f"Epoch {epoch}: suppose {shuffled} the rows {', then '.join(map(row, batches))}.",
            f"Their labels' means are {', '.join(map(number, means))}, so w becomes "
            f"{', then '.join(map(number, path))}.",
            f"Only now the losses, mean squared errors: {number(train_loss[-1])} for all 5 labels, "
            f"{number(val_loss[-1])} for the validation labels 5 and 7.",
        ]
    return [
        *lines,
        f"So w is {number(w)} after 6 updates, train_loss is {row(train_loss)}, "
        f"val_loss is {row(val_loss)}.",
    ]


@hint(
    "fit_classifier",
    "Start from init_params, put forward, bce and backward into a loss_and_grads, and make one update "
    "before the first epoch, so that Adam keeps its memory. Hand all of it to train, whose params you "
    "give back. Print both losses: where the training loss hardly moves, change the rate; where only the "
    "validation loss rises, use weight decay.",
)
def fit_classifier() -> list[str]:
    """The bookkeeping of a small run: parameters, updates, the epoch whose weights are kept."""
    genes, units, people, batch, patience = 3, 4, 10, 4, 2
    val_losses = [0.66, 0.58, 0.61, 0.6]
    numbers = genes * units + units + units + 1
    updates = -(-people // batch)
    best, run = int(np.argmin(val_losses)), len(val_losses)
    return [
        f"Take {genes} genes, {units} hidden units, {people} people, batches of {batch}, patience {patience}.",
        f"W1, b1, W2 and b2 hold 3 · 4 + 4 + 4 + 1 = {numbers} numbers; the weights start random.",
        f"A network that says 0.5 to everybody has the loss {number(-np.log(0.5))}, minus the logarithm "
        "of 0.5; training must get well below it.",
        f"The batches have 4, 4 and 2 people, so an epoch has {updates} updates.",
        f"Suppose the validation losses are {', '.join(map(number, val_losses))}: epoch {best} is the best.",
        f"Epochs 2 and 3 bring no new lowest loss, the patience of {patience} is used up, training stops.",
        f"That makes {run} · {updates} = {run * updates} updates, and Adam's t has counted from 1 "
        f"to {run * updates} without a new start.",
        "The validation people were looked at after each epoch; they were in none of the batches.",
        f"Give back the weights of epoch {best}, of which a copy was kept, and a history with "
        f"{run} numbers in each list.",
    ]


@hint(
    "predict",
    "This is your forward pass and nothing else: two layers with their biases, the ReLU after the first, "
    "the sigmoid after the second, no dropout. Of its cache one entry is the answer. Print a few: they "
    "form a column, lie between 0 and 1, and a person's is the same alone as in a group.",
)
def predict() -> list[str]:
    """Two new people, two genes, two hidden units."""
    X = np.array([[3.0, 3.0], [0.0, 3.0]])
    W1, b1 = np.array([[1.0, -1.0], [-0.5, 1.0]]), 0.5
    W2, b2 = np.array([0.5, -1.0]), 0.5
    Z1 = X @ W1 + b1
    A1 = np.maximum(0, Z1)
    Z2 = A1 @ W2 + b2
    P = 1 / (1 + np.exp(-Z2))
    lines = [
        f"Take hidden unit 1 with the weights {row(W1[:, 0])}, unit 2 with {row(W1[:, 1])}, and an "
        f"output with {row(W2)}; all three biases are 0.5.",
    ]
    for person, x in enumerate(X):
        units = (f"{products(x, W1[:, j])} + 0.5 = {number(Z1[person, j])}" for j in range(2))
        lines += [
            f"Person {person + 1}, genes {row(x)}: {' and '.join(units)}; "
            f"after the ReLU {row(A1[person])}.",
            f"At the output: {products(A1[person], W2)} + 0.5 = {number(Z2[person])}, "
            f"and its sigmoid is {number(P[person])}.",
        ]
    return [
        *lines,
        f"The answer is a column of {number(P[0])} and {number(P[1])}: probabilities, not yet decisions.",
    ]
