"""The seeds on which a claim about verdicts is tried."""

from autograder.engine.oracle import PUBLIC_SEED

SEEDS = (PUBLIC_SEED, 1, 2, 3)
SLOW = "fit_classifier"


def seeds_of(name: str) -> tuple[int, ...]:
    """For an exercise or a mistake in it: the public seed alone where a verdict takes long."""
    return SEEDS[:1] if name.partition("/")[0] == SLOW else SEEDS
