"""What students are told of wrong answers that nothing was written for, as tables for the docs.

autograder verify --format json > verify.json
python benchmarks/precision.py verify.json
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

Told = dict[str, Any]

MADE = re.compile("/(?:model|change)-")
"""What stands before the family in the id of an explanation, or of one change."""


def rows(told: Iterable[Told], key: str) -> Iterator[str]:
    """A row for each value of a key: all, named, wrongly named, told something else, and the rest."""
    told = list(told)
    for value in dict.fromkeys(each[key] for each in told):
        some = [each for each in told if each[key] == value]
        named = sum(each["id"] is not None for each in some)
        helped = sum(each["id"] is None and each["helps"] for each in some)
        wrong = sum(not each["rightly"] for each in some)
        left = len(some) - named - helped
        yield f"| {value} | {len(some)} | {named} | {wrong} | {helped} | {left} |"


def families(told: Iterable[Told]) -> Iterator[str]:
    """A row for each family, by how often it is told."""
    some = [each for each in told if each["id"] and MADE.search(each["id"])]
    wrong = Counter(MADE.split(each["id"])[1] for each in some if not each["rightly"])
    for family, count in Counter(MADE.split(each["id"])[1] for each in some).most_common():
        yield f"| {family} | {count} | {wrong[family]} |"


def main() -> None:
    """Print the tables."""
    exercises = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["exercises"]
    told = [each for exercise in exercises for each in exercise["told"]]
    head = "| all | named or explained | wrongly | told something else that helps | only a difference |"
    for key in ("source", "exercise"):
        some = told if key == "source" else [t for t in told if t["source"] == "held out"]
        print(f"\n| {key} {head}\n| --- | ---: | ---: | ---: | ---: | ---: |")
        print("\n".join(rows(some, key)))
    print("\n| family | told | wrongly |\n| --- | ---: | ---: |")
    print("\n".join(families([t for t in told if t["source"] == "held out"])))


if __name__ == "__main__":
    main()
