"""Pairs of students: one leaves something, the next looks for it. None is to find anything.

Each half is the body of a function. Both know `tried`, which skips what is refused, and what is imported
in `KNOWS`.
"""

from __future__ import annotations

import os

KNOWS = """
import ctypes, fcntl, os, random, resource, signal, socket, struct, sys, threading, time, warnings
import numpy as np

c = ctypes.CDLL(None, use_errno=True)
PLACES = (os.environ["HOME"], "/dev/shm", "/tmp", "/var/tmp", os.path.dirname(os.environ["HOME"]))


def tried(*ways):
    found = []
    for way in ways:
        try:
            found.append(way())
        except (OSError, ValueError):
            pass
    return found


def all_places(way):
    return tried(*(lambda place=place: way(place) for place in PLACES))


def stay(way):
    made = tried(os.fork)
    if made == [0]:
        tried(way)
        time.sleep(600)
        os._exit(0)
    time.sleep(0.1)


def shared_memory(flags):
    import _posixshmem
    return os.fstat(_posixshmem.shm_open("/message", flags, 0o600)).st_size >= 0


def semaphore(flags):
    c.sem_open.restype = ctypes.c_void_p
    return bool(c.sem_open(b"/message", flags, 0o600, 42))


def listed(name):
    with open(f"/proc/sysvipc/{name}") as file:
        return len(file.readlines()) > 1


def locked(path, lock):
    file = os.open(path, os.O_RDONLY)
    try:
        lock(file)
        return False
    except BlockingIOError:
        return True


def part_is_locked(path):
    asked = struct.pack("hhqqi4x", fcntl.F_WRLCK, 0, 0, 42, 0)
    file = os.open(path, os.O_RDWR)
    return struct.unpack("hhqqi4x", fcntl.fcntl(file, fcntl.F_GETLK, asked))[0] != fcntl.F_UNLCK
""".strip()

_KEY, _REQUEST = {"x86_64": (248, 249), "aarch64": (217, 218)}.get(os.uname().machine, (0, 0))
_AT_ONCE = "fcntl.LOCK_EX | fcntl.LOCK_NB"

