"""The report on a class: what it has understood, as one HTML page and as CSV.

`gather` reads the gradebook and the autograded notebooks into `works`; `example` takes a student's code
out of one, without its author; `digest` counts; `columns` and `charts` draw; `wording` has the page's
sentences; `write` makes the files, from the templates beside it.
"""

from autograder.instructor.report.write import NoReport, UnknownAssignment, make_report

__all__ = ["NoReport", "UnknownAssignment", "make_report"]
