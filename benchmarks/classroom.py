"""A made-up class in a course folder: plausible students, and as many hostile ones as are asked for.

    python benchmarks/classroom.py FOLDER --students 100 --assignments 01_neuron 02_activations
    python benchmarks/classroom.py FOLDER --students 100 --hostile 0.1 --seed 1

Every student has an ability and a point at which time ran out. What each of them handed in stands in
`class.json`, so that marks and reports can be held against it.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from known_cells import answer, standalone
from our_course import ASSIGNMENTS, FUNCTIONS, KNOWN, VARIANTS, make_folder, notebook
from tricks import TRICKS, Notebook, play, write

from autograder.nbgrader_plugin.course_folder import CourseFolder

Handed = dict[str, dict[str, str]]
"""What a student handed in: for each assignment and exercise, what kind of work it is."""

TRUTH = "class.json"
ODD_IDS = ("Zoë", "o'brien", "anna.maria@uni.example", "007", "li wei", "x" * 60, "-s-", "名前")
REMARKS = (
    "done",
    "second try",
    "see my notes",
    "looks right in the plot",
    "ask about this on Friday",
    "worked it out by hand first",
    "not sure about the shapes",
)
DUE = datetime(2026, 3, 1, 12, tzinfo=UTC)


def make_class(
    root: Path,
    assignments: list[str],
    students: int,
    seed: int,
    hostile: float = 0.0,
    odd_ids: int = 0,
) -> CourseFolder:
    """Make a course in an empty folder, and have a class hand in.

    Args:
        assignments: what is handed in; notebooks that these load functions from are handed in too.
        hostile: the share of students whose work is hostile or broken.
        odd_ids: how many students have an id that a careless program stumbles over.
    """
    if root.exists() and any(root.iterdir()):
        raise FileExistsError(f"{root} is not empty: choose another folder.")
    names = with_earlier(assignments)
    course = make_folder(root, names)
    for name in names:
        course.generate_assignment(name)
    released = {name: _read(root / "assignments" / name / f"{name}.ipynb") for name in names}
    ids = [*ODD_IDS[:odd_ids], *(f"s{number:03d}" for number in range(1, students + 1))][:students]
    chance = Random(seed)
    strangers = set(chance.sample(ids, round(hostile * students)))
    tricks = _in_turn(TRICKS, chance)
    popular = {exercise: _shuffled(KNOWN[exercise], seed) for exercise in FUNCTIONS}
    truth: dict[str, Handed] = {}
    for id in ids:
        draw = Random(f"{seed} {id}")
        student = _Student(id, draw, popular)
        truth[id] = {}
        for name in names:
            work, truth[id][name] = student.fill_in(name, released[name])
            folder = root / "submitted" / id / name
            folder.mkdir(parents=True)
            write(folder, name, work)
            handed_in = DUE - timedelta(minutes=draw.expovariate(1 / 1000))
            (folder / "timestamp.txt").write_text(f"{handed_in:%Y-%m-%d %H:%M:%S} UTC")
            if id in strangers:
                trick = next(tricks)
                truth[id][name] = {"trick": trick, **truth[id][name]}
                play(trick, folder, name, work, draw)
    (root / TRUTH).write_text(json.dumps(truth, indent=1))
    return course


def with_earlier(assignments: Iterable[str]) -> list[str]:
    """These assignments and those that they load functions from, in the order of the course."""
    wanted = set(assignments)
    for name in reversed(ASSIGNMENTS):
        if name in wanted:
            text = notebook(name).read_text()
            wanted.update(re.findall(r'from_earlier\(\\"(\w+)\\"', text))
    return sorted(wanted)


class _Student:
    """A made-up student, with all that chance decides about them."""

    def __init__(self, id: str, draw: Random, popular: dict[str, list[str]]) -> None:
        self.id = id
        self._draw = draw
        self._popular = popular
        self._ability = draw.betavariate(4, 2)

    def fill_in(self, assignment: str, released: Notebook) -> tuple[Notebook, dict[str, str]]:
        """The released notebook with this student's work in it, and of what kind the work is."""
        exercises = ASSIGNMENTS[assignment]
        stops_at = (self._ability + self._draw.random()) * len(exercises)
        kinds, cells, signed = {}, [], False
        for cell in released["cells"]:
            name = cell["metadata"].get("nbgrader", {}).get("grade_id")
            source = "".join(cell["source"])
            if name in exercises:
                late = exercises.index(name) > stops_at
                kind = "stub" if late else self._kind(name)
                kinds[name] = kind
                source = self._text(kind, name, source)
            elif cell["cell_type"] == "code" and not signed:
                source, signed = f"{source}\n# {self.id}", True
            cells.append({**cell, "source": source})
        return {**released, "cells": cells}, kinds

    def _kind(self, exercise: str) -> str:
        """What comes of trying: a misconception's id, a variant's name, or a word of `_text`."""
        wrong, right = self._popular[exercise], list(VARIANTS[exercise])
        able = 0.3 + 0.7 * self._ability
        [outcome] = self._draw.choices(
            ["answer", "variant", "misconception", "stub", "syntax error", "no return"],
            [
                0.7 * able,
                0.3 * able * bool(right),
                1.2 * (1 - able) * bool(wrong),
                0.03,
                0.02,
                0.02,
            ],
        )
        if outcome == "variant":
            return self._draw.choice(right)
        if outcome == "misconception":
            return self._draw.choices(wrong, [1 / rank for rank in range(1, len(wrong) + 1)])[0]
        return outcome

    def _text(self, kind: str, exercise: str, stub: str) -> str:
        match kind:
            case "stub":
                text = stub
            case "answer":
                text = answer(exercise)
            case "syntax error":
                text = answer(exercise).replace("):\n", ")\n", 1)
            case "no return":
                text = re.sub(r"^( +)return ", r"\1result = ", answer(exercise), flags=re.MULTILINE)
            case _:
                text = standalone(exercise, kind)
        return f"# {self._draw.choice(REMARKS)}\n{text}" if self._draw.random() < 0.5 else text


def _in_turn(tricks: Sequence[str], chance: Random) -> Iterator[str]:
    while True:
        yield from chance.sample(tricks, len(tricks))


def _shuffled(names: Iterable[str], seed: int) -> list[str]:
    """Names in an order of chance, the same for the whole class: the first is the most popular."""
    return Random(seed).sample(sorted(names), len(list(names)))


def _read(path: Path) -> Notebook:
    content: Notebook = json.loads(path.read_text(encoding="utf-8"))
    return content


def main() -> None:
    """Make a class, and say what is in it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--students", type=int, default=30)
    parser.add_argument("--assignments", nargs="+", choices=ASSIGNMENTS, default=["01_neuron"])
    parser.add_argument("--hostile", type=float, default=0.0)
    parser.add_argument("--odd-ids", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    make_class(
        chosen.folder,
        chosen.assignments,
        chosen.students,
        chosen.seed,
        chosen.hostile,
        chosen.odd_ids,
    )
    truth = json.loads((chosen.folder / TRUTH).read_text())
    kinds = Counter(
        kind for handed in truth.values() for work in handed.values() for kind in work.values()
    )
    for kind, count in kinds.most_common(12):
        print(f"{count:5}  {kind}")
    print(f"{len(truth)} students in {chosen.folder}; what each handed in: {TRUTH}")


if __name__ == "__main__":
    main()
