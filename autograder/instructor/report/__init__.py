"""The report on a class: what it has understood, as one HTML page and as CSV.

`gather` reads the gradebook and the autograded notebooks into the classes of `works`. `example` takes
an anonymous example of student code from a notebook, and `digest` counts. `in_the_room` reads what a
live map kept. `charts` works out what is drawn where, from `columns`; `wording` has the page's sentences,
and `write` makes the files from the templates in this folder, which draw.
"""

from autograder.instructor.report.write import NoReport, UnknownAssignment, make_report

__all__ = ["NoReport", "UnknownAssignment", "make_report"]
