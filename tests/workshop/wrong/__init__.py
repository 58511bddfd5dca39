"""Wrong answers as learners write them: bodies of functions, in a module for each subject.

`WRONG` has those that no known mistake explains, by exercise and by what is wrong; `OTHER_WAYS` has other
ways to make a known one, by its id.
"""

from . import (
    activations,
    backprop,
    losses,
    neuron,
    numpy_basics,
    optimizers,
    regularization,
    training,
)

SUBJECTS = (
    numpy_basics,
    neuron,
    activations,
    losses,
    backprop,
    optimizers,
    regularization,
    training,
)
WRONG = {name: bodies for subject in SUBJECTS for name, bodies in subject.WRONG.items()}
OTHER_WAYS = {id: bodies for subject in SUBJECTS for id, bodies in subject.OTHER_WAYS.items()}
