"""Answers on the live map's port: takes events, and shows the page to who knows its address."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import hmac
import json
import signal
import socket
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.ioloop import PeriodicCallback
from tornado.iostream import StreamClosedError
from tornado.locks import Condition
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from autograder.course import Course
from autograder.instructor.live.address import address_here
from autograder.instructor.live.figures import Figures, figures
from autograder.instructor.live.limits import Limits
from autograder.instructor.live.page import ASSETS, Page
from autograder.instructor.live.room import Room
from autograder.instructor.live.sentences import Sentences
from autograder.instructor.live.store import EventStore
from autograder.live.event import GREETING, WRONG_TOKEN, BadEvent, Event
from autograder.notebooks.syllabus import Assignment

REFRESH = 0.4
"""Seconds between two looks at whether the page has changed."""

AS_TIME_PASSES = 5.0
"""Seconds after which the page is drawn again though no event came."""

STILL_THERE = timedelta(seconds=15)
MOST_STREAMS = 100
LONGEST_BODY, LONGEST_HEADER = 4096, 16384
NOT_KNOWN = (
    "This is a live map, and this address is not the one that it was given. A letter may be wrong."
)
_NO_CONTENT, _BAD, _MANY, _BROKEN = 204, 400, 429, 503


class NoServer(RuntimeError):
    """Raised by `serve` where the port can't be used. The message tells the instructor what to do."""


class LiveMap:
    """A room: its events, what came of them, and its page."""

    def __init__(
        self, course: Course, assignments: list[Assignment], store: EventStore, address: str
    ) -> None:
        self.address = f"{address}/{store.token}"
        self.token = store.token
        self.changed = Condition()
        self.room = Room()
        self.streams = 0
        self._course = course
        self._assignments = {each.name: [*each.exercises] for each in assignments}
        self._store = store
        self._limits = Limits()
        self._sentences = Sentences(course)
        self._page = Page(course, self.address, self._sentences)
        self._drawn_at, self._checks_drawn = 0.0, -1
        for event, then in store.events(course.name):
            self.room.take(event, then)
        self.parts: dict[str, str] = {}

    @property
    def greeting(self) -> str:
        """What is said to who asks where events go."""
        return f"{GREETING}{self._course.name}"

    def take(self, body: bytes, now: float) -> tuple[int, str]:
        """Take an event in. Returns the status to answer with, and a sentence if it was not taken."""
        try:
            event = Event.of(body)
        except BadEvent as error:
            return _BAD, str(error)
        name = self._course.name
        if event.course != name:
            return _BAD, f"This is the live map of the course {name}, and the event is of another."
        if not any(event.exercise in names for names in self._assignments.values()):
            return _BAD, f"The course {name} has no such exercise here."
        too_much = self._limits.too_much(event.kernel, self.room.kernels, self.room.checks, now)
        if too_much:
            return _MANY, too_much
        event = replace(event, mistake=self._sentences.known(event.mistake))
        try:
            is_new = self._store.add(event, now)
        except sqlite3.Error as error:
            return _BROKEN, f"The event can't be kept: {error}."
        if is_new:
            self.room.take(event, now)
        return _NO_CONTENT, ""

    def page(self, now: float) -> str:
        """The whole page as it is now."""
        return self._page.whole(self._figures(now), now)

    def asset(self, name: str) -> str:
        """The text of a style sheet or script of the page."""
        return self._page.asset(name)

    def refresh(self) -> None:
        """Draw the parts that change anew, and wake the streams, if something may look different."""
        now = time.time()
        is_news = self.room.checks != self._checks_drawn
        if not self.streams or not (is_news or now - self._drawn_at >= AS_TIME_PASSES):
            return
        self.parts = self._page.parts(self._figures(now), now)
        self._drawn_at, self._checks_drawn = now, self.room.checks
        self.changed.notify_all()

    def _figures(self, now: float) -> Figures:
        return figures(self.room, self._assignments, now)


