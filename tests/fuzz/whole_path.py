"""Many mutated notebooks through the whole path: `python -m tests.fuzz.whole_path --count 2000`.

They are handed in by classes of a few hundred, graded by `nbgrader autograde` or another command,
and looked at in the log, the gradebook, the autograded notebooks and the feedback. Nothing may be
lost, no error of ours be shown, and what a mutation left alone must keep its mark.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import nbformat
from nbgrader.nbgraderformat import MetadataValidator

from autograder.engine.judging import STUMBLED
from autograder.marking.job import OUR_FAULT
from tests.helpers.gradebooks import dump
from tests.helpers.our_course import ASSIGNMENTS

from .classroom import COMMAND, all_graded, hand_in, make_course, run
from .mutations import mutate
from .submissions import KINDS, Files, Notebook, submission
from .untouched import untouched

TAKEN = ("01_neuron", "02_activations", "03_losses", "05_optimizers", "06_regularization")
BASES = 12
_ERROR = re.compile(
    r"Traceback \(most|"
    r'^\s*File ".*", line|'
    r"^[\w.]*(?:Error|Exception|Warning|Exit|Interrupt)\b|"
    r"^\[\w+ \| (?:ERROR|CRITICAL)\]",
    re.MULTILINE,
)
_OURS = re.compile(
    rf"Traceback \(most|site-packages|/autograder/|{re.escape(STUMBLED)}|{re.escape(OUR_FAULT)}"
)


@dataclass(frozen=True)
class Student:
    """A student: what was handed in, and the submission that it was made from."""

    name: str
    files: Files
    chain: tuple[str, ...]
    original: str


@dataclass
class Result:
    """What was found, and how much was looked at."""

    findings: list[str] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)


def fuzz(root: Path, assignment: str, count: int, seed: str, command: str = COMMAND) -> Result:
    """Mutate, hand in, grade and look at `count` notebooks of an assignment."""
    draw = Random(seed)
    originals = {
        f"base-{number}": submission(assignment, KINDS[number % len(KINDS)], draw)
        for number in range(BASES)
    }
    students = list(_students(originals, f"{assignment}.ipynb", count, draw))
    make_course(root, assignment)
    for student in students:
        hand_in(root, student.name, assignment, student.files)
    graded = run(root, *shlex.split(command.format(assignment=assignment)))
    sample = f"*{draw.randrange(10)}"
    told = run(root, "nbgrader", "generate_feedback", assignment, "--student", sample)
    result = Result()
    for done in (graded, told):
        result.findings += _in_log(done)
    submissions = dump(root)["submissions"]
    book = {name: entry["notebooks"][assignment] for (_, name), entry in submissions.items()}
    for student in students:
        result.seen.update(["notebooks" if student.chain else "originals", *student.chain])
        for finding in _of_student(root, assignment, student, book, originals, result.seen):
            chain = ", ".join(student.chain) or "as it was"
            result.findings.append(
                f"{seed}: {student.name} ({student.original}: {chain}): {finding}"
            )
    return result


def _students(
    originals: dict[str, Notebook], file: str, count: int, draw: Random
) -> Iterator[Student]:
    """Those who hand in the originals, and `count` who hand in what a mutation has made of one."""
    for name, content in originals.items():
        yield Student(name, {file: json.dumps(content).encode()}, (), name)
    for number in range(count):
        name = draw.choice(list(originals))
        made = mutate(originals[name], file, draw)
        yield Student(f"s{number:04}", made.files, made.chain, name)


def _in_log(command: subprocess.CompletedProcess[str]) -> Iterator[str]:
    if not all_graded(command.returncode, command.stdout):
        yield f"{' '.join(command.args)} ended with {command.returncode}: {command.stderr[-2000:]}"
    for match in _ERROR.finditer(command.stderr + command.stdout):
        near = match.string[max(0, match.start() - 500) : match.end() + 1500]
        yield f"{' '.join(command.args)} said: {near}"


def _of_student(
    root: Path,
    assignment: str,
    student: Student,
    book: dict[str, Any],
    originals: dict[str, Notebook],
    seen: Counter[str],
) -> Iterator[str]:
    """The problems in one student's entry, autograded notebook and feedback."""
    entry = book.get(student.name)
    if entry is None:
        yield "no entry in the gradebook"
        return
    said = " ".join(text or "" for texts in entry["comments"].values() for text in texts)
    if _OURS.search(said):
        yield f"a comment says {said}"
    scores = {name.removeprefix("check-"): mark[0] for name, mark in entry["grades"].items()}
    if sorted(scores) != sorted(ASSIGNMENTS[assignment]) or None in scores.values():
        yield f"marks are missing: {entry['grades']}"
    if any(mark[3] for mark in entry["grades"].values()):
        yield f"someone has to mark by hand: {entry['grades']}"
    before = book[student.original]["grades"]
    kept = untouched(assignment, originals[student.original], student.files)
    seen["exercises left alone"] += len(kept)
    for name in sorted(kept):
        was = before[f"check-{name}"][0]
        if scores.get(name) != was:
            yield f"{name} was left alone, but has {scores.get(name)} instead of {was}"
    path = Path(student.name, assignment, f"{assignment}.ipynb")
    yield from _in_notebook(root / "autograded" / path, said, seen)
    page = root / "feedback" / path.with_suffix(".html")
    if page.exists():
        seen["feedback"] += 1
        if match := _OURS.search(html.unescape(page.read_text())):
            yield f"the feedback says {match.string[match.start() - 100 : match.end() + 300]}"


