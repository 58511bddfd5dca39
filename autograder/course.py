"""A course: its two halves, how it is found, and the decorators that its authors use.

A course is a package. It describes itself in one `Course` object, which an entry point of the group
`autograder.courses` names:

    [project.entry-points."autograder.courses"]
    dna = "dna:COURSE"

The public half holds the exercises and goes to students. The private half holds the answers,
misconceptions, variants (unusual right answers), hints and solution notebooks, and stays with the
instructor. Subjects and exercises are found by looking into the folders of both halves.
"""

from __future__ import annotations

import contextlib
import pkgutil
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeVar

from autograder.model import Exercise, Misconception

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "autograder.courses"
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_ID = re.compile(r"[a-z0-9_]+/[a-z0-9-]+")
_Function = TypeVar("_Function", bound=Callable[..., Any])


class CourseError(RuntimeError):
    """Raised by Course and others where a course can't be used.

    The message is for its author or instructor: the course, what is wrong, and where.
    """


@dataclass(frozen=True)
class Course:
    """The description of a course.

    Args:
        name: a short name such as "dna": lower case, digits and hyphens.
        title: the heading of the students' first page.
        summary: what they will learn, in a sentence or two for that page.
        public: the package of the public half, with its exercises in `<public>.exercises`.
        private: the package of the private half: a module of answers for each subject, and
            `misconceptions`, `variants` and `hints` with one each.
        demo: the assignments that `autograder demo` shows; the first two if it is empty.

    Raises ValueError for an invalid name, or if the private half is inside the public half.
    """

    name: str
    title: str
    summary: str
    public: str
    private: str
    demo: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ValueError(f"a course's name is lower case with hyphens, unlike {self.name!r}")
        if f"{self.private}.".startswith(f"{self.public}."):
            raise ValueError(
                f"{self.private} must not lie in {self.public}, which goes to students"
            )

    @property
    def has_answers(self) -> bool:
        """Whether the private half is here, as it is on an instructor's machine."""
        return _is_package(self.private)

    @property
    def public_folder(self) -> Path:
        """The folder of the public half."""
        return _folder_of(self.public, self.name)

    @property
    def home(self) -> Path:
        """The folder on Python's path that contains the public half."""
        return self.public_folder.parents[self.public.count(".")]

    @property
    def private_folder(self) -> Path:
        """The folder of the private half. Raises CourseError if it is not installed here."""
        return _folder_of(self.private, self.name)

    @property
    def solutions(self) -> Path:
        """The folder of the course's own notebooks. Raises CourseError if there is none."""
        home = self.private_folder
        for folder in (home / "solutions", home.parent / "solutions"):
            if folder.is_dir():
                return folder
        raise CourseError(
            f"The notebooks of the course {self.name} are missing: there is no solutions folder in or "
            f"beside {home}."
        )

    @cached_property
    def exercises(self) -> dict[str, Exercise]:
        """Every exercise by name. Raises CourseError if one of their modules can't be imported."""
        return {exercise.name: exercise for found in self._found.values() for exercise in found}

    @cached_property
    def subjects(self) -> dict[str, tuple[str, ...]]:
        """The names of each subject's exercises, by subject."""
        return {subject: tuple(e.name for e in found) for subject, found in self._found.items()}

    @property
    def entry_point(self) -> EntryPoint:
        """The entry point that names this course. Raises CourseError if there is none."""
        for point in _entry_points():
            with contextlib.suppress(CourseError):
                if _loaded(point) == self:
                    return point
        raise CourseError(f"The course {self.name} has no entry point: install it with pip first.")

    def subject_of(self, exercise: str) -> str:
        """The subject of an exercise. Raises KeyError if this course does not have it."""
        return self._subjects[exercise]

    @cached_property
    def _subjects(self) -> dict[str, str]:
        return {name: subject for subject, names in self.subjects.items() for name in names}

    @cached_property
    def _found(self) -> dict[str, list[Exercise]]:
        home = f"{self.public}.exercises"
        found: dict[str, list[Exercise]] = {}
        for module in self.modules(home):
            subject = module.__name__.removeprefix(f"{home}.").partition(".")[0]
            here = found.setdefault(subject, [])
            for exercise in _exercises_in(module):
                if not any(exercise is other for other in here):
                    here.append(exercise)
        names = Counter(e.name for here in found.values() for e in here)
        twice = [name for name, count in names.items() if count > 1]
        if twice:
            raise CourseError(
                f"The course {self.name} has two exercises called {twice[0]}: rename one of them."
            )
        return {subject: here for subject, here in found.items() if here}

    def modules(
        self, package: str, subject: str = "", leave_out: Collection[str] = ()
    ) -> Iterator[ModuleType]:
        """Import and yield the modules of one of its packages, or only those of one subject.

        `leave_out` names subjects or packages to skip. Raises CourseError if a module can't be
        imported.
        """
        for name in _names_in(package):
            about = name.removeprefix(f"{package}.").partition(".")[0]
            if about not in leave_out and subject in ("", about):
                yield self._imported(name)

    def _imported(self, name: str) -> ModuleType:
        try:
            return import_module(name)
        except Exception as error:
            raise CourseError(
                f"The course {self.name} can't be loaded: {_told(error, name)}"
            ) from error


