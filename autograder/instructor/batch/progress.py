"""Progress of a long run: a bar in a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

_LINES_EVERY = 10.0


@contextmanager
def progress(
    console: Console, what: str, total: int, amiss: Callable[[], int]
) -> Iterator[Callable[[], None]]:
    """Show how far a run is; what it gives is called once for each thing that is done.

    `amiss` says of how many something is to be told so far.
    """
    if not console.is_terminal:
        yield _Lines(console, what, total, amiss)
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[amiss]}"),
    )
    with Progress(*columns, console=console) as bar:
        task = bar.add_task(what, total=total, amiss="")

        def one_done() -> None:
            bar.update(task, advance=1, amiss=f"{amiss()} with remarks" if amiss() else "")

        yield one_done


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f}/s" if task.speed else "")


class _Lines:
    """A line now and then, and one at the end."""

    def __init__(self, console: Console, what: str, total: int, amiss: Callable[[], int]) -> None:
        self._console = console
        self._what = what
        self._total = total
        self._amiss = amiss
        self._done = 0
        self._started = self._told = time.monotonic()

    def __call__(self) -> None:
        self._done += 1
        now = time.monotonic()
        if self._done < self._total and now - self._told < _LINES_EVERY:
            return
        self._told = now
        rate = self._done / max(now - self._started, 1e-9)
        left = (self._total - self._done) / rate
        remarks = f", {self._amiss()} with remarks" if self._amiss() else ""
        self._console.print(
            f"{self._what}: {self._done} of {self._total}, {rate:.1f} a second, "
            f"{left:.0f} seconds left{remarks}",
            highlight=False,
            soft_wrap=True,
        )
