"""`join(…)` and `leave()`: a student agrees that checks are sent to the live map, or no longer does."""

from __future__ import annotations

import secrets
import sys
from collections import Counter
from urllib.parse import urlsplit

from autograder.course import declared
from autograder.live.event import GREETING, OK, WRONG_TOKEN, Event
from autograder.live.sender import Sender, Unreachable, ask
from autograder.notebooks.live import in_notebook, is_executed_by_nbgrader

WHAT_IS_SENT = (
    "the exercise, whether it passed or which known mistake it has, the number of your try, and a random "
    "name that this notebook has until its kernel stops. Your code, your name and your files are not sent"
)
HOW_TO_STOP = "from autograder import leave; leave()"
JOINED = (
    "You are on the live map of the room. From now on each check tells it {what}. Checks do not wait for "
    "it. To stop: {stop}"
)
LEFT = "Nothing more is sent to the live map."
NOT_ON_IT = "This notebook was not on the live map. Nothing is sent."
NO_ANSWER = (
    "Nobody answers at {place}, so nothing is sent. Checks work as always. Are you in the room's network? "
    "Then run this cell again, or ask your instructor."
)
REFUSED = (
    "The live map at {place} does not know this address: a letter may be wrong, or it is from another day. "
    "Copy the whole line that your instructor shows. Nothing is sent. Checks work as always."
)
OTHER_COURSE = (
    "This is the live map of the course {course}, which is not installed here. Nothing is sent. Checks work "
    "as always."
)
NO_MAP = "{place} answers, but is not a live map. Nothing is sent. Checks work as always."
NO_ADDRESS = (
    "{address!r} is not the address of a live map, which looks like "
    "http://192.168.1.20:8765/abcd-efgh. Copy the whole of it."
)
IN_A_TAB = (
    "The live map can't be reached from a browser tab. Nothing is sent. Checks work as always."
)

_name = secrets.token_hex(8)
_tries: Counter[tuple[str, str]] = Counter()
_sender: Sender | None = None


def is_address(address: object) -> bool:
    """Whether this could be the address of a live map: http or https, a host, and a path for the token."""
    if not isinstance(address, str) or any(c.isspace() or c in "\"'\\" for c in address):
        return False
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 (raises ValueError if it is none)
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and bool(parts.hostname and parts.path.strip("/"))
        and not (parts.query or parts.fragment or parts.username)
    )


def join(address: str) -> None:
    """Agree that each check in this notebook is sent to the live map at an address, and say what is sent.

    Nothing is sent if the map can't be reached, which is said, and where a notebook is graded.
    """
    global _sender
    if not in_notebook() or is_executed_by_nbgrader():
        return
    _stop()
    if not is_address(address):
        print(NO_ADDRESS.format(address=address))
        return
    if sys.platform == "emscripten":
        print(IN_A_TAB)
        return
    events = f"{address.rstrip('/')}/events"
    refusal = _refusal(events, urlsplit(address).netloc)
    if refusal:
        print(refusal)
        return
    _sender = Sender(events)
    print(JOINED.format(what=WHAT_IS_SENT, stop=HOW_TO_STOP))


def _refusal(events: str, place: str) -> str:
    """Why nothing can be sent to this address, as a sentence; "" if a live map is there."""
    try:
        status, said = ask(events)
    except Unreachable:
        return NO_ANSWER.format(place=place)
    if status == WRONG_TOKEN:
        return REFUSED.format(place=place)
    if status != OK or not said.startswith(GREETING):
        return NO_MAP.format(place=place)
    course = said.removeprefix(GREETING)
    return "" if course in declared().courses else OTHER_COURSE.format(course=course)


def leave() -> None:
    """Stop sending checks to the live map, and say so."""
    was_on_it = _sender is not None
    _stop()
    if in_notebook() and not is_executed_by_nbgrader():
        print(LEFT if was_on_it else NOT_ON_IT)


def _stop() -> None:
    global _sender
    if _sender is not None:
        _sender.stop()
    _sender = None


def tell(course: str, exercise: str, passed: bool, mistake: str | None) -> None:
    """Have a check's result sent, if the student agreed. Returns at once."""
    sender = _sender
    if sender is None:
        return
    _tries[course, exercise] += 1
    attempt = _tries[course, exercise]
    known = None if passed or not (mistake or "").startswith(f"{exercise}/") else mistake
    sender.send(Event(course, _name, exercise, passed, known, attempt).as_json())
