"""Makes pictures of faults as plain numbers, each with a sentence that says the same.

A picture is made only if it helps. Its sentence says what the numbers show, not the cause.
`autograder.feedback.svg` draws it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from autograder.compare import Mismatch, as_numbers, close
from autograder.feedback.phrases import listed
from autograder.feedback.wording import number_text, part_name
from autograder.model import Picture

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

FEWEST, LONGEST = 6, 20
"""Smaller tables are easier to read as numbers; larger ones can't be drawn small."""

VISIBLE = 0.03
"""The smallest visible difference, as a share of the picture's height."""


def view(right: Floats, yours: Floats) -> tuple[float, float]:
    """The range of heights that a picture shows: the right curve, and yours where it is near."""
    height = float(np.ptp(right)) or 1.0
    seen = np.append(right, yours[np.isfinite(yours)])
    low = max(float(seen.min()), float(right.min()) - height)
    high = min(float(seen.max()), float(right.max()) + height)
    return low - height / 20, high + height / 20


# --- the student's curve over the right one ---


def curves(z: Floats, right: Floats, yours: Floats, whose: str = "Your") -> Picture | None:
    """A student's curve over the right one, or None if no difference would be visible.

    `whose` begins the sentence if it is not the student's own.
    """
    low, high = view(right, yours)
    visible = VISIBLE * (high - low)
    places = np.where(yours > right + visible, "above", "on")
    places[yours < right - visible] = "below"
    places[~np.isfinite(yours)] = "missing"
    if (places == "on").all():
        return None
    trends = [_trend(values, visible) for values in (yours, right)]
    if all(trends) and trends[0] != trends[1]:
        alt = f"{whose} curve {trends[0]}, and the right one {trends[1]}, for z from {z[0]:g} to {z[-1]:g}."
    else:
        alt = f"{whose} curve {_course_of(z, places)}"
    rows = tuple(tuple(values.tolist()) for values in (z, right, yours))
    return Picture(
        "curve", alt, ("z", "right", "yours" if whose == "Your" else "with the mistake"), rows
    )


def _trend(values: Floats, visible: float) -> str:
    """Whether a curve rises, falls or is flat everywhere; "" otherwise."""
    if not np.isfinite(values).all():
        return ""
    if np.ptp(values) < visible:
        return f"stays at {number_text(np.round(values.mean(), 3))}"
    steps, rounding = np.diff(values), 1e-9 * np.ptp(values)
    return "rises" if (steps >= -rounding).all() else "falls" if (steps <= rounding).all() else ""


def _course_of(z: Floats, places: NDArray[np.str_]) -> str:
    """Where a curve is above the right one, below it, or missing."""
    runs = [list(run) for _, run in groupby(range(len(z)), key=places.__getitem__)]
    off = [run for run in runs if places[run[0]] != "on"]
    if len(off) > 4:
        share = float(np.mean(places != "on"))
        return f"leaves the right one again and again, over {share:.0%} of the way."
    stretches: dict[str, list[str]] = {}
    for run in off:
        stretches.setdefault(places[run[0]], []).append(_stretch(z, run))
    words = {"above": "runs above the right one", "below": "runs below the right one"}
    parts = [
        f"{words.get(place, 'is not finite')} {listed(where)}" for place, where in stretches.items()
    ]
    return f"{listed(parts)}."


def _stretch(z: Floats, run: list[int]) -> str:
    """The words for a range of neighbouring points."""
    start, end = run[0] > 0, run[-1] < len(z) - 1
    first, last = (f"{round(float(z[i]), 1) + 0.0:g}" for i in (run[0], run[-1]))
    if start and end:
        return f"from z = {first} to {last}" if first != last else f"at z = {first}"
    return f"from z = {first} on" if start else f"up to z = {last}" if end else "all along"


# --- which entries of a table are wrong ---


