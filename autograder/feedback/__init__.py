"""Feedback for students: problems, wording, the structure of a difference, pictures, rendering."""
