"""Who is in an exported file and who is not, and what the person who exports is told of it."""

from __future__ import annotations

import pytest

from autograder.nbgrader_plugin.exporters import Canvas, ExerciseCsv, Moodle

from .export import Export
from .gradebook import ACTIVATIONS, NEURON, PEOPLE, Marks
from .platforms import canvas_import, canvas_users, moodle_import


def test_assignments_and_students_can_be_chosen(export: Export) -> None:
    rows = export(ExerciseCsv, assignment=[NEURON], student=["ada", "zoe"])
    assert [(row["assignment"], row["student_id"]) for row in rows] == [
        (NEURON, "ada"),
        (NEURON, "zoe"),
    ]
    assert "sigmoid" not in rows[0]


def test_names_that_are_not_there_are_named_and_nothing_is_written_for_them_alone(
    export: Export,
) -> None:
    export(ExerciseCsv, student=["ada", "adda"])
    assert export.sentence("Not in the gradebook") == "Not in the gradebook: adda."
    export.path.unlink()
    with pytest.raises(SystemExit) as ended:
        export(ExerciseCsv, assignment=["03_nothing"])
    assert ended.value.code == 1
    assert not export.path.exists()


@pytest.mark.parametrize("exporter", [ExerciseCsv, Moodle, Canvas])
def test_who_waits_for_a_human_is_said(export: Export, exporter: type) -> None:
    export(exporter)
    assert f"hand ({ACTIVATIONS})" in export.sentence("Some exercises have no score yet")
    assert "ada" not in export.sentence("Some exercises have no score yet")
    with export.changed_book() as gradebook:
        grade = gradebook.find_grade("check-dense", NEURON, NEURON, "ada")
        grade.manual_score, grade.needs_manual_grade = 1, True
        gradebook.db.commit()
    export(exporter)
    assert f"again, so look at it once more: ada ({NEURON})." in export.sentence("Marked by hand")


@pytest.mark.parametrize("exporter", [Moodle, Canvas])
def test_one_assignment_at_a_time_takes_no_mark_away(export: Export, exporter: type) -> None:
    before: Marks = {("zoe", ACTIVATIONS): "3", ("none", ACTIVATIONS): "2", ("hand", NEURON): "1"}
    export(exporter)
    empty = export.sentence("Empty cells, which take away")
    assert f"hand ({ACTIVATIONS}), zoe ({ACTIVATIONS})" in empty
    assert imported(export, exporter)["zoe", ACTIVATIONS] is None
    export.said.clear()
    export(exporter, assignment=[ACTIVATIONS])
    assert not export.sentence("Empty cells")
    assert "zoe" in export.sentence("No mark and no row")
    after = before | imported(export, exporter)
    assert after["zoe", ACTIVATIONS] == "3"
    assert after["none", ACTIVATIONS] == "2"
    assert after["hand", NEURON] == "1"
    assert after["ada", ACTIVATIONS] == "4"


def imported(export: Export, exporter: type) -> Marks:
    if exporter is Moodle:
        return moodle_import(export.path, "Student ID", {student: student for student in PEOPLE})
    marks, _ = canvas_import(export.path, canvas_users("SIS Login ID"))
    return marks
