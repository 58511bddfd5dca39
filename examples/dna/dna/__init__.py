"""Convolution on DNA: what students may see of the course."""

from autograder.course import Course

COURSE = Course(
    name="dna",
    title="Convolution on DNA",
    summary="Five small functions, from a sequence as numbers to a convolution that finds a motif in it.",
    public="dna",
    private="dna_answers",
)
