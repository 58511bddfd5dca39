"""A class of attackers with honest students among them, graded as one batch, and what came of it."""

from __future__ import annotations

import hashlib
import json
import os
import re
import resource
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
from nbgrader.api import Gradebook

import autograder
from autograder.marking.seeds import SEED_FILE
from autograder.nbgrader_plugin.submission_folder import is_student_name, shown
from autograder.sandbox import confinement, spawn
from autograder.sandbox.isolation import CONFINED, ISOLATED
from tests.helpers.cells import cell_of
from tests.helpers.our_course import COURSE, make_folder
from tests.helpers.processes import adopting_orphans, command, descendants, is_alive

from . import batch, decoder, files, host, limits, marks, pairs, reading, words
from .attack import ASSIGNMENT, FILE, FULL, Attack, Content, dumped, written

EVERY = (marks, reading, decoder, host, limits, batch, files, words, pairs)
ATTACKS = [attack for module in EVERY for attack in module.ATTACKS]

MODULES = {
    ISOLATED: (host, limits, pairs) if os.environ.get("SANDBOX_ALONE") else EVERY,
    CONFINED: (host, pairs),
}
"""Confined, those attacks are tried that depend on the sandbox. The others are on what stands around it, and
with SANDBOX_ALONE they are left out everywhere."""

HONEST_EVERY = 20
PARTLY = {
    "dense": "def dense(X, W, b):\n    return X @ W",
    "perceptron": "def perceptron(x, w, b):\n    return int(weighted_sum(x, w, b) >= 0)",
}
LATER = 3.0
ROWS = (
    "marks gained",
    "sound exercises harmed",
    "other students changed",
    "batches aborted",
    "submissions without a row or a reason",
    "host files changed",
    "network connections made",
    "processes left",
    "scripts or control characters shown",
)
STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]")


@dataclass
class Outcome:
    """What a batch came to: for each row of the table, the offences."""

    level: str
    students: dict[str, Attack]
    honest: int
    seconds: float = 0.0
    used: float = 0.0
    offences: dict[str, list[str]] = field(default_factory=lambda: {row: [] for row in ROWS})
    log: str = ""
    notes: dict[str, list[str]] = field(default_factory=dict)
    misfired: list[str] = field(default_factory=list)

    def column(self) -> tuple[str, dict[str, int]]:
        """The measure of it all, to be printed: what was graded, and how often there was each harm."""
        who = "root" if os.getuid() == 0 else "an unprivileged user"
        title = (
            f"{self.level}: {len(self.students)} hostile or broken submissions among {self.honest} honest "
            f"ones, graded as {who} in {self.seconds:.0f} s ({self.used:.0f} s of processor time)"
        )
        return title, {row: len(offences) for row, offences in self.offences.items()}


def honest_names(count: int) -> list[str]:
    """Students who do their work, in between the others in the order of names."""
    places = range(0, count + HONEST_EVERY, HONEST_EVERY)
    return [f"{place:03d}-honest-{kind}" for place in places for kind in ("full", "partly")]


def grade_the_class(folder: Path, level: str) -> Outcome:
    """Grade honest students alone, then everyone, and compare."""
    with _programs_at_hand(folder, level):
        return _outcome(folder, level)


