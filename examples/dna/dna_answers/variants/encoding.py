"""Unusual right answers: a sequence as numbers."""

import numpy as np

from autograder.course import variant


@variant("one_hot")
def one_hot_loop(sequence):
    """Fills a table of zeros letter by letter, with if and elif."""
    X = np.zeros((len(sequence), 4))
    for i, letter in enumerate(sequence):
        if letter == "A":
            X[i, 0] = 1
        elif letter == "C":
            X[i, 1] = 1
        elif letter == "G":
            X[i, 2] = 1
        elif letter == "T":
            X[i, 3] = 1
        else:
            X[i] = 0.25
    return X


@variant("one_hot")
def one_hot_broadcast(sequence):
    """Compares all letters with all bases at once."""
    X = (np.array(list(sequence))[:, None] == np.array(list("ACGT"))).astype(float)
    X[X.sum(axis=1) == 0] = 1 / 4
    return X


@variant("one_hot")
def one_hot_fifth_row(sequence):
    """Picks rows of a table of five; find gives -1, which is its last."""
    table = np.vstack([np.eye(4), np.full(4, 0.25)])
    return table[["ACGT".find(letter) for letter in sequence]]


@variant("one_hot")
def one_hot_bytes(sequence):
    """A table for all codes of letters, in single precision."""
    table = np.full((256, 4), 0.25, dtype=np.float32)
    table[list(b"ACGT")] = np.eye(4)
    return table[np.frombuffer(sequence.encode(), dtype=np.uint8)]


@variant("one_hot")
def one_hot_lists(sequence):
    """Lists in place of an array, with 1 and 0 as whole numbers."""
    rows = []
    for letter in sequence:
        row = [int(letter == base) for base in "ACGT"]
        rows.append(row if sum(row) else [0.25] * 4)
    return rows
