"""The differential test for as long as you like: `python -m tests.notebooks.differential --count 5000`."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import nullcontext
from multiprocessing import get_context

from autograder.sandbox.submission import Worker

from .compare import Difference, differences, smallest
from .notebook import make


def look(seed: str, sandboxed: bool) -> list[Difference]:
    """The differences of a seed's notebook, as small as they get."""
    with Worker() if sandboxed else nullcontext() as worker:
        return [smallest(found, worker) for found in differences(make(seed), worker)]


def main() -> int:
    """Compare many notebooks. Exit code 1 if there is a difference."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--sandboxed", type=int, default=50, help="one in so many by a worker")
    options = parser.parse_args()
    started, told = time.monotonic(), Counter[str]()
    with ProcessPoolExecutor(options.processes, get_context("fork")) as pool:
        numbers = range(options.count)
        jobs = [
            pool.submit(look, f"{options.seed}-{number}", number % options.sandboxed == 0)
            for number in numbers
        ]
        for done, job in enumerate(as_completed(jobs), 1):
            if done % 100 == 0:
                print(f"{done} notebooks", file=sys.stderr, flush=True)
            for text in map(str, job.result()):
                told[text] += 1
                if told[text] == 1:
                    print(f"\n===== {text}", flush=True)
    minutes = (time.monotonic() - started) / 60
    print(
        f"\n{told.total()} differences, {len(told)} kinds, {options.count} notebooks, {minutes:.1f} min"
    )
    return int(bool(told))


if __name__ == "__main__":
    sys.exit(main())
