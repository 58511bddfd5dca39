"""What student code can't do in the sandbox: each test is a student who tries.

Run it as root and as an unprivileged user: isolation works differently for each. Where there
is no isolation the tests are skipped with the reason, or fail with it where REQUIRE_SANDBOX is set.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from autograder.model import Problem
from autograder.sandbox import isolation, spawn, submission
from autograder.sandbox.syscalls import _CLONE, filter_program

ROOT = Path(__file__).parents[2]

TRY = """
try:
    {}
    return 'done'
except Exception as error:
    return type(error).__name__
"""


def attempt(statement: str) -> str:
    """The body of a function that says 'done', or the name of what was raised."""
    return TRY.format(statement.replace("\n", "\n    ")).strip()


# The network.


def test_nothing_is_reached_over_the_network(behind) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        port = server.getsockname()[1]
        connect = f"socket.create_connection(('127.0.0.1', {port}), timeout=2)"
        assert behind(attempt(connect)) == "ConnectionRefusedError"
        with pytest.raises(BlockingIOError):
            server.accept()
    assert behind(attempt("socket.create_connection(('192.0.2.1', 80), timeout=2)")) == "OSError"
    assert behind(attempt("socket.getaddrinfo('example.org', 80)")) == "gaierror"
    assert behind("return [name for _, name in socket.if_nameindex()]") == ["lo"]


def test_sockets_of_this_machine_are_not_seen(behind, tmp_path) -> None:
    name = f"\0autograder-test-{os.getpid()}"
    with socket.socket(socket.AF_UNIX) as abstract, socket.socket(socket.AF_UNIX) as named:
        abstract.bind(name)
        abstract.listen()
        named.bind(str(tmp_path / "socket"))
        named.listen()
        for address, refused in (
            (name, "ConnectionRefusedError"),
            (str(tmp_path / "socket"), "FileNotFoundError"),
        ):
            assert behind(attempt(f"socket.socket(socket.AF_UNIX).connect({address!r})")) == refused


# Files.


@pytest.fixture
def course(tmp_path_factory) -> Path:
    """A course folder with what a student must not see, readable by everybody on this machine."""
    course = tmp_path_factory.mktemp("course")
    for file in (
        "gradebook.db",
        "solutions/02_activations/02_activations.ipynb",
        "submitted/ada/02_activations/02_activations.ipynb",
    ):
        (course / file).parent.mkdir(parents=True, exist_ok=True)
        (course / file).write_text("secret")
    return course


def test_secrets_of_this_machine_are_not_there(behind, course, monkeypatch) -> None:
    monkeypatch.chdir(course)
    secrets = [
        *("/etc/shadow", "/etc/passwd", "/root/.ssh", "/home", "/var", "/sys", "/run", "/mnt"),
        str(Path.home() / ".bashrc"),
        str(Path.home() / ".ssh"),
        *(str(path) for path in course.rglob("*")),
        str(ROOT / "pyproject.toml"),
        str(ROOT / "tests"),
        str(ROOT / "solutions"),
        str(ROOT / "nbgrader_config.py"),
    ]
    assert behind(f"return [path for path in {secrets!r} if os.path.lexists(path)]") == []


def test_the_answers_are_not_there(behind) -> None:
    answers = find_spec("dlref")
    assert answers is not None
    for folder in answers.submodule_search_locations or []:
        assert behind(f"return os.path.isdir({folder!r}) and os.listdir({folder!r}) or []") == []
    seen = behind(
        "seen = [os.path.join(top, name) for top, folders, files in os.walk('/')\n"
        "        for name in folders + files if name in ('dlref', 'dlref.py', '02_activations.ipynb')]\n"
        "return [path for path in seen if not os.path.isdir(path) or os.listdir(path)]",
        seconds=60.0,
    )
    assert seen == []


def test_only_scratch_and_shared_memory_can_be_written(behind) -> None:
    written = behind(
        "written = set()\n"
        "for top, folders, _ in os.walk('/'):\n"
        "    if top == '/':\n"
        "        folders.remove('proc')\n"
        "    try:\n"
        "        open(os.path.join(top, 'mine'), 'w').close()\n"
        "        written.add(top)\n"
        "    except OSError:\n"
        "        pass\n"
        "return sorted(written)",
        seconds=60.0,
    )
    assert written == ["/dev/shm", isolation.SCRATCH]


def test_files_that_are_seen_stay_as_they_are(behind) -> None:
    files = [isolation.__file__, os.__file__, "/usr/bin/env"]
    before = [Path(file).stat() for file in files]
    for file in files:
        for statement in (
            f"open({file!r}, 'a').write('x')",
            f"os.unlink({file!r})",
            f"os.rename({file!r}, 'mine')",
            f"os.chmod({file!r}, 0o777)",
            f"os.utime({file!r})",
        ):
            assert behind(attempt(statement)) in ("OSError", "PermissionError")
    for file, stat in zip(files, before, strict=True):
        now = Path(file).stat()
        assert (now.st_size, now.st_mtime_ns, now.st_mode) == (
            stat.st_size,
            stat.st_mtime_ns,
            stat.st_mode,
        )


def test_the_view_of_the_machine_cannot_be_changed(behind) -> None:
    for command in (
        "mount -o remount,rw /",
        "mount -t tmpfs none /student",
        "umount /dev/shm",
        "unshare --user --map-root-user true",
        "unshare --user --net true",
        "nsenter --target 1 --mount true",
        "chroot /usr true",
    ):
        code = behind(f"return subprocess.run({command.split()!r}, capture_output=True).returncode")
        assert code != 0, command


# Processes.


def test_processes_of_this_machine_are_not_seen(behind) -> None:
    seen = behind("return [int(name) for name in os.listdir('/proc') if name.isdigit()]")
    assert len(seen) == 3  # the server, the worker and itself
    assert min(seen) == 1
    assert behind(attempt(f"os.kill({os.getpid()}, 0)")) == "ProcessLookupError"
    assert behind(attempt("open('/proc/sysrq-trigger', 'w').write('b')")) != "done"


def test_signals_to_all_meet_nobody_outside(behind) -> None:
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(99)"]) as bystander:
        assert behind(attempt("os.kill(-1, 9)")).startswith("crash")  # its own worker
        assert bystander.poll() is None
        bystander.kill()


def test_no_signal_reaches_the_server(behind) -> None:
    send = "for number in (set(range(1, 65)) - {32, 33}):\n    os.kill(1, number)\n"
    state = "open('/proc/1/stat').read().rsplit(')')[1].split()[0]"
    assert behind(f"{send}time.sleep(0.2)\nreturn {state}") == "S"


def test_a_student_is_nobody(behind) -> None:
    user, rights, privileges = behind(
        "status = dict(line.split(':', 1) for line in open('/proc/self/status'))\n"
        "return [os.getuid(), [status[n].strip() for n in ('CapPrm', 'CapEff', 'CapBnd', 'CapAmb')],\n"
        "        status['NoNewPrivs'].strip()]"
    )
    assert user != 0
    assert [int(right, 16) for right in rights[:2] + rights[3:]] == [0, 0, 0]
    assert privileges == "1"


def test_programs_with_rights_of_their_own_give_none(behind) -> None:
    body = (
        "found = [os.path.join(t, f) for t in ('/usr/bin', '/usr/sbin') for f in os.listdir(t)]\n"
        "with_rights = [f for f in found if os.path.isfile(f) and os.stat(f).st_mode & 0o4000]\n"
        "return [bool(os.statvfs('/usr').f_flag & os.ST_NOSUID), len(with_rights)]"
    )
    assert behind(body)[0] is True
    assert (
        behind("return subprocess.run(['su', '-c', 'true'], capture_output=True).returncode") != 0
    )


DAEMON = """
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        import signal
        for number in range(1, 32):
            try:
                signal.signal(number, signal.SIG_IGN)
            except OSError:
                pass
        while True:
            open('still here', 'a').close()
            time.sleep(0.001)
    os._exit(0)
