"""Drills: of four sentences, exactly one explains what is shown."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from autograder.checks import formula
from autograder.engine.drill_cases import Pool, call_of, pools, values
from autograder.engine.drills import CHOICES, ROUNDS, drills_of
from autograder.engine.frozen_oracle import FrozenOracle, freeze
from autograder.feedback.drills import Drill, html, text
from autograder.feedback.shown_values import block
from autograder.model import Case, Exercise, Misconception, Outcome
from tests.helpers.our_course import EXERCISES, FUNCTIONS, KNOWN, live_oracle
from tests.helpers.reading_grade import too_hard

WITHOUT = ("fit_classifier", "pick_samples")
"""It gives no numbers that are right for all, and takes seconds."""

FIRST = 4
"""How many of the first seeds must show different mistakes."""


@cache
def drills(exercise: str) -> list[Drill]:
    return drills_of(EXERCISES[exercise], FUNCTIONS, KNOWN[exercise].values())


@cache
def all_pools(exercise: str) -> list[Pool]:
    known = list(KNOWN[exercise].values())
    numbers = range(ROUNDS)
    return [p for n in numbers for p in pools(EXERCISES[exercise], FUNCTIONS, known, n)]


def column(pool: Pool, outcomes: list[Outcome], chosen: list[int], drill: Drill) -> list[str]:
    """What a drill would show of a function."""
    names = [row.name for row in drill.rows]
    changed = [n.removesuffix(" afterwards") for n in names if n.endswith(" afterwards")]
    changed = [n for n in changed if n in pool.exercise.signature and n in pool.cases[0].inputs]
    shown = values(pool, outcomes, chosen, changed)
    return [block(shown[name]) if name in shown else "nothing" for name in names]


def places(exercise: str, drill: Drill) -> Iterator[tuple[Pool, list[int]]]:
    """The cases that a drill may have been made of: those with the same calls and right values."""
    right = [row.right for row in drill.rows]
    for pool in all_pools(exercise):
        calls = [call_of(pool, i) for i in range(len(pool.cases))]
        named = {call: i for i, call in enumerate(calls)}
        several = [i for c, i in named.items() if any(r.name.startswith(c) for r in drill.rows)]
        for chosen in ([i] for i, call in enumerate(calls) if call == drill.call):
            if column(pool, pool.right, chosen, drill) == right:
                yield pool, chosen
        if len(several) > 1 and column(pool, pool.right, several, drill) == right:
            yield pool, several


@pytest.mark.parametrize("exercise", [name for name in EXERCISES if name not in WITHOUT])
def test_exactly_one_sentence_is_right_for_what_is_shown(exercise) -> None:
    assert drills(exercise)
    for drill in drills(exercise):
        here = [row.here for row in drill.rows]
        assert here != [row.right for row in drill.rows]
        told = drill.choices[drill.right].sentence
        explaining = [
            sentences
            for pool, chosen in places(exercise, drill)
            if told in (sentences := _explaining(pool, chosen, drill))
        ]
        assert explaining
        for sentences in explaining:
            right = [choice.sentence in sentences for choice in drill.choices]
            assert right == [place == drill.right for place in range(CHOICES)], text(drill, 0)


def _explaining(pool: Pool, chosen: list[int], drill: Drill) -> set[str]:
    """The sentences of the misconceptions that give what a drill shows."""
    here = [row.here for row in drill.rows]
    return {
        known.sentence
        for known, outcomes in pool.wrong.items()
        if column(pool, outcomes, chosen, drill) == here
    }


@pytest.mark.parametrize("exercise", EXERCISES)
def test_no_sentence_is_offered_against_a_mistake_that_it_covers(exercise) -> None:
    ids = {known.sentence: known.id for known in KNOWN[exercise].values()}
    covered = {known.sentence: known.covers for known in KNOWN[exercise].values()}
    for drill in drills(exercise):
        right = ids[drill.choices[drill.right].sentence]
        assert not [c.sentence for c in drill.choices if right in covered[c.sentence]]


def test_what_a_sentence_covers_is_a_misconception_of_its_exercise() -> None:
    for known in KNOWN.values():
        assert {covered for m in known.values() for covered in m.covers} <= known.keys()


@pytest.mark.parametrize("exercise", [name for name in EXERCISES if name not in WITHOUT])
def test_the_first_seeds_show_different_mistakes(exercise) -> None:
    made = drills(exercise)
    first = made[:FIRST]
    assert len({drill.choices[drill.right].sentence for drill in first}) == len(first) == FIRST
    shown = [(drill.call, drill.given, drill.rows) for drill in made]
    assert all(one not in shown[:i] for i, one in enumerate(shown))
    assert len({drill.right for drill in made}) > 1


def test_they_are_the_same_each_time() -> None:
    made = drills_of(EXERCISES["forward"], FUNCTIONS, KNOWN["forward"].values())
    assert made == drills("forward")


@pytest.mark.parametrize("exercise", [name for name in EXERCISES if name not in WITHOUT])
def test_no_line_of_an_answer_or_of_a_misconception_is_in_them(exercise) -> None:
    functions = [FUNCTIONS[exercise], *(m.function for m in KNOWN[exercise].values())]
    bodies = [inspect.getsource(function).partition('"""')[2] for function in functions]
    lines = {line.strip() for body in bodies for line in body.partition('"""')[2].splitlines()}
    code = [line for line in lines if len(line) > 8]
    for drill in drills(exercise):
        told = text(drill, 0) + "".join(choice.why for choice in drill.choices)
        assert not [line for line in code if line in told]


