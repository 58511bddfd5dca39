"""One server serves many students, and nothing passes from one to the next.

Each pair is two students: one leaves something, the next looks for it.
"""

from __future__ import annotations

import os

import pytest

from autograder.model import Case, Exercise, Outcome
from autograder.notebooks.reading import Cell
from autograder.sandbox import isolation, spawn
from autograder.sandbox.submission import WorkerSubmission
from autograder.sandbox.syscalls import filter_program
from tests.helpers.workers import without_workers

pytestmark = [
    pytest.mark.usefixtures("_isolation"),
    pytest.mark.skipif(not filter_program(), reason="each student has a server of their own here"),
]

IMPORTS = """
import ctypes, fcntl, gc, multiprocessing, os, resource, signal, socket, sys, threading, time
import numpy as np
c = ctypes.CDLL(None, use_errno=True)
""".strip()


def student(body: str) -> tuple[int, Outcome]:
    """The server's process and what a student's function gives."""
    lines = body.strip().replace("\n", "\n    ")
    cells = [Cell("0", IMPORTS), Cell("f", f"def f(x):\n    {lines}")]
    with WorkerSubmission(cells) as submission:
        server = submission._worker._server
        assert server is not None
        [outcome] = submission.run(Exercise("f", ("x",), ()), [Case({"x": 1.0})])
        return server.process.pid, outcome


PLACES = ("/student", "/dev/shm")
WAIT = "if os.fork() == 0:\n    {}\n    time.sleep(600)\ntime.sleep(0.1)\nreturn 1.0"
PAIRS = {
    "files": (
        "for place in {places}:\n    open(f'{{place}}/message', 'w').write('42')\nreturn 1.0",
        "return [os.listdir(place) for place in {places}]",
    ),
    "modes": (
        "for place in {places}:\n"
        "    try:\n        os.chmod(place, 0o751)\n"
        "    except OSError:\n        pass\n"
        "return 1.0",
        "return [os.stat(place).st_mode & 0o7777 == 0o751 for place in {places}]",
    ),
    "times": (
        "for place in {places}:\n"
        "    try:\n        os.utime(place, (42, 42))\n"
        "    except OSError:\n        pass\n"
        "return 1.0",
        "return [t == 42 for place in {places}\n"
        "        for t in (os.stat(place).st_atime, os.stat(place).st_mtime)]",
    ),
    "attributes": (
        "for place in {places}:\n"
        "    try:\n        os.setxattr(place, 'user.message', b'42')\n"
        "    except OSError:\n        pass\n"
        "return 1.0",
        "return [os.listxattr(place) for place in {places}]",
    ),
    "shared memory": (
        "import _posixshmem\n"
        "_posixshmem.shm_open('/message', os.O_CREAT | os.O_RDWR, 0o600)\nreturn 1.0",
        "import _posixshmem\n"
        "try:\n    _posixshmem.shm_open('/message', os.O_RDWR, 0o600)\n    return [True]\n"
        "except FileNotFoundError:\n    return []",
    ),
    "a named semaphore": (
        "c.sem_open(b'/message', os.O_CREAT, 0o600, 42)\nreturn 1.0",
        "c.sem_open.restype = ctypes.c_void_p\nreturn [bool(c.sem_open(b'/message', 0))]",
    ),
    "shared memory of System V": (
        "c.shmget(42, 64, 0o1600)\nreturn 1.0",
        "return [c.shmget(42, 64, 0) != -1, len(open('/proc/sysvipc/shm').readlines()) > 1]",
    ),
    "a queue of System V": (
        "c.msgget(42, 0o1600)\nreturn 1.0",
        "return [c.msgget(42, 0) != -1, len(open('/proc/sysvipc/msg').readlines()) > 1]",
    ),
    "semaphores of System V": (
        "c.semget(42, 1, 0o1600)\nreturn 1.0",
        "return [c.semget(42, 1, 0) != -1, len(open('/proc/sysvipc/sem').readlines()) > 1]",
    ),
    "a queue of POSIX": (
        "c.mq_open(b'/message', os.O_CREAT | os.O_RDWR, 0o600, None)\nreturn 1.0",
        "return [c.mq_open(b'/message', os.O_RDWR) != -1]",
    ),
    "a key": (
        "c.syscall({add_key}, b'user', b'message', b'42', 2, -4)\nreturn 1.0",
        "return [c.syscall({request_key}, b'user', b'message', None, -4) != -1]",
    ),
    "an abstract socket": (
        WAIT.format("s = socket.socket(socket.AF_UNIX); s.bind('\\0message'); s.listen()"),
        "return [socket.socket(socket.AF_UNIX).connect_ex('\\0message') == 0]",
    ),
    "a port": (
        WAIT.format("s = socket.create_server(('127.0.0.1', 4242))"),
        "return [socket.socket().connect_ex(('127.0.0.1', 4242)) == 0]",
    ),
    "a lock": (
        WAIT.format("fcntl.flock(os.open(np.__file__, os.O_RDONLY), fcntl.LOCK_EX)"),
        "try:\n"
        "    fcntl.flock(os.open(np.__file__, os.O_RDONLY), fcntl.LOCK_EX | fcntl.LOCK_NB)\n"
        "    return []\n"
        "except BlockingIOError:\n    return [True]",
    ),
    "a process": (
        WAIT.format("os.setsid(); os.fork()"),
        "return [sum(name.isdigit() for name in os.listdir('/proc')) != 3]",
    ),
    "a terminal": (
        WAIT.format("os.openpty()"),
        "return [name for name in os.listdir('/dev/pts') if name != 'ptmx']",
    ),
    "environment and folder": (
        "os.environ['MESSAGE'] = '42'\nos.mkdir('in'); os.chdir('in')\nreturn 1.0",
        "return ['MESSAGE' in os.environ, os.getcwd() != '/student']",
    ),
    "modules": (
        "np.pi = 42\nsys.modules['message'] = np\nimport builtins\nbuiltins.sum = max\n"
        "import autograder.sandbox.play as play\nplay.play = None\nsys.path.append('/message')\n"
        "return 1.0",
        "return [np.pi == 42, 'message' in sys.modules, sum is max, '/message' in sys.path]",
    ),
    "limits, mask, signals, processors": (
        "os.umask(0o42)\nsignal.signal(signal.SIGUSR1, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (42, 42))\n"
        "os.sched_setaffinity(0, {{min(os.sched_getaffinity(0))}})\nreturn 1.0",
        "return [os.umask(0) == 0o42,\n"
        "        signal.getsignal(signal.SIGUSR1) == signal.SIG_IGN,\n"
        "        resource.getrlimit(resource.RLIMIT_NOFILE)[0] == 42,\n"
        "        len(os.sched_getaffinity(0)) < {processors}]",
    ),
    "descriptors": (
        "for _ in range(20):\n    os.pipe()\nreturn 1.0",
        "return [len(os.listdir('/proc/self/fd')) > 8]",
    ),
}
NUMBERS = {"x86_64": (248, 249), "aarch64": (217, 218)}
ADD_KEY, REQUEST_KEY = NUMBERS.get(os.uname().machine, (0, 0))
KNOWN = {
    "places": PLACES,
    "processors": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1,
    "add_key": ADD_KEY,
    "request_key": REQUEST_KEY,
}


