"""How long a class takes to grade, through each door, on the same notebooks in one run.

    python benchmarks/grading.py
    python benchmarks/grading.py --students 100 --assignments 01_neuron --sizes 1 10 100
    python benchmarks/grading.py --students 30 --together --assignments 01_neuron … 07_training --sizes 30

Every door is a command that grades assignments of a course folder. The class is cut into batches,
each of which every door grades in turn as a course of its own, so that noise meets all of them. A
submission's share of the whole command, start included, is given in units of `python -c "import
numpy"`, which is timed between the batches; a batch of one shows what starting costs.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from classroom import TRUTH, make_class
from our_course import ASSIGNMENTS, VARIANTS
from rich.console import Console
from rich.table import Table

from autograder.nbgrader_plugin.course_folder import CONFIG_FILE, CourseFolder

SCRIPTS = sysconfig.get_path("scripts")

STOCK_CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "deep-learning"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "assignments"
"""


@dataclass(frozen=True)
class Door:
    """A command, to which assignments' names are added, and the course's settings for it."""

    command: tuple[str, ...]
    settings: str
    all_at_once: bool = False

    def grade(self, course: Path, assignments: tuple[str, ...]) -> float:
        """Grade the course. Gives the wall time in seconds."""
        (course / "nbgrader_config.py").write_text(self.settings)
        environment = os.environ | {"PATH": os.pathsep.join([SCRIPTS, os.environ["PATH"]])}
        runs = [assignments] if self.all_at_once else [(name,) for name in assignments]
        return sum(wall_time([*self.command, *names], course, environment) for names in runs)


DOORS = {
    "stock nbgrader": Door((f"{SCRIPTS}/nbgrader", "autograde"), STOCK_CONFIG),
    "nbgrader with the kit": Door((f"{SCRIPTS}/nbgrader", "autograde"), CONFIG_FILE),
    "autograder grade": Door((sys.executable, "-m", "autograder", "grade"), CONFIG_FILE, True),
}


def wall_time(
    command: list[str], folder: Path | None = None, environment: dict[str, str] | None = None
) -> float:
    """Seconds that a command takes. Raises RuntimeError with the end of its log where it fails."""
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    seconds = time.perf_counter() - start
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed: {done.stderr[-2000:]}")
    return seconds


class Comparison:
    """A class, the times that its batches took, and who among the fully right got full marks."""

    def __init__(self, root: Path, doors: list[str]) -> None:
        self.root = root
        self.doors = doors
        self.yardsticks: list[float] = []
        self.times: dict[tuple[tuple[str, ...], str, int], list[float]] = defaultdict(list)
        self.full: dict[str, list[bool]] = defaultdict(list)
        self._truth = json.loads((root / TRUTH).read_text())

    def run(self, assignments: tuple[str, ...], sizes: list[int]) -> None:
        """Grade assignments in batches of these sizes through every door; one batch of one."""
        for size in sizes:
            for number, students in enumerate(self._batches(size)):
                turn = number % len(self.doors)
                for door in self.doors[turn:] + self.doors[:turn]:
                    self.yardsticks.append(wall_time([sys.executable, "-c", "import numpy"]))
                    self._grade(door, assignments, students)

    def _batches(self, size: int) -> Iterator[list[str]]:
        students = list(self._truth)[: size if size == 1 else None]
        for start in range(0, len(students), size):
            yield students[start : start + size]

    def _grade(self, door: str, assignments: tuple[str, ...], students: list[str]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            course = Path(folder) / "course"
            shutil.copytree(self.root, course, ignore=shutil.ignore_patterns("submitted"))
            for student in students:
                shutil.copytree(self.root / "submitted" / student, course / "submitted" / student)
            seconds = DOORS[door].grade(course, assignments)
            submissions = len(students) * len(assignments)
            self.times[assignments, door, len(students)].append(seconds / submissions)
            for name in assignments:
                marks = CourseFolder(course).marks(name)
                for student in filter(lambda s, n=name: self._is_right(s, n), students):
                    right = all(got == most for got, most in marks[student].values())
                    self.full[door].append(right)

    def _is_right(self, student: str, assignment: str) -> bool:
        """Whether a student's notebook, and all that it may load from, holds right answers alone."""
        return all(
            kind == "answer" or kind in VARIANTS[exercise]
            for name, work in self._truth[student].items()
            if name <= assignment
            for exercise, kind in work.items()
        )

    def table(self) -> Table:
        """A submission's time in yardsticks, and how often it goes into the first door's."""
        yardstick = statistics.median(self.yardsticks)
        table = Table("assignments", "batch of")
        for door in self.doors:
            table.add_column(door, justify="right")
        for assignments, size in dict.fromkeys((a, size) for a, _, size in self.times):
            times = [statistics.mean(self.times[assignments, door, size]) for door in self.doors]
            cells = [f"{time / yardstick:.1f}, {times[0] / time:.1f} x" for time in times]
            table.add_row(", ".join(assignments), str(size), *cells)
        return table


def main() -> None:
    """Make a class, grade it through every door, and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--students", type=int, default=20)
    parser.add_argument(
        "--assignments", nargs="+", choices=ASSIGNMENTS, default=["01_neuron", "02_activations"]
    )
    parser.add_argument("--together", action="store_true", help="all assignments in one run")
    parser.add_argument("--sizes", nargs="+", type=int, default=[1, 10])
    parser.add_argument("--doors", nargs="+", choices=DOORS, default=list(DOORS))
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "class"
        make_class(root, chosen.assignments, chosen.students, chosen.seed)
        comparison = Comparison(root, chosen.doors)
        names = tuple(chosen.assignments)
        for group in [names] if chosen.together else [(name,) for name in names]:
            comparison.run(group, chosen.sizes)
    console.print(
        f"A submission's time in units of `import numpy`, and how often it goes into "
        f"that of {chosen.doors[0]}:"
    )
    console.print(comparison.table())
    for door, full in comparison.full.items():
        console.print(f"{door}: full marks for {sum(full)} of {len(full)} fully right notebooks.")


if __name__ == "__main__":
    main()
