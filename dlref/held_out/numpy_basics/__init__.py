"""Wrong answers that no misconception was written for: the NumPy that the course uses."""
