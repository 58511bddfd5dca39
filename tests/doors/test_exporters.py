"""Marks on their way out: hand-made gradebooks, and files read as Moodle, Canvas and a spreadsheet read them."""

from __future__ import annotations

import csv
import io
import logging
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbgrader.api import Gradebook
from nbgrader.plugins import CsvExportPlugin

from autograder.course import CONFIG_FILE
from autograder.nbgrader_plugin.exporters import Canvas, ExerciseCsv, Moodle
from autograder.nbgrader_plugin.exporters.sheet import NotWritten, key, number, words, write

from .test_nbgrader import nbgrader

pytestmark = pytest.mark.filterwarnings(
    "ignore::sqlalchemy.exc.SAWarning"
)  # nbgrader's own queries
Marks = dict[tuple[str, str], str | None]
NEURON, ACTIVATIONS = "01_neuron", "02_activations"
POINTS = {
    NEURON: {"weighted_sum": 1, "perceptron": 1, "dense": 2, "merge_linear": 2},
    ACTIVATIONS: {"sigmoid": 1, "tanh": 3},
}
SIS = ["SIS User ID", "SIS Login ID"]
FORMULA = "=cmd|' /C calc'!A0"
PEOPLE = {
    "ada": ("Ada", "Lovelace, Countess", "ada@example.org", "101"),
    "bob": ('Robert "Bobby"', "Tables; DROP", "bob@example.org", "102"),
    "zoe": ("Zoë", "Müller 李", "zoe@example.org", "103"),
    "hand": ("Hanna", None, "hanna@example.org", "104"),
    "none": (None, None, None, "105 or so"),
    FORMULA: ("@SUM(1)", "=1+1", "+mail@example.org", "-107"),
}
SCORES: dict[tuple[str, str], tuple[float | None, ...]] = {
    ("ada", NEURON): (1, 1, 2, 2),
    ("ada", ACTIVATIONS): (1, 3),
    ("bob", NEURON): (1, 0, 2 / 3, 0),
    ("bob", ACTIVATIONS): (0, 1.5),
    ("zoe", NEURON): (0, 1, 2, 2),
    ("hand", NEURON): (0, 0, 0, 0),
    ("hand", ACTIVATIONS): (1, None),
    (FORMULA, NEURON): (1, 1, 1, 1),
    (FORMULA, ACTIVATIONS): (1, 1),
}
UNREADABLE = "01_neuron.ipynb can't be read as JSON."


def fill(gradebook: Gradebook) -> None:
    for assignment, points in POINTS.items():
        gradebook.add_assignment(assignment)
        gradebook.add_notebook(assignment, assignment)
        for name, value in points.items():
            place = (assignment, assignment)
            gradebook.add_grade_cell(f"check-{name}", *place, max_score=value, cell_type="code")
            gradebook.add_solution_cell(name, *place)
    for student, (first, last, email, lms) in PEOPLE.items():
        gradebook.add_student(
            student, first_name=first, last_name=last, email=email, lms_user_id=lms
        )
    for (student, assignment), scores in SCORES.items():
        gradebook.add_submission(assignment, student)
        for name, score in zip(POINTS[assignment], scores, strict=True):
            grade = gradebook.find_grade(f"check-{name}", assignment, assignment, student)
            grade.auto_score, grade.needs_manual_grade = score, score is None
    late = gradebook.find_submission_notebook(ACTIVATIONS, ACTIVATIONS, "bob")
    late.late_submission_penalty = 0.5
    say(gradebook, "bob", perceptron="No response.", merge_linear="No response. x=1.ipynb, -2.")
    say(gradebook, "hand", **dict.fromkeys(POINTS[NEURON], UNREADABLE))
    say(gradebook, "hand", weighted_sum=f"{UNREADABLE} timestamp.txt holds no time.")
    say(gradebook, FORMULA, dense='=HYPERLINK("x").ipynb was taken for 01_neuron.ipynb.')
    gradebook.db.commit()


