"""Unusual right answers: code that looks unlike the answer and must pass every check.

To add one, write a function with `@variant("exercise")` in the subject's module, called
`exercise_` and what is unusual about it, with a docstring of one line that says the same.
"""
