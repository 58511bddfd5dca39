"""Courses are found by their entry points; one that is broken is told in a sentence and harms no other."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder import course as module
from autograder.course import Course, CourseError, course_named, course_with, declared, installed
from autograder.notebooks.syllabus import assignments_of

EXERCISE = """
from autograder.checks import formula
from autograder.model import Case, Exercise

TWICE = Exercise("twice", ("x",), (formula(lambda rng: [Case({"x": 2.0})]),))
"""
ANSWER = """
__all__ = ["twice"]


def twice(x):
    return 2 * x
"""


@pytest.fixture
def guest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """`guest(package, name=…, exercises=…, answers=…, entry_point=…)`: an installed course."""
    monkeypatch.syspath_prepend(tmp_path)
    made: list[str] = []

    def guest(
        package: str,
        name: str = "",
        exercises: str = EXERCISE,
        answers: str | None = ANSWER,
        entry_point: str = "",
    ) -> None:
        made.extend([package, f"{package}_answers"])
        rooms = {tmp_path / package / "exercises": exercises}
        (tmp_path / package / "exercises").mkdir(parents=True)
        (tmp_path / package / "__init__.py").write_text(
            "from autograder.course import Course\n"
            f"COURSE = Course({name or package!r}, 'A title', 'A summary.', {package!r}, "
            f"'{package}_answers')\n"
        )
        if answers is not None:
            rooms[tmp_path / f"{package}_answers"] = answers
        for folder, source in rooms.items():
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "__init__.py").write_text("")
            (folder / "doubling.py").write_text(source)
        info = tmp_path / f"{package}-1.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1\n")
        (info / "entry_points.txt").write_text(
            f"[autograder.courses]\n{name or package} = {entry_point or f'{package}:COURSE'}\n"
        )
        _forget()

    _forget()
    yield guest
    for name in [n for n in sys.modules if n.partition(".")[0] in made]:
        del sys.modules[name]
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    declared.cache_clear()
    installed.cache_clear()


def problem() -> str:
    """The one sentence on what can't be loaded; our own course is there all the same."""
    assert "deep-learning" in installed().courses
    (sentence,) = installed().problems
    return sentence


def test_a_guest_is_found_with_its_exercises(guest) -> None:
    guest("guestling")
    course = course_named("guestling")
    assert list(course.exercises) == ["twice"]
    assert course.subjects == {"doubling": ("twice",)}
    assert course.has_answers
    assert course_with(["twice", "thrice"]) == course
    assert course_with(["thrice"]) is None
    assert installed().problems == ()


def test_a_course_that_does_not_import_is_told_with_its_file(guest) -> None:
    guest("guestling", exercises="import no_such_module\n")
    sentence = problem()
    assert "The course guestling can't be loaded" in sentence
    assert "doubling.py" in sentence
    assert "no_such_module" in sentence
    with pytest.raises(CourseError, match=r"No course called guestling .*doubling\.py"):
        course_named("guestling")


def test_an_entry_point_that_leads_nowhere_is_told(guest) -> None:
    guest("guestling", entry_point="guestling:COURSES")
    assert "guestling:COURSES leads nowhere" in problem()


def test_an_entry_point_to_a_module_that_is_gone_is_told(guest) -> None:
    guest("guestling", entry_point="gone_module:COURSE")
    assert "gone_module:COURSE leads nowhere" in problem()


def test_an_entry_point_to_something_else_is_told(guest) -> None:
    guest("guestling", entry_point="guestling:Course")
    assert "is not a Course object" in problem()


def test_two_courses_of_one_name_are_told_and_the_first_counts(guest) -> None:
    guest("guestling", name="twin")
    guest("otherling", name="twin")
    sentence = problem()
    assert "Two courses are called twin: guestling and otherling." in sentence
    assert course_named("twin").public == "guestling"


def test_two_exercises_of_one_name_are_told(guest) -> None:
    again = EXERCISE + '\nAGAIN = Exercise("twice", ("y",), TWICE.checks)\n'
    guest("guestling", exercises=again)
    assert "two exercises called twice" in problem()


def test_a_course_without_exercises_is_told(guest) -> None:
    guest("guestling", exercises="")
    assert "has no exercises" in problem()


def test_on_a_students_machine_there_is_no_private_half(guest) -> None:
    guest("guestling", answers=None)
    course = course_named("guestling")
    assert not course.has_answers
    assert assignments_of(course) == []
    with pytest.raises(CourseError, match="guestling_answers"):
        _ = course.solutions


@pytest.mark.parametrize(
    ("name", "public", "private"),
    [("Has Space", "a", "b"), ("a", "a", "a.answers"), ("a", "a", "a")],
)
def test_a_course_that_would_give_its_answers_away_is_refused(name, public, private) -> None:
    with pytest.raises(ValueError, match=r"course's name|must not lie in"):
        Course(name, "A title", "A summary.", public, private)


def test_decorators_refuse_what_can_not_be_found_again() -> None:
    with pytest.raises(ValueError, match="exercise/kebab-name"):
        module.misconception("twice", "A sentence.")
    with pytest.raises(ValueError, match="docstring"):
        module.misconception("twice/half", "A sentence.")(lambda x: x / 2)
    with pytest.raises(ValueError, match="should be called twice_"):

        @module.variant("twice")
        def doubled(x):
            """By adding."""
            return x + x