def say(gradebook: Gradebook, student: str, **comments: str) -> None:
    for name, comment in comments.items():
        gradebook.find_comment(name, NEURON, NEURON, student).auto_comment = comment


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "gradebook.db"
    with Gradebook(f"sqlite:///{path}") as gradebook:
        fill(gradebook)
    return path


class Export:
    """Runs an exporter and keeps what it wrote and said."""

    def __init__(self, book: Path, folder: Path) -> None:
        self.book = book
        self.path = folder / "marks.csv"
        self.said: list[str] = []

    def __call__(self, exporter: type, **choice: Any) -> list[dict[str, str]]:
        plugin = exporter(to=str(self.path), **choice)
        plugin.log = logging.Logger("export")
        handler = logging.Handler()
        handler.emit = lambda record: self.said.append(record.getMessage())  # type: ignore[method-assign]
        plugin.log.addHandler(handler)
        with Gradebook(f"sqlite:///{self.book}") as gradebook:
            plugin.export(gradebook)
        with self.path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, strict=True))

    def sentence(self, beginning: str) -> str:
        return next((said for said in self.said if said.startswith(beginning)), "")


@pytest.fixture
def export(book: Path, tmp_path: Path) -> Export:
    return Export(book, tmp_path)


def by_student(rows: list[dict[str, str]], assignment: str) -> dict[str, dict[str, str]]:
    return {row["student_id"]: row for row in rows if row["assignment"] == assignment}


# A CSV with every exercise


def test_the_first_columns_say_what_nbgraders_own_csv_says(export: Export) -> None:
    quotable = ["zoe", "hand", "none"]  # nbgrader quotes nothing: a comma in a name shifts its row
    theirs = export(CsvExportPlugin, student=quotable)
    ours = export(ExerciseCsv, student=quotable)
    assert len(theirs) == len(ours) == len(quotable) * len(POINTS)
    for their, our in zip(theirs, ours, strict=True):
        assert list(our)[: len(their)] == list(their)
        for column, value in their.items():
            number = column.endswith(("score", "penalty"))
            assert (float(our[column]) == float(value)) if number else (our[column] == value)


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
        gradebook.add_submission("a", "ada")
        for notebook, value in (("one", 1), ("two", 2)):
            gradebook.find_grade("relu", notebook, "a", "ada").auto_score = value
        gradebook.db.commit()
    row = Export(book, tmp_path)(ExerciseCsv)[0]
    assert (row["one/relu"], row["two/relu"]) == ("1", "2")
    assert list(row)[-4:] == ["tanh", "one/relu", "two/relu", "two/score"]


REASONS = {
    ("ada", NEURON): "",
    ("none", NEURON): "Nothing was handed in.",
    ("hand", NEURON): f"{UNREADABLE} timestamp.txt holds no time.",
    ("hand", ACTIVATIONS): "Not marked yet: tanh.",
    ("bob", NEURON): "No response: perceptron, merge_linear. x=1.ipynb,' -2.",
    ("bob", ACTIVATIONS): "Handed in late, which costs 0.5.",
}


def test_the_reason_says_once_what_the_numbers_do_not(export: Export) -> None:
    rows = export(ExerciseCsv)
    for (student, assignment), reason in REASONS.items():
        assert by_student(rows, assignment)[student]["reason"] == reason


# What is exported, and what is said


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
def test_who_waits_for_a_human_is_said(export: Export, book: Path, exporter: type) -> None:
    export(exporter)
    assert f"hand ({ACTIVATIONS})" in export.sentence("Some exercises have no score yet")
    assert "ada" not in export.sentence("Some exercises have no score yet")
    export.book = copied(book, export.path.parent)
    with Gradebook(f"sqlite:///{export.book}") as gradebook:
        grade = gradebook.find_grade("check-dense", NEURON, NEURON, "ada")
        grade.manual_score, grade.needs_manual_grade = 1, True
        gradebook.db.commit()
    export(exporter)
    assert f"again, so look at it once more: ada ({NEURON})." in export.sentence("Marked by hand")


