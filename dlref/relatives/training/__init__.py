"""Other formulas in the place of those for training, and two mistakes at once."""
