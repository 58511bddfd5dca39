"""Measures each budget of the design as a ratio, in one run on one machine.

    python benchmarks/budgets.py

The yardstick is `python -c "import numpy"`, timed between the measurements. Of several runs the
median is taken.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from our_course import ASSIGNMENTS, COURSE, EXERCISES, make_folder, notebook

from autograder.engine.course_oracle import course_oracle
from autograder.engine.examine import examine
from autograder.nbgrader_plugin.course_folder import CourseFolder
from autograder.notebooks.program import Program
from autograder.notebooks.reading import read_code
from autograder.sandbox.submission import LiveSubmission

CAPSTONE = "fit_classifier"


def median_time(action: Callable[[], object], runs: int = 5) -> float:
    """The median wall time of some runs, in seconds."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def python(*arguments: str) -> Callable[[], object]:
    """A run of Python as a whole process."""
    return lambda: subprocess.run([sys.executable, *arguments], capture_output=True, check=True)


def live_checks() -> dict[str, float]:
    """Seconds for the verdict on each exercise in a live kernel, once its oracle is warm."""
    oracle = course_oracle(COURSE)
    times = {}
    for assignment, names in ASSIGNMENTS.items():
        program = Program.of(read_code(notebook(assignment)))
        for name in names:
            if name == CAPSTONE:
                continue
            namespace: dict[str, object] = {}
            program.run(name, namespace)
            for other in EXERCISES[name].builds_on:
                program.run(other, namespace)
            submission = LiveSubmission(namespace)
            examine(EXERCISES[name], submission, oracle)
            times[name] = median_time(
                lambda e=EXERCISES[name], s=submission: examine(e, s, oracle), 3
            )
    return times


def class_of(count: int, assignment: str, folder: Path) -> CourseFolder:
    """A course in which `count` students handed in the solution."""
    course = make_folder(folder, [assignment])
    course.generate_assignment(assignment)
    for number in range(count):
        home = folder / "submitted" / f"student{number:03d}" / assignment
        home.mkdir(parents=True)
        (home / f"{assignment}.ipynb").write_text(notebook(assignment).read_text())
    return course


def grade_class(count: int) -> float:
    """Seconds that nbgrader with this kit takes for a class, one student after the other."""
    with tempfile.TemporaryDirectory() as folder:
        course = class_of(count, "02_activations", Path(folder) / "course")
        start = time.perf_counter()
        for number in range(count):
            course.autograde("02_activations", f"student{number:03d}")
        return time.perf_counter() - start


def main() -> None:
    """Print the table."""
    yardstick = median_time(python("-c", "import numpy"), 9)
    live = live_checks()
    slowest = max(live, key=lambda name: live[name])
    rows = [
        ("check(f), median of the exercises", statistics.median(live.values()), "50 ms"),
        (f"check(f), slowest but the capstone ({slowest})", live[slowest], "300 ms"),
    ]
    print(f"{'what':58} {'ms':>7} {'x numpy':>8}   budget")
    for assignment in ASSIGNMENTS:
        if assignment != "07_training":
            command = python(
                "-m", "autograder", "check", "--format", "json", str(notebook(assignment))
            )
            rows.append((f"autograder check {assignment}", median_time(command, 5), "4 x numpy"))
    few, many = grade_class(5), grade_class(20)
    rows.append(("nbgrader autograde, a submission of 20", many / 20, ""))
    for what, seconds, budget in rows:
        print(f"{what:58} {seconds * 1000:7.0f} {seconds / yardstick:8.2f}   {budget}")
    print(f"time for 20 submissions over that for 5: {many / few:.2f} (linear: 4)")
    print(json.dumps({what: round(seconds / yardstick, 2) for what, seconds, _ in rows}))


if __name__ == "__main__":
    main()
