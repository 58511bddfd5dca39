"""What notebooks are made of: short texts as people write them.

Words in capitals are filled in, the same way throughout a piece: NAME is the exercise, X its first
argument, HELPER a function's name, CLASS a class's, VALUE any other's, N a small number. The names come
from small pools, so that pieces meet each other's names, as the kit's own cells do.
"""

from __future__ import annotations

from dataclasses import dataclass

HELPERS = (
    "helper",
    "square",
    "norm",
    "log",
    "exp",
    "gradient",
    "scaled",
    "score",
    "hilfe",
    "größe",
)
VALUES = ("size", "scale", "values", "table", "loss", "steps", "weights", "total", "error", "η")
SHADOWING = ("sum", "max", "len", "abs", "list", "range", "type", "map", "round", "sorted")
CLASSES = ("Layer", "Model", "Net")
IMPORTS = "import numpy as np"


@dataclass(frozen=True)
class Piece:
    """Cells in their order, anywhere in the notebook, and what the exercise's function makes of them.

    `use` is a term of what it returns, `body` its first lines.
    """

    cells: tuple[str, ...]
    use: str = ""
    body: str = ""


def _used(use: str, *cells: str, body: str = "") -> Piece:
    return Piece(cells, use, body)


USED = {
    # functions, and functions of functions
    "helper": _used("HELPER(X)", "def HELPER(x):\n    return x * N"),
    "helper's helper": _used(
        "HELPER(X)", "def HELPER1(x): return x - N", "def HELPER(x):\n    return HELPER1(x) * N1"
    ),
    "helpers in one cell": _used(
        "HELPER(X)", "def HELPER(x):\n    return HELPER1(x) * N1\n\ndef HELPER1(x): return x - N"
    ),
    "helper written twice": _used(
        "HELPER(X)", "def HELPER(x): return x", "def HELPER(x): return x + N"
    ),
    "helper that wraps the old one": _used(
        "HELPER(X)",
        "def HELPER(x): return x * N",
        "old = HELPER\ndef HELPER(x): return old(x) + N1",
    ),
    "lambda": _used("HELPER(X)", "HELPER = lambda x: x * N"),
    "lambda in a table": _used("VALUE['N'](X)", "VALUE = {'N': lambda x: x - N}"),
    "default taken from a global": _used(
        "HELPER(X)", "VALUE = N", "def HELPER(x, k=VALUE): return x * k", "VALUE = N1"
    ),
    "mutable default": _used(
        "HELPER(X)",
        "def HELPER(x, seen=[]):\n    seen.append(1)\n    return x + len(seen)",
        "HELPER(N)",
        "HELPER(N1)",
    ),
    "keyword-only argument": _used("HELPER(X, k=N)", "def HELPER(x, /, *, k):\n    return x * k"),
    "closure": _used(
        "HELPER(X)",
        "def HELPER1(k):\n    def inner(x):\n        return x * k\n    return inner",
        "HELPER = HELPER1(N)",
    ),
    "closure that counts": _used(
        "HELPER(X)",
        "def HELPER1():\n    n = 0\n    def inner(x):\n        nonlocal n\n        n += 1\n"
        "        return x + n\n    return inner",
        "HELPER = HELPER1()",
        "HELPER(1)",
        "print(HELPER(2))",
    ),
    "closures over a loop's name": _used(
        "VALUE[0](X)", "VALUE = [lambda x: x * k for k in range(1, N)]"
    ),
    "closures over a loop's global": _used(
        "VALUE[0](X)",
        "VALUE = []\nfor VALUE1 in range(N):\n    VALUE.append(lambda x: x * VALUE1)",
    ),
    "recursion": _used(
        "HELPER(N) * X", "def HELPER(n):\n    return 1 if n < 2 else n * HELPER(n - 1)"
    ),
    "generator": _used(
        "sum(HELPER(N)) * X",
        "def HELPER(n):\n    for i in range(n):\n        yield VALUE * i",
        "VALUE = N1",
    ),
    "function attribute": _used("X * HELPER.k", "def HELPER(x): return x", "HELPER.k = N"),
    "function attribute by setattr": _used(
        "X * HELPER.k", "def HELPER(x): return x", "setattr(HELPER, 'k', N)"
    ),
    "function by exec": _used("HELPER(X)", "exec('def HELPER(x): return x * N')"),
    "function by exec of a text": _used(
        "HELPER(X)", 'VALUE = """\ndef HELPER(x):\n    return x - N\n"""', "exec(VALUE)"
    ),
    "value by eval": _used("VALUE * X", "VALUE1 = N", "VALUE = eval('VALUE1 + N1')"),
    "value by globals": _used("VALUE * X", "globals()['VALUE'] = N"),
    "values by globals().update": _used("VALUE * X", "globals().update(VALUE=N)"),
    "value read by globals": _used("globals()['VALUE'] * X", "VALUE = N"),
    # decorators
    "decorator": _used(
        "HELPER(X)",
        "def double(g):\n    def h(*args):\n        return N * g(*args)\n    return h",
        "@double\ndef HELPER(x): return x + N1",
    ),
    "decorator with arguments": _used(
        "HELPER(X)",
        "import functools\ndef times(k):\n    def wrap(g):\n        @functools.wraps(g)\n"
        "        def h(*args): return k * g(*args)\n        return h\n    return wrap",
        "@times(N)\ndef HELPER(x): return x",
    ),
    "registry": _used(
        "VALUE['stable'](X)",
        "VALUE = {}\ndef register(name):\n    def wrap(g):\n        VALUE[name] = g\n        return g\n"
        "    return wrap",
        "@register('stable')\ndef HELPER(x): return x * N",
    ),
    "registry as a list": _used(
        "sum(g(X) for g in VALUE)",
        "VALUE = []\ndef register(g):\n    VALUE.append(g)\n    return g",
        "@register\ndef HELPER(x): return x * N",
        "@register\ndef HELPER1(x): return x + N1",
    ),
    "registry in a class": _used(
        "CLASS.known['HELPER'](X)",
        "class CLASS:\n    known = {}\n    @classmethod\n    def add(cls, g):\n"
        "        cls.known[g.__name__] = g\n        return g",
        "@CLASS.add\ndef HELPER(x): return x - N",
    ),
    "lru_cache": _used(
        "HELPER(N) * X",
        "from functools import lru_cache\n\n@lru_cache\ndef HELPER(n):\n    return n * VALUE",
        "VALUE = N1",
        "HELPER(N)",
        "VALUE = N2",
    ),
    "partial": _used(
        "HELPER(X)",
        "from functools import partial\ndef HELPER1(k, x): return k * x",
        "HELPER = partial(HELPER1, N)",
    ),
    "reduce": _used(
        "reduce(lambda a, b: a + b, VALUE) * X",
        "from functools import reduce",
        "VALUE = [N, N1, N2]",
    ),
    "singledispatch": _used(
        "HELPER(N) * X",
        "from functools import singledispatch\n@singledispatch\ndef HELPER(x): return 1",
        "@HELPER.register\ndef _(x: int): return N1",
    ),
    "vectorize": _used("HELPER(X)", "HELPER = np.vectorize(lambda x: x * N)"),
    "vectorize as a decorator": _used("HELPER(X)", "@np.vectorize\ndef HELPER(x): return x * N"),
    # classes
    "class": _used(
        "CLASS(N)(X)",
        "class CLASS:\n    def __init__(self, k):\n        self.k = k\n"
        "    def __call__(self, x):\n        return self.k * x",
    ),
    "class and its object": _used(
        "VALUE.forward(X)",
        "class CLASS:\n    k = N\n    def forward(self, x):\n        return HELPER(x) * self.k",
        "def HELPER(x): return x + N1",
        "VALUE = CLASS()",
    ),
    "class attribute set later": _used("CLASS().k * X", "class CLASS:\n    k = N", "CLASS.k = N1"),
    "method put on a class": _used(
        "CLASS().call(X)", "class CLASS: pass", "CLASS.call = lambda self, x: x * N"
    ),
    "object that changes": _used(
        "VALUE.k * X",
        "class CLASS:\n    def __init__(self): self.k = N\n    def step(self): self.k += N1",
        "VALUE = CLASS()",
        "VALUE.step()",
        "for _ in range(3):\n    VALUE.step()",
    ),
    "object changed by a function": _used(
        "VALUE.k * X",
        "class CLASS: k = N\nVALUE = CLASS()",
        "def HELPER(model):\n    model.k = N1\n",
        "HELPER(VALUE)",
    ),
    "subclass": _used(
        "CLASS1().go(X)",
        "class CLASS:\n    def go(self, x): return x * N",
        "class CLASS1(CLASS):\n    def go(self, x):\n        return super().go(x) + N1",
    ),
    "dataclass": _used(
        "VALUE.k * X",
        "from dataclasses import dataclass, field\n\n@dataclass\nclass CLASS:\n    k: float = N\n"
        "    seen: list = field(default_factory=list)",
        "VALUE = CLASS(k=N1)",
    ),
    "property": _used(
        "CLASS(N).twice * X",
        "class CLASS:\n    def __init__(self, k): self.k = k\n    @property\n"
        "    def twice(self): return 2 * self.k",
    ),
    "static method": _used(
        "CLASS.go(X)", "class CLASS:\n    @staticmethod\n    def go(x): return x - N"
    ),
    "class body that counts": _used(
        "CLASS.total * X", "class CLASS:\n    total = 0\n    for i in range(N):\n        total += i"
    ),
    "subclasses that are counted": _used(
        "len(CLASS.kinds) * X",
        "class CLASS:\n    kinds = []\n    def __init_subclass__(cls):\n"
        "        CLASS.kinds.append(cls)",
        "class CLASS1(CLASS): pass",
    ),
    "instances that are counted": _used(
        "CLASS.made * X",
        "class CLASS:\n    made = 0\n    def __init__(self):\n        CLASS.made += 1",
        "VALUE = [CLASS() for _ in range(N)]",
    ),
    "namedtuple": _used(
        "VALUE.k * X",
        "from collections import namedtuple\nCLASS = namedtuple('CLASS', 'k n')",
        "VALUE = CLASS(N, N1)",
    ),
    "enum": _used(
        "CLASS.A.value * X", "from enum import Enum\nclass CLASS(Enum):\n    A = N\n    B = N1"
    ),
    "SimpleNamespace": _used(
        "VALUE.k * X",
        "from types import SimpleNamespace\nVALUE = SimpleNamespace(k=N)",
        "VALUE.k = N1",
    ),
    # globals that change
    "constant": _used("VALUE * X", "VALUE = N"),
    "constant that is set anew": _used("VALUE * X", "VALUE = N", "VALUE = N1"),
    "augmented": _used("VALUE * X", "VALUE = N", "VALUE += N1", "VALUE *= VALUE"),
    "two at once": _used(
        "VALUE * X + VALUE1", "VALUE, VALUE1 = N, N1", "VALUE, VALUE1 = VALUE1, VALUE"
    ),
    "starred": _used("VALUE[-1] * X", "VALUE1, *VALUE = range(N, N + 4)"),
    "annotated": _used("VALUE * X", "VALUE: int = N"),
    "walrus": _used("VALUE * X", "print(VALUE := N)"),
    "walrus in a condition": _used("VALUE * X", "if (VALUE := N) > 1:\n    print(VALUE)"),
    "walrus in a comprehension": _used("VALUE * X", "VALUE1 = [VALUE := k for k in range(N)]"),
    "comprehension": _used("VALUE[1] * X", "VALUE1 = N", "VALUE = [k * VALUE1 for k in range(3)]"),
    "a comprehension's name does not leak": _used(
        "VALUE * X", "VALUE = N", "print([VALUE for VALUE in range(3)])"
    ),
    "list appended to": _used("sum(VALUE) * X", "VALUE = [N]", "VALUE.append(N1)", "VALUE += [N2]"),
    "list filled by map": _used("VALUE[0] * X", "VALUE = []", "list(map(VALUE.append, [N, N1]))"),
    "list filled by a comprehension": _used(
        "VALUE[0] * X", "VALUE = []", "[VALUE.append(k) for k in (N, N1)]"
    ),
    "list filled by a loop": _used(
        "sum(VALUE) * X", "VALUE = []", "for k in range(N):\n    VALUE.append(k)"
    ),
    "list filled by a bound method": _used(
        "VALUE[0] * X", "VALUE = []\nadd = VALUE.append", "add(N)"
    ),
    "list filled through another name": _used(
        "VALUE[0] * X", "VALUE = []", "VALUE1 = VALUE", "VALUE1.append(N)"
    ),
    "list sorted": _used("VALUE[0] * X", "VALUE = [5, 3, N]", "VALUE.sort()"),
    "list whose entry goes": _used(
        "VALUE[0] * X", "VALUE = [N, N1, N2]", "del VALUE[0]", "VALUE.pop()"
    ),
    "list as a slice": _used("VALUE[0] * X", "VALUE = [N, N1]", "VALUE[:1] = [N2]"),
    "dict filled by a function": _used(
        "VALUE['k'] * X",
        "VALUE = {}",
        "def HELPER(settings):\n    settings['k'] = N",
        "HELPER(VALUE)",
    ),
    "dict filled by a function of its own": _used(
        "VALUE['k'] * X", "VALUE = {}", "def HELPER():\n    VALUE['k'] = N", "HELPER()"
    ),
    "dict filled by a function in a loop": _used(
        "VALUE[1] * X",
        "VALUE = {}",
        "def HELPER(k):\n    VALUE[k] = k * N\n    return k",
        "for i in range(3):\n    VALUE1 = HELPER(i)",
    ),
    "dict filled in an expression": _used(
        "VALUE['k'] * X", "VALUE = {}", "print(VALUE.setdefault('k', N))"
    ),
    "dict updated": _used("VALUE['k'] * X", "VALUE = {'k': N}", "VALUE.update(k=N1)"),
    "dict merged": _used("VALUE['k'] * X", "VALUE = {'k': N}", "VALUE |= {'k': N1}"),
    "defaultdict": _used(
        "VALUE['k'] * X",
        "from collections import defaultdict\nVALUE = defaultdict(int)",
        "for word in 'k l k'.split():\n    VALUE[word] += 1",
    ),
    "set filled": _used(
        "len(VALUE) * X", "VALUE = set()", "VALUE.add(N)", "any(VALUE.add(k) for k in 'ab')"
    ),
    "array changed in place": _used(
        "VALUE[0] * X", "VALUE = np.zeros(3)", "VALUE[:] = N", "VALUE[0] += N1"
    ),
    "array changed by a function": _used(
        "VALUE[0] * X",
        "VALUE = np.ones(2)",
        "def HELPER(a):\n    a *= N",
        "HELPER(VALUE)",
    ),
    "array changed by out=": _used(
        "VALUE[0] * X", "VALUE = np.ones(2)", "np.multiply(VALUE, N, out=VALUE)"
    ),
    "array changed through a view": _used(
        "VALUE[0] * X", "VALUE = np.ones(2)", "VALUE1 = VALUE[:1]", "VALUE1[:] = N"
    ),
    "np.fill": _used("VALUE[0] * X", "VALUE = np.ones(2)", "VALUE.fill(N)"),
    "global statement": _used(
        "VALUE * X", "VALUE = N", "def HELPER():\n    global VALUE\n    VALUE += 1", "HELPER()"
    ),
    "global statement, called within": _used(
        "VALUE * X",
        "def HELPER():\n    global VALUE\n    VALUE = N",
        "def HELPER1():\n    return HELPER()",
        "VALUE1 = HELPER1()",
    ),
    "iterator that moves on": _used(
        "VALUE1 * X", "VALUE = iter(range(N, N + 9))", "next(VALUE)", "VALUE1 = next(VALUE)"
    ),
    "count": _used("next(VALUE) * X", "import itertools\nVALUE = itertools.count()", "next(VALUE)"),
    "enumerate": _used(
        "VALUE[1] * X", "VALUE = {}\nfor i, k in enumerate([N, N1]):\n    VALUE[i] = k"
    ),
    "loop's name": _used("VALUE * X", "for VALUE in range(N):\n    pass"),
    "while": _used("VALUE * X", "VALUE = 1", "while VALUE < N:\n    VALUE += 2"),
    "nested loops": _used(
        "VALUE[1, 1] * X",
        "VALUE = {}\nfor i in range(2):\n    for j in range(2):\n        VALUE[i, j] = i + j * N",
    ),
    "deleted entry of a dict": _used("len(VALUE) * X", "VALUE = {1: N, 2: N1}", "del VALUE[1]"),
    # branches
    "if": _used(
        "HELPER(X)", "if N > 4:\n    def HELPER(x): return x\nelse:\n    def HELPER(x): return -x"
    ),
    "try import": _used(
        "HELPER(X)",
        "try:\n    from nowhere_at_all import HELPER\nexcept ImportError:\n"
        "    def HELPER(x): return x * N",
    ),
    "try import of a module": _used(
        "HELPER.sqrt(N) * X",
        "try:\n    import nowhere_at_all as HELPER\nexcept ImportError:\n    import math as HELPER",
    ),
    "except": _used(
        "VALUE * X",
        "try:\n    VALUE = 1 / 0\nexcept ZeroDivisionError:\n    VALUE = N\nfinally:\n    VALUE1 = N",
    ),
    "with": _used(
        "VALUE * X",
        "import contextlib\nwith contextlib.suppress(KeyError):\n    VALUE = N\n    {}['k']\n    VALUE = N1",
    ),
    "with as": _used(
        "VALUE.getvalue().count('a') * X",
        "import io\nwith contextlib.redirect_stdout(io.StringIO()) as VALUE:\n    print('a' * N)",
        body="",
    ),
    "match": _used(
        "VALUE * X",
        "match [N, N1]:\n    case [VALUE, _]:\n        pass\n    case _:\n        VALUE = 0",
    ),
    "match with a helper": _used(
        "HELPER('a') * X",
        "def HELPER(kind):\n    match kind:\n        case 'a': return N\n        case other: return 0",
    ),
    "assert that holds": _used("VALUE * X", "VALUE = N\nassert VALUE == N"),
    # imports
    "math": _used("math.sqrt(N) * X", "import math"),
    "math alias": _used("m.sqrt(N) * X", "import math as m"),
    "from math": _used("HELPER(N) * X", "from math import sqrt as HELPER"),
    "star": _used("sqrt(N) * X", "from math import *"),
    "star of numpy": _used("minimum(X, N)", "from numpy import *"),
    "from numpy": _used("HELPER(X)", "from numpy import exp as HELPER"),
    "numpy again": _used("np.abs(X)", IMPORTS),
    "numpy by another name": _used("numpy.abs(X)", "import numpy"),
    "numpy.linalg": _used("LA.norm([N, N1]) * X", "import numpy.linalg as LA"),
    "import within": _used("sin(N) * X", body="from math import sin"),
    "import within a helper": _used(
        "HELPER(X)", "def HELPER(x):\n    import numpy as np\n    return np.abs(x) * N"
    ),
    "import of a submodule": _used("os.path.join('a', 'b').count('a') * X", "import os.path"),
    "operator": _used("op.mul(X, N)", "import operator as op"),
    "random with a seed": _used("VALUE[0] * X", "VALUE = np.random.default_rng(N).random(2)"),
    "module with a changed value": _used("math.tau * X", "import math", "math.tau = N"),
    "patched numpy": _used("np.cbrt(X)", "np.cbrt = lambda x: x * N"),
    # annotations
    "future annotations": _used(
        "HELPER(X)",
        "from __future__ import annotations\ndef HELPER(x: Array) -> Array:\n    return x * N",
    ),
    "future annotations above": _used(
        "HELPER(X)",
        "from __future__ import annotations",
        "def HELPER(x: Tensor) -> Tensor: return x - N",
    ),
    "typing": _used(
        "HELPER(X)",
        "from typing import Callable, Optional",
        "def HELPER(x: float, g: Optional[Callable[[float], float]] = None) -> float:\n    return g(x) if g else x * N",
    ),
    "type alias": _used(
        "HELPER(X)", "Array = np.ndarray", "def HELPER(x: Array) -> 'Matrix': return x * N"
    ),
    "annotation alone": _used("VALUE * X", "VALUE: int", "VALUE = N"),
    # what IPython reads
    "%time": _used("VALUE * X", "%time VALUE = N"),
    "%%time": _used("VALUE * X", "%%time\nVALUE = N"),
    "%%time of a helper": _used("HELPER(X)", "%%time\n\ndef HELPER(x):\n    return x * N"),
    "%%capture": _used("VALUE * X", "%%capture output\nprint(1)\nVALUE = N"),
    "%%timeit binds nothing": _used("VALUE * X", "VALUE = N", "%%timeit -n1 -r1\nVALUE = N1"),
    "indented cell": _used("VALUE * X", "    VALUE = N\n    VALUE += N1"),
    "indented helper": _used("HELPER(X)", "  def HELPER(x):\n      return x * N"),
    "prompts": _used("HELPER(X)", ">>> def HELPER(x):\n...     return x * N\n..."),
    "prompts and results": _used("VALUE * X", ">>> VALUE = N\n>>> VALUE += 1"),
    "IPython's prompts": _used("VALUE * X", "In [3]: VALUE = N\n   ...: VALUE += 1"),
    "shell": _used("VALUE * X", "!pip install numpy\nVALUE = N"),
    "shell over two lines": _used("VALUE * X", "!pip install \\\n    numpy\nVALUE = N"),
    "shell in a branch": _used("VALUE * X", "if True:\n    !ls\n    VALUE = N"),
    "shell's answer": _used("(len(VALUE) + N) * X", "VALUE = !ls -l"),
    "magic and helper": _used("HELPER(X)", "%matplotlib inline\ndef HELPER(x): return x * N"),
    "question and helper": _used("HELPER(X)", "def HELPER(x): return x * N\n\nHELPER?"),
    "question first": _used("HELPER(X)", "?np.exp\ndef HELPER(x): return x * N"),
    "await": _used("VALUE * X", "import asyncio\nawait asyncio.sleep(0)\nVALUE = N"),
    "await's value": _used(
        "VALUE * X", "async def HELPER(k):\n    return k * N", "VALUE = await HELPER(N1)"
    ),
    "async for": _used(
        "VALUE * X",
        "async def HELPER():\n    yield N\n    yield N1",
        "async for VALUE in HELPER(): pass",
    ),
    "display in the function": _used("X * N", body="display(X)"),
    "get_ipython in the function": _used("X * (get_ipython() is not None)"),
    "print in the function": _used("X * N", body="print('value', N)"),
    "semicolons": _used("VALUE * X", "VALUE = N; VALUE1 = VALUE;"),
    "semicolon after a call": _used("VALUE[0] * X", "VALUE = [N]; VALUE.insert(0, N1);"),
    "a plot in the function": _used(
        "X * N", "import matplotlib.pyplot as plt", body="plt.plot([1, 2])\nplt.close()"
    ),
    "a comment with a question": _used("VALUE * X", "VALUE = N  # is this right?"),
    "text that looks like magic": _used("len(VALUE) * X", 'VALUE = """\n%time\n!ls\n"""'),
    "remainder at a line's start": _used("VALUE * X", "VALUE = (N * 7\n% 5)"),
    # other exercises
    "another exercise": _used("OTHER(X)"),
    "another exercise by a helper": _used("HELPER(X)", "def HELPER(x): return OTHER(x) - N"),
    "another exercise's value": _used("VALUE * X", "VALUE = OTHER(N)"),
    "another exercise by its name": _used(
        "sum(g(X) for g in VALUE.values())", "VALUE = {'OTHER': OTHER, 'abs': abs}"
    ),
    # inside the function
    "local import of a name": _used("np1.abs(X)", body="import numpy as np1"),
    "nested function": _used("inner(X)", "VALUE = N", body="def inner(a):\n    return a * VALUE"),
    "comprehension inside": _used("sum(VALUE * k for k in range(3)) * X", "VALUE = N"),
    "lambda inside": _used("(lambda a: a * VALUE)(X)", "VALUE = N"),
    "f-string": _used("len(f'{VALUE:>{N}}') * X", "VALUE = N1"),
    "counts its calls": _used("VALUE * X", "VALUE = N", body="global VALUE\nVALUE += 1"),
    "remembers": _used("len(VALUE) * X", "VALUE = []", body="VALUE.append(1)"),
    "a cell that is taken out": _used("VALUE * X", "VALUE = N", "'''\nVALUE = N1\n'''"),
    "sorted by a helper": _used("sorted([N, N1], key=HELPER)[0] * X", "def HELPER(k): return -k"),
    "unpacked": _used("sum(HELPER(*VALUE)) * X", "def HELPER(*k): return k", "VALUE = [N, N1]"),
    "dict comprehension": _used(
        "VALUE[1] * X", "VALUE1 = [N, N1]", "VALUE = dict(enumerate(VALUE1))"
    ),
    "chained assignment": _used("(VALUE + VALUE1) * X", "VALUE = VALUE1 = N", "VALUE += 1"),
    "chained lists": _used("sum(VALUE) * X", "VALUE = VALUE1 = [N]", "VALUE1 += [N1]"),
    "copy": _used("sum(VALUE) * X", "VALUE1 = [N]", "VALUE = VALUE1.copy()", "VALUE1.append(N1)"),
    "parameters": _used(
        "VALUE['W'][0] * X",
        "VALUE = {'W': np.ones(2), 'b': 0.0}",
        "for step in range(3):\n    for key in VALUE:\n        VALUE[key] -= 0.1 * N",
    ),
    "training loop": _used(
        "(VALUE[-1] + len(VALUE)) * X",
        "VALUE1, VALUE = {'w': N}, []",
        "def HELPER(p):\n    p['w'] *= 0.5\n    return p['w'] ** 2",
        "for epoch in range(4):\n    VALUE.append(HELPER(VALUE1))",
    ),
    "set by a swap": _used(
        "VALUE[0] * X", "VALUE = [N, N1]", "VALUE[0], VALUE[1] = VALUE[1], VALUE[0]"
    ),
    "set in a for": _used("VALUE[0] * X", "VALUE = [N]", "for VALUE[0] in range(3): pass"),
    "set by with": _used(
        "VALUE[0] * X",
        "import contextlib",
        "VALUE = [0]",
        "with contextlib.nullcontext(N) as VALUE[0]: pass",
    ),
    "constant in a class": _used(
        "CLASS.b * X", "class CLASS:\n    a = N\n    b = a + VALUE", "VALUE = N1"
    ),
    "nested class": _used("CLASS.Inner.k * X", "class CLASS:\n    class Inner:\n        k = N"),
    "metaclass": _used(
        "len(CLASS.seen) * X",
        "class CLASS(type):\n    seen = []\n    def __new__(m, name, bases, d):\n"
        "        m.seen.append(name)\n        return super().__new__(m, name, bases, d)",
        "class CLASS1(metaclass=CLASS): pass",
    ),
    "__getattr__": _used(
        "VALUE.anything * X",
        "class CLASS:\n    def __getattr__(self, name): return N",
        "VALUE = CLASS()",
    ),
    "__getitem__": _used(
        "VALUE[N] * X",
        "class CLASS:\n    def __getitem__(self, k): return k + N1",
        "VALUE = CLASS()",
    ),
    "__setitem__": _used(
        "VALUE.k * X",
        "class CLASS:\n    k = 0\n    def __setitem__(self, k, v): self.k += v",
        "VALUE = CLASS()",
        "VALUE['a'] = N",
    ),
    "__iadd__": _used(
        "VALUE.k * X",
        "class CLASS:\n    k = 0\n    def __iadd__(self, v):\n        self.k += v\n        return self",
        "VALUE = CLASS()",
        "VALUE += N",
    ),
    "__enter__": _used(
        "VALUE.k * X",
        "class CLASS:\n    k = 0\n    def __enter__(self): self.k += N\n    def __exit__(self, *a): self.k += 1",
        "VALUE = CLASS()",
        "with VALUE:\n    pass",
    ),
    "__iter__": _used(
        "VALUE.k * X",
        "class CLASS:\n    k = 0\n    def __iter__(self):\n        self.k += N\n        return iter([1])",
        "VALUE = CLASS()",
        "for _ in VALUE: pass",
    ),
    "other names, by try": _used(
        "k * X",
        "VALUE = {'a': N}",
        body="try:\n    k = VALUE['b']\nexcept KeyError:\n    k = VALUE['a']",
    ),
    "debug switch": _used("X * N", "VALUE = False", body="if VALUE:\n    print('debug')"),
}
"""Pieces that the exercise's function uses."""

