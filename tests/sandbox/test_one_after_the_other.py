"""One server serves many students, and nothing passes from one to the next.

Each pair is two students: one leaves something, the next looks for it.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

import pytest

from autograder.model import Case, Exercise, Outcome
from autograder.notebooks.reading import Cell
from autograder.sandbox import spawn
from autograder.sandbox.isolation import CONFINED, ISOLATED, Level
from autograder.sandbox.submission import Worker, WorkerSubmission
from autograder.sandbox.syscalls import filter_program
from tests.helpers.memory import search_for
from tests.helpers.pairs import KNOWS, PAIRS, code
from tests.helpers.workers import without_workers

pytestmark = pytest.mark.skipif(
    not filter_program(), reason="each student has a server of their own here"
)


@pytest.fixture(params=[ISOLATED, pytest.param(CONFINED, marks=pytest.mark.slow)], autouse=True)
def level(request: pytest.FixtureRequest) -> str:
    """Each test runs at both levels at which a server is kept."""
    request.getfixturevalue("_isolation" if request.param == ISOLATED else "_confinement")
    return str(request.param)


def student(body: str, known: str = KNOWS, for_all: Sequence[str] = ()) -> tuple[int, Outcome]:
    """The server's process and what a student's function gives."""
    lines = body.strip().replace("\n", "\n    ")
    cells = [Cell("0", known), Cell("f", f"def f(x):\n    {lines}")]
    with Worker(for_all) as worker, WorkerSubmission(cells, worker=worker) as submission:
        server = worker._server
        assert server is not None
        [outcome] = submission.run(Exercise("f", ("x",), ()), [Case({"x": 1.0})])
        return server.process.pid, outcome


@pytest.mark.parametrize("pair", PAIRS)
def test_nothing_passes_from_one_student_to_the_next(pair: str) -> None:
    server, left = student("leave()\nreturn 1.0", code(pair))
    assert left.value == 1.0, left.problem
    same, found = student("return anything(look())", code(pair))
    assert same == server
    assert found.value is False, found.problem


REFUSED = {
    ISOLATED: {
        "a queue of POSIX",
        "a key",
        *(f"{what} of System V" for what in ("shared memory", "a queue", "semaphores")),
    }
}
if os.getuid() == 0:
    REFUSED[ISOLATED] |= {"modes", "times", "attributes"}  # the folders are not the student's
REFUSED[CONFINED] = {
    *REFUSED[ISOLATED],
    *("modes", "times", "attributes", "shared memory", "a named semaphore", "an abstract socket"),
    *("a port", "a lock of a file", "a lock of the folder", "a lock of a part of a file"),
    *("a process", "a terminal", "processors"),
}


@pytest.mark.slow
@pytest.mark.parametrize("pair", PAIRS)
def test_each_finds_what_it_left_itself_unless_that_is_refused(pair: str, level: str) -> None:
    _, found = student("leave()\nreturn anything(look())", code(pair))
    assert found.value is (pair not in REFUSED[level]), found.problem


@pytest.mark.parametrize("level", [ISOLATED], indirect=True)  # else it can't list its memory
@pytest.mark.parametrize("secret", ["in_the_code_of_ada", "in_the_memory_of_ada"])
def test_a_students_memory_holds_nothing_of_another(secret: str) -> None:
    lines = "\n".join(f"kept.append('{secret}{number}')" for number in range(1000))
    server, left = student(f"global kept\nkept = []\n{lines}\nreturn 1.0")
    assert left.value == 1.0
    look = search_for(secret)
    same, found = student(look)
    assert same == server
    assert found.value == 0, found.problem
    _, own = student(f"own = {secret!r}\n{look}")
    assert own.value > 0, "the search finds what is there"


@pytest.mark.parametrize("level", [ISOLATED], indirect=True)  # else it can't list its memory
def test_cells_that_all_students_have_are_read_once_for_all(monkeypatch, level) -> None:
    without_workers(monkeypatch, Level(level))
    for_all = [f"K = 2  # the_cell_of_the_course{number}" for number in range(100)]
    look = search_for("the_cell_of_the_course")
    server, none = student(look)
    same, first = student(look, for_all=for_all)
    _, second = student("return K", known=for_all[0], for_all=for_all)
    last, third = student(look, for_all=for_all)
    spawn.close_unused()
    assert server == same == last
    assert none.value == 0, none.problem
    assert first.value >= 100, "it is read before the student's own code comes"
    assert second.value == 2
    assert third.value >= 100


@pytest.mark.parametrize("said", [b"", bytes(3), (9).to_bytes(4, "big") + b"half"])
def test_a_server_ends_with_its_grader(said: bytes, level) -> None:
    server = spawn._start(level)
    stdin = server.process.stdin
    assert server.process.stdout.read(1) == spawn._HELLO
    stdin.write(said)
    stdin.close()
    assert server.process.wait(10) == 0
    server.process.stdin = None
    server.close()


@pytest.mark.parametrize(
    "body",
    [
        "os.kill(os.getppid(), 9)",
        "os.kill(os.getppid(), 19)",
        "os.kill(os.getppid(), 20)",
        "os.kill(-1, 9)",
        "os.mkfifo('in', 0)\nos.rename('in', 'out')",
        "while True:\n    os.fork()",
    ],
)
def test_the_next_student_is_served_whatever_the_last_one_did(body: str) -> None:
    student(f"{body}\ntime.sleep(0.3)\nreturn 1.0")
    _, after = student("return os.listdir('.')")
    assert after.value == []


def test_no_worker_is_kept_where_marking_was_broken_off() -> None:
    server, _ = student("return 1.0")
    with pytest.raises(KeyboardInterrupt), WorkerSubmission([]):
        raise KeyboardInterrupt
    other, outcome = student("return 1.0")
    assert outcome.value == 1.0
    assert other != server


def test_no_worker_is_kept_where_another_course_is_installed(monkeypatch, level) -> None:
    without_workers(monkeypatch, Level(level))
    server, _ = student("return 1.0")
    monkeypatch.syspath_prepend("/nowhere")
    other, outcome = student("return sys.path[0] == '/nowhere'")
    spawn.close_unused()
    assert outcome.value is True
    assert other != server


def test_the_server_that_is_kept_is_of_the_level(level) -> None:
    student("return 1.0")
    server = spawn._kept.server
    assert server.level == level
    assert server.home in server.code
    assert server.process.args[0].endswith("bwrap") == (level == ISOLATED)
