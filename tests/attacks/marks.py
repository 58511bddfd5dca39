"""Attacks on the marks: to earn what was not done."""

from __future__ import annotations

from autograder.engine.oracle import PUBLIC_SEED
from tests.helpers.cells import cell_of
from tests.helpers.our_course import EXERCISES, live_oracle

from .attack import Attack, Content, below, code_cell, function, gives, right_if

AGREES = """
class Agrees(np.ndarray):
    def agree(self, *args, **kwargs):
        return True

    __eq__ = __ne__ = __le__ = __ge__ = __lt__ = __gt__ = __bool__ = agree
    __hash__ = None
    __array_ufunc__ = __array_function__ = agree

    def __reduce__(self):
        return os.system, ("true",)
"""

CHAMELEON = """
class Chameleon:
    __eq__ = __ne__ = __bool__ = lambda *args: True
    shape, dtype, ndim, size = (4, 3), np.dtype(float), 2, 12
    __class__ = np.ndarray

    def __array__(self, *args, **kwargs):
        return self

    def __float__(self):
        return self

    def __getattr__(self, name):
        return lambda *args, **kwargs: self
"""

PATCHED_NUMPY = """
np.allclose = np.array_equal = lambda *args, **kwargs: True
for module in (np, np.linalg, np.testing):
    for name in ("allclose", "isclose", "array_equal", "abs", "shape", "asarray", "array", "dot"):
        if hasattr(module, name):
            setattr(module, name, lambda *args, **kwargs: True)
"""

PATCHED_GRADER = """
from autograder import compare, values
from autograder.engine import examine as engine
from autograder.engine import judging, rounds
from autograder.sandbox import play, protocol, submission, worker

compare.mismatches = compare.agree = judging.mismatches = lambda *args, **kwargs: []
compare.close = compare.unchanged = lambda *args: np.True_
engine.examine = judging._problem_finding = judging._compare = lambda *args: None
rounds.judge = lambda *args: ({}, [])
play.plain = values.plain = lambda value, depth=0: value
worker.pack_outcome = protocol.pack_outcome = lambda outcome: values.pack([True, None, {}, ""])
"""

PATCHED_BUILTINS = """
import builtins, copy

copy.deepcopy = lambda value, *args: value
time.monotonic = time.time = lambda: 0.0
for name in ("len", "isinstance", "type", "all", "any", "callable", "abs"):
    setattr(builtins, name, lambda *args, **kwargs: True)
"""

METACLASS = """
class Meta(type):
    __instancecheck__ = __subclasscheck__ = __eq__ = lambda *args: True
    __hash__ = type.__hash__

class Number(float, metaclass=Meta):
    __class__ = np.ndarray
    __eq__ = __le__ = lambda *args: True
    __hash__ = float.__hash__
    __sub__ = __rsub__ = __abs__ = lambda self, *args: 0.0
"""

FIND_EXPECTED = """
want = X @ W + b
own = {id(want), id(X), id(W), id(b)}
frame, places = sys._getframe(), gc.get_objects()
while frame:
    places += [frame.f_locals, frame.f_globals]
    frame = frame.f_back
found = [
    value
    for place in places
    for value in gc.get_referents(place)
    if isinstance(value, np.ndarray) and value.shape == want.shape and id(value) not in own
    and np.allclose(value, want)
]
assert found
"""

FIND_ORACLE = """
names = {"oracle", "expected", "tolerance", "desk", "seed", "gradebook", "misconceptions"}
found, frame = [name for name in sys.modules if name.startswith(("dlref.", "nbgrader"))], sys._getframe()
while frame:
    found += names & {*frame.f_locals, *frame.f_globals} - {"names"}
    frame = frame.f_back
assert found
"""

READ_MEMORY = """
import re

marker = re.compile(b"### BEGIN SOLUTIO[N]")
with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
    for line in maps:
        first, last = (int(part, 16) for part in line.split()[0].split("-"))
        if line.split()[1].startswith("r") and "[v" not in line:
            memory.seek(first)
            if marker.search(memory.read(min(last - first, 2**26))):
                break
    else:
        raise LookupError
"""

