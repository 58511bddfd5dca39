"""A batch that always finishes: whatever is handed in, plain `nbgrader autograde` gives every student a row."""

from __future__ import annotations

import csv
import html
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.marking.seeds import SEED_FILE, course_seed, student_seed
from autograder.nbgrader_plugin.course_folder import CourseFolder
from tests.helpers.cells import cell_of
from tests.helpers.handed_in import (
    EXERCISES,
    FILE,
    FULL,
    MENDED,
    NAME,
    make_course,
    marks,
    old_format,
    place,
    solved,
)
from tests.helpers.nbgrader_commands import nbgrader

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="links, pipes and signals of Unix"),
]


UNREADABLE: dict[str, tuple[bytes, str]] = {
    "malformed": (b'{"cells": [', "can't be read as JSON"),
    "empty": (b"", "is empty"),
    "list": (b"[1, 2]", "has no cells"),
    "binary": (bytes(range(256)), "can't be read as JSON"),
    "deep": (b"[" * 100_000, "can't be read as JSON"),
}


@pytest.fixture(scope="module")
def course(
    tmp_path_factory: pytest.TempPathFactory, new_database: Callable[[], str | None]
) -> Path:
    """A class of the careless and the hostile, graded with nbgrader's own command."""
    root = make_course(tmp_path_factory.mktemp("batch") / "course", new_database())
    (root / "secret.txt").write_text("TOP SECRET")
    for student in ("aaron", "zoe"):
        place(root, student, solved())
    place(root, "old", old_format())
    for student, (content, _) in MENDED.items():
        place(root, student, content)
    for student, (data, _) in UNREADABLE.items():
        place(root, student, data)
    place(root, "renamed", solved(), "01_neuron (1).ipynb")
    (root / "submitted" / "nested" / NAME / "inner").mkdir(parents=True)
    place(root, "nested", solved(), f"inner/{FILE}")
    (root / "submitted" / "unpacked" / NAME / FILE).mkdir(parents=True)
    place(root, "unpacked", solved(), f"{FILE}/{FILE}")
    place(root, "two", solved(), "a.ipynb")
    place(root, "two", solved(), "b.ipynb")
    place(root, "no-notebook", b"see my mail", "answers.txt")
    (root / "submitted" / "empty-folder" / NAME).mkdir(parents=True)
    (root / "submitted" / "nothing-yet").mkdir(parents=True)
    place(root, "clock", solved())
    place(root, "clock", b"yesterday, or so", "timestamp.txt")
    linked = place(root, "linked", b"", "notes.txt")
    (linked / FILE).symlink_to(root / "submitted" / "zoe" / NAME / FILE)
    files = place(root, "files", solved())
    (files / "data.csv").symlink_to(root / "secret.txt")
    (files / "zero.csv").symlink_to("/dev/zero")
    (files / "timestamp.txt").symlink_to("/dev/zero")
    (files / "fine.csv").write_text("1,2")
    os.mkfifo(files / "pipe")
    huge = place(root, "huge", b"")
    with (huge / FILE).open("wb") as file:
        file.truncate(60 * 2**20)
    (root / "submitted" / "folder-link").mkdir()
    (root / "submitted" / "folder-link" / NAME).symlink_to(root / "submitted" / "zoe" / NAME)
    odd = solved()
    odd["cells"][0]["source"] = "\ud800 <script>alert(1)</script> ![x](attachment:gone.png)"
    odd["cells"] += [None, 3, {"cell_type": "code"}, {"cell_type": "graph", "source": 7}]
    place(root, "odd", odd)
    exits = solved()
    cell_of(exits, "dense")["source"] = "import os\n\n\ndef dense(X, W, b):\n    os._exit(0)"
    place(root, "exits", exits)
    noisy = solved()
    cell_of(noisy, "dense")["source"] += "\n\nimport sys\nprint('x' * 10**6, file=sys.stderr)"
    cell_of(noisy, "check-dense")["outputs"] = [
        {"output_type": "stream", "name": "stderr", "text": "x" * 10**6}
    ]
    place(root, "noisy", noisy)
    run = nbgrader("autograde", NAME, course=root)
    (root / "log.txt").write_text(run.stderr)
    assert run.returncode == 0, run.stderr[-3000:]
    run = nbgrader("generate_feedback", NAME, course=root)
    assert run.returncode == 0, run.stderr[-3000:]
    assert nbgrader("export", course=root).returncode == 0
    return root


def comments(course: Path, student: str) -> str:
    with CourseFolder(course).gradebook() as gradebook:
        notebook = gradebook.find_submission_notebook(NAME, NAME, student)
        return " ".join(comment.comment or "" for comment in notebook.comments)


def feedback(course: Path, student: str) -> str:
    return html.unescape((course / "feedback" / student / NAME / f"{NAME}.html").read_text())


def test_everyone_has_a_row(course: Path) -> None:
    with (course / "grades.csv").open() as file:
        rows = {row["student_id"] for row in csv.DictReader(file)}
    assert rows == {path.name for path in (course / "submitted").iterdir()}


