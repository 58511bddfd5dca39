"""Notebooks as people leave them, made from a seed."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from random import Random

import numpy as np

from autograder.model import Case, Exercise
from autograder.notebooks.reading import CHECK, Cell

from .pieces import (
    BASES,
    CALLS,
    CHANGES,
    CLASSES,
    FORMS,
    HELPERS,
    IMPORTS,
    NOISE,
    PLAYED,
    SHADOWING,
    USED,
    VALUES,
    Piece,
    changed,
)
from .truth import Question

SIGNATURES = {
    "f": ("x",),
    "g": ("x",),
    "relu": ("z",),
    "sigmoid": ("z",),
    "score": ("x",),
    "mse": ("p", "y"),
    "dense": ("x", "w"),
}
ARGUMENTS = (
    (2, 3),
    (-1.5, 0.5),
    (np.array([0.5, -1.0, 2.0]), np.array([1.0, 2.0, 0.0])),
    (np.array([[1, 2], [3, 4]]), np.array([[0, 1], [1, 1]])),
)
TRIES = "2, 3"
POOLS = {"HELPER": HELPERS, "VALUE": VALUES, "CLASS": CLASSES, "SHADOW": SHADOWING}
_TOKEN = re.compile(
    r"NAME|OTHER|ARGS|TRIES|(?:HELPER|VALUE|CLASS|SHADOW)\d?|(?<![A-Za-z_])(?:X|N\d?)(?!\w)"
)


@dataclass(frozen=True)
class Notebook:
    """Code cells, the exercises in them with cases to play, and the names of its pieces."""

    cells: tuple[Cell, ...]
    questions: tuple[Question, ...]
    pieces: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "\n".join(f"# [{cell.name}]\n{cell.source}" for cell in self.cells)


@dataclass(frozen=True)
class _Placed:
    """A cell and where it stands: cells are sorted by it."""

    place: float
    name: str
    source: str


def question(name: str, builds_on: Iterable[str] = ()) -> Question:
    """An exercise by its name, with the cases that are played on it."""
    signature = SIGNATURES[name]
    cases = (Case(dict(zip(signature, values, strict=False))) for values in ARGUMENTS)
    exercise = Exercise(name, signature, (), builds_on=tuple(builds_on), seconds=10.0)
    return Question(exercise, tuple(cases))


def make(seed: object) -> Notebook:
    """The notebook that belongs to a seed."""
    return _Maker(Random(str(seed))).notebook()


class _Maker:
    def __init__(self, draw: Random) -> None:
        self.draw = draw
        self.pieces: list[str] = []

    def notebook(self) -> Notebook:
        names = self.draw.sample(sorted(SIGNATURES), self.draw.choice((1, 1, 2, 3)))
        placed = [_Placed(0, "imports", self._imports())]
        for number, name in enumerate(names, 1):
            placed += self._exercise(name, names, float(number))
        for _ in range(self.draw.randrange(5)):
            placed += self._noise(names, len(names) + 1.0)
        others = {name: [each for each in names if each != name] for name in names}
        questions = (question(n, others[n] if self.draw.random() < 0.3 else ()) for n in names)
        placed.sort(key=lambda cell: cell.place)
        cells = [Cell(each.name, each.source) for each in placed]
        return Notebook(tuple(_named(self._messed(cells))), tuple(questions), tuple(self.pieces))

    def _imports(self) -> str:
        more = [
            "import matplotlib.pyplot as plt",
            "%matplotlib inline",
            "from autograder import check",
            "from __future__ import annotations",
            "import contextlib",
        ]
        chosen = [line for line in more if self.draw.random() < 0.3]
        future = [line for line in chosen if "future" in line]
        return "\n".join([*future, IMPORTS, *(line for line in chosen if line not in future)])

    def _exercise(self, name: str, names: list[str], place: float) -> Iterator[_Placed]:
        """Its cell at `place`, its check half a step below, and its pieces around them."""
        end = len(names) + 1.0
        filled = self._filler(NAME=name, X=SIGNATURES[name][0])
        uses, bodies = [filled(self.draw.choice(BASES))], []
        for _ in range(self.draw.choice((1, 1, 2, 3, 4))):
            piece, other = self._piece(), self.draw.choice(names)
            own = self._filler(NAME=name, X=SIGNATURES[name][0], OTHER=other)
            uses += [own(piece.use)] * bool(piece.use)
            bodies += own(piece.body).splitlines()
            yield from self._around(map(own, piece.cells), place, end)
        form = self.draw.choice([*FORMS, *["def"] * 10])
        self.pieces.append(f"form: {form}")
        source = _written(FORMS[form], bodies, " + ".join(f"({use})" for use in uses))
        arguments = ", ".join(SIGNATURES[name])
        tries = TRIES if len(SIGNATURES[name]) > 1 else TRIES[:1]
        here = self._filler(NAME=name, ARGS=arguments, TRIES=tries)
        yield _Placed(place, name, here(source))
        yield _Placed(place + 0.5, CHECK + name, f"check({name})")
        for _ in range(self.draw.choice((0, 0, 1, 1, 2))):
            kind = self.draw.choice(sorted(PLAYED))
            self.pieces.append(f"played: {kind}")
            own = self._filler(NAME=name, TRIES=tries)
            yield from self._around(map(own, PLAYED[kind]), place, end, above=0.05, between=0.35)

    def _piece(self) -> Piece:
        if self.draw.random() < 0.3:
            change, call = self.draw.choice(sorted(CHANGES)), self.draw.choice(sorted(CALLS))
            self.pieces += [f"change: {change}", f"call: {call}"]
            return changed(change, call)
        kind = self.draw.choice(sorted(USED))
        self.pieces.append(kind)
        return USED[kind]

    def _noise(self, names: list[str], end: float) -> Iterator[_Placed]:
        kind = self.draw.choice(sorted(NOISE))
        self.pieces.append(f"noise: {kind}")
        own = self._filler(OTHER=self.draw.choice(names))
        place = self.draw.uniform(1, end - 1)
        yield from self._around(map(own, NOISE[kind]), place, end, above=0.3, between=0.2)

    def _around(
        self,
        sources: Iterable[str],
        place: float,
        end: float,
        above: float = 0.6,
        between: float = 0.2,
    ) -> Iterator[_Placed]:
        """Cells above an exercise, between it and its check, or below, in their order."""
        sources = list(sources)
        where = self.draw.random()
        apart = self.draw.random() < 0.15
        low, high = (0.01, place) if where < above else (place + 0.5, end)
        if above <= where < above + between:
            low, high = place, place + 0.5
        if apart:
            low, high = 0.01, end
        places = sorted(self.draw.uniform(low, high) for _ in sources)
        for spot, source in zip(places, sources, strict=True):
            yield _Placed(spot, "", source)

    def _filler(self, **fixed: str) -> Filler:
        return Filler(self.draw, fixed)

    def _messed(self, cells: list[Cell]) -> Iterator[Cell]:
        """The same cells with some of them joined, and some changed in ways that keep their meaning."""
        kept: Cell | None = None
        for cell in cells:
            if kept is not None and self._may_join(kept, cell):
                kept = Cell(kept.name or cell.name, f"{kept.source}\n{cell.source}")
                continue
            if kept is not None:
                yield self._changed(kept)
            kept = cell
        if kept is not None:
            yield self._changed(kept)

    def _may_join(self, first: Cell, second: Cell) -> bool:
        named = bool(first.name) and bool(second.name)
        check = CHECK in first.name + second.name
        return not named and not check and self.draw.random() < 0.25

    def _changed(self, cell: Cell) -> Cell:
        if cell.name.startswith(CHECK) or self.draw.random() > 0.12:
            return cell
        change = self.draw.choice(sorted(MESSES))
        self.pieces.append(f"mess: {change}")
        return Cell(cell.name, MESSES[change](cell.source))


class Filler:
    """Fills in a piece's words in capitals, each the same way throughout."""

    def __init__(self, draw: Random, fixed: dict[str, str]) -> None:
        self.draw = draw
        self.chosen = dict(fixed)

    def __call__(self, source: str) -> str:
        return _TOKEN.sub(lambda found: self._word(found[0]), source)

    def _word(self, token: str) -> str:
        if token not in self.chosen:
            kind = token.rstrip("0123456789")
            if kind == "N":
                self.chosen[token] = str(self.draw.randrange(2, 10))
            elif kind in POOLS:
                taken = set(self.chosen.values())
                free = [name for name in POOLS[kind] if name not in taken]
                self.chosen[token] = self.draw.choice(free)
            else:
                return token
        return self.chosen[token]


