"""How the time and the memory of `autograder grade` grow with the number of students.

    python benchmarks/growth.py
    python benchmarks/growth.py --sizes 50 1000 --assignment 02_activations

Made-up classes of several sizes are graded, one after the other. Linear growth shows as the same time
a student, flat memory as the same peak: both are given as multiples of the smallest class's. The peak
is that of the process which leads, and beside it the largest of those that mark.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from classroom import make_class
from our_course import ASSIGNMENTS
from rich.console import Console
from rich.table import Table

MEASURED = """
import resource, sys
from autograder.cli import main
try:
    main(["grade", *sys.argv[1:]])
except SystemExit as end:
    peaks = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print("peaks", *peaks)
    sys.exit(end.code)
"""


def measure(course: Path, assignment: str) -> tuple[float, int, int]:
    """Wall time of grading a course, and the peak memory of the leading and of a marking process."""
    script = course / "measured.py"
    script.write_text(f'if __name__ == "__main__":{MEASURED.replace(chr(10), chr(10) + "    ")}')
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, script, assignment], cwd=course, capture_output=True, text=True
    )
    seconds = time.perf_counter() - start
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    leading, marking = map(int, done.stdout.split("peaks")[-1].split())
    return seconds, leading, marking


def main() -> None:
    """Grade classes of all sizes and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", nargs="+", type=int, default=[50, 100, 200, 500, 1000])
    parser.add_argument("--assignment", choices=ASSIGNMENTS, default="01_neuron")
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    table = Table("students", "time a student", "memory, leading", "memory, marking")
    first: tuple[float, ...] = ()
    for size in chosen.sizes:
        with tempfile.TemporaryDirectory() as folder:
            course = Path(folder) / "class"
            make_class(course, [chosen.assignment], size, chosen.seed)
            seconds, leading, marking = measure(course, chosen.assignment)
        figures = (seconds / size, leading, marking)
        first = first or figures
        ratios = (f"{figure / of:.2f} x" for figure, of in zip(figures, first, strict=True))
        table.add_row(str(size), *ratios)
    Console().print(table)


if __name__ == "__main__":
    main()
