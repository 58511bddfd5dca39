"""Exporters for `nbgrader export --exporter=autograder.nbgrader_plugin.exporters.NAME`.

`records` reads the gradebook, `sheet` writes cells and files, and each format has its own module:
`exercise_csv`, `moodle`, `canvas`. `changes` says which marks an export would change.
"""

from autograder.nbgrader_plugin.exporters.canvas import Canvas
from autograder.nbgrader_plugin.exporters.exercise_csv import ExerciseCsv
from autograder.nbgrader_plugin.exporters.moodle import Moodle

__all__ = ["Canvas", "ExerciseCsv", "Moodle"]
