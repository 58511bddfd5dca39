"""The file for Moodle, read as its import reads it."""

from __future__ import annotations

import pytest

from autograder.nbgrader_plugin.exporters import Moodle
from tests.helpers.export import Export
from tests.helpers.exported_class import (
    ACTIVATIONS,
    FORMULA,
    NEURON,
    PEOPLE,
    POINTS,
    REASONS,
    TOTALS,
)
from tests.helpers.platforms import found, moodle_import


@pytest.mark.parametrize(
    ("by", "place"), [("Student ID", None), ("Email address", 2), ("User ID", 3)]
)
def test_moodle_finds_every_student_by_any_column_that_is_there(
    export: Export, by: str, place: int | None
) -> None:
    export(Moodle)
    users = {
        student if place is None else str(person[place]): student
        for student, person in PEOPLE.items()
    }
    assert found(moodle_import(export.path, by, users)) == TOTALS


@pytest.mark.parametrize("email", [None, "ada@example.org", "=zoe@example.org"])
def test_a_column_in_which_moodle_could_take_one_for_another_is_left_out(
    export: Export, email: str | None
) -> None:
    with export.changed_book() as gradebook:
        gradebook.update_or_create_student("zoe", email=email)
    rows = export(Moodle)
    assert "Email address" not in rows[0]
    assert "zoe" in export.sentence("There is no column Email address")
    assert {row["Student ID"] for row in rows} == {"ada", "bob", "zoe", "hand"}


def test_a_column_of_which_nobody_has_anything_is_told_without_the_whole_class(
    export: Export,
) -> None:
    with export.changed_book() as gradebook:
        for student in PEOPLE:
            gradebook.update_or_create_student(student, lms_user_id=None)
    assert "User ID" not in export(Moodle)[0]
    said = export.sentence("There is no column User ID")
    assert "because nobody has one in the gradebook." in said
    assert "ada" not in said


def test_feedback_stands_beside_each_grade(export: Export) -> None:
    header = list(export(Moodle)[0])
    for assignment in POINTS:
        assert header[header.index(assignment) + 1] == f"{assignment} (Feedback)"
    feedback = {r["Student ID"]: r[f"{NEURON} (Feedback)"] for r in export(Moodle)}
    assert feedback["hand"] == REASONS["hand", NEURON]
    assert feedback["ada"] == ""


def test_an_id_that_is_a_formula_is_to_be_entered_by_hand(export: Export) -> None:
    assert FORMULA not in {row["Student ID"] for row in export(Moodle)}
    assert FORMULA in export.sentence("Enter these by hand")


def test_moodle_is_told_the_maximum_of_each_grade_item(export: Export) -> None:
    export(Moodle)
    assert f"{NEURON} 6, {ACTIVATIONS} 4." in export.sentence("In Moodle")
