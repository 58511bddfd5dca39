"""Sends events in the background, so that no check ever waits for the live map."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Sequence
from queue import Empty, Full, Queue

MOST_WAITING = 100
WAITS = (0.2, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
"""Seconds before each attempt to send an event. After the last one, all that waits is dropped.

The first lets the cell come to its end, because two threads of one process slow each other down.
"""

SECONDS = 3.0
"""How long one attempt may take."""

_FULL, _BROKEN = 429, 500


class Unreachable(OSError):
    """Raised by `ask` if nobody answers at an address. Nobody reads the message."""


def ask(url: str, body: bytes | None = None) -> tuple[int, str]:
    """Get an address, or post bytes to it. Returns the answer's status and the start of its text.

    Raises Unreachable if there is no answer within SECONDS.
    """
    from http.client import HTTPException
    from urllib.error import HTTPError
    from urllib.request import Request, urlopen

    request = Request(url, body, {"Content-Type": "application/json"})
    try:
        with urlopen(request, timeout=SECONDS) as answer:
            return answer.status, _start_of(answer)
    except HTTPError as error:
        with error:
            return error.code, _start_of(error)
    except (OSError, HTTPException, ValueError) as error:
        raise Unreachable(url) from error


def _start_of(answer: object) -> str:
    text: bytes = answer.read(400)  # type: ignore[attr-defined]
    return text.decode("utf-8", errors="replace")


class Sender:
    """A thread that sends what it is given to one address, in order.

    It ends with the process. An event that the map does not take is dropped. While nobody answers, an
    event is tried again for a minute; then it is dropped, and so is what waits behind it.
    """

    def __init__(self, url: str, waits: Sequence[float] = WAITS) -> None:
        self._url = url
        self._waits = waits
        self._queue: Queue[bytes | None] = Queue(MOST_WAITING)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._work, name="live map", daemon=True)
        self._thread.start()

    def send(self, body: bytes) -> None:
        """Have an event sent, or dropped if too many wait. Returns at once."""
        with contextlib.suppress(Full):
            self._queue.put_nowait(body)

    def stop(self) -> None:
        """Send nothing more, not even what waits. Returns at once."""
        self._stopped.set()
        self._forget()
        with contextlib.suppress(Full):
            self._queue.put_nowait(None)

    def _work(self) -> None:
        while (body := self._queue.get()) is not None:
            if not self._delivered(body):
                self._forget()

    def _delivered(self, body: bytes) -> bool:
        """Whether somebody answered, be it that they did not take the event."""
        for wait in self._waits:
            if self._stopped.wait(wait):
                return False
            with contextlib.suppress(Unreachable):
                status, _ = ask(self._url, body)
                if status != _FULL and status < _BROKEN:
                    return True
        return False

    def _forget(self) -> None:
        with contextlib.suppress(Empty):
            while True:
                self._queue.get_nowait()
