"""The CSV with a column for each exercise."""

from __future__ import annotations

from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.plugins import CsvExportPlugin

from autograder.nbgrader_plugin.exporters import ExerciseCsv
from tests.helpers.export import Export
from tests.helpers.exported_class import ACTIVATIONS, NEURON, PEOPLE, POINTS, REASONS, hand_in


def by_student(rows: list[dict[str, str]], assignment: str) -> dict[str, dict[str, str]]:
    return {row["student_id"]: row for row in rows if row["assignment"] == assignment}


def test_the_first_columns_say_what_nbgraders_own_csv_says(export: Export) -> None:
    quotable = ["zoe", "hand", "none"]  # nbgrader quotes nothing: a comma in a name shifts its row
    theirs = {_place(row): row for row in export(CsvExportPlugin, student=quotable)}
    ours = {_place(row): row for row in export(ExerciseCsv, student=quotable)}
    assert theirs.keys() == ours.keys()
    assert len(ours) == len(quotable) * len(POINTS)
    for place, their in theirs.items():
        our = ours[place]
        assert list(our)[: len(their)] == list(their)
        for column, value in their.items():
            number = column.endswith(("score", "penalty"))
            assert (float(our[column]) == float(value)) if number else (our[column] == value)


def _place(row: dict[str, str]) -> tuple[str, str]:
    return row["assignment"], row["student_id"]


def test_every_student_and_assignment_has_a_row(export: Export) -> None:
    rows = export(ExerciseCsv)
    assert len(rows) == len(PEOPLE) * len(POINTS)
    bob = by_student(rows, ACTIVATIONS)["bob"]
    assert (bob["raw_score"], bob["late_submission_penalty"], bob["score"]) == ("1.5", "0.5", "1")
    assert (bob["first_name"], bob["last_name"]) == PEOPLE["bob"][:2]
    assert by_student(rows, NEURON)["zoe"]["last_name"] == "Müller 李"


def test_each_exercise_has_a_column_in_the_order_of_the_kit(export: Export) -> None:
    rows = export(ExerciseCsv)
    exercises = [*POINTS[NEURON], *POINTS[ACTIVATIONS]]
    assert list(rows[0])[-len(exercises) :] == exercises
    bob = by_student(rows, NEURON)["bob"]
    assert [bob[name] for name in exercises] == ["1", "0", "0.66667", "0", "", ""]
    assert by_student(rows, ACTIVATIONS)["hand"]["tanh"] == ""
    assert by_student(rows, ACTIVATIONS)["zoe"]["sigmoid"] == ""


def test_exercises_of_one_name_are_told_apart_by_their_notebooks(tmp_path: Path) -> None:
    book = tmp_path / "gradebook.db"
    with Gradebook(f"sqlite:///{book}") as gradebook:
        gradebook.add_student("ada")
        gradebook.add_assignment("a")
        for notebook in ("one", "two"):
            gradebook.add_notebook(notebook, "a")
            for name in ("relu", "score" if notebook == "two" else "tanh"):
                gradebook.add_grade_cell(name, notebook, "a", max_score=9, cell_type="code")
        hand_in(gradebook, "a", "ada")
        for notebook, value in (("one", 1), ("two", 2)):
            gradebook.find_grade("relu", notebook, "a", "ada").auto_score = value
        gradebook.db.commit()
    row = Export(book, tmp_path)(ExerciseCsv)[0]
    assert (row["one/relu"], row["two/relu"]) == ("1", "2")
    assert list(row)[-4:] == ["tanh", "one/relu", "two/relu", "two/score"]


def test_the_reason_says_once_what_the_numbers_do_not(export: Export) -> None:
    rows = export(ExerciseCsv)
    for (student, assignment), reason in REASONS.items():
        assert by_student(rows, assignment)[student]["reason"] == reason
