"""Checks a student's NumPy answers and says what is wrong in one kind sentence."""


def check(function: object) -> None:
    """Stand in until the engine lands."""


def from_earlier(assignment: str, *names: str) -> tuple[object, ...]:
    """Stand in until the engine lands."""
    raise NotImplementedError
