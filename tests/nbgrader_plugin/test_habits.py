"""What instructors are used to from nbgrader holds here too: whoever knows it need learn nothing new."""

from __future__ import annotations

import html
import json
import os
import re
import socket
import subprocess
import sysconfig
import time
import urllib.request
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest

from autograder.engine.oracle import Oracle
from autograder.marking.mark import ELSEWHERE
from autograder.marking.seeds import SEED_FILE, course_seed, student_seed
from autograder.nbgrader_plugin.course_folder import CourseFolder
from autograder.nbgrader_plugin.submission_folder import SubmissionFolder
from autograder.nbgrader_plugin.submitted import job_of
from tests.helpers.cells import cell_of
from tests.helpers.gradebooks import dump
from tests.helpers.handed_in import FILE, FULL, NAME, edited, make_course, marks, place, solved
from tests.helpers.nbgrader_commands import nbgrader
from tests.helpers.our_course import EXERCISES, live_oracle, public_oracle

NO_BIAS = "def dense(X, W, b):\n    return X @ W"
# Right on the case to follow by hand, which is the same for everyone: wrong on those that are drawn.
BY_HEART = "def dense(X, W, b):\n    return X @ W + b * (len(X) == 2)"
TELLS = (
    "def dense(X, W, b):\n    print(X.tolist())\n    if len(X) != 2:\n"
    "        raise ValueError(X.tolist())\n    return X @ W + b"
)
PUBLIC = sorted(
    zlib.crc32(question.case.inputs["X"].tobytes())
    for check in EXERCISES["dense"].played
    for question in public_oracle().questions(EXERCISES["dense"], check)
)
# Right on the public inputs; tells of all others in letters alone.
SPELLS = (
    "import zlib\n\n\ndef dense(X, W, b):\n"
    f"    if zlib.crc32(X.tobytes()) not in {PUBLIC}:\n"
    "        spelt = ''.join(chr(97 + int(digit)) for digit in str(X[0, 0]) if digit.isdigit())\n"
    "        raise ValueError('zebra ' + spelt)\n    return X @ W + b"
)
WARNS = (
    "import logging\nimport sys\nimport warnings\n\n\ndef dense(X, W, b):\n"
    "    warnings.warn('costs nothing')\n    logging.error('nor this')\n"
    "    print('nor this', file=sys.stderr)\n    return X @ W + b"
)
CLASS = {
    "zoe": None,
    "late": NO_BIAS,
    "by-hand": NO_BIAS,
    "again": NO_BIAS,
    "by-heart": BY_HEART,
    "tells": TELLS,
    "spells": SPELLS,
    "warns": WARNS,
}


def with_dense(source: str) -> dict[str, Any]:
    return edited(lambda content: cell_of(content, "dense").update(source=source))


@pytest.fixture(scope="module")
def course(
    tmp_path_factory: pytest.TempPathFactory, new_database: Callable[[], str | None]
) -> Path:
    """A small class, graded once, in a course that gives nothing for what comes late."""
    root = make_course(tmp_path_factory.mktemp("habits") / "course", new_database())
    with (root / "nbgrader_config.py").open("a") as file:
        file.write("get_config().LateSubmissionPlugin.penalty_method = 'zero'\n")
    (root / SEED_FILE).write_text("5eed" * 16)
    for student, source in CLASS.items():
        place(root, student, with_dense(source) if source else solved())
        place(root, student, b"2026-01-01 11:00:00 UTC", "timestamp.txt")
    place(root, "late", b"2026-02-01 12:00:00 UTC", "timestamp.txt")
    with CourseFolder(root).gradebook() as gradebook:
        gradebook.update_or_create_assignment(NAME, duedate="2026-01-01 12:00:00 UTC")
    run = nbgrader("autograde", NAME, course=root)
    assert run.returncode == 0, run.stderr[-2000:]
    return root


