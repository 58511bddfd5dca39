"""The answers of the DNA course: pure NumPy, a module a notebook. They stay with the instructor."""
