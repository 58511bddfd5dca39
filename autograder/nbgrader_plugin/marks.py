"""From verdicts to marks, remarks and feedback in nbgrader's gradebook."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_solution, is_task

from autograder import render
from autograder.engine import examine
from autograder.exercises import EXERCISES
from autograder.live_oracle import LiveOracle
from autograder.model import CheckResult, Exercise, Verdict
from autograder.notebooks import earlier_notebooks, notebook_of
from autograder.noteworthy import noteworthy
from autograder.oracle import default_oracle
from autograder.spawn import NoWorker
from autograder.submission import Submission, WorkerSubmission

from .folder import is_ordinary
from .intake import OURS, remarks_of
from .source import CHECK

UNKNOWN = "{name} is none of the kit's exercises, so nothing was checked: it is marked by hand."
OUR_FAULT = "Grading this stumbled, which is our fault: it is marked by hand."
ELSEWHERE = (
    "It is right on the public inputs that you can try, but not on others that it was graded on: "
    "does your code take something for granted that holds for those inputs only?"
)


class GradeExercises(NbGraderPreprocessor):
    """Takes the place of nbgrader's Execute: writes marks and messages into the check cells.

    No kernel is started. Each check cell gets the message as display data, and its points as the
    result that nbgrader reads.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, Any]:
        """Judge the exercises of a submitted notebook."""
        checks = [cell for cell in nb.cells if is_grade(cell) and not is_solution(cell)]
        verdicts = self._verdicts(nb, resources, [_exercise(cell) for cell in checks])
        resources[OURS].by_hand = {name for name, verdict in verdicts.items() if verdict is None}
        for cell in checks:
            name = _exercise(cell)
            words = OUR_FAULT if name in EXERCISES else UNKNOWN.format(name=name)
            verdict = verdicts[name] or Verdict(name, 0.0, False, (), words)
            _write(cell, verdict.worth(float(cell.metadata.nbgrader.points)))
        return nb, resources

    def _verdicts(
        self, nb: NotebookNode, resources: dict[str, Any], names: list[str]
    ) -> dict[str, Verdict | None]:
        """A verdict for each exercise; None where a human has to look."""
        desk, about = resources[OURS], resources["nbgrader"]
        error = nb.metadata[OURS]["error"]
        if error is not None:
            return {name: Verdict(name, 0.0, False, (), error) for name in names}
        path = desk.folder.path / f"{about['notebook']}.ipynb"
        notebook = notebook_of(nb.cells, path)
        earlier = earlier_notebooks(
            path, about["assignment"], lambda place: is_ordinary(place, desk.folder.home)
        )
        verdicts: dict[str, Verdict | None] = {}
        with WorkerSubmission(notebook.cells, earlier) as submission:
            oracle = LiveOracle(desk.seed)
            for name in names:
                verdicts[name] = None
                if name in EXERCISES:
                    try:
                        verdicts[name] = judge(EXERCISES[name], submission, oracle)
                    except NoWorker:
                        raise
                    except Exception:
                        self.log.exception("%s of %s: grading stumbled", name, about["student"])
        return verdicts


def judge(exercise: Exercise, submission: Submission, secret: LiveOracle) -> Verdict:
    """A verdict on the secret inputs, in words that show none of them.

    Where something is wrong, it is examined once more on the public inputs, for the words.
    """
    verdict = examine(exercise, submission, secret)
    if verdict.passed:
        return verdict
    public = examine(exercise, submission, default_oracle())
    if public.passed:
        return _without_inputs(verdict, secret)
    said = {check.name: check.message for check in public.checks}
    checks = tuple(
        CheckResult(c.name, c.claim, c.passed, "" if c.passed else said.get(c.name, ""))
        for c in verdict.checks
    )
    return replace(public, share=verdict.share, passed=False, checks=checks)