def copied(book: Path, folder: Path) -> Path:
    return Path(shutil.copy(book, folder / "copy.db"))


# Moodle


def moodle_import(path: Path, by: str, users: dict[str, str], marks: Marks) -> None:
    """What Moodle does with the file: `by` is the column that finds users; an empty cell is no grade.

    As in Moodle's load_data.php, a row that is empty in that column goes to the user of the row above.
    """
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file, strict=True)
    user = ""
    for row in rows:
        assert len(row) == len(header)
        if row[header.index(by)].strip():
            user = users[row[header.index(by)].strip()]
        for assignment in POINTS:
            if assignment in header:
                marks[user, assignment] = row[header.index(assignment)].strip() or None


EXPECTED: Marks = {
    ("ada", NEURON): "6",
    ("ada", ACTIVATIONS): "4",
    ("bob", NEURON): "1.66667",
    ("bob", ACTIVATIONS): "1",
    ("zoe", NEURON): "5",
    ("hand", NEURON): "0",
}


def found(marks: Marks) -> Marks:
    return {place: mark for place, mark in marks.items() if mark is not None}


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
    marks: Marks = {}
    moodle_import(export.path, by, users, marks)
    assert found(marks) == EXPECTED


@pytest.mark.parametrize("email", [None, "ada@example.org", "=zoe@example.org"])
def test_a_column_in_which_moodle_could_take_one_for_another_is_left_out(
    export: Export, book: Path, email: str | None
) -> None:
    export.book = copied(book, export.path.parent)
    with Gradebook(f"sqlite:///{export.book}") as gradebook:
        gradebook.update_or_create_student("zoe", email=email)
    rows = export(Moodle)
    assert "Email address" not in rows[0]
    assert "zoe" in export.sentence("There is no column Email address")
    assert {row["Student ID"] for row in rows} == {"ada", "bob", "zoe", "hand"}


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


# Canvas


def canvas_import(path: Path, users: list[dict[str, str]], marks: Marks) -> dict[str, str]:
    """What Canvas does with the file, as its gradebook_importer.rb reads it. Gives the points possible."""
    with path.open(encoding="utf-8", newline="") as file:
        header, points, *rows = csv.reader(file, strict=True)
    assert "Student" in header[0]
    assert "ID" in header[1]
    assert header[2:5] == [*SIS, "Section"]
    assert "Points Possible" in points[0]
    for row in rows:
        assert len(row) == len(header)
        digits = re.match(r"\s*(\d+)", row[1])  # Ruby's to_i
        tried = [("ID", digits[1] if digits else ""), *zip(header[2:4], row[2:4], strict=True)]
        tried.append(("Student", row[0]))
        user = next(u for column, value in tried for u in users if value and u[column] == value)
        for assignment, mark in zip(header[5:], row[5:], strict=True):
            marks[user["user"], assignment] = mark or None
    return dict(zip(header[5:], points[5:], strict=True))


def canvas_users(column: str, ids_known: bool = True) -> list[dict[str, str]]:
    """Students as Canvas knows them. What is an id of one in `column` is another one's in the other column."""
    users = []
    for place, (student, (first, last, _, lms)) in enumerate(PEOPLE.items()):
        other = list(PEOPLE)[place - 1]
        user = {
            "user": student,
            "Student": "'=1+1,' @SUM(1)" if student == FORMULA else f"{last}, {first}",
            "ID": lms if lms and lms.isdecimal() else str(900 + place),
            "SIS User ID": other,
            "SIS Login ID": other,
        }
        users.append(user | {column: student if ids_known else f"unknown-{student}"})
    return users


