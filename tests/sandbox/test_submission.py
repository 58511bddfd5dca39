"""Students' functions, in this process and in a worker: outcomes in order, limits kept, no traces left."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from autograder.model import Case, Exercise
from autograder.notebooks.reading import Cell
from autograder.sandbox import confinement, spawn
from autograder.sandbox.isolation import CONFINED, ISOLATED, LEVELS, LIMITED, Level
from autograder.sandbox.submission import LiveSubmission, WorkerSubmission
from tests.helpers.made_up import knows
from tests.helpers.processes import children, descendants, is_alive
from tests.helpers.workers import without_workers

unix = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

F = Exercise("f", ("x",), (), seconds=10.0)
QUICK = Exercise("f", ("x",), (), seconds=0.3)
CASES = [Case({"x": np.array([float(n), 1.0])}) for n in range(3)]
GIVEN = [{"g": knows(float(n), **case.inputs)} for n, case in enumerate(CASES)]


def live(source: str, exercise: Exercise = F):
    namespace = {"np": np}
    exec(source, namespace)
    return LiveSubmission(namespace).run(exercise, CASES)


# In this very process.


def test_live_outcomes_come_in_order() -> None:
    assert [o.value for o in live("def f(x): return float(x[0])")] == [0.0, 1.0, 2.0]


@unix
@pytest.mark.parametrize(
    "body",
    [
        "while True: pass",
        "while True:\n        try:\n            while True: pass\n        except Exception:\n            pass",
    ],
)
def test_a_live_endless_loop_is_stopped(body) -> None:
    started = time.monotonic()
    outcomes = live(f"def f(x):\n    {body}", QUICK)
    assert time.monotonic() - started < 4
    assert len(outcomes) == 3
    assert kinds(outcomes) == ["timeout"] * 3


@unix
def test_a_live_loop_that_swallows_everything_is_stopped_in_the_next_case() -> None:
    source = "def f(x):\n    try:\n        while True: pass\n    except:\n        return 1.0"
    started = time.monotonic()
    outcomes = live(source, QUICK)
    assert len(outcomes) == 3
    assert time.monotonic() - started < 4


@unix
def test_the_alarm_is_off_afterwards() -> None:
    import signal

    before = signal.getsignal(signal.SIGALRM)
    live("def f(x): return 1.0", QUICK)
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGALRM) is before


def test_off_the_main_thread_there_is_no_alarm_and_no_error() -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor() as pool:
        outcomes = pool.submit(live, "def f(x): return 1.0").result()
    assert [o.value for o in outcomes] == [1.0] * 3


def test_live_given_values_stand_in() -> None:
    namespace: dict = {}
    exec("def g(x): return 0.0\ndef f(x): return g(x) + 1", namespace)
    outcomes = LiveSubmission(namespace).run(F, CASES, GIVEN)
    assert [o.value for o in outcomes] == [1.0, 2.0, 3.0]


# In a worker.


@pytest.fixture(scope="module")
def play():
    """`play(source)`: outcomes of `f`, in workers of their own."""

    def play(source: str, exercise: Exercise = F, cases=CASES, given=None, earlier=None):
        cells = [Cell("0", "import numpy as np"), Cell("f", source)]
        with WorkerSubmission(cells, earlier) as submission:
            return submission.run(exercise, cases, given)

    return play


def kinds(outcomes) -> list[str | None]:
    return [outcome.problem and outcome.problem.kind for outcome in outcomes]


def test_a_worker_says_what_this_process_says(play) -> None:
    source = (
        "def f(x):\n    print(x)\n    x += 1\n    return {'a': x, 'b': [x[0] > 1, (x.sum(), None)]}"
    )
    for here, there in zip(live(source), play(source), strict=True):
        assert repr(here) == repr(there)


def test_a_worker_plays_scripts_of_exercises(play) -> None:
    from autograder.engine.oracle import draw
    from tests.helpers.our_course import EXERCISES

    name, case = next(
        (exercise.name, case)
        for exercise in EXERCISES.values()
        for check in exercise.checks
        for case in draw(exercise, check, 1)
        if case.script is not None
    )
    with WorkerSubmission(
        [Cell(name, f"def {name}(*args, **kwargs): return kwargs_of_mine")]
    ) as worker:
        (outcome,) = worker.run(EXERCISES[name], [case])
    assert "kwargs_of_mine" in outcome.problem.text


def test_a_worker_gets_given_values(play) -> None:
    source = "def g(x): return 0.0\ndef f(x): return g(x) + 1"
    assert [o.value for o in play(source, given=GIVEN)] == [1.0, 2.0, 3.0]


@pytest.mark.parametrize(
    ("source", "calls"),
    [
        ("def f(x): return 2.0", False),
        ("def h(x): return g(x)\ndef f(x): return h(x)", True),
        ("def f(x): return globals()['g'](x)", True),
        ("def f(x): return eval('g(x)')", True),
    ],
)
def test_what_a_function_may_call(source, calls) -> None:
    with WorkerSubmission([Cell("f", source)]) as submission:
        assert submission.may_call(F, {"g"}) is calls
    namespace: dict = {}
    exec(source, namespace)
    assert LiveSubmission(namespace).may_call(F, {"g"}) is calls


def test_a_worker_gets_earlier_notebooks(play) -> None:
    source = "from autograder import from_earlier\ng, = from_earlier('04_backprop', 'g')\ndef f(x): return g(x)"
    earlier = {"04_backprop": [Cell("g", "def g(x): return 7.0"), Cell("slow", "while True: pass")]}
    assert [o.value for o in play(source, earlier=earlier)] == [7.0] * 3
    assert "no notebook was found" in play(source)[0].problem.text


LIMITS = {
    "endless": ("\n    while True: pass", "timeout"),
    "endless, swallowing": (
        "\n    while True:\n        try: 1 / 0\n        except: pass",
        "timeout",
    ),
    "asleep": ("__import__('time').sleep(60)", "timeout"),
    "exit": ("__import__('os')._exit(0)", "exit"),
    "an exit that looks like out of memory": ("__import__('os')._exit(3)", "exit"),
    "sys.exit": ("raise SystemExit", "exit"),
    "killed by itself": ("__import__('os').kill(__import__('os').getpid(), 9)", "crash"),
    "a segmentation fault": ("__import__('ctypes').string_at(0)", "crash"),
    "memory in one piece": ("return np.ones(2**33)", "memory"),
    "memory bit by bit": (
        "\n    hoard = []\n    while True: hoard.append(np.empty(2**24))",
        "memory",
    ),
    "a large answer": ("return [np.ones(2**20) for _ in range(9)]", "too much"),
    "prints": ("\n    while True: print('x' * 1000)", "output"),
    "the stop button": ("raise KeyboardInterrupt", "exit"),
    "not plain": ("return f", "not plain"),
    "unfinished": ("raise NotImplementedError", "unfinished"),
}


@unix
@pytest.mark.parametrize(("body", "kind"), LIMITS.values(), ids=LIMITS)
def test_a_limit_is_kept_and_told(play, body, kind) -> None:
    exercise = QUICK if kind == "timeout" else F
    started = time.monotonic()
    outcomes = play(f"def f(x): {body}", exercise)
    assert kinds(outcomes) == [kind] * 3
    assert time.monotonic() - started < 9


@unix
def test_what_was_played_before_a_limit_counts(play) -> None:
    source = "import os\ndef f(x):\n    if x[0] == 1: os._exit(1)\n    return 1.0"
    outcomes = play(source)
    assert outcomes[0].value == 1.0
    assert kinds(outcomes) == [None, "exit", "exit"]


def two_exercises(first: str, second: str):
    """The outcomes of `g` after `f` has run, in the same worker."""
    with WorkerSubmission(
        [Cell("0", "import os\nimport numpy as np"), Cell("1", first), Cell("2", second)]
    ) as both:
        before = both.run(QUICK, CASES)
        after = both.run(Exercise("g", ("x",), (), seconds=10.0), CASES)
    return before, after


G = "def g(x): return 1.0"


@unix
@pytest.mark.parametrize(
    "body",
    [
        "while True: pass",
        "os._exit(0)",
        "return np.ones(2**33)",
        "os.kill(os.getppid(), 9)",
        "[os.close(n) for n in range(3, 50)]",
        "[os.write(n, b'forged' * 100) for n in range(3, 50)]",
        "np.exp = None",
    ],
)
def test_what_one_exercise_does_costs_no_other(body) -> None:
    _, after = two_exercises(f"def f(x):\n    {body}", G)
    assert [o.value for o in after] == [1.0] * 3


@unix
def test_the_servers_own_streams_are_out_of_reach() -> None:
    reach = (
        "def f(x):\n    n = 0\n    for fd in range(3, 64):\n        try:\n            os.fstat(fd)\n"
        "            n += 1\n        except OSError:\n            pass\n    return n"
    )
    before, _ = two_exercises(reach, G)
    assert [o.value for o in before] == [1] * 3  # the pipe for its own outcomes


@unix
def test_what_one_exercise_hoards_does_not_reach_the_next() -> None:
    hoard = (
        "def f(x):\n    os.makedirs('deep/er', exist_ok=True)\n    os.chmod('deep/er', 0o700)\n"
        "    open('deep/er/a', 'w').close()\n    open('b', 'w').close()\n    np.kept = 7\n"
        "    return len(os.listdir('.'))"
    )
    before, after = two_exercises(
        hoard, "def g(x): return [len(os.listdir('.')), hasattr(np, 'kept')]"
    )
    assert before[0].value == 2
    assert [o.value for o in after] == [[0, False]] * 3


@unix
def test_a_large_file_is_refused(play) -> None:
    source = "def f(x):\n    open('large', 'wb').write(bytes(2**25))\n    return 1.0"
    assert kinds(play(source))[0] in ("raised", "crash")


def skip_unless_reached(level: str) -> None:
    if level == ISOLATED != spawn.probe().name:
        pytest.skip(spawn.probe().reason)
    if level == CONFINED and confinement.obstacle():
        pytest.skip(confinement.obstacle())


linux = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")


@linux
@pytest.mark.parametrize(
    "level", [Level(ISOLATED), Level(CONFINED), Level(LIMITED, "for this test")]
)
@pytest.mark.parametrize(
    "body",
    [
        "return 1.0",
        "while True: pass",
        "os.kill(os.getppid(), 9)",
        "os.fork() or __import__('time').sleep(99)",
    ],
)
def test_no_process_and_no_folder_is_left(monkeypatch, tmp_path, body, level) -> None:
    skip_unless_reached(level.name)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    without_workers(monkeypatch, level)
    before = children(os.getpid())
    with WorkerSubmission([Cell("f", f"import os\ndef f(x):\n    {body}")]) as submission:
        (worker,) = children(os.getpid()) - before
        scratch = submission._worker._server.scratch
        assert (scratch is None) == (level.name == ISOLATED)
        submission.run(QUICK, CASES)
        family = {worker} | descendants(worker)
    spawn.close_unused()
    assert children(os.getpid()) <= before
    if level.name == CONFINED:  # each ends with its parent, a moment later
        wait_until(lambda: not any(map(is_alive, family)), 5)
    else:
        assert not [pid for pid in family if Path(f"/proc/{pid}").exists()]
    assert list(tmp_path.iterdir()) == []
    assert scratch is None or not Path(scratch.name).exists()


GRADER = """
from autograder.sandbox import spawn
from autograder.model import Case, Exercise
from autograder.notebooks.reading import Cell
from autograder.sandbox.isolation import Level
from autograder.sandbox.submission import WorkerSubmission
spawn._level = Level("{level}")
with WorkerSubmission([Cell("f", "def f(x):\\n    {body}")]) as submission:
    scratch = submission._worker._server.scratch
    print(scratch.name if scratch else "", flush=True)
    submission.run(Exercise("f", ("x",), (), seconds=60.0), [Case({{"x": 1.0}})])
    input()