def _is_package(name: str) -> bool:
    """Whether there is a package with this name that is more than an empty folder."""
    spec = find_spec(name)
    return spec is not None and spec.origin is not None


def _folder_of(package: str, course: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise CourseError(
            f"The course {course} has no package {package} here: it comes with the instructor's "
            "installation, and students do not have it."
        )
    return Path(spec.origin).parent


def _names_in(package: str) -> list[str]:
    """The names of a package's modules, those of its packages too, in the order of the alphabet."""
    spec = find_spec(package)
    if spec is None or spec.submodule_search_locations is None:
        return []
    return [*_names_below(package, [*spec.submodule_search_locations])]


def _names_below(package: str, folders: list[str]) -> Iterator[str]:
    for info in pkgutil.iter_modules(folders):
        name = f"{package}.{info.name}"
        yield name
        if info.ispkg:
            yield from _names_below(name, [str(Path(folder, info.name)) for folder in folders])


def _exercises_in(module: ModuleType) -> Iterator[Exercise]:
    """The exercises at the top level of a module, also those in tuples and lists."""
    for value in vars(module).values():
        for each in value if isinstance(value, tuple | list) else [value]:
            if isinstance(each, Exercise):
                yield each


def _told(error: Exception, module: str) -> str:
    """An error in a module as text, with the module's file."""
    try:
        spec = find_spec(module)
    except Exception:
        spec = None
    where = spec.origin if spec is not None and spec.origin else module
    return f"{where}: {type(error).__name__}: {error}"


# --- how courses are found ---


@dataclass(frozen=True)
class Installed:
    """The courses in this environment by name, and a sentence on each one that can't be loaded."""

    courses: dict[str, Course]
    problems: tuple[str, ...] = ()


@cache
def declared() -> Installed:
    """All courses that entry points name. Their exercises are not imported."""
    courses: dict[str, Course] = {}
    problems = []
    for point in _entry_points():
        try:
            course = _loaded(point)
            other = courses.setdefault(course.name, course)
            if other != course:
                raise CourseError(
                    f"Two courses are called {course.name}: {other.public} and {course.public}. Rename "
                    "one of them, or uninstall it; until then the first is used."
                )
        except CourseError as error:
            problems.append(str(error))
    return Installed(courses, tuple(problems))


@cache
def installed() -> Installed:
    """All courses whose exercises can be imported. A broken course does not affect the others."""
    found = declared()
    courses, problems = {}, list(found.problems)
    for name, course in found.courses.items():
        try:
            if course.exercises:
                courses[name] = course
            else:
                problems.append(
                    f"The course {name} has no exercises: there are none in {course.public}.exercises."
                )
        except CourseError as error:
            problems.append(str(error))
    return Installed(courses, tuple(problems))


def _entry_points() -> list[EntryPoint]:
    """The entry points of our group, without duplicates, sorted by name."""
    from importlib.metadata import entry_points  # slow to import, and not needed where code runs

    return sorted(set(entry_points(group=GROUP)), key=lambda point: (point.name, point.value))


def _loaded(point: EntryPoint) -> Course:
    beginning = f"The course {point.name} can't be loaded:"
    try:
        course = point.load()
    except Exception as error:
        nowhere = isinstance(error, AttributeError) or (
            isinstance(error, ImportError)
            and (error.name or "") in (point.module, point.module.partition(".")[0])
        )
        if nowhere:
            raise CourseError(
                f"{beginning} its entry point {point.value} leads nowhere ({error}). Correct it in the "
                "course's pyproject.toml and install the course again."
            ) from error
        raise CourseError(f"{beginning} {_told(error, point.module)}") from error
    if not isinstance(course, Course):
        raise CourseError(f"{beginning} its entry point {point.value} is not a Course object.")
    return course


def course_named(name: str) -> Course:
    """The installed course with this name. Raises CourseError if there is none."""
    found = installed()
    if name in found.courses:
        return found.courses[name]
    known = ", ".join(found.courses) or "none"
    raise CourseError(
        " ".join(
            [f"No course called {name} is installed here (installed: {known}).", *found.problems]
        )
    )


def course_with(exercises: Iterable[str], favourite: Course | None = None) -> Course | None:
    """The installed course with most of these exercises, or None if no course has any.

    If several have equally many, it is `favourite`, or else the first by name.
    """
    wanted = list(exercises)
    best, most = None, 0
    courses = installed().courses.values()
    for course in sorted(courses, key=lambda course: course != favourite):
        count = sum(name in course.exercises for name in wanted)
        if count > most:
            best, most = course, count
    return best


# --- how authors write the private half ---


def misconception(
    id: str, sentence: str, covers: tuple[str, ...] = ()
) -> Callable[[_Function], _Function]:
    """Mark a function as a known wrong answer. Its docstring says what it does.

    Args:
        id: `exercise/kebab-name`.
        sentence: what a learner should hear: what went wrong and where to look.
        covers: the ids of other misconceptions that the sentence is as true of: in a drill it is never
            a wrong choice for them.

    Raises:
        ValueError: if the id has another form, or the function has no docstring.
    """
    if not _ID.fullmatch(id):
        raise ValueError(f"{id!r} is not of the form exercise/kebab-name")

    def mark(function: _Function) -> _Function:
        if not function.__doc__:
            raise ValueError(f"{id} needs a docstring that says what it does")
        what = function.__doc__.strip()
        function.misconception = Misconception(id, sentence, what, function, covers)  # type: ignore[attr-defined]
        return function

    return mark


def variant(exercise: str) -> Callable[[_Function], _Function]:
    """Mark a function as an unusual right answer to an exercise.

    Raises ValueError if its name does not begin with the exercise's, or if it has no docstring.
    """

    def mark(function: _Function) -> _Function:
        name = function.__name__
        if not name.startswith(f"{exercise}_"):
            raise ValueError(f"{name} should be called {exercise}_ and what is unusual about it")
        if not function.__doc__:
            raise ValueError(f"{name} needs a docstring that says what is unusual about it")
        function.variant_of = exercise  # type: ignore[attr-defined]
        return function

    return mark


def textbook(exercise: str) -> Callable[[_Function], _Function]:
    """Mark a function as the formula as the notebook writes it, right on ordinary inputs.

    The model of mistakes changes these functions, and its sentences use their names for the parts. An
    exercise without one has its answer changed.
    """

    def mark(function: _Function) -> _Function:
        function.textbook_of = exercise  # type: ignore[attr-defined]
        return function

    return mark


def relative(exercise: str, sentence: str) -> Callable[[_Function], _Function]:
    """Mark a function as a relative of an answer: another formula that a learner may write in its place.

    The model of mistakes tells `sentence` to a student whose function computes the same on ordinary
    inputs. Its id is `exercise/model-` and the rest of the function's name.

    Raises ValueError if the function's name does not begin with the exercise's.
    """

    def mark(function: _Function) -> _Function:
        if not function.__name__.startswith(f"{exercise}_"):
            raise ValueError(f"{function.__name__} should begin with {exercise}_")
        function.relative_of, function.sentence = exercise, sentence  # type: ignore[attr-defined]
        return function

    return mark


def held_out(
    exercise: str, kind: str, source: str, told: tuple[str, ...] = ()
) -> Callable[[_Function], _Function]:
    """Mark a function as a wrong answer that the checks and the model were not written for.

    Args:
        exercise: the exercise it answers.
        kind: what was done to the right answer, in a phrase.
        source: where the mistake was met, or "written".
        told: the ids under which it may be told; any other name is a wrong one.
    """

    def mark(function: _Function) -> _Function:
        function.held_out_of, function.kind = exercise, kind  # type: ignore[attr-defined]
        function.source, function.told = source, told  # type: ignore[attr-defined]
        return function

    return mark


def hint(exercise: str, more: str) -> Callable[[_Function], _Function]:
    """Mark a function as the hint of an exercise. `more` is its text for a second look.

    The function returns the lines of a small case worked by hand, in numbers and words, never in code.
    The last line holds the answer.
    """

    def mark(function: _Function) -> _Function:
        function.hint_for, function.more = exercise, more  # type: ignore[attr-defined]
        return function

    return mark
