"""Folders as file systems, platforms and other people's computers leave them: each gets marks or a reason."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.nbgrader_plugin.course_folder import CONFIG_FILE, SETTINGS, CourseFolder
from autograder.nbgrader_plugin.submission_folder import SubmissionFolder, left_out, student_folders
from autograder.nbgrader_plugin.walking import files_to_copy
from tests.helpers.handed_in import FILE, FULL, NAME, make_course, marks, place, released, solved
from tests.helpers.nbgrader_commands import nbgrader
from tests.helpers.notebooks import solution

pytestmark = pytest.mark.skipif(os.name != "posix", reason="paths and modes of Unix")

SOLVED = json.dumps(solved()).encode()
CONFLICT = SOLVED.replace(
    b', "metadata"', b'\n<<<<<<< HEAD\n, "metadata"\n=======\n>>>>>>> theirs\n', 1
)
LFS = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"
PAGE = b"\n<!DOCTYPE html>\n<html><body>Please log in.</body></html>"
ANOTHER = json.dumps(solution("02_activations")).encode()
GRADED = {
    "zoe": {FILE: SOLVED},
    "brackets [1]": {FILE: SOLVED, "notes [2].txt": b"1"},
    "st*r?": {FILE: SOLVED},
    "eva ": {FILE: SOLVED},
    "apple": {
        "01_neuron (1).ipynb": SOLVED,
        "._01_neuron (1).ipynb": b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X",
        ".~01_neuron (1).ipynb": b"",
        f"__MACOSX/{FILE}": b"\x00\x05\x16\x07",
    },
    "txt": {f"{FILE}.txt": SOLVED},
    "json": {f"{FILE}.json": SOLVED, "plot.json": b"{}"},
    "twice": {FILE: SOLVED, "01_neuron (1).ipynb": b"", "02_activations.ipynb": ANOTHER},
    "all": {"01_neuron (1).ipynb": SOLVED, "02_activations.ipynb": ANOTHER, "notes.ipynb": b""},
    "utf-16": {FILE: SOLVED.decode().encode("utf-16")},
}
REFUSED = {
    "merge": ({FILE: CONFLICT}, "unfinished Git merge (<<<<<<< in line 2)"),
    "lfs": ({FILE: LFS}, "Git LFS pointer"),
    "page": ({FILE: PAGE}, "is a web page"),
    "zip": ({FILE: b"PK\x03\x04"}, "is a ZIP archive"),
    "other": ({FILE: ANOTHER}, "This is the notebook 02_activations, not 01_neuron"),
    "word": ({"answers.docx": b"PK", "timestamp.txt": b""}, "There is only answers.docx."),
}
LEFT_OUT = {".hidden": "begins with a dot", f"lovelace_{FILE}": "belongs in submitted/<student>/"}


def deep(folder: Path, name: str, levels: int) -> None:
    """Folders within folders, and a file in the last that no path of the system's length names."""
    here = os.getcwd()
    os.chdir(folder)
    try:
        for _ in range(levels):
            os.mkdir(name)
            os.chdir(name)
        Path("notes.txt").write_text("1")
    finally:
        os.chdir(here)


def hand_in(root: Path, student: str, files: dict[str, bytes]) -> Path:
    folder = root / "submitted" / student / NAME
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_course(tmp_path_factory.mktemp("odd") / "course")


