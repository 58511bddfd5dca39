"""Repairs a submitted notebook from the course's source, without guessing.

The submission's metadata is not trusted. A cell is recognised by its id and by what it defines, and
gets the course's own flags, points and check. An edited copy of a cell replaces an unedited one. All
other code stays and runs in its order, as in Jupyter.
"""

from __future__ import annotations

import contextlib
import html
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import indent
from typing import Any

from nbconvert.preprocessors.sanitize import SanitizeHTML
from nbformat import NotebookNode
from nbgrader.utils import compute_checksum

from autograder.nbgrader_plugin.source_cells import SourceCell, new_cell

MAX_CODE = 2**20
MAX_LINE = 10_000
MAX_PROSE = 2**16
MAX_PROSE_IN_ALL = 2**18
MAX_CELLS = 2000
_HTML = re.compile(r"<[A-Za-z/!?]")
_CLEANER = SanitizeHTML(tags=[*SanitizeHTML().tags, "details", "summary"])
"""Keeps the tags that can do no harm, among them those of a question whose answer unfolds."""
_SCRIPT_LINK = re.compile(r"(?:java|vb)script:", re.IGNORECASE)
_NOT_IN_A_LINK = re.compile(r"[\x00-\x20\\]+")
_TEX_WITH_ADDRESS = re.compile(r"\\\s*(?:mmlToken|style|require|includegraphics)\b")
_PICTURE = re.compile(r"!+\[")
_PICTURE_AT_HAND = re.compile(
    r"""!\[[^\[\]!\\`<\n]*\]\(
        (?: attachment:[^\s()<>"'\\]+
          | data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]+
          | (?:\./)?\w[\w.-]*(?:/\w[\w.-]*)*
        )
        (?:[ ]"[^"\\\n]*")?\)""",
    re.VERBOSE,
)
"""A picture pasted into a text, or a file beside the notebook. A page opens no other picture."""
_ATTACHED = re.compile(r"attachment:([^\s)\"'>]+)")
_END_OF_LINE = re.compile(r"[ \t]*\r?\n")
_KINDS = ("code", "markdown", "raw")
_FLAGS = ("grade", "solution", "locked", "task")


class Unmendable(ValueError):
    """Raised by `mend` for a notebook that is too large. The message is for the student."""


@dataclass(frozen=True)
class Remark:
    """A problem in a sentence, and the exercise that it is about (None: the whole notebook)."""

    text: str
    exercise: str | None = None


@dataclass(eq=False)
class _Found:
    """A submitted cell, with the id in its metadata as a hint."""

    type: str
    source: str
    hint: str | None
    flags: Mapping[str, Any]
    attachments: Any = None
    place: SourceCell | None = None
    dropped: bool = False

    @property
    def is_as_released(self) -> bool:
        """Whether the cell is as it was handed out, by the checksum that came with it.

        The course's cell may be another one by now, or hold tests that students do not see.
        """
        metadata = NotebookNode(nbgrader=self.flags)
        for source in {self.source, _END_OF_LINE.sub("\n", self.source)}:
            cell = NotebookNode(source=source, cell_type=self.type, metadata=metadata)
            with contextlib.suppress(Exception):  # its settings may be anything
                if compute_checksum(cell) == self.flags["checksum"]:
                    return True
        return False


