"""Which marks an export would change, against the file that it would replace."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from autograder.nbgrader_plugin.exporters.sheet import likeness, words

Key = tuple[str, ...]
Row = Mapping[str, str]
_CANVAS_NUMBER = re.compile(r" \(\d+\)$")
"""What Canvas puts after an assignment's name in the file that it exports itself."""


class NotComparable(ValueError):
    """Raised where the file that is there can't be compared. The message says why."""


def changes(
    path: Path, rows: Iterable[Sequence[str]], identities: Sequence[Key], marks: Collection[str]
) -> Iterator[str]:
    """Sentences on what would be different if these rows replaced the file at `path`.

    `identities` are the columns, one or several together, that say whose row it is: the first counts
    that both files fill in. `marks` are the columns to compare. Raises NotComparable.
    """
    header, *body = rows
    new = [dict(zip(header, row, strict=True)) for row in body]
    new = [row for row in new if any(_value(row, key) for key in identities)]
    if not path.exists():
        count = sum(bool(row[column]) for row in new for column in marks)
        yield f"{path} is not there, so nothing would be replaced. It would hold {count} marks."
        return
    before = _read(path)
    if not any(all(column in row for column in key) for row in before[:1] for key in identities):
        raise NotComparable(
            f"{path} has no column {' or '.join(' with '.join(key) for key in identities)}, so it is not "
            "a file of this exporter: name another one with --to."
        )
    same, left = 0, dict(enumerate(before))
    index = {
        (key, value): number
        for key in identities
        for number, row in left.items()
        if (value := _value(row, key))
    }
    for row in new:
        mine = [(key, value) for key in identities if (value := _value(row, key))]
        number = next((index[each] for each in mine if index.get(each) in left), None)
        if number is None:
            yield f"{_who(row, identities)}: not in {path} yet."
            continue
        old = left.pop(number)
        for column in marks:
            was, is_now = old.get(column, ""), row[column]
            if _alike(was, is_now):
                same += 1
            else:
                yield (
                    f"{_who(row, identities)}, {words(column)}: {words(was) or 'empty'} becomes "
                    f"{is_now or 'empty'}."
                )
    for row in left.values():
        if who := _who(row, identities):
            yield f"{who}: in {path}, and no longer in the new one."
    yield f"{same} marks stay as they are."


def _read(path: Path) -> list[dict[str, str]]:
    """The rows of a file, with Canvas's numbers cut from the titles."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            header, *rows = csv.reader(file, strict=True)
    except (OSError, UnicodeDecodeError, csv.Error, ValueError) as error:
        raise NotComparable(
            f"{path} can't be read as a CSV file, so nothing can be compared with it: name another one "
            "with --to."
        ) from error
    titles = [_CANVAS_NUMBER.sub("", title) for title in header]
    return [dict(zip(titles, row, strict=False)) for row in rows]


def _who(row: Row, identities: Sequence[Key]) -> str:
    """Whose row it is, in the first way of saying it that is filled in."""
    key = next((key for key in identities if _value(row, key)), ())
    return ", ".join(words(row[column]) for column in key)


def _value(row: Row, key: Key) -> Key:
    """What a row says of who it is, in one way of saying it; empty if it does not."""
    found = tuple(likeness(row.get(column, "")) for column in key)
    return found if all(found) else ()


def _alike(one: str, other: str) -> bool:
    try:
        return abs(float(one) - float(other)) < 5e-6
    except ValueError:
        return one.strip() == other.strip()
