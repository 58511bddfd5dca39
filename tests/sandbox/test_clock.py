"""Time limits on a busy machine: what counts is a job's own time."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.model import Case, Exercise
from autograder.notebooks.reading import Cell
from autograder.sandbox import submission as sending
from autograder.sandbox.clock import Clock
from autograder.sandbox.submission import WorkerSubmission

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/schedstat").exists(), reason="this system does not say who waits"
)
SPIN = "import time\nend = time.process_time() + {}\nwhile time.process_time() < end: pass"


@pytest.fixture
def busy() -> Iterator[None]:
    """A machine on which others take nine tenths of every processor."""
    count = 9 * (os.cpu_count() or 1)
    loop = [sys.executable, "-c", "while True: pass"]  # each in a session, as these share alike
    hogs = [subprocess.Popen(loop, start_new_session=True) for _ in range(count)]
    time.sleep(0.2)
    yield
    for hog in hogs:
        hog.kill()
        hog.wait()


def run(body: str, seconds: float):
    cells = [Cell("f", f"def f(x):\n    {body.replace(chr(10), chr(10) + '    ')}\n    return 1.0")]
    with WorkerSubmission(cells) as submission:
        started = time.monotonic()
        [outcome] = submission.run(Exercise("f", ("x",), (), seconds=seconds), [Case({"x": 1.0})])
        return outcome, time.monotonic() - started, submission.overloaded


@pytest.mark.slow
def test_what_others_take_is_not_counted(busy: None) -> None:
    outcome, passed, overloaded = run(SPIN.format(0.7), seconds=2.0)
    assert outcome.value == 1.0
    assert passed > 2.0
    assert not overloaded


@pytest.mark.slow
def test_an_endless_loop_ends_on_a_busy_machine(busy: None) -> None:
    outcome, passed, _ = run("while True: pass", seconds=0.5)
    assert outcome.problem is not None
    assert outcome.problem.kind in ("timeout", "busy")
    assert passed < 20


def test_a_sleeper_ends_after_its_time() -> None:
    outcome, passed, _ = run("import time\ntime.sleep(60)", seconds=0.5)
    assert outcome.problem is not None
    assert outcome.problem.kind == "timeout"
    assert passed < 5


def test_what_its_processes_compute_counts_together() -> None:
    body = "import os\nos.fork(), os.fork()\n" + SPIN.format(60)
    outcome, _, _ = run(body, seconds=4.0)
    assert outcome.problem is not None
    assert outcome.problem.kind == "timeout"


def test_a_job_that_never_got_its_time_is_no_timeout(busy: None, monkeypatch) -> None:
    monkeypatch.setattr(sending, "NET", 0.5)
    outcome, _, overloaded = run("while True: pass", seconds=2.0)
    assert outcome.problem is not None
    assert outcome.problem.kind == "busy"
    assert overloaded


def test_a_clock_counts_sleep_and_work() -> None:
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(9)"]) as sleeper:
        clock = Clock(sleeper.pid, alone=False)
        time.sleep(0.5)
        assert 0.3 < clock.used <= clock.passed
        sleeper.kill()
