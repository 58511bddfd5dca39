"""The explanations of a small made-up exercise: what they tell of, and what they leave alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import pytest

from autograder.checks import formula
from autograder.mistakes import build as building
from autograder.mistakes.build import Base, Made, build
from autograder.mistakes.explanations import explain
from autograder.model import Case, Exercise
from autograder.sandbox.play import play

NEURON = "def neuron(x, w, b):\n    return np.sum(x * w) + b"


def neuron(x, w, b):
    return np.sum(x * w) + b


def inputs(seed: int) -> list[Case]:
    rng = np.random.default_rng(seed)
    return [
        Case({"x": rng.normal(size=n), "w": rng.normal(size=n), "b": float(rng.normal())})
        for n in (3, 4, 5)
    ]


def made(
    right: Callable,
    source: str,
    *seeds: Sequence[Case],
    also_right: Sequence[Callable] = (),
    known: Sequence[Callable] = (),
    relatives: dict[str, Any] | None = None,
) -> Made:
    """The explanations of an exercise with this answer, whose source is given as text."""
    name = right.__name__
    exercise = Exercise(name, tuple(seeds[0][0].inputs), (formula(lambda rng: list(seeds[0])),))
    base = Base(source, name, {}, as_in_notebook=True)
    answers = {name: right}
    return build(exercise, seeds, answers, [base], [right, *also_right], known, relatives or {})


def told(of: Made, function: Callable, name: str, cases: Sequence[Case]) -> tuple[str, str] | None:
    """The family and the sentence that are told of a function."""
    values = [play({name: function}, name, case).value for case in cases]
    found = explain(of.explanations, values)
    return (found.id.partition("/model-")[2], found.sentence) if found else None


@pytest.fixture(scope="module")
def of_neuron() -> Made:
    return made(neuron, NEURON, inputs(0), inputs(1))


def without_bias(x, w, b):
    total = 0.0
    for one, weight in zip(x, w, strict=True):
        total += one * weight
    return total


def minus_bias(x, w, b):
    return float(x @ w) - b


def averaged(x, w, b):
    products = [one * weight for one, weight in zip(x, w, strict=True)]
    return sum(products) / len(products) + b


def overwritten(x, w, b):
    for one, weight in zip(x, w, strict=True):
        total = one * weight
    return total + b


def added(x, w, b):
    return x.sum() + w.sum() + b


@pytest.mark.parametrize(
    ("wrong", "family", "words"),
    [
        (without_bias, "term-left-out", "`b` is not added"),
        (minus_bias, "sign-of-term", "`b` is subtracted where it should be added"),
        (averaged, "another-function", "the mean of `x * w` is taken, not the sum"),
        (overwritten, "last-sample", "only the last entry counts"),
        (added, "factor-added", "`x` and `w` are added, not multiplied"),
    ],
)
def test_a_mistake_is_explained_in_whatever_form(of_neuron, wrong, family, words) -> None:
    found = told(of_neuron, wrong, "neuron", inputs(0))
    assert found
    assert found[0] == family
    assert words in found[1]


def test_what_no_change_gives_is_not_explained(of_neuron) -> None:
    assert told(of_neuron, lambda x, w, b: np.sum(x * w) * 0.93 + b, "neuron", inputs(0)) is None


def test_right_ones_are_not_explained(of_neuron) -> None:
    assert told(of_neuron, neuron, "neuron", inputs(0)) is None
    assert told(of_neuron, lambda x, w, b: [float(w @ x + b)], "neuron", inputs(0)) is None


def test_each_changed_answer_is_told_as_itself(of_neuron) -> None:
    """What the model says of the functions that it made is what it says that they are."""
    for sentence, functions in of_neuron.functions.items():
        for function in functions:
            found = told(of_neuron, function, "neuron", inputs(0))
            assert found is None or found[1] == sentence


def total(a, b, c):
    return a + b + c


def alike(seed: int, *, equal: bool) -> list[Case]:
    rng = np.random.default_rng(seed)
    cases = []
    for _ in range(3):
        a, b, c = (float(each) for each in rng.normal(size=3))
        cases.append(Case({"a": a, "b": b, "c": b if equal else c}))
    return cases


def test_changes_that_public_cases_alone_make_equal_are_not_told() -> None:
    source = "def total(a, b, c):\n    return a + b + c"
    public = alike(0, equal=True)
    of = made(total, source, public, alike(1, equal=False))
    assert told(of, lambda a, b, c: a + b, "total", public) is None
    assert any({"b", "c"} <= set("".join(group)) for group in of.ambiguous)
    apart = made(total, source, alike(0, equal=False), alike(1, equal=False))
    found = told(apart, lambda a, b, c: a + b, "total", alike(0, equal=False))
    assert found is not None
    assert found[0] == "term-left-out"
    assert "`c` is not added" in found[1]


def test_changes_that_are_equal_everywhere_are_told_as_the_likelier_one() -> None:
    of = made(total, "def total(a, b, c):\n    return a + b + c", alike(0, equal=False))
    assert any("`c` is not added" in group[0] for group in of.coincide)


def step(z):
    return (z > 0) * 1.0


def at_least(z):
    return (z >= 0) * 1.0


def around_zero(seed: int) -> list[Case]:
    rng = np.random.default_rng(seed)
    return [Case({"z": np.append(rng.normal(size=4), 0.0)}) for _ in range(3)]


def test_what_a_right_variant_gives_is_never_told() -> None:
    source = "def step(z):\n    return (z > 0) * 1.0"
    strict = made(step, source, around_zero(0), around_zero(1))
    assert told(strict, at_least, "step", around_zero(0))
    either = made(step, source, around_zero(0), around_zero(1), also_right=[at_least])
    assert told(either, at_least, "step", around_zero(0)) is None
    assert any("other side" in sentence for sentence in either.right)


def test_what_a_misconception_gives_is_left_to_its_sentence() -> None:
    of = made(neuron, NEURON, inputs(0), known=[without_bias])
    assert told(of, without_bias, "neuron", inputs(0)) is None
    assert told(of, minus_bias, "neuron", inputs(0))


def test_a_relative_of_the_course_is_told_before_families() -> None:
    def relative(x, w, b):
        return np.sum(x * w)

    relative.sentence = "The neuron has no bias."
    of = made(neuron, NEURON, inputs(0), relatives={"neuron/model-no-bias": relative})
    assert told(of, without_bias, "neuron", inputs(0)) == ("no-bias", "The neuron has no bias.")


def crashes_halfway(formula: Any) -> Iterator:
    formula.function.body.clear()
    yield from ()
    raise KeyError("axis")


@pytest.mark.parametrize("kind", building._EDITS)
def test_a_family_that_crashes_is_reported_and_costs_no_other(kind, monkeypatch) -> None:
    monkeypatch.setitem(building._EDITS, kind, crashes_halfway)
    of = made(neuron, NEURON, inputs(0))
    [failed] = of.failed
    assert kind in failed
    assert "KeyError: 'axis'" in failed
    if kind != "patterns":
        assert told(of, without_bias, "neuron", inputs(0))
    assert told(of, overwritten, "neuron", inputs(0))


@pytest.mark.parametrize("families", ["relatives", "input_changes"])
def test_so_is_one_of_the_inputs_or_the_whole(families, monkeypatch) -> None:
    def crash(*given: Any) -> Any:
        raise RuntimeError("no")

    monkeypatch.setattr(building, families, crash)
    of = made(neuron, NEURON, inputs(0))
    assert len(of.failed) == 1
    assert told(of, without_bias, "neuron", inputs(0))


@pytest.mark.parametrize("source", ["def neuron(x, w, b:", "neuron = lambda x, w, b: 1", ""])
def test_an_answer_that_cannot_be_read_still_has_other_families(source) -> None:
    of = made(neuron, source, inputs(0))
    assert of.failed
    assert told(of, overwritten, "neuron", inputs(0))


def test_an_answer_that_fails_has_no_explanations() -> None:
    def neuron(x, w, b):
        raise ValueError

    of = made(neuron, NEURON, inputs(0))
    assert of.failed
    assert not of.explanations.ids


def halvings(n):
    count = 0
    while n > 1:
        n = n // 2
        count += 1
    return count


def test_a_change_that_never_ends_costs_its_limit_and_no_more(monkeypatch) -> None:
    monkeypatch.setattr(building, "SECONDS", 0.02)
    source = (
        "def halvings(n):\n    count = 0\n    while n > 1:\n        n = n // 2\n"
        "        count += 1\n    return count"
    )
    cases = [Case({"n": n}) for n in (9, 20, 33)]
    of = made(halvings, source, cases)
    assert len(of.explanations.which) > 5
    assert not of.failed

    found = told(of, lambda n: int(np.log2(n / 2)), "halvings", cases)
    assert found
    assert "`n` is halved" in found[1]
