"""`autograder demo`: a small made-up class, graded from start to finish on one machine.

Right answers come from the course's own notebooks, and common mistakes from its misconceptions. The
other wrong answers here are made up and fit any course.
"""

from __future__ import annotations

import ast
import builtins
import inspect
import json
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from autograder.course import Course
from autograder.engine.notebook_verdicts import check_file
from autograder.engine.reference import reference
from autograder.feedback import render
from autograder.instructor.report import make_report
from autograder.model import Exercise, Misconception
from autograder.nbgrader_plugin.course_folder import CourseFolder
from autograder.notebooks.syllabus import Assignment, assignments_of
from autograder.sandbox import spawn

MOST_MISTAKES = 3
"""The maximum number of known mistakes that a made-up student makes in a notebook."""


@dataclass(frozen=True)
class MadeUpStudent:
    """A made-up student: what they stand for, and the cells that differ from the answers."""

    name: str
    story: str
    cells: dict[str, str] = field(default_factory=dict)
    unfinished: tuple[str, ...] = ()
    hostile: bool = False


def made_up_class(course: Course, assignments: Sequence[Assignment]) -> list[MadeUpStudent]:
    """Six students: right, wrong in known ways, careless, slow, and two who are hostile."""
    exercises = [list(assignment.exercises.values()) for assignment in assignments]
    later = tuple(e.name for each in exercises for e in each[(len(each) + 1) // 2 :])
    common = {
        name: code
        for each in exercises
        for name, code in list(_common_mistakes(course, each))[:MOST_MISTAKES]
    }
    return [
        MadeUpStudent("ada", "everything right"),
        MadeUpStudent("ben", "makes common mistakes", common),
        MadeUpStudent(
            "chen",
            "careless: print instead of return, a typo, a wrong name",
            _one_each(exercises, _CARELESS, course),
        ),
        MadeUpStudent("dina", "ran out of time", unfinished=later),
        MadeUpStudent(
            "eli",
            "code that never ends, exits, eats memory",
            _one_each(exercises, _ENDLESS, course),
            hostile=True,
        ),
        MadeUpStudent(
            "fay",
            "tries to trick the grader into full marks",
            _one_each(exercises, _FORGED, course),
            hostile=True,
        ),
    ]


_CARELESS = (
    "def {name}({arguments}):\n    print({first})",
    "def {name}({arguments})\n    return {first}",
    "def {name}_({arguments}):\n    return {first}",
)
_ENDLESS = (
    "def {name}({arguments}):\n    while True:\n        pass",
    "def {name}({arguments}):\n    import os\n    os._exit(0)",
    "def {name}({arguments}):\n    hoard = []\n    while True:\n        hoard.append(np.ones(10**7))",
)
_FORGED = (
    "import autograder\n\n\nclass Agree:\n    def __eq__(self, other):\n        return True\n\n\n"
    "def {name}({arguments}):\n    return Agree()",
    "def {name}({arguments}):\n    from {module} import {name} as known\n    return known({arguments})",
    "np.allclose = np.array_equal = lambda *a, **k: True\n\n\ndef {name}({arguments}):\n    return 1.0",
)


def _one_each(
    assignments: Sequence[Sequence[Exercise]], texts: Sequence[str], course: Course
) -> dict[str, str]:
    """Code for the first exercises of each assignment, one of these texts for each."""
    return {
        exercise.name: text.format(
            name=exercise.name,
            arguments=", ".join(exercise.signature),
            first=exercise.signature[0],
            module=f"{course.private}.{course.subject_of(exercise.name)}",
        )
        for exercises in assignments
        for exercise, text in zip(exercises, texts, strict=False)
    }


def _common_mistakes(course: Course, exercises: Sequence[Exercise]) -> Iterator[tuple[str, str]]:
    """For each exercise, one misconception whose code runs on its own, if there is one."""
    for exercise in exercises:
        for known in reference(course).misconceptions(exercise.name).values():
            code = _as_students_write(known, exercise)
            if code is not None:
                yield exercise.name, code
                break


def _as_students_write(known: Misconception, exercise: Exercise) -> str | None:
    """A misconception's code under the exercise's name; None if it needs more than NumPy."""
    assert known.function is not None
    (node,) = ast.parse(textwrap.dedent(inspect.getsource(known.function))).body
    if not isinstance(node, ast.FunctionDef):
        return None
    node.name, node.decorator_list, node.body = exercise.name, [], node.body[1:]
    bound = {"np", *dir(builtins), *(a.arg for a in ast.walk(node) if isinstance(a, ast.arg))}
    names = [n for n in ast.walk(node) if isinstance(n, ast.Name)]
    bound |= {n.id for n in names if isinstance(n.ctx, ast.Store)}
    alone = node.body and all(n.id in bound for n in names)
    return ast.unparse(ast.fix_missing_locations(node)) if alone else None


def run_demo(root: Path, course: Course) -> None:
    """Make a class of this course in a new folder, grade it, and print the table.

    Raises FileExistsError if the folder is not empty.
    """
    if root.exists() and any(root.iterdir()):
        raise FileExistsError(f"{root} is not empty: choose another folder with --out.")
    console = Console()
    level = spawn.probe()
    shown = _shown(course)
    names = [assignment.name for assignment in shown]
    everyone = made_up_class(course, shown)
    students = [student for student in everyone if level.protects or not student.hostile]
    console.print(f"{course.title}: {' and '.join(names)}, and a class of {len(students)}:")
    for student in students:
        console.print(f"  {student.name:5} {student.story}")
    console.print(f"Student code runs {level.where}", highlight=False)
    if len(students) < len(everyone):
        console.print(
            "Without isolation, the two hostile students are left out; the others are graded."
        )
    folder = CourseFolder.make(root, shown, course.solutions, allow_unisolated=not level.protects)
    for name in names:
        folder.generate_assignment(name)
        for student in students:
            _submit(root, name, student)
    work = [(name, student) for name in names for student in students]
    for name, student in track(work, "Grading with nbgrader", console=console):
        folder.autograde(name, student.name)
        folder.generate_feedback(name, student.name)
    _show_a_verdict(console, root, names[0])
    for assignment in shown:
        console.print(_table(folder, assignment, students))
    folder.export("grades.csv")
    make_report(root, names, root / "report.html", date.today())
    _say_where(console, root, names[0])


def _shown(course: Course) -> list[Assignment]:
    """The assignments that the course chose for its demo, or its first two."""
    found = assignments_of(course)
    return [a for a in found if a.name in course.demo] or found[:2]


def _submit(root: Path, assignment: str, student: MadeUpStudent) -> None:
    """Write a student's version of the released notebook into `submitted/`."""
    released = json.loads((root / "assignments" / assignment / f"{assignment}.ipynb").read_text())
    answers = json.loads((root / "solutions" / assignment / f"{assignment}.ipynb").read_text())
    solved = {cell["id"]: cell["source"] for cell in answers["cells"]}
    for cell in released["cells"]:
        grading = cell["metadata"].get("nbgrader", {})
        name = grading.get("grade_id")
        if grading.get("solution") and name not in student.unfinished:
            cell["source"] = student.cells.get(name, solved[cell["id"]])
    folder = root / "submitted" / student.name / assignment
    folder.mkdir(parents=True)
    (folder / f"{assignment}.ipynb").write_text(json.dumps(released, indent=1))
    (folder / "timestamp.txt").write_text(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC")


def _show_a_verdict(console: Console, root: Path, assignment: str) -> None:
    """Print the verdict that ben reads below his first mistake."""
    verdicts = check_file(root / "submitted" / "ben" / assignment / f"{assignment}.ipynb").verdicts
    wrong = next((verdict for verdict in verdicts if not verdict.passed), None)
    if wrong is not None:
        console.print(f"\nWhat ben reads below his {wrong.name}:\n")
        console.print(render.text(wrong), markup=False, highlight=False)


def _table(folder: CourseFolder, assignment: Assignment, students: list[MadeUpStudent]) -> Table:
    """A table of marks, with a row for each exercise and a column for each student."""
    marks = folder.marks(assignment.name)
    table = Table(title=f"\n{assignment.name}", title_justify="left")
    table.add_column("exercise")
    for student in students:
        table.add_column(student.name, justify="right")
    for exercise in assignment.points:
        scores = [marks[s.name][exercise][0] for s in students]
        table.add_row(exercise, *(f"{score:.3g}" for score in scores))
    table.add_section()
    totals = [sum(score for score, _ in marks[s.name].values()) for s in students]
    total = sum(assignment.points.values())
    table.add_row(f"together of {total:g}", *(f"{score:.3g}" for score in totals))
    return table


def _say_where(console: Console, root: Path, assignment: str) -> None:
    root = root.absolute()
    console.print("\nThe course folder is yours to explore:")
    for what, where in (
        ("gradebook", "gradebook.db"),
        ("marks", "grades.csv"),
        ("feedback", f"feedback/ben/{assignment}/{assignment}.html"),
        ("report", "report.html"),
        ("submissions", "submitted/"),
    ):
        console.print(f"  {what:12} {root / where}", soft_wrap=True, highlight=False)
    console.print(
        f"Grade again in that folder, with nbgrader: nbgrader autograde {assignment} --force\n"
        f"or the whole class at once: autograder grade {assignment} --force",
        highlight=False,
    )