FORMS = {
    "def": "def NAME(ARGS):\n    BODY\n    return RESULT",
    "local result": "def NAME(ARGS):\n    BODY\n    out = RESULT\n    return out",
    "docstring": 'def NAME(ARGS):\n    """Is it\n    right?"""\n    BODY\n    return RESULT\n',
    "annotated": "def NAME(ARGS) -> 'np.ndarray':\n    BODY\n    return RESULT",
    "stub, then answer": (
        "def NAME(ARGS):\n    raise NotImplementedError\n\n"
        "def NAME(ARGS):\n    BODY\n    return RESULT"
    ),
    "with its try-out": "def NAME(ARGS):\n    BODY\n    return RESULT\n\nprint(NAME(TRIES))",
    "with a failing try-out": "def NAME(ARGS):\n    BODY\n    return RESULT\n\nassert NAME(TRIES) is None\nNAME = None",
    "in a branch": "if True:\n    def NAME(ARGS):\n        BODY\n        return RESULT",
    "in a loop": "for k in (1, 2):\n    def NAME(ARGS, k=k):\n        BODY\n        return k * (RESULT)",
    "closure": (
        "def make():\n    def inner(ARGS):\n        BODY\n        return RESULT\n    return inner\n\n"
        "NAME = make()"
    ),
    "object": "class Answer:\n    def __call__(self, ARGS):\n        BODY\n        return RESULT\n\nNAME = Answer()",
    "method": "class Answer:\n    def go(self, ARGS):\n        BODY\n        return RESULT\n\nNAME = Answer().go",
    "alias": "def my_NAME(ARGS):\n    BODY\n    return RESULT\n\nNAME = my_NAME",
    "decorated": (
        "def shown(g):\n    def h(*args):\n        return g(*args)\n    return h\n\n"
        "@shown\ndef NAME(ARGS):\n    BODY\n    return RESULT"
    ),
    "timed": "%%time\ndef NAME(ARGS):\n    BODY\n    return RESULT",
    "magic above": "%matplotlib inline\n\ndef NAME(ARGS):\n    BODY\n    return RESULT",
    "question below": "def NAME(ARGS):\n    BODY\n    return RESULT\n\nNAME?",
    "by text": 'exec("""\ndef NAME(ARGS):\n    BODY\n    return RESULT\n""")',
    "errstate": "with np.errstate(all='ignore'):\n    def NAME(ARGS):\n        BODY\n        return RESULT",
    "attribute": "def NAME(ARGS):\n    BODY\n    return RESULT + NAME.k\n\nNAME.k = N",
    "tuple": "NAME, _rest = (lambda ARGS: RESULT), None",
    "lambda": "NAME = lambda ARGS: RESULT",
    "mistyped": "def NAME(ARGS)\n    BODY\n    return RESULT",
}
"""Ways to write an exercise's function."""

