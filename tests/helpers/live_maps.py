"""A live map that answers in a thread, and events for it."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from autograder.instructor.live.server import LiveMap, answering, listening
from autograder.instructor.live.store import EventStore
from autograder.live.event import Event
from autograder.notebooks.syllabus import assignments_of
from tests.helpers.our_course import COURSE

PLUS_SIGN = "sigmoid/plus-sign"


def event(kernel: int = 1, attempt: int = 1, **changed: Any) -> Event:
    """A failed check of `sigmoid` with a known mistake, or one that differs in something."""
    said: dict[str, Any] = {
        "course": COURSE.name,
        "kernel": f"{kernel:016x}",
        "exercise": "sigmoid",
        "passed": False,
        "mistake": None if changed.get("passed") else PLUS_SIGN,
        "attempt": attempt,
    }
    return Event(**said | changed)


def answer(url: str, body: bytes | None = None) -> tuple[int, str]:
    """The status and the text of an answer."""
    try:
        with urlopen(Request(url, body), timeout=10) as said:
            return said.status, said.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()


def stream(url: str) -> Iterator[dict[str, Any]]:
    """The messages of a map's stream, as they come."""
    with urlopen(f"{url}/stream", timeout=10) as lines:
        for line in lines:
            if line.startswith(b"data: "):
                yield json.loads(line.removeprefix(b"data: "))


@contextmanager
def live_map(file: Path, port: int = 0) -> Iterator[LiveMap]:
    """A map with this file of events, which answers on this machine until the end of the block."""
    sockets = listening(port, "127.0.0.1")
    address = f"http://127.0.0.1:{sockets[0].getsockname()[1]}"
    opened = threading.Event()
    ends: list[Callable[[], object]] = []

    async def answer_until_the_end() -> None:
        end, loop = asyncio.Event(), asyncio.get_running_loop()
        ends.append(lambda: loop.call_soon_threadsafe(end.set))
        async with answering(live, sockets):
            opened.set()
            await end.wait()

    def work() -> None:
        nonlocal live
        with closing(EventStore(file, COURSE.name)) as store:
            live = LiveMap(COURSE, assignments_of(COURSE), store, address)
            asyncio.run(answer_until_the_end())

    live: LiveMap
    thread = threading.Thread(target=work)
    thread.start()
    assert opened.wait(30)
    try:
        yield live
    finally:
        ends[0]()
        thread.join(10)


def eventually(is_so: Callable[[], bool], seconds: float = 10.0) -> bool:
    """Whether something becomes so in time."""
    end = time.monotonic() + seconds
    while not is_so() and time.monotonic() < end:
        time.sleep(0.02)
    return is_so()
