"""Grading a whole class: `autograder grade`.

`register` looks up assignments and students, `papers` reads submissions, `pool` is where marking is
done (`processes` of this machine, or a Dask `cluster`), `filing` writes marks into nbgrader's
gradebook and folders (`alone` if another run does so too), `misfiled` finds submissions in the wrong
folder, and `run` combines them. `command` is what the user of `autograder grade` sees, and
`feedback_pages` writes the students' pages.
"""


def how_to_continue(force: bool) -> str:
    """How to continue after a run that stopped early, in a sentence or two."""
    if force:
        return (
            "Students who were done are graded. With --force the same command begins again; without it, "
            "only new and changed submissions are graded."
        )
    return "Students who were done are graded; the same command goes on from there."
