"""`autograder new` writes what its author then fills in, everything or nothing, and never over anything."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner

from autograder.author import scaffold
from autograder.author.scaffold import ScaffoldError, Signature, new_course, new_exercise
from autograder.cli import main
from autograder.course import Course
from tests.helpers.our_course import COURSE


def everything_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A new course; its modules are not imported here (tests/test_guest_course.py installs one)."""
    new_course("tiny-course", tmp_path, "A tiny course")
    return tmp_path / "tiny-course"


def test_a_new_course_has_both_halves_and_an_example(made: Path) -> None:
    files = everything_in(made)
    for name in (
        "pyproject.toml",
        "nbgrader_config.py",
        "tiny_course/exercises/example.py",
        "tiny_course_answers/example.py",
        "tiny_course_answers/misconceptions/example.py",
        "tiny_course_answers/variants/example.py",
        "tiny_course_answers/hints/example.py",
        "solutions/01_example/01_example.ipynb",
    ):
        assert name in files
    for name, text in files.items():
        if name.endswith(".py"):
            ast.parse(text)
    assert 'tiny-course = "tiny_course:COURSE"' in files["pyproject.toml"].decode()
    nbformat.validate(nbformat.read(made / "solutions/01_example/01_example.ipynb", as_version=4))


@pytest.mark.parametrize(
    "name", ["Big", "1st", "a b", "../up", "json", "numpy", "dlref", "deep-learning", ""]
)
def test_a_name_that_can_not_be_or_is_taken_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(ScaffoldError, match=r"another name|can't be a course's name"):
        new_course(name, tmp_path)
    assert everything_in(tmp_path) == {}


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "tiny").mkdir()
    (tmp_path / "tiny" / "mine.txt").write_text("mine")
    with pytest.raises(ScaffoldError, match="not empty"):
        new_course("tiny", tmp_path)
    assert everything_in(tmp_path) == {"tiny/mine.txt": b"mine"}


@pytest.fixture
def course(made: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    """Our own course, with its folders those of the new one: where an exercise is to be written."""
    monkeypatch.setattr(Course, "public_folder", property(lambda self: made / "tiny_course"))
    monkeypatch.setattr(
        Course, "private_folder", property(lambda self: made / "tiny_course_answers")
    )
    monkeypatch.setattr(Course, "solutions", property(lambda self: made / "solutions"))
    return COURSE


def test_an_exercise_is_written_into_each_room(made: Path, course: Course) -> None:
    before = everything_in(made)
    files = new_exercise(course, "conv1d", "convolution", Signature.of("X, W, b=0.0"))
    after = everything_in(made)
    assert {path.relative_to(made).as_posix() for path in files} == after.keys() - before.keys()
    assert len(files) == 6
    for path in files:
        text = path.read_text()
        assert "TODO(conv1d)" in text
        if path.suffix == ".py":
            ast.parse(text)
    answer = (made / "tiny_course_answers" / "convolution.py").read_text()
    assert "def conv1d(X, W, b=0.0):" in answer
    assert '    "conv1d",\n' in answer
    (notebook,) = [path for path in files if path.suffix == ".ipynb"]
    assert notebook.name == "02_convolution.ipynb"
    nbformat.validate(nbformat.read(notebook, as_version=4))
    cells = json.loads(notebook.read_text())["cells"]
    ids = [c["metadata"]["nbgrader"]["grade_id"] for c in cells if "nbgrader" in c["metadata"]]
    assert ids == ["conv1d", "check-conv1d"]


def test_a_second_exercise_is_added_below_the_first(made: Path, course: Course) -> None:
    new_exercise(course, "conv1d", "convolution", Signature.of("X"))
    first = (made / "tiny_course_answers" / "convolution.py").read_text()
    new_exercise(course, "max_pool", "convolution", Signature.of("A, size"))
    both = (made / "tiny_course_answers" / "convolution.py").read_text()
    assert first.partition("def conv1d")[2].strip() in both
    names = ast.parse(both).body[2]
    assert isinstance(names, ast.Assign)
    assert ast.literal_eval(names.value) == ["conv1d", "max_pool"]
    assert not (made / "solutions" / "03_convolution").exists()


@pytest.mark.parametrize(
    ("name", "subject", "words"),
    [
        ("relu", "convolution", "has an exercise called relu"),
        ("Conv", "convolution", "can't be the name of an exercise"),
        ("for", "convolution", "can't be the name of an exercise"),
        ("conv1d", "my subject", "can't be the name of a subject"),
        ("conv1d", "../up", "can't be the name of a subject"),
    ],
)
def test_an_exercise_that_can_not_be_is_refused(made, course, name, subject, words) -> None:
    before = everything_in(made)
    with pytest.raises(ScaffoldError, match=words):
        new_exercise(course, name, subject, Signature.of("x"))
    assert everything_in(made) == before


@pytest.mark.parametrize("text", ["", "x)", "*x", "x, /", "1x", "x; import os"])
def test_arguments_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(ScaffoldError, match="arguments"):
        Signature.of(text)


def test_nothing_is_written_where_one_file_is_broken(made: Path, course: Course) -> None:
    (made / "tiny_course_answers" / "hints" / "convolution.py").write_text("def broken(:\n")
    before = everything_in(made)
    with pytest.raises(ScaffoldError, match=r"hints.convolution\.py has a syntax error"):
        new_exercise(course, "conv1d", "convolution", Signature.of("x"))
    assert everything_in(made) == before


def test_nothing_is_half_written_where_a_file_can_not_be_written(
    made: Path, course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything_in(made)
    real, calls = scaffold.tempfile.mkstemp, []

    def full(**where):
        calls.append(where)
        if len(calls) == 4:
            raise OSError(28, "No space left on device", str(where["dir"]))
        return real(**where)

    monkeypatch.setattr(scaffold.tempfile, "mkstemp", full)
    with pytest.raises(ScaffoldError, match="No space left"):
        new_exercise(course, "conv1d", "convolution", Signature.of("x"))
    assert everything_in(made) == before


def test_outside_of_a_course_it_is_not_guessed_which(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    words = ["new", "exercise", "conv1d", "--subject", "convolution", "--signature", "x"]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 2
    assert "Go to the course's own folder" in result.output


def test_in_the_folder_of_a_course_that_is_not_installed_it_says_so(made, monkeypatch) -> None:
    monkeypatch.chdir(made)
    result = CliRunner().invoke(main, ["verify"])
    assert result.exit_code == 2
    assert "pip install -e ." in result.output
