"""Wrong answers to the exercises of the NumPy notebook."""

WRONG = {
    "as_column": {
        "one number": "return y[0]",
        "first number alone": "return y[:1, None]",
        "rounded": "return np.round(y)[:, None]",
        "without its last number": "return y[:-1, None]",
        "sorted the other way": "return -np.sort(-y)[:, None]",
        "text": "return str(y)",
    },
    "log_fold": {
        "mean over the samples": "return np.log2((counts + 1) / (control + 1)).mean(axis=0)",
        "difference of counts, logged": "return np.log2(np.abs(counts - control) + 1)",
        "rounded": "return np.round(np.log2((counts + 1) / (control + 1)))",
        "doubled": "return 2 * np.log2((counts + 1) / (control + 1))",
        "control as a column": "return np.log2((counts + 1) / (control[:, None] + 1))",
    },
    "row_shares": {
        "shares of the means": "return counts / counts.sum(axis=1, keepdims=True).mean()",
        "softmax": "return np.exp(counts) / np.exp(counts).sum(axis=1, keepdims=True)",
        "squared": "return (counts / counts.sum(axis=1, keepdims=True)) ** 2",
        "total of the others": "return counts / (counts.sum(axis=1, keepdims=True) - counts + 1)",
        "first row only": "return counts[0] / counts[0].sum()",
    },
    "expressed_genes": {
        "all genes": "return counts.copy()",
        "no gene": "return counts[:, :0]",
        "smallest count decides": "return counts[:, counts.min(axis=0) * 2 >= least]",
        "sorted genes": "return np.sort(counts[:, counts.mean(axis=0) >= least], axis=1)",
        "means as a row": "return counts[:, counts.mean(axis=0) >= least].mean(axis=0)",
    },
    "cut_noise": {
        "half the limit": "return np.where(counts < limit / 2, 0, counts)",
        "largest kept": "return np.where(counts < counts.max(), 0, counts)",
        "columns cut": "return counts * (counts.min(axis=0) >= limit)",
        "whole numbers": "return np.where(counts < limit, 0, counts.astype(int))",
        "a number": "return counts[counts >= limit].sum()",
    },
    "scale_weights": {
        "first row of each": "return {k: factor * v[0] if k[0] == 'W' else v for k, v in params.items()}",
        "other keys": "return {k.lower(): factor * v for k, v in params.items()}",
        "weights alone": "return {k: factor * v for k, v in params.items() if k[0] == 'W'}",
        "a tuple": "return tuple(params.values())",
        "the last key alone": "return {k: v for k, v in list(params.items())[-1:]}",
    },
    "for_each_gene": {
        "f itself": "return f",
        "each number on its own": """
    return np.array([[f(X[i : i + 1, j]) for j in range(X.shape[1])] for i in range(len(X))])""",
        "two genes": "return np.array([f(X[:, 0]), f(X[:, 1])])",
        "printed": "print([f(column) for column in X.T])",
    },
    "pick_samples": {
        "one row": "return X[rng.integers(len(X))]",
        "one row too many": "return X[rng.permutation(len(X))[: k + 1]]",
        "one row missing": "return X[rng.permutation(len(X))[: k - 1]]",
        "the last k": "return X[-k:]",
        "first half alone": "return X[rng.permutation((len(X) + k) // 2)[:k]]",
        "new numbers": "return rng.random((k, X.shape[1]))",
        "nothing": "return np.zeros((k, X.shape[1]))",
    },
}

OTHER_WAYS = {
    "as_column/row": ["return y.reshape(1, -1)", "return np.array([y])"],
    "as_column/one-axis": ["return np.transpose(y)", "return y.ravel()"],
    "row_shares/gene-totals": ["return counts / sum(counts)"],
    "log_fold/natural-log": ["return np.log1p(counts) - np.log1p(control)"],
    "cut_noise/changes-x": ["counts[counts < limit] = 0\n    return counts"],
    "for_each_gene/each-sample": ["return np.array([f(X[i]) for i in range(X.shape[0])])"],
    "pick_samples/with-repeats": ["return rng.choice(X, k)"],
    "pick_samples/another-generator": ["return X[np.random.permutation(len(X))[:k]]"],
}
