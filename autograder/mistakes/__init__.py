"""The model of mistakes: the right formula with one thing done to it, as a learner might do it."""
