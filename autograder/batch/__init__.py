"""The door for a whole class: `autograder grade`.

`register` knows what the course expects, `handed_in` reads what a student gave, `place` is where
marking is done (this machine's processes, or a cluster by its `scheduler`), `filing` writes what was said into
nbgrader's gradebook and folders, `misfiled` looks for what lies elsewhere, and `grade` leads the work
through them.
"""


def go_on(force: bool) -> str:
    """What is said wherever a run stops before its end."""
    if force:
        return (
            "Whoever was done is graded. With --force the same command begins again; without it, only "
            "what is new or has changed is judged."
        )
    return "Whoever was done is graded; the same command goes on from there."
