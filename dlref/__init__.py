"""The private half of our own course: the answers in NumPy, a module a subject.

`misconceptions`, `variants` and `hints` have a module a subject too. None of this goes to students.
"""