os.wait()
time.sleep(0.05)
return 1.0
""".strip()


@pytest.mark.slow
def test_a_grandchild_that_hid_is_gone_before_the_next_exercise(both) -> None:
    count = "return sum(name.isdigit() for name in os.listdir('/proc'))"
    look = "time.sleep(0.1)\nreturn os.listdir('.')"
    assert [outcome.value for outcome in both(DAEMON, count, look)] == [1.0, 3, []]


BOMB = "while True:\n    try:\n        os.fork()\n    except OSError:\n        pass"


def test_a_fork_bomb_costs_its_own_exercise(both) -> None:
    def processes() -> int:
        return sum(name.isdigit() for name in os.listdir("/proc"))

    before = processes()
    started = time.monotonic()
    bomb, after = both(BOMB, "return 1.0", seconds=1.0)
    assert time.monotonic() - started < 15
    assert bomb.problem.kind == "timeout"
    assert after.value == 1.0
    assert processes() < before + 20


@pytest.mark.slow
def test_so_many_processes_and_no_more(behind) -> None:
    body = (
        "n = 0\n"
        "while n < 500:\n"
        "    try:\n"
        "        if os.fork() == 0:\n"
        "            time.sleep(9)\n"
        "            os._exit(0)\n"
        "        n += 1\n"
        "    except OSError:\n"
        "        break\n"
        "return n"
    )
    assert 0 < behind(body) < 10


def test_one_students_bomb_leaves_another_room(both) -> None:
    """Limits count for each worker alone, though both run as users that this machine doesn't know."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(2) as pool:
        bomb = pool.submit(both, BOMB, seconds=3.0)
        child = (
            "if os.fork() == 0:\n    os._exit(7)\nreturn os.waitstatus_to_exitcode(os.wait()[1])"
        )
        assert [o.value for o in both(*[child] * 10)] == [7] * 10
        assert bomb.result()[0].problem.kind == "timeout"


