"""Wrong answers of which the checks know no more than that they are wrong: no mistake is claimed to be shared."""

from __future__ import annotations

import re

import numpy as np
import pytest

from autograder.engine.examine import examine
from autograder.engine.oracle import PUBLIC_SEED
from autograder.sandbox.submission import LiveSubmission
from tests.helpers.graded_class import POINTS, RIGHT, Submission
from tests.helpers.our_course import EXERCISES, FUNCTIONS, live_oracle
from tests.helpers.report_page import Page, Report, words

DIFFERENT = {
    "gelu": (
        "0.5 * z * (1 + np.tanh(0.9 * z))",
        "z * (0.5 + np.arctan(1.2 * z) / 3)",
        "3 * z ** 2",
        "np.sin(z) + z",
    ),
    "relu": ("np.where(z > 0.3, z + 0.2, 0)", "np.where(z > 2, z, z * (z > 0) * 0.9)"),
    "backward": (
        "{k: g + 0.1 * params[k] for k, g in the_right(params, cache, X, y).items()}",
        "{k: np.cos(g) for k, g in the_right(params, cache, X, y).items()}",
    ),
}
THE_SAME = {
    "gelu": ("5 * the_right(z)", "the_right(z) * 5"),
    "backward": (
        "{k: -5 * g for k, g in the_right(params, cache, X, y).items()}",
        "{k: g * -5 for k, g in the_right(params, cache, X, y).items()}",
    ),
}


def source(exercise: str, returned: str) -> str:
    return f"def {exercise}({', '.join(EXERCISES[exercise].signature)}):\n    return {returned}"


def message(exercise: str, returned: str) -> str:
    """What the student who returns that is told."""
    namespace = {**FUNCTIONS, "np": np, "the_right": FUNCTIONS[exercise]}
    exec(source(exercise, returned), namespace)
    verdict = examine(EXERCISES[exercise], LiveSubmission(namespace), live_oracle(PUBLIC_SEED))
    assert not verdict.passed
    assert verdict.misconception is None
    return verdict.message


def class_of(exercise: str, answers: tuple[str, ...]) -> dict[str, dict[str, Submission]]:
    """A student for each answer, who has everything else right."""
    [assignment] = (name for name, exercises in POINTS.items() if exercise in exercises)
    right = dict.fromkeys(POINTS[assignment], RIGHT)
    return {
        f"s{place}": {
            assignment: Submission(
                right | {exercise: message(exercise, answer)}, {exercise: source(exercise, answer)}
            )
        }
        for place, answer in enumerate(answers)
    }


def headings(page: Page) -> list[str]:
    return [words(h) for h in page.soup("h3")]


@pytest.mark.parametrize("exercise", DIFFERENT)
def test_different_wrong_answers_are_no_mistake_that_several_share(
    report: Report, exercise: str
) -> None:
    answers = DIFFERENT[exercise]
    page = report(class_of(exercise, answers))
    assert "Other messages that several students read" not in headings(page)
    [found] = page.mistakes("Wrong in ways that have no name")
    assert words(found.select_one(".count")) == f"{len(answers)} of {len(answers)}"
    assert words(found.select_one(".name")) == exercise
    shown = [pre.get_text() for pre in found("pre")]
    codes = [source(exercise, answer) for answer in answers]
    assert shown == sorted(codes, key=len)[:3]
    assert all(row["sentence"] for row in page.rows if row["exercise"] == exercise)
    assert f"autograder name {exercise}" in [words(code) for code in found("code")]
    lines = [words(code) for code in found.select(".give .copy")]
    given = [re.fullmatch(LINE.format(exercise), line) for line in lines]
    assert len({line[1] for line in given if line}) == len(shown)


LINE = r'autograder name {}/short-name --like (\w{{8}}) --sentence "One sentence that helps\."'


@pytest.mark.parametrize("exercise", THE_SAME)
def test_what_wrong_answers_have_in_common_is_told_of_them_together(
    report: Report, exercise: str
) -> None:
    answers = THE_SAME[exercise]
    page = report(class_of(exercise, answers))
    assert "Wrong in ways that have no name" not in headings(page)
    [found] = page.mistakes("Other messages that several students read")
    assert words(found.select_one(".count")) == "1 2 of 2"
    assert len(found("pre")) == 2


def test_an_answer_that_is_alone_in_being_wrong_is_not_listed(report: Report) -> None:
    page = report(class_of("gelu", DIFFERENT["gelu"][:1]))
    assert not {"Other messages that several students read", "Wrong in ways that have no name"} & {
        *headings(page)
    }


def test_the_same_code_is_shown_once(report: Report) -> None:
    one, other, *_ = DIFFERENT["gelu"]
    page = report(class_of("gelu", (one, other, one)))
    [found] = page.mistakes("Wrong in ways that have no name")
    assert words(found.select_one(".count")) == "3 of 3"
    assert "2 of their 3 answers." in words(found)
    assert len(found("pre")) == 2


def test_the_map_numbers_what_is_shared_alone(report: Report) -> None:
    shared, different = class_of("gelu", THE_SAME["gelu"]), class_of("gelu", DIFFERENT["gelu"])
    page = report(shared | {f"{id} too": work for id, work in different.items()})
    [told] = page.mistakes("Other messages that several students read")
    [unclear] = page.mistakes("Wrong in ways that have no name")
    assert words(told.select_one(".count")) == "1 2 of 6"
    assert words(unclear.select_one(".count")) == "4 of 6"
    assert page.table("Exercises of")["gelu"][-1] == "1 2"
    rows = page.table("Points, and in brackets")
    column = rows["Student"].index("gelu")
    assert sorted(rows[id][column] for id in ("s0", "s1", "s0 too", "s1 too")) == [
        "0",
        "0",
        "0 (1)",
        "0 (1)",
    ]