def _without_inputs(verdict: Verdict, oracle: LiveOracle) -> Verdict:
    """The verdict without examples, pictures, and sentences that hold numbers."""
    known = {m.id: m.sentence for m in oracle.misconceptions(EXERCISES[verdict.name])}
    sentence = known.get(verdict.misconception or "") or verdict.message.partition("\n")[0]
    message = ELSEWHERE if re.search(r"\d", sentence) else f"{sentence} {ELSEWHERE}"
    checks = tuple(CheckResult(c.name, c.claim, c.passed, "") for c in verdict.checks)
    return replace(verdict, message=message, checks=checks, picture=None)


class SaveMarks(NbGraderPreprocessor):
    """Takes the place of nbgrader's SaveAutoGrades: all marks and remarks of a notebook at once.

    As there, a mark or comment given by hand is kept, and asks to be looked at again.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, Any]:
        """Store marks and remarks in one transaction."""
        about, desk = resources["nbgrader"], resources[OURS]
        place = about["notebook"], about["assignment"], about["student"]
        remarks = _by_exercise(nb)
        with Gradebook(about["db_url"]) as gradebook, gradebook.db.no_autoflush:
            for cell in nb.cells:
                if is_grade(cell):
                    grade = gradebook.find_grade(cell.metadata.nbgrader.grade_id, *place)
                    score, _ = determine_grade(cell, self.log)
                    grade.auto_score = None if _exercise(cell) in desk.by_hand else score
                    by_hand = grade.manual_score is not None or grade.auto_score is None
                    grade.needs_manual_grade = by_hand
                if is_solution(cell) or is_task(cell):
                    comment = gradebook.find_comment(cell.metadata.nbgrader.grade_id, *place)
                    said = remarks.pop(_exercise(cell), []) + remarks.pop(None, [])
                    comment.auto_comment = " ".join(_untouched(cell) + said) or None
            gradebook.db.commit()
        return nb, resources


def _by_exercise(nb: NotebookNode) -> dict[str | None, list[str]]:
    """What is to be said below each exercise; under None, below the first."""
    said: dict[str | None, list[str]] = {None: []}
    for remark in remarks_of(nb):
        said.setdefault(remark.exercise, []).append(remark.text)
    if nb.metadata[OURS]["error"]:
        for cell in nb.cells:
            if is_solution(cell):
                said.setdefault(_exercise(cell), []).append(nb.metadata[OURS]["error"])
    return said


def _untouched(cell: NotebookNode) -> list[str]:
    """nbgrader's own words for a cell that is as it was handed out."""
    same = cell.metadata.nbgrader.get("checksum") == compute_checksum(cell)
    return ["No response."] if same and not is_task(cell) else []


class SignOff(NbGraderPreprocessor):
    """Marks a notebook as graded, which is what a later run believes, and says what was amiss."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, Any]:
        """Write it into the notebook's metadata, and have the intake tell the instructor."""
        about, ours = resources["nbgrader"], nb.metadata[OURS]
        told = [ours["error"], *(remark.text for remark in remarks_of(nb))]
        notes = self._to_look_at(nb)
        if notes:
            told.append(f"To look at, no mark depends on it: {'; '.join(notes)}.")
        ours.update(graded=True, to_look_at=notes)
        self.parent.graded(
            about["student"], about["notebook"], list(dict.fromkeys(filter(None, told)))
        )
        return nb, resources

    def _to_look_at(self, nb: NotebookNode) -> list[str]:
        try:
            return noteworthy(notebook_of(nb.cells, Path("notebook.ipynb")).cells)
        except Exception:
            self.log.exception("looking through the code stumbled")
            return ["looking through the code stumbled"]


def _exercise(cell: NotebookNode) -> str:
    name: str = cell.metadata.nbgrader.grade_id
    return name.removeprefix(CHECK)


def _write(cell: NotebookNode, verdict: Verdict) -> None:
    words = {
        "text/plain": render.text(verdict, worked=True),
        "text/html": render.html(verdict, worked=True),
    }
    score = min(max(verdict.score, 0.0), verdict.max_score)
    cell.execution_count = 1
    cell.outputs = [
        new_output("display_data", data=words),
        new_output("execute_result", data={"text/plain": repr(score)}, execution_count=1),
    ]
