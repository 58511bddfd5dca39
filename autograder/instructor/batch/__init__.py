"""The door for a whole class: `autograder grade`.

`register` knows what the course expects, `papers` reads what a student handed in, `pool` is where
marking is done (`processes` of this machine, or a Dask `cluster`), `filing` writes the marks into
nbgrader's gradebook and folders, `misfiled` finds work in the wrong folder, and `run` leads the work
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