BASES = (
    "X",
    "X * N",
    "np.maximum(X, 0)",
    "np.exp(-np.abs(X))",
    "np.tanh(X) * N",
    "np.sum(X)",
    "1 / (1 + np.exp(-X))",
)
"""What it computes without its pieces."""

PLAYED = {
    "calls": ("print(NAME(TRIES))",),
    "keeps the result": ("VALUE = NAME(TRIES)",),
    "loops": ("VALUE = [NAME(TRIES) for _ in range(3)]",),
    "times": ("%timeit -n1 -r1 1 + 1",),
    "plots": (
        "import matplotlib.pyplot as plt\nz = np.linspace(-2, 2, 5)\nplt.plot(z, [NAME(TRIES) for _ in z])\nplt.show()",
    ),
    "asserts": ("assert NAME(TRIES) == 0, 'not yet'\nVALUE = N",),
    "wraps": ("before = NAME\ndef NAME(*args):\n    return before(*args) * N",),
    "shadows it by a result": ("NAME = NAME(TRIES)",),
    "defines it anew": ("def NAME(*args):\n    return N",),
    "defines it anew by lambda": ("NAME = lambda *args: args[0] * N",),
    "breaks its own": ("def NAME(:\n    pass",),
    "gives it an attribute": ("NAME.k = N1",),
    "vectorizes": ("NAME = np.vectorize(NAME)",),
    "caches": ("import functools\nNAME = functools.cache(NAME)",),
    "keeps the old": ("my_NAME = NAME", "NAME = my_NAME"),
    "checks again": ("check(NAME)",),
    "table of it": ("VALUE = {k: NAME(TRIES) for k in range(3)}",),
    "raises after": ("VALUE = N\nraise ValueError('stop here')\nVALUE = N1\nNAME = None",),
}
"""What people do with an exercise's function once it is there, or before."""