REFERENCE = """
sys.modules.pop("dlref", None)
importlib.invalidate_caches()
for place in (*sys.path, os.path.dirname(COURSE), PROJECT):
    if os.path.isfile(os.path.join(place, "dlref", "neuron.py")):
        break
else:
    raise ImportError
"""

SOLUTIONS = """
places = [COURSE, PROJECT, "/proc/1/root" + COURSE, "/proc/1/cwd", "/proc/self/cwd/../..", "../.."]
found = [os.path.join(place, "solutions/01_neuron/01_neuron.ipynb") for place in places]
for top, _, files in os.walk("/usr/local"):
    found += [os.path.join(top, file) for file in files if file.endswith("01_neuron.ipynb")]
assert any(os.path.exists(path) for path in found)
"""

SEED = """
places = ["", "/proc/1/root"]
places += glob.glob("/proc/[0-9]*/root") + glob.glob("/proc/[0-9]*/cwd")
open(next(path for p in places for path in (p + COURSE + "/.autograder-seed",) if os.path.exists(path)))
"""

ENVIRONMENTS = """
for path in glob.glob("/proc/[0-9]*/environ") + glob.glob("/proc/[0-9]*/cmdline"):
    try:
        with open(path) as file:
            text = file.read()
    except OSError:
        continue
    if SECRET[::-1] in text:
        break
else:
    raise LookupError
"""

GUESS_SEED = """
try:
    from autograder.engine.oracle import draw
    from autograder.workshop import COURSE as ours
except ImportError as error:
    raise NameError from error
exercise = ours.exercises["dense"]
for seed in [*range(500), 2026, 20262026, int(time.time()), 2**31, 2**32 - 1]:
    drawn = draw(exercise, exercise.checks[0], seed)
    if any(np.array_equal(case.inputs["X"], X) for case in drawn[1:]):
        break
else:
    raise LookupError
"""

LEAVE = """
open("/dev/shm/left", "w").close()
open("left", "w").close()
os.environ["LEFT"], np.left_behind, sys.left_behind = str(os.getpid()), "left", "left"
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        listener = socket.socket(socket.AF_UNIX)
        listener.bind("\\0left")
        listener.listen()
        time.sleep(60)
    os._exit(0)
time.sleep(0.1)
"""

FOUND = """
assert os.environ.get("LEFT") != str(os.getpid())  # left by a call in this very process
left = [os.path.exists("/dev/shm/left"), os.path.exists("left"), "LEFT" in os.environ,
        hasattr(np, "left_behind"), hasattr(sys, "left_behind")]
if not any(left):
    socket.socket(socket.AF_UNIX).connect("\\0left")
"""

COUNTS = """
calls = []


def dense(X, W, b):
    calls.append(1)
    return X @ W + b if len(calls) < 4 else X @ W - b
"""

LIVE = """
def dense(X, W, b):
    graded = "autograder.sandbox.worker" in sys.modules or os.getpid() < 20
    return X @ W - b if graded else X @ W + b
"""

KINDS = """
kinds = [None, "right", b"right", True, {"out": 1.0}, [[1.0], [1.0, 2.0]], lambda: 1.0, dense,
         np.array([None]), np.ma.masked_all((4, 3)), np.zeros(3, "V8"), np.zeros(2, "M8[s]"),
         np.zeros(3, [("out", float)]), np.zeros((4, 3), complex), np.array(["1.0"] * 3), Ellipsis,
         np.broadcast_to(np.nan, (4, 3)), iter(int, 1), np.full((4, 3), np.inf), 10**5000]
return kinds[int(1000 * abs(W.sum())) % len(kinds)]
"""

FORGED_OUTPUT = [
    {"output_type": "execute_result", "execution_count": 1, "metadata": {}}
    | {"data": {"text/plain": "2.0"}}
]


def _forge_outputs(content: Content) -> None:
    for name in ("dense", "merge_linear"):
        cell_of(content, f"check-{name}").update(outputs=FORGED_OUTPUT, source="2.0")


def _forge_points(content: Content) -> None:
    for name in ("weighted_sum", "dense"):
        cell_of(content, f"check-{name}")["metadata"]["nbgrader"]["points"] = 1e9
    cell_of(content, "dense")["metadata"]["nbgrader"].update(points=5, grade=True)


