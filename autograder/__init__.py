"""Checks a student's NumPy answers and says what is wrong in one kind sentence."""
