"""From a learning platform's "download all submissions" to `submitted/`, and feedback back to it.

`names` knows how each platform names what students handed in, `archives` unpacks zips safely,
`roster` finds whose id it is, `collect` holds the plugins for `nbgrader zip_collect`, and
`feedback_zip` writes the zip that a platform takes for feedback files.
"""

from autograder.nbgrader_plugin.platforms.collect import Canvas, Ilias, Moodle, Unpack

__all__ = ["Canvas", "Ilias", "Moodle", "Unpack"]