def test_nobody_waits_for_a_human_by_mistake(course: Path) -> None:
    with CourseFolder(course).gradebook() as gradebook:
        waiting = [
            s.student.id for s in gradebook.assignment_submissions(NAME) if s.needs_manual_grade
        ]
    assert waiting == []


@pytest.mark.parametrize(
    "student", [*MENDED, "aaron", "zoe", "old", "renamed", "nested", "unpacked", "clock", "odd"]
)
def test_what_can_be_mended_gets_its_marks(course: Path, student: str) -> None:
    assert marks(course, student) == FULL


@pytest.mark.parametrize("student", ["files", "noisy"])
def test_noise_and_foreign_files_cost_nothing(course: Path, student: str) -> None:
    assert marks(course, student) == FULL


def test_the_honest_have_nothing_said_about_them(course: Path) -> None:
    assert comments(course, "aaron").strip() == comments(course, "zoe").strip() == ""


@pytest.mark.parametrize("student", MENDED)
def test_mending_is_said_in_gradebook_feedback_and_log(course: Path, student: str) -> None:
    _, words = MENDED[student]
    assert words in comments(course, student)
    assert words in feedback(course, student)
    assert words in next(
        line
        for line in (course / "log.txt").read_text().splitlines()
        if f"{student}, {NAME}:" in line
    )


OTHERS = {
    "two": "it is unclear which of these to grade",
    "no-notebook": "There is no notebook",
    "empty-folder": "There is no notebook",
    "linked": "is not a regular file",
    "folder-link": "link",
    "huge": "larger than 50 MB",
}


@pytest.mark.parametrize("student", [*UNREADABLE, *OTHERS])
def test_what_cannot_be_read_gets_0_and_the_reason(course: Path, student: str) -> None:
    words = UNREADABLE[student][1] if student in UNREADABLE else OTHERS[student]
    assert marks(course, student) == dict.fromkeys(EXERCISES, 0)
    assert words in comments(course, student)
    assert words in (course / "log.txt").read_text()
    assert words in feedback(course, student)


def test_the_log_closes_with_everyone_about_whom_something_is_to_be_said(course: Path) -> None:
    _, _, closing = (course / "log.txt").read_text().partition("All graded. Problems in this run")
    told = {
        line.strip().partition(",")[0] for line in closing.splitlines() if f", {NAME}: " in line
    }
    expected = {
        *MENDED,
        *UNREADABLE,
        *OTHERS,
        "renamed",
        "nested",
        "unpacked",
        "clock",
        "files",
        "odd",
        "exits",
    }
    assert told == expected


def test_renamed_notebooks_and_clocks_are_mentioned(course: Path) -> None:
    assert "01_neuron (1).ipynb was read in its place" in comments(course, "renamed")
    assert "timestamp.txt holds no time" in comments(course, "clock")
    assert "data.csv" in comments(course, "files")
    with CourseFolder(course).gradebook() as gradebook:
        assert gradebook.find_submission(NAME, "clock").timestamp is None


def test_an_exit_costs_one_exercise(course: Path) -> None:
    assert marks(course, "exits") == FULL | {"dense": 0}


def test_nothing_outside_a_submission_is_copied(course: Path) -> None:
    for folder in ("autograded", "feedback"):
        names = {path.name for path in (course / folder / "files" / NAME).iterdir()}
        assert "fine.csv" in names
        assert not names & {"data.csv", "zero.csv", "pipe", "timestamp.txt"}
    assert not list((course / "autograded" / "folder-link" / NAME).glob("*.txt"))


def test_no_script_of_a_student_reaches_who_reads_it(course: Path) -> None:
    page = course / "feedback" / "odd" / NAME / f"{NAME}.html"
    assert "<script>alert" not in page.read_text()
    assert "missing picture" in page.read_text()


def test_the_seed_is_a_secret_and_every_student_has_another(course: Path) -> None:
    path = course / SEED_FILE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert str(path) in (course / "log.txt").read_text()
    seed, made = course_seed(course)
    assert not made
    assert len({student_seed(seed, name) for name in ("zoe", "aaron", "Zoe")}) == 3
    assert student_seed(seed, "zoe") != student_seed(b"another", "zoe")


def test_a_batch_without_its_seed_grades_nobody(tmp_path: Path) -> None:
    root = make_course(tmp_path / "course")
    place(root, "zoe", solved())
    (root / SEED_FILE).mkdir()
    run = nbgrader("autograde", NAME, course=root)
    assert run.returncode == 1
    assert "is not an ordinary file" in run.stderr
    assert "Traceback" not in run.stderr
    assert not (root / "autograded").exists()


def test_a_second_run_grades_nobody_again(course: Path) -> None:
    before = {p: p.stat().st_mtime_ns for p in (course / "autograded").rglob("*.ipynb")}
    run = nbgrader("autograde", NAME, course=course)
    assert run.returncode == 0, run.stderr[-2000:]
    assert before == {p: p.stat().st_mtime_ns for p in (course / "autograded").rglob("*.ipynb")}


def test_things_to_look_at_are_told_to_the_instructor_alone(course: Path) -> None:
    assert "uses os._exit (cell dense" in (course / "log.txt").read_text()
    assert "To look at" not in feedback(course, "exits") + comments(course, "exits")
