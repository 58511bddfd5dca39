"""Reads notebooks: their cells, the program of an exercise, and earlier notebooks."""
