"""Who is in an exported file and who is not, and what the person who exports is told of it."""

from __future__ import annotations

import pytest

from autograder.nbgrader_plugin.exporters import Canvas, ExerciseCsv, Moodle
from tests.helpers.export import Export
from tests.helpers.exported_class import ACTIVATIONS, NEURON, PEOPLE, Marks
from tests.helpers.platforms import canvas_import, canvas_users, moodle_import


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


def test_students_stand_in_the_order_of_their_names(export: Export) -> None:
    with export.changed_book() as gradebook:
        for student, first, last in [
            ("mo", None, None),
            ("cy", "Cy", "Lovelace, Countess"),
            ("al", None, None),
        ]:
            gradebook.add_student(student, first_name=first, last_name=last)
    rows = export(ExerciseCsv, assignment=[NEURON], student=["mo", "zoe", "cy", "al", "ada"])
    assert [row["student_id"] for row in rows] == ["al", "ada", "cy", "mo", "zoe"]


def test_who_handed_in_what_is_not_graded_is_not_said_to_have_handed_in_nothing(
    export: Export,
) -> None:
    export.submit("none", NEURON)
    export.submit("zoe", ACTIVATIONS)
    export.submit("ada", NEURON)
    export.submit("newcomer", NEURON)
    reasons = {(r["assignment"], r["student_id"]): r["reason"] for r in export(ExerciseCsv)}
    assert reasons[NEURON, "none"] == reasons[ACTIVATIONS, "zoe"] == "Not graded yet."
    assert reasons[ACTIVATIONS, "none"] == "Nothing was handed in."
    assert reasons[NEURON, "ada"] == ""
    assert export.sentence("Handed in and not graded yet") == (
        f"Handed in and not graded yet: newcomer ({NEURON}), none ({NEURON}), zoe ({ACTIVATIONS}). "
        f"Run: autograder grade {NEURON} {ACTIVATIONS}."
    )
    export.said.clear()
    export(ExerciseCsv, student=["ada", "zoe"])
    assert "none" not in export.sentence("Handed in and not graded yet")
    assert f"Run: autograder grade {ACTIVATIONS}." in export.sentence("Handed in and not graded")


@pytest.mark.parametrize("exporter", [ExerciseCsv, Moodle, Canvas])
def test_an_assignment_of_which_nobody_is_graded_is_left_out(
    export: Export, exporter: type
) -> None:
    with export.changed_book() as gradebook:
        for assignment in ("03_losses", "04_backprop"):
            gradebook.add_assignment(assignment)
            gradebook.add_notebook(assignment, assignment)
            gradebook.add_grade_cell("mse", assignment, assignment, max_score=9, cell_type="code")
    export.submit("ada", "03_losses")
    export(exporter)
    text = export.path.read_text(encoding="utf-8")
    assert NEURON in text
    assert "03_losses" not in text
    assert "04_backprop" not in text
    assert export.sentence("Left out") == (
        "Left out, because nothing is graded yet: 03_losses, 04_backprop. "
        "Run: autograder grade 03_losses."
    )
    export.path.unlink()
    export.said.clear()
    with pytest.raises(SystemExit):
        export(exporter, assignment=["03_losses"])
    assert not export.path.exists()
    assert "Run: autograder grade 03_losses." in export.sentence("Left out")
    assert export.sentence("There is nothing to export")


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
    assert f"again, so check the mark: ada ({NEURON})." in export.sentence("Marked by hand")


@pytest.mark.parametrize("exporter", [Moodle, Canvas])
def test_one_assignment_at_a_time_takes_no_mark_away(export: Export, exporter: type) -> None:
    before: Marks = {("zoe", ACTIVATIONS): "3", ("none", ACTIVATIONS): "2", ("hand", NEURON): "1"}
    export(exporter)
    empty = export.sentence("Empty cells, which delete")
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


ALIKE = [
    ("ada", "ada "),
    ("ada", "Ada"),
    ("zoe\u0308", "zo\xeb"),
    ("ada", "\u200bada"),
    ("1", "\uff11"),
]


@pytest.mark.parametrize("pair", ALIKE, ids=map(ascii, ALIKE))
@pytest.mark.parametrize("exporter", [ExerciseCsv, Moodle, Canvas])
def test_whose_ids_become_one_are_left_out_and_named(
    export: Export, exporter: type, pair: tuple[str, str]
) -> None:
    with export.changed_book() as gradebook:
        for student in pair:
            gradebook.update_or_create_student(student, last_name="Alike")
            gradebook.update_or_create_submission(NEURON, student)
        for grade in gradebook.find_submission(NEURON, pair[1]).notebooks[0].grades:
            grade.auto_score = 1
        gradebook.db.commit()
    rows = export(exporter)
    said = export.sentence("Not in the file")
    assert all(ascii(student) in said for student in pair)
    text = export.path.read_text()
    assert "Alike" not in text
    assert "Müller" in text
    assert ("Lovelace" in text) == ("ada" not in pair)
    assert len(rows) > 1
    export(exporter, student=[pair[0], "bob"])  # nor is one of the two let in alone
    text = export.path.read_text()
    assert "Alike" not in text
    assert "Lovelace" not in text


def test_one_id_with_a_space_is_exported(export: Export) -> None:
    with export.changed_book() as gradebook:
        gradebook.update_or_create_student("eva ", last_name="Alone")
        gradebook.update_or_create_submission(NEURON, "eva ")
    assert "Alone" in {row["last_name"] for row in export(ExerciseCsv)}
    assert export.sentence("Not in the file") == ""


def test_a_canvas_id_that_two_have_finds_neither(export: Export) -> None:
    with export.changed_book() as gradebook:
        gradebook.update_or_create_student("zoe", lms_user_id="0101")  # Canvas reads 101: ada
    rows = {row["SIS Login ID"]: row for row in export(Canvas)}
    assert rows["zoe"]["ID"] == rows["ada"]["ID"] == ""
    assert rows["bob"]["ID"] == "102"
    assert all(student in export.sentence("No Canvas ID") for student in ("ada", "zoe"))


def test_an_address_in_capitals_is_the_same_address_for_moodle(export: Export) -> None:
    with export.changed_book() as gradebook:
        gradebook.update_or_create_student("zoe", email="ADA@example.org")
    assert "Email address" not in export(Moodle)[0]
    assert "zoe" in export.sentence("There is no column Email address")
