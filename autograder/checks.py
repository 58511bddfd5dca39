"""The few kinds of check from which an exercise's checks are made."""

from __future__ import annotations

from collections.abc import Callable

from numpy.random import Generator

from autograder.model import Case, Check, Judge, Kind

Cases = Callable[[Generator], list[Case]]


def formula(
    cases: Cases,
    *,
    name: str = "formula",
    claim: str = "right on ordinary inputs",
    part: str | int | None = None,
    weight: float | None = None,
) -> Check:
    """Compare with the right answers on ordinary inputs: most of the points.

    With `part`, one key or place of the answer is compared; give one such check for each part, with a
    `weight` where one of them counts for more.
    """
    return Check(name, claim, cases, part=part, weight=weight)


def robustness(
    claim: str, cases: Cases, *, name: str = "robustness", judge: Judge | None = None
) -> Check:
    """Only what the stub promises at extremes: compared with the right answers, or judged."""
    return Check(name, claim, cases, judge, kind="robustness")


def relation(
    name: str,
    claim: str,
    cases: Cases,
    judge: Judge,
    *,
    kind: Kind = "formula",
    weight: float | None = None,
    answered: bool = False,
) -> Check:
    """Judge by a relation or a statistic, where there is no single right answer.

    With `answered`, the judge is given the reference's answers all the same.
    """
    return Check(name, claim, cases, judge, answered=answered, kind=kind, weight=weight)
