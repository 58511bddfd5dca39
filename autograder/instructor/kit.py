"""Makes the students' kit: notebooks, checks with public answers, and pages to read. And solutions."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from hatchling.builders.wheel import WheelBuilder
from jinja2 import Environment, PackageLoader, StrictUndefined

from autograder.course import Course, CourseError, declared
from autograder.engine.course_oracle import live_oracle
from autograder.engine.frozen_oracle import freeze, frozen_file
from autograder.engine.oracle import PUBLIC_SEED
from autograder.instructor.chosen import UnknownNotebooks, chosen
from autograder.instructor.course_map import Stage, stage
from autograder.instructor.handout import new_handout
from autograder.instructor.invitation import invite
from autograder.instructor.solved import solve
from autograder.nbgrader_plugin.course_folder import CourseFolder
from autograder.notebooks.syllabus import (
    SOLUTIONS,
    SYLLABUS_FILE,
    Assignment,
    as_syllabus,
    assignments_near,
    assignments_of,
    course_folder,
)

KIT = "deep-learning-exercise-kit"
VERSION = version(KIT)
GLOSSARY = "glossary.md"
"""The page of words in a kit, and the file in a course's public half with the words of that course."""
NOT_FOR_STUDENTS = ("instructor", "author", "nbgrader_plugin", "marking", "__pycache__")
"""The folders of the package that stay on instructors' and authors' machines."""

_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")


@dataclass(frozen=True)
class Contents:
    """The contents of a kit: a course, its assignments, and the folder with their notebooks.

    `notebooks` are the assignments that are handed out, and `solved` those of them with answers. The
    checks are always those of the whole course, so that any two kits of a course fit together. With the
    address of a live map, each notebook has a cell that takes part in it.
    """

    course: Course
    assignments: Sequence[Assignment]
    solutions: Path
    notebooks: Sequence[Assignment]
    solved: Sequence[Assignment] = ()
    live: str = ""

    def choose(self, only: str | None, solved: str | None) -> Contents:
        """The same with the notebooks of `only`, and those of `solved` solved, as in "01-04".

        Raises UnknownNotebooks if a number fits no notebook, or one is to be solved that is left out.
        """
        kept = self.notebooks if only is None else chosen(only, self.assignments, "--only")
        answered = [] if solved is None else chosen(solved, self.assignments, "--solved")
        for assignment in answered:
            if assignment not in kept:
                raise UnknownNotebooks(
                    f"--only {only} leaves out {assignment.name}, which is in --solved {solved}."
                )
        return replace(self, notebooks=kept, solved=answered)


def contents_near(place: Path, course: Course) -> Contents:
    """All of a course, from the course folder around `place`, or else from the course's own notebooks.

    Raises CourseError if that folder does not have the course, or if its notebooks are missing.
    """
    folder = course_folder(place)
    if folder is None:
        found = assignments_of(course)
        return Contents(course, found, course.solutions, found)
    found = [a for a in assignments_near(place) if a.course == course]
    if not found:
        raise CourseError(
            f"There is no notebook of the course {course.name} in {folder / SOLUTIONS}: go to its own "
            "folder, or leave out --course."
        )
    return Contents(course, found, folder / SOLUTIONS, found)


def make_kit(out: Path, contents: Contents) -> Path:
    """Write the students' folder, or a zip of it if `out` ends in `.zip`. Returns its path.

    Raises FileExistsError, and writes nothing, if `out` already exists.
    """
    with new_handout(out) as (folder, work):
        fill_kit(folder, work, contents)
    return out


def fill_kit(folder: Path, work: Path, contents: Contents) -> None:
    """Write notebooks, wheels and pages into a folder; `work` is an empty folder for what is in between."""
    _write_notebooks(folder, work / "course", contents)
    wheels = [
        _engine_wheel(folder, work / "engine"),
        _course_wheel(folder, work / "guest", contents),
    ]
    _write_pages(folder, wheels, contents)


def make_solutions(out: Path, contents: Contents) -> Path:
    """Write a folder of solved notebooks with explanations, or a zip of it. Returns its path.

    Raises FileExistsError, and writes nothing, if `out` already exists.
    """
    everything = replace(contents, solved=contents.notebooks)
    with new_handout(out) as (folder, work):
        _write_notebooks(folder, work / "course", everything)
        text = filled("solutions.md.j2", course=contents.course, stages=_stages(everything))
        (folder / "README.md").write_text(text, encoding="utf-8")
    return out


