"""The nbgrader plugin: verdicts from the sandbox, instead of running notebooks beside the gradebook.

`intake` lists and reads what students submitted. It uses `submission_folder` (which files),
`source_cells` (the course's own cells), `mending` (repairs a notebook) and `submitted` (from a
notebook to a marking job). `preprocessors` are the steps of `nbgrader autograde`; `writing` puts
verdicts into notebooks and the gradebook, and `graded` reads them back. `feedback_page` makes the
students' pages, with `formulas` and the files in `templates/`. `platforms/` takes in downloads of
learning platforms and returns feedback, and `exporters/` writes marks for them.
"""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

from autograder.nbgrader_plugin.corrections import (
    find_files_safely,
    find_programs,
    quieten,
    read_times_safely,
)
from autograder.notebooks.syllabus import assignments_near

STUB = "# Write your code here.\nraise NotImplementedError"


def configure(config: Any) -> None:
    """Set nbgrader up for this kit. Call it from `nbgrader_config.py` with `get_config()`."""
    config.CourseDirectory.course_id = _course_id()
    config.CourseDirectory.source_directory = "solutions"
    config.CourseDirectory.release_directory = "assignments"
    config.Exchange.root = str(Path.home() / ".local" / "share" / "nbgrader" / "exchange")
    config.ClearSolutions.code_stub = {"python": STUB}
    config.Autograde.exporter_class = "autograder.nbgrader_plugin.intake.Intake"
    config.Autograde.autograde_preprocessors = [
        "autograder.nbgrader_plugin.preprocessors.GradeExercises",
        "nbgrader.preprocessors.IgnorePattern",
        "nbconvert.preprocessors.ClearMetadataPreprocessor",
        "nbgrader.preprocessors.LimitOutput",
        "autograder.nbgrader_plugin.preprocessors.SaveMarks",
        "nbgrader.preprocessors.AssignLatePenalties",
        "nbgrader.preprocessors.CheckCellMetadata",
        "autograder.nbgrader_plugin.preprocessors.SignOff",
    ]
    config.ZipCollectApp.extractor_plugin = "autograder.nbgrader_plugin.platforms.Unpack"
    config.GenerateFeedback.exporter_class = "autograder.nbgrader_plugin.feedback_page.FeedbackPage"
    find_programs()
    find_files_safely()
    read_times_safely()
    quieten()


def _course_id() -> str:
    """The name of the course whose notebooks are beside the `nbgrader_config.py` that is being read."""
    frame = inspect.currentframe()
    caller = frame.f_back.f_back if frame and frame.f_back else None
    file = caller.f_globals.get("__file__") if caller else None
    found = assignments_near(Path(file).parent if file else Path.cwd())
    return found[0].course.name if found else "course"
