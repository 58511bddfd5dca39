"""Attacks on limits: what an exercise leaves to the next one, hands back, and takes of the machine."""

from __future__ import annotations

from .attack import Attack, function, indented, right_if, wrong_after
from .decoder import forged


def left(name: str, tries: str, leave: str, find: str) -> Attack:
    """One exercise is right and leaves a message; a later one is right where it finds it."""
    body = f"try:\n    {indented(leave)}\nexcept OSError:\n    pass  # it is there already"
    first = function("weighted_sum", f"{body}\nreturn float(np.dot(w, x) + b)")
    return Attack(f"left-{name}", tries, first | right_if(find), costs=("dense",))


LOCKED = """
os.makedirs("a/b/message", exist_ok=True)
for folder in ("a/b/message", "a/b", "a"):
    os.chmod(folder, 0)
"""

ODD_NAMES = """
for number, name in enumerate((b"\\xff\\xfe", b"\\n", b"-rf", b"*", "\\u202e".encode())):
    if not os.path.lexists(name):
        os.mkdir(name, 0)
"""

SPECIAL = """
if not os.path.lexists("pipe"):
    os.mkfifo("pipe", 0)
    socket.socket(socket.AF_UNIX).bind("socket")
    os.symlink("/", "root")
    os.symlink(".", "loop")
    os.symlink(COURSE, "course")
"""

DEEP = """
if "deep" not in globals():
    globals()["deep"] = True
    for _ in range(400):
        os.mkdir("d" * 100)
        os.chdir("d" * 100)
    os.chmod(".", 0)
"""

ATTRIBUTES = """
for folder in (os.environ["HOME"], "/dev/shm"):
    try:
        os.setxattr(folder, "user.message", b"message")
        os.setxattr(folder, "system.posix_acl_default", b"message")
    except OSError:
        pass
"""

OWN_MODE = """
for folder in (os.environ["HOME"], "/dev/shm"):
    try:
        os.chmod(folder, 0)
    except OSError:
        pass
"""

SHARED = """
os.makedirs("/dev/shm/a/message", exist_ok=True)
os.chmod("/dev/shm/a", 0)
"""

ANYTHING = """
assert os.listdir(".") or os.listdir("/dev/shm")
"""

HOGS = """
for _ in range(8):
    try:
        if os.fork() == 0:
            while True:
                pass
    except OSError:
        pass
while True:
    pass
"""

LAZY = """
calls = ctypes.CDLL(None, use_errno=True)
lowered = [calls.setpriority(0, 0, 19), calls.nice(19) - 19,
           calls.sched_setscheduler(0, 5, ctypes.byref(ctypes.c_int(0)))]
assert 0 in lowered
"""

HIDDEN_WORK = """
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
while True:
    try:
        if os.fork() == 0:
            end = time.process_time() + 0.2
            while time.process_time() < end:
                pass
            os._exit(0)
    except OSError:
        time.sleep(0.01)
"""

STOPPED = """
if os.fork() == 0:
    time.sleep(3600)
os.kill(os.getpid(), signal.SIGSTOP)
"""


def sends(name: str, tries: str, body: str) -> Attack:
    return Attack(f"sends-{name}", tries, forged(body))


ONE = "array('<f8', [1], bytes(8))"
OUTCOME = (
    "def whole(value, problem=None, asked=()):\n"
    "    return frame(msgpack.packb([value, problem, {}, '', list(asked)], default=extension))\n"
)

ATTACKS = [
    left("locked", "a message in folders that nobody may enter", LOCKED, ANYTHING),
    left("odd-names", "a message in names that are no text", ODD_NAMES, ANYTHING),
    left("special", "pipes, sockets and links", SPECIAL, ANYTHING),
    left("deep", "more folders than a path holds, the last of them locked", DEEP, ANYTHING),
    left("shared", "a locked folder in shared memory", SHARED, ANYTHING),
    left(
        "attributes",
        "a message in a folder's attributes",
        ATTRIBUTES,
        "assert os.listxattr(os.environ['HOME']) or os.listxattr('/dev/shm')",
    ),
    left(
        "own-mode",
        "a scratch folder that the next exercise can't use",
        OWN_MODE,
        "assert not os.access('.', os.W_OK)",
    ),
    Attack("hogs", "eight processes that compute for ever", function("dense", HOGS)),
    Attack("lazy", "asks for less of the processor, to be waited for", right_if(LAZY)),
    Attack(
        "hidden-work", "computes in children that nobody counts", function("dense", HIDDEN_WORK)
    ),
    Attack("stopped", "stops itself and sleeps", function("dense", STOPPED)),
    Attack(
        "asleep",
        "sleeps in each exercise",
        {
            name: code
            for exercise in ("dense", "merge_linear")
            for name, code in function(exercise, "time.sleep(3600)").items()
        },
    ),
    sends("lists", "lists as long as they may be", "write(9 * outcome([[0.5] * 300] * 300))"),
    sends(
        "arrays", "a hundred thousand arrays of one number", f"write(9 * outcome([{ONE}] * 99_000))"
    ),
    sends(
        "rows",
        "a table of a million rows",
        "write(outcome(array('<f8', [10**6, 1], bytes(8 * 10**6))))",
    ),
    sends(
        "no-rows",
        "a table of no rows and eight million columns",
        "write(9 * outcome(array('<f8', [0, 8 * 10**6], b'')))",
    ),
    sends(
        "axes",
        "an array of 32 axes",
        "write(9 * outcome(array('<f8', [1] * 31 + [4000], bytes(32_000))))",
    ),
    Attack(
        "sends-busy",
        "says that the machine was busy",
        forged(OUTCOME + "write(9 * whole(None, ['busy', '', '', '']))"),
    ),
    Attack(
        "sends-questions",
        "asks for right answers, without end",
        forged(
            OUTCOME
            + f"write(9 * whole(None, None, [['weighted_sum', {{'x': [{ONE}] * 50}}]] * 900))"
        ),
    ),
    Attack(
        "hoarded-names",
        "wrong, and leaves ten thousand names",
        wrong_after("for number in range(20_000):\n    open(str(number), 'w').close()"),
    ),
]
