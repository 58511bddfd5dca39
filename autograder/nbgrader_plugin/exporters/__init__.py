"""Marks where they are needed: exporters for `nbgrader export --exporter=autograder.nbgrader_plugin.exporters.NAME`.

`records` reads the gradebook, `sheet` writes cells and files, and each format stands in a module of
its own: `exercise_csv`, `moodle`, `canvas`.
"""

from .canvas import Canvas
from .exercise_csv import ExerciseCsv
from .moodle import Moodle

__all__ = ["Canvas", "ExerciseCsv", "Moodle"]