def _written(form: str, bodies: list[str], result: str) -> str:
    """A form with a function's first lines and its result."""
    lines = []
    for line in form.replace("RESULT", result).splitlines():
        if line.strip() == "BODY":
            indent = line[: -len("BODY")]
            lines += [indent + body for body in bodies]
        else:
            lines.append(line)
    return "\n".join(lines)


def _named(cells: Iterable[Cell]) -> Iterator[Cell]:
    for number, cell in enumerate(cells):
        yield Cell(cell.name or str(number), cell.source)


def _prompted(source: str) -> str:
    lines = source.split("\n")
    return "\n".join(
        [
            ">>> " + lines[0],
            *(("... " if line[:1] in ("", " ") else ">>> ") + line for line in lines[1:]),
        ]
    )


MESSES = {
    "indented": partial(textwrap.indent, prefix="    "),
    "indented by tabs": partial(textwrap.indent, prefix="\t"),
    "prompts": _prompted,
    "a magic first": "%matplotlib inline\n{}".format,
    "timed": "%%time\n{}".format,
    "captured": "%%capture\n{}".format,
    "a comment first": "# my own\n\n{}".format,
    "a semicolon last": "{};".format,
    "blank lines": "\n\n{}\n\n\n".format,
    "spaces at the ends": lambda source: source.replace("\n", "  \n") + "  ",
    "Windows' line ends": lambda source: source.replace("\n", "\r\n"),
    "fails first": "1 / 0\n{}".format,
    "fails last": "{}\nundefined_name".format,
    "a question last": "{}\nnp.exp?".format,
    "a shell line first": "!pip install numpy\n{}".format,
    "shows its locals": "{}\ndisplay(1)".format,
    "in a branch": lambda source: "if True:\n" + textwrap.indent(source, "    "),
    "in a try": lambda source: (
        "try:\n"
        + textwrap.indent(source, "    ")
        + "\nexcept Exception as error:\n    print(error)"
    ),
}
"""Changes of a cell; most keep its meaning."""