@dataclass
class _Mender:
    cells: list[_Found]
    remarks: list[Remark] = field(default_factory=list)

    def say(self, cell: SourceCell, text: str) -> None:
        remark = Remark(text.format(name=cell.exercise), cell.exercise)
        if remark not in self.remarks:
            self.remarks.append(remark)

    def place(self, wanted: SourceCell) -> None:
        """Find the submitted cell for a source cell, or insert the source cell."""
        free = [cell for cell in self.cells if cell.place is None and not cell.dropped]
        bearers = [cell for cell in free if cell.hint == wanted.name]
        if len(bearers) > 1:
            self.say(wanted, "A cell of {name} appears more than once; one of them counts.")
        like = [
            cell
            for cell in free
            if cell.hint in (wanted.name, None)
            and cell.type == "code"
            and wanted.marks(cell.source)
        ]
        if wanted.solution:
            like = self._without_untouched_copies(wanted, like)
            like.reverse()  # of several definitions the last one runs
        known = [cell for cell in like if cell in bearers] or bearers or like
        known = [cell for cell in known if not cell.dropped] or like
        if not known:
            self._put_back(wanted)
            return
        if known[0] not in bearers:
            self.say(
                wanted, "A cell of {name} had lost its settings: it was recognised by its code."
            )
        self._settle(wanted, known[0])

    def _without_untouched_copies(self, wanted: SourceCell, like: list[_Found]) -> list[_Found]:
        """Drop unedited copies of a cell if there is an edited one."""
        untouched = [
            cell for cell in like if cell.is_as_released or _is_same(cell.source, wanted.source)
        ]
        edited = [cell for cell in like if cell not in untouched]
        if not edited or not untouched:
            return like
        for cell in untouched:
            cell.dropped = True
        self.say(wanted, "An untouched copy of the cell of {name} was left out.")
        return edited

    def _settle(self, wanted: SourceCell, cell: _Found) -> None:
        if wanted.locked and cell.is_as_released and cell.type == wanted.type:
            cell.place = wanted
            return
        expected = wanted.metadata
        changed = wanted.locked and not _is_same(cell.source, wanted.source)
        points = cell.flags.get("points", wanted.points) != wanted.points
        if (wanted.locked and points) or any(
            key in cell.flags and cell.flags[key] != expected.get(key) for key in _FLAGS
        ):
            self.say(
                wanted, "Settings of a cell of {name} were changed: the course's settings count."
            )
        if changed or cell.type != wanted.type:
            self.say(wanted, "A cell of {name} was changed: the course's own cell was put back.")
        if changed and cell.source.strip():
            self._insert(wanted, self.cells.index(cell) + 1)
        else:
            cell.place = wanted

    def _put_back(self, wanted: SourceCell) -> None:
        """Insert a cell below the other cell of its exercise, or at the end if there is none."""
        if wanted.locked:
            self.say(wanted, "The check cell of {name} was missing and was put back.")
        elif any(wanted.marks(cell.source) for cell in self.cells):
            self.say(wanted, "The cell of {name} was missing: its code was found in another one.")
        else:
            self.say(wanted, "The cell of {name} was missing.")
        beside = [
            index
            for index, cell in enumerate(self.cells)
            if cell.place is not None and cell.place.exercise == wanted.exercise
        ]
        self._insert(wanted, beside[-1] + 1 if beside else len(self.cells))

    def _insert(self, wanted: SourceCell, index: int) -> None:
        source = wanted.source
        if wanted.solution and not wanted.grade and wanted.type == "code":
            source = f"# There was no cell here for {wanted.exercise}."
        self.cells.insert(index, _Found(wanted.type, source, None, {}, place=wanted))


def mend(cells: Iterable[Any], course: Sequence[SourceCell]) -> tuple[NotebookNode, list[Remark]]:
    """A clean notebook from a submission's cells, and remarks on the repairs.

    Raises Unmendable if there are too many cells or too much code.
    """
    cells = list(cells)
    submitted = [found for cell in cells if (found := _read(cell)) is not None]
    if len(submitted) > MAX_CELLS:
        raise Unmendable(f"The notebook has more than {MAX_CELLS} cells: is it the right file?")
    if sum(len(cell.source) for cell in submitted if cell.type == "code") > MAX_CODE:
        raise Unmendable("The notebook holds more than a million characters of code.")
    mender = _Mender(submitted)
    _without_long_lines(mender)
    if len(submitted) < len(cells):
        mender.remarks.append(Remark("An entry that is not a cell was left out."))
    _forget_unknown_ids(submitted, course)
    for wanted in course:
        mender.place(wanted)
    _shorten(mender)
    made = [_made(cell) for cell in mender.cells if not cell.dropped]
    for number, cell in enumerate(made):
        cell.id = f"cell-{number}"
    whole = NotebookNode(nbformat=4, nbformat_minor=5, metadata=NotebookNode(), cells=made)
    return whole, mender.remarks