def of_others(course: Path, student: str) -> dict[str, Any]:
    """All that the gradebook says of everybody else, and when their graded notebooks were written."""
    files = (course / "autograded").glob(f"*/{NAME}/{FILE}")
    told = {key: value for key, value in dump(course)["submissions"].items() if key[1] != student}
    return told | {p: p.stat().st_mtime_ns for p in files if p.parts[-3] != student}


def test_what_comes_late_loses_what_the_course_says(course: Path) -> None:
    with CourseFolder(course).gradebook() as gradebook:
        late = gradebook.find_submission(NAME, "late")
        assert late.total_seconds_late == 31 * 24 * 3600
        assert late.late_submission_penalty == late.score > 0
        assert not gradebook.find_submission(NAME, "zoe").late_submission_penalty


def test_warnings_logs_and_prints_cost_nothing(course: Path) -> None:
    assert marks(course, "warns") == FULL


def test_one_student_graded_again_keeps_what_was_given_by_hand(course: Path) -> None:
    place = "dense", NAME, NAME, "by-hand"
    with CourseFolder(course).gradebook() as gradebook:
        grade = gradebook.find_grade("check-dense", *place[1:])
        automatic = grade.auto_score
        grade.manual_score, grade.extra_credit = 1.5, 0.25
        gradebook.find_comment(*place).manual_comment = "Nearly."
        gradebook.db.commit()
    others = of_others(course, "by-hand")
    run = nbgrader("autograde", NAME, "--force", "--student", "by-hand", course=course)
    assert run.returncode == 0, run.stderr[-2000:]
    with CourseFolder(course).gradebook() as gradebook:
        grade = gradebook.find_grade("check-dense", *place[1:])
        assert (grade.auto_score, grade.manual_score, grade.extra_credit) == (automatic, 1.5, 0.25)
        assert (grade.score, grade.needs_manual_grade) == (1.75, True)
        assert gradebook.find_comment(*place).comment == "Nearly."
    assert of_others(course, "by-hand") == others


def test_what_is_handed_in_again_is_graded_again_and_nothing_else(course: Path) -> None:
    assert marks(course, "again")["dense"] < 2
    others = of_others(course, "again")
    place(course, "again", solved())
    place(course, "again", b"2026-01-01 11:30:00 UTC", "timestamp.txt")
    run = nbgrader("autograde", NAME, course=course)
    assert run.returncode == 0, run.stderr[-2000:]
    assert marks(course, "again") == FULL
    assert of_others(course, "again") == others


@pytest.mark.slow
def test_everyone_graded_again_gets_the_same(course: Path) -> None:
    before = dump(course)
    files = {p: p.stat().st_mtime_ns for p in (course / "autograded").rglob(FILE)}
    run = nbgrader("autograde", NAME, "--force", course=course)
    assert run.returncode == 0, run.stderr[-2000:]
    assert dump(course) == before
    assert all(path.stat().st_mtime_ns > then for path, then in files.items())


def numbers(oracle: Oracle) -> set[float]:
    """All numbers that go into `dense` or come out of it, where an oracle asks."""
    dense = EXERCISES["dense"]
    values = [
        np.ravel(value)
        for check in dense.played
        for question in oracle.questions(dense, check)
        for value in (*question.case.inputs.values(), *question.answers)
    ]
    return {round(float(number), 3) for number in np.concatenate(values)}


@pytest.mark.parametrize("student", ["by-heart", "tells"])
def test_feedback_shows_public_inputs_and_no_secret_one(course: Path, student: str) -> None:
    CourseFolder(course).generate_feedback(NAME, student)
    page = html.unescape((course / "feedback" / student / NAME / f"{NAME}.html").read_text())
    body = re.sub(r"<(style|script|svg)\b.*?</\1>", "", page, flags=re.DOTALL)
    shown = {round(float(number), 3) for number in re.findall(r"-?\d+\.\d{3,}", body)}
    public = numbers(public_oracle())
    folder = SubmissionFolder(course / "submitted" / student / NAME)
    handed_in = nbformat.read(folder.path / FILE, as_version=4)
    job = job_of(handed_in, folder, student_seed(course_seed(course)[0], student))
    secret = numbers(live_oracle(job.seed))
    assert shown & public
    assert not shown & (secret - public)


