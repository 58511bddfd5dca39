"""Phrases that several commands use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """ " Did you mean relu?", with a space before it; or "" if no known name is similar."""
    near = " or ".join(get_close_matches(name, list(known), n=3))
    return f" Did you mean {near}?" if near else ""


def first_few(names: Sequence[str], most: int) -> str:
    """ "a, b and 3 more": the first of them by name, and how many others there are."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")


def listed(names: Sequence[str]) -> str:
    """ "a, b and c"."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