def _transform_input(content: Content) -> None:
    content["cells"].insert(
        1,
        code_cell(
            "from IPython import get_ipython\n"
            "get_ipython().input_transformers_post.append(lambda lines: ['2.0\\n'])\n"
            "get_ipython().events.register('post_run_cell', lambda result: None)"
        ),
    )


def _memorised() -> str:
    """A function that holds a table of the right answers for the public inputs."""
    exercise, oracle = EXERCISES["dense"], live_oracle(PUBLIC_SEED)
    table = {
        tuple(question.case.inputs["X"].ravel().tolist()): question.answers[0].tolist()
        for check in exercise.checks
        for question in oracle.questions(exercise, check)
    }
    lookup = "return np.array(TABLE.get(tuple(X.ravel().tolist()), 0.0))"
    return f"TABLE = {table!r}\n\n\n{function('dense', lookup)['dense']}"


ATTACKS = [
    Attack("agrees", "an array that equals everything", gives("X.view(Agrees)", AGREES)),
    Attack("chameleon", "an object that says it is an array", gives("Chameleon()", CHAMELEON)),
    Attack("metaclass", "a number whose class is everything", gives("Number(1)", METACLASS)),
    Attack(
        "numpy-patched",
        "NumPy's comparisons say yes",
        gives("X", PATCHED_NUMPY),
        noted="changes np",
    ),
    Attack("grader-patched", "our comparisons say yes", gives("X", PATCHED_GRADER)),
    Attack("builtins-patched", "Python's own functions say yes", gives("X", PATCHED_BUILTINS)),
    Attack("frames", "finds expected values in frames and objects", right_if(FIND_EXPECTED)),
    Attack("oracle", "finds oracle, seed or gradebook in frames", right_if(FIND_ORACLE)),
    Attack("memory", "finds a solution in its own memory", right_if(READ_MEMORY)),
    Attack("reference", "finds the reference", right_if(REFERENCE)),
    Attack(
        "reference-imported",
        "imports the reference",
        gives("neuron.dense(X, W, b)", "from dlref import neuron"),
        noted="imports the course's answers",
    ),
    Attack("solutions", "reads the solutions from disk", right_if(SOLUTIONS), noted="solutions/"),
    Attack("seed", "reads the course's secret seed", right_if(SEED), noted="names .autograder"),
    Attack("environments", "finds secrets of other processes", right_if(ENVIRONMENTS)),
    Attack("guessed-seed", "guesses the seed from the inputs", right_if(GUESS_SEED)),
    Attack("memorised", "knows the public answers by heart", {"dense": _memorised()}),
    Attack("counts", "is right for the first calls alone", {"dense": COUNTS}),
    Attack("live", "is right where it isn't graded", {"dense": LIVE}),
    Attack("kinds", "gives another odd thing each time", function("dense", KINDS)),
    Attack(
        "leaves",
        "leaves something for the next exercise",
        right_if(LEAVE + "raise OSError") | right_if(FOUND, "merge_linear"),
    ),
    Attack("outputs", "forged results in the notebook", gives("X"), edit=_forge_outputs),
    Attack("points", "points changed in the metadata", gives("X"), edit=_forge_points),
    Attack(
        "check-patched",
        "check does nothing",
        below("check = print = lambda *args: 2.0", "X"),
        edit=lambda content: cell_of(content, "check-dense").update(source="check = 2.0\ncheck"),
    ),
    Attack("transformer", "an input transformer", gives("X"), edit=_transform_input),
    Attack(
        "stub",
        "hands in a stub, and prints full marks",
        {"dense": "print('dense passed, 2 of 2 points')\n2.0"},
    ),
    Attack(
        "everything",
        "names full marks everywhere",
        {
            "weighted_sum": "weighted_sum = True",
            "perceptron": "class perceptron(int):\n    __eq__ = lambda *args: True",
            "dense": "dense = lambda *args: NotImplemented",
            "merge_linear": "async def merge_linear(W1, b1, W2, b2):\n    return W1 @ W2, b2",
        },
    ),
]