@pytest.mark.parametrize("ids_are", SIS)
@pytest.mark.parametrize("lms", [True, False])
def test_canvas_finds_every_student(export: Export, book: Path, ids_are: str, lms: bool) -> None:
    if not lms:
        export.book = copied(book, export.path.parent)
        with Gradebook(f"sqlite:///{export.book}") as gradebook:
            for student in PEOPLE:
                gradebook.update_or_create_student(student, lms_user_id=None)
    rows = export(Canvas, student_ids_are=ids_are)
    assert {row[column] for row in rows for column in SIS if column != ids_are} == {""}
    marks: Marks = {}
    points = canvas_import(export.path, canvas_users(ids_are, ids_known=not lms), marks)
    expected = EXPECTED | {(FORMULA, NEURON): "4", (FORMULA, ACTIVATIONS): "2"}
    assert found(marks) == expected
    assert points == {NEURON: "6", ACTIVATIONS: "4"}
    assert ("ada" in export.sentence("No Canvas ID")) == (not lms)
    assert FORMULA in export.sentence("Canvas can find these by name only")


def test_an_id_that_is_no_number_is_not_given_to_canvas(export: Export, book: Path) -> None:
    export.book = copied(book, export.path.parent)
    with Gradebook(f"sqlite:///{export.book}") as gradebook:
        gradebook.update_or_create_student("zoe", lms_user_id="101-a")  # Canvas reads 101: ada
    export(Canvas)
    marks: Marks = {}
    canvas_import(export.path, canvas_users("SIS Login ID"), marks)
    assert (marks["ada", NEURON], marks["zoe", NEURON]) == ("6", "5")


# What is on the platform already


@pytest.mark.parametrize("exporter", [Moodle, Canvas])
def test_one_assignment_at_a_time_takes_no_mark_away(export: Export, exporter: type) -> None:
    before: Marks = {("zoe", ACTIVATIONS): "3", ("none", ACTIVATIONS): "2", ("hand", NEURON): "1"}
    export(exporter)
    empty = export.sentence("Empty cells, which take away")
    assert f"hand ({ACTIVATIONS}), zoe ({ACTIVATIONS})" in empty
    assert platform(exporter, export.path, before)["zoe", ACTIVATIONS] is None
    export.said.clear()
    export(exporter, assignment=[ACTIVATIONS])
    assert not export.sentence("Empty cells")
    assert "zoe" in export.sentence("No mark and no row")
    after = platform(exporter, export.path, before)
    assert after["zoe", ACTIVATIONS] == "3"
    assert after["none", ACTIVATIONS] == "2"
    assert after["hand", NEURON] == "1"
    assert after["ada", ACTIVATIONS] == "4"


def platform(exporter: type, path: Path, before: Marks) -> Marks:
    marks = dict(before)
    if exporter is Moodle:
        moodle_import(path, "Student ID", {student: student for student in PEOPLE}, marks)
    else:
        canvas_import(path, canvas_users("SIS Login ID"), marks)
    return marks


# Formulas


def formulas(text: str) -> list[str]:
    """The cells that a spreadsheet runs, whichever separator it goes by; numbers are none."""
    cells = [
        cell
        for separator in ",;\t"
        for row in csv.reader(io.StringIO(text), delimiter=separator)
        for cell in row
    ]
    return [cell for cell in cells if re.match(r'[\s"]*[=+\-@]', cell)]


@pytest.mark.parametrize("exporter", [ExerciseCsv, Moodle, Canvas])
def test_no_cell_is_a_formula(export: Export, exporter: type) -> None:
    export(exporter)
    text = export.path.read_text(encoding="utf-8")
    assert "1+1" in text or exporter is Moodle
    assert formulas(text) == []


@given(st.lists(st.text(alphabet="=+-@,;\"' \t\r\na1", max_size=12), min_size=1, max_size=3))
def test_no_words_make_a_formula(cells: list[str]) -> None:
    file = io.StringIO(newline="")
    csv.writer(file).writerow([*map(words, cells), *map(key, cells)])
    assert formulas(file.getvalue()) == []
    assert all(key(cell) in ("", cell.strip()) for cell in cells)