@pytest.mark.parametrize("exercise", EXERCISES)
def test_their_words_are_easy_to_read(exercise) -> None:
    told = [choice.why.replace("\n", " ") for d in drills(exercise)[:FIRST] for choice in d.choices]
    assert not list(filter(None, map(too_hard, told)))


def test_students_have_the_same_drills(tmp_path: Path) -> None:
    some = {name: EXERCISES[name] for name in ("relu", "merge_linear", "train", "fit_classifier")}
    live = live_oracle(2026)
    file = tmp_path / "answers.bin"
    file.write_bytes(freeze(live, some))
    for exercise in some.values():
        assert FrozenOracle(file).drills(exercise) == live.drills(exercise)


# --- any course ---


def doubled(x):
    return 2 * x


def numbers(rng: np.random.Generator) -> list[Case]:
    return [Case({"x": float(rng.uniform(1, 2))}) for _ in range(3)]


DOUBLED = Exercise("doubled", ("x",), (formula(numbers),))


def mistakes(**functions) -> list[Misconception]:
    return [
        Misconception(f"doubled/{name}", f"You did {name}.", function=function)
        for name, function in functions.items()
    ]


def test_a_made_up_exercise_has_drills_without_a_line() -> None:
    known = mistakes(
        one=lambda x: x, three=lambda x: 3 * x, minus=lambda x: -2 * x, square=lambda x: x**2
    )
    made = drills_of(DOUBLED, {"doubled": doubled}, known)
    assert {drill.choices[drill.right].sentence for drill in made} == {m.sentence for m in known}


def test_fewer_than_four_mistakes_make_no_drill() -> None:
    known = mistakes(one=lambda x: x, three=lambda x: 3 * x, minus=lambda x: -2 * x)
    assert drills_of(DOUBLED, {"doubled": doubled}, known) == []


def test_mistakes_that_do_the_same_fail_or_change_each_time_are_not_told_apart() -> None:
    known = mistakes(
        one=lambda x: x,
        same=lambda x: 1 * x,
        three=lambda x: 3 * x,
        fails=lambda x: x[0],
        random=lambda x: np.random.default_rng().random(),
    )
    assert drills_of(DOUBLED, {"doubled": doubled}, known) == []


def test_a_sentence_is_no_wrong_choice_where_it_is_true_too() -> None:
    zero, same = (
        Misconception("doubled/zero", "It is 0.", function=lambda x: 0.0),
        Misconception("doubled/same", "All are equal.", "", lambda x: 0.5, ("doubled/zero",)),
    )
    known = [zero, same, *mistakes(one=lambda x: x, three=lambda x: 3 * x)]
    made = drills_of(DOUBLED, {"doubled": doubled}, known)
    assert made
    assert zero.sentence not in [drill.choices[drill.right].sentence for drill in made]


def test_a_mistake_of_shape_or_kind_is_told() -> None:
    known = mistakes(
        row=lambda x: np.array([2 * x]),
        nothing=lambda x: None,
        text=lambda x: "two",
        pair=lambda x: (2 * x, x),
        one=lambda x: x,
    )
    for drill in drills_of(DOUBLED, {"doubled": doubled}, known):
        for chosen in range(CHOICES):
            assert text(drill, 0, chosen)
            assert html(drill, 0, chosen)
