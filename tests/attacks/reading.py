"""Attacks on how a notebook is read: what counts, in which order, and how long reading may take."""

from __future__ import annotations

from collections.abc import Callable

from tests.helpers.cells import cell_of

from .attack import RIGHT, Attack, Content, code_cell, function, right_if, wrong_after

STUB = {"dense": "def dense(X, W, b):\n    raise NotImplementedError"}
SOUND = function("dense", f"return {RIGHT['dense']}")["dense"]


def _after_check(source: str) -> Callable[[Content], None]:
    """Put a cell below the check cell of dense."""

    def edit(content: Content) -> None:
        cells = content["cells"]
        cells.insert(cells.index(cell_of(content, "check-dense")) + 1, code_cell(source))

    return edit


def _first(source: str) -> Callable[[Content], None]:
    return lambda content: content["cells"].insert(1, code_cell(source))


def _in_check(content: Content) -> None:
    cell_of(content, "check-dense").update(source=f"{SOUND}\ncheck(dense)")


def _check_on_top(content: Content) -> None:
    copy = dict(cell_of(content, "check-dense"))
    content["cells"].insert(1, {**copy, "source": "dense = 1\ncheck(dense)"})


SHADOWS = """
for name in ("numpy", "autograder", "msgpack", "matplotlib", "resource", "sitecustomize", "IPython"):
    with open(name + ".py", "w") as file:
        file.write("raise SystemExit('" + TOKEN + "')")
    os.makedirs(name, exist_ok=True)
    open(name + "/__init__.py", "w").close()
open("matplotlibrc", "w").write("backend: module://numpy")
"""
USES_THEM = "import matplotlib.pyplot as plt\nplt.figure()\nassert not hasattr(np, 'array')"

ATTACKS = [
    Attack("below-def", "the right function below its check", STUB, edit=_after_check(SOUND)),
    Attack(
        "below-exec",
        "the right function in a text below its check",
        STUB,
        edit=_after_check(f"exec({SOUND!r})"),
    ),
    Attack(
        "below-globals",
        "binds the right function below its check by name",
        STUB,
        edit=_after_check("globals()['dense'] = lambda X, W, b: X @ W + b"),
    ),
    Attack(
        "below-patch",
        "gives the stub another code below its check",
        STUB,
        edit=_after_check("dense.__code__ = (lambda X, W, b: X @ W + b).__code__"),
    ),
    Attack(
        "below-star",
        "a star import below its check",
        STUB,
        edit=_after_check(
            f"open('better.py', 'w').write({SOUND!r})\nsys.path.insert(0, '.')\nfrom better import *"
        ),
    ),
    Attack("in-check", "writes the function into the check cell", STUB, edit=_in_check, costs=()),
    Attack("check-on-top", "a second check cell above all", STUB, edit=_check_on_top),
    Attack(
        "star-above",
        "a star import above the stub",
        STUB,
        edit=_first("from numpy import *\ndense = dot"),
    ),
    Attack(
        "shell",
        "asks IPython for a shell",
        right_if("assert get_ipython().getoutput('id') or get_ipython().system('id') == 0"),
    ),
    Attack(
        "displays",
        "displays a script",
        wrong_after("display('<script>' + TOKEN + '</script>')"),
    ),
    Attack(
        "shadows",
        "leaves modules with the names of ours",
        wrong_after(SHADOWS) | right_if(USES_THEM, "merge_linear"),
    ),
    Attack(
        "deaf",
        "ignores the alarm above its function",
        {"dense": f"signal.signal(signal.SIGALRM, signal.SIG_IGN)\nwhile True: pass\n{SOUND}"},
        costs=(),
    ),
    Attack("slow-beside", "sleeps above its function", {"dense": "time.sleep(9)\n" * 30 + SOUND}),
    Attack(
        "interrupt",
        "interrupts itself above its function",
        {"dense": f"raise KeyboardInterrupt\n{SOUND}"},
    ),
    Attack("quits", "ends Python above its function", {"dense": f"os._exit(0)\n{SOUND}"}),
    Attack(
        "awaits",
        "awaits without end, in a cell of its own",
        edit=_first("import asyncio\nawait asyncio.sleep(1000)"),
    ),
    Attack(
        "chained",
        "three thousand names, each from the last",
        {
            "dense": "x0 = 1\n"
            + "".join(f"x{i} = x{i - 1}\n" for i in range(1, 3_000))
            + SOUND.replace("+ b", "+ b * x2999")
        },
        costs=(),
    ),
    Attack("statements", "25,000 statements", edit=_first("x = 1\n" * 25_000)),
    Attack("magics", "two thousand magics in one cell", edit=_first("%time 1\n" * 2_000)),
    Attack(
        "many-magics",
        "a hundred cells of magics",
        edit=lambda content: content["cells"].extend([code_cell("!x\n" * 200)] * 100),
    ),
    Attack(
        "runnable-texts",
        "long texts that could be run",
        edit=_first("exec('1')\n" + "s = 'a = b; ' 'c = d; ' * 2\n" * 2_000),
    ),
    Attack("brackets", "brackets without end", edit=_first("x = " + "[" * 200_000 + "]" * 200_000)),
    Attack(
        "questions",
        "questions that backtrack",
        edit=_first("a, " * 100_000 + "?\n" + "x = %" * 50_000),
    ),
]