PAIRS = {
    "files": (
        "all_places(lambda place: open(f'{place}/message', 'w').write('42'))",
        "return all_places(lambda place: os.path.lexists(f'{place}/message'))",
    ),
    "modes": (
        "tried(lambda: os.chmod('.', 0o751), lambda: os.chmod('/dev/shm', 0o751))",
        "return all_places(lambda place: os.stat(place).st_mode & 0o7777 == 0o751)",
    ),
    "times": (
        "tried(lambda: os.utime('.', (42, 42)), lambda: os.utime('/dev/shm', (42, 42)))",
        "return all_places(lambda place: 42 in (os.stat(place).st_atime, os.stat(place).st_mtime))",
    ),
    "attributes": (
        "all_places(lambda place: os.setxattr(place, 'user.message', b'42'))",
        "return all_places(lambda place: 'user.message' in os.listxattr(place))",
    ),
    "shared memory": (
        "tried(lambda: shared_memory(os.O_CREAT | os.O_RDWR))",
        "return tried(lambda: shared_memory(os.O_RDWR))",
    ),
    "a named semaphore": ("semaphore(os.O_CREAT)", "return semaphore(0)"),
    "shared memory of System V": (
        "c.shmget(42, 64, 0o1600)",
        "return tried(lambda: c.shmget(42, 64, 0) != -1, lambda: listed('shm'))",
    ),
    "a queue of System V": (
        "c.msgget(42, 0o1600)",
        "return tried(lambda: c.msgget(42, 0) != -1, lambda: listed('msg'))",
    ),
    "semaphores of System V": (
        "c.semget(42, 1, 0o1600)",
        "return tried(lambda: c.semget(42, 1, 0) != -1, lambda: listed('sem'))",
    ),
    "a queue of POSIX": (
        "c.mq_open(b'/message', os.O_CREAT | os.O_RDWR, 0o600, None)",
        "return c.mq_open(b'/message', os.O_RDWR) != -1",
    ),
    "a key": (
        f"c.syscall({_KEY}, b'user', b'message', b'42', 2, -4)",
        f"return c.syscall({_REQUEST}, b'user', b'message', None, -4) != -1",
    ),
    "an abstract socket": (
        "def listens():\n"
        "    s = socket.socket(socket.AF_UNIX); s.bind('\\0message'); s.listen(); time.sleep(600)\n"
        "stay(listens)",
        "return tried(lambda: socket.socket(socket.AF_UNIX).connect_ex('\\0message') == 0)",
    ),
    "a port": (
        "def listens():\n"
        "    s = socket.create_server(('127.0.0.1', 4242)); time.sleep(600)\n"
        "stay(listens)",
        "return tried(lambda: socket.socket().connect_ex(('127.0.0.1', 4242)) == 0)",
    ),
    "a lock of a file": (
        "stay(lambda: fcntl.flock(os.open(np.__file__, os.O_RDONLY), fcntl.LOCK_EX))",
        f"return tried(lambda: locked(np.__file__, lambda file: fcntl.flock(file, {_AT_ONCE})))",
    ),
    "a lock of the folder": (
        "stay(lambda: fcntl.flock(os.open(os.environ['HOME'], os.O_RDONLY), fcntl.LOCK_EX))",
        "return tried(\n"
        f"    lambda: locked(os.environ['HOME'], lambda file: fcntl.flock(file, {_AT_ONCE})))",
    ),
    "a lock of a part of a file": (
        "def locks():\n"
        "    file = os.open('/dev/null', os.O_RDWR); fcntl.lockf(file, fcntl.LOCK_EX, 42)\n"
        "    time.sleep(600)\n"
        "stay(locks)",
        "return tried(lambda: part_is_locked('/dev/null'))",
    ),
    "a process": (
        "stay(lambda: (os.setsid(), os.fork()))",
        "return tried(lambda: [name for name in os.listdir('/proc') if name.isdigit()][3:])",
    ),
    "a terminal": (
        "stay(lambda: (os.openpty(), time.sleep(600)))",
        "return tried(lambda: [name for name in os.listdir('/dev/pts') if name != 'ptmx'])",
    ),
    "environment": ("os.environ['MESSAGE'] = '42'", "return 'MESSAGE' in os.environ"),
    "the working directory": (
        "os.makedirs('in', exist_ok=True); os.chdir('in')",
        "return os.getcwd() != os.environ['HOME']",
    ),
    "modules": (
        "import builtins\n"
        "np.pi = 42\nsys.modules['message'] = np\nbuiltins.message = 42\nsys.path.append('/message')\n"
        "import autograder.sandbox.worker as worker\nworker.message = 42",
        "import builtins\n"
        "import autograder.sandbox.worker as worker\n"
        "return [np.pi == 42, 'message' in sys.modules, hasattr(builtins, 'message'),\n"
        "        '/message' in sys.path, hasattr(worker, 'message')]",
    ),
    "functions of the server": (
        "import autograder.sandbox.play as play\n"
        "import autograder.sandbox.sweep as sweep\n"
        "play.play.message = sweep.sweep.message = 42",
        "import autograder.sandbox.play as play\n"
        "import autograder.sandbox.sweep as sweep\n"
        "return [hasattr(play.play, 'message'), hasattr(sweep.sweep, 'message')]",
    ),
    "random numbers": (
        "random.seed(42); np.random.seed(42)",
        "return [random.getstate() == random.Random(42).getstate(),\n"
        "        np.random.get_state()[1][0] == np.random.RandomState(42).get_state()[1][0]]",
    ),
    "limits": (
        "resource.setrlimit(resource.RLIMIT_NOFILE, (42, 42))",
        "return resource.getrlimit(resource.RLIMIT_NOFILE)[1] == 42",
    ),
    "mask": ("os.umask(0o42)", "return os.umask(0o22) == 0o42"),
    "signals": (
        "signal.signal(signal.SIGUSR1, signal.SIG_IGN)\n"
        "signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR2])",
        "return [signal.getsignal(signal.SIGUSR1) == signal.SIG_IGN,\n"
        "        signal.SIGUSR2 in signal.pthread_sigmask(signal.SIG_BLOCK, [])]",
    ),
    "a timer": (
        "signal.setitimer(signal.ITIMER_VIRTUAL, 600)",
        "return signal.getitimer(signal.ITIMER_VIRTUAL)[0] > 0",
    ),
    "a name": (
        "c.prctl(15, b'message', 0, 0, 0)",
        "name = ctypes.create_string_buffer(16)\nc.prctl(16, name, 0, 0, 0)\n"
        "return name.value == b'message'",
    ),
    "processors": (
        "tried(lambda: os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}))",
        f"return len(os.sched_getaffinity(0)) < {len(os.sched_getaffinity(0))}"
        if hasattr(os, "sched_getaffinity")
        else "return False",
    ),
    "a thread": (
        "threading.Thread(target=time.sleep, args=(600,), daemon=True).start()",
        "return threading.active_count() > 1",
    ),
    "descriptors": (
        "global kept\nkept = [os.pipe() for _ in range(10)]",
        "return len([n for n in range(64) if c.fcntl(n, 1) != -1]) > 12",
    ),
    "warnings": (
        "warnings.simplefilter('error')",
        "return any(f[0] == 'error' and f[2] is Warning for f in warnings.filters)",
    ),
}


def code(name: str) -> str:
    """A pair's two functions, `leave` and `look`, and `anything`, which says whether it was found."""
    leave, look = (half.replace("\n", "\n    ") for half in PAIRS[name])
    return (
        f"{KNOWS}\n\n\ndef leave():\n    {leave}\n\n\ndef look():\n    {look}\n\n\n"
        "def anything(found):\n"
        "    return any(map(anything, found)) if isinstance(found, list) else bool(found)\n"
    )
