"""The instructor's commands: each reads its options, and turns errors into sentences."""

from __future__ import annotations

from autograder.instructor.commands.grading import demo, grade
from autograder.instructor.commands.handing_out import kit, solutions
from autograder.instructor.commands.live_map import live
from autograder.instructor.commands.platforms import export, give_back, package
from autograder.instructor.commands.reporting import name, report

OVERVIEW = """\
Instructors, try it:    autograder demo
Instructors, hand out:  autograder kit --out kit.zip
Instructors, a class:   autograder grade {assignment}
Instructors, look:      autograder report {assignment}
Instructors, marks:     autograder export moodle {assignment}
Instructors, elsewhere: autograder package gradescope {assignment}
Instructors, teach it:  autograder name {exercise}
Instructors, live:      autograder live
Instructors, later:     autograder solutions"""
"""The lines about these commands in `autograder --help`."""

COMMANDS = (demo, kit, grade, report, name, live, solutions, export, give_back, package)