NOISE = {
    "empty": ("",),
    "blank": ("\n   \n",),
    "comment": ("# try another size",),
    "text only": ("'''To do\n'''",),
    "last expression": ("VALUE = N\nVALUE",),
    "rebinds a value": ("VALUE = N",),
    "rebinds a helper": ("HELPER = N",),
    "rebinds a helper with a list": ("HELPER = [N, N1]",),
    "writes a helper": ("def HELPER(x): return x - N1",),
    "rebinds a class": ("class CLASS: pass",),
    "rebinds np": ("np = N",),
    "imports math as np": ("import math as np",),
    "numpy again": (IMPORTS,),
    "star of numpy": ("from numpy import *",),
    "star of math": ("from math import *",),
    "star of cmath": ("from cmath import *",),
    "star of linalg": ("from numpy.linalg import *",),
    "shadows a built-in": ("SHADOW = N",),
    "shadows a built-in by a function": ("def SHADOW(*args): return N",),
    "shadows and restores": ("SHADOW = N", "del SHADOW"),
    "deletes a value": ("VALUE = N", "del VALUE"),
    "deletes a helper": ("del HELPER",),
    "loops over a name": ("for VALUE in range(N):\n    print(VALUE)",),
    "catches into a name": (
        "try:\n    1 / 0\nexcept ZeroDivisionError as VALUE:\n    print(VALUE)",
    ),
    "comprehends a name": ("print([VALUE for VALUE in range(3)])",),
    "fails": ("1 / 0",),
    "fails in the middle": ("VALUE = N\n1 / 0\nVALUE = N1",),
    "fails before": ("undefined_name\nVALUE = N\ndef HELPER(x): return N",),
    "fails in a function": ("def wrong(): return [][0]\n\nVALUE = wrong()",),
    "asserts": ("assert N == 1, 'no'\nVALUE = N1",),
    "exits": ("import sys\nsys.exit()\nVALUE = N",),
    "raises SystemExit": ("VALUE = N\nraise SystemExit\nVALUE = N1",),
    "raises KeyboardInterrupt": ("VALUE = N\nraise KeyboardInterrupt\nVALUE = N1",),
    "syntax error": ("VALUE = N\nVALUE =",),
    "syntax error below a helper": ("def HELPER(x): return N\nprint('a'",),
    "return outside": ("VALUE = N\nreturn 3",),
    "a name of an exercise": ("OTHER = N",),
    "patches numpy": ("np.exp = lambda x: x * N",),
    "patches numpy and undoes it": ("kept = np.abs\nnp.abs = lambda x: x * N", "np.abs = kept"),
    "numpy's settings": ("np.set_printoptions(precision=2)\nnp.seterr(all='raise')",),
    "warnings": ("import warnings\nwarnings.filterwarnings('ignore')",),
    "seeds": ("np.random.seed(N)",),
    "plot": (
        "import matplotlib.pyplot as plt\nplt.plot([1, 2, 3]); plt.title('loss');\nplt.show()",
    ),
    "plot without import": ("plt.plot(undefined)",),
    "magic": ("%matplotlib inline",),
    "autoreload": ("%load_ext autoreload\n%autoreload 0",),
    "no such magic": ("%nothing_of_the_kind\nVALUE = N",),
    "no such cell magic": ("%%nothing_of_the_kind\nVALUE = N",),
    "html": ("%%html\n<b>VALUE = N</b>",),
    "writes a file": ("%%writefile notes.py\nVALUE = N\n",),
    "shell": ("!pip install torch",),
    "pip magic": ("%pip install torch",),
    "question": ("HELPER?",),
    "questions": ("np.exp??",),
    "display": ("display(N)\nVALUE = N",),
    "get_ipython": ("get_ipython().run_line_magic('matplotlib', 'inline')\nVALUE = N",),
    "runs a cell by text": ("get_ipython().run_cell('VALUE = N')",),
    "globals": ("print(sorted(globals())[:1])",),
    "vars": ("'VALUE' in vars()",),
    "long": ("VALUE = [" + ", ".join(map(str, range(300))) + "]",),
    "main": ("if __name__ == '__main__':\n    VALUE = N",),
    "class of the exercise's name": ("class CLASS:\n    def OTHER(self): return N",),
    "future": ("from __future__ import annotations",),
    "prints": ("print('x', end='')",),
    "pass": ("pass",),
    "ellipsis": ("...",),
    "nested functions": (
        "def HELPER(x):\n    VALUE = N\n    def OTHER(): return VALUE\n    return x",
    ),
    "async": ("async def HELPER(x): return x",),
    "await": ("import asyncio\nawait asyncio.sleep(0)",),
    "type alias": ("VALUE: 'Tensor' = N",),
    "global at the top": ("global VALUE\nVALUE = N",),
    "nonlocal at the top": ("nonlocal VALUE\nVALUE = N",),
    "tabs": ("if True:\n\tVALUE = N",),
}
"""Cells that the exercise's function does not ask for."""

