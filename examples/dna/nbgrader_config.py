"""nbgrader's settings for this course; see `autograder/nbgrader_plugin/`."""

from autograder.nbgrader_plugin import configure

configure(get_config())  # noqa: F821 - nbgrader provides it