def _write_notebooks(folder: Path, scratch: Path, contents: Contents) -> None:
    scratch.mkdir()
    course = CourseFolder.make(scratch, contents.notebooks, contents.solutions)
    for assignment in contents.notebooks:
        name = assignment.name
        shutil.copytree(course.generate_assignment(name), folder / name)
        file = f"{name}.ipynb"
        if assignment in contents.solved:
            solve(folder / name / file, contents.solutions / name / file, contents.course)
        if contents.live:
            invite(folder / name / file, contents.live)


def _engine_wheel(folder: Path, scratch: Path) -> Path:
    """A wheel of the package's folders for students, without any course."""
    source = Path(__file__).parents[1]
    guests = {course.public_folder for course in declared().courses.values()}

    def left_out(place: str, names: list[str]) -> set[str]:
        unwanted = NOT_FOR_STUDENTS if Path(place) == source else ("__pycache__",)
        return {name for name in names if name in unwanted or Path(place) / name in guests}

    shutil.copytree(source, scratch / "autograder", ignore=left_out)
    return build_wheel("engine.toml", folder, scratch)


def _course_wheel(folder: Path, scratch: Path, contents: Contents) -> Path:
    """A wheel of the course's public half, with the frozen answers and what each exercise is worth."""
    course = contents.course
    half = scratch.joinpath(*course.public.split("."))
    shutil.copytree(course.public_folder, half, ignore=shutil.ignore_patterns("__pycache__"))
    exercises = {name: e for a in contents.assignments for name, e in a.exercises.items()}
    frozen = freeze(live_oracle(course, PUBLIC_SEED), exercises)
    (half / frozen_file(course).name).write_bytes(frozen)
    (half / SYLLABUS_FILE).write_text(as_syllabus(contents.assignments), encoding="utf-8")
    inside = half.relative_to(scratch)
    return build_wheel(
        "course.toml", folder, scratch, course=course, folder=inside, needs=needs(course)
    )


def needs(course: Course) -> list[str]:
    """The requirements of a course's own package besides the kit, such as SciPy."""
    package = course.entry_point.dist
    if package is None or package.name == KIT:
        return []
    required = package.requires or []
    return [r for r in required if not r.startswith(KIT) and "extra ==" not in r]


def build_wheel(project: str, out: Path, scratch: Path, **values: object) -> Path:
    """Build a wheel of the packages in `scratch`, with `project` as its pyproject.toml. Returns its path."""
    text = filled(f"{project}.j2", version=VERSION, **values)
    (scratch / "pyproject.toml").write_text(text, encoding="utf-8")
    (built,) = WheelBuilder(str(scratch)).build(directory=str(out), versions=["standard"])
    return Path(built)


def _write_pages(folder: Path, wheels: Iterable[Path], contents: Contents) -> None:
    stages = _stages(contents)
    engine, guest = (wheel.name for wheel in wheels)
    solved = [assignment.name for assignment in contents.solved]
    open_ones = [a for a in contents.notebooks if a.name not in solved] or contents.notebooks
    ahead = [a for a in open_ones if a.name > max(solved, default="")] or open_ones
    shown = open_ones[min(1, len(open_ones) - 1)]
    count = _NUMBERS[len(stages)] if len(stages) < len(_NUMBERS) else str(len(stages))
    values = {
        "course": contents.course,
        "version": VERSION,
        "engine": engine,
        "guest": guest,
        "notebooks": f"{count} notebook{'s' if len(stages) != 1 else ''}",
        "stages": stages,
        "solved": solved,
        "missing": _missing(stages),
        "first": ahead[0].name,
        "several": len(stages) > 1,
        "live": contents.live,
        "shown": shown.name,
        "exercise": next(iter(shown.exercises)),
    }
    for page in ("README.md", "pyproject.toml", "requirements.txt"):
        (folder / page).write_text(filled(f"{page}.j2", **values), encoding="utf-8")
    own = contents.course.public_folder / GLOSSARY
    values["own_words"] = own.read_text(encoding="utf-8").strip() if own.is_file() else ""
    (folder / GLOSSARY).write_text(filled("glossary.md.j2", **values), encoding="utf-8")


def _stages(contents: Contents) -> list[Stage]:
    return [stage(a, contents.assignments, contents.solutions) for a in contents.notebooks]


def _missing(stages: Sequence[Stage]) -> list[str]:
    """The notebooks that those in the kit take functions from, and that are not in it."""
    needed = {name for each in stages for name in each.needs}
    return sorted(needed - {each.name for each in stages})


def filled(template: str, **values: object) -> str:
    """The text of a template in `kit_pages/` with these values."""
    environment = Environment(
        loader=PackageLoader("autograder.instructor", "kit_pages"),
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    return environment.get_template(template).render(values)
