"""Other formulas that a learner may write in an answer's place, a module a subject."""
