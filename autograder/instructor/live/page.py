"""Draws the live map from its figures: the page, and the parts of it that change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from autograder.course import Course
from autograder.feedback.phrases import listed
from autograder.feedback.render import marked_code
from autograder.instructor.live.address import line_for_students, qr_svg
from autograder.instructor.live.figures import Figures, Row
from autograder.instructor.live.room import MANY_TRIES
from autograder.instructor.live.sentences import Sentences

PARTS = ("summary", "stuck", "news", "pace", "exercises", "sentences")
"""The parts of the page that change, each a macro in parts.html.j2 and an element's id."""

MOST_ROWS, MOST_SPOTS, MOST_NEWS = 8, 3, 10
ASSETS = {"page.css": "text/css", "page.js": "text/javascript"}


class Page:
    """The page of one room, at an address that students know."""

    def __init__(self, course: Course, address: str, sentences: Sentences) -> None:
        self._environment = Environment(
            loader=PackageLoader("autograder.instructor.live", "."),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
        )
        self._environment.filters |= {
            "several": several,
            "listed": listed,
            "code": lambda text: Markup(marked_code(text)),
            "breakable": lambda name: escape(name).replace("_", Markup("_<wbr>")),
            "minutes": _minutes,
            "described": described,
            "sentence": sentences.of,
        }
        self._environment.globals |= {
            "most_rows": MOST_ROWS,
            "most_spots": MOST_SPOTS,
            "most_news": MOST_NEWS,
        }
        self._course = course
        self._address = address

    def whole(self, figures: Figures, now: float) -> str:
        """The page as it is now."""
        return self._environment.get_template("page.html.j2").render(
            course=self._course,
            address=self._address,
            line=line_for_students(self._address),
            qr=qr_svg(self._address),
            token=self._address.rpartition("/")[2],
            parts=self.parts(figures, now),
            checks=figures.checks,
            many_tries=MANY_TRIES,
        )

    def parts(self, figures: Figures, now: float) -> dict[str, str]:
        """The parts that change, as HTML by id."""
        module = self._environment.get_template("parts.html.j2").module
        clock = f"{datetime.fromtimestamp(now):%H:%M}"
        return {name: Markup(getattr(module, name)(figures, clock)) for name in PARTS}

    def asset(self, name: str) -> str:
        """The text of a style sheet or script of the page."""
        loader = self._environment.loader
        assert loader is not None
        return loader.get_source(self._environment, name)[0]


def several(count: int, word: str, words: str = "") -> str:
    """ "1 kernel", "2 kernels"; "no kernels"."""
    return f"{count or 'no'} {word if count == 1 else words or f'{word}s'}"


def described(row: Row) -> str:
    """What changed at an exercise in the last five minutes, as in "3 began, 2 passed"; "" if nothing did."""
    began, passed, stuck = row.newly
    said: Sequence[tuple[int, str]] = ((began, "began"), (passed, "passed"), (stuck, "got stuck"))
    return ", ".join(f"{count} {word}" for count, word in said if count)


def _minutes(minutes: float | None) -> str:
    if minutes is None:
        return "–"
    return "< 1" if minutes < 1 else f"{minutes:.0f}"