def entries(found: Iterable[Mismatch]) -> Picture | None:
    """A picture of the wrong entries, for the first table where it helps, or None.

    It helps if whole rows or columns are wrong, or at most half of all entries. Many mistakes leave an
    entry of 0 right, so zeros alone do not count as right.
    """
    for mismatch in found:
        wanted = as_numbers(mismatch.expected)
        if mismatch.kind != "value" or wanted is None or wanted.ndim != 2:
            continue
        wrong = ~close(wanted, np.asarray(mismatch.got))
        if wrong.size < FEWEST or max(wrong.shape) > LONGEST or not wanted[~wrong].any():
            continue
        if _whole(wrong) or 2 * wrong.sum() <= wrong.size:
            name = part_name(mismatch.path)
            rows = tuple(tuple(row) for row in wrong.tolist())
            return Picture("entries", _which(wrong, name), (name,), rows)
    return None


def _which(wrong: Mask, name: str) -> str:
    of = f" of {name}" if name else ""
    verb = "differs" if wrong.sum() == 1 else "differ"
    where = _whole(wrong) or _region(wrong)
    return f"{wrong.sum()} of {wrong.size} entries{of} {verb}: {where}."


def _whole(wrong: Mask) -> str:
    """The columns or rows that the wrong entries make up exactly, if they do."""
    for word, axis in (("column", 1), ("row", 0)):
        lines = np.flatnonzero(wrong.any(axis=1 - axis))
        partly = min(wrong.shape) > 1 and 0 < len(lines) < wrong.shape[axis]
        if partly and wrong.take(lines, axis).all():
            return f"the whole of {_numbered(word, lines)}"
    return ""


def _region(wrong: Mask) -> str:
    """The wrong entries one by one if they are few, otherwise their columns or rows."""
    if wrong.sum() <= _MOST_LISTED:
        indices = [f"[{', '.join(map(str, at))}]" for at in np.argwhere(wrong)]
        return listed(indices)
    spread = []
    for word, axis in (("column", 1), ("row", 0)):
        lines, length = np.flatnonzero(wrong.any(axis=1 - axis)), wrong.shape[axis]
        if len(lines) <= min(_MOST_LISTED, length - 1) and length > 1 < wrong.shape[1 - axis]:
            return f"all of them in {_numbered(word, lines)}"
        spread.append(f"{len(lines)} of {length} {word}s")
    return f"spread over {listed(spread)}"


_MOST_LISTED = 4


def _numbered(word: str, numbers: NDArray[np.intp]) -> str:
    """Columns or rows by number, or only their count if the list would be long."""
    if len(numbers) > _MOST_LISTED:
        return f"{len(numbers)} {word}s"
    shown = listed([str(number) for number in numbers])
    return f"{word}{'s' * (len(numbers) > 1)} {shown}, counted from 0"


# --- losses, epoch by epoch ---


def loss_curves(history: Mapping[str, Floats]) -> Picture | None:
    """A picture of the losses of a training run, if something is odd about them, or None."""
    odd = any(_oddity(name, values) for name, values in history.items())
    return losses(history) if odd else None


def losses(history: Mapping[str, Floats]) -> Picture:
    """A picture of the losses of a training run."""
    odd = next((odd for name, values in history.items() if (odd := _oddity(name, values))), None)
    ways = (
        f"{name} goes from {number_text(values[0])} to {number_text(values[-1])}"
        for name, values in history.items()
    )
    rows = tuple(tuple(values.tolist()) for values in history.values())
    return Picture("losses", f"{odd or listed(list(ways))}.", tuple(history), rows)


def _oddity(name: str, values: Floats) -> str:
    """What is odd about a loss over the epochs; "" if it falls and stays low."""
    bad = np.flatnonzero(~np.isfinite(values))
    if bad.size:
        what = "NaN" if np.isnan(values[bad[0]]) else "infinite"
        on = " on" if len(bad) == len(values) - bad[0] > 1 else ""
        return f"{name} is {what} from epoch {bad[0] + 1}{on}"
    if len(values) < 3:
        return ""
    first, last, lowest = values[0], values[-1], values.argmin()
    if np.ptp(values) <= 0.01 * abs(first):
        chance = np.abs(values - np.log(2)).max() < 0.0015
        level = " = ln 2, as it is where everybody gets 0.5" if chance else ""
        return f"{name} stays at {number_text(np.round(values.mean(), 3))}{level}"
    if (np.diff(values) >= 0).all():
        return f"{name} rises from the first epoch on"
    if last > 1.05 * values[lowest] and lowest < len(values) - 1:
        return f"{name} is lowest after epoch {lowest + 1} and higher at the end"
    return ""
