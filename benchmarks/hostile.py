"""What hostile submissions cost a class: the time of 20 honest ones alone, and with ten hostile ones.

    python benchmarks/hostile.py
    python benchmarks/hostile.py --honest 60 --hostile 30

The hostile ones are those of `tests/attacks` that misuse reading, limits and what is handed back. The
marks of the honest ones must be the same both times.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from classroom import make_class
from nbgrader.api import Gradebook
from our_course import notebook

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.attacks import limits, reading
from tests.attacks.attack import ASSIGNMENT, FILE, Attack, dumped, written

KNOWS = "COURSE = HOME = PROJECT = TEMPORARY = SECRET = '/nowhere'\nTOKEN, PORT = 'token', 9"


def graded(course: Path) -> tuple[float, dict[str, float]]:
    """The seconds that `autograder grade` takes, and the score of each honest student."""
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "autograder", "grade", ASSIGNMENT], cwd=course, capture_output=True
    )
    seconds = time.perf_counter() - start
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        marks = {s.student.id: s.score for s in gradebook.assignment_submissions(ASSIGNMENT)}
    return seconds, {id: score for id, score in marks.items() if not id.startswith("hostile")}


def hand_in(course: Path, attacks: list[Attack]) -> None:
    """Let each attacker hand in."""
    solved = json.loads(notebook(ASSIGNMENT).read_text(encoding="utf-8"))
    for number, attack in enumerate(attacks):
        folder = course / "submitted" / f"hostile{number:02}" / ASSIGNMENT
        folder.mkdir(parents=True)
        (folder / FILE).write_bytes(dumped(written(attack, solved, KNOWS)))


def main() -> None:
    """Grade both classes and print the ratio."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--honest", type=int, default=20)
    parser.add_argument("--hostile", type=int, default=10)
    arguments = parser.parse_args()
    known = [*reading.ATTACKS, *limits.ATTACKS]
    attacks = known[:: max(1, len(known) // arguments.hostile)][: arguments.hostile]
    with tempfile.TemporaryDirectory() as place:
        results = []
        for name, others in (("alone", []), ("together", attacks)):
            course = Path(place) / name
            make_class(course, [ASSIGNMENT], arguments.honest, seed=0)
            (course / ".autograder-seed").write_text("0" * 64 + "\n")
            hand_in(course, others)
            results.append(graded(course))
    (alone, before), (together, after) = results
    print(f"{', '.join(attack.name for attack in attacks)}")
    print(f"with them, the class takes {together / alone:.2f} times as long")
    print("the marks of the honest are the same" if before == after else "MARKS DIFFER")


if __name__ == "__main__":
    main()
