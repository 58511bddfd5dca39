"""The public half of our own course: exercises, the gene-expression data and its plots.

The private half is the package `dlref`.
"""

from autograder.course import Course

COURSE = Course(
    name="deep-learning",
    title="Deep learning by writing it",
    summary="From one neuron to a network that tells cancer from healthy tissue by gene expression.",
    public="autograder.workshop",
    private="dlref",
    demo=("02_activations", "04_backprop"),
)
