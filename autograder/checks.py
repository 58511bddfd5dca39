"""The kinds of check that an exercise is made of: formula, robustness, relation."""

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
    """A check that compares with the right answers on ordinary inputs. It has most of the points.

    With `part`, only one key or position of the answer is compared. Use one such check for each part,
    with a `weight` if one of them counts more.
    """
    return Check(name, claim, cases, part=part, weight=weight)


def robustness(
    claim: str,
    cases: Cases,
    *,
    name: str = "robustness",
    judge: Judge | None = None,
    weight: float | None = None,
) -> Check:
    """A check of what the stub promises at extremes: with the right answers, or with a judge."""
    return Check(name, claim, cases, judge, kind="robustness", weight=weight)


def whole_numbers(cases: Cases, *, judge: Judge | None = None) -> Check:
    """A check on whole numbers, where an array made like the argument cuts decimals off."""
    claim = "right for whole numbers, too"
    return robustness(claim, cases, name="whole numbers", judge=judge, weight=1.0)


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
    """A check with a judge, for a relation or a statistic without a single right answer.

    With `answered`, the judge also gets the right answers.
    """
    return Check(name, claim, cases, judge, answered=answered, kind=kind, weight=weight)