CHANGES = {
    "appends": ("VALUE = []", "VALUE.append(k)", "(len(VALUE) + sum(VALUE)) * X"),
    "sets an entry": ("VALUE = {0: N}", "VALUE[k] = N", "sum(VALUE.values()) * X"),
    "sets a global": ("VALUE = N", "global VALUE\n    VALUE = k + N1", "VALUE * X"),
    "adds to a global": ("VALUE = N", "global VALUE\n    VALUE += k", "VALUE * X"),
    "binds a global": ("VALUE1 = N", "global VALUE\n    VALUE = k + VALUE1", "VALUE * X"),
    "adds to a set": ("VALUE = {N}", "VALUE.add(k + N1)", "sum(VALUE) * X"),
    "fills an array": ("VALUE = np.zeros(3)", "VALUE[k % 3] += N", "np.sum(VALUE) * X"),
    "multiplies an array": (
        "VALUE = np.ones(3)",
        "np.multiply(VALUE, N, out=VALUE)",
        "VALUE[0] * X",
    ),
    "sorts": ("VALUE = [9, N, N1]", "VALUE.sort()", "VALUE[0] * X"),
    "takes out": ("VALUE = [N, N1, N2] * 5", "VALUE.pop(0)", "(VALUE[0] * len(VALUE)) * X"),
    "sets an attribute": ("class CLASS: k = 0\nVALUE = CLASS()", "VALUE.k += N", "VALUE.k * X"),
    "sets a class's attribute": ("class CLASS: k = 0", "CLASS.k += N", "CLASS.k * X"),
    "sets a function's attribute": (
        "def VALUE(): pass\nVALUE.k = 0",
        "VALUE.k += N",
        "VALUE.k * X",
    ),
    "sets an attribute by its name": (
        "class CLASS: k = 0",
        "setattr(CLASS, 'k', CLASS.k + N)",
        "CLASS.k * X",
    ),
    "calls a method": (
        "class CLASS:\n    k = 1\n    def step(self):\n        self.k += N\nVALUE = CLASS()",
        "VALUE.step()",
        "VALUE.k * X",
    ),
    "calls an object": (
        "class CLASS:\n    k = 1\n    def __call__(self):\n        self.k += N\nVALUE = CLASS()",
        "VALUE()",
        "VALUE.k * X",
    ),
    "uses an operator": (
        "class CLASS:\n    k = 1\n    def __lshift__(self, n):\n        self.k += n\nVALUE = CLASS()",
        "VALUE << N",
        "VALUE.k * X",
    ),
    "reads a property": (
        "class CLASS:\n    k = 1\n    @property\n    def more(self):\n        self.k += N\n"
        "VALUE = CLASS()",
        "VALUE.more",
        "VALUE.k * X",
    ),
    "changes by another name": ("VALUE = []\nVALUE1 = VALUE", "VALUE1.append(N)", "sum(VALUE) * X"),
    "changes a part": ("VALUE = {'a': []}", "VALUE['a'].append(N)", "sum(VALUE['a']) * X"),
    "changes a part by another name": (
        "VALUE1 = []\nVALUE = {'a': VALUE1}",
        "VALUE1.append(N)",
        "sum(VALUE['a']) * X",
    ),
    "changes by a view": (
        "VALUE = np.ones(4)\nVALUE1 = VALUE.reshape(2, 2)",
        "VALUE1[0, 0] += N",
        "VALUE[0] * X",
    ),
    "hands it on": (
        "VALUE = []\ndef HELPER2(v):\n    v.append(N)",
        "HELPER2(VALUE)",
        "sum(VALUE) * X",
    ),
    "changes by globals()": ("VALUE = N", "globals()['VALUE'] = k + N1", "VALUE * X"),
    "changes within": (
        "VALUE = []",
        "def inner():\n        VALUE.append(N)\n    inner()",
        "sum(VALUE) * X",
    ),
    "changes by a comprehension": (
        "VALUE = []",
        "[VALUE.append(i) for i in range(3)]",
        "sum(VALUE) * X",
    ),
    "changes by map": ("VALUE = []", "list(map(VALUE.append, [N, N1]))", "sum(VALUE) * X"),
    "moves an iterator": ("VALUE = iter(range(999))", "next(VALUE)", "next(VALUE) * X"),
    "rebinds a method": (
        "class CLASS:\n    def go(self): return N",
        "CLASS.go = lambda self: N1",
        "CLASS().go() * X",
    ),
    "changes a closure": (
        "def HELPER2():\n    n = [1]\n    def more():\n        n[0] += N\n        return n[0]\n"
        "    return more\nVALUE = HELPER2()",
        "VALUE()",
        "VALUE() * X",
    ),
    "changes a default": (
        "def VALUE(x, seen=[1]): return seen",
        "VALUE(0).append(N)",
        "sum(VALUE(0)) * X",
    ),
    "patches a module": ("import math", "math.tau = N", "math.tau * X"),
    "changes in a branch": ("VALUE = [N]", "if VALUE:\n        VALUE.append(k)", "sum(VALUE) * X"),
    "changes in a finally": (
        "VALUE = [N]",
        "try:\n        pass\n    finally:\n        VALUE.append(k)",
        "sum(VALUE) * X",
    ),
}
"""What a function HELPER(k) may change: how it is made, the function's line, and a use of it."""

