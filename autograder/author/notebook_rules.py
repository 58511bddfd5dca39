"""Rules for solution notebooks: cells that belong together, text that is shown as intended."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from autograder.course import Course, CourseError
from autograder.engine.notebook_verdicts import check_file
from autograder.nbgrader_plugin.course_folder import CourseFolder, CourseFolderError
from autograder.notebooks.cell_code import parse
from autograder.notebooks.reading import (
    CHECK,
    UnreadableNotebook,
    cells_of,
    grading_of,
    is_check,
    source_of,
)
from autograder.notebooks.syllabus import assignments_in

_CODE = re.compile(r"^```.*?^```|`[^`\n]*`", flags=re.DOTALL | re.MULTILINE)
_LIST_ITEM = re.compile(r"\s*([-*]|\d+\.) ")
Cell = Mapping[str, Any]


def notebook_faults(course: Course) -> Iterator[tuple[str, str]]:
    """The place and a sentence for each fault in a course's solution notebooks."""
    solutions, seen = course.solutions, set[str]()
    for folder in sorted(path for path in solutions.iterdir() if path.is_dir()):
        file = folder / f"{folder.name}.ipynb"
        try:
            cells = cells_of(file)
        except UnreadableNotebook as error:
            yield folder.name, str(error)
            continue
        for fault in (*_cell_faults(cells, course), *_text_faults(cells), *_code_faults(cells)):
            yield folder.name, fault
        checked = {_id(cell) for cell in cells if is_check(cell)}
        seen |= {name.removeprefix(CHECK) for name in checked}
    for name in course.exercises:
        if name not in seen:
            yield (
                str(solutions),
                f"no notebook has a check cell for {name}: add its solution cell and one called "
                f"{CHECK}{name}, with its points",
            )


def solution_faults(course: Course) -> Iterator[tuple[str, str]]:
    """The course's own solutions that do not pass when they are checked like a student's."""
    for assignment in assignments_in(course.solutions, course):
        try:
            verdict = check_file(course.solutions / assignment.name / f"{assignment.name}.ipynb")
        except CourseError:
            continue  # an answer that fails is reported with its exercise
        for each in verdict.verdicts:
            if not each.passed:
                yield assignment.name, f"the solution of {each.name} does not pass: {each.message}"


def out_of_step(course: Course) -> Iterator[tuple[str, str]]:
    """The notebooks in the `assignments/` beside the solutions that are out of date."""
    released = course.solutions.parent / "assignments"
    if not released.is_dir():
        return
    assignments = assignments_in(course.solutions, course)
    with tempfile.TemporaryDirectory() as scratch:
        folder = CourseFolder.make(Path(scratch), assignments, course.solutions)
        for assignment in assignments:
            name = assignment.name
            try:
                made = folder.generate_assignment(name) / f"{name}.ipynb"
            except CourseFolderError as error:
                yield name, str(error)
                continue
            stored = released / name / f"{name}.ipynb"
            if not stored.is_file() or _bare(stored) != _bare(made):
                yield (
                    name,
                    "the notebook in assignments/ is out of date: run nbgrader generate_assignment "
                    f"{name} --force",
                )


def _bare(path: Path) -> list[tuple[str, str, Any]]:
    """A notebook's cells without the parts that differ in every run."""
    return [(cell["cell_type"], source_of(cell), dict(grading_of(cell))) for cell in cells_of(path)]


def _cell_faults(cells: Iterable[Cell], course: Course) -> Iterator[str]:
    cells = list(cells)
    solved = {_id(cell): cell for cell in cells if grading_of(cell).get("solution")}
    checks = {_id(cell): cell for cell in cells if is_check(cell)}
    for_practice = all(grading_of(cell).get("points") == 0 for cell in checks.values())
    for id, cell in checks.items():
        name = id.removeprefix(CHECK)
        if name not in course.exercises:
            yield f"the check cell {id} is about {name}, which is not an exercise of the course"
        elif source_of(cell).strip() != f"check({name})":
            yield f"the check cell {id} should say check({name}) and nothing else"
        if not for_practice and not float(grading_of(cell).get("points") or 0) > 0:
            yield (
                f"the check cell {id} is worth no points: give it some, or 0 to every check of a notebook "
                "that is for practice alone"
            )
        if not grading_of(cell).get("locked"):
            yield f"the check cell {id} is not locked: students could change it"
        if name not in solved:
            yield f"there is no solution cell with the grade id {name} for {id}"
    for id, cell in solved.items():
        if f"{CHECK}{id}" not in checks and id in course.exercises:
            yield f"the solution cell {id} has no check cell: add one called {CHECK}{id}"
        if "### BEGIN SOLUTION" not in source_of(cell) or "### END SOLUTION" not in source_of(cell):
            yield (
                f"the solution cell {id} lacks ### BEGIN SOLUTION or ### END SOLUTION around what "
                "students are to write"
            )
    if any(cell.get("outputs") for cell in cells):
        yield "there are outputs in it: clear them all"


def _text_faults(cells: Iterable[Cell]) -> Iterator[str]:
    texts = [_CODE.sub("code", source_of(c)) for c in cells if c.get("cell_type") == "markdown"]
    prose = [part for text in texts for part in re.split(r"\n\s*\n", text)]
    lines = [line for part in prose for line in part.splitlines()]
    titles = sum(bool(re.match(r"# \S", line)) for line in lines)
    if titles != 1:
        yield f"there are {titles} titles (lines that begin with one #): there should be one"
    if any(re.fullmatch(r"\s*#+\s*", line) for line in lines):
        yield "there is an empty heading"
    for part in prose:
        shown = " ".join(part.split())[:50]
        if not _LIST_ITEM.match(part) and re.search(r"^ {4}", part, flags=re.MULTILINE):
            yield f"a text is shown as code, because it is indented: {shown}"
        if re.search(r"\S # |# #", part):
            yield f"there is a comment sign in a text: {shown}"
        if part.count("$") % 2 or (
            "$$" in part and not re.fullmatch(r"\$\$[^$]+\$\$", part.strip())
        ):
            yield f"a formula is not closed, or is not alone between $$ signs: {shown}"


def _code_faults(cells: Iterable[Cell]) -> Iterator[str]:
    heading = False
    for cell in cells:
        if cell.get("cell_type") == "markdown":
            heading |= bool(re.search(r"^#{2,3} \S", source_of(cell), flags=re.MULTILINE))
        elif grading_of(cell).get("solution"):
            if not heading:
                yield f"the exercise {_id(cell)} has no heading above it"
            heading = False
        if cell.get("cell_type") == "code":
            try:
                parse(source_of(cell))
            except SyntaxError as error:
                yield f"a cell can't be read by Python ({error.msg}): {source_of(cell)[:50]}"


def _id(cell: Cell) -> str:
    return str(grading_of(cell).get("grade_id"))