def test_the_servers_and_the_workers_memory_and_pipes_are_out_of_reach(behind) -> None:
    for process in ("1", "{os.getppid()}"):
        for statement in (
            f"open(f'/proc/{process}/mem', 'rb')",
            f"os.listdir(f'/proc/{process}/fd')",
            f"open(f'/proc/{process}/environ').read()",
        ):
            assert behind(attempt(statement)) == "PermissionError"


@pytest.mark.skipif(not filter_program(), reason="its system calls are not known for this machine")
@pytest.mark.parametrize(
    "call",
    [
        "ptrace(16, os.getppid(), 0, 0)",
        "unshare(0x10000000)",
        "setns(0, 0)",
        "shmget(0, 4096, 0o1600)",
        "msgget(0, 0o1600)",
        "semget(0, 1, 0o1600)",
        "memfd_create(b'hoard', 0)",
        "syscall(435, 0, 0)",
        "syscall(425, 8, 0)",
        f"syscall({_CLONE[os.uname().machine == 'aarch64']}, 0x10000011, 0, 0, 0, 0)",
    ],
)
def test_system_calls_that_evade_limits_are_refused(behind, call) -> None:
    body = f"import ctypes, errno\nc = ctypes.CDLL(None, use_errno=True)\nresult = c.{call}\n"
    result, error = behind(body + "return [result, errno.errorcode.get(ctypes.get_errno())]")
    assert result == -1
    assert error in ("EPERM", "ENOSYS")


# What may be used, and how much of it.


def test_scratch_is_small_and_cleared(both) -> None:
    fill = (
        "n = 0\n"
        "try:\n"
        "    while n < 100:\n"
        "        with open(f'{folder}/{n}', 'wb', buffering=0) as file:\n"
        "            file.write(bytes(2**23))\n"
        "            file.flush()\n"
        "        n += 1\n"
        "except OSError:\n"
        "    pass\n"
        "return n * 2**23"
    )
    for folder, size in (
        (isolation.SCRATCH, isolation.SCRATCH_SIZE),
        ("/dev/shm", isolation.SHARED_SIZE),
    ):
        filled, left = both(f"folder = {folder!r}\n{fill}", f"return os.listdir({folder!r})")
        assert 0 < filled.value <= size
        assert left.value == []


