"""Hints: what is said to a student who asks again, and a case worked by hand."""
