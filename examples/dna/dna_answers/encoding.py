"""A DNA sequence as numbers: a row for each letter, a column for each base.

The columns stand in the order of the alphabet: A, C, G, T.
"""

import numpy as np

__all__ = ["one_hot"]


def one_hot(sequence: str) -> np.ndarray:
    """A 1 in the column of the letter's base; 0.25 in all four where the letter is no base.

    sequence: text of n letters, in upper case. Returns (n, 4), each row summing to 1. A letter such
    as N says "some base": then all four are equally likely.
    Source: Alipanahi et al. 2015 (DeepBind), supplementary notes, where N is 0.25 too.
    """
    rows = dict(zip("ACGT", np.eye(4), strict=True))
    return np.array([rows.get(letter, np.full(4, 0.25)) for letter in sequence])
