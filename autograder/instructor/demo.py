"""The whole story on one machine: a small made-up class, graded from start to end.

The right answers come from the course's own notebooks; what is written here is wrong on purpose.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from autograder.engine.default_oracle import default_oracle
from autograder.engine.notebook_verdict import grade_file
from autograder.feedback import render
from autograder.instructor.report import make_report
from autograder.nbgrader_plugin.course_folder import CourseFolder
from autograder.notebooks.syllabus import course_points
from autograder.sandbox import spawn
from autograder.workshop.exercises import ASSIGNMENTS

ASSIGNMENTS_SHOWN = ["02_activations", "04_backprop"]


@dataclass(frozen=True)
class MadeUpStudent:
    """A made-up student: what they stand for, and the cells in which they differ from the answers."""

    name: str
    story: str
    cells: dict[str, str] = field(default_factory=dict)
    unfinished: tuple[str, ...] = ()
    hostile: bool = False


CLASS = [
    MadeUpStudent("ada", "everything right"),
    MadeUpStudent(
        "ben",
        "mistakes that many make",
        {
            "sigmoid": "def sigmoid(z):\n    return 1 / (1 + np.exp(z))",
            "relu": "def relu(z):\n    return np.where(z > 0, z, 0.01 * z)",
            "sigmoid_grad": "def sigmoid_grad(z):\n    return z * (1 - z)",
            "numerical_gradient": (
                "def numerical_gradient(f, x, h=1e-5):\n"
                "    grad = np.zeros_like(x)\n"
                "    for i in np.ndindex(x.shape):\n"
                "        up = x.copy()\n"
                "        up[i] += h\n"
                "        grad[i] = (f(up) - f(x)) / h\n"
                "    return grad"
            ),
            "relative_error": "def relative_error(a, b):\n    return np.max(np.abs(a - b))",
        },
    ),
    MadeUpStudent(
        "chen",
        "careless: a print for a return, a typo, a wrong name",
        {
            "sigmoid": "def sigmoid(z):\n    print(1 / (1 + np.exp(-z)))",
            "relu": "def relu(z)\n    return np.maximum(0, z)",
            "tanh": "def tanh(z):\n    return np.tahn(z)",
            "gelu": "def gleu(z):\n    return z",
            "chain_rule": "def chain_rule(x):\n    return np.cos(x**2)",
        },
    ),
    MadeUpStudent(
        "dina",
        "ran out of time",
        unfinished=(
            "gelu",
            "sigmoid_grad",
            "tanh_grad",
            "relu_grad",
            "leaky_relu_grad",
            "forward",
            "backward",
        ),
    ),
    MadeUpStudent(
        "eli",
        "code that never ends, exits, eats memory",
        {
            "sigmoid": "def sigmoid(z):\n    while True:\n        pass",
            "tanh": "def tanh(z):\n    import os\n    os._exit(0)",
            "relu": "def relu(z):\n    hoard = []\n    while True:\n        hoard.append(np.ones(10**7))",
        },
        hostile=True,
    ),
    MadeUpStudent(
        "fay",
        "tries to talk the grader into full marks",
        {
            "sigmoid": (
                "import autograder\n\n\nclass Agree:\n    def __eq__(self, other):\n        return True\n\n\n"
                "def sigmoid(z):\n    return Agree()"
            ),
            "tanh": "def tanh(z):\n    import dlref\n    return dlref.tanh(z)",
            "relu": "np.allclose = np.array_equal = lambda *a, **k: True\n\n\ndef relu(z):\n    return 1.0",
        },
        hostile=True,
    ),
]


def run_demo(root: Path) -> None:
    """Make the class in a new folder, grade it, and print the table.

    Raises FileExistsError where the folder is there and not empty.
    """
    if root.exists() and any(root.iterdir()):
        raise FileExistsError(f"{root} is not empty: choose another folder with --out.")
    console = Console()
    level = spawn.probe()
    students = [student for student in CLASS if level.isolated or not student.hostile]
    console.print(f"A course of {len(ASSIGNMENTS_SHOWN)} notebooks and a class of {len(students)}:")
    for student in students:
        console.print(f"  {student.name:5} {student.story}")
    console.print(f"Strangers' code runs {level}.", highlight=False)
    if len(students) < len(CLASS):
        console.print(
            "So the hostile students stay at home, and the others are graded all the same."
        )
    course = CourseFolder.make(root, ASSIGNMENTS_SHOWN, allow_unisolated=not level.isolated)
    for assignment in ASSIGNMENTS_SHOWN:
        course.generate_assignment(assignment)
        for student in students:
            _submit(root, assignment, student)
    work = [(a, s) for a in ASSIGNMENTS_SHOWN for s in students]
    for assignment, student in track(work, "Grading with nbgrader", console=console):
        course.autograde(assignment, student.name)
        course.generate_feedback(assignment, student.name)
    _show_a_verdict(console, root)
    for assignment in ASSIGNMENTS_SHOWN:
        console.print(_table(course, assignment, students))
    course.export("grades.csv")
    make_report(root, ASSIGNMENTS_SHOWN, root / "report.html", date.today())
    _say_where(console, root)


def _submit(root: Path, assignment: str, student: MadeUpStudent) -> None:
    """Put a student's version of the released notebook where nbgrader looks for submissions."""
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


def _show_a_verdict(console: Console, root: Path) -> None:
    console.print("\nWhat ben reads below his sigmoid:\n")
    path = root / "submitted" / "ben" / "02_activations" / "02_activations.ipynb"
    verdict = grade_file(path, default_oracle()).verdicts[0]
    console.print(render.text(verdict), markup=False, highlight=False)


def _table(course: CourseFolder, assignment: str, students: list[MadeUpStudent]) -> Table:
    """Exercises down, students across, marks in between."""
    marks = course.marks(assignment)
    table = Table(title=f"\n{assignment}", title_justify="left")
    table.add_column("exercise")
    for student in students:
        table.add_column(student.name, justify="right")
    for exercise in ASSIGNMENTS[assignment]:
        scores = [marks[s.name][exercise][0] for s in students]
        table.add_row(exercise, *(f"{score:.3g}" for score in scores))
    table.add_section()
    totals = [sum(score for score, _ in marks[s.name].values()) for s in students]
    total = sum(course_points(assignment).values())
    table.add_row(f"together of {total:g}", *(f"{score:.3g}" for score in totals))
    return table


def _say_where(console: Console, root: Path) -> None:
    root = root.absolute()
    console.print("\nThe course folder is yours to explore:")
    for what, where in (
        ("gradebook", "gradebook.db"),
        ("marks", "grades.csv"),
        ("feedback", "feedback/ben/02_activations/02_activations.html"),
        ("report", "report.html"),
        ("submissions", "submitted/"),
    ):
        console.print(f"  {what:12} {root / where}", soft_wrap=True, highlight=False)
    console.print(
        "Grade again in that folder, with nbgrader: nbgrader autograde 02_activations --force\n"
        "or the whole class at once: autograder grade 02_activations --force",
        highlight=False,
    )
