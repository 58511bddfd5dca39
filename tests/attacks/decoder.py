"""Attacks on what reads a worker's answers: raw frames in place of an outcome, on every descriptor.

Each is written by a function that then ends its process, so that nothing follows it.
"""

from __future__ import annotations

from .attack import Attack, function

FORGED = """
import msgpack
from autograder.model import Outcome, Problem
from autograder.sandbox.protocol import frame, pack_outcome

def outcome(value, after=None, printed=""):
    return frame(msgpack.packb([value, None, after or {{}}, printed, []], default=extension))

def extension(value):
    return msgpack.ExtType(3, str(value).encode())

def array(dtype, shape, data):
    return msgpack.ExtType(1, msgpack.packb([dtype, shape]) + data)

def write(data):
    for descriptor in range(64):
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[os.write(descriptor, rest):]
        except OSError:
            pass

{}
os._exit(0)
"""


def forged(body: str) -> dict[str, str]:
    """`dense`, which writes what the body says and ends."""
    return function("dense", FORGED.format(body.strip()))


ATTACKS = [
    Attack(
        "forged",
        "an outcome of its own",
        forged("write(20 * outcome(array('<f8', [2, 3], bytes(48))))"),
    ),
    Attack(
        "forged-first",
        "one before the real one",
        function(
            "dense",
            FORGED.replace("os._exit(0)", "return X @ W - b").format("write(outcome(True))"),
        ),
    ),
    Attack(
        "answers",
        "answers as the server, with the next number",
        forged(
            "for number in range(9):\n    write(frame(msgpack.packb([number, 'done', 9 * outcome(True), 0.0])))"
        ),
    ),
    Attack(
        "pipes",
        "answers as the server, through the pipes of every other process",
        forged(
            "for name in os.listdir('/proc'):\n"
            "    for number in range(9) if name.isdigit() and int(name) != os.getpid() else ():\n"
            "        try:\n"
            "            os.open(f'/proc/{name}/fd/{number}', os.O_WRONLY | os.O_NONBLOCK)\n"
            "        except OSError:\n"
            "            pass\n"
            "for number in range(99):\n    write(frame(msgpack.packb([number, 'done', 9 * outcome(True), 0.0])))"
        ),
    ),
    Attack("nan", "NaN and infinity", forged("write(20 * outcome([float('nan'), float('inf')]))")),
    Attack("long", "more than it sends", forged("write(b'\\xff\\xff\\xff\\xff' + bytes(1000))")),
    Attack("empty-frames", "a million empty frames", forged("write(bytes(4 * 10**6))")),
    Attack("too-much", "70 MB", forged("write(frame(bytes(70 * 2**20)))")),
    Attack(
        "claims",
        "four billion items claimed",
        forged(
            "write(9 * frame(b'\\x95\\xdd\\xff\\xff\\xff\\xff\\xc0\\x80\\xa0\\x90'))\n"
            "write(9 * frame(b'\\xdf\\xff\\xff\\xff\\xff'))"
        ),
    ),
    Attack(
        "nested",
        "100,000 lists, one in the other",
        forged("write(frame(b'\\x91' * 10**5 + b'\\xc0'))"),
    ),
    Attack(
        "nested-tuples",
        "tuples in tuples in tuples",
        forged(
            "data = b'\\x90'\nfor _ in range(300):\n"
            "    data = msgpack.packb(msgpack.ExtType(2, msgpack.packb([msgpack.ExtType(2, data)])))\n"
            "write(20 * frame(b'\\x95' + data + b'\\xc0\\x80\\xa0\\x90'))"
        ),
    ),
    Attack(
        "many",
        "half a million items, again and again",
        forged("write(30 * outcome([0.5] * 99_000, {str(n): n for n in range(99_000)}))"),
    ),
    Attack(
        "collisions",
        "keys that all have one hash",
        forged(
            "prime = 2**61 - 1\n"
            "keys = [extension(n * prime) for n in range(1, 90_001)]\n"
            "packer = msgpack.Packer()\n"
            "pairs = b''.join(packer.pack(key) + b'\\xc0' for key in keys)\n"
            "table = packer.pack_map_header(len(keys)) + pairs\n"
            "write(9 * frame(b'\\x95' + table + b'\\xc0\\x80\\xa0\\x90'))"
        ),
    ),
    Attack(
        "odd-keys",
        "keys that are lists, NaN, times",
        forged(
            "for key in ([1], float('nan'), msgpack.Timestamp(1), msgpack.ExtType(9, b'x')):\n"
            "    packer = msgpack.Packer()\n"
            "    write(frame(b'\\x95' + packer.pack_map_header(1) + packer.pack(key) + b'\\xc0\\xc0\\x80\\xa0\\x90'))"
        ),
    ),
    Attack(
        "shapes",
        "arrays whose shape and bytes disagree",
        forged(
            "for shape in ([2**39, 0], [-1], [2**62, 4], [1.5], 'ab', None, {}, [[1]], [1] * 60, [0] * 64):\n"
            "    write(outcome(array('<f8', shape, bytes(8))))"
        ),
    ),
    Attack(
        "dtypes",
        "arrays of objects and other odd things",
        forged(
            "for dtype in ('O', '|O', '|V8', '<U2', 'M8[s]', 'f8,i4', '>f8', '', None, ['a'], {'a': 1}):\n"
            "    write(outcome(array(dtype, [1], bytes(8))))"
        ),
    ),
    Attack(
        "pickled",
        "a pickle",
        forged(
            "import pickle\n"
            "class Bomb:\n"
            "    def __reduce__(self):\n"
            "        return os.system, ('touch ' + HOME + '/' + TOKEN,)\n"
            "data = pickle.dumps(Bomb())\n"
            "write(frame(data))\n"
            "for code in (1, 2, 3, 4, 127, -1):\n"
            "    write(outcome(msgpack.ExtType(code if code > 0 else 126, data)))"
        ),
    ),
    Attack("long-text", "60 MB of text", forged("write(outcome('x' * 2**25, {}, 'y' * 2**24))")),
    Attack(
        "large-numbers",
        "numbers without end",
        forged(
            "write(5 * outcome([msgpack.ExtType(3, b'9' * 400), msgpack.ExtType(3, b'1_0'), 2**64 - 1]))\n"
            "write(outcome(msgpack.ExtType(3, b'9' * 10**6)))"
        ),
    ),
    Attack(
        "problems",
        "a problem that is none",
        forged(
            "for problem in ([1, 2, 3, 4], ['x'], 'crash', ['passed', '', '', ''], {}, [None] * 4):\n"
            "    write(frame(msgpack.packb([None, problem, {}, '', []])))"
        ),
    ),
    Attack(
        "wide",
        "shapes that grow when they meet",
        forged(
            "write(2 * outcome(array('<f8', [2**21, 1], bytes(2**24))))\n"
            "write(2 * outcome(array('|b1', [1, 2**23], bytes(2**23))))"
        ),
    ),
]
