"""The door for a whole class: `autograder grade`.

`register` knows what the course expects, `handed_in` reads what a student gave, `place` is where
marking is done (this machine's processes, or a cluster), `filing` writes what was said into
nbgrader's gradebook and folders, and `grade` leads the work through them.
"""

GO_ON = "Whoever was done is graded; the same command goes on from there."
"""What is said wherever a run stops before its end."""
