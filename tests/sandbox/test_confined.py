"""What confined student code can and can't do, where there are no namespaces."""

from __future__ import annotations

import os
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.sandbox import confinement, isolation, seatbelt, spawn
from autograder.sandbox.fill import fuller_than
from autograder.sandbox.sweep import sweep
from tests.helpers.our_course import COURSE

TRY = "try:\n    {}\n    return 'done'\nexcept OSError as error:\n    return error.errno"
REFUSED = (1, 13, 18, 38)
"""EPERM, EACCES, EXDEV, ENOSYS."""


@pytest.fixture
def _isolation(_confinement: None) -> None:
    """`behind` and `both` run confined here."""


def attempt(statement: str) -> str:
    """The body of a function that says 'done', or the number of the error."""
    return TRY.format(statement.replace("\n", "\n    "))


# Honest work.

HONEST = {
    "linear algebra": "return np.linalg.svd(np.ones((300, 300)))[1][0]",
    "threads": (
        "from concurrent.futures import ThreadPoolExecutor\n"
        "with ThreadPoolExecutor(4) as pool:\n"
        "    return sum(pool.map(lambda n: float(np.ones((99, 99))[n] @ np.ones(99)), range(9))) / 2.97"
    ),
    "a plot": (
        "import matplotlib.pyplot as plt\n"
        "plt.plot([1, 2], [3, 4]); plt.title('Loss'); plt.savefig('loss.png')\n"
        "return 300.0 * (os.path.getsize('loss.png') > 1000)"
    ),
    "files": (
        "import tempfile\n"
        "os.makedirs('a/b'); np.save('a/b/x.npy', np.full(3, 100.0)); np.savez('x.npz', x=1)\n"
        "os.rename('a/b/x.npy', 'x.npy')\n"
        "with tempfile.TemporaryDirectory() as folder:\n"
        "    open(f'{folder}/x', 'w').write('1')\n"
        "return float(np.load('x.npy').sum())"
    ),
    "await": (
        "import asyncio\n"
        "async def three():\n    await asyncio.sleep(0.001)\n    return 300.0\n"
        "return asyncio.run(three())"
    ),
    "the standard library": (
        "import csv, datetime, json, random, sqlite3, statistics, urllib.request, zoneinfo\n"
        "datetime.datetime.now(); os.cpu_count(); random.SystemRandom().random()\n"
        "print('seen', file=open(os.devnull, 'w'))\n"
        "return 300.0 * json.loads('1')"
    ),
    "the course's data": (
        "from autograder.workshop.expression import population\n"
        "return 300.0 * (population(0).sample(20, 0) is not None)"
    ),
}


@pytest.mark.parametrize("body", HONEST.values(), ids=HONEST)
def test_honest_work_goes_on(behind, body) -> None:
    assert behind(body, seconds=60.0) == pytest.approx(300.0)


def test_many_threads_of_openblas_run(behind) -> None:
    """The C library makes them by a call that the filter looks into."""
    body = (
        "import ctypes, glob\n"
        "[path] = glob.glob(os.path.dirname(np.__path__[0]) + '/numpy.libs/*openblas*.so')\n"
        "library = ctypes.CDLL(path)\n"
        "library.scipy_openblas_set_num_threads64_(4)\n"
        "x = np.random.default_rng(0).random((400, 400))\n"
        "right = bool(np.allclose(x @ x, np.einsum('ij,jk', x, x)))\n"
        "return [right, library.scipy_openblas_get_num_threads64_()]"
    )
    assert behind(body, seconds=60.0) == [True, 4]


