"""How commands start and stop."""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Callable, Iterator

import click

from autograder.sandbox.allocator import collect_rarely


def start_fast() -> None:
    """Before nbgrader is imported: keep jsonschema from compiling a grammar, and look for garbage rarely.

    The grammar is one of web addresses, and takes as long as all other imports. It is optional, and the
    schema of notebooks does not use it.
    """
    collect_rarely()
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


@contextlib.contextmanager
def stopped_by_ctrl_c(words: Callable[[], str]) -> Iterator[None]:
    """Answer Ctrl-C with this message, even if an interrupted import turns it into another error."""
    stopped = False

    def stop(*_: object) -> None:
        nonlocal stopped
        stopped = True
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    except BaseException:
        if stopped:
            raise click.ClickException(words()) from None
        raise
    finally:
        signal.signal(signal.SIGINT, before)