def _outcome(folder: Path, level: str) -> Outcome:
    attacks = [attack for module in MODULES[level] for attack in module.ATTACKS]
    students = {
        attack.student or f"{number:03d}-{attack.name}": attack
        for number, attack in enumerate(attacks, 1)
    }
    outcome = Outcome(level, students, len(honest_names(len(attacks))))
    home, temporary = folder / "home", folder / "temporary"
    for place in (home / ".local" / "lib", temporary):
        place.mkdir(parents=True)
    (home / ".bashrc").write_text("# as it was\n")
    alone, course = (_course(folder / name, len(attacks)) for name in ("alone", "course"))
    shutil.copy(alone / SEED_FILE, course / SEED_FILE)
    environment = os.environ | {
        "HOME": str(home),
        "TMPDIR": str(temporary),
        "JUPYTER_PATH": str(Path(np.__file__).parents[4] / "share" / "jupyter"),
    }
    quiet = _grade(alone, environment)
    assert quiet.returncode == 0
    assert f"in the sandbox, {level}" in quiet.stderr
    with ExitStack() as stack:
        network = stack.enter_context(_Network.listening(home))
        _hand_in(course, students, _knowledge(course, home, temporary, network))
        before, running = _canaries(course, home, temporary), descendants(os.getpid())
        stack.enter_context(adopting_orphans())
        started, used = time.monotonic(), _processor_time()
        run = _grade(course, environment)
        outcome.seconds, outcome.log = time.monotonic() - started, run.stdout + run.stderr
        outcome.used = _processor_time() - used
        for pause in (0.0, LATER):
            time.sleep(pause)
            left = filter(is_alive, descendants(os.getpid()) - running)
            outcome.offences["processes left"] += [f"{pid}: {command(pid)[:100]}" for pid in left]
        outcome.offences["network connections made"] += network.heard()
        outcome.offences["host files changed"] += _changed(
            before, _canaries(course, home, temporary)
        )
    if run.returncode != 0:
        outcome.offences["batches aborted"].append(outcome.log[-3000:])
    _judge(outcome, course, alone, environment)
    return outcome


@contextmanager
def _programs_at_hand(folder: Path, level: str) -> Iterator[None]:
    """Have the program that nbgrader starts by name be found also where this Python has no scripts.

    At a level other than "isolated" it is the only one that is found: there is no bubblewrap.
    """
    program = folder / "programs" / "alembic"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m alembic "$@"\n')
    program.chmod(0o755)
    path = os.environ["PATH"]
    found = [str(program.parent), path] if level == ISOLATED else [str(program.parent)]
    os.environ["PATH"] = os.pathsep.join(found)
    try:
        yield
    finally:
        os.environ["PATH"] = path


def _processor_time() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _grade(course: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return _nbgrader("autograde", course, environment)


def _nbgrader(
    command: str, course: Path, environment: dict[str, str], *more: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "nbgrader", command, ASSIGNMENT, *more],
        capture_output=True,
        errors="backslashreplace",
        text=True,
        cwd=course,
        env=environment,
        stdin=subprocess.DEVNULL,
        check=False,
    )


def _course(root: Path, count: int) -> Path:
    """A course in which the honest have handed in."""
    course = make_folder(root, [ASSIGNMENT])
    released = course.generate_assignment(ASSIGNMENT) / FILE
    (root / "secret.txt").write_text("TOP SECRET")
    if not (root / SEED_FILE).exists():
        (root / SEED_FILE).write_text("5eed" * 16 + "\n")
        (root / SEED_FILE).chmod(0o600)
    content = json.loads(released.read_text())
    answers = json.loads((COURSE.solutions / ASSIGNMENT / FILE).read_text())
    for name in FULL:
        cell_of(content, name)["source"] = cell_of(answers, name)["source"]
    (root / "solved.json").write_text(json.dumps(content))
    for student in honest_names(count):
        own = json.loads(json.dumps(content))
        for name, source in PARTLY.items() if student.endswith("partly") else ():
            cell_of(own, name)["source"] = source
        _place(root, student).joinpath(FILE).write_bytes(dumped(own))
    return root


def _place(course: Path, student: str) -> Path:
    folder = course / "submitted" / student / ASSIGNMENT
    folder.mkdir(parents=True)
    return folder


def _hand_in(course: Path, students: dict[str, Attack], knowledge: str) -> None:
    solved: Content = json.loads((course / "solved.json").read_text())
    for student, attack in students.items():
        folder = _place(course, student)
        (folder / FILE).write_bytes(dumped(written(attack, solved, knowledge)))
        attack.hand_in(folder)


def _knowledge(course: Path, home: Path, temporary: Path, network: _Network) -> str:
    """All that the attackers are taken to know, as code."""
    known = {
        "COURSE": str(course),
        "HOME": str(home),
        "TEMPORARY": str(temporary),
        "PROJECT": str(Path(autograder.__file__).parents[1]),
        "PORT": network.port,
        "NAMED": network.path,
        "ABSTRACT": network.abstract,
        "COURSES_PID": os.getpid(),
        "SECRET": (course / SEED_FILE).read_text().strip()[::-1],
        "TOKEN": TOKEN,
    }
    return "\n".join(f"{name} = {value!r}" for name, value in known.items())


