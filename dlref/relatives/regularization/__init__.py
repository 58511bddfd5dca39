"""Other formulas in the place of those for regularization, and two mistakes at once."""
