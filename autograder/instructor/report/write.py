"""Writes the report's two files: a self-contained page, and the same figures as CSV."""

from __future__ import annotations

import contextlib
import csv
import io
import os
import warnings
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from nbgrader.api import Gradebook
from sqlalchemy.exc import SAWarning, SQLAlchemyError

from autograder.feedback.phrases import did_you_mean
from autograder.instructor.report import charts as figures
from autograder.instructor.report.digest import Digest, concerns, digest
from autograder.instructor.report.gather import gather, graded_assignments
from autograder.instructor.report.in_the_room import RoomRow, in_the_room
from autograder.instructor.report.wording import FILTERS
from autograder.instructor.report.works import Person, State
from autograder.nbgrader_plugin.course_folder import CourseFolder, reason_of
from autograder.nbgrader_plugin.exporters.sheet import number, words

COLUMNS = (
    "assignment",
    "student_id",
    "last_name",
    "first_name",
    "exercise",
    "score",
    "max_score",
    "state",
    "misconception",
    "sentence",
)


class NoReport(RuntimeError):
    """Raised by `make_report` where nothing is graded yet, or the report can't be written.

    The message tells the instructor what to do.
    """


class UnknownAssignment(ValueError):
    """Raised by `make_report` for an assignment that is not in the gradebook.

    The message has the nearest name, if there is one.
    """


def make_report(root: Path, names: Sequence[str], page: Path, made: date) -> Path:
    """Write the report on these assignments of a course, or on all that are graded.

    Returns the path of the CSV file, which is beside the page. Raises CourseFolderError if `root` is not
    a course folder, UnknownAssignment, and NoReport.
    """
    course = CourseFolder(root)
    if not course.has_gradebook:
        raise NoReport(_nothing("in this course", "ASSIGNMENT"))
    try:
        with (
            warnings.catch_warnings(action="ignore", category=SAWarning),  # nbgrader's own queries
            course.gradebook() as gradebook,
        ):
            chosen = _chosen(gradebook, names)
            digests = [digest(gather(course, gradebook, name)) for name in chosen]
    except SQLAlchemyError as error:
        raise NoReport(f"The gradebook can't be read: {reason_of(error)}.") from error
    table = page.with_suffix(".csv")
    text = html(digests, made, table.name, in_the_room(course.root))
    _write({page: text, table: as_csv(digests)})
    return table


def _chosen(gradebook: Gradebook, names: Sequence[str]) -> list[str]:
    """The assignments to report on, each once."""
    known = [assignment.name for assignment in gradebook.assignments]
    for name in names:
        if name not in known:
            raise UnknownAssignment(
                f"There is no assignment called {name!r} in the gradebook.{did_you_mean(name, known)} "
                "To add an assignment, run nbgrader generate_assignment."
            )
    graded = graded_assignments(gradebook)
    for name in names:
        if name not in graded:
            raise NoReport(_nothing(f"in {name}", name))
    if not graded:
        raise NoReport(_nothing("in this course", "ASSIGNMENT"))
    return list(dict.fromkeys(names)) or graded


def _nothing(where: str, assignment: str) -> str:
    return (
        f"Nothing is graded yet {where}: run autograder grade {assignment} or nbgrader autograde "
        f"{assignment} first."
    )


def html(
    digests: Sequence[Digest], made: date, table: str, live: tuple[dict[str, RoomRow], str]
) -> str:
    """The page as HTML. `table` is the name of the CSV file, and `live` what `in_the_room` gives."""
    environment = Environment(
        loader=PackageLoader("autograder.instructor.report", "."),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters |= FILTERS
    problems = remarks(digests)
    ranked = [(d, m) for d in digests for m in d.named if m.students > 1]
    works = zip(*(d.results.works for d in digests), strict=True)
    return environment.get_template("page.html.j2").render(
        digests=digests,
        people=[work.person for work in digests[0].results.works],
        concerns=concerns(digests),
        remarks=problems,
        odd=len({person for _, _, people in problems for person in people}),
        top=sorted(ranked, key=lambda found: -found[1].students)[:3],
        marks=[(each[0].person, each) for each in works],
        made=f"{made.day} {made:%B %Y}",
        table=table,
        room=live[0],
        room_problem=live[1],
        figures=figures,
        State=State,
    )


def remarks(digests: Sequence[Digest]) -> list[tuple[str, str, list[Person]]]:
    """Each problem once, repairs included: the assignment, the sentence, and the students."""
    found: dict[tuple[str, str], list[Person]] = defaultdict(list)
    for d in digests:
        for work in d.results.works:
            odd = [f"To look at: {phrase}." for phrase in work.to_look_at]
            for text in filter(None, (work.error, *work.remarks, *odd)):
                found[d.name, text].append(work.person)
    return [(name, text, people) for (name, text), people in found.items()]


def as_csv(digests: Sequence[Digest]) -> str:
    """The figures as CSV: a row for each student and exercise, and one for each penalty."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(row for d in digests for row in _rows(d))
    return text.getvalue()


def _rows(d: Digest) -> Iterator[list[str]]:
    for work in d.results.works:
        person = work.person
        who = [words(t) for t in (d.name, person.id, person.last_name, person.first_name)]
        for name, answer in work.answers.items():
            known = answer.fault and answer.fault.misconception
            worth = number(d.results.points[name])
            said = [answer.state.value, words(known), words(answer.told)]
            yield [*who, words(name), number(answer.score), worth, *said]
        if work.penalty:
            yield [*who, "(handed in late)", number(-work.penalty), "0", "penalty", "", ""]


def _write(files: dict[Path, str]) -> None:
    """Write all files whole, or none of them."""
    drafts = {path: path.with_name(f".{path.name}.{os.getpid()}") for path in files}
    try:
        for path, text in files.items():
            if path.is_dir():
                raise NoReport(f"{path} is a folder: name a file with --out.")
            drafts[path].write_text(text, encoding="utf-8", errors="replace", newline="")
        for path, draft in drafts.items():
            draft.replace(path)
    except OSError as error:
        raise NoReport(f"{path} can't be written: {error.strerror}.") from error
    finally:
        for draft in drafts.values():
            with contextlib.suppress(OSError):
                draft.unlink()