def _is_same(source: str, other: str) -> bool:
    """Whether two texts are the same, apart from ends of lines and blank lines around them."""
    return _lines(source) == _lines(other)


def _lines(source: str) -> list[str]:
    return [line.rstrip() for line in source.strip().splitlines()]


def as_text(value: Any) -> str:
    """The text of a string or a list of strings, in a form that can be written as UTF-8."""
    if isinstance(value, list):
        value = "".join(part for part in value if isinstance(part, str))
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def _read(cell: Any) -> _Found | None:
    if not isinstance(cell, Mapping):
        return None
    kind = cell.get("cell_type")
    metadata = cell.get("metadata")
    flags = metadata.get("nbgrader") if isinstance(metadata, Mapping) else None
    flags = flags if isinstance(flags, Mapping) else {}
    hint = flags.get("grade_id")
    return _Found(
        kind if kind in _KINDS else "raw",
        as_text(cell.get("source")),
        hint if isinstance(hint, str) else None,
        flags,
        _attachments(cell.get("attachments")),
    )


def _attachments(value: Any) -> dict[str, dict[str, str]]:
    """The pictures that were pasted into a text; anything else is left out."""
    if not isinstance(value, Mapping):
        return {}
    kept: dict[str, dict[str, str]] = defaultdict(dict)
    for name, data in value.items():
        for kind, content in data.items() if isinstance(data, Mapping) else ():
            if kind in ("image/png", "image/jpeg", "image/gif") and isinstance(content, str):
                kept[as_text(name)][kind] = content
    return dict(kept)


def _forget_unknown_ids(cells: list[_Found], course: Sequence[SourceCell]) -> None:
    known = {cell.name for cell in course}
    for cell in cells:
        if cell.hint not in known:
            cell.hint = None


def _without_long_lines(mender: _Mender) -> None:
    """Leave out lines of code that are too long to render in a feedback page."""
    for cell in mender.cells:
        lines = cell.source.split("\n") if cell.type == "code" else []
        if any(len(line) > MAX_LINE for line in lines):
            cell.source = "\n".join(
                f"# A line of {len(line):,} characters was left out."
                if len(line) > MAX_LINE
                else line
                for line in lines
            )
            text = f"A line of code with more than {MAX_LINE:,} characters was left out."
            mender.remarks.append(Remark(text))


def _shorten(mender: _Mender) -> None:
    """Leave out texts that are too long to render in a feedback page."""
    left = MAX_PROSE_IN_ALL
    for cell in mender.cells:
        if cell.type == "code":
            continue
        if len(cell.source) <= min(MAX_PROSE, left):
            left -= len(cell.source)
        else:
            cell.source = f"*(A text of {len(cell.source):,} characters was left out.)*"
            mender.remarks.append(Remark("A very long text between the cells was left out."))


def _made(cell: _Found) -> NotebookNode:
    kind = cell.place.type if cell.place else cell.type
    source = cell.source if kind == "code" else _harmless(cell)
    if cell.place is not None:
        return cell.place.cell(cell.place.source if cell.place.locked else source, cell.attachments)
    made = new_cell(kind, source)
    if kind == "markdown" and cell.attachments:
        made.attachments = cell.attachments
    return made


def _harmless(cell: _Found) -> str:
    """A text that is safe to open: no scripts, no missing pictures, and none from elsewhere.

    A picture from elsewhere becomes a link, so that nobody learns when and where feedback is opened.
    """
    text = _CLEANER.sanitize_html_tags(cell.source) if _HTML.search(cell.source) else cell.source
    plain = html.unescape(text)
    if _SCRIPT_LINK.search(_NOT_IN_A_LINK.sub("", plain)) or _TEX_WITH_ADDRESS.search(plain):
        return indent(text, "    ")  # shown as it was typed, without links

    def there(match: re.Match[str]) -> str:
        return match[0] if match[1] in cell.attachments else "missing picture"

    def at_hand(match: re.Match[str]) -> str:
        kept = _PICTURE_AT_HAND.match(match.string, match.end() - 2)
        return match[0] if kept else "["

    return _PICTURE.sub(at_hand, _ATTACHED.sub(there, text))
