"""The answers of the exercise kit: pure NumPy, one module a subject."""
