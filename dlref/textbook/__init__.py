"""The formulas as the notebooks write them, a module a subject: what a learner's code begins with."""
