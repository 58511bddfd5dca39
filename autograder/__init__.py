"""Checks NumPy exercises in notebooks and says what is wrong in one kind sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograder.earlier import from_earlier
    from autograder.kernel import check

__all__ = ["check", "from_earlier"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Load `check` and `from_earlier` on first use, so that importing a submodule stays fast."""
    if name == "check":
        from autograder.kernel import check

        return check
    if name == "from_earlier":
        from autograder.earlier import from_earlier

        return from_earlier
    raise AttributeError(f"module 'autograder' has no attribute {name!r}")