def _in_notebook(path: Path, said: str, seen: Counter[str]) -> Iterator[str]:
    """The problems in an autograded notebook: it has to be a valid one, each check with a verdict."""
    if not path.exists():
        yield "no autograded notebook"
        return
    notebook = nbformat.read(path, 4)
    nbformat.validate(notebook)
    MetadataValidator().validate_nb(notebook)
    error = notebook.metadata["autograder"]["error"]
    if error is not None:
        seen["refused"] += 1
        if not error.endswith((".", "?")) or error not in said:
            yield f"the reason is no sentence, or not in the comments: {error}"
    for cell in notebook.cells:
        texts = [str(output) for output in cell.get("outputs", [])]
        if match := _OURS.search(" ".join(texts)):
            yield f"an output says {match.string[:2000]}"
        if cell.metadata.get("nbgrader", {}).get("grade") and len(texts) != 2:
            yield f"no verdict below {cell.metadata.nbgrader.grade_id}"


def main() -> int:
    """Fuzz in classes until enough notebooks have been through. Exit code 1 if anything was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--class-size", type=int, default=200)
    parser.add_argument("--command", default=COMMAND, help="what grades (%(default)s)")
    parser.add_argument("--keep", type=Path, help="a new folder for the courses of all classes")
    options = parser.parse_args()
    home = options.keep or Path(tempfile.mkdtemp(prefix="fuzz-"))
    together, findings, started = Counter[str](), 0, time.monotonic()
    for number, first in enumerate(range(0, options.count, options.class_size)):
        size = min(options.class_size, options.count - first)
        assignment = TAKEN[number % len(TAKEN)]
        seed = f"{options.seed}-{number}"
        result = fuzz(home / str(number), assignment, size, seed, options.command)
        together += result.seen
        findings += len(result.findings)
        minutes = (time.monotonic() - started) / 60
        print(f"{first + size} notebooks, {assignment}, {minutes:.1f} min:", flush=True)
        print(f"{len(result.findings)} findings", *result.findings, sep="\n  ", flush=True)
    for what, times in together.most_common():
        print(f"{times:6} {what}")
    print(f"{findings} findings in all")
    if options.keep is None:
        shutil.rmtree(home)
    return int(findings > 0)


if __name__ == "__main__":
    sys.exit(main())
