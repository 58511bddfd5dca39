"""A grader killed at random moments and run again: `python -m tests.fuzz.kills --count 20`.

Each time a fresh class is graded by a command that gets SIGKILL at a moment drawn evenly from the
whole run; in half of the trials its process group gets it too. The same command, run again, must
leave the gradebook and the notebooks of a run that nobody disturbed, and nothing else.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from autograder.marking.seeds import SEED_FILE
from autograder.nbgrader_plugin.course_folder import SETTINGS
from autograder.nbgrader_plugin.graded import read_graded
from tests.helpers.cells import cell_of
from tests.helpers.gradebooks import dump
from tests.helpers.processes import adopting_orphans, children, command, is_alive

from .classroom import COMMAND, ENVIRONMENT, all_graded, hand_in, make_course
from .submissions import KINDS, submission

ASSIGNMENT = "02_activations"
FILE = f"{ASSIGNMENT}.ipynb"
HOSTILE = {
    "leaky_relu_grad": "def leaky_relu_grad(z, alpha=0.01):\n    import time\n    time.sleep(600)",
    "tanh": "def tanh(z):\n    import os\n    os._exit(0)",
    "relu": (
        "def relu(z):\n    import subprocess\n"
        "    subprocess.Popen(['sleep', '600'], start_new_session=True)\n    return np.maximum(0, z)"
    ),
}
_BREATH = 1.0


@dataclass(frozen=True)
class Trial:
    """When the grader was killed, in which phase that was, and what was wrong afterwards."""

    moment: float
    group: bool
    phase: str
    findings: list[str]


def make_class(root: Path, db_url: str | None = None) -> Path:
    """Eight students: right, partly right, unfinished, broken, careless and hostile ones."""
    draw = Random(ASSIGNMENT)
    stripped, hostile = (submission(ASSIGNMENT, "right", draw) for _ in range(2))
    for cell in stripped["cells"]:
        cell["metadata"] = {}
    for name, source in HOSTILE.items():
        cell_of(hostile, name)["source"] = source
    students = {"stripped": stripped, "hostile": hostile}
    for number in range(5):
        kind = KINDS[number % len(KINDS)]
        students[f"{kind}-{number}"] = submission(ASSIGNMENT, kind, draw)
    make_course(root, ASSIGNMENT, db_url)
    (root / SEED_FILE).write_text("5eed" * 16)
    for student, content in students.items():
        hand_in(root, student, ASSIGNMENT, {FILE: json.dumps(content).encode()})
    hand_in(root, "broken", ASSIGNMENT, {FILE: b'{"cells": ['})
    return root


def trials(
    home: Path,
    count: int,
    seed: int,
    command: str = COMMAND,
    new_database: Callable[[], str | None] = lambda: None,
) -> Iterator[Trial]:
    """Kill and run again, `count` times. The moments are drawn again for every seed."""
    words = shlex.split(command.format(assignment=ASSIGNMENT))
    undisturbed = make_class(home / "undisturbed" / "course", new_database())
    started = time.monotonic()
    with _started(words, undisturbed) as process:
        code = process.wait()
    whole = time.monotonic() - started
    assert all_graded(code, _log(undisturbed)), _log(undisturbed)
    expected = _state(undisturbed)
    draw = Random(seed)
    for number in range(count):
        course = make_class(home / f"trial-{number}" / "course", new_database())
        yield _trial(words, course, draw.uniform(0, whole), number % 2 == 1, expected)
        shutil.rmtree(course.parent)


def _trial(
    words: list[str], course: Path, moment: float, group: bool, expected: dict[str, Any]
) -> Trial:
    own = children(os.getpid())
    with adopting_orphans(), _started(words, course) as process:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(moment)
        finished = process.poll() is not None
        if not finished:
            (os.killpg if group else os.kill)(process.pid, signal.SIGKILL)
            process.wait()
        phase = "finished" if finished else _phase(course)
        time.sleep(_BREATH)
        findings = [f"still running: {name}" for name in _bury(children(os.getpid()) - own)]
        findings += [f"left behind: {path}" for path in (course.parent / "tmp").iterdir()]
    with adopting_orphans(), _started(words, course) as again:
        if not all_graded(again.wait(), _log(course)):
            findings.append(f"the rerun ended with {again.returncode}: {_log(course)}")
        time.sleep(_BREATH)
        left = _bury(children(os.getpid()) - own)
        findings += [f"still running after the rerun: {name}" for name in left]
    found = _state(course)
    findings += [
        f"{key}: {found.get(key)!r:.500} instead of {expected.get(key)!r:.500}"
        for key in sorted(expected.keys() | found.keys())
        if found.get(key) != expected.get(key)
    ]
    return Trial(moment, group, phase, findings)


def _state(course: Path) -> dict[str, Any]:
    """What a run leaves: the parts of the gradebook and the content of each file, by name."""
    book = dump(course)
    files = {
        str(path.relative_to(course)): path.read_bytes()
        for path in course.rglob("*")
        if path.is_file() and path.suffix != ".db" and path.name != SETTINGS
    }
    submissions = {f"submission of {who}": entry for (_, who), entry in book["submissions"].items()}
    return {"rows": book["rows"], "students": book["students"]} | submissions | files


def _log(course: Path) -> str:
    return (course.parent / "log.txt").read_text()[-2000:]


@contextmanager
def _started(words: list[str], course: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The command at work in a course, in a session and with a scratch folder of its own."""
    scratch = course.parent / "tmp"
    scratch.mkdir(exist_ok=True)
    with (course.parent / "log.txt").open("wb") as log:
        process = subprocess.Popen(
            words,
            cwd=course,
            env=ENVIRONMENT | {"TMPDIR": str(scratch)},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        yield process


def _bury(orphans: set[int]) -> Iterator[str]:
    """End and bury what is left of a run; names those that were alive."""
    for pid in orphans:
        if is_alive(pid):
            yield command(pid)
            os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def _phase(course: Path) -> str:
    """Where a killed grader was, as far as the folder tells."""
    folders = list((course / "autograded").glob(f"*/{ASSIGNMENT}"))
    whole = sum(read_graded(folder / FILE).is_whole for folder in folders)
    if (course / "gradebook.db-journal").exists():
        return f"writing the gradebook, {whole} students done"
    if not folders:
        return "starting"
    half = len(folders) - whole
    return f"{whole} students done" + (f", {half} half done" if half else "")


def main() -> int:
    """Try it, and say where the kills landed. Exit code 1 if anything was left or lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=None, help="by default another one each time")
    parser.add_argument("--command", default=COMMAND, help="what grades (%(default)s)")
    options = parser.parse_args()
    seed = Random().randrange(2**32) if options.seed is None else options.seed
    phases, findings = Counter[str](), 0
    with tempfile.TemporaryDirectory(prefix="kills-") as home:
        for trial in trials(Path(home), options.count, seed, options.command):
            whom = "the group" if trial.group else "the grader"
            print(f"{whom} at {trial.moment:.2f} s: {trial.phase}", *trial.findings, sep="\n  ")
            sys.stdout.flush()
            phases[trial.phase] += 1
            findings += len(trial.findings)
    for phase, times in sorted(phases.items()):
        print(f"{times:4} {phase}")
    print(f"{findings} findings, seed {seed}")
    return int(findings > 0)


if __name__ == "__main__":
    sys.exit(main())
