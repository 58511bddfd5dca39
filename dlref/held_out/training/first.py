"""Wrong answers that no misconception was written for: training."""

import numpy as np

from autograder.course import held_out
from dlref.activations import relu, sigmoid
from dlref.backprop import backward, forward, init_params
from dlref.losses import bce, softmax
from dlref.optimizers import adam_step, minibatches, sgd_step

# --- standardize ---


@held_out(
    "standardize",
    kind="the absolute value of the difference from the mean is scaled",
    source="github.com/0xrutvij/neural-networks-from-scratch, main.py",
)
def standardize_absolute_value(X_train, X_test):
    mean = np.mean(X_train, axis=0)
    std = np.std(X_train, axis=0)
    std[std == 0] = 1
    train = np.abs(X_train - mean) / std
    test = np.abs(X_test - mean) / std
    return train, test


@held_out(
    "standardize",
    kind="mean and deviation have changed places",
    source="github.com/predictive-clinical-neuroscience/PCNtoolkit, issue 89",
)
def standardize_mean_std_swapped(X_train, X_test):
    mean, std = X_train.std(axis=0), X_train.mean(axis=0)
    std = np.where(std == 0, 1, std)
    return (X_train - mean) / std, (X_test - mean) / std


@held_out(
    "standardize",
    kind="the test set is returned as it came",
    source="github.com/cavalab/srbench, pull request 19",
)
def standardize_test_untouched(X_train, X_test):
    mean = X_train.mean(axis=0)
    std = X_train.std(axis=0)
    std = np.where(std > 0, std, 1.0)
    X_train = (X_train - mean) / std
    return X_train, X_test


@held_out(
    "standardize",
    kind="the deviation is one number for the whole table, the mean is gene by gene",
    source="github.com/dianna-ai/dianna, issue 380",
)
def standardize_std_without_axis(X_train, X_test):
    mean = np.mean(X_train, axis=0)
    std = np.std(X_train)
    return (X_train - mean) / (std + 1e-12), (X_test - mean) / (std + 1e-12)


@held_out(
    "standardize",
    kind="divided by the range, max - min, in place of the deviation",
    source="stackoverflow.com/questions/30738623",
)
def standardize_mean_normalization(X_train, X_test):
    mu = X_train.mean(axis=0)
    spread = X_train.max(axis=0) - X_train.min(axis=0)
    spread[spread == 0] = 1
    return (X_train - mu) / spread, (X_test - mu) / spread


@held_out(
    "standardize",
    kind="multiplied by the deviation in place of divided",
    source="github.com/mhahsler/recommenderlab, issue 24",
)
def standardize_times_std(X_train, X_test):
    mean = X_train.mean(axis=0)
    std = X_train.std(axis=0)
    return (X_train - mean) * std, (X_test - mean) * std


@held_out(
    "standardize",
    kind="the deviation lacks its division by n: a root of the sum of squares",
    source="written",
)
def standardize_root_of_sum(X_train, X_test):
    mean = X_train.mean(axis=0)
    std = np.sqrt(np.sum((X_train - mean) ** 2, axis=0))
    std[std == 0] = 1
    return (X_train - mean) / std, (X_test - mean) / std


@held_out(
    "standardize",
    kind="the square root is taken of the deviation, not of the variance",
    source="written",
)
def standardize_root_of_std(X_train, X_test):
    mean = X_train.mean(axis=0)
    sigma = np.sqrt(X_train.std(axis=0))
    sigma = np.where(sigma == 0, 1, sigma)
    return (X_train - mean) / sigma, (X_test - mean) / sigma


@held_out(
    "standardize",
    kind="only the mean is subtracted, nothing is divided",
    source="github.com/bearpaw/pytorch-pose, issue 99",
)
def standardize_only_centred(X_train, X_test):
    mu = np.mean(X_train, axis=0)
    return X_train - mu, X_test - mu


@held_out(
    "standardize",
    kind="only divided by the deviation, not centred",
    source="github.com/bpietraga/coursera-mathematics-for-ml-pca, pull request 2",
)
def standardize_only_scaled(X_train, X_test):
    std = np.std(X_train, axis=0)
    std[std == 0] = 1.0
    return X_train / std, X_test / std


@held_out(
    "standardize",
    kind="X_train is overwritten first, so that the test set gets mean 0 and deviation 1: it comes back as it was",
    source="written",
)
def standardize_statistics_after_train(X_train, X_test):
    X_train = X_train - X_train.mean(axis=0)
    std = X_train.std(axis=0)
    X_train = X_train / np.where(std == 0, 1, std)
    std = X_train.std(axis=0)
    X_test = (X_test - X_train.mean(axis=0)) / np.where(std == 0, 1, std)
    return X_train, X_test


@held_out(
    "standardize",
    kind="the test set is centred with its own mean, and divided by the deviation of the training set",
    source="written",
)
def standardize_test_own_mean(X_train, X_test):
    std = X_train.std(axis=0)
    std[std == 0] = 1
    train = (X_train - X_train.mean(axis=0)) / std
    test = (X_test - X_test.mean(axis=0)) / std
    return train, test


@held_out(
    "standardize",
    kind="both sets are scaled with the mean and deviation of the test set",
    source="written",
)
def standardize_by_test_set(X_train, X_test):
    mean = X_test.mean(axis=0)
    std = X_test.std(axis=0)
    std = np.where(std == 0, 1, std)
    return (X_train - mean) / std, (X_test - mean) / std


@held_out(
    "standardize",
    kind="genes that are constant in the training set are removed",
    source="written",
)
def standardize_drops_constant_genes(X_train, X_test):
    std = X_train.std(axis=0)
    keep = std > 0
    mean = X_train.mean(axis=0)[keep]
    return (X_train[:, keep] - mean) / std[keep], (X_test[:, keep] - mean) / std[keep]


@held_out(
    "standardize",
    kind="if one gene is constant, no gene is divided by its deviation",
    source="written",
)
def standardize_guard_for_all(X_train, X_test):
    mean = X_train.mean(axis=0)
    std = X_train.std(axis=0)
    if (std == 0).any():
        std = 1
    return (X_train - mean) / std, (X_test - mean) / std


@held_out(
    "standardize", kind="1 is added to every deviation, against a division by 0", source="written"
)
def standardize_plus_one(X_train, X_test):
    mean = X_train.mean(axis=0)
    std = X_train.std(axis=0) + 1
    return (X_train - mean) / std, (X_test - mean) / std


# --- accuracy ---


