"""Hints: what a learner hears who asks again, and a case worked by hand.

To add one, write a function with `@hint` in the subject's module. It gives the lines of a small case
with its values in between; its last line holds the answer.
"""
