"""Attacks on the run: code that hangs, dies, or takes the grader down with it."""

from __future__ import annotations

from .attack import Attack, below, code_cell, function, gives, right_if

STUBBORN = """
signal.signal(signal.SIGALRM, signal.SIG_IGN)
signal.signal(signal.SIGTERM, signal.SIG_IGN)
signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
while True:
    try:
        while True:
            time.sleep(0.01)
    except BaseException:
        pass
"""

IN_C = "return sum(range(10**15))"

AT_EXIT = """
import atexit


class Trap:
    def __del__(self):
        while True:
            pass


def trap(*args):
    while True:
        pass


atexit.register(trap)
sys.excepthook = sys.unraisablehook = threading.excepthook = trap
kept = Trap()
"""

RECURSION = """
sys.setrecursionlimit(10**9)
return dense(X, W, b)
"""

DEEP_LIST = """
nested = []
for _ in range(10**5):
    nested = [nested]
return nested
"""

ITSELF = """
itself = []
itself.append(itself)
return itself
"""

FLOOD = """
for _ in range(200):
    sys.stdout.write("x" * 10**6)
    sys.stderr.write("x" * 10**6)
    os.write(1, b"x" * 10**6)
    os.write(2, b"x" * 10**6)
return X
"""

BAD_ERROR = """
class Bad(Exception):
    def __str__(self):
        while True:
            raise Bad

    __repr__ = __str__

    def __getattribute__(self, name):
        raise Bad


raise Bad(Bad())
"""

NEWLINES = "\n" * 400_000 + "pass"
SPACES = " " * 150_000 + "'"
WORDS = "a, " * 60_000 + "'"

ATTACKS = [
    Attack("exit", "os._exit(0)", function("dense", "os._exit(0)"), noted="uses os._exit"),
    Attack("sys-exit", "sys.exit and quit", function("dense", "sys.exit(0)")),
    Attack("abort", "os.abort", function("dense", "os.abort()")),
    Attack("segfault", "reads address 0", function("dense", "return ctypes.string_at(0)")),
    Attack("stubborn", "hangs, deaf to every signal", function("dense", STUBBORN)),
    Attack("in-c", "hangs in a loop of C", function("dense", IN_C)),
    Attack("at-exit", "traps for when it ends", gives("X", AT_EXIT)),
    Attack(
        "kill-server",
        "kills the worker's server",
        right_if("os.kill(os.getppid(), 9)\ntime.sleep(9)"),
    ),
    Attack(
        "stop-server",
        "stops the worker's server",
        right_if("os.kill(os.getppid(), 19)\ntime.sleep(9)"),
    ),
    Attack(
        "kill-all", "kills all, and init", right_if("os.kill(1, 9)\nos.kill(-1, 9)\ntime.sleep(9)")
    ),
    Attack("recursion", "calls itself without end", function("dense", RECURSION)),
    Attack("deep", "a list in a list in a list", function("dense", DEEP_LIST)),
    Attack("itself", "a list that holds itself", function("dense", ITSELF)),
    Attack("flood", "prints 400 MB", function("dense", FLOOD)),
    Attack("bad-error", "an error that can't be printed", function("dense", BAD_ERROR)),
    Attack("stops-in-import", "stops as it is defined", below("raise SystemExit", "X")),
    Attack(
        "warns",
        "warns on stderr, being right",
        gives("X @ W + b", "sys.stderr.write('no')"),
        costs=(),
    ),
    Attack(
        "newlines",
        "400,000 empty lines, slow to search",
        edit=lambda content: content["cells"].append(code_cell(NEWLINES)),
    ),
    Attack(
        "spaces",
        "a long line that can't be parsed",
        edit=lambda content: content["cells"].append(code_cell(SPACES)),
    ),
    Attack(
        "words",
        "a long line of words that can't be parsed",
        edit=lambda content: content["cells"].append(code_cell(WORDS)),
    ),
    Attack(
        "towers",
        "code nested too deeply to be read",
        edit=lambda content: content["cells"].extend(
            map(
                code_cell,
                ["(" * 9000, "-" * 90_000 + "1", "a" + ".b" * 90_000, "[" * 80 + "]" * 80],
            )
        ),
    ),
    Attack(
        "null",
        "null bytes and half characters in the code",
        gives("X", "'\x00\ud800'"),
        edit=lambda content: content["cells"].append(code_cell("x = '\x00\ud800\udfff'")),
    ),
    Attack(
        "many-cells",
        "3,000 cells",
        edit=lambda content: content["cells"].extend(code_cell("pass") for _ in range(3000)),
        costs=("weighted_sum", "perceptron", "dense", "merge_linear"),
        says="more than 2000 cells",
    ),
]