@held_out(
    "accuracy",
    kind="right is what lies within the threshold of its label: |p - y| < threshold",
    source="github.com/jarnos97/Neural-Networks-From-Scratch, metrics.py",
)
def accuracy_within_tolerance(y_true, y_prob, threshold=0.5):
    close = np.absolute(y_prob - y_true) < threshold
    return np.mean(close)


@held_out(
    "accuracy",
    kind="argmax over the one column: the decision is always 0",
    source="github.com/PaddlePaddle/Paddle, issue 21935",
)
def accuracy_argmax_of_column(y_true, y_prob, threshold=0.5):
    y_pred = np.argmax(y_prob, axis=1)
    return np.mean(y_pred == y_true[:, 0])


@held_out(
    "accuracy",
    kind="argmax over the whole batch: only the most probable sample is compared",
    source="github.com/tensorflow/tensorflow, issue 19927",
)
def accuracy_argmax_of_batch(y_true, y_prob, threshold=0.5):
    return float(np.argmax(y_prob) == np.argmax(y_true))


@held_out(
    "accuracy",
    kind="a sigmoid is applied to the probabilities before the cut",
    source="fastai 1, accuracy_thresh with sigmoid=True",
)
def accuracy_sigmoid_first(y_true, y_prob, threshold=0.5):
    p = 1 / (1 + np.exp(-y_prob))
    y_pred = (p >= threshold).astype(int)
    return np.sum(y_pred == y_true) / y_true.shape[0]


@held_out(
    "accuracy",
    kind="only true positives are counted as right: a 0 for a 0 is not",
    source="github.com/qubvel-org/segmentation_models.pytorch, pull request 539",
)
def accuracy_true_positives(y_true, y_prob, threshold=0.5):
    right = 0
    for y, p in zip(y_true[:, 0], y_prob[:, 0]):
        if y == 1 and p >= threshold:
            right += 1
    return right / len(y_true)


@held_out(
    "accuracy",
    kind="the F1 score",
    source="github.com/ramisa2108/CNN-From-Scratch-With-Numpy",
)
def accuracy_f1(y_true, y_prob, threshold=0.5):
    y_pred = (y_prob >= threshold).astype(int)
    tp = np.sum((y_pred == 1) & (y_true == 1))
    fp = np.sum((y_pred == 1) & (y_true == 0))
    fn = np.sum((y_pred == 0) & (y_true == 1))
    return tp / (tp + 0.5 * (fp + fn))


@held_out(
    "accuracy",
    kind="the mean of labels and decisions together, with no comparison",
    source="github.com/PauloMorillo/holbertonschool-machine_learning",
)
def accuracy_mean_of_both(y_true, y_prob, threshold=0.5):
    y_pred = (y_prob >= threshold).astype(float)
    return np.mean((y_pred, y_true))


@held_out(
    "accuracy",
    kind="divided by a fixed batch size, whatever the number of samples is",
    source="github.com/Bot-Academy/NeuralNetworkFromScratch",
)
def accuracy_over_batch_size(y_true, y_prob, threshold=0.5):
    batch_size = 32
    y_pred = np.where(y_prob > threshold, 1, 0)
    return np.sum(y_pred == y_true) / batch_size


@held_out(
    "accuracy",
    kind="recall: the share of right ones among the samples of class 1",
    source="written",
)
def accuracy_recall(y_true, y_prob, threshold=0.5):
    predictions = y_prob >= threshold
    positives = y_true == 1
    return np.sum(predictions & positives) / np.sum(positives)


@held_out(
    "accuracy", kind="precision: the share of right ones among those decided as 1", source="written"
)
def accuracy_precision(y_true, y_prob, threshold=0.5):
    y_pred = (y_prob >= threshold) * 1
    tp = np.sum(y_pred * y_true)
    return tp / np.sum(y_pred)


@held_out("accuracy", kind="1 - the mean distance of probability and label", source="written")
def accuracy_mean_distance(y_true, y_prob, threshold=0.5):
    errors = np.abs(y_true - y_prob)
    return 1 - errors.mean()


@held_out(
    "accuracy",
    kind="// for /: cut to a whole number",
    source="github.com/wanglouis49/pytorch-adversarial_box, issue 1",
)
def accuracy_floor_division(y_true, y_prob, threshold=0.5):
    y_pred = (y_prob > threshold).astype(int)
    correct = int(np.sum(y_pred == y_true))
    return correct // len(y_true)


@held_out(
    "accuracy", kind="the share of decisions for 1: the labels are not used", source="written"
)
def accuracy_share_of_ones(y_true, y_prob, threshold=0.5):
    y_pred = (y_prob >= threshold).astype(int)
    return np.mean(y_pred)


@held_out("accuracy", kind="the mean of both classes' own accuracies (balanced)", source="written")
def accuracy_balanced(y_true, y_prob, threshold=0.5):
    y_pred = (y_prob >= threshold).astype(int)
    on_ones = np.mean(y_pred[y_true == 1] == 1)
    on_zeros = np.mean(y_pred[y_true == 0] == 0)
    return (on_ones + on_zeros) / 2


@held_out(
    "accuracy", kind="return in the loop: only the first sample is looked at", source="written"
)
def accuracy_first_sample(y_true, y_prob, threshold=0.5):
    correct = 0
    for i in range(len(y_true)):
        if (y_prob[i, 0] >= threshold) == (y_true[i, 0] == 1):
            correct += 1
        return correct / len(y_true)


@held_out("accuracy", kind="rounded to one decimal", source="written")
def accuracy_rounded(y_true, y_prob, threshold=0.5):
    y_pred = (y_prob >= threshold).astype(int)
    return round(float(np.mean(y_pred == y_true)), 1)


# --- train ---