TOKEN = f"PWNED-{os.getpid()}-{os.urandom(4).hex()}"


# The machine, before and after.


@dataclass
class _Network:
    """Ears on this machine: TCP, UDP, and sockets with a path and with an abstract name."""

    sockets: dict[str, socket.socket]
    port: int
    path: str
    abstract: str

    @classmethod
    @contextmanager
    def listening(cls, home: Path) -> Iterator[_Network]:
        with ExitStack() as stack:
            tcp = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
            port = tcp.getsockname()[1]
            udp, named, abstract = (
                stack.enter_context(socket.socket(family, kind))
                for family, kind in (
                    (socket.AF_INET, socket.SOCK_DGRAM),
                    (socket.AF_UNIX, socket.SOCK_STREAM),
                    (socket.AF_UNIX, socket.SOCK_STREAM),
                )
            )
            udp.bind(("", port))
            here = os.open(home, os.O_RDONLY)
            named.bind(f"/proc/self/fd/{here}/socket")  # a socket's path may not be long
            os.close(here)
            abstract.bind(f"\0{TOKEN}")
            sockets = {"TCP": tcp, "UDP": udp, "named": named, "abstract": abstract}
            for name, one in sockets.items():
                one.setblocking(False)
                if name in ("named", "abstract"):
                    one.listen()
            yield cls(sockets, port, str(home / "socket"), f"\0{TOKEN}")

    def heard(self) -> list[str]:
        """The connections made and messages sent."""
        found = []
        for name, one in self.sockets.items():
            try:
                while True:
                    one.recv(100) if name == "UDP" else one.accept()[0].close()
                    found.append(name)
            except BlockingIOError:
                continue
        return found


def _canaries(course: Path, home: Path, temporary: Path) -> dict[str, str]:
    """What a submission might change, each with its content: files, and names in folders."""
    packages = Path(np.__file__).parents[1]
    seen = {
        str(path): _digest(path)
        for root in (course / "solutions", course / "assignments", course / "submitted", home)
        for path in (root, *root.rglob("*"))
    }
    single = [
        *(course / name for name in (SEED_FILE, "nbgrader_config.py", "secret.txt", "solved.json")),
        *map(Path, (sys.executable, os.__file__, np.__file__, "/usr/bin/env", "/etc/passwd")),
        *packages.glob("*.pth"),
    ]
    seen |= {str(path): _digest(path) for path in single}
    watched = [
        *(packages, course, temporary, Path(sys.executable).parent, Path(os.__file__).parent),
        *map(Path, ("/", "/tmp", "/var/tmp", "/dev/shm", "/usr/local", "/run", os.getcwd())),
    ]
    return seen | {
        str(place / name): "there"
        for place in watched
        for name in os.listdir(place)
        if "PWNED" in name
        or name in ("sitecustomize.py", "usercustomize.py", "left", "mine")
        or place == temporary
    }


def _digest(path: Path) -> str:
    stat = path.lstat()
    if path.is_symlink():
        return f"link to {os.readlink(path)}"
    if not path.is_file():
        return f"{stat.st_mode:o}"
    small = hashlib.sha256(path.read_bytes()).hexdigest() if stat.st_size < 2**24 else ""
    return f"{stat.st_mode:o} {stat.st_size} {stat.st_mtime_ns} {small}"