"""


@linux
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("body", ["return 1.0", "while True: pass"], ids=["idle", "busy"])
def test_nothing_is_left_when_the_grader_is_killed(tmp_path, body, level) -> None:
    skip_unless_reached(level)
    code = GRADER.format(level=level, body=body)
    processes = {ISOLATED: 3, CONFINED: 2, LIMITED: 1}[level] + (body != "return 1.0")
    place = {"cwd": Path(__file__).parents[2], "env": os.environ | {"TMPDIR": str(tmp_path)}}
    ends = dict.fromkeys(("stdin", "stdout"), subprocess.PIPE)
    with subprocess.Popen([sys.executable, "-c", code], **ends, **place, text=True) as grader:
        wait_until(lambda: len(descendants(grader.pid)) == processes, 30)
        family = descendants(grader.pid)
        scratch = grader.stdout.readline().strip()
        assert bool(scratch) == (level != ISOLATED)
        grader.kill()
    wait_until(lambda: not any(map(is_alive, family)), 5)
    assert not scratch or not Path(scratch).exists()


def wait_until(holds: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@unix
def test_a_worker_that_died_between_two_jobs_is_replaced() -> None:
    with WorkerSubmission([Cell("f", "def f(x): return 1.0")]) as submission:
        submission._worker._server.kill()
        submission._worker._server.process.wait()
        assert kinds(submission.run(F, CASES)) == ["crash"] * 3
        assert [o.value for o in submission.run(F, CASES)] == [1.0] * 3


def test_the_answers_cannot_be_imported(play) -> None:
    outcomes = play("def f(x):\n    import dlref\n    return 1.0")
    assert "dlref" in outcomes[0].problem.text
    assert kinds(outcomes) == ["raised"] * 3


def test_the_environment_is_not_handed_on(play, monkeypatch) -> None:
    monkeypatch.setenv("SECRET", "1")
    outcomes = play(
        "import os\ndef f(x): return [os.environ.get('SECRET'), os.environ['OMP_NUM_THREADS']]"
    )
    assert outcomes[0].value == [None, "1"]


def test_odd_characters_cross(play) -> None:
    outcomes = play("def f(x):\n    print('\\ud83d', '\\x1b[31m')\n    raise ValueError('\\udc00')")
    assert outcomes[0].problem.text == "ValueError: ?"
    assert play("s = '\ud83d'\ndef f(x): return 1.0")[0].value == 1.0


def test_a_notebook_whose_cell_cannot_be_read(play) -> None:
    assert kinds(play("def f(x) return 1")) == ["syntax"] * 3
    assert kinds(play("def f(x, x): return 1")) == ["syntax"] * 3
