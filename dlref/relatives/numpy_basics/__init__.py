"""What learners write in the place of the functions of the NumPy notebook."""