def anything(found: object) -> bool:
    """Whether there is something in nested lists beside False."""
    return any(map(anything, found)) if isinstance(found, list) else bool(found)


@pytest.mark.parametrize(("leave", "look"), PAIRS.values(), ids=PAIRS)
def test_nothing_passes_from_one_student_to_the_next(leave: str, look: str) -> None:
    server, left = student(leave.format(**KNOWN))
    assert left.value == 1.0, left.problem
    same, found = student(look.format(**KNOWN))
    assert same == server
    assert isinstance(found.value, list), found.problem
    assert not anything(found.value), found.value


SEARCH = """
want, found = bytes({codes}), 0
for line in open("/proc/self/maps"):
    place, rights, *_, name = line.split()
    start, end = (int(part, 16) for part in place.split("-"))
    if rights.startswith("rw"):
        found += ctypes.string_at(start, end - start).count(want)
return found - 1  # it finds itself
"""


@pytest.mark.parametrize("secret", ["in_the_code_of_ada", "in_the_memory_of_ada"])
def test_a_students_memory_holds_nothing_of_another(secret: str) -> None:
    lines = "\n".join(f"kept.append('{secret}{number}')" for number in range(1000))
    server, left = student(f"global kept\nkept = []\n{lines}\nreturn 1.0")
    assert left.value == 1.0
    look = SEARCH.format(codes=[*secret.encode()])
    same, found = student(look)
    assert same == server
    assert found.value == 0, found.problem
    _, own = student(f"own = {secret!r}\n{look}")
    assert own.value > 0, "the search finds what is there"


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


def test_no_worker_is_kept_where_another_course_is_installed(monkeypatch) -> None:
    without_workers(monkeypatch)
    server, _ = student("return 1.0")
    monkeypatch.syspath_prepend("/nowhere")
    other, outcome = student("return sys.path[0] == '/nowhere'")
    spawn.close_unused()
    assert outcome.value is True
    assert other != server


def test_a_student_is_served_within_the_time_of_a_start() -> None:
    student("return 1.0")
    assert spawn._kept.server.code
    assert spawn._kept.server.process.args[0].endswith("bwrap")
    assert isolation.SCRATCH in spawn._kept.server.code