CALLS = {
    "plainly": ("HELPER(N)",),
    "twice": ("HELPER(N)", "HELPER(N1)"),
    "for its result": ("total_ = HELPER(N)",),
    "in a print": ("print(HELPER(N))",),
    "in a text": ("f'{HELPER(N)}'",),
    "in an assert": ("assert HELPER(N)",),
    "in a condition": ("if HELPER(N):\n    pass",),
    "in a while": ("while HELPER(N) < 1:\n    pass",),
    "in a loop": ("for i in range(3):\n    HELPER(i)",),
    "in a loop's head": ("for i in range(HELPER(N)):\n    pass",),
    "in a comprehension": ("[HELPER(i) for i in range(3)]",),
    "in a generator": ("sum(HELPER(i) for i in range(3))",),
    "by map": ("list(map(HELPER, range(3)))",),
    "by a lazy map": ("lazy_ = map(HELPER, range(3))", "list(lazy_)"),
    "as a key": ("sorted([3, 1, 2], key=HELPER)",),
    "by max": ("max([3, 1, 2], key=HELPER)",),
    "by a filter": ("tuple(filter(HELPER, [3, 1, 2]))",),
    "by reduce": ("from functools import reduce", "reduce(lambda a, b: HELPER(b), [1, 2, 3])"),
    "by vectorize": ("np.vectorize(HELPER)([1, 2])",),
    "by partial": ("import functools", "functools.partial(HELPER, N)()"),
    "by another name": ("again_ = HELPER", "again_(N)"),
    "from a list": ("each_ = [HELPER]", "each_[0](N)"),
    "from a list, in a loop": ("for each_ in [HELPER, HELPER]:\n    each_(N)",),
    "from a dict": ("{'a': HELPER}['a'](N)",),
    "as an attribute": ("class Holder_: pass", "Holder_.go = HELPER", "Holder_.go(N)"),
    "as a static method": ("class Holder_:\n    go = staticmethod(HELPER)", "Holder_.go(N)"),
    "in a class's body": ("class Holder_:\n    k = HELPER(N)",),
    "in a default": ("def other_(x=HELPER(N)): return x",),
    "in an annotation": ("def other_(x: HELPER(N)): return x",),
    "as a decorator": ("@HELPER\ndef other_(x): return x",),
    "in a decorator's argument": (
        "def deco_(n):\n    return lambda g: g",
        "@deco_(HELPER(N))\ndef other_(x): return x",
    ),
    "in a function": ("def other_():\n    return HELPER(N)", "other_()"),
    "in a function's function": (
        "def other_():\n    return HELPER(N)\ndef another_():\n    return other_()",
        "print(another_())",
    ),
    "in a lambda": ("(lambda: HELPER(N))()",),
    "in a lambda with a name": ("other_ = lambda: HELPER(N)", "other_()"),
    "in a method": (
        "class Holder_:\n    def go(self): HELPER(N)",
        "Holder_().go()",
    ),
    "in a constructor": ("class Holder_:\n    def __init__(self): HELPER(N)", "Holder_()"),
    "by an argument": ("def run_(g): return g(N)", "run_(HELPER)"),
    "by an argument that is a lambda": ("def run_(g): return g()", "run_(lambda: HELPER(N))"),
    "with a star": ("HELPER(*[N])",),
    "by keyword": ("HELPER(k=N)", "HELPER(**{'k': N1})"),
    "after and": ("True and HELPER(N)",),
    "after or": ("False or HELPER(N)",),
    "in a choice": ("HELPER(N) if True else None",),
    "in an index": ("[1, 2][HELPER(N) and 0]",),
    "in a slice": ("[1, 2][: HELPER(N)]",),
    "in a deletion": ("pair_ = [1, 2]\ndel pair_[HELPER(N) and 0]",),
    "in an assignment's target": ("pair_ = {}\npair_[HELPER(N)] = 1",),
    "in a try": ("try:\n    HELPER(N)\n    1 / 0\nexcept ZeroDivisionError:\n    HELPER(N1)",),
    "in a try's else": ("try:\n    pass\nexcept ValueError:\n    pass\nelse:\n    HELPER(N)",),
    "with": ("from contextlib import nullcontext", "with nullcontext(HELPER(N)):\n    pass"),
    "by a context": (
        "from contextlib import contextmanager\n@contextmanager\ndef around_():\n    HELPER(N)\n    yield",
        "with around_():\n    pass",
    ),
    "by a generator": ("def each_():\n    yield HELPER(N)\n    yield 2", "for i in each_(): pass"),
    "by a generator not finished": (
        "def each_():\n    yield HELPER(N)\n    yield HELPER(N1)",
        "print(next(each_()))",
    ),
    "by a match": ("match HELPER(N):\n    case _: pass",),
    "by a walrus": ("print(kept_ := HELPER(N))",),
    "by a thread": (
        "import threading",
        "thread_ = threading.Thread(target=HELPER, args=(N,))\nthread_.start()\nthread_.join()",
    ),
    "by await": ("async def other_(): return HELPER(N)", "await other_()"),
    "by a magic": ("%time HELPER(N)",),
    "by a magic with a name": ("%time total_ = HELPER(N)",),
    "by a cell magic": ("%%time\nHELPER(N)",),
    "by a captured cell": ("%%capture\nHELPER(N)",),
    "by exec": ("exec('HELPER(N)')",),
    "by eval": ("eval('HELPER(N)')",),
    "by getattr": (
        "import types",
        "holder_ = types.SimpleNamespace(go=HELPER)",
        "getattr(holder_, 'go')(N)",
    ),
    "by operator": ("import operator", "operator.call(HELPER, N)"),
    "by globals": ("globals()['HELPER'](N)",),
    "in a comparison": ("1 < HELPER(N) < 9",),
    "in an arithmetic": ("-HELPER(N) + 1",),
    "in an augmented one": ("acc_ = 0", "acc_ += HELPER(N)"),
    "in a tuple": ("one_, two_ = HELPER(N), 2",),
    "in a plot": (
        "import matplotlib.pyplot as plt",
        "plt.plot([1, 2], [HELPER(N), 2])\nplt.close()",
    ),
    "by np.array": ("np.array([HELPER(i) for i in range(2)])",),
    "by np.fromiter": ("np.fromiter((HELPER(i) for i in range(2)), float)",),
    "by apply_along_axis": ("np.apply_along_axis(lambda a: HELPER(N), 0, np.ones((2, 2)))",),
    "by display": ("display(HELPER(N))",),
    "with a semicolon": ("HELPER(N);",),
    "by main": ("def main():\n    HELPER(N)\n\nif __name__ == '__main__':\n    main()",),
    "not at all": ("def other_():\n    HELPER(N)",),
    "before a failure": ("HELPER(N)\n1 / 0",),
    "after a failure": ("1 / 0\nHELPER(N)",),
    "in the middle of one": ("print(HELPER(N), undefined_name, HELPER(N1))",),
}
"""Ways in which HELPER(k), which returns k, comes to be called."""


def changed(change: str, call: str) -> Piece:
    """Something that a function changes, the function, and a call of it."""
    made, line, use = CHANGES[change]
    function = f"def HELPER(k):\n    {line}\n    return k"
    return Piece((made, function, *CALLS[call]), use)
