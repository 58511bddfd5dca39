"""`diagnose(history, spies)`: one sentence on why a training goes wrong."""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass
from typing import Any

from autograder.doctor.curves import BadHistory, Curves
from autograder.doctor.rules import first_cause
from autograder.doctor.run import Diagnosis
from autograder.doctor.seen import Seen
from autograder.doctor.spy import seen_by
from autograder.feedback import render
from autograder.model import Picture

logger = logging.getLogger(__name__)
logger.addHandler(logging.NullHandler())

SEES_MORE = "The curve alone says little. Spies see more: spies = spy(loss_and_grads, update, X, y, X_val, y_val)."


@dataclass(frozen=True)
class Report:
    """What a student reads: a sentence, the numbers that show it, and what to look at."""

    sentence: str
    lines: tuple[str, ...] = ()
    picture: Picture | None = None
    well: bool = False

    def __str__(self) -> str:
        alt = (f"Picture: {self.picture.alt}",) if self.picture else ()
        return "\n  ".join((self.sentence, *self.lines, *alt))

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return render.card(self.sentence, self.lines, self.picture, self.well)


def diagnose(history: Any, spies: Any = None) -> None:
    """Say why a training goes wrong: one sentence, what shows it, and what to look at.

        spies = spy(loss_and_grads, update, X, y, X_val, y_val)
        params, history = train(params, X, y, X_val, y_val, *spies, 40, 32, rng)
        diagnose(history, spies)

    Without spies it says what the curve alone can say.

    Args:
        history: a dict with the lists "train_loss" and, if there is one, "val_loss", with a number for each
            epoch; or one such list.
        spies: what `spy` gave, after the training.
    """
    _show(report_on(history, spies))


def report_on(history: Any, spies: Any = None) -> Report:
    """What `diagnose` shows."""
    seen = seen_by(spies)
    if spies is not None and seen is None:
        return Report(
            "The second argument is what spy gave: spies = spy(loss_and_grads, update, X, y), then "
            "diagnose(history, spies)."
        )
    try:
        curves = Curves.of(history)
    except BadHistory as bad:
        return Report(str(bad))
    unseen = _unseen(seen)
    try:
        found = first_cause(curves, None if unseen else seen)
    except Exception:
        logger.exception("the doctor stumbled")
        return Report(
            "The doctor stumbled over this training, which is our fault: please show it to your instructor."
        )
    return _of_cause(found, unseen) if found else _well(curves, seen, unseen)


def _unseen(seen: Seen | None) -> str:
    """Why the spies are of no use, or "" if they are, or if there are none."""
    if seen is None:
        return ""
    if seen.trouble:
        return f"The spies could not read what they saw: {seen.trouble}"
    if not seen.looks:
        return "The spies were never called: hand *spies on in place of loss_and_grads and update."
    if 0 not in seen.moments:
        return "update was never called after loss_and_grads: hand *spies on in place of both."
    return ""


def _of_cause(found: Diagnosis, unseen: str) -> Report:
    lines = (found.shown, found.advice, unseen)
    return Report(found.sentence, tuple(filter(None, lines)), found.picture)


def _well(curves: Curves, seen: Seen | None, unseen: str) -> Report:
    """Nothing looks wrong: how far the losses came."""
    train, val = curves.train, curves.val
    lines = [f"train_loss goes from {train[0]:.3g} to {train[-1]:.3g} in {len(train)} epochs."]
    if val.size:
        lines.append(f"val_loss is lowest after epoch {val.argmin() + 1}, at {val.min():.3g}.")
    lines += [unseen] if unseen else [] if seen else [SEES_MORE]
    sentence = (
        "Nothing looks wrong." if seen and not unseen else "Nothing in the curve looks wrong."
    )
    return Report(sentence, tuple(lines), well=True)


def _show(report: Report) -> None:
    """Display it in a notebook; print it anywhere else."""
    ipython = sys.modules.get("IPython")
    if ipython is not None and ipython.get_ipython() is not None:
        ipython.display.display(report)
    else:
        print(report)
