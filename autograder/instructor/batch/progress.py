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
_ENOUGH = 10
"""How many items tell how long the others will take."""


@contextmanager
def progress(
    console: Console, what: str, total: int, problems: Callable[[], int]
) -> Iterator[Callable[[], None]]:
    """Show the progress of a run. Yields a function to call after each of the `total` items.

    `problems` returns the number of items with remarks so far.
    """
    if not console.is_terminal:
        yield _Lines(console, what, total, problems)
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        _TimeLeft(),
        TextColumn("{task.fields[problems]}"),
    )
    with Progress(*columns, console=console) as bar:
        task = bar.add_task(what, total=total, problems="")

        def one_done() -> None:
            bar.update(task, advance=1, problems=f"{problems()} with remarks" if problems() else "")

        yield one_done


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f}/s" if task.speed else "")


class _TimeLeft(TimeRemainingColumn):
    def render(self, task: Task) -> Text:
        return super().render(task) if task.completed > _ENOUGH else Text("")


class _Lines:
    """Prints a line every 10 seconds, and one at the end."""

    def __init__(
        self, console: Console, what: str, total: int, problems: Callable[[], int]
    ) -> None:
        self._console = console
        self._what = what
        self._total = total
        self._problems = problems
        self._done = 0
        self._last_line = time.monotonic()
        self._first_done = self._last_line

    def __call__(self) -> None:
        self._done += 1
        now = time.monotonic()
        if self._done == 1:
            self._first_done = now
        if self._done < self._total and now - self._last_line < _LINES_EVERY:
            return
        self._last_line = now
        remarks = f", {self._problems()} with remarks" if self._problems() else ""
        self._console.print(
            f"{self._what}: {self._done} of {self._total}{self._pace(now)}{remarks}",
            highlight=False,
            soft_wrap=True,
        )

    def _pace(self, now: float) -> str:
        """The rate and the time left, once there is enough to tell them from.

        The first one is left out: it also took the time in which everything was started.
        """
        done, took = self._done - 1, now - self._first_done
        if done < _ENOUGH or took <= 0 or self._done == self._total:
            return ""
        left = (self._total - self._done) * took / done
        return f", {done / took:.1f} a second, {how_long(left)} left"


def how_long(seconds: float) -> str:
    """A time as people say it: "40 seconds", "3 minutes" or "1.5 hours"."""
    if seconds < 100:
        return f"{seconds:.0f} seconds"
    return f"{seconds / 60:.0f} minutes" if seconds < 5400 else f"{seconds / 3600:.1f} hours"