def fill(root: Path) -> None:
    for student, files in GRADED.items():
        hand_in(root, student, files)
    for student, (files, _) in REFUSED.items():
        hand_in(root, student, files)
    deep(hand_in(root, "long", {FILE: SOLVED}), "f" * 200, 25)
    deep(hand_in(root, "deep", {FILE: SOLVED}), "f", 1200)
    hand_in(root, ".hidden", {FILE: SOLVED})
    (root / "submitted" / f"lovelace_{FILE}").write_bytes(SOLVED)
    (root / "submitted" / ".git" / "objects").mkdir(parents=True)
    (root / "submitted" / ".DS_Store").write_bytes(b"")
    (root / "submitted" / ".ipynb_checkpoints").mkdir()
    (root / "submitted" / ".ipynb_checkpoints" / "01_neuron-checkpoint.ipynb").write_bytes(SOLVED)


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(command, marks=pytest.mark.slow)
        for command in ("autograder grade", "nbgrader autograde")
    ],
)
def course(
    request: pytest.FixtureRequest, empty: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """The class, graded by one of the two commands, with what it printed in log.txt."""
    root = tmp_path_factory.mktemp("graded") / "course"
    shutil.copytree(empty, root)
    try:
        fill(root)
        grade(root, request.param)
        yield root
    finally:
        subprocess.run(["rm", "-rf", root], check=True)  # Python's own rmtree fails on such depth


def grade(root: Path, command: str) -> None:
    if command == "nbgrader autograde":
        run = nbgrader("autograde", NAME, course=root)
        assert run.returncode == 0, run.stderr[-2000:]
        pages = nbgrader("generate_feedback", NAME, course=root)
    else:
        run, pages = autograder_grade(root), autograder_grade(root, "--feedback")
        assert (run.returncode, pages.returncode) == (1, 1), run.stderr[-2000:]
    assert "Traceback" not in run.stderr + pages.stderr, (run.stderr + pages.stderr)[-3000:]
    (root / "log.txt").write_text(run.stdout + run.stderr)


def autograder_grade(course: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "autograder", "grade", NAME, *options]
    return subprocess.run(command, cwd=course, capture_output=True, text=True, check=False)


def test_all_who_can_be_graded_have_their_marks(course: Path) -> None:
    for student in (*GRADED, "long", "deep"):
        assert marks(course, student) == FULL, student


def test_who_cannot_be_graded_has_0_and_the_reason(course: Path) -> None:
    log = (course / "log.txt").read_text()
    for student, (_, words) in REFUSED.items():
        assert set(marks(course, student).values()) == {0}, student
        told = [line for line in log.splitlines() if f"{student}, {NAME}:" in line]
        assert told, student
        assert words in told[-1]


def test_what_is_left_out_is_named_and_nothing_else_is(course: Path) -> None:
    log = (course / "log.txt").read_text()
    for name, words in LEFT_OUT.items():
        assert any(f"{name}: left out" in line and words in line for line in log.splitlines())
    assert ".git" not in log
    assert ".DS_Store" not in log
    assert "checkpoints" not in log
    with CourseFolder(course).gradebook() as gradebook:
        known = {student.id for student in gradebook.students}
    assert known == {*GRADED, *REFUSED, "long", "deep"}


def test_everyone_has_a_feedback_page_and_nothing_that_is_not_theirs(course: Path) -> None:
    for student in (*GRADED, *REFUSED, "long", "deep"):
        there = {path.name for path in (course / "feedback" / student / NAME).iterdir()}
        assert f"{NAME}.html" in there
        assert not [name for name in there if name.lower().endswith(".ipynb")]


def test_files_beside_are_copied_where_names_hold_brackets(course: Path) -> None:
    assert (course / "autograded" / "brackets [1]" / NAME / "notes [2].txt").read_bytes() == b"1"


def test_a_renamed_notebook_is_named(course: Path) -> None:
    log = (course / "log.txt").read_text()
    for name in ("01_neuron (1).ipynb", f"{FILE}.txt", f"{FILE}.json"):
        assert f"{FILE} was missing, so {name} was read in its place." in log


def test_a_second_version_of_the_notebook_is_named(course: Path) -> None:
    log = (course / "log.txt").read_text()
    assert f"{FILE} was read, and not 01_neuron (1).ipynb beside it." in log


def test_one_student_with_an_odd_name_is_graded_again(course: Path) -> None:
    folder = CourseFolder(course)
    for student in ("brackets [1]", "eva "):
        place(course, student, released())
        folder.autograde(NAME, student)
        assert set(marks(course, student).values()) == {0}, student
    assert marks(course, "zoe") == FULL


def test_who_is_a_student_and_what_is_left_out(tmp_path: Path) -> None:
    (tmp_path / SETTINGS).write_text(CONFIG_FILE)
    fill(tmp_path)
    (tmp_path / "submitted" / "gone").symlink_to("nowhere")
    (tmp_path / "submitted" / "all.zip").write_bytes(b"PK")
    course = CourseFolder(tmp_path).directory
    fit = {path.name for path in student_folders(course, NAME)}
    assert fit == {*GRADED, *REFUSED, "long", "deep"}
    assert {*left_out(course, NAME)} == {*LEFT_OUT, "gone"}
    subprocess.run(["rm", "-rf", tmp_path / "submitted"], check=True)


@pytest.mark.parametrize("levels", [25, 1200])
def test_a_path_of_any_length_is_left_alone(tmp_path: Path, levels: int) -> None:
    folder = hand_in(tmp_path, "ada", {FILE: SOLVED, "b.csv": b"1"})
    deep(folder, "f" * (5000 // levels), levels)
    try:
        left = SubmissionFolder(folder).left_alone()
        found = files_to_copy(str(folder), [*map(str, left), "*.ipynb"])
        assert found in ([str(folder / "b.csv")], [])
        assert all(path.is_relative_to(folder) for path in left)
        assert SubmissionFolder(folder).notes()
    finally:
        subprocess.run(["rm", "-rf", folder], check=True)


@pytest.mark.slow
def test_a_course_in_a_folder_with_brackets_is_graded(tmp_path: Path) -> None:
    root = make_course(tmp_path / "courses [2026]" / "a")
    place(root, "zoe", solved())
    for command in ("autograde", "generate_feedback"):
        run = nbgrader(command, NAME, course=root)
        assert run.returncode == 0, run.stderr
    assert marks(root, "zoe") == FULL
    assert (root / "feedback" / "zoe" / NAME / f"{NAME}.html").exists()


@contextlib.contextmanager
def unprivileged() -> Iterator[Path]:
    """A folder for a user for whom modes of files count, and this process as that user."""
    root = os.geteuid() == 0
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    if root:
        os.chown(folder, 65534, 65534)
        os.setresuid(65534, 65534, 0)
    try:
        if not os.access(folder, os.W_OK):
            pytest.skip("This machine lets no other user in.")
        yield folder
    finally:
        if root:
            os.setresuid(0, 0, 0)
        subprocess.run(["chmod", "-R", "u+rwx", folder], check=True)
        shutil.rmtree(folder)


@pytest.mark.parametrize("mode", [0o000, 0o444, 0o111], ids=oct)
def test_a_closed_subfolder_is_left_alone_and_named(mode: int) -> None:
    with unprivileged() as course:
        folder = hand_in(course, "ada", {FILE: SOLVED, "data/a.csv": b"1", "b.csv": b"1"})
        (folder / "data").chmod(mode)
        submission = SubmissionFolder(folder)
        left = submission.left_alone()
        assert submission.cells(NAME, only=True)
        ignored = [str(path) for path in left]
        assert files_to_copy(str(folder), [*ignored, "*.ipynb"]) == [str(folder / "b.csv")]
        assert any("data" in remark.text for remark in submission.notes())


def test_a_closed_file_is_left_alone_and_named() -> None:
    with unprivileged() as course:
        folder = hand_in(course, "ada", {FILE: SOLVED, "a.csv": b"1"})
        (folder / "a.csv").chmod(0)
        assert SubmissionFolder(folder).left_alone() == [folder / "a.csv"]
        (folder / FILE).chmod(0)
        with pytest.raises(ValueError, match="can't be opened"):
            SubmissionFolder(folder).cells(NAME, only=True)


@pytest.mark.parametrize("mode", [0o000, 0o444, 0o111], ids=oct)
def test_a_closed_folder_is_said_to_be_closed(mode: int) -> None:
    with unprivileged() as course:
        folder = hand_in(course, "ada", {FILE: SOLVED})
        folder.chmod(mode)
        submission = SubmissionFolder(folder)
        assert submission.left_alone() == [folder] or mode == 0o111
        if mode != 0o111:
            with pytest.raises(ValueError, match="can't be opened"):
                submission.cells(NAME, only=True)


def test_a_closed_home_is_left_out() -> None:
    with unprivileged() as folder:
        (folder / SETTINGS).write_text(CONFIG_FILE)
        course = CourseFolder(folder).directory
        hand_in(folder, "ada", {FILE: SOLVED})
        hand_in(folder, "zoe", {FILE: SOLVED})
        (folder / "submitted" / "ada").chmod(0o600)
        assert [path.name for path in student_folders(course, NAME)] == ["zoe"]
        assert "can't be opened" in left_out(course, NAME)["ada"]
