"""Where marking is done, and what is said where that can't be, or is stopped."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner

from autograder import cli
from autograder.instructor.batch.feedback_pages import pages_to_write
from autograder.instructor.batch.pool import NoPool
from autograder.nbgrader_plugin.course_folder import CourseFolder, CourseFolderError
from autograder.sandbox.isolation import LIMITED
from autograder.sandbox.spawn import Server
from tests.helpers.handed_in import NAME, make_course, place, solved
from tests.helpers.processes import children, command

pytestmark = pytest.mark.skipif(os.name != "posix", reason="process groups of Unix")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_course(tmp_path_factory.mktemp("places") / "course")
    for student in ("ada", "ben"):
        place(root, student, solved())
    return root


def start(folder: Path, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    """The command as a terminal starts it: at the head of a group, which Ctrl-C reaches as a whole."""
    return subprocess.Popen(
        [sys.executable, "-m", "autograder", *arguments],
        cwd=folder,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def stop(process: subprocess.Popen[str], when: Callable[[], object]) -> str:
    """What the command says of an error after Ctrl-C at a certain moment."""
    wait_until(process, when)
    os.killpg(process.pid, signal.SIGINT)
    return process.communicate(timeout=30)[1]


def wait_until(process: subprocess.Popen[str], when: Callable[[], object]) -> None:
    deadline = time.monotonic() + 60
    while not when():
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.005)


def starting(process: subprocess.Popen[str]) -> list[int]:
    """The processes that are to mark, once Python answers their signals."""
    return [pid for pid in children(process.pid) if "spawn_main" in command(pid) and hears(pid)]


def hears(pid: int) -> bool:
    caught = Path(f"/proc/{pid}/status").read_text().partition("SigCgt:")[2].split()[0]
    return bool(int(caught, 16) & 1 << (signal.SIGINT - 1))


@pytest.mark.slow
def test_feedback_says_nothing_of_an_exchange_and_of_a_page_in_the_way_a_sentence(
    course: Path, tmp_path: Path
) -> None:
    (course / "feedback").mkdir()
    (course / "feedback" / "ada").write_text("in the way")
    process = start(course, "grade", NAME, "--feedback", HOME=str(tmp_path))
    _, said = process.communicate(timeout=120)
    assert process.returncode == 1
    assert "exchange" not in said
    assert "Traceback" not in said
    assert f"feedback/ada/{NAME}: Not a directory." in said.splitlines()[-1]
    assert (course / "feedback" / "ben" / NAME / f"{NAME}.html").exists()


def test_a_page_older_than_its_marks_is_written_again(tmp_path: Path) -> None:
    course = CourseFolder(make_course(tmp_path / "course"))
    for step, file in (("autograded", f"{NAME}.ipynb"), ("feedback", f"{NAME}.html")):
        (course.root / step / "ada" / NAME).mkdir(parents=True)
        (course.root / step / "ada" / NAME / file).touch()
    page = course.root / "feedback" / "ada" / NAME / f"{NAME}.html"
    os.utime(page, (2**31, 2**31))
    assert pages_to_write(course, [NAME], ["ada"], set()) == []
    os.utime(page, (1, 1))
    assert pages_to_write(course, [NAME], ["ada"], set()) == [(NAME, "ada")]


def test_a_step_of_nbgrader_stops_at_ctrl_c(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(
        "autograder.nbgrader_plugin.course_folder.Autograde.convert_single_notebook", interrupted
    )
    with pytest.raises(KeyboardInterrupt):
        CourseFolder(course).autograde(NAME, "ada")


def test_a_step_without_work_gets_the_end_of_nbgraders_log(course: Path) -> None:
    with pytest.raises(CourseFolderError, match="No notebooks were matched"):
        CourseFolder(course).autograde(NAME, "nobody")


def test_ctrl_c_while_processes_start_gets_one_sentence(course: Path) -> None:
    process = start(course, "grade", NAME, "--force", "--jobs", "2")
    said = stop(process, lambda: starting(process))
    assert process.returncode == 1
    assert said.startswith("Error: Stopped. ")
    assert said.count("\n") == 1


def test_a_process_that_starts_leaves_ctrl_c_to_the_grader(course: Path) -> None:
    process = start(course, "grade", NAME, "--force", "--jobs", "1")
    wait_until(process, lambda: starting(process))
    for child in starting(process):
        os.kill(child, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert "Traceback" not in said
    assert process.returncode == 0


@pytest.mark.slow
def test_ctrl_c_in_the_demo_gets_one_sentence(tmp_path: Path) -> None:
    process = start(tmp_path, "demo")
    said = stop(process, (tmp_path / "demo" / "autograded").exists)
    assert process.returncode == 1
    assert said == "Error: Stopped. Remove demo/ to start again.\n"


@pytest.mark.parametrize("filled", [True, False])
def test_ctrl_c_advises_to_remove_no_folder_that_the_demo_did_not_make(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, filled: bool
) -> None:
    if filled:
        (tmp_path / "thesis.tex").touch()

    def interrupted(*_: object) -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr("autograder.instructor.demo.run_demo", interrupted)
    done = CliRunner().invoke(cli.main, ["demo", "--out", str(tmp_path)])
    assert done.exit_code == 1
    assert done.output == "Error: Stopped.\n"


def test_an_import_that_makes_another_error_of_ctrl_c_is_still_stopped_by_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            raise ImportError("initialization failed") from None

    monkeypatch.setattr("autograder.instructor.demo.run_demo", interrupted)
    done = CliRunner().invoke(cli.main, ["demo", "--out", str(tmp_path)])
    assert done.output == "Error: Stopped.\n"


def test_a_worker_whose_start_is_cut_short_leaves_no_watchdog() -> None:
    def interrupted(_: int) -> bytes:
        raise KeyboardInterrupt

    process: Any = SimpleNamespace(stdout=SimpleNamespace(read=interrupted))
    before = threading.active_count()
    with pytest.raises(KeyboardInterrupt):
        Server(process, LIMITED, None).wake()
    time.sleep(0.2)
    assert threading.active_count() <= before


@pytest.fixture
def stranger(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[bytes], str]]:
    """`stranger(greeting)`: the address of a program that greets, and then says nothing more."""
    pytest.importorskip("distributed", reason="Dask: the cluster extra")
    monkeypatch.setattr("autograder.instructor.batch.cluster._PATIENCE", 1.0)
    with closing(socket.create_server(("127.0.0.1", 0))) as server:

        def at(greeting: bytes) -> str:
            def greet() -> None:
                while True:
                    try:
                        guest, _ = server.accept()
                    except OSError:
                        return
                    guests.append(guest)
                    guest.sendall(greeting)

            threading.Thread(target=greet, daemon=True).start()
            return f"tcp://127.0.0.1:{server.getsockname()[1]}"

        guests: list[socket.socket] = []
        yield at
    for guest in guests:
        guest.close()


@pytest.mark.parametrize("greeting", [b"", b"SSH-2.0-OpenSSH_9.2p1\r\n" * 20])
def test_what_answers_and_is_no_scheduler_is_said_to_be_none(
    stranger: Callable[[bytes], str], greeting: bytes
) -> None:
    from autograder.instructor.batch.cluster import connect

    begun = time.monotonic()
    with pytest.raises(NoPool, match="it is not a Dask scheduler"):
        connect(stranger(greeting))
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("nonsense", "There is no file nonsense"),
        ("http://127.0.0.1:8787", "looks like tcp://"),
        ("tcp://127.0.0.1:9", "No Dask scheduler answers"),
        (__file__, "is not a scheduler file"),
    ],
)
def test_what_is_wrong_with_an_address_is_all_that_is_said(
    course: Path, where: str, words: str
) -> None:
    pytest.importorskip("distributed", reason="Dask: the cluster extra")
    process = start(course, "grade", NAME, "--scheduler", where)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 1
    assert said.startswith("Error: ")
    assert words in said
    assert said.count("\n") == 1