# What is refused.


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file that everybody on this machine may read and write."""
    path = tmp_path / "secret"
    path.write_text("secret")
    path.chmod(0o666)
    return path


def test_files_stay_closed_and_as_they_are(both, secret) -> None:
    before = secret.stat()
    statements = [
        f"{act}({str(secret)!r}{more})"
        for act, more in (
            ("open", ""),
            ("open", ", 'a'"),
            ("os.truncate", ", 0"),
            ("os.unlink", ""),
            ("os.rename", ", 'mine'"),
            ("os.link", ", 'mine'"),
            ("os.chmod", ", 0"),
            ("os.utime", ""),
            ("os.chown", f", {os.getuid()}, {os.getgid()}"),
            ("os.setxattr", ", 'user.mine', b''"),
        )
    ]
    outcomes = both(*map(attempt, statements), attempt(f"os.listdir({str(secret.parent)!r})"))
    assert [o.value for o in outcomes if o.value not in REFUSED] == []
    now = secret.stat()
    assert (now.st_mode, now.st_mtime_ns, now.st_ctime_ns) == (
        before.st_mode,
        before.st_mtime_ns,
        before.st_ctime_ns,
    )


def test_links_lead_nowhere(both, secret) -> None:
    link = f"os.symlink({str(secret)!r}, 'link')\nopen('link')"
    above = f"open(os.path.relpath({str(secret)!r}))"
    by_number = f"f = os.open({str(secret)!r}, os.O_PATH)\nopen(f'/proc/self/fd/{{f}}')"
    outcomes = both(*map(attempt, (link, above, by_number)))
    assert [o.value for o in outcomes if o.value not in REFUSED] == []


def test_nothing_is_written_outside_scratch(behind) -> None:
    places = [
        *("/tmp", "/var/tmp", "/dev/shm", "/", "/run", str(Path.home()), os.getcwd()),
        *(f for f in sys.path if os.path.isdir(f)),
        *(str(Path(file).parent) for file in (isolation.__file__, os.__file__)),
    ]
    body = (
        "written = []\n"
        f"for place in [*{places!r}, os.path.dirname(os.environ['HOME'])]:\n"
        "    try:\n"
        "        open(f'{place}/mine', 'w').close()\n"
        "        written.append(place)\n"
        "    except OSError:\n"
        "        pass\n"
        "return written"
    )
    assert behind(body) == []


def test_the_answers_stay_closed(behind) -> None:
    files = [
        *map(str, COURSE.private_folder.rglob("*.py")),
        *map(str, COURSE.solutions.rglob("*.ipynb")),
    ]
    assert len(files) > 10
    body = (
        "opened = []\n"
        f"for file in {files!r}:\n"
        "    try:\n"
        "        opened.append(open(file).name)\n"
        "    except OSError:\n"
        "        pass\n"
        "return opened"
    )
    assert behind(body) == []
    assert behind("try:\n    import dlref\nexcept ImportError:\n    return 'gone'") == "gone"


def test_private_halves_among_packages_are_left_out(monkeypatch, tmp_path) -> None:
    packages = tmp_path / "site-packages"
    for name in ("dlref", "numpy", "other"):
        (packages / name).mkdir(parents=True)
    (packages / "one.py").touch()
    (packages / "way").symlink_to(packages / "dlref")
    monkeypatch.setattr(sys, "path", [str(packages)])
    read, listed = isolation.readable([COURSE])
    assert {str(packages / name) for name in ("numpy", "other", "one.py")} <= {*read}
    assert str(packages) in listed
    assert not {str(packages / name) for name in ("dlref", "way")} & {*read}


def test_packages_that_are_only_linked_to_can_be_read(monkeypatch, tmp_path) -> None:
    packages, cache = tmp_path / "site-packages", tmp_path / "cache" / "numpy"
    packages.mkdir()
    cache.mkdir(parents=True)
    (packages / "numpy").symlink_to(cache)
    monkeypatch.setattr(sys, "path", [str(packages)])
    assert str(cache) in isolation.readable([COURSE])[0]


CALLS = [
    "socket(2, 1, 0)",
    "socket(1, 1, 0)",
    "fork()",
    "execv(b'/bin/true', None)",
    f"kill({os.getpid()}, 0)",
    "kill(0, 0)",
    "kill(-1, 0)",
    "ptrace(16, 1, 0, 0)",
    "shmget(0, 4096, 0o1600)",
    "shmat(0, 0, 0)",
    "msgget(0, 0o1600)",
    "msgrcv(0, 0, 0, 0, 0)",
    "semget(0, 1, 0o1600)",
    "mq_unlink(b'/x')",
    "setuid(0)",
    "unshare(0x10000000)",
    "prlimit(1, 7, 0, 0)",
    "sched_setaffinity(1, 8, bytes(8))",
    "setpriority(0, 0, 5)",
    "fcntl(1, 8, 1)",
    "fcntl(1, 1024, 0)",
    "inotify_init1(0)",
    "prctl(1, 0, 0, 0, 0)",
    "memfd_create(b'hoard', 0)",
    "socketpair(1, 2, 0, bytes(8))",
    "syscall(437 + 30, 0, 0)",
    "syscall(425, 8, 0)",
]


def test_system_calls_are_refused(behind) -> None:
    body = "import ctypes\nc = ctypes.CDLL(None, use_errno=True)\nfound = []\n"
    for call in CALLS:
        body += (
            f"ctypes.set_errno(0); result = c.{call}\n"
            f"found += [] if result == -1 and ctypes.get_errno() in (1, 13, 38) else [{call!r}]\n"
        )
    assert behind(f"{body}return found") == []


def test_nothing_is_reached_over_the_network(behind) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        port = server.getsockname()[1]
        assert behind(attempt(f"socket.create_connection(('127.0.0.1', {port}))")) in REFUSED
        with pytest.raises(BlockingIOError):
            server.accept()


def test_it_has_no_rights_of_its_own(behind) -> None:
    """What the kernel says of it, asked before the file is out of reach."""
    body = (
        "import ctypes\n"
        "found = (ctypes.c_uint32 * 6)()\n"
        "ctypes.CDLL(None).capget(b'\\x22\\x05\\x08\\x20' + bytes(4), found)\n"
        "return [*found, ctypes.CDLL(None).prctl(39, 0, 0, 0, 0)]"
    )
    assert behind(body) == [0] * 6 + [1]


def test_the_environment_holds_no_secrets(behind, monkeypatch) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "hunter2")
    spawn.close_unused()
    assert behind("return 'SECRET_TOKEN' in os.environ") is False


# Limits.


@pytest.mark.slow
@pytest.mark.parametrize(
    ("body", "result"),
    [
        ("for n in range(40):\n    open(str(n), 'wb').write(bytes(2**22))", "memory: "),
        ("for n in range(10**6):\n    os.mkdir(str(n))", "memory: "),
        ("os.mkdir('in')\nos.chdir('in')\n" * 3 + "for n in range(10**6):\n    open(str(n), 'w')",
         "memory: "),
        ("for n in range(1500):\n    os.mkdir('deep')\n    os.chdir('deep')", 1.0),
        ("os.mkdir('locked', 0)\nos.symlink('/', 'root')\nopen('-rf *', 'w').close()", 1.0),
        ("np.ones(2**28).sum()", "memory: "),
        ("while True: pass", "timeout: "),
        ("os.kill(os.getpid(), 19)", "timeout: "),
    ],
    ids=["large", "many", "many below", "deep", "odd", "memory", "loop", "stopped"],
)  # fmt: skip
def test_what_takes_too_much_is_ended_and_cleared(both, body, result) -> None:
    taken, after = both(f"{body}\nreturn 1.0", "return os.listdir('.')", seconds=1.5)
    problem = taken.problem
    assert (taken.value if problem is None else f"{problem.kind}: {problem.text}") == result
    assert after.value == []


def test_what_is_too_much_counts_for_nothing_whenever_it_is_noticed(behind) -> None:
    """A thread keeps the child from ending once its value is written, until somebody looks."""
    body = (
        "import ctypes, threading\n"
        "sys.setswitchinterval(9)\n"
        "written = threading.Event()\n"
        "wait = ctypes.PyDLL(None).usleep  # without giving other threads a turn\n"
        "threading.Thread(target=lambda: (written.wait(), wait(300_000))).start()\n"
        "for n in range(17):\n"
        "    open(str(n), 'wb').write(bytes(2**22))\n"
        "written.set()\n"
        "return 1.0"
    )
    assert behind(body) == "memory: "


def test_no_limit_can_be_raised(behind) -> None:
    body = (
        "import resource\n"
        "raised = []\n"
        "for name in ('AS', 'CPU', 'NOFILE', 'FSIZE', 'CORE'):\n"
        "    what = getattr(resource, 'RLIMIT_' + name)\n"
        "    soft, hard = resource.getrlimit(what)\n"
        "    for limit in ((hard + 1, hard + 1), (-1, -1)):\n"
        "        try:\n"
        "            resource.setrlimit(what, limit)\n"
        "            raised.append(name)\n"
        "        except (ValueError, OSError):\n"
        "            pass\n"
        "return raised"
    )
    assert behind(body) == []


@pytest.fixture
def deep(tmp_path: Path) -> Iterator[Path]:
    """1,100 folders, one in the other, and a file in the last."""
    at = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1100):
        os.mkdir("d" * 100, dir_fd=at)
        below = os.open("d" * 100, os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = below
    os.close(os.open("file", os.O_CREAT | os.O_WRONLY, dir_fd=at))
    os.close(at)
    yield tmp_path
    sweep(str(tmp_path))


def test_a_folder_is_measured_however_deep_it_is(deep: Path) -> None:
    assert not fuller_than(str(deep), 1101, 2**30)
    assert fuller_than(str(deep), 1100, 2**30)
    assert fuller_than(str(deep), 1101, -1)


# macOS: nobody here has a Mac, so that only the text is tried.


def test_the_profile_for_macos_allows_what_is_meant_and_denies_the_rest() -> None:
    text = seatbelt.profile(["/usr/lib", '/a "b"'], ["/packages"], "/private/var/scratch")
    rules = [line for line in text.splitlines() if line]
    assert rules[:2] == ["(version 1)", "(deny default)"]
    assert text.count("(") == text.count(")")
    assert '(allow file-read* (subpath "/a \\"b\\""))' in rules
    assert '(allow file-read-data (literal "/packages"))' in rules
    writes = [rule for rule in rules if rule.startswith("(allow") and "file-write" in rule]
    assert writes == [
        '(allow file-read* file-write-data (literal "/dev/null"))',
        '(allow file-read* file-write* (subpath "/private/var/scratch"))',
    ]
    for never in ("network", "process-fork", "process-exec", "mach", "ipc", "(allow default"):
        assert never not in text


def test_on_macos_the_profile_is_put_on_and_nothing_else(monkeypatch, tmp_path) -> None:
    worn: list[str] = []
    monkeypatch.setattr(confinement, "_LINUX", False)
    monkeypatch.setattr(seatbelt, "put_on", worn.append)
    (tmp_path / "link").symlink_to(tmp_path)
    confinement.Confinement(["/usr"], [], str(tmp_path / "link")).enter()
    [text] = worn
    assert f'(subpath "{os.path.realpath(tmp_path)}")' in text
    assert tempfile.gettempdir() in text