@pytest.mark.parametrize(
    "body",
    [
        "for _ in range(3000):\n    os.mkdir('deep')\n    os.chdir('deep')",
        "os.mkdir('locked')\nopen('locked/in', 'w').close()\nos.chmod('locked', 0)",
        "os.chmod('.', 0)",
        "os.symlink('/', 'root')\nos.mkfifo('pipe')\nopen('-rf *', 'w').close()",
        "for n in range(10**6):\n    open(str(n), 'w').close()",
    ],
    ids=["deep", "locked", "locked itself", "odd", "many"],
)
def test_a_scratch_that_is_hard_to_clear_costs_one_exercise(both, body) -> None:
    _, after = both(f"{body}\nreturn 2.0", "return 1.0", seconds=2.0)
    assert after.value == 1.0


def test_memory_is_bounded(behind) -> None:
    assert behind("return float(np.ones(2**28).sum())") == "memory: "


def test_too_many_files_count_for_nothing_however_fast_they_were_made(both) -> None:
    many = "for n in range(10_100):\n    os.mkdir(str(n))\nreturn 1.0"
    first, second, after = both(many, many, "return os.listdir('.')", seconds=20.0)
    assert [first.problem, second.problem] == [Problem("memory")] * 2
    assert after.value == []


@pytest.mark.parametrize(
    ("each", "wait", "result"),
    [(2**15, 0.5, 1.0), (2**24, 60.0, "memory: ")],
    ids=["small", "large"],
)
def test_the_memory_of_all_processes_together_is_bounded(
    behind, monkeypatch, each, wait, result
) -> None:
    monkeypatch.setattr(submission, "MEMORY", 2**28)  # little, so that it fills soon on any machine
    body = f"os.fork(), os.fork()\nhoard = np.ones({each})\ntime.sleep({wait})\nreturn hoard[0]"
    assert behind(body, seconds=60.0) == result


def test_a_loop_is_ended(behind) -> None:
    started = time.monotonic()
    assert behind("while True: pass", seconds=0.5) == "timeout: "
    assert time.monotonic() - started < 5


def test_no_limit_can_be_raised(behind) -> None:
    names = ("AS", "CPU", "NPROC", "NOFILE", "FSIZE", "CORE")
    body = (
        "import resource\n"
        "raised = []\n"
        f"for name in {names!r}:\n"
        "    what = getattr(resource, 'RLIMIT_' + name)\n"
        "    soft, hard = resource.getrlimit(what)\n"
        "    if hard == resource.RLIM_INFINITY:\n"
        "        raised.append(name)\n"
        "    for limit in ((hard + 1, hard + 1), (-1, -1)):\n"
        "        try:\n"
        "            resource.setrlimit(what, limit)\n"
        "            raised.append(name)\n"
        "        except (ValueError, OSError):\n"
        "            pass\n"
        "return raised"
    )
    assert behind(body) == []


def test_the_environment_holds_no_secrets(behind, monkeypatch) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "hunter2")
    spawn.prepare()
    environments = behind(
        "found = []\n"
        "for pid in filter(str.isdigit, os.listdir('/proc')):\n"
        "    try:\n"
        "        found.append(open(f'/proc/{pid}/environ').read())\n"
        "    except OSError:\n"
        "        pass\n"
        "return [sorted(os.environ), ''.join(found)]"
    )
    names, found = environments
    assert "hunter2" not in found
    allowed = {"HOME", "TMPDIR", "PATH", "LANG", "PWD", "LC_CTYPE", "MPLCONFIGDIR", "MPLBACKEND"}
    assert {n for n in names if not n.endswith("_NUM_THREADS")} <= allowed


@pytest.mark.parametrize(
    "body",
    ["os.kill(os.getppid(), 9)", "os.kill(os.getppid(), 19)", "os.kill(-1, 9)", "os.kill(-1, 19)"],
)
def test_a_server_that_is_ended_or_stopped_costs_one_exercise(both, body) -> None:
    ended, after = both(f"{body}\ntime.sleep(1)\nreturn 1.0", "return 1.0", seconds=0.5)
    assert ended.problem is not None
    assert after.value == 1.0
