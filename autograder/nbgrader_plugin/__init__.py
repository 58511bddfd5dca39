"""The door of nbgrader: verdicts in place of running the notebook beside the gradebook.

A submission goes through three rooms: `intake` reads whatever was handed in (`folder` knows which
files, `mending` makes a whole notebook of them, `source` is what the course says, `earlier_work` is
what was handed in before); `marks` grades it and stores the result.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from autograder.nbgrader_plugin.corrections import find_programs, quieten, read_times_safely

STUB = "# Write your code here.\nraise NotImplementedError"


def configure(config: Any) -> None:
    """Set nbgrader up for this kit: call it from `nbgrader_config.py` with `get_config()`."""
    config.CourseDirectory.course_id = "deep-learning"
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
    find_programs()
    read_times_safely()
    quieten()