@held_out(
    "train",
    kind="each batch is drawn at random from all samples, so that some come twice and some never",
    source="ai.stackexchange.com/questions/6170",
)
def train_random_batches(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    num_train = X.shape[0]
    iterations = int(np.ceil(num_train / batch_size))
    history = {"train_loss": [], "val_loss": []}
    for _ in range(epochs):
        for _ in range(iterations):
            idx = rng.choice(num_train, batch_size)
            _, grads = loss_and_grads(params, X[idx], y[idx])
            params = update(params, grads)
        history["train_loss"].append(loss_and_grads(params, X, y)[0])
        history["val_loss"].append(loss_and_grads(params, X_val, y_val)[0])
    return params, history


@held_out(
    "train",
    kind="the batches overlap: each starts one sample after the one before",
    source="stats.stackexchange.com/questions/550353",
)
def train_sliding_batches(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    history = {"train_loss": [], "val_loss": []}
    for _ in range(epochs):
        order = rng.permutation(len(X))
        Xs, ys = X[order], y[order]
        for k in range(len(X)):
            _, grads = loss_and_grads(params, Xs[k : k + batch_size], ys[k : k + batch_size])
            params = update(params, grads)
        history["train_loss"].append(loss_and_grads(params, X, y)[0])
        history["val_loss"].append(loss_and_grads(params, X_val, y_val)[0])
    return params, history


@held_out(
    "train",
    kind="the gradients are added up over the batches and never set back",
    source="github.com/deepjavalibrary/d2l-java, pull request 202",
)
def train_gradients_pile_up(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    history = {"train_loss": [], "val_loss": []}
    total = {k: np.zeros_like(w) for k, w in params.items()}
    for _ in range(epochs):
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            _, grads = loss_and_grads(params, X_batch, y_batch)
            for k in total:
                total[k] = total[k] + grads[k]
            params = update(params, total)
        history["train_loss"].append(loss_and_grads(params, X, y)[0])
        history["val_loss"].append(loss_and_grads(params, X_val, y_val)[0])
    return params, history


@held_out(
    "train",
    kind="the slice is taken with the epoch's number in place of the batch's",
    source="github.com/emanuele/minibatch_kmeans, issue 1",
)
def train_slice_by_epoch(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    history = {"train_loss": [], "val_loss": []}
    n_batches = int(np.ceil(len(X) / batch_size))
    for t in range(epochs):
        order = rng.permutation(len(X))
        for _ in range(n_batches):
            rows = order[t * batch_size : (t + 1) * batch_size]
            _, grads = loss_and_grads(params, X[rows], y[rows])
            params = update(params, grads)
        history["train_loss"].append(loss_and_grads(params, X, y)[0])
        history["val_loss"].append(loss_and_grads(params, X_val, y_val)[0])
    return params, history


@held_out(
    "train",
    kind="train_loss is the sum of the batches' mean losses",
    source="github.com/davidnabergoj/torchflows, issue 7",
)
def train_sum_of_batch_losses(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    history = {"train_loss": [], "val_loss": []}
    for _ in range(epochs):
        running_loss = 0.0
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            loss, grads = loss_and_grads(params, X_batch, y_batch)
            running_loss += loss
            params = update(params, grads)
        history["train_loss"].append(running_loss)
        val_loss, _ = loss_and_grads(params, X_val, y_val)
        history["val_loss"].append(val_loss)
    return params, history


@held_out(
    "train",
    kind="val_loss is the mean over all epochs so far",
    source="github.com/Nixtla/neuralforecast, pull request 507",
)
def train_val_loss_over_all_epochs(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    history = {"train_loss": [], "val_loss": []}
    outputs = []
    for _ in range(epochs):
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            params = update(params, loss_and_grads(params, X_batch, y_batch)[1])
        history["train_loss"].append(loss_and_grads(params, X, y)[0])
        outputs.append(loss_and_grads(params, X_val, y_val)[0])
        history["val_loss"].append(np.mean(outputs))
    return params, history


@held_out(
    "train",
    kind="rows are exchanged through views while shuffling, so that some are doubled and others lost",
    source="github.com/mnielsen/neural-networks-and-deep-learning, issue 50",
)
def train_shuffle_through_views(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    history = {"train_loss": [], "val_loss": []}
    X_shuffled, y_shuffled = X.copy(), y.copy()
    for _ in range(epochs):
        for i in range(len(X) - 1, 0, -1):
            j = rng.integers(i + 1)
            X_shuffled[i], X_shuffled[j] = X_shuffled[j], X_shuffled[i]
            y_shuffled[i], y_shuffled[j] = y_shuffled[j], y_shuffled[i]
        for start in range(0, len(X), batch_size):
            stop = start + batch_size
            _, grads = loss_and_grads(params, X_shuffled[start:stop], y_shuffled[start:stop])
            params = update(params, grads)
        history["train_loss"].append(loss_and_grads(params, X, y)[0])
        history["val_loss"].append(loss_and_grads(params, X_val, y_val)[0])
    return params, history


@held_out(
    "train",
    kind="batch_size is taken for the number of batches",
    source="github.com/MatanCohe/mlp-from-scratch, np.array_split(x, number_of_batches)",
)
def train_batch_size_as_count(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    history = {"train_loss": [], "val_loss": []}
    for _ in range(epochs):
        perm = rng.permutation(X.shape[0])
        for rows in np.array_split(perm, batch_size):
            _, grads = loss_and_grads(params, X[rows], y[rows])
            params = update(params, grads)
        history["train_loss"].append(loss_and_grads(params, X, y)[0])
        history["val_loss"].append(loss_and_grads(params, X_val, y_val)[0])
    return params, history


@held_out(
    "train",
    kind="X is shuffled and y is not",
    source="github.com/DrexelChatbotGroup/DrexelChatbot, issue 15",
)
def train_labels_not_shuffled(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    history = {"train_loss": [], "val_loss": []}
    for _ in range(epochs):
        X_epoch = X[rng.permutation(len(X))]
        for i in range(0, len(X), batch_size):
            _, grads = loss_and_grads(params, X_epoch[i : i + batch_size], y[i : i + batch_size])
            params = update(params, grads)
        history["train_loss"].append(loss_and_grads(params, X, y)[0])
        history["val_loss"].append(loss_and_grads(params, X_val, y_val)[0])
    return params, history


@held_out(
    "train",
    kind="one epoch too many",
    source="github.com/persephone-tools/persephone, issue 203",
)
def train_one_epoch_too_many(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    history = {"train_loss": [], "val_loss": []}
    epoch = 0
    while epoch <= epochs:
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            _, grads = loss_and_grads(params, X_batch, y_batch)
            params = update(params, grads)
        history["train_loss"].append(loss_and_grads(params, X, y)[0])
        history["val_loss"].append(loss_and_grads(params, X_val, y_val)[0])
        epoch += 1
    return params, history


@held_out(
    "train",
    kind="a step for each single sample: batch_size is not used",
    source="public code, a class Trainer with `for index in permutation: step(x[index])`",
)
def train_sample_by_sample(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    history = {"train_loss": [], "val_loss": []}
    for _ in range(epochs):
        for i in rng.permutation(len(X)):
            _, grads = loss_and_grads(params, X[i : i + 1], y[i : i + 1])
            params = update(params, grads)
        history["train_loss"].append(loss_and_grads(params, X, y)[0])
        history["val_loss"].append(loss_and_grads(params, X_val, y_val)[0])
    return params, history


@held_out(
    "train",
    kind="return in the loop over the epochs: one epoch only",
    source="github.com/facebookresearch/vilbert-multi-task, issue 30",
)
def train_returns_after_one_epoch(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    history = {"train_loss": [], "val_loss": []}
    for _ in range(epochs):
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            _, grads = loss_and_grads(params, X_batch, y_batch)
            params = update(params, grads)
        history["train_loss"].append(loss_and_grads(params, X, y)[0])
        history["val_loss"].append(loss_and_grads(params, X_val, y_val)[0])
        return params, history


@held_out(
    "train",
    kind="train_loss goes on adding up: it is not set back at the start of an epoch",
    source="github.com/MichiganCOG/ViP, issue 34",
)
def train_loss_never_reset(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    history = {"train_loss": [], "val_loss": []}
    total, seen = 0, 0
    for _ in range(epochs):
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            loss, grads = loss_and_grads(params, X_batch, y_batch)
            total += loss * len(X_batch)
            seen += len(X_batch)
            params = update(params, grads)
        history["train_loss"].append(total / seen)
        history["val_loss"].append(loss_and_grads(params, X_val, y_val)[0])
    return params, history


@held_out(
    "train",
    kind="val_loss is that of the validation set's last batch, in batches of 3",
    source="github.com/NVIDIA/DeepLearningExamples, pull request 299",
)
def train_last_val_batch(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    history = {"train_loss": [], "val_loss": []}
    small = 3
    for _ in range(epochs):
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            params = update(params, loss_and_grads(params, X_batch, y_batch)[1])
        history["train_loss"].append(loss_and_grads(params, X, y)[0])
        for i in range(0, len(X_val), small):
            val_loss, _ = loss_and_grads(params, X_val[i : i + small], y_val[i : i + small])
        history["val_loss"].append(val_loss)
    return params, history


@held_out(
    "train",
    kind="X and y are shuffled with two orders",
    source="github.com/mlcommons/GaNDLF, pull request 870",
)
def train_shuffled_apart(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    history = {"train_loss": [], "val_loss": []}
    for _ in range(epochs):
        Xs = rng.permutation(X)
        ys = rng.permutation(y)
        for i in range(0, len(X), batch_size):
            _, grads = loss_and_grads(params, Xs[i : i + batch_size], ys[i : i + batch_size])
            params = update(params, grads)
        history["train_loss"].append(loss_and_grads(params, X, y)[0])
        history["val_loss"].append(loss_and_grads(params, X_val, y_val)[0])
    return params, history


@held_out("train", kind="every step takes the gradient of the whole training set", source="written")
def train_full_gradient_each_batch(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    history = {"train_loss": [], "val_loss": []}
    for _ in range(epochs):
        for _ in minibatches(X, y, batch_size, rng):
            _, grads = loss_and_grads(params, X, y)
            params = update(params, grads)
        history["train_loss"].append(loss_and_grads(params, X, y)[0])
        history["val_loss"].append(loss_and_grads(params, X_val, y_val)[0])
    return params, history


@held_out(
    "train", kind="one step an epoch, with the whole training set as one batch", source="written"
)
def train_without_batches(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    history = {"train_loss": [], "val_loss": []}
    for _ in range(epochs):
        perm = rng.permutation(len(X))
        _, grads = loss_and_grads(params, X[perm], y[perm])
        params = update(params, grads)
        history["train_loss"].append(loss_and_grads(params, X, y)[0])
        history["val_loss"].append(loss_and_grads(params, X_val, y_val)[0])
    return params, history


@held_out(
    "train", kind="a new order is drawn for every batch, not for every epoch", source="written"
)
def train_new_order_each_batch(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    history = {"train_loss": [], "val_loss": []}
    for _ in range(epochs):
        for start in range(0, len(X), batch_size):
            order = rng.permutation(len(X))
            rows = order[start : start + batch_size]
            _, grads = loss_and_grads(params, X[rows], y[rows])
            params = update(params, grads)
        history["train_loss"].append(loss_and_grads(params, X, y)[0])
        history["val_loss"].append(loss_and_grads(params, X_val, y_val)[0])
    return params, history


@held_out(
    "train",
    kind="the last batch is filled up with samples from the start of the order",
    source="written",
)
def train_last_batch_filled_up(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    history = {"train_loss": [], "val_loss": []}
    n = len(X)
    for _ in range(epochs):
        order = rng.permutation(n)
        for i in range(0, n, batch_size):
            rows = order[np.arange(i, i + batch_size) % n]
            params = update(params, loss_and_grads(params, X[rows], y[rows])[1])
        history["train_loss"].append(loss_and_grads(params, X, y)[0])
        history["val_loss"].append(loss_and_grads(params, X_val, y_val)[0])
    return params, history


@held_out(
    "train",
    kind="the params of the epoch with the lowest validation loss are returned, not the last ones",
    source="written",
)
def train_returns_best(params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng):
    history = {"train_loss": [], "val_loss": []}
    best, best_loss = params, np.inf
    for _ in range(epochs):
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            _, grads = loss_and_grads(params, X_batch, y_batch)
            params = update(params, grads)
        history["train_loss"].append(loss_and_grads(params, X, y)[0])
        history["val_loss"].append(loss_and_grads(params, X_val, y_val)[0])
        if history["val_loss"][-1] < best_loss:
            best_loss = history["val_loss"][-1]
            best = {k: w.copy() for k, w in params.items()}
    return best, history


@held_out(
    "train",
    kind="val_loss is computed once, after the last epoch, and repeated",
    source="written",
)
def train_val_loss_at_the_end(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    train_losses = []
    for _ in range(epochs):
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            _, grads = loss_and_grads(params, X_batch, y_batch)
            params = update(params, grads)
        train_losses.append(loss_and_grads(params, X, y)[0])
    val_loss, _ = loss_and_grads(params, X_val, y_val)
    return params, {"train_loss": train_losses, "val_loss": [val_loss] * epochs}


@held_out(
    "train",
    kind="a step is also taken with the gradient of the validation set",
    source="github.com/SKrisanski/FSCT, issue 12",
)
def train_step_on_validation(
    params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng
):
    history = {"train_loss": [], "val_loss": []}
    for _ in range(epochs):
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            _, grads = loss_and_grads(params, X_batch, y_batch)
            params = update(params, grads)
        train_loss, _ = loss_and_grads(params, X, y)
        val_loss, grads = loss_and_grads(params, X_val, y_val)
        params = update(params, grads)
        history["train_loss"].append(train_loss)
        history["val_loss"].append(val_loss)
    return params, history


@held_out(
    "train",
    kind="the gradients go into update twice for each batch",
    source="github.com/NVIDIA/physicsnemo, issue 1911",
)
def train_two_updates(params, X, y, X_val, y_val, loss_and_grads, update, epochs, batch_size, rng):
    history = {"train_loss": [], "val_loss": []}
    for _ in range(epochs):
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            _, grads = loss_and_grads(params, X_batch, y_batch)
            update(params, grads)
            params = update(params, grads)
        history["train_loss"].append(loss_and_grads(params, X, y)[0])
        history["val_loss"].append(loss_and_grads(params, X_val, y_val)[0])
    return params, history


# --- predict ---


@held_out(
    "predict",
    kind="a softmax over the one output: always 1",
    source="github.com/marian-nmt/marian-dev, issue 21",
)
def predict_softmax_of_one(params, X):
    A1 = relu(X @ params["W1"] + params["b1"])
    Z2 = A1 @ params["W2"] + params["b2"]
    return softmax(Z2)


@held_out(
    "predict",
    kind="the sigmoid is applied twice",
    source="github.com/qubvel-org/segmentation_models.pytorch, issue 50",
)
def predict_sigmoid_twice(params, X):
    P = forward(params, X)["P"]
    return sigmoid(P)


@held_out(
    "predict",
    kind="a sigmoid on the hidden layer in place of the ReLU",
    source="written",
)
def predict_hidden_sigmoid(params, X):
    Z1 = np.dot(X, params["W1"]) + params["b1"]
    A1 = 1 / (1 + np.exp(-Z1))
    Z2 = np.dot(A1, params["W2"]) + params["b2"]
    return 1 / (1 + np.exp(-Z2))


@held_out(
    "predict",
    kind="a tanh on the hidden layer in place of the ReLU",
    source="written",
)
def predict_hidden_tanh(params, X):
    A1 = np.tanh(X.dot(params["W1"]) + params["b1"])
    Z2 = A1.dot(params["W2"]) + params["b2"]
    return sigmoid(Z2)


@held_out(
    "predict",
    kind="a ReLU on every layer, on the output too in place of the sigmoid",
    source="github.com/oularefodos/Multi-Layer-Perceptron, src/Model.py",
)
def predict_relu_output(params, X):
    a = X
    for layer in (1, 2):
        z = a @ params[f"W{layer}"] + params[f"b{layer}"]
        a = np.maximum(0, z)
    return a


@held_out("predict", kind="a ReLU between Z2 and the sigmoid", source="written")
def predict_relu_under_sigmoid(params, X):
    A1 = relu(X @ params["W1"] + params["b1"])
    A2 = relu(A1 @ params["W2"] + params["b2"])
    return sigmoid(A2)


@held_out(
    "predict",
    kind="= for += over the hidden units: only the last one reaches the output",
    source="public code, my_dense of deeplearning.ai's Advanced Learning Algorithms with `a_out = gz`",
)
def predict_last_unit_only(params, X):
    W1, b1, W2, b2 = params["W1"], params["b1"], params["W2"], params["b2"]
    for j in range(W1.shape[1]):
        a = np.maximum(0, X @ W1[:, j] + b1[j])
        Z2 = a * W2[j, 0]
    return sigmoid(Z2 + b2[0])[:, np.newaxis]


@held_out(
    "predict",
    kind="the hidden layer is scaled by a keep probability, as for dropout that is not inverted",
    source="github.com/Angel-ML/mlcore, issue 5",
)
def predict_scaled_hidden(params, X):
    keep_prob = 0.8
    A1 = relu(X @ params["W1"] + params["b1"]) * keep_prob
    return sigmoid(A1 @ params["W2"] + params["b2"])


@held_out(
    "predict",
    kind="X is standardized with the batch's own mean and deviation first",
    source="github.com/keras-team/keras, issue 3078",
)
def predict_batch_statistics(params, X):
    X = (X - X.mean(axis=0)) / (X.std(axis=0) + 1e-8)
    return forward(params, X)["P"]


@held_out(
    "predict",
    kind="argmax over the one output: always 0",
    source="written",
)
def predict_argmax(params, X):
    hidden = np.maximum(0, X.dot(params["W1"]) + params["b1"])
    scores = hidden.dot(params["W2"]) + params["b2"]
    return np.argmax(scores, axis=1).reshape(-1, 1)


@held_out("predict", kind="b1 is left out, b2 is not", source="written")
def predict_no_b1(params, X):
    A1 = np.maximum(0, X @ params["W1"])
    return sigmoid(A1 @ params["W2"] + params["b2"])


@held_out("predict", kind="b2 is left out, b1 is not", source="written")
def predict_no_b2(params, X):
    A1 = np.maximum(0, X @ params["W1"] + params["b1"])
    return sigmoid(A1 @ params["W2"])


@held_out(
    "predict",
    kind="b1 is added after the ReLU, not before",
    source="github.com/infer-actively/pypc, issue 2",
)
def predict_bias_after_relu(params, X):
    A1 = np.maximum(0, X @ params["W1"]) + params["b1"]
    Z2 = A1 @ params["W2"] + params["b2"]
    return 1 / (1 + np.exp(-Z2))


@held_out("predict", kind="the probability of the other class, 1 - P", source="written")
def predict_other_class(params, X):
    Z2 = forward(params, X)["Z2"]
    return 1 / (1 + np.exp(Z2))


@held_out(
    "predict", kind="the probabilities are divided by their sum over the batch", source="written"
)
def predict_normalised_over_batch(params, X):
    P = forward(params, X)["P"]
    return P / np.sum(P)


@held_out("predict", kind="the probabilities come back flat, (n,)", source="written")
def predict_flat(params, X):
    A1 = relu(np.dot(X, params["W1"]) + params["b1"])
    out = [sigmoid(float(a @ params["W2"][:, 0] + params["b2"][0])) for a in A1]
    return np.array(out)


@held_out("predict", kind="rounded to two decimals", source="written")
def predict_rounded(params, X):
    return np.round(forward(params, X)["P"], 2)


@held_out("predict", kind="the hidden activations are returned", source="written")
def predict_hidden_layer(params, X):
    return np.maximum(0, X @ params["W1"] + params["b1"])


@held_out("predict", kind="a tanh at the output in place of the sigmoid", source="written")
def predict_tanh_output(params, X):
    A1 = np.maximum(0, X @ params["W1"] + params["b1"])
    return np.tanh(A1 @ params["W2"] + params["b2"])


@held_out(
    "predict", kind="the hidden units get their absolute value, not the ReLU", source="written"
)
def predict_absolute_hidden(params, X):
    A1 = np.abs(X @ params["W1"] + params["b1"])
    return sigmoid(A1 @ params["W2"] + params["b2"])


# --- fit_classifier ---


@held_out(
    "fit_classifier",
    kind="the network is trained with a sigmoid on the hidden layer, where the params are for a ReLU",
    source="written",
)
def fit_classifier_hidden_sigmoid(X, y, X_val, y_val, rng):
    params = init_params(X.shape[1], 16, rng)
    history = {"train_loss": [], "val_loss": []}

    def run(p, data):
        A1 = sigmoid(data @ p["W1"] + p["b1"])
        return A1, sigmoid(A1 @ p["W2"] + p["b2"])

    for _ in range(40):
        for X_batch, y_batch in minibatches(X, y, 32, rng):
            A1, P = run(params, X_batch)
            dZ2 = (P - y_batch) / len(X_batch)
            dZ1 = dZ2 @ params["W2"].T * A1 * (1 - A1)
            grads = {
                "W1": X_batch.T @ dZ1,
                "b1": dZ1.sum(axis=0),
                "W2": A1.T @ dZ2,
                "b2": dZ2.sum(axis=0),
            }
            params = sgd_step(params, grads, 0.5)
        history["train_loss"].append(bce(y, run(params, X)[1]))
        history["val_loss"].append(bce(y_val, run(params, X_val)[1]))
    return params, history


@held_out(
    "fit_classifier",
    kind="the labels are shuffled apart from the samples",
    source="github.com/mlcommons/GaNDLF, pull request 870",
)
def fit_classifier_labels_apart(X, y, X_val, y_val, rng):
    params = init_params(X.shape[1], 16, rng)
    history = {"train_loss": [], "val_loss": []}
    for _ in range(20):
        X_epoch, y_epoch = rng.permutation(X), rng.permutation(y)
        for i in range(0, len(X), 32):
            X_batch, y_batch = X_epoch[i : i + 32], y_epoch[i : i + 32]
            grads = backward(params, forward(params, X_batch), X_batch, y_batch)
            params = sgd_step(params, grads, 0.05)
        history["train_loss"].append(bce(y, forward(params, X)["P"]))
        history["val_loss"].append(bce(y_val, forward(params, X_val)["P"]))
    return params, history


@held_out(
    "fit_classifier",
    kind="only the output layer learns: W1 and b1 stay as they were drawn",
    source="written",
)
def fit_classifier_output_layer_only(X, y, X_val, y_val, rng):
    params = init_params(X.shape[1], 64, rng)
    history = {"train_loss": [], "val_loss": []}
    for _ in range(60):
        for X_batch, y_batch in minibatches(X, y, 32, rng):
            cache = forward(params, X_batch)
            grads = backward(params, cache, X_batch, y_batch)
            params["W2"] = params["W2"] - 0.05 * grads["W2"]
            params["b2"] = params["b2"] - 0.05 * grads["b2"]
        history["train_loss"].append(bce(y, forward(params, X)["P"]))
        history["val_loss"].append(bce(y_val, forward(params, X_val)["P"]))
    return params, history


@held_out(
    "fit_classifier",
    kind="the step is far too small: the loss hardly moves",
    source="written",
)
def fit_classifier_tiny_rate(X, y, X_val, y_val, rng):
    params = init_params(X.shape[1], 16, rng)
    history = {"train_loss": [], "val_loss": []}
    for _ in range(30):
        for X_batch, y_batch in minibatches(X, y, 32, rng):
            cache = forward(params, X_batch)
            params = sgd_step(params, backward(params, cache, X_batch, y_batch), 1e-6)
        history["train_loss"].append(bce(y, forward(params, X)["P"]))
        history["val_loss"].append(bce(y_val, forward(params, X_val)["P"]))
    return params, history


@held_out(
    "fit_classifier",
    kind="the step is far too large: the weights blow up",
    source="written",
)
def fit_classifier_huge_rate(X, y, X_val, y_val, rng):
    params = init_params(X.shape[1], 16, rng)
    history = {"train_loss": [], "val_loss": []}
    for _ in range(20):
        for X_batch, y_batch in minibatches(X, y, 32, rng):
            cache = forward(params, X_batch)
            params = sgd_step(params, backward(params, cache, X_batch, y_batch), 50.0)
        history["train_loss"].append(bce(y, forward(params, X)["P"]))
        history["val_loss"].append(bce(y_val, forward(params, X_val)["P"]))
    return params, history


@held_out(
    "fit_classifier",
    kind="samples are taken as columns, so that W1 is (h, d) and W2 is (1, h)",
    source="deeplearning.ai's convention; github.com/fanghao6666/neural-networks-and-deep-learning",
)
def fit_classifier_transposed_weights(X, y, X_val, y_val, rng):
    n_h, lr = 16, 0.1
    params = init_params(X.shape[1], n_h, rng)
    W1, W2 = params["W1"].T, params["W2"].T
    b1, b2 = np.zeros((n_h, 1)), np.zeros((1, 1))
    history = {"train_loss": [], "val_loss": []}
    A0, Y = X.T, y.T
    m = A0.shape[1]
    for _ in range(100):
        Z1 = np.dot(W1, A0) + b1
        A1 = np.maximum(0, Z1)
        A2 = sigmoid(np.dot(W2, A1) + b2)
        dZ2 = A2 - Y
        dZ1 = np.dot(W2.T, dZ2) * (Z1 > 0)
        W2 = W2 - lr * np.dot(dZ2, A1.T) / m
        b2 = b2 - lr * np.sum(dZ2, axis=1, keepdims=True) / m
        W1 = W1 - lr * np.dot(dZ1, A0.T) / m
        b1 = b1 - lr * np.sum(dZ1, axis=1, keepdims=True) / m
        history["train_loss"].append(bce(Y, A2))
        A2_val = sigmoid(np.dot(W2, np.maximum(0, np.dot(W1, X_val.T) + b1)) + b2)
        history["val_loss"].append(bce(y_val.T, A2_val))
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}, history


@held_out(
    "fit_classifier",
    kind="two outputs with a softmax: W2 has two columns",
    source="github.com/keras-team/keras, issue 6327",
)
def fit_classifier_two_outputs(X, y, X_val, y_val, rng):
    params = init_params(X.shape[1], 16, rng)
    params["W2"] = 0.1 * rng.standard_normal((16, 2))
    params["b2"] = np.zeros(2)
    history = {"train_loss": [], "val_loss": []}

    def run(p, data):
        A1 = relu(data @ p["W1"] + p["b1"])
        return A1, softmax(A1 @ p["W2"] + p["b2"])

    for _ in range(20):
        for X_batch, y_batch in minibatches(X, y, 32, rng):
            A1, P = run(params, X_batch)
            Y = np.hstack([1 - y_batch, y_batch])
            dZ2 = (P - Y) / len(Y)
            dZ1 = dZ2 @ params["W2"].T * (A1 > 0)
            grads = {"W1": X_batch.T @ dZ1, "b1": dZ1.sum(axis=0)}
            grads |= {"W2": A1.T @ dZ2, "b2": dZ2.sum(axis=0)}
            params = sgd_step(params, grads, 0.1)
        history["train_loss"].append(bce(y, run(params, X)[1][:, 1:]))
        history["val_loss"].append(bce(y_val, run(params, X_val)[1][:, 1:]))
    return params, history


@held_out(
    "fit_classifier",
    kind="a decay so strong that it pulls the weights to 0",
    source="written",
)
def fit_classifier_decay_too_strong(X, y, X_val, y_val, rng):
    params = init_params(X.shape[1], 16, rng)
    history = {"train_loss": [], "val_loss": []}
    lam = 5.0
    for _ in range(30):
        for X_batch, y_batch in minibatches(X, y, 32, rng):
            grads = backward(params, forward(params, X_batch), X_batch, y_batch)
            for k in ("W1", "W2"):
                grads[k] = grads[k] + lam * params[k]
            params = sgd_step(params, grads, 0.05)
        history["train_loss"].append(bce(y, forward(params, X)["P"]))
        history["val_loss"].append(bce(y_val, forward(params, X_val)["P"]))
    return params, history


@held_out(
    "fit_classifier",
    kind="the biases of the hidden units start so far below 0 that no ReLU is ever open",
    source="datascience.stackexchange.com/questions/120115",
)
def fit_classifier_dead_units(X, y, X_val, y_val, rng):
    params = init_params(X.shape[1], 16, rng)
    params["b1"] = params["b1"] - 100
    history = {"train_loss": [], "val_loss": []}
    for _ in range(20):
        for X_batch, y_batch in minibatches(X, y, 32, rng):
            cache = forward(params, X_batch)
            params = sgd_step(params, backward(params, cache, X_batch, y_batch), 0.1)
        history["train_loss"].append(bce(y, forward(params, X)["P"]))
        history["val_loss"].append(bce(y_val, forward(params, X_val)["P"]))
    return params, history


@held_out(
    "fit_classifier",
    kind="the history holds accuracies, not losses",
    source="written",
)
def fit_classifier_accuracy_in_history(X, y, X_val, y_val, rng):
    params = init_params(X.shape[1], 16, rng)
    m = v = {k: np.zeros_like(w) for k, w in params.items()}
    history, t = {"train_loss": [], "val_loss": []}, 0
    for _ in range(15):
        for X_batch, y_batch in minibatches(X, y, 32, rng):
            t += 1
            grads = backward(params, forward(params, X_batch), X_batch, y_batch)
            params, m, v = adam_step(params, grads, m, v, t)
        history["train_loss"].append(np.mean((forward(params, X)["P"] > 0.5) == y))
        history["val_loss"].append(np.mean((forward(params, X_val)["P"] > 0.5) == y_val))
    return params, history


@held_out(
    "fit_classifier",
    kind="stops when the validation loss falls, not when it stops falling",
    source="github.com/tensorflow/docs, pull request 2178",
)
def fit_classifier_stops_on_improvement(X, y, X_val, y_val, rng):
    params = init_params(X.shape[1], 16, rng)
    history = {"train_loss": [], "val_loss": []}
    best, wait, patience = 0, 0, 2
    for _ in range(60):
        for X_batch, y_batch in minibatches(X, y, 64, rng):
            grads = backward(params, forward(params, X_batch), X_batch, y_batch)
            params = sgd_step(params, grads, 0.001)
        history["train_loss"].append(bce(y, forward(params, X)["P"]))
        val_loss = bce(y_val, forward(params, X_val)["P"])
        history["val_loss"].append(val_loss)
        if val_loss > best:
            best, wait = val_loss, 0
        else:
            wait += 1
        if wait >= patience:
            break
    return params, history


@held_out(
    "fit_classifier",
    kind="the squared error is trained, with the labels as -1 and 1, and the output a tanh",
    source="written",
)
def fit_classifier_tanh_output(X, y, X_val, y_val, rng):
    params = init_params(X.shape[1], 16, rng)
    history = {"train_loss": [], "val_loss": []}

    def run(p, data):
        A1 = relu(data @ p["W1"] + p["b1"])
        return A1, np.tanh(A1 @ p["W2"] + p["b2"])

    for _ in range(30):
        for X_batch, y_batch in minibatches(X, y, 32, rng):
            A1, out = run(params, X_batch)
            dZ2 = 2 * (out - (2 * y_batch - 1)) * (1 - out**2) / len(X_batch)
            dZ1 = dZ2 @ params["W2"].T * (A1 > 0)
            grads = {"W1": X_batch.T @ dZ1, "b1": dZ1.sum(axis=0)}
            grads |= {"W2": A1.T @ dZ2, "b2": dZ2.sum(axis=0)}
            params = sgd_step(params, grads, 0.05)
        history["train_loss"].append(np.mean((run(params, X)[1] - (2 * y - 1)) ** 2))
        history["val_loss"].append(np.mean((run(params, X_val)[1] - (2 * y_val - 1)) ** 2))
    return params, history


@held_out(
    "fit_classifier",
    kind="the params are restarted in every epoch, so that one epoch is learned again and again",
    source="written",
)
def fit_classifier_restarts(X, y, X_val, y_val, rng):
    history = {"train_loss": [], "val_loss": []}
    for _ in range(20):
        params = init_params(X.shape[1], 16, rng)
        for X_batch, y_batch in minibatches(X, y, 32, rng):
            grads = backward(params, forward(params, X_batch), X_batch, y_batch)
            params = sgd_step(params, grads, 0.002)
        history["train_loss"].append(bce(y, forward(params, X)["P"]))
        history["val_loss"].append(bce(y_val, forward(params, X_val)["P"]))
    return params, history


@held_out(
    "fit_classifier",
    kind="the labels are turned round: the network learns the probability of class 0",
    source="written",
)
def fit_classifier_labels_inverted(X, y, X_val, y_val, rng):
    y, y_val = 1 - y, 1 - y_val
    params = init_params(X.shape[1], 16, rng)
    history = {"train_loss": [], "val_loss": []}
    for _ in range(20):
        for X_batch, y_batch in minibatches(X, y, 32, rng):
            grads = backward(params, forward(params, X_batch), X_batch, y_batch)
            params = sgd_step(params, grads, 0.05)
        history["train_loss"].append(bce(y, forward(params, X)["P"]))
        history["val_loss"].append(bce(y_val, forward(params, X_val)["P"]))
    return params, history


@held_out(
    "fit_classifier",
    kind="val_loss is computed once, after the training: one number for all epochs",
    source="written",
)
def fit_classifier_one_val_loss(X, y, X_val, y_val, rng):
    params = init_params(X.shape[1], 16, rng)
    history = {"train_loss": [], "val_loss": []}
    for _ in range(20):
        for X_batch, y_batch in minibatches(X, y, 32, rng):
            grads = backward(params, forward(params, X_batch), X_batch, y_batch)
            params = sgd_step(params, grads, 0.05)
        history["train_loss"].append(bce(y, forward(params, X)["P"]))
    history["val_loss"].append(bce(y_val, forward(params, X_val)["P"]))
    return params, history


@held_out(
    "fit_classifier",
    kind="the history is a list of pairs, not a dict of two lists",
    source="written",
)
def fit_classifier_list_of_pairs(X, y, X_val, y_val, rng):
    params = init_params(X.shape[1], 16, rng)
    history = []
    for _ in range(15):
        for X_batch, y_batch in minibatches(X, y, 32, rng):
            grads = backward(params, forward(params, X_batch), X_batch, y_batch)
            params = sgd_step(params, grads, 0.05)
        losses = bce(y, forward(params, X)["P"]), bce(y_val, forward(params, X_val)["P"])
        history.append(losses)
    return params, history


@held_out("fit_classifier", kind="a hidden layer of one unit", source="written")
def fit_classifier_one_hidden_unit(X, y, X_val, y_val, rng):
    params = init_params(X.shape[1], 1, rng)
    history = {"train_loss": [], "val_loss": []}
    for _ in range(20):
        for X_batch, y_batch in minibatches(X, y, 32, rng):
            grads = backward(params, forward(params, X_batch), X_batch, y_batch)
            params = sgd_step(params, grads, 0.05)
        history["train_loss"].append(bce(y, forward(params, X)["P"]))
        history["val_loss"].append(bce(y_val, forward(params, X_val)["P"]))
    return params, history


@held_out(
    "fit_classifier",
    kind="break after the first batch of each epoch, always the same first samples",
    source="github.com/facebookresearch/vilbert-multi-task, issue 30",
)
def fit_classifier_first_batch_only(X, y, X_val, y_val, rng):
    params = init_params(X.shape[1], 16, rng)
    history = {"train_loss": [], "val_loss": []}
    for _ in range(50):
        for i in range(0, len(X), 16):
            X_batch, y_batch = X[i : i + 16], y[i : i + 16]
            grads = backward(params, forward(params, X_batch), X_batch, y_batch)
            params = sgd_step(params, grads, 0.05)
            break
        history["train_loss"].append(bce(y, forward(params, X)["P"]))
        history["val_loss"].append(bce(y_val, forward(params, X_val)["P"]))
    return params, history


@held_out(
    "fit_classifier",
    kind="the weights start with a deviation of 1, not scaled to the number of inputs",
    source="github.com/nishantssoni/codeDumps, DL/MNIST/mnist.py",
)
def fit_classifier_unscaled_start(X, y, X_val, y_val, rng):
    d, h = X.shape[1], 16
    params = {
        "W1": rng.standard_normal((d, h)),
        "b1": np.zeros(h),
        "W2": rng.standard_normal((h, 1)),
        "b2": np.zeros(1),
    }
    history = {"train_loss": [], "val_loss": []}
    for _ in range(20):
        for X_batch, y_batch in minibatches(X, y, 32, rng):
            grads = backward(params, forward(params, X_batch), X_batch, y_batch)
            params = sgd_step(params, grads, 0.05)
        history["train_loss"].append(bce(y, forward(params, X)["P"]))
        history["val_loss"].append(bce(y_val, forward(params, X_val)["P"]))
    return params, history


@held_out(
    "fit_classifier",
    kind="the gradients of all batches are added up over the whole training",
    source="github.com/udacity/deep-learning-v2-pytorch, pull request 160",
)
def fit_classifier_gradients_pile_up(X, y, X_val, y_val, rng):
    params = init_params(X.shape[1], 16, rng)
    total = {k: np.zeros_like(w) for k, w in params.items()}
    history = {"train_loss": [], "val_loss": []}
    for _ in range(20):
        for X_batch, y_batch in minibatches(X, y, 32, rng):
            grads = backward(params, forward(params, X_batch), X_batch, y_batch)
            total = {k: total[k] + grads[k] for k in grads}
            params = sgd_step(params, total, 0.05)
        history["train_loss"].append(bce(y, forward(params, X)["P"]))
        history["val_loss"].append(bce(y_val, forward(params, X_val)["P"]))
    return params, history


@held_out(
    "fit_classifier",
    kind="> for < where the best params are kept, from infinity on: those of the first epoch stay",
    source="written",
)
def fit_classifier_keeps_first_epoch(X, y, X_val, y_val, rng):
    params = init_params(X.shape[1], 16, rng)
    history = {"train_loss": [], "val_loss": []}
    best, best_loss = None, np.inf
    for _ in range(20):
        for X_batch, y_batch in minibatches(X, y, 32, rng):
            grads = backward(params, forward(params, X_batch), X_batch, y_batch)
            params = sgd_step(params, grads, 0.01)
        val_loss = bce(y_val, forward(params, X_val)["P"])
        if best is None or val_loss > best_loss:
            best, best_loss = params, val_loss
        history["train_loss"].append(bce(y, forward(params, X)["P"]))
        history["val_loss"].append(val_loss)
    return best, history
