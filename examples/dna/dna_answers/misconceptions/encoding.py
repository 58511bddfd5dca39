"""Known wrong answers: a sequence as numbers."""

import numpy as np

from autograder.course import misconception
from dna_answers.encoding import one_hot


def _one_hot(sequence, columns):
    """The right rows, with the columns in another order."""
    return one_hot(sequence)[:, ["ACGT".index(base) for base in columns]]


@misconception(
    "one_hot/order-atgc",
    "Your columns stand in the order A, T, G, C; here it is A, C, G, T, as in the alphabet.",
)
def one_hot_order_atgc(sequence):
    """Columns in the order A, T, G, C."""
    return _one_hot(sequence, "ATGC")


@misconception(
    "one_hot/order-atcg",
    "Your columns stand in the order of the base pairs, A, T, C, G; here it is A, C, G, T, as in the alphabet.",
)
def one_hot_order_atcg(sequence):
    """Columns in the order A, T, C, G."""
    return _one_hot(sequence, "ATCG")


@misconception(
    "one_hot/order-actg",
    "In your columns G and T have changed places; the order here is A, C, G, T, as in the alphabet.",
)
def one_hot_order_actg(sequence):
    """Columns in the order A, C, T, G."""
    return _one_hot(sequence, "ACTG")


@misconception(
    "one_hot/own-alphabet",
    "Your columns are the letters of this one sequence: a base that does not occur in it needs its column, too.",
)
def one_hot_own_alphabet(sequence):
    """A column for each letter that occurs, in the order of the alphabet."""
    letters = sorted(set(sequence))
    return np.array([[float(letter == base) for base in letters] for letter in sequence])


@misconception(
    "one_hot/transposed",
    "Your letters run along the columns: here each letter has a row, and each base a column.",
)
def one_hot_transposed(sequence):
    """(4, n): a row for each base."""
    return one_hot(sequence).T


@misconception(
    "one_hot/flat",
    "Your rows are strung together into one long row: give each letter a row of its own.",
)
def one_hot_flat(sequence):
    """(4n,): all rows one after the other."""
    return one_hot(sequence).ravel()


@misconception(
    "one_hot/numbers",
    "You give each base a number, as if T were three times C: in its place, put a 1 into one of four columns.",
)
def one_hot_numbers(sequence):
    """The number of each base, 0 to 3, and -1 for another letter."""
    return np.array(["ACGT".find(letter) for letter in sequence])


@misconception(
    "one_hot/first-letter",
    "Only the first letter gets its row: does your return stand inside the loop?",
)
def one_hot_first_letter(sequence):
    """All rows but the first are 0."""
    rows = np.zeros((len(sequence), 4))
    rows[0] = one_hot(sequence)[0]
    return rows


@misconception(
    "one_hot/unknown-zeros",
    "The bases are right. A letter such as N has a row of zeros in yours, which says that no base is there; it is one "
    "of the four, so each column gets its share.",
)
def one_hot_unknown_zeros(sequence):
    """0 in all four columns for another letter."""
    return np.array([[float(letter == base) for base in "ACGT"] for letter in sequence])


@misconception(
    "one_hot/unknown-ones",
    "The bases are right. A letter such as N has four ones in yours, as if it were four bases; every row should sum "
    "to 1.",
)
def one_hot_unknown_ones(sequence):
    """1 in all four columns for another letter."""
    return np.array(
        [[float(letter == base or letter not in "ACGT") for base in "ACGT"] for letter in sequence]
    )


@misconception(
    "one_hot/unknown-as-t",
    "The bases are right, but other letters, such as N, become a T in yours: is T what is left in an else, or is a "
    "column number -1 the last one?",
)
def one_hot_unknown_as_t(sequence):
    """A 1 in the column of T for another letter."""
    return np.eye(4)[["ACGT".find(letter) for letter in sequence]]


@misconception(
    "one_hot/unknown-as-a",
    "The bases are right, but other letters, such as N, become an A in yours: what does your code do with a letter "
    "that it does not know?",
)
def one_hot_unknown_as_a(sequence):
    """A 1 in the column of A for another letter."""
    return np.eye(4)[[max("ACGT".find(letter), 0) for letter in sequence]]


@misconception(
    "one_hot/unknown-left-out",
    "Other letters, such as N, have no row in yours, so that all that follows moves up: every letter needs one.",
)
def one_hot_unknown_left_out(sequence):
    """No row for another letter."""
    return one_hot([letter for letter in sequence if letter in "ACGT"]).reshape(-1, 4)


@misconception(
    "one_hot/unknown-not-in-dict",
    "The bases are right, but a letter such as N is not in your dict, and the code stops: say what its row is, too.",
)
def one_hot_unknown_not_in_dict(sequence):
    """A dict of the four bases, which raises KeyError for another letter."""
    rows = {"A": [1, 0, 0, 0], "C": [0, 1, 0, 0], "G": [0, 0, 1, 0], "T": [0, 0, 0, 1]}
    return np.array([rows[letter] for letter in sequence])


@misconception(
    "one_hot/unknown-not-found",
    "The bases are right, but a letter such as N can't be found among the four, and the code stops: say what its row "
    "is, too.",
)
def one_hot_unknown_not_found(sequence):
    """The index of a base among the four, which raises ValueError for another letter."""
    return np.eye(4)[["ACGT".index(letter) for letter in sequence]]
