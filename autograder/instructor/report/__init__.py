"""The report on a class: what it has understood, as one HTML page and as CSV.

`gather` reads the gradebook and the autograded notebooks into the classes of `works`. `example` takes
an anonymous example of student code from a notebook, and `digest` counts. `columns` and `charts` draw,
`wording` has the page's sentences, and `write` makes the files from the templates in this folder.
"""

from autograder.instructor.report.write import NoReport, UnknownAssignment, make_report

__all__ = ["NoReport", "UnknownAssignment", "make_report"]
