"""Attacks on the run: code that hangs, dies, or takes the grader down with it."""

from __future__ import annotations

from .attack import NOTHING, Attack, below, code_cell, function, gives, markdown_cell, wrong_after

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
SLOW_LINES = 10 * (" " * 9000 + "'\n" + "a, " * 3000 + "'\n")
TOWERS = ["(" * 9000, "-" * 9000 + "1", "a" + ".b" * 4500, "[" * 80 + "]" * 80, "if 1:\n " * 99]

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
        wrong_after("os.kill(os.getppid(), 9)\ntime.sleep(0.5)"),
    ),
    Attack(
        "stop-server",
        "stops the worker's server",
        wrong_after("os.kill(os.getppid(), 19)\ntime.sleep(0.5)"),
    ),
    Attack("kill-all", "kills all, and init", wrong_after("os.kill(1, 9)\nos.kill(-1, 9)")),
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
        "long-line",
        "a line of code that takes a page minutes to colour",
        edit=lambda content: content["cells"].append(code_cell("a" + ".b" * 90_000)),
        says="10,000 characters",
    ),
    Attack(
        "slow-lines",
        "lines of code that are slow to search",
        edit=lambda content: content["cells"].append(code_cell(SLOW_LINES)),
    ),
    Attack(
        "slow-texts",
        "texts that take a page hours to set",
        edit=lambda content: content["cells"].extend(
            markdown_cell("\\\\(" * 60_000) for _ in range(9)
        ),
        says="very long text",
    ),
    Attack(
        "towers",
        "code nested too deeply to be read",
        edit=lambda content: content["cells"].extend(map(code_cell, TOWERS)),
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
        costs=NOTHING,
        says="more than 2000 cells",
    ),
]
