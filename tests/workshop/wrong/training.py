"""Wrong answers to the exercises of training."""

from tests.helpers.nearly_right import fit_classifier_with, train_with

_OWN_BATCHES = (
    "[(X[o[i:i + batch_size]], y[o[i:i + batch_size]]) for i in range(0, len(X), batch_size)]"
)

WRONG = {
    "standardize": {
        "not centred": "return X_train / X_train.std(axis=0), X_test / X_train.std(axis=0)",
        "not scaled": "return X_train - X_train.mean(axis=0), X_test - X_train.mean(axis=0)",
        "test first": """
    mean, deviation = X_train.mean(axis=0), X_train.std(axis=0)
    deviation = np.where(deviation == 0, 1, deviation)
    return (X_test - mean) / deviation, (X_train - mean) / deviation""",
        "of the test set": """
    mean, deviation = X_test.mean(axis=0), X_test.std(axis=0) + 1e-9
    return (X_train - mean) / deviation, (X_test - mean) / deviation""",
        "own mean, training deviation": """
    deviation = X_train.std(axis=0) + 1e-9
    return (X_train - X_train.mean(axis=0)) / deviation, (X_test - X_test.mean(axis=0)) / deviation""",
        "to 0 and 1": """
    low, high = X_train.min(axis=0), X_train.max(axis=0) + 1e-9
    return (X_train - low) / (high - low), (X_test - low) / (high - low)""",
        "median": """
    middle, deviation = np.median(X_train, axis=0), X_train.std(axis=0) + 1e-9
    return (X_train - middle) / deviation, (X_test - middle) / deviation""",
        "training set only": "return (X_train - X_train.mean(axis=0)) / (X_train.std(axis=0) + 1e-9)",
        "test untouched": "return (X_train - X_train.mean(axis=0)) / (X_train.std(axis=0) + 1e-9), X_test",
        "too much added": """
    mean, deviation = X_train.mean(axis=0), X_train.std(axis=0) + 0.1
    return (X_train - mean) / deviation, (X_test - mean) / deviation""",
        "drops constant genes": """
    varies = X_train.std(axis=0) > 0
    mean, deviation = X_train[:, varies].mean(axis=0), X_train[:, varies].std(axis=0)
    return (X_train[:, varies] - mean) / deviation, (X_test[:, varies] - mean) / deviation""",
        "constant gene to 1": """
    mean, deviation = X_train.mean(axis=0), X_train.std(axis=0)
    Z = np.nan_to_num((X_train - mean) / deviation, nan=1.0)
    return Z, np.nan_to_num((X_test - mean) / deviation, posinf=0, neginf=0)""",
    },
    "accuracy": {
        "healthy only": "return np.mean((y_prob < threshold) & (y_true == 0))",
        "sensitivity": "return np.sum((y_prob > threshold) * y_true) / np.sum(y_true)",
        "precision": "return np.sum((y_prob > threshold) * y_true) / np.sum(y_prob > threshold)",
        "positives": "return np.mean(y_prob > threshold)",
        "flat against column": "return np.mean((y_prob > threshold) == y_true.ravel())",
        "not reduced": "return ((y_prob > threshold) == y_true).astype(float)",
        "distance": "return 1 - np.mean(np.abs(y_prob - y_true))",
        "rounded": "return round(float(np.mean((y_prob > threshold) == y_true)), 1)",
        "all or nothing": "return float(np.all((y_prob > threshold) == y_true))",
        "off by one": "return np.sum((y_prob > threshold) == y_true) / (len(y_true) - 1)",
    },
    "train": {
        "with replacement": train_with(
            batches="[(X[i], y[i]) for i in rng.integers(0, len(X), (-(-len(X) // batch_size), batch_size))]"
        ),
        "all at once": train_with(batches="[(X, y)]"),
        "one by one": train_with(batches="minibatches(X, y, 1, rng)"),
        "half the epochs": train_with(epochs="epochs // 2 + 1"),
        "one epoch more": train_with(epochs="epochs + 1"),
        "labels not shuffled": train_with(
            start="o = rng.permutation(len(X))",
            batches="[(X[o[i:i + batch_size]], y[i:i + batch_size]) for i in range(0, len(X), batch_size)]",
        ),
        "generator of its own": train_with(before="rng = np.random.default_rng()"),
        "seed of its own": train_with(before="rng = np.random.default_rng(0)"),
        "shuffles in place": train_with(
            start="o = rng.permutation(len(X)); X[:], y[:] = X[o], y[o]; o = np.arange(len(X))",
            batches=_OWN_BATCHES,
        ),
        "old params to the loss": train_with(
            before="start = {k: w.copy() for k, w in params.items()}",
            train_loss="loss_and_grads(start, X, y)[0]",
        ),
        "mean of the batches": train_with(
            start="losses = []",
            update="params = update(params, grads); losses.append(loss)",
            train_loss="np.mean(losses)",
        ),
        "sum of the batches": train_with(
            start="losses = []",
            update="params = update(params, grads); losses.append(loss)",
            train_loss="np.sum(losses)",
        ),
        "losses after every batch": train_with(
            update="params = update(params, grads); history['train_loss'].append(loss)"
        ),
        "loss and grads in the history": train_with(train_loss="loss_and_grads(params, X, y)"),
        "history once": train_with(
            end="history = {'train_loss': [], 'val_loss': []}",
        ),
        "validation with the batch": train_with(
            val_loss="loss_and_grads(params, X_batch, y_batch)[0]"
        ),
        "learns from the validation set": train_with(
            end="params = update(params, loss_and_grads(params, X_val, y_val)[1])"
        ),
        "both sets together": train_with(
            before="X, y = np.vstack([X, X_val]), np.vstack([y, y_val])",
        ),
        "losses swapped": train_with(
            train_loss="loss_and_grads(params, X_val, y_val)[0]",
            val_loss="loss_and_grads(params, X, y)[0]",
        ),
        "gradients twice": train_with(
            update="params = update(params, {k: 2 * g for k, g in grads.items()})"
        ),
        "updates twice": train_with(update="params = update(update(params, grads), grads)"),
        "loss for gradients": train_with(
            update="params = update(params, {k: loss + 0 * g for k, g in grads.items()})"
        ),
        "own step": train_with(
            update="params = {k: w - 0.1 * grads[k] for k, w in params.items()}"
        ),
        "gives back the first": train_with(
            before="start = {k: w.copy() for k, w in params.items()}", gives="start, history"
        ),
        "params only": train_with(gives="params"),
        "history first": train_with(gives="history, params"),
        "two lists": train_with(gives="params, history['train_loss'], history['val_loss']"),
        "other names": train_with(
            gives="params, {'train': history['train_loss'], 'val': history['val_loss']}"
        ),
        "returns in the loop": train_with(
            end="return params, {'train_loss': [1.0], 'val_loss': [1.0]}"
        ),
        "nothing done": "return params, {'train_loss': [0.0] * epochs, 'val_loss': [0.0] * epochs}",
        "labels flat": train_with(
            batches="[(a, b.ravel()) for a, b in minibatches(X, y, batch_size, rng)]"
        ),
    },
    "fit_classifier": {
        "labels flipped": fit_classifier_with(sets="X, 1 - y, X_val, y_val"),
        "labels shuffled": fit_classifier_with(sets="X, rng.permutation(y), X_val, y_val"),
        "hardly moves": fit_classifier_with(lr="1e-7", epochs="3"),
        "leaps": fit_classifier_with(lr="30.0"),
        "learns two genes": fit_classifier_with(
            sets="X * (np.arange(X.shape[1]) < 2), y, X_val, y_val"
        ),
        "no history": fit_classifier_with(gives="params, {}"),
        "params only": fit_classifier_with(gives="params"),
        "history cut": fit_classifier_with(then="history['val_loss'] = history['val_loss'][:-2]"),
        "val_loss of the first labels": fit_classifier_with(
            then="history['val_loss'] = [0.5] * 15"
        ),
        "transposed": fit_classifier_with(gives="{k: w.T for k, w in params.items()}, history"),
        "no biases": fit_classifier_with(gives="{'W1': params['W1'], 'W2': params['W2']}, history"),
        "text": "return 'params', 'history'",
        "nan": fit_classifier_with(gives="{k: w * np.nan for k, w in params.items()}, history"),
        "changes X": fit_classifier_with(then="X *= 2"),
    },
    "predict": {
        "healthy": "return 1 - forward(params, X)['P']",
        "flat": "return forward(params, X)['P'].ravel()",
        "both classes": "P = forward(params, X)['P']\n    return np.hstack([1 - P, P])",
        "cache": "return forward(params, X)",
        "over the batch": "Z = forward(params, X)['Z2']\n    return np.exp(Z) / np.exp(Z).sum()",
        "standardizes again": """
    X = (X - X.mean(axis=0)) / (X.std(axis=0) + 1e-9)
    return forward(params, X)['P']""",
        "less the mean": "P = forward(params, X)['P']\n    return P - P.mean() + 0.5",
        "no b2": "return forward({**params, 'b2': 0 * params['b2']}, X)['P']",
        "scaled as in dropout": "return sigmoid(0.5 * forward(params, X)['A1'] @ params['W2'] + params['b2'])",
        "hidden units fixed": """
    hidden = np.maximum(0, X @ params["W1"][:, :2] + params["b1"][:2])
    return sigmoid(hidden @ params["W2"][:2] + params["b2"])""",
        "first row": "return forward(params, X[:1])['P']",
        "rounded": "return np.round(forward(params, X)['P'], 2)",
        "sorted": "return np.sort(forward(params, X)['P'], axis=0)",
    },
}

OTHER_WAYS = {
    "standardize/precedence": [
        """
    mean, deviation = X_train.mean(axis=0), X_train.std(axis=0) + 1e-9
    return X_train - mean / deviation, X_test - mean / deviation"""
    ],
    "accuracy/error-rate": ["return np.mean((y_prob < threshold) == y_true)"],
    "accuracy/ignores-threshold": ["return np.mean((y_prob > 0.5) == (y_true > threshold))"],
    "train/shuffled-once": [
        train_with(
            before="o = rng.permutation(len(X))",
            batches=f"(lambda b: [b[i] for i in rng.permutation(len(b))])({_OWN_BATCHES})",
        )
    ],
    "fit_classifier/trains-on-validation": [
        fit_classifier_with(sets="X_val, y_val, X_val, y_val"),
        fit_classifier_with(
            then="params, _ = train(params, X_val, y_val, X_val, y_val, loss_and_grads, update, 40, 16, rng)"
        ),
    ],
    "predict/dropout-on": ["return forward(params, X + 0.01 * np.random.randn(*X.shape))['P']"],
}
