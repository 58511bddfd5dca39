"""The seeds on which a claim about verdicts is tried. `autograder verify` tries what it knows on more."""

from collections.abc import Iterable
from typing import Any

import pytest

from autograder.engine.oracle import PUBLIC_SEED

SEEDS = (PUBLIC_SEED, 1)
LONG = "fit_classifier"


def _param(*values: Any, seed: int) -> Any:
    return pytest.param(*values, seed, id="-".join(map(str, (*values, seed))))


each_seed = pytest.mark.parametrize("seed", [_param(seed=seed) for seed in SEEDS])


def with_seeds(names: Iterable[str]) -> list[Any]:
    """Each name with each seed; where a verdict takes long, with the public one alone.

    A name is an exercise's, or begins with one and a slash or a colon.
    """
    return [
        _param(name, seed=seed)
        for name in names
        for seed in (SEEDS[:1] if name.startswith(LONG) else SEEDS)
    ]