def _changed(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return sorted(
        path for path in before.keys() | after.keys() if before.get(path) != after.get(path)
    )


# The gradebook, and what is read.


def _judge(outcome: Outcome, course: Path, alone: Path, environment: dict[str, str]) -> None:
    graded, undisturbed = _gradebook(course), _gradebook(alone)
    said = outcome.offences
    said["other students changed"] += [
        student for student, all_of_it in undisturbed.items() if graded.get(student) != all_of_it
    ]
    expected = {path.name for path in (course / "submitted").iterdir()}
    said["other students changed"] += sorted(graded.keys() - expected)
    for student, attack in outcome.students.items():
        if not is_student_name(student):
            if f"{shown(student)}: left out" not in outcome.log:
                said["submissions without a row or a reason"].append(f"{student!r} is not told of")
            continue
        if student not in graded:
            said["submissions without a row or a reason"].append(f"{student!r} has no row")
            continue
        row = graded[student]
        for name, most in FULL.items():
            score, comment = row["marks"].get(name), row["comments"]
            if name in attack.lost and score != 0:
                said["marks gained"].append(f"{attack.name}: {score} for {name}")
            if name not in attack.lost and score != most:
                said["sound exercises harmed"].append(f"{attack.name}: {score} for {name}")
            if score != most and not (_verdict(course, student, name) or comment):
                said["submissions without a row or a reason"].append(f"{attack.name}: {name}")
        if attack.says not in row["comments"]:
            said["submissions without a row or a reason"].append(
                f"{attack.name}: nothing of {attack.says!r} in {row['comments']!r}"
            )
        if any("misfired" in _verdict(course, student, name) for name in attack.cells):
            outcome.misfired.append(attack.name)
        outcome.notes[attack.name] = _metadata(course, student).get("to_look_at", [])
    said["scripts or control characters shown"] += [
        f"log: {line!r}" for line in outcome.log.split("\n") if STEERING.search(line)
    ]
    feedback = _nbgrader("generate_feedback", course, environment)
    if feedback.returncode != 0:
        said["batches aborted"].append(f"feedback: {feedback.stderr[-3000:]}")
    said["scripts or control characters shown"] += [
        f"{student}: {found}" for student in outcome.students for found in _live(course, student)
    ]


def _gradebook(course: Path) -> dict[str, dict[str, Any]]:
    """All that is stored of each student."""
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        return {
            submission.student.id: {
                "marks": {
                    grade.name.removeprefix("check-"): grade.score
                    for notebook in submission.notebooks
                    for grade in notebook.grades
                },
                "waiting": submission.needs_manual_grade,
                "comments": " ".join(
                    comment.comment or ""
                    for notebook in submission.notebooks
                    for comment in notebook.comments
                ).strip(),
            }
            for submission in gradebook.assignment_submissions(ASSIGNMENT)
        }


def _autograded(course: Path, student: str) -> Any:
    path = course / "autograded" / student / ASSIGNMENT / FILE
    return nbformat.reads(path.read_text(), 4)


class _Scripts(HTMLParser):
    """Finds what runs, or leads to what runs, when a page is opened: of what the attackers wrote."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._tag = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._tag = tag
        for name, value in attributes:
            text = re.sub(r"\s", "", value or "").lower()
            acts = name.startswith("on") or text.startswith(("javascript:", "vbscript:"))
            if acts or name == "srcdoc":
                self.found.append(f"<{tag} {name}={value}>")

    def handle_data(self, data: str) -> None:
        if self._tag == "script" and "PWNED" in data:
            self.found.append(f"<script>{data[:100]}")

    def handle_endtag(self, tag: str) -> None:
        self._tag = ""


def _live(course: Path, student: str) -> list[str]:
    """What in a student's page of feedback would run."""
    page, scripts = course / "feedback" / student / ASSIGNMENT / f"{ASSIGNMENT}.html", _Scripts()
    if page.exists():
        scripts.feed(page.read_text())
    return scripts.found


def _metadata(course: Path, student: str) -> dict[str, Any]:
    found: dict[str, Any] = _autograded(course, student).metadata.get("autograder", {})
    return found


def _verdict(course: Path, student: str, exercise: str) -> str:
    """The sentence below the headline of an exercise's verdict."""
    cell = cell_of(_autograded(course, student), f"check-{exercise}")
    text = "".join(o.data.get("text/plain", "") for o in cell.outputs if "data" in o)
    return text.partition("\n")[2].strip()


def hindrance(level: str) -> str:
    """Why student code can't run at a level here; empty where it can."""
    if level == CONFINED:
        return confinement.obstacle()
    found = spawn.probe()
    return "" if found.name == ISOLATED else found.reason
