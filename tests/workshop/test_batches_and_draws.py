"""What is said of batches that are cut in another way, and of a mask scaled by its own draw."""

import pytest

TOLD = {
    "minibatches: as many batches as batch_size": (
        """def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    return [(X[part], y[part]) for part in np.array_split(order, batch_size)]
""",
        "You make batch_size batches.",
    ),
    "minibatches: cut before shuffling": (
        """def minibatches(X, y, batch_size, rng):
    cut = [(X[i:i + batch_size], y[i:i + batch_size]) for i in range(0, len(X), batch_size)]
    return [cut[place] for place in rng.permutation(len(cut))]
""",
        "only the batches are shuffled",
    ),
    "minibatches: the slice ends too early": (
        """def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    starts = range(0, len(X), batch_size)
    return [(X[order[i:batch_size]], y[order[i:batch_size]]) for i in starts]
""",
        "in batches of the sizes 3, 0, 0.",
    ),
    "dropout: scaled by the draw": (
        """def dropout(A, p_drop, rng, training=True):
    if not training:
        return A, np.ones(A.shape)
    mask = (rng.random(A.shape) >= p_drop) * 1.0
    return A * mask / mask.mean(), mask
""",
        "You divide by the share of units that this draw happened to keep.",
    ),
    "pick_samples: an order of the first rows": (
        """def pick_samples(X, k, rng):
    return X[rng.permutation(k)]
""",
        "It always picks the first k rows; only their order is drawn.",
    ),
}


@pytest.mark.parametrize("case", TOLD)
def test_it_is_said(judge, case: str) -> None:
    source, words = TOLD[case]
    verdict = judge(source, case.partition(":")[0])
    assert not verdict.passed
    assert words in verdict.message