class _Handler(RequestHandler):
    """Answers only those who know the token."""

    def initialize(self, live: LiveMap) -> None:
        self.live = live

    def prepare(self) -> None:
        given = self.path_args[0] if self.path_args else ""
        if not hmac.compare_digest(given.encode(), self.live.token.encode()):
            self.set_status(WRONG_TOKEN)
            self._say(NOT_KNOWN)

    def set_default_headers(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.set_header("Content-Security-Policy", "default-src 'self'; img-src 'self' data:")
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("X-Content-Type-Options", "nosniff")

    def _say(self, text: str) -> None:
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(text)


class _PageHandler(_Handler):
    def get(self, _token: str) -> None:
        self.finish(self.live.page(time.time()))


class _AssetHandler(_Handler):
    def get(self, _token: str, name: str) -> None:
        self.set_header("Content-Type", f"{ASSETS[name]}; charset=utf-8")
        self.finish(self.live.asset(name))


class _EventsHandler(_Handler):
    def get(self, _token: str) -> None:
        self._say(self.live.greeting)

    def post(self, _token: str) -> None:
        status, sentence = self.live.take(self.request.body, time.time())
        self.set_status(status)
        if sentence:
            self._say(sentence)


class _StreamHandler(_Handler):
    async def get(self, _token: str) -> None:
        """Send the parts of the page that differ from what this stream has, whenever some do."""
        if self.live.streams >= MOST_STREAMS:
            self.set_status(_BROKEN)
            self._say("Too many look at this page. Close some of them.")
            return
        self.set_header("Content-Type", "text/event-stream")
        self.set_header("X-Accel-Buffering", "no")
        self.live.streams += 1
        sent: dict[str, str] = {}
        try:
            self.live.refresh()
            self.write("retry: 1000\n\n")
            while True:
                parts = {n: html for n, html in self.live.parts.items() if sent.get(n) != html}
                sent |= parts
                message = json.dumps({"checks": self.live.room.checks, "parts": parts})
                self.write(f"data: {message}\n\n" if parts else ": still there\n\n")
                await self.flush()
                await self.live.changed.wait(timeout=STILL_THERE)
        except StreamClosedError:
            return
        finally:
            self.live.streams -= 1


def application(live: LiveMap) -> Application:
    """What answers to whom. Anything may stand before the token, because a proxy may leave it there."""
    return Application(
        [
            (r".*/([^/]+)/events", _EventsHandler, {"live": live}),
            (r".*/([^/]+)/stream", _StreamHandler, {"live": live}),
            (r".*/([^/]+)/(page\.css|page\.js)", _AssetHandler, {"live": live}),
            (r".*/([^/]+)/?", _PageHandler, {"live": live}),
            (r".*", _Handler, {"live": live}),
        ],
        log_function=lambda handler: None,
    )


def listening(port: int, bind: str | None) -> list[socket.socket]:
    """Sockets that listen on a port. Raises NoServer if there can be none."""
    try:
        return bind_sockets(port, bind)
    except (OSError, OverflowError) as error:
        raise NoServer(_why_not(error, port, bind)) from error


def _why_not(error: Exception, port: int, bind: str | None) -> str:
    number = getattr(error, "errno", None)
    if number == errno.EADDRINUSE:
        return (
            f"Port {port} is in use, perhaps by another live map: stop that one, or choose another port "
            "with --port."
        )
    if number == errno.EACCES:
        return f"Port {port} is not for everyone: choose one above 1023 with --port."
    return f"This machine has no address {bind}: leave out --bind, or give one of this machine's."


def serve(
    course: Course,
    assignments: list[Assignment],
    events: Path,
    port: int,
    bind: str | None,
    address: str | None,
    started: Callable[[LiveMap], Any],
) -> LiveMap:
    """Answer until Ctrl-C, or until the process is asked to end. Returns the room as it is then.

    Args:
        course, assignments: whose checks are taken.
        events: the SQLite file in which they are kept; it is made if there is none.
        port: the port to listen on; 0 takes a free one.
        bind: the address of this machine to listen on, or None for all.
        address: how others see this machine, without a token, or None to find out.
        started: is called with the room once it is open.

    Raises NoServer if the port can't be used, NoStore if the file can't, CourseError if the course can't.
    """
    sockets = listening(port, bind)
    try:
        store = EventStore(events, course.name)
        with contextlib.closing(store):
            port = sockets[0].getsockname()[1]
            live = LiveMap(course, assignments, store, address or address_here(port, bind))
            with contextlib.suppress(KeyboardInterrupt):
                asyncio.run(_until_asked_to_end(live, sockets, started))
            return live
    finally:
        for each in sockets:
            each.close()


async def _until_asked_to_end(
    live: LiveMap, sockets: list[socket.socket], started: Callable[[LiveMap], Any]
) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # on Windows Ctrl-C interrupts the loop
            loop.add_signal_handler(number, stop.set)
    async with answering(live, sockets):
        started(live)
        await stop.wait()


@contextlib.asynccontextmanager
async def answering(live: LiveMap, sockets: list[socket.socket]) -> AsyncIterator[None]:
    """Answer on these sockets, and keep the page up to date."""
    server = HTTPServer(
        application(live),
        max_body_size=LONGEST_BODY,
        max_header_size=LONGEST_HEADER,
        body_timeout=10.0,
        idle_connection_timeout=60.0,
    )
    server.add_sockets(sockets)
    refreshing = PeriodicCallback(live.refresh, REFRESH * 1000)
    refreshing.start()
    yield
    refreshing.stop()
    server.stop()
