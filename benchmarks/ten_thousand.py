"""A very large class, simulated: does grading stay linear and flat, and go on where it was stopped?

    python benchmarks/ten_thousand.py
    python benchmarks/ten_thousand.py --students 1000

Each student hands in one of a few notebooks, whose verdicts are made before; so this measures what
`autograder grade` does beside marking: reading, filing, the gradebook, the list of who is done. Midway the
run is killed (SIGKILL), and the same command goes on. The time a student takes in each tenth is given as a
multiple of the first tenth's, and memory likewise.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import time
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

from classroom import make_class
from rich.console import Console
from rich.table import Table

from autograder.instructor.batch.pool import Pool, mark_student
from autograder.instructor.batch.run import Grading
from autograder.marking.job import MarkingJob
from autograder.nbgrader_plugin.course_folder import CourseFolder, inside

ASSIGNMENT = "01_neuron"
DISTINCT = 20


class _Known(Executor):
    """Answers with verdicts that were made before, by the text of the notebook."""

    def __init__(self) -> None:
        self._known: dict[Any, Any] = {}

    def submit(
        self, call: Any, /, jobs: list[MarkingJob], *given: Any, **named: Any
    ) -> Future[Any]:
        done: Future[Any] = Future()
        [job] = jobs
        if job.cells not in self._known:
            self._known[job.cells] = mark_student(jobs, *given, **named)
        done.set_result(self._known[job.cells])
        return done


def make(root: Path, students: int) -> None:
    """A course in which many students hand in the work of a few."""
    make_class(root, [ASSIGNMENT], DISTINCT, seed=0)
    few = sorted((root / "submitted").iterdir())
    for number in range(DISTINCT, students):
        shutil.copytree(few[number % DISTINCT], root / "submitted" / f"t{number:05d}")


def memory() -> int:
    """The memory of this process, in kilobytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024


def grade(root: Path, log: Path) -> None:
    """Grade the class, and write down the time and the memory after each student that was filed."""
    course, known = CourseFolder(root), _Known()
    with inside(course.root), course.gradebook() as gradebook, log.open("a") as lines:
        grading = Grading(course, gradebook, [ASSIGNMENT])

        def one_done() -> None:
            went = sum(way != "as before" for way in grading.tally.went.values())
            lines.write(json.dumps([time.monotonic(), memory(), went]) + "\n")
            lines.flush()

        grading.run(Pool(known, 2, lambda: None), one_done)


def killed_midway(root: Path, log: Path, students: int) -> None:
    """Start grading, and kill it when half of the class is done."""
    process = multiprocessing.get_context("spawn").Process(target=grade, args=(root, log))
    process.start()
    while process.is_alive() and (not log.exists() or log.read_text().count("\n") < students // 2):
        time.sleep(0.5)
    os.kill(process.pid or 0, signal.SIGKILL)
    process.join()


def marks(root: Path) -> dict[str, float]:
    """Everybody's mark, and that nobody is missing or there twice."""
    return {
        student: sum(got for got, _ in exercises.values())
        for student, exercises in CourseFolder(root).marks(ASSIGNMENT).items()
    }


def main() -> None:
    """Make the class, grade it in two halves, and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--students", type=int, default=10_000)
    students = parser.parse_args().students
    with tempfile.TemporaryDirectory() as place:
        root, log = Path(place) / "course", Path(place) / "log"
        make(root, students)
        killed_midway(root, log, students)
        stopped = len(marks(root))
        process = multiprocessing.get_context("spawn").Process(target=grade, args=(root, log))
        process.start()
        process.join()
        seen = [json.loads(line) for line in log.read_text().splitlines()]
        found = marks(root)
    again = next(n for n in range(1, len(seen)) if seen[n][2] <= seen[n - 1][2])
    report(seen[:again], students)
    report([s for s in seen[again:] if s[2]], students)
    print(
        f"stopped with {stopped} of {students} filed; in the end there are marks for {len(found)}"
    )
    same = set(found.values())
    print(f"exit {process.exitcode}; {len(same)} different marks")
    sys.exit(process.exitcode or len(found) != students)


def report(seen: list[list[float]], students: int) -> None:
    """The time a student takes and the memory, in each tenth of the class, over the first one's."""
    size = max(2, students // 10)
    tenths = [seen[n : n + size] for n in range(0, len(seen) - size + 1, size)]
    times = [(part[-1][0] - part[0][0]) / (len(part) - 1) for part in tenths]
    table = Table("tenth", "time a student", "memory")
    for number, part in enumerate(tenths):
        ratios = (times[number] / times[0], part[-1][1] / tenths[0][-1][1])
        table.add_row(str(number + 1), *(f"{ratio:.2f} x" for ratio in ratios))
    Console().print(table)


if __name__ == "__main__":
    main()
