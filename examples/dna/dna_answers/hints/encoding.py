"""Hints: a sequence as numbers."""

from autograder.course import hint


@hint(
    "one_hot",
    "Go through the letters one by one; each makes one row of four numbers, in the order A, C, G, T. A "
    "base puts a single 1 into its own column. A letter that is none of the four puts the same into "
    "each column, so that the row sums to 1, too. Try the sequence T: one row, (0, 0, 0, 1).",
)
def one_hot() -> list[str]:
    """Four letters, one of them unknown."""
    share = 1 / 4
    return [
        "The sequence CANT has 4 letters, so there are 4 rows; the columns are A, C, G and T.",
        "C is the second base: its row is (0, 1, 0, 0).",
        "A is the first base: its row is (1, 0, 0, 0).",
        f"N may be any of the 4 bases, so each of them gets 1 / 4 = {share:g}.",
        f"Its row is ({share:g}, {share:g}, {share:g}, {share:g}).",
        "T is the fourth base: its row is (0, 0, 0, 1).",
        f"Below each other: (0, 1, 0, 0), (1, 0, 0, 0), ({share:g}, {share:g}, {share:g}, {share:g}), "
        "(0, 0, 0, 1).",
    ]
