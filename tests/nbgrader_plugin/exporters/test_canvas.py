"""The file for Canvas, read as its import reads it."""

from __future__ import annotations

import pytest

from autograder.nbgrader_plugin.exporters import Canvas
from tests.helpers.export import Export
from tests.helpers.exported_class import ACTIVATIONS, FORMULA, NEURON, PEOPLE, TOTALS
from tests.helpers.platforms import SIS, canvas_import, canvas_users, found


@pytest.mark.parametrize("ids_are", SIS)
@pytest.mark.parametrize("lms", [True, False])
def test_canvas_finds_every_student(export: Export, ids_are: str, lms: bool) -> None:
    if not lms:
        with export.changed_book() as gradebook:
            for student in PEOPLE:
                gradebook.update_or_create_student(student, lms_user_id=None)
    rows = export(Canvas, student_ids_are=ids_are)
    assert {row[column] for row in rows for column in SIS if column != ids_are} == {""}
    marks, points = canvas_import(export.path, canvas_users(ids_are, ids_known=not lms))
    expected = TOTALS | {(FORMULA, NEURON): "4", (FORMULA, ACTIVATIONS): "2"}
    assert found(marks) == expected
    assert points == {NEURON: "6", ACTIVATIONS: "4"}
    assert ("ada" in export.sentence("No Canvas ID")) == (not lms)
    assert FORMULA in export.sentence("Canvas can find these by name only")


def test_an_id_that_is_no_number_is_not_given_to_canvas(export: Export) -> None:
    with export.changed_book() as gradebook:
        gradebook.update_or_create_student("zoe", lms_user_id="101-a")  # Canvas reads 101: ada
    export(Canvas)
    marks, _ = canvas_import(export.path, canvas_users("SIS Login ID"))
    assert (marks["ada", NEURON], marks["zoe", NEURON]) == ("6", "5")