@pytest.mark.parametrize("plain", ["Smith-Jones", "O'Neil, Ada", "a@b.org", "1 = 1", "李 Müller"])
def test_ordinary_words_stay_as_they_are(plain: str) -> None:
    assert words(plain) == key(plain) == plain


# Files


def test_files_are_utf_8_with_the_line_ends_of_rfc_4180(export: Export) -> None:
    export(Canvas)
    content = export.path.read_bytes()
    assert "Müller 李, Zoë".encode() in content
    assert content.count(b"\r\n") == content.count(b"\n") == 2 + 5
    assert not content.startswith(b"\xef\xbb\xbf")


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "marks.csv"
    write(path, [["before"]])

    def rows() -> Iterator[list[str]]:
        yield ["after"] * 10_000
        raise RuntimeError("the power goes")

    with pytest.raises(RuntimeError):
        write(path, rows())
    assert path.read_text().strip() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(NotWritten, match="is not a file"):
        write(tmp_path, [["a"]])
    with pytest.raises(NotWritten, match="can't be written: No such file or directory"):
        write(tmp_path / "nowhere" / "marks.csv", [["a"]])


@pytest.mark.parametrize(
    ("value", "cell"),
    [(None, ""), (0.0, "0"), (10.0, "10"), (1 / 3, "0.33333"), (0.1 + 0.2, "0.3")],
)
def test_numbers_are_written_as_people_write_them(value: float | None, cell: str) -> None:
    assert number(value) == cell


# The door


@pytest.fixture(scope="module")
def course(book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export") / "course"
    folder.mkdir()
    shutil.copy(book, folder / "gradebook.db")
    settings = f'{CONFIG_FILE}get_config().Canvas.student_ids_are = "SIS User ID"\n'
    (folder / "nbgrader_config.py").write_text(settings)
    return folder


def command(course: Path, exporter: str, *options: str) -> subprocess.CompletedProcess[str]:
    plugin = f"--exporter=autograder.nbgrader_plugin.exporters.{exporter}"
    return nbgrader("export", plugin, *options, course=course)


@pytest.mark.parametrize("exporter", ["ExerciseCsv", "Moodle", "Canvas"])
def test_nbgraders_command_finds_them(course: Path, exporter: str) -> None:
    run = command(
        course, exporter, f"--to={exporter}.csv", f"--assignment={NEURON}", "--student=zoe"
    )
    assert run.returncode == 0, run.stderr
    text = (course / f"{exporter}.csv").read_text(encoding="utf-8")
    assert "zoe" in text
    assert "ada" not in text
    assert ACTIVATIONS not in text
    if exporter == "Canvas":
        assert '"Müller 李, Zoë",103,zoe,,,5' in text


@pytest.mark.parametrize(
    ("exporter", "file"), [(ExerciseCsv, "exercises"), (Moodle, "moodle"), (Canvas, "canvas")]
)
def test_without_a_name_the_file_has_one_of_its_own(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exporter: type, file: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with Gradebook(f"sqlite:///{book}") as gradebook:
        exporter().export(gradebook)
    assert [path.name for path in tmp_path.iterdir()] == [f"{file}.csv"]


def test_a_mistake_on_the_command_line_is_a_sentence(course: Path) -> None:
    run = command(course, "Canvas", "--to=nowhere/marks.csv")
    assert run.returncode == 1
    assert "can't be written" in run.stderr
    assert "Traceback" not in run.stderr


def test_nbgraders_own_export_keeps_working(course: Path) -> None:
    run = nbgrader("export", "--to=own.csv", "--student=zoe", course=course)
    assert run.returncode == 0, run.stderr
    with (course / "own.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [(row["assignment"], float(row["score"])) for row in rows] == [
        (NEURON, 5),
        (ACTIVATIONS, 0),
    ]