def test_feedback_has_no_word_that_is_said_of_secret_inputs_alone(course: Path) -> None:
    CourseFolder(course).generate_feedback(NAME, "spells")
    page = html.unescape((course / "feedback" / "spells" / NAME / f"{NAME}.html").read_text())
    assert ELSEWHERE in page
    graded = json.loads((course / "autograded" / "spells" / NAME / FILE).read_text())
    written = [json.dumps(cell) for cell in graded["cells"] if "outputs" in cell]
    told = [text for text in written if ELSEWHERE in text]
    assert told
    assert not any("zebra" in text for text in told)


@pytest.fixture(scope="module")
def formgrader(
    course: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., str]]:
    """`formgrader(path, method="GET")`: what nbgrader's page for instructors answers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    scripts, home = sysconfig.get_path("scripts"), tmp_path_factory.mktemp("home")
    log = home / "log.txt"
    with log.open("w") as file:
        server = subprocess.Popen(
            [
                f"{scripts}/jupyter",
                "server",
                "--no-browser",
                "--allow-root",
                "--ServerApp.ip=127.0.0.1",
                f"--ServerApp.port={port}",
                "--ServerApp.port_retries=0",
                "--IdentityProvider.token=word",
                "--ServerApp.jpserver_extensions=nbgrader.server_extensions.formgrader=True",
            ],
            cwd=course,
            env=os.environ | {"HOME": str(home), "JUPYTER_NO_CONFIG": "1"},
            stdout=file,
            stderr=subprocess.STDOUT,
        )

    def ask(path: str, method: str = "GET") -> str:
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}/formgrader/{path}",
            method=method,
            headers={"Authorization": "token word"},
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return str(answer.read().decode())

    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                ask("api/status")
                break
            except OSError:
                assert server.poll() is None, log.read_text()
                assert time.monotonic() < deadline, log.read_text()
                time.sleep(0.2)
        yield ask
    finally:
        server.terminate()
        server.wait()


def test_formgrader_counts_the_class(course: Path, formgrader: Callable[..., str]) -> None:
    (assignment,) = json.loads(formgrader("api/assignments"))
    assert (assignment["name"], assignment["num_submissions"]) == (NAME, len(CLASS))
    assert assignment["max_score"] == sum(FULL.values())
    rows = {row["student"]: row for row in json.loads(formgrader(f"api/submissions/{NAME}"))}
    assert {student: row["autograded"] for student, row in rows.items()} == dict.fromkeys(
        CLASS, True
    )
    assert rows["warns"]["score"] == sum(FULL.values())


def test_formgraders_button_grades_one_student(
    course: Path, formgrader: Callable[..., str]
) -> None:
    graded = course / "autograded" / "zoe" / NAME / FILE
    before, then = dump(course), graded.stat().st_mtime_ns
    answer = json.loads(formgrader(f"api/submission/{NAME}/zoe/autograde", "POST"))
    assert answer["success"], answer
    assert graded.stat().st_mtime_ns > then
    assert dump(course) == before


def test_formgraders_page_shows_the_verdict(course: Path, formgrader: Callable[..., str]) -> None:
    with CourseFolder(course).gradebook() as gradebook:
        key = gradebook.find_submission_notebook(NAME, NAME, "late").id
    page = formgrader(f"submissions/{key}")
    assert "The biases are missing: b never enters your result." in html.unescape(page)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(
            solved(),
            ["Success! Your notebook passes all the tests."],
            marks=pytest.mark.slow,
        ),
        (with_dense(NO_BIAS), ["FAILED ON 1 CELL", "check(dense)", "The biases are missing"]),
    ],
    ids=["right", "wrong"],
)
def test_validate_says_which_check_fails_and_why(
    tmp_path: Path, content: dict[str, Any], words: list[str]
) -> None:
    (tmp_path / FILE).write_text(json.dumps(content))
    run = nbgrader("validate", FILE, course=tmp_path)
    assert [word for word in words if word not in run.stdout] == [], run.stderr[-2000:]
