"""What is special to regularization: dropout is judged by chance, which must be fair."""

import numpy as np
import pytest

from autograder.workshop.exercises.regularization.dropout import SURE


def test_a_fair_dropout_is_not_accused_by_chance():
    """The bound on the share kept: under 1 in 10^9 for each of four comparisons, by SciPy."""
    stats = pytest.importorskip("scipy.stats")
    n = 2 * 60 * 50
    for share in (0.8, 0.3):
        slack = SURE * np.sqrt(share * (1 - share) * n)
        outside = stats.binom.cdf(n * share - slack, n, share) + stats.binom.sf(
            n * share + slack - 1, n, share
        )
        assert outside < 1e-9
